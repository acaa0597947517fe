"""Scales whose steps have an order and no size: who went which way, and never a mean.

From 3 to 2 is a step; that it is as far as from 5 to 4 nobody can say. So persons are counted by where they were and
where they came, two groups are compared by who stands higher, and the dead have a column of their own and no number.
"""

import math
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from fotfeste.insight.figures.rules.figure import LEVEL, Interval, wilson

if TYPE_CHECKING:
    import numpy as np


class OrdinalError(ValueError):
    """What is asked for cannot be counted from these persons. The text says why, and what can be done instead."""


class Gone(StrEnum):
    """Why there is no later value. None of them is a step of the scale."""

    MISSING = "missing"
    BROKE_OFF = "broke_off"
    DIED = "died"


@dataclass(frozen=True, slots=True)
class Steps:
    """One person's step at the start and later, in the scale's own numbers; `later` may be why there is none."""

    start: float
    later: float | Gone


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `n` persons, with Wilson's interval; None where there is nobody to count among."""

    count: int
    n: int
    interval: Interval | None

    @property
    def value(self) -> float | None:
        """0 to 1."""
        return self.count / self.n if self.n else None


def share(count: int, n: int, *, level: float = LEVEL) -> Share:
    """A share that also exists of nobody."""
    return Share(count, n, wilson(count, n, level=level) if n else None)


@dataclass(frozen=True, slots=True)
class ShiftTable:
    """Rows are steps at the start, columns steps later: `counts[i][j]` persons went from `levels[i]` to `levels[j]`.

    gone    why there is no later step -> persons by step at the start, as long as `levels`
    better  among those with a later step who could become better (were not at the best step at the start)
    same    of the same
    worse   of the same; whoever started at the best step and fell is in `fell_from_best` only
    """

    levels: tuple[float, ...]
    counts: tuple[tuple[int, ...], ...]
    gone: Mapping[Gone, tuple[int, ...]]
    better: Share
    same: Share
    worse: Share
    at_best: int  # with a later step, and nothing to gain
    fell_from_best: int

    @property
    def persons(self) -> int:
        """Everybody with a step at the start."""
        return sum(map(sum, self.counts)) + sum(map(sum, self.gone.values()))


def shift_table(
    persons: Sequence[Steps], levels: Sequence[float], *, higher_is_better: bool, level: float = LEVEL
) -> ShiftTable:
    """Count who went where. `levels` are all steps of the scale, also those nobody stood on.

    Raises OrdinalError for a step that is not among the levels: a code such as “not relevant” is no step.
    """
    steps = tuple(sorted(set(levels)))
    at = {step: k for k, step in enumerate(steps)}
    counts = [[0] * len(steps) for _ in steps]
    gone = {why: [0] * len(steps) for why in Gone}
    for person in persons:
        for value in (person.start, person.later):
            if not isinstance(value, Gone) and value not in at:
                raise OrdinalError(
                    f"{value:g} is no step of this scale ({', '.join(f'{step:g}' for step in steps)}). "
                    "Give what is not relevant or not known as missing."
                )
        if isinstance(person.later, Gone):
            gone[person.later][at[person.start]] += 1
        else:
            counts[at[person.start]][at[person.later]] += 1
    best = len(steps) - 1 if higher_is_better else 0
    sign = 1 if higher_is_better else -1
    ways = {1: 0, 0: 0, -1: 0}
    for i, row in enumerate(counts):
        for j, n in enumerate(row):
            if i != best:
                ways[(sign * (j - i) > 0) - (sign * (j - i) < 0)] += n
    could = sum(ways.values())
    at_best = sum(counts[best])
    return ShiftTable(
        levels=steps,
        counts=tuple(map(tuple, counts)),
        gone={why: tuple(row) for why, row in gone.items()},
        better=share(ways[1], could, level=level),
        same=share(ways[0], could, level=level),
        worse=share(ways[-1], could, level=level),
        at_best=at_best,
        fell_from_best=at_best - counts[best][best],
    )


