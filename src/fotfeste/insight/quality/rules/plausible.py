"""Numbers that cannot be, or that somebody made up their mind about: each finding names what to mend.

A finding is a reason to look, not a verdict: a house may be over-full for a week, and a visit may last thirty minutes.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

DAYS_A_YEAR = 365
FEWEST_MINUTES = 50  # recorded lengths, below which the pattern of last digits says nothing
SURE = 0.001  # one false finding in a thousand looks
ENTRY_RATIO = 2.0  # from one year to the next, more than doubled or halved


def occupancy(days_per_stay: float, stays_per_place: float) -> float:
    """The share of the year (1 is every day) each short-term place is taken; above 1 cannot be."""
    if days_per_stay < 0 or stays_per_place < 0:
        raise ValueError("Days of a stay and stays of a place are 0 or more. Check the two columns.")
    return days_per_stay * stays_per_place / DAYS_A_YEAR


@dataclass(frozen=True, slots=True)
class DigitPreference:
    """How many recorded minutes end on a round five, against how many could by chance.

    Planned lengths are round by nature; lengths that were clocked are not.
    """

    n: int
    on_fives: int
    expected: float  # share of 0 to 1
    p: float | None  # chance of so many if minutes were clocked; None for too few

    @property
    def found(self) -> bool:
        """More than chance gives."""
        return self.p is not None and self.p < SURE


def digit_preference(minutes: Sequence[int]) -> DigitPreference:
    """Of lengths in whole minutes: two of ten last digits are 0 or 5. Exact binomial, one-sided."""
    return digit_preference_counted(sum(minute % 5 == 0 for minute in minutes), len(minutes))


def digit_preference_counted(on_fives: int, n: int, *, expected: float = 0.2) -> DigitPreference:
    """The same of values already counted. `expected`: the share of round ones by chance, where it is not two of ten."""
    if n < FEWEST_MINUTES:
        return DigitPreference(n, on_fives, expected, None)
    from scipy.stats import binom

    return DigitPreference(n, on_fives, expected, float(binom.sf(on_fives - 1, n, expected)))


@dataclass(frozen=True, slots=True)
class SeriesBreak:
    """Two years between which a series jumps: no trend may be drawn across."""

    before: int
    after: int
    ratio: float


def series_breaks(by_year: Mapping[int, float], *, most: float = ENTRY_RATIO) -> tuple[SeriesBreak, ...]:
    """Where a yearly number is more than `most` times, or less than one `most`-th of, that of the year before.

    Years without a number part the series: nothing is said of what happened between. Nothing follows from a year of
    none.
    """
    found = []
    for before, after in pairwise(sorted(by_year)):
        was, now = by_year[before], by_year[after]
        if after - before == 1 and was > 0 and now > 0 and abs(math.log(now / was)) > math.log(most):
            found.append(SeriesBreak(before, after, now / was))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Outlier:
    """A value far from the middle of its like: `distance` is in robust standard deviations."""

    key: str
    value: float
    distance: float


def outliers(values: Mapping[str, float], *, beyond: float = 3.5) -> tuple[Outlier, ...]:
    """Furthest first. Median and median absolute deviation, which a few wild values cannot move.

    Source: Iglewicz and Hoaglin 1993, How to Detect and Handle Outliers: beyond 3.5. Where more than half of the values
    are the same, nothing is far from anything that can be told, and nothing is found.
    """
    import statistics

    if not values:
        return ()
    middle = statistics.median(values.values())
    spread = statistics.median(abs(value - middle) for value in values.values()) / 0.6745
    if not spread:
        return ()
    far = [Outlier(key, value, (value - middle) / spread) for key, value in values.items()]
    return tuple(sorted((one for one in far if abs(one.distance) > beyond), key=lambda one: -abs(one.distance)))


def missing_together(answered: Sequence[frozenset[str]], names: Sequence[str]) -> Counter[frozenset[str]]:
    """How often each set of `names` is missing together, the fullest rows as the empty set."""
    every = frozenset(names)
    return Counter(every - row for row in answered)
