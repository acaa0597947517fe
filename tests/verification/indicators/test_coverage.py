"""Home, place and death in many small registers whose truth is known, half of the living reached."""

from collections.abc import Mapping

import pytest

from bench.coverage import Covered, measure


@pytest.fixture(scope="module")
def covered(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Covered]:
    return measure(tmp_path_factory.mktemp("registers"), registers=400, episodes=60, reach=0.5, seed=21)


def test_no_estimate_is_off_by_more_than_a_hundredth_though_half_of_the_living_are_not_reached(
    covered: Mapping[str, Covered],
) -> None:
    assert {name: each.bias for name, each in covered.items() if abs(each.bias) > 0.01} == {}


def test_those_with_an_answer_alone_would_say_far_too_few_are_at_home(covered: Mapping[str, Covered]) -> None:
    year = covered["at_home_after_12_months"]
    assert year.naive < year.truth - 0.05


def test_every_interval_holds_the_truth_in_93_of_100_registers_or_more(covered: Mapping[str, Covered]) -> None:
    # Four hundred registers tell a coverage to within two hundredths.
    assert {name: each.covered for name, each in covered.items() if each.covered < 0.93} == {}
    assert all(each.registers >= 390 for each in covered.values())


def test_the_three_are_everybody_in_every_register(covered: Mapping[str, Covered]) -> None:
    for ending in ("91_days", "6_months", "12_months"):
        parts = [covered[f"{name}_{ending}"] for name in ("at_home_after", "long_term_place_within", "died_within")]
        assert sum(each.truth + each.bias for each in parts) == pytest.approx(1)
