"""Every rule a plan can break is seen, and said with what and how much."""

import math
from dataclasses import replace
from typing import Any

import pytest

from fotfeste.care.planning.rules.evaluation import FaultKind, evaluate
from fotfeste.care.planning.rules.plan import Plan
from fotfeste.care.planning.rules.problem import (
    FOOT,
    Link,
    LinkKind,
    Lunch,
    OnTime,
    Problem,
    Shift,
    Window,
)
from tests.rules.planning.day import (
    DAY,
    FREE,
    KARI,
    OLA,
    day,
    plan,
    route,
    with_person,
    with_shift,
    with_staff,
    with_visit,
)

LUNCH = Lunch(660.0, 780.0, 30.0)
ANNA_FIRST = plan(route(KARI, ("a", 490.0)))
PAIR = day(visits=(*DAY.visits, replace(DAY.visits[0], id="a2")))


def kinds(problem: Problem, made: Plan) -> list[FaultKind]:
    evaluation = evaluate(problem, made)
    for fault in evaluation.faults:
        assert "%(" not in str(fault)
    return [fault.kind for fault in evaluation.faults]


def only_fault(problem: Problem, made: Plan) -> str:
    (fault,) = evaluate(problem, made).faults
    return str(fault)


def linked(kind: LinkKind, least: float = 0.0, most: float = 0.0) -> Problem:
    return replace(PAIR, links=(Link("a", "a2", kind, least, most),))


@pytest.mark.parametrize("number", [2, -1, 99, 0.5])
def test_a_route_for_no_shift(number: Any) -> None:
    assert kinds(DAY, plan(route(number, ("a", 490.0)))) == [FaultKind.UNKNOWN_SHIFT]


def test_two_routes_for_one_shift() -> None:
    assert FaultKind.SHIFT_TWICE in kinds(DAY, plan(route(KARI, ("a", 490.0)), route(KARI, ("b", 700.0))))


def test_a_visit_nobody_asked_for() -> None:
    evaluation = evaluate(DAY, plan(route(KARI, ("x", 490.0), ("a", 500.0))))
    assert [str(fault) for fault in evaluation.faults] == ["kari is sent to “x”, which is no visit of this problem."]
    assert evaluation.unplaced == ("b", "c")


@pytest.mark.parametrize("other", [KARI, OLA])
def test_a_visit_made_twice(other: int) -> None:
    made = (
        plan(route(KARI, ("a", 490.0), ("a", 600.0)))
        if other == KARI
        else plan(route(KARI, ("a", 490.0)), route(OLA, ("a", 600.0)))
    )
    assert kinds(DAY, made) == [FaultKind.VISIT_TWICE]
    assert evaluate(DAY, made).counts["travel"] == 20


@pytest.mark.parametrize("start", [math.nan, math.inf, -math.inf, -5.0, None, "490"])
def test_a_start_that_is_no_time_is_a_fault_and_does_not_spoil_the_cost(start: Any) -> None:
    evaluation = evaluate(DAY, plan(route(KARI, ("a", start), ("b", 530.0))))
    assert [fault.kind for fault in evaluation.faults] == [FaultKind.NO_TIME]
    assert evaluation.unplaced == ("a", "c")
    assert math.isfinite(evaluation.cost)


def test_half_minutes_where_only_whole_ones_are_allowed() -> None:
    problem = with_shift(day(whole_minutes=True), KARI, lunch=LUNCH)
    assert kinds(problem, plan(route(KARI, ("a", 490.5)))) == [FaultKind.NOT_WHOLE]
    assert kinds(problem, plan(route(KARI, ("a", 640.0), (None, 670.5)))) == [FaultKind.NOT_WHOLE]
    assert kinds(problem, plan(route(KARI, ("a", 490.0000001)))) == []


def test_a_start_before_one_can_be_there() -> None:
    text = only_fault(DAY, plan(route(KARI, ("a", 490.0), ("b", 529.5))))
    assert text == "b starts at minute 529.5, but kari cannot be there before 530."


def test_stops_that_stand_in_the_wrong_order() -> None:
    assert kinds(DAY, plan(route(KARI, ("b", 600.0), ("a", 500.0)))) == [FaultKind.NOT_THERE_YET]


def test_leaving_before_the_shift_starts() -> None:
    text = only_fault(DAY, plan(route(KARI, ("a", 485.0))))
    assert text == "kari must leave at minute 475 for the first stop, before the shift starts at 480."


def test_coming_back_later_than_tolerated() -> None:
    made = plan(route(KARI, ("a", 800.0)))
    assert kinds(with_shift(DAY, KARI, end=830.0, most_overtime=10.0), made) == []
    text = only_fault(with_shift(DAY, KARI, end=830.0, most_overtime=5.0), made)
    assert text == "kari is back at minute 840, 10 after the shift; at most 5 are tolerated."
    nobody = replace(with_shift(DAY, KARI, end=830.0), weights=replace(FREE, overtime=None))
    assert kinds(nobody, made) == [FaultKind.AFTER_SHIFT]


