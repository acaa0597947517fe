"""The mixed model against statsmodels, against t tests, and against courses whose truth is known."""

import numpy as np
import pytest
from scipy import stats

from fotfeste.insight.effect.rules.mixed_model import EVERYBODY, Measured, OverTime, over_time

# Change at the second and the third occasion; persons differ as much as one person's scores do.
TRUTH = (1.5, 2.0)


def rows_of(scores: np.ndarray, known: np.ndarray, group: str | None = None, prefix: str = "") -> list[Measured]:
    return [
        Measured(f"{prefix}{person}", "abc"[k], float(scores[person, k]), group)
        for person, k in zip(*np.nonzero(known), strict=True)
    ]


def course(chance: np.random.Generator, people: int) -> tuple[np.ndarray, np.ndarray]:
    """Scores, and which of them are known: whoever started low is asked again less often (missing at random)."""
    scores = chance.normal(10, 2, people)[:, None] + np.array([0, *TRUTH]) + chance.normal(0, 2, (people, 3))
    gone = chance.random(people) < 1 / (1 + np.exp(0.7 - 0.5 * (10 - scores[:, 0])))
    known = np.ones((people, 3), bool)
    known[:, 1] = ~gone
    known[:, 2] = ~gone & (chance.random(people) > 0.15)
    return scores, known


def ends(found: OverTime, k: int = 0) -> tuple[float, float, float]:
    change = found.changes[EVERYBODY][k]
    return change.estimate, change.interval.low, change.interval.high


def test_two_occasions_without_anything_missing_give_the_paired_t_interval() -> None:
    scores, _ = course(np.random.default_rng(1), 30)
    found = over_time(rows_of(scores[:, :2], np.ones((30, 2), bool)), occasions="ab")
    theirs = stats.ttest_rel(scores[:, 1], scores[:, 0])
    interval = theirs.confidence_interval()
    assert ends(found) == pytest.approx((float((scores[:, 1] - scores[:, 0]).mean()), *interval), abs=1e-5)


def test_two_groups_and_two_occasions_give_the_t_interval_of_two_groups_of_changes() -> None:
    chance = np.random.default_rng(2)
    one, two = course(chance, 25)[0][:, :2], course(chance, 35)[0][:, :2]
    rows = [
        *rows_of(one, np.ones(one.shape, bool), "x", "x"),
        *rows_of(two, np.ones(two.shape, bool), "y", "y"),
    ]
    found = over_time(rows, occasions="ab", groups=("x", "y"))
    theirs = stats.ttest_ind(np.diff(one).ravel(), np.diff(two).ravel()).confidence_interval()
    (difference,) = found.difference
    assert (difference.interval.low, difference.interval.high) == pytest.approx((theirs.low, theirs.high), abs=1e-5)
    assert found.changes["x"][0].estimate - found.changes["y"][0].estimate == pytest.approx(difference.estimate)


def test_it_is_what_statsmodels_says_where_persons_differ() -> None:
    import statsmodels.api

    scores, known = course(np.random.default_rng(3), 120)
    found = over_time(rows_of(scores, known), occasions="abc")
    person, occasion = np.nonzero(known)
    design = np.column_stack([np.ones(len(person)), occasion == 1, occasion == 2]).astype(float)
    theirs = statsmodels.api.MixedLM(scores[known], design, groups=person).fit(reml=True)
    for k in (0, 1):
        estimate, low, high = ends(found, k)
        assert estimate == pytest.approx(float(theirs.fe_params[k + 1]), abs=1e-4)
        quantile = stats.t.ppf(0.975, len(person) - 120 - 2)
        assert (high - low) / 2 / quantile == pytest.approx(float(theirs.bse_fe[k + 1]), rel=1e-3)
    assert found.between_sd == pytest.approx(float(np.asarray(theirs.cov_re)[0, 0]) ** 0.5, abs=1e-3)
    assert found.within_sd == pytest.approx(float(theirs.scale) ** 0.5, abs=1e-3)


def test_persons_who_do_not_differ_give_least_squares_and_a_note() -> None:
    import statsmodels.api

    chance = np.random.default_rng(4)
    scores = chance.normal(0, 1, (40, 2))
    scores[:, 1] = 1 - scores[:, 0] + chance.normal(0, 0.3, 40)  # the low become high: less alike than strangers
    found = over_time(rows_of(scores, np.ones((40, 2), bool)), occasions="ab")
    theirs = statsmodels.api.OLS(scores.ravel(), np.column_stack([np.ones(80), np.tile([0.0, 1.0], 40)])).fit()
    estimate, low, high = ends(found)
    assert estimate == pytest.approx(float(theirs.params[1]), abs=1e-6)
    assert (high - low) / 2 == pytest.approx(stats.t.ppf(0.975, 39) * float(theirs.bse[1]), rel=1e-4)
    assert found.between_sd < 1e-3 and "no level of their own" in found.notes[0]


def test_its_interval_covers_the_truth_as_often_as_it_says_when_low_starters_are_missing() -> None:
    """Of 4,000 draws 95.3 % at both occasions; here are as many as a test has time for."""
    chance = np.random.default_rng(11)
    covered = np.zeros(2)
    draws = 400
    for _ in range(draws):
        found = over_time(rows_of(*course(chance, 24)), occasions="abc")
        for k, truth in enumerate(TRUTH):
            _, low, high = ends(found, k)
            covered[k] += low <= truth <= high
    assert float(covered.mean()) / draws == pytest.approx(0.95, abs=0.015)


def test_it_is_unbiased_where_the_mean_of_those_asked_twice_is_not() -> None:
    """Whoever started low gains more by regression to the mean, and is asked less often."""
    chance = np.random.default_rng(12)
    model, twice = [], []
    for _ in range(40):
        scores, known = course(chance, 120)
        model.append(ends(over_time(rows_of(scores, known), occasions="abc"))[0] - TRUTH[0])
        twice.append(float((scores[:, 1] - scores[:, 0])[known[:, 1]].mean()) - TRUTH[0])
    assert float(np.mean(twice)) == pytest.approx(-0.55, abs=0.1)
    assert float(np.mean(model)) == pytest.approx(0, abs=0.08)


def test_it_is_biased_where_the_missing_fare_worse_and_says_that_it_takes_them_to_be_alike() -> None:
    chance = np.random.default_rng(13)
    scores = chance.normal(10, 2, 600)[:, None] + np.array([0, 1.5]) + chance.normal(0, 2, (600, 2))
    gone = scores[:, 1] - scores[:, 0] < 0
    known = np.column_stack([np.ones(600, bool), ~gone])
    found = over_time(rows_of(scores, known), occasions="ab")
    assert ends(found)[1] > 1.5
    assert any("Missing at random" in each for each in found.assumes)


def test_covariates_of_the_start_make_no_difference_to_a_change_measured_for_all() -> None:
    scores, _ = course(np.random.default_rng(14), 40)
    rows = rows_of(scores, np.ones((40, 3), bool))
    older = [Measured(row.person, row.occasion, row.value, None, (float(int(row.person) % 7),)) for row in rows]
    assert ends(over_time(older, occasions="abc"))[0] == pytest.approx(ends(over_time(rows, occasions="abc"))[0])
