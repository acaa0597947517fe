"""Why a visit has no place, and what would make it fit: every remedy told was tried."""

from dataclasses import replace

import pytest

from fotfeste.care.planning.rules.comparing import compare
from fotfeste.care.planning.rules.explaining import Busy, Reason, Remedy, Unplaced, why_unplaced
from fotfeste.care.planning.rules.plan import Plan
from fotfeste.care.planning.rules.problem import (
    Link,
    LinkKind,
    OnTime,
    Person,
    Problem,
    Shift,
    Staff,
    Visit,
    Weights,
    Window,
)
from fotfeste.care.planning.rules.solving import solve
from fotfeste.care.planning.rules.words import comparison_lines, unplaced_lines
from tests.rules.planning.day import plan, route


def one_nurse(*visits: Visit, **more: object) -> Problem:
    """A nurse from eight to noon, everyone next door."""
    persons = tuple(Person(name, 0) for name in dict.fromkeys(visit.person for visit in visits))
    given: dict[str, object] = {
        "name": "a morning",
        "visits": visits,
        "persons": persons,
        "staff": (Staff("Ekte Sol", profession="nurse"),),
        "shifts": (Shift("Ekte Sol", 480.0, 720.0, 0, 0, most_overtime=0.0),),
        "travel": {"car": ((0.0,),), "foot": ((0.0,),)},
        "weights": Weights(new_face=0.0),
        **more,
    }
    return Problem(**given)  # type: ignore[arg-type]


def visit(name: str, start: float, end: float, minutes: float = 60.0, **more: object) -> Visit:
    return Visit(name, f"person {name}", "training", minutes, (Window(start, end),), **more)  # type: ignore[arg-type]


def why(problem: Problem, plan: Plan | None = None) -> Unplaced:
    found = why_unplaced(problem, plan or solve(problem, moves=500, cores=1))
    assert len(found) == 1
    return found[0]


def test_a_visit_nobody_has_the_skill_for_names_the_skill() -> None:
    told = why(one_nurse(visit("a", 480, 600, skills=frozenset({"wound"}))))
    assert (told.reason, told.detail) == (Reason.NO_SKILL, "wound")
    assert Remedy.SKILL in {way.kind for way in told.remedies}


def test_a_person_who_refuses_the_only_nurse_is_told_so() -> None:
    problem = one_nurse(visit("a", 480, 600))
    problem = replace(problem, persons=(replace(problem.persons[0], refused=frozenset({"Ekte Sol"})),))
    assert why(problem).reason is Reason.REFUSED


def test_a_visit_in_the_evening_has_nobody_on_duty() -> None:
    assert why(one_nurse(visit("a", 1200, 1260))).reason is Reason.NO_SHIFT


def test_a_visit_that_needs_a_car_says_that_no_car_is_free() -> None:
    problem = one_nurse(visit("a", 480, 600, needs_car=True))
    told = why(replace(problem, shifts=(replace(problem.shifts[0], mode="foot"),)))
    assert told.reason is Reason.NO_CAR
    assert told.remedies[0].kind is Remedy.CAR


def test_a_visit_longer_than_its_window_says_so() -> None:
    assert why(one_nurse(visit("a", 480, 500), on_time=OnTime.END)).reason is Reason.TOO_LONG


def test_a_second_visit_at_the_same_hour_fits_if_moved() -> None:
    told = why(one_nurse(visit("a", 480, 490), visit("b", 480, 490)))
    assert told.reason is Reason.BUSY
    assert told.busy == (Busy("Ekte Sol", 480.0, 540.0),)
    way = next(way for way in told.remedies if way.kind is Remedy.OTHER_TIME)
    assert way.start >= 540


def test_two_who_must_come_together_do_not_exist_where_one_works() -> None:
    one, two = visit("a", 480, 600), replace(visit("b", 480, 600), person="person a")
    problem = one_nurse(one, two, links=(Link("a", "b", LinkKind.SIMULTANEOUS),))
    assert why(problem).reason is Reason.PAIR


