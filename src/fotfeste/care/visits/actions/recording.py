"""Recording visits: what was done, or why it was not. A record is made once; a mistake is corrected, never erased."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_noop as N_

from fotfeste.care.goals.models import Measure
from fotfeste.care.pathway.actions.episodes import begin_training
from fotfeste.care.pathway.models import Episode
from fotfeste.care.pathway.queries import relations_to
from fotfeste.care.pathway.rules.states import EpisodeState
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.rules import visible

from ..booking import VisitRefused, check_can_visit, has_first_visit
from ..models import Visit, VisitMeasure, VisitStaff
from ..rules.record import MAX_MINUTES, came_at, faults
from ..rules.states import Deviation, VisitState

Trained = Sequence[tuple[Measure, int | None]]


@transaction.atomic
def record_visit(
    *,
    visit: Visit,
    minutes_on_site: int,
    minutes_travel: int | None = 0,
    trained: Trained = (),
    effort: int | None = None,
    note: str = "",
    started_at: datetime | None = None,
    by: User,
    now: datetime,
) -> Visit:
    """Record a planned visit as done; the first one makes a planned episode active.

    trained     measures with the level of help, 0 (independent) to 5 (done for), or None when it was not judged
    effort      the person's own rating, 0 to 10
    started_at  when they came; the planned time when not given, or counted back from `now` when that lies ahead
    The same record sent again changes nothing. Raises `VisitRefused` for minutes outside 0–600 and a time ahead.
    """
    _require(by, visit.episode, now)
    visit = _held(visit)
    if visit.state == VisitState.DONE and _says_the_same(visit, minutes_on_site, effort, note, trained):
        return visit
    if visit.state != VisitState.PLANNED:
        raise VisitRefused(
            "The visit is recorded already, by %(name)s. Open it and choose to correct it.",
            name=visit.recorded_by.name if visit.recorded_by else "–",
        )
    if started_at is None and localdate(visit.planned_at) > localdate(now):
        raise VisitRefused(
            "The visit is planned for %(day)s. If it took place today, write when you came.",
            day=f"{localdate(visit.planned_at):%d.%m.%Y}",
        )
    came = started_at or came_at(planned_at=visit.planned_at, minutes_on_site=minutes_on_site, now=now)
    visit.state, visit.recorded_by, visit.recorded_at = VisitState.DONE, by, now
    _write_down(visit, minutes_on_site, minutes_travel, trained, effort, note, came, now)
    _begin(visit.episode, came, by=by, now=now)
    log.write(by=by, act=Act.RECORD_VISIT, now=now, person_id=visit.episode.person_id, subject=visit)
    return visit


@transaction.atomic
def record_unplanned_visit(
    *,
    episode: Episode,
    started_at: datetime,
    minutes_on_site: int,
    minutes_travel: int | None = 0,
    trained: Trained = (),
    effort: int | None = None,
    note: str = "",
    staff: Sequence[User],
    id: UUID | None = None,
    by: User,
    now: datetime,
) -> Visit:
    """Record a visit that was not on the plan. The id may be made by the client; sent again it gives the first."""
    _require(by, episode, now)
    made = Visit.objects.filter(pk=id).first() if id else None
    if made is not None:
        if made.episode_id != episode.pk:
            raise VisitRefused("The visit's identifier is used already. Open the page again and write it anew.")
        return made
    if not staff:
        raise VisitRefused("Choose who was at the visit.")
    for user in staff:
        check_can_visit(user)
    visit = Visit(
        id=id or uuid4(),
        episode=episode,
        state=VisitState.DONE,
        planned_at=started_at,
        planned_minutes=min(max(minutes_on_site, 0), MAX_MINUTES),
        first_visit=not has_first_visit(episode),
        recorded_by=by,
        recorded_at=now,
    )
    _write_down(visit, minutes_on_site, minutes_travel, trained, effort, note, started_at, now, new=True)
    VisitStaff.objects.bulk_create([VisitStaff(visit=visit, user=user) for user in dict.fromkeys(staff)])
    _begin(episode, started_at, by=by, now=now)
    log.write(by=by, act=Act.RECORD_VISIT, now=now, person_id=episode.person_id, subject=visit)
    return visit


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
    by: User,
    now: datetime,
) -> Visit:
    """Put right what was recorded of a done visit. What stood there before is kept in the history of the rows."""
    _require(by, visit.episode, now)
    visit = _held(visit)
    if visit.state != VisitState.DONE:
        raise VisitRefused("Only a visit that took place can be corrected. Open the visit and record it.")
    visit.recorded_by, visit.recorded_at = by, now
    _write_down(visit, minutes_on_site, minutes_travel, trained, effort, note, started_at, now)
    log.write(by=by, act=Act.RECORD_VISIT, now=now, person_id=visit.episode.person_id, subject=visit)
    return visit


@transaction.atomic
def record_not_done(*, visit: Visit, deviation: str, note: str = "", by: User, now: datetime) -> Visit:
    """Record why a planned visit did not take place. Sent again with the same reason it changes nothing."""
    _require(by, visit.episode, now)
    visit = _held(visit)
    why = Deviation(deviation)
    if visit.state == VisitState.NOT_DONE and visit.deviation == why:
        return visit
    if visit.state != VisitState.PLANNED:
        raise VisitRefused(
            "The visit is recorded already, by %(name)s. Open it and choose to correct it.",
            name=visit.recorded_by.name if visit.recorded_by else "–",
        )
    if localdate(visit.planned_at) > localdate(now):
        raise VisitRefused("The visit lies ahead. Cancel it, or move it to another day.")
    visit.state, visit.deviation, visit.note = VisitState.NOT_DONE, why, visible(note)
    visit.recorded_by, visit.recorded_at = by, now
    visit.save(update_fields=["state", "deviation", "note", "recorded_by", "recorded_at"])
    log.write(by=by, act=Act.RECORD_VISIT, now=now, person_id=visit.episode.person_id, subject=visit)
    return visit


def _require(by: User, episode: Episode, now: datetime) -> None:
    relations = relations_to(by, episode.person_id, today=localdate(now))
    require(by, Act.RECORD_VISIT, relations, person_id=episode.person_id)


def _held(visit: Visit) -> Visit:
    """The visit as it stands now, held until the transaction ends, so that two who record it do not both win."""
    rows = Visit.objects.select_for_update(of=("self",)).select_related("episode", "recorded_by")
    return rows.get(pk=visit.pk)


def _write_down(
    visit: Visit,
    minutes_on_site: int,
    minutes_travel: int | None,
    trained: Trained,
    effort: int | None,
    note: str,
    came: datetime,
    now: datetime,
    *,
    new: bool = False,
) -> None:
    _check(visit.episode, minutes_on_site, minutes_travel, trained, effort, came, now)
    visit.started_at, visit.minutes_on_site, visit.minutes_travel = came, minutes_on_site, minutes_travel
    visit.effort, visit.note = effort, visible(note)
    visit.save(force_insert=new)
    levels = {measure.pk: level for measure, level in trained}
    before = {} if new else {row.measure_id: row for row in visit.measures.all()}
    for measure_id, row in before.items():
        if measure_id not in levels:
            row.delete()
        elif row.assistance_level != levels[measure_id]:
            row.assistance_level = levels[measure_id]
            row.save(update_fields=["assistance_level"])
    VisitMeasure.objects.bulk_create(
        VisitMeasure(visit=visit, measure_id=measure_id, assistance_level=level)
        for measure_id, level in levels.items()
        if measure_id not in before
    )


def _check(
    episode: Episode,
    minutes_on_site: int,
    minutes_travel: int | None,
    trained: Trained,
    effort: int | None,
    came: datetime,
    now: datetime,
) -> None:
    found = faults(
        minutes_on_site=minutes_on_site,
        minutes_travel=minutes_travel,
        effort=effort,
        levels=[level for _measure, level in trained],
    )
    if found:
        raise VisitRefused(_FAULTS[found[0].code], high=MAX_MINUTES)
    if came > now:
        raise VisitRefused(
            "The visit cannot have begun at %(time)s on %(day)s: that lies ahead. Write when you came.",
            time=f"{localtime(came):%H.%M}",
            day=f"{localtime(came):%d.%m.%Y}",
        )
    if episode.ended_on is not None and localdate(came) > episode.ended_on:
        raise VisitRefused(
            "The episode ended on %(day)s, before this visit. Check the day, or start a new episode.",
            day=f"{episode.ended_on:%d.%m.%Y}",
        )
    goals = {measure.goal_id for measure, _level in trained}
    if goals and Measure.objects.filter(goal_id__in=goals).exclude(goal__episode=episode).exists():
        raise VisitRefused("A measure belongs to another episode. Choose among those of this one.")


_FAULTS = {
    "minutes": N_("Minutes go from 0 to %(high)s. Check what was written for the visit and for travelling."),
    "effort": N_("The effort goes from 0 (none) to 10 (as hard as it can be)."),
    "level": N_("The level of help goes from 0 (independent) to 5 (done for the person)."),
}


def _says_the_same(visit: Visit, minutes_on_site: int, effort: int | None, note: str, trained: Trained) -> bool:
    if (visit.minutes_on_site, visit.effort, visit.note) != (minutes_on_site, effort, visible(note)):
        return False
    there = dict(visit.measures.values_list("measure_id", "assistance_level"))
    return there == {measure.pk: level for measure, level in trained}


def _begin(episode: Episode, came: datetime, *, by: User, now: datetime) -> None:
    if episode.state == EpisodeState.PLANNED:
        begin_training(episode=episode, on=localdate(came), by=by, now=now)
