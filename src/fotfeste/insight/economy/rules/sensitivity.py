"""Does it pay? How far what is not known decides it: persons, assumptions, and how much would have come anyway.

“Anyway” is unlike the others. No record before and after holds a trace of it, and no range someone wrote down is
knowledge of it. So it is turned round: how much may come anyway before it no longer pays? Only a comparison answers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from fotfeste.insight.economy.rules.costs import (
    NOBODY,
    Assumptions,
    Balance,
    Cohort,
    EconomyError,
    Person,
    Range,
    balance,
    freed_by_each,
    remaining,
)
from fotfeste.insight.figures.rules.figure import LEVEL, Interval

VARIED = ("anyway", "half_life", "cost_factor", "fall_factor")
METHOD = "bootstrap_t_and_ranges"
FEW = 3000  # persons; a mean of more is as good as normal however skewed they are
AT_ONCE = 500_000  # persons drawn, of all draws worked on together
# Simulated: with 40 persons a bootstrap-t alone covers 91 to 95 per cent, the more skewed the less; so 93 to 96.
WIDENED_BY = 4.0
Draw = Callable[[np.random.Generator, int], np.ndarray]  # so many shares that came anyway


class Verdict(StrEnum):
    """What may be said of whether it pays."""

    NOT_SHOWN = "not_shown"
    DOES_NOT_PAY = "does_not_pay"  # not even if nothing would have come anyway
    PAYS_BY_COMPARISON = "pays_by_comparison"  # as far as the comparison holds


@dataclass(frozen=True, slots=True)
class Threshold:
    """Share (0 to 1) of the fall in services that may come anyway before it no longer pays; None: not even none may.

    `low` to `high` when persons and the other assumptions are drawn anew; 0: perhaps not even none, 1: perhaps all.
    """

    share: float | None
    low: float
    high: float
    level: float = LEVEL


@dataclass(frozen=True, slots=True)
class Swing:
    """Net present value with one assumption at its ends and all others at their base."""

    name: str
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """How much it matters."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True)
class If:
    """What is left, in NOK for each period, if `anyway` (0 to 1) of the fall in services would have come anyway."""

    anyway: float
    net_present_value: float
    interval: Interval
    break_even_week: int | None


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Over draws of persons and assumptions together.

    base      at the middle of every range
    interval  of its net present value, “anyway” drawn from its range: it holds only as far as that range does
    pays      share of draws in which what is freed is more than the cost, “anyway” drawn from what is known of it;
              where nothing is, evenly from none to all, so that no assumption makes it sure
    at        the same money at several shares of “anyway”, from none to all
    """

    verdict: Verdict
    threshold: Threshold
    base: Balance
    interval: Interval
    pays: float
    at: tuple[If, ...]
    tornado: tuple[Swing, ...]  # widest first


def sensitivity(
    persons: "Sequence[Person] | Cohort",
    given: Assumptions,
    ranges: Mapping[str, Range],
    *,
    draws: int = 2000,
    seed: int = 1,
    level: float = LEVEL,
    compared: Draw | None = None,
) -> Sensitivity:
    """Probabilistic sensitivity: persons drawn anew (bootstrap-t), assumptions from their ranges.

    `ranges` are by name of VARIED; the two factors stretch cost and fall in services (1 is as recorded). `compared`
    draws what a comparison says of “anyway”. Persons are drawn with all their periods, and each draw is held against
    its own standard error, so that the interval covers where few persons cost much. Source: Briggs, Claxton and
    Sculpher 2006, Decision Modelling for Health Economic Evaluation, chapter 4; Efron and Tibshirani 1993, An
    Introduction to the Bootstrap, 12.5.
    """
    if unknown := sorted(set(ranges) - set(VARIED)):
        raise EconomyError(f"There is no assumption called {', '.join(unknown)}. There are {', '.join(VARIED)}.")
    those = persons if isinstance(persons, Cohort) else Cohort.of_persons(persons)
    if not len(those):
        raise EconomyError(NOBODY)
    each = _Drawn(those, given, ranges, draws=draws, seed=seed)
    middle = {name: r.base for name, r in ranges.items()}
    base = balance(those, _assuming(given, middle))
    whole = balance(those, _assuming(given, middle | {"anyway": 0.0}))
    swings = [
        Swing(name, each.net(middle | {name: r.low}), each.net(middle | {name: r.high})) for name, r in ranges.items()
    ]

    def between(anyway: np.ndarray | float) -> Interval:
        low, high = np.quantile(each.means(anyway), [(1 - level) / 2, (1 + level) / 2])
        return Interval(float(low), float(high), METHOD, level)

    known = each.chance.random(draws) if compared is None else compared(each.chance, draws)
    threshold = _threshold(lambda a: each.net(middle | {"anyway": a}), between, level)
    verdict = Verdict.NOT_SHOWN
    if between(0.0).high < 0:
        verdict = Verdict.DOES_NOT_PAY
    elif compared is not None and between(known).low > 0:
        verdict = Verdict.PAYS_BY_COMPARISON
    anyway = ranges.get("anyway", Range(given.anyway, given.anyway, given.anyway))
    fall = middle.get("fall_factor", 1.0)
    return Sensitivity(
        verdict=verdict,
        threshold=threshold,
        base=base,
        interval=between(each.drawn["anyway"]),
        pays=float(np.mean(each.means(known) > 0)),
        at=tuple(
            If(a, each.net(middle | {"anyway": a}), between(a), whole.had((1 - a) * fall).break_even_week)
            for a in sorted({0.0, anyway.low, anyway.base, anyway.high, 1.0})
        ),
        tornado=tuple(sorted(swings, key=lambda swing: -swing.width)),
    )


def _threshold(net: Callable[[float], float], between: Callable[[float], Interval], level: float) -> Threshold:
    """Where the middle, the lower and the upper end reach nothing; all three fall as more comes anyway."""
    share = _zero(net) if net(0.0) > 0 else None
    return Threshold(share, _zero(lambda a: between(a).low), _zero(lambda a: between(a).high), level)


def _zero(falling: Callable[[float], float]) -> float:
    """From 0 to 1: where it reaches 0, or the end nearest to it."""
    low, high = 0.0, 1.0
    if falling(low) <= 0:
        return low
    if falling(high) > 0:
        return high
    while high - low > 1e-5:
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return (low + high) / 2


def _assuming(given: Assumptions, at: Mapping[str, float]) -> Assumptions:
    return replace(given, anyway=at.get("anyway", given.anyway), half_life=at.get("half_life", given.half_life))


# Sums over persons of what is freed, cost and periods; then of their squares and products.
_PRODUCTS = ((0, 0), (1, 1), (2, 2), (0, 1), (0, 2), (1, 2))


@dataclass(frozen=True, slots=True)
class _Sums:
    """For each draw (d,): sums over persons, enough for a mean and its standard error at any share of “anyway”."""

    sums: np.ndarray  # (3, d)
    products: np.ndarray  # (6, d)
    persons: int

    def mean(self, freed: np.ndarray, cost: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Mean for each period of freed less cost, each times its factor; and its standard error, persons as clusters.

        Persons have several periods, so the mean is a ratio: its residuals are what each person adds to it.
        """
        periods = self.sums[2]
        mean = (freed * self.sums[0] - cost * self.sums[1]) / periods
        by = (freed, -cost, -mean)
        squares = sum(
            by[i] * by[j] * product * (1 if i == j else 2)
            for (i, j), product in zip(_PRODUCTS, self.products, strict=True)
        )
        stretched = self.persons / max(1, self.persons - 1)
        return mean, np.sqrt(np.maximum(0.0, squares) * stretched) / periods


