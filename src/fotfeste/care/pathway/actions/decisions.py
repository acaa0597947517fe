"""The written decision, and an appeal against it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.rules import visible

from ..models import Appeal, Decision, Referral
from ..queries.record import relations_to
from ..queries.service_model import service_model
from ..rules.deadlines import appeal_before
from ..rules.decision import lacking
from ..rules.errors import CareError
from ..rules.states import ReferralState
from ..rules.vocabulary import Referrer
from ..writing import letters
from ..writing.period import check_period
from ..writing.registering import check_who, hold_referral, take_step


@transaction.atomic
def decide(
    *,
    referral: Referral,
    granted: bool,
    reason: str,
    by: User,
    now: datetime,
    starts_on: date | None = None,
    ends_on: date | None = None,
    visits_per_week_first: int | None = None,
    visits_per_week_last: int | None = None,
    content: str = "",
    goals: str = "",
    large_print: bool | None = None,
) -> Decision:
    """Grant or refuse reablement: written, reasoned, for a time, open to appeal.

    starts_on, ends_on  the period, both needed to grant; at most the service model's `max_weeks` long
    visits_per_week_*   in the first and in the last week; effort tapers, so the last is not above the first
    large_print         remembered about the person, for this letter and later ones; None leaves it as it is
    The person gets the decision as a letter, and whoever referred gets an answer; when the person referred, the
    decision is that answer. Raises `CareError` when something a decision must have is missing.
    """
    hold_referral(referral)
    relations = relations_to(by, referral.person_id, today=localdate(now))
    require(by, Act.DECIDE, relations, person_id=referral.person_id)
    check_who(referral.person)
    if not visible(reason):
        raise CareError("Write the reason. A decision without one cannot be understood, or appealed.")
    if granted:
        _check_granted(localdate(now), starts_on, ends_on, visits_per_week_first, visits_per_week_last)
        lacks = lacking(
            service_model(localdate(now)).decision,
            visits_per_week_first=visits_per_week_first,
            visits_per_week_last=visits_per_week_last,
            content=content,
        )
        if lacks:
            raise CareError("Decisions are specific here. Write what the person gets, and the visits a week.")
    take_step(referral, ReferralState.GRANTED if granted else ReferralState.REFUSED)
    today = localdate(now)
    decision = Decision.objects.create(
        referral=referral,
        granted=granted,
        starts_on=starts_on if granted else None,
        ends_on=ends_on if granted else None,
        visits_per_week_first=visits_per_week_first if granted else None,
        visits_per_week_last=visits_per_week_last if granted else None,
        content=visible(content) if granted else "",
        goals=visible(goals) if granted else "",
        reason=visible(reason),
        decided_on=today,
        appeal_before=appeal_before(today, weeks=service_model(today).decision.appeal_weeks),
        decided_by=by,
        decided_at=now,
    )
    referral.answered_on, referral.handled_by = today, by
    referral.save(update_fields=["state", "answered_on", "handled_by"])
    person = referral.person
    if large_print is not None and person.large_print != large_print:
        person.large_print = large_print
        person.save(update_fields=["large_print"])
    letters.decision_letter(decision=decision, by=by, now=now)
    if referral.referrer != Referrer.PERSON:
        letters.answer_to_referrer(referral=referral, decision=decision, by=by, now=now)
    log.write(by=by, act=Act.DECIDE, now=now, person_id=referral.person_id, subject=decision)
    return decision


@transaction.atomic
def receive_appeal(*, decision: Decision, received_on: date, text: str, by: User, now: datetime) -> Appeal:
    """An appeal has come. It is received and dated even when it is late: a late one may still be heard.

    The same words of the same day, sent again, are the appeal that is there.
    """
    person = decision.referral.person
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
    log.write(by=by, act=Act.RECEIVE_APPEAL, now=now, person_id=decision.referral.person_id, subject=appeal)
    return appeal


def _check_granted(today: date, start: date | None, end: date | None, first: int | None, last: int | None) -> None:
    if start is None or end is None:
        raise CareError("Write when the period starts and ends.")
    check_period(service_model(today).length, start=start, end=end)
    if end == start:
        raise CareError("The decision is for one day only. Check the two dates.")
    if first == 0:
        raise CareError("Write at least one visit in the first week. Without visits there is nothing to grant.")
    if first is not None and last is not None and last > first:
        raise CareError(
            "Effort is high at first and then tapers. Write fewer visits for the last week than for the first."
        )
