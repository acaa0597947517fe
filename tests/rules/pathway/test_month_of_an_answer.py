"""The month of forvaltningsloven § 11 a: when somebody must have heard why the answer takes time."""

from datetime import date, timedelta

import pytest

from fotfeste.care.pathway.rules.deadlines import is_working_day
from fotfeste.care.pathway.rules.referral.waiting import WAITS, Wait, answer_clock, promised_until, received_until


@pytest.mark.parametrize(
    ("received", "write_by"),
    [
        (date(2026, 9, 14), date(2026, 10, 14)),  # Monday to a Wednesday
        (date(2026, 8, 31), date(2026, 9, 30)),  # 31 August: September has 30 days
        (date(2026, 1, 31), date(2026, 2, 27)),  # 28 February 2026 is a Saturday: the Friday before
        (date(2028, 1, 31), date(2028, 2, 29)),  # a leap year, and a Tuesday
        (date(2027, 1, 31), date(2027, 2, 26)),  # 28 February 2027 is a Sunday
        (date(2026, 3, 3), date(2026, 4, 1)),  # 3 April is Good Friday, 2 April Maundy Thursday: the day before them
        (date(2026, 11, 26), date(2026, 12, 24)),  # 26 December is a holiday and so is the 25th; the 24th is none
        (date(2026, 12, 31), date(2027, 1, 29)),  # 31 January 2027 is a Sunday
    ],
)
def test_the_month_ends_on_the_same_number_and_the_letter_is_due_no_later_than_that(
    received: date, write_by: date
) -> None:
    assert answer_clock(received).write_by == write_by


def test_the_last_day_is_always_a_working_day_within_the_month_and_after_the_warning() -> None:
    for step in range(366 * 4):
        received = date(2026, 1, 1) + timedelta(days=step)
        clock = answer_clock(received)
        assert is_working_day(clock.write_by)
        assert clock.warns_from < clock.write_by <= received + timedelta(days=31)


def test_it_is_said_from_three_weeks_on_the_last_day_and_after_it() -> None:
    clock = answer_clock(date(2026, 9, 14))
    said = {
        day: clock.standing(date(2026, month, day)) for month, day in ((10, 4), (10, 5), (10, 13), (10, 14), (10, 15))
    }
    assert said == {4: Wait.WITHIN, 5: Wait.SOON, 13: Wait.SOON, 14: Wait.DUE, 15: Wait.LATE}


def test_after_a_preliminary_answer_the_promised_day_counts_also_when_it_is_nearer_and_it_warns_when_it_slips() -> None:
    clock = answer_clock(date(2026, 9, 14), promised_on=date(2026, 11, 2))
    assert clock.standing(date(2026, 10, 20)) is Wait.WITHIN
    assert clock.standing(date(2026, 10, 26)) is Wait.SOON
    assert clock.standing(date(2026, 11, 2)) is Wait.DUE
    assert clock.standing(date(2026, 11, 3)) is Wait.LATE
    nearer = answer_clock(date(2026, 9, 14), promised_on=date(2026, 9, 28))
    assert nearer.standing(date(2026, 9, 29)) is Wait.LATE


def test_what_the_database_is_asked_agrees_with_the_clock_for_every_day_of_two_years() -> None:
    for step in range(0, 731, 3):
        today = date(2027, 1, 1) + timedelta(days=step)
        for wait in (Wait.SOON, Wait.DUE, Wait.LATE):
            for back in range(15, 50):
                received = today - timedelta(days=back)
                there = WAITS.index(answer_clock(received).standing(today)) >= WAITS.index(wait)
                assert (received <= received_until(today, wait=wait)) == there, (today, received, wait)
            for ahead in range(-3, 12):
                promised = today + timedelta(days=ahead)
                clock = answer_clock(today - timedelta(days=60), promised_on=promised)
                there = WAITS.index(clock.standing(today)) >= WAITS.index(wait)
                assert (promised <= promised_until(today, wait=wait)) == there, (today, promised, wait)
