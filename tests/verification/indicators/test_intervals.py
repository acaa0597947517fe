"""Intervals against other people's code and against brute force."""

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, poisson

from fotfeste.insight.figures.rules.figure import Context, Period, exact, median_ranks, quantile_ranks, rate, wilson
from fotfeste.insight.figures.rules.suppression import CountTable, hidden_cells
from fotfeste.insight.indicators.counting import COARSE, FINE, Spread


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_agrees_with_scipy_for_every_share(pair: tuple[int, int]) -> None:
    numerator, n = pair
    theirs = binomtest(numerator, n).proportion_ci(method="wilson")
    ours = wilson(numerator, n)
    assert (ours.low, ours.high) == (pytest.approx(theirs.low, abs=1e-12), pytest.approx(theirs.high, abs=1e-12))


@given(st.integers(1, 300))
def test_the_median_pair_covers_95_percent_and_no_narrower_pair_does(n: int) -> None:
    def covered(rank: int) -> float:
        return 1 - 2 * sum(math.comb(n, k) for k in range(rank)) / 2**n

    ranks = median_ranks(n)
    if ranks is None:
        assert covered(1) < 0.95
    else:
        assert covered(ranks[0]) >= 0.95 > covered(ranks[0] + 1)
        assert ranks[0] + ranks[1] == n + 1


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_exact_interval_agrees_with_scipy_and_is_never_narrower_than_it_may_be(pair: tuple[int, int]) -> None:
    numerator, n = pair
    theirs = binomtest(numerator, n).proportion_ci(method="exact")
    ours = exact(numerator, n)
    assert (ours.low, ours.high) == (pytest.approx(theirs.low, abs=1e-9), pytest.approx(theirs.high, abs=1e-9))


@given(st.integers(0, 400), st.integers(1, 10**6))
def test_a_rate_has_the_limits_at_which_the_count_just_becomes_unlikely(persons: int, among: int) -> None:
    found = rate(Context("x", "all", Period()), persons=persons, among=among, per=1000)
    assert found.interval is not None and found.value == pytest.approx(1000 * persons / among)
    low, high = (end * among / 1000 for end in (found.interval.low, found.interval.high))
    assert poisson.sf(persons - 1, low) == pytest.approx(0.025, abs=1e-6) if persons else low == 0
    assert poisson.cdf(persons, high) == pytest.approx(0.025, abs=1e-6)


@given(st.integers(1, 300), st.sampled_from([0.5, 0.9]))
def test_the_pair_around_a_quantile_covers_95_percent(n: int, part: float) -> None:
    ranks = quantile_ranks(n, part)
    if ranks:
        low, high = ranks
        assert binom.cdf(high - 1, n, part) - binom.cdf(low - 1, n, part) >= 0.95 - 1e-12


_TENTHS = st.lists(st.integers(-10_000, 10_000).map(lambda x: x / 10), max_size=30)


@given(_TENTHS, _TENTHS)
def test_groups_joined_have_the_same_mean_and_spread_as_everybody_counted_at_once(
    one: list[float], two: list[float]
) -> None:
    def direct(values: list[float]) -> Spread:
        fine, coarse = ([math.floor(v * of_one + 0.5) for v in values] for of_one in (FINE, COARSE))
        return Spread(len(values), sum(fine), sum(coarse), sum(c * c for c in coarse))

    joined, every = direct(one) + direct(two), [*one, *two]
    assert joined == direct(every)
    assert joined.mean == pytest.approx(statistics.fmean(every) if every else 0, abs=1e-9)
    if len(every) > 1:
        assert joined.sd == pytest.approx(statistics.stdev(every), abs=1e-9)


def test_a_spread_of_nothing_is_nothing() -> None:
    assert Spread().sd is None and Spread().mean == 0


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=2, max_size=2))
def test_nobody_can_work_a_hidden_small_number_out_from_what_is_shown(parts: list[tuple[int, int]]) -> None:
    """Two groups, two answers and their total: every table that fits is tried."""
    threshold = 3
    counts = {f"g{i}": {"yes": yes, "no": no} for i, (yes, no) in enumerate(parts)}
    total = {a: sum(row[a] for row in counts.values()) for a in ("yes", "no")}
    table = CountTable({"all": total, **counts}, total="all")
    hidden = hidden_cells(table, threshold=threshold)
    few = {g for g in counts if 0 < table.size(g) < threshold}
    for group, row in counts.items():
        for answer, value in row.items():
            if 0 < value < threshold:
                assert (group, answer) in hidden
    if few or not hidden:
        return  # a whole group is hidden, and the total with it: nothing is left to subtract from
    sizes = [sum(row.values()) for row in counts.values()]
    fitting = [
        (x, y)
        for x in range(sizes[0] + 1)
        for y in range(sizes[1] + 1)
        if all(
            (g, a) in hidden or v == table.counts[g][a]
            for g, a, v in (
                ("g0", "yes", x),
                ("g0", "no", sizes[0] - x),
                ("g1", "yes", y),
                ("g1", "no", sizes[1] - y),
                ("all", "yes", x + y),
                ("all", "no", sum(sizes) - x - y),
            )
        )
    ]
    for i, group in enumerate(counts):
        for answer in ("yes", "no"):
            if hidden.get((group, answer)) == "small" and sizes[i] + 1 >= threshold:
                assert len({pair[i] for pair in fitting}) >= threshold
