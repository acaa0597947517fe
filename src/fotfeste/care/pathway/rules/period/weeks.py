"""The weeks of a period, counted one way everywhere: decision, letter, dose, calendar, board, banner and report.

The first day of the period is the first day of week 1, whatever weekday it is, and every week has seven days. A period
of four weeks has 28 days, the last one included. A period that ends in the middle of a week has a last week of fewer
days. Days in, days out: a change of clock or of year is nothing to a rule that knows no hours.
"""

from dataclasses import dataclass
from datetime import date, timedelta

DAYS = 7


@dataclass(frozen=True, slots=True)
class PeriodWeek:
    """Week `number` of `of`, from `first` to `last`, both included; the last week may have fewer than seven days."""

    number: int
    of: int
    first: date
    last: date

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def week_number(start: date, day: date) -> int:
    """The week that a day lies in; the first seven days are week 1. Zero or less before the start."""
    return (day - start).days // DAYS + 1


def weeks_in(start: date, end: date) -> int:
    """How many weeks a period has, its last day included; a begun week counts. At least 1, also for one day."""
    return max(1, week_number(start, end))


def days_over(start: date, end: date) -> int:
    """The days of a last week that is not whole; 0 when every week has seven."""
    return ((end - start).days + 1) % DAYS if end >= start else 0


def first_day(start: date, number: int) -> date:
    """The first day of week `number`."""
    return start + timedelta(days=DAYS * (number - 1))


def last_day(start: date, number: int) -> date:
    """The last day of week `number`: of a period of so many whole weeks, its last day."""
    return first_day(start, number + 1) - timedelta(days=1)


def weeks_of(start: date, end: date) -> list[PeriodWeek]:
    """Every week of the period, the last one cut at its last day."""
    of = weeks_in(start, end)
    return [
        PeriodWeek(number, of, first_day(start, number), max(start, min(last_day(start, number), end)))
        for number in range(1, of + 1)
    ]


def week_at(start: date, day: date) -> int:
    """The week of a day that is known to belong to the period, for planner, bars, board and banner alike.

    A visit before the decided start is in week 1; one after the last day is in the week that it would have been.
    """
    return max(1, week_number(start, day))


def standing(
    *, state: str, started_on: date | None, planned_start_on: date, planned_end_on: date, today: date
) -> tuple[int | None, int]:
    """Week n of m as banner and board show it. n is None while nobody trains: before the first visit and after the end.

    n is above m when the period runs over its last planned day.
    """
    trains = state in ("active", "on_hold") and started_on is not None
    return week_at(planned_start_on, today) if trains else None, weeks_in(planned_start_on, planned_end_on)
