"""What a rule has found: how bad, how many of how many, and a sentence for a team leader."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from fotfeste.insight.figures.rules.rounding import to_base

Row = Mapping[str, Any]


class Severity(StrEnum):
    """Worst first. `wrong`: at least one of the values cannot be; `doubtful`: it can be, but is most often a mistake
    or left undone; `look`: a pattern that may have a good reason."""

    WRONG = "wrong"
    DOUBTFUL = "doubtful"
    LOOK = "look"


_ORDER = list(Severity)


class Hidden(StrEnum):
    """What is said in place of a count that would tell of a few persons."""

    FEW = "a few"
    NEARLY_ALL = "nearly all"


@dataclass(frozen=True, slots=True)
class Limits:
    """Where implausible begins. `as_of` is the day the tables were taken out.

    baseline_days    days after the start within which a baseline belongs to it (domain.md §6: 14)
    late_days        days past the planned end after which an episode still open is asked about
    longest_minutes  minutes at one visit beyond which it is asked about
    longest_day      hours of visits and travel in one day beyond which a member of staff is asked about
    """

    as_of: date
    baseline_days: int = 14
    late_days: int = 28
    longest_minutes: int = 480
    longest_day: int = 12


@dataclass(frozen=True, slots=True)
class Against:
    """What a count is held against, when two are compared; `whom` goes on from "against 3 of 40 …"."""

    count: int | Hidden
    of: int
    whom: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend.

    what, why, mend  `what` goes on from "3 of 40 …"; what it spoils; what to do
    where            which unit, measure or month, for rules that look at many records together
    count, of        records with the fault, of the records it could be in
    For those who know the persons only:
    detail           one more sentence, with numbers that may stand on few
    numbers          shares (0 to 1) and other statistics behind it, by name
    rows             the records with the fault, some of them
    """

    rule: str
    severity: Severity
    table: str
    what: str
    why: str
    mend: str
    count: int | Hidden
    of: int
    where: Mapping[str, str] = field(default_factory=dict)
    against: Against | None = None
    detail: str = ""
    numbers: Mapping[str, float] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()

    @property
    def told(self) -> str:
        """Where, how many and what: the part of the sentence that differs between findings of one rule."""
        place = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in self.where.items())
        told = f"{_many(self.count)} of {_spaced(self.of)} {self.what}"
        if self.against:
            told += f", against {_many(self.against.count)} of {_spaced(self.against.of)} {self.against.whom}"
        told = f"{place}: {told}." if place else f"{told[0].upper()}{told[1:]}."
        return f"{told} {self.detail}" if self.detail else told

    @property
    def sentence(self) -> str:
        """For a team leader: how many, what, what it spoils, what to do."""
        return f"{self.told} {self.why} {self.mend}"

    def as_dict(self) -> dict[str, Any]:
        """For JSON. A count that is hidden is null, and `hidden` says which kind."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "table": self.table,
            "where": dict(self.where),
            **_told(self.count, self.of),
            "against": {**_told(self.against.count, self.against.of), "whom": self.against.whom}
            if self.against
            else None,
            "numbers": {name: round(value, 4) for name, value in self.numbers.items()},
            "sentence": self.sentence,
            "rows": [{name: _plain(value) for name, value in row.items()} for row in self.rows],
        }


def mend_first(findings: Iterable[Finding]) -> list[Finding]:
    """Wrong before doubtful before look; then the rule with the largest share of its records, with all it has found."""
    every = list(findings)
    worst: dict[str, float] = {}
    for each in every:
        worst[each.rule] = max(worst.get(each.rule, 0.0), _share(each))

    def order(each: Finding) -> tuple[int, float, str, float, int]:
        return _ORDER.index(each.severity), -worst[each.rule], each.rule, -_share(each), -_number(each.count)

    return sorted(every, key=order)


def _share(finding: Finding) -> float:
    if isinstance(finding.count, Hidden):
        return 1.0 if finding.count is Hidden.NEARLY_ALL else 0.0
    return finding.count / finding.of if finding.of else 0.0


def _number(count: int | Hidden) -> int:
    return 0 if isinstance(count, Hidden) else count


def for_outside(findings: Iterable[Finding], *, threshold: int) -> list[Finding]:
    """As readers outside the team may see them: no rows or details, few hidden, other counts to the nearest five.

    A count is also hidden when all have it, or all but a few: what is true of each is then known, or the few are told
    apart. A finding on fewer than `threshold` records is left out whole.
    """
    out = []
    for each in findings:
        if each.of < threshold:
            continue
        against = each.against
        if against:
            against = replace(
                against, count=_seen(against.count, against.of, threshold=threshold), of=to_base(against.of)
            )
        count = _seen(each.count, each.of, threshold=threshold)
        told = replace(each, count=count, of=to_base(each.of), against=against, detail="", numbers={}, rows=())
        out.append(told)
    # By place, then anew: the order among the hidden would tell which is more.
    return mend_first(sorted(out, key=lambda each: tuple(each.where.values())))


def _seen(count: int | Hidden, of: int, *, threshold: int) -> int | Hidden:
    if isinstance(count, Hidden) or count == 0:
        return count
    if count < threshold:
        return Hidden.FEW
    return Hidden.NEARLY_ALL if of - count < threshold else to_base(count)


def _many(count: int | Hidden) -> str:
    return count.value if isinstance(count, Hidden) else _spaced(count)


def _told(count: int | Hidden, of: int) -> dict[str, Any]:
    if isinstance(count, Hidden):
        return {"count": None, "hidden": count.name.lower(), "of": of}
    return {"count": count, "hidden": None, "of": of}


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
