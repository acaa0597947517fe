"""How long people wait when some are waiting still: those count as waiting at least so long, and are not left out."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from fotfeste.insight.figures.rules.figure import LEVEL, Interval


@dataclass(frozen=True, slots=True)
class Waited:
    """After one number of days: how many got what they waited for, how many were still waiting when last seen."""

    got: int = 0
    waiting: int = 0


def median_wait(
    days: Mapping[float, Waited], *, level: float = LEVEL
) -> tuple[float | None, tuple[float, float | None] | None]:
    """The day by which half have got it, with the days between which it lies; None for what is not reached.

    days  number waited by days (0 or more)
    Source: Kaplan and Meier 1958; interval of Brookmeyer and Crowley 1982 on the log-minus-log scale, as R's survfit.
    """
    from scipy.special import ndtri

    z = float(ndtri(0.5 + level / 2))
    left = sum(each.got + each.waiting for each in days.values())
    free, variance = 1.0, 0.0
    median = low = high = None
    for day in sorted(days):
        got = days[day].got
        if got:
            free *= 1 - got / left
            variance += got / (left * (left - got)) if left > got else math.inf
            # The ends are read off the curve's own limits: the day the lower, then the upper limit falls to a half.
            ends = _limits(free, variance, z)
            median = day if median is None and free <= 0.5 + 1e-12 else median
            low = day if low is None and ends[0] <= 0.5 else low
            high = day if high is None and ends[1] <= 0.5 else high
        left -= got + days[day].waiting
    return median, None if low is None else (low, high)


def _limits(free: float, variance: float, z: float) -> tuple[float, float]:
    if free <= 0.0 or not math.isfinite(variance):
        # As survfit: after the last one got it, the curve is 0 without limits.
        return (0.0, 0.0) if free <= 0.0 else (0.0, 1.0)
    if free >= 1.0:
        return 1.0, 1.0
    half = z * math.sqrt(variance) / abs(math.log(free))
    return free ** math.exp(half), free ** math.exp(-half)


def interval(bounds: tuple[float, float | None] | None) -> Interval | None:
    """The bounds as an interval; without an upper end (too few have got it) there is none."""
    if bounds is None or bounds[1] is None:
        return None
    return Interval(bounds[0], bounds[1], "brookmeyer_crowley")


def waited_by(days: Mapping[float, Waited], part: float) -> float | None:
    """The day by which `part` (0 to 1) of those who ever get it have got it; None where nobody has.

    Whoever was still waiting when last seen counts as long as seen; who never gets it does not move the day.
    """
    left = sum(each.got + each.waiting for each in days.values())
    curve: list[tuple[float, float]] = []
    free = 1.0
    for day in sorted(days):
        if days[day].got:
            free *= 1 - days[day].got / left
            curve.append((day, 1 - free))
        left -= days[day].got + days[day].waiting
    return next((day for day, got in curve if got >= part * curve[-1][1] - 1e-12), None)
