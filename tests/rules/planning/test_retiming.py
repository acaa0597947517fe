"""For fixed routes, the cheapest starts: exact, and never worse than what was given."""

from dataclasses import replace

from fotfeste.care.planning.rules.evaluation import evaluate
from fotfeste.care.planning.rules.problem import Known, Lunch, Weights, Window
from fotfeste.care.planning.rules.retiming import retime
from tests.rules.planning.day import DAY, FREE, KARI, day, plan, route, with_person, with_shift, with_visit


def starts(found: object) -> list[float]:
    return [stop.start for each in found.routes for stop in each.stops]  # type: ignore[attr-defined]


def test_who_would_wait_leaves_later_instead() -> None:
    problem = with_visit(day(weights=replace(FREE, waiting=1.0)), "b", windows=(Window(700.0, 800.0),))
    early = plan(route(KARI, ("a", 490.0), ("b", 700.0)))
    assert starts(retime(problem, early)) == [660.0, 700.0]


def test_a_visit_waits_for_its_second_window_when_lateness_is_dear() -> None:
    problem = with_visit(
        day(weights=replace(FREE, lateness=5.0, waiting=0.1)),
        "a",
        windows=(Window(480.0, 485.0), Window(600.0, 700.0)),
        most_late=None,
    )
    late = plan(route(KARI, ("a", 490.0)))
    assert starts(retime(problem, late)) == [600.0]


def test_a_visit_keeps_the_hour_people_were_told() -> None:
    problem = day(weights=replace(FREE, changed_hour=1.0), known={"a": Known("kari", 600.0)})
    found = retime(problem, plan(route(KARI, ("a", 490.0))))
    assert 585.0 <= starts(found)[0] <= 615.0
    assert evaluate(problem, found).cost == 0.0


def test_a_visit_comes_near_the_hour_the_person_is_used_to() -> None:
    problem = with_person(day(weights=replace(FREE, other_hour=1.0)), "anna", usual_start=720.0)
    found = retime(problem, plan(route(KARI, ("a", 490.0))))
    assert abs(starts(found)[0] - 720.0) <= 30.0


def test_lunch_stays_within_its_hours() -> None:
    problem = with_shift(day(weights=replace(FREE, waiting=1.0)), KARI, lunch=Lunch(660.0, 720.0, 30.0))
    problem = with_visit(problem, "b", windows=(Window(800.0, 900.0),))
    found = retime(problem, plan(route(KARI, ("a", 490.0), (None, 660.0), ("b", 800.0))))
    assert starts(found)[1] <= 720.0
    assert not evaluate(problem, found).faults


def test_a_plan_that_breaks_a_rule_is_given_back_as_it_is() -> None:
    broken = plan(route(KARI, ("a", 480.0)))
    assert retime(DAY, broken) is broken


def test_nothing_to_gain_gives_the_plan_back() -> None:
    fine = plan(route(KARI, ("a", 490.0)))
    assert retime(day(weights=replace(Weights(), new_face=0.0)), fine) is fine
