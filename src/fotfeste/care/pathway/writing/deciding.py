"""What answers of every kind have in common: the decision, its letter, and the answer to whoever referred.

For actions that have asked the table of rights, hold the referral and write the log.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from fotfeste.ground.access.models import User
from fotfeste.ground.ui.rules import visible

from ..models import Decision, Referral, Screening
from ..queries.service_model import service_model
from ..rules.deadlines import appeal_before
from ..rules.decision import LEGAL_BASIS, USUAL_LEGAL_BASIS, words_lacking
from ..rules.errors import CareError
from ..rules.states import ReferralState
from ..rules.vocabulary import Alternative, DecisionOutcome, Referrer
from . import letters
from .registering import take_step


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
    if "reason_facts" in (lacks := words_lacking(outcome, typed)):
        raise CareError("Write the reason: what about this person the decision builds on. No letter leaves without.")
    if "alternative" in lacks:
        raise CareError("Choose what is offered instead.")
    if lacks:
        raise CareError(
            "Write all three parts of the reason: the rules, the facts about this person, and what you weighed. "
            "Who does not get what was asked for must see why."
        )
    if wrong := sorted(set(legal_basis) - set(LEGAL_BASIS)):
        raise CareError("There is no such legal ground: %(keys)s. Reload the page and choose again.", keys=wrong)
    if typed.get("alternative"):
        typed["alternative"] = Alternative(typed["alternative"])
    take_step(referral, step)
    decision = Decision.objects.create(
        person=referral.person,
        referral=referral,
        outcome=outcome,
        **typed,
        **granted,
        legal_basis=[key for key in LEGAL_BASIS if key in (legal_basis or USUAL_LEGAL_BASIS)],
        decided_on=today,
        appeal_before=appeal_before(today, weeks=service_model(today).decision.appeal_weeks),
        decided_by=by,
        decided_at=now,
    )
    person = referral.person
    if large_print is not None and person.large_print != large_print:
        person.large_print = large_print
        person.save(update_fields=["large_print"])
    return decision


def write_letters(decision: Decision, *, screening: Screening | None, by: User, now: datetime) -> None:
    """The decision to the person, whoever referred; and a smaller answer to whoever else did."""
    letters.decision_letter(decision=decision, by=by, now=now)
    referral = decision.referral
    if referral is not None and referral.referrer != Referrer.PERSON:
        letters.answer_to_referrer(referral=referral, decision=decision, screening=screening, by=by, now=now)
