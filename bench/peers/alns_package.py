"""The ALNS package: adaptive large neighbourhood search as many planners write it, in Python with NumPy.

The package brings the loop, the choice of operators and what is accepted; taking out and putting back are written here,
over single visits, with pairs put back together and all times worked out anew for each place that is tried.
"""

import heapq
import time
from importlib.metadata import version
from typing import Any, Self

import numpy as np

from fotfeste.care.planning.rules.problem import Problem

from . import Found
from .day import UNIT, Day, bounds, cannot

NAME = "ALNS"
SEEDED = True
MOST_OUT, SHARE_OUT = 20, 0.25  # visits or pairs taken out at a time: at most, and of all
PLACES, PAIR_PLACES = 8, 4  # that are tried in full, of those with the shortest detour and delay
SETTINGS = (
    f"one thread; take out at random or the costliest, 2 to {MOST_OUT} visits or pairs (at most {SHARE_OUT:.0%}); put "
    f"back each at the best of the {PLACES} nearest places (pairs {PAIR_PLACES} × {PAIR_PLACES}); RouletteWheel"
    "([25, 5, 1, 0], 0.8), SimulatedAnnealing.autofit(worse 5 %, probability 0.5) over as many rounds as fit the time"
)


def about() -> str:
    return f"{NAME} {version('alns')}: {SETTINGS}"


def solve(problem: Problem, *, seconds: float, seed: int) -> Found:
    """The best plan within `seconds`, seeded; how many rounds fit depends on the machine."""
    if beyond := cannot(problem):
        return Found(None, f"cannot express {beyond}")
    from alns import ALNS
    from alns.accept import SimulatedAnnealing
    from alns.select import RouletteWheel
    from alns.stop import MaxRuntime

    began, rng, work = time.monotonic(), np.random.default_rng(seed), _Work(problem)
    first = put_back(_Routes(work, [[] for _ in problem.shifts], list(range(len(work.units)))), rng)
    # How many rounds there will be decides how fast it cools.
    tried = time.monotonic()
    for _ in range(3):
        put_back(take_at_random(first, rng), rng)
    took = (time.monotonic() - tried) / 3
    left = max(0.1, seconds - (time.monotonic() - began))
    rounds = max(10, int(left / took))
    search = ALNS(rng)
    search.add_destroy_operator(take_at_random)
    search.add_destroy_operator(take_costliest)
    search.add_repair_operator(put_back)
    chosen = RouletteWheel([25, 5, 1, 0], 0.8, 2, 1)
    accepted = SimulatedAnnealing.autofit(first.objective(), worse=0.05, accept_prob=0.5, num_iters=rounds)
    result = search.iterate(first, chosen, accepted, MaxRuntime(left))
    best: Any = result.best_state
    note = f"{len(result.statistics.objectives) - 1} rounds"
    return Found(work.day.plan(best.timed()), f"{note}; {len(best.out)} left out" if best.out else note)


class _Work:
    """What does not change: units to place (a visit or a pair), ways, windows and how visits hang together."""

    def __init__(self, problem: Problem) -> None:
        self.day = day = Day(problem)
        weights = problem.weights
        self.prices = (weights.travel, weights.lateness or 0.0, weights.highest_lateness or 0.0)
        paired = {n for one, other, _ in day.links for n in (one, other)}
        alone = [(n,) for n in range(len(day.visits)) if n not in paired]
        self.units: list[tuple[int, ...]] = [*((one, other) for one, other, _ in day.links), *alone]
        self.apart = [(one, other, *found) for one, other, link in day.links if (found := bounds(link))]
        self.both_may = {(one, other) for one, other, link in day.links if bounds(link) is None}
        # The office comes last.
        places = [*day.places, day.office]
        self.office = len(day.visits)
        self.ways: list[list[int]] = np.array(day.travel)[np.ix_(places, places)].tolist()
        self.minutes = [round(visit.minutes * UNIT) for visit in day.visits]
        self.opens = [round(visit.windows[0].start * UNIT) for visit in day.visits]
        self.closes = [round(visit.windows[-1].end * UNIT) for visit in day.visits]

    def starts(self, routes: list[list[int]]) -> list[int] | None:
        """Every visit as early as possible; None when two routes wait for each other."""
        starts = list(self.opens)
        ways, minutes = self.ways, self.minutes
        placed = {n for route in routes for n in route}
        apart = [each for each in self.apart if each[0] in placed and each[1] in placed]
        while True:
            for route in routes:
                at, free = self.office, 0
                for n in route:
                    if (arrival := free + ways[at][n]) > starts[n]:
                        starts[n] = arrival
                    free, at = starts[n] + minutes[n], n
            moved = False
            for one, other, least, most in apart:
                if starts[other] < starts[one] + least:
                    starts[other], moved = starts[one] + least, True
                if starts[one] < starts[other] - most:
                    starts[one], moved = starts[other] - most, True
                if starts[one] > self.day.horizon:
                    return None
            if not moved:
                return starts

    def cost(self, routes: list[list[int]], starts: list[int]) -> float:
        travel = late = latest = 0
        for route in routes:
            at = self.office
            for n in route:
                travel += self.ways[at][n]
                at = n
                if (over := starts[n] - self.closes[n]) > 0:
                    late += over
                    latest = max(latest, over)
            travel += self.ways[at][self.office]
        by_travel, by_late, by_latest = self.prices
        return (travel * by_travel + late * by_late + latest * by_latest) / UNIT


