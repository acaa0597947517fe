"""Hours of services before and after, of those in the service beside those who got the usual help: what came anyway."""

import csv
from pathlib import Path
from typing import Any

import numpy as np

from fotfeste.insight.registers import drawing
from fotfeste.insight.registers.drawing import Array, Courses, Persons
from fotfeste.insight.registers.truth import Truth

NAME = "comparison_services.csv"
_COLUMNS = ("person", "group", "baseline", "later", "age", "sex", "lives_alone", "existing")


def write(folder: Path, served: tuple[Persons, Courses], n: int, about: Truth, seed: int, differ: Array) -> None:
    """`n` of each group, as `fotfeste effect compare --comparison` reads it; baseline and later are hours a week.

    served  the register's own first portion; the others are the persons of `comparison.csv`
    Hours at the start are those granted, or for whoever had none those that would have been. Empty: the person died,
    or broke off and nobody wrote down what services followed.
    """
    with (folder / NAME).open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(_COLUMNS)
        if not n:
            return
        who = drawing.persons(n, about, np.random.default_rng([seed, 2]), served=False, differ=differ)
        what = drawing.courses(who, about, np.random.default_rng([seed, 3]))
        _rows(out, "trained", "t", *served, n, served[1].dropout)
        # There is nothing to break off where no service is given; of the dead nobody knows what they would have had.
        _rows(out, "comparison", "c", who, what, n, what.died)


def _rows(out: Any, group: str, letter: str, who: Persons, what: Courses, n: int, gone: Array) -> None:
    yes = ("no", "yes")
    for i in range(min(n, len(who))):
        later = "" if gone[i] else f"{what.hours_after[i]:.1f}"
        row = [f"{letter}{i}", group, f"{what.hours_before[i]:.1f}", later, int(who.age[i])]
        sex = "female" if who.female[i] else "male"
        out.writerow([*row, sex, yes[int(who.alone[i])], yes[int(who.existing[i])]])
