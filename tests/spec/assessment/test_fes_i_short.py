"""Short FES-I: the sum of seven, lower is better, and bands that are only quoted."""

import pytest

from fotfeste.care.assessment.rules.changes import Verdict, change
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import score
from tests.spec.assessment.tables import bands, items, number, rows

TOTALS = """
    items           | total
    1x7             | 7
    4x7             | 28
    2x7             | 14
    1 1 1 1 1 1 2   | 8
    1 2 3 4 1 2 3   | 16
    4x6 -           | open
    4x6 refused     | open
"""
BANDS = """
    total | band
    7     | Low concern
    8     | Low concern
    9     | Moderate concern
    13    | Moderate concern
    14    | High concern
    28    | High concern
"""


@pytest.mark.parametrize(("given", "total"), rows(TOTALS))
def test_the_total_is_the_sum_of_seven_and_open_when_one_is_missing(given, total):
    assert score(get("fes_i_short"), items(given))["total"].number == number(total)


@pytest.mark.parametrize(("total", "band"), rows(BANDS))
def test_every_total_lies_in_one_of_the_quoted_bands(total, band):
    assert bands("fes_i_short", "total", int(total)) == [band]


def test_the_bands_are_called_not_verified_and_no_limit_for_change_is_given():
    assert not any(band.source.verified for band in get("fes_i_short").cutoffs)
    assert get("fes_i_short").thresholds == ()


def test_fewer_points_is_better_and_7_is_the_best_there_is():
    worried, calm = (score(get("fes_i_short"), items(given)) for given in ("3x7", "1x7"))
    assert change(worried, calm)["total"].verdict is Verdict.BETTER
    assert calm["total"].at_best and not worried["total"].at_best
