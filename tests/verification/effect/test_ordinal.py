"""Ordinal comparisons against published numbers, R's output and scipy, and against simulated truth."""

import csv
import importlib.resources
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from fotfeste.insight.effect.rules.ordinal import (
    Gone,
    OrdinalError,
    Steps,
    compare_steps,
    proportional_odds,
    superiority,
)

# Pain scores after shoulder surgery, of Brunner and Munzel 2000: R's lawstat gives 0.789 (0.595 to 0.983).
UNTREATED = (3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4)
TREATED = (1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1)

steps = st.lists(st.integers(1, 5), min_size=2, max_size=25)


def test_probability_of_superiority_is_that_of_the_paper() -> None:
    found = superiority(UNTREATED, TREATED)
    assert found.probability == pytest.approx(0.788961, abs=1e-6) and found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((0.5952169, 0.9827052), abs=1e-6)


@given(steps, steps)
def test_it_is_the_mann_whitney_statistic_over_all_pairs(one: list[int], two: list[int]) -> None:
    theirs = stats.mannwhitneyu(one, two, method="asymptotic").statistic / (len(one) * len(two))
    found = superiority(one, two)
    assert found.probability == pytest.approx(float(theirs))
    assert superiority(two, one).probability == pytest.approx(1 - found.probability)


def test_groups_apart_have_a_probability_and_no_interval_and_single_persons_are_refused() -> None:
    found = superiority([4, 5, 5], [1, 2, 2])
    assert (found.probability, found.interval) == (1.0, None)
    with pytest.raises(OrdinalError, match="too few"):
        superiority([1], [2, 3])


def test_its_interval_covers_the_truth_as_often_as_it_says() -> None:
    chance = np.random.default_rng(41)
    one, two = np.array([0.1, 0.2, 0.3, 0.25, 0.15]), np.array([0.25, 0.3, 0.25, 0.15, 0.05])
    truth = float(sum(one[i] * (two[:i].sum() + two[i] / 2) for i in range(5)))
    covered, draws = 0, 2000
    for _ in range(draws):
        interval = superiority(chance.choice(5, 60, p=one), chance.choice(5, 50, p=two)).interval
        covered += interval is not None and interval.low <= truth <= interval.high
    assert covered / draws == pytest.approx(0.95, abs=0.015)


def test_proportional_odds_are_those_r_gives() -> None:
    """Applying to graduate school, as shipped with statsmodels: polr(apply ~ pared + public + gpa) of R 3.4.4 says
    1.04769 (standard error 0.2658) for a parent who studied."""
    path = importlib.resources.files("statsmodels.miscmodels.tests.results").joinpath("ologit_ucla.csv")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    order = {"unlikely": 0, "somewhat likely": 1, "very likely": 2}
    groups = [[row for row in rows if row["pared"] == flag] for flag in "10"]
    values = [[order[row["apply"]] for row in group] for group in groups]
    covariates = [[float(row["public"]), float(row["gpa"])] for group in groups for row in group]
    found = proportional_odds(*values, covariates=covariates)
    assert math.log(found.odds_ratio) == pytest.approx(1.04769, abs=1e-4)
    error = math.log(found.interval.high / found.interval.low) / 2 / stats.norm.ppf(0.975)
    assert error == pytest.approx(0.2658, abs=5e-4)
    assert found.n == (63, 337)


def test_with_two_steps_it_is_the_odds_ratio_of_a_table() -> None:
    found = proportional_odds([0] * 10 + [1] * 30, [0] * 25 + [1] * 20)
    assert found.odds_ratio == pytest.approx(30 * 25 / (10 * 20), abs=1e-3)
    error = math.sqrt(1 / 10 + 1 / 30 + 1 / 25 + 1 / 20)
    assert math.log(found.interval.high / found.odds_ratio) == pytest.approx(1.959964 * error, abs=1e-3)
    assert found.at_each_cut == ((0.0, pytest.approx(3.75)),)


def test_odds_that_are_not_proportional_show_at_the_cuts() -> None:
    """The first group has more at both ends: one number says nothing happened."""
    found = proportional_odds([1] * 30 + [2] * 5 + [3] * 30, [1] * 10 + [2] * 45 + [3] * 10)
    low, high = (ratio for _, ratio in found.at_each_cut)
    assert low is not None and high is not None and low < 0.5 and high > 2
    assert found.odds_ratio == pytest.approx(1, abs=0.1)


def test_its_interval_covers_the_truth_when_odds_are_proportional() -> None:
    chance = np.random.default_rng(42)
    truth, cuts = 0.7, np.array([-1.0, 0.0, 1.2])
    covered, draws = 0, 400
    for _ in range(draws):
        one, two = (np.searchsorted(cuts, chance.logistic(size=n) + add) for n, add in ((70, truth), (60, 0.0)))
        interval = proportional_odds(one, two).interval
        covered += interval.low <= math.exp(truth) <= interval.high
    assert covered / draws == pytest.approx(0.95, abs=0.015)


def test_pairs_are_compared_by_later_steps_of_those_who_both_have_one_and_turned_where_less_is_better() -> None:
    chance = np.random.default_rng(43)
    starts = chance.integers(2, 5, 80)
    one, two = np.maximum(1, starts - chance.integers(0, 3, 80)), np.maximum(1, starts - chance.integers(0, 2, 80))
    pairs = [(Steps(float(s), float(a)), Steps(float(s), float(b))) for s, a, b in zip(starts, one, two, strict=True)]
    lost = [(Steps(3.0, 1.0), Steps(3.0, Gone.DIED)), (Steps(3.0, Gone.MISSING), Steps(3.0, 2.0))]
    found = compare_steps([*pairs, *lost], higher_is_better=False)
    assert found.pairs == 80
    assert found.superiority == superiority((-one).tolist(), (-two).tolist())
    assert found.odds == proportional_odds(
        (-one).tolist(), (-two).tolist(), covariates=[[-float(s)] for s in [*starts, *starts]]
    )
    apart = compare_steps([(Steps(1.0, 5.0), Steps(1.0, 1.0))] * 3, higher_is_better=True)
    assert apart.odds is None and apart.no_odds is not None and "No step is shared" in apart.no_odds


@pytest.mark.parametrize(
    ("one", "two", "covariates", "says"),
    [
        ([4, 5], [1, 2], (), "No step is shared"),
        ([2, 2], [2, 2], (), "at least two steps"),
        ([1], [1, 2], (), "two persons or more"),
        ([1, 2, 3], [1, 2, 2], [[1.0]] * 6, "follow from each other"),
        ([1, 2, 3], [1, 2, 2], [[1.0]], "rows of covariates"),
        ([1, 2, 3, 1], [1, 2, 2, 1], [[1.0], [2.0], [3.0], [1.1], [0.9], [2.1], [2.2], [1.2]], "does not settle"),
    ],
)
def test_a_model_that_cannot_be_fitted_says_why_and_what_to_tell_instead(one, two, covariates, says) -> None:
    with pytest.raises(OrdinalError, match=says):
        proportional_odds(one, two, covariates=covariates)
