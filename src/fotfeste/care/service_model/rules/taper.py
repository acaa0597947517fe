"""Visits a week over a period: high at first, then fewer (`domain.md` §3.7)."""

from . import Effort

MAX_WEEKS = 52
MAX_VISITS_PER_WEEK = 28  # four a day, every day: more is a slip of the finger


def taper(first: int, last: int, weeks: int, *, shape: str = "even") -> list[int]:
    """Visits in each week, from `first` in week 1 down to `last` in the final week, never rising.

    shape  `even` takes a little off each week; `late` keeps the full effort through the first half
    Steps that do not come out whole are rounded up, because the effort is to be high first. One week alone gets
    `first`. Raises `ValueError` when `last` is above `first`, or a number is out of range (0–28 visits, 1–52 weeks).
    """
    if not 1 <= weeks <= MAX_WEEKS:
        raise ValueError(f"A period has 1 to {MAX_WEEKS} weeks, not {weeks}.")
    if not 0 <= last <= first <= MAX_VISITS_PER_WEEK:
        raise ValueError(
            f"Visits per week go from 0 to {MAX_VISITS_PER_WEEK} and never rise: got {first} first and {last} last."
        )
    full = weeks // 2 - 1 if shape == "late" else 0  # weeks of full effort before the first step may come
    if full > 0:
        return [first] * full + taper(first, last, weeks - full)
    if weeks == 1:
        return [first]
    steps = weeks - 1
    return [last - (-(first - last) * (steps - week) // steps) for week in range(weeks)]


def curve(effort: Effort, weeks: int, *, first: int | None = None, last: int | None = None) -> list[int]:
    """The model's visits for a period of `weeks`; a decision that says other numbers for the ends goes before it.

    A curve written week by week is stretched or pressed together, so that its form is kept.
    """
    own_ends = (effort.first if first is None else first, effort.last if last is None else last)
    if effort.by_week and own_ends == (effort.first, effort.last):
        if weeks == 1:
            return [effort.first]
        places = len(effort.by_week) - 1
        return [effort.by_week[week * places // (weeks - 1)] for week in range(weeks)]
    begin = own_ends[0]
    return taper(begin, min(own_ends[1], begin), weeks, shape=effort.shape)
