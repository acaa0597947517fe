"""Working days in Norway and what a deadline says today."""

from datetime import date, timedelta

import pytest

from fotfeste.care.pathway.rules import deadlines
from fotfeste.care.pathway.rules.deadlines import (
    Standing,
    add_working_days,
    appeal_before,
    contact_due,
    is_working_day,
    seen_from,
    working_days_between,
)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 9, 14), date(2026, 9, 17)),  # Monday: Thursday
        (date(2026, 9, 17), date(2026, 9, 22)),  # Thursday: over the weekend
        (date(2026, 9, 19), date(2026, 9, 23)),  # a Saturday counts from Monday
        (date(2026, 4, 1), date(2026, 4, 9)),  # before Easter: Thursday, Friday and Monday are holidays
        (date(2026, 4, 30), date(2026, 5, 6)),  # 1 May is a Friday
        (date(2026, 5, 13), date(2026, 5, 19)),  # Ascension Day on Thursday; 17 May is a Sunday
        (date(2026, 12, 23), date(2026, 12, 29)),  # Christmas Eve is a working day, Christmas Day is a Friday
        (date(2025, 12, 30), date(2026, 1, 5)),  # over New Year
        (date(2031, 5, 15), date(2031, 5, 20)),
    ],
)
def test_contact_is_due_on_the_third_working_day_after_the_referral(received: date, due: date) -> None:
    assert contact_due(received, within=3) == due


def test_the_public_holidays_of_norway_are_no_working_days() -> None:
    holidays = ["0101", "0402", "0403", "0406", "0501", "0514", "0525", "1225"]
    for text in holidays:
        assert not is_working_day(date(2026, int(text[:2]), int(text[2:]))), text
    assert is_working_day(date(2026, 4, 1))
    assert is_working_day(date(2026, 12, 24))


def test_counting_there_and_back_agrees_through_a_whole_year() -> None:
    day = date(2026, 1, 1)
    for step in range(365):
        start = day + timedelta(days=step)
        assert working_days_between(start, add_working_days(start, 3)) == 3
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(day, -1)


def test_no_working_days_on_means_the_day_itself_or_the_next_that_is_one() -> None:
    assert add_working_days(date(2026, 9, 14), 0) == date(2026, 9, 14)
    assert add_working_days(date(2026, 9, 19), 0) == date(2026, 9, 21)


@pytest.mark.parametrize(
    ("due", "standing", "days"),
    [
        (date(2026, 9, 14), Standing.TODAY, 0),
        (date(2026, 9, 11), Standing.OVERDUE, 1),  # Friday, seen on Monday
        (date(2026, 9, 9), Standing.OVERDUE, 3),
        (date(2026, 9, 15), Standing.LATER, 1),
        (date(2026, 9, 21), Standing.LATER, 5),
    ],
)
def test_a_deadline_says_where_it_stands_in_working_days(due: date, standing: Standing, days: int) -> None:
    deadline = seen_from(date(2026, 9, 14), due)
    assert (deadline.standing, deadline.working_days) == (standing, days)


def test_a_deadline_that_ran_out_on_friday_is_overdue_by_no_working_day_on_sunday() -> None:
    deadline = seen_from(date(2026, 9, 13), date(2026, 9, 11))
    assert (deadline.standing, deadline.working_days) == (Standing.OVERDUE, 0)


def test_an_appeal_may_come_until_the_same_weekday_four_weeks_later() -> None:
    assert appeal_before(date(2026, 9, 14), weeks=4) == date(2026, 10, 12)


def test_an_appeal_is_never_due_on_a_holiday():
    assert appeal_before(date(2026, 11, 27), weeks=4) == date(2026, 12, 28)  # Christmas Day is a Friday
    assert appeal_before(date(2027, 2, 25), weeks=4) == date(2027, 3, 30)  # from Maundy Thursday to after Easter


@pytest.mark.parametrize(
    ("received", "home_on", "due"),
    [
        (date(2026, 9, 11), date(2026, 9, 13), date(2026, 9, 11)),  # home on a Sunday: the Friday before
        (date(2026, 9, 10), date(2026, 9, 12), date(2026, 9, 11)),  # home on a Saturday: the Friday
        (date(2026, 4, 1), date(2026, 4, 6), date(2026, 4, 1)),  # home on Easter Monday: the Wednesday before Easter
        (date(2026, 9, 12), date(2026, 9, 13), date(2026, 9, 12)),  # came on a Saturday: never before it came
        (date(2026, 9, 14), date(2026, 9, 16), date(2026, 9, 16)),  # home on a working day: that day
    ],
)
def test_somebody_in_hospital_is_contacted_by_the_last_working_day_before_the_way_home(
    received: date, home_on: date, due: date
) -> None:
    assert contact_due(received, within=3, before=home_on) == due


@pytest.mark.parametrize("language", ["C.UTF-8", "nb_NO.UTF-8", "en_US.UTF-8"])
def test_a_day_off_has_the_same_name_whatever_language_the_machine_speaks(
    monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, language)
    deadlines._public_holidays.cache_clear()
    assert deadlines.day_off(date(2026, 12, 25)) == ("Christmas Day",)
