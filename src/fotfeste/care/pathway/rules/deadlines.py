"""Working days in Norway, and how far away a deadline is. Days in, days out; "today" is an argument."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

import holidays


class Standing(StrEnum):
    """Where a deadline stands today."""

    OVERDUE = "overdue"
    TODAY = "today"
    LATER = "later"


@dataclass(frozen=True)
class Deadline:
    """A deadline seen from today: its day, and the working days to it (0 today; when overdue, those gone since)."""

    on: date
    standing: Standing
    working_days: int


# No public holidays, but nobody expects a visit on them without having been asked.
EVES = {(12, 24): "Christmas Eve", (12, 31): "New Year's Eve"}


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> dict[date, str]:
    # The library works them out by the law of 1947 (1 and 17 May) and the church year; no table to keep up to date.
    # Without a language it takes the machine's, and the names are keys of our catalogues.
    return dict(holidays.country_holidays("NO", years=year, language="en_US"))


def is_working_day(day: date) -> bool:
    """Monday to Friday and no public holiday. Christmas Eve counts: it is no public holiday in Norway."""
    return day.weekday() < 5 and day not in _public_holidays(day.year)


def day_off(day: date) -> tuple[str, ...]:
    """What the day is called in English when it is a public holiday or one of the two eves; empty for other days.

    Two names when two fall together, as 17 May and Whit Monday in 2027. An ordinary Sunday is none.
    """
    name = _public_holidays(day.year).get(day) or EVES.get((day.month, day.day), "")
    return tuple(name.split("; ")) if name else ()


def add_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day` (count 1 or more; the day itself is never counted).

    With 0 the day itself, or the next working day when it is not one.
    """
    if count < 0:
        raise ValueError("Working days are counted forwards. Give 0 or more.")
    if count == 0:
        while not is_working_day(day):
            day += timedelta(days=1)
        return day
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days_between(earlier: date, later: date) -> int:
    """Working days after `earlier` up to and with `later`; 0 when `later` is not after `earlier`."""
    days = (later - earlier).days
    return sum(is_working_day(earlier + timedelta(days=step)) for step in range(1, days + 1))


def months_after(day: date, months: int) -> date:
    """The same day of the month `months` later, or the last day of a shorter month (31 January + 1 = 28 February)."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def contact_due(received_on: date, *, within: int, before: date | None = None) -> date:
    """The last day for the first contact: the `within`-th working day after the day the referral came (§3.1).

    before  the day the person leaves hospital or institution, where the team is to meet them there: then the last
            working day that is not after it, if that is sooner; never before the referral came. Somebody who is home
            already has the ordinary promise
    """
    due = add_working_days(received_on, within)
    if before is None or not received_on <= before < due:
        return due
    while before > received_on and not is_working_day(before):
        before -= timedelta(days=1)
    return max(before, received_on)


def appeal_before(decided_on: date, *, weeks: int) -> date:
    """A day by which an appeal is in time: the same weekday `weeks` later, or the next working day.

    The law counts four weeks from when the person got to know of the decision (pasient- og brukerrettighetsloven
    § 7-5), which is some days after it was made. The letter says both.
    """
    return add_working_days(decided_on + timedelta(weeks=weeks), 0)


def seen_from(today: date, due: date) -> Deadline:
    """The deadline as it stands today."""
    if due == today:
        return Deadline(on=due, standing=Standing.TODAY, working_days=0)
    if due < today:
        return Deadline(on=due, standing=Standing.OVERDUE, working_days=working_days_between(due, today))
    return Deadline(on=due, standing=Standing.LATER, working_days=working_days_between(today, due))
