"""30-second chair stand: a whole count, and arms that make it another test."""

import pytest

from fotfeste.care.assessment.rules.answers import AnswerError, Reason
from fotfeste.care.assessment.rules.changes import ChangeError, Verdict, change
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import score
from fotfeste.care.assessment.rules.values import Missing
from tests.spec.assessment.tables import answer, number, rows

COUNTS = """
    stands  | arms         | count
    12      | without_arms | 12
    0       | without_arms | 0
    60      | without_arms | 60
    7       | with_arms    | 7
    unable  |              | open
    refused |              | open
            |              | open
"""


def stands(count, arms="without_arms"):
    return score(get("chair_stand_30s"), {"stands": count, "arms_used": arms})


@pytest.mark.parametrize(("given", "arms", "count"), rows(COUNTS))
def test_the_count_is_kept_as_it_was_done(given, arms, count):
    assert stands(answer(given), arms or None)["stands"].number == number(count)


def test_a_count_with_arms_is_not_silently_made_0_but_the_reader_is_told_what_the_cdc_form_does():
    found = stands(7, "with_arms")
    assert found["stands"].number == 7
    assert "CDC-skjemaet ville gitt 0" in found.remarks[0].nb
    assert stands(7).remarks == ()


def test_with_and_without_arms_are_never_compared():
    with pytest.raises(ChangeError) as refused:
        change(stands(9, "with_arms"), stands(5))
    assert refused.value.what.nb == "Brukte armene for å reise seg er ulik: Ja og Nei."
    assert change(stands(9, "with_arms"), stands(12, "with_arms"))["stands"].difference == 3


def test_tried_without_coming_up_is_0_and_not_tried_is_no_number():
    assert change(stands(0), stands(4))["stands"].difference == 4
    assert change(stands("unable", None), stands(4))["stands"].verdict is Verdict.BECAME_ABLE
    assert stands("unable", None).completeness.missing == (Missing("stands", Reason.UNABLE),)
    assert stands("refused", None).completeness.missing == (Missing("stands", Reason.REFUSED),)


@pytest.mark.parametrize(
    ("count", "arms", "field"),
    [(7.5, "without_arms", "stands"), (-1, None, "stands"), (61, None, "stands"), ("7", None, "stands")],
)
def test_what_cannot_be_a_count_is_refused(count, arms, field):
    with pytest.raises(AnswerError) as refused:
        stands(count, arms)
    assert refused.value.field == field


def test_a_count_where_nobody_noted_the_arms_stands_and_says_so():
    assert stands(7, None)["stands"].number == 7
    assert ["sammenlign bare" in remark.nb for remark in stands(7, None).remarks] == [True]


def test_no_limit_for_change_is_verified_and_none_is_given():
    assert get("chair_stand_30s").thresholds == () and get("chair_stand_30s").cutoffs == ()
