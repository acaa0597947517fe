"""The two published forms, on instances small enough to read, and what is refused rather than overlooked."""

import copy
import json
from dataclasses import replace
from typing import Any

import pytest

from fotfeste.care.planning.rules.checking import ProblemFaults
from fotfeste.care.planning.rules.evaluation import evaluate
from fotfeste.care.planning.rules.formats import FORMATS, detect, mankowska, uhhc
from fotfeste.care.planning.rules.plan import Plan, Route, Stop
from fotfeste.care.planning.rules.problem import CAR, Link, LinkKind, Lunch, OnTime, Window

MANKOWSKA: dict[str, Any] = {
    "services": [{"id": "s1", "default_duration": 10.0}, {"id": "s2", "default_duration": 15.0}],
    "caregivers": [{"id": "c1", "abilities": ["s1", "s2"]}, {"id": "c2", "abilities": ["s2"]}],
    "central_offices": [{"id": "d", "location": [0.0, 0.0]}],
    "patients": [
        {
            "id": "p1",
            "location": [1.0, 1.0],
            "time_window": [20.0, 29.999999999999996],
            "required_caregivers": [{"service": "s1", "duration": 12.0}],
        },
        {
            "id": "p2",
            "location": [2.0, 2.0],
            "time_window": [0.0, 40.0],
            "required_caregivers": [{"service": "s2"}, {"service": "s1", "duration": 10.0}],
            "synchronization": {"type": "sequential", "distance": [5, 60]},
        },
    ],
    "distances": [[0.0, 3.0, 7.5], [3.0, 0.0, 6.0], [7.5, 6.0, 0.0]],
}
# c2 is with p2 at 7.5; c1 with p1 at 20 to 32 and with p2 at 38 to 48, back at 55.5.
MANKOWSKA_PLAN: dict[str, Any] = {
    "global_ordering": ["p2", "p1"],
    "routes": [
        {"caregiver_id": "c2", "locations": [{"arrival_time": 7.5, "departure_time": 22.5, "patient": "p2",
                                              "service": "s2"}]},
        {"caregiver_id": "c1", "locations": [
            {"arrival_time": 20.0, "departure_time": 32.0, "patient": "p1", "service": "s1"},
            {"arrival_time": 41.0, "departure_time": 51.0, "patient": "p2", "service": "s1"}]},
    ],
}  # fmt: skip
UHHC: dict[str, Any] = {
    "metadata": {
        "name": "two patients",
        "origin": "generated",
        "horizon": 600,
        "generator_info": {"city": "Palermo"},
        "time_window_met": "at_service_end",
        "cost_components": {
            "travel_time": 1,
            "total_tardiness": 6,
            "highest_tardiness": 4,
            "total_waiting_time": 5,
            "total_extra_time": 7,
            "max_idle_time": 2,
            "caregiver_preferences": 18,
            "optional_patients": 100,
            "missed_lunch_break": 60,
        },
    },
    "terminal_points": [
        {"id": "d0", "distance_matrix_index": 0, "location": [13.3, 38.1]},
        {"id": "d1", "distance_matrix_index": 1, "location": [13.4, 38.2]},
    ],
    "services": [{"id": "s1", "type": "t0", "default_duration": 30}, {"id": "s2", "type": "t1"}],
    "lunch_breaks": {"start": 180, "end": 360, "min_duration": 30},
    "caregivers": [
        {"id": "c1", "abilities": ["s1"], "departing_point": "d0", "arrival_point": "d1", "lunch_break": True,
         "working_shift": {"start": 60, "end": 390}},
        {"id": "c2", "abilities": ["s2"], "departing_point": "d0", "arrival_point": "d0", "lunch_break": True,
         "working_shift": {"start": 0, "end": 400}},
        {"id": "c3", "abilities": ["s2"], "departing_point": "d0"},
    ],
    "patients": [
        {"id": "p0", "distance_matrix_index": 2, "location": [13.1, 38.1], "optional": False,
         "time_windows": [{"start": 100, "end": 150}, {"start": 200, "end": 260}],
         "preferred_caregivers": ["c2"], "incompatible_caregivers": ["c3"],
         "required_services": [{"service": "s1", "duration": 45}, {"service": "s2", "duration": 20}],
         "synchronization": {"type": "simultaneous"}},
        {"id": "p1", "distance_matrix_index": 3, "optional": True, "time_windows": [{"start": 300, "end": 330}],
         "required_services": [{"service": "s1"}]},
    ],
    "distances": [[0, 9, 10, 20], [9, 0, 15, 25], [10, 15, 0, 30], [20, 25, 30, 0]],
}  # fmt: skip
# c1 leaves at 190, is with p0 200-245, walks 30, lunches at p1's 275-305, works there 305-335 (5 late), is back at 360.
UHHC_PLAN: dict[str, Any] = {
    "cost_components": {},
    "global_ordering": [],
    "routes": [
        {"caregiver_id": "c1", "locations": [
            {"arrival_time": 200, "departure_time": 245, "patient": "p0", "service": "s1"},
            {"arrival_time": 305, "departure_time": 335, "patient": "p1", "service": "s1"},
            {"start_time": 275, "end_time": 305, "patient": "p1", "service": "lunch_break"}]},
        {"caregiver_id": "c2", "locations": [
            {"arrival_time": 200, "departure_time": 220, "patient": "p0", "service": "s2"}]},
        {"caregiver_id": "c3"},
    ],
}  # fmt: skip


