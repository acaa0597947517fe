"""Sunnaas: the sum of twelve, and what the sum hides."""

import pytest

from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import score
from tests.spec.assessment.tables import items, number, rows

TOTALS = """
    activities                  | total
    3x12                        | 36
    0x12                        | 0
    2x12                        | 24
    3 3 3 3 2 2 2 2 1 1 1 1     | 24
    3x11 -                      | open
    3x11 refused                | open
"""
# Two people with 24 points: one needs nobody, the other needs help at any time.
HELP = """
    activities                  | in all | any time | planned
    2x12                        | 0      | 0        | 0
    0 0 0 0 3 3 3 3 3 3 3 3     | 4      | 4        | 0
    2 2 1 2 1 0 3 3 1 2 2 2     | 4      | 1        | 2
    1x12                        | 12     | 4        | 4
    0x12                        | 12     | 4        | 4
"""


@pytest.mark.parametrize(("given", "total"), rows(TOTALS))
def test_the_total_is_the_sum_of_twelve_and_open_when_one_is_missing(given, total):
    assert score(get("sunnaas"), items(given))["total"].number == number(total)


@pytest.mark.parametrize(("given", "in_all", "any_time", "planned"), rows(HELP))
def test_the_score_says_in_how_many_activities_somebody_must_help(given, in_all, any_time, planned):
    (remark,) = score(get("sunnaas"), items(given)).remarks
    assert remark.nb.startswith(f"Personhjelp i {in_all} av 12: {any_time} av 1–4")
    assert f"{planned} av 5–8" in remark.nb


def test_nothing_is_said_about_help_while_an_activity_is_missing():
    assert score(get("sunnaas"), items("0x11 -")).remarks == ()


def test_no_limit_for_change_was_found_and_none_is_given():
    assert get("sunnaas").thresholds == () and get("sunnaas").cutoffs == ()
