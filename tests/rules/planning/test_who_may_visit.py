"""Who may make a visit is one rule: judge, search, proof, week and explanation say the same."""

from dataclasses import replace

import pytest

from fotfeste.care.planning.rules.evaluation import evaluate
from fotfeste.care.planning.rules.exact import prove
from fotfeste.care.planning.rules.explaining import Reason, why_unplaced
from fotfeste.care.planning.rules.may_visit import is_on_duty
from fotfeste.care.planning.rules.plan import Plan
from fotfeste.care.planning.rules.problem import FOOT, Problem, Weights, Window
from fotfeste.care.planning.rules.solving import solve
from fotfeste.care.planning.rules.week import Dose, Week, candidates, master, to_problem
from tests.rules.planning.day import DAY, KARI, OLA, day, plan, route, with_person, with_shift, with_staff, with_visit

ONE = day(visits=DAY.visits[:1], weights=Weights(new_face=0.0))
WISHED = replace(ONE, weights=replace(ONE.weights, not_preferred=None))

# Kari may not, Ola may.
NOT_KARI = {
    "skill": with_staff(with_visit(ONE, "a", skills=frozenset({"wound"})), "ola", skills=frozenset({"wound"})),
    "one skill of two": with_staff(
        with_staff(with_visit(ONE, "a", skills=frozenset({"lift", "wound"})), "kari", skills=frozenset({"wound"})),
        "ola", skills=frozenset({"lift", "wound"}),
    ),
    "profession": with_visit(ONE, "a", professions=frozenset({"trainer", "nurse"})),
    "refused": with_person(ONE, "anna", refused=frozenset({"kari"})),
    "refused though preferred": with_person(
        ONE, "anna", refused=frozenset({"kari"}), preferred=frozenset({"kari", "ola"})
    ),
    "pinned": with_visit(ONE, "a", pinned_staff="ola"),
    "car": with_shift(with_visit(ONE, "a", needs_car=True), KARI, mode=FOOT),
    "car of a pool without cars": with_shift(
        with_visit(ONE, "a", needs_car=True), KARI, mode=FOOT, may_use_pool=True
    ),
    "only the preferred": with_person(WISHED, "anna", preferred=frozenset({"ola"})),
}  # fmt: skip
NO_BAR = {
    "language is a price": with_person(ONE, "anna", languages=frozenset({"se"})),
    "a wish is a price": with_person(ONE, "anna", preferred=frozenset({"ola"})),
    "a car of the pool": replace(
        with_shift(with_visit(ONE, "a", needs_car=True), KARI, mode=FOOT, may_use_pool=True), cars=1
    ),
    "one of the professions": with_visit(ONE, "a", professions=frozenset({"physiotherapist", "nurse"})),
}


def alone(problem: Problem, number: int) -> Problem:
    """With the shift of one of the two only."""
    return replace(problem, shifts=(problem.shifts[number],))


def as_week(problem: Problem) -> Week:
    visit = problem.visits[0]
    dose = Dose(
        "anna", 1, visit.minutes, visit.windows, skills=visit.skills, professions=visit.professions,
        needs_car=visit.needs_car,
    )  # fmt: skip
    return Week(
        "a week", (dose,), problem.persons, problem.staff, problem.shifts, problem.travel, problem.weights, problem.cars
    )


@pytest.mark.parametrize("name", NOT_KARI)
def test_whom_the_judge_refuses_neither_search_nor_proof_nor_week_sends(name: str) -> None:
    problem = NOT_KARI[name]
    assert evaluate(problem, plan(route(KARI, ("a", 490.0)))).faults
    assert not evaluate(problem, plan(route(OLA, ("a", 490.0)))).faults
    for number, placed in ((KARI, False), (OLA, True)):
        own = alone(problem, number)
        assert bool(solve(own, moves=200, cores=1).routes) is placed
        assert (prove(own, seconds=5).bound < 300.0) is placed
        if name != "pinned":  # a dose has no pin
            assert bool(master(as_week(own), seconds=5, cores=1).carers[0]) is placed


@pytest.mark.parametrize("name", NO_BAR)
def test_whom_the_judge_allows_search_proof_and_week_may_send(name: str) -> None:
    own = alone(NO_BAR[name], KARI)
    found = solve(own, moves=200, cores=1)
    assert found.routes and not evaluate(own, found).faults
    assert prove(own, seconds=5).bound < 300.0
    assert master(as_week(own), seconds=5, cores=1).carers[0]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("skill", Reason.NO_SKILL),
        ("one skill of two", Reason.NO_SKILL),
        ("profession", Reason.NO_SKILL),
        ("refused", Reason.REFUSED),
        ("pinned", Reason.REFUSED),
        ("only the preferred", Reason.REFUSED),
        ("car", Reason.NO_CAR),
        ("car of a pool without cars", Reason.NO_CAR),
    ],
)
def test_the_explanation_names_the_bar_that_the_judge_names(name: str, reason: Reason) -> None:
    problem = alone(NOT_KARI[name], KARI)
    problem = replace(problem, staff=problem.staff[:1], visits=(replace(problem.visits[0], pinned_staff=None),))
    if name == "pinned":
        problem = replace(NOT_KARI[name], staff=problem.staff, shifts=problem.shifts)
    assert why_unplaced(problem, Plan(()))[0].reason is reason


def test_the_week_sends_nobody_without_the_profession_rather_than_anybody() -> None:
    week = as_week(with_visit(ONE, "a", professions=frozenset({"nurse"})))
    assert candidates(week, week.doses[0], 0) == []
    chosen = master(week, seconds=5, cores=1)
    assert (chosen.carers, chosen.missing) == (({},), 1)