def test_a_visit_left_out_by_choice_says_what_it_would_cost() -> None:
    problem = one_nurse(visit("a", 480, 600, unserved=1.0), travel={"car": ((0.0, 30.0), (30.0, 0.0))})
    told = why(replace(problem, persons=(Person("person a", 1),)))
    assert (told.reason, told.detail) == (Reason.DEARER, "+59")


def test_the_sentence_says_why_and_what_to_do_in_three_languages() -> None:
    problem = one_nurse(visit("a", 480, 490), visit("b", 480, 490), zero="2026-03-31T00:00")
    told = why_unplaced(problem, solve(problem, moves=500, cores=1))
    bokmål, nynorsk, english = (unplaced_lines(problem, told, language)[0] for language in ("nb", "nn", "en"))
    assert "har ikke plass: Alle som kan, er opptatt da" in bokmål
    assert "Det går hvis det flyttes til tirsdag kl. 09.00 hos Ekte Sol." in bokmål
    assert "tysdag kl. 09.00" in nynorsk
    assert "It fits if moved to Tuesday 09:00 with Ekte Sol." in english


def test_an_hour_the_clock_skips_is_not_told() -> None:
    # In the night to 29 March 2026 the clock goes from two to three: 180 minutes after midnight it is four.
    problem = one_nurse(visit("a", 480, 490), zero="2026-03-29T00:00")
    before = solve(problem, moves=100, cores=1)
    lines = comparison_lines(problem, compare(problem, Plan(()), before), "en")
    assert lines[0] == "person a: is visited by Ekte Sol Sunday 09:00."


def test_what_changes_is_told_for_each_person_and_how_many_stay() -> None:
    problem = one_nurse(visit("a", 480, 600), visit("b", 480, 600))
    plan = solve(problem, moves=200, cores=1)
    assert comparison_lines(problem, compare(problem, plan, plan)) == [
        "Ingenting er endret.",
        "2 av 2 besøk beholder både hvem og når.",
    ]


def far_away(there: float, home: float, **more: object) -> Problem:
    """One visit, `there` minutes out and `home` minutes back; a shift from eight to noon."""
    problem = one_nurse(visit("a", 540, 600, **more), travel={"car": ((0.0, there), (home, 0.0))})
    return replace(problem, persons=(Person("person a", 1),))


@pytest.mark.parametrize(
    ("there", "home", "reason"),
    [
        (1e9, 1e9, Reason.UNREACHABLE),
        (241.0, 10.0, Reason.UNREACHABLE),
        (10.0, 1e9, Reason.UNREACHABLE),
        (121.0, 10.0, Reason.NOT_IN_TIME),
        (60.0, 121.0, Reason.NOT_HOME),
    ],
)
def test_a_way_that_is_too_long_is_told_as_that_and_not_as_busy(there: float, home: float, reason: Reason) -> None:
    problem = far_away(there, home)
    told = why(problem)
    assert (told.reason, told.busy) == (reason, ())
    for language in ("nb", "nn", "en"):
        line = unplaced_lines(problem, [told], language)[0]
        assert not any(word in line for word in ("opptatt", "opptekne", "busy"))


@pytest.mark.parametrize(("there", "home"), [(120.0, 60.0), (60.0, 120.0)])
def test_a_way_that_is_just_short_enough_is_gone(there: float, home: float) -> None:
    assert solve(far_away(there, home), moves=200, cores=1).routes


def test_where_overtime_has_no_limit_a_long_way_is_dear_and_an_endless_one_is_none() -> None:
    shift = Shift("Ekte Sol", 480.0, 720.0, 0, 0)
    assert why(replace(far_away(30.0, 400.0), shifts=(shift,))).reason is Reason.DEARER
    assert why(replace(far_away(30.0, 1e9), shifts=(shift,))).reason is Reason.UNREACHABLE


