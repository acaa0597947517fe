"""Is one municipality further from the others than chance alone brings it? Limits that widen where few are counted.

Source: Spiegelhalter 2005, Stat Med 24:1185, 10.1002/sim.1970; overdispersion as in FunnelPlotR 0.6.0.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

INNER, OUTER = 0.95, 0.998
FEW_UNITS = 10  # below, how much units vary beyond chance cannot be judged, and the limits are those of chance alone
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


@lru_cache(maxsize=4096)
def chance_limits(target: float, n: int, *, level: float = INNER, whole: int | None = None) -> Limits:
    """For a unit of `n` persons when `target` holds for all and nothing but chance is at work: exact, with half a step.

    whole  how many persons the target was counted from, where this unit's are among them: the unit has then drawn its
           own share of the target after it, and lies nearer to it (hypergeometric instead of binomial)
    A count x lies outside when fewer and half of those with x (mid-P) are rarer than the tail. Between two counts the
    limit is drawn where the chance would be just that. Of units alike as many lie outside as `level` says, also where
    few are counted; the arcsine of `share_limits` puts a tenth too many there.
    Source: Spiegelhalter 2005 (exact limits by interpolation); mid-P: Lancaster 1961, JASA 56:223.
    """
    if not 0 <= target <= 1 or n < 1 or (whole is not None and whole < n):
        raise ValueError(
            f"A target of {target} and n of {n} give no limits. Use a share from 0 to 1, and n of 1 or more."
        )
    tail = (1 - level) / 2
    yes = None if whole is None else round(target * whole)
    no = None if whole is None or yes is None else whole - yes
    return Limits(_low(target, n, tail, whole, yes), 1 - _low(1 - target, n, tail, whole, no), level)


def _low(target: float, n: int, tail: float, whole: int | None, yes: int | None) -> float:
    import numpy as np

    if target in (0.0, 1.0):
        return target
    chances = _binomial(target, n) if whole is None or yes is None else _hypergeometric(whole, yes, n)
    mid_p = np.cumsum(chances) - chances / 2
    x = min(n, int(np.searchsorted(mid_p, tail)))
    if x == 0 or mid_p[x] == mid_p[x - 1]:
        return min(x, n) / n
    return float((x - 1 + (tail - mid_p[x - 1]) / (mid_p[x] - mid_p[x - 1])) / n)


def _binomial(target: float, n: int) -> "np.ndarray":
    """The chance of each count from 0 to n."""
    import numpy as np
    from scipy.special import gammaln, xlog1py, xlogy

    x = np.arange(n + 1)
    ways = gammaln(n + 1) - gammaln(x + 1) - gammaln(n - x + 1)
    return np.asarray(np.exp(ways + xlogy(x, target) + xlog1py(n - x, -target)))


def _hypergeometric(whole: int, yes: int, n: int) -> "np.ndarray":
    """The chance of each count from 0 to n, of `whole` among whom `yes`; none where there are too few or too many."""
    import numpy as np
    from scipy.special import gammaln

    def ways(of: "np.ndarray", take: "np.ndarray") -> "np.ndarray":
        can = (take >= 0) & (take <= of)
        kept = np.where(can, take, 0)
        return np.where(can, gammaln(of + 1) - gammaln(kept + 1) - gammaln(of - kept + 1), -np.inf)

    x = np.arange(n + 1)
    all_ways = gammaln(whole + 1) - gammaln(n + 1) - gammaln(whole - n + 1)
    found = ways(np.asarray(yes), x) + ways(np.asarray(whole - yes), n - x) - all_ways
    return np.asarray(np.exp(found))


def value_limits(
    target: float, sd: float, n: int, *, level: float = INNER, tau2: float = 0.0, whole: int | None = None
) -> Limits:
    """For a unit's mean of `n` numbers that vary by `sd` within units; `whole` as in `chance_limits`."""
    if n < 1 or sd < 0:
        raise ValueError(f"n of {n} and a spread of {sd} give no limits. There must be numbers to take a mean of.")
    own = 1 / n - (1 / whole if whole else 0.0)
    half = _z(level) * math.sqrt(sd**2 * max(0.0, own) + tau2)
    return Limits(target - half, target + half, level)


def value_overdispersion(
    values: Sequence[float], ns: Sequence[int], *, target: float, sd: float, trim: Trim = Trim.WINSORISE
) -> Overdispersion:
    """How much means vary between units beyond what `sd` within units gives. Raises ValueError without any spread."""
    if sd <= 0:
        raise ValueError("All numbers are the same. There is nothing to hold units against.")
    spreads = [sd / math.sqrt(n) for n in ns]
    scores = [(value - target) / s for value, s in zip(values, spreads, strict=True)]
    return _overdispersion(scores, spreads, trim)


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


def standardised_limits(expected: float, variance: float, *, level: float = INNER, tau2: float = 0.0) -> Limits:
    """For observed over expected of a share: limits around 1 by the variance of what was expected.

    variance  of the number observed when every cell of people alike has its share (binomial within cells, so less than
              the Poisson of `ratio_limits`, which is for events that may come more than once)
    """
    if expected <= 0 or variance < 0:
        raise ValueError(f"{expected} expected cases give no limits. There must be more than none.")
    half = _z(level) * math.sqrt(variance / expected**2 + tau2)
    return Limits(max(0.0, 1 - half), 1 + half, level)


def standardised_overdispersion(
    observed: Sequence[float], expected: Sequence[float], variances: Sequence[float], *, trim: Trim = Trim.WINSORISE
) -> Overdispersion:
    """How much observed over expected shares vary between units beyond chance."""
    known = [(o, e, v) for o, e, v in zip(observed, expected, variances, strict=True) if v > 0]
    spreads = [math.sqrt(v) / e for _, e, v in known]
    scores = [(o / e - 1) / s for (o, e, _), s in zip(known, spreads, strict=True)]
    return _overdispersion(scores, spreads, trim) if known else Overdispersion(0.0, 0.0, 0)


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
