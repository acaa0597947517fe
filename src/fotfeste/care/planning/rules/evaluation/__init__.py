"""The single judge of a plan: what it costs, part by part, and every rule it breaks.

It follows docs/reference/planning.md word by word and shares no code with any solver, so a solver that counts wrongly
is found out. It takes the problem to be sound (`checking.check`) and the plan to be anything at all.
"""

import math
from dataclasses import fields
from typing import Any

from fotfeste.care.planning.rules.plan import Plan, Route
from fotfeste.care.planning.rules.problem import Minutes, Problem, Weights

from .case import Case
from .judgement import OF_ANOTHER_PROBLEM, Evaluation, Fault, FaultKind, RouteTimes, StopTimes
from .parts import counts, missed_lunches, unserved_prices
from .routes import drive
from .together import check_cars, check_links, check_missed_lunches, check_own_shifts, check_unplaced

__all__ = [
    "OF_ANOTHER_PROBLEM",
    "PARTS",
    "ROUNDING",
    "Evaluation",
    "Fault",
    "FaultKind",
    "RouteTimes",
    "StopTimes",
    "evaluate",
]

PARTS = tuple(part.name for part in fields(Weights))

# Minutes. Floats summed in another order differ by less than 1e-9 over a week, so a millionth is rounding, never a
# rule broken. Plans that carry their times with three decimals need more, and say so (`formats.Format.tolerance`).
ROUNDING = 1e-6


def evaluate(problem: Problem, plan: Plan, *, tolerance: Minutes = ROUNDING) -> Evaluation:
    """Judge `plan`. `tolerance` is the number of minutes by which a time may miss a rule and still keep it.

    A stop that cannot be made (unknown visit, made twice, no time) and a route on somebody else's shift or on none are
    faults and are left out of the costs. What is late or over by no more than the tolerance still has its price: the
    tolerance excuses, it does not round.
    """
    case = Case(problem, tolerance)
    routes: list[RouteTimes] = []
    for route in plan.routes:
        if _is_misplaced(case, route):
            continue
        if (times := drive(case, route)) is not None:
            if times.shift in {other.shift for other in routes}:
                text = "%(staff)s has two routes for shift number %(number)s; a shift has one."
                case.fault(FaultKind.SHIFT_TWICE, text, shift=route.shift, number=route.shift, staff=times.staff)
            routes.append(times)
    check_links(case)
    check_cars(case, routes)
    check_own_shifts(case, routes)
    check_unplaced(case, plan)
    check_missed_lunches(case, missed_lunches(case, routes))
    counted = counts(case, routes)
    parts = _priced(case, counted)
    return Evaluation(
        cost=math.fsum(parts.values()),
        parts=parts,
        counts=counted,
        faults=tuple(case.faults),
        unplaced=tuple(visit.id for visit in problem.visits if visit.id not in case.placed),
        routes=tuple(routes),
    )


def _is_misplaced(case: Case, route: Route) -> bool:
    """Whether the route is on no shift, or on somebody else's. That is a fault, and nobody drives it."""
    shifts = case.problem.shifts
    about: dict[str, Any] = {"number": route.shift, "count": len(shifts), "staff": route.staff}
    if route.staff is not None and route.staff not in {shift.staff for shift in shifts}:
        text = "There is a route for %(staff)s, who has no shift in this problem."
        case.fault(FaultKind.UNKNOWN_SHIFT, text, **about)
    elif route.shift not in range(len(shifts)) and route.by_pool_car and not route.stops:
        text = "A car of the pool is given to shift number %(number)s, but there are %(count)s shifts, counted from 0."
        case.fault(FaultKind.UNKNOWN_SHIFT, text, **about)
    elif route.shift not in range(len(shifts)):
        text = "A route is for shift number %(number)s, but there are %(count)s shifts, counted from 0."
        case.fault(FaultKind.UNKNOWN_SHIFT, text, **about)
    elif route.staff not in (None, shifts[route.shift].staff):
        text = "%(staff)s has a route on shift number %(number)s, which is %(owner)s's."
        case.fault(FaultKind.FOREIGN_SHIFT, text, shift=route.shift, **about, owner=shifts[route.shift].staff)
    else:
        return False
    return True


def _priced(case: Case, counted: dict[str, float]) -> dict[str, float]:
    """The parts that have a price. `unserved` has one as soon as any visit has its own."""
    weights = case.problem.weights
    parts: dict[str, float] = {}
    for name in PARTS:
        if name == "unserved":
            if weights.unserved or any(visit.unserved for visit in case.problem.visits):
                parts[name] = math.fsum(unserved_prices(case))
        elif weight := getattr(weights, name):
            parts[name] = weight * counted[name]
    return parts
