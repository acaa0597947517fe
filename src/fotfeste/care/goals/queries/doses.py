"""The planned dose: visits of week 1, 2, …, as decided, suggested and changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from fotfeste.care.pathway.models import Episode
from fotfeste.care.pathway.queries import Look, episodes_by_id, model_of
from fotfeste.care.pathway.queries.decision.changes import (
    changes_as_json,
    changes_from_json,
    changes_of,
    granted_decision_of,
)
from fotfeste.care.pathway.rules.decision.changes import visits_in_force, visits_of_period
from fotfeste.care.pathway.rules.period.course import visits_by_week
from fotfeste.care.service_model.queries import service_model
from fotfeste.ground.database.questions import question

from ..models import DoseChange, PlannedDose


@dataclass(frozen=True, slots=True)
class PeriodDose:
    """Visits of week 1, 2, … of a period, and where the numbers come from.

    visits      the plan: as somebody changed it, else the suggestion
    suggestion  worked out from decision and service model for the days of the period
    decided     as the decision's letter names them for its own days; empty where it names none
    """

    visits: list[int]
    suggestion: list[int]
    decided: list[int]
    changed: bool

    @property
    def suggestion_is_decided(self) -> bool:
        """Whether the suggestion is what the letter says. Other numbers are never said to be from the decision."""
        return bool(self.decided) and self.suggestion == self.decided

    @property
    def from_model(self) -> bool:
        """Whether the plan is neither the decision's nor set by anybody."""
        return not self.changed and not self.suggestion_is_decided


@dataclass(frozen=True, slots=True)
class DoseChangeRow:
    """One change of the planned visits, as whoever made it left it."""

    from_week: int
    before: list[int]
    after: list[int]
    reason: str
    changed_at: datetime
    changed_by: str


def planned_dose_of(look: Look, episode_id: UUID) -> list[int]:
    """Visits planned for week 1, 2, …: as decided until somebody changes them. Empty without a decision or a plan."""
    return _doses(_decided(episodes=[episode_id], person=look.person_id)).get(episode_id, [])


def suggested_dose(episode: Episode) -> list[int]:
    """The model's taper over the planned weeks, with what was decided, and changed since, where it says any."""
    decision = granted_decision_of(episode)
    return visits_of_period(
        model_of(episode).effort,
        start=episode.planned_start_on,
        end=episode.planned_end_on,
        first=decision.visits_per_week_first if decision else None,
        last=decision.visits_per_week_last if decision else None,
        changes=changes_of(decision) if decision else (),
    )


def decided_dose(episode: Episode) -> list[int]:
    """The visits of each week as the letters name them; empty where there is no decision or it names none."""
    decision = granted_decision_of(episode)
    if decision is None or decision.visits_per_week_first is None or not (decision.starts_on and decision.ends_on):
        return []
    granted = visits_by_week(
        service_model(decision.decided_on).effort,
        start=decision.starts_on,
        end=decision.ends_on,
        first=decision.visits_per_week_first,
        last=decision.visits_per_week_last,
    )
    return visits_in_force(granted, changes_of(decision), start=decision.starts_on)


def dose_of_period(look: Look, episode: Episode) -> PeriodDose:
    """The plan of one period with who set its numbers."""
    suggestion, decided = suggested_dose(episode), decided_dose(episode)
    rows = PlannedDose.objects.filter(episode=episode, episode__person_id=look.person_id)
    stored = list(rows.order_by("week").values_list("visits", flat=True))
    rest = suggestion[len(stored) :] if not stored or _is_changed(episode) else []
    return PeriodDose(stored + rest, suggestion, decided, changed=bool(stored))


def _is_changed(episode: Episode) -> bool:
    """Whether a change of what was decided has taken weeks out of what somebody planned: they follow the decision."""
    decision = granted_decision_of(episode)
    return decision is not None and bool(changes_of(decision))


def planned_doses_of_episodes(episode_ids: Iterable[UUID]) -> dict[UUID, list[int]]:
    """The same for many episodes in one query. The caller has limited the episodes to those the user may see."""
    return _doses(_decided(episodes=list(episode_ids)))


_DECIDED = (
    "pk", "planned_start_on", "planned_end_on", "referral__decision__decided_on",
    "referral__decision__visits_per_week_first", "referral__decision__visits_per_week_last",
)  # fmt: skip


@question
def _decided(*, episodes: Any, person: Any = None) -> QuerySet[Episode, Any]:
    stored = PlannedDose.objects.filter(episode=OuterRef("pk")).order_by("week").values("visits")
    rows = episodes_by_id(episodes) if person is None else episodes_by_id(episodes).filter(person_id=person)
    rows = rows.annotate(stored=ArraySubquery(stored), changed=changes_as_json("referral"))
    return rows.values_list(*_DECIDED, "stored", "changed")


def _doses(rows: Iterable[Any]) -> dict[UUID, list[int]]:
    """What somebody planned; else what was decided, worked out and not stored, so that it is there from the start."""
    found: dict[UUID, list[int]] = {}
    for row in rows:
        episode_id, start, end, decided_on, first, last, visits, changed = row
        if decided_on and (changed or not visits):
            effort, changes = service_model(decided_on).effort, changes_from_json(changed)
            decided = visits_of_period(effort, start=start, end=end, first=first, last=last, changes=changes)
            visits = visits + decided[len(visits) :]
        if visits:
            found[episode_id] = visits
    return found


def dose_changes_of(look: Look, episode_id: UUID) -> list[DoseChangeRow]:
    """How the planned visits were changed, newest first."""
    rows = DoseChange.objects.filter(episode_id=episode_id, episode__person_id=look.person_id)
    fields = ("from_week", "before", "after", "reason", "changed_at", "changed_by__name")
    return [DoseChangeRow(*row) for row in rows.order_by("-changed_at", "-pk").values_list(*fields)]
