"""When people are contacted after the period."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fotfeste.care.pathway.rules.deadlines import is_working_day, months_after
from fotfeste.care.pathway.rules.follow_up import Place, can_try_again, due_days, follows_up, place_read
from fotfeste.care.pathway.rules.states import FollowUpState
from fotfeste.care.terms.rules.vocabulary import DropoutReason, Occasion


def every_day(day: date) -> bool:
    return True


def test_a_month_after_is_the_same_day_of_the_next_month() -> None:
    assert months_after(date(2026, 3, 2), 1) == date(2026, 4, 2)


def test_a_month_after_the_last_day_of_january_is_the_last_day_of_february() -> None:
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2028, 1, 31), 1) == date(2028, 2, 29)


def test_twelve_months_after_a_leap_day_is_the_last_day_of_february() -> None:
    assert months_after(date(2028, 2, 29), 12) == date(2029, 2, 28)


def test_months_run_over_the_turn_of_the_year() -> None:
    assert months_after(date(2026, 11, 15), 3) == date(2027, 2, 15)
    assert months_after(date(2026, 12, 15), 12) == date(2027, 12, 15)


def test_four_contacts_are_planned_at_one_three_six_and_twelve_months() -> None:
    assert due_days(date(2026, 9, 14), [1, 3, 6, 12], every_day) == {
        Occasion.MONTH_1: date(2026, 10, 14),
        Occasion.MONTH_3: date(2026, 12, 14),
        Occasion.MONTH_6: date(2027, 3, 14),
        Occasion.MONTH_12: date(2027, 9, 14),
    }


def test_a_contact_that_falls_on_a_sunday_is_due_on_monday() -> None:
    assert due_days(date(2026, 9, 18), [1], is_working_day) == {Occasion.MONTH_1: date(2026, 10, 19)}


def test_a_contact_that_falls_in_easter_is_due_on_the_first_working_day_after() -> None:
    # Easter Sunday 2026 is 5 April; Thursday 2 April to Monday 6 April are free.
    assert due_days(date(2026, 3, 2), [1], is_working_day) == {Occasion.MONTH_1: date(2026, 4, 7)}


def test_a_model_without_follow_ups_plans_none() -> None:
    assert due_days(date(2026, 9, 14), [], is_working_day) == {}


def test_a_number_of_months_nobody_knows_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(ValueError, match="1, 3, 6, 12"):
        due_days(date(2026, 9, 14), [2], is_working_day)


@pytest.mark.parametrize(
    ("reason", "contacted"),
    [
        (None, True),
        (DropoutReason.HOSPITAL, True),
        (DropoutReason.WITHDREW, True),
        (DropoutReason.OTHER, True),
        (DropoutReason.DEATH, False),
        (DropoutReason.MOVED, False),
    ],
)
def test_only_those_who_died_or_moved_away_are_not_contacted(reason: DropoutReason | None, contacted: bool) -> None:
    assert follows_up(reason) is contacted


@given(st.dates(), st.integers(0, 9999), st.integers(1, 10**18 - 1))
def test_a_place_in_the_list_is_read_from_an_address_as_it_was_written(
    due_on: date, attempts: int, number: int
) -> None:
    assert place_read(str(Place(due_on, attempts, number))) == Place(due_on, attempts, number)


@pytest.mark.parametrize(
    "text",
    ["", "x", "2026-03-12", "2026-03-12.0", "2026-02-30.0.1", "2026-03-12.-1.1", "2026-03-12.0.1.2", "20260312.0.1",
     "2026-03-12.0." + "9" * 19, "2026-03-12.٠.١", " 2026-03-12.0.1"],
)  # fmt: skip
def test_what_is_no_place_in_the_list_is_not_taken_for_one(text: str) -> None:
    assert place_read(text) is None


def test_a_call_nobody_answers_can_be_repeated_until_somebody_does() -> None:
    assert [state for state in FollowUpState if can_try_again(state)] == [FollowUpState.DUE, FollowUpState.NO_ANSWER]
