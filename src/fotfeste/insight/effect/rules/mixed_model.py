"""Change over several occasions when not everybody was measured every time: a linear mixed model.

Everybody measured at least once takes part with what there is; nothing is filled in. Each person has a level of their
own (random intercept), each occasion a mean of its own. The dead are left out and told beside: the model would
otherwise draw their course on as if they had lived.
"""

import math
import warnings
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fotfeste.insight.figures.rules.figure import LEVEL, Interval

if TYPE_CHECKING:
    import numpy as np


class ModelError(ValueError):
    """The model cannot be fitted to these measurements. The text says why, and what can be done instead."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One score of one person at one occasion, in the measure's unit; `group` only where two are compared."""

    person: str
    occasion: str
    value: float
    group: str | None = None
    covariates: tuple[float, ...] = ()  # the same number for all, of the start: age, days since the fall, …


@dataclass(frozen=True, slots=True)
class Change:
    """Mean change from the first occasion, or the difference between two groups in it, in the measure's unit."""

    occasion: str
    estimate: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class OverTime:
    """What the model says, with what it stands on.

    changes       mean change by occasion; with two groups that of each, under its name
    difference    first group's change less the second's; empty with one group
    missing       occasion -> persons of the model without a score then
    between_sd    how much persons differ, within_sd how much one person's scores do around the own course
    """

    changes: Mapping[str, tuple[Change, ...]]
    difference: tuple[Change, ...]
    persons: Mapping[str, int]
    measurements: int
    missing: Mapping[str, int]
    died: int
    between_sd: float
    within_sd: float
    notes: tuple[str, ...] = ()
    assumes: tuple[str, ...] = field(
        default=(
            "Missing at random: whoever was not measured would have gone on as those alike in what was measured.",
            "Scores of one person are equally alike whatever the time between them, and spread alike at all occasions.",
            "The dead have no score and are not in it: it tells of those who lived.",
        )
    )


EVERYBODY = "all"


def over_time(
    rows: Sequence[Measured],
    *,
    occasions: Sequence[str],
    groups: tuple[str, str] | None = None,
    died: Collection[str] = (),
    level: float = LEVEL,
) -> OverTime:
    """Estimate mean change from `occasions[0]` by restricted maximum likelihood (statsmodels MixedLM).

    Fixed parts: occasion as a factor, with `groups` also group and group by occasion, and the covariates. Intervals
    are Student's t with between–within degrees of freedom (measurements less persons less what varies within persons),
    so that two occasions without anything missing give the paired t interval.
    Sources: Laird and Ware 1982, Biometrics 38:963; Schluchter and Elashoff 1990, J Stat Comput Simul 37:69.
    Raises ModelError where measurements are too few, doubled, of unknown occasions, or the search does not settle.
    """
    if groups and groups[0] == groups[1]:
        raise ModelError(f"{groups[0]} cannot be compared with itself. Give two groups.")
    living = [row for row in rows if row.person not in died and (groups is None or row.group in groups)]
    _check(living, occasions)
    import numpy as np

    at = {occasion: k for k, occasion in enumerate(occasions)}
    code = {person: k for k, person in enumerate(sorted({row.person for row in living}))}
    values = np.array([row.value for row in living], float)
    times = np.array([at[row.occasion] for row in living])
    of = np.array([code[row.person] for row in living])
    first = np.array([groups is not None and row.group == groups[0] for row in living], float)
    for flag in (1.0, 0.0) if groups else (0.0,):
        for k, occasion in enumerate(occasions):
            if (n := int(((times == k) & (first == flag)).sum())) < 2:
                named = f" in {groups[int(1 - flag)]}" if groups else ""
                raise ModelError(f"{n} measured at {occasion}{named}: two are needed. Leave the occasion out.")
    later = [np.asarray(times == k, float) for k in range(1, len(occasions))]
    columns = [np.ones(len(values)), *later]
    if groups:
        columns += [first, *(first * occasion for occasion in later)]
    within = len(later) * (2 if groups else 1)
    columns += [np.array([row.covariates[k] for row in living], float) for k in range(len(living[0].covariates))]
    design = np.column_stack(columns)
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise ModelError("Covariates follow from each other or are the same for all. Leave one of them out.")
    freedom = len(values) - len(code) - within
    if freedom < 1:
        raise ModelError("Hardly anybody was measured more than once, so nothing can be said about change.")
    found = _fit(values, design, of)

    from scipy.stats import t

    quantile = float(t.ppf(0.5 + level / 2, freedom))

    def told(parts: tuple[int, ...], occasion: str) -> Change:
        estimate = float(sum(found.effects[k] for k in parts))
        half = quantile * math.sqrt(float(sum(found.covariance[i, j] for i in parts for j in parts)))
        return Change(occasion, estimate, Interval(estimate - half, estimate + half, "mixed_model", level))

    count = len(later)
    names: tuple[str, ...] = groups or (EVERYBODY,)
    changes: dict[str, list[Change]] = {}
    difference: list[Change] = []
    for k, occasion in enumerate(occasions[1:], start=1):
        crossed = k + count + 1  # where the first group's own change stands in the design
        changes.setdefault(names[0], []).append(told((k, crossed) if groups else (k,), occasion))
        if groups:
            changes.setdefault(names[1], []).append(told((k,), occasion))
            difference.append(told((crossed,), occasion))
    persons_of = {name: len({r.person for r in living if not groups or r.group == name}) for name in names}
    notes = ("Persons differ no more than their own scores do; the model sees no level of their own.",)
    return OverTime(
        changes={name: tuple(of_group) for name, of_group in changes.items()},
        difference=tuple(difference),
        persons=persons_of,
        measurements=len(living),
        missing={occasion: len(code) - int((times == k).sum()) for occasion, k in at.items()},
        died=len({row.person for row in rows if row.person in died and (groups is None or row.group in groups)}),
        between_sd=found.between_sd,
        within_sd=found.within_sd,
        notes=notes if found.between_sd < 1e-3 * found.within_sd else (),
    )


