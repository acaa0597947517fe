"""Compiles the search and keeps it on disk: `python -m fotfeste.care.planning.rules.search.warming [--behind]`.

The installation runs it, the demo runs it behind its pages, and the first plan runs it where neither did; a lock in the
folder of what is compiled keeps any two of them from doing the same work at once.
"""

import contextlib
import fcntl
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import llvmlite.binding
import numpy as np

from ..problem import Link, LinkKind, Person, Problem, Shift, Staff, Visit, Window
from .annealing import MOVES, anneal, insert_best, sample
from .building import build, to_plan
from .compiled import CACHE, KEPT
from .objective import cost
from .placing import give_car, place, settle_placed, start_move
from .snapshot import copy

# Called with how many of the steps are done, and of how many.
Report = Callable[[int, int], None]


def is_warm() -> bool:
    """Whether all of the search lies compiled on disk, for this processor and this Python."""
    return _mark().exists()


def warm(report: Report | None = None) -> float:
    """Compile all that is not compiled yet, or wait for whoever is at it. Seconds it took; 0.0 when it was done before.

    Stopped halfway it leaves whole functions behind, and the next time goes on from there.
    """
    if is_warm():
        return 0.0
    began = time.monotonic()
    with _alone():
        if not is_warm():
            _call_everything(report or (lambda _done, _of: None))
            # Whoever may not write here compiled for this process alone, and nobody is told otherwise.
            with contextlib.suppress(OSError):
                _mark().parent.mkdir(exist_ok=True)
                _mark().touch()
            forget_others()
    return time.monotonic() - began


def _mark() -> Path:
    # Machine code made on another processor is not used: a disk may have moved, a home be shared.
    return CACHE / "whole" / f"{llvmlite.binding.get_host_cpu_name()}-{sys.implementation.cache_tag}"


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    with contextlib.ExitStack() as until_done:
        # Where nothing may be written, everybody compiles for themselves.
        with contextlib.suppress(OSError):
            fcntl.flock(until_done.enter_context((KEPT / "compiling.lock").open("w")), fcntl.LOCK_EX)
        yield


def _call_everything(report: Report) -> None:
    """Call everything that is compiled once, with the types the solver uses."""
    window = (Window(0.0, 60.0),)
    visits = tuple(Visit(f"p{k}", "p", f"s{k}", 10.0, window) for k in range(2))
    staff = tuple(Staff(f"c{k}") for k in range(2))
    shifts = tuple(Shift(f"c{k}", 0.0, 480.0, 0, 0) for k in range(2))
    links = (Link("p0", "p1", LinkKind.SIMULTANEOUS),)
    travel = {"car": ((0.0, 5.0), (5.0, 0.0))}
    problem = Problem("warm", visits, (Person("p", 1),), staff, shifts, travel, links)
    report(0, 1)
    world, best, fresh = build(problem, 1), build(problem, 1), build(problem, 1)
    none, tally = np.zeros(1, dtype=np.int64), np.zeros((len(MOVES), 2), dtype=np.int64)
    steps: tuple[Callable[[], object], ...] = (
        lambda: insert_best(world.handle, 0, 1),
        lambda: start_move(world.handle),
        lambda: give_car(world.handle, 0),
        lambda: place(world.handle, 0, 4, 0, 0.0),
        lambda: settle_placed(world.handle),
        lambda: copy(best.handle, world.handle),
        lambda: anneal(fresh.handle, best.handle, none, 1.0, 1, tally),
        lambda: sample(fresh.handle, none, 1, np.zeros(1)),
        lambda: cost(fresh.handle),
        lambda: to_plan(problem, best),
    )
    for done, step in enumerate(steps):
        report(done, len(steps))
        step()
    report(len(steps), len(steps))


def forget_others() -> None:
    """Remove what earlier versions of the search were compiled to."""
    for folder in KEPT.glob("compiled-*"):
        if folder != CACHE:
            shutil.rmtree(folder, ignore_errors=True)


def main(words: list[str]) -> None:
    """Compile and say so. `--behind`: for somebody who is at other things meanwhile; silent when it is done already."""
    behind = "--behind" in words
    if behind:
        os.nice(19)
        if is_warm():
            return
        print("The planner is being compiled behind the pages (a minute or so, once); only planning waits for it.")
        sys.stdout.flush()
    seconds = warm()
    print(f"The planner is compiled ({seconds:.0f} s){'' if behind else f', kept in {CACHE}'}.", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