def test_before_the_window_and_too_late() -> None:
    problem = with_visit(DAY, "a", windows=(Window(500.0, 520.0),), most_late=5.0)
    assert kinds(problem, plan(route(KARI, ("a", 499.0)))) == [FaultKind.BEFORE_WINDOW]
    assert kinds(problem, plan(route(KARI, ("a", 525.0)))) == []
    assert only_fault(problem, plan(route(KARI, ("a", 526.0)))) == "a is 6 minutes late; at most 5 are tolerated."


@pytest.mark.parametrize("part", ["lateness", "highest_lateness"])
def test_nobody_may_be_late_where_lateness_is_a_constraint(part: str) -> None:
    problem = with_visit(DAY, "a", windows=(Window(480.0, 485.0),), most_late=None)
    assert kinds(replace(problem, weights=replace(FREE, **{part: None})), ANNA_FIRST) == [FaultKind.TOO_LATE]
    assert kinds(problem, ANNA_FIRST) == []


@pytest.mark.parametrize(
    ("wanted", "kind"),
    [
        ({"skills": frozenset({"stairs", "kitchen"})}, FaultKind.SKILL),
        ({"professions": frozenset({"nurse"})}, FaultKind.PROFESSION),
        ({"needs_car": True}, FaultKind.NEEDS_CAR),
        ({"pinned_staff": "ola"}, FaultKind.PINNED_STAFF),
        ({"pinned_start": 511.0}, FaultKind.PINNED_START),
    ],
)
def test_who_and_when_a_visit_demands(wanted: dict[str, Any], kind: FaultKind) -> None:
    walking = with_shift(DAY, KARI, mode=FOOT)
    assert kinds(with_visit(walking, "a", **wanted), plan(route(KARI, ("a", 510.0)))) == [kind]
    met = with_shift(with_staff(walking, "kari", skills=frozenset({"stairs", "kitchen"}), profession="nurse"), KARI)
    driving = replace(with_shift(met, KARI, may_use_pool=True), cars=1)
    kari = {**wanted, **({"pinned_staff": "kari"} if "pinned_staff" in wanted else {})}
    start = wanted.get("pinned_start", 510.0)
    assert kinds(with_visit(driving, "a", **kari), plan(route(KARI, ("a", start), by_pool_car=True))) == []


def test_somebody_who_is_refused() -> None:
    assert kinds(with_person(DAY, "anna", refused=frozenset({"kari"})), ANNA_FIRST) == [FaultKind.REFUSED]


def test_only_those_who_are_preferred_where_that_is_a_constraint() -> None:
    problem = with_person(day(weights=replace(FREE, not_preferred=None)), "anna", preferred=frozenset({"ola"}))
    assert kinds(problem, ANNA_FIRST) == [FaultKind.NOT_PREFERRED]
    assert kinds(problem, plan(route(OLA, ("a", 490.0)), route(KARI, ("b", 700.0)))) == []


@pytest.mark.parametrize("kind", list(LinkKind))
def test_half_a_pair(kind: LinkKind) -> None:
    assert kinds(linked(kind, 0.0, 60.0), ANNA_FIRST) == [FaultKind.HALF_A_LINK]
    assert kinds(linked(kind, 0.0, 60.0), plan(route(KARI, ("a2", 490.0)))) == [FaultKind.HALF_A_LINK]


def test_a_simultaneous_pair_starts_at_the_same_minute() -> None:
    pair = linked(LinkKind.SIMULTANEOUS)
    assert kinds(pair, plan(route(KARI, ("a", 490.0)), route(OLA, ("a2", 490.0)))) == []
    text = only_fault(pair, plan(route(KARI, ("a", 490.0)), route(OLA, ("a2", 491.0))))
    assert text == "a starts at minute 490 and a2 at 491; they must start together."


@pytest.mark.parametrize(("second", "holds"), [(509.0, False), (510.0, True), (530.0, True), (531.0, False)])
def test_the_second_of_a_sequence_starts_within_its_minutes(second: float, holds: bool) -> None:
    pair = linked(LinkKind.SEQUENTIAL, 20.0, 40.0)
    made = plan(route(KARI, ("a", 490.0)), route(OLA, ("a2", second)))
    assert evaluate(pair, made).holds is holds


def test_the_order_of_a_sequence_is_that_of_the_link() -> None:
    pair = linked(LinkKind.SEQUENTIAL, 0.0, 40.0)
    assert kinds(pair, plan(route(KARI, ("a2", 490.0)), route(OLA, ("a", 510.0)))) == [FaultKind.LINK_TIMES]


def test_a_pair_needs_two_people_unless_it_is_independent() -> None:
    alone = plan(route(KARI, ("a", 490.0), ("a2", 520.0)))
    assert kinds(linked(LinkKind.SEQUENTIAL, 0.0, 60.0), alone) == [FaultKind.SAME_STAFF]
    assert kinds(linked(LinkKind.INDEPENDENT), alone) == []


