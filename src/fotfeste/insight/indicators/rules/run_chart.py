"""Has something changed over time, or is it the usual ups and downs? Two rules around the middle.

Sources: Anhøj and Olesen 2014, PLoS ONE 9:e113825, 10.1371/journal.pone.0113825 (the two rules); Anhøj and
Wentzel-Larsen 2020, PLoS ONE 15:e0233920, 10.1371/journal.pone.0233920 (limits of both chosen together). The published
limits alarm falsely in 1 of 100 charts of twelve points and 7 of 100 of seventy-two; those here in as near 5 of 100 as
whole numbers allow, whatever the length.
"""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

FEWEST = 10  # useful points; below it the rules see nothing
FALSE_ALARMS = 0.05  # of charts without any change
_AROUND = 2  # how far from the published limits others are looked for
_FURTHER = 8  # the same where the middle comes from earlier points
_NEAR = 0.008  # as near to the false alarms wanted as one can ask for with few points


@dataclass(frozen=True, slots=True)
class RunChart:
    """`useful` counts the points that are not on the middle. A signal is None where there are too few points.

    false_alarms  in what share of charts with as many points above and below, in any order, there would be a signal
    """

    median: float
    useful: int
    longest_run: int
    longest_allowed: int
    crossings: int
    fewest_allowed: int
    false_alarms: float

    @property
    def shifted(self) -> bool | None:
        """A run on one side of the middle longer than chance gives."""
        return self.longest_run > self.longest_allowed if self.useful >= FEWEST else None

    @property
    def clustered(self) -> bool | None:
        """The middle crossed more seldom than chance gives."""
        return self.crossings < self.fewest_allowed if self.useful >= FEWEST else None

    @property
    def signal(self) -> bool | None:
        """Something other than chance is at work; it does not say what."""
        return None if self.useful < FEWEST else bool(self.shifted or self.clustered)


def run_chart(values: Sequence[float], *, baseline: Sequence[float] = ()) -> RunChart:
    """Values in order of time; leave out what is missing. Raises ValueError where there are none.

    baseline  earlier values whose median is the middle; without them it is that of the values themselves
    """
    if not values:
        raise ValueError("A run chart needs values. Choose a longer period.")
    at = statistics.median(baseline or values)
    sides = [value > at for value in values if value != at]
    if baseline:
        longest, fewest, alarms = limits_after(len(sides), len(baseline))
    else:
        longest, fewest, alarms = limits(sum(sides), len(sides) - sum(sides))
    return RunChart(
        median=at,
        useful=len(sides),
        longest_run=max((len(list(run)) for _, run in groupby(sides)), default=0),
        longest_allowed=longest,
        crossings=sum(before is not after for before, after in pairwise(sides)),
        fewest_allowed=fewest,
        false_alarms=alarms,
    )


@lru_cache(maxsize=1024)
def limits(above: int, below: int) -> tuple[int, int, float]:
    """The longest run and the fewest crossings that chance gives, and how often it gives more or fewer all the same.

    Of the pairs near the published limits the one nearest to them whose false alarms are close to `FALSE_ALARMS`; where
    none is close, the closest.
    """
    return _best(above + below, {above: 1.0})


@lru_cache(maxsize=1024)
def limits_after(n: int, baseline: int) -> tuple[int, int, float]:
    """The same for `n` points held against the median of `baseline` earlier ones.

    That median is itself uncertain, so more points may lie on one side: as many as a beta-binomial distribution gives.
    """
    from scipy.stats import betabinom

    half = (baseline + 1) / 2
    return _best(n, {k: float(betabinom.pmf(k, n, half, half)) for k in range(n + 1)})


def _best(n: int, chances: Mapping[int, float]) -> tuple[int, int, float]:
    """Limits for n points of which so many are above with such a chance."""
    if n < 2:
        return n, 0, 0.0
    from scipy.stats import binom

    published = round(math.log2(n) + 3), int(binom.ppf(FALSE_ALARMS, n - 1, 0.5))
    # Held against earlier points a longer run is no wonder.
    further = _AROUND if len(chances) == 1 else _FURTHER
    found = []
    for longest in range(max(2, published[0] - _AROUND), min(n, published[0] + further) + 1):
        for fewest in range(max(0, published[1] - further), published[1] + _AROUND + 1):
            alarms = sum(p * chance_of_signal(k, n - k, longest, fewest) for k, p in chances.items())
            off = abs(alarms - FALSE_ALARMS)
            far = abs(longest - published[0]) + abs(fewest - published[1])
            found.append((max(off, _NEAR), far, off, longest, fewest, alarms))
    *_, longest, fewest, alarms = min(found)
    return longest, fewest, alarms


def chance_of_signal(above: int, below: int, longest: int, fewest: int) -> float:
    """The share of all orders of so many points above and below that have a longer run or fewer crossings. Exact."""
    quiet = _quiet(above, below, longest)
    return 1 - quiet[min(fewest, len(quiet) - 1)] / math.comb(above + below, above)


@lru_cache(maxsize=16384)
def _quiet(above: int, below: int, longest: int) -> tuple[int, ...]:
    """By the fewest crossings asked for (0 up to one more than there can be): orders with them and no longer run."""
    out = [0]
    for crossings in reversed(range(above + below)):
        runs = crossings + 1
        more, less = (runs + 1) // 2, runs // 2
        ways = _in_runs(above, more, longest) * _in_runs(below, less, longest)
        out.append(out[-1] + ways + _in_runs(above, less, longest) * _in_runs(below, more, longest))
    return tuple(reversed(out))


@lru_cache(maxsize=65536)
def _in_runs(points: int, runs: int, longest: int) -> int:
    """In how many ways `points` fall into `runs` of one to `longest` each."""
    if runs == 0:
        return int(points == 0)
    return sum(
        (-1) ** k * math.comb(runs, k) * math.comb(points - k * longest - 1, runs - 1)
        for k in range(runs + 1)
        if points - k * longest >= runs
    )
