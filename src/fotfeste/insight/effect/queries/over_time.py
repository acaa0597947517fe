"""Scores over several occasions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fotfeste.insight.effect.queries.pairs import EVER, Measure, baselines_of, deaths, died_by, rows_of
from fotfeste.insight.effect.rules.mixed_model import Measured
from fotfeste.insight.indicators.asked import ended
from fotfeste.insight.tables.engines import Tables
from fotfeste.insight.tables.schema import OCCASIONS


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
    baselines = baselines_of(t, of)
    first: dict[str, dict[str, Any]] = {}
    several = 0
    for episode in ended(t, EVER).order_by("started_on", "episode").to_pyarrow().to_pylist():
        if episode["episode"] in baselines:
            several += episode["person"] in first
            first.setdefault(episode["person"], episode)
    chosen = {episode["episode"]: episode for episode in first.values()}
    seen: dict[tuple[str, str], Measured] = {}
    for row in sorted(rows_of(t.assessments, of), key=lambda r: (r["assessed_on"], r["assessment"])):
        taken = chosen.get(row["episode"])
        if taken is not None and row["value"] is not None and row["occasion"] != "other":
            one = Measured(taken["person"], row["occasion"], row["value"], taken["group"])
            seen.setdefault((one.person, one.occasion), one)
    died_on, last = deaths(t), max((OCCASIONS.index(o) for _, o in seen), default=0)
    died = {person for person, episode in first.items() if died_by(OCCASIONS[last], episode, died_on)}
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
