"""Letters to the person about a change that was decided: whether it waits, stands, or is taken back."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext

from fotfeste.ground.access.models import User

from ..models import Decision, Deferral, Episode, Letter
from ..queries.changes import change_from, end_now
from ..rules.vocabulary import LetterKind
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
    person, case = decision.person, letters.case_of(decision)
    episode = Episode.objects.filter(referral=case).first()
    language = letters.letter_language(person.language)
    with translation.override(language):
        return letters._freeze(
            kind=LetterKind.CHANGE_FOLLOWED_UP,
            referral=case,
            to=str(person).strip(),
            title=_title(decision, deferral),
            language=language,
            large_print=person.large_print,
            context={
                "decision": decision,
                "change": change_from(decision),
                "deferral": deferral,
                "last_day": end_now(episode) if episode else None,
            },
            by=by,
            now=now,
        )


def _title(decision: Decision, deferral: Deferral | None) -> str:
    if deferral is not None:
        return gettext("The change waits") if deferral.granted else gettext("The change does not wait")
    if decision.fell_away_on is not None:
        return gettext("The change is taken back")
    return gettext("The change stands")
