"""What the planner of one period needs: its weeks with what is planned and what stands, and a proposal for the rest."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.timezone import localdate, localtime, make_aware

from fotfeste.care.goals.queries import PeriodDose, dose_of_period
from fotfeste.care.pathway.models import Episode
from fotfeste.care.pathway.queries import Look, care_team_of
from fotfeste.care.pathway.rules.period.weeks import PeriodWeek, week_at, weeks_of
from fotfeste.care.pathway.rules.states import EpisodeState
from fotfeste.care.terms.rules.vocabulary import CareRole
from fotfeste.care.visits.queries import USUAL_MINUTES, VisitRow, busy_times, visits_of, window_of
from fotfeste.care.visits.rules.days import may_be_proposed
from fotfeste.care.visits.rules.states import VisitState
from fotfeste.care.visits.rules.week import Span

from ..rules.proposal import LAST_HOUR, USUAL_TIME, days_of_week, free_start

FIRST_VISIT_MINUTES = 75
STANDING = (VisitState.PLANNED, VisitState.DONE)
# More lines than that on one page are more than anybody reads; the weeks after them wait until these are planned.
MOST_PROPOSED = 90


@dataclass(frozen=True, slots=True)
class Slot:
    """A visit the page proposes: start, length in minutes, and who would go."""

    at: datetime
    minutes: int
    staff_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """One week of the period: what the plan says, what stands in the calendar, what is proposed.

    rows      the visits that stand or stood, cancelled ones left out: those that `week_at` says are of this week
    open_days the days from today on, which a visit may still be put on
    """

    week: PeriodWeek
    planned: int
    rows: tuple[VisitRow, ...]
    proposed: tuple[Slot, ...]
    open_days: tuple[date, ...]

    @property
    def in_calendar(self) -> int:
        """Visits that count: planned or done. One that did not take place leaves its place open."""
        return sum(row.state in STANDING for row in self.rows)


@dataclass(frozen=True, slots=True)
class PeriodPlan:
    """The whole period. `outside` are visits after the last of its weeks; `dose` says who set the numbers."""

    weeks: tuple[WeekPlan, ...]
    outside: tuple[VisitRow, ...]
    dose: PeriodDose

    @property
    def planned(self) -> int:
        return sum(week.planned for week in self.weeks)

    @property
    def in_calendar(self) -> int:
        return sum(week.in_calendar for week in self.weeks)


def period_plan(
    look: Look,
    episode: Episode,
    *,
    able: Collection[int],
    first_visit_staff: Sequence[int] = (),
    usual: time | None = None,
    days_off: bool = False,
) -> PeriodPlan:
    """Every week of the period with a proposal for what is left, as the person is used to it.

    able               who can be sent; whoever went last and no longer can is not proposed
    first_visit_staff  take the first slot, when the first visit is not planned yet
    usual              the time that suits the person; else that of the latest visit
    days_off           whether holidays may be proposed too
    """
    rows = [row for row in visits_of(look, episode_id=episode.pk) if row.state != VisitState.CANCELLED]
    dose = dose_of_period(look, episode)
    proposing = _Proposing(look, episode, rows, able, tuple(first_visit_staff), usual)
    weeks = []
    for week in weeks_of(episode.planned_start_on, episode.planned_end_on):
        there = tuple(row for row in rows if week_at(episode.planned_start_on, row.day) == week.number)
        wanted = dose.visits[week.number - 1] if week.number <= len(dose.visits) else 0
        open_days = tuple(day for day in week.days if day >= look.today)
        slots = proposing.week(wanted, open_days, there, days_off=days_off)
        weeks.append(WeekPlan(week, wanted, there, slots, open_days))
    inside = {row.id for week in weeks for row in week.rows}
    return PeriodPlan(tuple(weeks), tuple(row for row in rows if row.id not in inside), dose)


class _Proposing:
    """The proposals of one period, made week by week: each takes its people's time from the next."""

    def __init__(
        self,
        look: Look,
        episode: Episode,
        rows: Sequence[VisitRow],
        able: Collection[int],
        pair: tuple[int, ...],
        usual: time | None,
    ) -> None:
        latest = max((row for row in rows if not row.first_visit), key=lambda row: row.planned_at, default=None)
        known = latest or max(rows, key=lambda row: row.planned_at, default=None)
        self.now, self.window, self.pair = look.at, window_of(episode), pair
        self.hour = usual or (localtime(known.planned_at).time() if known else USUAL_TIME)
        self.minutes = latest.planned_minutes if latest else USUAL_MINUTES
        went = tuple(user_id for user_id in latest.staff_ids if user_id in able) if latest else ()
        self.who = went or _trainer(look, episode, able)
        # Nobody knows when training goes on again, so nothing is proposed while it rests.
        self.left = 0 if episode.state == EpisodeState.ON_HOLD else MOST_PROPOSED
        until = episode.planned_end_on + timedelta(days=1)
        self.busy = busy_times({*self.who, *pair}, since=look.today, until=until)
        self.own = [Span(row.planned_at, row.planned_minutes) for row in rows if row.planned]

    def week(
        self, wanted: int, open_days: Sequence[date], there: Sequence[VisitRow], *, days_off: bool
    ) -> tuple[Slot, ...]:
        days = [day for day in open_days if may_be_proposed(day, window=self.window, days_off=days_off)]
        if days and days[0] == localdate(self.now) and localtime(self.now).time() >= LAST_HOUR:
            days = days[1:]
        taken = [row.day for row in there if row.state in STANDING]
        found = days_of_week(wanted, days=days, taken=taken, from_the_first=bool(self.pair))[: self.left]
        self.left -= len(found)
        return tuple(self._slot(day) for day in found)

    def _slot(self, day: date) -> Slot:
        staff, minutes = (self.pair, FIRST_VISIT_MINUTES) if self.pair else (self.who, self.minutes)
        self.pair = ()
        wanted = _not_before(make_aware(datetime.combine(day, self.hour)), self.now)
        busy = [span for user_id, span in self.busy if user_id in staff]
        at = free_start(wanted, minutes=minutes, busy=[*busy, *self.own])
        self.busy += [(user_id, Span(at, minutes)) for user_id in staff]
        self.own.append(Span(at, minutes))
        return Slot(at, minutes, staff)


def _not_before(wanted: datetime, now: datetime) -> datetime:
    """The next quarter of an hour when the usual hour of today has passed."""
    if wanted >= now or localdate(wanted) != localdate(now):
        return wanted
    return localtime(now).replace(minute=0, second=0, microsecond=0) + timedelta(
        minutes=(localtime(now).minute // 15 + 1) * 15
    )


def _trainer(look: Look, episode: Episode, able: Collection[int]) -> tuple[int, ...]:
    """Who trains: the home trainer of the care team, else its therapist, else its coordinator."""
    by_role = {row.role: row.user_id for row in care_team_of(look, episode.pk) if row.user_id in able}
    order = (CareRole.TRAINER, CareRole.THERAPIST, CareRole.COORDINATOR)
    found = next((by_role[role] for role in order if role in by_role), None)
    return (found,) if found else ()