def test_a_place_out_of_reach_on_foot_is_reached_by_car() -> None:
    problem = far_away(10.0, 10.0)
    problem = replace(problem, travel={**problem.travel, "foot": ((0.0, 1e9), (1e9, 0.0))})
    told = why(replace(problem, shifts=(replace(problem.shifts[0], mode="foot"),)))
    assert told.reason is Reason.UNREACHABLE
    assert {way.kind for way in told.remedies} == {Remedy.CAR}


def test_one_who_can_get_there_is_enough_for_the_place_to_be_reachable() -> None:
    far = far_away(1e9, 1e9)
    near = Shift("Vakker Blomst", 480.0, 720.0, 1, 1, most_overtime=0.0)
    problem = replace(far, staff=(*far.staff, Staff("Vakker Blomst")), shifts=(*far.shifts, near))
    assert solve(problem, moves=200, cores=1).routes


def test_a_visit_longer_than_every_shift_is_too_long() -> None:
    assert why(one_nurse(visit("a", 480, 600, minutes=250))).reason is Reason.TOO_LONG


def test_the_explanation_minds_the_profession() -> None:
    problem = one_nurse(visit("a", 480, 600, professions=frozenset({"physiotherapist"})))
    told = why(problem)
    assert (told.reason, told.detail) == (Reason.NO_SKILL, "physiotherapist")
    assert why(replace(problem, staff=(Staff("Ekte Sol"),))).reason is Reason.NO_SKILL


def test_who_is_busy_is_told_by_the_clock_of_the_day() -> None:
    problem = one_nurse(visit("a", 480, 490), visit("b", 480, 490), zero="2026-03-29T00:00")
    told = why_unplaced(problem, solve(problem, moves=500, cores=1))
    assert "(Ekte Sol søndag kl. 09.00–10.00)" in unplaced_lines(problem, told, "nb")[0]
    assert "(Ekte Sol Sunday 09:00–10:00)" in unplaced_lines(problem, told, "en")[0]


def test_a_profession_nobody_has_is_remedied_by_one_who_has_it() -> None:
    told = why(one_nurse(visit("a", 480, 600, professions=frozenset({"physiotherapist"}))))
    assert told.reason is Reason.NO_SKILL
    assert [way.kind for way in told.remedies] == [Remedy.SKILL]


def between(way: float, **more: object) -> Problem:
    """Ekte Sol is with b from half past eight to nine; a, elsewhere, may be begun from eleven to ten past."""
    later, sooner = visit("a", 660, 670, minutes=30, most_late=0.0), visit("b", 510, 520, minutes=30, most_late=0.0)
    travel = {"car": ((0.0, 10.0, 10.0), (10.0, 0.0, way), (10.0, way, 0.0))}
    problem = one_nurse(later, sooner, travel=travel, zero="2026-12-01T00:00", **more)
    return replace(problem, persons=(Person("person a", 1), Person("person b", 2)))


@pytest.mark.parametrize("way", [1e9, 131.0])
def test_no_way_from_the_visit_before_is_told_as_that_and_who_is_free_is_not_called_busy(way: float) -> None:
    problem = between(way)
    told = why(problem, plan(route(0, ("b", 510.0))))
    assert (told.reason, told.busy) == (Reason.FAR_BETWEEN, (Busy("Ekte Sol", 510.0, 540.0),))
    line = unplaced_lines(problem, [told], "nb")[0]
    assert "det finnes ingen vei dit, eller den er for lang (Ekte Sol tirsdag kl. 08.30–09.00)" in line
    for language in ("nb", "nn", "en"):
        line = unplaced_lines(problem, [told], language)[0]
        assert "()" not in line and not any(word in line for word in ("opptatt", "opptekne", "busy"))


def test_one_who_is_free_but_may_make_no_more_visits_is_told_as_that() -> None:
    problem = between(10.0)
    told = why(replace(problem, shifts=(replace(problem.shifts[0], most_visits=1),)), plan(route(0, ("b", 510.0))))
    assert (told.reason, told.detail) == (Reason.MOST_VISITS, "Ekte Sol")


