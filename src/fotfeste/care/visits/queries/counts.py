"""Visits counted: for the board, many persons at a time; for the person page, one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils.timezone import get_current_timezone_name

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
    for episode_id, state, day, first, deviation in _kept(get_current_timezone_name(), episodes=list(starts)):
        facts[episode_id].append(VisitFact(state, day, first, deviation))
    planned = planned_doses_of_episodes(starts)
    return {
        episode_id: summary(facts[episode_id], start=start, today=today, planned=planned.get(episode_id, []))
        for episode_id, start in starts.items()
    }


@question
def _kept(zone: str, *, episodes: Any) -> QuerySet[Visit, Any]:
    """The day is worked out by the database: to read two moments of every visit costs Python more than all the rest."""
    rows = Visit.objects.filter(episode_id__in=episodes).exclude(state=VisitState.CANCELLED).order_by("planned_at")
    day = TruncDate(Coalesce("started_at", "planned_at"), tzinfo=ZoneInfo(zone))
    return rows.values_list("episode_id", "state", day, "first_visit", "deviation")


def dose_of(visits: Sequence[VisitRow], *, start: date, today: date, planned: Sequence[int]) -> list[DoseWeek]:
    """Every week of one episode, from rows that were read already."""
    facts = [VisitFact(visit.state, visit.day) for visit in visits]
    return dose_weeks(facts, start=start, today=today, planned=planned)
