"""The visits of one episode: on screen by week, and on paper for the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from fotfeste.care.goals.queries import measures_of, planned_dose_of
from fotfeste.care.goals.wording import plan_line
from fotfeste.care.pathway.queries import banner_of, episode_of, open_record
from fotfeste.care.pathway.rules.states import RUNNING_EPISODES
from fotfeste.care.pathway.wording.period import weeks_in_words
from fotfeste.care.service_model.queries import service_model
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act

from ..queries import VisitRow, dose_of, left_over, visits_of
from ..rules.states import VisitState
from ..rules.week import monday_of
from ..wording import dose_drawing

STANDING = (VisitState.PLANNED, VisitState.DONE)
FARTHEST = timedelta(days=3660)  # ten years: further away is no week of anybody's period


@dataclass(frozen=True)
class Week:
    """A calendar week with its visits in order of time, and the words for which days are which week of the period."""

    monday: date
    rows: list[VisitRow]
    of_period: list[str]

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def counted(self) -> int:
        return sum(row.state != VisitState.CANCELLED for row in self.rows)

    @property
    def done(self) -> int:
        return sum(row.done for row in self.rows)

    @property
    def minutes(self) -> int:
        return sum(row.minutes_on_site or 0 for row in self.rows)


def by_week(rows: Sequence[VisitRow], *, start: date, end: date) -> list[Week]:
    """The weeks that have visits, oldest first."""
    weeks: dict[date, list[VisitRow]] = {}
    for row in sorted(rows, key=lambda row: row.at):
        weeks.setdefault(monday_of(row.day), []).append(row)
    return [
        Week(monday, found, _of_period(monday, found, start=start, end=end)) for monday, found in sorted(weeks.items())
    ]


def _of_period(monday: date, rows: Sequence[VisitRow], *, start: date, end: date) -> list[str]:
    visits = [row.day for row in rows if row.state in STANDING]
    return weeks_in_words(monday, monday + timedelta(days=6), start=start, end=end, visits=visits)


@rule(Act.READ_RECORD)
@require_GET
def of_episode(request: Request, episode_id: UUID) -> HttpResponse:
    """This week and what comes open, earlier weeks folded; the dose above."""
    look = open_record(by=request.user, episode_id=episode_id, now=timezone.now())
    episode = episode_of(look, episode_id)
    rows = visits_of(look, episode_id=episode_id)
    weeks = by_week(rows, start=episode.planned_start_on, end=episode.planned_end_on)
    this = monday_of(look.today)
    dose = dose_of(rows, start=episode.planned_start_on, today=look.today, planned=planned_dose_of(look, episode_id))
    running = episode.state in RUNNING_EPISODES
    context: dict[str, Any] = {
        "banner": banner_of(look),
        "today": look.today,
        "episode_id": episode_id,
        "now_and_ahead": [week for week in weeks if week.monday >= this],
        "earlier": [week for week in reversed(weeks) if week.monday < this],
        "left_over": left_over([episode_id], today=look.today).get(episode_id, []) if running else [],
        "unrecorded": [row for row in rows if row.planned and row.day < look.today],
        "dose_drawing": dose_drawing(dose, large=True),
        "done": sum(row.done for row in rows),
        "may_plan": look.may(Act.PLAN_VISIT) and running,
        "may_record": look.may(Act.RECORD_VISIT) and running,
    }
    return render(request, "visits/of_episode.html", context)


@rule(Act.READ_RECORD)
@require_GET
def week_print(request: Request, episode_id: UUID) -> HttpResponse:
    """Who comes when, on one sheet in large type for the refrigerator door."""
    look = open_record(by=request.user, episode_id=episode_id, now=timezone.now())
    episode = episode_of(look, episode_id)
    standing = [row for row in visits_of(look, episode_id=episode_id) if row.state in STANDING]
    monday = monday_of(week_asked(request, today=look.today) or _first_with_visits(standing, look.today))
    rows = [row for row in standing if monday_of(row.day) == monday]
    banner = banner_of(look)
    lines = [(measure.alone, plan_line(measure)) for measure in measures_of(look, episode_id)]
    days = [monday + timedelta(days=n) for n in range(7)]
    context = {
        "today": look.today,
        "episode_id": episode_id,
        "person": str(episode.person).strip(),
        "born": episode.person.birth_date,
        "coordinator": banner.coordinator,
        "of_period": _of_period(monday, rows, start=episode.planned_start_on, end=episode.planned_end_on),
        "monday": monday,
        "sunday": days[-1],
        "week_number": monday.isocalendar().week,
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "days": [(day, [row for row in rows if row.day == day]) for day in days],
        "alone": [line for alone, line in lines if alone],
        "together": [line for alone, line in lines if not alone],
        "sender": service_model().sender,
        "phone_hours": service_model().sender.hours_in(get_language() or ""),
    }
    return render(request, "visits/week_print.html", context)


def _first_with_visits(rows: Sequence[VisitRow], today: date) -> date:
    """The day of the next visit; today when none is planned. A period that has not begun opens where it does."""
    return min((row.day for row in rows if row.planned and row.day >= today), default=today)


def week_asked(request: Request, *, today: date) -> date | None:
    """The day that stands in the address as `week`; None when it cannot be read or lies beyond any period."""
    try:
        day = parse_date(request.GET.get("week", ""))
    except ValueError:
        return None
    return day if day and abs(day - today) <= FARTHEST else None
