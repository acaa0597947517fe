"""What each part of the objective counts, before it is priced. The names are those of `Weights`."""

import math
from collections import defaultdict

from fotfeste.care.planning.rules.clock import clock_of
from fotfeste.care.planning.rules.may_visit import is_wished, speaks
from fotfeste.care.planning.rules.problem import Minutes

from .case import Case
from .judgement import RouteTimes

FREE_MINUTES_FROM_USUAL = 30  # beyond it `other_hour` counts
FREE_MINUTES_FROM_KNOWN = 15  # the margin people are told; beyond it `changed_hour` counts


def counts(case: Case, routes: list[RouteTimes]) -> dict[str, float]:
    """Every part, unweighted."""
    late = [stop.late for route in routes for stop in route.stops]
    work = _work(routes)
    return {
        "travel": math.fsum(route.travel for route in routes),
        "lateness": math.fsum(late),
        "highest_lateness": max(late, default=0.0),
        "waiting": math.fsum(_counted_waiting(route) for route in routes),
        "overtime": math.fsum(route.overtime for route in routes),
        "most_idle": max(_idle(case, routes), default=0.0),
        "unserved": len(unserved_prices(case)),
        **_wishes(case),
        "missed_lunch": len(missed_lunches(case, routes)),
        "over_contract": math.fsum(
            max(0.0, work[member.id] - member.contract_minutes)
            for member in case.problem.staff
            if member.contract_minutes is not None
        ),
        "unfair": _unfair(case, work),
        **_changes(case),
    }


def unserved_prices(case: Case) -> list[float]:
    """The price of each unplaced visit; a pair of linked visits has one price, that of its first."""
    first_of = {link.second: link.first for link in case.problem.links}
    left_out = {first_of.get(visit, visit): None for visit in case.visits if visit not in case.placed}
    own = [case.visits[visit].unserved for visit in left_out]
    return [case.problem.weights.unserved if price is None else price for price in own]


def missed_lunches(case: Case, routes: list[RouteTimes]) -> list[int]:
    """Numbers of the shifts that have a lunch break and whose route has none."""
    used = {route.shift: route for route in routes}
    return [
        number
        for number, shift in enumerate(case.problem.shifts)
        if shift.lunch is not None
        and (not used[number].has_lunch if number in used else case.problem.lunch_when_unused)
    ]


def _counted_waiting(route: RouteTimes) -> Minutes:
    """Nobody waits before the first stop; the wait right after a lunch that came first is not counted."""
    from_stop = 2 if route.stops[0].visit is None else 1
    return math.fsum(stop.wait for stop in route.stops[from_stop:])


def _idle(case: Case, routes: list[RouteTimes]) -> list[Minutes]:
    idle = {number: shift.end - shift.start for number, shift in enumerate(case.problem.shifts)}
    return list((idle | {route.shift: route.idle for route in routes}).values())


def _work(routes: list[RouteTimes]) -> dict[str, Minutes]:
    """Minutes of work of each member of staff in the whole horizon."""
    work: dict[str, Minutes] = defaultdict(float)
    for route in routes:
        work[route.staff] += route.work
    return work


def _unfair(case: Case, work: dict[str, Minutes]) -> Minutes:
    """Work above the share of the contract all would have if it were the same. Staff without a contract stay out."""
    contracts = {s.id: s.contract_minutes for s in case.problem.staff if s.contract_minutes is not None}
    if not (all_contracts := math.fsum(contracts.values())):
        return 0.0
    share = math.fsum(work[staff] for staff in contracts) / all_contracts
    return math.fsum(max(0.0, work[staff] - share * minutes) for staff, minutes in contracts.items())


def _wishes(case: Case) -> dict[str, float]:
    """Who comes and when, against what each person wishes."""
    clock = clock_of(case.problem)
    not_preferred = language = 0
    other_hour: list[Minutes] = []
    faces: dict[str, set[str]] = defaultdict(set)
    for placed in case.placed.values():
        person, staff = case.persons[placed.visit.person], case.staff[placed.staff]
        not_preferred += not is_wished(person, staff)
        language += not speaks(person, staff)
        faces[person.id].add(staff.id)
        if person.usual_start is not None:
            # To the nearest such time: at five past midnight that is yesterday's five to.
            apart = clock.apart(placed.start, person.usual_start)
            other_hour.append(max(0.0, apart - FREE_MINUTES_FROM_USUAL))
    new = {id: len(seen - case.persons[id].known) for id, seen in faces.items()}
    free = {id: 0 if case.persons[id].known else 1 for id in faces}
    return {
        "not_preferred": not_preferred,
        "language": language,
        "new_face": sum(max(0, new[id] - free[id]) for id in faces),
        "other_hour": math.fsum(other_hour),
    }


def _changes(case: Case) -> dict[str, float]:
    """Against what people were told. A visit that is no longer placed is priced as unserved, not as changed."""
    told = [(case.placed[visit], known) for visit, known in case.problem.known.items() if visit in case.placed]
    return {
        "changed_carer": sum(placed.staff != known.staff for placed, known in told),
        "changed_hour": math.fsum(
            max(0.0, abs(placed.start - known.start) - FREE_MINUTES_FROM_KNOWN) for placed, known in told
        ),
    }
