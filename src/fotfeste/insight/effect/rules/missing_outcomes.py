"""What the missing could have been: responders counted every defensible way, and a mean under ever darker assumptions.

The dead get no score and never count as having become better; they stand as a number of their own.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from fotfeste.insight.figures.rules.figure import LEVEL, Interval, wilson


@dataclass(frozen=True, slots=True)
class Responders:
    """Counts of persons: `responded` of those `answered` of those `started`; `died` of those who did not answer."""

    responded: int
    answered: int
    started: int
    died: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.responded <= self.answered <= self.started or not 0 <= self.died <= self.unanswered:
            raise ValueError(
                f"{self.responded} of {self.answered} of {self.started} persons, {self.died} dead, cannot be. "
                "Responders are among those who answered, these among those who started, the dead among the rest."
            )

    @property
    def unanswered(self) -> int:
        """Persons who started and have no answer, the dead with them."""
        return self.started - self.answered

    @property
    def complete_cases(self) -> Interval | None:
        """Share of those who answered. Flattering where those who fare badly answer less."""
        return wilson(self.responded, self.answered) if self.answered else None

    @property
    def missing_not_responding(self) -> Interval | None:
        """Share of all who started, no answer counted as no response."""
        return wilson(self.responded, self.started) if self.started else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        """Share of all who started if nobody, and if everybody alive, among the missing had responded."""
        if not self.started:
            return None
        return self.responded / self.started, (self.responded + self.unanswered - self.died) / self.started


@dataclass(frozen=True, slots=True)
class Assumed:
    """A mean change if those without an answer had changed by `delta` less than those with one."""

    delta: float
    mean: float
    interval: Interval


def delta_adjusted(
    changes: Sequence[float | None], deltas: Sequence[float], *, level: float = LEVEL
) -> tuple[Assumed, ...]:
    """The mean change of everybody alive for each `delta`; 0 is missing at random, None is missing.

    Pattern mixture without covariates: the mean is that of the known less delta times the missing share; both the known
    mean and the missing share have their sampling error. Source: Little and Rubin 2019, Statistical Analysis with
    Missing Data, chapter 15. Raises ValueError below two known changes.
    """
    known = [change for change in changes if change is not None]
    if len(known) < 2:
        raise ValueError("At least two known changes are needed to say anything about the missing ones.")
    from scipy.stats import t

    share = 1 - len(known) / len(changes)
    error = statistics.variance(known) / len(known)
    quantile = float(t.ppf(0.5 + level / 2, len(known) - 1))
    found = []
    for delta in deltas:
        middle = statistics.fmean(known) - delta * share
        half = quantile * math.sqrt(error + delta**2 * share * (1 - share) / len(changes))
        found.append(Assumed(delta, middle, Interval(middle - half, middle + half, "pattern_mixture", level)))
    return tuple(found)


def tipping_delta(changes: Sequence[float | None], *, largest: float, level: float = LEVEL) -> float | None:
    """How much worse the missing must have fared before the interval reaches no change; 0 if it does already.

    None where even `largest` (the whole width of the scale, in points) does not bring it there.
    """

    def low(delta: float) -> float:
        return delta_adjusted(changes, (delta,), level=level)[0].interval.low

    if low(0.0) <= 0:
        return 0.0
    if low(largest) > 0:
        return None
    from scipy.optimize import brentq

    return float(brentq(low, 0.0, largest))
