"""Shares of everybody, where a death is always known and how the living fare is not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fotfeste.insight.figures.rules.figure import Context, Figure, FigureError, Interval, Period, Shown, exact, wilson
from fotfeste.insight.figures.rules.living import share_with_deaths_known
from fotfeste.insight.figures.rules.rounding import rounded

AT = Context("x", "all", Period())


def found(home: int, dead: int, n: int, missing: int) -> Figure:
    return share_with_deaths_known(AT, numerator=home, dead=dead, n=n, missing=missing)


def ends(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    return interval.low, interval.high


fates = st.tuples(*[st.integers(0, 60)] * 4)  # home, place, dead, living who were not reached


def test_by_hand_ten_dead_of_a_hundred_and_forty_of_forty_five_reached_at_home() -> None:
    figure = found(40, 10, 55, 45)
    assert figure.value == pytest.approx(0.9 * 40 / 45) and (figure.n, figure.missing) == (55, 45)
    assert figure.bounds == (0.40, 0.85)
    assert figure.as_dict()["bounds"] == {"low": 0.40, "high": 0.85}
    low, high = ends(figure.interval)
    assert low < 0.8 < high and figure.bounds[0] < low and high < 0.9


@given(fates)
def test_home_place_and_dead_are_everybody_and_nobody_twice(each: tuple[int, int, int, int]) -> None:
    home, place, dead, missing = each
    everybody = home + place + dead + missing
    if (not home + place and missing) or not everybody:
        return
    parts = [found(counted, dead, home + place + dead, missing).value or 0.0 for counted in (home, place)]
    assert sum(parts) + dead / everybody == pytest.approx(1)


@given(fates)
def test_the_estimate_and_its_interval_lie_within_what_can_be(each: tuple[int, int, int, int]) -> None:
    home, place, dead, missing = each
    figure = found(home, dead, home + place + dead, missing)
    if figure.value is None or figure.bounds is None:
        return
    assert figure.bounds[0] - 1e-12 <= figure.value <= figure.bounds[1] + 1e-12
    low, high = ends(figure.interval)
    assert 0 <= low <= figure.value + 1e-12 and figure.value - 1e-12 <= high <= 1


@given(fates)
def test_with_everybody_reached_it_is_the_plain_share_with_its_plain_interval(each: tuple[int, int, int, int]) -> None:
    home, place, dead, _ = each
    n = home + place + dead
    if not n:
        return
    figure = found(home, dead, n, 0)
    assert figure.value == home / n
    assert figure.interval == (exact if n < 10 else wilson)(home, n)


@given(st.integers(20, 500), st.floats(0.02, 0.4), st.floats(0.05, 0.95))
def test_the_interval_of_many_missing_nears_the_plain_one_when_only_one_is_missing(
    n: int, gone: float, true_of: float
) -> None:
    dead = round(n * gone)
    home = round((n - dead) * true_of)
    one, none = ends(found(home, dead, n, 1).interval), ends(found(home, dead, n, 0).interval)
    assert one == pytest.approx(none, abs=2 / n)


def test_nobody_of_the_living_reached_leaves_bounds_and_no_estimate() -> None:
    figure = found(0, 3, 3, 7)
    assert figure.value is None and figure.interval is None and figure.bounds == (0.0, 0.7)
    assert found(0, 0, 0, 0).value is None and found(0, 5, 5, 0).value == 0


def test_more_at_home_and_dead_than_there_are_is_refused() -> None:
    with pytest.raises(FigureError, match="who is counted"):
        found(4, 3, 6, 1)


def test_a_hidden_figure_keeps_neither_its_dead_nor_its_bounds() -> None:
    hidden = found(40, 10, 55, 45).hide(Shown.SMALL)
    assert hidden.dead is None and hidden.bounds is None and "bounds" not in hidden.as_dict()


def test_rounded_it_is_estimated_anew_from_the_rounded_counts() -> None:
    figure = rounded(found(41, 9, 56, 44))
    assert (figure.n, figure.missing, figure.numerator) == (55, 45, 40)
    assert figure.value == pytest.approx(0.9 * 40 / 45) and "rounded" in figure.notes
    assert rounded(found(3, 3, 6, 3)).value is not None  # three and three round to five each, six to five


def test_half_of_the_living_unreached_it_is_right_on_average_and_covers_the_truth() -> None:
    """Deaths 14, home 76, place 10 of a hundred; the share of those with an answer would say 68."""
    chance = np.random.default_rng(14)
    for everybody in (40, 300):
        dead = chance.binomial(everybody, 0.14, 2_000)
        reached = chance.binomial(everybody - dead, 0.5)
        home = chance.binomial(reached, 0.76 / 0.86)
        all_ = [
            found(h, d, r + d, everybody - d - r)
            for h, d, r in zip(*(x.tolist() for x in (home, dead, reached)), strict=True)
        ]
        values = [figure.value for figure in all_ if figure.value is not None]
        assert np.mean(values) == pytest.approx(0.76, abs=0.005)
        covered = np.mean([low <= 0.76 <= high for low, high in (ends(f.interval) for f in all_ if f.interval)])
        assert 0.935 <= covered <= 0.97
