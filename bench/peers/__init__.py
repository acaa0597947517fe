"""Other people's solvers on the same problem, one adapter each: a Problem in, a Plan out, judged like ours.

An adapter is a module with `NAME`, `SEEDED`, `about()` (version and settings, told with the figures) and
`solve(problem, *, seconds, seed) -> Found`, and a line in `PEERS`. None of them is used by the product.
"""

import multiprocessing
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

from fotfeste.care.planning.rules.plan import Plan
from fotfeste.care.planning.rules.problem import Problem

PEERS = ("routing", "pyvrp_package", "alns_package")
SECONDS_OVER = 30.0  # that a peer may take beyond its time to read, to finish and to hand over


@dataclass(frozen=True, slots=True)
class Found:
    """What a peer came back with. `plan` is None when it found none; `note` tells what the reader must know."""

    plan: Plan | None
    note: str = ""


def adapter(name: str) -> Any:
    return import_module(f"{__name__}.{name}")


def solve_apart(name: str, problem: Problem, *, seconds: float, seed: int) -> Found:
    """In a process of its own, so that one that hangs or falls over ends there and not with the benchmark."""
    spawning = multiprocessing.get_context("spawn")
    here, there = spawning.Pipe(duplex=False)
    process = spawning.Process(target=_solve, args=(there, name, problem, seconds, seed), daemon=True)
    process.start()
    there.close()
    try:
        found: Found = here.recv() if here.poll(seconds + SECONDS_OVER) else Found(None, "did not stop in time")
    except EOFError:
        found = Found(None, "fell over")
    process.terminate()
    process.join()
    return found


def _solve(there: Connection, name: str, problem: Problem, seconds: float, seed: int) -> None:
    there.send(adapter(name).solve(problem, seconds=seconds, seed=seed))
