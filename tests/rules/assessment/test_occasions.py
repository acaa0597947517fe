"""Which occasion is suggested when somebody sits down to measure."""

from datetime import date

import pytest

from fotfeste.care.assessment.rules.occasions import suggested_occasion

END = date(2026, 10, 9)


@pytest.mark.parametrize(
    ("state", "has_baseline", "today", "occasion"),
    [
        ("planned", False, date(2026, 9, 10), "baseline"),
        ("active", False, date(2026, 10, 8), "baseline"),
        ("active", True, date(2026, 9, 21), "midway"),
        ("active", True, date(2026, 9, 28), "midway"),
        ("active", True, date(2026, 9, 29), "discharge"),
        ("active", True, date(2026, 11, 1), "discharge"),
        ("on_hold", True, date(2026, 9, 21), "midway"),
    ],
)
def test_before_the_end_the_start_comes_first_and_the_end_near_its_planned_day(state, has_baseline, today, occasion):
    found = suggested_occasion(state=state, planned_end_on=END, ended_on=None, has_baseline=has_baseline, today=today)
    assert found == occasion


@pytest.mark.parametrize(
    ("today", "occasion"),
    [
        (date(2026, 10, 9), "discharge"),
        (date(2026, 10, 23), "discharge"),
        (date(2026, 10, 24), "month_1"),
        (date(2026, 11, 12), "month_1"),
        (date(2027, 1, 11), "month_3"),
        (date(2027, 4, 5), "month_6"),
        (date(2027, 10, 1), "month_12"),
        (date(2028, 10, 1), "month_12"),
    ],
)
@pytest.mark.parametrize("has_baseline", [True, False])
def test_after_the_end_the_nearest_follow_up_is_suggested(today, occasion, has_baseline):
    found = suggested_occasion(
        state="completed", planned_end_on=END, ended_on=END, has_baseline=has_baseline, today=today
    )
    assert found == occasion
