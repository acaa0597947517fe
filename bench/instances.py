"""The days the planner is measured on: two published sets, read from a folder outside the repository, and our own.

    FOTFESTE_PLANNER_DATA=folder    holds mankowska/, mankowska_bks_all.csv, uhhc/validation/ and uhhc_best.csv

The sets: Mankowska, Meisel and Bierwirth 2014 (10.1007/s10729-013-9243-1; as JSON from iolab-uniud/hhcrsp, MIT), and
UHHC (Ceschia, Da Ros and others 2026, 10.1111/itor.70140; iolab-uniud/uhhc, CC BY 4.0).
"""

import csv
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fotfeste.care.planning.rules.evaluation import ROUNDING
from fotfeste.care.planning.rules.formats import FORMATS
from fotfeste.care.planning.rules.generator import generate_day
from fotfeste.care.planning.rules.problem import Minutes, Problem

VARIABLE = "FOTFESTE_PLANNER_DATA"
FAMILIES = "ABCDEFG"
# Seconds of search that a published family is measured with when all of it is.
FULL_SECONDS = {"A": 5.0, "B": 20.0, "C": 60.0, "D": 60.0, "E": 60.0, "F": 120.0, "G": 120.0}
UHHC_SECONDS = 60.0
SOME = ("A1", "B6", "C4", "D3", "i-116", "i-100", "i-083")
OWN = ("own-day-15", "own-day-60")
OWN_VISITS = 5  # for each member of staff
MOST_UHHC_PATIENTS = 100


@dataclass(frozen=True, slots=True)
class Instance:
    """One day. `best_known` is the lowest verified cost; None where nobody has published any."""

    name: str
    family: str  # of the table it stands in
    read: Callable[[], Problem]
    best_known: float | None
    tolerance: Minutes  # of the judge, minutes
    seconds: float  # of search when the whole family is measured


def folder() -> Path | None:
    """Where the published sets lie, or None when nobody said, or it is not there."""
    said = os.environ.get(VARIABLE)
    return path if said and (path := Path(said)).is_dir() else None


def missing() -> str:
    """What to tell when the published sets are not there."""
    said = os.environ.get(VARIABLE)
    return f"{VARIABLE} names {said}, which is no folder" if said else f"{VARIABLE} is not set"


def every(*, own: bool = True) -> dict[str, Instance]:
    """All that can be measured here, by name."""
    found = [*(_published() if folder() else ()), *(_own() if own else ())]
    return {one.name: one for one in found}


def _published() -> Iterator[Instance]:
    data = folder()
    assert data is not None
    for row in _rows(data / "mankowska_bks_all.csv"):
        name, family = row["inst"], row["inst"][0]
        file = data / "mankowska" / f"{row['instance']}.json"
        yield _instance(name, f"Mankowska {family}", "mankowska", file, row["best_known"], FULL_SECONDS[family])
    for row in _rows(data / "uhhc_best.csv"):
        file = data / "uhhc" / row["set"] / f"{row['instance']}.json"
        if int(row["patients"]) <= MOST_UHHC_PATIENTS and file.exists():
            yield _instance(row["instance"], "UHHC", "uhhc", file, row["best"], UHHC_SECONDS)


def _instance(name: str, family: str, form: str, file: Path, best: str, seconds: float) -> Instance:
    def read() -> Problem:
        return FORMATS[form].read(file.read_text(encoding="utf-8"))

    return Instance(name, family, read, float(best) if best else None, FORMATS[form].tolerance, seconds)


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as rows:
        return list(csv.DictReader(rows))


def _own() -> Iterator[Instance]:
    """Days of the product's own generator: everything at once, no published cost to compare with."""
    for name in OWN:
        staff = int(name.rsplit("-", 1)[1])

        def read(staff: int = staff) -> Problem:
            return generate_day(staff=staff, visits=staff * OWN_VISITS, seed=1)

        yield Instance(name, "Own days", read, None, ROUNDING, UHHC_SECONDS)
