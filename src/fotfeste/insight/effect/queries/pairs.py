"""Who was measured before and after, on which measure: what every estimate of change starts from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fotfeste.insight.effect.rules.ordinal import Gone
from fotfeste.insight.figures.rules.figure import Period
from fotfeste.insight.indicators.asked import ended
from fotfeste.insight.indicators.definition import Scope
from fotfeste.insight.tables.engines import Tables

# Nothing in the tables depends on this day when no period is asked for.
EVER = Scope(Period(), date.max)


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
    baselines = baselines_of(t, of)
    later = {
        row["episode"]: (row["baseline"], row["later"]) for row in rows_of(t.changes, of) if row["occasion"] == occasion
    }
    died_on = deaths(t)
    found = []
    for episode in ended(t, EVER).order_by("episode").to_pyarrow().to_pylist():
        key = episode["episode"]
        if key not in baselines:
            continue
        before, value = later.get(key, (None, None))
        gone = None
        if value is None:
            broke_off = Gone.BROKE_OFF if episode["status"] == "dropout" else Gone.MISSING
            gone = Gone.DIED if died_by(occasion, episode, died_on) else broke_off
        found.append(Pair(key, episode["person"], episode["group"], baselines[key], before, value, gone))
    return found


def deaths(t: Tables) -> dict[str, date]:
    """Tables taken out before the day of death was among their columns have none."""
    rows = t.persons.to_pyarrow().to_pylist()
    return {row["person"]: row["died_on"] for row in rows if row.get("died_on")}


def died_by(occasion: str, episode: Mapping[str, Any], died_on: Mapping[str, date]) -> bool:
    """Whether somebody had died when the occasion was due: by the end of the period, or so many months after it."""
    if episode["dropout_reason"] == "death":
        return True
    months = int(occasion.removeprefix("month_")) if occasion.startswith("month_") else 0
    day = died_on.get(episode["person"])
    return day is not None and day <= (episode["ended_on"] or day) + timedelta(days=31 * months)


def rows_of(table: Any, of: Measure) -> list[dict[str, Any]]:
    wanted = (table.instrument == of.instrument) & (table.version == of.version) & (table.measure == of.measure)
    rows: list[dict[str, Any]] = table.filter(wanted).to_pyarrow().to_pylist()
    return rows


def baselines_of(t: Tables, of: Measure) -> dict[str, float]:
    """The first baseline of each period, as the report takes it."""
    scored = [r for r in rows_of(t.assessments, of) if r["occasion"] == "baseline" and r["value"] is not None]
    found: dict[str, float] = {}
    for row in sorted(scored, key=lambda r: (r["assessed_on"], r["assessment"])):
        found.setdefault(row["episode"], row["value"])
    return found
