"""What a change of a granted decision does to the period. For actions that asked for the right and hold the period."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from fotfeste.care.terms.rules.vocabulary import WhyFellAway
from fotfeste.ground.access.models import User

from ...models import Decision, Deferral, Episode
from ...queries.decision.changes import change_from, end_now, granted_decision_of, not_in_effect
from ...rules.happenings import Happening, Kind
from ...rules.states import RUNNING_EPISODES
from ..period.telling import tell


def follow(*, episode: Episode, since: date, by: User, now: datetime) -> None:
    """Let the last day of the period follow what holds now, and tell every room; `episode.answers` says what they did.

    since  the first day on which something else holds than before
    A period that has ended is not changed: what is taken back or stands meanwhile counts when it is opened again.
    """
    if episode.state not in RUNNING_EPISODES:
        return
    before = episode.planned_end_on
    _last_day_follows(episode)
    happening = Happening(
        Kind.CHANGED, episode.person_id, by.pk, now, on=episode.planned_end_on, episode_id=episode.pk, before=before,
        since=since,
    )  # fmt: skip
    episode.answers = tell(happening)


def catch_up(*, episode: Episode, closed_on: date, by: User, now: datetime) -> None:
    """The period is open again: what became of its changes while it was closed holds from now on."""
    granted = granted_decision_of(episode)
    if granted is None:
        return
    touched = granted.changed_by.filter(Q(fell_away_on__gte=closed_on) | Q(deferrals__over_on__gte=closed_on))
    if days := [change_from(each).takes_effect_on for each in touched]:
        answers = episode.answers
        follow(episode=episode, since=min(days), by=by, now=now)
        episode.answers = (*answers, *episode.answers)


def _last_day_follows(episode: Episode) -> None:
    episode.planned_end_on = end_now(episode)
    episode.save(update_fields=["planned_end_on"])


def fall_away(person_id: UUID, on: date, why: WhyFellAway) -> int:
    """The person died or moved before these changes took effect: they never will. Gives back how many."""
    changes = Decision.objects.filter(not_in_effect(person_id, on))
    ids = list(changes.values_list("pk", flat=True))
    changes.update(fell_away_on=on, fell_away_for=why)
    _periods_follow(Decision.objects.filter(pk__in=ids))
    return len(ids)


def fell_away_then(person_id: UUID, *, before: date, on: date, why: WhyFellAway) -> None:
    """The death or move was on another day than was written: what fell away for it stays tied to it."""
    Decision.objects.filter(person_id=person_id, fell_away_for=why, fell_away_on=before).update(fell_away_on=on)


def stand_again(person_id: UUID, before: date | None, why: WhyFellAway) -> int:
    """The death or move of the day `before` was a mistake: what fell away for it is as it was. Gives back how many."""
    changes = Decision.objects.filter(person_id=person_id, fell_away_for=why, fell_away_on=before)
    ids = list(changes.values_list("pk", flat=True))
    changes.update(fell_away_on=None, fell_away_for="")
    _periods_follow(Decision.objects.filter(pk__in=ids))
    return len(ids)


def _periods_follow(changes: QuerySet[Decision]) -> None:
    found = Episode.objects.filter(Q(referral__decision__changed_by__in=changes)).distinct()
    for episode in found.select_related("referral__decision"):
        _last_day_follows(episode)


def wait_is_over(decision: Decision, *, now: datetime) -> None:
    """The appeal is decided, or nobody waits for it any more."""
    decision.waits_since = None
    Deferral.objects.filter(decision=decision, granted=True, over_on=None).update(over_on=localdate(now))
