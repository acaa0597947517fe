"""Compiles the search and keeps it on disk: `python -m fotfeste.care.planning.rules.search.warming`, at install."""

import shutil
import time

import numpy as np

from ..problem import Link, LinkKind, Person, Problem, Shift, Staff, Visit, Window
from .annealing import MOVES, anneal, insert_best, sample
from .building import build, to_plan
from .compiled import CACHE, KEPT
from .objective import cost
from .placing import give_car, place, settle_placed, start_move
from .snapshot import copy


def warm() -> float:
    """Call everything that is compiled once, with the types the solver uses. Seconds it took."""
    began = time.monotonic()
    window = (Window(0.0, 60.0),)
    visits = tuple(Visit(f"p{k}", "p", f"s{k}", 10.0, window) for k in range(2))
    staff = tuple(Staff(f"c{k}") for k in range(2))
    shifts = tuple(Shift(f"c{k}", 0.0, 480.0, 0, 0) for k in range(2))
    links = (Link("p0", "p1", LinkKind.SIMULTANEOUS),)
    travel = {"car": ((0.0, 5.0), (5.0, 0.0))}
    problem = Problem("warm", visits, (Person("p", 1),), staff, shifts, travel, links)
    world, best = build(problem, 1), build(problem, 1)
    insert_best(world.handle, 0, 1)
    start_move(world.handle)
    give_car(world.handle, 0)
    place(world.handle, 0, 4, 0, 0.0)
    settle_placed(world.handle)
    copy(best.handle, world.handle)
    world = build(problem, 1)
    anneal(world.handle, best.handle, np.zeros(1, dtype=np.int64), 1.0, 1, np.zeros((len(MOVES), 2), dtype=np.int64))
    sample(world.handle, np.zeros(1, dtype=np.int64), 1, np.zeros(1))
    cost(world.handle)
    to_plan(problem, best)
    forget_others()
    return time.monotonic() - began


def forget_others() -> None:
    """Remove what earlier versions of the search were compiled to."""
    for folder in KEPT.glob("compiled-*"):
        if folder != CACHE:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    print(f"The planner's search is compiled ({warm():.0f} s), kept in {CACHE}.")
