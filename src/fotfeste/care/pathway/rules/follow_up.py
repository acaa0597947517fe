"""When people are contacted after the period, and in which order the list stands. Source: `domain.md` §3.10."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fotfeste.care.terms.rules.vocabulary import FOLLOW_UP_MONTHS, DropoutReason, Moment, Occasion

from .deadlines import months_after
from .states import FollowUpState

_OCCASION_OF = {months: occasion for occasion, months in FOLLOW_UP_MONTHS.items()}

MOMENT_OF = {occasion: Moment(str(occasion)) for occasion in FOLLOW_UP_MONTHS}

WAITING = frozenset({FollowUpState.DUE, FollowUpState.NO_ANSWER})

# No more digits than a number of the database has room for.
_PLACE = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})\.(?P<attempts>[0-9]{1,4})\.(?P<id>[0-9]{1,18})", re.ASCII)


def due_days(ended_on: date, months: Sequence[int], is_working_day: Callable[[date], bool]) -> dict[Occasion, date]:
    """The due day of each occasion: by calendar month from the closing date, moved on to the next working day.

    `months` come from the service model (1, 3, 6 and 12 are known). Raises ValueError for another number.
    """
    found = {}
    for count in months:
        if count not in _OCCASION_OF:
            known = ", ".join(str(number) for number in sorted(_OCCASION_OF))
            raise ValueError(f"There is no follow-up after {count} months. Choose among {known} in the service model.")
        day = months_after(ended_on, count)
        while not is_working_day(day):
            day += timedelta(days=1)
        found[_OCCASION_OF[count]] = day
    return found


def follows_up(reason: DropoutReason | None) -> bool:
    """Whether somebody who ended this way is contacted afterwards: all but those who died or moved away."""
    return reason not in {DropoutReason.DEATH, DropoutReason.MOVED}


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the due-list: that of one follow-up as it stood there when it was shown.

    The list has the longest waiting first, on the same day those not yet tried, then by name, then by `id`. The name
    is no part of a place: a place is written in an address, and addresses end up in the logs of servers.
    """

    due_on: date
    attempts: int
    id: int

    def __str__(self) -> str:
        """As an address says it: 2026-03-12.0.4711"""
        return f"{self.due_on.isoformat()}.{self.attempts}.{self.id}"


def place_read(text: str) -> Place | None:
    """What `str` wrote of a place; None for anything else."""
    found = _PLACE.fullmatch(text)
    if found is None:
        return None
    try:
        return Place(date.fromisoformat(found["day"]), int(found["attempts"]), int(found["id"]))
    except ValueError:
        return None


def can_try_again(state: FollowUpState) -> bool:
    """A call nobody answers leaves the follow-up on the list, however often it happens."""
    return state in WAITING
