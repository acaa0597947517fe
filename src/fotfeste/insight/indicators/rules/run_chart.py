"""Has something changed over time, or is it the usual ups and downs? Two rules around the median.

Source: Anhøj and Olesen 2014, PLoS ONE 9:e113825, 10.1371/journal.pone.0113825. Five false alarms in a hundred charts.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

FEWEST = 10  # useful points; below it the rules see nothing


@dataclass(frozen=True, slots=True)
class RunChart:
    """`useful` counts the points that are not on the median. A signal is None where there are too few points."""

    median: float
    useful: int
    longest_run: int
    longest_allowed: int
    crossings: int
    fewest_allowed: int

    @property
    def shifted(self) -> bool | None:
        """A run on one side of the median longer than chance gives."""
        return self.longest_run > self.longest_allowed if self.useful >= FEWEST else None

    @property
    def clustered(self) -> bool | None:
        """The median crossed more seldom than chance gives."""
        return self.crossings < self.fewest_allowed if self.useful >= FEWEST else None

    @property
    def signal(self) -> bool | None:
        """Something other than chance is at work; it does not say what."""
        return None if self.useful < FEWEST else bool(self.shifted or self.clustered)


def run_chart(values: Sequence[float]) -> RunChart:
    """Values in order of time; leave out what is missing. Raises ValueError where there are none."""
    if not values:
        raise ValueError("A run chart needs values. Choose a longer period.")
    from scipy.stats import binom

    middle = statistics.median(values)
    sides = [value > middle for value in values if value != middle]
    n = len(sides)
    return RunChart(
        median=middle,
        useful=n,
        longest_run=max((len(list(run)) for _, run in groupby(sides)), default=0),
        longest_allowed=round(math.log2(n) + 3) if n else 0,
        crossings=sum(before is not after for before, after in pairwise(sides)),
        fewest_allowed=int(binom.ppf(0.05, n - 1, 0.5)) if n > 1 else 0,
    )
