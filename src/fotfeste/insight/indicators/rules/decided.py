"""What a person has decided about a chart: a baseline and why, a change that was made, a target.

Limits are never moved by the program. Whoever moves them says from when, why, and who decided it, in a file:

    [[baseline]]                     # these months set the middle and the limits
    indicator = "dropouts"
    from = "2023-01"
    to = "2023-12"
    by = "leader of the team"
    reason = "the year before the new routine"

    [[change]]                       # from this month on a new middle and new limits
    from = "2024-03"
    by = "leader of the team"
    reason = "first visit by two professions"

    [[target]]
    indicator = "dropouts"
    value = 0.1
    by = "municipal council"
    reason = "plan for 2024 to 2027"

Without `indicator` it holds for all.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_NEEDS = {
    "baseline": {"from", "to", "by", "reason"},
    "change": {"from", "by", "reason"},
    "target": {"indicator", "value", "by", "reason"},
}
_MAY = {"indicator"}


class DecidedError(ValueError):
    """The file does not say what was decided. The text names every fault."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: who, why, and what it is about. Months are "202403"; `end` and `value` where its kind has them."""

    by: str
    reason: str
    start: str = ""
    end: str = ""
    value: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """What is set, for JSON."""
        out: dict[str, Any] = {"by": self.by, "reason": self.reason}
        out |= {"from": f"{self.start[:4]}-{self.start[4:]}"} if self.start else {}
        out |= {"to": f"{self.end[:4]}-{self.end[4:]}"} if self.end else {}
        return out | ({} if self.value is None else {"value": self.value})


@dataclass(frozen=True, slots=True)
class Decided:
    """All that was decided about one indicator. Changes are in order of time."""

    baseline: Decision | None = None
    changes: tuple[Decision, ...] = ()
    target: Decision | None = None


def decided(
    given: Mapping[str, Any],
    indicator: str,
    known: frozenset[str],
    *,
    shares: frozenset[str] = frozenset(),
    last: str = "9999-12",
) -> Decided:
    """What the file says of one indicator; `known` are all ids. Raises DecidedError with every fault at once.

    shares  the ids whose figures are shares, so that a target lies from 0 to 1
    last    the last month ("2024-03") the data can know of: no baseline and no change comes after it
    """
    faults = [f"“{name}” is not known. Write [[baseline]], [[change]] or [[target]]." for name in given.keys() - _NEEDS]
    found: dict[str, list[Decision]] = {name: [] for name in _NEEDS}
    for kind in _NEEDS:
        rows = given.get(kind, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            faults.append(f"Write [[{kind}]] with two brackets on each side.")
            continue
        for number, row in enumerate(rows, 1):
            wrong = [f"{kind} {number}: {fault}" for fault in _faults(kind, row, known, shares, last)]
            faults += wrong
            if not wrong and row.get("indicator", indicator) == indicator:
                found[kind].append(
                    Decision(
                        by=row["by"].strip(),
                        reason=row["reason"].strip(),
                        start=row.get("from", "").replace("-", ""),
                        end=row.get("to", "").replace("-", ""),
                        value=float(row["value"]) if "value" in row else None,
                    )
                )
    faults += [
        f"{kind}: {len(found[kind])} of them for {indicator}. Keep one."
        for kind in ("baseline", "target")
        if len(found[kind]) > 1
    ]
    changes = sorted(found["change"], key=lambda each: each.start)
    if len({each.start for each in changes}) < len(changes):
        faults.append(f"change: two for {indicator} in one month. Keep one.")
    if faults:
        raise DecidedError("\n".join(faults))
    first = {kind: rows[0] if rows else None for kind, rows in found.items()}
    return Decided(first["baseline"], tuple(changes), first["target"])


def _faults(kind: str, row: Mapping[str, Any], known: frozenset[str], shares: frozenset[str], last: str) -> list[str]:
    faults = [f"{name} is missing." for name in sorted(_NEEDS[kind] - row.keys())]
    faults += [f"“{name}” is not known here." for name in sorted(row.keys() - _NEEDS[kind] - _MAY)]
    for name in ("by", "reason"):
        if name in row and not (isinstance(row[name], str) and row[name].strip()):
            faults.append(f"{name} is empty. Say {'who decided it' if name == 'by' else 'why'}.")
    months = [name for name in ("from", "to") if name in row and name in _NEEDS[kind]]
    bad = [name for name in months if not (isinstance(row[name], str) and _MONTH.fullmatch(row[name]))]
    faults += [f"{name} is {row[name]!r}. Write year and month, as in “2024-03”." for name in bad]
    if len(months) == 2 and not bad and row["from"] > row["to"]:
        faults.append("it ends before it begins. Swap from and to.")
    faults += [
        f"{name} is {row[name]}, after {last}, the last month of the data. Correct the year."
        for name in months
        if name not in bad and row[name] > last
    ]
    if "indicator" in row and row["indicator"] not in known:
        faults.append(f"there is no indicator {row['indicator']!r}. `fotfeste indicators list` shows them.")
    value = row.get("value", 0)
    if kind == "target" and (isinstance(value, bool) or not isinstance(value, int | float)):
        faults.append(f"value is {value!r}. Write a number; a share from 0 to 1.")
    elif kind == "target" and not math.isfinite(value):
        faults.append(f"value is {value!r}. Write a number.")
    elif kind == "target" and row.get("indicator") in shares and not 0 <= value <= 1:
        faults.append(f"value is {value:g}, and {row['indicator']} is a share from 0 to 1. Write 5 % as 0.05.")
    return faults
