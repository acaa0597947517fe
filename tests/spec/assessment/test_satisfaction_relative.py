"""What a next of kin thinks: their own view, never the person's."""

import pytest

from fotfeste.care.assessment.rules.answers import AnswerError
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import score


def test_five_statements_each_by_itself():
    scored = score(
        get("satisfaction_relative"),
        {"aware_of_goals": 2, "heard": 1, "safe": 0, "manageable": 2, "content": 1, "answered_by": "relative"},
    )
    assert [value.number for value in scored.values] == [2, 1, 0, 2, 1]
    assert scored.completeness.complete and scored.context == {"answered_by": "relative"}


def test_nobody_answers_it_as_the_person_or_on_the_persons_behalf():
    for who in ("self", "proxy"):
        with pytest.raises(AnswerError) as refused:
            score(get("satisfaction_relative"), {"content": 1, "answered_by": who})
        assert refused.value.field == "answered_by"


def test_there_is_no_sum_no_mean_and_no_invented_limit():
    instrument = get("satisfaction_relative")
    assert not any(value.averaged for value in instrument.versions[0].values)
    assert instrument.thresholds == () and instrument.cutoffs == ()
