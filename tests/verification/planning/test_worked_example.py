"""The four visits of the documentation: every number told there, counted by search, judge and proof."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from fotfeste.care.planning.rules.evaluation import evaluate
from fotfeste.care.planning.rules.exact import prove
from fotfeste.care.planning.rules.formats.own import from_json
from fotfeste.care.planning.rules.plan import Plan, Route, Stop
from fotfeste.care.planning.rules.problem import Problem
from fotfeste.care.planning.rules.solving import solve

PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "planning.md"


@pytest.fixture(scope="module")
def problem() -> Problem:
    (block,) = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return from_json(json.loads(block))


def at(clock: str) -> float:
    hours, minutes = clock.split(":")
    return 60.0 * int(hours) + int(minutes)


def plan(therapist: str, nurse: str) -> Plan:
    """Routes written “a 08:10, d 09:10”."""
    routes = []
    for shift, words in enumerate((therapist, nurse)):
        stops = [each.split() for each in words.split(", ")]
        routes.append(Route(shift, tuple(Stop(visit, at(clock)) for visit, clock in stops)))
    return Plan(tuple(routes))


FIRST = plan("a 08:10, d 09:10", "b 08:10, c 08:50")
SECOND = plan("a 08:45, d 09:25", "c 08:15, b 08:45")
THIRD = plan("d 08:35, a 09:15", "c 08:15, b 09:15")


def test_both_at_vakker_blomst_first_costs_72(problem: Problem) -> None:
    judged = evaluate(problem, FIRST)
    assert not judged.faults and judged.cost == pytest.approx(72)


def test_both_at_stille_bekk_first_costs_73(problem: Problem) -> None:
    judged = evaluate(problem, THIRD)
    assert not judged.faults and judged.cost == pytest.approx(73)


def test_crossing_comes_ten_minutes_too_late_and_would_cost_70(problem: Problem) -> None:
    assert evaluate(problem, SECOND).faults
    wider = replace(problem, links=(problem.links[0], replace(problem.links[1], most=70.0)))
    judged = evaluate(wider, SECOND)
    assert not judged.faults and judged.cost == pytest.approx(70)
    assert solve(wider, moves=5_000).cost == pytest.approx(70)


def test_the_planner_finds_the_first_and_proves_it(problem: Problem) -> None:
    found = solve(problem, moves=5_000)
    assert found.cost == pytest.approx(72)
    assert {(stop.visit, stop.start) for route in found.routes for stop in route.stops} == {
        (stop.visit, stop.start) for route in FIRST.routes for stop in route.stops
    }
    proof = prove(problem)
    assert proof.proven and proof.bound == pytest.approx(72)
