"""When the day changes: what has begun stays, and as little as possible moves for everybody else."""

from dataclasses import replace

import pytest

from fotfeste.care.planning.rules.evaluation import evaluate
from fotfeste.care.planning.rules.plan import Plan
from fotfeste.care.planning.rules.problem import Person, Problem, Shift, Staff, Visit, Weights, Window
from fotfeste.care.planning.rules.replanning import (
    Cancelled,
    EventProblem,
    Pinned,
    Sick,
    Urgent,
    events_from,
    replan,
)
from fotfeste.care.planning.rules.solving import solve

MORNING, NOON, EVENING = 450.0, 720.0, 960.0


def day(visits: int = 12, staff: int = 4) -> Problem:
    """Visits of half an hour on a line of places five minutes apart, each within two hours."""
    places = visits + 1
    persons = tuple(Person(f"p{k}", k + 1) for k in range(visits))
    return Problem(
        name="a day",
        visits=tuple(
            Visit(f"v{k}", f"p{k}", "training", 30.0, (Window(480.0 + 60 * (k % 5), 600.0 + 60 * (k % 5)),))
            for k in range(visits)
        ),
        persons=persons,
        staff=tuple(Staff(f"c{k}") for k in range(staff)),
        shifts=tuple(Shift(f"c{k}", MORNING, EVENING, 0, 0, most_overtime=0.0) for k in range(staff)),
        travel={"car": tuple(tuple(5.0 * abs(i - j) for j in range(places)) for i in range(places))},
        weights=Weights(new_face=0.0),
    )


@pytest.fixture(scope="module")
def planned() -> tuple[Problem, Plan]:
    problem = day()
    return problem, solve(problem, moves=20_000, cores=1)


def visits_of(problem: Problem, plan: Plan, staff: str) -> list[str]:
    return [
        stop.visit
        for route in plan.routes
        if problem.shifts[route.shift].staff == staff
        for stop in route.stops
        if stop.visit
    ]


def test_somebody_sick_from_the_morning_visits_nobody(planned: tuple[Problem, Plan]) -> None:
    problem, plan = planned
    found = replan(problem, plan, [Sick("c1")], moves=10_000, cores=1)
    assert not visits_of(problem, found.plan, "c1")
    assert not evaluate(found.problem, found.plan).unplaced


def test_those_who_did_not_lose_their_visitor_keep_carer_and_hour(planned: tuple[Problem, Plan]) -> None:
    problem, plan = planned
    lost = set(visits_of(problem, plan, "c1"))
    found = replan(problem, plan, [Sick("c1")], moves=20_000, cores=1)
    others = [each for each in found.comparison.had_a_place if each.visit not in lost]
    kept = [each for each in others if each.kept_carer and each.kept_hour]
    assert len(kept) >= 0.9 * len(others)


def test_what_had_begun_stays_with_whoever_fell_ill_later(planned: tuple[Problem, Plan]) -> None:
    problem, plan = planned
    route = next(route for route in plan.routes if sum(1 for stop in route.stops if stop.visit) > 1)
    staff = problem.shifts[route.shift].staff
    first = route.stops[0]
    now = first.start + 1
    found = replan(problem, plan, [Sick(staff, now)], now=now, moves=10_000, cores=1)
    assert visits_of(problem, found.plan, staff) == [first.visit]


def test_nobody_is_sent_to_a_visit_in_the_past(planned: tuple[Problem, Plan]) -> None:
    problem, plan = planned
    begun = {stop.visit: stop.start for route in plan.routes for stop in route.stops if stop.start < NOON}
    found = replan(problem, plan, [Sick("c0", NOON)], now=NOON, moves=10_000, cores=1)
    for route in found.plan.routes:
        for stop in route.stops:
            assert stop.start == begun.get(stop.visit, stop.start)
            assert stop.visit in begun or stop.start >= NOON


def test_all_visits_of_a_person_who_cancels_are_gone(planned: tuple[Problem, Plan]) -> None:
    problem, plan = planned
    found = replan(problem, plan, [Cancelled("p3")], moves=5_000, cores=1)
    assert "p3" not in {visit.person for visit in found.problem.visits}
    assert len(found.plan.routes) <= len(plan.routes)


