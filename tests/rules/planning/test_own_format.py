"""Our own JSON: everything goes out and comes back, and what is misspelt is not silently a default."""

import copy
import json
from dataclasses import replace
from typing import Any

import pytest

from fotfeste.care.planning.rules.checking import ProblemFaults
from fotfeste.care.planning.rules.evaluation import evaluate
from fotfeste.care.planning.rules.formats.own import from_json, read_plan, reading, to_json, write
from fotfeste.care.planning.rules.problem import (
    CAR,
    FOOT,
    Known,
    Link,
    LinkKind,
    Lunch,
    OnTime,
    Person,
    Problem,
    Shift,
    Staff,
    Visit,
    Weights,
    Window,
)
from fotfeste.care.planning.rules.travel import GreatCircle, Point, TravelTable
from tests.rules.planning.day import DAY, line, plan, route

EVERYTHING = Problem(
    name="alt på én gang",
    visits=(
        Visit(
            id="a1",
            person="anna",
            service="training",
            minutes=45.5,
            windows=(Window(480.0, 600.0), Window(700.0, 800.0)),
            skills=frozenset({"stairs", "kitchen"}),
            professions=frozenset({"physiotherapist"}),
            needs_car=True,
            most_late=None,
            optional=True,
            unserved=77.0,
            pinned_staff="kari",
            pinned_start=490.0,
        ),
        Visit("a2", "anna", "dressing", 20.0, (Window(480.0, 600.0),), most_late=12.0),
    ),
    persons=(Person("anna", 1, *(frozenset({name}) for name in ("kari", "ola", "siri", "arabic")), usual_start=540.0),),
    staff=(
        Staff("kari", frozenset({"stairs"}), "physiotherapist", frozenset({"arabic"}), 1200.0, frozenset({"ola"})),
        Staff("ola"),
    ),
    shifts=(
        Shift("kari", 480.0, 960.0, 0, 2, Lunch(660.0, 780.0, 30.0), 15.0, FOOT, True),
        Shift("ola", 1380.0, 1860.0, 0, 0),
    ),
    travel={CAR: line(10.1), FOOT: line(1 / 3)},
    links=(Link("a1", "a2", LinkKind.SEQUENTIAL, 5.0, 60.0),),
    weights=Weights(lateness=None, overtime=None, travel=0.1, unfair=2.0),
    on_time=OnTime.END,
    whole_minutes=True,
    cars=2,
    lunch_when_unused=True,
    known={"a2": Known("ola", 495.0)},
    zero="2026-03-30T00:00",
    time_zone="Europe/Stockholm",
    bound=12.5,
)
WRITTEN: dict[str, Any] = {
    "fotfeste": 1,
    "name": "South, the weekend the clock skips",
    "zero": "2026-03-28T00:00",
    "places": [{"id": "office", "lat": 60.7945, "lon": 10.6916}, {"id": "home", "lat": 60.8045, "lon": 10.6916}],
    "persons": [{"id": "anna", "place": "home", "usual_start": "09:00"}],
    "staff": [{"id": "kari"}],
    "shifts": [{"staff": "kari", "start": "08:00", "end": "24:00", "from_place": "office", "to_place": "office"}],
    "visits": [
        {"id": "a1", "person": "anna", "service": "training", "minutes": 45,
         "windows": [{"start": "08:30", "end": 600}]},
    ],
}  # fmt: skip


def at(path: str, value: Any, data: dict[str, Any] = WRITTEN) -> dict[str, Any]:
    whole = copy.deepcopy(data)
    *way, last = path.split(".")
    place: Any = whole
    for step in way:
        place = place[int(step)] if isinstance(place, list) else place[step]
    place[last] = value
    return whole


def without(*keys: str) -> dict[str, Any]:
    return {key: value for key, value in WRITTEN.items() if key not in keys}


def refusal(data: Any) -> list[str]:
    with pytest.raises(ProblemFaults) as caught:
        from_json(data)
    return [str(fault) for fault in caught.value.faults]


def window_of(start: Any, end: Any, **more: Any) -> Window:
    data = at("visits.0.windows", [{"start": start, "end": end}]) | more
    return from_json(data).visits[0].windows[0]


@pytest.mark.parametrize("problem", [EVERYTHING, DAY, Problem("empty", (), (), (), (), {})])
def test_a_problem_comes_back_as_it_went_out(problem: Problem) -> None:
    assert from_json(json.dumps(to_json(problem))) == problem
    assert from_json(to_json(problem)) == problem


def test_weights_are_written_in_full_so_that_a_file_keeps_its_prices() -> None:
    assert to_json(DAY)["weights"].keys() == {name for name in Weights.__slots__}


