"""What a planner needs: who can go, and which days and times suit the week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.timezone import localdate, localtime, make_aware

from fotfeste.care.pathway.models import CareTeamMember, Episode
from fotfeste.care.pathway.queries import Look, model_of
from fotfeste.care.pathway.rules.care_team import may_train
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import active_on, staff_of_units
from fotfeste.ground.access.rules.rights import Act, Role, may_ever

from ..models import Visit
from ..rules.states import VisitState
from ..rules.week import LAST_HOUR, USUAL_TIME, Span, days_of_week, free_start, monday_of

USUAL_MINUTES, FIRST_VISIT_MINUTES = 45, 75


@dataclass(frozen=True, slots=True)
class PlannedSlot:
    """A visit the page suggests: start, length, and who would go."""

    at: datetime
    minutes: int
    staff_ids: tuple[int, ...]


def staff_to_choose(look: Look, episode: Episode) -> list[User]:
    """Who can be sent: the care team first, then the rest of the team, by name."""
    care_team = set(
        CareTeamMember.objects.filter(active_on(look.today), episode=episode).values_list("user_id", flat=True)
    )
    in_team = set(staff_of_units([episode.team_id], today=look.today).values_list("pk", flat=True))
    users = User.objects.filter(pk__in=care_team | in_team, is_active=True)
    rule = model_of(episode).training
    able = [
        user
        for user in users
        if may_ever(Role(user.role), Act.RECORD_VISIT) and may_train(user.role, user.profession, rule=rule)
    ]
    return sorted(able, key=lambda user: (user.pk not in care_team, user.name))


def suggested_week(
    look: Look, episode: Episode, *, monday: date, visits: int, first_visit_staff: Sequence[int] = ()
) -> list[PlannedSlot]:
    """Free times for what is left of `visits` in the week of `monday`, as the person is used to it.

    The hour and the trainer are those of the latest visit; `first_visit_staff` takes the first slot when given.
    """
    earlier = list(
        Visit.objects.filter(episode=episode, episode__person_id=look.person_id)
        .exclude(state=VisitState.CANCELLED)
        .prefetch_related("staff")
        .order_by("planned_at")
    )
    week = monday, monday + timedelta(days=6)
    standing = (VisitState.PLANNED, VisitState.DONE)
    taken = [
        localdate(visit.planned_at)
        for visit in earlier
        if visit.state in standing and week[0] <= localdate(visit.planned_at) <= week[1]
    ]
    usual = earlier[-1] if earlier else None
    hour = localtime(usual.planned_at).time() if usual else USUAL_TIME
    minutes = usual.planned_minutes if usual and not usual.first_visit else USUAL_MINUTES
    who = (
        tuple(row.user_id for row in usual.staff.all()) if usual and not usual.first_visit else _trainer(episode, look)
    )
    late = localtime(look.at).time() >= LAST_HOUR
    first_day = max(monday, look.today + timedelta(days=late))
    days = days_of_week(visits, monday=monday, first_day=first_day, taken=taken)
    busy = _busy({*who, *first_visit_staff}, monday)
    slots: list[PlannedSlot] = []
    for day in days:
        first = bool(first_visit_staff) and not slots
        staff, length = (tuple(first_visit_staff), FIRST_VISIT_MINUTES) if first else (who, minutes)
        wanted = _not_before(make_aware(datetime.combine(day, hour)), look.at)
        at = free_start(wanted, minutes=length, busy=[span for user, span in busy if user in staff])
        busy += [(user, Span(at, length)) for user in staff]
        slots.append(PlannedSlot(at, length, staff))
    return slots


def _not_before(wanted: datetime, now: datetime) -> datetime:
    """The next quarter of an hour when the usual hour of today has passed."""
    if wanted >= now or localdate(wanted) != localdate(now):
        return wanted
    return localtime(now).replace(minute=0, second=0, microsecond=0) + timedelta(
        minutes=(localtime(now).minute // 15 + 1) * 15
    )


def _trainer(episode: Episode, look: Look) -> tuple[int, ...]:
    places = CareTeamMember.objects.filter(active_on(look.today), episode=episode)
    by_role = dict(places.order_by("-starts_on").values_list("role", "user_id"))
    found = next((by_role[role] for role in ("trainer", "therapist", "coordinator") if role in by_role), None)
    return (found,) if found else ()


def _busy(user_ids: set[int], monday: date) -> list[tuple[int, Span]]:
    begin = make_aware(datetime.combine(monday_of(monday), time.min))
    rows = Visit.objects.filter(
        staff__user_id__in=user_ids,
        state=VisitState.PLANNED,
        planned_at__gte=begin,
        planned_at__lt=begin + timedelta(days=8),
    )
    fields = ("staff__user_id", "planned_at", "planned_minutes")
    return [(user_id, Span(at, minutes)) for user_id, at, minutes in rows.values_list(*fields)]
