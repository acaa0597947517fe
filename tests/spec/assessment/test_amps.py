"""AMPS: two logits as given, the cut-offs of the largest study, and the older one named as not supported."""

import pytest

from fotfeste.care.assessment.rules.answers import AnswerError
from fotfeste.care.assessment.rules.changes import Verdict, change
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import score
from tests.spec.assessment.tables import answer, bands, number, rows

LOGITS = """
    motor | process | gives motor | gives process
    1.5   | 1.0     | 1.5         | 1.0
    -0.37 | 0.08    | -0.37       | 0.08
    2.41  |         | 2.41        | open
          | 1.02    | open        | 1.02
          |         | open        | open
"""
CUTOFFS = """
    of      | logits | above the cut-off
    motor   | 1.49   | no
    motor   | 1.5    | yes
    motor   | 1.99   | yes
    motor   | 2.0    | yes
    process | 0.99   | no
    process | 1.0    | yes
"""


def amps(motor, process):
    return score(get("amps"), {"motor": motor, "process": process})


@pytest.mark.parametrize("row", rows(LOGITS))
def test_the_logits_are_kept_as_the_software_made_them(row):
    found = amps(*(answer(cell) for cell in row[:2]))
    assert [found[code].number for code in ("motor", "process")] == [number(cell) for cell in row[2:]]


@pytest.mark.parametrize(("of", "logits", "above"), rows(CUTOFFS))
def test_the_cut_offs_are_1_5_and_1_0(of, logits, above):
    assert bool(bands("amps", of, float(logits))) == (above == "yes")


def test_the_older_cut_off_of_2_0_is_named_as_not_supported_and_0_3_logits_as_not_used():
    said = " ".join(caution.nb for caution in get("amps").cautions)
    assert "2,0 for motorikk" in said and "støtter den ikke" in said and "0,3 logitene" in said
    assert get("amps").thresholds == ()


def test_higher_is_better_on_both():
    moved = change(amps(0.5, -0.2), amps(1.1, -0.4))
    assert (moved["motor"].verdict, moved["process"].verdict) == (Verdict.BETTER, Verdict.WORSE)


@pytest.mark.parametrize("raw", [15, -15, "1,5", True, float("nan")])
def test_a_lost_decimal_point_or_a_raw_sum_is_refused(raw):
    with pytest.raises(AnswerError) as refused:
        amps(raw, 1.0)
    assert refused.value.field == "motor"
