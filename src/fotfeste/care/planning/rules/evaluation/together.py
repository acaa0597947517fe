"""Rules that hold between routes: pairs of visits, the cars of the pool, two shifts of one member of staff."""

from collections import Counter
from itertools import pairwise
from typing import Any

from fotfeste.care.planning.rules.plan import Plan
from fotfeste.care.planning.rules.problem import Link, LinkKind

from .case import Case
from .judgement import FaultKind, RouteTimes


def check_links(case: Case) -> None:
    """Both visits or none; two people who may meet, at the times the link says."""
    for link in case.problem.links:
        first, second = case.placed.get(link.first), case.placed.get(link.second)
        if first is None and second is None:
            continue
        if first is None or second is None:
            there, missing = (link.first, link.second) if second is None else (link.second, link.first)
            text = "%(visit)s is planned without %(missing)s; the two belong together: both or none."
            case.fault(FaultKind.HALF_A_LINK, text, visit=there, missing=missing)
        elif link.kind is not LinkKind.INDEPENDENT:
            _check_two_staff(case, link)
            _check_link_times(case, link)


def _check_two_staff(case: Case, link: Link) -> None:
    one, other = case.staff[case.placed[link.first].staff], case.staff[case.placed[link.second].staff]
    params: dict[str, Any] = {
        "second": link.second,
        "staff": one.id,
        "other": other.id,
        "shift": case.placed[link.first].shift,
    }
    if one.id == other.id:
        text = "%(visit)s and %(second)s are both made by %(staff)s, and need two members of staff."
        case.fault(FaultKind.SAME_STAFF, text, visit=link.first, **params)
    elif other.id in one.not_with or one.id in other.not_with:
        text = "%(visit)s and %(second)s bring %(staff)s and %(other)s together, who must not meet."
        case.fault(FaultKind.NOT_WITH, text, visit=link.first, **params)


def _check_link_times(case: Case, link: Link) -> None:
    least, most = (0.0, 0.0) if link.kind is LinkKind.SIMULTANEOUS else (link.least, link.most)
    first, second = case.placed[link.first].start, case.placed[link.second].start
    if least - case.tolerance <= second - first <= most + case.tolerance:
        return
    params: dict[str, Any] = {
        "second": link.second,
        "one": first,
        "other": second,
        "shift": case.placed[link.first].shift,
    }
    if link.kind is LinkKind.SIMULTANEOUS:
        text = "%(visit)s starts at minute %(one)s and %(second)s at %(other)s; they must start together."
        case.fault(FaultKind.LINK_TIMES, text, visit=link.first, **params)
    else:
        text = "%(second)s starts %(apart)s minutes after %(visit)s; it must be %(least)s to %(most)s."
        case.fault(FaultKind.LINK_TIMES, text, visit=link.first, **params, apart=second - first, least=least, most=most)


def check_cars(case: Case, routes: list[RouteTimes]) -> None:
    """A car of the pool is held from its shift's start to its end, whatever the route does within."""
    holding = [route for route in routes if route.by_pool_car]
    for route in holding:
        if not case.problem.shifts[route.shift].may_use_pool:
            text = "%(staff)s drives a car of the pool in a shift that may not use it."
            case.fault(FaultKind.POOL_CAR, text, shift=route.shift, staff=route.staff)
    # The number of cars in use only grows when a shift starts, so it is enough to count then.
    for route in holding:
        moment = case.problem.shifts[route.shift].start
        shifts = [case.problem.shifts[other.shift] for other in holding]
        taken = sum(shift.start <= moment < shift.end for shift in shifts)
        if taken > case.problem.cars:
            text = "At minute %(moment)s %(taken)s shifts hold a car of the pool, which has %(cars)s."
            params: dict[str, Any] = {"moment": moment, "taken": taken, "cars": case.problem.cars}
            case.fault(FaultKind.POOL_CAR, text, shift=route.shift, **params)


def check_own_shifts(case: Case, routes: list[RouteTimes]) -> None:
    """Nobody leaves for a second shift before being back from the first."""
    by_staff: dict[str, list[RouteTimes]] = {}
    for route in sorted(routes, key=lambda route: (route.departure, route.back)):
        by_staff.setdefault(route.staff, []).append(route)
    for own in by_staff.values():
        for before, after in pairwise(own):
            if before.shift != after.shift and after.departure < before.back - case.tolerance:
                text = "%(staff)s is back from one shift at minute %(back)s, but leaves for another at %(departure)s."
                params: dict[str, Any] = {"staff": after.staff, "back": before.back, "departure": after.departure}
                case.fault(FaultKind.TWO_PLACES_AT_ONCE, text, shift=after.shift, **params)


def check_unplaced(case: Case, plan: Plan) -> None:
    """A plan that says what is unplaced says all of it, once, and nothing else."""
    if plan.unplaced is None:
        return
    in_routes = {stop.visit for route in plan.routes for stop in route.stops}
    for name, times in Counter(plan.unplaced).items():
        if name not in case.visits:
            text = "“%(what)s” is said to be unplaced, and is no visit of this problem."
            case.fault(FaultKind.UNKNOWN_VISIT, text, visit=name, what=name)
        elif name in in_routes:
            text = "%(visit)s is said to be unplaced, and has a place in the plan."
            case.fault(FaultKind.UNPLACED, text, visit=name)
        if times > 1:
            text = "%(what)s is said to be unplaced %(times)s times; once is enough."
            case.fault(FaultKind.UNPLACED, text, visit=name, what=name, times=times)
    for name in case.visits:
        if name not in in_routes and name not in plan.unplaced:
            text = "%(visit)s has no place in the plan, and is not said to be unplaced."
            case.fault(FaultKind.UNPLACED, text, visit=name)


def check_missed_lunches(case: Case, missed: list[int]) -> None:
    """Only where no shift may go without lunch."""
    if case.problem.weights.missed_lunch is None:
        for number in missed:
            text = "%(staff)s gets no lunch in this shift; in this problem nobody may go without."
            case.fault(FaultKind.MISSED_LUNCH, text, shift=number, staff=case.problem.shifts[number].staff)
