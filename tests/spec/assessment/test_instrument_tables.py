"""Tables a clinician can check by hand against the published scoring."""

import pytest

from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import score
from tests.spec.assessment.tables import answer, rows

GAIT = """
    course_m | seconds | points
    4        |  4.81   | 4
    4        |  4.82   | 3
    4        |  5.00   | 3
    4        |  6.20   | 3
    4        |  6.21   | 2
    4        |  8.70   | 2
    4        |  8.71   | 1
    4        |  60     | 1
    4        |  unable | 0
    3        |  3.61   | 4
    3        |  3.62   | 3
    3        |  4.65   | 3
    3        |  4.66   | 2
    3        |  6.52   | 2
    3        |  6.53   | 1
    3        |  unable | 0
    2.44     |  3.1    | 4
    2.44     |  3.14   | 4
    2.44     |  3.2    | 3
    2.44     |  4.0    | 3
    2.44     |  4.1    | 2
    2.44     |  5.6    | 2
    2.44     |  5.7    | 1
    2.44     |  5.8    | 1
    2.44     |  unable | 0
"""
CHAIR = """
    seconds | points
    8.0     | 4
    11.19   | 4
    11.20   | 3
    13.69   | 3
    13.70   | 2
    16.69   | 2
    16.70   | 1
    60      | 1
    60.01   | 0
    120     | 0
    unable  | 0
"""
BALANCE = """
    side_by_side | semi_tandem | tandem | points
    10           | 10          | 10     | 4
    10           | 10          | 9.99   | 3
    10           | 10          | 5      | 3
    10           | 10          | 3      | 3
    10           | 10          | 2.99   | 2
    10           | 10          | 0      | 2
    10           | 10          | unable | 2
    10           | 9.99        |        | 1
    10           | 9.99        | 0      | 1
    10           | unable      |        | 1
    9.99         |             |        | 0
    unable       |             |        | 0
    unable       | unable      | unable | 0
    10           | 10          |        | open
    10           | refused     |        | open
    refused      |             |        | open
                 |             |        | open
"""


def sppb(**answers):
    whole = {
        "side_by_side_seconds": 10,
        "semi_tandem_seconds": 10,
        "tandem_seconds": 10,
        "course_length_m": "4",
        "gait_seconds": 4,
        "chair_seconds": 10,
    }
    return score(get("sppb"), {**whole, **answers})


@pytest.mark.parametrize(("course", "seconds", "points"), rows(GAIT))
def test_points_for_the_walk_follow_the_table_of_the_course(course, seconds, points):
    assert sppb(course_length_m=course, gait_seconds=answer(seconds))["gait"].number == int(points)


@pytest.mark.parametrize(("seconds", "points"), rows(CHAIR))
def test_points_for_five_chair_rises_follow_the_table(seconds, points):
    assert sppb(chair_seconds=answer(seconds))["chair"].number == int(points)


@pytest.mark.parametrize(("side", "semi", "tandem", "points"), rows(BALANCE))
def test_points_for_balance_add_up_by_position(side, semi, tandem, points):
    scored = sppb(side_by_side_seconds=answer(side), semi_tandem_seconds=answer(semi), tandem_seconds=answer(tandem))
    assert scored["balance"].number == (None if points == "open" else int(points))


def test_the_3_metre_and_the_4_metre_table_agree_at_the_same_speed():
    for tenths in range(20, 120):
        four_metres = tenths / 10
        # Not asked within 0.02 s of a limit: the published limits were rounded for each course by itself.
        if min(abs(four_metres - limit) for limit in (4.82, 6.205, 8.70)) > 0.02:
            on_four = sppb(gait_seconds=four_metres)["gait"].number
            assert sppb(course_length_m="3", gait_seconds=four_metres * 3 / 4)["gait"].number == on_four


