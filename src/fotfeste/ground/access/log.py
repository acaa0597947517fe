"""Writing the log. Every action calls `write` inside its own transaction; a look and a refusal call it too.

The line itself is written by a function of the database (docs/adr/0021): it sets the time by its own clock and looks up
who the user is. So `now`, which every caller gives, counts only while the demo's past is built. Writers do not wait for
each other; `sealer.py` closes the lines in order afterwards (docs/adr/0030).
"""

from contextvars import ContextVar
from datetime import datetime
from uuid import UUID

from django.db import connection

from .models import User
from .rules.rights import Act

# Set by the gate for pages, by the commands for files: says which way somebody came in.
channel: ContextVar[str] = ContextVar("channel", default="command")

_WRITE = "SELECT access_write_log(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"


def write(
    *,
    by: User | None,
    act: Act | str,
    now: datetime,
    person_id: UUID | None = None,
    subject: object = None,
    purpose: str = "",
    outcome: str = "done",
    address: str = "",
) -> None:
    """Append one line. `subject` is the row acted on; only its type and key are kept.

    `purpose` is a code of the national trust framework (TREAT, COC …) where a record was opened; `address` is where a
    sign-in came from. Without a user (`by=None`) only a refusal can be written.
    """
    object_type = type(subject).__name__ if subject is not None else ""
    object_id = str(getattr(subject, "pk", "")) if subject is not None else ""
    who = by.pk if by else None
    line = (who, str(act), person_id, object_type, object_id, purpose, channel.get(), outcome, address, now)
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, line)
