"""An effect against people who did not train: matched on what was recorded, and told several ways side by side.

Nobody drew lots for who was trained. Matching makes the two groups alike in what was recorded and in nothing else;
difference in differences takes away what is fixed in each group; neither reaches what moves people and stands nowhere.
"""

import math
import statistics
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fotfeste.insight.effect.rules.unmeasured import EValue, Scale, e_value
from fotfeste.insight.figures.rules.figure import LEVEL, Interval

if TYPE_CHECKING:
    import numpy as np

CALIPER = 0.2  # standard deviations of the logit. Austin 2011, Pharm Stat 10:150, 10.1002/pst.433
BALANCED = 0.1  # standardised difference. Austin 2009, Stat Med 28:3083, 10.1002/sim.3697

# With fewer, one person moves the estimate by a tenth of what all do together, and the propensity, the standard errors
# and the E-value rest on approximations for many.
LEAST = 10
FEW = 20

CANNOT_SAY = (
    "Groups are made alike in what was recorded only. Who wants to train, and who is thought able to, stands nowhere.",
    "It tells of those matched; whoever had no counterpart is another kind of person.",
    "Matching and difference in differences take different things for granted. Where they disagree, neither is proof: "
    "matching on a baseline that is low by chance is right where people were chosen for that score, and brings "
    "regression to the mean in where the groups differ in level all along.",
)


class ComparisonError(ValueError):
    """These persons cannot be compared so. The text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One person. Scores in the measure's unit; `later` None is missing, and so is a covariate None."""

    person: str
    trained: bool
    baseline: float
    later: float | None
    covariates: tuple[float | None, ...] = ()

    @property
    def change(self) -> float | None:
        """Later less baseline; None without a later score."""
        return None if self.later is None else self.later - self.baseline


@dataclass(frozen=True, slots=True)
class Balance:
    """How far apart the groups are in one covariate, in standard deviations before matching; trained less comparison.

    None where it is infinite: everybody in each group is alike, and the groups are not.
    """

    covariate: str
    before: float | None
    after: float | None

    @property
    def apart(self) -> bool:
        """Whether matching left more than 0.1."""
        return self.after is None or abs(self.after) > BALANCED


@dataclass(frozen=True, slots=True)
class Matched:
    """Pairs of one trained and one comparison person, and who is not among them.

    overlap   share of the trained whose propensity lies within the comparison group's range
    width     largest distance allowed, in logits
    """

    pairs: tuple[tuple[Subject, Subject], ...]
    balance: tuple[Balance, ...]
    overlap: float
    width: float
    trained_unmatched: int
    comparison_unmatched: int
    incomplete: int  # persons without one of the covariates; nothing is filled in, so they cannot be matched


def propensity(subjects: Sequence[Subject], names: Sequence[str]) -> "np.ndarray":
    """Each person's logit of having been trained, by logistic regression on the covariates (statsmodels Logit).

    Source: Rosenbaum and Rubin 1983, Biometrika 70:41, 10.1093/biomet/70.1.41. Raises ComparisonError for a missing
    covariate, a group below two, covariates that are the same for all or follow from each other, and where covariates
    tell the groups apart completely: then there is nobody to compare with.
    """
    import numpy as np
    from statsmodels.discrete.discrete_model import Logit
    from statsmodels.tools.sm_exceptions import ConvergenceWarning, PerfectSeparationError, PerfectSeparationWarning

    trained = np.array([subject.trained for subject in subjects], float)
    if min(trained.sum(), len(trained) - trained.sum()) < 2:
        raise ComparisonError("Two persons or more in each group are needed. Check the column `group`.")
    if any(len(s.covariates) != len(names) or None in s.covariates for s in subjects):
        raise ComparisonError(f"Everybody needs a number for each of {', '.join(names)}.")
    values = np.array([subject.covariates for subject in subjects], float)
    spread = values.std(axis=0)
    if alike := [name for name, sd in zip(names, spread, strict=True) if sd < 1e-12]:
        raise ComparisonError(f"{', '.join(alike)}: the same for everybody, so nobody can be matched on it.")
    design = np.column_stack([np.ones(len(values)), (values - values.mean(axis=0)) / spread])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise ComparisonError(f"Among {', '.join(names)} one follows from the others. Leave one out.")
    with warnings.catch_warnings():
        for kind in (ConvergenceWarning, PerfectSeparationWarning):
            warnings.simplefilter("error", kind)
        warnings.simplefilter("ignore", RuntimeWarning)
        try:
            found = Logit(trained, design).fit(disp=False, maxiter=100)
        except (ConvergenceWarning, PerfectSeparationWarning, PerfectSeparationError, np.linalg.LinAlgError) as wrong:
            raise ComparisonError(
                f"{', '.join(names)} tell the two groups apart so well that there is no propensity to match on. "
                "Find a comparison group that could have been trained, or match on fewer covariates."
            ) from wrong
    logits: np.ndarray = design @ np.asarray(found.params)
    return logits


