"""Visits per week: high at first, then tapering."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fotfeste.care.service_model.rules.taper import taper

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
