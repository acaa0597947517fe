"""Instruments that describe, and steps of ordinal scales, go through the extract without ever getting a mean."""

import pyarrow.parquet as pq
import pytest

from fotfeste.care.assessment.actions import record_assessment
from fotfeste.care.assessment.rules.registry import INSTRUMENTS
from fotfeste.insight.figures.rules.figure import Period
from fotfeste.insight.report.building import Reader, build
from fotfeste.insight.tables import extract
from tests.record.assessments import make_episode

pytestmark = pytest.mark.django_db

LEVELS = {
    "mobility": 3,
    "self_care": 3,
    "usual_activities": 3,
    "pain_discomfort": 3,
    "anxiety_depression": 3,
    "vas": 50,
}


@pytest.fixture
def taken(people, now):
    """Everything measured twice in one completed period, and EQ-5D in two by different value sets."""
    episode = make_episode(people, now)
    iplos = {field.code: 3 for field in INSTRUMENTS["iplos"].versions[0].fields}
    adl = {field.code: 1 for field in INSTRUMENTS["adl_taxonomy"].versions[0].fields if field.counts}
    icf = {"categories": [{"id": "a", "code": "b710", "qualifier": 3}]}
    for occasion in ("baseline", "discharge"):
        for code, answers in (("iplos", iplos), ("adl_taxonomy", adl), ("icf", icf), ("eq5d5l", LEVELS)):
            record_assessment(
                episode=episode,
                instrument=code,
                occasion=occasion,
                assessed_on=now.date(),
                answers=answers,
                by=people.alice,
                now=now,
            )
    other = make_episode(people, now, name="Rolig")
    for occasion in ("baseline", "discharge"):
        record_assessment(
            episode=other,
            instrument="eq5d5l",
            occasion=occasion,
            assessed_on=now.date(),
            answers={**LEVELS, "value_set": "sweden_2022"},
            by=people.alice,
            now=now,
        )
    for one in (episode, other):
        one.state, one.ended_on, one.outcome = "completed", now.date(), "no_service"
        one.save()
    return extract.run(now=now)


def test_only_values_with_a_mean_are_told_as_a_mean(taken, now):
    report = build(taken.folder, period=Period(), as_of=now, reader=Reader.TEAM)
    assert {(change.instrument, change.measure) for change in report.changes} == {
        ("eq5d5l", "index"),
        ("eq5d5l", "vas"),
    }


def test_two_value_sets_are_two_measures_and_never_one_mean(taken, now):
    report = build(taken.folder, period=Period(), as_of=now, reader=Reader.TEAM)
    index = [one for one in report.changes if one.measure == "index" and one.group == "all"]
    assert {one.version: round(one.baseline_mean.value, 3) for one in index} == {
        "standard/norway_2024": 0.539,
        "standard/sweden_2022": 0.701,
    }


def test_a_description_without_scores_leaves_no_row_behind(taken):
    assert "icf" not in set(pq.read_table(taken.folder / "assessments.parquet")["instrument"].to_pylist())