@pytest.mark.parametrize(("who", "whom"), [("kari", "ola"), ("ola", "kari")])
def test_two_who_must_not_meet(who: str, whom: str) -> None:
    made = plan(route(KARI, ("a", 490.0)), route(OLA, ("a2", 490.0)))
    apart = with_staff(linked(LinkKind.SIMULTANEOUS), who, not_with=frozenset({whom}))
    assert kinds(apart, made) == [FaultKind.NOT_WITH]
    assert kinds(with_staff(linked(LinkKind.INDEPENDENT), who, not_with=frozenset({whom})), made) == []


def test_lunch_has_its_hours_its_shift_and_is_one() -> None:
    problem = with_shift(DAY, KARI, lunch=LUNCH)
    assert kinds(problem, plan(route(KARI, ("a", 620.0), (None, 659.0)))) == [FaultKind.LUNCH]
    assert kinds(problem, plan(route(KARI, ("a", 620.0), (None, 781.0)))) == [FaultKind.LUNCH]
    assert kinds(problem, plan(route(KARI, ("a", 620.0), (None, 780.0)))) == []
    assert kinds(replace(problem, on_time=OnTime.END), plan(route(KARI, ("a", 620.0), (None, 751.0)))) == [
        FaultKind.LUNCH
    ]
    assert kinds(problem, plan(route(KARI, ("a", 620.0), (None, 670.0), (None, 700.0)))) == [FaultKind.LUNCH]
    assert kinds(DAY, plan(route(KARI, ("a", 620.0), (None, 670.0)))) == [FaultKind.LUNCH]


def test_lunch_takes_its_minutes() -> None:
    problem = with_shift(DAY, KARI, lunch=LUNCH)
    assert kinds(problem, plan(route(KARI, (None, 660.0), ("a", 689.0)))) == [FaultKind.NOT_THERE_YET]


def test_nobody_may_go_without_lunch_where_that_is_a_constraint() -> None:
    problem = replace(with_shift(DAY, KARI, lunch=LUNCH), weights=replace(FREE, missed_lunch=None))
    assert kinds(problem, ANNA_FIRST) == [FaultKind.MISSED_LUNCH]
    assert kinds(problem, plan(route(OLA, ("a", 490.0)))) == []
    assert kinds(replace(problem, lunch_when_unused=True), plan(route(OLA, ("a", 490.0)))) == [FaultKind.MISSED_LUNCH]


def test_the_pool_has_only_so_many_cars_at_a_time() -> None:
    pool = replace(with_shift(with_shift(DAY, KARI, may_use_pool=True), OLA, may_use_pool=True), cars=1)
    both = plan(route(KARI, ("a", 490.0), by_pool_car=True), route(OLA, ("b", 800.0), by_pool_car=True))
    assert FaultKind.POOL_CAR in kinds(pool, both)
    assert kinds(replace(pool, cars=2), both) == []
    # A car that comes back at 720 can leave again at 720.
    assert kinds(with_shift(with_shift(pool, KARI, end=720.0), OLA, start=720.0), both) == []


def test_a_car_of_the_pool_only_for_those_who_may() -> None:
    assert kinds(day(cars=1), plan(route(KARI, ("a", 490.0), by_pool_car=True))) == [FaultKind.POOL_CAR]


def test_a_pool_car_on_a_route_without_visits_is_not_taken() -> None:
    assert kinds(DAY, plan(route(KARI, by_pool_car=True))) == []


def test_overtime_in_one_shift_cannot_run_into_the_next_of_the_same_person() -> None:
    split = day(shifts=(Shift("kari", 480.0, 600.0, 0, 0), Shift("kari", 600.0, 960.0, 0, 0)))
    assert kinds(split, plan(route(0, ("a", 490.0)), route(1, ("b", 700.0)))) == []
    text = only_fault(split, plan(route(0, ("a", 580.0)), route(1, ("b", 630.0))))
    assert text == "kari is back from one shift at minute 620, but leaves for another at 610."


def test_the_tolerance_excuses_what_is_rounding() -> None:
    made = plan(route(KARI, ("a", 490.0), ("b", 529.9995)))
    assert kinds(DAY, made) == [FaultKind.NOT_THERE_YET]
    assert evaluate(DAY, made, tolerance=1e-3).holds


def test_leaving_a_visit_out_is_a_price_and_no_fault() -> None:
    assert evaluate(DAY, plan()).holds


def test_one_visit_more_than_somebody_still_learning_may_make() -> None:
    made = plan(route(KARI, ("a", 490.0), ("b", 530.0)))
    assert kinds(with_shift(DAY, KARI, most_visits=2), made) == []
    text = only_fault(with_shift(DAY, KARI, most_visits=1), made)
    assert text == "kari makes 2 visits; in this shift at most 1."
