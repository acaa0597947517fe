"""The written decision, and an appeal against it."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from fotfeste.care.service_model.queries import service_model
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import Alternative, DecisionOutcome
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.rules import visible

from ...models import Appeal, Decision, Referral
from ...queries.person.record import relations_to
from ...rules.decision.content import ANSWERS, BEGAN_AT_MOST, GRANTING, lacking
from ...rules.states import ReferralState
from ...writing.decision.deciding import write_answer, write_letters
from ...writing.period.length import check_period
from ...writing.referral.registering import check_who, hold_referral


@transaction.atomic
def decide(
    *,
    referral: Referral,
    outcome: DecisionOutcome | str,
    reason_facts: str,
    by: User,
    now: datetime,
    reason_rules: str = "",
    reason_weighed: str = "",
    persons_view: str = "",
    asked_for: str = "",
    alternative: Alternative | str = "",
    alternative_words: str = "",
    legal_basis: Collection[str] = (),
    starts_on: date | None = None,
    ends_on: date | None = None,
    visits_per_week_first: int | None = None,
    visits_per_week_last: int | None = None,
    content: str = "",
    goals: str = "",
    large_print: bool | None = None,
    alike_is_true: bool = False,
) -> Decision:
    """Answer a referral: grant, grant in part, offer another service, or refuse. Written, reasoned, open to appeal.

    outcome             one of `rules.decision.ANSWERS`
    reason_rules        what the rules say; reason_facts, the person's own situation, needed for every decision;
                        reason_weighed, what was weighed. All three are needed unless all is granted
    alternative         what is offered instead, with `alternative_words` on who does what, and when
    legal_basis         keys of `rules.law.BASES`; those of the service model when none is given
    starts_on, ends_on  the period, both needed to grant; at most the service model's `max_weeks` long
    visits_per_week_*   in the first and in the last week; effort tapers, so the last is not above the first
    large_print         remembered about the person, for this letter and later ones; None leaves it as it is
    alike_is_true       somebody says that words that were used before are true of this person too
    The person gets the decision as a letter, and whoever referred gets an answer; when the person referred, the
    decision is that answer. Raises `CareError` when something a decision must have is missing.
    """
    hold_referral(referral)
    relations = relations_to(by, referral.person_id, today=localdate(now))
    require(by, Act.DECIDE, relations, person_id=referral.person_id)
    check_who(referral.person)
    outcome, today = DecisionOutcome(outcome), localdate(now)
    if outcome not in ANSWERS:
        raise CareError("This changes what was granted. Open the period, and change the decision there.")
    if outcome in GRANTING:
        _check_granted(today, starts_on, ends_on, visits_per_week_first, visits_per_week_last)
        lacks = lacking(
            service_model(today).decision,
            visits_per_week_first=visits_per_week_first,
            visits_per_week_last=visits_per_week_last,
            content=content,
        )
        if lacks:
            raise CareError("Decisions are specific here. Write what the person gets, and the visits a week.")
        granted = {
            "starts_on": starts_on,
            "ends_on": ends_on,
            "visits_per_week_first": visits_per_week_first,
            "visits_per_week_last": visits_per_week_last,
            "content": visible(content),
            "goals": visible(goals),
        }
    else:
        granted = {}
    decision = write_answer(
        referral=referral,
        outcome=outcome,
        step=ReferralState.GRANTED if outcome in GRANTING else ReferralState.REFUSED,
        words={
            "reason_rules": reason_rules,
            "reason_facts": reason_facts,
            "reason_weighed": reason_weighed,
            "persons_view": persons_view,
            "asked_for": asked_for,
            "alternative": alternative,
            "alternative_words": alternative_words,
        },
        legal_basis=legal_basis,
        granted=granted,
        large_print=large_print,
        alike_is_true=alike_is_true,
        by=by,
        now=now,
    )
    referral.answered_on, referral.handled_by = today, by
    referral.save(update_fields=["state", "answered_on", "handled_by"])
    write_letters(decision, screening=None, by=by, now=now)
    log.write(by=by, act=Act.DECIDE, now=now, person_id=referral.person_id, subject=decision)
    return decision


@transaction.atomic
def receive_appeal(*, decision: Decision, received_on: date, text: str, by: User, now: datetime) -> Appeal:
    """An appeal has come. It is received and dated even when it is late: a late one may still be heard.

    The same words of the same day, sent again, are the appeal that is there.
    """
    person = decision.person
    relations = relations_to(by, person.pk, today=localdate(now))
    require(by, Act.RECEIVE_APPEAL, relations, person_id=person.pk)
    if received_on > localdate(now) or received_on < decision.decided_on:
        raise CareError("Write the date the appeal came. It must be from the date of the decision up to today.")
    if not visible(text):
        raise CareError("Write what the appeal says, in the person's own words if you can.")
    decision.refresh_from_db(from_queryset=Decision.objects.select_for_update())
    if earlier := decision.appeals.filter(received_on=received_on, text=visible(text)).first():
        return earlier
    appeal = Appeal.objects.create(decision=decision, received_on=received_on, text=visible(text), received_by=by)
    log.write(by=by, act=Act.RECEIVE_APPEAL, now=now, person_id=person.pk, subject=appeal)
    return appeal


def _check_granted(today: date, start: date | None, end: date | None, first: int | None, last: int | None) -> None:
    if start is None or end is None:
        raise CareError("Write when the period starts and ends.")
    check_period(service_model(today).length, start=start, end=end)
    if start < today - BEGAN_AT_MOST:
        raise CareError("The period would begin more than a month ago. Check the day it starts.")
    if end == start:
        raise CareError("The decision is for one day only. Check the two dates.")
    if first == 0:
        raise CareError("Write at least one visit in the first week. Without visits there is nothing to grant.")
    if first is not None and last is not None and last > first:
        raise CareError(
            "Effort is high at first and then tapers. Write fewer visits for the last week than for the first."
        )
