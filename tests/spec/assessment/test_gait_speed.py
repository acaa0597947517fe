"""Walking speed: metres by seconds, and never across courses or starts."""

import pytest

from fotfeste.care.assessment.rules.answers import AnswerError, Reason
from fotfeste.care.assessment.rules.changes import ChangeError, Reach, Verdict, change
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import not_done, score
from fotfeste.care.assessment.rules.values import Missing
from tests.spec.assessment.tables import answer, rows

SPEEDS = """
    metres | seconds | m/s
    4      | 5.0     | 0.80
    4      | 4.0     | 1.00
    4      | 8.70    | 0.46
    3      | 6.52    | 0.46
    2.44   | 5.7     | 0.43
    2.44   | 4.0     | 0.61
    10     | 12.5    | 0.80
    6      | 7.5     | 0.80
    4      | unable  | none
    4      | refused | none
    4      |         | none
"""


def walk(seconds, metres=4, start="standing", aid=None):
    given = {"course_length_m": metres, "start": start, "seconds": seconds, "walking_aid": aid}
    return score(get("gait_speed"), given)


@pytest.mark.parametrize(("metres", "seconds", "speed"), rows(SPEEDS))
def test_the_speed_is_metres_by_seconds(metres, seconds, speed):
    found = walk(answer(seconds), float(metres))["gait_speed"].number
    assert found == (None if speed == "none" else pytest.approx(float(speed), abs=0.005))


def test_unable_refused_and_not_said_are_three_different_things():
    reasons = [walk(said).completeness.missing for said in ("unable", "refused", None)]
    assert reasons == [
        (Missing("seconds", Reason.UNABLE),),
        (Missing("seconds", Reason.REFUSED),),
        (Missing("seconds"),),
    ]


def test_sppb_and_the_walk_alone_share_one_speed_and_one_set_of_limits():
    held = dict.fromkeys(("side_by_side_seconds", "semi_tandem_seconds", "tandem_seconds"), 10)
    sppb = score(get("sppb"), {**held, "course_length_m": "4", "gait_seconds": 5, "chair_seconds": 12})
    assert sppb["gait_speed"].number == walk(5)["gait_speed"].number == 0.8
    alone = get("gait_speed").thresholds
    assert tuple(limit for limit in get("sppb").thresholds if limit.of == "gait_speed") == alone
    assert {(one.value, one.value_high) for one in alone} == {(0.05, None), (0.1, None), (0.03, 0.05), (0.08, None)}


def test_half_a_tenth_of_a_metre_a_second_is_the_small_limit_and_a_tenth_the_substantial_one():
    moved = change(walk(5.0), walk(4.7058823))["gait_speed"]
    assert (round(moved.difference, 3), moved.verdict) == (0.05, Verdict.BETTER)
    assert {check.threshold.value: check.reach for check in moved.checks} == {
        0.05: Reach.REACHED,
        0.1: Reach.NOT_REACHED,
        0.03: Reach.REACHED,
        0.08: Reach.NOT_REACHED,
    }


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (walk(10, metres=10), "Lengden på gangbanen er ulik: 4 m og 10 m."),
        (walk(4, metres=2.44), "Lengden på gangbanen er ulik: 4 m og 2,44 m."),
        (walk(4, start="rolling"), "Start er ulik: Fra stillestående og Går allerede."),
    ],
)
def test_another_course_or_start_is_never_compared(other, said):
    with pytest.raises(ChangeError) as refused:
        change(walk(5), other)
    assert refused.value.what.nb == said


def test_4_and_4_0_metres_are_one_course_and_another_aid_is_only_said():
    moved = change(walk(5, metres=4, aid="rollator"), walk(4, metres=4.0, aid="stick"))
    assert moved["gait_speed"].difference == pytest.approx(0.2)
    assert "Rullator" in moved.remarks[0].nb


def test_one_who_could_not_walk_has_no_course_and_may_become_able_on_any():
    assert walk("unable", metres=None, start=None).conditions == {}
    assert change(walk("unable"), walk(9, metres=10))["gait_speed"].verdict is Verdict.BECAME_ABLE
    assert change(walk(9), not_done(get("gait_speed"), "unable"))["gait_speed"].verdict is Verdict.BECAME_UNABLE


def test_a_walk_whose_start_nobody_noted_has_its_speed_and_says_so():
    found = walk(5, start=None)
    assert found["gait_speed"].number == 0.8
    assert ["Start" in remark.nb for remark in found.remarks] == [True]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"metres": None}, "course_length_m"),
        ({"metres": 0}, "course_length_m"),
        ({"metres": -4}, "course_length_m"),
        ({"metres": 400}, "course_length_m"),
        ({"metres": "4"}, "course_length_m"),
        ({"start": "flying"}, "start"),
        ({"seconds": 0}, "seconds"),
        ({"seconds": -5}, "seconds"),
        ({"seconds": "5"}, "seconds"),
        ({"seconds": 1.3}, "seconds"),
        ({"metres": 40}, "seconds"),
    ],
)
def test_what_cannot_be_a_walk_is_refused_at_the_field_that_is_wrong(given, field):
    with pytest.raises(AnswerError) as refused:
        walk(**{"seconds": 5, **given})
    assert refused.value.field == field and refused.value.next_step.nn