def _check(rows: Sequence[Measured], occasions: Sequence[str]) -> None:
    if len(occasions) < 2 or len(set(occasions)) != len(occasions):
        raise ModelError("Change needs two different occasions or more. Give the first one first.")
    seen: set[tuple[str, str]] = set()
    kinds: dict[str, tuple[str | None, tuple[float, ...]]] = {}
    for row in rows:
        if row.occasion not in occasions:
            raise ModelError(f"{row.occasion} is not among the occasions asked for. Leave such measurements out.")
        if (row.person, row.occasion) in seen:
            raise ModelError(f"One person was measured twice at {row.occasion}. Decide which of the two counts.")
        if not all(map(math.isfinite, (row.value, *row.covariates))):
            raise ModelError(f"{row.value} is no score. Leave out what was not measured; it is counted as missing.")
        if kinds.setdefault(row.person, (row.group, row.covariates)) != (row.group, row.covariates):
            raise ModelError("A person's group and covariates are those of the start, the same at every occasion.")
        seen.add((row.person, row.occasion))
    if len({len(covariates) for _, covariates in kinds.values()}) > 1:
        raise ModelError("Some persons have more covariates than others. Leave out those with one missing, and say so.")
    if len(kinds) < 3:
        raise ModelError(f"{len(kinds)} persons are too few for a model. Look at each of them instead.")


@dataclass(frozen=True, slots=True)
class _Found:
    effects: "np.ndarray"
    covariance: "np.ndarray"
    between_sd: float
    within_sd: float


def _fit(values: "np.ndarray", design: "np.ndarray", persons: "np.ndarray") -> _Found:
    """Fit by MixedLM, in units of one standard deviation, where the search goes best; told in the measure's own.

    Standard errors come of the observed curvature of the whole likelihood, as they must where who is missing hangs on
    earlier scores (Kenward and Molenberghs 1998, Stat Sci 13:236). Where persons do not differ that curvature says
    nothing, and those of generalised least squares are taken.
    """
    import numpy as np
    from statsmodels.regression.linear_model import OLS
    from statsmodels.regression.mixed_linear_model import MixedLM
    from statsmodels.tools.sm_exceptions import ConvergenceWarning, SingularMatrixWarning

    unit = float(values.std())
    if unit == 0:
        raise ModelError("All scores are the same: there is no change, and no spread to judge it by.")
    for method in ("bfgs", "lbfgs", "powell"):
        with warnings.catch_warnings():
            # Persons who do not differ lie on the edge of what is possible: told in the notes, not an error.
            for kind in (ConvergenceWarning, SingularMatrixWarning, RuntimeWarning):
                warnings.simplefilter("ignore", kind)
            try:
                fitted: Any = MixedLM(values / unit, design, groups=persons).fit(reml=True, method=[method])
            except np.linalg.LinAlgError:
                continue
        between, within = float(np.asarray(fitted.cov_re)[0, 0]), float(fitted.scale)
        if fitted.converged and math.isfinite(between) and math.isfinite(within) and between >= 0 and within > 0:
            break
    else:
        raise ModelError(
            "The mixed model does not settle on an answer. Use fewer occasions or covariates, or compare baseline with "
            "one occasion only."
        )
    # Taking from each score its share of the person's mean makes what is left of one spread and unrelated.
    times = np.bincount(persons)
    part = (1 - np.sqrt(within / (within + times * between)))[persons]

    def less_own(column: "np.ndarray") -> "np.ndarray":
        return column - part * (np.bincount(persons, column) / times)[persons]

    least = OLS(less_own(values / unit), np.column_stack([less_own(column) for column in design.T])).fit()
    expected = np.asarray(least.normalized_cov_params) * within
    observed = np.asarray(fitted.cov_params())[: design.shape[1], : design.shape[1]]
    usable = np.all(np.isfinite(observed)) and np.all(np.diag(observed) >= 0.9 * np.diag(expected))
    return _Found(
        effects=np.asarray(least.params) * unit,
        covariance=(observed if usable else expected) * unit**2,
        between_sd=math.sqrt(between) * unit,
        within_sd=math.sqrt(within) * unit,
    )
