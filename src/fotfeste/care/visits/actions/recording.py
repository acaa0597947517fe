"""Recording visits: what was done, or why it was not. A record is made once; a mistake is corrected, never erased."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_noop as N_

from fotfeste.care.pathway.models import Episode
from fotfeste.care.pathway.queries import hold_episode, relations_to
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act, Role
from fotfeste.ground.ui.rules import visible

from ..models import Visit, VisitStaff
from ..queries.booking import VisitRefused, check_can_visit, has_first_visit
from ..rules.record import MAX_MINUTES, came_at
from ..rules.states import Deviation, VisitState
from ..writing.records import Record, Trained, differences, held_visit, start_follows, write_down


@transaction.atomic
def record_visit(
    *,
    visit: Visit,
    minutes_on_site: int,
    minutes_travel: int | None = None,
    trained: Trained = (),
    effort: int | None = None,
    note: str = "",
    started_at: datetime | None = None,
    as_before: Sequence[UUID] = (),
    present: Sequence[User] | None = None,
    by: User,
    now: datetime,
) -> Visit:
    """Record a planned visit as done; the first one makes a planned episode active.

    trained         measures with the level of help, 0 (independent) to 5 (done for), or None when it was not judged
    minutes_travel  None when nobody wrote it: that is not the same as 0
    effort          the person's own rating, 0 to 10
    started_at      when they came; the planned time when not given, or counted back from `now` when that lies ahead
    as_before       measures whose level was proposed from last time and left standing
    present         who was there; those it is planned for when not given. A home trainer who is not among these must
                    say it: the visit may have been given to somebody else while the form was open.
    The same record sent again changes nothing; a different one is refused, and says what differs. Raises
    `VisitRefused` for minutes outside 0–600 and a time ahead.
    """
    _may_record(by, visit.episode, now)
    hold_episode(visit.episode)
    visit = held_visit(visit)
    were = None if present is None else tuple(present)
    sent = Record(minutes_on_site, minutes_travel, trained, effort, note, started_at, were, as_before)
    if visit.state == VisitState.DONE and (found := differences(visit, sent)) is not None:
        if not found:
            return visit
        raise _different(visit, found)
    _still_planned(visit)
    if were:
        _were_there(visit, were)
    else:
        _given_to_the_one_who_writes(visit, by)
    if started_at is None and localdate(visit.planned_at) > localdate(now):
        raise VisitRefused(
            "The visit is planned for %(day)s. If it took place today, write when you came.",
            day=f"{localdate(visit.planned_at):%d.%m.%Y}",
        )
    came = started_at or came_at(planned_at=visit.planned_at, minutes_on_site=minutes_on_site, now=now)
    visit.state, visit.recorded_by, visit.recorded_at = VisitState.DONE, by, now
    write_down(visit, sent, came=came, now=now)
    start_follows(visit.episode, was=None, by=by, now=now)
    log.write(by=by, act=Act.RECORD_VISIT, now=now, person_id=visit.episode.person_id, subject=visit)
    return visit


@transaction.atomic
def record_unplanned_visit(
    *,
    episode: Episode,
    started_at: datetime,
    minutes_on_site: int,
    minutes_travel: int | None = None,
    trained: Trained = (),
    effort: int | None = None,
    note: str = "",
    staff: Sequence[User],
    id: UUID | None = None,
    as_before: Sequence[UUID] = (),
    by: User,
    now: datetime,
) -> Visit:
    """Record a visit that was not on the plan. The id may be made by the client; sent again it gives the first.

    Under an id that is used, another record is refused, and says what differs.
    """
    _may_record(by, episode, now)
    hold_episode(episode)
    sent = Record(minutes_on_site, minutes_travel, trained, effort, note, started_at, tuple(staff), as_before)
    made = Visit.objects.select_related("recorded_by").filter(pk=id).first() if id else None
    if made is not None:
        return _sent_again(made, episode, sent)
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
    try:
        with transaction.atomic():
            write_down(visit, sent, came=started_at, now=now, new=True)
    except IntegrityError as used:
        # The same id for another period at the same moment: those of this period wait for each other above.
        raise VisitRefused(_USED) from used
    VisitStaff.objects.bulk_create([VisitStaff(visit=visit, user=user) for user in dict.fromkeys(staff)])
    start_follows(episode, was=None, by=by, now=now)
    log.write(by=by, act=Act.RECORD_VISIT, now=now, person_id=episode.person_id, subject=visit)
    return visit


@transaction.atomic
def record_not_done(*, visit: Visit, deviation: str, note: str = "", by: User, now: datetime) -> Visit:
    """Record why a planned visit did not take place. Sent again with the same reason and note it changes nothing."""
    _may_record(by, visit.episode, now)
    hold_episode(visit.episode)
    visit = held_visit(visit)
    why = Deviation(deviation)
    if visit.state == VisitState.NOT_DONE and (visit.deviation, visit.note) == (why, visible(note)):
        return visit
    _still_planned(visit)
    _given_to_the_one_who_writes(visit, by)
    if localdate(visit.planned_at) > localdate(now):
        raise VisitRefused("The visit is in the future. Cancel it, or move it to another day.")
    visit.state, visit.deviation, visit.note = VisitState.NOT_DONE, why, visible(note)
    visit.recorded_by, visit.recorded_at = by, now
    visit.save(update_fields=["state", "deviation", "note", "recorded_by", "recorded_at"])
    log.write(by=by, act=Act.RECORD_VISIT, now=now, person_id=visit.episode.person_id, subject=visit)
    return visit


_USED = N_("The visit could not be saved. Reload the page and write it once more.")


def _sent_again(made: Visit, episode: Episode, sent: Record) -> Visit:
    found = differences(made, sent) if made.episode_id == episode.pk else None
    if found is None:
        raise VisitRefused(_USED)
    if found:
        raise _different(made, found)
    return made


def _different(visit: Visit, found: Sequence[str]) -> VisitRefused:
    return VisitRefused(
        "This visit is recorded already, by %(name)s, and what you sent is different: %(what)s. Nothing was changed. "
        "Open the visit and choose to correct it.",
        name=visit.recorded_by.name if visit.recorded_by else "–",
        what="; ".join(found),
    )


def _given_to_the_one_who_writes(visit: Visit, by: User) -> None:
    """Home trainers write for themselves; whoever leads the training may write for others."""
    names = {row.user_id: row.user.name for row in visit.staff.select_related("user").order_by("user__name")}
    if by.role == Role.TRAINER and names and by.pk not in names:
        raise VisitRefused(
            "The visit is given to %(names)s, so you do not write for it without saying who was there. Open it again, "
            "or record what you did as a visit outside the plan.",
            names=", ".join(names.values()),
        )


def _were_there(visit: Visit, present: Sequence[User]) -> None:
    there = {user.pk: user for user in present}
    planned = {row.user_id: row for row in visit.staff.all()}
    for user_id in there.keys() - planned.keys():
        check_can_visit(there[user_id])
        VisitStaff.objects.create(visit=visit, user=there[user_id])
    for user_id in planned.keys() - there.keys():
        planned[user_id].delete()


def _still_planned(visit: Visit) -> None:
    if visit.state == VisitState.CANCELLED:
        raise VisitRefused(
            "The visit is off the plan already. If it took place anyway, record it as a visit outside the plan."
        )
    if visit.state != VisitState.PLANNED:
        raise VisitRefused(
            "The visit is recorded already, by %(name)s. Open it and choose to correct it.",
            name=visit.recorded_by.name if visit.recorded_by else "–",
        )


def _may_record(by: User, episode: Episode, now: datetime) -> None:
    """Raise `AccessRefused` unless the user may record visits to this person."""
    relations = relations_to(by, episode.person_id, today=localdate(now))
    require(by, Act.RECORD_VISIT, relations, person_id=episode.person_id)
