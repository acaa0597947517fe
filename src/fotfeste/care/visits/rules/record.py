"""What a plausible record of a visit is (`domain.md` §3.7). Nothing is put right silently: what is wrong is named."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

ASKED_BELOW_MINUTES = 5  # shorter is more often a slip of the finger, or a clock stopped too soon, than a visit
MAX_MINUTES = 600  # ten hours: longer in one home is a slip of the finger
EFFORT = range(11)  # the person's own rating, 0 none – 10 as hard as it can be
LEVELS = range(6)  # help: 0 independent – 5 done for the person


@dataclass(frozen=True, slots=True)
class Fault:
    """`code` says what is wrong; the words stand with the action."""

    code: str


def faults(
    *, minutes_on_site: int, minutes_travel: int | None, effort: int | None, levels: Iterable[int | None]
) -> list[Fault]:
    """What cannot be right in a record: minutes 0–600, effort 0–10, levels of help 0–5. Empty when all is well."""
    found = []
    if not 0 <= minutes_on_site <= MAX_MINUTES or not 0 <= (minutes_travel or 0) <= MAX_MINUTES:
        found.append(Fault("minutes"))
    if effort is not None and effort not in EFFORT:
        found.append(Fault("effort"))
    if any(level is not None and level not in LEVELS for level in levels):
        found.append(Fault("level"))
    return found


def came_at(*, planned_at: datetime, minutes_on_site: int, now: datetime) -> datetime:
    """When the visit began if nobody wrote it: as planned, or counted back from now when the planned time is ahead."""
    return planned_at if planned_at <= now else now - timedelta(minutes=minutes_on_site)
