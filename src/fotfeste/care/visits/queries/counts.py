"""Visits counted: for the board, many persons at a time; for the person page, one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone

from fotfeste.care.goals.queries import planned_doses_of_episodes
from fotfeste.ground.database.questions import question

from ..models import Visit
from ..rules.dose import DoseWeek, VisitFact, VisitSummary, dose_weeks, summary
from ..rules.states import VisitState
from .stored import VisitRow


def summaries_of_episodes(starts: Mapping[UUID, date], *, today: date) -> dict[UUID, VisitSummary]:
    """The visits of many episodes, counted in two queries. `starts` holds each episode's first day.

    The caller has limited the episodes to those the user may see.
    """
    facts: dict[UUID, list[VisitFact]] = {episode_id: [] for episode_id in starts}
    here = get_current_timezone()
    for episode_id, state, planned_at, started_at, first, deviation in _kept(episodes=list(starts)):
        day = (started_at or planned_at).astimezone(here).date()
        facts[episode_id].append(VisitFact(state, day, first, deviation))
    planned = planned_doses_of_episodes(starts)
    return {
        episode_id: summary(facts[episode_id], start=start, today=today, planned=planned.get(episode_id, []))
        for episode_id, start in starts.items()
    }


@question
def _kept(*, episodes: Any) -> QuerySet[Visit, Any]:
    rows = Visit.objects.filter(episode_id__in=episodes).exclude(state=VisitState.CANCELLED).order_by("planned_at")
    return rows.values_list("episode_id", "state", "planned_at", "started_at", "first_visit", "deviation")


def dose_of(visits: Sequence[VisitRow], *, start: date, today: date, planned: Sequence[int]) -> list[DoseWeek]:
    """Every week of one episode, from rows that were read already."""
    facts = [VisitFact(visit.state, visit.day) for visit in visits]
    return dose_weeks(facts, start=start, today=today, planned=planned)
