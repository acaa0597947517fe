"""Moments and working days of Fjordvik's calendar."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fotfeste.care.pathway.rules.deadlines import add_working_days, is_working_day

ZONE = ZoneInfo("Europe/Oslo")


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """The moment on the clocks of Fjordvik."""
    return datetime.combine(day, time(hour, minute), ZONE)


def working_days_after(day: date, count: int) -> date:
    """`count` working days later; negative counts backwards, 0 is the day or the next working day."""
    if count >= 0:
        return add_working_days(day, count)
    while count:
        day -= timedelta(days=1)
        count += is_working_day(day)
    return day


def office_day(day: date) -> date:
    """The day itself, or the next day somebody is at the office."""
    return add_working_days(day, 0)
