"""One person's visits, as they were planned and as they went."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.http import Http404
from django.utils.timezone import localdate

from fotfeste.care.goals.labels import ASSISTANCE_LEVELS, TRAINING_AREAS
from fotfeste.care.pathway.queries import Look
from fotfeste.care.terms.labels import WHY_CANCELLED
from fotfeste.care.terms.rules.vocabulary import WhyCancelled
from fotfeste.ground.access.labels import PROFESSIONS
from fotfeste.ground.access.models import User
from fotfeste.ground.database.questions import question

from ..labels import DEVIATIONS, VISIT_STATES
from ..models import Visit, VisitMeasure, VisitStaff
from ..rules.states import Deviation, VisitState
from ..rules.week import Span

# Looked up here: Django's own `get_…_display` hashes every label of the field, in every language, each time.
_STATES, _DEVIATIONS, _PROFESSIONS = dict(VISIT_STATES), dict(DEVIATIONS), dict(PROFESSIONS)
_WHY_CANCELLED = dict(WHY_CANCELLED)
_AREAS, _LEVELS = dict(TRAINING_AREAS), dict(ASSISTANCE_LEVELS)


@dataclass(frozen=True, slots=True)
class TrainedRow:
    """One measure trained in a visit, with the help given: 0 (independent) to 5 (done for), None when not judged.

    as_before  the level of the time before was left standing: nobody judged it that day
    """

    measure_id: UUID
    description: str
    area_label: str
    level: int | None
    level_label: str
    as_before: bool = False


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit. `at` is when it began, or is planned to; the numbers of a visit that is not done are None."""

    id: UUID
    episode_id: UUID
    state: str
    state_label: str
    at: datetime
    planned_at: datetime
    planned_minutes: int
    first_visit: bool
    first_visit_exception: str
    outside_reason: str
    minutes_on_site: int | None
    minutes_travel: int | None
    effort: int | None
    deviation: str
    deviation_label: str
    cancelled_label: str
    note: str
    recorded_by: str
    recorded_at: datetime | None
    staff: tuple[str, ...]
    staff_ids: tuple[int, ...]
    staff_words: tuple[str, ...]
    trained: tuple[TrainedRow, ...]

    @property
    def day(self) -> date:
        return localdate(self.at)

    @property
    def end(self) -> datetime:
        return Span(self.at, self.minutes_on_site or self.planned_minutes).end

    @property
    def planned(self) -> bool:
        return self.state == VisitState.PLANNED

    @property
    def recorded(self) -> bool:
        """Somebody has said what came of it."""
        return self.state in (VisitState.DONE, VisitState.NOT_DONE)

    @property
    def done(self) -> bool:
        return self.state == VisitState.DONE

    @property
    def names(self) -> str:
        return ", ".join(self.staff)


def _with_all(rows: QuerySet[Visit]) -> QuerySet[Visit]:
    """The visits with who went and what was trained, in one query: the person page has room for few."""
    staff = VisitStaff.objects.filter(visit=OuterRef("pk")).order_by("user__name")
    trained = VisitMeasure.objects.filter(visit=OuterRef("pk")).order_by("measure__starts_on", "pk")
    return rows.annotate(
        recorded_by_name=F("recorded_by__name"),
        who=ArraySubquery(staff.values(row=JSONObject(id="user_id", name="user__name", profession="user__profession"))),
        what=ArraySubquery(
            trained.values(
                row=JSONObject(
                    id="measure_id",
                    description="measure__description",
                    area="measure__area",
                    level="assistance_level",
                    as_before="as_before",
                )
            )
        ),
    )


def visits_of(look: Look, *, episode_id: UUID | None = None) -> list[VisitRow]:
    """The person's visits, or those of one episode, oldest first. One query, however many visits."""
    asked = {"person": look.person_id} if episode_id is None else {"person": look.person_id, "episode": episode_id}
    return [visit_row(visit) for visit in _of_person(**asked)]


