"""Letters to the person about a change that was decided: whether it waits, stands, or is taken back."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext

from fotfeste.care.service_model.queries import service_model
from fotfeste.care.terms.rules.vocabulary import LetterKind
from fotfeste.ground.access.models import User

from ...models import Decision, Deferral, Episode, Letter
from ...queries.decision.changes import change_from, end_now
from ...rules.deadlines import appeal_before
from . import letters


def deferral_answered(*, deferral: Deferral, by: User, now: datetime) -> Letter:
    """Yes or no to the request that the change waits; the no with its reason."""
    return _write(deferral.decision, by=by, now=now, deferral=deferral)


def change_stands(*, decision: Decision, by: User, now: datetime) -> Letter:
    """The appeal is decided, and the change holds from a day that is named."""
    return _write(decision, by=by, now=now)


def change_taken_back(*, decision: Decision, by: User, now: datetime) -> Letter:
    """What was before the change holds again, and why."""
    return _write(decision, by=by, now=now)


def _write(decision: Decision, *, by: User, now: datetime, deferral: Deferral | None = None) -> Letter:
    case = letters.case_of(decision)
    episode = Episode.objects.filter(referral=case).first()
    return letters.to_the_person(
        kind=LetterKind.CHANGE_FOLLOWED_UP,
        referral=case,
        title=lambda: _title(decision, deferral),
        context=lambda language: {
            "decision": decision,
            "change": change_from(decision),
            "deferral": deferral,
            **_rights(decision, language=language, today=localdate(now)),
            "last_day": end_now(episode) if episode else None,
        },
        by=by,
        now=now,
    )


def _rights(decision: Decision, *, language: str, today: date) -> dict[str, Any]:
    """Whom to turn to and where the rules stand. To take a change back is a decision of its own, with its own time to
    appeal."""
    model, wanted = service_model(today), decision.person.language
    cite = letters.small_print(on=today, language=language)
    return {
        "lacks_language": "" if wanted == language else wanted,
        **letters.where_to_turn(model, language),
        "rules": {
            "deferral": cite("deferral"),
            "appeal": cite("appeal", "late", "representative", "ombud", "duty"),
            "documents": cite("documents"),
        },
        "taking_back": {"appeal_before": appeal_before(today, weeks=model.decision.appeal_weeks)},
    }


def _title(decision: Decision, deferral: Deferral | None) -> str:
    if deferral is not None:
        return gettext("The change is postponed") if deferral.granted else gettext("The change is not postponed")
    if decision.fell_away_on is not None:
        return gettext("Decision: The change is taken back")
    return gettext("The change applies")
