"""The published result from Klepp, beside what the records say; nothing is forced to agree.

Klepp municipality printed the outcome of 143 persons who completed reablement between 2013 and 3 May 2015, in whole
per cent, with 11 % of those who started left out as dropouts (hospital, death).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from fotfeste.insight.figures.rules.figure import Figure
from fotfeste.insight.figures.rules.reachable import RowCheck, check_row, counts_behind, parts_reach_total
from fotfeste.insight.tables.schema import ALL_GROUPS, OUTCOME_CLASSES

SOURCE = "Klepp kommune 2015"
UNTIL = "2015-05-03"
DROPOUT_PERCENT = 11
PRINTED: Mapping[str, tuple[int, tuple[int, int, int]]] = {
    # group: (n, per cent no service / fewer / same or more), as printed
    ALL_GROUPS: (143, (61, 16, 23)),
    "first_time": (90, (93, 3, 3)),
    "existing": (53, (4, 39, 57)),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed share beside ours.

    reachable    some whole number of persons is printed like this
    our_percent  ours, rounded as the print is; None when ours is hidden or empty
    differs      both are known and the rounded numbers are not the same
    """

    group: str
    outcome: str
    printed_percent: int
    printed_n: int
    reachable: bool
    possible_counts: tuple[int, ...]
    our_count: int | None
    our_n: int | None
    our_percent: int | None

    @property
    def differs(self) -> bool:
        """Whether records and print disagree in this share."""
        return self.our_percent is not None and self.our_percent != self.printed_percent


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole published table beside ours.

    same_numbers   our groups are as large as the printed ones, so differences are of count, not of persons
    rows           for each group: the whole numbers that can stand behind the printed row
    adds_up        some whole numbers in the groups add up to a possible row for all
    """

    cells: tuple[Cell, ...]
    rows: Mapping[str, RowCheck]
    adds_up: bool
    same_numbers: bool

    @property
    def differing(self) -> tuple[Cell, ...]:
        """The shares where records and print disagree."""
        return tuple(c for c in self.cells if c.differs)

    def cell(self, group: str, outcome: str) -> Cell:
        """One share of the table."""
        return next(c for c in self.cells if (c.group, c.outcome) == (group, outcome))

    def as_dict(self) -> dict[str, Any]:
        """For JSON, with the note in numbers so that any language can be written from it."""
        return {
            "source": SOURCE,
            "until": UNTIL,
            "dropout_percent": DROPOUT_PERCENT,
            "same_numbers_of_persons": self.same_numbers,
            "printed_groups_add_up": self.adds_up,
            "rows": [
                {
                    "group": g,
                    "n": r.n,
                    "printed_percent": list(r.printed),
                    "whole_persons_exist": r.consistent,
                    "possible": [list(s) for s in r.solutions],
                }
                for g, r in self.rows.items()
            ],
            "cells": [
                {
                    "group": c.group,
                    "outcome": c.outcome,
                    "printed_percent": c.printed_percent,
                    "printed_n": c.printed_n,
                    "reachable": c.reachable,
                    "records_count": c.our_count,
                    "records_n": c.our_n,
                    "records_percent": c.our_percent,
                    "differs": c.differs,
                }
                for c in self.cells
            ],
        }


def compare(figures: Mapping[tuple[str, str], Figure]) -> Comparison:
    """Our outcome shares (by (`ended_<class>`, group)) beside the printed ones."""
    cells = []
    for group, (n, percents) in PRINTED.items():
        for outcome, printed in zip(OUTCOME_CLASSES, percents, strict=True):
            ours = figures.get((f"ended_{outcome}", group))
            possible = counts_behind(printed, n)
            cells.append(
                Cell(
                    group=group,
                    outcome=outcome,
                    printed_percent=printed,
                    printed_n=n,
                    reachable=bool(possible),
                    possible_counts=possible,
                    our_count=ours.numerator if ours else None,
                    our_n=ours.n if ours else None,
                    our_percent=_whole_percent(ours),
                )
            )
    rows = {g: check_row(percents, n) for g, (n, percents) in PRINTED.items()}
    return Comparison(
        cells=tuple(cells),
        rows=rows,
        adds_up=parts_reach_total([rows["first_time"], rows["existing"]], rows[ALL_GROUPS]),
        same_numbers=all(c.our_n == c.printed_n for c in cells),
    )


def _whole_percent(figure: Figure | None) -> int | None:
    if figure is None or not figure.n or figure.numerator is None:
        return None
    return int((Decimal(100 * figure.numerator) / figure.n).quantize(Decimal(1), rounding=ROUND_HALF_UP))
