"""Planned visits that stand with somebody who will not be able to open the record on that day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from fotfeste.care.pathway.queries import can_come
from fotfeste.ground.database.questions import question

from ..models import VisitStaff
from ..rules.states import VisitState


@dataclass(frozen=True, slots=True)
class LeftOver:
    """One visit ahead and one of those who go; whoever else goes may well be able to."""

    visit_id: UUID
    at: datetime
    name: str


def left_over(episode_ids: Collection[UUID], *, today: date) -> dict[UUID, list[LeftOver]]:
    """The visits of these periods, from today on, that need somebody else, those that come first on top.

    By the rule the doors go by (`pathway.queries.works_with`), asked for the day of each visit: therapists and
    coordinators by the period's team, trainers and home nursing by a place in the care team. The caller has limited
    the periods to those the reader may see.
    """
    found: dict[UUID, list[LeftOver]] = {}
    for episode_id, *row in _with_nobody(episodes=list(episode_ids), today=today):
        found.setdefault(episode_id, []).append(LeftOver(*row))
    return found


@question
def _with_nobody(*, episodes: Any, today: Any) -> QuerySet[VisitStaff, Any]:
    ahead = (
        VisitStaff.objects.filter(visit__episode_id__in=episodes, visit__state=VisitState.PLANNED)
        .annotate(day=TruncDate("visit__planned_at"))
        .filter(day__gte=today)
    )
    return (
        ahead.exclude(can_come(user="user", episode="visit__episode", day="day"))
        .order_by("visit__planned_at", "user__name")
        .values_list("visit__episode_id", "visit_id", "visit__planned_at", "user__name")
    )
