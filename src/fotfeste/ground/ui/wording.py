"""Days and numbers in words, in the language of the reader. "Today" is an argument."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils.dateformat import format as format_date
from django.utils.dates import MONTHS, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import number_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language, gettext, ngettext

from fotfeste.ground.ui import rules

NBSP = "\N{NO-BREAK SPACE}"


def keep_together(text: str) -> str:
    """The text with spaces that never break the line."""
    return text.replace(" ", NBSP)


def day_in_words(day: date, *, today: date) -> str:
    """today, yesterday, in 3 days, 5 days ago; further than two weeks away the date itself."""
    distance = (day - today).days
    if distance == 0:
        return gettext("today")
    if distance == 1:
        return gettext("tomorrow")
    if distance == -1:
        return gettext("yesterday")
    if 1 < distance <= 14:
        return keep_together(ngettext("in %(days)d day", "in %(days)d days", distance) % {"days": distance})
    if -14 <= distance < -1:
        return keep_together(ngettext("%(days)d day ago", "%(days)d days ago", -distance) % {"days": -distance})
    return short_day(day, today=today)


def deadline_in_words(day: date, *, today: date) -> str:
    """For deadlines: "2 days overdue" once the day is past, otherwise as day_in_words."""
    over = (today - day).days
    if over > 0:
        return keep_together(ngettext("%(days)d day overdue", "%(days)d days overdue", over) % {"days": over})
    return day_in_words(day, today=today)


def short_day(day: date, *, today: date) -> str:
    """3. mars, with the year when it is another year; in English without the point: 3 March"""
    point = "" if get_language() == "en" else "."
    return keep_together(format_date(day, f"j{point} F" if day.year == today.year else f"j{point} F Y"))


def full_day(day: date) -> str:
    """3. mars 2026; in English without the point: 3 March 2026"""
    point = "" if get_language() == "en" else "."
    return f"{day.day}{point} {MONTHS[day.month]} {day.year:04}"


def long_day(day: date) -> str:
    """tirsdag 3. mars 2026; in English without the point: Tuesday 3 March 2026"""
    return f"{WEEKDAYS[day.weekday()]} {full_day(day)}"


def day_and_clock(moment: datetime) -> str:
    """tirsdag 3. mars kl. 09.30; Tuesday 3 March at 09.30, in the time of the place."""
    day = long_day(localdate(moment)).rpartition(" ")[0]
    return gettext("%(day)s at %(clock)s") % {"day": day, "clock": f"{localtime(moment):%H.%M}"}


def day_meant(typed: str, *, sense: str, today: date, within: rules.Limits = rules.ALL_DAYS) -> str:
    """What was typed into a field for a day, read back in words; empty where it is no day."""
    try:
        days = rules.days_meant(typed, today=today, sense=rules.Sense(sense), within=within)
    except ValueError:
        return ""
    return long_day(days[0]) if len(days) == 1 else f"{either_in_words(days)}?"


def either_in_words(days: Sequence[date]) -> str:
    """1. februar 1926 or 1. februar 2026"""
    named = [full_day(day) for day in days]
    return gettext("%(first)s or %(last)s") % {"first": ", ".join(named[:-1]), "last": named[-1]}


def short_weekday(day: date) -> str:
    """ons 9.; in English Wed 9"""
    point = "" if get_language() == "en" else "."
    return f"{WEEKDAYS_ABBR[day.weekday()]} {day.day}{point}"


def span_in_words(first: date, last: date) -> str:
    """ons 9.–tir 15. desember; the first month too when it is another: man 28. desember–søn 3. januar"""
    begin = short_weekday(first)
    if first == last:
        return keep_together(f"{begin} {MONTHS[first.month]}")
    if first.month != last.month:
        begin = f"{begin} {MONTHS[first.month]}"
    return keep_together(f"{begin}–{short_weekday(last)} {MONTHS[last.month]}")


def exact_day(day: date) -> str:
    """03.03.2026"""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def number_in_words(value: Decimal | float | int | None, *, decimals: int | None = None) -> str:
    """The number as it is read: decimal comma, thousands apart, a real minus sign. None is an en dash."""
    if value is None:
        return "–"
    return number_format(
        value, decimal_pos=decimals, use_l10n=True, force_grouping=abs(float(value)) >= 10_000
    ).replace("-", "\N{MINUS SIGN}")


def share_in_words(value: float | None, *, decimals: int = 0) -> str:
    """A share from 0 to 1 as per cent with a space that does not break: 60 %. None is an en dash."""
    return "–" if value is None else f"{number_in_words(value * 100, decimals=decimals)}{NBSP}%"
