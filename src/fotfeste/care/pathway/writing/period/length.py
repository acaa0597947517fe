"""What a period must be, whichever way its two days are written."""

from datetime import date

from fotfeste.care.service_model.rules import Length
from fotfeste.care.terms.rules.errors import CareError

from ...rules.period.course import longest_end


def check_period(rule: Length, *, start: date, end: date) -> None:
    """Raise `CareError` for a period that ends before it starts, or lasts longer than the longest.

    One of one day, which begins and ends on it, is a period.
    """
    if end < start:
        raise CareError("The period ends before it starts. Check the two dates.")
    if end > longest_end(rule, start=start):
        raise CareError("The period is longer than %(weeks)s weeks, which is the longest here.", weeks=rule.max_weeks)
