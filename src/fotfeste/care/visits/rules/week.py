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

    Days are spread as in `SPREAD`, then any other weekday; the weekend is used only from six visits on, and a day twice
    only from eight on. Fewer days than asked for come back when the rest of the week has no room: a person then
    chooses, and nobody is trained four times on a Friday.
    """
    left = visits - len(taken)
    if left <= 0:
        return []
    last = 7 if visits > 5 else 5
    open_days = [day for n in range(last) if (day := monday + timedelta(days=n)) >= first_day]
    wanted = [monday + timedelta(days=n) for n in SPREAD[min(visits, 7)]]
    order = [day for day in wanted if day in open_days] + [day for day in open_days if day not in wanted]
    times_a_day = -(-visits // 7)
    rounds = [day for count in range(times_a_day) for day in order if list(taken).count(day) <= count]
    return sorted(rounds[:left])


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
