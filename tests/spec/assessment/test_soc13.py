"""SOC-13: one total, taken as it is."""

import pytest

from fotfeste.care.assessment.rules.answers import AnswerError
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import score
from tests.spec.assessment.tables import answer, number, rows

TOTALS = """
    given | total
    13    | 13
    91    | 91
    62    | 62
          | open
"""


@pytest.mark.parametrize(("given", "total"), rows(TOTALS))
def test_the_total_is_taken_as_given(given, total):
    assert score(get("soc13"), {"total": answer(given)})["total"].number == number(total)


@pytest.mark.parametrize("raw", [12, 92, 62.5, "62", True])
def test_what_cannot_be_a_total_is_refused(raw):
    with pytest.raises(AnswerError):
        score(get("soc13"), {"total": raw})


def test_items_are_not_taken_because_nobody_here_knows_which_are_reversed():
    with pytest.raises(AnswerError, match="no such field"):
        score(get("soc13"), {"item_1": 4})


def test_it_has_no_limit_for_change_and_warns_about_people_over_75():
    assert get("soc13").thresholds == ()
    assert any("75 år" in caution.nb and "1753" in caution.nb for caution in get("soc13").cautions)
