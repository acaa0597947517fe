"""The letter about a change as it will be, before it is decided."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from fotfeste.ground.access.models import User

from ..models import Decision, Episode
from ..writing.letters import decision_context, letter_language, sender_context
from .changes import change_decision


def preview_change(*, episode: Episode, by: User, now: datetime, **facts: Any) -> str:
    """The text of the letter that `change_decision` with these facts would write (safe HTML): it delegates to that action
    and takes all of it back. Raises as that action does.
    """
    try:
        with transaction.atomic():
            decision = change_decision(episode=episode, by=by, now=now, **facts)
            text = _text(decision, by, now)
            transaction.set_rollback(True)
    finally:
        episode.refresh_from_db(fields=["planned_end_on", "state"])
    return text


def _text(decision: Decision, by: User, now: datetime) -> str:
    assert decision.changes is not None and decision.changes.referral is not None
    with translation.override(letter_language(decision.person.language)):
        context = {**sender_context(decision.changes.referral, by, now), **decision_context(decision)}
        return render_to_string("pathway/letters/decision_text.html", context)