def test_of_those_the_week_may_send_the_one_who_speaks_the_language_comes() -> None:
    problem = with_staff(with_person(ONE, "anna", languages=frozenset({"se"})), "ola", languages=frozenset({"se"}))
    week = as_week(problem)
    assert candidates(week, week.doses[0], 0) == ["ola", "kari"]
    assert set(master(week, seconds=5, cores=1).carers[0].values()) == {"ola"}


@pytest.mark.parametrize(("zero", "day"), [("2026-03-28T00:00", 2), ("2026-12-01T08:00", 2), (None, 2)])
def test_the_days_of_a_week_are_those_of_the_calendar(zero: str | None, day: int) -> None:
    # Half past midnight, two days after: on the axis that is less than 2 × 1440 where the clock has skipped an hour.
    before = {"2026-03-28T00:00": 60.0, "2026-12-01T08:00": 480.0}.get(zero or "", 0.0)
    begin = 2 * 1440.0 - before
    shift = replace(ONE.shifts[0], start=begin, end=begin + 400.0)
    week = replace(as_week(replace(ONE, shifts=(shift,))), zero=zero)
    dose = replace(week.doses[0], windows=(Window(begin + 30.0, begin + 90.0),))
    week = replace(week, doses=(dose,))
    chosen = master(week, seconds=5, cores=1)
    assert dict(chosen.carers[0]) == {day: "kari"}
    assert [visit.id for visit in to_problem(week, chosen).visits] == [f"anna/training/{day + 1}"]


def test_a_week_keeps_its_time_zone() -> None:
    week = replace(as_week(ONE), zero="2026-03-29T00:00", time_zone="America/Santiago")
    assert to_problem(week, master(week, seconds=2, cores=1)).time_zone == "America/Santiago"


def test_both_shifts_of_a_day_count_for_the_week() -> None:
    early, late = replace(ONE.shifts[0], start=480.0, end=600.0), replace(ONE.shifts[0], start=700.0, end=900.0)
    for window in (Window(490.0, 500.0), Window(710.0, 720.0)):
        week = as_week(replace(ONE, shifts=(early, late)))
        week = replace(week, doses=(replace(week.doses[0], windows=(window,)),))
        assert master(week, seconds=5, cores=1).carers[0] == {0: "kari"}


@pytest.mark.parametrize(
    ("start", "end", "late", "over", "weights", "meets"),
    [
        (900.0, 960.0, 0.0, 0.0, Weights(), True),
        (961.0, 990.0, 0.0, 0.0, Weights(), False),
        (961.0, 990.0, 0.0, 10.0, Weights(), True),
        (961.0, 990.0, 0.0, None, Weights(), True),
        (961.0, 990.0, 0.0, 10.0, Weights(overtime=None), False),
        (400.0, 470.0, 0.0, 0.0, Weights(), False),
        (400.0, 470.0, 10.0, 0.0, Weights(), True),
        (400.0, 470.0, None, 0.0, Weights(), True),
        (400.0, 470.0, 10.0, 0.0, Weights(lateness=None), False),
        (400.0, 470.0, 10.0, 0.0, Weights(highest_lateness=None), False),
    ],
)
def test_a_shift_is_on_duty_for_what_may_be_late_or_over(
    start: float, end: float, late: float | None, over: float | None, weights: Weights, meets: bool
) -> None:
    shift = replace(DAY.shifts[0], most_overtime=over)
    assert is_on_duty(shift, replace(DAY.visits[0], windows=(Window(start, end),), most_late=late), weights) is meets


def test_a_pinned_start_decides_who_is_on_duty() -> None:
    visit = replace(DAY.visits[0], windows=(Window(0.0, 10.0),), pinned_start=500.0)
    assert is_on_duty(DAY.shifts[0], visit, Weights())
    assert not is_on_duty(DAY.shifts[0], replace(visit, pinned_start=100.0), Weights())


@pytest.mark.parametrize(("visits", "days"), [(2, {0, 2}), (3, {0, 1, 2})])
def test_few_visits_of_a_week_are_not_on_days_in_a_row(visits: int, days: set[int]) -> None:
    shifts = tuple(replace(ONE.shifts[0], start=day * 1440 + 480.0, end=day * 1440 + 900.0) for day in range(3))
    week = as_week(replace(ONE, shifts=shifts))
    windows = tuple(Window(shift.start + 30.0, shift.start + 90.0) for shift in shifts)
    week = replace(week, doses=(replace(week.doses[0], visits=visits, windows=windows),))
    assert set(master(week, seconds=5, cores=1).carers[0]) == days


def test_days_in_a_row_cost_nothing_where_there_are_too_many_visits_to_spread_them() -> None:
    # Three visits on four days: the fourth would be five minutes beyond that day's shift, less than the price of a day
    # in a row.
    ends = (900.0, 900.0, 900.0, 515.0)
    shifts = tuple(
        replace(ONE.shifts[0], start=day * 1440 + 480.0, end=day * 1440 + end) for day, end in enumerate(ends)
    )
    windows = tuple(Window(shift.start, shift.start + 60.0) for shift in shifts)
    week = as_week(replace(ONE, shifts=shifts))
    week = replace(week, doses=(replace(week.doses[0], visits=3, minutes=30.0, windows=windows),))
    assert set(master(week, seconds=5, cores=1).carers[0]) == {0, 1, 2}


def test_a_shift_that_ends_before_the_visit_would_is_none_for_the_week() -> None:
    short = replace(ONE.shifts[0], start=480.0, end=600.0)
    week = as_week(replace(ONE, shifts=(short,)))
    for opens, carers in ((570.0, {0: "kari"}), (571.0, {})):
        asked = replace(week, doses=(replace(week.doses[0], windows=(Window(opens, 700.0),)),))
        assert master(asked, seconds=5, cores=1).carers[0] == carers
