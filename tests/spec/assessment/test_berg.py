"""Berg: the sum of fourteen, and a limit that follows the band of the start."""

import pytest

from fotfeste.care.assessment.rules.changes import Verdict, change
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import score
from tests.spec.assessment.tables import bands, items, limits, number, rows

TOTALS = """
    items                               | total
    4x14                                | 56
    0x14                                | 0
    3x14                                | 42
    4 4 4 4 4 4 4 3 3 3 2 2 1 0         | 42
    1 0 0 0 0 0 0 0 0 0 0 0 0 0         | 1
    4x13 -                              | open
    4x13 refused                        | open
    4x13 no_space                       | open
    - 4x13                              | open
"""
# Donoghue and Stokes: the smallest change above the measurement error, by where the person started.
LIMITS = """
    start | end | limit | reached
    0     | 4   | 5     | no
    0     | 5   | 5     | yes
    24    | 28  | 5     | no
    24    | 29  | 5     | yes
    25    | 31  | 7     | no
    25    | 32  | 7     | yes
    34    | 40  | 7     | no
    34    | 41  | 7     | yes
    35    | 39  | 5     | no
    35    | 40  | 5     | yes
    44    | 48  | 5     | no
    44    | 49  | 5     | yes
    45    | 48  | 4     | no
    45    | 49  | 4     | yes
    56    | 53  | 4     | no
    56    | 52  | 4     | yes
    49    | 45  | 4     | yes
"""


def berg(total):
    """Answers that give this total."""
    full, rest = divmod(total, 4)
    return score(get("berg"), items(" ".join(["4"] * full + [str(rest)] * (full < 14) + ["0"] * (13 - full))))


@pytest.mark.parametrize(("given", "total"), rows(TOTALS))
def test_the_total_is_the_sum_of_fourteen_and_open_when_one_is_missing(given, total):
    assert score(get("berg"), items(given))["total"].number == number(total)


@pytest.mark.parametrize(("start", "end", "limit", "reached"), rows(LIMITS))
def test_the_start_decides_which_limit_a_change_is_held_against(start, end, limit, reached):
    moved = change(berg(int(start)), berg(int(end)))["total"]
    assert [check.threshold.value for check in moved.checks] == [float(limit)]
    assert bool(moved.reached) == (reached == "yes")


def test_every_start_has_exactly_one_limit():
    for total in range(57):
        assert sum(limit.holds_for_person(total) for limit in get("berg").thresholds) == 1


def test_the_limits_are_those_of_the_study_and_no_others():
    assert limits("berg") == {
        ("total", "mdc", 4.0, 0.0, (45, 56)),
        ("total", "mdc", 5.0, 0.0, (35, 44)),
        ("total", "mdc", 7.0, 0.0, (25, 34)),
        ("total", "mdc", 5.0, 0.0, (0, 24)),
    }


def test_more_points_is_better():
    assert change(berg(30), berg(40))["total"].verdict is Verdict.BETTER


def test_the_screen_at_45_is_quoted_as_not_verified():
    assert bands("berg", "total", 45) == ["45 or less"] and bands("berg", "total", 46) == []
    assert not get("berg").cutoffs[0].source.verified