@dataclass(frozen=True, slots=True)
class Ends:
    """How many stand at the two ends of a scale. At the best end nobody can be seen to become better."""

    at_best: Share
    at_worst: Share


def ends(values: Sequence[float], *, low: float, high: float, higher_is_better: bool, level: float = LEVEL) -> Ends:
    """Shares at the lowest and the highest possible value. Above 15 % is commonly called a ceiling or floor effect.

    Source of the 15 %: Terwee et al. 2007, J Clin Epidemiol 60:34, 10.1016/j.jclinepi.2006.03.012.
    Raises OrdinalError for a value outside the scale.
    """
    if outside := [value for value in values if not low <= value <= high]:
        raise OrdinalError(f"{outside[0]:g} is outside {low:g} to {high:g}. Check the version of the form.")
    at_low = share(sum(value == low for value in values), len(values), level=level)
    at_high = share(sum(value == high for value in values), len(values), level=level)
    return Ends(at_high, at_low) if higher_is_better else Ends(at_low, at_high)


@dataclass(frozen=True, slots=True)
class Superiority:
    """How often somebody of the first group stands higher than somebody of the second, ties counted half; 0 to 1."""

    probability: float
    interval: Interval | None  # None where no value of one group lies among the other's: there is no spread to tell
    n: tuple[int, int]


