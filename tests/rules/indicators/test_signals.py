"""Charts and limits: false alarms as often as said, published vectors, months not complete, what was decided."""

from datetime import date, timedelta

import numpy as np
import pytest

from fotfeste.insight.indicators.rules.assurance import Assurance, Variation, assurance, variation
from fotfeste.insight.indicators.rules.completeness import Row, lag_of
from fotfeste.insight.indicators.rules.control_chart import Point, Side, Why, g_chart, judged, p_chart, t_chart, xmr
from fotfeste.insight.indicators.rules.decided import DecidedError, decided
from fotfeste.insight.indicators.rules.funnel import chance_limits, standardised_limits, value_limits
from fotfeste.insight.indicators.rules.run_chart import chance_of_signal, limits, run_chart

# R: set.seed(123); rnorm(20)
NORMAL = (
    *(-0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123, -0.68685285),
    *(-0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314, 0.49785048, -1.96661716),
    *(0.70135590, -0.47279141),
)


@pytest.mark.parametrize("months", [12, 24, 36, 48, 72])
@pytest.mark.parametrize(("persons", "share"), [(16, 0.4), (60, 0.1)])
def test_run_charts_of_months_alike_alarm_in_five_of_a_hundred_however_long(
    months: int, persons: int, share: float
) -> None:
    chance = np.random.default_rng(7)
    n = chance.poisson(persons, (1200, months)).clip(1)
    charts = (run_chart((x / m).tolist()) for x, m in zip(chance.binomial(n, share), n, strict=True))
    assert sum(bool(each.signal) for each in charts) / 1200 == pytest.approx(0.05, abs=0.025)


def test_the_chance_of_a_signal_is_that_of_all_orders() -> None:
    from itertools import combinations, groupby, pairwise

    signals = 0
    for above in combinations(range(9), 4):
        sides = [k in above for k in range(9)]
        longest = max(len(list(run)) for _, run in groupby(sides))
        signals += longest > 4 or sum(a is not b for a, b in pairwise(sides)) < 3
    assert chance_of_signal(4, 5, 4, 3) == pytest.approx(signals / 126)


