"""Plans as JSON: what is common to all formats. A start is a minute from zero.

Ours: `{"routes": {"c1": [{"patient": "p3", "service": "s1", "start": 123.0}, …]}, "unplaced": [visit ids], …}`.
Published: `{"routes": [{"caregiver_id": "c1", "locations": [{"patient": …, "service": …, "arrival_time": …}]}]}`,
where `arrival_time` is the start of the work, and lunch may stand at the end of the list with a `start_time`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fotfeste.care.planning.rules.checking import Notes
from fotfeste.care.planning.rules.evaluation import Evaluation, RouteTimes
from fotfeste.care.planning.rules.plan import Plan, Route, Stop
from fotfeste.care.planning.rules.problem import Minutes, Problem, Visit

from .reading import Data, Fields, loaded

LUNCH = "lunch_break"
NO_SHIFT = -1  # of somebody who has none in the problem
START_KEYS = ("start", "start_service_time", "start_time", "arrival_time")


def plan_of(problem: Problem, data: Data) -> Plan:
    """Read a plan, ours or published.

    Visits, shifts and staff that the problem does not know, and routes on somebody else's shift, stay as they are
    written, so that the judge can say so.
    """
    whole = loaded(data)
    notes = Notes()
    given = Fields(whole, "plan", notes)
    in_pool_car = given.indexes("pool_cars")
    unplaced = given.ids("unplaced") if given.has("unplaced") else None
    timed: list[tuple[Minutes, Any, str, Fields]] = []
    for staff, stops in _routes(given):
        shifts = [number for number, shift in enumerate(problem.shifts) if shift.staff == staff]
        own = shifts[0] if shifts else NO_SHIFT
        timed += [(_start(stop), stop.index("shift", own), staff, stop) for stop in stops if not stop.has("depot")]
    timed.sort(key=lambda at: at[0])
    names = _Names(problem)
    by_shift: dict[tuple[Any, str], list[Stop]] = defaultdict(list)
    for start, shift, staff, stop in timed:
        by_shift[shift, staff].append(Stop(names.visit(stop), start))
    notes.raise_any()
    routes = [
        Route(shift, tuple(stops), shift in in_pool_car, None if _is_own(problem, shift, staff) else staff)
        for (shift, staff), stops in by_shift.items()
    ]
    # A car given to a shift that is none: a route without stops, for the judge to tell of.
    routes += [Route(number, (), True) for number in in_pool_car if number not in range(len(problem.shifts))]
    return Plan(tuple(routes), unplaced=unplaced)


def _is_own(problem: Problem, shift: int, staff: str) -> bool:
    return shift in range(len(problem.shifts)) and problem.shifts[shift].staff == staff


def _routes(given: Fields) -> Iterator[tuple[str, list[Fields]]]:
    """(staff, stops) of either form."""
    routes = given.raw("routes")
    if isinstance(routes, Mapping):
        for staff in routes:
            yield staff, list(given.fields("routes").each(staff, f"{staff}, stop"))
    else:
        for route in given.each("routes", "route"):
            staff = route.text("caregiver_id")
            yield staff, list(route.each("locations", f"{staff}, stop", ()))


def _start(stop: Fields) -> Minutes:
    key = next((key for key in START_KEYS if stop.has(key)), "start")
    return stop.number(key)


class _Names:
    """Finds the visit a stop means. One that needs the same service twice gets them in order of time."""

    def __init__(self, problem: Problem) -> None:
        self.visits = {visit.id: visit for visit in problem.visits}
        self.by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
        for visit in problem.visits:
            self.by_name[visit.person, visit.service].append(visit.id)

    def visit(self, stop: Fields) -> str | None:
        if stop.has("visit"):
            return self._named(stop)
        if (service := stop.text("service")) == LUNCH:
            return None
        patient = stop.text("patient")
        ids = self.by_name.get((patient, service))
        if not ids:
            return f"{patient}/{service}"
        return ids.pop(0) if len(ids) > 1 else ids[0]

    def _named(self, stop: Fields) -> str:
        """The visit's id; where patient or service say otherwise it is another problem's, and no visit of this one."""
        name: str = stop.text("visit")
        visit = self.visits.get(name)
        if visit is None:
            return name
        said = [stop.text(key) for key in ("patient", "service") if stop.has(key)]
        own = [getattr(visit, key) for key in ("person", "service") if stop.has("patient" if key == "person" else key)]
        return name if said == own else f"{name} ({'/'.join(said)})"


def routes_by_staff(problem: Problem, evaluation: Evaluation) -> dict[str, list[RouteTimes]]:
    """The routes of each member of staff who has any, in order of time."""
    found: dict[str, list[RouteTimes]] = {}
    for route in sorted(evaluation.routes, key=lambda route: route.departure):
        found.setdefault(route.staff, []).append(route)
    return {member.id: found[member.id] for member in problem.staff if member.id in found}


def stops_of(problem: Problem, route: RouteTimes) -> Iterator[tuple[dict[str, Any], Minutes, Minutes]]:
    """({patient, service}, start, end) of each stop, under the file's own ids. Lunch is at the patient it is held."""
    visits = {visit.id: visit for visit in problem.visits}
    made: Sequence[Visit | None] = [None if stop.visit is None else visits[stop.visit] for stop in route.stops]
    for number, (stop, visit) in enumerate(zip(route.stops, made, strict=True)):
        if visit is not None:
            yield {"patient": visit.person, "service": visit.service}, stop.start, stop.end
        else:
            near = [*made[number:], *reversed(made[:number])]  # the next visit, or else the one before
            yield {"patient": next(v.person for v in near if v), "service": LUNCH}, stop.start, stop.end


def by_staff(problem: Problem, evaluation: Evaluation) -> dict[str, Any]:
    """Our form. Nothing is rounded, so that a plan read back is the plan."""
    return {
        "cost": evaluation.cost,
        "parts": dict(evaluation.parts),
        "routes": {
            staff: [{**what, "start": start} for route in routes for what, start, _ in stops_of(problem, route)]
            for staff, routes in routes_by_staff(problem, evaluation).items()
        },
        "unplaced": list(evaluation.unplaced),
    }
