"""TUG: a time, or none. Somebody who could not has no number in its place."""

import pytest

from fotfeste.care.assessment.rules.answers import AnswerError, Reason
from fotfeste.care.assessment.rules.changes import Verdict, change
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import not_done, score
from fotfeste.care.assessment.rules.values import Missing
from tests.spec.assessment.tables import answer, bands, number, rows

TIMES = """
    given    | seconds
    12.34    | 12.34
    1        | 1
    600      | 600
    unable   | open
    refused  | open
    too_ill  | open
    no_space | open
    not_done | open
             | open
"""
BAND = """
    seconds | band
    13.49   |
    13.5    | 13.5 seconds or more
    60      | 13.5 seconds or more
"""


def tug(seconds):
    return score(get("tug"), {"seconds": seconds})


@pytest.mark.parametrize(("given", "seconds"), rows(TIMES))
def test_a_time_is_kept_as_measured_and_nothing_stands_in_for_a_missing_one(given, seconds):
    found = tug(answer(given))
    assert found["seconds"].number == number(seconds)
    if number(seconds) is None:
        assert found.completeness.missing == (Missing("seconds", Reason(given) if given else None),)


@pytest.mark.parametrize("raw", [0, 0.5, -1, 601, 999, "12"])
def test_0_and_999_are_no_way_to_say_that_it_could_not_be_done(raw):
    with pytest.raises(AnswerError):
        tug(raw)


def test_only_unable_is_something_about_the_person():
    assert change(tug(20), tug("unable"))["seconds"].verdict is Verdict.BECAME_UNABLE
    assert change(tug(20), not_done(get("tug"), "unable"))["seconds"].verdict is Verdict.BECAME_UNABLE
    for said in ("refused", "too_ill", "no_space", "not_done", None):
        assert change(tug(20), tug(said))["seconds"].verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(("seconds", "band"), rows(BAND))
def test_13_5_seconds_is_a_published_band_that_warns_against_itself(seconds, band):
    assert bands("tug", "seconds", float(seconds)) == ([band] if band else [])
    assert "0,31" in get("tug").cutoffs[0].caution.nb
