"""What a day can be is known from the field it is written in; without limits nothing is guessed."""

from datetime import date

import pytest

from fotfeste.ground.ui.rules import Limits, Sense, days_meant

TODAY = date(2026, 11, 28)


def meant(typed, *, sense=Sense.NEAR, earliest=None, latest=None):
    return days_meant(typed, today=TODAY, sense=sense, within=Limits(earliest, latest))


@pytest.mark.parametrize("typed", ["2.12", "2/12", "2. des", "2 des."])
def test_a_day_without_a_year_lies_behind_where_only_days_that_have_been_can_be_written(typed):
    assert meant(typed, sense=Sense.PAST, latest=TODAY) == (date(2025, 12, 2),)
    assert meant(typed, earliest=TODAY) == meant(typed) == (date(2026, 12, 2),)


def test_a_day_without_a_year_lies_ahead_where_only_days_ahead_can_be_written():
    assert meant("2.11", earliest=TODAY) == (date(2027, 11, 2),)


def test_a_year_of_two_digits_follows_the_limits_of_the_field():
    assert meant("020342") == (date(2042, 3, 2),)
    assert meant("020342", latest=TODAY) == (date(1942, 3, 2),)
    assert meant("020342", sense=Sense.BIRTH, latest=TODAY) == (date(1942, 3, 2),)


def test_the_limits_do_not_turn_next_week_into_a_day_of_the_century_before():
    assert meant("2.12.26", latest=TODAY) == meant("2.12.26", sense=Sense.PAST, latest=TODAY) == (date(2026, 12, 2),)
    assert meant("2.12.26", sense=Sense.BIRTH, latest=TODAY) == (date(1926, 12, 2),)


def test_a_day_outside_the_limits_is_still_a_day_so_that_the_fault_can_be_said_of_it():
    assert meant("2.12.2026", latest=TODAY) == (date(2026, 12, 2),)
    assert meant("2.6", earliest=date(2026, 11, 1), latest=TODAY) == (date(2026, 6, 2),)


def test_limits_decide_between_two_days_the_same_numbers_can_mean():
    both = meant("271205")
    assert len(both) == 2
    assert meant("271205", earliest=date(2026, 1, 1)) == (date(2027, 12, 5),)
