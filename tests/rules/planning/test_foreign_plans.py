"""A plan that was made by hand, or for something else: what is wrong with it is said, and it is not judged as sound."""

from typing import Any

import pytest

from fotfeste.care.planning.rules.checking import ProblemFaults
from fotfeste.care.planning.rules.evaluation import FaultKind, evaluate
from fotfeste.care.planning.rules.formats.plans import plan_of
from fotfeste.care.planning.rules.plan import Plan, Route, Stop
from tests.rules.planning.day import DAY, KARI


def judged(routes: dict[str, Any]) -> list[tuple[FaultKind, str]]:
    return [(fault.kind, str(fault)) for fault in evaluate(DAY, plan_of(DAY, {"routes": routes})).faults]


def stop(visit: str, start: float, **more: Any) -> dict[str, Any]:
    return {"visit": visit, "start": start, **more}


@pytest.mark.parametrize(
    ("routes", "fault"),
    [
        (
            {"ola": [stop("a", 490, shift=0)]},
            (FaultKind.FOREIGN_SHIFT, "ola has a route on shift number 0, which is kari's."),
        ),
        (
            {"ola": [stop("a", 490, shift=7)]},
            (FaultKind.UNKNOWN_SHIFT, "A route is for shift number 7, but there are 2 shifts, counted from 0."),
        ),
        (
            {"siri": [stop("a", 490)]},
            (FaultKind.UNKNOWN_SHIFT, "There is a route for siri, who has no shift in this problem."),
        ),
        (
            {"siri": [stop("a", 490, shift=0)]},
            (FaultKind.UNKNOWN_SHIFT, "There is a route for siri, who has no shift in this problem."),
        ),
        (
            {"kari": [stop("z", 490)]},
            (FaultKind.UNKNOWN_VISIT, "kari is sent to “z”, which is no visit of this problem."),
        ),
        (
            {"kari": [stop("z", 490, patient="clara", service="service of z")]},
            (FaultKind.UNKNOWN_VISIT, "kari is sent to “z”, which is no visit of this problem."),
        ),
        (
            {"kari": [stop("a", 490, patient="bjorn", service="service of a")]},
            (FaultKind.UNKNOWN_VISIT, "kari is sent to “a (bjorn/service of a)”, which is no visit of this problem."),
        ),
        (
            {"kari": [stop("a", 490), stop("a", 600)]},
            (FaultKind.VISIT_TWICE, "a is planned twice: at minute 490 by kari and at 600 by kari."),
        ),
        (
            {"kari": [stop("a", 485)]},
            (
                FaultKind.BEFORE_SHIFT,
                "kari must leave at minute 475 for the first stop, before the shift starts at 480.",
            ),
        ),
    ],
)
def test_what_does_not_belong_is_named(routes: dict[str, Any], fault: tuple[FaultKind, str]) -> None:
    assert fault in judged(routes)


def test_two_routes_on_one_shift_are_one_too_many_whoever_makes_them() -> None:
    twice = Plan((Route(KARI, (Stop("a", 490.0),)), Route(KARI, (Stop("b", 600.0),))))
    assert FaultKind.SHIFT_TWICE in {fault.kind for fault in evaluate(DAY, twice).faults}
    found = judged({"kari": [stop("a", 490)], "ola": [stop("b", 600, shift=0)]})
    assert [kind for kind, _ in found] == [FaultKind.FOREIGN_SHIFT]


def test_a_route_on_somebody_elses_shift_is_in_no_cost() -> None:
    told = evaluate(DAY, plan_of(DAY, {"routes": {"ola": [stop("a", 490, shift=0)]}}))
    assert told.unplaced == ("a", "b", "c") and not told.routes


ALL = {"kari": [stop("a", 490), stop("c", 600)], "ola": [stop("b", 500)]}


@pytest.mark.parametrize(
    ("routes", "unplaced", "faults"),
    [
        (ALL, [], []),
        ({"kari": [stop("a", 490)]}, ["c", "b"], []),
        (ALL, ["b"], [(FaultKind.UNPLACED, "b is said to be unplaced, and has a place in the plan.")]),
        (
            {"kari": [stop("a", 490)]},
            ["b", "c", "b"],
            [(FaultKind.UNPLACED, "b is said to be unplaced 2 times; once is enough.")],
        ),
        (
            ALL,
            ["z"],
            [(FaultKind.UNKNOWN_VISIT, "“z” is said to be unplaced, and is no visit of this problem.")],
        ),
        (
            {"kari": [stop("a", 490)]},
            ["c"],
            [(FaultKind.UNPLACED, "b has no place in the plan, and is not said to be unplaced.")],
        ),
    ],
)
def test_a_plan_says_truly_what_is_unplaced(
    routes: dict[str, Any], unplaced: list[str], faults: list[tuple[FaultKind, str]]
) -> None:
    told = evaluate(DAY, plan_of(DAY, {"routes": routes, "unplaced": unplaced}))
    assert [(fault.kind, str(fault)) for fault in told.faults] == faults


def test_a_pool_car_for_a_shift_that_is_none_is_named() -> None:
    told = evaluate(DAY, plan_of(DAY, {"routes": {"kari": [stop("a", 490)]}, "pool_cars": [7, -1]}))
    assert [(fault.kind, str(fault)) for fault in told.faults] == [
        (
            FaultKind.UNKNOWN_SHIFT,
            f"A car of the pool is given to shift number {number}, but there are 2 shifts, counted from 0.",
        )
        for number in (7, -1)
    ]
    for wrong in ("0", 0.0, True, None):
        with pytest.raises(ProblemFaults, match="“pool_cars” must hold whole numbers only"):
            plan_of(DAY, {"routes": {}, "pool_cars": [0, wrong]})


def test_a_plan_that_names_each_its_own_shift_holds() -> None:
    fine = {"kari": [stop("a", 490, shift=0, patient="anna", service="service of a")], "ola": [stop("b", 500, shift=1)]}
    assert judged(fine) == []
