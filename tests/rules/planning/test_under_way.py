"""When the day is planned anew at a moment, nobody leaves before it who is not on the way already."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from fotfeste.care.planning.rules.comparing import compare
from fotfeste.care.planning.rules.evaluation import evaluate
from fotfeste.care.planning.rules.plan import Plan
from fotfeste.care.planning.rules.problem import Link, LinkKind, Lunch, OnTime, Problem, Weights, Window
from fotfeste.care.planning.rules.replanning import Cancelled, Event, Pinned, Replanned, Sick, Urgent, replan
from fotfeste.care.planning.rules.solving import solve
from fotfeste.care.planning.rules.under_way import lengthened, on_the_way
from tests.rules.planning.day import DAY, KARI, OLA, day, plan, route, visit, with_shift

# Kari to Anna at 08:30 (ten minutes from the office) and to Clara at 10:00; Ola to Bjørn at 10:00.
BEFORE = plan(route(KARI, ("a", 510.0), ("c", 600.0)), route(OLA, ("b", 600.0)))
TODAY = day(weights=Weights(new_face=0.0))
NEW = {"id": "n", "person": "bjorn", "service": "fall", "minutes": 15, "unserved": 5000}


def anew(problem: Problem, before: Plan, now: float, *events: Event) -> Replanned:
    found = replan(problem, before, events, now=now, moves=3000, cores=1)
    assert not evaluate(found.problem, found.plan).faults
    return found


def starts(found: Replanned) -> dict[str | None, tuple[str, float]]:
    return {
        stop.visit: (found.problem.shifts[each.shift].staff, stop.start)
        for each in found.plan.routes
        for stop in each.stops
    }


def leaves(problem: Problem, made: Plan) -> dict[str, float]:
    """When whoever makes each visit leaves for it, at the latest."""
    return {
        stop.visit: each.departure if number == 0 else stop.start - (stop.arrival - each.stops[number - 1].end)
        for each in evaluate(problem, made).routes
        for number, stop in enumerate(each.stops)
        if stop.visit
    }


def urgent(start: float, end: float) -> Urgent:
    return Urgent({"visits": [NEW | {"windows": [{"start": start, "end": end}]}]})


def test_somebody_who_has_not_left_leaves_now_at_the_earliest() -> None:
    found = anew(TODAY, BEFORE, 485.0, Sick("ola"), urgent(480.0, 900.0))
    assert min(leaves(found.problem, found.plan).values()) >= 485.0
    assert evaluate(found.problem, found.plan).unplaced == ()


def test_an_urgent_visit_begins_after_the_way_from_where_they_are_now() -> None:
    # Kari ended with Anna at 09:00 and leaves for Clara at 09:40: at 09:20 she is still with Anna, ten minutes away.
    found = anew(TODAY, BEFORE, 560.0, Cancelled("c"), Sick("ola"), urgent(480.0, 570.0))
    assert starts(found)["n"] == ("kari", 570.0)
    found = anew(TODAY, BEFORE, 560.0, Cancelled("c"), Sick("ola"), urgent(480.0, 569.0))
    assert "n" not in starts(found)


def test_who_is_on_the_way_arrives_as_told() -> None:
    found = anew(TODAY, BEFORE, 590.0, urgent(590.0, 620.0))
    assert starts(found)["c"] == ("kari", 600.0)
    assert starts(found)["b"] == ("ola", 600.0)
    # A visit that would be shorter on the way does not turn anybody round.
    first = anew(TODAY, BEFORE, 505.0, urgent(505.0, 540.0))
    assert starts(first)["a"] == ("kari", 510.0)


def test_who_is_sick_on_the_way_turns_round() -> None:
    found = anew(TODAY, BEFORE, 505.0, Sick("kari", 505.0))
    assert {staff for staff, _ in starts(found).values()} == {"ola"}
    assert leaves(found.problem, found.plan)[next(iter(starts(found)))] >= 505.0  # type: ignore[index]


def test_who_waits_at_the_door_for_a_sick_colleague_may_begin_with_another_one_later() -> None:
    problem = replace(
        TODAY,
        visits=(visit("a", "anna"), visit("d", "anna")),
        staff=(*TODAY.staff, replace(TODAY.staff[0], id="siri")),
        shifts=(*TODAY.shifts, replace(TODAY.shifts[0], staff="siri")),
        links=(Link("a", "d", LinkKind.SIMULTANEOUS),),
    )
    found = anew(problem, plan(route(KARI, ("a", 510.0)), route(OLA, ("d", 510.0))), 505.0, Sick("ola", 505.0))
    assert starts(found) == {"a": ("kari", 515.0), "d": ("siri", 515.0)}


def test_a_visit_pinned_anew_is_not_held_by_who_was_on_the_way() -> None:
    found = anew(TODAY, BEFORE, 590.0, Pinned("c", "ola", 700.0))
    assert starts(found)["c"] == ("ola", 700.0)


def test_who_has_gone_home_is_not_called_back() -> None:
    late = replace(TODAY, visits=(*TODAY.visits, visit("late", "bjorn", start=480.0, end=1400.0)))
    assert "late" not in starts(anew(late, BEFORE, 961.0))
    early = with_shift(late, KARI, end=660.0)
    assert starts(anew(early, BEFORE, 700.0))["late"][0] == "ola"
    assert starts(anew(with_shift(early, OLA, end=620.0), BEFORE, 700.0)).keys() == {"a", "b", "c"}


def test_a_lunch_that_has_begun_stays_and_another_begins_now_at_the_earliest() -> None:
    lunch = Lunch(520.0, 660.0, 20.0)
    problem = with_shift(with_shift(TODAY, KARI, lunch=lunch), OLA, lunch=lunch)
    before = plan(route(KARI, ("a", 510.0), (None, 560.0), ("c", 600.0)), route(OLA, ("b", 600.0), (None, 630.0)))
    found = anew(problem, before, 575.0)
    lunches = sorted(stop.start for each in found.plan.routes for stop in each.stops if stop.visit is None)
    assert lunches[0] == 560.0 and lunches[1] >= 575.0


def test_the_hours_of_a_contract_do_not_count_what_was_waited() -> None:
    problem = replace(TODAY, staff=tuple(replace(each, contract_minutes=200.0) for each in TODAY.staff))
    found = anew(problem, BEFORE, 590.0)
    assert found.plan.cost == evaluate(found.problem, found.plan).cost
    assert found.plan.parts == evaluate(found.problem, found.plan).parts
    assert found.problem.staff == problem.staff
    assert [each.minutes for each in found.problem.visits] == [each.minutes for each in problem.visits]


def test_a_visit_that_must_end_in_its_window_does_not_become_late_by_staying() -> None:
    problem = replace(
        TODAY,
        on_time=OnTime.END,
        weights=replace(TODAY.weights, lateness=None),
        visits=(replace(TODAY.visits[0], windows=(Window(500.0, 545.0),)), *TODAY.visits[1:]),
    )
    assert starts(anew(problem, BEFORE, 585.0))["a"] == ("kari", 510.0)


@settings(max_examples=25, deadline=None)
@given(
    now=st.sampled_from([480.0, 505.0, 545.0, 560.0, 593.0, 640.0, 900.0, 965.0]),
    event=st.sampled_from(
        [Sick("kari"), Sick("ola"), Cancelled("anna"), Cancelled("b"), Cancelled("c"), Pinned("c", "ola"), None]
    ),
    where=st.permutations(["anna", "bjorn", "clara"]),
    more=st.booleans(),
)
def test_whatever_happens_nobody_leaves_in_the_past(
    now: float, event: Event | None, where: list[str], more: bool
) -> None:
    visits = tuple(replace(each, person=person) for each, person in zip(DAY.visits, where, strict=True))
    problem = replace(TODAY, visits=visits)
    before = solve(problem, moves=500, cores=1)
    was = starts(Replanned(problem, before, compare(problem, before, before)))
    found = anew(problem, before, now, *([event] if event else []), *([urgent(now, now + 200)] if more else []))
    for name, left in leaves(found.problem, found.plan).items():
        # Who has left before is where they were to be at that moment; only what they were at may be called off.
        assert left >= now - 1e-6 or starts(found)[name] == was.get(name)


def test_who_eats_at_the_next_door_is_there_already() -> None:
    problem = with_shift(TODAY, KARI, lunch=Lunch(520.0, 660.0, 20.0))
    judged = evaluate(problem, plan(route(KARI, ("a", 510.0), (None, 565.0), ("c", 600.0))))
    assert on_the_way(judged, 575.0) == {"c"}
    assert on_the_way(judged, 550.0) == {"c"}
    assert on_the_way(judged, 545.0) == set()


def test_who_is_still_out_after_the_shift_may_be_asked_for_one_more() -> None:
    late = replace(TODAY, visits=(*TODAY.visits, visit("late", "clara", start=480.0, end=1400.0)))
    problem = replace(with_shift(late, KARI, end=620.0), shifts=(with_shift(late, KARI, end=620.0).shifts[KARI],))
    assert starts(anew(problem, plan(route(KARI, ("a", 510.0), ("c", 600.0))), 645.0))["late"][0] == "kari"


def test_minutes_of_staying_are_added_to_the_contract_while_searching() -> None:
    pinned = replace(DAY.visits[0], pinned_staff="kari", pinned_start=510.0)
    problem = replace(
        DAY,
        visits=(pinned, *DAY.visits[1:]),
        staff=tuple(replace(each, contract_minutes=200.0) for each in DAY.staff),
    )
    longer = lengthened(problem, {"a": 560.0})
    assert longer.visits[0].minutes == 50.0
    assert [each.contract_minutes for each in longer.staff] == [220.0, 200.0]
