"""The letters as they will be, before the period is closed."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from fotfeste.care.terms.rules.vocabulary import OutcomeClass, ServiceKind
from fotfeste.ground.access.models import User

from ...models import Episode
from ...queries.period.service_levels import finding_for
from ...queries.person.record import open_record
from ...writing.letters.reports import LetterAhead, letters_ahead
from .closing import complete_episode


def preview_completion(
    *,
    episode: Episode,
    ended_on: date,
    services: Mapping[ServiceKind, Decimal],
    outcome: OutcomeClass | str,
    outcome_note: str = "",
    evaluation: str = "",
    agreed_on: date | None = None,
    agreed_words: str = "",
    by: User,
    now: datetime,
) -> list[LetterAhead]:
    """The letters that closing with these answers would write, the person's own first: it delegates to an action,
    `complete_episode`, and takes all of it back. What is shown is what will be sent, and nothing has happened. Raises
    as that action does.
    """
    try:
        with transaction.atomic():
            # Opened first: whoever may close need not be let in any more when it is closed.
            look = open_record(by=by, episode_id=episode.pk, now=now)
            complete_episode(
                episode=episode,
                ended_on=ended_on,
                services=services,
                outcome=outcome,
                outcome_note=outcome_note,
                evaluation=evaluation,
                agreed_on=agreed_on,
                agreed_words=agreed_words,
                by=by,
                now=now,
            )
            ahead = letters_ahead(episode=episode, finding=finding_for(episode, services), look=look)
            transaction.set_rollback(True)
    finally:
        episode.refresh_from_db()
    return ahead
