"""Letters, frozen as they leave the house. For actions that have asked the table of rights and write the log."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext

from fotfeste.care.service_model.queries import service_model
from fotfeste.care.service_model.rules import ServiceModel
from fotfeste.care.terms.labels import LETTERS
from fotfeste.care.terms.rules.law import authorities_for, cited, grounds, topic
from fotfeste.care.terms.rules.vocabulary import (
    DecisionOutcome,
    HearingKind,
    Language,
    LetterKind,
    Referrer,
    SharedWith,
    WithdrawnBy,
)
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import units

from ...labels import DECISION_TITLES, REFERRERS
from ...models import Decision, Hearing, Letter, Referral, Screening
from ...queries.person.sharing import agrees, said_about
from ...rules.deadlines import appeal_before
from ...rules.decision.changes import TO_HARM
from ...rules.decision.content import AGAINST
from ...rules.period.course import visits_by_week
from ...rules.period.weeks import days_over, weeks_in
from ...rules.person.sharing import referrer_is_told

if TYPE_CHECKING:
    pass

REFUSING = frozenset({DecisionOutcome.OTHER_SERVICE, DecisionOutcome.REFUSED})
# Languages the letters are written in; the others get bokmål, and an interpreter goes through it with them.
WRITTEN = frozenset({Language.NB, Language.NN, Language.EN})


def letter_language(language: str) -> str:
    """The language of a person's letters."""
    return language if language in WRITTEN else Language.NB


def staff_language(by: User) -> str:
    """The written form of letters to professionals: the one whoever writes them reads and types in."""
    return Language.NN if by.language == Language.NN else Language.NB


def to_the_person(
    *,
    kind: LetterKind,
    referral: Referral,
    title: Callable[[], str],
    context: Callable[[str], dict[str, Any]],
    by: User,
    now: datetime,
) -> Letter:
    """A letter to the person of a case, in the person's language and print.

    title, context  asked for while that language is active; `context` gets its code
    """
    person = referral.person
    language = letter_language(person.language)
    with translation.override(language):
        return _freeze(
            kind=kind,
            referral=referral,
            to=str(person).strip(),
            title=title(),
            language=language,
            large_print=person.large_print,
            context=context(language),
            by=by,
            now=now,
        )


def decision_letter(*, decision: Decision, by: User, now: datetime) -> Letter:
    """The decision, to the person, in the person's language and print; whatever was decided, and whoever referred."""
    return to_the_person(
        kind=LetterKind.DECISION,
        referral=case_of(decision),
        title=lambda: str(DECISION_TITLES[DecisionOutcome(decision.outcome)]),
        context=lambda _language: decision_context(decision),
        by=by,
        now=now,
    )


def warning_letter(*, hearing: Hearing, by: User, now: datetime) -> Letter:
    """What is considered, and until when the person can say what they think, before anything is decided."""
    episode = hearing.episode
    referral = hearing.referral or (episode.referral if episode else None)
    if referral is None:
        raise ValueError("A hearing is about a referral or a period with one.")
    return to_the_person(
        kind=LetterKind.WARNING,
        referral=referral,
        title=lambda: gettext("We would like to hear from you before we decide"),
        context=lambda language: {
            "hearing": hearing,
            "changed": referral.decision if episode else None,
            **_case_context(referral, language),
            "rules": small_print(on=hearing.on, language=language)("heard", "representative", "documents"),
        },
        by=by,
        now=now,
    )


def withdrawal_letter(*, referral: Referral, who: WithdrawnBy, said_on: date, by: User, now: datetime) -> Letter:
    """Who withdrew the referral and when, to the person, whoever referred; and what to do if it is not so."""
    warned = referral.hearings.filter(kind=HearingKind.WARNING, replied_on=None).order_by("-on", "-pk").first()
    return to_the_person(
        kind=LetterKind.WITHDRAWN,
        referral=referral,
        title=lambda: gettext("Your case about training at home is closed"),
        context=lambda language: {
            "by_person": who is WithdrawnBy.PERSON,
            "said_on": said_on,
            "warned_on": warned.on if warned else None,
            **_case_context(referral, language),
        },
        by=by,
        now=now,
    )


