"""Letters, frozen as they leave the house. For actions that have asked the table of rights and write the log."""

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext

from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import units

from ..labels import LETTERS
from ..models import Decision, Hearing, Letter, Referral, Screening
from ..queries.service_model import service_model
from ..rules.deadlines import appeal_before
from ..rules.decision import GRANTING
from ..rules.law import grounds
from ..rules.taper import visits_by_week
from ..rules.vocabulary import Language, LetterKind, Referrer
from ..rules.weeks import days_over, weeks_in

# Languages the letters are written in; the others get bokmål, and an interpreter goes through it with them.
WRITTEN = frozenset({Language.NB, Language.NN, Language.EN})


def letter_language(language: str) -> str:
    """The language of a person's letters."""
    return language if language in WRITTEN else Language.NB


def decision_letter(*, decision: Decision, by: User, now: datetime) -> Letter:
    """The decision, to the person, in the person's language and print."""
    person = decision.person
    language = letter_language(person.language)
    with translation.override(language):
        title = (
            gettext("You get training at home")
            if decision.outcome in GRANTING
            else gettext("Answer to your application")
        )
        return _freeze(
            kind=LetterKind.DECISION,
            referral=case_of(decision),
            to=str(person).strip(),
            title=title,
            language=language,
            large_print=person.large_print,
            context=decision_context(decision),
            by=by,
            now=now,
        )


def case_of(decision: Decision) -> Referral:
    """The referral that a decision answers, or that the decision it changes answered."""
    answer = decision
    while answer.changes is not None:
        answer = answer.changes
    if answer.referral is None:
        raise ValueError("A decision answers a referral, or changes one that does.")
    return answer.referral


def decision_preview(decision: Decision, *, by: User, now: datetime) -> str:
    """The text of the letter of a decision that is made but not saved."""
    with translation.override(letter_language(decision.person.language)):
        context = {**sender_context(case_of(decision), by, now), **decision_context(decision)}
        return render_to_string("pathway/letters/decision_text.html", context)


def warning_letter(*, hearing: Hearing, by: User, now: datetime) -> Letter:
    """What is planned about a referral or a period and why, and until when the person may answer."""
    referral = hearing.referral or (hearing.episode.referral if hearing.episode else None)
    if referral is None:
        raise ValueError("A warning is about a case, and there is none.")
    language = letter_language(referral.person.language)
    with translation.override(language):
        return _freeze(
            kind=LetterKind.WARNING,
            referral=referral,
            to=str(referral.person).strip(),
            title=gettext("Before we decide, we want to hear from you"),
            language=language,
            large_print=referral.person.large_print,
            context={"hearing": hearing},
            by=by,
            now=now,
        )


def decision_context(decision: Decision) -> dict[str, Any]:
    """What the decision letter is made of; the page shows it before it is sent with the same words."""
    model = service_model(decision.decided_on)
    weeks, days, visits = None, 0, list[int]()
    if decision.starts_on and decision.ends_on:
        weeks, days = weeks_in(decision.starts_on, decision.ends_on), days_over(decision.starts_on, decision.ends_on)
        visits = visits_by_week(
            model.effort,
            start=decision.starts_on,
            end=decision.ends_on,
            first=decision.visits_per_week_first,
            last=decision.visits_per_week_last,
        )
    first, last = decision.visits_per_week_first, decision.visits_per_week_last
    staff = model.first_visit.staff
    words = {1: gettext("one"), 2: gettext("two"), 3: gettext("three"), 4: gettext("four"), 5: gettext("five")}
    return {
        "decision": decision,
        # Not `decision.granted`: the database works that out, and a preview is not saved.
        "grants": decision.outcome in GRANTING,
        "weeks": weeks,
        "days_of_last_week": days,
        "visits": visits,
        "first": first,
        # One week has one number, and it is that of the first week.
        "last": None if len(visits) == 1 else last,
        "one_week": len(visits) == 1,
        "visits_in_all": sum(visits),
        "staff": staff,
        "staff_in_words": words[staff],
        "appeal_weeks": model.decision.appeal_weeks,
        "grounds": grounds(
            model.decision.legal_basis,
            on=decision.decided_on,
            language=letter_language(decision.person.language),
        ),
    }



def answer_to_referrer(
    *,
    referral: Referral,
    by: User,
    now: datetime,
    screening: Screening | None = None,
    decision: Decision | None = None,
) -> Letter:
    """What became of the referral, to whoever referred. To the person when the person did.

    It holds the result and how to ask, and the words that were written for the referrer; no goals and no assessment:
    a referrer is told what the service needs to tell, no more.
    """
    own = referral.referrer == Referrer.PERSON
    language = letter_language(referral.person.language) if own else Language.NB
    with translation.override(language):
        to = str(referral.person).strip() if own else referral.referrer_name or str(referral.get_referrer_display())
        return _freeze(
            kind=LetterKind.ANSWER_TO_REFERRER,
            referral=referral,
            to=to,
            title=gettext("Answer to your application") if own else gettext("Answer to your referral"),
            language=language,
            large_print=own and referral.person.large_print,
            # The name as the referrer wrote it: a number alone never gives anybody a name out of the register.
            context={
                "screening": screening,
                "decision": decision,
                "own": own,
                "written_name": referral.name_as_written or str(referral.person).strip(),
            },
            by=by,
            now=now,
        )


def letter_preview(*, referral: Referral, by: User, now: datetime, large_print: bool, **facts: Any) -> str:
    """The text of the decision letter as it would be, without saving anything; safe HTML for a page."""
    today = localdate(now)
    weeks = service_model(today).decision.appeal_weeks
    decision = Decision(
        person=referral.person,
        referral=referral,
        decided_by=by,
        decided_on=today,
        appeal_before=appeal_before(today, weeks=weeks),
        **facts,
    )
    with translation.override(letter_language(referral.person.language)):
        context = {**sender_context(referral, by, now), **decision_context(decision)}
        return render_to_string("pathway/letters/decision_text.html", context)


def sender_context(referral: Referral, by: User, now: datetime) -> dict[str, Any]:
    """What stands around every letter: who sends it, whom to call, and the day."""
    model = service_model(localdate(now))
    municipality = units(kind="municipality")
    return {
        "person": referral.person,
        "referral": referral,
        "office": referral.office.name,
        "municipality": model.sender.municipality or (municipality[0].name if municipality else ""),
        "model": model,
        "written_by": by,
        "written_on": localdate(now),
        "today": localdate(now),
    }


def _freeze(
    *,
    kind: LetterKind,
    referral: Referral,
    to: str,
    title: str,
    language: str,
    large_print: bool,
    context: dict[str, Any],
    by: User,
    now: datetime,
) -> Letter:
    around = {
        **sender_context(referral, by, now),
        "to": to,
        "title": title,
        "kind_words": str(dict(LETTERS)[kind]),
        "language": language,
        "large_print": large_print,
    }
    return Letter.objects.create(
        person_id=referral.person_id,
        referral=referral,
        kind=kind,
        to=to,
        title=title,
        language=language,
        large_print=large_print,
        html=render_to_string(f"pathway/letters/{kind}.html", {**around, **context}),
        written_by=by,
        written_at=now,
    )
