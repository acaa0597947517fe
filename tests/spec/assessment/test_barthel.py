"""Barthel: two forms of one index. The 0–20 table stands in test_instrument_tables."""

import pytest

from fotfeste.care.assessment.rules.answers import AnswerError
from fotfeste.care.assessment.rules.changes import ChangeError, Reach, change
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import score
from tests.spec.assessment.tables import rows

NAMES = ["eating", "bathing", "grooming", "dressing", "bowel", "bladder", "toilet", "transfer", "mobility", "stairs"]
TIMES_5 = """
    eating | bathing | grooming | dressing | bowel | bladder | toilet | transfer | mobility | stairs | of 100 | of 20
    10     | 5       | 5        | 10       | 10    | 10      | 10     | 15       | 15       | 10     | 100    | 20
    0      | 0       | 0        | 0        | 0     | 0       | 0      | 0        | 0        | 0      | 0      | 0
    10     | 0       | 5        | 5        | 10    | 5       | 5      | 10       | 10       | 0      | 60     | 12
    5      | 0       | 0        | 5        | 5     | 5       | 5      | 5        | 5        | 5      | 40     | 8
    10     | 5       | 5        | 10       | 10    | 10      | 10     | 15       | 15       |        | open   | open
"""
# The form with 0–100 that cannot be converted has steps like these.
ANOTHER_FORM = """
    item     | points
    eating   | 2
    eating   | 8
    bathing  | 1
    bathing  | 3
    bathing  | 4
    stairs   | 8
    transfer | 3
    transfer | 8
    transfer | 12
    mobility | 12
"""


def fives(*points):
    given = dict(zip(NAMES, points, strict=True))
    return score(get("barthel"), given, version="times_5")


@pytest.mark.parametrize("row", rows(TIMES_5))
def test_the_form_times_five_gives_its_own_total_and_the_value_on_0_to_20(row):
    found = fives(*(int(cell) if cell else None for cell in row[:10]))
    expected = [None if cell == "open" else float(cell) for cell in row[10:]]
    assert [found["total_100"].number, found["total"].number] == expected


@pytest.mark.parametrize("row", rows(TIMES_5))
def test_the_same_person_has_the_same_value_on_0_to_20_by_either_form(row):
    steps = {name: int(cell) // 5 if cell else None for name, cell in zip(NAMES, row[:10], strict=True)}
    assert score(get("barthel"), steps)["total"].number == (None if row[11] == "open" else int(row[11]))


@pytest.mark.parametrize(("item", "points"), rows(ANOTHER_FORM))
def test_steps_of_another_0_to_100_form_are_refused_with_the_reason(item, points):
    with pytest.raises(AnswerError) as refused:
        score(get("barthel"), {item: int(points)}, version="times_5")
    assert refused.value.field == item
    assert "Shah" in refused.value.what.nb and "ikke kan regnes om" in refused.value.what.nb
    assert refused.value.next_step.nb.startswith("Bruk et av: 0, 5")


@pytest.mark.parametrize(("item", "points"), [("bathing", 10), ("eating", 15), ("transfer", 20), ("eating", -5)])
def test_more_than_the_form_has_is_refused(item, points):
    with pytest.raises(AnswerError):
        score(get("barthel"), {item: points}, version="times_5")


def test_the_two_forms_are_never_compared():
    whole = fives(10, 5, 5, 10, 10, 10, 10, 15, 15, 10)
    with pytest.raises(ChangeError, match="different forms"):
        change(score(get("barthel"), dict.fromkeys(NAMES, 1)), whole)


def test_the_published_limit_stands_on_0_to_20_and_never_on_0_to_100():
    # 5 points of 100 is 1 of 20: below the limit of 1.8, though 5 is the upper end of its range.
    moved = change(fives(10, 5, 5, 10, 10, 10, 10, 15, 15, 0), fives(10, 5, 5, 10, 10, 10, 10, 15, 15, 5))
    assert (moved["total_100"].difference, moved["total"].difference) == (5, 1)
    assert moved["total_100"].checks == ()
    assert [check.reach for check in moved["total"].checks] == [Reach.NOT_REACHED]
