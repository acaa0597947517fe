"""Minutes to clock and back, over a year, in zones that change their clocks in all ways there are."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fotfeste.care.planning.rules.clock import NoTime, clock_of_zero

ZONES = (
    "Europe/Oslo",
    "Atlantic/Azores",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Asia/Kathmandu",
    "Africa/Casablanca",
)
days = st.dates(date(2025, 1, 1), date(2029, 12, 31))
minutes_of_day = st.integers(0, 1439)
zones = st.sampled_from(ZONES)


@given(days, st.integers(4 * 60, 1439), zones, st.integers(0, 370 * 1440))
def test_what_the_clock_shows_is_the_minute_again(day: date, at: int, zone: str, minute: int) -> None:
    clock = clock_of_zero(f"{day.isoformat()}T{at // 60:02d}:{at % 60:02d}", zone)
    shown = clock.shown(minute)
    assert clock.minute(shown.day, shown.after_midnight, second=shown.turn == 2) == minute
    assert clock.read(clock.iso(minute)) == minute
    assert minute in clock.nearest(shown.after_midnight, minute, minute)
    assert clock.apart(minute, shown.after_midnight) == 0
    assert clock.day(minute) == shown.day == (shown.on - day).days if shown.on else False


@given(days, zones, st.integers(0, 10), minutes_of_day)
def test_a_clock_time_is_shown_as_it_was_written_or_does_not_exist(day: date, zone: str, after: int, at: int) -> None:
    clock = clock_of_zero(f"{day.isoformat()}T12:00", zone)
    written = f"{(day + timedelta(days=after + 1)).isoformat()}T{at // 60:02d}:{at % 60:02d}"
    try:
        minute = clock.read(written)
    except NoTime as skipped:
        assert "does not exist" in str(skipped)
        return
    shown = clock.shown(minute)
    assert (shown.day, shown.after_midnight, shown.turn) in {(after + 1, at, 0), (after + 1, at, 1)}


@pytest.mark.parametrize("zone", ZONES)
def test_the_minutes_of_a_year_never_go_back(zone: str) -> None:
    clock = clock_of_zero("2026-01-01T00:00", zone)
    shown = [clock.shown(minute) for minute in range(0, 366 * 1440, 15)]
    order = [(each.on, each.after_midnight) for each in shown if each.turn != 2]
    assert order == sorted(order, key=lambda each: (str(each[0]), each[1]))
    assert len(set(shown)) == len(shown)


@given(days, zones, minutes_of_day, st.integers(0, 20 * 1440), st.integers(0, 5 * 1440), st.floats(0, 1))
def test_the_nearest_moments_are_enough(day: date, zone: str, at: int, first: int, span: int, share: float) -> None:
    clock = clock_of_zero(f"{day.isoformat()}T12:00", zone)
    start = first + share * span
    few, all_of_them = clock.nearest(at, first, first + span), clock.shows(at, first - 3000, first + span + 3000)
    assert min(abs(start - each) for each in few) == min(abs(start - each) for each in all_of_them)
