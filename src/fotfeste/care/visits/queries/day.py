"""One worker's day: where to go, and what was not written down."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate, make_aware

from fotfeste.care.goals.queries import training_of
from fotfeste.care.pathway.queries import still_with
from fotfeste.care.terms.rules.vocabulary import WhyCancelled
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import Asker, asked_by
from fotfeste.ground.database.questions import lay_beside, question

from ..models import Visit, VisitStaff
from ..rules.states import VisitState
from ..rules.week import Span

LOOKED_BACK = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class DayVisit:
    """One visit as the one who goes needs it. `training` holds what is to be trained that day.

    at    when it began, or is planned to
    open  whether the user may still open it; of a person who is not theirs any more only the name stands here
    """

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
    open: bool

    @property
    def planned(self) -> bool:
        return self.state == VisitState.PLANNED


@dataclass(frozen=True, slots=True)
class FellAway:
    """A visit of today that was taken off. `why` says that of a break or an end, and is empty otherwise."""

    name: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Day:
    """The visits of one user around today. `next` is the first of today's that is not recorded.

    today       those that took place today, and those planned for today that were not made on another day
    left        those of today with persons who are not the user's any more: recorded, and nothing to open
    tomorrow    those still to be made
    fell_away   those planned for today that were taken off today or yesterday
    """

    today: tuple[DayVisit, ...]
    unrecorded: tuple[DayVisit, ...]
    tomorrow: tuple[DayVisit, ...]
    fell_away: tuple[FellAway, ...]
    left: tuple[DayVisit, ...]

    @property
    def listed(self) -> list[DayVisit]:
        """Every visit of today, in order of time."""
        return sorted((*self.today, *self.left), key=lambda visit: (visit.at, visit.id))

    @property
    def next(self) -> DayVisit | None:
        return next((visit for visit in self.today if visit.planned), None)

    @property
    def done(self) -> int:
        return sum(visit.state == VisitState.DONE for visit in self.listed)


def day_of(*, user: User, now: datetime) -> Day:
    """The user's own visits: today's and tomorrow's, and those of the last two weeks that nobody recorded."""
    today = localdate(now)
    begin, middle, end = (
        make_aware(datetime.combine(day, time.min)) for day in (today - LOOKED_BACK, today, today + timedelta(days=1))
    )
    after = make_aware(datetime.combine(today + timedelta(days=2), time.min))
    rows = _around(
        user.role, **asked_by(user, today=today), today=today, begin=begin, middle=middle, end=end, after=after
    )
    lay_beside(rows, "staff", _who_goes(visits=[visit.pk for visit in rows]), by="visit_id")
    visits = sorted(rows, key=lambda visit: (_began(visit), visit.pk))
    training = training_of([visit.episode_id for visit in visits], today=today)
    fallen = [visit for visit in visits if visit.state == VisitState.CANCELLED]
    made = [_row(visit, user, training) for visit in visits if visit.state != VisitState.CANCELLED]
    return Day(
        today=tuple(row for row in made if localdate(row.at) == today and row.open),
        left=tuple(row for row in made if localdate(row.at) == today and not row.open),
        unrecorded=tuple(row for row in made if localdate(row.at) < today),
        tomorrow=tuple(row for row in made if localdate(row.at) > today),
        fell_away=tuple(FellAway(str(visit.episode.person).strip(), visit.planned_at, _why(visit)) for visit in fallen),
    )


@question
def _around(
    role: str, *, user: Any, units: Any, today: Any, begin: Any, middle: Any, end: Any, after: Any
) -> QuerySet[Visit]:
    done_today = Q(state=VisitState.DONE, started_at__gte=middle, started_at__lt=end)
    not_done_today = Q(state=VisitState.NOT_DONE, planned_at__gte=middle, planned_at__lt=end)
    # Taken off lately: a break of weeks is not news every day.
    lately = middle - timedelta(days=1)
    fallen_today = Q(state=VisitState.CANCELLED, planned_at__gte=middle, planned_at__lt=end, recorded_at__gte=lately)
    return (
        Visit.objects.filter(staff__user_id=user)
        .annotate(still_with=still_with(Asker(role, user, units), today=today))
        .filter(
            Q(state=VisitState.PLANNED, planned_at__gte=begin, planned_at__lt=after, still_with=True)
            | done_today
            | not_done_today
            | fallen_today
        )
        .select_related("episode__person")
    )


@question
def _who_goes(*, visits: Any) -> QuerySet[VisitStaff]:
    found = VisitStaff.objects.filter(visit_id__in=visits).select_related("user")
    return found.only("visit_id", "user__name").order_by("user__name")


def _began(visit: Visit) -> datetime:
    return visit.started_at or visit.planned_at


def _why(visit: Visit) -> str:
    """A break or an end is part of the work; of a death or a move those who lost the access are told no more."""
    told = visit.cancelled_for in (WhyCancelled.PERIOD_ENDED, WhyCancelled.ON_HOLD)
    return str(visit.get_cancelled_for_display()) if told else ""


def _row(visit: Visit, user: User, training: dict[UUID, list[str]]) -> DayVisit:
    person = visit.episode.person
    mine: bool = visit.still_with  # type: ignore[attr-defined]
    place = " ".join(part for part in (person.postal_code, person.city) if part)
    at = _began(visit)
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
        address=", ".join(part for part in (person.address, place) if part) if mine else "",
        phone=person.phone if mine else "",
        alert=person.alert if mine else "",
        interpreter=person.interpreter if mine else "",
        with_whom=tuple(row.user.name for row in visit.staff.all() if row.user_id != user.pk),
        training=tuple(training.get(visit.episode_id, [])) if mine else (),
        open=mine,
    )
