"""What was done against what was planned, week by week: counted from single visits, never from averages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fotfeste.care.pathway.rules.period.weeks import week_at

from .states import VisitState
from .week import monday_of

SHOWN_WEEKS = 4


@dataclass(frozen=True, slots=True)
class VisitFact:
    """One visit as counted: the day it took place, or was planned for."""

    state: str
    day: date
    first_visit: bool = False
    deviation: str = ""


@dataclass(frozen=True, slots=True)
class DoseWeek:
    """One week of the episode. `planned` is None when no dose was planned; `running` marks the week we are in."""

    week: int
    done: int
    planned: int | None
    running: bool = False


@dataclass(frozen=True, slots=True)
class VisitSummary:
    """What a list shows of one episode's visits.

    this_week_done of this_week  calendar week, Monday to Sunday; cancelled visits are not counted
    dose                         the last weeks of the episode up to the one that runs, oldest first
    unrecorded                   planned for a day that has passed, and nobody has said what came of them
    missed_in_a_row              how many of the latest visits did not take place, and why the last one did not
    """

    this_week: int = 0
    this_week_done: int = 0
    dose: tuple[DoseWeek, ...] = ()
    done: int = 0
    first_visit_on: date | None = None
    first_visit_done: bool = False
    next_on: date | None = None
    last_done_on: date | None = None
    unrecorded: int = 0
    missed_in_a_row: int = 0
    last_deviation: str = ""


def dose_weeks(
    visits: Iterable[VisitFact], *, start: date, today: date, planned: Sequence[int], last: int | None = None
) -> list[DoseWeek]:
    """Every week of the episode from week 1 to the one that runs today, or all the planned ones when that is more.

    `planned` holds the visits planned for week 1, 2, …; `last` shortens the list to that many weeks up to today's.
    """
    done: dict[int, int] = {}
    for visit in visits:
        if visit.state == VisitState.DONE:
            week = week_at(start, visit.day)
            done[week] = done.get(week, 0) + 1
    now = week_at(start, today)
    end = now if last else max(now, len(planned), max(done, default=1))
    begin = max(1, end - last + 1) if last else 1
    return [
        DoseWeek(
            week=week,
            done=done.get(week, 0),
            planned=planned[week - 1] if week <= len(planned) else 0 if planned else None,
            running=week == now,
        )
        for week in range(begin, end + 1)
    ]


def summary(visits: Sequence[VisitFact], *, start: date, today: date, planned: Sequence[int]) -> VisitSummary:
    """Count one episode's visits, which come in order of time. `start` is the first day of training, or the planned."""
    monday = monday_of(today)
    counted = [visit for visit in visits if visit.state != VisitState.CANCELLED]
    this_week = [visit for visit in counted if monday <= visit.day < monday + timedelta(days=7)]
    done = [visit for visit in counted if visit.state == VisitState.DONE]
    ahead = [visit for visit in counted if visit.state == VisitState.PLANNED and visit.day >= today]
    first = [visit for visit in counted if visit.first_visit and visit.state != VisitState.NOT_DONE]
    over = [visit for visit in counted if visit.state in (VisitState.DONE, VisitState.NOT_DONE)]
    missed = 0
    while missed < len(over) and over[-1 - missed].state == VisitState.NOT_DONE:
        missed += 1
    return VisitSummary(
        this_week=len(this_week),
        this_week_done=sum(visit.state == VisitState.DONE for visit in this_week),
        dose=tuple(dose_weeks(counted, start=start, today=today, planned=planned, last=SHOWN_WEEKS)),
        done=len(done),
        first_visit_on=first[0].day if first else done[0].day if done else None,
        first_visit_done=bool(done),
        next_on=ahead[0].day if ahead else None,
        last_done_on=done[-1].day if done else None,
        unrecorded=sum(visit.state == VisitState.PLANNED and visit.day < today for visit in counted),
        missed_in_a_row=missed,
        last_deviation=over[-1].deviation if missed else "",
    )
