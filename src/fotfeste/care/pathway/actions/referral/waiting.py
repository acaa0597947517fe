"""While a referral waits: tries to reach the person, and telling them that the answer takes time."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.timezone import localdate

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.rules import visible
from fotfeste.ground.ui.wording import exact_day

from ...models import ContactAttempt, PreliminaryAnswer, Referral
from ...queries.person.record import relations_to
from ...rules.referral.waiting import PROMISED_WITHIN
from ...rules.states import OPEN_REFERRALS, ReferralState
from ...writing.decision.deciding import check_words
from ...writing.letters import letters
from ...writing.referral.registering import check_who, hold_key, hold_referral


@transaction.atomic
def try_contact(*, referral: Referral, key: UUID, by: User, now: datetime, note: str = "") -> ContactAttempt:
    """Somebody called just now and nobody answered. The promise of contact goes on counting to the first real contact.

    key  of the button that was pressed; pressed again, it gives the try that is there
    Raises `CareError` when the person has been reached, the referral waits no more, or the key is of another referral.
    """
    hold_key(str(key))
    hold_referral(referral)
    relations = relations_to(by, referral.person_id, today=localdate(now))
    require(by, Act.TRY_CONTACT, relations, person_id=referral.person_id)
    if earlier := ContactAttempt.objects.filter(key=key, referral=referral, undoes=None).first():
        return earlier
    if ContactAttempt.objects.filter(key=key).exists():
        raise CareError("Nothing is written down. Load the page again and press once more.")
    _check_waits_for_contact(referral)
    attempt = ContactAttempt.objects.create(referral=referral, key=key, note=visible(note), tried_by=by, tried_at=now)
    log.write(by=by, act=Act.TRY_CONTACT, now=now, person_id=referral.person_id, subject=attempt)
    return attempt


@transaction.atomic
def undo_try(*, attempt: ContactAttempt, by: User, now: datetime) -> ContactAttempt:
    """The press was wrong: the try counts no more. Both stay, with who did which; undone again, it is undone once."""
    referral = hold_referral(attempt.referral)
    relations = relations_to(by, referral.person_id, today=localdate(now))
    require(by, Act.TRY_CONTACT, relations, person_id=referral.person_id)
    if earlier := ContactAttempt.objects.filter(undoes=attempt).first():
        return earlier
    if attempt.undoes_id is not None:
        raise CareError("This is not a try that can be taken back. Open the referral again to see the tries.")
    _check_waits_for_contact(referral)
    undone = ContactAttempt.objects.create(referral=referral, key=uuid4(), undoes=attempt, tried_by=by, tried_at=now)
    log.write(by=by, act=Act.TRY_CONTACT, now=now, person_id=referral.person_id, subject=undone)
    return undone


def _check_waits_for_contact(referral: Referral) -> None:
    if referral.contacted_on is not None:
        raise CareError(
            "Somebody spoke with the person on %(day)s, so tries are not counted any more.",
            day=exact_day(referral.contacted_on),
        )
    if referral.state != ReferralState.RECEIVED:
        _refuse_answered(referral)


def _refuse_answered(referral: Referral) -> None:
    raise CareError(
        "The referral is “%(state)s” now, so this step cannot be taken. Open it again to see what has been done.",
        state=str(referral.get_state_display()),
    )


@transaction.atomic
def write_preliminary_answer(
    *, referral: Referral, why: str, expected_on: date, by: User, now: datetime
) -> PreliminaryAnswer:
    """Tell the person why the answer takes time and when it is expected: forvaltningsloven § 11 a.

    The letter goes to the person, whoever referred; whoever referred is told nothing by it.
    why          own words about this case, in the language of the person's letters
    expected_on  after today and within half a year; the clock counts anew to this day
    The same words for the same day, sent again the same day, are the answer that is there.
    """
    hold_referral(referral)
    today = localdate(now)
    relations = relations_to(by, referral.person_id, today=today)
    require(by, Act.WRITE_PRELIMINARY_ANSWER, relations, person_id=referral.person_id)
    check_who(referral.person)
    if ReferralState(referral.state) not in OPEN_REFERRALS:
        _refuse_answered(referral)
    if not visible(why):
        raise CareError("Write why it takes time, in plain words to the person.")
    check_words(visible(why))
    if not today < expected_on <= today + PROMISED_WITHIN:
        raise CareError("Write a day after today and within half a year. If it slips, write to the person again.")
    earlier = PreliminaryAnswer.objects.filter(referral=referral, why=visible(why), expected_on=expected_on).last()
    if earlier is not None and localdate(earlier.written_at) == today:
        return earlier
    letter = letters.preliminary_answer(referral=referral, why=visible(why), expected_on=expected_on, by=by, now=now)
    answer = PreliminaryAnswer.objects.create(
        referral=referral, letter=letter, why=visible(why), expected_on=expected_on, written_by=by, written_at=now
    )
    log.write(by=by, act=Act.WRITE_PRELIMINARY_ANSWER, now=now, person_id=referral.person_id, subject=answer)
    return answer
