"""What a referral waits for, and by when."""

from datetime import date

from fotfeste.care.pathway.rules.referral.next_step import NextStep, due_on, next_step
from fotfeste.care.pathway.rules.states import ANSWERED_REFERRALS, OPEN_REFERRALS, ReferralState


def test_every_open_referral_waits_for_something_and_answered_ones_for_nothing_but_the_start() -> None:
    for state in OPEN_REFERRALS:
        assert next_step(state, started=False) is not NextStep.NONE
    for state in ANSWERED_REFERRALS - {ReferralState.GRANTED}:
        assert next_step(state, started=False) is NextStep.NONE
    assert next_step("granted", started=False) is NextStep.START
    assert next_step("granted", started=True) is NextStep.NONE


def test_each_step_has_its_own_deadline() -> None:
    days = {"contact_due_on": date(2026, 9, 17), "answer_due_on": date(2026, 9, 28), "starts_on": date(2026, 10, 5)}
    assert due_on(NextStep.CONTACT, **days) == date(2026, 9, 17)
    assert due_on(NextStep.SCREEN, **days) == due_on(NextStep.DECIDE, **days) == date(2026, 9, 28)
    assert due_on(NextStep.START, **days) == date(2026, 10, 5)
    assert due_on(NextStep.NONE, **days) is None
