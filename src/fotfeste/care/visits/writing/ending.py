"""What becomes of planned visits when a period pauses or ends, and when that was a mistake."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate, make_aware
from django.utils.translation import ngettext

from fotfeste.care.goals.queries import planned_doses_of_episodes
from fotfeste.care.pathway.models import Episode
from fotfeste.care.pathway.queries import episode_now
from fotfeste.care.pathway.rules.happenings import Answer, Happening, Kind, told
from fotfeste.care.pathway.rules.period.weeks import week_at
from fotfeste.care.pathway.rules.states import ENDED_EPISODES, EpisodeState
from fotfeste.care.pathway.writing.period.care_team import keep_places
from fotfeste.care.terms.rules.vocabulary import DropoutReason, WhyCancelled
from fotfeste.ground.ui.wording import exact_day

from ..models import Visit
from ..queries.booking import VisitRefused, check_free, hold_staff
from ..queries.left_over import left_over
from ..rules.states import VisitState
from ..rules.week import Span

# Cancelled visits name this when another decision, and not the end, took them off.
_CHANGED = WhyCancelled.DECISION_CHANGED
_WHY = {DropoutReason.DEATH: WhyCancelled.DIED, DropoutReason.MOVED: WhyCancelled.MOVED_AWAY}
_BY_THE_END = (WhyCancelled.PERIOD_ENDED, WhyCancelled.DIED, WhyCancelled.MOVED_AWAY)
# A home trainer whose last visits are not written down keeps the place for so long: no record of a visit is lost.
DAYS_TO_WRITE_DOWN = 7


def answer(happening: Happening) -> list[Answer]:
    """The listener of this room (`settings.EPISODE_LISTENERS`)."""
    act = _ACTS.get(happening.kind)
    return act(happening) if act else []


def _ended(happening: Happening) -> list[Answer]:
    """What lies ahead, or after the last day, is off the plan. What lay before and is not recorded stays to be."""
    assert happening.episode_id is not None and happening.on is not None
    _nothing_done_after(happening.episode_id, happening.on)
    why = _WHY.get(happening.reason, WhyCancelled.PERIOD_ENDED) if happening.reason else WhyCancelled.PERIOD_ENDED
    count = _cancel(_planned(happening.episode_id).filter(_after(happening)), happening, why)
    _let_them_write_down(happening)
    return _taken_off(count)


def _paused(happening: Happening) -> list[Answer]:
    assert happening.episode_id is not None and happening.on is not None
    planned = _planned(happening.episode_id).filter(_after(happening))
    return _taken_off(_cancel(planned, happening, WhyCancelled.ON_HOLD))


def _end_moved(happening: Happening) -> list[Answer]:
    """An earlier end takes visits off; a later one gives back those up to it, to be recorded."""
    assert happening.episode_id is not None and happening.on is not None
    _nothing_done_after(happening.episode_id, happening.on)
    why = _WHY.get(happening.reason, WhyCancelled.PERIOD_ENDED) if happening.reason else WhyCancelled.PERIOD_ENDED
    back = _cancelled_by_the_end(happening.episode_id)
    back = back.filter(planned_at__lt=_midnight_after(happening.on), planned_at__lte=happening.now)
    given = back.update(state=VisitState.PLANNED, cancelled_for="", recorded_by=None, recorded_at=None)
    count = _cancel(_planned(happening.episode_id).filter(_after(happening)), happening, why)
    _let_them_write_down(happening)
    words = ngettext("%(count)s visit is to be recorded again.", "%(count)s visits are to be recorded again.", given)
    return _taken_off(count) + told(given, words)


def _reopened(happening: Happening) -> list[Answer]:
    """Visits that still lie ahead come back where person and staff are free; the others stay cancelled and are told."""
    assert happening.episode_id is not None
    episode = episode_now(happening.episode_id)
    return _back_on_the_plan(_cancelled_by_the_end(episode.pk), episode, happening)


def _changed(happening: Happening) -> list[Answer]:
    """The last day is another by a decision: visits after it are off the plan, those up to it come back where free.

    Fewer visits a week take none off: which of them is for those who plan, and they are told where there are too many.
    """
    assert happening.episode_id is not None and happening.on is not None
    episode = episode_now(happening.episode_id)
    beyond = _planned(episode.pk).filter(_after_day(happening.on), planned_at__gt=happening.now)
    sooner = happening.before is not None and happening.on < happening.before
    taken = _cancel(beyond, happening, _CHANGED) if sooner else 0  # others lie outside because somebody said why
    off = Visit.objects.filter(episode=episode, state=VisitState.CANCELLED, cancelled_for=_CHANGED)
    back = off.filter(planned_at__lt=_midnight_after(happening.on), planned_at__gt=happening.now)
    return _taken_off(taken) + _back_on_the_plan(back, episode, happening) + _too_many(episode, happening)


def _too_many(episode: Episode, happening: Happening) -> list[Answer]:
    """Visits ahead that are more than the weeks have by the decision."""
    doses = planned_doses_of_episodes([episode.pk]).get(episode.pk, [])
    start, counted = episode.planned_start_on, Counter[int]()
    standing = Visit.objects.filter(episode=episode, state__in=(VisitState.PLANNED, VisitState.DONE))
    ahead = Counter[int]()
    for visit in standing:
        week = week_at(start, _day(visit))
        counted[week] += 1
        ahead[week] += visit.state == VisitState.PLANNED and visit.planned_at > happening.now
    over = sum(min(ahead[week], max(0, counted[week] - doses[week - 1])) for week in counted if week <= len(doses))
    words = ngettext(
        "%(count)s visit is in the calendar beyond what is decided now. Take it off, or agree on it.",
        "%(count)s visits are in the calendar beyond what is decided now. Take them off, or agree on them.",
        over,
    )
    return told(over, words)


def _back_on_the_plan(rows: QuerySet[Visit], episode: Episode, happening: Happening) -> list[Answer]:
    back = 0
    visits = list(rows.prefetch_related("staff__user").order_by("planned_at"))
    hold_staff({row.user_id for visit in visits for row in visit.staff.all()})
    for visit in visits:
        if episode.state == EpisodeState.ON_HOLD or visit.planned_at <= happening.now or not _free(visit, episode):
            continue
        visit.state, visit.cancelled_for = VisitState.PLANNED, ""
        visit.recorded_by = visit.recorded_at = None
        visit.save(update_fields=["state", "cancelled_for", "recorded_by", "recorded_at"])
        back += 1
    left = len(visits) - back
    words = ngettext("%(count)s visit is planned again.", "%(count)s visits are planned again.", back)
    lost = ngettext(
        "%(count)s visit stays cancelled: its time has passed, or is no longer free. Plan it anew.",
        "%(count)s visits stay cancelled: their time has passed, or is no longer free. Plan them anew.",
        left,
    )
    return told(back, words) + told(left, lost)


def _resumed(happening: Happening) -> list[Answer]:
    """Nothing comes back by itself: whoever takes the training up again decides. What lies ahead is told."""
    assert happening.episode_id is not None
    ahead = Visit.objects.filter(
        episode_id=happening.episode_id,
        state=VisitState.CANCELLED,
        cancelled_for=WhyCancelled.ON_HOLD,
        planned_at__gt=happening.now,
    ).count()
    words = ngettext(
        "%(count)s visit that lay ahead was cancelled while training was on hold. Plan it anew if it is to take place.",
        "%(count)s visits that lay ahead were cancelled while training was on hold. Plan them anew if they are to take "
        "place.",
        ahead,
    )
    return told(ahead, words)


def _place_ended(happening: Happening) -> list[Answer]:
    """Nobody is sent by themselves: who goes in place of the one who left is for those who plan. How many are told."""
    assert happening.episode_id is not None
    waiting = left_over([happening.episode_id], today=localdate(happening.now)).get(happening.episode_id, [])
    words = ngettext(
        "%(count)s planned visit stands with somebody who can no longer come. Give it to somebody else.",
        "%(count)s planned visits stand with somebody who can no longer come. Give them to somebody else.",
        count := len({row.visit_id for row in waiting}),
    )
    return told(count, words)


def _left(happening: Happening) -> list[Answer]:
    """Whatever is planned for the person, in whichever period."""
    why = WhyCancelled.DIED if happening.kind is Kind.DIED else WhyCancelled.MOVED_AWAY
    planned = Visit.objects.filter(episode__person_id=happening.person_id, state=VisitState.PLANNED)
    return _taken_off(_cancel(planned.filter(_after(happening)), happening, why))


def _came_back(happening: Happening) -> list[Answer]:
    """Visits of periods that had ended, up to their last day, are to be recorded again. What a period that runs again
    gets back is told with it."""
    if happening.before is None:
        return []
    why = WhyCancelled.DIED if happening.kind is Kind.DEATH_WITHDRAWN else WhyCancelled.MOVED_AWAY
    cancelled = Visit.objects.filter(
        episode__person_id=happening.person_id,
        episode__state__in=ENDED_EPISODES,
        state=VisitState.CANCELLED,
        cancelled_for=why,
        planned_at__gte=_midnight_after(happening.before),
        planned_at__lte=happening.now,
    ).select_related("episode")
    back = [visit.pk for visit in cancelled if visit.episode.ended_on and _day(visit) <= visit.episode.ended_on]
    given = Visit.objects.filter(pk__in=back).update(
        state=VisitState.PLANNED, cancelled_for="", recorded_by=None, recorded_at=None
    )
    words = ngettext("%(count)s visit is to be recorded again.", "%(count)s visits are to be recorded again.", given)
    return told(given, words)


def _day(visit: Visit) -> date:
    return localdate(visit.planned_at)


def _planned(episode_id: UUID) -> QuerySet[Visit]:
    return Visit.objects.filter(episode_id=episode_id, state=VisitState.PLANNED)


def _cancelled_by_the_end(episode_id: UUID) -> QuerySet[Visit]:
    return Visit.objects.filter(episode_id=episode_id, state=VisitState.CANCELLED, cancelled_for__in=_BY_THE_END)


def _midnight_after(day: date) -> datetime:
    return make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _after(happening: Happening) -> Q:
    assert happening.on is not None
    return Q(planned_at__gt=happening.now) | _after_day(happening.on)


def _after_day(day: date) -> Q:
    return Q(planned_at__gte=_midnight_after(day))


def _cancel(planned: QuerySet[Visit], happening: Happening, why: WhyCancelled) -> int:
    return planned.update(
        state=VisitState.CANCELLED, cancelled_for=why, recorded_by_id=happening.by_id, recorded_at=happening.now
    )


def _taken_off(count: int) -> list[Answer]:
    return told(count, ngettext("%(count)s visit was cancelled.", "%(count)s visits were cancelled.", count))


def _nothing_done_after(episode_id: UUID, on: date) -> None:
    done = Visit.objects.filter(episode_id=episode_id, state=VisitState.DONE, started_at__gte=_midnight_after(on))
    last = done.order_by("-started_at").first()
    if last is not None and last.started_at is not None:
        raise VisitRefused(
            "A visit is recorded on %(day)s, so the period cannot have ended before. Write that day or a later one, or "
            "correct the visit first.",
            day=exact_day(localdate(last.started_at)),
        )


def _let_them_write_down(happening: Happening) -> None:
    """Home trainers who went and have not written it down yet."""
    assert happening.episode_id is not None and happening.on is not None
    unrecorded = _planned(happening.episode_id).values_list("staff__user_id", flat=True)
    until = localdate(happening.now) + timedelta(days=DAYS_TO_WRITE_DOWN)
    keep_places(happening.episode_id, user_ids=list(unrecorded), until=until)


def _free(visit: Visit, episode: Episode) -> bool:
    span = Span(visit.planned_at, visit.planned_minutes)
    staff = [row.user for row in visit.staff.all()]
    if not all(user.is_active for user in staff):
        return False
    try:
        check_free([(span, staff)], episode=episode)
    except VisitRefused:
        return False
    return True


_ACTS = {
    Kind.ENDED: _ended,
    Kind.PAUSED: _paused,
    Kind.RESUMED: _resumed,
    Kind.END_MOVED: _end_moved,
    Kind.REOPENED: _reopened,
    Kind.CHANGED: _changed,
    Kind.PLACE_ENDED: _place_ended,
    Kind.DIED: _left,
    Kind.MOVED_AWAY: _left,
    Kind.DEATH_WITHDRAWN: _came_back,
    Kind.MOVE_WITHDRAWN: _came_back,
}
