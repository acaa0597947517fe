"""The simple proposal for a week of a period: which days, and which time of the day."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from fotfeste.care.planning.rules.proposal import SPREAD, days_of_week, free_start
from fotfeste.care.visits.rules.week import Span

MONDAY = date(2026, 9, 14)
WEEK = [MONDAY + timedelta(days=n) for n in range(7)]
OSLO = ZoneInfo("Europe/Oslo")


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), OSLO)


def weekdays(days: list[date]) -> list[int]:
    return [(day - MONDAY).days for day in days]


@pytest.mark.parametrize(("visits", "expected"), list(SPREAD.items()))
def test_visits_are_spread_over_the_week_with_rest_days_between(visits, expected):
    assert weekdays(days_of_week(visits, days=WEEK)) == list(expected)


def test_days_that_have_a_visit_are_counted_and_not_suggested_again():
    taken = [MONDAY, MONDAY + timedelta(2)]
    assert weekdays(days_of_week(4, days=WEEK, taken=taken)) == [1, 3]


def test_nothing_is_suggested_when_the_dose_is_reached():
    assert days_of_week(2, days=WEEK, taken=[MONDAY, MONDAY + timedelta(1)]) == []


def test_what_the_rest_of_the_week_has_no_room_for_is_not_crammed_into_friday():
    friday = MONDAY + timedelta(4)
    assert days_of_week(5, days=WEEK[4:]) == [friday]


def test_the_weekend_is_used_only_from_six_visits_on():
    saturday = MONDAY + timedelta(5)
    assert days_of_week(5, days=WEEK[5:]) == []
    assert days_of_week(6, days=WEEK[5:]) == [saturday, saturday + timedelta(1)]


def test_ten_visits_give_some_days_two():
    days = days_of_week(10, days=WEEK)
    assert len(days) == 10
    assert max(days.count(day) for day in days) == 2


def test_a_week_that_begins_on_a_wednesday_keeps_the_same_weekdays():
    from_wednesday = [MONDAY + timedelta(days=n) for n in range(2, 9)]
    assert [day.weekday() for day in days_of_week(3, days=from_wednesday)] == [2, 4, 0]


def test_training_begins_on_the_first_open_day_of_the_period():
    from_tuesday = WEEK[1:]
    assert weekdays(days_of_week(2, days=from_tuesday, from_the_first=True)) == [1, 3]
    assert weekdays(days_of_week(2, days=from_tuesday)) == [1, 3]
    assert weekdays(days_of_week(1, days=from_tuesday, from_the_first=True)) == [1]


def test_a_week_of_holidays_gets_what_there_is_room_for():
    assert days_of_week(4, days=WEEK[:2]) == WEEK[:2]
    assert days_of_week(4, days=[]) == []


def test_the_usual_hour_is_kept_when_it_is_free():
    assert free_start(at(10, 20), minutes=45, busy=[Span(at(8), 60)]) == at(10, 20)


def test_a_busy_hour_gives_the_nearest_free_quarter():
    assert free_start(at(10), minutes=45, busy=[Span(at(9, 30), 60)]) == at(10, 30)
    assert free_start(at(10), minutes=45, busy=[Span(at(10, 15), 120)]) == at(9, 30)


def test_a_day_without_room_gives_the_hour_asked_for_and_lets_a_person_choose():
    assert free_start(at(10), minutes=45, busy=[Span(at(0), 24 * 60 - 1)]) == at(10)
