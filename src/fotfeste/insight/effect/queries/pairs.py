"""From the outcome tables to what the rules about change and effect need."""

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from fotfeste.insight.effect.rules.missing_outcomes import Assumed, Responders, delta_adjusted, tipping_delta
from fotfeste.insight.effect.rules.mixed_model import Measured
from fotfeste.insight.effect.rules.ordinal import Ends, Gone, ShiftTable, Steps, ends, shift_table
from fotfeste.insight.effect.rules.regression_to_mean import Population, Share, Side, of_which, shift_of_chosen
from fotfeste.insight.effect.rules.time_to_event import Followed
from fotfeste.insight.figures.rules.figure import Figure, Period
from fotfeste.insight.indicators import changes
from fotfeste.insight.indicators.asked import ended
from fotfeste.insight.indicators.definition import Scope
from fotfeste.insight.tables.engines import Tables
from fotfeste.insight.tables.schema import ALL_GROUPS, LONG_TERM_PLACE, OCCASIONS

CORRELATIONS = (0.5, 0.8, 0.9)  # test–retest, from poor to good; the true one is seldom known
# Nothing in the tables depends on this day when no period is asked for.
_EVER = Scope(Period(), date.max)


class EffectError(ValueError):
    """What was asked for is not in the tables or the file. The text says what is, and what to do."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of one form version, as the tables define it."""

    instrument: str
    version: str
    measure: str
    higher_is_better: bool
    low: float | None
    high: float | None
    averaged: bool
    unit: str

    def gain(self, change: float) -> float:
        """A change as points for the better."""
        return change if self.higher_is_better else -change


def measures(t: Tables, instrument: str, measure: str | None = None, version: str | None = None) -> list[Measure]:
    """The measures asked for; versions are never pooled, so each is one of its own. Raises EffectError if none is."""
    rows = t.measures.to_pyarrow().to_pylist()
    found = [
        Measure(
            row["instrument"], row["version"], row["measure"], row["better"] == "higher", row["low"], row["high"],
            row["averaged"], json.loads(row["unit"])["en"],
        )
        for row in rows
        if row["instrument"] == instrument and measure in (None, row["measure"]) and version in (None, row["version"])
    ]  # fmt: skip
    if not found:
        there = sorted({f"{row['instrument']} {row['measure']} ({row['version']})" for row in rows})
        asked = " ".join(each for each in (instrument, measure, version) if each)
        raise EffectError(f"The tables have no {asked}. They have: {'; '.join(there) or 'no assessments at all'}.")
    return sorted(found, key=lambda each: (each.version, each.measure))


def one_measure(t: Tables, instrument: str, measure: str | None, version: str | None) -> Measure:
    """The only measure that fits; raises EffectError with the choice where there are several."""
    found = measures(t, instrument, measure, version)
    if len(found) > 1:
        choice = "; ".join(f"--measure {each.measure} --version {each.version}" for each in found)
        raise EffectError(f"{instrument} has several measures or versions, which are never pooled. Choose: {choice}.")
    return found[0]


@dataclass(frozen=True, slots=True)
class Pair:
    """One ended period scored at the start. `before` and `later` are the pair the instrument's own rule allows."""

    episode: str
    person: str
    group: str
    started_at: float
    before: float | None
    later: float | None
    gone: Gone | None

    @property
    def change(self) -> float | None:
        """Later less before; None without a later score."""
        return None if self.later is None or self.before is None else self.later - self.before


def pairs(t: Tables, of: Measure, occasion: str) -> list[Pair]:
    """Every period that has ended and was scored at the start, also those that broke off."""
    baselines = _baselines(t, of)
    later = {
        row["episode"]: (row["baseline"], row["later"]) for row in _rows(t.changes, of) if row["occasion"] == occasion
    }
    died_on = _deaths(t)
    found = []
    for episode in ended(t, _EVER).order_by("episode").to_pyarrow().to_pylist():
        key = episode["episode"]
        if key not in baselines:
            continue
        before, value = later.get(key, (None, None))
        gone = None
        if value is None:
            broke_off = Gone.BROKE_OFF if episode["status"] == "dropout" else Gone.MISSING
            gone = Gone.DIED if _died_by(occasion, episode, died_on) else broke_off
        found.append(Pair(key, episode["person"], episode["group"], baselines[key], before, value, gone))
    return found


def _deaths(t: Tables) -> dict[str, date]:
    """Tables taken out before the day of death was among their columns have none."""
    rows = t.persons.to_pyarrow().to_pylist()
    return {row["person"]: row["died_on"] for row in rows if row.get("died_on")}


def _died_by(occasion: str, episode: Mapping[str, Any], died_on: Mapping[str, date]) -> bool:
    """Whether somebody had died when the occasion was due: by the end of the period, or so many months after it."""
    if episode["dropout_reason"] == "death":
        return True
    months = int(occasion.removeprefix("month_")) if occasion.startswith("month_") else 0
    day = died_on.get(episode["person"])
    return day is not None and day <= (episode["ended_on"] or day) + timedelta(days=31 * months)


def _rows(table: Any, of: Measure) -> list[dict[str, Any]]:
    wanted = (table.instrument == of.instrument) & (table.version == of.version) & (table.measure == of.measure)
    rows: list[dict[str, Any]] = table.filter(wanted).to_pyarrow().to_pylist()
    return rows


def _baselines(t: Tables, of: Measure) -> dict[str, float]:
    """The first baseline of each period, as the report takes it."""
    scored = [r for r in _rows(t.assessments, of) if r["occasion"] == "baseline" and r["value"] is not None]
    found: dict[str, float] = {}
    for row in sorted(scored, key=lambda r: (r["assessed_on"], r["assessment"])):
        found.setdefault(row["episode"], row["value"])
    return found


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
    for found in changes.count(t, _EVER, datetime.now(tz=UTC), occasion=occasion):
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


