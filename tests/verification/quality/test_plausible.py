"""Numbers that cannot be, in published tables and in made-up ones with a stated truth."""

import numpy as np
import pytest

from fotfeste.insight.quality.rules.plausible import (
    digit_preference,
    missing_together,
    occupancy,
    outliers,
    series_breaks,
)

# KS FoU 2024, tables 0-1 to 0-5: days of a stay, stays of a short-term place, and the share of the year they make.
SHORT_TERM = [(12.0, 26.8, 0.88), (8.9, 43.1, 1.05), (34.7, 26.0, 2.47)]
# The same report, table 0-7: rehabilitation outside institution for each 1,000 inhabitants, the whole country.
COUNTRY = {2018: 12.4, 2019: 2.8, 2020: 3.2, 2021: 3.2, 2022: 3.3}


@pytest.mark.parametrize(("days", "stays", "share"), SHORT_TERM)
def test_places_are_taken_as_much_as_the_two_columns_make_it(days: float, stays: float, share: float) -> None:
    assert occupancy(days, stays) == pytest.approx(share, abs=0.005)


def test_the_break_of_the_national_series_is_found_and_no_other() -> None:
    (found,) = series_breaks(COUNTRY)
    assert (found.before, found.after) == (2018, 2019) and found.ratio == pytest.approx(0.226, abs=0.001)


def test_years_without_a_number_part_a_series_and_none_at_all_says_nothing() -> None:
    assert series_breaks({2018: 10.0, 2020: 1.0}) == ()
    assert series_breaks({2018: 0.0, 2019: 5.0}) == ()
    assert series_breaks({}) == ()


def test_rounded_minutes_are_seen_and_clocked_ones_are_not() -> None:
    chance = np.random.default_rng(10)
    clocked = chance.integers(20, 60, 1000)
    rounded = np.where(chance.random(1000) < 0.15, np.round(clocked / 5) * 5, clocked).astype(int)
    assert not digit_preference(clocked.tolist()).found
    assert digit_preference(rounded.tolist()).found
    assert digit_preference([30] * 20).p is None


def test_false_findings_are_as_rare_as_they_are_said_to_be() -> None:
    chance = np.random.default_rng(11)
    found = sum(digit_preference(chance.integers(0, 60, 200).tolist()).found for _ in range(2000))
    assert found <= 8


def test_one_wild_value_does_not_hide_another() -> None:
    values = {f"u{k}": 10.0 + k % 5 for k in range(20)} | {"wild": 500.0, "mad": -300.0}
    assert [one.key for one in outliers(values)] == ["wild", "mad"]
    assert outliers({"a": 1.0, "b": 1.0, "c": 9.0}) == () == outliers({})


def test_what_is_missing_together_is_counted_together() -> None:
    rows = [frozenset({"start", "end"}), frozenset({"start"}), frozenset({"start"}), frozenset()]
    found = missing_together(rows, ("start", "end"))
    assert found == {frozenset(): 1, frozenset({"end"}): 2, frozenset({"start", "end"}): 1}
