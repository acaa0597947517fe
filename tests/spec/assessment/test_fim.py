"""FIM: three results that must agree, and any one of them alone."""

import pytest

from fotfeste.care.assessment.rules.answers import AnswerError
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import score
from tests.spec.assessment.tables import answer, number, rows

RESULTS = """
    motor | cognitive | total | gives motor | gives cognitive | gives total
    13    | 5         | 18    | 13          | 5               | 18
    91    | 35        | 126   | 91          | 35              | 126
    60    | 30        | 90    | 60          | 30              | 90
    60    | 30        |       | 60          | 30              | 90
    60    |           |       | 60          | open            | open
          | 30        |       | open        | 30              | open
          |           | 90    | open        | open            | 90
    60    |           | 90    | 60          | open            | 90
          | 30        | 90    | open        | 30              | 90
          |           |       | open        | open            | open
"""
CONTRADICTIONS = """
    motor | cognitive | total
    60    | 30        | 91
    60    | 30        | 89
    60    |           | 64
    60    |           | 96
          | 30        | 42
          | 30        | 122
    12    | 5         | 17
    92    | 35        | 127
    60    | 4         |
    60    | 36        |
          |           | 17
          |           | 127
    60.5  | 30        |
"""


def fim(motor, cognitive, total):
    return score(get("fim"), {"motor": motor, "cognitive": cognitive, "total": total})


@pytest.mark.parametrize("row", rows(RESULTS))
def test_what_is_given_is_kept_and_a_part_is_never_worked_out_from_a_total(row):
    found = fim(*(answer(cell) for cell in row[:3]))
    assert [found[code].number for code in ("motor", "cognitive", "total")] == [number(cell) for cell in row[3:]]


@pytest.mark.parametrize("row", rows(CONTRADICTIONS))
def test_numbers_that_cannot_stand_together_are_refused(row):
    with pytest.raises(AnswerError):
        fim(*(answer(cell) for cell in row))


def test_a_total_that_does_not_agree_says_what_it_must_be():
    with pytest.raises(AnswerError) as refused:
        fim(60, 30, 91)
    assert refused.value.field == "total"
    assert refused.value.what.nb == "Summen er 91, men med disse delene må den ligge fra 90 til 90."


def test_one_number_alone_is_a_whole_result_and_needs_no_reason_for_the_others():
    assert fim(None, None, 90).completeness.complete
    assert not fim(None, None, None).completeness.complete


def test_the_22_points_for_stroke_are_not_verified_and_are_no_limit():
    assert get("fim").thresholds == ()
    assert any("22" in caution.nb and "brukes ikke" in caution.nb for caution in get("fim").cautions)
