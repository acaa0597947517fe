"""Writing the log. Every action calls `write` inside its own transaction; a look and a refusal call it too."""

from contextvars import ContextVar
from datetime import datetime
from uuid import UUID

from .models import LogEntry, User
from .queries import unit_name_of
from .rules.rights import Act

# Set by the gate for pages, by the commands for files: says which way somebody came in.
channel: ContextVar[str] = ContextVar("channel", default="command")


def write(
    *,
    by: User | None,
    act: Act | str,
    now: datetime,
    person_id: UUID | None = None,
    subject: object = None,
    purpose: str = "",
    outcome: str = "done",
) -> None:
    """Append one line. `subject` is the row acted on; only its type and key are kept.

    `purpose` is a code of the national trust framework (TREAT, COC …) where a record was opened.
    """
    LogEntry.objects.create(
        at=now,
        user=by,
        user_name=by.name if by else "",
        role=by.role if by else "",
        unit=_unit_of(by),
        act=str(act),
        person_id=person_id,
        object_type=type(subject).__name__ if subject is not None else "",
        object_id=str(getattr(subject, "pk", "")) if subject is not None else "",
        purpose=purpose,
        channel=channel.get(),
        outcome=outcome,
    )


def _unit_of(by: User | None) -> str:
    if by is None:
        return ""
    if not hasattr(by, "_unit_in_log"):
        by._unit_in_log = unit_name_of(by)  # type: ignore[attr-defined]
    return by._unit_in_log  # type: ignore[attr-defined]
