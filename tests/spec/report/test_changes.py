import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fotfeste.care.assessment.rules.registry import get
from fotfeste.insight.indicators.changes import Change
from fotfeste.insight.report.building import Report
from fotfeste.insight.tables.schema import ASSESSMENTS, CHANGES, MEASURES, THRESHOLDS, from_rows
from tests.spec.report.tidy import episodes, report, rows

FIVE = """
    person | group      | started    | ended      | outcome
    anna   | first_time | 2026-01-05 | 2026-02-02 | no_service
    bjorn  | first_time | 2026-01-05 | 2026-02-02 | no_service
    clara  | existing   | 2026-01-05 | 2026-02-02 | fewer_services
    dag    | existing   | 2026-01-05 | 2026-02-02 | fewer_services
    eli    | existing   | 2026-01-05 | 2026-01-20 | dropout:hospital
"""


def _words(text: str) -> str:
    return json.dumps({"en": text, "nb": text, "nn": text})


def _report(folder: Path, scores: str, thresholds: str, *, better: str = "higher", unit: str = "points") -> Report:
    at = {"instrument": "copm", "version": "1", "measure": "performance"}
    read = rows(scores)
    assessed: list[dict[str, Any]] = [
        {
            **at,
            "assessment": row["person"],
            "episode": row["person"],
            "occasion": "baseline",
            "assessed_on": date(2026, 1, 6),
            "value": float(row["before"]),
        }
        for row in read
    ]
    changed = [
        {
            **at,
            "episode": row["person"],
            "occasion": "discharge",
            "baseline": float(row["before"]),
            "later": float(row["after"]),
        }
        for row in read
        if row["after"]
    ]
    limits = [
        {
            **at,
            "threshold": row["source"],
            "kind": "mic",
            "kind_name": _words("MIC"),
            "size": float(row["size"]),
            "applies_to": row["for"],
            "baseline_low": float(row["low"]) if row["low"] else None,
            "baseline_high": float(row["high"]) if row["high"] else None,
            "population": _words("all"),
            "source": row["source"],
        }
        for row in rows(thresholds)
    ]
    measure = {
        **at,
        "instrument_name": _words("COPM"),
        "name": _words("performance"),
        "better": better,
        "unit": _words(unit),
        "decimals": 1,
        "averaged": True,
    }
    more = {
        "assessments": from_rows(ASSESSMENTS, assessed),
        "changes": from_rows(CHANGES, changed),
        "thresholds": from_rows(THRESHOLDS, limits),
        "measures": from_rows(MEASURES, [measure]),
    }
    return report(folder, episodes=episodes(FIVE), more=more)


SCORES = """
    person | before | after
    anna   | 3.2    | 6.2
    bjorn  | 4.0    | 6.2
    clara  | 4.3    | 4.3
    dag    | 5.0    | 4.0
    eli    | 3.0    |
"""
LIMITS = """
    size | for    | low | high | source
    2.2  | person |     |      | Japan
    3    | person |     |      | Norway
    0.5  | group  |     |      | means only
    2    | person | 3.5 | 4.5  | banded
"""


def _of(found: Report, group: str) -> Change:
    return next(c for c in found.changes if c.group == group)


def test_mean_change_is_of_those_measured_both_times_and_the_others_are_missing(tmp_path: Path) -> None:
    change = _of(_report(tmp_path, SCORES, LIMITS), "all").change
    assert change.value == pytest.approx((3.0 + 2.2 + 0.0 - 1.0) / 4)
    assert (change.n, change.missing) == (4, 1)
    assert change.interval is not None


def test_each_published_threshold_has_its_own_share_and_source(tmp_path: Path) -> None:
    found = {t.source: t for t in _of(_report(tmp_path, SCORES, LIMITS), "all").thresholds}
    assert {s: t.among_scored.numerator for s, t in found.items()} == {"Japan": 2, "Norway": 1, "banded": 1}


def test_reaching_a_threshold_exactly_is_reaching_it_whatever_floating_point_says(tmp_path: Path) -> None:
    assert 5.1 - 2.9 < 2.2
    scores = """
        person | before | after
        anna   | 2.9    | 5.1
    """
    japan = next(t for t in _of(_report(tmp_path, scores, LIMITS), "all").thresholds if t.source == "Japan")
    assert japan.among_scored.numerator == 1


def test_a_threshold_for_group_means_is_never_held_against_persons(tmp_path: Path) -> None:
    assert "means only" not in {t.source for t in _of(_report(tmp_path, SCORES, LIMITS), "all").thresholds}


def test_a_threshold_for_some_baselines_is_counted_among_those_who_started_there(tmp_path: Path) -> None:
    banded = next(t for t in _of(_report(tmp_path, SCORES, LIMITS), "all").thresholds if t.source == "banded")
    assert (banded.among_scored.numerator, banded.among_scored.n) == (1, 2)


def test_those_not_measured_again_count_as_not_having_reached_the_threshold(tmp_path: Path) -> None:
    norway = next(t for t in _of(_report(tmp_path, SCORES, LIMITS), "all").thresholds if t.source == "Norway")
    assert (norway.among_scored.n, norway.among_started.n) == (4, 5)
    assert norway.among_scored.numerator == norway.among_started.numerator == 1


def test_where_lower_is_better_a_fall_passes_the_threshold(tmp_path: Path) -> None:
    scores = """
        person | before | after
        anna   | 20     | 16
        bjorn  | 20     | 24
    """
    limits = """
        size | for    | low | high | source
        2    | person |     |      | seconds
    """
    change = _of(_report(tmp_path, scores, limits, better="lower"), "first_time")
    assert change.thresholds[0].among_scored.numerator == 1


def test_groups_are_shown_apart(tmp_path: Path) -> None:
    found = _report(tmp_path, SCORES, LIMITS)
    assert _of(found, "first_time").change.value == pytest.approx(2.6)
    assert _of(found, "existing").change.value == pytest.approx(-0.5)
    assert _of(found, "existing").change.missing == 1


UNITS = """
    instrument      | value      | counted in
    tug             | seconds    | s
    gait_speed      | gait_speed | m/s
    grip            | best       | kg
    chair_stand_30s | stands     | times
    who5            | percent    | percent
    who5            | raw        | points
    amps            | motor      | logits
    fim             | total      | points
"""


@pytest.mark.parametrize("row", rows(UNITS), ids=lambda row: f"{row['instrument']}-{row['value']}")
def test_a_mean_is_counted_in_the_unit_of_its_instrument(tmp_path: Path, row: dict[str, str]) -> None:
    (unit,) = {v.unit.en for v in get(row["instrument"]).versions[0].values if v.code == row["value"]}
    found = _report(tmp_path, SCORES, LIMITS, unit=unit)
    assert {c.change.unit.value for c in found.changes} == {row["counted in"]}
