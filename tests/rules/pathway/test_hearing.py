"""When a person has been heard before a decision against them."""

from datetime import date, timedelta

import pytest

from fotfeste.care.pathway.rules.decision.hearing import Heard, Standing, hearing, must_be_heard
from fotfeste.care.terms.rules.vocabulary import DecisionOutcome, HearingKind, Referrer

MONDAY = date(2026, 9, 14)
LAST = MONDAY + timedelta(days=14)
WARNING = Heard(HearingKind.WARNING, MONDAY, reply_by=LAST)


@pytest.mark.parametrize("referrer", [each for each in Referrer if each is not Referrer.PERSON])
@pytest.mark.parametrize("outcome", ["refused", "other_service", "granted_in_part"])
def test_whoever_was_referred_by_others_is_heard_before_a_no(outcome: str, referrer: Referrer) -> None:
    assert must_be_heard(DecisionOutcome(outcome), referrer)


def test_whoever_applied_has_spoken_by_applying() -> None:
    assert not any(must_be_heard(outcome, Referrer.PERSON) for outcome in DecisionOutcome)


def test_nobody_is_heard_about_getting_what_was_asked_for() -> None:
    assert not must_be_heard(DecisionOutcome.GRANTED, Referrer.HOSPITAL)
    assert not must_be_heard(DecisionOutcome.EXTENDED, None)


@pytest.mark.parametrize("outcome", ["reduced", "ended_early"])
def test_taking_away_what_somebody_has_needs_a_hearing(outcome: str) -> None:
    assert must_be_heard(DecisionOutcome(outcome), None)


def test_a_conversation_is_enough() -> None:
    assert hearing([Heard(HearingKind.CONVERSATION, MONDAY)], today=MONDAY).standing is Standing.HEARD


def test_a_warning_is_waited_for_through_its_last_day() -> None:
    for day in (MONDAY, LAST):
        assert (stands := hearing([WARNING], today=day)).standing is Standing.WAITS_FOR_REPLY
        assert stands.until == LAST
    assert hearing([WARNING], today=LAST + timedelta(days=1)).standing is Standing.HEARD


def test_an_answer_ends_the_waiting() -> None:
    answered = Heard(HearingKind.WARNING, MONDAY, reply_by=LAST, replied_on=MONDAY + timedelta(days=2))
    assert hearing([answered], today=MONDAY + timedelta(days=2)).standing is Standing.HEARD


def test_time_that_was_given_to_answer_is_kept_whatever_was_heard_before() -> None:
    before = (
        Heard(HearingKind.CONVERSATION, MONDAY),
        Heard(HearingKind.WARNING, MONDAY - timedelta(days=30), reply_by=MONDAY - timedelta(days=16)),
        Heard(HearingKind.WARNING, MONDAY - timedelta(days=9), MONDAY + timedelta(days=3), MONDAY - timedelta(days=2)),
    )
    for earlier in before:
        for times in ([earlier, WARNING], [WARNING, earlier]):
            assert (stands := hearing(times, today=MONDAY)).standing is Standing.WAITS_FOR_REPLY
            assert stands.until == LAST
            assert hearing(times, today=LAST + timedelta(days=1)).standing is Standing.HEARD


def test_an_answer_to_the_later_warning_answers_the_earlier_one_as_well() -> None:
    later = Heard(HearingKind.WARNING, MONDAY + timedelta(days=1), LAST, replied_on=MONDAY + timedelta(days=2))
    assert hearing([WARNING, later], today=MONDAY + timedelta(days=2)).standing is Standing.HEARD


def test_without_either_nobody_has_been_heard() -> None:
    assert hearing([], today=MONDAY).standing is Standing.NOT_HEARD
