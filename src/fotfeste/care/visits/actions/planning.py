"""Planning visits: who goes when. Nobody is booked twice, and the first visit is as the service model says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.timezone import localdate, localtime

from fotfeste.care.pathway.actions.period.care_team import add_to_care_team
from fotfeste.care.pathway.models import Episode
from fotfeste.care.pathway.queries import care_team_ids, hold_episode, relations_to
from fotfeste.care.pathway.queries.period.episodes import model_of
from fotfeste.care.pathway.rules.period.care_team import care_role_for, professions_missing
from fotfeste.care.pathway.rules.states import RUNNING_EPISODES, EpisodeState
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.rules import visible

from ..models import Visit, VisitStaff
from ..queries.booking import (
    VisitRefused,
    check_can_visit,
    check_day,
    check_free,
    has_first_visit,
    hold_staff,
    window_of,
)
from ..rules.days import Against, against
from ..rules.record import MAX_MINUTES
from ..rules.states import VisitState
from ..rules.week import Span

MIN_PLANNED_MINUTES = 5


@dataclass(frozen=True)
class NewVisit:
    """A visit to plan. The id may be made by the client; sent again, it gives the visit that was made first.

    outside_reason  why the visit is outside the period, or before the way home; such a day is refused without it
    on_day_off      somebody has said that it is to be on a public holiday, 24 or 31 December
    """

    planned_at: datetime
    planned_minutes: int
    staff: tuple[User, ...]
    id: UUID | None = None
    first_visit: bool = False
    first_visit_exception: str = ""
    outside_reason: str = ""
    on_day_off: bool = False

    @property
    def span(self) -> Span:
        return Span(self.planned_at, self.planned_minutes)


def plan_visit(
    *,
    episode: Episode,
    planned_at: datetime,
    planned_minutes: int,
    staff: Sequence[User],
    first_visit: bool = False,
    first_visit_exception: str = "",
    outside_reason: str = "",
    on_day_off: bool = False,
    id: UUID | None = None,
    by: User,
    now: datetime,
) -> Visit:
    """Plan one visit; delegates to an action, `plan_visits`, which says what is checked."""
    wanted = NewVisit(
        planned_at,
        planned_minutes,
        tuple(staff),
        id,
        first_visit=first_visit,
        first_visit_exception=first_visit_exception,
        outside_reason=outside_reason,
        on_day_off=on_day_off,
    )
    return plan_visits(episode=episode, visits=[wanted], by=by, now=now)[0]


@transaction.atomic
def plan_visits(*, episode: Episode, visits: Sequence[NewVisit], by: User, now: datetime) -> list[Visit]:
    """Plan visits, all or none of them. Those who go and are not in the care team join it from today.

    The earliest visit of an episode that has none is its first visit, by as many people and professions as the
    service model asks for; `first_visit_exception` is the reason when it has to be otherwise. Times are aware,
    minutes 5–600. Raises `VisitRefused` for a day that has passed, that lies outside the period or before the way
    home without a reason, or is a holiday nobody said yes to; for a closed episode, and for double booking.
    """
    today = localdate(now)
    require(by, Act.PLAN_VISIT, relations_to(by, episode.person_id, today=today), person_id=episode.person_id)
    hold_episode(episode)
    made = _made_before(episode, [visit for visit in visits if visit.id])
    new = sorted((visit for visit in visits if visit.id not in made), key=lambda visit: visit.planned_at)
    if new:
        _check_running(episode)
        for visit in new:
            _check_alone(episode, visit, today)
            _check_day(episode, visit)
        hold_staff({user.pk for visit in new for user in visit.staff})
        check_free([(visit.span, visit.staff) for visit in new], episode=episode)
        new = _first_marked(episode, new)
        _join_care_team(episode, [user for visit in new for user in visit.staff], by=by, now=now)
    rows = [
        Visit(
            id=visit.id or uuid4(),
            episode=episode,
            planned_at=visit.planned_at,
            planned_minutes=visit.planned_minutes,
            first_visit=visit.first_visit,
            first_visit_exception=visible(visit.first_visit_exception) if visit.first_visit else "",
            outside_reason=_outside_reason(episode, visit),
        )
        for visit in new
    ]
    Visit.objects.bulk_create(rows)
    VisitStaff.objects.bulk_create(
        VisitStaff(visit=row, user=user)
        for row, visit in zip(rows, new, strict=True)
        for user in dict.fromkeys(visit.staff)
    )
    if rows:
        log.write(by=by, act=Act.PLAN_VISIT, now=now, person_id=episode.person_id, subject=rows[0])
    # No two visits of one person share a time, so the time finds the row.
    by_time = {row.planned_at: row for row in rows}
    return [made[visit.id] if visit.id in made else by_time[visit.planned_at] for visit in visits]


@transaction.atomic
def move_visit(
    *,
    visit: Visit,
    planned_at: datetime,
    planned_minutes: int,
    staff: Sequence[User],
    outside_reason: str = "",
    on_day_off: bool = False,
    by: User,
    now: datetime,
) -> Visit:
    """Give a planned visit another time or other people. The earlier plan stays in the history of the row.

    Another day is held against the period as `plan_visits` does; a visit that stays on its day is not asked again.
    """
    episode = visit.episode
    today = localdate(now)
    require(by, Act.PLAN_VISIT, relations_to(by, episode.person_id, today=today), person_id=episode.person_id)
    wanted = NewVisit(planned_at, planned_minutes, tuple(staff), outside_reason=outside_reason, on_day_off=on_day_off)
    _check_running(episode)
    _check_alone(episode, wanted, today)
    hold_staff({user.pk for user in staff})
    visit = _planned(visit)
    if localdate(planned_at) != localdate(visit.planned_at):
        _check_day(episode, wanted)
        visit.outside_reason = _outside_reason(episode, wanted)
    check_free([(wanted.span, wanted.staff)], episode=episode, but=visit)
    if visit.first_visit:
        _check_first(episode, staff, visit.first_visit_exception)
    _join_care_team(episode, staff, by=by, now=now)
    visit.planned_at, visit.planned_minutes = planned_at, planned_minutes
    visit.save(update_fields=["planned_at", "planned_minutes", "outside_reason"])
    visit.staff.exclude(user__in=staff).delete()
    for user in staff:
        VisitStaff.objects.get_or_create(visit=visit, user=user)
    log.write(by=by, act=Act.PLAN_VISIT, now=now, person_id=episode.person_id, subject=visit)
    return visit


@transaction.atomic
def cancel_visit(*, visit: Visit, note: str = "", by: User, now: datetime) -> Visit:
    """Take a planned visit off the plan. One that should have taken place and did not is recorded instead."""
    episode = visit.episode
    require(
        by,
        Act.PLAN_VISIT,
        relations_to(by, episode.person_id, today=localdate(now)),
        person_id=episode.person_id,
    )
    hold_episode(episode)
    visit = _planned(visit)
    visit.state, visit.note = VisitState.CANCELLED, visible(note)
    visit.recorded_by, visit.recorded_at = by, now
    visit.save(update_fields=["state", "note", "recorded_by", "recorded_at"])
    log.write(by=by, act=Act.PLAN_VISIT, now=now, person_id=episode.person_id, subject=visit)
    return visit


def _made_before(episode: Episode, visits: Sequence[NewVisit]) -> dict[UUID | None, Visit]:
    """Those that are planned already, by id. Another time, length or staff under a used id is refused, not dropped."""
    rows = Visit.objects.filter(pk__in=[visit.id for visit in visits]).prefetch_related("staff__user")
    found: dict[UUID | None, Visit] = {visit.pk: visit for visit in rows}
    if any(visit.episode_id != episode.pk for visit in found.values()):
        raise VisitRefused("The visit could not be saved. Reload the page and plan it once more.")
    for sent in visits:
        row = found.get(sent.id)
        if row is None:
            continue
        there = {each.user_id: each.user.name for each in row.staff.all()}
        same = (row.planned_at, row.planned_minutes) == (sent.planned_at, sent.planned_minutes)
        if not same or set(there) != {user.pk for user in sent.staff}:
            raise VisitRefused(
                "This visit is planned already: %(day)s at %(time)s, %(minutes)s minutes, by %(names)s. What you sent "
                "now is different, and nothing was changed. Open the plan again, and change the visit there.",
                day=f"{localtime(row.planned_at):%d.%m.%Y}",
                time=f"{localtime(row.planned_at):%H.%M}",
                minutes=row.planned_minutes,
                names=", ".join(sorted(there.values())),
            )
    return found


def _check_running(episode: Episode) -> None:
    """Hold the episode, so that nobody closes it meanwhile, and refuse one that has ended or pauses."""
    hold_episode(episode)
    if episode.state not in RUNNING_EPISODES:
        raise VisitRefused("The episode has ended, so no more visits can be planned. Start a new episode first.")
    if episode.state == EpisodeState.ON_HOLD:
        raise VisitRefused("Training is on hold, so no visits are planned. Take it up again first.")


def _check_alone(episode: Episode, visit: NewVisit, today: date) -> None:
    if localdate(visit.planned_at) < today:
        raise VisitRefused(
            "%(day)s has passed. Plan from today on; a visit that took place is recorded as unplanned.",
            day=f"{localdate(visit.planned_at):%d.%m.%Y}",
        )
    if not MIN_PLANNED_MINUTES <= visit.planned_minutes <= MAX_MINUTES:
        raise VisitRefused(
            "Plan from %(low)s to %(high)s minutes for a visit.", low=MIN_PLANNED_MINUTES, high=MAX_MINUTES
        )
    if not visit.staff:
        raise VisitRefused("Choose who comes to the visit.")
    for user in visit.staff:
        check_can_visit(user, rule=model_of(episode).training)


def _check_day(episode: Episode, visit: NewVisit) -> None:
    day = localdate(visit.planned_at)
    check_day(day, episode=episode, outside_reason=visit.outside_reason, on_day_off=visit.on_day_off)


def _outside_reason(episode: Episode, visit: NewVisit) -> str:
    """The reason, for a day that needs one; nothing is kept about a day that does not."""
    found = set(against(localdate(visit.planned_at), window=window_of(episode)))
    return visible(visit.outside_reason) if found - {Against.DAY_OFF} else ""


def _first_marked(episode: Episode, new: list[NewVisit]) -> list[NewVisit]:
    asked = [visit for visit in new if visit.first_visit]
    if has_first_visit(episode):
        if asked:
            raise VisitRefused("The first visit is planned already. Change that one instead.")
        return new
    first = asked[0] if asked else new[0]
    _check_first(episode, first.staff, first.first_visit_exception)
    marked = replace(first, first_visit=True)
    return [marked if visit is first else visit for visit in new]


def _check_first(episode: Episode, staff: Sequence[User], exception: str) -> None:
    rule = model_of(episode).first_visit
    few = len({user.pk for user in staff}) < rule.staff
    lacking = professions_missing([user.profession for user in staff], rule=rule)
    if (few or lacking) and not visible(exception):
        raise VisitRefused(
            "%(staff)s people from %(professions)s professions are to make the first visit. Choose one more, or "
            "write why it has to be different this time.",
            staff=rule.staff,
            professions=rule.professions,
        )


def _join_care_team(episode: Episode, staff: Sequence[User], *, by: User, now: datetime) -> None:
    there = care_team_ids(episode, today=localdate(now))
    for user in {user.pk: user for user in staff if user.pk not in there}.values():
        role = care_role_for(user.role)
        if role is not None:
            add_to_care_team(episode=episode, user=user, role=role, by=by, now=now)


def _planned(visit: Visit) -> Visit:
    """The visit as it stands now, held until the transaction ends."""
    visit = Visit.objects.select_for_update(of=("self",)).select_related("episode").get(pk=visit.pk)
    if visit.state != VisitState.PLANNED:
        raise VisitRefused("The visit is no longer planned: somebody has recorded or cancelled it. Open it again.")
    return visit