def test_an_urgent_visit_finds_a_place(planned: tuple[Problem, Plan]) -> None:
    problem, plan = planned
    more = {
        "persons": [{"id": "Vakker Blomst", "place": 3}],
        "visits": [
            {
                "id": "u1",
                "person": "Vakker Blomst",
                "service": "fall",
                "minutes": 20,
                "windows": [{"start": 600, "end": 700}],
            }
        ],
    }
    found = replan(problem, plan, [Urgent(more)], moves=10_000, cores=1)
    assert any(stop.visit == "u1" for route in found.plan.routes for stop in route.stops)


def test_a_pinned_visit_stays_where_it_is_pinned(planned: tuple[Problem, Plan]) -> None:
    problem, plan = planned
    found = replan(problem, plan, [Pinned("v0", "c3", 500.0)], moves=10_000, cores=1)
    assert "v0" in visits_of(problem, found.plan, "c3")
    assert any(stop.visit == "v0" and stop.start == 500.0 for route in found.plan.routes for stop in route.stops)


@pytest.mark.parametrize("event", [Sick("nobody"), Cancelled("nothing"), Pinned("nothing")])
def test_an_event_that_names_nobody_says_so(event: Sick | Cancelled | Pinned) -> None:
    with pytest.raises(EventProblem, match="Check the name"):
        replan(day(3, 2), Plan(()), [event], moves=10)


@pytest.mark.parametrize("pin", ["v0", "v0=", "=c1"])
def test_a_pin_without_visit_or_staff_is_refused(pin: str) -> None:
    with pytest.raises(EventProblem, match="pins nothing"):
        events_from(day(3, 2), pins=[pin])


def test_staff_who_are_pinned_but_unable_leave_the_visit_unplaced_and_told() -> None:
    problem = day(3, 2)
    problem = replace(problem, visits=tuple(replace(v, skills=frozenset({"wound"})) for v in problem.visits))
    found = replan(problem, Plan(()), [Pinned("v0", "c1")], moves=500, cores=1)
    assert set(evaluate(found.problem, found.plan).unplaced) == {"v0", "v1", "v2"}


@pytest.mark.parametrize(
    ("zero", "pin", "minute"),
    [
        ("2026-03-29T00:00", "v0=@09:30", 510.0),
        ("2026-10-25T00:00", "v0=c1@09:30", 630.0),
        ("2026-12-01T06:00", "v0=@09:30", 210.0),
        ("2026-03-29T00:00", "v0=@2026-03-30T09:30", 1440.0 - 60.0 + 570.0),
        (None, "v0=@09:30", 570.0),
    ],
)
def test_a_pin_is_local_time(zero: str | None, pin: str, minute: float) -> None:
    (event,) = events_from(replace(day(), zero=zero), pins=[pin])
    assert isinstance(event, Pinned) and event.start == minute


@pytest.mark.parametrize(
    ("start", "end", "hour", "minute"),
    [
        (2 * 1440 - 60 + 480, 2 * 1440 - 60 + 600, "09:30", 2 * 1440 - 60 + 570),  # the third day, after the change
        (1410, 1410 + 60, "00:15", 1440 + 15),  # over midnight
        (1410, 1410 + 60, "23:45", 1425),
        (480, 1440 + 480, "12:00", 720),  # two days: the first
    ],
)
def test_a_pin_without_a_date_is_on_the_visits_own_day(start: float, end: float, hour: str, minute: float) -> None:
    problem = replace(day(visits=1), zero="2026-03-28T00:00")
    problem = replace(problem, visits=(replace(problem.visits[0], windows=(Window(start, end),)),))
    (event,) = events_from(problem, pins=[f"v0=@{hour}"])
    assert isinstance(event, Pinned) and event.start == minute


@pytest.mark.parametrize("pin", ["v0=@02:30", "v0=@25:00", "v0=@noon", "v0=@0930"])
def test_a_pin_at_no_time_says_what_to_write(pin: str) -> None:
    with pytest.raises(EventProblem, match="has no time after @"):
        events_from(replace(day(), zero="2026-03-29T00:00"), pins=[pin])
