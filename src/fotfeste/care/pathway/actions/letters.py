"""That a letter left the house, and that it did not after all."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import DispatchWay
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.wording import exact_day

from ..models import Dispatch, Letter
from ..queries.person.record import relations_to
from ..rules.letters import is_to_the_person
from ..writing.period.closing import hold_person


@transaction.atomic
def mark_sent(*, letter: Letter, way: DispatchWay | str, sent_on: date, by: User, now: datetime) -> Dispatch:
    """The letter was sent on that day, in that way. Said twice, it is the row that is there.

    Raises `CareError` for a day ahead or before the letter was written, and when a letter is said to stand on the
    person's own page that is to somebody else, or that has nobody to sign in there.
    """
    relations = relations_to(by, letter.person_id, today=localdate(now))
    require(by, Act.SEND_LETTER, relations, person_id=letter.person_id)
    way = DispatchWay(way)
    if sent_on > localdate(now):
        raise CareError("The day is in the future. Write the day the letter was sent.")
    if sent_on < localdate(letter.written_at):
        raise CareError(
            "The letter was written on %(day)s. Write that day or a later one.", day=exact_day(letter.written_at)
        )
    if way is DispatchWay.OWN_PAGE and not is_to_the_person(
        letter.kind, letter.referral.referrer if letter.referral else None
    ):
        raise CareError("This letter is not written to the person, so it is not on the person's own page.")
    if way is DispatchWay.OWN_PAGE and letter.person.user_id is None:
        raise CareError(
            "%(name)s has no sign-in, so there is no own page where the letter can be read. Send it another way.",
            name=str(letter.person).strip(),
        )
    # The person is held, so that two who press at once do not both note it; letters can be read and added only.
    hold_person(letter.person)
    there = Dispatch.objects.filter(letter=letter, takes_back=None, taken_back_by=None, way=way, sent_on=sent_on)
    if (noted := there.first()) is not None:
        return noted
    row = Dispatch.objects.create(letter=letter, way=way, sent_on=sent_on, written_by=by, written_at=now)
    log.write(by=by, act=Act.SEND_LETTER, now=now, person_id=letter.person_id, subject=row)
    return row


@transaction.atomic
def take_back_sent(*, dispatch: Dispatch, by: User, now: datetime) -> Dispatch:
    """The letter was not sent that way after all. The row stays, and a row of its own says that it does not hold.

    Pressed twice, it is the row that is there.
    """
    letter = dispatch.letter
    relations = relations_to(by, letter.person_id, today=localdate(now))
    require(by, Act.SEND_LETTER, relations, person_id=letter.person_id)
    hold_person(letter.person)
    if dispatch.takes_back_id is not None:
        raise CareError("This row takes another one back. Note how the letter was sent instead.")
    earlier = Dispatch.objects.filter(takes_back=dispatch).first()
    if earlier is not None:
        return earlier
    row = Dispatch.objects.create(
        letter=letter, way=dispatch.way, sent_on=dispatch.sent_on, takes_back=dispatch, written_by=by, written_at=now
    )
    log.write(by=by, act=Act.SEND_LETTER, now=now, person_id=letter.person_id, subject=row)
    return row
