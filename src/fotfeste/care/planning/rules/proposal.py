"""The simple proposal for a period: days spread over each week, the hour the person is used to, nobody in two places.

It serves one person at a time and knows no routes; the planner that does takes its place on the week's own page.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from fotfeste.care.visits.rules.week import Span

# Weekdays with rest days between where there is room for them; self-training fills the others (domain.md §3.7).
SPREAD: Mapping[int, tuple[int, ...]] = {
    1: (2,),
    2: (0, 3),
    3: (0, 2, 4),
    4: (0, 1, 3, 4),
    5: (0, 1, 2, 3, 4),
    6: (0, 1, 2, 3, 4, 5),
    7: (0, 1, 2, 3, 4, 5, 6),
}
FRIDAY = 4
FIRST_HOUR, LAST_HOUR = time(8, 0), time(15, 30)
STEP = timedelta(minutes=15)
USUAL_TIME = time(10, 0)


def days_of_week(
    visits: int, *, days: Sequence[date], taken: Sequence[date] = (), from_the_first: bool = False
) -> list[date]:
    """Days for `visits` visits among `days`, the open days of one week of a period; days in `taken` count as used.

    Days are spread as in `SPREAD`, on the same weekdays every week whichever day the period began; then any other
    weekday. The weekend is used only from six visits on, and a day twice only from eight on. Fewer days than asked for
    come back when the week has no room: a person then chooses, and nobody is trained four times on a Friday.
    from_the_first  the first open day is one of them: training begins when the period does
    """
    left = visits - len(taken)
    if left <= 0:
        return []
    open_days = [day for day in days if visits > 5 or day.weekday() <= FRIDAY]
    spread = SPREAD[min(visits, 7)]
    order = [day for day in open_days if day.weekday() in spread]
    order += [day for day in open_days if day.weekday() not in spread]
    if from_the_first and open_days:
        order = [open_days[0], *(day for day in order if day != open_days[0])]
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
