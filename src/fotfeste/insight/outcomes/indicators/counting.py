"""From definitions to figures: every indicator for every group, in as few questions to the engine as possible."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fotfeste.insight.figures.rules import figure as figures
from fotfeste.insight.figures.rules.figure import Context, Figure
from fotfeste.insight.outcomes.indicators.definition import ALL_GROUPS, Indicator, Scope, Statistic, Tables
from fotfeste.insight.outcomes.tables import GROUPS

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Spread:
    """Count, mean and squared deviations of some numbers; two can be joined without seeing the numbers again."""

    n: int = 0
    mean: float = 0.0
    squares: float = 0.0

    def __add__(self, other: "Spread") -> "Spread":
        # Chan, Golub and LeVeque 1979: stable where subtracting sums of squares is not.
        n = self.n + other.n
        if not n:
            return Spread()
        delta = other.mean - self.mean
        mean = self.mean + delta * other.n / n
        return Spread(n, mean, self.squares + other.squares + delta * delta * self.n * other.n / n)

    @property
    def sd(self) -> float | None:
        """Sample standard deviation, None below two values."""
        return math.sqrt(self.squares / (self.n - 1)) if self.n > 1 else None


def spread(n: int, mean: float | None, sd: float | None) -> Spread:
    """A Spread from what an engine gives; empty when there is nothing."""
    if not n or mean is None or math.isnan(mean):
        return Spread()
    return Spread(n, mean, 0.0 if sd is None or math.isnan(sd) else sd * sd * (n - 1))


def context(indicator: Indicator, group: str, scope: Scope, as_of: datetime) -> Context:
    """What the figure of this indicator and group is about."""
    return Context(indicator.id, group, scope.period, indicator.unit, as_of, indicator.source)


def count(indicators: Sequence[Indicator], t: Tables, scope: Scope, as_of: datetime) -> dict[Key, Figure]:
    """Figure by (indicator id, group) for first-time, existing and all together. Nothing is hidden here."""
    out: dict[Key, Figure] = {}
    shares = [i for i in indicators if i.statistic is Statistic.SHARE]
    means = [i for i in indicators if i.statistic is Statistic.MEAN]
    for indicator, by_group in zip([*shares, *means], _aggregates(shares, means, t, scope), strict=True):
        for group, parts in _with_all(by_group):
            at = context(indicator, group, scope, as_of)
            missing = sum(p["missing"] for p in parts)
            if indicator.statistic is Statistic.SHARE:
                n, hits = sum(p["n"] for p in parts), sum(p["hits"] for p in parts)
                out[indicator.id, group] = figures.share(at, numerator=hits, n=n, missing=missing)
            else:
                joined = sum((spread(p["n"], p["mean"], p["sd"]) for p in parts), Spread())
                out[indicator.id, group] = figures.mean_of(
                    at, mean=joined.mean if joined.n else None, sd=joined.sd, n=joined.n, missing=missing
                )
    for indicator in indicators:
        if indicator.statistic is Statistic.MEDIAN:
            for group, figure in _medians(indicator, t, scope, as_of).items():
                out[indicator.id, group] = figure
    return out


def _aggregates(
    shares: Sequence[Indicator], means: Sequence[Indicator], t: Tables, scope: Scope
) -> list[dict[str, dict[str, Any]]]:
    """One question to the engine for all shares and means: n, missing, hits or mean and spread, by group."""
    import ibis

    parts = []
    for number, indicator in enumerate([*shares, *means]):
        rows = indicator.rows(t, scope)
        value = rows.value.cast("float64")
        parts.append(
            rows.group_by("group").agg(
                number=ibis.literal(number, "int32"),
                n=rows.value.count(),
                missing=rows.value.isnull().sum(),
                hits=value.sum(),
                mean=value.mean(),
                sd=value.std(how="sample"),
            )
        )
    found: list[dict[str, dict[str, Any]]] = [{} for _ in parts]
    if parts:
        for row in ibis.union(*parts).to_pyarrow().to_pylist() if len(parts) > 1 else parts[0].to_pyarrow().to_pylist():
            row["hits"] = round(row["hits"] or 0)
            found[row["number"]][row["group"]] = row
    return found


def _with_all(by_group: dict[str, dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    known = [(g, [by_group[g]] if g in by_group else []) for g in GROUPS]
    return [(ALL_GROUPS, list(by_group.values())), *known]


def _medians(indicator: Indicator, t: Tables, scope: Scope, as_of: datetime) -> dict[str, Figure]:
    """Medians from how often each value occurs: days take few values, so little leaves the engine."""
    rows = indicator.rows(t, scope)
    tally = rows.group_by(["group", "value"]).agg(times=rows.count()).to_pyarrow().to_pylist()
    out = {}
    for group in (ALL_GROUPS, *GROUPS):
        mine = [r for r in tally if group in (ALL_GROUPS, r["group"])]
        missing = sum(r["times"] for r in mine if r["value"] is None)
        times: dict[float, int] = {}
        for r in mine:
            if r["value"] is not None:
                times[float(r["value"])] = times.get(float(r["value"]), 0) + r["times"]
        n = sum(times.values())
        ranks = figures.median_ranks(n) if n else None
        out[group] = figures.median_of(
            context(indicator, group, scope, as_of),
            median=(_at(times, (n + 1) // 2) + _at(times, n // 2 + 1)) / 2 if n else None,
            bounds=(_at(times, ranks[0]), _at(times, ranks[1])) if ranks else None,
            n=n,
            missing=missing,
        )
    return out


def _at(times: dict[float, int], rank: int) -> float:
    """The value at this place (1 = smallest) among all values in order."""
    for value in sorted(times):
        rank -= times[value]
        if rank <= 0:
            return value
    raise IndexError("rank beyond the number of values")
