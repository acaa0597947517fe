"""The door to the search: anytime, seeded, cancellable."""

import time

import pytest

from fotfeste.care.planning.rules.evaluation import evaluate
from fotfeste.care.planning.rules.generator import generate_day
from fotfeste.care.planning.rules.plan import Plan
from fotfeste.care.planning.rules.problem import Problem
from fotfeste.care.planning.rules.solving import Progress, solve
from tests.rules.planning.day import DAY


@pytest.fixture(scope="module")
def problem() -> Problem:
    return generate_day(staff=6, visits=30, seed=5)


def test_the_same_seed_and_number_of_moves_give_the_same_plan(problem: Problem) -> None:
    assert solve(problem, moves=20_000, seed=4) == solve(problem, moves=20_000, seed=4)


def test_more_moves_do_not_make_the_plan_dearer_than_its_start(problem: Problem) -> None:
    first = solve(problem, moves=100, seed=1, cores=1)
    then = solve(problem, moves=50_000, seed=1, cores=1, start=first)
    assert then.cost is not None and first.cost is not None
    assert then.cost <= first.cost


def test_a_cancelled_search_gives_the_best_plan_so_far(problem: Problem) -> None:
    began = time.monotonic()
    plan = solve(problem, seconds=30.0, cancelled=lambda: time.monotonic() - began > 0.5)
    assert time.monotonic() - began < 15.0
    assert evaluate(problem, plan).faults == ()
    assert plan.cost == evaluate(problem, plan).cost


def test_a_search_that_is_broken_off_leaves_no_thread_searching_on() -> None:
    def broken_off() -> bool:
        raise KeyboardInterrupt

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        solve(generate_day(seed=4, staff=3, visits=12), seconds=60.0, cancelled=broken_off)
    assert time.monotonic() - began < 30.0


def test_progress_tells_a_cost_that_only_falls(problem: Problem) -> None:
    told: list[Progress] = []
    solve(problem, seconds=1.0, report=told.append)
    costs = [each.cost for each in told if each.cost]
    assert costs and costs == sorted(costs, reverse=True)


def test_neither_or_both_limits_are_refused() -> None:
    for limits in ({}, {"moves": 1, "seconds": 1.0}):
        with pytest.raises(ValueError, match="seconds or moves"):
            solve(DAY, **limits)  # type: ignore[arg-type]


def test_no_moves_give_the_plan_the_search_begins_with() -> None:
    assert evaluate(DAY, solve(DAY, moves=0)).unplaced == ()


def test_an_empty_start_is_a_start_like_any_other(problem: Problem) -> None:
    assert evaluate(problem, solve(problem, moves=1_000, start=Plan(()))).faults == ()
