"""A change told whole: means, limits for one person, missing scores, and what chance alone would give."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from fotfeste.insight.effect.queries.pairs import EVER, Measure, Pair, pairs
from fotfeste.insight.effect.rules.missing_outcomes import Assumed, Responders, delta_adjusted, tipping_delta
from fotfeste.insight.effect.rules.ordinal import Ends, Gone, ShiftTable, Steps, ends, shift_table
from fotfeste.insight.effect.rules.regression_to_mean import Population, Share, Side, of_which, shift_of_chosen
from fotfeste.insight.figures.rules.figure import Figure
from fotfeste.insight.indicators import changes
from fotfeste.insight.tables.engines import Tables
from fotfeste.insight.tables.schema import ALL_GROUPS

CORRELATIONS = (0.5, 0.8, 0.9)  # test–retest, from poor to good; the true one is seldom known


@dataclass(frozen=True, slots=True)
class AtThreshold:
    """Responders at one published threshold; `band`: baselines it holds for, None without limit on that side."""

    kind: str
    size: float
    band: tuple[float | None, float | None]
    population: str
    source: str
    responders: Responders


@dataclass(frozen=True, slots=True)
class Regressed:
    """What choosing by score explains of the change of `n` periods; shifts in points for the better."""

    population_mean: float
    n: int
    change: float  # points for the better
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class ToldChange:
    """Everything about one measure from the start to one occasion. Where there is no mean, only `shift` and `ends`."""

    measure: Measure
    occasion: str
    periods: int
    persons: int
    gone: Mapping[Gone, int]
    change: Figure | None
    baseline_mean: Figure | None
    thresholds: tuple[AtThreshold, ...]
    regressed: Regressed | None
    ends_at_start: Ends | None
    ends_later: Ends | None
    assumed: tuple[Assumed, ...]  # mean points for the better, of the living
    tipping: float | None  # points; None: not within the whole width of the scale
    shift: ShiftTable | None
    cannot_say: tuple[str, ...]


BEFORE_AND_AFTER = "Before and after is not effect: how much would have come anyway, only a comparison group tells."


def told_change(
    t: Tables,
    of: Measure,
    occasion: str,
    *,
    population_mean: float | None = None,
    cut: float | None = None,
    least: int = 1,
) -> ToldChange:
    """Count one measure. Means and responders are those of the report, counted by the same code.

    `population_mean`: of everybody the persons were chosen among. `cut`: look, for regression to the mean, only at
    those who started beyond it on the worse side; everybody in the tables is then who they were chosen among. Parts
    that tell of fewer than `least` persons are left out, and named.
    """
    rows = pairs(t, of, occasion)
    known = [row for row in rows if row.change is not None]
    starts, laters = [row.started_at for row in rows], [row.later for row in rows if row.later is not None]

    def at_ends(values: Sequence[float]) -> Ends | None:
        if of.low is None or of.high is None:
            return None
        return ends(values, low=of.low, high=of.high, higher_is_better=of.higher_is_better)

    limits = [BEFORE_AND_AFTER, "Those without a later score may have fared worse; the dead have none and get none."]
    persons = len({row.person for row in rows})
    if persons < len(rows):
        limits.append(f"{len(rows)} periods of {persons} persons: intervals take them as if each were another person.")
    told = ToldChange(
        measure=of, occasion=occasion, periods=len(rows), persons=persons,
        gone={why: sum(row.gone is why for row in rows) for why in Gone},
        change=None, baseline_mean=None, thresholds=(), regressed=None,
        ends_at_start=at_ends(starts), ends_later=at_ends(laters),
        assumed=(), tipping=None, shift=None, cannot_say=tuple(limits),
    )  # fmt: skip
    if not of.averaged:
        return replace(
            told,
            shift=_shift(of, rows),
            cannot_say=(*limits, "Steps have an order and no size: there is no mean, and no half step."),
        )
    figures = _figures(t, of, occasion)
    gains = [None if row.change is None else of.gain(row.change) for row in rows if row.gone is not Gone.DIED]
    scored = [gain for gain in gains if gain is not None]
    seen = [*starts, *laters, of.low or 0.0]
    width = (max(seen) if of.high is None else of.high) - (min(seen) if of.low is None else of.low)
    thresholds = _thresholds(figures, rows)
    enough = tuple(each for each in thresholds if each.responders.started >= least)
    if few := len(thresholds) - len(enough):
        limits.append(f"{few} thresholds hold for so few of them that nothing is told.")
    return replace(
        told,
        cannot_say=tuple(limits),
        change=figures.change if figures else None,
        baseline_mean=figures.baseline_mean if figures else None,
        thresholds=enough,
        regressed=_regressed(of, known, starts, population_mean, cut, max(2, least)),
        assumed=delta_adjusted(gains, _deltas(thresholds, scored)) if len(scored) > 1 else (),
        tipping=tipping_delta(gains, largest=width) if len(scored) > 1 and width > 0 else None,
    )


def _shift(of: Measure, rows: Sequence[Pair]) -> ShiftTable:
    seen = steps = {row.started_at for row in rows} | {row.later for row in rows if row.later is not None}
    # All whole steps where the scale has few; a step nobody stood on is shown as empty and not left out.
    if of.low is not None and of.high is not None and of.high - of.low <= 12 and all(s == int(s) for s in seen):
        steps = {float(step) for step in range(int(of.low), int(of.high) + 1)} | seen
    persons = [Steps(r.started_at, r.later if r.later is not None else r.gone or Gone.MISSING) for r in rows]
    return shift_table(persons, sorted(steps), higher_is_better=of.higher_is_better)


def _figures(t: Tables, of: Measure, occasion: str) -> changes.Change | None:
    wanted = (of.instrument, of.version, of.measure, ALL_GROUPS)
    for found in changes.count(t, EVER, datetime.now(tz=UTC), occasion=occasion):
        if (found.instrument, found.version, found.measure, found.group) == wanted:
            return found
    return None


def _thresholds(figures: changes.Change | None, rows: Sequence[Pair]) -> tuple[AtThreshold, ...]:
    found = []
    for each in figures.thresholds if figures else ():
        low, high = each.band
        died = sum(
            row.gone is Gone.DIED
            and (low is None or row.started_at >= low)
            and (high is None or row.started_at <= high)
            for row in rows
        )  # fmt: skip
        scored, started = each.among_scored, each.among_started
        counted = Responders(scored.numerator or 0, scored.n or 0, started.n or 0, died)
        found.append(AtThreshold(each.kind, each.size, each.band, each.population["en"], each.source, counted))
    return tuple(found)


def _regressed(
    of: Measure, known: Sequence[Pair], starts: Sequence[float], mean: float | None, cut: float | None, least: int
) -> Regressed | None:
    """None where nothing says whom the persons were chosen among, or too few are beyond the cut."""
    if cut is not None:
        known = [row for row in known if of.gain(row.started_at - cut) < 0]
    if len(known) < least or (cut is None and mean is None) or len(set(starts)) < 2:
        return None
    change = statistics.fmean(row.change or 0.0 for row in known)
    if cut is not None:
        population = Population(statistics.fmean(starts) if mean is None else mean, statistics.stdev(starts))
        side = Side.BELOW if of.higher_is_better else Side.ABOVE
        shares = of_which(change, population, cut=cut, correlations=CORRELATIONS, side=side)
        return Regressed(population.mean, len(known), of.gain(change), shares)
    chosen, mean = statistics.fmean(row.started_at for row in known), mean or 0.0
    gain = of.gain(change)
    told = []
    for correlation in CORRELATIONS:
        shift = of.gain(shift_of_chosen(chosen, mean, correlation=correlation))
        told.append(Share(correlation, shift, shift / gain if gain > 0 else None))
    return Regressed(mean, len(known), gain, tuple(told))


def _deltas(thresholds: Sequence[AtThreshold], gains: Sequence[float]) -> tuple[float, ...]:
    """From missing at random to as much worse as the smallest published threshold, else half a standard deviation."""
    whole = min((each.size for each in thresholds), default=statistics.stdev(gains) / 2)
    return (0.0, whole / 2, whole)