def match(subjects: Sequence[Subject], names: Sequence[str], *, caliper: float = CALIPER) -> Matched:
    """Pair each person of the smaller group with the nearest free one of the other within the caliper, one to one.

    Those hardest to match choose first: the trained with the highest propensity, or the comparison persons with the
    lowest. Ties go by person, so the same persons in any order give the same pairs. Later scores play no part. Raises
    ComparisonError as `propensity`, and where nobody can be paired.
    """
    import numpy as np

    complete = sorted((s for s in subjects if None not in s.covariates), key=lambda s: (s.trained, s.person))
    if len({(s.trained, s.person) for s in complete}) < len(complete):
        raise ComparisonError("One person stands twice in the same group. Decide which of the two counts.")
    logits = propensity(complete, names)
    flags = np.array([subject.trained for subject in complete])
    others = np.flatnonzero(~flags)
    chosen = np.flatnonzero(flags)
    width = caliper * math.sqrt((float(logits[chosen].var(ddof=1)) + float(logits[others].var(ddof=1))) / 2)
    few, many = (chosen, others) if len(chosen) <= len(others) else (others, chosen)
    hardest = -logits[few] if few is chosen else logits[few]
    free = np.ones(len(many), bool)
    pairs: list[tuple[int, int]] = []
    for k in few[np.argsort(hardest, kind="stable")]:
        away = np.where(free, np.abs(logits[many] - logits[k]), np.inf)
        nearest = int(np.argmin(away))
        if away[nearest] <= width:
            free[nearest] = False
            one, other = int(k), int(many[nearest])
            pairs.append((one, other) if few is chosen else (other, one))
    if len(pairs) < 2:
        raise ComparisonError(
            f"{len(pairs)} pairs within {caliper:g} standard deviations: the groups hardly overlap. "
            "Find a comparison group more alike."
        )
    values = np.array([subject.covariates for subject in complete], float)
    ours, theirs = (np.array(side) for side in zip(*pairs, strict=True))
    low, high = logits[others].min(), logits[others].max()
    return Matched(
        pairs=tuple((complete[a], complete[b]) for a, b in pairs),
        balance=tuple(
            _balance(name, column[chosen], column[others], column[ours], column[theirs])
            for name, column in zip(names, values.T, strict=True)
        ),
        overlap=float(((logits[chosen] >= low) & (logits[chosen] <= high)).mean()),
        width=width,
        trained_unmatched=len(chosen) - len(pairs),
        comparison_unmatched=len(others) - len(pairs),
        incomplete=len(subjects) - len(complete),
    )


def _balance(name: str, one: Any, two: Any, matched_one: Any, matched_two: Any) -> Balance:
    """The same standard deviation before and after, so that what becomes smaller is the distance."""
    sd = math.sqrt((float(one.var(ddof=1)) + float(two.var(ddof=1))) / 2)

    def apart(first: Any, second: Any) -> float | None:
        away = float(first.mean() - second.mean())
        if sd > 0:
            return away / sd
        return 0.0 if away == 0 else None

    return Balance(name, apart(one, two), apart(matched_one, matched_two))


@dataclass(frozen=True, slots=True)
class Effect:
    """One estimate in the measure's unit (a difference of shares for responders), by a named method.

    `n` is trained and comparison persons with both scores.
    """

    method: str
    estimate: float
    interval: Interval
    n: tuple[int, int]


def before_and_after(subjects: Sequence[Subject], *, level: float = LEVEL) -> Effect:
    """The mean change of the trained alone: what is told where there is no comparison group. It is no effect."""
    changes = [s.change for s in subjects if s.trained and s.change is not None]
    return _mean("before_and_after", changes, (len(changes), 0), level)


def paired(pairs: Sequence[tuple[Subject, Subject]], *, level: float = LEVEL) -> Effect:
    """Mean difference in change within matched pairs that both have a later score; Student's t over pairs."""
    apart = [a.change - b.change for a, b in pairs if a.change is not None and b.change is not None]
    return _mean("matched_pairs", apart, (len(apart), len(apart)), level)


def _mean(method: str, values: Sequence[float], n: tuple[int, int], level: float) -> Effect:
    if len(values) < 2:
        raise ComparisonError(f"{len(values)} known changes are too few for {method.replace('_', ' ')}.")
    from scipy.stats import t

    middle = statistics.fmean(values)
    half = float(t.ppf(0.5 + level / 2, len(values) - 1)) * statistics.stdev(values) / math.sqrt(len(values))
    return Effect(method, middle, Interval(middle - half, middle + half, "student_t", level), n)