@dataclass(frozen=True, slots=True)
class Occasions:
    """Scores over occasions, one period of each person: the first ended one with a baseline.

    few             occasion -> scores, where there are too few to take it along
    later_periods   of persons who are in it with an earlier one
    """

    rows: tuple[Measured, ...]
    occasions: tuple[str, ...]
    few: Mapping[str, int]
    died: frozenset[str]
    later_periods: int


def occasions_of(t: Tables, of: Measure, *, least: int, groups: Sequence[str] = ()) -> Occasions:
    """Occasions with at least `least` scores of the living, in each of the `groups` where they are to be compared.

    Where one was measured twice at an occasion, the first counts.
    """
    baselines = _baselines(t, of)
    first: dict[str, dict[str, Any]] = {}
    several = 0
    for episode in ended(t, _EVER).order_by("started_on", "episode").to_pyarrow().to_pylist():
        if episode["episode"] in baselines:
            several += episode["person"] in first
            first.setdefault(episode["person"], episode)
    chosen = {episode["episode"]: episode for episode in first.values()}
    seen: dict[tuple[str, str], Measured] = {}
    for row in sorted(_rows(t.assessments, of), key=lambda r: (r["assessed_on"], r["assessment"])):
        taken = chosen.get(row["episode"])
        if taken is not None and row["value"] is not None and row["occasion"] != "other":
            one = Measured(taken["person"], row["occasion"], row["value"], taken["group"])
            seen.setdefault((one.person, one.occasion), one)
    died_on, last = _deaths(t), max((OCCASIONS.index(o) for _, o in seen), default=0)
    died = {person for person, episode in first.items() if _died_by(OCCASIONS[last], episode, died_on)}
    living = [row for row in seen.values() if row.person not in died]
    counts: dict[str, int] = {}
    for occasion in OCCASIONS:
        at = [row.group for row in living if row.occasion == occasion]
        counts[occasion] = min(map(at.count, groups)) if groups else len(at)
    kept = tuple(occasion for occasion in OCCASIONS if counts[occasion] >= least)
    return Occasions(
        rows=tuple(row for row in seen.values() if row.occasion in kept),
        occasions=kept,
        few={occasion: n for occasion, n in counts.items() if 0 < n < least},
        died=frozenset(died),
        later_periods=several,
    )


PLACE, DEATH = 1, 2  # causes that end being at home


@dataclass(frozen=True, slots=True)
class AtHome:
    """Persons followed from the referral, all in training and at home at the landmark; and who is not among them."""

    followed: tuple[Followed, ...]
    without_referral: int  # brought in from a file, or lived in a place already
    began_later: int
    not_followed: int  # had died, moved to a place, or were not seen any more by the landmark


def at_home(t: Tables, landmark: int) -> AtHome:
    """Days from the referral to a long-term place or death, of each person's first period.

    Whoever begins training has lived until then: only those in training within `landmark` days count, and what happens
    after it. They are followed until last seen: a visit, an assessment, the end, a follow-up that reached them.
    """
    received = {row["referral"]: row["received_on"] for row in t.referrals.to_pyarrow().to_pylist()}
    planned = t.follow_ups.to_pyarrow().to_pylist()
    died_on, programme = _deaths(t), f"month_{max((row['months'] for row in planned), default=0)}"
    day_of: dict[tuple[str, str], date | None] = {}
    seen: dict[str, list[date]] = {}
    for row in t.visits.filter(t.visits.status == "done").to_pyarrow().to_pylist():
        seen.setdefault(row["episode"], []).append(row["visited_on"])
    for row in t.assessments.filter(t.assessments.value.notnull()).to_pyarrow().to_pylist():
        seen.setdefault(row["episode"], []).append(row["assessed_on"])
    placed: dict[str, set[str]] = {}
    for row in planned:
        key, moment = row["episode"], f"month_{row['months']}"
        day_of[key, moment] = row["done_on"]
        if row["result"] == "reached":
            seen.setdefault(key, []).append(row["done_on"])
        if row.get("lives_at_home") is False:
            placed.setdefault(key, set()).add(moment)
    for row in t.service_levels.filter(t.service_levels.service == LONG_TERM_PLACE).to_pyarrow().to_pylist():
        placed.setdefault(row["episode"], set()).add(row["moment"])
    found: list[Followed] = []
    persons: set[str] = set()
    without = later = lost = 0
    for episode in t.episodes.order_by("started_on", "episode").to_pyarrow().to_pylist():
        key, since = episode["episode"], received.get(episode["referral"])
        if episode["person"] in persons:
            continue
        persons.add(episode["person"])
        if since is None or "at_start" in placed.get(key, ()):
            without += 1
            continue
        if (episode["started_on"] - since).days > landmark:
            later += 1
            continue
        day_of[key, "at_end"] = episode["ended_on"]
        events = [(day, PLACE) for moment in placed.get(key, ()) if (day := day_of.get((key, moment)))]
        # Deaths beyond the last follow-up are known where the living are seen no more: they would weigh too much.
        if _died_by(programme, episode, died_on):
            events.append((died_on.get(episode["person"], episode["ended_on"]), DEATH))
        ends_at = [day for day in (episode["started_on"], episode["ended_on"]) if day]
        day, cause = min(events) if events else (max(*ends_at, *seen.get(key, ()), since), 0)
        if (days := (day - since).days) > landmark:
            found.append(Followed(float(days), cause))
        else:
            lost += 1
    return AtHome(tuple(found), without, later, lost)
