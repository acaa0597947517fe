"""Every part of the objective, on a day that can be checked by hand (docs/reference/planning.md)."""

from dataclasses import replace

import pytest

from fotfeste.care.planning.rules.evaluation import PARTS, evaluate
from fotfeste.care.planning.rules.plan import Plan
from fotfeste.care.planning.rules.problem import (
    FOOT,
    Known,
    Link,
    LinkKind,
    Lunch,
    OnTime,
    Problem,
    Weights,
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
# Kari leaves at 480, is with Anna 490-520, with Bjørn 530-560, with Clara 570-600 and back at 630.
TIGHT = plan(route(KARI, ("a", 490.0), ("b", 530.0), ("c", 570.0)))


def counted(part: str, problem: Problem, made: Plan) -> float:
    evaluation = evaluate(problem, made)
    assert evaluation.holds, [str(fault) for fault in evaluation.faults]
    return evaluation.counts[part]


def test_travel_is_there_between_and_back() -> None:
    assert counted("travel", DAY, TIGHT) == 60
    assert counted("travel", DAY, plan(route(KARI, ("a", 490.0)), route(OLA, ("c", 510.0)))) == 20 + 60


def test_whoever_walks_takes_the_minutes_of_walking() -> None:
    assert counted("travel", with_shift(DAY, KARI, mode=FOOT), plan(route(KARI, ("a", 510.0)))) == 60


def test_a_car_of_the_pool_is_faster_than_walking() -> None:
    walking = replace(with_shift(DAY, KARI, mode=FOOT, may_use_pool=True), cars=1)
    assert counted("travel", walking, plan(route(KARI, ("a", 490.0), by_pool_car=True))) == 20


def test_times_of_a_route_are_worked_out_from_its_starts() -> None:
    (made,) = evaluate(DAY, plan(route(KARI, ("a", 500.0), ("b", 560.0)))).routes
    assert (made.staff, made.departure, made.back, made.work, made.overtime) == ("kari", 490, 610, 60 + 40, 0)
    assert [(stop.arrival, stop.start, stop.end, stop.wait) for stop in made.stops] == [
        (500, 500, 530, 0),
        (540, 560, 590, 20),
    ]


def test_lateness_counts_from_the_last_window_that_had_opened() -> None:
    two = (Window(480.0, 500.0), Window(600.0, 620.0))
    problem = with_visit(DAY, "a", windows=two, most_late=None)
    starts = {490.0: 0, 500.0: 0, 530.0: 30, 599.0: 99, 600.0: 0, 620.0: 0, 650.0: 30}
    assert {s: counted("lateness", problem, plan(route(KARI, ("a", s)))) for s in starts} == starts


def test_where_the_end_must_be_in_the_window_the_end_is_late() -> None:
    problem = replace(with_visit(DAY, "a", windows=(Window(480.0, 520.0),), most_late=None), on_time=OnTime.END)
    starts = {490.0: 0, 500.0: 10}
    assert {s: counted("lateness", problem, plan(route(KARI, ("a", s)))) for s in starts} == starts


def test_a_window_shorter_than_the_visit_is_late_however_early_it_starts() -> None:
    problem = replace(with_visit(DAY, "a", windows=(Window(490.0, 500.0),)), on_time=OnTime.END)
    assert not evaluate(problem, plan(route(KARI, ("a", 490.0)))).holds


def test_highest_lateness_is_the_single_latest_visit() -> None:
    problem = day(visits=tuple(replace(v, windows=(Window(480.0, 500.0),), most_late=None) for v in DAY.visits))
    assert counted("lateness", problem, TIGHT) == 30 + 70
    assert counted("highest_lateness", problem, TIGHT) == 70


@pytest.mark.parametrize(
    ("stops", "waiting", "idle"),
    [
        ([("a", 600.0)], 0, 960 - 480 - 30 - 20),  # whoever comes first leaves late, which is idle but no wait
        ([("a", 490.0), ("b", 550.0)], 20, 20 + (960 - 600)),
        ([("a", 640.0), (None, 690.0), ("b", 730.0)], 20 - 10 + 10, 150 + 20 + 180),  # before lunch and after it
        ([(None, 660.0), ("a", 700.0), ("b", 750.0)], 10, 170 + 10 + 10 + 160),  # not right after a first lunch
        ([(None, 660.0), ("a", 690.0)], 0, 170 + 230),
    ],
)
def test_waiting_and_idle_time(stops: list[tuple[str | None, float]], waiting: float, idle: float) -> None:
    problem = with_shift(day(shifts=DAY.shifts[:1]), KARI, lunch=LUNCH)
    assert counted("waiting", problem, plan(route(KARI, *stops))) == waiting
    assert counted("most_idle", problem, plan(route(KARI, *stops))) == idle


def test_a_shift_without_visits_is_idle_from_start_to_end() -> None:
    assert counted("most_idle", DAY, TIGHT) == 480
    assert counted("most_idle", day(shifts=()), plan()) == 0


def test_lunch_is_held_where_the_next_visit_is_and_after_the_last_where_that_was() -> None:
    problem = with_shift(DAY, KARI, lunch=LUNCH)
    (before,) = evaluate(problem, plan(route(KARI, ("a", 640.0), (None, 690.0), ("c", 720.0)))).routes
    assert [stop.place for stop in before.stops] == [1, 3, 3]
    assert before.stops[1].arrival == 690
    (after,) = evaluate(problem, plan(route(KARI, ("b", 640.0), (None, 670.0)))).routes
    assert (after.stops[1].place, after.back) == (2, 720)


def test_a_missed_lunch_counts_for_routes_and_where_asked_for_shifts_without_any() -> None:
    problem = with_shift(with_shift(DAY, KARI, lunch=LUNCH), OLA, lunch=LUNCH)
    assert counted("missed_lunch", problem, TIGHT) == 1
    assert counted("missed_lunch", replace(problem, lunch_when_unused=True), TIGHT) == 2
    assert counted("missed_lunch", DAY, TIGHT) == 0
    assert counted("missed_lunch", problem, plan(route(KARI, ("a", 640.0), (None, 670.0)))) == 0


def test_a_route_with_only_a_lunch_is_no_route() -> None:
    problem = replace(with_shift(DAY, KARI, lunch=LUNCH), lunch_when_unused=True)
    evaluation = evaluate(problem, plan(route(KARI, (None, 700.0)), route(OLA)))
    assert (evaluation.routes, evaluation.counts["missed_lunch"], evaluation.counts["most_idle"]) == ((), 1, 480)
    assert evaluation.holds


def test_overtime_is_coming_back_after_the_end() -> None:
    assert counted("overtime", with_shift(DAY, KARI, end=600.0), TIGHT) == 30


def test_each_unplaced_visit_has_its_price_and_a_linked_pair_only_that_of_its_first() -> None:
    visits = (*DAY.visits, replace(DAY.visits[0], id="a2", unserved=7.0))
    linked = day(visits=visits, links=(Link("a2", "a", LinkKind.INDEPENDENT),), weights=Weights(unserved=100.0))
    evaluation = evaluate(linked, plan())
    assert evaluation.unplaced == ("a", "b", "c", "a2")
    assert (evaluation.counts["unserved"], evaluation.parts["unserved"]) == (3, 207)


def test_a_price_of_a_visit_counts_also_where_the_weight_is_nothing() -> None:
    evaluation = evaluate(with_visit(DAY, "a", unserved=50.0), plan())
    assert (evaluation.cost, evaluation.parts) == (50, {"unserved": 50})


def test_wishes_for_somebody_and_for_a_language() -> None:
    problem = with_person(DAY, "anna", preferred=frozenset({"ola"}), languages=frozenset({"arabic", "somali"}))
    assert counted("not_preferred", problem, TIGHT) == 1
    assert counted("language", problem, TIGHT) == 1
    assert counted("language", with_staff(problem, "kari", languages=frozenset({"somali"})), TIGHT) == 0
    assert counted("not_preferred", problem, plan(route(OLA, ("a", 490.0)))) == 0


@pytest.mark.parametrize(
    ("known", "new"), [((), 1), (("kari",), 1), (("ola",), 1), (("kari", "ola"), 0), (("siri",), 2)]
)
def test_the_first_new_face_is_free_where_nobody_is_known(known: tuple[str, ...], new: int) -> None:
    problem = with_person(day(visits=(*DAY.visits, replace(DAY.visits[0], id="a2"))), "anna", known=frozenset(known))
    assert counted("new_face", problem, plan(route(KARI, ("a", 490.0)), route(OLA, ("a2", 600.0)))) == new


@pytest.mark.parametrize(
    ("usual", "start", "minutes"),
    [(540.0, 540.0, 0), (540.0, 570.0, 0), (540.0, 600.0, 30), (600.0, 540.0, 30), (540.0, 1440.0 + 600.0, 30)],
)
def test_another_hour_counts_beyond_half_an_hour_from_the_usual(usual: float, start: float, minutes: float) -> None:
    problem = with_person(with_visit(DAY, "a", windows=(Window(0.0, 2800.0),)), "anna", usual_start=usual)
    problem = with_shift(problem, KARI, end=2880.0)
    assert counted("other_hour", problem, plan(route(KARI, ("a", start)))) == minutes


def test_an_hour_across_midnight_is_near() -> None:
    problem = with_person(with_visit(DAY, "a", windows=(Window(0.0, 2000.0),)), "anna", usual_start=1430.0)
    problem = with_shift(problem, KARI, end=2000.0)
    assert counted("other_hour", problem, plan(route(KARI, ("a", 1440.0 + 40.0)))) == 20


def test_work_is_visits_and_travel_against_the_contract() -> None:
    problem = with_staff(DAY, "kari", contract_minutes=100.0)
    assert counted("over_contract", problem, TIGHT) == 150 - 100
    assert counted("over_contract", with_staff(DAY, "kari", contract_minutes=200.0), TIGHT) == 0


def test_unfair_is_work_above_the_same_share_of_everybodys_contract() -> None:
    problem = with_staff(with_staff(DAY, "kari", contract_minutes=300.0), "ola", contract_minutes=100.0)
    assert counted("unfair", problem, TIGHT) == 150 - 150 / 400 * 300
    assert counted("unfair", with_staff(DAY, "kari", contract_minutes=300.0), TIGHT) == 0
    assert counted("unfair", with_staff(DAY, "kari", contract_minutes=0.0), TIGHT) == 0


def test_a_change_counts_against_what_people_were_told() -> None:
    known = {"a": Known("ola", 480.0), "b": Known("kari", 530.0), "c": Known("kari", 540.0)}
    problem = day(known=known)
    assert counted("changed_carer", problem, TIGHT) == 1
    assert counted("changed_hour", problem, TIGHT) == 0 + 0 + 15
    assert counted("changed_carer", problem, plan()) == 0


def test_a_part_is_its_weight_times_its_count_and_free_parts_are_left_out() -> None:
    evaluation = evaluate(day(weights=replace(FREE, travel=2.0, most_idle=0.5)), TIGHT)
    assert evaluation.parts == {"travel": 120, "most_idle": 240}
    assert evaluation.cost == 360
    assert set(evaluation.counts) == set(PARTS)


def test_a_part_that_is_a_constraint_has_no_price() -> None:
    evaluation = evaluate(day(weights=replace(FREE, lateness=None, overtime=None, missed_lunch=None)), TIGHT)
    assert (evaluation.holds, evaluation.cost, evaluation.parts) == (True, 0, {})


def test_nothing_to_do_and_nobody_to_do_it_is_a_plan() -> None:
    empty = Problem("empty", (), (), (), (), {})
    assert evaluate(empty, plan()).cost == 0
    assert evaluate(day(shifts=(), staff=()), plan()).unplaced == ("a", "b", "c")
