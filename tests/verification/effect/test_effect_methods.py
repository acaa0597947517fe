"""Methods against published numbers, closed forms and simulation: none of it counted by the code under test."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from fotfeste.insight.effect.rules.regression_to_mean import Population, Side, expected_shift, of_which
from fotfeste.insight.effect.rules.unmeasured import Scale, e_value
from fotfeste.insight.indicators.rules.funnel import (
    INNER,
    OUTER,
    Trim,
    ratio_limits,
    ratio_overdispersion,
    share_limits,
    share_overdispersion,
)
from fotfeste.insight.indicators.rules.run_chart import run_chart

SCORES = Population(mean=60, sd=15)


@pytest.mark.parametrize(("correlation", "once", "twice"), [(0.5, 13.49, 7.79), (0.8, 5.39, 2.84), (0.9, 2.70, 1.38)])
def test_regression_to_the_mean_is_as_barnett_counts_it(correlation: float, once: float, twice: float) -> None:
    assert expected_shift(SCORES, cut=40, correlation=correlation) == pytest.approx(once, abs=0.005)
    assert expected_shift(SCORES, cut=40, correlation=correlation, measurements=2) == pytest.approx(twice, abs=0.005)


def test_people_chosen_for_low_scores_move_as_far_as_foretold_without_any_help() -> None:
    chance = np.random.default_rng(1)
    level = chance.normal(60, 15 * math.sqrt(0.7), 400_000)
    first, second = (level + chance.normal(0, 15 * math.sqrt(0.3), level.size) for _ in range(2))
    chosen = first < 45
    moved = float((second - first)[chosen].mean())
    assert expected_shift(SCORES, cut=45, correlation=0.7) == pytest.approx(moved, rel=0.02)
    high = first > 75
    fell = float((first - second)[high].mean())
    assert expected_shift(SCORES, cut=75, correlation=0.7, side=Side.ABOVE) == pytest.approx(fell, rel=0.02)


def test_a_measurement_without_luck_does_not_regress_and_a_far_cut_gives_a_number() -> None:
    assert expected_shift(SCORES, cut=40, correlation=1.0) == 0
    assert math.isfinite(expected_shift(SCORES, cut=-2000, correlation=0.5))


def test_of_a_change_smaller_than_its_regression_more_than_all_is_explained() -> None:
    least, *_, most = of_which(10.0, SCORES, cut=40)
    assert least.of_change == pytest.approx(1.349, abs=0.001) and most.of_change == pytest.approx(0.270, abs=0.001)
    assert of_which(0.0, SCORES, cut=40)[0].of_change is None


@pytest.mark.parametrize("wrong", [{"correlation": 1.2}, {"correlation": 0.5, "measurements": 0}])
def test_a_correlation_that_is_none_is_refused(wrong: dict) -> None:
    with pytest.raises(ValueError, match="correlation"):
        expected_shift(SCORES, cut=40, **wrong)


def test_e_value_of_the_paper_that_named_it() -> None:
    # VanderWeele and Ding 2017: RR 3.9 (1.8 to 8.7) of breast-feeding and infant death.
    found = e_value(3.9, 1.8, 8.7)
    assert (found.estimate, found.limit) == (pytest.approx(7.26, abs=0.01), pytest.approx(3.0, abs=0.01))


def test_e_value_is_the_same_from_both_sides_and_one_where_no_effect_is_possible() -> None:
    assert e_value(1 / 3.9, 1 / 8.7, 1 / 1.8).estimate == pytest.approx(e_value(3.9, 1.8, 8.7).estimate)
    assert e_value(1.2, 0.9, 1.6).limit == 1
    assert e_value(1.0, 0.9, 1.1).estimate == 1
    assert e_value(0.0, -0.2, 0.2, Scale.MEAN_DIFFERENCE).estimate == 1
    with pytest.raises(ValueError, match="ratios"):
        e_value(1.0, -0.5, 2.0)


@pytest.mark.parametrize("level", [INNER, OUTER])
def test_funnel_limits_of_a_share_follow_the_arcsine(level: float) -> None:
    z = {INNER: 1.959964, OUTER: 3.090232}[level]
    limits = share_limits(0.6, 100, level=level)
    assert limits.low == pytest.approx(math.sin(math.asin(math.sqrt(0.6)) - z * 0.05) ** 2, abs=1e-6)
    assert limits.high == pytest.approx(math.sin(math.asin(math.sqrt(0.6)) + z * 0.05) ** 2, abs=1e-6)


def test_funnel_limits_hold_as_many_units_as_they_say_when_all_are_alike() -> None:
    chance = np.random.default_rng(2)
    limits = share_limits(0.6, 200)
    shares = chance.binomial(200, 0.6, 40_000) / 200
    inside = float(((shares >= limits.low) & (shares <= limits.high)).mean())
    assert inside == pytest.approx(0.95, abs=0.01)


def test_few_persons_give_wide_limits_and_never_a_share_that_cannot_be() -> None:
    limits = share_limits(0.98, 4, level=OUTER)
    assert 0 <= limits.low < 0.5 and limits.high == 1
    assert share_limits(0.0, 10).low == 0


def test_poisson_limits_are_the_exact_ones() -> None:
    limits = ratio_limits(20)
    assert limits.low == pytest.approx(stats.chi2.ppf(0.025, 40) / 2 / 20)
    assert limits.high == pytest.approx(stats.chi2.ppf(0.975, 42) / 2 / 20)
    wide = ratio_limits(20, tau2=0.04)
    assert math.log(wide.high) == pytest.approx(1.959964 * math.sqrt(0.05 + 0.04), abs=1e-6)


# What is left of the variance of a normal distribution whose outer tenths are drawn in, or left out.
LEFT = {Trim.WINSORISE: 0.679, Trim.TRUNCATE: 0.437}


@pytest.mark.parametrize("trim", Trim)
def test_units_that_differ_only_by_chance_are_not_overdispersed_and_others_are(trim: Trim) -> None:
    chance = np.random.default_rng(3)
    ns = np.full(4000, 2000)
    alike = chance.binomial(ns, 0.6)
    apart = chance.binomial(ns, np.sin(chance.normal(math.asin(math.sqrt(0.6)), 0.1, ns.size)) ** 2)
    assert share_overdispersion(alike.tolist(), ns.tolist(), trim=trim).tau2 == 0
    found = share_overdispersion(apart.tolist(), ns.tolist(), trim=trim)
    # Units vary by 0.01 beyond the 1 / (4 n) of chance.
    assert found.phi == pytest.approx(LEFT[trim] * (1 + 0.01 * 4 * 2000), rel=0.06)
    assert found.tau2 == pytest.approx((found.phi - 1) / (4 * 2000), rel=0.01)


def test_overdispersion_of_ratios_is_told_on_the_scale_of_logarithms() -> None:
    chance = np.random.default_rng(4)
    expected = np.full(2000, 150.0)
    observed = chance.poisson(expected * np.exp(chance.normal(0, 0.2, expected.size)))
    found = ratio_overdispersion(observed.tolist(), expected.tolist())
    assert found.phi == pytest.approx(LEFT[Trim.WINSORISE] * (1 + 0.04 * 150), rel=0.06)
    assert found.tau2 == pytest.approx((found.phi - 1) / 150, rel=0.01)


def test_units_without_persons_are_refused() -> None:
    with pytest.raises(ValueError, match="without persons"):
        share_overdispersion([0, 3], [0, 5])


def test_a_shift_and_a_trend_are_seen_and_chance_seldom() -> None:
    assert run_chart([10, 11, 9, 10, 12, 9, 11, 10, 15, 16, 17, 15, 16, 18, 17, 15, 16]).signal
    chance = np.random.default_rng(5)
    alarms = sum(bool(run_chart(chance.normal(size=24).tolist()).signal) for _ in range(3000)) / 3000
    assert alarms < 0.12


def test_points_on_the_median_count_for_neither_side_and_few_points_say_nothing() -> None:
    chart = run_chart([5, 5, 5, 6, 4, 5])
    assert chart.useful == 2 and chart.signal is None
    with pytest.raises(ValueError, match="values"):
        run_chart([])


@given(st.lists(st.integers(0, 20), min_size=1, max_size=60))
def test_turning_a_chart_upside_down_changes_nothing(values: list[int]) -> None:
    over, under = run_chart(values), run_chart([-value for value in values])
    assert (over.longest_run, over.crossings, over.useful) == (under.longest_run, under.crossings, under.useful)
