"""Overlapping visits, the weeks of the calendar, and what a plausible record is."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from fotfeste.care.visits.rules.record import came_at, faults
from fotfeste.care.visits.rules.week import Span, monday_of

MONDAY = date(2026, 9, 14)
OSLO = ZoneInfo("Europe/Oslo")


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), OSLO)


def test_two_visits_that_touch_do_not_overlap_and_one_minute_more_does():
    morning = Span(at(10), 45)
    assert not morning.overlaps(Span(at(10, 45), 30))
    assert morning.overlaps(Span(at(10, 44), 30))
    assert Span(at(9), 300).overlaps(morning)


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
