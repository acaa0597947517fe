"""What the person and their next of kin may ask about themselves."""

from uuid import UUID

from fotfeste.ground.access.models import User

from ...models import Episode, Person, Referral, Relative
from .record import Look


def person_id_of_user(user: User) -> UUID | None:
    """The person this user is, or is next of kin to. Whether they may look is asked by `open_record`."""
    own = Person.objects.filter(user=user).values_list("pk", flat=True).first()
    if own is not None:
        return own
    return Relative.objects.filter(user=user).values_list("person_id", flat=True).first()


def relatives_of(look: Look) -> list[Relative]:
    """The person's next of kin, those with standing consent first."""
    return list(Relative.objects.filter(person_id=look.person_id).order_by("withdrawn_on", "name"))


def is_new_municipality() -> bool:
    """True until the first referral or the first old result is in."""
    return not Referral.objects.exists() and not Episode.objects.exists()
