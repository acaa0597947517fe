"""OR-Tools Routing: constraint solving with local search.

Its maintainers' advice for two people at one door is followed: a node for each, their times held together by
constraints (google/or-tools issues 956, 1047, 3664).
"""

import time
from importlib.metadata import version
from typing import Any

from fotfeste.care.planning.rules.problem import LinkKind, Problem

from . import Found
from .day import UNIT, Day, bounds, cannot, units

NAME = "OR-Tools Routing"
SEEDED = False
# Tried in this order until one gives a first plan; local search then goes on from it.
FIRST = ("AUTOMATIC", "PARALLEL_CHEAPEST_INSERTION", "LOCAL_CHEAPEST_INSERTION", "PATH_CHEAPEST_ARC", "SAVINGS")
SETTINGS = (
    f"guided local search, one thread, first plans in the order {', '.join(FIRST)}; skills by VehicleVar, pairs by "
    "solver().Add on CumulVar and VehicleVar, lateness by SetCumulVarSoftUpperBound at the price of lateness (the "
    "highest lateness is not in its objective); no seed; thousandths of a minute"
)


def about() -> str:
    return f"{NAME} {version('ortools')}: {SETTINGS}"


def solve(problem: Problem, *, seconds: float, seed: int) -> Found:
    """The best plan within `seconds`. The library has no seed: it gives the same search each time."""
    if beyond := cannot(problem):
        return Found(None, f"cannot express {beyond}")
    day = Day(problem)
    began, failed = time.monotonic(), 0
    for first in FIRST:
        left = seconds - (time.monotonic() - began)
        if left <= 0:
            break
        routes = _search(day, first, left)
        if routes is not None:
            return Found(day.plan(routes), f"first plan by {first}")
        failed += 1
    return Found(None, f"no plan: {failed} of {len(FIRST)} ways to a first plan failed")


def _search(day: Day, first: str, seconds: float) -> list[list[tuple[int, float]]] | None:
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    manager = pywrapcp.RoutingIndexManager(len(day.visits) + 1, len(day.problem.shifts), 0)
    routing = pywrapcp.RoutingModel(manager)
    places = [day.office, *day.places]
    stay = [0, *(units(visit.minutes) for visit in day.visits)]

    def way(one: int, other: int) -> int:
        return day.travel[places[manager.IndexToNode(one)]][places[manager.IndexToNode(other)]]

    def passing(one: int, other: int) -> int:
        return stay[manager.IndexToNode(one)] + way(one, other)

    routing.SetArcCostEvaluatorOfAllVehicles(routing.RegisterTransitCallback(way))
    routing.AddDimension(routing.RegisterTransitCallback(passing), day.horizon, day.horizon, False, "time")
    clock = routing.GetDimensionOrDie("time")
    _windows(day, routing, manager, clock)
    _skills(day, routing, manager)
    _pairs(day, routing, manager, clock)
    chosen = pywrapcp.DefaultRoutingSearchParameters()
    chosen.first_solution_strategy = getattr(routing_enums_pb2.FirstSolutionStrategy, first)
    chosen.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    chosen.time_limit.FromMilliseconds(max(1, int(seconds * 1000)))
    found = routing.SolveWithParameters(chosen)
    return None if found is None else _routes(day, routing, manager, clock, found)


def _windows(day: Day, routing: Any, manager: Any, clock: Any) -> None:
    """Nobody starts before a window; each minute after it has the price the problem gives lateness, beside travel."""
    weights = day.problem.weights
    price = round((weights.lateness or 0.0) / weights.travel)
    for n, visit in enumerate(day.visits):
        index = manager.NodeToIndex(n + 1)
        clock.CumulVar(index).SetMin(units(visit.windows[0].start))
        clock.SetCumulVarSoftUpperBound(index, units(visit.windows[-1].end), price)
        # Without this, times are left as ranges that do not hold together.
        routing.AddVariableMinimizedByFinalizer(clock.CumulVar(index))


def _skills(day: Day, routing: Any, manager: Any) -> None:
    for n, shifts in enumerate(day.allowed):
        routing.VehicleVar(manager.NodeToIndex(n + 1)).SetValues(shifts)


def _pairs(day: Day, routing: Any, manager: Any, clock: Any) -> None:
    solver = routing.solver()
    for one, other, link in day.links:
        first, second = manager.NodeToIndex(one + 1), manager.NodeToIndex(other + 1)
        if link.kind is not LinkKind.INDEPENDENT:
            solver.Add(routing.VehicleVar(first) != routing.VehicleVar(second))
        if link.kind is LinkKind.SIMULTANEOUS:
            solver.Add(clock.CumulVar(first) == clock.CumulVar(second))
        elif (apart := bounds(link)) is not None:
            solver.Add(clock.CumulVar(second) >= clock.CumulVar(first) + apart[0])
            solver.Add(clock.CumulVar(second) <= clock.CumulVar(first) + apart[1])


def _routes(day: Day, routing: Any, manager: Any, clock: Any, found: Any) -> list[list[tuple[int, float]]]:
    routes: list[list[tuple[int, float]]] = []
    for shift in range(len(day.problem.shifts)):
        stops: list[tuple[int, float]] = []
        index = found.Value(routing.NextVar(routing.Start(shift)))
        while not routing.IsEnd(index):
            stops.append((manager.IndexToNode(index) - 1, found.Min(clock.CumulVar(index)) / UNIT))
            index = found.Value(routing.NextVar(index))
        routes.append(stops)
    return routes
