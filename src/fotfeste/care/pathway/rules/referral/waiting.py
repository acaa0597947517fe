"""How long somebody may wait for an answer before they are told why: forvaltningsloven § 11 a.

Who is not answered within a month after the application or the referral was received gets a preliminary answer: why it
takes time, and when the answer is expected. When the day that was promised slips, they are told again.

The month is a calendar month, counted as domstolloven § 148 counts: it ends on the day with the same number, or on the
last day of a shorter month. § 11 a says nothing about a month that ends on a Saturday or a holiday. Domstolloven § 149
moves such a day forwards; that helps whoever has to meet a deadline, and here it is we who have to. So nothing is
added: the letter is due on the last working day that is not after the month's end.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ..deadlines import is_working_day, months_after

WARN_AFTER = timedelta(weeks=3)
# Before a promised day runs out there is a week to answer, or to see that it will not hold.
WARN_BEFORE_PROMISE = timedelta(weeks=1)


class Wait(StrEnum):
    """Where the wait for an answer stands. `SOON` from three weeks; `DUE` on the last day; `LATE` after it."""

    WITHIN = "within"
    SOON = "soon"
    DUE = "due"
    LATE = "late"


# Further ahead than this nobody knows; the person is written to again instead.
PROMISED_WITHIN = timedelta(days=183)
WAITS = tuple(Wait)


@dataclass(frozen=True)
class AnswerClock:
    """The clock of one case that is not answered.

    warns_from   the first day it is said that the person has to hear something soon
    write_by     the last day to answer or to write a preliminary answer: a working day, or the day that was promised
    promised_on  the day the newest preliminary answer promised; None when there is none
    """

    warns_from: date
    write_by: date
    promised_on: date | None = None

    def standing(self, today: date) -> Wait:
        if today > self.write_by:
            return Wait.LATE
        if today == self.write_by:
            return Wait.DUE
        return Wait.SOON if today >= self.warns_from else Wait.WITHIN


def answer_clock(received_on: date, *, promised_on: date | None = None) -> AnswerClock:
    """The clock from the day of receipt; anew from the day a preliminary answer promised, also a nearer one."""
    if promised_on is not None:
        return AnswerClock(promised_on - WARN_BEFORE_PROMISE, promised_on, promised_on)
    return AnswerClock(received_on + WARN_AFTER, _working_day_until(months_after(received_on, 1), received_on))


def received_until(today: date, *, wait: Wait) -> date:
    """The last day of receipt of those cases without a promise that stand at `wait` or beyond today.

    For the database, which cannot count working days and filters by the day of receipt instead.
    """
    if wait is Wait.SOON:
        return today - WARN_AFTER
    day = today
    while WAITS.index(answer_clock(day).standing(today)) < WAITS.index(wait):
        day -= timedelta(days=1)
    return day


def promised_until(today: date, *, wait: Wait) -> date:
    """The same for the day that was promised."""
    if wait is Wait.SOON:
        return today + WARN_BEFORE_PROMISE
    return today if wait is Wait.DUE else today - timedelta(days=1)


def _working_day_until(day: date, first: date) -> date:
    while not is_working_day(day) and day > first:
        day -= timedelta(days=1)
    return day