def changed(data: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy with `value` at a path like patients.0.optional."""
    whole = copy.deepcopy(data)
    *way, last = path.split(".")
    at: Any = whole
    for step in way:
        at = at[int(step)] if isinstance(at, list) else at[step]
    at[last] = value
    return whole


def refusal(read: Any, data: Any) -> list[str]:
    with pytest.raises(ProblemFaults) as caught:
        read(data)
    return [str(fault) for fault in caught.value.faults]


def test_mankowska_becomes_visits_links_and_a_third_of_three_parts() -> None:
    problem = mankowska.read(json.dumps(MANKOWSKA))
    assert [visit.id for visit in problem.visits] == ["p1/s1", "p2/s2", "p2/s1"]
    assert [visit.minutes for visit in problem.visits] == [12, 15, 10]
    assert problem.visits[0].windows == (Window(20.0, 30.0),)  # 29.999999999999996 is rounding of the file
    assert problem.visits[0].most_late is None
    assert problem.links == (Link("p2/s2", "p2/s1", LinkKind.SEQUENTIAL, 5, 60),)
    assert [(shift.staff, shift.start, shift.from_place) for shift in problem.shifts] == [("c1", 0, 0), ("c2", 0, 0)]
    assert problem.travel[CAR][1][2] == 6


def test_a_published_mankowska_plan_has_its_published_cost() -> None:
    problem = mankowska.read(MANKOWSKA)
    evaluation = evaluate(problem, mankowska.read_plan(problem, MANKOWSKA_PLAN), tolerance=1e-3)
    assert evaluation.holds
    assert evaluation.cost == pytest.approx((3 + 6 + 7.5 + 15 + 1 + 1) / 3)
    assert set(evaluation.parts) == {"travel", "lateness", "highest_lateness", "unserved"}


def test_a_mankowska_plan_written_and_read_back_is_the_plan() -> None:
    problem = mankowska.read(MANKOWSKA)
    made = mankowska.read_plan(problem, MANKOWSKA_PLAN)
    out = mankowska.write(problem, made, evaluate(problem, made))
    assert out["routes"]["c1"] == [
        {"patient": "p1", "service": "s1", "start": 20.0},
        {"patient": "p2", "service": "s1", "start": 41.0},
    ]
    assert out["unplaced"] == []
    assert set(mankowska.read_plan(problem, json.dumps(out)).routes) == set(made.routes)


def test_the_same_service_twice_is_two_visits_told_apart_by_time() -> None:
    twice = changed(MANKOWSKA, "patients.1.required_caregivers", [{"service": "s2"}, {"service": "s2"}])
    problem = mankowska.read(twice)
    assert [visit.id for visit in problem.visits] == ["p1/s1", "p2/s2", "p2/s2/2"]
    data = {"routes": {"c1": [{"patient": "p2", "service": "s2", "start": 30.0}],
                       "c2": [{"patient": "p2", "service": "s2", "start": 10.0}]}}  # fmt: skip
    made = mankowska.read_plan(problem, data)
    assert evaluate(problem, made).holds
    assert {stop.visit: stop.start for route in made.routes for stop in route.stops} == {"p2/s2": 10, "p2/s2/2": 30}


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("patients.0.time_windw", [0, 1], "patient p1: “time_windw” is unknown; do you mean “time_window”?"),
        (
            "patients.1.synchronization",
            None,
            "patient p2: needs two services but has no “synchronization”; add {“type”: “independent”} if they are free",
        ),
        (
            "patients.0.required_caregivers.0.service",
            "s9",
            "patient p1, required_caregivers number 1: the service “s9” is not among the services; add it there",
        ),
        ("patients.0.time_window", [20.0], "patient p1: “time_window” must be [earliest, latest] in minutes"),
        ("patients.0.time_window", ["20", 30], "patient p1: “time_window” must be a number, found '20'"),
        ("patients.0.id", "", "patient : “id” must be a text that is not empty, found ''"),
        (
            "central_offices",
            [{"id": "d"}, {"id": "e"}],
            "instance: has 2 central offices; this format has one. Use UHHC for several",
        ),
        (
            "patients.1.synchronization.type",
            "together",
            "patient p2, synchronization: the type “together” is unknown; take one of: simultaneous, sequential, "
            "independent",
        ),
        ("distances", [[0.0, 1.0], [1.0, 0.0]], "person p2: lives at place 2, but the travel matrix has places 0 to 1"),
    ],
)
def test_what_is_wrong_in_a_mankowska_file(path: str, value: Any, fault: str) -> None:
    assert refusal(mankowska.read, changed(MANKOWSKA, path, value)) == [fault]


def test_three_services_for_one_patient_are_refused() -> None:
    three = [{"service": "s2"}, {"service": "s1"}, {"service": "s1"}]
    text = "patient p2: needs 3 services; this format has one or two per patient. Split the patient in several"
    assert refusal(mankowska.read, changed(MANKOWSKA, "patients.1.required_caregivers", three)) == [text]


@pytest.mark.parametrize("text", ["", "{", "[1]", "3", '{"patients": [], "patients": []}', b"\xff"])
def test_what_is_no_json_object_is_refused_in_words(text: Any) -> None:
    assert refusal(mankowska.read, text)[0].startswith("file: ")


def test_uhhc_becomes_shifts_lunch_and_weights() -> None:
    problem = uhhc.read(UHHC)
    assert (problem.on_time, problem.whole_minutes, problem.lunch_when_unused) == (OnTime.END, True, True)
    first, second, third = problem.shifts
    assert (first.start, first.end, first.from_place, first.to_place) == (60, 390, 0, 1)
    assert first.lunch == Lunch(180, 360, 30)
    assert (second.most_overtime, third.lunch, third.to_place) == (None, None, 0)
    assert third.end > 100_000
    assert problem.persons[0].refused == {"c3"}
    assert [visit.unserved for visit in problem.visits] == [1e6, 1e6, None]
    assert (problem.weights.unserved, problem.weights.most_idle, problem.weights.language) == (100, 2, 0)
    assert problem.visits[0].windows == (Window(100, 150), Window(200, 260))


def test_a_uhhc_plan_costs_what_the_published_rules_say() -> None:
    small = changed(UHHC, "caregivers", UHHC["caregivers"][:2])
    problem = uhhc.read(small)
    evaluation = evaluate(problem, uhhc.read_plan(problem, UHHC_PLAN | {"routes": UHHC_PLAN["routes"][:2]}))
    assert evaluation.holds
    assert evaluation.parts == {
        "travel": 10 + 30 + 25 + 10 + 10,
        "lateness": 6 * 5,
        "highest_lateness": 4 * 5,
        "waiting": 0,
        "overtime": 0,
        "most_idle": 2 * (190 + 170),
        "not_preferred": 18,
        "unserved": 0,
        "missed_lunch": 60,
    }


def test_a_uhhc_plan_is_written_as_published_files_are() -> None:
    problem = uhhc.read(changed(UHHC, "caregivers.2.working_shift", [0, 100]))
    made = uhhc.read_plan(problem, UHHC_PLAN)
    out = uhhc.write(problem, made, evaluate(problem, made))
    assert out["cost"] == {"objective": 85 + 30 + 20 + 720 + 18 + 60, "violations": 0}
    assert out["cost_components"]["preferences"] == 18
    assert out["cost_components"]["unscheduled"] == 0
    assert out["routes"][2] == {"caregiver_id": "c3"}
    assert out["routes"][0]["locations"][1] == {
        "arrival_time": 275, "departure_time": 305, "patient": "p1", "service": "lunch_break"
    }  # fmt: skip
    assert set(uhhc.read_plan(problem, json.dumps(out)).routes) == set(made.routes)


def test_who_must_be_served_and_is_not_is_a_violation_in_the_published_form() -> None:
    problem = uhhc.read(UHHC)
    out = uhhc.write(problem, Plan(()), evaluate(problem, Plan(())))
    assert out["cost"]["violations"] == 1
    assert out["cost_components"]["unscheduled"] == 200
    assert evaluate(problem, Plan(())).parts["unserved"] == 1e6 + 100


def test_a_component_left_out_costs_nothing_and_hard_makes_a_constraint() -> None:
    components = {"travel_time": 1, "total_tardiness": "HARD", "optional_patients": "HARD", "total_waiting_time": None}
    problem = uhhc.read(changed(UHHC, "metadata.cost_components", components))
    weights = problem.weights
    assert (weights.lateness, weights.highest_lateness, weights.waiting, weights.most_idle) == (None, 0, 0, 0)
    assert {visit.most_late for visit in problem.visits} == {0}
    assert {visit.unserved for visit in problem.visits} == {1e6}


@pytest.mark.parametrize(
    ("name", "value", "refused"),
    [
        ("workload_balance", 3, True),
        ("workload_balance", 0, False),
        ("max_waiting_time", 2, True),
        ("max_waiting_time", "HARD", True),
        ("qualification", 5, True),
        ("qualification", "HARD", False),
        ("working_time", 1, True),
        ("tw_max_dev_in_time", 1, True),
        ("cost_of_tomorrow", 1, True),
        ("incompabilities", 40, False),
        ("travel_time", "HARD", True),
        ("max_idle_time", "HARD", True),
        ("total_tardiness", "SOFT", True),
    ],
)
def test_a_cost_this_planner_does_not_count_is_refused_by_name(name: str, value: Any, refused: bool) -> None:
    data = changed(UHHC, f"metadata.cost_components.{name}", value)
    if refused:
        (fault,) = refusal(uhhc.read, data)
        assert f"“{name}”" in fault
    else:
        assert uhhc.read(data).persons[0].refused == {"c3"}


def test_working_time_as_a_constraint_forbids_overtime() -> None:
    problem = uhhc.read(changed(UHHC, "metadata.cost_components.working_time", "HARD"))
    assert {shift.most_overtime for shift in problem.shifts} == {0}


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("patients.0.aspects", ["dog"], "patient p0: “aspects” is unknown; take it out."),
        ("caregivers.0.transportation_mode", "public", "caregiver c1: “transportation_mode” is unknown"),
        ("public_distances", [[0]], "instance: “public_distances” is unknown; do you mean “distances”?"),
        ("caregivers.0.departing_point", "d7", "caregiver c1: “d7” is no terminal point; add it there"),
        ("lunch_breaks", None, "caregiver c1: has a lunch break, but the instance has no “lunch_breaks”"),
        ("metadata.time_window_met", "sometimes", "instance, metadata: “time_window_met” must be one of"),
        ("metadata.time_window_service_level", True, "instance, metadata: windows per service"),
        ("patients.1.required_services.0.service", "s2", "patient p1, required_services number 1: no “duration”"),
        ("patients.0.optional", "no", "patient p0: “optional” must be true or false, found 'no'"),
        ("patients.0.distance_matrix_index", 1.5, "patient p0: “distance_matrix_index” must be a whole number"),
        ("metadata", None, "instance: “metadata” is missing; add it"),
        ("caregivers", None, "instance: “caregivers” is missing; add it"),
        ("patients", {"p0": {}}, "instance: “patients” must be a list […]"),
        ("patients.0", 7, "patient number 1: an object {…} is needed, found 7"),
    ],
)
def test_what_is_wrong_in_a_uhhc_file(path: str, value: Any, fault: str) -> None:
    data = copy.deepcopy(UHHC)
    if path == "patients.0":
        data["patients"][0] = value
    else:
        data = changed(UHHC, path, value)
    assert refusal(uhhc.read, data)[0].startswith(fault)


def test_older_names_and_forms_of_uhhc_are_read() -> None:
    old = copy.deepcopy(UHHC)
    old["departing_points"] = [{"id": "d0"}, {"id": "d1"}]
    del old["terminal_points"]
    patient = old["patients"][1]
    del patient["distance_matrix_index"]
    patient["time_window"] = [300, 330]
    del patient["time_windows"]
    patient["required_caregivers"] = patient.pop("required_services")
    old["patients"][0]["synchronization"] = {"type": "sequential", "distance": 15}
    problem = uhhc.read(old)
    assert (problem.persons[1].place, problem.visits[2].windows) == (3, (Window(300, 330),))
    assert problem.links == (Link("p0/s1", "p0/s2", LinkKind.SEQUENTIAL, 15, 15),)


def test_what_a_plan_says_of_somebody_or_some_visit_unknown_is_left_to_the_judge() -> None:
    problem = uhhc.read(UHHC)
    stop = {"patient": "p9", "service": "s1", "start": 100}
    unknown = uhhc.read_plan(problem, {"routes": {"c9": [stop]}})
    assert unknown.routes == (Route(-1, (Stop("p9/s1", 100),), staff="c9"),)
    assert [str(fault) for fault in evaluate(problem, unknown).faults] == [
        "There is a route for c9, who has no shift in this problem."
    ]
    assert uhhc.read_plan(problem, {"routes": {"c1": [stop]}}).routes == (Route(0, (Stop("p9/s1", 100),)),)


def test_a_stop_without_a_time_is_refused() -> None:
    problem = uhhc.read(UHHC)
    data = {"routes": {"c1": [{"patient": "p1", "service": "s1"}]}}
    assert refusal(lambda plan: uhhc.read_plan(problem, plan), data) == [
        "c1, stop number 1: “start” is missing; add it"
    ]


def test_depots_in_full_routes_are_no_stops() -> None:
    problem = uhhc.read(UHHC)
    locations = [{"depot": "d0", "departing_time": 280}, {"patient": "p1", "service": "s1", "start_service_time": 300},
                 {"depot": "d1", "arrival_time": 355}]  # fmt: skip
    data = {"routes": [{"caregiver_id": "c1", "locations": locations}]}
    assert uhhc.read_plan(problem, data).routes == (Route(0, (Stop("p1/s1", 300),)),)


def test_formats_are_told_apart() -> None:
    assert detect(MANKOWSKA) == "mankowska"
    assert detect(json.dumps(UHHC)) == "uhhc"
    assert detect('{"fotfeste": 1}') == "fotfeste"
    assert refusal(detect, {"hello": 1})[0].startswith("file: this is none of the known formats")
    for name, format in FORMATS.items():
        assert format.name == name


def test_every_format_reads_back_the_plan_it_writes() -> None:
    for data, name in ((MANKOWSKA, "mankowska"), (UHHC, "uhhc")):
        problem = FORMATS[name].read(data)
        nothing = Plan(())
        out = FORMATS[name].write(problem, nothing, evaluate(problem, nothing))
        assert replace(FORMATS[name].read_plan(problem, out), routes=()) == nothing
