"""Putting right what was recorded of a visit. What stood there before is kept in the history of the rows."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from fotfeste.care.pathway.queries import hold_episode
from fotfeste.care.pathway.rules.states import RUNNING_EPISODES, EpisodeState
from fotfeste.ground.access import log
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.rules import visible
from fotfeste.ground.ui.wording import exact_day

from ..models import Visit
from ..queries.booking import VisitRefused, check_can_visit, check_free, has_first_visit, hold_staff
from ..rules.states import Deviation, VisitState
from ..rules.week import Span
from ..writing.records import Record, Trained, held_visit, start_follows, write_down
from .recording import _may_record


@transaction.atomic
def correct_visit(
    *,
    visit: Visit,
    minutes_on_site: int,
    minutes_travel: int | None,
    trained: Trained,
    effort: int | None,
    note: str,
    started_at: datetime,
    as_before: Sequence[UUID] = (),
    by: User,
    now: datetime,
) -> Visit:
    """Put right what was recorded of a visit that took place. Was it the first one, the start of the period follows."""
    _may_record(by, visit.episode, now)
    hold_episode(visit.episode)
    visit = held_visit(visit)
    if visit.state != VisitState.DONE:
        raise VisitRefused("Only a visit that took place can be corrected. Open the visit and record it.")
    was = visit.started_at
    visit.recorded_by, visit.recorded_at = by, now
    sent = Record(minutes_on_site, minutes_travel, trained, effort, note, started_at, as_before=as_before)
    write_down(visit, sent, came=started_at, now=now)
    start_follows(visit.episode, was=localdate(was) if was else None, by=by, now=now)
    log.write(by=by, act=Act.RECORD_VISIT, now=now, person_id=visit.episode.person_id, subject=visit)
    return visit


@transaction.atomic
def correct_to_not_done(*, visit: Visit, deviation: str, note: str = "", by: User, now: datetime) -> Visit:
    """The visit was recorded as done, or for another reason, and did not take place. Minutes and training go.

    Was it the only visit, the period has not begun. Raises `VisitRefused` for a visit nobody has recorded, and for one
    planned for a day that has not come (`back_to_plan`).
    """
    _may_record(by, visit.episode, now)
    hold_episode(visit.episode)
    visit = held_visit(visit)
    if visit.state not in (VisitState.DONE, VisitState.NOT_DONE):
        raise VisitRefused("The visit is not recorded yet. Open it and choose why it did not take place.")
    if localdate(visit.planned_at) > localdate(now):
        raise VisitRefused(
            "The visit is planned for %(day)s, and that day has not come. Put it back on the plan instead.",
            day=exact_day(localdate(visit.planned_at)),
        )
    was = visit.started_at
    _taken_out(visit)
    visit.state, visit.deviation, visit.note = VisitState.NOT_DONE, Deviation(deviation), visible(note)
    visit.recorded_by, visit.recorded_at = by, now
    visit.save()
    start_follows(visit.episode, was=localdate(was) if was else None, by=by, now=now)
    log.write(by=by, act=Act.RECORD_VISIT, now=now, person_id=visit.episode.person_id, subject=visit)
    return visit


@transaction.atomic
def back_to_plan(*, visit: Visit, by: User, now: datetime) -> Visit:
    """The visit was recorded too early, by mistake: it stands on the plan again, at its time and with its staff.

    What was written is taken out, and kept in the history. Was it the only visit, the period has not begun. Raises
    `VisitRefused` for a visit nobody has recorded, one whose time has come, a period that is closed or on hold, and
    where the time is taken meanwhile. Sent again it changes nothing.
    """
    _may_record(by, visit.episode, now)
    hold_episode(visit.episode)
    visit = held_visit(visit)
    if visit.state == VisitState.PLANNED:
        return visit
    if visit.state not in (VisitState.DONE, VisitState.NOT_DONE):
        raise VisitRefused("The visit is off the plan. Plan a new one.")
    if visit.planned_at <= now:
        raise VisitRefused("The time the visit was planned for has come. Write how it went.")
    if visit.episode.state not in RUNNING_EPISODES or visit.episode.state == EpisodeState.ON_HOLD:
        raise VisitRefused(
            "The period is closed or on hold, so the visit cannot go back on the plan. Open it again, or "
            "take the training up, first."
        )
    staff = [row.user for row in visit.staff.select_related("user")]
    hold_staff({user.pk for user in staff})
    for user in staff:
        check_can_visit(user)
    check_free([(Span(visit.planned_at, visit.planned_minutes), staff)], episode=visit.episode, but=visit)
    was = visit.started_at
    _taken_out(visit)
    if visit.state == VisitState.NOT_DONE and has_first_visit(visit.episode):
        visit.first_visit = False
    visit.state, visit.deviation, visit.note = VisitState.PLANNED, "", ""
    visit.recorded_by = visit.recorded_at = None
    visit.save()
    start_follows(visit.episode, was=localdate(was) if was else None, by=by, now=now)
    log.write(by=by, act=Act.RECORD_VISIT, now=now, person_id=visit.episode.person_id, subject=visit)
    return visit


def _taken_out(visit: Visit) -> None:
    for row in visit.measures.all():
        row.delete()
    visit.started_at = visit.minutes_on_site = visit.minutes_travel = visit.effort = None


@transaction.atomic
def correct_to_done(
    *,
    visit: Visit,
    minutes_on_site: int,
    started_at: datetime,
    minutes_travel: int | None = None,
    trained: Trained = (),
    effort: int | None = None,
    note: str = "",
    as_before: Sequence[UUID] = (),
    by: User,
    now: datetime,
) -> Visit:
    """The visit was recorded as one that did not take place, and it did. The reason written for it goes."""
    _may_record(by, visit.episode, now)
    hold_episode(visit.episode)
    visit = held_visit(visit)
    if visit.state != VisitState.NOT_DONE:
        raise VisitRefused(
            "The visit is not recorded as one that did not take place. Open it to see what is recorded there."
        )
    visit.state, visit.deviation = VisitState.DONE, ""
    visit.recorded_by, visit.recorded_at = by, now
    sent = Record(minutes_on_site, minutes_travel, trained, effort, note, started_at, as_before=as_before)
    write_down(visit, sent, came=started_at, now=now)
    start_follows(visit.episode, was=None, by=by, now=now)
    log.write(by=by, act=Act.RECORD_VISIT, now=now, person_id=visit.episode.person_id, subject=visit)
    return visit
