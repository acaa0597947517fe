"""What answers of every kind have in common: the decision, its letter, and the answer to whoever referred.

For actions that have asked the table of rights, hold the referral and write the log.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from fotfeste.care.service_model.queries import service_model
from fotfeste.care.terms.rules.errors import AlikeReason, CareError
from fotfeste.care.terms.rules.law import BASES, names_a_service
from fotfeste.care.terms.rules.vocabulary import Alternative, DecisionOutcome, HearingKind, Referrer
from fotfeste.ground.access.models import User
from fotfeste.ground.ui.rules import visible
from fotfeste.ground.ui.wording import exact_day

from ...models import Decision, Episode, Hearing, Person, Referral, Screening
from ...queries.decision.changes import heard_for_next_change, heard_since
from ...queries.decision.reasons import whose_reason
from ...rules.deadlines import appeal_before
from ...rules.decision.changes import is_early
from ...rules.decision.content import in_words, words_lacking
from ...rules.decision.hearing import Heard, Standing, hearing, must_be_heard
from ...rules.states import ReferralState
from ...wording.reasons import TOO_FEW_WORDS
from ..letters import letters
from ..referral.registering import take_step


def write_answer(
    *,
    referral: Referral,
    outcome: DecisionOutcome,
    step: ReferralState,
    words: Mapping[str, str],
    legal_basis: Collection[str],
    granted: Mapping[str, Any],
    large_print: bool | None,
    alike_is_true: bool,
    by: User,
    now: datetime,
) -> Decision:
    """The decision that answers the referral, after its step; the caller saves the referral and writes the letters.

    words    the text fields of `Decision`, as they were typed
    granted  the fields of the period, and nothing for a decision that grants nothing
    """
    today = localdate(now)
    typed = {name: visible(text) for name, text in words.items()}
    check_reason(outcome, typed, legal_basis)
    if typed.get("alternative"):
        typed["alternative"] = Alternative(typed["alternative"])
    check_heard(outcome, referral=referral, today=today)
    own = check_own_reason(referral.person, typed, alike_is_true=alike_is_true, today=today)
    take_step(referral, step)
    model = service_model(today).decision
    decision = Decision.objects.create(
        person=referral.person,
        referral=referral,
        outcome=outcome,
        **typed,
        **granted,
        reason_alike_to=own,
        legal_basis=[key for key in BASES if key in (legal_basis or model.legal_basis)],
        decided_on=today,
        appeal_before=appeal_before(today, weeks=model.appeal_weeks),
        decided_by=by,
        decided_at=now,
    )
    person = referral.person
    if large_print is not None and person.large_print != large_print:
        person.large_print = large_print
        person.save(update_fields=["large_print"])
    return decision


def check_reason(outcome: DecisionOutcome, typed: Mapping[str, str], legal_basis: Collection[str]) -> None:
    """Raise `CareError` unless the reason is all there and rests on known grounds."""
    lacks = words_lacking(outcome, typed)
    for name in lacks:
        if typed.get(name):
            check_words(typed[name])
    if "reason_facts" in lacks:
        raise CareError("Write the reason: what about this person the decision builds on. No letter leaves without.")
    if "alternative" in lacks:
        raise CareError("Choose what is offered instead.")
    if lacks == ["asked_for"]:
        raise CareError("Write what was asked for. Who gets some of it must see what the rest is.")
    if lacks:
        raise CareError(
            "Write all three parts of the reason: the rules, the facts about this person, and what you weighed. "
            "Who does not get what was asked for must see why."
        )
    if wrong := sorted(set(legal_basis) - set(BASES)):
        raise CareError(
            "There is no such legal ground: %(keys)s. Reload the page and choose again.", keys=", ".join(wrong)
        )
    if legal_basis and not names_a_service(legal_basis):
        raise CareError("Choose at least one legal ground that says which service this is, such as rehabilitation.")


def check_words(text: str) -> None:
    """Raise `CareError` for a sign or a word or two where a letter must say why."""
    if not in_words(text):
        raise CareError(TOO_FEW_WORDS)


def check_heard(
    outcome: DecisionOutcome,
    *,
    referral: Referral | None = None,
    episode: Episode | None = None,
    today: date,
) -> None:
    """Raise `CareError` unless the person has been heard, where the decision goes against somebody who did not apply.

    referral  that is answered; or the `episode` whose decision is changed
              Then the person is heard about each change, and of what they said only what is fresh counts.
    """
    if not must_be_heard(outcome, referral.referrer if referral else None):
        return
    rows = Hearing.objects.filter(referral=referral)
    if episode is not None:
        rows = heard_for_next_change(episode, today=today)
    stands = hearing(
        [Heard(HearingKind(each.kind), each.on, each.reply_by, each.replied_on) for each in rows], today=today
    )
    if stands.standing is Standing.NOT_HEARD:
        raise CareError(
            "The person has not been heard. Talk with the person and record what was said, or send a warning with a "
            "day to answer by. Then decide."
        )
    if stands.until is not None:
        raise CareError(
            "The person is warned, and may answer until %(day)s. Decide after that day, or record the answer when it "
            "comes.",
            day=exact_day(stands.until),
        )


def check_own_reason(person: Person, typed: Mapping[str, str], *, alike_is_true: bool, today: date) -> str:
    """Whose words the reason is alike to, or nothing. Raises `AlikeReason` unless somebody says that it is true here.

    typed  `reason_facts` and `reason_weighed`
    """
    facts, weighed = typed.get("reason_facts", ""), typed.get("reason_weighed", "")
    found = whose_reason(person, facts=facts, weighed=weighed, today=today)
    if found and not alike_is_true:
        raise AlikeReason(
            "The reason says nearly the same as a text that was used before. Write what is so for this person, or say "
            "that it is true of this person too."
        )
    return next(iter(found.values()), "")


def heard_in_conversation(
    *, referral: Referral | None, episode: Episode | None = None, on: date, words: str, by: User, now: datetime
) -> Hearing:
    """A conversation; the same words of the same day are the one that is there, unless it was about a change that is
    decided since."""
    said = {"kind": HearingKind.CONVERSATION, "on": on, "words": visible(words)}
    known = Hearing.objects.filter(referral=referral, episode=episode, **said)
    if episode is not None and (since := heard_since(episode)):
        known = known.filter(at__gt=since)
    return known.first() or Hearing.objects.create(referral=referral, episode=episode, by=by, at=now, **said)


def check_agreed(
    *, episode: Episode, decided: date | None, last: date, on: date | None, words: str, by: User, now: datetime
) -> None:
    """Record that the person agrees to another last day than they were promised; `decided` is that one, `last` the new.

    A few days fewer are how it goes. Raises `CareError` where more is to be different and no agreement is written.
    """
    if decided is None or (last <= decided and not is_early(decided, today=last)):
        return
    if on is None or not visible(words):
        raise CareError(
            "It is decided that training lasts until %(day)s. Write when the person agreed to another last day, and "
            "what they said. If they do not agree, change the decision first: then they get a letter and can appeal.",
            day=exact_day(decided),
        )
    if not episode.referral or not episode.referral.received_on <= on <= localdate(now):
        raise CareError("Write the day the person agreed: from the day the case came to today.")
    heard_in_conversation(referral=None, episode=episode, on=on, words=words, by=by, now=now)


def write_letters(decision: Decision, *, screening: Screening | None, by: User, now: datetime) -> None:
    """The decision to the person, whoever referred; and a smaller answer to whoever else did."""
    letters.decision_letter(decision=decision, by=by, now=now)
    referral = decision.referral
    if referral is not None and referral.referrer != Referrer.PERSON:
        letters.answer_to_referrer(referral=referral, decision=decision, screening=screening, by=by, now=now)
