"""A closing that was wrong: another result or last day, or not closed at all. What the closing did follows."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Min
from django.utils.timezone import localdate

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import DropoutReason, OutcomeClass, ServiceKind, WhyFellAway
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.rules import visible

from ...models import Episode, FollowUp
from ...queries.person.record import MENDED_WITHIN, look_of_act, relations_to
from ...rules.happenings import Kind
from ...rules.states import ENDED_EPISODES, RUNNING_EPISODES, EpisodeState, FollowUpState
from ...writing.decision.changing import fell_away_then
from ...writing.letters.reports import Correction, write_reports
from ...writing.period.closing import check_last_day, come_back, finding_of, hold_person, move_end, reopen, settle


@transaction.atomic
def correct_end(*, episode: Episode, ended_on: date, by: User, now: datetime) -> Episode:
    """Put right the last day of a closed period. Goals, visits, contacts and, after a death, the day of death follow.

    New reports replace the earlier ones. Raises `CareError` for a day ahead, before the start, or before a visit that
    was recorded.
    """
    look = look_of_act(by=by, act=Act.DISCHARGE, person_id=episode.person_id, now=now, episode_id=episode.pk)
    require(by, Act.DISCHARGE, look.relations, person_id=episode.person_id)
    _hold_ended(episode)
    check_last_day(episode, ended_on, today=look.today)
    if ended_on != episode.ended_on:
        wrong = Correction(last_day=(episode.ended_on, ended_on)) if episode.ended_on else None
        _died_or_moved_then(episode, ended_on)
        move_end(episode=episode, ended_on=ended_on, by=by, now=now)
        write_reports(episode=episode, finding=finding_of(episode), look=look, correction=wrong)
        log.write(by=by, act=Act.DISCHARGE, now=now, person_id=episode.person_id, subject=episode)
    return episode


@transaction.atomic
def correct_closing(
    *,
    episode: Episode,
    ended_on: date,
    services: Mapping[ServiceKind, Decimal],
    outcome: OutcomeClass | str,
    correction: str,
    outcome_note: str = "",
    evaluation: str = "",
    by: User,
    now: datetime,
) -> Episode:
    """Put right how a completed period ended. The services, the result and the day are written anew as at the closing.

    What stood before stays in the history of the rows and in the letters that were written; new reports say that they
    replace those, and what was wrong (`correction`). Raises `CareError` as `complete_episode`, for a period that ended
    before time, and when nobody says what was wrong.
    """
    look = look_of_act(by=by, act=Act.DISCHARGE, person_id=episode.person_id, now=now, episode_id=episode.pk)
    require(by, Act.DISCHARGE, look.relations, person_id=episode.person_id)
    _hold_ended(episode)
    if episode.state != EpisodeState.COMPLETED:
        raise CareError("The period stopped early. Open it again, and close it the way it ended.")
    if not visible(correction):
        raise CareError("Write what was wrong. It is printed in the new reports.")
    confirmed = OutcomeClass(outcome)
    if confirmed is OutcomeClass.DROPOUT:
        raise CareError("A period that stopped early is not corrected into. Open the period again first.")
    check_last_day(episode, ended_on, today=look.today)
    finding = settle(
        episode=episode, services=services, outcome=confirmed, note=outcome_note, evaluation=evaluation, on=look.today
    )
    episode.save(update_fields=["computed_outcome", "outcome", "outcome_note", "evaluation"])
    if ended_on != episode.ended_on:
        move_end(episode=episode, ended_on=ended_on, by=by, now=now)
    write_reports(episode=episode, finding=finding, look=look, correction=Correction(visible(correction)))
    log.write(by=by, act=Act.DISCHARGE, now=now, person_id=episode.person_id, subject=episode)
    return episode


@transaction.atomic
def reopen_episode(*, episode: Episode, reason: str, by: User, now: datetime) -> Episode:
    """The period should not have been closed: it goes on as it was. The closing stays in the history of the row.

    What the closing cancelled and still lies ahead comes back where it is free; `episode.answers` says what did, and
    what did not. A death or move it was closed for is taken back, too. Raises `CareError` later than four weeks after
    the closing, when another period runs, and when somebody has been contacted afterwards.
    """
    _require(by, episode, now)
    _hold_ended(episode)
    if not visible(reason):
        raise CareError("Write why the period is opened again.")
    if episode.closed_at is None or now - _first_closed_at(episode, episode.closed_at) > MENDED_WITHIN:
        raise CareError("The period was closed more than four weeks ago. Open a new period instead.")
    others = Episode.objects.filter(person_id=episode.person_id, state__in=RUNNING_EPISODES)
    if others.exists():
        raise CareError("Another period runs for this person. It must be closed before this one is opened again.")
    if FollowUp.objects.filter(episode=episode, state=FollowUpState.DONE).exists():
        raise CareError("The person has been contacted after this period. Open a new period instead.")
    _still_here(episode)
    took_back = _TAKEN_BACK.get(episode.dropout_reason)
    episode.reopened_on, episode.reopened_reason = localdate(now), visible(reason)
    reopen(episode=episode, by=by, now=now)
    if took_back is not None:
        come_back(person=episode.person, kind=took_back, by=by, now=now)
    log.write(by=by, act=Act.DISCHARGE, now=now, person_id=episode.person_id, subject=episode)
    return episode


def _first_closed_at(episode: Episode, last: datetime) -> datetime:
    """Opened and closed again and again, a period does not give its team the record for ever: the first one counts."""
    closings = Episode.pgh_event_model.objects.filter(pgh_obj_id=episode.pk)  # type: ignore[attr-defined]
    return closings.aggregate(first=Min("closed_at"))["first"] or last


_TAKEN_BACK: dict[str, Kind] = {DropoutReason.DEATH: Kind.DEATH_WITHDRAWN, DropoutReason.MOVED: Kind.MOVE_WITHDRAWN}

_DAY_ON_THE_PERSON: dict[str, str] = {DropoutReason.DEATH: "died_on", DropoutReason.MOVED: "moved_on"}


def _died_or_moved_then(episode: Episode, ended_on: date) -> None:
    """A period closed by a death or a move ends on that day, so the day on the person is the same one."""
    field = _DAY_ON_THE_PERSON.get(episode.dropout_reason)
    if field and episode.ended_on and getattr(episode.person, field) == episode.ended_on:
        setattr(episode.person, field, ended_on)
        episode.person.save(update_fields=[field])
        why = WhyFellAway.DIED if episode.dropout_reason == DropoutReason.DEATH else WhyFellAway.MOVED_AWAY
        fell_away_then(episode.person_id, before=episode.ended_on, on=ended_on, why=why)


def _still_here(episode: Episode) -> None:
    """Nothing runs for somebody who is gone, unless that is what the period was closed for."""
    person, reason = episode.person, episode.dropout_reason
    if person.died_on and reason != DropoutReason.DEATH:
        raise CareError("The person has died since. If that is a mistake, take the death back first.")
    if person.moved_on and reason != DropoutReason.MOVED:
        raise CareError("The person has moved away since. If that is a mistake, take the move back first.")


def _require(by: User, episode: Episode, now: datetime) -> None:
    relations = relations_to(by, episode.person_id, today=localdate(now), episode_id=episode.pk)
    require(by, Act.DISCHARGE, relations, person_id=episode.person_id)


def _hold_ended(episode: Episode) -> None:
    hold_person(episode.person)
    episode.refresh_from_db(from_queryset=Episode.objects.select_for_update())
    if episode.state not in ENDED_EPISODES:
        raise CareError("The period is not closed, so there is nothing to put right. Reload the page.")
    if episode.import_key is not None:
        raise CareError("The period came from a file and is not changed here. Bring in a corrected file instead.")
