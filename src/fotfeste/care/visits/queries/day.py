"""One worker's day: where to go, and what was not written down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.timezone import localdate, make_aware

from fotfeste.care.goals.models import Measure
from fotfeste.care.goals.rules.states import DoneBy
from fotfeste.care.pathway.models import CareTeamMember, Episode, FollowUp
from fotfeste.care.pathway.rules.follow_up import WAITING
from fotfeste.care.pathway.rules.states import RUNNING_EPISODES
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import active_on

from ..models import Visit, VisitStaff
from ..rules.states import VisitState
from ..rules.week import Span

LOOKED_BACK = timedelta(days=14)
TRAINED_BY_US = (DoneBy.TRAINER, DoneBy.THERAPIST)


@dataclass(frozen=True, slots=True)
class DayVisit:
    """One visit as the one who goes needs it. `training` holds what is to be trained that day."""

    id: UUID
    person_id: UUID
    name: str
    at: datetime
    end: datetime
    state: str
    state_label: str
    deviation_label: str
    minutes_on_site: int | None
    first_visit: bool
    address: str
    phone: str
    alert: str
    interpreter: str
    with_whom: tuple[str, ...]
    training: tuple[str, ...]

    @property
    def planned(self) -> bool:
        return self.state == VisitState.PLANNED


@dataclass(frozen=True, slots=True)
class Day:
    """The visits of one user around today. `next` is the first of today's that is not recorded."""

    today: tuple[DayVisit, ...]
    unrecorded: tuple[DayVisit, ...]
    tomorrow: tuple[DayVisit, ...]

    @property
    def next(self) -> DayVisit | None:
        return next((visit for visit in self.today if visit.planned), None)

    @property
    def done(self) -> int:
        return sum(visit.state == VisitState.DONE for visit in self.today)


def day_of(*, user: User, now: datetime) -> Day:
    """The user's own visits: today's and tomorrow's, and those of the last two weeks that nobody recorded."""
    today = localdate(now)
    begin, middle, end = (
        make_aware(datetime.combine(day, time.min)) for day in (today - LOOKED_BACK, today, today + timedelta(days=2))
    )
    rows = (
        Visit.objects.filter(staff__user=user, planned_at__gte=begin, planned_at__lt=end)
        .exclude(state=VisitState.CANCELLED)
        .filter(Q(planned_at__gte=middle) | Q(state=VisitState.PLANNED))
        .filter(Exists(_still_with(user, today)), episode__person__died_on=None)
        .select_related("episode__person")
        .prefetch_related(Prefetch("staff", VisitStaff.objects.select_related("user").order_by("user__name")))
        .order_by("planned_at", "id")
    )
    visits = list(rows)
    training = _training([visit.episode_id for visit in visits], today)
    made = [(localdate(visit.planned_at), _row(visit, user, training)) for visit in visits]
    return Day(
        today=tuple(row for day, row in made if day == today),
        unrecorded=tuple(row for day, row in made if day < today),
        tomorrow=tuple(row for day, row in made if day > today),
    )


def _still_with(user: User, today: date) -> QuerySet[Episode]:
    """The outer visit's episode while it runs, or while the user may still write down what was done in it."""
    place = CareTeamMember.objects.filter(active_on(today), user=user, episode=OuterRef("pk"))
    episode = Episode.objects.filter(pk=OuterRef("episode_id"))
    open_still = FollowUp.objects.filter(episode=OuterRef("pk"), state__in=WAITING)
    return episode.filter(Q(state__in=RUNNING_EPISODES) | (Exists(place) & Exists(open_still)))


def _training(episode_ids: Iterable[UUID], today: date) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    measures = Measure.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        goal__episode_id__in=list(episode_ids),
        starts_on__lte=today,
        done_by__in=TRAINED_BY_US,
    ).order_by("goal__set_on", "starts_on", "id")
    for episode_id, description in measures.values_list("goal__episode_id", "description"):
        found.setdefault(episode_id, []).append(description)
    return found


def _row(visit: Visit, user: User, training: dict[UUID, list[str]]) -> DayVisit:
    person = visit.episode.person
    place = " ".join(part for part in (person.postal_code, person.city) if part)
    at = visit.started_at or visit.planned_at
    return DayVisit(
        id=visit.pk,
        person_id=person.pk,
        name=str(person).strip(),
        at=at,
        end=Span(at, visit.minutes_on_site or visit.planned_minutes).end,
        state=visit.state,
        state_label=str(visit.get_state_display()),
        deviation_label=str(visit.get_deviation_display()) if visit.deviation else "",
        minutes_on_site=visit.minutes_on_site,
        first_visit=visit.first_visit,
        address=", ".join(part for part in (person.address, place) if part),
        phone=person.phone,
        alert=person.alert,
        interpreter=person.interpreter,
        with_whom=tuple(row.user.name for row in visit.staff.all() if row.user_id != user.pk),
        training=tuple(training.get(visit.episode_id, [])),
    )
