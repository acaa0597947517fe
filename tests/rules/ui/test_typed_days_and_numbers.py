"""What people type in a hurry is understood, and what cannot be understood is refused rather than guessed."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fotfeste.ground.ui.rules import (
    EitherDay,
    NoSuchDay,
    NotReadable,
    Sense,
    days_meant,
    parse_date,
    parse_decimal,
    parse_minutes,
    parse_time,
)

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "typed", ["020326", "02032026", "2.3.26", "02.03.2026", "2.3.2026.", "2/3 2026", "2-3-26", "2 3 26", "2026-03-02"]
)
def test_every_common_way_to_write_the_second_of_march_is_understood(typed):
    assert parse_date(typed, today=TODAY) == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("word", "day"),
    [("i dag", 22), ("I dag", 22), ("idag", 22), ("i morgen", 23), ("i morgon", 23), ("i går", 21), ("i går", 21)],
)
def test_days_can_be_written_as_words_in_bokmal_and_nynorsk(word, day):
    assert parse_date(word, today=TODAY) == date(2026, 11, day)


@pytest.mark.parametrize("typed", ["", "mars", "2", "2-3", "2 3", "0203", "2.3.026", "02032", "20260302x", "i natt"])
def test_half_a_date_is_refused_not_guessed(typed):
    with pytest.raises(NotReadable):
        parse_date(typed, today=TODAY)


@pytest.mark.parametrize("typed", ["31.02.2026", "320126", "2026-13-01", "29.02.2026", "00.01.2026"])
def test_a_day_the_calendar_lacks_is_told_apart_from_an_unreadable_one(typed):
    with pytest.raises(NoSuchDay):
        parse_date(typed, today=TODAY)


@pytest.mark.parametrize("typed", ["2.12", "2/12", "02.12.", "2. desember", "2 des", "2. des.", "onsdag 2. desember"])
def test_a_day_without_a_year_is_the_nearest_such_day(typed):
    assert parse_date(typed, today=TODAY) == date(2026, 12, 2)
    assert parse_date(typed, today=date(2027, 1, 5), past=True) == date(2026, 12, 2)


def test_the_nearest_day_may_lie_behind_or_ahead_also_where_it_should_have_been():
    assert parse_date("20.11", today=TODAY) == date(2026, 11, 20)
    assert parse_date("2.1", today=TODAY) == date(2027, 1, 2)
    assert parse_date("2.1", today=TODAY, past=True) == date(2027, 1, 2)  # the field says that it lies ahead
    assert parse_date("29.2", today=TODAY) == date(2028, 2, 29)


def test_a_weekday_that_the_date_does_not_fall_on_is_a_mistake_and_not_overheard():
    assert parse_date("torsdag 2. desember 2027", today=TODAY) == date(2027, 12, 2)
    with pytest.raises(NoSuchDay):
        parse_date("fredag 2. desember 2026", today=TODAY)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("010226", (date(1926, 2, 1), date(2026, 2, 1))),
        ("15.03.24", (date(1924, 3, 15), date(2024, 3, 15))),
        ("1.feb 10", (date(1910, 2, 1), date(2010, 2, 1))),
        ("020344", (date(1944, 3, 2),)),
        ("311226", (date(1926, 12, 31),)),  # 2026 lies ahead
        ("010105", (date(2005, 1, 1),)),  # nobody lives 121 years
        ("29.02.00", (date(2000, 2, 29),)),
        ("290224", (date(1924, 2, 29), date(2024, 2, 29))),
        ("01.02.1926", (date(1926, 2, 1),)),
    ],
)
def test_a_birth_year_of_two_digits_means_every_year_somebody_who_lives_can_be_born_in(typed, days):
    assert days_meant(typed, today=TODAY, sense=Sense.BIRTH) == days


@pytest.mark.parametrize("typed", ["2.12", "2. desember", "i dag", "20350"])
def test_a_day_of_birth_without_a_year_is_no_day_of_birth(typed):
    with pytest.raises(NotReadable):
        days_meant(typed, today=TODAY, sense=Sense.BIRTH)


@pytest.mark.parametrize(
    "typed", ["\u200e01.02.1926", "\u202a01.02.1926\u202c", "01.\u200b02.1926", "\ufeff010226", "01\xa002\xa01926"]
)
def test_signs_nobody_can_see_do_not_stand_in_the_way_of_a_date(typed):
    assert days_meant(typed, today=TODAY, sense=Sense.BIRTH)[0] == date(1926, 2, 1)


def test_a_past_year_of_two_digits_is_the_nearest_so_that_a_day_ahead_is_told_and_not_taken_for_1926():
    assert parse_date("221126", today=TODAY, past=True) == TODAY
    assert parse_date("231126", today=TODAY, past=True) == date(2026, 11, 23)
    assert parse_date("2.12.29", today=TODAY, past=True) == date(2029, 12, 2)
    assert parse_date("020380", today=TODAY, past=True) == date(1980, 3, 2)


@pytest.mark.parametrize("sense", [Sense.PAST, Sense.NEAR])
@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("26-11-12", (date(2012, 11, 26), date(2026, 11, 12))),
        ("261112", (date(2012, 11, 26), date(2026, 11, 12))),
        ("26.11.12", (date(2012, 11, 26), date(2026, 11, 12))),
        ("25-11-26", (date(2025, 11, 26), date(2026, 11, 25))),
        ("251126", (date(2026, 11, 25),)),
        ("25.11.26", (date(2026, 11, 25),)),
        ("02-11-26", (date(2026, 11, 2),)),
        ("02-11-16", (date(2016, 11, 2),)),
    ],
)
def test_a_day_long_ago_that_is_near_with_the_year_first_is_asked_about(typed, days, sense):
    assert days_meant(typed, today=date(2026, 11, 28), sense=sense) == days


def test_other_years_of_two_digits_reach_twenty_years_ahead():
    assert parse_date("010146", today=TODAY) == date(2046, 1, 1)
    assert parse_date("010147", today=TODAY) == date(1947, 1, 1)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_a_date_as_shown_is_read_back_as_the_same_day(day):
    assert parse_date(f"{day:%d.%m.%Y}", today=TODAY) == day
    assert parse_date(f"{day:%d%m%Y}", today=TODAY) == day


@given(st.text(max_size=14), st.booleans())
def test_any_text_gives_a_day_or_one_of_the_refusals(typed, past):
    try:
        assert isinstance(parse_date(typed, today=TODAY, past=past), date)
    except (NotReadable, NoSuchDay, EitherDay) as refusal:
        assert str(refusal) == typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("9", time(9)), ("930", time(9, 30)), ("0930", time(9, 30)), ("9.30", time(9, 30)), ("kl. 9:30", time(9, 30))],
)
def test_times_are_understood_with_and_without_a_mark(typed, meant):
    assert parse_time(typed) == meant


@pytest.mark.parametrize("typed", ["24", "9.60", "93", "halv ti", "9.3", ""])
def test_a_time_that_no_clock_shows_is_refused(typed):
    with pytest.raises(NotReadable):
        parse_time(typed)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("45", 45), ("45 min", 45), ("1:30", 90), ("1 t 30 min", 90), ("1,5 t", 90), ("2 timer", 120), ("2 timar", 120)],
)
def test_minutes_can_be_written_as_hours(typed, minutes):
    assert parse_minutes(typed) == minutes


@pytest.mark.parametrize("typed", ["-5", "1:75", "1,333 t", "en time", "4,5"])
def test_minutes_are_never_rounded_or_negative(typed):
    with pytest.raises(NotReadable):
        parse_minutes(typed)


@pytest.mark.parametrize(
    ("typed", "meant"), [("3,5", "3.5"), ("3.5", "3.5"), ("1 250,75", "1250.75"), ("−2", "-2"), ("1\xa0000", "1000")]
)
def test_decimal_comma_and_point_mean_the_same(typed, meant):
    assert parse_decimal(typed) == Decimal(meant)


@pytest.mark.parametrize(
    "typed", ["1,2,3", "1e5", "NaN", "3,", "tre", "", "1 2", "2 5", "1 00", "1 000 5", "10 00", "1 0000", "9" * 40]
)
def test_what_is_not_a_plain_number_is_refused(typed):
    with pytest.raises(NotReadable):
        parse_decimal(typed)
