"""The middle waiting time against statsmodels, and what it must never do."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fotfeste.insight.indicators.rules.waiting import Waited, interval, median_wait


def tallied(days: list[tuple[int, bool]]) -> dict[float, Waited]:
    found = Counter(days)
    return {float(day): Waited(found[day, True], found[day, False]) for day in {d for d, _ in days}}


_DAYS = st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=8, max_size=120)


@given(_DAYS)
def test_the_middle_day_is_that_of_statsmodels(days: list[tuple[int, bool]]) -> None:
    from statsmodels.duration.survfunc import SurvfuncRight

    if not any(got for _, got in days):
        return
    theirs = SurvfuncRight(np.array([d for d, _ in days], float), np.array([got for _, got in days], int))
    # Where the curve stands at exactly a half, they go on to the next day; the definition does not.
    exactly_half = any(math.isclose(s, 0.5, abs_tol=1e-9) for s in theirs.surv_prob)
    ours, _ = median_wait(tallied(days))
    if not exactly_half:
        expected = theirs.quantile(0.5)
        assert ours == (None if math.isnan(expected) else pytest.approx(expected))


@given(_DAYS)
def test_the_bounds_lie_around_the_middle_day(days: list[tuple[int, bool]]) -> None:
    middle, bounds = median_wait(tallied(days))
    if middle is not None and bounds is not None:
        assert bounds[0] <= middle and (bounds[1] is None or middle <= bounds[1])


def test_the_bounds_cover_the_truth_as_often_as_they_say_when_some_still_wait() -> None:
    draw, covered, draws = np.random.default_rng(4), 0, 2_000
    truth = 10 * math.log(2)
    for _ in range(draws):
        wait, seen = draw.exponential(10, 80), draw.uniform(2, 40, 80)
        days = [(float(min(w, s)), bool(w <= s)) for w, s in zip(wait, seen, strict=True)]
        _, bounds = median_wait({day: Waited(int(got), int(not got)) for day, got in days})
        assert bounds is not None
        covered += bounds[0] <= truth <= (bounds[1] if bounds[1] is not None else math.inf)
    assert covered / draws == pytest.approx(0.95, abs=0.015)


def test_those_still_waiting_make_the_middle_longer_and_never_shorter() -> None:
    started = {5.0: Waited(10), 9.0: Waited(10)}
    assert median_wait(started)[0] == 5
    assert median_wait({**started, 30.0: Waited(0, 15)})[0] == 9
    assert median_wait({**started, 30.0: Waited(0, 25)})[0] is None


def test_too_few_have_got_it_for_an_interval() -> None:
    _, bounds = median_wait({3.0: Waited(1), 4.0: Waited(0, 5)})
    assert interval(bounds) is None
