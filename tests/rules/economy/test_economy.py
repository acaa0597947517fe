"""What a period costs and frees: by hand, by closed form, and never from a death."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fotfeste.insight.economy.rules.costs import (
    WEEKS_A_YEAR,
    Assumptions,
    Cohort,
    EconomyError,
    Effort,
    Person,
    Prices,
    Range,
    as_last_recorded,
    balance,
    episode_cost,
    freed_by_each,
    full_time_equivalents,
    remaining,
    standing,
)
from fotfeste.insight.economy.rules.known import compared
from fotfeste.insight.economy.rules.sensitivity import Verdict, sensitivity

LASTS = Assumptions(anyway=0.0, half_life=None, horizon=52, discount=0.0)
PRICES = Prices(2025, {"therapist": 600.0, "trainer": 450.0}, kilometre=5.0, overhead=0.2)

money = st.floats(0, 20_000)
persons = st.lists(
    st.builds(Person, money, money, money, st.none() | st.floats(0, 120)), min_size=1, max_size=20
)  # fmt: skip


def test_an_hour_with_the_person_carries_travel_meetings_and_overhead() -> None:
    effort = Effort({"therapist": 4, "trainer": 12}, {"trainer": 3}, {"therapist": 2}, kilometres=60, aids=1_000)
    cost = episode_cost(effort, PRICES)
    assert (cost.contact, cost.travel, cost.other) == (2_400 + 5_400, 1_350 + 300, 1_200)
    assert cost.overhead == pytest.approx(0.2 * (7_800 + 1_650 + 1_200))
    assert cost.total == pytest.approx(10_650 * 1.2 + 1_000)
    assert cost.per_contact_hour == pytest.approx(cost.total / 16)


def test_hours_without_a_price_are_named_and_no_contact_gives_no_cost_of_an_hour() -> None:
    with pytest.raises(EconomyError, match="nurse"):
        episode_cost(Effort({"nurse": 1}), PRICES)
    assert episode_cost(Effort({}), PRICES).per_contact_hour is None


def test_a_thousand_a_week_pays_for_ten_thousand_at_the_end_of_week_ten() -> None:
    found = balance([Person(10_000, 1_500, 500)], LASTS)
    assert found.break_even_week == 10
    assert found.net_present_value == pytest.approx(52_000 - 10_000)
    assert balance([Person(60_000, 1_500, 500)], LASTS).break_even_week is None


def test_a_discount_of_four_per_cent_is_counted_from_the_middle_of_each_week() -> None:
    year = Assumptions(anyway=0.0, half_life=None, horizon=52)
    by_hand = sum(1_000 / 1.04 ** ((week + 0.5) / WEEKS_A_YEAR) for week in range(52))
    assert balance([Person(0, 1_000, 0)], year).freed == pytest.approx(by_hand)
    assert 0.97 < by_hand / 52_000 < 0.99


def test_with_a_half_life_no_more_is_freed_than_its_area() -> None:
    long = Assumptions(anyway=0.0, half_life=26.0, horizon=2_000, discount=0.0)
    assert balance([Person(0, 1_000, 0)], long).freed == pytest.approx(1_000 * 26 / 0.693147, rel=1e-3)


def test_what_would_have_come_anyway_is_not_freed_by_the_period() -> None:
    third = Assumptions(anyway=1 / 3, half_life=None, horizon=52, discount=0.0)
    assert balance([Person(0, 900, 0)], third).freed == pytest.approx(52 * 600)


@given(persons, st.floats(0, 60))
def test_a_death_never_saves_money(those: list[Person], week: float) -> None:
    """Whose services fell adds less by dying, and whose services rose adds no more than nothing."""
    fell = [Person(p.cost, max(p.before, p.after), min(p.before, p.after), p.weeks) for p in those]
    first, *rest = fell
    dies = Person(first.cost, first.before, first.after, min(week, first.weeks if first.weeks is not None else week))
    assert balance([dies, *rest], LASTS).freed <= balance(fell, LASTS).freed + 1e-6


@given(persons)
def test_cost_counts_everybody_who_began(those: list[Person]) -> None:
    assert balance(those, LASTS).cost == pytest.approx(sum(p.cost for p in those) / len(those))


def test_the_tornado_names_what_drives_it_widest_first_and_the_base_lies_in_the_interval() -> None:
    those = [Person(20_000, 1_500 + 40 * k, 400 + 10 * k) for k in range(40)]
    ranges = {
        "anyway": Range(0.2, 0.4, 0.8),
        "half_life": Range(40, 52, 60),
        "cost_factor": Range(0.95, 1.0, 1.05),
    }
    found = sensitivity(those, Assumptions(0.4, 52.0), ranges, draws=400)
    assert [swing.name for swing in found.tornado] == ["anyway", "half_life", "cost_factor"]
    assert found.interval.low < found.base.net_present_value < found.interval.high
    assert 0 <= found.pays <= 1
    assert sensitivity(those, Assumptions(0.4, 52.0), ranges, draws=400) == found


def test_a_sure_loss_pays_never_and_a_sure_gain_always() -> None:
    none, all_of = ([Person(cost, 1_000, 0)] * 5 for cost in (10**6, 0))
    ranges = {"anyway": Range(0.0, 0.1, 0.2)}
    assert sensitivity(none, LASTS, ranges, draws=50).pays == 0
    assert sensitivity(none, LASTS, ranges, draws=50).verdict is Verdict.DOES_NOT_PAY
    # It costs nothing, so it pays whatever came anyway.
    assert sensitivity(all_of, LASTS, ranges, draws=50).pays == 1


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: balance([], LASTS),
        lambda: Assumptions(1.4, None),
        lambda: Assumptions(0.1, 0.0),
        lambda: Range(2, 1, 3),
        lambda: Prices(2025, {"therapist": -1.0}),
        lambda: sensitivity([Person(1, 1, 1)], LASTS, {"wages": Range(1, 1, 1)}),
        lambda: full_time_equivalents(10, hours_of_one=0),
    ],
)
def test_what_cannot_be_a_cost_is_refused_with_what_to_write(wrong) -> None:
    with pytest.raises(EconomyError, match=r"\."):
        wrong()


def test_two_positions_are_freed_by_forty_hours_when_one_gives_twenty() -> None:
    assert full_time_equivalents(40, hours_of_one=20) == 2


def test_what_is_recorded_later_replaces_what_was_recorded_before_from_its_own_week_on() -> None:
    lasts = Assumptions(anyway=0.0, half_life=None, horizon=20, discount=0.0)
    # 13 weeks of a thousand, then nothing: services are back at three months.
    found = balance([Person(0.0, 1000.0, 0.0, later=(None, 1000.0))], lasts)
    assert found.freed == pytest.approx(13_000)


def test_what_is_freed_dwindles_from_the_last_time_it_was_recorded() -> None:
    given = Assumptions(anyway=0.0, half_life=10.0, horizon=30, discount=0.0)
    asked = balance([Person(0.0, 1000.0, 0.0, later=(None, 0.0))], given)
    never = balance([Person(0.0, 1000.0, 0.0)], given)
    week_20 = [b.cumulated[20] - b.cumulated[19] for b in (asked, never)]
    assert week_20[0] == pytest.approx(1000 * 0.5 ** ((20.5 - 13) / 10)) and week_20[0] > 2 * week_20[1]


def test_the_threshold_is_the_share_at_which_nothing_is_left() -> None:
    those = [Person(20_000, 1_500 + 40 * k, 400 + 10 * k) for k in range(40)]
    found = sensitivity(those, Assumptions(0.4, 52.0), {"anyway": Range(0.2, 0.4, 0.6)}, draws=400)
    share = found.threshold.share
    assert share is not None and found.threshold.low < share < found.threshold.high
    assert balance(those, Assumptions(share, 52.0)).net_present_value == pytest.approx(0, abs=1)
    assert balance(those, Assumptions(share - 0.05, 52.0)).net_present_value > 0


def test_without_a_comparison_no_assumption_makes_it_pay() -> None:
    """However low “anyway” is written, and however much is freed."""
    those = [Person(1_000, 9_000 + 40 * k, 0) for k in range(40)]
    found = sensitivity(those, Assumptions(0.0, None), {"anyway": Range(0.0, 0.0, 0.0)}, draws=400)
    assert found.interval.low > 0 and found.verdict is Verdict.NOT_SHOWN and found.pays < 1
    none = sensitivity(those, Assumptions(0.0, None), {}, draws=400, compared=lambda _, n: np.zeros(n))
    assert none.verdict is Verdict.PAYS_BY_COMPARISON
    all_of = sensitivity(those, Assumptions(0.0, None), {}, draws=400, compared=lambda _, n: np.ones(n))
    assert all_of.verdict is Verdict.NOT_SHOWN and all_of.pays == 0


def test_periods_of_one_person_are_no_news_of_several() -> None:
    """The same ten persons, told once and told as four periods each: as wide an interval."""
    rng = np.random.default_rng(1)
    one = Cohort.of(rng.gamma(2, 9_000, 10), np.full(10, np.inf), rng.gamma(2, 1_000, 10), np.zeros((10, 5)))
    four = Cohort.of(
        np.repeat(one.cost, 4), np.repeat(one.weeks, 4), np.repeat(one.fall[:, 0], 4), np.zeros((40, 5)),
        person=np.repeat(np.arange(10), 4),
    )  # fmt: skip
    once, often = (sensitivity(each, LASTS, {}, draws=400, seed=3) for each in (one, four))
    assert often.interval == once.interval and often.base.freed == pytest.approx(once.base.freed)


followed = st.lists(
    st.tuples(money, money, st.none() | st.floats(-2, 150), st.floats(0, 150), st.sampled_from([0.0, np.nan])),
    min_size=1,
    max_size=20,
)


@given(followed, st.none() | st.floats(5, 200), st.floats(0, 1))
def test_what_each_frees_adds_up_to_what_all_free_week_by_week(those: list, half: float | None, anyway: float) -> None:
    weeks = np.array([np.inf if end is None else end for _, _, end, _, _ in those])
    until = np.array([max(known, 0 if end is None else end) for _, _, end, known, _ in those])
    recorded = np.array([[0.0, later, later, 50.0, later] for *_, later in those])
    cohort = Cohort.of(np.zeros(len(those)), weeks, np.array([b for b, *_ in those]), recorded, followed=until)
    given_ = Assumptions(anyway, half, horizon=60)
    each = freed_by_each(cohort, given_, remaining(cohort, 60))
    assert each.mean() == pytest.approx(balance(cohort, given_).freed, rel=1e-9, abs=1e-6)


def test_whoever_ended_lately_is_not_taken_to_live_for_ever() -> None:
    """Half die a year after the end. Those who ended last month are followed four weeks, and half of them will too."""
    zero, n = np.zeros((40, 5)), 40
    weeks = np.where(np.arange(n) < 10, 52.0, np.inf)
    lately = np.where(np.arange(n) < 20, 200.0, 4.0)
    found = Cohort.of(np.zeros(n), weeks, np.full(n, 1_000.0), zero, followed=lately)
    two_years = Assumptions(anyway=0.0, half_life=None, horizon=104, discount=0.0)
    assert balance(found, two_years).freed == pytest.approx(1_000 * (52.5 + 51.5 / 2), rel=0.01)


def test_hours_at_one_time_do_not_grow_with_the_number_of_years() -> None:
    """One person in each week, four hours less for good, no longer looked at than a year: 52 persons at any time."""
    for years in (2, 10):
        n = 52 * years
        began = np.arange(n) * 7.0 - (n - 52) * 7.0
        fall, seen = as_last_recorded(np.full(n, 4.0), np.zeros((n, 5)))
        hours = standing(fall, seen, np.full(n, np.inf), began, LASTS, days=364)
        assert hours == pytest.approx(4 * 52, rel=0.02)


def test_hours_at_one_time_fade_and_end_with_a_death_or_what_would_have_come_anyway() -> None:
    fall, seen = as_last_recorded(np.array([4.0]), np.array([[0.0, np.nan, np.nan, np.nan, np.nan]]))
    year = {"began": np.array([0.0]), "days": 364}
    for_ever, half = np.array([np.inf]), np.array([26.0])
    assert standing(fall, seen, for_ever, given=LASTS, **year) == pytest.approx(4)
    assert standing(fall, seen, half, given=LASTS, **year) == pytest.approx(2)
    assert standing(fall, seen, for_ever, given=Assumptions(0.25, None, 52), **year) == pytest.approx(3)
    fading = standing(fall, seen, for_ever, given=Assumptions(0.0, 26.0, 52), **year)
    assert fading == pytest.approx(4 * (1 - 0.25) / (2 * np.log(2)), rel=1e-3)


def test_a_comparison_says_what_came_anyway_by_every_method_and_its_draws_stay_within() -> None:
    found = compared((-4.0, -5.0, -3.0), [("a", -3.0, -3.4, -2.6), ("b", -2.0, -2.4, -1.6)], trained=80, others=90)
    assert [m.share for m in found.methods] == [0.25, 0.5] and found.middle == 0.375
    assert (found.low, found.high) == (pytest.approx(0.15, abs=0.01), pytest.approx(0.6, abs=0.01))
    draws = found.draw(np.random.default_rng(1), 4000)
    assert draws.mean() == pytest.approx(0.375, abs=0.01) and draws.min() >= 0 and draws.max() <= 1
    with pytest.raises(EconomyError, match="clearly fall"):
        compared((-1.0, -3.0, 1.0), [("a", -3.0, -3.4, -2.6)], trained=80, others=90)
