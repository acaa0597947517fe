"""What the person thinks: each statement by itself, and the one England's audit asks too (X1)."""

import pytest

from fotfeste.care.assessment.rules.changes import Verdict, change
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import score
from tests.spec.assessment.tables import rows

ANSWERS = """
    answer        | number
    0             | 0
    1             | 1
    2             | 2
    refused       | open
    not_relevant  | open
"""


@pytest.mark.parametrize(("answer", "number"), rows(ANSWERS))
def test_yes_definitely_is_2_and_no_answer_is_no_number(answer, number):
    given = int(answer) if answer.isdigit() else answer
    scored = score(get("satisfaction_person"), {"aware_of_goals": given})
    assert scored["aware_of_goals"].number == (None if number == "open" else int(number))


def test_knowing_what_was_worked_towards_is_asked_in_words_that_can_be_compared():
    field = next(one for one in get("satisfaction_person").versions[0].fields if one.code == "aware_of_goals")
    assert field.label.en == "I was aware of what we were trying to achieve."
    assert [option.label.en for option in field.options] == ["No", "To some extent", "Yes, definitely"]


def test_there_is_no_sum_no_mean_and_no_invented_limit():
    instrument = get("satisfaction_person")
    assert len(instrument.versions[0].values) == 5
    assert not any(value.averaged for value in instrument.versions[0].values)
    assert instrument.thresholds == () and instrument.cutoffs == ()


def test_it_is_said_when_somebody_else_answered_the_second_time():
    first = score(get("satisfaction_person"), {"content": 1, "answered_by": "self"})
    moved = change(first, score(get("satisfaction_person"), {"content": 2, "answered_by": "staff"}))
    assert moved["content"].verdict is Verdict.BETTER
    assert "Ansatt skrev det ned" in moved.remarks[0].nb
