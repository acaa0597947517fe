"""How often the intervals of the product hold what is true, and how far off its estimates are on average.

    python -m bench.coverage [--registers N] [--episodes N] [--reach SHARE] [--seed N]

One made-up register is drawn whose municipalities are registers of their own: nothing differs between them, and each of
the living is reached with the same chance. What is true is what everybody in all of them came to, which `truth.json`
says also of those nobody reached. The figures are those of `fotfeste indicators run --by municipality`.
"""

import argparse
import json
import os
import statistics
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import django

from fotfeste.insight.figures.rules.figure import Figure, Period
from fotfeste.insight.indicators import counting
from fotfeste.insight.indicators.definition import Scope, Stratum
from fotfeste.insight.indicators.families.afterwards import FATES
from fotfeste.insight.indicators.families.outcome_classes import GOALS_MET
from fotfeste.insight.registers.truth import Truth
from fotfeste.insight.registers.writing import generate
from fotfeste.insight.tables.engines import made_at, open_tables
from fotfeste.insight.tables.schema import ALL_GROUPS

STATE = {"at_home": "home", "long_term_place": "place", "dead": "dead"}


@dataclass(frozen=True, slots=True)
class Covered:
    """Of `registers`: shares 0 to 1. `naive` is the mean of what those with an answer alone would say."""

    registers: int
    truth: float
    covered: float
    bias: float
    naive: float


def measure(folder: Path, *, registers: int, episodes: int, reach: float, seed: int) -> Mapping[str, Covered]:
    """By indicator, from `registers` registers of about `episodes` episodes, drawn into `folder`."""
    from fotfeste.insight.tables.extract.scores import definitions

    about = Truth(municipalities=registers, between=0.0, reach=reach, comparison=0.0)
    known = definitions("copm", "sppb", "satisfaction_person")
    generate(folder, registers * episodes, seed=seed, about=about, definitions=known)
    told = json.loads((folder / "truth.json").read_text("utf-8"))["after_days"]
    true = {each.id: told[str(days)][STATE[name]] for days, fates in FATES.items() for name, each in fates.items()}
    asked = [each for fates in FATES.values() for each in fates.values()]
    taken = made_at(folder)
    scope, t = Scope(Period(), taken.date()), open_tables(folder)
    found = counting.count([*asked, GOALS_MET], t, scope, taken, by=Stratum.MUNICIPALITY)
    true[GOALS_MET.id] = found[GOALS_MET.id, ALL_GROUPS].value or 0.0
    return {
        name: _covered([f for (of, g), f in found.items() if of == name and g != ALL_GROUPS], share)
        for name, share in true.items()
    }


def _covered(figures: list[Figure], true: float) -> Covered:
    known = [f for f in figures if f.interval and f.value is not None and f.n and f.numerator is not None]
    return Covered(
        registers=len(known),
        truth=true,
        covered=statistics.fmean(f.interval.low <= true <= f.interval.high for f in known if f.interval),
        bias=statistics.fmean(f.value or 0.0 for f in known) - true,
        naive=statistics.fmean((f.numerator or 0) / (f.n or 1) for f in known),
    )


def main() -> None:
    """Print one line for each indicator."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--registers", type=int, default=1000)
    asked.add_argument("--episodes", type=int, default=100, help="in each register")
    asked.add_argument("--reach", type=float, default=0.5)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fotfeste.settings")
    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), **vars(given))
    print("| indicator | registers | true | covered | bias | those with an answer alone |")
    print("|---|---|---|---|---|---|")
    for name, each in found.items():
        numbers = f"{each.truth:.3f} | {each.covered:.3f} | {each.bias:+.4f} | {each.naive:.3f}"
        print(f"| {name} | {each.registers} | {numbers} |")


if __name__ == "__main__":
    main()
