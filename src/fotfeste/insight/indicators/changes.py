"""Change per instrument from baseline to discharge: the mean, and how many passed each published threshold.

A mean difference and an individual threshold are different things and are never compared: the mean has its interval,
the threshold has its share of persons. Every threshold stands alone with its source. Forms that score the other way,
or another course length, are other versions and are never pooled.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fotfeste.insight.figures.rules import figure as figures
from fotfeste.insight.figures.rules.figure import Context, Figure, Unit
from fotfeste.insight.indicators.asked import ended
from fotfeste.insight.indicators.counting import COARSE, FINE, Spread, parts, spread_of, sums_of
from fotfeste.insight.indicators.definition import Scope
from fotfeste.insight.indicators.wide_row import SLACK
from fotfeste.insight.tables.engines import Tables
from fotfeste.insight.tables.schema import ALL_GROUPS, GROUPS

Words = Mapping[str, str]  # the same wording by language: en, nb, nn


@dataclass(frozen=True, slots=True)
class ThresholdShare:
    """How many changed at least `size` in the better direction.

    band           lowest and highest baseline it holds for; None: no limit
    among_scored   of those scored at both times
    among_started  of all scored at baseline: those without a later score count as not having reached it
    """

    kind: str
    kind_name: Words
    size: float
    population: Words
    source: str
    band: tuple[float | None, float | None]
    among_scored: Figure
    among_started: Figure


@dataclass(frozen=True, slots=True)
class Change:
    """One measure of one instrument version for one group."""

    instrument: str
    version: str
    measure: str
    instrument_name: Words
    name: Words
    unit: Words
    decimals: int
    better: str
    group: str
    baseline_mean: Figure
    later_mean: Figure
    change: Figure
    thresholds: tuple[ThresholdShare, ...]

    def as_dict(self) -> dict[str, Any]:
        """Everything, for JSON."""
        return {
            "instrument": self.instrument,
            "version": self.version,
            "measure": self.measure,
            "instrument_name": dict(self.instrument_name),
            "name": dict(self.name),
            "unit": dict(self.unit),
            "better": self.better,
            "group": self.group,
            "baseline_mean": self.baseline_mean.as_dict(),
            "later_mean": self.later_mean.as_dict(),
            "change": self.change.as_dict(),
            "thresholds": [
                {
                    "kind": s.kind,
                    "size": s.size,
                    "population": dict(s.population),
                    "source": s.source,
                    "baseline_band": list(s.band),
                    "among_scored": s.among_scored.as_dict(),
                    "among_started": s.among_started.as_dict(),
                }
                for s in self.thresholds
            ],
        }


_KEY = ["instrument", "version", "measure"]
_MEANS = ("baseline", "later", "delta")


def count(t: Tables, scope: Scope, as_of: datetime, *, occasion: str = "discharge") -> list[Change]:
    """Change at `occasion` for every measure with a baseline score in an episode that ended in the period.

    For each measure that has a mean: all together, first-time, existing. Missing is scored at baseline and not at the
    occasion, dropouts included.
    """
    import ibis

    e = ended(t, scope).select("episode", "group")
    # The single steps of an ordinal scale have no mean, and are left to shift tables.
    a = t.assessments.semi_join(t.measures.filter(t.measures.averaged), _KEY)
    baselines = a.filter((a.occasion == "baseline") & a.value.notnull())
    # Corrected assessments are left out of the extract; were a baseline made twice, the first is the baseline.
    first = ibis.row_number().over(group_by=["episode", *_KEY], order_by=["assessed_on", "assessment"])
    baselines = baselines.mutate(nth=first).filter(lambda b: b.nth == 0)
    baselines = baselines.select("episode", *_KEY, started_at="value")
    c = t.changes.filter(t.changes.occasion == occasion).drop("occasion")
    pairs = baselines.join(e, "episode").left_join(c, ["episode", *_KEY])
    kept = ("episode", "group", *_KEY, "started_at", "baseline", "later")
    pairs = pairs.select(*kept, delta=pairs.later - pairs.baseline)
    spreads = pairs.group_by([*_KEY, "group"]).agg(
        asked=pairs.count(),
        n=pairs.delta.count(),
        **{
            f"{name}_{part}": each
            for name in _MEANS
            for part, each in sums_of(parts(pairs[name], FINE), parts(pairs[name], COARSE)).items()
        },
    )
    measures = {_of(m): m for m in t.measures.to_pyarrow().to_pylist()}
    by_measure: dict[tuple[str, ...], dict[str, dict[str, Any]]] = {}
    for row in spreads.to_pyarrow().to_pylist():
        by_measure.setdefault(_of(row), {})[row["group"]] = row
    passed = _passed(t, pairs)
    limits: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in t.thresholds.to_pyarrow().to_pylist():
        limits.setdefault(_of(row), []).append(row)
    out = []
    for key in sorted(by_measure):
        for group in (ALL_GROUPS, *GROUPS):
            out.append(
                _change(key, group, measures[key], by_measure[key], limits.get(key, []), passed, scope, as_of, occasion)
            )
    return out


def _passed(t: Tables, pairs: Any) -> dict[tuple[str, str], dict[str, int]]:
    """By threshold and group: how many passed, how many were scored twice, how many were asked.

    Thresholds for group means are left out: they say nothing about one person. One that holds for some baselines only
    is counted among those.
    """
    import ibis

    limits = t.thresholds.filter(t.thresholds.applies_to != "group")
    limits = limits.join(t.measures.select(*_KEY, "better"), _KEY)
    limits = limits.select(*_KEY, "threshold", "better", "size", "baseline_low", "baseline_high")
    joined = pairs.join(limits, _KEY)
    inside = (joined.started_at >= joined.baseline_low).fill_null(True)
    inside &= (joined.started_at <= joined.baseline_high).fill_null(True)
    joined = joined.filter(inside)
    gained = ibis.ifelse(joined.better == "higher", joined.delta, -joined.delta)
    counted = joined.group_by("threshold", "group").agg(
        hits=(gained >= joined["size"] - SLACK).sum(), n=joined.delta.count(), asked=joined.count()
    )
    return {
        (r["threshold"], r["group"]): {"hits": int(r["hits"] or 0), "n": r["n"], "asked": r["asked"]}
        for r in counted.to_pyarrow().to_pylist()
    }


def _unit(text: str) -> Unit:
    return next((u for u in Unit if u.value == json.loads(text)["en"]), Unit.POINTS)


def _of(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(row[k] for k in _KEY)


def _change(
    key: tuple[str, ...],
    group: str,
    measure: dict[str, Any],
    by_group: dict[str, dict[str, Any]],
    limits: list[dict[str, Any]],
    passed: dict[tuple[str, str], dict[str, int]],
    scope: Scope,
    as_of: datetime,
    occasion: str,
) -> Change:
    groups = GROUPS if group == ALL_GROUPS else (group,)
    rows = [by_group[g] for g in groups if g in by_group]
    asked = sum(r["asked"] for r in rows)
    stem = "_".join(key)

    def mean(name: str) -> Figure:
        spreads = (spread_of(r["n"], r, f"{name}_") for r in rows)
        joined = sum(spreads, Spread())
        unit, source = _unit(measure["unit"]), json.loads(measure["instrument_name"])["en"]
        at = Context(f"{name}_{stem}_{occasion}", group, scope.period, unit, as_of, source)
        return figures.mean_of(
            at, mean=joined.mean if joined.n else None, sd=joined.sd, n=joined.n, missing=asked - joined.n
        )

    shares = []
    for limit in sorted(limits, key=lambda x: (x["size"], x["source"])):
        if limit["applies_to"] == "group":
            continue
        cells = [passed[limit["threshold"], g] for g in groups if (limit["threshold"], g) in passed]
        hits, scored, asked_in_band = (sum(c[part] for c in cells) for part in ("hits", "n", "asked"))
        stem_at = f"{limit['kind']}_{limit['size']:g}_{stem}_{occasion}"
        at = Context(f"reached_{stem_at}", group, scope.period, Unit.SHARE, as_of, limit["source"])
        at_all = Context(f"reached_of_started_{stem_at}", group, scope.period, Unit.SHARE, as_of, limit["source"])
        shares.append(
            ThresholdShare(
                limit["kind"],
                json.loads(limit["kind_name"]),
                limit["size"],
                json.loads(limit["population"]),
                limit["source"],
                (limit["baseline_low"], limit["baseline_high"]),
                figures.share(at, numerator=hits, n=scored, missing=asked_in_band - scored),
                figures.share(at_all, numerator=hits, n=asked_in_band),
            )
        )
    instrument, version, name = key
    return Change(
        instrument=instrument,
        version=version,
        measure=name,
        instrument_name=json.loads(measure["instrument_name"]),
        name=json.loads(measure["name"]),
        unit=json.loads(measure["unit"]),
        decimals=measure["decimals"],
        better=measure["better"],
        group=group,
        baseline_mean=mean("baseline"),
        later_mean=mean("later"),
        change=mean("delta"),
        thresholds=tuple(shares),
    )
