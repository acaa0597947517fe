"""Made-up days and weeks, and the week's two steps."""

import pytest

from fotfeste.care.planning.rules.checking import faults_of
from fotfeste.care.planning.rules.clock import clock_of
from fotfeste.care.planning.rules.evaluation import evaluate
from fotfeste.care.planning.rules.generator import ADVERSARIAL, Difficulty, generate_day, generate_week
from fotfeste.care.planning.rules.solving import solve
from fotfeste.care.planning.rules.week import master, plan_week, to_problem


def test_the_same_seed_makes_the_same_day_and_another_seed_another() -> None:
    assert generate_day(staff=5, seed=3) == generate_day(staff=5, seed=3)
    assert generate_day(staff=5, seed=3) != generate_day(staff=5, seed=4)


@pytest.mark.parametrize("staff", [1, 5, 30, 60])
def test_a_made_up_day_is_sound_and_as_full_as_it_says(staff: int) -> None:
    problem = generate_day(staff=staff, seed=staff, difficulty=Difficulty(load=0.5))
    assert faults_of(problem) == []
    worked = sum(shift.end - shift.start for shift in problem.shifts)
    assert sum(visit.minutes for visit in problem.visits) == pytest.approx(0.5 * worked, abs=120.0)


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_what_breaks_planners_gives_a_valid_plan_or_an_empty_one(name: str) -> None:
    problem = ADVERSARIAL[name]()
    assert faults_of(problem) == []
    plan = solve(problem, moves=2_000, cores=1)
    assert evaluate(problem, plan).faults == ()


def test_two_staff_may_meet_two_persons_in_opposite_order() -> None:
    problem = ADVERSARIAL["crossed sequential pairs"]()
    assert evaluate(problem, solve(problem, moves=2_000, cores=1)).unplaced == ()


def test_each_person_gets_the_visits_of_the_dose_on_different_days() -> None:
    week = generate_week(persons=12, staff=5, seed=2)
    chosen = master(week, seconds=3.0, cores=1)
    for dose, carers in zip(week.doses, chosen.carers, strict=True):
        assert len(carers) <= dose.visits
    problem = to_problem(week, chosen)
    assert faults_of(problem) == []
    for dose in week.doses:
        days = [
            clock_of(week).day(visit.windows[0].start)
            for visit in problem.visits
            if visit.person == dose.person and not visit.id.endswith("second")
        ]
        assert len(days) == len(set(days)) == dose.visits


def test_a_week_is_planned_without_broken_rules_and_with_few_faces() -> None:
    week = generate_week(persons=12, staff=5, seed=2)
    found = plan_week(week, seconds=4.0, cores=1)
    judged = evaluate(found.problem, found.plan)
    assert judged.faults == ()
    assert len(judged.unplaced) <= 1
    assert judged.counts["new_face"] <= len(week.persons)