def decision_context(decision: Decision) -> dict[str, Any]:
    """What the decision letter is made of; the page shows it before it is sent with the same words."""
    model, referral = service_model(decision.decided_on), case_of(decision)
    language = letter_language(decision.person.language)
    outcome = DecisionOutcome(decision.outcome)
    legal_help = model.decision.legal_help and outcome in AGAINST
    cite = small_print(on=decision.decided_on, language=language)
    more = (*(("deferral",) if outcome in TO_HARM else ()), *(("costs",) if legal_help else ()))
    staff = model.first_visit.staff
    return {
        "decision": decision,
        "changed": decision.changes,
        "outcome": str(outcome),
        "gives": outcome not in REFUSING,
        "refusing": outcome in REFUSING,
        "against": outcome in AGAINST,
        "to_harm": outcome in TO_HARM,
        "legal_help": legal_help,
        **_amount(decision, model),
        **_case_context(referral, language),
        "heard": _heard(decision, referral),
        "staff": staff,
        "staff_in_words": in_words(staff),
        "grounds": grounds(decision.legal_basis, on=decision.decided_on, language=language),
        "rules": {
            "appeal": cite("appeal", "late", "representative", "ombud", "duty", *more),
            "documents": cite("documents"),
        },
        **where_to_turn(model, language),
        "responsible": decision.decided_by,
    }


def where_to_turn(model: ServiceModel, language: str) -> dict[str, Any]:
    """The authorities by name, and how long there is to appeal."""
    sender, weeks = model.sender, model.decision.appeal_weeks
    return {
        "authorities": authorities_for(
            sender.municipality_number, language=language, statsforvalter=sender.statsforvalter, ombud=sender.ombud
        ),
        "appeal_weeks": weeks,
        "appeal_weeks_in_words": in_words(weeks),
    }


def in_words(number: int) -> str:
    """A small number as a letter writes it; a larger one in figures."""
    words = {1: gettext("one"), 2: gettext("two"), 3: gettext("three"), 4: gettext("four"), 5: gettext("five")}
    return words.get(number, str(number))


def case_of(decision: Decision) -> Referral:
    """The referral that a decision answers, or that the decision it changes answered."""
    answer = decision
    while answer.changes is not None:
        answer = answer.changes
    if answer.referral is None:
        raise ValueError("A decision answers a referral, or changes one that does.")
    return answer.referral


def _amount(decision: Decision, model: ServiceModel) -> dict[str, Any]:
    """How much, from when and until when, and when it is looked at together."""
    start, end = decision.starts_on, decision.ends_on
    first, last = decision.visits_per_week_first, decision.visits_per_week_last
    if decision.changes is not None or start is None or end is None:
        # A change says what is new from its day; the weeks before it stand in the letter of the first decision.
        before = decision.ended_before_on or (decision.changes.ends_on if decision.changes else None)
        return {"first": first, "last": last, "end_before": before}
    visits = visits_by_week(model.effort, start=start, end=end, first=first, last=last)
    review_on = start + timedelta(weeks=model.review.first_week)
    return {
        "weeks": weeks_in(start, end),
        "days_of_last_week": days_over(start, end),
        "visits": visits,
        "first": first,
        # One week has one number, and it is that of the first week.
        "last": None if len(visits) == 1 else last,
        "one_week": len(visits) == 1,
        "visits_in_all": sum(visits),
        "review_on": review_on if review_on < end else None,
    }


def _case_context(referral: Referral, language: str) -> dict[str, Any]:
    """Who asked, in words to the person, and whether the letter is in a language they have."""
    wanted = referral.person.language
    who = str(REFERRERS[Referrer(referral.referrer)])
    return {
        "own": referral.referrer == Referrer.PERSON,
        "referrer": f"{who} ({referral.referrer_name})" if referral.referrer_name else who,
        "lacks_language": "" if wanted == language else wanted,
    }


