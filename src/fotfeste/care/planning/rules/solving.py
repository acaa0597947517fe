"""The door to the search: anytime, seeded, cancellable, on both cores.

Each core anneals a world of its own, in rounds. A round cools from warm to cold; the next starts from the best plan of
all cores, less warm. With `moves` instead of `seconds` everything follows from the seed alone.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from .evaluation import evaluate
from .plan import Plan
from .problem import Problem
from .search.annealing import MOVES, anneal, insert_best, sample
from .search.arrays import BANK
from .search.building import build, to_plan
from .search.loading import load
from .search.objective import cost
from .search.snapshot import copy
from .search.world import World

CONSTRUCTION_TRIES = 200
RETIMING_SHARE, RETIMING_LIMIT = 0.04, 5.0  # of the time; seconds where moves are counted
SAMPLE = 4000  # moves to learn from what a change costs
MOVES_AT_A_TIME = 4096  # before looking at the clock; some 10 ms
# Of one core, about, whatever the size: a move touches a few visits of two or three routes.
MOVES_PER_SECOND = 450_000
MOVES_PER_PAIR = 1_500  # of visits, that a whole cooling wants
MOST_ROUNDS = 10


class UnsafePlan(RuntimeError):
    """The search gave a plan that the evaluator does not accept. Nobody is shown such a plan."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a search stands: seconds since it began, the best cost so far, and how much is left of 0 … 1."""

    seconds: float
    cost: float
    done: float
    bound: float | None
    unplaced: int


@dataclass(frozen=True, slots=True)
class Round:
    """One cooling: temperatures as shares of the problem's scale, and its part of the whole search."""

    warm: float
    cold: float
    share: float


