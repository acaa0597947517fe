"""SPPB: what is said when a part has no points. The tables of points stand in test_instrument_tables."""

import pytest

from fotfeste.care.assessment.rules.answers import AnswerError
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import score
from tests.spec.assessment.tables import answer, number, rows

WHOLE = {
    "side_by_side_seconds": 10,
    "semi_tandem_seconds": 10,
    "tandem_seconds": 10,
    "course_length_m": "4",
    "gait_seconds": 4,
    "chair_seconds": 10,
}
# Unable is 0 points. Refused, too ill or nothing said is no points, and the total stays open.
PARTS = """
    field                | said     | part    | points | total
    chair_seconds        | unable   | chair   | 0      | 8
    chair_seconds        | refused  | chair   | open   | open
    chair_seconds        | too_ill  | chair   | open   | open
    chair_seconds        | no_space | chair   | open   | open
    chair_seconds        |          | chair   | open   | open
    gait_seconds         | unable   | gait    | 0      | 8
    gait_seconds         | refused  | gait    | open   | open
    gait_seconds         |          | gait    | open   | open
    tandem_seconds       | unable   | balance | 2      | 10
    tandem_seconds       | refused  | balance | open   | open
    tandem_seconds       |          | balance | open   | open
"""


@pytest.mark.parametrize(("field", "said", "part", "points", "total"), rows(PARTS))
def test_unable_refused_and_missing_are_three_different_things(field, said, part, points, total):
    found = score(get("sppb"), {**WHOLE, field: answer(said)})
    assert (found[part].number, found["total"].number) == (number(points), number(total))


def test_the_unverified_table_for_2_44_metres_says_so_on_the_score_and_the_others_do_not():
    remarks = {
        course: score(get("sppb"), {**WHOLE, "course_length_m": course}).remarks for course in ("2.44", "3", "4")
    }
    assert "ikke er kontrollert" in remarks["2.44"][0].nb
    assert remarks["3"] == remarks["4"] == ()


def test_the_three_parts_are_single_steps_and_have_no_mean():
    averaged = {value.code: value.averaged for value in get("sppb").versions[0].values}
    assert averaged == {"total": True, "balance": False, "gait": False, "chair": False, "gait_speed": True}


def test_a_walk_nobody_can_walk_is_refused():
    with pytest.raises(AnswerError) as refused:
        score(get("sppb"), {**WHOLE, "gait_seconds": 0.9})
    assert refused.value.field == "gait_seconds" and "så fort går ingen" in refused.value.what.nb
