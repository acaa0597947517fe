"""Numbers somebody else has printed: places taken more than a year has days, and shares no whole persons give."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from fotfeste.insight.figures.rules.reachable import RowCheck, check_row, counts_behind
from fotfeste.insight.quality.rules.findings import Finding, Severity
from fotfeste.insight.quality.rules.plausible import occupancy
from fotfeste.insight.tables.given_csv import GivenError, number, read, refuse

PLACES = ("municipality", "stays", "days_per_stay", "places")
PLACES_RULE, SHARES_RULE, TOTALS_RULE = "places_over_full", "share_not_whole_persons", "parts_against_total"
# As many sets of counts as are looked through one by one; beyond, the ends of each count are enough.
MOST_SETS = 200_000


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed row of shares: per cent as it stands there, of `n` persons; `part_of` names the row of the total."""

    label: str
    n: int
    shares: tuple[float, ...]
    decimals: int
    part_of: str


def check_places(path: Path) -> list[Finding]:
    """A CSV of municipality, stays, days_per_stay and places in a year; stays and days in the same unit for all."""
    rows = _read(path, PLACES)
    over = []
    for line, row in rows:
        stays, days, places = (_number(row[name], path, line, name) for name in PLACES[1:])
        if places <= 0:
            raise GivenError(f"{path.name}, line {line}: places is {row['places']}; give a number above 0.")
        try:
            taken = occupancy(days, stays / places)
        except ValueError as wrong:
            raise GivenError(f"{path.name}, line {line}: {wrong}") from wrong
        if taken > 1:
            over.append((taken, row["municipality"]))
    return [
        Finding(
            PLACES_RULE,
            Severity.WRONG,
            path.name,
            f"municipalities given: its places are taken {100 * taken:.0f} % of the year, which cannot be",
            "Days of a stay times stays of a place are more than the days of a year.",
            "Check the three numbers with the municipality; one of them counts something else.",
            1,
            len(rows),
            where={"municipality": name},
            numbers={"occupancy": taken},
        )
        for taken, name in sorted(over, reverse=True)
    ]


def read_shares(path: Path) -> list[Printed]:
    """A CSV with label, n, if wanted part_of, and as many columns of per cent as the row has, exactly as printed."""
    out = []
    for line, row in _read(path, ("label", "n")):
        texts = [
            text.replace("%", "").replace(",", ".").strip()
            for name, text in row.items()
            if name not in ("label", "n", "part_of") and text
        ]
        if not texts:
            raise GivenError(f"{path.name}, line {line}: there is no per cent. Add a column for each printed share.")
        n = _number(row["n"], path, line, "n")
        if n != int(n) or n < 1:
            raise GivenError(f"{path.name}, line {line}: n is {row['n']}; it is a whole number of persons from 1.")
        shares = tuple(_number(text, path, line, "a share") for text in texts)
        if any(not 0 <= share <= 100 for share in shares):
            raise GivenError(f"{path.name}, line {line}: a share is not from 0 to 100. Give per cent as printed.")
        decimals = max(len(text.partition(".")[2]) for text in texts)
        out.append(Printed(row["label"], int(n), shares, decimals, row.get("part_of", "")))
    return out


def check_shares(path: Path) -> list[Finding]:
    """Rows no whole persons give, and totals the rows that are part of them do not give."""
    rows = read_shares(path)
    by_label = {row.label: row for row in rows}
    found = []
    for row in rows:
        if lost := _impossible(row):
            found.append(
                Finding(
                    SHARES_RULE,
                    Severity.WRONG,
                    path.name,
                    f"shares of the row cannot come from {row.n} whole persons: {lost}",
                    "A share was rounded to make 100, mistyped, or is of other persons than it says.",
                    "Ask for the counts behind it, and compare with nobody until then.",
                    _unreachable(row) or len(row.shares),
                    len(row.shares),
                    where={"row": row.label},
                )
            )
    for name in dict.fromkeys(row.part_of for row in rows if row.part_of):
        parts = [row for row in rows if row.part_of == name]
        if name not in by_label:
            raise GivenError(f"{path.name}: part_of names {name}, but no row has that label. Add the row.")
        found += _total(path, by_label[name], parts)
    return found


def _unreachable(row: Printed) -> int:
    return sum(not counts_behind(share, row.n, decimals=row.decimals) for share in row.shares)