BARTHEL = """
    eating | bathing | grooming | dressing | bowel | bladder | toilet | transfer | mobility | stairs | total
    2      | 1       | 1        | 2        | 2     | 2       | 2      | 3        | 3        | 2      | 20
    0      | 0       | 0        | 0        | 0     | 0       | 0      | 0        | 0        | 0      | 0
    2      | 0       | 1        | 1        | 2     | 1       | 1      | 2        | 2        | 0      | 12
    1      | 0       | 0        | 1        | 1     | 1       | 1      | 1        | 1        | 1      | 8
    2      | 1       | 1        | 2        | 2     | 2       | 2      | 3        | 3        |        | open
"""


@pytest.mark.parametrize("row", rows(BARTHEL))
def test_barthel_is_the_sum_of_its_items_and_open_when_one_is_missing(row):
    names = [cell.strip() for cell in BARTHEL.strip().splitlines()[0].split("|")][:-1]
    answers = {name: int(cell) if cell else None for name, cell in zip(names, row[:-1], strict=True)}
    assert score(get("barthel"), answers)["total"].number == (None if row[-1] == "open" else int(row[-1]))


OWN_WORDS = """
    instrument | form     | ratings        | mean | better
    psfs       | rkr      | 2 3 4          | 3.0  | higher
    psfs       | moseng   | 2 3 4          | 3.0  | lower
    psfs       | rkr      | 0 0 0 0 10     | 2.0  | higher
    psfs       | rkr      | 10 10 10       | 10.0 | higher
    copm       | standard | 1              | 1.0  | higher
    copm       | standard | 2 3            | 2.5  | higher
    copm       | standard | 2 4 6 8 10     | 6.0  | higher
    copm       | standard | 2 - 6          | 4.0  | higher
    copm       | standard | - -            | open | higher
"""


@pytest.mark.parametrize(("code", "form", "ratings", "mean", "better"), rows(OWN_WORDS))
def test_chosen_problems_are_averaged_over_those_rated(code, form, ratings, mean, better):
    block, rating = ("activities", "rating") if code == "psfs" else ("problems", "performance")
    entries = [
        {"id": f"e{place}", rating: None if one == "-" else int(one)} for place, one in enumerate(ratings.split())
    ]
    value = score(get(code), {block: entries}, version=form)[rating]
    assert value.number == (None if mean == "open" else float(mean))
    assert value.definition.direction == better


LIMITS = """
    instrument | value        | kind        | size | upper
    copm       | performance  | mic         | 3.0  |
    copm       | satisfaction | mic         | 3.2  |
    copm       | performance  | mic         | 2.2  |
    copm       | satisfaction | mic         | 2.06 |
    copm       | performance  | mic         | 1.23 |
    copm       | satisfaction | mic         | 1.24 |
    copm       | performance  | opinion     | 2.0  |
    copm       | satisfaction | opinion     | 2.0  |
    psfs       | rating       | small       | 1.3  |
    psfs       | rating       | medium      | 2.3  |
    psfs       | rating       | large       | 2.7  |
    barthel    | total        | mic         | 1.8  | 5
    sppb       | total        | small       | 0.5  |
    sppb       | total        | substantial | 1.0  |
    sppb       | total        | small       | 0.3  | 0.8
    sppb       | total        | substantial | 0.4  | 1.5
    sppb       | gait_speed   | small       | 0.05 |
    sppb       | gait_speed   | substantial | 0.1  |
    sppb       | gait_speed   | small       | 0.03 | 0.05
    sppb       | gait_speed   | substantial | 0.08 |
    tug        | seconds      | suggested   | 2.0  |
"""


def test_the_limits_are_those_that_were_published_and_no_others():
    written = {(code, of, kind, float(size), float(upper or 0)) for code, of, kind, size, upper in rows(LIMITS)}
    held = {
        (code, limit.of, limit.kind.value, float(limit.value), float(limit.value_high or 0))
        for code in ("barthel", "copm", "psfs", "sppb", "tug")
        for limit in get(code).thresholds
    }
    assert held == written
