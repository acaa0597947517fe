"""Grip: the best of up to three trials of each hand, and what is said about a hand that has none."""

import pytest

from fotfeste.care.assessment.rules.answers import AnswerError, Reason
from fotfeste.care.assessment.rules.changes import ChangeError, Reach, Verdict, change
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import score
from fotfeste.care.assessment.rules.values import Missing
from tests.spec.assessment.tables import answer, limits, number, rows

# Three trials of each hand; an empty cell is a trial that was not done.
BEST = """
    right 1 | right 2 | right 3 | left 1  | left 2 | left 3 | best | right | left
    20.0    | 22.5    | 21.0    | 18.0    | 19.5   | 19.0   | 22.5 | 22.5  | 19.5
    20.0    |         |         | 24.0    |        |        | 24.0 | 20.0  | 24.0
            | 22.5    |         |         |        | 19.0   | 22.5 | 22.5  | 19.0
    20.0    | 19.0    | 18.0    | unable  |        |        | 20.0 | 20.0  | open
    unable  |         |         | 18.0    | 18.2   |        | 18.2 | open  | 18.2
    20.0    |         |         | refused |        |        | open | 20.0  | open
    20.0    |         |         |         |        |        | open | 20.0  | open
    unable  |         |         | unable  |        |        | open | open  | open
    refused |         |         | refused |        |        | open | open  | open
    unable  |         |         | refused |        |        | open | open  | open
            |         |         |         |        |        | open | open  | open
"""
CODES = ("right_1", "right_2", "right_3", "left_1", "left_2", "left_3")


def grip(*trials, device="hydraulic"):
    return score(get("grip"), {**dict(zip(CODES, trials, strict=False)), "device": device})


@pytest.mark.parametrize("row", rows(BEST))
def test_the_best_trial_counts_and_a_hand_that_was_not_asked_leaves_the_best_of_both_open(row):
    found = grip(*(answer(cell) for cell in row[:6]))
    expected = [number(cell) for cell in row[6:]]
    assert [found[code].number for code in ("best", "best_right", "best_left")] == expected


def test_a_hand_that_could_not_and_a_hand_that_would_not_are_kept_apart():
    assert grip(20, None, None, "unable").completeness.missing == (Missing("left_1", Reason.UNABLE),)
    assert grip(20, None, None, "refused").completeness.missing == (Missing("left_1", Reason.REFUSED),)
    assert grip(20).completeness.missing == (Missing("left_1"),)


def test_only_two_hands_that_could_not_are_a_person_who_became_unable():
    before = grip(20, None, None, 18)
    assert change(before, grip("unable", None, None, "unable"))["best"].verdict is Verdict.BECAME_UNABLE
    for right, left in (("unable", "refused"), ("refused", "unable"), ("unable", None), (None, "unable")):
        assert change(before, grip(right, None, None, left))["best"].verdict is Verdict.UNKNOWN
    assert change(before, grip(20, None, None, "unable"))["best_left"].verdict is Verdict.BECAME_UNABLE


RANGE = """
    before | after | reach
    20.0   | 24.9  | not_reached
    20.0   | 25.0  | within_range
    20.0   | 26.4  | within_range
    20.0   | 26.5  | reached
    26.5   | 20.0  | reached
"""


@pytest.mark.parametrize(("before", "after", "reach"), rows(RANGE))
def test_5_to_6_5_kilograms_is_a_range_and_not_a_single_limit(before, after, reach):
    moved = change(grip(float(before), None, None, "unable"), grip(float(after), None, None, "unable"))["best"]
    assert [check.reach for check in moved.checks] == [Reach(reach)]


def test_the_limit_is_the_same_for_each_hand():
    assert limits("grip") == {(of, "suggested", 5.0, 6.5, None) for of in ("best", "best_right", "best_left")}


def test_another_kind_of_device_is_never_compared_and_an_untold_one_is_pointed_out():
    with pytest.raises(ChangeError) as refused:
        change(grip(20, None, None, 18), grip(25, None, None, 20, device="electronic"))
    assert refused.value.what.nb == "Type måler er ulik: Hydraulisk og Elektronisk."
    assert "kilo fra to typer" in grip(20, None, None, 18, device=None).remarks[0].nb
    assert grip("unable", None, None, "unable", device=None).remarks == ()


def test_27_and_16_kilograms_are_a_warning_about_sex_and_no_band():
    assert get("grip").cutoffs == ()
    assert any("27 kg for menn" in caution.nb and "ikke normer" in caution.nb for caution in get("grip").cautions)


@pytest.mark.parametrize(
    ("trials", "field"),
    [
        (("refused", 20), "right_1"),
        ((20, None, None, "unable", 18), "left_1"),
        ((20, "unable"), "right_2"),
        ((0,), "right_1"),
        ((-3,), "right_1"),
        ((101,), "right_1"),
        (("20",), "right_1"),
        ((True,), "right_1"),
        ((20, None, None, None, 200), "left_2"),
    ],
)
def test_what_cannot_be_a_grip_is_refused_at_the_field_that_is_wrong(trials, field):
    with pytest.raises(AnswerError) as refused:
        grip(*trials)
    assert refused.value.field == field