def test_null_is_kept_where_it_has_a_meaning() -> None:
    assert from_json(at("visits.0.most_late", None)).visits[0].most_late is None
    assert from_json(WRITTEN).visits[0].most_late == 0
    weights = from_json(WRITTEN | {"weights": {"lateness": None, "travel": 2}}).weights
    assert (weights.lateness, weights.travel, weights.overtime) == (None, 2, 2)


def test_clock_times_become_minutes_from_zero() -> None:
    problem = from_json(WRITTEN)
    assert (problem.shifts[0].start, problem.shifts[0].end) == (480, 1440)
    assert problem.visits[0].windows == (Window(510, 600),)
    assert problem.persons[0].usual_start == 540


def test_the_minutes_of_a_night_the_clock_skips_are_those_that_pass() -> None:
    assert window_of("2026-03-29T01:30", "2026-03-29T03:30") == Window(1440 + 90, 1440 + 150)
    assert window_of("2026-03-29T08:00", "2026-03-30T08:00") == Window(1440 + 420, 2 * 1440 + 420)


def test_an_hour_the_clock_skips_is_refused() -> None:
    assert refusal(at("visits.0.windows.0.end", "2026-03-29T02:30")) == [
        "visit a1, windows number 1: 2026-03-29T02:30 does not exist on 2026-03-29: the clock is put forward past it. "
        "Write the time after"
    ]


def test_of_an_hour_that_comes_twice_the_first_is_taken_and_said() -> None:
    autumn = at("zero", "2026-10-25T00:00", at("visits.0.windows.0.end", "02:30"))
    autumn["visits"][0]["windows"][0]["start"] = "00:30"
    read = reading(autumn)
    assert read.problem.visits[0].windows == (Window(30, 150),)
    assert read.remarks[0] == (
        "visit a1, windows number 1: 02:30 comes twice on 2026-10-25, when the clock is put back. The first is taken; "
        "for the second write 2026-10-25T02:30:00+01:00."
    )
    autumn["visits"][0]["windows"][0]["end"] = "2026-10-25T02:30:00+01:00"
    assert reading(autumn).problem.visits[0].windows == (Window(30, 210),)
    autumn["visits"][0]["windows"][0]["end"] = "04:00"
    assert reading(autumn).problem.visits[0].windows == (Window(30, 300),)


def test_a_time_before_zero_is_refused_with_the_problem() -> None:
    assert refusal(at("visits.0.windows.0.start", "2026-03-27T08:00")) == [
        "visit a1, window: start is -960.0, but must be a number of minutes from 0 on"
    ]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (at("fotfeste", 2), "problem: “fotfeste” is the version of this form and must be 1, found 2"),
        (at("visits.0.minuts", 5), "visit a1: “minuts” is unknown; do you mean “minutes”?"),
        (at("shifts.0.overtime_max", 5), "shift number 1: “overtime_max” is unknown; do you mean “most_overtime”?"),
        (at("visitors", []), "problem: “visitors” is unknown; do you mean “visits”?"),
        (at("weights", {"lateness": "much"}), "problem, weights: “lateness” must be a number, found 'much'"),
        (at("weights", {"weight": 1}), "problem, weights: “weight” is unknown; take it out"),
        (at("persons.0.place", "hytta"), "person anna: “place” is “hytta”, which is none of the places; add it there"),
        (
            at("visits.0.windows.0.end", "half past nine"),
            "visit a1, windows number 1: “end” is “half past nine”; write",
        ),
        (at("visits.0.windows.0.end", "25:00"), "visit a1, windows number 1: “end” is “25:00”; write"),
        (at("visits.0.skills", "stairs"), "visit a1: “skills” must be a list […], found 'stairs'"),
        (at("visits.0.needs_car", "yes"), "visit a1: “needs_car” must be true or false, found 'yes'"),
        (at("on_time", "middle"), "problem: “on_time” must be one of: start, end; found “middle”"),
        (at("zero", "Monday"), "problem: zero is “Monday”; write a local clock time like 2026-03-30T00:00"),
        (at("time_zone", "Oslo"), "problem: “Oslo” is no time zone; write it like Europe/Oslo"),
        (at("places.0.lat", 100), "place office: lat 100, lon 10.6916 is not on the globe"),
        (at("places.1.id", "office"), "place office: the id is used twice; give each place its own"),
        (without("visits"), "problem: “visits” is missing; add it"),
        (
            at("zero", "2026-03-29T02:30"),
            "problem: 2026-03-29T02:30 does not exist on 2026-03-29: the clock is put "
            "forward past it. Write the time after",
        ),
        (without("zero"), "visit a1, windows number 1: “start” is “08:30”, but “zero” does not say when minute 0 is"),
        (without("places"), "problem: “travel” is missing; add a matrix for each mode, or “places” with lat and lon"),
        (at("places.0.lat", None), "place office: “lat” is missing; add it"),
        (at("travel", {"car": [[0, 1], 5]}), "problem, travel: row 1 of “car” must be a list of minutes"),
        *(
            (
                at("travel", {"car": [[0, 1], [value, 0]]}),
                f"problem, travel: row 1 of “car” has {told} in column 0, counted from 0; write minutes, and where "
                "there is no way more than any shift has, such as 100000",
            )
            for value, told in (
                (None, "null"),
                (float("inf"), "inf"),
                (float("nan"), "nan"),
                ("7", "'7'"),
                (True, "True"),
            )
        ),
        (at("links", [{"first": "a1", "second": "a2", "kind": "twin"}]), "link number 1: “kind” must be one of"),
        (at("known", {"a1": {"staff": "kari"}}), "problem, known, a1: “start” is missing; add it"),
    ],
)
def test_what_is_wrong_in_a_file(data: dict[str, Any], fault: str) -> None:
    assert any(text.startswith(fault) for text in refusal(data)), refusal(data)