def _impossible(row: Printed) -> str:
    """Why no whole persons give the row; nothing where some do."""
    ranges = [counts_behind(share, row.n, decimals=row.decimals) for share in row.shares]
    for share, counts in zip(row.shares, ranges, strict=True):
        if not counts:
            under = math.floor(share * row.n / 100)
            near = (under, under + 1) if under < row.n else (under,)
            given = " and ".join(f"{k} are {100 * k / row.n:.{row.decimals + 1}f} %" for k in near)
            return f"no number is {share:.{row.decimals}f} %, {given}"
    if consistent(row, ranges):
        return ""
    low, high = sum(each[0] for each in ranges), sum(each[-1] for each in ranges)
    return f"the shares stand for {low}" + (f" to {high}" if high > low else "")


def consistent(row: Printed, ranges: Sequence[Sequence[int]]) -> bool:
    """Whether some counts give every share and add up to n."""
    if math.prod(len(each) for each in ranges) <= MOST_SETS:
        return _checked(row).consistent
    # Each count may be any whole number between its ends, so every sum between the sums of the ends is reached.
    return sum(each[0] for each in ranges) <= row.n <= sum(each[-1] for each in ranges)


def _checked(row: Printed) -> RowCheck:
    return check_row(row.shares, row.n, decimals=row.decimals)


def _total(path: Path, total: Printed, parts: Sequence[Printed]) -> list[Finding]:
    """How many persons would have to be moved before the parts give the total; nothing when none.

    A part that cannot be as printed is read as if cut off or rounded up once: then the nearest whole persons.
    """
    if any(len(part.shares) != len(total.shares) for part in parts):
        raise GivenError(f"{path.name}: {total.label} and its parts have different numbers of shares.")
    if sum(part.n for part in parts) != total.n:
        raise GivenError(
            f"{path.name}: the parts of {total.label} are {sum(part.n for part in parts)} persons, not {total.n}."
        )
    away = _away(total, parts)
    if not away:
        return []
    moved = max(1, away // 2)
    return [
        Finding(
            TOTALS_RULE,
            Severity.WRONG,
            path.name,
            "persons would have to be in another column before the parts add up to the total",
            "The total and its parts cannot come from the same persons.",
            "Ask for the counts behind the table.",
            moved,
            total.n,
            where={"row": total.label, "parts": ", ".join(part.label for part in parts)},
        )
    ]


def _away(total: Printed, parts: Sequence[Printed]) -> int:
    """The fewest persons by which the columns of the parts and of the total differ, summed over the columns."""
    every = [_counts(row) for row in (total, *parts)]
    if all(each is not None for each in every) and math.prod(len(each or ()) for each in every) <= MOST_SETS:
        wholes, *of_parts = (each or [] for each in every)
        sums = {tuple(map(sum, zip(*each, strict=True))) for each in product(*of_parts)}
        return min((sum(abs(a - b) for a, b in zip(s, w, strict=True)) for s in sums for w in wholes), default=0)
    # Too many to look through: column by column, which finds less but nothing that is not there.
    away = 0
    for column in range(len(total.shares)):
        low, high = (sum(_ends(part, column)[at] for part in parts) for at in (0, 1))
        least, most = _ends(total, column)
        away += max(0, least - high, low - most)
    return away


def _ends(row: Printed, column: int) -> tuple[int, int]:
    counts = _within(row, column)
    return (counts[0], counts[-1]) if counts else (0, row.n)


def _within(row: Printed, column: int) -> Sequence[int]:
    """Counts printed as the share; where there is none, those it may have been cut off or rounded up from."""
    share = row.shares[column]
    if exact := counts_behind(share, row.n, decimals=row.decimals):
        return exact
    step = 10**-row.decimals
    return [k for k in range(row.n + 1) if abs(100 * k / row.n - share) < step]


def _counts(row: Printed) -> list[tuple[int, ...]] | None:
    """Sets of counts that add up to n, None when there are too many to look through."""
    within = [_within(row, column) for column in range(len(row.shares))]
    if math.prod(len(each) for each in within) > MOST_SETS:
        return None
    return [each for each in product(*within) if sum(each) == row.n]


def _read(path: Path, needed: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    given = read(path, needed)
    refuse(path, given.faults)
    return list(given.rows)


def _number(text: str, path: Path, line: int, name: str) -> float:
    found = number(text)
    if found is None:
        raise GivenError(f"{path.name}, line {line}: {name} is “{text}”; give a number.")
    return found


CHECKS: dict[str, Callable[[Path], list[Finding]]] = {"places": check_places, "shares": check_shares}