def _heard(decision: Decision, referral: Referral) -> list[Hearing]:
    """How the person was heard before this decision: the last conversation and the warning, in the order they came.

    Of a change, what was heard about that change; nobody is heard about getting more.
    """
    if decision.outcome == DecisionOutcome.EXTENDED:
        return []
    found = Hearing.objects.filter(referral=referral)
    if decision.changes is not None:
        found = Hearing.objects.filter(episode__referral=referral)
        others = Decision.objects.filter(changes=decision.changes, outcome__in=TO_HARM).exclude(pk=decision.pk)
        if before := others.order_by("-decided_at").first():
            found = found.filter(at__gt=before.decided_at)
    counts: dict[str, Hearing] = {}
    # Of several warnings the answered one tells most; else the latest.
    for each in sorted(
        found.filter(on__lte=decision.decided_on), key=lambda row: (bool(row.replied_on), row.on, row.pk)
    ):
        counts[each.kind] = each
    return sorted(counts.values(), key=lambda row: (row.on, row.pk))


def small_print(*, on: date, language: str) -> Callable[..., str]:
    """What says where the rules about some topics of a letter stand, with the sections of the day."""
    begins = service_model(on).decision.new_administration_act_from

    def cite(*topics: str) -> str:
        keys = [key for name in topics for key in topic(name)]
        return cited(keys, on=on, language=language, new_administration_act_from=begins)

    return cite


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
    a referrer is told what the service needs to tell, no more. Who does not treat the person is told the result only
    when the person agrees (`rules.sharing`).
    """
    own = referral.referrer == Referrer.PERSON
    language = letter_language(referral.person.language) if own else staff_language(by)
    said = said_about(referral.person_id, SharedWith.REFERRER, referral_id=referral.pk)
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
                "lacks_language": referral.person.language if own and referral.person.language != language else "",
                "told": referrer_is_told(Referrer(referral.referrer), agrees(said)),
                "written_name": referral.name_as_written or str(referral.person).strip(),
            },
            by=by,
            now=now,
        )


def letter_preview(*, referral: Referral, by: User, now: datetime, large_print: bool, **facts: Any) -> str:
    """The decision letter as it would be, without saving anything; safe HTML for a page.

    facts  the fields of `Decision` as the action takes them; without a legal basis the model's own
    """
    today = localdate(now)
    rule = service_model(today).decision
    facts["legal_basis"] = facts.get("legal_basis") or list(rule.legal_basis)
    decision = Decision(
        person=referral.person,
        referral=referral,
        decided_by=by,
        decided_on=today,
        appeal_before=appeal_before(today, weeks=rule.appeal_weeks),
        **facts,
    )
    return decision_preview(decision, by=by, now=now)


def decision_preview(decision: Decision, *, by: User, now: datetime) -> str:
    """The same for a decision that is made but not saved, a change of another one too."""
    with translation.override(letter_language(decision.person.language)):
        context = {
            **sender_context(case_of(decision), by, now),
            **decision_context(decision),
            "title": str(DECISION_TITLES[DecisionOutcome(decision.outcome)]),
        }
        return render_to_string("pathway/letters/decision_preview.html", context)


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
        # In the language of the letter, which is active while it is written.
        "phone_hours": model.sender.hours_in(letter_language(get_language() or "")),
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


def preliminary_answer(*, referral: Referral, why: str, expected_on: date, by: User, now: datetime) -> Letter:
    """Why it takes time and when the answer is expected: to the person, in the person's language and print."""
    return to_the_person(
        kind=LetterKind.PRELIMINARY_ANSWER,
        referral=referral,
        title=lambda: gettext("We need more time to answer you"),
        context=lambda language: _waiting_context(referral, why, expected_on, on=localdate(now), language=language),
        by=by,
        now=now,
    )


def preliminary_preview(*, referral: Referral, why: str, expected_on: date, by: User, now: datetime) -> str:
    """The text of the preliminary answer as it would be, without saving anything; safe HTML for a page."""
    language = letter_language(referral.person.language)
    with translation.override(language):
        waiting = _waiting_context(referral, why, expected_on, on=localdate(now), language=language)
        return render_to_string("pathway/letters/preliminary_text.html", sender_context(referral, by, now) | waiting)


def _waiting_context(referral: Referral, why: str, expected_on: date, *, on: date, language: str) -> dict[str, Any]:
    return {
        "why": why,
        "expected_on": expected_on,
        **_case_context(referral, language),
        "rules": small_print(on=on, language=language)("time", "documents"),
    }
