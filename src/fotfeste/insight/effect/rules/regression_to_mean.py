"""How much of a change comes of choosing those who scored low (or high) that day.

A score is a person's own level and the day's luck. Who is chosen for a low score had bad luck on average, and scores
nearer to the mean next time without any help.
"""

import math
from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """Who was chosen: those who scored below the cut, or above it."""

    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Population:
    """Scores of everybody who could have been chosen, in the instrument's unit. `sd` is that of one measurement."""

    mean: float
    sd: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.mean) and math.isfinite(self.sd) and self.sd > 0):
            raise ValueError(f"Mean {self.mean} and standard deviation {self.sd} are no spread of scores.")


def expected_shift(
    population: Population, *, cut: float, correlation: float, measurements: int = 1, side: Side = Side.BELOW
) -> float:
    """Points towards the mean that those beyond `cut` are expected to move without any help; 0 or more.

    `correlation` (0 to 1) is between two measurements of the same person without change in between. With several
    baseline measurements (`measurements`) their mean is what is compared with the cut.
    Source: Barnett, van der Pols and Dobson 2005, Int J Epidemiol 34:215, 10.1093/ije/dyh299.
    Raises ValueError for a correlation outside 0 to 1 or fewer than one measurement.
    """
    if not 0 <= correlation <= 1 or measurements < 1:
        raise ValueError(
            f"Correlation {correlation} must be from 0 to 1, and measurements {measurements} at least 1. "
            "Use the published test–retest correlation of the instrument."
        )
    from scipy.stats import norm

    within = (1 - correlation) * population.sd**2 / measurements
    between = correlation * population.sd**2
    away = (population.mean - cut) / population.sd
    if side is Side.ABOVE:
        away = -away
    # log forms keep the far tails, where both density and tail are too small for a plain quotient
    tail = math.exp(float(norm.logpdf(away)) - float(norm.logsf(away)))
    return within / math.sqrt(between + within) * tail if within else 0.0


def shift_of_chosen(chosen_mean: float, population_mean: float, *, correlation: float, measurements: int = 1) -> float:
    """The same where nobody was chosen by a sharp cut: points that persons whose baselines average `chosen_mean` are
    expected to move, upwards positive.

    It asks only that scores regress in a straight line, and gives what `expected_shift` gives where there was a cut.
    Raises ValueError as that does.
    """
    if not 0 <= correlation <= 1 or measurements < 1:
        raise ValueError(f"Correlation {correlation} must be from 0 to 1, and measurements {measurements} at least 1.")
    within = (1 - correlation) / measurements
    return (population_mean - chosen_mean) * within / (correlation + within)


@dataclass(frozen=True, slots=True)
class Share:
    """Of an observed change, what regression to the mean explains at one correlation."""

    correlation: float
    shift: float
    of_change: float | None  # 1 is all of it, above 1 more than all; None where nothing changed


def of_which(
    change: float,
    population: Population,
    *,
    cut: float,
    correlations: tuple[float, ...] = (0.5, 0.7, 0.8, 0.9),
    measurements: int = 1,
    side: Side = Side.BELOW,
) -> tuple[Share, ...]:
    """For a range of correlations, since the true one is seldom known.

    `change` is the observed mean change in points, upwards positive.
    """
    found = []
    for correlation in correlations:
        shift = expected_shift(population, cut=cut, correlation=correlation, measurements=measurements, side=side)
        towards_mean = change if side is Side.BELOW else -change
        found.append(Share(correlation, shift, shift / towards_mean if towards_mean > 0 else None))
    return tuple(found)
