"""Limits of what a process gives by chance, point by point, and what lies beyond them.

Sources: XmR with moving ranges as in NHS England's Making Data Count (NHSRplotthedots: factor 2.66, ranges above 3.267
times their mean left out); P: exact binomial limits; P′: Laney 2002, Qual Eng 14:531; g: Benneyan 2001, Health Care
Manag Sci 4:305; t: Nelson 1994, J Qual Technol 26:239. Limits let through 99.73 of 100 points.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from fotfeste.insight.indicators.rules.funnel import chance_limits

LEVEL, NEAR = 0.9973, 0.9545  # three and two standard deviations
_XMR, _SCREEN, _D2 = 2.66, 3.267, 1.128
_NELSON = 3.6  # days between rare events, raised to one part of this, are nearly normal
FEWEST = 12  # points; with fewer the limits say little, and a run chart is better
SHIFT, TREND = 7, 6


class Kind(StrEnum):
    """Which chart."""

    XMR = "xmr"  # one number at a time, whatever it is
    P = "p"  # shares, with binomial limits for each month's n
    P_PRIME = "p_prime"  # shares of very many: limits as wide as months really vary
    G = "g"  # how many things between two that are rare
    T = "t"  # days between two that are rare


class Why(StrEnum):
    """Why a point is more than chance."""

    OUTSIDE = "outside"
    SHIFT = "shift"
    TREND = "trend"
    NEAR_LIMIT = "near_limit"


class Side(StrEnum):
    """Which way a point with special cause lies."""

    HIGH = "high"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Point:
    """One value with its limits; `why` is empty for what chance gives.

    half  what half of all values lie below, where that is not the centre (a share of few is skewed)
    near  between what 95 of 100 lie, where those are not two thirds of the way to the limits
    """

    value: float
    centre: float
    low: float
    high: float
    half: float | None = None
    near: tuple[float, float] | None = None
    why: tuple[Why, ...] = ()
    side: Side | None = None


class ChartError(ValueError):
    """No chart can be made of these numbers. The text says what to do."""


def xmr(values: Sequence[float], *, baseline: int | None = None) -> list[Point]:
    """Individual values. `baseline`: how many of the first set the limits; all when left out."""
    base = _base(values, baseline)
    ranges = [abs(after - before) for before, after in pairwise(base)]
    most = _SCREEN * statistics.fmean(ranges)
    kept = [each for each in ranges if each < most] or ranges
    centre, half = statistics.fmean(base), _XMR * statistics.fmean(kept)
    return judged([Point(value, centre, centre - half, centre + half) for value in values])


def p_chart(numerators: Sequence[int], ns: Sequence[int], *, baseline: int | None = None) -> list[Point]:
    """Shares: the limits are those of chance alone for each n."""
    base = range(len(_base(ns, baseline)))
    centre = sum(numerators[k] for k in base) / sum(ns[k] for k in base)
    points = []
    for x, n in zip(numerators, ns, strict=True):
        limits = chance_limits(centre, n, level=LEVEL)
        inner, half = chance_limits(centre, n, level=NEAR), chance_limits(centre, n, level=0.0).low
        points.append(Point(x / n, centre, limits.low, limits.high, half, (inner.low, inner.high)))
    return judged(points)


def p_prime(numerators: Sequence[int], ns: Sequence[int], *, baseline: int | None = None) -> list[Point]:
    """Shares: limits as wide as months vary from one to the next, beyond what chance gives for their n."""
    base = range(len(_base(ns, baseline)))
    centre = sum(numerators[k] for k in base) / sum(ns[k] for k in base)
    if not 0 < centre < 1:
        raise ChartError("All months are the same. There is nothing to judge.")
    spreads = [(centre * (1 - centre) / n) ** 0.5 for n in ns]
    scores = [(x / n - centre) / s for x, n, s in zip(numerators, ns, spreads, strict=True)]
    beyond = statistics.fmean(abs(scores[k + 1] - scores[k]) for k in base[:-1]) / _D2
    return judged(
        [
            Point(
                x / n,
                centre,
                max(0.0, centre - 3 * s * beyond),
                min(1.0, centre + 3 * s * beyond),
                near=(centre - 2 * s * beyond, centre + 2 * s * beyond),
            )
            for x, n, s in zip(numerators, ns, spreads, strict=True)
        ]
    )


def g_chart(between: Sequence[int], *, baseline: int | None = None) -> list[Point]:
    """How many went well between two that did not: geometric, so the centre is the median and high is rare events."""
    import math

    mean = statistics.fmean(_base(between, baseline))
    if not mean:
        raise ChartError("The events follow upon each other: they are not rare. Use --kind p.")
    # Between the whole numbers too: the chance of more than x is (mean / (mean + 1)) ** (x + 1).
    per = math.log(mean / (mean + 1))
    tail = (1 - LEVEL) / 2
    low, centre, high = (max(0.0, math.log(part) / per - 1) for part in (1 - tail, 0.5, tail))
    return judged([Point(float(x), centre, low, high) for x in between], runs_too=False)


def t_chart(days: Sequence[float], *, baseline: int | None = None) -> list[Point]:
    """Days between two rare events. Two on one day count as half a day apart."""
    moved = [max(each, 0.5) ** (1 / _NELSON) for each in days]
    found = xmr(moved, baseline=baseline)
    return judged(
        [
            Point(max(day, 0.5), p.centre**_NELSON, max(0.0, p.low) ** _NELSON, p.high**_NELSON)
            for day, p in zip(days, found, strict=True)
        ],
        runs_too=False,
    )


def judged(points: Sequence[Point], *, runs_too: bool = True) -> list[Point]:
    """The same points with why each is more than chance: outside a limit, or part of a run that chance seldom gives.

    Seven in a row on one side, six in a row rising or falling, two of three in the outer third towards one limit.
    runs_too  False for what is skewed: there only the limits count, and seven in a row
    """
    why: list[set[Why]] = [set() for _ in points]
    halves = [p.centre if p.half is None else p.half for p in points]
    sides = [int(p.value > half) - int(p.value < half) for p, half in zip(points, halves, strict=True)]
    for k, p in enumerate(points):
        if not p.low <= p.value <= p.high:
            why[k].add(Why.OUTSIDE)
    for start in range(len(points) - SHIFT + 1):
        mine = set(sides[start : start + SHIFT])
        if len(mine) == 1 and 0 not in mine:
            for k in range(start, start + SHIFT):
                why[k].add(Why.SHIFT)
    if runs_too:
        for start in range(len(points) - TREND + 1):
            steps = {
                int(b.value > a.value) - int(b.value < a.value)
                for a, b in pairwise(list(points[start : start + TREND]))
            }
            if len(steps) == 1 and 0 not in steps:
                for k in range(start, start + TREND):
                    why[k].add(Why.TREND)
        near = [_near(p) for p in points]
        for start in range(len(points) - 2):
            for side in (1, -1):
                beyond = [k for k in range(start, start + 3) if near[k] == side]
                if len(beyond) >= 2 and all(sides[k] == side for k in range(start, start + 3)):
                    for k in beyond:
                        why[k].add(Why.NEAR_LIMIT)
    return [
        replace(p, why=tuple(w for w in Why if w in mine), side=_side(s) if mine else None)
        for p, mine, s in zip(points, why, sides, strict=True)
    ]


def _near(p: Point) -> int:
    """1 or -1 in the outer third between centre and limit, beyond the limit too; else 0."""
    low, high = p.near or (p.centre - (p.centre - p.low) * 2 / 3, p.centre + (p.high - p.centre) * 2 / 3)
    return int(p.value > high) - int(p.value < low)


def _side(sign: int) -> Side | None:
    return {1: Side.HIGH, -1: Side.LOW, 0: None}[sign]


def _base(values: Sequence[float], baseline: int | None) -> list[float]:
    base = list(values[:baseline] if baseline else values)
    if len(base) < 2:
        raise ChartError("Limits need two points at least. Choose a longer period.")
    return base
