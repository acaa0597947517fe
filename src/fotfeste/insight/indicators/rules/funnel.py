"""Is one municipality further from the others than chance alone brings it? Limits that widen where few are counted.

Source: Spiegelhalter 2005, Stat Med 24:1185, 10.1002/sim.1970; overdispersion as in FunnelPlotR 0.6.0.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

INNER, OUTER = 0.95, 0.998
TRIMMED = 0.1  # the share of units at each end whose z-scores are not let decide how much all vary


class Trim(StrEnum):
    """What becomes of the extreme z-scores when overdispersion is judged."""

    WINSORISE = "winsorise"  # drawn in to the tenth and ninetieth percentile
    TRUNCATE = "truncate"  # left out


@dataclass(frozen=True, slots=True)
class Overdispersion:
    """`phi`: how much more units vary than chance alone (1: just as much). `tau2`: variance between them.

    Both are low on purpose: without its outer tenths a normal distribution keeps 0.68 (winsorised) or 0.44 (truncated)
    of its variance, so limits stay narrow enough for the outer units to be seen.
    """

    phi: float
    tau2: float
    units: int


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a unit of this size may lie by chance, at `level`."""

    low: float
    high: float
    level: float


def share_target(numerators: Sequence[int], ns: Sequence[int]) -> float:
    """The share of all units together. Raises ValueError for units that are no shares."""
    if len(numerators) != len(ns) or not ns:
        raise ValueError("Give one numerator and one n for each unit, and at least one unit.")
    if any(n < 1 or not 0 <= x <= n for x, n in zip(numerators, ns, strict=True)):
        raise ValueError("Each unit needs n of 1 or more and a numerator from 0 to n. Leave out units without persons.")
    return sum(numerators) / sum(ns)


def share_overdispersion(
    numerators: Sequence[int], ns: Sequence[int], *, trim: Trim = Trim.WINSORISE
) -> Overdispersion:
    """How much shares vary between units, on the arcsine scale, where their variance depends on n alone."""
    centre = math.asin(math.sqrt(share_target(numerators, ns)))
    spreads = [1 / (2 * math.sqrt(n)) for n in ns]
    scores = [(math.asin(math.sqrt(x / n)) - centre) / s for x, n, s in zip(numerators, ns, spreads, strict=True)]
    return _overdispersion(scores, spreads, trim)


def share_limits(target: float, n: int, *, level: float = INNER, tau2: float = 0.0) -> Limits:
    """For a unit of `n` persons when `target` (0 to 1) holds for all."""
    if not 0 <= target <= 1 or n < 1:
        raise ValueError(
            f"A target of {target} and n of {n} give no limits. Use a share from 0 to 1, and n of 1 or more."
        )
    centre = math.asin(math.sqrt(target))
    half = _z(level) * math.sqrt(1 / (4 * n) + tau2)
    low, high = max(0.0, centre - half), min(math.pi / 2, centre + half)
    return Limits(math.sin(low) ** 2, math.sin(high) ** 2, level)


def ratio_overdispersion(
    observed: Sequence[float], expected: Sequence[float], *, trim: Trim = Trim.WINSORISE
) -> Overdispersion:
    """How much observed over expected varies between units, on the log scale."""
    if len(observed) != len(expected) or any(e <= 0 for e in expected) or any(o < 0 for o in observed):
        raise ValueError("Give for each unit what was observed (0 or more) and what was expected (above 0).")
    spreads = [math.sqrt(1 / e) for e in expected]
    # Half a case where there was none, for the logarithm.
    scores = [math.log(max(o, 0.5) / e) / s for o, e, s in zip(observed, expected, spreads, strict=True)]
    return _overdispersion(scores, spreads, trim)


def ratio_limits(expected: float, *, level: float = INNER, tau2: float = 0.0) -> Limits:
    """For observed over expected where 1 holds for all: exact Poisson limits, wider where units vary beyond chance."""
    if expected <= 0:
        raise ValueError(f"{expected} expected cases give no limits. There must be more than none.")
    if tau2:
        half = _z(level) * math.sqrt(1 / expected + tau2)
        return Limits(math.exp(-half), math.exp(half), level)
    from scipy.stats import chi2

    tail = (1 - level) / 2
    low = float(chi2.ppf(tail, 2 * expected)) / 2
    high = float(chi2.ppf(1 - tail, 2 * (expected + 1))) / 2
    return Limits(low / expected, high / expected, level)


def _z(level: float) -> float:
    from scipy.stats import norm

    return float(norm.ppf(0.5 + level / 2))


def _overdispersion(scores: Sequence[float], spreads: Sequence[float], trim: Trim) -> Overdispersion:
    import numpy as np

    z, weight = np.asarray(scores), 1 / np.asarray(spreads) ** 2
    low, high = np.quantile(z, [TRIMMED, 1 - TRIMMED])
    if trim is Trim.WINSORISE:
        z = np.clip(z, low, high)
    else:
        inside = (z >= low) & (z <= high)
        z, weight = z[inside], weight[inside]
    n = len(z)
    phi = float(np.mean(z**2)) if n else 0.0
    if n < 2:
        return Overdispersion(phi, 0.0, n)
    tau2 = (n * phi - (n - 1)) / (weight.sum() - (weight**2).sum() / weight.sum())
    return Overdispersion(phi, max(0.0, float(tau2)), n)
