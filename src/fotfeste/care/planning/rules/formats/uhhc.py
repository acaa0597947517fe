"""The unified home health care instances (Ceschia, Da Ros and others 2026, 10.1111/itor.70140), as JSON.

The form of iolab-uniud/uhhc: shifts, lunch, overtime, preferred carers, optional patients, two windows. The weights
stand in `metadata.cost_components`; “HARD” makes a component a constraint. A component or field whose cost or rule this
planner does not know is refused by name: a plan must not be called cheap because a cost was overlooked.
"""

from collections.abc import Mapping
from typing import Any

from fotfeste.care.planning.rules.checking import Notes, check
from fotfeste.care.planning.rules.evaluation import Evaluation
from fotfeste.care.planning.rules.plan import Plan
from fotfeste.care.planning.rules.problem import (
    CAR,
    Link,
    Lunch,
    Minutes,
    OnTime,
    Person,
    Problem,
    Shift,
    Staff,
    Visit,
    Weights,
    Window,
)

from .patients import NEVER_WORTH_IT, link, required, services, visit_ids
from .plans import plan_of, routes_by_staff, stops_of
from .reading import Data, Fields, loaded

NO_END = 1e6  # minutes, for staff without a working shift
HARD = "HARD"

# component of an instance -> part of our objective
PARTS = {
    "travel_time": "travel",
    "total_tardiness": "lateness",
    "highest_tardiness": "highest_lateness",
    "total_waiting_time": "waiting",
    "total_extra_time": "overtime",
    "max_idle_time": "most_idle",
    "caregiver_preferences": "not_preferred",
    "optional_patients": "unserved",
    "missed_lunch_break": "missed_lunch",
}
CAN_BE_HARD = {
    "total_tardiness",
    "highest_tardiness",
    "total_extra_time",
    "caregiver_preferences",
    "optional_patients",
    "missed_lunch_break",
}
# Always constraints here: no price, also where the instance has one.
ALWAYS_HARD = ("incompabilities", "incompatibilities")  # the first is how the published model spells it
# Skills are always a constraint, the end of a shift only where working_time is HARD.
HARD_OR_NOTHING = ("qualification", "working_time")
# Published solution files call two components otherwise than the instances do.
WRITTEN = {"caregiver_preferences": "preferences", "optional_patients": "unscheduled"}


def is_like(data: Mapping[str, Any]) -> bool:
    return "metadata" in data or "terminal_points" in data


def read(data: Data) -> Problem:
    """Read an instance. Raises ProblemFaults with everything that is wrong with it."""
    notes = Notes()
    whole = Fields(loaded(data), "instance", notes)
    metadata = whole.fields("metadata")
    weights, hard = _weights(metadata)
    durations = services(whole)
    points = _points(whole)
    staff, shifts = _staff(whole, points, _lunch(whole), most_overtime=0.0 if "working_time" in hard else None)
    on_time = _on_time(metadata)
    late_at_most = 0.0 if hard & {"total_tardiness", "highest_tardiness"} else None

    persons: list[Person] = []
    visits: list[Visit] = []
    links: list[Link] = []
    taken: set[str] = set()
    for number, patient in enumerate(whole.each("patients", "patient")):
        person = Person(
            patient.text("id"),
            place=patient.index("distance_matrix_index", len(points) + number),
            preferred=patient.texts("preferred_caregivers"),
            refused=patient.texts("incompatible_caregivers"),
        )
        windows = _windows(patient)
        optional = patient.truth("optional", False)
        price = None if optional and "optional_patients" not in hard else NEVER_WORTH_IT
        needed = required(patient, durations)
        ids = visit_ids(person.id, (service for service, _ in needed), taken)
        persons.append(person)
        visits += [
            Visit(
                id,
                person.id,
                service,
                minutes,
                windows,
                skills=frozenset({service}),
                most_late=late_at_most,
                optional=optional,
                unserved=price,
            )
            for id, (service, minutes) in zip(ids, needed, strict=True)
        ]
        if (pair := link(patient, ids)) is not None:
            links.append(pair)
        patient.ignore("location")
        patient.close()
    travel = whole.matrix("distances")
    name = metadata.text("name", "UHHC")
    metadata.ignore("origin", "horizon", "generator_info", "area")
    metadata.close()
    whole.close()
    notes.raise_any()
    return check(
        Problem(
            name=name,
            visits=tuple(visits),
            persons=tuple(persons),
            staff=tuple(staff),
            shifts=tuple(shifts),
            travel={CAR: travel},
            links=tuple(links),
            weights=weights,
            on_time=on_time,
            whole_minutes=True,
            lunch_when_unused=True,
        )
    )


def _weights(metadata: Fields) -> tuple[Weights, set[str]]:
    """The weights, and which components are constraints. A component left out costs nothing."""
    if not metadata.has("cost_components"):
        given = Fields({}, f"{metadata.where}, cost_components", metadata.notes)
    else:
        given = metadata.fields("cost_components")
    hard = {name for name in given if given.raw(name, None) == HARD}
    prices: dict[str, float | None] = {}
    for name, part in PARTS.items():
        if name not in hard:
            prices[part] = given.number(name, 0.0)
        elif name in CAN_BE_HARD:
            prices[part] = None
        else:
            given.fault("“%(name)s” cannot be HARD here; give it a number", name=name)
    if prices.get("unserved", 0.0) is None:
        prices["unserved"] = NEVER_WORTH_IT
    for name in HARD_OR_NOTHING:
        if name not in hard and given.number(name, 0.0):
            given.fault("“%(name)s” has a price, but is a constraint here; make it HARD or 0", name=name)
    for name in given:
        if name not in {*PARTS, *HARD_OR_NOTHING, *ALWAYS_HARD} and given.raw(name, 0) != 0:
            text = "“%(name)s” is a cost this planner does not count; set it to 0 if it may be left out"
            given.fault(text, name=name)
    others = {"language": 0.0, "new_face": 0.0, "other_hour": 0.0, "over_contract": 0.0, "changed_carer": 0.0}
    return Weights(**{**others, "changed_hour": 0.0, **prices}), hard  # type: ignore[arg-type]


