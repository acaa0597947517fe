"""The weeks of a period, for the planned dose (`domain.md` §3.7)."""

from datetime import date

from fotfeste.care.pathway.rules.taper import MAX_WEEKS


def week_number(start: date, day: date) -> int:
    """Week of the period that a day lies in; the first seven days are week 1. Zero or less before the start."""
    return (day - start).days // 7 + 1


def weeks_between(start: date, end: date) -> int:
    """Weeks in a period, begun weeks counted whole, at least 1 and at most 52."""
    return min(max(1, -(-(end - start).days // 7)), MAX_WEEKS)
