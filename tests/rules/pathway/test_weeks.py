"""The weeks of a period, told one way."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fotfeste.care.pathway.rules.period.weeks import (
    days_over,
    first_day,
    last_day,
    standing,
    week_at,
    week_number,
    weeks_in,
    weeks_of,
)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("period", "start", "end", "weeks", "last_week_from", "days_over_"),
    [
        ("one day", "2026-12-02", "2026-12-02", 1, "2026-12-02", 1),
        ("a week to the day", "2026-12-02", "2026-12-08", 1, "2026-12-02", 0),
        ("one day more is a second week", "2026-12-02", "2026-12-09", 2, "2026-12-09", 1),
        ("four weeks from a Wednesday", "2026-12-02", "2026-12-29", 4, "2026-12-23", 0),
        ("2 March to 1 April has a fifth week of three days", "2026-03-02", "2026-04-01", 5, "2026-03-30", 3),
        ("over the change to summer time", "2026-03-25", "2026-04-21", 4, "2026-04-15", 0),
        ("over the change to winter time", "2026-10-19", "2026-11-15", 4, "2026-11-09", 0),
        ("over New Year, through week 53", "2026-12-28", "2027-01-24", 4, "2027-01-18", 0),
        ("with the day of a leap year", "2028-02-16", "2028-03-14", 4, "2028-03-08", 0),
    ],
)
def test_a_period_has_the_weeks_its_days_make(period, start, end, weeks, last_week_from, days_over_):
    first, last = day(start), day(end)
    assert weeks_in(first, last) == weeks
    assert weeks_of(first, last)[-1].first == day(last_week_from)
    assert weeks_of(first, last)[-1].last == last
    assert days_over(first, last) == days_over_


def test_the_second_of_four_weeks_from_a_wednesday_is_wednesday_to_tuesday():
    second = weeks_of(day("2026-12-02"), day("2026-12-29"))[1]
    assert (second.number, second.of, second.first, second.last) == (2, 4, day("2026-12-09"), day("2026-12-15"))
    assert [each.isoformat() for each in second.days][:2] == ["2026-12-09", "2026-12-10"]


def test_the_seventh_day_is_still_week_one_and_the_eighth_is_week_two():
    start = day("2026-09-16")
    assert [week_number(start, start + timedelta(days=n)) for n in (-1, 0, 6, 7)] == [0, 1, 1, 2]
    assert week_at(start, start - timedelta(days=3)) == 1


def test_four_weeks_end_on_the_day_before_the_same_weekday():
    assert last_day(day("2026-12-02"), 4) == day("2026-12-29")
    assert first_day(day("2026-12-02"), 5) == day("2026-12-30")


@pytest.mark.parametrize(
    ("state", "started", "today", "week"),
    [
        ("planned", None, "2026-12-05", None),
        ("active", "2026-12-02", "2026-12-08", 1),
        ("active", "2026-12-04", "2026-12-09", 2),  # two days late: the weeks are those that were decided
        ("on_hold", "2026-12-02", "2026-12-29", 4),
        ("active", "2026-12-02", "2026-12-30", 5),  # over its last day
        ("completed", "2026-12-02", "2026-12-29", None),
    ],
)
def test_where_a_period_stands_is_told_in_its_own_weeks(state, started, today, week):
    found = standing(
        state=state,
        started_on=day(started) if started else None,
        planned_start_on=day("2026-12-02"),
        planned_end_on=day("2026-12-29"),
        today=day(today),
    )
    assert found == (week, 4)


@given(start=st.dates(date(2020, 1, 1), date(2035, 1, 1)), length=st.integers(1, 400))
def test_every_day_of_a_period_is_in_exactly_one_of_its_weeks(start, length):
    end = start + timedelta(days=length - 1)
    weeks = weeks_of(start, end)
    assert len(weeks) == weeks_in(start, end)
    days = [each for week in weeks for each in week.days]
    assert days == [start + timedelta(days=n) for n in range(length)]
    assert all(week_number(start, each) == week.number for week in weeks for each in week.days)