def superiority(first: Sequence[float], second: Sequence[float], *, level: float = LEVEL) -> Superiority:
    """Probability of superiority, with the interval of Brunner and Munzel, cut at 0 and 1.

    It needs no distances between steps. Source: Brunner and Munzel 2000, Biom J 42:17; counted by statsmodels.
    Raises OrdinalError below two persons in a group.
    """
    if min(len(first), len(second)) < 2:
        raise OrdinalError(f"{len(first)} and {len(second)} persons are too few to compare. Both groups need two.")
    import numpy as np
    from statsmodels.stats.nonparametric import rank_compare_2indep

    one, two = np.asarray(first, float), np.asarray(second, float)
    with np.errstate(divide="ignore", invalid="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # without spread: handled below
        found = rank_compare_2indep(one, two)
        low, high = (float(end) for end in found.conf_int(alpha=1 - level))
    interval = None
    if math.isfinite(low) and math.isfinite(high) and high > low:
        interval = Interval(max(0.0, low), min(1.0, high), "brunner_munzel", level)
    return Superiority(float(found.prob1), interval, (len(first), len(second)))


@dataclass(frozen=True, slots=True)
class ProportionalOdds:
    """Odds of standing above any given step, first group against second; above 1: the first stands higher.

    at_each_cut  (step, odds ratio of standing above it) without covariates: the model says they are all the same.
                 Where they differ much, one number hides something, and the shift table is to be told instead.
    """

    odds_ratio: float
    interval: Interval
    n: tuple[int, int]
    at_each_cut: tuple[tuple[float, float | None], ...]


def proportional_odds(
    first: Sequence[float],
    second: Sequence[float],
    *,
    covariates: Sequence[Sequence[float]] = (),
    level: float = LEVEL,
) -> ProportionalOdds:
    """Compare two groups on one ordinal scale, by statsmodels' OrderedModel with logit links.

    `covariates` holds one row for each person, those of the first group before those of the second.
    Source: McCullagh 1980, J R Stat Soc B 42:109. Raises OrdinalError where the model cannot be fitted, with why.
    """
    import numpy as np

    values = np.asarray([*first, *second], float)
    group = np.repeat([1.0, 0.0], [len(first), len(second)])
    steps = np.unique(values)
    if min(len(first), len(second)) < 2 or len(steps) < 2:
        raise OrdinalError("Two groups of two persons or more, on at least two steps, are needed for an odds ratio.")
    if max(first) < min(second) or max(second) < min(first):
        raise OrdinalError(
            "No step is shared: every person of one group stands above all of the other, so no odds ratio is finite. "
            "Tell the shift table and the probability of superiority."
        )
    cuts = tuple((float(step), _odds_ratio(values > step, group > 0)) for step in steps[:-1])
    design = group[:, None]
    if len(covariates):
        if len(covariates) != len(values):
            raise OrdinalError(f"{len(covariates)} rows of covariates for {len(values)} persons. Give one for each.")
        design = np.column_stack([group, np.asarray(covariates, float)])
    # Thresholds play the part of a constant, so the other columns must not make one together.
    if np.linalg.matrix_rank(np.column_stack([np.ones(len(values)), design])) <= design.shape[1]:
        raise OrdinalError("Covariates follow from each other or are the same for all. Leave one of them out.")
    effect, error = _fitted(np.searchsorted(steps, values), design)
    from scipy.stats import norm

    half = float(norm.ppf(0.5 + level / 2)) * error
    interval = Interval(math.exp(effect - half), math.exp(effect + half), "proportional_odds", level)
    return ProportionalOdds(math.exp(effect), interval, (len(first), len(second)), cuts)


@dataclass(frozen=True, slots=True)
class ComparedSteps:
    """Where matched persons stand later, turned so that higher is better; `pairs` are those with both later steps.

    `no_odds` says why there is no odds ratio, where there is none.
    """

    pairs: int
    superiority: Superiority
    odds: ProportionalOdds | None
    no_odds: str | None


def compare_steps(
    pairs: Sequence[tuple[Steps, Steps]], *, higher_is_better: bool, level: float = LEVEL
) -> ComparedSteps:
    """Compare the first of each pair with the second by the later step, odds adjusted for the step at the start.

    Persons of a pair count as strangers, which makes intervals too wide rather than too narrow when pairs are alike.
    Raises OrdinalError below two pairs with both steps.
    """
    sign = 1 if higher_is_better else -1
    sides: tuple[list[float], list[float]] = ([], [])
    starts: tuple[list[list[float]], list[list[float]]] = ([], [])
    for pair in pairs:
        laters = [person.later for person in pair if not isinstance(person.later, Gone)]
        if len(laters) == 2:
            for side, start, person, later in zip(sides, starts, pair, laters, strict=True):
                side.append(sign * later)
                start.append([sign * person.start])
    ours, theirs = sides
    covariates = [*starts[0], *starts[1]]
    if len({row[0] for row in covariates}) < 2:
        covariates = []
    odds, why = None, None
    found = superiority(ours, theirs, level=level)
    try:
        odds = proportional_odds(ours, theirs, covariates=covariates, level=level)
    except OrdinalError as wrong:
        why = str(wrong)
    return ComparedSteps(len(ours), found, odds, why)


def _fitted(steps: "np.ndarray", design: "np.ndarray") -> tuple[float, float]:
    """Log odds ratio of the first column and its standard error."""
    import numpy as np
    from statsmodels.miscmodels.ordinal_model import OrderedModel
    from statsmodels.tools.sm_exceptions import ConvergenceWarning, HessianInversionWarning

    impossible = OrdinalError(
        "The proportional odds model does not settle: there are too few persons on some steps. "
        "Tell the shift table and the probability of superiority."
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error", ConvergenceWarning)
        warnings.simplefilter("error", HessianInversionWarning)
        warnings.simplefilter("ignore", RuntimeWarning)  # overflow on the way is judged by what comes out
        try:
            found = OrderedModel(steps, design, distr="logit").fit(method="bfgs", maxiter=500, disp=False)
            effect, error = float(found.params[0]), float(found.bse[0])
        except (ConvergenceWarning, HessianInversionWarning, np.linalg.LinAlgError) as wrong:
            raise impossible from wrong
    # A log odds ratio beyond 15 is what a runaway search stops at, not what people are like.
    if not (math.isfinite(effect) and math.isfinite(error) and 0 < error < 15 and abs(effect) < 15):
        raise impossible
    return effect, error


def _odds_ratio(above: "np.ndarray", first: "np.ndarray") -> float | None:
    a, b = int((above & first).sum()), int((~above & first).sum())
    c, d = int((above & ~first).sum()), int((~above & ~first).sum())
    return (a * d) / (b * c) if a and b and c and d else None