def solve(
    problem: Problem,
    *,
    seconds: float | None = None,
    moves: int | None = None,
    seed: int = 1,
    cores: int = 2,
    start: Plan | None = None,
    report: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Plan:
    """The best plan found within `seconds` of wall time, or `moves` proposed moves on each core.

    The plan's cost and parts are the evaluator's. Visits in no route are unplaced. Raises ValueError when neither or
    both limits are given, and UnsafePlan when the evaluator finds a fault.
    """
    if (seconds is None) == (moves is None):
        raise ValueError("Give seconds or moves, one of them.")
    search = Search(
        problem, seconds=_left_for_search(problem, seconds), moves=moves, seed=seed, cores=max(1, cores),
        start=start, report=report, cancelled=cancelled,
    )  # fmt: skip
    plan = search.run() if problem.visits and problem.shifts else Plan(())
    if _worth_retiming(problem):
        from .retiming import retime

        plan = retime(problem, plan, seconds=RETIMING_SHARE * seconds if seconds else RETIMING_LIMIT)
    judged = evaluate(problem, plan)
    if judged.faults:
        raise UnsafePlan("; ".join(str(fault) for fault in judged.faults[:5]))
    return replace(plan, cost=judged.cost, parts=judged.parts)


HOT = Round(8.0, 0.05, 1.0)


def _left_for_search(problem: Problem, seconds: float | None) -> float | None:
    """The time without what the starts take at the end."""
    return seconds * (1 - RETIMING_SHARE) if seconds is not None and _worth_retiming(problem) else seconds


def _worth_retiming(problem: Problem) -> bool:
    """Whether starting as early as possible, and leaving late, can be dearer than other starts of the same routes."""
    weights = problem.weights
    by_hour = weights.other_hour and any(person.usual_start is not None for person in problem.persons)
    several = any(len(visit.windows) > 1 for visit in problem.visits)
    return bool(weights.waiting or several or by_hour or (weights.changed_hour and problem.known))


class Search:
    """One search: a world and its best plan for each core. `run` gives the best plan of all."""

    def __init__(
        self,
        problem: Problem,
        *,
        seconds: float | None = None,
        moves: int | None = None,
        seed: int = 1,
        cores: int = 2,
        start: Plan | None = None,
        report: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self.problem, self.seconds, self.moves = problem, seconds, moves
        self.report, self.cancelled = report, cancelled or (lambda: False)
        self.began, self.stop = time.monotonic(), threading.Event()
        self.start = start
        seeds = np.random.SeedSequence(seed).generate_state(cores)
        self.worlds = [build(problem, int(each)) for each in seeds]
        self.best = [build(problem, int(each)) for each in seeds]
        self.mix = mixture(problem)

    def run(self) -> Plan:
        with ThreadPoolExecutor(len(self.worlds)) as threads:
            try:
                self._search(threads)
            finally:
                self.stop.set()  # whoever is interrupted must not wait for threads that search their time out
        best = min(self.best, key=lambda world: world["sums"][0]["cost"])
        return to_plan(self.problem, best)

    def _search(self, threads: ThreadPoolExecutor) -> None:
        self._all(threads, self._begin)
        scale = self.scale()
        done = 0.0
        for each in self.rounds():
            ends = done + each.share
            self._all(threads, partial(self._round, each, scale, done, ends))
            done = ends
            if self.stop.is_set():
                break
            self._share()

    def _all(self, threads: ThreadPoolExecutor, work: Callable[[int], None]) -> None:
        """Do it on every core; report meanwhile."""
        running = [threads.submit(work, core) for core in range(len(self.worlds))]
        while not all(each.done() for each in running):
            time.sleep(0.02 if self.seconds and self.seconds < 5 else 0.1)
            if self.cancelled():
                self.stop.set()
            self._tell()
        for each in running:
            each.result()

    def _tell(self) -> None:
        if self.report:
            best = min(self.best, key=lambda world: world["sums"][0]["cost"])
            gone = time.monotonic() - self.began
            share = min(1.0, gone / self.seconds) if self.seconds else 0.0
            found = float(best["sums"][0]["cost"])
            self.report(Progress(gone, found, share, self.problem.bound, int(best["counters"][BANK])))

    def _begin(self, core: int) -> None:
        world, best = self.worlds[core], self.best[core]
        if self.start is not None:
            load(world, self.problem, self.start)
        construct(world, CONSTRUCTION_TRIES)
        copy(best.handle, world.handle)
        best["sums"][0]["cost"] = cost(world.handle)

    def _share(self) -> None:
        """Every core goes on from the best plan of all."""
        best = min(self.best, key=lambda world: world["sums"][0]["cost"])
        for world, own in zip(self.worlds, self.best, strict=True):
            if own is not best:
                copy(own.handle, best.handle)
                own["sums"][0]["cost"] = best["sums"][0]["cost"]
            copy(world.handle, best.handle)

    def _round(self, each: Round, scale: float, done: float, ends: float, core: int) -> None:
        world, best = self.worlds[core], self.best[core]
        tally = np.zeros((len(MOVES), 2), dtype=np.int64)
        made, planned = 0, int((self.moves or 0) * each.share)
        while not self.stop.is_set():
            if self.seconds is not None:
                gone = (time.monotonic() - self.began) / self.seconds
                part = (gone - done) / each.share
            else:
                part = made / planned if planned else 1.0
            if part >= 1.0:
                break
            warmth = scale * each.warm * (each.cold / each.warm) ** max(0.0, part)
            count = MOVES_AT_A_TIME if self.seconds is not None else min(MOVES_AT_A_TIME, planned - made)
            anneal(world.handle, best.handle, self.mix, warmth, count, tally)
            made += count

    def scale(self) -> float:
        """What a small change for the worse costs: the lowest tenth of moves from where the search begins.

        Of whole problems this is the number temperatures follow: public instances in minutes and in weighted points
        want the same shares of it.
        """
        changes = np.zeros(SAMPLE)
        found = sample(self.worlds[0].handle, self.mix, SAMPLE, changes)
        return float(np.percentile(changes[:found], 10)) if found else 1.0

    def rounds(self) -> list[Round]:
        """How often to begin hot again: as often as a whole cooling fits in, and once more from the best, less warm.

        Small problems have few good plans far from each other; large ones need one long cooling (measured on the
        public instances).
        """
        if self.start is not None:
            return [Round(1.0, 0.05, 1.0)]
        moves = self.moves or int((self.seconds or 0.0) * MOVES_PER_SECOND)
        times = max(1, min(MOST_ROUNDS, moves // (MOVES_PER_PAIR * max(1, len(self.problem.visits)) ** 2)))
        if times == 1:
            return [HOT]
        share = 1.0 / (times + 0.5)
        return [replace(HOT, share=share)] * times + [Round(1.0, 0.05, 0.5 * share)]


def construct(world: World, tries: int) -> None:
    """Insert every unplaced unit where it costs least: pairs first, for they are hard to fit in later, then by time."""

    def key(unit: int) -> tuple[bool, float]:
        return bool(world["units"][unit, 1] < 0), float(world["nodes"][world["units"][unit, 0]]["open"])

    for unit in sorted(world["bank"][: world["counters"][BANK]].tolist(), key=key):
        insert_best(world.handle, unit, tries)


SHARES = {
    "relocate": 40, "relocate_pair": 20, "exchange": 20, "swap_beside": 6, "exchange_tails": 6, "move_run": 8,
    "other_release": 6, "move_lunch": 6, "insert": 4, "leave_out": 1, "replace": 4, "pass_car": 2,
}  # fmt: skip


def mixture(problem: Problem) -> np.ndarray:
    """Move kinds to draw from, only those the problem has a use for."""
    useless = set()
    if not problem.links:
        useless.add("relocate_pair")
    if not any(shift.lunch for shift in problem.shifts):
        useless.add("move_lunch")
    if not any(shift.may_use_pool for shift in problem.shifts) or not problem.cars:
        useless.add("pass_car")
    if all(_price(problem, visit.unserved) > 1e5 for visit in problem.visits):
        useless.add("leave_out")
    return np.repeat(np.arange(len(MOVES)), [0 if kind in useless else SHARES[kind] for kind in MOVES])


def _price(problem: Problem, own: float | None) -> float:
    return problem.weights.unserved if own is None else own
