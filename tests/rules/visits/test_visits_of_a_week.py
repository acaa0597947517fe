"""Suggested days and times, overlapping visits, and what a plausible record is."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from fotfeste.care.visits.rules.record import came_at, faults
from fotfeste.care.visits.rules.week import SPREAD, Span, days_of_week, free_start, monday_of

MONDAY = date(2026, 9, 14)
OSLO = ZoneInfo("Europe/Oslo")


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), OSLO)


def weekdays(days: list[date]) -> list[int]:
    return [(day - MONDAY).days for day in days]


@pytest.mark.parametrize(("visits", "expected"), list(SPREAD.items()))
def test_visits_are_spread_over_the_week_with_rest_days_between(visits, expected):
    assert weekdays(days_of_week(visits, monday=MONDAY, first_day=MONDAY)) == list(expected)


def test_days_that_have_a_visit_are_counted_and_not_suggested_again():
    taken = [MONDAY, MONDAY + timedelta(2)]
    assert weekdays(days_of_week(4, monday=MONDAY, first_day=MONDAY, taken=taken)) == [1, 3]


def test_nothing_is_suggested_when_the_dose_is_reached():
    assert days_of_week(2, monday=MONDAY, first_day=MONDAY, taken=[MONDAY, MONDAY + timedelta(1)]) == []


def test_what_the_rest_of_the_week_has_no_room_for_is_not_crammed_into_friday():
    friday = MONDAY + timedelta(4)
    assert days_of_week(5, monday=MONDAY, first_day=friday) == [friday]


def test_the_weekend_is_used_only_from_six_visits_on():
    saturday = MONDAY + timedelta(5)
    assert days_of_week(5, monday=MONDAY, first_day=saturday) == []
    assert days_of_week(6, monday=MONDAY, first_day=saturday) == [saturday, saturday + timedelta(1)]


def test_ten_visits_give_some_days_two():
    days = days_of_week(10, monday=MONDAY, first_day=MONDAY)
    assert len(days) == 10
    assert max(days.count(day) for day in days) == 2


def test_two_visits_that_touch_do_not_overlap_and_one_minute_more_does():
    morning = Span(at(10), 45)
    assert not morning.overlaps(Span(at(10, 45), 30))
    assert morning.overlaps(Span(at(10, 44), 30))
    assert Span(at(9), 300).overlaps(morning)


def test_the_usual_hour_is_kept_when_it_is_free():
    assert free_start(at(10, 20), minutes=45, busy=[Span(at(8), 60)]) == at(10, 20)


def test_a_busy_hour_gives_the_nearest_free_quarter():
    assert free_start(at(10), minutes=45, busy=[Span(at(9, 30), 60)]) == at(10, 30)
    assert free_start(at(10), minutes=45, busy=[Span(at(10, 15), 120)]) == at(9, 30)


def test_a_day_without_room_gives_the_hour_asked_for_and_lets_a_person_choose():
    assert free_start(at(10), minutes=45, busy=[Span(at(0), 24 * 60 - 1)]) == at(10)


def test_the_week_begins_on_monday():
    assert monday_of(date(2026, 9, 20)) == MONDAY


@pytest.mark.parametrize(
    ("minutes", "travel", "effort", "levels", "codes"),
    [
        (0, None, None, [], []),
        (600, 600, 10, [0, 5, None], []),
        (601, 0, None, [], ["minutes"]),
        (-1, 0, None, [], ["minutes"]),
        (45, -1, None, [], ["minutes"]),
        (45, 0, 11, [6], ["effort", "level"]),
        (45, 0, -1, [-1], ["effort", "level"]),
    ],
)
def test_a_record_within_its_ranges_has_no_faults_and_one_outside_names_them(minutes, travel, effort, levels, codes):
    found = faults(minutes_on_site=minutes, minutes_travel=travel, effort=effort, levels=levels)
    assert [fault.code for fault in found] == codes


def test_who_writes_no_hour_came_as_planned_or_counted_back_when_that_lies_ahead():
    assert came_at(planned_at=at(9), minutes_on_site=40, now=at(10)) == at(9)
    assert came_at(planned_at=at(11), minutes_on_site=40, now=at(10)) == at(9, 20)
