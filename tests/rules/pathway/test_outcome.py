"""The outcome class: what is compared with what."""

from decimal import Decimal as D

import pytest

from fotfeste.care.pathway.rules.period.outcome import (
    Baseline,
    Because,
    counted_hours,
    group_of,
    outcome_class,
    plain_hours,
    services_in_force,
)
from fotfeste.care.terms.rules.vocabulary import DropoutReason, Group, OutcomeClass, ServiceKind

FIRST, EXISTING = Group.FIRST_TIME, Group.EXISTING
K = ServiceKind
NURSING, HELP, ALARM, AID = K.HOME_NURSING, K.PRACTICAL_HELP, K.SAFETY_ALARM, K.AID


def test_a_first_time_applicant_is_compared_with_what_would_have_been_granted() -> None:
    finding = outcome_class(FIRST, {}, {NURSING: D(4)}, {NURSING: D(1)})
    assert finding.outcome is OutcomeClass.FEWER_SERVICES
    assert finding.because.baseline is Baseline.WOULD_HAVE_BEEN_GRANTED
    assert (finding.because.hours_before, finding.because.hours_after) == (4, 1)


def test_an_existing_user_is_compared_with_what_they_had_even_when_an_estimate_stands() -> None:
    finding = outcome_class(EXISTING, {NURSING: D(2)}, {NURSING: D(9)}, {NURSING: D(3)})
    assert finding.outcome is OutcomeClass.SAME_OR_MORE_SERVICES
    assert (finding.because.because, finding.because.baseline) == (Because.MORE_HOURS, Baseline.HAD)


def test_without_an_estimate_a_first_time_applicant_is_compared_with_what_they_had_and_it_is_said() -> None:
    finding = outcome_class(FIRST, {HELP: D(2)}, None, {HELP: D(1)})
    assert finding.outcome is OutcomeClass.FEWER_SERVICES
    assert finding.because.baseline is Baseline.HAD_FOR_WANT_OF_ESTIMATE


def test_services_not_registered_at_the_end_give_no_class() -> None:
    finding = outcome_class(EXISTING, {NURSING: D(2)}, None, None)
    assert finding.outcome is None
    assert finding.because.because is Because.NOT_REGISTERED_AT_END


def test_services_at_the_end_without_a_baseline_give_no_class() -> None:
    finding = outcome_class(EXISTING, None, {NURSING: D(2)}, {NURSING: D(1)})
    assert finding.outcome is None
    assert finding.because.because is Because.BASELINE_NOT_REGISTERED


def test_no_services_at_the_end_is_known_without_a_baseline() -> None:
    assert outcome_class(FIRST, None, None, {}).outcome is OutcomeClass.NO_SERVICE


@pytest.mark.parametrize("reason", list(DropoutReason))
def test_every_reason_for_ending_early_is_a_dropout_whatever_the_services(reason: DropoutReason) -> None:
    finding = outcome_class(EXISTING, {NURSING: D(4)}, None, {}, reason)
    assert finding.outcome is OutcomeClass.DROPOUT
    assert finding.because.dropout is reason


def test_a_completed_period_is_never_a_dropout() -> None:
    assert outcome_class(EXISTING, {NURSING: D(4)}, None, {}, "").outcome is OutcomeClass.NO_SERVICE


@pytest.mark.parametrize("left", [{ALARM: D(0)}, {AID: D(0)}, {ALARM: D(0), AID: D(0)}, {ALARM: D("0.5")}])
def test_an_alarm_or_an_aid_alone_is_no_service(left: dict[ServiceKind, D]) -> None:
    finding = outcome_class(EXISTING, {NURSING: D(4)}, None, left)
    assert finding.outcome is OutcomeClass.NO_SERVICE
    assert finding.because.because is Because.ONLY_ALARM_OR_AID


def test_an_alarm_beside_a_service_does_not_add_hours() -> None:
    before, after = {NURSING: D(2), ALARM: D(5)}, {NURSING: D(2)}
    assert outcome_class(EXISTING, before, None, after).because.because is Because.SAME_HOURS


@pytest.mark.parametrize("place", [K.SHORT_TERM_PLACE, K.NURSING_HOME_PLACE])
def test_a_new_place_is_more_whatever_the_hours(place: ServiceKind) -> None:
    finding = outcome_class(EXISTING, {NURSING: D(20)}, None, {place: D(0)})
    assert finding.outcome is OutcomeClass.SAME_OR_MORE_SERVICES
    assert finding.because.because is Because.NEW_PLACE


def test_a_short_term_place_that_became_a_nursing_home_place_is_more() -> None:
    finding = outcome_class(EXISTING, {K.SHORT_TERM_PLACE: D(0)}, None, {K.NURSING_HOME_PLACE: D(0)})
    assert finding.because.because is Because.NEW_PLACE


def test_the_same_place_as_before_is_compared_by_hours() -> None:
    before, after = {K.SHORT_TERM_PLACE: D(0), NURSING: D(4)}, {K.SHORT_TERM_PLACE: D(0), NURSING: D(1)}
    assert outcome_class(EXISTING, before, None, after).because.because is Because.FEWER_HOURS


def test_a_place_that_would_have_been_granted_and_is_not_needed_is_fewer_services() -> None:
    finding = outcome_class(FIRST, {}, {K.SHORT_TERM_PLACE: D(0)}, {HELP: D(2)})
    assert finding.outcome is OutcomeClass.FEWER_SERVICES
    assert finding.because.because is Because.PLACE_GIVEN_UP


def test_help_that_moved_from_one_kind_to_another_is_compared_by_all_hours() -> None:
    finding = outcome_class(EXISTING, {NURSING: D(3)}, None, {HELP: D("1.5"), K.DAY_CENTRE: D("1.5")})
    assert finding.because.because is Because.SAME_HOURS


def test_meals_brought_home_are_a_service_though_they_take_no_hours() -> None:
    finding = outcome_class(EXISTING, {HELP: D(2)}, None, {K.MEALS: D(0)})
    assert finding.outcome is OutcomeClass.FEWER_SERVICES


def test_zero_hours_of_a_service_measured_in_hours_is_no_service() -> None:
    assert outcome_class(EXISTING, {HELP: D(2)}, None, {HELP: D(0)}).outcome is OutcomeClass.NO_SERVICE


def test_a_minute_less_is_fewer_and_the_reader_sees_the_hours() -> None:
    finding = outcome_class(EXISTING, {HELP: D("2.00")}, None, {HELP: D("1.98")})
    assert finding.outcome is OutcomeClass.FEWER_SERVICES


def test_somebody_with_an_alarm_alone_is_a_first_time_applicant() -> None:
    assert group_of({ALARM: D(0), AID: D(0)}) is FIRST
    assert group_of({}) is FIRST


def test_somebody_with_meals_or_hours_has_home_services() -> None:
    assert group_of({K.MEALS: D(0)}) is EXISTING
    assert group_of({NURSING: D("0.5")}) is EXISTING


def test_counted_hours_leave_out_alarm_and_aids() -> None:
    assert counted_hours({NURSING: D("1.5"), HELP: D(2), ALARM: D(24), AID: D(1)}) == D("3.5")
    assert services_in_force({NURSING: D(0), ALARM: D(24)}) == frozenset()


def test_hours_are_shown_without_idle_decimals() -> None:
    assert [str(plain_hours(D(text))) for text in ("4.00", "1.50", "10.00", "0.25", "0.00")] == [
        "4",
        "1.5",
        "10",
        "0.25",
        "0",
    ]
