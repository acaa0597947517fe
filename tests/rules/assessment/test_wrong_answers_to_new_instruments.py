"""A wrong answer gives a clear error at its place, never a number."""

import pytest

from fotfeste.care.assessment.rules.answers import AnswerError
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import score

LEVELS = {
    "mobility": 2,
    "self_care": 1,
    "usual_activities": 2,
    "pain_discomfort": 3,
    "anxiety_depression": 2,
}
STATES = [
    ("2123", "has 4 signs"),
    ("212322", "has 6 signs"),
    ("", "has 0 signs"),
    ("21232 ", "has 6 signs"),
    ("21032", "number 3 of the state is “0”"),
    ("21632", "number 3 of the state is “6”"),
    ("2123x", "number 5 of the state is “x”"),
    ("٢1232", "number 1 of the state"),
    ("21{}2", "number 3 of the state is “{”"),
    (21232, "is not text"),
    ([2, 1, 2, 3, 2], "is not text"),
    (True, "is not text"),
]


@pytest.mark.parametrize(("state", "said"), STATES)
def test_a_malformed_state_is_refused_and_the_error_says_what_is_wrong(state, said):
    with pytest.raises(AnswerError) as refused:
        score(get("eq5d5l"), {"state": state})
    assert refused.value.field == "state" and said in refused.value.what.en
    assert "21232" in refused.value.next_step.nb


def test_a_state_beside_single_levels_is_refused_because_nobody_knows_which_counts():
    with pytest.raises(AnswerError) as refused:
        score(get("eq5d5l"), {"state": "21232", "self_care": 1})
    assert refused.value.field == "self_care" and "Both a state" in refused.value.what.en


def test_an_empty_state_beside_levels_is_no_state():
    assert score(get("eq5d5l"), {"state": None, **LEVELS})["index"].number is not None


def test_the_uk_value_set_is_asked_for_in_vain_and_the_error_says_why():
    with pytest.raises(AnswerError) as refused:
        score(get("eq5d5l"), {**LEVELS, "value_set": "uk_2026"})
    assert refused.value.field == "value_set" and "vi kjenner ikke tallene" in refused.value.what.nb
    assert "norway_2024" in refused.value.next_step.nb


@pytest.mark.parametrize("value_set", ["norway", "uk_2019", "", 2024, [], {}])
def test_an_unknown_value_set_is_refused_and_never_taken_for_the_default(value_set):
    with pytest.raises(AnswerError) as refused:
        score(get("eq5d5l"), {**LEVELS, "value_set": value_set})
    assert refused.value.field == "value_set"


@pytest.mark.parametrize("level", [0, 6, 9, 2.0, "2", True, -1, [], {}])
def test_only_levels_1_to_5_are_taken(level):
    with pytest.raises(AnswerError) as refused:
        score(get("eq5d5l"), {**LEVELS, "pain_discomfort": level})
    assert refused.value.field == "pain_discomfort"


@pytest.mark.parametrize("vas", [-1, 101, 50.5, "50", True, float("nan")])
def test_only_whole_numbers_from_0_to_100_are_taken_for_the_health_scale(vas):
    with pytest.raises(AnswerError) as refused:
        score(get("eq5d5l"), {**LEVELS, "vas": vas})
    assert refused.value.field == "vas"


@pytest.mark.parametrize("level", [0, 6, 7, 8, 10, "9", True, 9.0])
def test_iplos_takes_1_to_5_and_9_and_nothing_else(level):
    with pytest.raises(AnswerError) as refused:
        score(get("iplos"), {"housework": level})
    assert refused.value.field == "housework"


@pytest.mark.parametrize("step", [3, -1, 9, "can", 1.0, True])
def test_the_adl_taxonomy_takes_three_steps_and_its_reasons(step):
    with pytest.raises(AnswerError) as refused:
        score(get("adl_taxonomy"), {"cooking": step})
    assert refused.value.field == "cooking"


@pytest.mark.parametrize("answers", [[], "21232", None, 5])
def test_answers_that_are_not_by_field_are_refused_before_any_state_is_read(answers):
    with pytest.raises(AnswerError):
        score(get("eq5d5l"), answers)