def test_limits_of_a_run_chart_stay_near_the_published_ones() -> None:
    for n in range(12, 100):
        longest, fewest, alarms = limits(n // 2, n - n // 2)
        assert abs(longest - round(np.log2(n) + 3)) <= 2 and 0.03 <= alarms <= 0.07 and fewest > 0


def test_months_held_against_an_earlier_baseline_alarm_as_seldom_and_see_a_shift_from_it() -> None:
    chance = np.random.default_rng(8)
    rows = chance.normal(size=(1200, 36)).tolist()
    alarms = sum(bool(run_chart(row[12:], baseline=row[:12]).signal) for row in rows) / 1200
    assert alarms == pytest.approx(0.05, abs=0.02)
    assert sum(bool(run_chart([v + 2 for v in row[12:]], baseline=row[:12]).signal) for row in rows) > 1100


@pytest.mark.parametrize(
    ("fifteenth", "centre", "low", "high"),
    [(-0.55584113, 0.1416238, -3.01138, 3.294627), (10.0, 0.6694159, -2.383666, 3.722497)],
)
def test_xmr_limits_are_those_of_making_data_count(fifteenth: float, centre: float, low: float, high: float) -> None:
    values = [*NORMAL[:14], fifteenth, *NORMAL[15:]]
    point = xmr(values)[14]
    assert (point.centre, point.low, point.high) == pytest.approx((centre, low, high), abs=1e-5)
    assert (Why.OUTSIDE in point.why) is (fifteenth == 10)


def test_a_fixed_baseline_alone_sets_the_limits() -> None:
    points = xmr([*NORMAL, *(v + 6 for v in NORMAL)], baseline=20)
    assert points[0].centre == pytest.approx(0.1416238) and all(p.why and p.side is Side.HIGH for p in points[27:])


def test_seven_on_one_side_six_rising_and_two_of_three_near_a_limit_are_marked_and_one_less_is_not() -> None:
    def why(*values: float) -> set[Why]:
        return {w for p in judged([Point(v, 0, -3, 3) for v in values]) for w in p.why}

    assert why(1, 1.1, 1, 1.1, 1, 1.1, 1) == {Why.SHIFT} and why(1, 1.1, 1, 1.1, 1, 1.1, -1) == set()
    assert why(-0.5, -0.3, -0.1, 0.1, 0.3, 0.5) == {Why.TREND} and why(-0.5, -0.3, -0.1, 0.1, 0.3) == set()
    assert why(2.5, 1, 2.5) == {Why.NEAR_LIMIT} and why(2.5, -1, 2.5) == set() and why(4) == {Why.OUTSIDE}


def test_points_beyond_the_limits_are_as_rare_as_published() -> None:
    chance = np.random.default_rng(9)
    found = {"p": [0, 0], "g": [0, 0], "t": [0, 0], "xmr": [0, 0]}
    for _ in range(150):
        n = chance.poisson(60, 24).clip(1).tolist()
        for name, points in {
            "p": p_chart(chance.binomial(n, 0.2).tolist(), n),
            "g": g_chart((chance.geometric(0.05, 40) - 1).tolist()),
            "t": t_chart(chance.exponential(20, 40).tolist()),
            "xmr": xmr(chance.normal(size=40).tolist()),
        }.items():
            found[name][0] += sum(Why.OUTSIDE in p.why for p in points)
            found[name][1] += len(points)
    assert all(outside / points < 0.006 for outside, points in found.values()), found


def test_units_alike_lie_outside_the_funnel_in_five_of_a_hundred_also_where_few_are_counted() -> None:
    chance = np.random.default_rng(10)
    outside = [0, 0]
    for _ in range(120):
        ns = chance.integers(10, 151, 27)
        xs = chance.binomial(ns, 0.6)
        target, whole = float(xs.sum() / ns.sum()), int(ns.sum())
        for x, n in zip(xs.tolist(), ns.tolist(), strict=True):
            for k, level in enumerate((0.95, 0.998)):
                at = chance_limits(target, n, level=level, whole=whole)
                outside[k] += not at.low <= x / n <= at.high
    assert outside[0] / (120 * 27) == pytest.approx(0.05, abs=0.01)
    assert outside[1] / (120 * 27) < 0.004


def test_exact_limits_of_twenty_at_sixty_per_cent_hold_what_the_binomial_holds() -> None:
    at = chance_limits(0.601, 20)
    assert 0.35 < at.low < 0.40 and 0.80 < at.high < 0.85
    assert chance_limits(0.0, 9).high == 0 and chance_limits(1.0, 9).low == 1
    with pytest.raises(ValueError, match="no limits"):
        chance_limits(0.5, 20, whole=10)


def test_a_mean_of_all_persons_cannot_lie_away_from_itself_and_a_ratio_without_chance_neither() -> None:
    at = value_limits(10, 4, 50, whole=50)
    assert at.low == at.high == 10
    assert standardised_limits(20, 0).low == standardised_limits(20, 0).high == 1


def started(day: date, lasts: int | None, times: int = 1) -> Row:
    return Row(day, None if lasts is None else day + timedelta(days=lasts), lasts is not None, times)


def test_a_month_is_judged_when_nearly_all_who_started_in_it_have_ended() -> None:
    first = date(2025, 1, 1)
    rows = [started(first + timedelta(days=k), 40) for k in range(120)]
    rows += [started(first + timedelta(days=120 + k), 10 if k % 4 == 0 else None) for k in range(30)]
    lag = lag_of(rows, date(2025, 5, 31))
    assert 38 <= lag.days <= 42
    assert lag.complete("202503") and not lag.complete("202504") and not lag.complete("202505")


def test_what_is_counted_from_the_start_needs_no_waiting_and_a_follow_up_waits_for_its_time() -> None:
    first = date(2025, 1, 1)
    at_once = [Row(first + timedelta(days=k), None, True) for k in range(100)]
    assert lag_of(at_once, date(2025, 4, 10)).days == 0
    as_of = date(2025, 8, 1)
    days = [first + timedelta(days=k) for k in range(180)]
    later = [
        Row(d, d + timedelta(days=30), (as_of - d).days - 30 >= 91) for d in days if d + timedelta(days=30) <= as_of
    ]
    assert lag_of(later, as_of).days == pytest.approx(121, abs=2)


def test_data_that_ended_long_before_their_date_are_complete_only_to_where_they_end() -> None:
    rows = [started(date(2024, 1, 1) + timedelta(days=k), 20) for k in range(91)]
    lag = lag_of(rows, date(2026, 1, 1))
    assert lag.until == date(2024, 4, 20) and lag.complete("202403") and not lag.complete("202404")


def test_the_newest_point_and_the_target_are_told_by_which_way_is_good() -> None:
    high = Point(5, 0, -3, 3, why=(Why.OUTSIDE,), side=Side.HIGH)
    assert variation(high, True) is Variation.IMPROVEMENT and variation(high, False) is Variation.CONCERN
    assert variation(high, None) is Variation.CHANGE
    assert variation(Point(1, 0, -3, 3), True) is Variation.COMMON
    assert assurance(high, -4, True) is Assurance.WILL_MEET
    assert assurance(high, 4, True) is Assurance.WILL_MISS and assurance(high, 4, False) is Assurance.WILL_MEET
    assert assurance(high, 0, False) is Assurance.HIT_OR_MISS and assurance(high, 0, None) is None


def test_what_was_decided_needs_somebody_and_a_reason_and_every_fault_is_named_at_once() -> None:
    known = frozenset({"dropouts", "satisfied"})
    good = {
        "baseline": [{"from": "2024-01", "to": "2024-12", "by": "Kari", "reason": "before the routine"}],
        "change": [{"from": "2025-03", "by": "Kari", "reason": "routine", "indicator": "satisfied"}],
        "target": [{"indicator": "dropouts", "value": 0.1, "by": "council", "reason": "plan"}],
    }
    found = decided(good, "dropouts", known)
    assert found.baseline and found.baseline.start == "202401" and not found.changes
    assert found.target and found.target.value == 0.1
    bad = {
        "baseline": [{"from": "2024-12", "to": "2024-01", "by": " ", "reason": "x"}],
        "change": [{"from": "March", "reason": "x"}],
        "target": [{"indicator": "weather", "value": "low", "by": "x", "reason": "y"}],
        "wish": [],
    }
    with pytest.raises(DecidedError) as wrong:
        decided(bad, "dropouts", known)
    for says in ("by is empty", "ends before", "by is missing", "March", "weather", "'low'", "wish"):
        assert says in str(wrong.value)


def test_a_target_no_share_can_reach_and_months_the_data_cannot_know_are_refused_in_words() -> None:
    known = frozenset({"dropouts", "days"})
    who = {"by": "council", "reason": "plan"}
    given = {
        "baseline": [{"from": "2024-01", "to": "2091-01", **who}],
        "change": [{"from": "2090-01", **who}],
        "target": [{"indicator": "dropouts", "value": 5, **who}],
    }
    with pytest.raises(DecidedError) as wrong:
        decided(given, "dropouts", known, shares=frozenset({"dropouts"}), last="2026-09")
    for says in ("value is 5", "0.05", "2090-01, after 2026-09", "2091-01"):
        assert says in str(wrong.value)
    fine = {"target": [{"indicator": "days", "value": 5, **who}], "change": [{"from": "2026-09", **who}]}
    assert decided(fine, "days", known, shares=frozenset({"dropouts"}), last="2026-09").changes