@dataclass(frozen=True, slots=True)
class Responding:
    """Responders within matched pairs: the difference of shares, and their ratio where both have some."""

    difference: Effect
    trained: int
    comparison: int
    ratio: float | None
    ratio_interval: Interval | None
    e_value: EValue | None


def responding(
    pairs: Sequence[tuple[Subject, Subject]], *, size: float, higher_is_better: bool, level: float = LEVEL
) -> Responding:
    """Who changed at least `size` points for the better, in pairs that both have a later score.

    Interval of the difference: half a pair added to each of the four cells, so that pairs which all agree do not
    give certainty (Agresti and Min 2005, Stat Med 24:729). Interval of the ratio: on the log scale, with the variance
    for pairs (Nam and Blackwelder 2002, Stat Med 21:689); None where no pair differs.
    """
    sign = 1 if higher_is_better else -1
    both = [
        (sign * a.change >= size - 1e-9, sign * b.change >= size - 1e-9)
        for a, b in pairs
        if a.change is not None and b.change is not None
    ]
    if len(both) < 2:
        raise ComparisonError(f"{len(both)} pairs with both scores are too few to count responders in.")
    from scipy.stats import norm

    z = float(norm.ppf(0.5 + level / 2))
    only_ours, only_theirs = sum(a and not b for a, b in both), sum(b and not a for a, b in both)
    n = len(both) + 2
    middle = (only_ours - only_theirs) / n
    half = z * math.sqrt((only_ours + only_theirs + 1) / n - middle**2) / math.sqrt(n)
    interval = Interval(max(-1.0, middle - half), min(1.0, middle + half), "agresti_min", level)
    estimate = (only_ours - only_theirs) / len(both)
    difference = Effect("responders_in_pairs", estimate, interval, (len(both), len(both)))
    ours, theirs = sum(a for a, _ in both), sum(b for _, b in both)
    if not ours or not theirs:
        return Responding(difference, ours, theirs, None, None, None)
    ratio, apart = ours / theirs, only_ours + only_theirs
    if not apart:
        return Responding(difference, ours, theirs, ratio, None, None)
    far = z * math.sqrt(apart / (ours * theirs))
    of_ratio = Interval(ratio * math.exp(-far), ratio * math.exp(far), "paired_log", level)
    return Responding(difference, ours, theirs, ratio, of_ratio, e_value(ratio, of_ratio.low, of_ratio.high))


def difference_in_differences(
    subjects: Sequence[Subject], *, clusters: Sequence[object] | None = None, level: float = LEVEL
) -> Effect:
    """Change of the trained less change of the others: OLS with group, time and both, by statsmodels.

    Standard errors are cluster-robust by person, or by `clusters` (one for each subject: matched pairs). Only persons
    with both scores, so that nobody counts at one time alone. It takes for granted that the trained would have changed
    as the others did.
    """
    import numpy as np
    from statsmodels.regression.linear_model import OLS

    of = list(range(len(subjects))) if clusters is None else list(clusters)
    known = [(s, c) for s, c in zip(subjects, of, strict=True) if s.later is not None]
    n = _counts([s for s, _ in known])
    group = np.repeat([float(s.trained) for s, _ in known], 2)
    time = np.tile([0.0, 1.0], len(known))
    values = np.array([value for s, _ in known for value in (s.baseline, s.later)], float)
    code = {cluster: k for k, cluster in enumerate(dict.fromkeys(c for _, c in known))}
    design = np.column_stack([np.ones(len(values)), group, time, group * time])
    found = OLS(values, design).fit(
        cov_type="cluster", cov_kwds={"groups": np.repeat([code[c] for _, c in known], 2)}, use_t=True
    )
    method = "difference_in_differences" if clusters is None else "difference_in_differences_matched"
    return _of_fit(method, found, 3, n, level)