def test_the_half_of_a_pair_that_does_not_fit_is_explained() -> None:
    # The nurse is free when the two should come; the trainer is not.
    one, two = visit("a", 480, 490, professions=frozenset({"nurse"})), visit("b", 480, 490, unserved=1e3)
    two = replace(two, person="person a", professions=frozenset({"trainer"}))
    other = visit("c", 480, 490, professions=frozenset({"trainer"}), unserved=1e5)
    problem = one_nurse(one, two, other, links=(Link("a", "b", LinkKind.SIMULTANEOUS),))
    shift = replace(problem.shifts[0], staff="Vakker Blomst")
    problem = replace(
        problem, staff=(*problem.staff, Staff("Vakker Blomst", profession="trainer")), shifts=(*problem.shifts, shift)
    )
    told = why(problem, plan(route(1, ("c", 480.0))))
    assert (told.reason, told.busy) == (Reason.BUSY, (Busy("Vakker Blomst", 480.0, 540.0),))


def test_where_somebody_is_on_duty_nobody_is_not_said() -> None:
    problem = one_nurse(visit("a", 540, 600))
    problem = replace(problem, staff=(*problem.staff, Staff("Vakker Blomst", profession="nurse")))
    refusing = replace(problem, persons=(Person("person a", 0, refused=frozenset({"Ekte Sol"})),))
    able = replace(problem, staff=(replace(problem.staff[0], profession=""), problem.staff[1]))
    able = replace(able, visits=(replace(able.visits[0], professions=frozenset({"nurse"})),))
    pinned = replace(problem, visits=(replace(problem.visits[0], pinned_staff="Vakker Blomst"),))
    wished = replace(problem, persons=(Person("person a", 0, preferred=frozenset({"Vakker Blomst"})),))
    wished = replace(wished, weights=replace(wished.weights, not_preferred=None))
    for asked, says in (
        (refusing, "Ekte Sol er på vakt, men skal ikke besøke denne personen"),
        (able, "Ekte Sol er på vakt, men har ikke det som trengs"),
        (pinned, "Ekte Sol er på vakt, men besøket er avtalt med en annen"),
        (wished, "Ekte Sol er på vakt, men er ingen av dem personen vil ha"),
    ):
        told = why(asked)
        assert told.reason is Reason.OTHERS_ON_DUTY
        assert f"Ingen av dem som kan komme, er på vakt da ({says})" in unplaced_lines(asked, [told])[0]
        assert "none of those who may come is on duty then" in unplaced_lines(asked, [told], "en")[0]


@pytest.mark.parametrize(
    ("minutes", "says"),
    [
        (0.0, "comes in place of Ekte Sol, at the same time (Tuesday 10:00)."),
        (9.0, "comes in place of Ekte Sol, Tuesday 10:09 and not Tuesday 10:00."),
        (-15.0, "comes in place of Ekte Sol, Tuesday 09:45 and not Tuesday 10:00."),
        (16.0, "comes Tuesday 10:16. Before it was Ekte Sol Tuesday 10:00."),
    ],
)
def test_another_visitor_at_another_minute_is_told_with_both(minutes: float, says: str) -> None:
    problem = one_nurse(visit("a", 480, 700), zero="2026-12-01T00:00")
    shift = replace(problem.shifts[0], staff="Vakker Blomst")
    problem = replace(problem, staff=(*problem.staff, Staff("Vakker Blomst")), shifts=(*problem.shifts, shift))
    changed = compare(problem, plan(route(0, ("a", 600.0))), plan(route(1, ("a", 600.0 + minutes))))
    assert comparison_lines(problem, changed, "en")[0] == f"person a: Vakker Blomst {says}"


def test_a_visit_pinned_to_a_minute_may_be_longer_than_its_window() -> None:
    pinned = visit("a", 480, 500, pinned_start=480.0, most_late=None)
    problem = one_nurse(pinned, replace(pinned, id="b", unserved=50.0), on_time=OnTime.END)
    told = why(problem)
    assert (told.visits, told.reason) == (("b",), Reason.BUSY)
