"""Persons and their courses, drawn from a truth, thousands at a time as columns of numbers."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from fotfeste.insight.registers.truth import Missing, Truth

Array = np.ndarray[Any, Any]
EPOCH = np.datetime64("1970-01-01", "D")
FOLLOWED = (1, 3, 6, 12)
FOLLOWED_DAYS = {1: 30, 3: 91, 6: 182, 12: 365}
_REACH = (0.8, 0.7, 0.6, 0.5)  # of the living, at each follow-up
LOWEST, HIGHEST = 1.0, 10.0  # of COPM


@dataclass(frozen=True, slots=True)
class Persons:
    """One value for each person: `n` of them, in order.

    real_before, real_after  how they really are; before, after, after_wanting: as measured, without and with gaps
    anyway                   would have needed nothing without the service
    """

    age: Array
    female: Array
    alone: Array
    existing: Array
    municipality: Array
    real_before: Array
    before: Array
    real_after: Array
    after: Array
    missing: Array
    independent: Array
    anyway: Array

    def __len__(self) -> int:
        return len(self.age)


@dataclass(frozen=True, slots=True)
class Courses:
    """The course of the episode of each person; days are days since 1970, minutes and hours as named."""

    received: Array
    contacted: Array
    started: Array
    ended: Array
    dropout: Array
    died: Array  # during the episode
    died_on: Array  # -1: not known to have died
    visits: Array
    hospital: Array
    hours_before: Array
    hours_after: Array
    place_by: Array  # months after the end by which in a nursing home; 99: not
    reached: Array  # (n, 4): reached at each follow-up
    place_months: tuple[int, ...] = field(default=FOLLOWED)

    def dead_by(self, months: int) -> Array:
        """Who has died so many months after the end, during the episode or later."""
        return self.died | ((self.died_on >= 0) & (self.died_on <= self.ended + FOLLOWED_DAYS[months]))


def measured(real: Array, error: float, draw: np.random.Generator) -> Array:
    """One measurement with error, to a tenth, inside the scale."""
    return np.clip(np.round(real + draw.normal(0, error, len(real)), 1), LOWEST, HIGHEST)


def persons(n: int, truth: Truth, draw: np.random.Generator, *, served: bool, differ: Array) -> Persons:
    """`n` persons. `differ`: by how much each municipality differs (points, and log odds)."""
    kept: list[dict[str, Array]] = []
    left = n
    while left > 0:
        few = max(64, int(left * 1.2))
        age = np.clip(np.round(draw.normal(79 + truth.years_older * served, 8, few)), 55, 101)
        municipality = draw.integers(0, truth.municipalities, few)
        real = draw.normal(truth.baseline - truth.worse_in_service * served, truth.spread, few)
        first = measured(real, truth.error, draw)
        chosen = np.ones(few, bool) if truth.only_below is None else first < truth.only_below
        each = {"age": age, "municipality": municipality, "real": real, "first": first}
        kept.append({name: values[chosen][:left] for name, values in each.items()})
        left -= len(kept[-1]["age"])
    found = {name: np.concatenate([part[name] for part in kept]) for name in kept[0]}
    age, municipality, real, before = found["age"], found["municipality"], found["real"], found["first"]
    existing = draw.random(n) < 0.4
    gain = truth.recovery - truth.recovery_per_decade * (age - 80) / 10 + differ[municipality]
    after_real = real + gain + truth.effect * served
    after = measured(after_real, truth.error, draw)
    odds = np.log(truth.independent_anyway / (1 - truth.independent_anyway + 1e-12)) + differ[municipality]
    odds = odds + 0.5 * (real - truth.baseline) - 3.0 * existing
    luck = draw.random(n)
    anyway = luck < _logistic(odds)
    independent = luck < _logistic(odds + np.log(truth.odds) * served)
    return Persons(
        age=age,
        female=draw.random(n) < 0.64,
        alone=draw.random(n) < 0.55,
        existing=existing,
        municipality=municipality,
        real_before=real,
        before=before,
        real_after=after_real,
        after=after,
        missing=_missing(truth, before, after_real, draw),
        independent=independent,
        anyway=anyway,
    )


def _logistic(x: Array) -> Array:
    return 1 / (1 + np.exp(-x))


def _missing(truth: Truth, before: Array, after: Array, draw: np.random.Generator) -> Array:
    """Whose later score is missing; the share is `missing` on average whatever the mechanism."""
    chance = np.full(len(before), truth.missing)
    by = {Missing.BY_BASELINE: before, Missing.BY_OUTCOME: after}.get(truth.mechanism)
    if by is not None and truth.missing > 0 and len(by) > 1:
        low = np.argsort(np.argsort(by)) / len(by)  # 0 the lowest, just below 1 the highest
        chance = np.clip(truth.missing * (1.7 - 1.4 * low), 0, 1)
    return draw.random(len(before)) < chance


def courses(who: Persons, truth: Truth, draw: np.random.Generator) -> Courses:
    """What happened to each person, from the referral to a year after the end."""
    n = len(who)
    first = int((np.datetime64(truth.first_day, "D") - EPOCH).astype(int))
    received = first + draw.integers(0, truth.years * 365, n)
    contacted = received + np.minimum(draw.geometric(0.45, n) - 1, 20)
    started = np.maximum(contacted, received + draw.poisson(6, n))
    weeks = np.clip(np.round(draw.normal(6, 1.5, n)), 3, 12)
    full = (weeks * 7).astype(int)
    dropout = draw.random(n) < truth.dropout
    length = np.where(dropout, np.maximum(1, (full * draw.random(n)).astype(int)), full)
    died = dropout & (draw.random(n) < truth.death_share)
    ended = started + length
    # About one in eight dies within the year that follows.
    later = draw.exponential(365 / 0.13, n).astype(int)
    died_on = np.where(died, ended, np.where(later <= 400, ended + 1 + later, -1))
    hospital = draw.random(n) < 0.45
    before = np.where(who.existing, np.round(draw.gamma(2.0, 2.5, n), 1), np.round(draw.gamma(2.0, 1.5, n), 1)) + 0.5
    kept = np.where(
        who.independent, 0.0, np.maximum(0.1, np.round(before * np.clip(draw.normal(0.8, 0.4, n), 0.1, 2.0), 1))
    )
    moved = draw.exponential(12 / 0.10, n)
    place_by = np.where(moved <= 12, np.ceil(moved), 99).astype(int)
    return Courses(
        received=received,
        contacted=contacted,
        started=started,
        ended=ended,
        dropout=dropout,
        died=died,
        died_on=died_on,
        visits=np.maximum(1, np.round(length / 7 * np.clip(draw.normal(5.4, 1.2, n), 1.5, 9))).astype(int),
        hospital=hospital,
        hours_before=before,
        hours_after=kept,
        place_by=place_by,
        reached=draw.random((n, len(FOLLOWED))) < np.array(_REACH if truth.reach is None else truth.reach),
    )


@dataclass(frozen=True, slots=True)
class Visits:
    """One value for each visit; `of`: which person (0 to n - 1), in order."""

    of: Array
    day: Array
    minutes: Array
    travel: Array
    staff: Array
    help_given: Array
    effort: Array
    done: Array


def visits(what: Courses, truth: Truth, draw: np.random.Generator) -> Visits:
    """Visits of each episode: one on the first day by two, then ever fewer towards the end."""
    of = np.repeat(np.arange(len(what.visits)), what.visits)
    n = len(of)
    first = np.zeros(n, bool)
    first[np.cumsum(what.visits) - what.visits] = True
    length = (what.ended - what.started)[of]
    into = (length * draw.random(n) ** 1.35).astype(np.int32)
    into[first] = 0
    minutes = np.clip(draw.gamma(6.0, 7.5, n), 10, 180).astype(np.int32)
    rounded = draw.random(n) < truth.round_minutes
    minutes = np.where(rounded, np.maximum(15, (minutes + 7) // 15 * 15), minutes).astype(np.int32)
    return Visits(
        of=of,
        day=(what.started[of] + into).astype(np.int32),
        minutes=minutes,
        travel=np.clip(draw.gamma(3.0, 4.0, n), 2, 60).astype(np.int32),
        staff=np.where(first | (draw.random(n) < 0.05), 2, 1).astype(np.int32),
        help_given=np.clip(np.round(3.2 - 2.6 * into / np.maximum(1, length) + draw.normal(0, 0.8, n)), 0, 5).astype(
            np.int32
        ),
        effort=np.clip(np.round(draw.normal(5, 1.7, n)), 0, 10).astype(np.int32),
        done=first | (draw.random(n) < 0.94),
    )
