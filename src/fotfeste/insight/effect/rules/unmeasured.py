"""How strong something nobody measured would have to be to explain an effect away.

Source: VanderWeele and Ding 2017, Ann Intern Med 167:268, 10.7326/M16-2607.
"""

import math
from dataclasses import dataclass
from enum import StrEnum


class Scale(StrEnum):
    """What kind of ratio an effect is told in."""

    RISK_RATIO = "risk_ratio"  # also an odds or hazard ratio of something rarer than 15 %
    ODDS_RATIO = "odds_ratio"  # of something common
    HAZARD_RATIO = "hazard_ratio"  # of something common
    MEAN_DIFFERENCE = "mean_difference"  # in standard deviations


@dataclass(frozen=True, slots=True)
class EValue:
    """Risk ratios, 1 or more: what an unmeasured cause must have with both the choice of service and the outcome.

    `estimate` explains the estimate away, `limit` moves the interval to no effect (1: it is there already).
    """

    estimate: float
    limit: float


def e_value(estimate: float, low: float, high: float, scale: Scale = Scale.RISK_RATIO) -> EValue:
    """Of an estimate with its interval. Raises ValueError where the numbers are no such estimate."""
    if not low <= estimate <= high or (scale is not Scale.MEAN_DIFFERENCE and low <= 0):
        raise ValueError(f"{estimate} ({low} to {high}) is no estimate within its interval; ratios are above 0.")
    ratios = [_as_risk_ratio(each, scale) for each in (estimate, low, high)]
    nearest = ratios[1] if ratios[0] > 1 else ratios[2]
    crossed = ratios[1] <= 1 <= ratios[2]
    return EValue(_of(ratios[0]), 1.0 if crossed else _of(nearest))


def _as_risk_ratio(value: float, scale: Scale) -> float:
    if scale is Scale.ODDS_RATIO:
        return math.sqrt(value)
    if scale is Scale.HAZARD_RATIO:
        return float((1 - 0.5 ** math.sqrt(value)) / (1 - 0.5 ** math.sqrt(1 / value)))
    if scale is Scale.MEAN_DIFFERENCE:
        return math.exp(0.91 * value)
    return value


def _of(ratio: float) -> float:
    away = max(ratio, 1 / ratio)
    return away + math.sqrt(away * (away - 1))
