"""Units beside each other: judged on exact numbers, shown as the reader may see them, crude and for people alike."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from fotfeste.insight.figures.rules.figure import Figure
from fotfeste.insight.indicators import counting, outside, wide_row
from fotfeste.insight.indicators.definition import Indicator, Scope, Statistic, Stratum
from fotfeste.insight.indicators.rules import funnel
from fotfeste.insight.indicators.rules.funnel import FEW_UNITS, INNER, OUTER, Limits, Overdispersion
from fotfeste.insight.tables.engines import Tables
from fotfeste.insight.tables.schema import ALL_GROUPS

if TYPE_CHECKING:
    import ibis.expr.types as ir

FEWEST_PERSONS = 5  # with a mean of fewer nothing is known of how it varies


class FunnelError(ValueError):
    """Units cannot be held beside each other. The text says what to choose."""


@dataclass(frozen=True, slots=True)
class UnitShown:
    """One unit. `inner` and `outer` are for the n that is shown; `outside` is judged on the exact one."""

    name: str
    shown: Figure
    inner: Limits
    outer: Limits
    outside: float | None


@dataclass(frozen=True, slots=True)
class Units:
    """All units that may be shown. `target` and `n` are those of `indicators run` for all."""

    target: float
    n: int
    units: tuple[UnitShown, ...]
    hidden: int
    spread: Overdispersion | None


def units_of(
    indicator: Indicator, t: Tables, scope: Scope, as_of: datetime, *, by: Stratum, threshold: int | None
) -> Units:
    """Each unit with its limits. Raises FunnelError for what cannot be told apart so, and for fewer than two units."""
    if by not in indicator.strata or indicator.statistic in (Statistic.RATE, Statistic.MEDIAN_WAIT):
        text = f"{indicator.id} is not a share, a mean or a median that can be told apart by {by.value}."
        raise FunnelError(f"{text} Choose another indicator.")
    exact = counting.count([indicator], t, scope, as_of, by=by)
    shown = exact
    if threshold is not None:
        shown = outside.counted_for([indicator], t, scope, as_of, by=by, threshold=threshold)
    judged = {
        g: f for (_, g), f in exact.items() if g != ALL_GROUPS and f.value is not None and (f.n or 0) >= _least(f)
    }
    may = {g: shown[indicator.id, g] for g in judged if shown[indicator.id, g].value is not None}
    whole = shown[indicator.id, ALL_GROUPS]
    if len(may) < 2 or whole.value is None:
        raise FunnelError("There are fewer than two units to show. Choose another --by, or add --team if you may.")
    sd = _spread_within(list(judged.values()))
    spread = _overdispersion(exact[indicator.id, ALL_GROUPS], list(judged.values()), sd)
    units = []
    for name, figure in may.items():
        true = [
            _limits(exact[indicator.id, ALL_GROUPS], judged[name].n or 0, sd, spread, level) for level in (INNER, OUTER)
        ]
        inner, outer = (
            true
            if threshold is None
            else [_limits(whole, figure.n or 0, sd, spread, level) for level in (INNER, OUTER)]
        )
        value = judged[name].value or 0.0
        beyond = [limit.level for limit in true if not limit.low <= value <= limit.high]
        units.append(UnitShown(name, figure, inner, outer, max(beyond, default=None)))
    hidden = sum(1 for _, g in exact if g != ALL_GROUPS) - len(may)
    return Units(whole.value, whole.n or 0, tuple(units), hidden, spread)


def _least(figure: Figure) -> int:
    return 1 if figure.numerator is not None else FEWEST_PERSONS


def _spread_within(units: Sequence[Figure]) -> float | None:
    """How much single numbers vary within units, all units together, from the intervals; None for shares."""
    if any(f.numerator is not None for f in units):
        return None
    from scipy.special import ndtri, stdtrit

    squares, freedom = 0.0, 0
    for f in units:
        if f.interval and f.n and f.n > 1:
            half = (f.interval.high - f.interval.low) / 2
            # A median's interval is about as wide as this many standard errors, whatever the shape.
            student = f.interval.method == "student_t"
            z = float(stdtrit(f.n - 1, 0.975)) if student else float(ndtri(0.975))
            squares += (f.n - 1) * f.n * (half / z) ** 2
            freedom += f.n - 1
    return math.sqrt(squares / freedom) if freedom else 0.0


def _overdispersion(whole: Figure, units: Sequence[Figure], sd: float | None) -> Overdispersion | None:
    if len(units) < FEW_UNITS:
        return None
    ns = [f.n or 0 for f in units]
    if sd is None:
        return funnel.share_overdispersion([f.numerator or 0 for f in units], ns)
    if not sd:
        return None
    return funnel.value_overdispersion([f.value or 0.0 for f in units], ns, target=whole.value or 0.0, sd=sd)


def _limits(whole: Figure, n: int, sd: float | None, spread: Overdispersion | None, level: float) -> Limits:
    tau2 = spread.tau2 if spread else 0.0
    target, of_all = whole.value or 0.0, whole.n or 0
    if sd is not None:
        return funnel.value_limits(target, sd, n, level=level, tau2=tau2, whole=max(n, of_all))
    if tau2:
        return funnel.share_limits(target, n, level=level, tau2=tau2)
    return funnel.chance_limits(target, n, level=level, whole=max(n, of_all))


@dataclass(frozen=True, slots=True)
class Ratio:
    """What was seen in a unit over what is expected of people alike, with the limits around 1."""

    observed: int
    expected: float
    inner: Limits
    outside: float | None

    def as_dict(self, *, exact: bool) -> dict[str, Any]:
        """For JSON: counts for those who know the persons only, the ratio then to one decimal."""
        ratio = self.observed / self.expected
        counts = {"observed": self.observed, "expected": self.expected} if exact else {}
        return counts | {
            "ratio": ratio if exact else round(ratio, 1),
            "limits_95": [round(each, 12 if exact else 1) for each in (self.inner.low, self.inner.high)],
            "outside": self.outside,
        }


@dataclass(frozen=True, slots=True)
class Adjusted:
    """Ratios by unit, for people alike in what was asked."""

    units: dict[str, Ratio]
    spread: Overdispersion | None


def adjusted(indicator: Indicator, t: Tables, scope: Scope, *, by: Stratum, alike: Sequence[Stratum]) -> Adjusted:
    """Indirectly standardised: each cell of people alike has the share of all units together; a unit's expected number
    is what its own people would give at those shares. A cell that only one unit has says nothing about it.
    """
    if indicator.statistic is not Statistic.SHARE or any(each not in indicator.strata for each in (by, *alike)):
        raise FunnelError(f"{indicator.id} is not a share that is told apart by all of these. Leave --adjust out.")
    if by in alike or len(set(alike)) < len(alike):
        raise FunnelError("A unit cannot be adjusted for itself, nor for one thing twice. Leave one out.")
    rows = wide_row.build(indicator.thing, t, indicator.parts, wide_row.widest((by, *alike)))
    cells = {f"alike_{k}": counting.stratum_of(rows, each) for k, each in enumerate(alike)}
    answers: dict[str, ir.Value] = {
        "asked": indicator.asked(rows, scope).fill_null(False),
        "yes": indicator.value(rows, scope),
    }
    given = rows.select(unit=counting.stratum_of(rows, by), **cells, **answers)
    given = given.filter(given.asked & given.yes.notnull())
    grouped = given.group_by("unit", *cells).agg(n=given.count(), yes=given.yes.cast("int32").sum())
    found = [
        (r["unit"], tuple(r[c] for c in cells), int(r["n"]), int(r["yes"])) for r in grouped.to_pyarrow().to_pylist()
    ]
    shares: dict[tuple[str, ...], tuple[int, int]] = {}
    for _, cell, n, yes in found:
        before = shares.get(cell, (0, 0))
        shares[cell] = before[0] + n, before[1] + yes
    observed: dict[str, int] = {}
    expected: dict[str, float] = {}
    variance: dict[str, float] = {}
    for unit, cell, n, yes in found:
        whole, hits = shares[cell]
        observed[unit] = observed.get(unit, 0) + yes
        expected[unit] = expected.get(unit, 0.0) + n * hits / whole
        variance[unit] = variance.get(unit, 0.0) + n * hits / whole * (1 - hits / whole) * (1 - n / whole)
    names = [unit for unit in observed if expected[unit] > 0]
    return _ratios(names, observed, expected, variance)


def _ratios(
    names: Sequence[str], observed: dict[str, int], expected: dict[str, float], variance: dict[str, float]
) -> Adjusted:
    spread = None
    if len(names) >= FEW_UNITS:
        spread = funnel.standardised_overdispersion(
            [observed[u] for u in names], [expected[u] for u in names], [variance[u] for u in names]
        )
    tau2 = spread.tau2 if spread else 0.0
    units = {}
    for unit in names:
        inner, outer = (
            funnel.standardised_limits(expected[unit], variance[unit], level=level, tau2=tau2)
            for level in (INNER, OUTER)
        )
        ratio = observed[unit] / expected[unit]
        beyond = [limit.level for limit in (inner, outer) if not limit.low <= ratio <= limit.high]
        units[unit] = Ratio(observed[unit], expected[unit], inner, max(beyond, default=None))
    return Adjusted(units, spread)
