"""What a period costs and frees: by hand, by closed form, and never from a death."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fotfeste.insight.economy.rules.costs import (
    WEEKS_A_YEAR,
    Assumptions,
    EconomyError,
    Effort,
    Person,
    Prices,
    Range,
    balance,
    episode_cost,
    full_time_equivalents,
)
from fotfeste.insight.economy.rules.sensitivity import sensitivity

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
