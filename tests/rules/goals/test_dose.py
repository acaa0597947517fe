"""Which week of the period a day lies in."""

from datetime import date, timedelta

import pytest

from fotfeste.care.goals.rules.dose import week_number, weeks_between


def test_the_seventh_day_is_still_week_one_and_the_eighth_is_week_two():
    start = date(2026, 9, 16)
    assert week_number(start, start) == 1
    assert week_number(start, start + timedelta(days=6)) == 1
    assert week_number(start, start + timedelta(days=7)) == 2


def test_a_day_before_the_start_is_in_no_week():
    assert week_number(date(2026, 9, 16), date(2026, 9, 15)) == 0


@pytest.mark.parametrize(("days", "weeks"), [(0, 1), (7, 1), (8, 2), (28, 4), (29, 5), (4000, 52)])
def test_a_begun_week_counts_whole(days, weeks):
    start = date(2026, 9, 14)
    assert weeks_between(start, start + timedelta(days=days)) == weeks
