"""Who signs in as whom: the person's own page, and that of a next of kin."""

from datetime import datetime

from django.db import transaction

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act, Role

from ...models import Person, Relative


@transaction.atomic
def let_person_sign_in(*, person: Person, user: User, by: User, now: datetime) -> Person:
    """From now on the user is this person and sees their own page. Raises `CareError` when one of them is taken."""
    require(by, Act.MANAGE_USERS)
    person.refresh_from_db(from_queryset=Person.objects.select_for_update(no_key=True))
    taken = Person.objects.filter(user=user).exclude(pk=person.pk).exists()
    if user.role != Role.PERSON or taken or person.user_id not in (None, user.pk):
        raise CareError(
            "This account cannot be linked to this person. Choose an account with the role “Person in "
            "reablement” that is not linked to anybody yet."
        )
    person.user = user
    person.save(update_fields=["user"])
    log.write(by=by, act=Act.MANAGE_USERS, now=now, person_id=person.pk, subject=user)
    return person


@transaction.atomic
def let_relative_sign_in(*, relative: Relative, user: User, by: User, now: datetime) -> Relative:
    """From now on the user is this next of kin. What is seen follows the person's consent, which is not given here."""
    require(by, Act.MANAGE_USERS)
    relative.refresh_from_db(from_queryset=Relative.objects.select_for_update())
    taken = Relative.objects.filter(user=user).exclude(pk=relative.pk).exists()
    if user.role != Role.RELATIVE or taken or relative.user_id not in (None, user.pk):
        raise CareError(
            "This account cannot be linked to this next of kin. Choose an account with the role “Next "
            "of kin” that is not linked to anybody yet."
        )
    relative.user = user
    relative.save(update_fields=["user"])
    log.write(by=by, act=Act.MANAGE_USERS, now=now, person_id=relative.person_id, subject=user)
    return relative
