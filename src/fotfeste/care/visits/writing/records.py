"""A record of a visit as rows, for the actions that record and correct. They hold the episode first, then the visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as N_

from fotfeste.care.goals.models import Measure
from fotfeste.care.goals.queries import all_of_episode, measure_words
from fotfeste.care.pathway.actions.period.episodes import begin_training, move_start
from fotfeste.care.pathway.models import Episode
from fotfeste.care.pathway.queries import first_possible_day
from fotfeste.care.pathway.rules.states import EpisodeState
from fotfeste.ground.access.models import User
from fotfeste.ground.ui.rules import visible
from fotfeste.ground.ui.wording import exact_day

from ..models import Visit, VisitMeasure
from ..queries.booking import VisitRefused
from ..rules.record import MAX_MINUTES, faults
from ..rules.states import VisitState

Trained = Sequence[tuple[Measure, int | None]]


@dataclass(frozen=True)
class Record:
    """What somebody wrote about one visit. `started_at` and `staff` are None where they were not written."""

    minutes_on_site: int
    minutes_travel: int | None
    trained: Trained
    effort: int | None
    note: str
    started_at: datetime | None = None
    staff: tuple[User, ...] | None = None
    as_before: Sequence[UUID] = ()


def held_visit(visit: Visit) -> Visit:
    """The visit as it stands now, held until the transaction ends, so that two who record it do not both win."""
    rows = Visit.objects.select_for_update(of=("self",)).select_related("episode__person", "recorded_by")
    return rows.get(pk=visit.pk)


def write_down(visit: Visit, sent: Record, *, came: datetime, now: datetime, new: bool = False) -> None:
    """Check the record and save it with what was trained. Raises `VisitRefused` for what cannot be."""
    _check(visit.episode, sent, came, now)
    visit.started_at, visit.minutes_on_site, visit.minutes_travel = came, sent.minutes_on_site, sent.minutes_travel
    visit.effort, visit.note = sent.effort, visible(sent.note)
    visit.save(force_insert=new)
    levels = {measure.pk: (level, measure.pk in sent.as_before) for measure, level in sent.trained}
    before = {} if new else {row.measure_id: row for row in visit.measures.all()}
    for measure_id, row in before.items():
        if measure_id not in levels:
            row.delete()
        elif (row.assistance_level, row.as_before) != levels[measure_id]:
            row.assistance_level, row.as_before = levels[measure_id]
            row.save(update_fields=["assistance_level", "as_before"])
    VisitMeasure.objects.bulk_create(
        VisitMeasure(visit=visit, measure_id=measure_id, assistance_level=level, as_before=as_before)
        for measure_id, (level, as_before) in levels.items()
        if measure_id not in before
    )


def start_follows(episode: Episode, *, was: date | None, by: User, now: datetime) -> None:
    """Let the start of the period be the day of its first visit.

    was  the day the visit had until it was corrected, None for a new record. Only an earlier visit, or a correction of
         the one that the start came from, moves a start: training may have begun before the first visit on record.
    """
    done = Visit.objects.filter(episode=episode, state=VisitState.DONE).order_by("started_at")
    first = next((localdate(at) for at in done.values_list("started_at", flat=True)[:1] if at), None)
    if episode.state == EpisodeState.PLANNED:
        if first is not None:
            begin_training(episode=episode, on=first, by=by, now=now)
    elif episode.started_on is None:
        if first is not None:
            move_start(episode=episode, on=first, by=by, now=now)
    elif (first is not None and first < episode.started_on) or (was == episode.started_on and first != was):
        move_start(episode=episode, on=first, by=by, now=now)


def differences(visit: Visit, sent: Record) -> list[str] | None:
    """What was sent against what stands, in words, one a difference; empty when it says the same.

    None when the visit is not recorded as done, so that there is nothing to compare with.
    """
    if visit.state != VisitState.DONE:
        return None
    found = [
        _here(str(label), here, there)
        for label, here, there in (
            (gettext("minutes in the home"), visit.minutes_on_site, sent.minutes_on_site),
            (gettext("minutes travelling"), visit.minutes_travel, sent.minutes_travel),
            (gettext("effort"), visit.effort, sent.effort),
        )
        if here != there
    ]
    if sent.started_at is not None and sent.started_at != visit.started_at:
        found.append(_here(gettext("came at"), _clock(visit.started_at), _clock(sent.started_at)))
    if visible(sent.note) != visit.note:
        found.append(gettext("the note"))
    there = dict(visit.measures.values_list("measure_id", "assistance_level"))
    levels = {measure.pk: level for measure, level in sent.trained}
    changed = [key for key in there.keys() | levels.keys() if there.get(key, -1) != levels.get(key, -1)]
    if changed:
        found.append(gettext("what was trained (%(names)s)") % {"names": ", ".join(measure_words(changed))})
    if sent.staff is not None and {user.pk for user in sent.staff} != set(
        visit.staff.values_list("user_id", flat=True)
    ):
        found.append(gettext("who was there"))
    return found


def _here(label: str, here: object, there: object) -> str:
    nothing = "–"
    words = {"what": label, "here": nothing if here is None else here, "there": nothing if there is None else there}
    return gettext("%(what)s (%(here)s here, %(there)s sent)") % words


def _clock(at: datetime | None) -> str:
    return f"{localtime(at):%d.%m.%Y %H.%M}" if at else "–"


def _check(episode: Episode, sent: Record, came: datetime, now: datetime) -> None:
    found = faults(
        minutes_on_site=sent.minutes_on_site,
        minutes_travel=sent.minutes_travel,
        effort=sent.effort,
        levels=[level for _measure, level in sent.trained],
    )
    if found:
        raise VisitRefused(_FAULTS[found[0].code], high=MAX_MINUTES)
    if came > now:
        raise VisitRefused(
            "The visit cannot have begun at %(time)s on %(day)s: that is in the future. Write when you came.",
            time=f"{localtime(came):%H.%M}",
            day=f"{localtime(came):%d.%m.%Y}",
        )
    first = first_possible_day(episode)
    if first is not None and localdate(came) < first:
        raise VisitRefused(
            "The visit cannot have been on %(came)s: the training was asked for and decided later, and the first day "
            "possible is %(day)s. Check the day.",
            came=exact_day(localdate(came)),
            day=exact_day(first),
        )
    if episode.ended_on is not None and localdate(came) > episode.ended_on:
        raise VisitRefused(
            "The episode ended on %(day)s, before this visit. Check the day, or start a new episode.",
            day=f"{episode.ended_on:%d.%m.%Y}",
        )
    goals = {measure.goal_id for measure, _level in sent.trained}
    if not all_of_episode(goals, episode_id=episode.pk):
        raise VisitRefused("A measure belongs to another episode. Choose among those of this one.")


_FAULTS = {
    "minutes": N_("Minutes must be from 0 to %(high)s. Check the time for the visit and for travelling."),
    "effort": N_("The effort goes from 0 (none) to 10 (as hard as it can be)."),
    "level": N_("The level of help goes from 0 (independent) to 5 (done for the person)."),
}