def _on_time(metadata: Fields) -> OnTime:
    if metadata.truth("time_window_service_level", False):
        metadata.fault("windows per service (time_window_service_level) are not known to this planner")
    met = metadata.text("time_window_met", "at_service_start")
    known = {"at_service_start": OnTime.START, "at_service_end": OnTime.END}
    if met not in known:
        metadata.fault("“time_window_met” must be one of: %(known)s; found “%(met)s”", known=", ".join(known), met=met)
    return known.get(met, OnTime.START)


def _points(whole: Fields) -> dict[str, int]:
    """Terminal points and their row in the matrix; older files leave the row out, and then they come first."""
    key = next((key for key in ("terminal_points", "departing_points", "central_offices") if whole.has(key)), None)
    found: dict[str, int] = {}
    for number, point in enumerate(whole.each(key or "terminal_points", "terminal point")):
        found[point.text("id")] = point.index("distance_matrix_index", number)
        point.ignore("location")
        point.close()
    return found


def _lunch(whole: Fields) -> Lunch | None:
    if not whole.has("lunch_breaks"):
        return None
    given = whole.fields("lunch_breaks")
    lunch = Lunch(given.number("start"), given.number("end"), given.number("min_duration"))
    given.close()
    return lunch


def _staff(
    whole: Fields, points: dict[str, int], lunch: Lunch | None, *, most_overtime: Minutes | None
) -> tuple[list[Staff], list[Shift]]:
    staff: list[Staff] = []
    shifts: list[Shift] = []
    for caregiver in whole.each("caregivers", "caregiver"):
        id = caregiver.text("id")
        staff.append(Staff(id, skills=caregiver.texts("abilities")))
        key = "starting_point_id" if caregiver.has("starting_point_id") else "departing_point"
        departing = caregiver.text(key, next(iter(points), ""))
        arrival = caregiver.text("arrival_point", departing)
        for point in {departing, arrival} - points.keys():
            caregiver.fault("“%(point)s” is no terminal point; add it there", point=point)
        hours = Window(0.0, NO_END)
        if caregiver.has("working_shift"):
            hours = _window(caregiver, caregiver.raw("working_shift"), "working_shift")
        has_lunch = caregiver.truth("lunch_break", False)
        if has_lunch and lunch is None:
            caregiver.fault("has a lunch break, but the instance has no “lunch_breaks”; add its hours")
        from_place, to_place = points.get(departing, 0), points.get(arrival, 0)
        shifts.append(
            Shift(
                id,
                hours.start,
                hours.end,
                from_place,
                to_place,
                lunch=lunch if has_lunch else None,
                most_overtime=most_overtime,
            )
        )
        caregiver.close()
    return staff, shifts


def _windows(patient: Fields) -> tuple[Window, ...]:
    if patient.has("time_window"):
        return (_window(patient, patient.raw("time_window"), "time_window"),)
    return tuple(_window(patient, value, "time_windows") for value in patient.items("time_windows"))


def _window(owner: Fields, value: Any, key: str) -> Window:
    """{start, end} or [start, end]: both are found in published files."""
    if isinstance(value, list | tuple) and len(value) == 2:
        return Window(owner.as_number(value[0], key), owner.as_number(value[1], key))
    given = Fields(value, f"{owner.where}, {key}", owner.notes)
    window = Window(given.number("start"), given.number("end"))
    given.close()
    return window


def write(problem: Problem, plan: Plan, evaluation: Evaluation) -> dict[str, Any]:
    """A plan in the form of the published solution files, which price components and list unused staff as well.

    There every patient left out costs the price of an optional one, and one who is not optional is a violation too.
    """
    routes = routes_by_staff(problem, evaluation)
    left_out = set(evaluation.unplaced)
    must = {visit.person for visit in problem.visits if visit.id in left_out and not visit.optional}
    parts = dict(evaluation.parts)
    if "unserved" in parts:
        parts["unserved"] = problem.weights.unserved * evaluation.counts["unserved"]
    components = {WRITTEN.get(name, name): _plain(parts[part]) for name, part in PARTS.items() if part in parts}
    return {
        "cost": {
            "objective": sum(components.values()),
            "violations": len(evaluation.faults) + len(must),
        },
        "cost_components": dict(sorted(components.items())),
        "global_ordering": [],
        "routes": [_route(problem, shift, routes.get(shift.staff, [])) for shift in problem.shifts],
    }


def _route(problem: Problem, shift: Shift, routes: list[Any]) -> dict[str, Any]:
    locations = [
        {"arrival_time": _plain(start), "departure_time": _plain(end), **what}
        for route in routes
        for what, start, end in stops_of(problem, route)
    ]
    return {"caregiver_id": shift.staff, **({"locations": locations} if locations else {})}


def _plain(value: float) -> float:
    """Whole numbers without a decimal point, as the published files have them."""
    return int(value) if float(value).is_integer() else value


read_plan = plan_of