class _Drawn:
    """Draws of persons and assumptions. What each person frees is worked out at some half-lives and read between."""

    POINTS = 17

    def __init__(
        self, those: Cohort, given: Assumptions, ranges: Mapping[str, Range], *, draws: int, seed: int
    ) -> None:
        self.chance, self.given = np.random.default_rng(seed), given
        half_lives = ranges.get("half_life")
        if half_lives is None or half_lives.low == half_lives.high:
            self.points = np.zeros(1)
            at: list[float | None] = [given.half_life if half_lives is None else half_lives.base]
        else:
            points = np.geomspace(half_lives.low, half_lives.high, self.POINTS)
            self.points = np.unique(np.append(points, half_lives.base))
            at = list(self.points.tolist())
        curve, nothing = remaining(those, given.horizon), replace(given, anyway=0.0)
        m = int(those.person.max()) + 1
        columns = [freed_by_each(those, replace(nothing, half_life=each), curve) for each in at]
        # (m, points + 2): what each person frees at each half-life, costs, and how many periods the person has.
        self.of_person = np.stack(
            [np.bincount(those.person, each, minlength=m) for each in (*columns, those.cost, np.ones(len(those)))],
            axis=1,
        )
        self.gram, self.total = self.of_person.T @ self.of_person, self.of_person.sum(axis=0)
        self.drawn = {
            name: self._spread(ranges.get(name, Range(usual, usual, usual)), draws)
            for name, usual in {
                "anyway": given.anyway, "half_life": given.half_life or 0.0, "cost_factor": 1.0, "fall_factor": 1.0,
            }.items()
        }  # fmt: skip
        self.read = self._between(self.drawn["half_life"])
        self.seen = self._observed(self.read)
        self.again = self._resampled() if m <= FEW else None
        self.normal = self.chance.standard_normal(draws)

    def _spread(self, r: Range, draws: int) -> np.ndarray:
        if r.high <= r.low:
            return np.full(draws, r.base)
        return self.chance.triangular(r.low, r.base, r.high, draws)

    def _between(self, half_lives: np.ndarray) -> np.ndarray:
        """(d, points) weights that read each half-life between the two points beside it."""
        weights = np.zeros((len(half_lives), len(self.points)))
        rows = np.arange(len(half_lives))
        if len(self.points) == 1:
            weights[:, 0] = 1.0
            return weights
        left = np.clip(np.searchsorted(self.points, half_lives, side="right") - 1, 0, len(self.points) - 2)
        share = (half_lives - self.points[left]) / (self.points[left + 1] - self.points[left])
        weights[rows, left], weights[rows, left + 1] = 1 - share, share
        return weights

    def _observed(self, read: np.ndarray) -> _Sums:
        k = len(self.points)
        ones = np.ones(len(read))
        by_point = read @ self.gram[:k, :]
        return _Sums(
            np.stack([read @ self.total[:k], self.total[k] * ones, self.total[k + 1] * ones]),
            np.stack(
                [
                    np.einsum("dk,dk->d", by_point[:, :k], read), self.gram[k, k] * ones,
                    self.gram[k + 1, k + 1] * ones, by_point[:, k], by_point[:, k + 1], self.gram[k, k + 1] * ones,
                ]
            ),
            len(self.of_person),
        )  # fmt: skip

    def _resampled(self) -> _Sums:
        m, draws, k = len(self.of_person), len(self.read), len(self.points)
        sums, products = np.empty((3, draws)), np.empty((6, draws))
        cost, periods = self.of_person[:, k], self.of_person[:, k + 1]
        fixed = np.stack([cost, periods, cost * cost, periods * periods, cost * periods], axis=1)
        many = max(1, AT_ONCE // m)
        for start in range(0, draws, many):
            block = slice(start, min(start + many, draws))
            n = block.stop - start
            chosen = self.chance.integers(0, m, (n, m)) + m * np.arange(n)[:, None]
            times = np.bincount(chosen.ravel(), minlength=n * m).reshape(n, m).astype(float)
            freed = self.read[block] @ self.of_person[:, :k].T
            counted = times * freed
            spent, of_them, spent_2, of_them_2, both = (times @ fixed).T
            sums[:, block] = counted.sum(axis=1), spent, of_them
            squared = (counted * freed).sum(axis=1)
            products[:, block] = squared, spent_2, of_them_2, counted @ cost, counted @ periods, both
        return _Sums(sums, products, m)

    def means(self, anyway: np.ndarray | float) -> np.ndarray:
        """Where the mean of all such periods may lie, one value for each draw, if `anyway` would have come anyway."""
        freed, cost = (1 - anyway) * self.drawn["fall_factor"], self.drawn["cost_factor"]
        mean, error = self.seen.mean(freed, cost)
        if self.again is None:
            return np.asarray(mean + self.normal * error)
        again, its_error = self.again.mean(freed, cost)
        # A draw in which everybody is alike has no error to be held against, and tells nothing.
        tells = its_error > 1e-6 * error
        if not tells.any():
            return np.asarray(mean)
        t = np.divide(again - mean, its_error, out=np.zeros_like(mean), where=tells)
        return np.asarray((mean - (1 + WIDENED_BY / len(self.of_person)) * t * error)[tells])

    def net(self, at: Mapping[str, float]) -> float:
        """Net present value of those who are here, when the assumptions are `at`."""
        seen = self._observed(self._between(np.array([at.get("half_life", 0.0)])))
        freed = (1 - at.get("anyway", self.given.anyway)) * at.get("fall_factor", 1.0)
        return float(seen.mean(np.array([freed]), np.array([at.get("cost_factor", 1.0)]))[0][0])
