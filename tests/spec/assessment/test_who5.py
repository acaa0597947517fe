"""WHO-5: two scales, the cut-off on the one and the limit for change on the other."""

import pytest

from fotfeste.care.assessment.rules.changes import change
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import score
from tests.spec.assessment.tables import bands, items, limits, number, rows

SCALES = """
    items       | raw  | percent
    0x5         | 0    | 0
    5x5         | 25   | 100
    1 2 3 4 5   | 15   | 60
    3 3 3 2 2   | 13   | 52
    3 3 2 2 2   | 12   | 48
    0 0 0 0 1   | 1    | 4
    5x4 -       | open | open
    5x4 refused | open | open
"""
CUTOFF = """
    raw | band
    0   | Poor well-being
    12  | Poor well-being
    13  |
    25  |
"""
CHANGE = """
    before | after | percentage points | reached
    3x5    | 3 3 3 4 4 | 8             | no
    3x5    | 3 3 4 4 4 | 12            | yes
    3x5    | 3 3 2 2 2 | 12            | yes
    5x5    | 5 5 5 5 3 | 8             | no
"""


@pytest.mark.parametrize(("given", "raw", "percent"), rows(SCALES))
def test_the_percentage_is_four_times_the_raw_score(given, raw, percent):
    found = score(get("who5"), items(given))
    assert (found["raw"].number, found["percent"].number) == (number(raw), number(percent))


@pytest.mark.parametrize(("raw", "band"), rows(CUTOFF))
def test_below_13_of_25_is_poor_well_being(raw, band):
    assert bands("who5", "raw", int(raw)) == ([band] if band else [])


@pytest.mark.parametrize(("before", "after", "points", "reached"), rows(CHANGE))
def test_ten_percentage_points_is_the_limit_and_it_stands_on_the_percentage_only(before, after, points, reached):
    moved = change(score(get("who5"), items(before)), score(get("who5"), items(after)))
    assert abs(moved["percent"].difference) == float(points)
    assert bool(moved["percent"].reached) == (reached == "yes")
    assert moved["raw"].checks == ()


def test_no_band_stands_on_the_percentage_and_no_limit_on_the_raw_score():
    assert limits("who5") == {("percent", "suggested", 10.0, 0.0, None)}
    assert {band.of for band in get("who5").cutoffs} == {"raw"}
