"""When people are contacted after the period, and in which order the list stands. Source: `domain.md` §3.10."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from fotfeste.care.terms.rules.vocabulary import FOLLOW_UP_MONTHS, DropoutReason, Moment, Occasion

from .deadlines import months_after
from .states import FollowUpState

_OCCASION_OF = {months: occasion for occasion, months in FOLLOW_UP_MONTHS.items()}

MOMENT_OF = {occasion: Moment(str(occasion)) for occasion in FOLLOW_UP_MONTHS}

WAITING = frozenset({FollowUpState.DUE, FollowUpState.NO_ANSWER})


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


def due_order(due_on: date, attempts: int, sort_name: str) -> tuple[date, int, str]:
    """Sort key of the due-list: the longest waiting first; on the same day those not yet tried first."""
    return due_on, attempts, sort_name


def can_try_again(state: FollowUpState) -> bool:
    """A call nobody answers leaves the follow-up on the list, however often it happens."""
    return state in WAITING
