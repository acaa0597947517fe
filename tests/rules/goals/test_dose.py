"""Visits per week: high at first, then tapering."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fotfeste.care.goals.rules.dose import taper, week_number, weeks_between

RANGES = st.integers(0, 28).flatmap(lambda first: st.tuples(st.just(first), st.integers(0, first), st.integers(2, 52)))


@pytest.mark.parametrize(
    ("first", "last", "weeks", "plan"),
    [
        (5, 2, 4, [5, 4, 3, 2]),
        (4, 4, 3, [4, 4, 4]),
        (5, 2, 8, [5, 5, 5, 4, 4, 3, 3, 2]),
        (7, 1, 3, [7, 4, 1]),
        (5, 2, 3, [5, 4, 2]),
        (3, 0, 2, [3, 0]),
    ],
)
def test_the_taper_is_what_a_therapist_would_write_by_hand(first, last, weeks, plan):
    assert taper(first, last, weeks) == plan


def test_a_period_of_one_week_gets_the_high_effort():
    assert taper(5, 2, 1) == [5]


@given(RANGES)
def test_the_dose_never_rises_and_goes_from_the_first_to_the_last(case):
    first, last, weeks = case
    plan = taper(first, last, weeks)
    assert (len(plan), plan[0], plan[-1]) == (weeks, first, last)
    assert all(before >= after for before, after in pairwise(plan))


@given(RANGES)
def test_the_effort_comes_early_never_below_an_even_slope(case):
    first, last, weeks = case
    even = [first - (first - last) * week / (weeks - 1) for week in range(weeks)]
    assert all(planned >= slope - 1e-9 for planned, slope in zip(taper(first, last, weeks), even, strict=True))


@pytest.mark.parametrize(("first", "last", "weeks"), [(2, 5, 4), (29, 2, 4), (5, -1, 4), (5, 2, 0), (5, 2, 53)])
def test_a_dose_that_rises_or_is_out_of_range_is_refused(first, last, weeks):
    with pytest.raises(ValueError, match=r"weeks|Visits"):
        taper(first, last, weeks)


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