@question
def _of_person(*, person: Any, episode: Any = None) -> QuerySet[Visit]:
    rows = Visit.objects.filter(episode__person_id=person)
    if episode is not None:
        rows = rows.filter(episode_id=episode)
    return _with_all(rows).order_by("planned_at", "id")


def visit_of(look: Look, visit_id: UUID) -> Visit:
    """The visit itself, for the actions that take one. Raises `Http404` when the person has no such visit."""
    rows = _with_all(Visit.objects.filter(pk=visit_id, episode__person_id=look.person_id))
    found = rows.select_related("recorded_by", "episode__person", "episode__team").first()
    if found is None:
        raise Http404("There is no such visit.")
    return found


def last_done(look: Look, episode_id: UUID, *, but: UUID | None = None) -> VisitRow | None:
    """The latest visit that took place in the episode, to begin a new record from."""
    rows = Visit.objects.filter(episode_id=episode_id, episode__person_id=look.person_id, state=VisitState.DONE)
    if but is not None:
        rows = rows.exclude(pk=but)
    found = _with_all(rows).order_by("-started_at", "-id").first()
    return visit_row(found) if found else None


def taken_off(look: Look, episode_id: UUID) -> list[UUID]:
    """The visits of the episode that have been taken off the plan, nearest to today first, 50 at most."""
    rows = Visit.objects.filter(episode_id=episode_id, episode__person_id=look.person_id, state=VisitState.CANCELLED)
    found = sorted(rows.values_list("planned_at", "id"), key=lambda row: abs(row[0] - look.at))
    return [visit_id for _at, visit_id in found[:50]]


def episode_id_of_visit(visit_id: UUID) -> UUID:
    """Whose visit it is, so that the record can be opened. Raises `Http404`; tells nothing else."""
    found = Visit.objects.filter(pk=visit_id).values_list("episode_id", flat=True).first()
    if found is None:
        raise Http404("There is no such visit.")
    return found


def staff_of(visit: Visit) -> list[User]:
    """Who the visit is planned for, or was made by."""
    return [row.user for row in visit.staff.select_related("user")]


def visit_row(visit: Visit) -> VisitRow:
    """The row of a visit that came from one of the queries above."""
    staff: list[dict[str, Any]] = visit.who  # type: ignore[attr-defined]
    trained: list[dict[str, Any]] = visit.what  # type: ignore[attr-defined]
    return VisitRow(
        id=visit.pk,
        episode_id=visit.episode_id,
        state=visit.state,
        state_label=str(_STATES[VisitState(visit.state)]),
        at=visit.started_at or visit.planned_at,
        planned_at=visit.planned_at,
        planned_minutes=visit.planned_minutes,
        first_visit=visit.first_visit,
        first_visit_exception=visit.first_visit_exception,
        outside_reason=visit.outside_reason,
        minutes_on_site=visit.minutes_on_site,
        minutes_travel=visit.minutes_travel,
        effort=visit.effort,
        deviation=visit.deviation,
        deviation_label=str(_DEVIATIONS[Deviation(visit.deviation)]) if visit.deviation else "",
        cancelled_label=str(_WHY_CANCELLED[WhyCancelled(visit.cancelled_for)]) if visit.cancelled_for else "",
        note=visit.note,
        recorded_by=visit.recorded_by_name or "",  # type: ignore[attr-defined]
        recorded_at=visit.recorded_at,
        staff=tuple(user["name"] for user in staff),
        staff_ids=tuple(user["id"] for user in staff),
        staff_words=tuple(
            f"{user['name']}, {str(_PROFESSIONS[user['profession']]).lower()}" if user["profession"] else user["name"]
            for user in staff
        ),
        trained=tuple(_trained(row) for row in trained),
    )


def _trained(row: dict[str, Any]) -> TrainedRow:
    level = row["level"]
    return TrainedRow(
        measure_id=UUID(row["id"]),
        description=row["description"],
        area_label=str(_AREAS[row["area"]]),
        level=level,
        level_label=str(_LEVELS[level]) if level is not None else "",
        as_before=row["as_before"],
    )
