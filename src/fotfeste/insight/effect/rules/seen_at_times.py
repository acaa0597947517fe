"""At home, moved or dead by a day, when a death is known to the day and a move only lies between two days seen.

Between two follow-ups nobody sees a move. Dated on the day it is found, too few have moved until then; those who moved
and died unseen are not found at all. So every way there is from what was seen to what was seen next is weighed by its
likelihood: an illness-death model with rates that are constant within pieces of time, deaths to the day.
Source: Kalbfleisch and Lawless 1985, 10.1080/01621459.1985.10478195; Jackson 2011, 10.18637/jss.v038.i08, section 1.3
(deaths known to the day).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fotfeste.insight.effect.rules.time_to_event import Estimate, log_minus_log
from fotfeste.insight.figures.rules.figure import LEVEL, FigureError

LEAST_EVENTS = 3  # moves, and deaths, in each piece of time
STATES = ("at_home", "long_term_place", "dead", "dead_in_all")
_STEP = 1e-3  # of a log rate, for slopes


@dataclass(frozen=True, slots=True)
class Seen:
    """One person at home on day 0 or more; days from the clock's start.

    home   the last day seen at home before anything else was known
    found  the first day seen in a long-term place; None: never
    until  the last day it is known whether the person lives, the day of the death where `died`
    """

    home: float
    found: float | None
    until: float
    died: bool

    def __post_init__(self) -> None:
        found = self.home if self.found is None else self.found
        if not 0 <= self.home <= found <= self.until:
            raise FigureError(f"{self} does not lie in order. Check the dates behind it.")


def shares_by(
    persons: Sequence[Seen], start: float, days: Sequence[float], *, level: float = LEVEL
) -> Mapping[float, Mapping[str, Estimate]]:
    """By day: the shares of `STATES` of those alive and at home at day `start`, each with its interval.

    The first three are everybody: at home, has moved (alive or not), has died without having moved. Interval: the delta
    method on the log-minus-log scale; none where there is no spread. Raises FigureError without persons.
    """
    if not persons:
        raise FigureError("There is nobody to follow. Choose a longer period or another group.")
    data = _Data(persons, start)
    pieces = _pieces(persons, start, days)
    model = _Model(data, pieces, moves=any(p.found is not None for p in persons), deaths=any(p.died for p in persons))
    best, covariance = model.fitted()
    at_risk = {day: sum(p.until >= day for p in persons) for day in days}
    seen = {day: sum((p.home if p.found is None else p.found) >= day for p in persons) for day in days}
    told: dict[float, dict[str, Estimate]] = {day: {} for day in days}
    here = model.shares(best, start, days)
    slopes = [
        (model.shares(best + step, start, days) - model.shares(best - step, start, days)) / (2 * _STEP)
        for step in np.eye(len(best)) * _STEP
    ]
    for i, day in enumerate(days):
        for k, name in enumerate(STATES):
            share = float(min(1.0, max(0.0, here[i, k])))
            slope = np.array([each[i, k] for each in slopes])
            error = math.sqrt(max(0.0, float(slope @ covariance @ slope))) if len(slope) else 0.0
            ends = log_minus_log(share, error, level) if 0 < share < 1 and error > 0 else None
            told[day][name] = Estimate(day, share, ends, at_risk[day], seen[day])
    return told


def _pieces(persons: Sequence[Seen], start: float, days: Sequence[float]) -> np.ndarray:
    """Where the rates may change: at the days asked for and the quarters of a year, with events enough in between."""
    moves = np.array([(max(p.home, start) + p.found) / 2 for p in persons if p.found is not None])
    deaths = np.array([p.until for p in persons if p.died])
    last = max(p.until for p in persons)
    kept = [start]
    for each in sorted({*days, 45.0, 91.0, 182.0, 274.0, 365.0}):
        inside = [int(((at > kept[-1]) & (at <= each)).sum()) for at in (moves, deaths) if len(at)]
        after = [int((at > each).sum()) for at in (moves, deaths) if len(at)]
        if start < each < last and min([*inside, *after], default=0) >= LEAST_EVENTS:
            kept.append(each)
    return np.array([*kept, np.inf])


class _Data:
    """The persons as columns, those who were never found apart from those who were."""

    def __init__(self, persons: Sequence[Seen], start: float) -> None:
        self.start = start
        self.home = np.array([max(p.home, start) for p in persons])
        self.place = np.array([p.found is not None for p in persons])
        self.next = np.array([p.until if p.found is None else p.found for p in persons])
        self.until = np.array([p.until for p in persons])
        self.died = np.array([p.died for p in persons])


class _Model:
    """Rates by piece of time as logs: of moving, of dying at home, and how many times that in a place."""

    def __init__(self, data: _Data, pieces: np.ndarray, *, moves: bool, deaths: bool) -> None:
        self.data, self.pieces, self.moves, self.deaths = data, pieces, moves, deaths
        self.many = len(pieces) - 1

    def _rates(self, at: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        nothing, k = np.zeros(self.many), self.many * self.moves
        moving = np.exp(at[:k]) if self.moves else nothing
        dying = np.exp(at[k : k + self.many]) if self.deaths else nothing
        return moving, dying, dying * math.exp(at[-1]) if self.moves and self.deaths else dying

    def _ways(
        self, rates: tuple[np.ndarray, np.ndarray, np.ndarray], first: np.ndarray, last: np.ndarray
    ) -> tuple[np.ndarray, ...]:
        """From `first` to `last`: stayed at home; moved and lives; lives on in a place; moved, lives or not."""
        home, moved, there, ever = np.ones(len(first)), np.zeros(len(first)), np.ones(len(first)), np.zeros(len(first))
        for k, (a, b, g) in enumerate(zip(*rates, strict=True)):
            span = np.clip(np.minimum(last, self.pieces[k + 1]) - np.maximum(first, self.pieces[k]), 0.0, None)
            stays, lives = np.exp(-(a + b) * span), np.exp(-g * span)
            apart = a + b - g
            went = a * span * lives if abs(apart) < 1e-12 else a * (lives - stays) / apart
            ever += home * (a / (a + b) * (1 - stays) if a + b > 0 else 0.0)
            moved = moved * lives + home * went
            home, there = home * stays, there * lives
        return home, moved, there, ever

    def loss(self, at: np.ndarray) -> float:
        """The negative log likelihood of the logs of the rates, with a weak pull of the deaths in a place to those at
        home (a factor of e is one standard deviation), without which few persons would leave it open."""
        d, rates = self.data, self._rates(at)
        _, dying, gone = rates
        piece = np.searchsorted(self.pieces, d.until, side="left").clip(1) - 1
        at_home, in_place = (np.where(d.died, each[piece], 1.0) for each in (dying, gone))
        begun, *_ = self._ways(rates, np.full(len(d.home), d.start), d.home)
        stayed, moved, _, _ = self._ways(rates, d.home, d.next)
        _, _, lived, _ = self._ways(rates, d.next, d.until)
        likely = begun * np.where(d.place, moved * lived * in_place, stayed * at_home + moved * in_place)
        pull = at[-1] ** 2 / 2 if self.moves and self.deaths else 0.0
        return float(pull - np.log(np.maximum(likely, 1e-300)).sum())

    def fitted(self) -> tuple[np.ndarray, np.ndarray]:
        """Where it is most likely, and the covariance there."""
        from scipy.optimize import minimize

        d = self.data
        lived = max(1.0, float((d.until - d.start).sum()))
        first = np.log([max(0.5, float(d.place.sum())) / lived] * (self.many * self.moves))
        then = np.log([max(0.5, float(d.died.sum())) / lived] * (self.many * self.deaths))
        begin = np.concatenate([first, then, np.zeros(int(self.moves and self.deaths))])
        if not len(begin):
            return begin, np.zeros((0, 0))
        best = minimize(self.loss, begin, method="BFGS", options={"gtol": 1e-3}).x
        return best, np.linalg.pinv(self._curvature(best), hermitian=True)

    def _curvature(self, at: np.ndarray) -> np.ndarray:
        n, here = len(at), self.loss(at)
        steps = np.eye(n) * 0.01
        single = [(self.loss(at + s), self.loss(at - s)) for s in steps]
        out = np.zeros((n, n))
        for i in range(n):
            out[i, i] = (single[i][0] + single[i][1] - 2 * here) / 1e-4
            for j in range(i):
                both = self.loss(at + steps[i] + steps[j]) + self.loss(at - steps[i] - steps[j])
                out[i, j] = out[j, i] = (both - sum(single[i]) - sum(single[j]) + 2 * here) / 2e-4
        return out

    def shares(self, at: np.ndarray, start: float, days: Sequence[float]) -> np.ndarray:
        """(days, 4): `STATES`."""
        last = np.array([float(day) for day in days])
        home, moved, _, ever = self._ways(self._rates(at), np.full(len(last), start), last)
        return np.stack([home, ever, 1 - home - ever, 1 - home - moved], axis=1)
