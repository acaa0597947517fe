"""The letter about a change as it will be, before it is decided."""

from datetime import datetime
from typing import Any

from django.db import transaction

from fotfeste.ground.access.models import User

from ...models import Episode
from ...writing.letters.letters import decision_preview
from .changes import change_decision


def preview_change(*, episode: Episode, by: User, now: datetime, **facts: Any) -> str:
    """The text of the letter that `change_decision` with these facts would write, as safe HTML.

    It delegates to an action, that one, and takes all of it back. Raises as that action does.
    """
    try:
        with transaction.atomic():
            decision = change_decision(episode=episode, by=by, now=now, **facts)
            text = decision_preview(decision, by=by, now=now)
            transaction.set_rollback(True)
    finally:
        episode.refresh_from_db(fields=["planned_end_on", "state"])
    return text