def ancova(subjects: Sequence[Subject], *, level: float = LEVEL) -> Effect:
    """Later score on group, baseline and covariates: OLS with HC3 errors, persons with everything known.

    It takes for granted that those alike at the start would have fared alike. Source of HC3: MacKinnon and White 1985,
    J Econom 29:305. Raises ComparisonError where persons are too few for the columns, or the covariates give the group.
    """
    import numpy as np
    from statsmodels.regression.linear_model import OLS

    known = [s for s in subjects if s.later is not None and None not in s.covariates]
    n = _counts(known)
    # The group last: what the baseline and the covariates tell already is taken out first.
    columns = [
        np.ones(len(known)),
        np.array([s.baseline for s in known], float),
        *np.array([s.covariates for s in known], float).T,
        np.array([float(s.trained) for s in known]),
    ]
    kept: list[Any] = []
    for column in columns:  # the baseline may be among the covariates as well; once is enough
        if np.linalg.matrix_rank(np.column_stack([*kept, column])) > len(kept):
            kept.append(column)
        elif column is columns[-1]:
            raise ComparisonError(
                "Baseline and covariates tell the two groups apart completely: nothing is comparable."
            )
    if len(known) <= len(kept) + 1:
        raise ComparisonError(f"{len(known)} persons are too few for {len(kept)} columns. Match on fewer covariates.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # told in words where it matters
        found = OLS(np.array([s.later for s in known], float), np.column_stack(kept)).fit(cov_type="HC3", use_t=True)
    return _of_fit("ancova", found, len(kept) - 1, n, level)


def refuse_few(subjects: Sequence[Subject], pairs: int) -> None:
    """Raise ComparisonError below `LEAST` pairs with both scores, or persons with both in one group."""
    both = [sum(s.trained is flag and s.later is not None for s in subjects) for flag in (True, False)]
    if min(*both, pairs) < LEAST:
        raise ComparisonError(
            f"{both[0]} trained and {both[1]} others have both scores, and {pairs} pairs: with fewer than {LEAST} "
            "of each a comparison tells nothing but chance. Find more, wait longer, or match on fewer covariates."
        )


def _counts(subjects: Sequence[Subject]) -> tuple[int, int]:
    ours = sum(s.trained for s in subjects)
    if min(ours, len(subjects) - ours) < 2:
        raise ComparisonError(
            f"{ours} trained and {len(subjects) - ours} others have what is needed; two of each is the least."
        )
    return ours, len(subjects) - ours


def _of_fit(method: str, found: Any, at: int, n: tuple[int, int], level: float) -> Effect:
    variance, middle = float(found.cov_params()[at][at]), float(found.params[at])
    if not math.isfinite(variance):
        # A person who alone decides a column has no error of the robust kind.
        raise ComparisonError(f"{method.upper()} has no error: a covariate tells single persons apart. Leave it out.")
    if variance <= 0:  # all changed alike; what rounding leaves may lie below nothing
        return Effect(method, middle, Interval(middle, middle, method, level), n)
    low, high = (float(end) for end in found.conf_int(alpha=1 - level)[at])
    return Effect(method, middle, Interval(low, high, method, level), n)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything side by side. `e_value` belongs to the last of the matched estimates (`matched_pairs`)."""

    matched: Matched
    effects: tuple[Effect, ...]
    responders: Responding | None
    e_value: EValue | None
    sd: float
    missing_later: tuple[int, int]  # trained, comparison
    cannot_say: tuple[str, ...] = CANNOT_SAY


def compare(
    subjects: Sequence[Subject],
    names: Sequence[str],
    *,
    caliper: float = CALIPER,
    responder: float | None = None,
    higher_is_better: bool = True,
    level: float = LEVEL,
) -> Comparison:
    """Match, then tell the effect by every method. Raises ComparisonError with what stands in the way.

    Fewer than `LEAST` pairs with both scores, or persons with both in a group, are refused.

    The E-value takes the difference in pooled standard deviations of later scores (VanderWeele and Ding 2017).
    """
    matched = match(subjects, names, caliper=caliper)
    in_pairs = [pair for pair in matched.pairs if None not in (pair[0].later, pair[1].later)]
    refuse_few(subjects, len(in_pairs))
    flat = [subject for pair in in_pairs for subject in pair]
    effect = paired(in_pairs, level=level)
    effects = (
        before_and_after(subjects, level=level),
        difference_in_differences(subjects, level=level),
        ancova(subjects, level=level),
        difference_in_differences(flat, clusters=[k for k in range(len(in_pairs)) for _ in (0, 1)], level=level),
        effect,
    )
    later = [[s.later for s in subjects if s.trained is flag and s.later is not None] for flag in (True, False)]
    sd = math.sqrt(
        sum(statistics.variance(side) * (len(side) - 1) for side in later) / (sum(map(len, later)) - len(later))
    )
    low, high = effect.interval.low, effect.interval.high
    return Comparison(
        matched=matched,
        effects=effects,
        responders=None
        if responder is None
        else responding(in_pairs, size=responder, higher_is_better=higher_is_better, level=level),
        e_value=e_value(effect.estimate / sd, low / sd, high / sd, Scale.MEAN_DIFFERENCE) if sd > 0 else None,
        sd=sd,
        missing_later=(
            sum(s.trained and s.later is None for s in subjects),
            sum(not s.trained and s.later is None for s in subjects),
        ),
    )
