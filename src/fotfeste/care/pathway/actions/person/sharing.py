"""What the person says about telling others."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import SharedWith
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act

from ...models import Person, Referral, Relative, Sharing
from ...queries.person.record import relations_to


@transaction.atomic
def set_sharing(
    *,
    person: Person,
    with_whom: SharedWith | str,
    agrees: bool,
    said_on: date,
    by: User,
    now: datetime,
    referral: Referral | None = None,
    relative: Relative | None = None,
) -> Sharing:
    """Write down that the person agrees to, or opposes, that somebody is told; the newest word holds.

    referral, relative  whom it is about, for the one who referred and for next of kin; both None for the GP
    What was told before stays told. Raises `CareError` for a day ahead.
    """
    relations = relations_to(by, person.pk, today=localdate(now))
    require(by, Act.SET_SHARING, relations, person_id=person.pk)
    if said_on > localdate(now):
        raise CareError("The day is in the future. Write the day the person said it.")
    for row in (referral, relative):
        if row is not None and row.person_id != person.pk:
            raise ValueError("The referral or the next of kin is another person's.")
    said = Sharing.objects.create(
        person=person,
        with_whom=SharedWith(with_whom),
        referral=referral,
        relative=relative,
        agrees=agrees,
        said_on=said_on,
        written_by=by,
        written_at=now,
    )
    log.write(by=by, act=Act.SET_SHARING, now=now, person_id=person.pk, subject=said)
    return said
