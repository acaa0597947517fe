"""The planned dose: visits per week, high at first and then tapering (`domain.md` §3.7)."""

from datetime import date

MAX_WEEKS = 52
MAX_VISITS_PER_WEEK = 28  # four a day, every day: more is a slip of the finger


def taper(first: int, last: int, weeks: int) -> list[int]:
    """Visits in each week, from `first` in week 1 down to `last` in the final week, never rising.

    Steps that do not come out whole are rounded up, because the effort is to be high first. One week alone gets
    `first`. Raises `ValueError` when `last` is above `first`, or a number is out of range (0–28 visits, 1–52 weeks).
    """
    if not 1 <= weeks <= MAX_WEEKS:
        raise ValueError(f"A period has 1 to {MAX_WEEKS} weeks, not {weeks}.")
    if not 0 <= last <= first <= MAX_VISITS_PER_WEEK:
        raise ValueError(
            f"Visits per week go from 0 to {MAX_VISITS_PER_WEEK} and never rise: got {first} first and {last} last."
        )
    if weeks == 1:
        return [first]
    steps = weeks - 1
    return [last - (-(first - last) * (steps - week) // steps) for week in range(weeks)]


def week_number(start: date, day: date) -> int:
    """Week of the period that a day lies in; the first seven days are week 1. Zero or less before the start."""
    return (day - start).days // 7 + 1


def weeks_between(start: date, end: date) -> int:
    """Weeks in a period, begun weeks counted whole, at least 1 and at most 52."""
    return min(max(1, -(-(end - start).days // 7)), MAX_WEEKS)
