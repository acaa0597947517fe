"""Closing a period and opening it again, as rows; every room hears of it. For actions that asked for the right."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localdate

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import DropoutReason, Group, Moment, OutcomeClass, ServiceKind
from fotfeste.ground.access.models import User
from fotfeste.ground.ui.rules import visible
from fotfeste.ground.ui.wording import exact_day

from ...models import Episode, Hold, Person
from ...queries.period.service_levels import finding_for, levels_at
from ...queries.person.record import Look
from ...rules.happenings import Happening, Kind
from ...rules.period.outcome import Finding, outcome_class
from ...rules.states import EpisodeState, check_step
from ..decision.changing import catch_up
from ..letters.reports import take_reports_back, write_reports
from .holds import end_hold
from .levels import write_levels
from .telling import tell

# What a period ended before time says about the person besides.
LEAVES_FOR = {DropoutReason.DEATH: Kind.DIED, DropoutReason.MOVED: Kind.MOVED_AWAY}


def hold_person(person: Person) -> Person:
    """The person as they stand now, held until the transaction ends. The person comes before the period, always."""
    person.refresh_from_db(from_queryset=Person.objects.select_for_update(no_key=True))
    return person


def hold_period(episode: Episode) -> Episode:
    """The person, then the period, as they stand now and held: a death and a closing at once wait for each other."""
    hold_person(episode.person)
    episode.refresh_from_db(from_queryset=Episode.objects.select_for_update())
    return episode


def check_last_day(episode: Episode, ended_on: date, *, today: date) -> None:
    """Raise `CareError` for a last day that lies ahead or before the first."""
    if ended_on > today:
        raise CareError("The last day is in the future. Choose today or an earlier date.")
    if episode.started_on and ended_on < episode.started_on:
        raise CareError(
            "The period began on %(day)s. Write that day or a later one.", day=exact_day(episode.started_on)
        )


def settle(
    *,
    episode: Episode,
    services: Mapping[ServiceKind, Decimal],
    outcome: OutcomeClass,
    note: str,
    evaluation: str,
    on: date,
) -> Finding:
    """Put services, result and evaluation of a completed period in its fields, unsaved; the levels are saved.

    Gives back what the rules worked out. Raises `CareError` when another result is chosen without a note.
    """
    levels = write_levels(episode=episode, moment=Moment.AT_END, hours=services, known_on=on)
    finding = finding_for(episode, levels)
    if outcome != finding.outcome and not visible(note):
        raise CareError("You chose another result than the one worked out. Write a note that says why.")
    episode.computed_outcome = finding.outcome or ""
    episode.outcome, episode.outcome_note = outcome, visible(note)
    episode.evaluation = visible(evaluation)
    return finding


def finding_of(episode: Episode) -> Finding:
    """What the rules say of a closed period as it stands."""
    if episode.dropout_reason:
        return outcome_class(Group(episode.group), None, None, None, DropoutReason(episode.dropout_reason))
    return finding_for(episode, levels_at(episode.pk).get(Moment.AT_END))


def close(*, episode: Episode, ended_on: date, by: User, now: datetime) -> None:
    """Save the closing that stands in the episode's fields already, and tell the rooms."""
    end_hold(episode=episode, on=ended_on, with_period=True)
    episode.ended_on, episode.closed_by, episode.closed_at = ended_on, by, now
    episode.save()
    episode.answers = tell(_happening(Kind.ENDED, episode, by, now, on=ended_on))


def drop(*, episode: Episode, ended_on: date, reason: DropoutReason, note: str, look: Look) -> None:
    """Close a period before time, with its reports; the row is locked and running. A death or move of the person
    is told by the caller afterwards."""
    finding = outcome_class(Group(episode.group), None, None, None, reason)
    episode.computed_outcome = episode.outcome = OutcomeClass.DROPOUT
    episode.dropout_reason, episode.outcome_note = reason, visible(note)
    episode.state = EpisodeState.DROPPED_OUT
    close(episode=episode, ended_on=ended_on, by=look.user, now=look.at)
    write_reports(episode=episode, finding=finding, look=look)


def move_end(*, episode: Episode, ended_on: date, by: User, now: datetime) -> None:
    """Another last day; follow-ups, goals and visits follow it."""
    before, episode.ended_on = episode.ended_on, ended_on
    Hold.objects.filter(episode=episode, ended_with_period=True).update(resumed_on=ended_on)
    episode.save(update_fields=["ended_on"])
    episode.answers = tell(_happening(Kind.END_MOVED, episode, by, now, on=ended_on, before=before))


def reopen(*, episode: Episode, by: User, now: datetime) -> None:
    """The period goes on as before it was closed: planned, in progress or on hold. The row is locked and ended.

    What the closing said stays in the history of the row, and so do the letters; whoever got a report is told.
    """
    hold = Hold.objects.filter(episode=episode, ended_with_period=True).first()
    after = EpisodeState.ON_HOLD if hold else EpisodeState.ACTIVE if episode.started_on else EpisodeState.PLANNED
    check_step("episode", episode.state, after, beside=True)
    happening = _happening(Kind.REOPENED, episode, by, now, before=episode.ended_on)
    closed_on = localdate(episode.closed_at)
    take_reports_back(episode=episode, by=by, now=now)
    if hold:
        hold.resumed_on, hold.ended_with_period = None, False
        hold.save(update_fields=["resumed_on", "ended_with_period"])
    episode.state = after
    episode.ended_on = episode.closed_by = episode.closed_at = None
    episode.dropout_reason = episode.computed_outcome = episode.outcome = episode.outcome_note = ""
    episode.end_agreed = False
    episode.save()
    episode.answers = tell(happening)
    catch_up(episode=episode, closed_on=closed_on, by=by, now=now)


def leave(*, person: Person, on: date, kind: Kind, by: User, now: datetime) -> tuple[str, ...]:
    """The person died or moved away on this day: written on the person, and told to every room.

    A death that is known already keeps its day. Gives back what the rooms did, in words.
    """
    field = "died_on" if kind is Kind.DIED else "moved_on"
    if getattr(person, field) is None:
        setattr(person, field, on)
        person.save(update_fields=[field])
    answers = tell(Happening(kind, person.pk, by.pk, now, on=on))
    return tuple(answer.words for answer in answers)


def come_back(*, person: Person, kind: Kind, by: User, now: datetime) -> tuple[str, ...]:
    """It was a mistake that the person died or moved; what it closed stands again."""
    field = "died_on" if kind is Kind.DEATH_WITHDRAWN else "moved_on"
    before = getattr(person, field)
    setattr(person, field, None)
    person.save(update_fields=[field])
    answers = tell(Happening(kind, person.pk, by.pk, now, before=before))
    return tuple(answer.words for answer in answers)


def _happening(
    kind: Kind, episode: Episode, by: User, now: datetime, *, on: date | None = None, before: date | None = None
) -> Happening:
    reason = DropoutReason(episode.dropout_reason) if episode.dropout_reason else None
    return Happening(kind, episode.person_id, by.pk, now, on=on, episode_id=episode.pk, before=before, reason=reason)
