"""How a visit was: four lines from 0 to 10."""

import pytest

from fotfeste.care.assessment.rules.answers import AnswerError
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import score

FOUR = {"effort": 8, "benefit": 10, "pace": 0, "heard": 9}


def test_each_line_is_a_number_from_0_to_10_as_it_was_given():
    scored = score(get("session_rating"), {**FOUR, "comment": "Litt fort"})
    assert {value.code: value.number for value in scored.values} == FOUR
    assert scored["pace"].at_worst and scored["benefit"].at_best


@pytest.mark.parametrize("wrong", [11, -1, 5.5, "5", True])
def test_what_is_not_on_the_line_is_refused(wrong):
    with pytest.raises(AnswerError) as refused:
        score(get("session_rating"), {**FOUR, "pace": wrong})
    assert refused.value.field == "pace"


def test_there_is_no_sum_no_mean_and_no_invented_limit():
    instrument = get("session_rating")
    assert not any(value.averaged for value in instrument.versions[0].values)
    assert instrument.thresholds == () and instrument.cutoffs == ()
