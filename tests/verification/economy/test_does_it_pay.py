"""Does the interval cover what is true of few and skewed periods, and does a service that does nothing ever pay?"""

import json
from pathlib import Path

import numpy as np
import pytest

from fotfeste.insight.economy.queries.comparison import read_compared
from fotfeste.insight.economy.queries.counting import count
from fotfeste.insight.economy.queries.prices import read_prices
from fotfeste.insight.economy.rules.costs import Assumptions, Cohort, Range, balance
from fotfeste.insight.economy.rules.sensitivity import Verdict, sensitivity
from fotfeste.insight.effect.commands.comparing import as_dict, told_comparison
from fotfeste.insight.effect.queries.comparison_file import read_comparison
from fotfeste.insight.registers.truth import Truth
from fotfeste.insight.registers.usual_help import NAME
from fotfeste.insight.registers.writing import generate
from fotfeste.insight.tables.extract import scores

HELD = {"anyway": Range(0.4, 0.4, 0.4), "half_life": Range(52, 52, 52)}
GIVEN = Assumptions(0.4, 52.0)
REGISTERS = 200  # the figures of a larger run are in docs/explanation/effect.md


def skewed(draw: np.random.Generator, n: int) -> Cohort:
    """A few need very much less help, most a little less, and a third as much or more."""
    fall = np.where(draw.random(n) < 0.35, draw.gamma(2.0, 1700.0, n), draw.normal(100.0, 300.0, n))
    recorded = np.full((n, 5), np.nan)
    recorded[:, 0] = 0.0
    return Cohort.of(draw.gamma(6.0, 4500.0, n), np.full(n, np.inf), fall, recorded)


def test_the_interval_of_forty_skewed_periods_covers_the_truth_as_often_as_it_says() -> None:
    draw = np.random.default_rng(5)
    truth = balance(skewed(draw, 400_000), GIVEN).net_present_value
    covered = 0
    for seed in range(REGISTERS):
        found = sensitivity(skewed(draw, 40), GIVEN, HELD, draws=400, seed=seed).interval
        covered += found.low <= truth <= found.high
    # 95 per cent less three standard errors of so many registers; a plain bootstrap comes to 90.
    assert covered / REGISTERS > 0.95 - 3 * (0.95 * 0.05 / REGISTERS) ** 0.5


PRICES = """
year = 2025
hour = 620
overhead = 0.15
[service_hour]
home_nursing = 700
[assumptions]
anyway = [0.2, 0.4, 0.6]
half_life = [26, 52, 104]
"""


def said(folder: Path, about: Truth, seed: int) -> tuple[Verdict, Verdict, float]:
    """Of one register: what is said without a comparison and with one, and the share of it that came anyway."""
    known = scores.definitions("copm", "sppb", "satisfaction_person")
    generate(folder, 500, seed=seed, about=about, definitions=known)
    (folder / "prices.toml").write_text(PRICES, encoding="utf-8")
    compared = folder / "compared.json"
    of_hours = told_comparison(read_comparison(folder / NAME), (), higher_is_better=False)
    compared.write_text(json.dumps(as_dict(of_hours)), encoding="utf-8")
    prices, share = read_prices(folder / "prices.toml"), read_compared(compared)
    alone = count(folder, prices, draws=400, beside=False).result.verdict
    beside = count(folder, prices, draws=400, beside=False, compared=share).result.verdict
    return alone, beside, share.middle


@pytest.mark.parametrize("seed", range(4))
def test_a_service_that_does_nothing_is_not_shown_to_pay(tmp_path: Path, seed: int) -> None:
    nothing = Truth(effect=0.0, odds=1.0, comparison=0.5)
    alone, beside, anyway = said(tmp_path / "register", nothing, seed)
    assert (alone, beside) == (Verdict.NOT_SHOWN, Verdict.NOT_SHOWN) and anyway > 0.7


def test_a_service_that_does_nearly_all_of_it_is_shown_to_pay_by_a_comparison_and_by_nothing_else(
    tmp_path: Path,
) -> None:
    much = Truth(independent_anyway=0.02, odds=500.0, comparison=0.5)
    alone, beside, anyway = said(tmp_path / "register", much, 1)
    assert (alone, beside) == (Verdict.NOT_SHOWN, Verdict.PAYS_BY_COMPARISON) and anyway < 0.5
