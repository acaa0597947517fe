"""Which days and times suit the visits of one week: spread out, at the hour the person is used to, nobody twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

# Rest days between visits where there is room for them; self-training fills the other days (domain.md §3.7).
SPREAD: Mapping[int, tuple[int, ...]] = {
    1: (2,),
    2: (0, 3),
    3: (0, 2, 4),
    4: (0, 1, 3, 4),
    5: (0, 1, 2, 3, 4),
    6: (0, 1, 2, 3, 4, 5),
    7: (0, 1, 2, 3, 4, 5, 6),
}
FIRST_HOUR, LAST_HOUR = time(8, 0), time(15, 30)
STEP = timedelta(minutes=15)
USUAL_TIME = time(10, 0)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start`, with time zone, for `minutes`; two that only touch do not overlap."""

    start: datetime
    minutes: int

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def days_of_week(visits: int, *, monday: date, first_day: date, taken: Sequence[date] = ()) -> list[date]:
    """Days for `visits` visits in the week of `monday`, none before `first_day`, days in `taken` counted as used.

    Days without a visit come first, spread as in `SPREAD`; when the week is full the days are used twice. Fewer days
    than asked for are returned only when the week has no day left from `first_day` on.
    """
    left = visits - len(taken)
    open_days = [day for n in range(7) if (day := monday + timedelta(days=n)) >= first_day]
    if left <= 0 or not open_days:
        return []
    wanted = [monday + timedelta(days=n) for n in SPREAD[min(max(visits, 1), 7)]]
    order = [day for day in wanted if day in open_days and day not in taken]
    weekdays_first = sorted(open_days, key=lambda day: (day.weekday() > 4, day))
    order += [day for day in weekdays_first if day not in order and day not in taken]
    while len(order) < left:
        order += weekdays_first
    return sorted(order[:left])


def free_start(wanted: datetime, *, minutes: int, busy: Sequence[Span]) -> datetime:
    """The start nearest to `wanted` on the same day, in quarters of an hour, that collides with nothing in `busy`.

    `wanted` itself when the day is full between eight and half past three: a person then chooses, nothing is hidden.
    """
    first = wanted.replace(hour=FIRST_HOUR.hour, minute=FIRST_HOUR.minute)
    last = wanted.replace(hour=LAST_HOUR.hour, minute=LAST_HOUR.minute)
    steps = (last - first) // STEP
    starts = sorted((first + n * STEP for n in range(steps + 1)), key=lambda start: (abs(start - wanted), start))
    for start in (wanted, *starts):
        if not any(Span(start, minutes).overlaps(other) for other in busy):
            return start
    return wanted