@pytest.mark.parametrize(("key", "value"), [("zero", "2026-03-29T02:30"), ("zero", "soon"), ("time_zone", "Oslo")])
def test_a_zero_that_is_refused_makes_no_time_wrong(key: str, value: str) -> None:
    assert len(refusal(at(key, value))) == 1
    told = refusal(at("visits.0.windows.0.end", "25:00", at(key, value)))
    assert len(told) == 2 and told[1].startswith("visit a1, windows number 1: “end” is “25:00”; write")


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert len(refusal(at("visits.0.minuts", 5, at("on_time", "middle", at("persons.0.plac", 1))))) == 3


def test_travel_that_is_left_out_is_estimated_and_said() -> None:
    read = reading(WRITTEN)
    kilometres = 1.11195  # a hundredth of a degree north
    assert read.problem.travel[CAR][0][1] == pytest.approx(kilometres * 1.3 / 40 * 60 + 2, abs=1e-3)
    assert read.problem.travel[CAR][1][1] == 0
    assert any("as the crow flies" in remark for remark in read.remarks)


def test_travel_comes_from_whoever_knows_the_roads() -> None:
    class Ferry:
        def table(self, points: Any, mode: str) -> TravelTable:
            return TravelTable(tuple(tuple(99.0 * (a != b) for b in points) for a in points), "No ferry at night.")

    read = reading(at("shifts.0.mode", FOOT) | {"cars": 1}, travel_provider=Ferry())
    assert read.problem.travel == {CAR: ((0, 99), (99, 0)), FOOT: ((0, 99), (99, 0))}
    assert read.remarks == ("No ferry at night.", "No ferry at night.")


def test_a_matrix_that_is_given_is_used_and_places_only_name_it() -> None:
    data = at("places", [{"id": "office"}, {"id": "home"}]) | {"travel": {"car": [[0, 7], [8, 0]]}}
    read = reading(data)
    assert (read.problem.travel, read.problem.persons[0].place, read.remarks) == ({CAR: ((0, 7), (8, 0))}, 1, ())


def test_a_mode_without_a_speed_is_refused() -> None:
    assert refusal(at("shifts.0.mode", "bicycle")) == [
        "travel: there is no speed for “bicycle”, only for car, foot; give a matrix for it"
    ]


def test_a_plan_goes_out_and_comes_back_with_lunch_shifts_and_pool_cars() -> None:
    split = replace(
        DAY,
        shifts=(
            Shift("kari", 480.0, 720.0, 0, 0, Lunch(660.0, 720.0, 30.0), may_use_pool=True, mode=FOOT),
            Shift("ola", 480.0, 960.0, 0, 0),
            Shift("kari", 720.0, 960.0, 0, 0),
        ),
        cars=1,
    )
    made = plan(
        route(0, ("a", 490.25), (None, 660.0), by_pool_car=True), route(1, ("b", 500.0)), route(2, ("c", 1e3 / 1.3))
    )
    evaluation = evaluate(split, made)
    assert evaluation.holds
    out = write(split, made, evaluation)
    assert out["routes"]["kari"] == [
        {"patient": "anna", "service": "service of a", "start": 490.25, "visit": "a", "shift": 0},
        {"patient": "anna", "service": "lunch_break", "start": 660.0, "shift": 0},
        {"patient": "clara", "service": "service of c", "start": 1e3 / 1.3, "visit": "c", "shift": 2},
    ]
    assert (out["pool_cars"], "shift" in out["routes"]["ola"][0]) == ([0], False)
    assert set(read_plan(split, json.dumps(out)).routes) == set(made.routes)


def test_great_circle_knows_nothing_but_the_distance() -> None:
    here, there = Point(60.0, 10.0), Point(61.0, 10.0)
    walking = GreatCircle().table((here, there, here), FOOT)
    assert walking.minutes[0][1] == pytest.approx(111.195 * 1.3 / 5 * 60, rel=1e-4)
    assert walking.minutes[0][2] == 0
    assert walking.warning is None