class _Routes:
    """A state of the search: visits by shift in order, and the units that are out."""

    def __init__(self, work: _Work, routes: list[list[int]], out: list[int]) -> None:
        self.work, self.routes, self.out = work, routes, out
        self.known: float | None = None

    def copy(self) -> Self:
        return type(self)(self.work, [list(route) for route in self.routes], list(self.out))

    def objective(self) -> float:
        if self.known is None:
            starts = self.work.starts(self.routes)
            assert starts is not None, "Only plans whose times hold are kept."
            missing = 1e6 * len(self.out)
            self.known = self.work.cost(self.routes, starts) + missing
        return self.known

    def timed(self) -> list[list[tuple[int, float]]]:
        starts = self.work.starts(self.routes)
        assert starts is not None, "Only plans whose times hold are kept."
        return [[(n, starts[n] / UNIT) for n in route] for route in self.routes]

    def take_out(self, unit: int) -> None:
        gone = set(self.work.units[unit])
        self.routes = [[n for n in route if n not in gone] for route in self.routes]
        self.out.append(unit)


def take_at_random(state: Any, rng: np.random.Generator) -> _Routes:
    taken: _Routes = state.copy()
    for unit in rng.permutation(len(taken.work.units))[: _many(taken, rng)]:
        if unit not in taken.out:
            taken.take_out(int(unit))
    return taken


def take_costliest(state: Any, rng: np.random.Generator) -> _Routes:
    """The units that detour and lateness cost most, with chance so that not always the same are taken."""
    taken: _Routes = state.copy()
    work, starts = taken.work, taken.work.starts(taken.routes)
    assert starts is not None, "Only plans whose times hold are kept."
    price = [0.0] * len(work.day.visits)
    for route in taken.routes:
        around = [work.office, *route, work.office]
        for before, n, after in zip(around, route, around[2:], strict=False):
            detour = work.ways[before][n] + work.ways[n][after] - work.ways[before][after]
            price[n] = detour + max(0, starts[n] - work.closes[n])
    costly = sorted(range(len(work.units)), key=lambda unit: -sum(price[n] for n in work.units[unit]))
    costly = [unit for unit in costly if unit not in taken.out]
    for _ in range(min(_many(taken, rng), len(costly))):
        taken.take_out(costly.pop(int(len(costly) * rng.random() ** 3)))
    return taken


def _many(state: _Routes, rng: np.random.Generator) -> int:
    return int(rng.integers(2, max(3, min(MOST_OUT, int(SHARE_OUT * len(state.work.units)))) + 1))


def put_back(state: Any, rng: np.random.Generator) -> _Routes:
    """Each unit that is out, in any order, at the place where the whole plan costs least."""
    made: _Routes = state.copy()
    out, made.out = list(made.out), []
    for unit in rng.permutation(out):
        _place(made, int(unit))
    return made


def _place(state: _Routes, unit: int) -> None:
    work, numbers = state.work, state.work.units[unit]
    starts = work.starts(state.routes)
    assert starts is not None, "Only plans whose times hold are kept."
    best: tuple[float, list[list[int]]] | None = None
    near = [_near(state, starts, n, PLACES if len(numbers) == 1 else PAIR_PLACES) for n in numbers]
    options = [[place] for place in near[0]] if len(near) == 1 else [[a, b] for a in near[0] for b in near[1]]
    for option in options:
        if len(option) == 2 and option[0][0] == option[1][0] and numbers not in work.both_may:
            continue
        routes = list(state.routes)
        for n, (shift, position) in zip(numbers, option, strict=True):
            routes[shift] = [*routes[shift][:position], n, *routes[shift][position:]]
        times = work.starts(routes)
        if times is not None and (best is None or work.cost(routes, times) < best[0]):
            best = work.cost(routes, times), routes
    if best is None:
        state.out.append(unit)
    else:
        state.routes = best[1]


def _near(state: _Routes, starts: list[int], n: int, most: int) -> list[tuple[int, int]]:
    """Shift and position with the shortest detour, lateness and delay of the next, as times are now."""
    work, found = state.work, []
    for shift in work.day.allowed[n]:
        at, free = work.office, 0
        route = state.routes[shift]
        for position in range(len(route) + 1):
            after = route[position] if position < len(route) else work.office
            start = max(free + work.ways[at][n], work.opens[n])
            detour = work.ways[at][n] + work.ways[n][after] - work.ways[at][after]
            late = max(0, start - work.closes[n])
            delay = 0
            if after != work.office:
                delay = max(0, start + work.minutes[n] + work.ways[n][after] - starts[after])
                at, free = after, starts[after] + work.minutes[after]
            found.append((detour + late + delay, shift, position))
    return [(shift, position) for _, shift, position in heapq.nsmallest(most, found)]
