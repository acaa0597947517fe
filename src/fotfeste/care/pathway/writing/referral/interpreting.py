"""Whether an interpreter was used in a contact. For actions that asked for the right and write the log."""

from datetime import date, datetime

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.ground.access.models import User
from fotfeste.ground.ui.rules import visible

from ...models import FollowUp, InterpreterUse, Person, Referral


def write_interpreter_use(
    *,
    person: Person,
    used: bool | None,
    why_not: str,
    on: date,
    by: User,
    now: datetime,
    referral: Referral | None = None,
    follow_up: FollowUp | None = None,
) -> None:
    """Write it down with the contact it belongs to; nothing where the person needs none or nobody has said (None).

    Raises `CareError` when none was used and nobody says why.
    """
    if used is None or not person.interpreter:
        return
    if not used and not visible(why_not):
        raise CareError("Write why no interpreter was used. The person has a right to understand and be understood.")
    InterpreterUse.objects.create(
        referral=referral,
        follow_up=follow_up,
        on=on,
        language=person.interpreter,
        used=used,
        why_not="" if used else visible(why_not),
        written_by=by,
        written_at=now,
    )
