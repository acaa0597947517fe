"""What has no meaning is told before anybody plans: everything at once, each with what to do."""

import math
from dataclasses import replace
from typing import Any

import pytest

from fotfeste.care.planning.rules.checking import ProblemFaults, check, faults_of
from fotfeste.care.planning.rules.problem import (
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
    Weights,
    Window,
)
from fotfeste.care.terms.rules.errors import CareError
from tests.rules.planning.day import DAY, KARI, day, visit, with_person, with_shift, with_staff, with_visit


def told(problem: Problem) -> list[str]:
    return [str(fault) for fault in faults_of(problem)]


def pair(*links: Link) -> Problem:
    return day(visits=(*DAY.visits, visit("a2", "anna")), links=links)


def weighing(**changes: Any) -> Problem:
    return day(weights=replace(DAY.weights, **changes))


def test_a_sound_day_is_given_back() -> None:
    assert check(DAY) is DAY


def test_nobody_and_nothing_is_sound() -> None:
    assert told(Problem("empty", (), (), (), (), {})) == []
    assert told(day(shifts=(), staff=())) == []
    assert told(day(visits=())) == []


def test_what_only_cannot_be_placed_is_sound() -> None:
    assert told(replace(with_visit(DAY, "a", windows=(Window(500.0, 505.0),)), on_time=OnTime.END)) == []
    assert told(with_visit(DAY, "a", skills=frozenset({"nobody's"}))) == []
    assert told(with_person(DAY, "anna", preferred=frozenset({"on leave"}), known=frozenset({"retired"}))) == []
    assert told(with_visit(DAY, "a", windows=(Window(480.0, 490.0), Window(490.0, 500.0)))) == []
    assert told(with_shift(DAY, KARI, end=480.0)) == []
    assert told(with_shift(DAY, KARI, start=1400.0, end=1900.0)) == []


@pytest.mark.parametrize(
    ("problem", "fault"),
    [
        (
            day(visits=(*DAY.visits, DAY.visits[0])),
            "visit a: the id is used 2 times; give each its own",
        ),
        (
            day(persons=(*DAY.persons, DAY.persons[0])),
            "person anna: the id is used 2 times; give each its own",
        ),
        (
            day(staff=(*DAY.staff, Staff("ola"))),
            "member of staff ola: the id is used 2 times; give each its own",
        ),
        (
            day(visits=(*DAY.visits, visit("", "anna"))),
            "visit: has an empty id; give it one",
        ),
        (
            day(visits=(*DAY.visits, visit("d", "dag"))),
            "visit d: is to “dag”, who is not among the persons; add them",
        ),
        (
            with_person(DAY, "anna", place=4),
            "person anna: lives at place 4, but the travel matrix has places 0 to 3",
        ),
        (
            with_person(DAY, "anna", place=-1),
            "person anna: lives at place -1, but the travel matrix has places 0 to 3",
        ),
        (
            with_person(DAY, "anna", usual_start=1500.0),
            "person anna: usual_start is 1500.0; it is counted from midnight of each day, so it must be below 1440",
        ),
        (
            with_visit(DAY, "a", minutes=-5.0),
            "visit a: minutes is -5.0, but must be a number of minutes from 0 on",
        ),
        (
            with_visit(DAY, "a", minutes=math.nan),
            "visit a: minutes is nan, but must be a number of minutes from 0 on",
        ),
        (
            with_visit(DAY, "a", minutes=True),
            "visit a: minutes is True, but must be a number of minutes from 0 on",
        ),
        (
            with_visit(DAY, "a", windows=()),
            "visit a: has no window; give it one, as wide as the day if any time will do",
        ),
        (
            with_visit(DAY, "a", windows=(Window(500.0, 490.0),)),
            "visit a: its window ends at 490.0, before it starts at 500.0; after midnight minutes go on above 1440, "
            "or the date is written: 1930",
        ),
        (
            with_visit(DAY, "a", windows=(Window(500.0, math.inf),)),
            "visit a, window: end is inf, but must be a number of minutes from 0 on",
        ),
        (
            with_visit(DAY, "a", windows=(Window(500.0, 600.0), Window(590.0, 700.0))),
            "visit a: the windows 500.0–600.0 and 590.0–700.0 overlap or stand in the wrong order; order them or make "
            "them one",
        ),
        (
            with_visit(DAY, "a", windows=(Window(600.0, 700.0), Window(400.0, 500.0))),
            "visit a: the windows 600.0–700.0 and 400.0–500.0 overlap or stand in the wrong order; order them or make "
            "them one",
        ),
        (
            with_visit(DAY, "a", most_late=-1.0),
            "visit a: most_late is -1.0, but must be a number of minutes from 0 on",
        ),
        (
            with_visit(DAY, "a", unserved=math.inf),
            "visit a: unserved is inf, but a price from 0 on is needed",
        ),
        (
            with_visit(DAY, "a", pinned_staff="siri"),
            "visit a: is pinned to “siri”, who is not among the staff; add them or take the pin away",
        ),
        (
            pair(Link("a", "x", LinkKind.SIMULTANEOUS)),
            "link of a and x: there is no visit “x”; add it or take the link out",
        ),
        (
            pair(Link("a", "b", LinkKind.SIMULTANEOUS)),
            "link of a and b: the visits are to “anna” and “bjorn”; linked visits are to one person",
        ),
        (
            pair(Link("a", "a", LinkKind.SIMULTANEOUS)),
            "link of a and a: a visit cannot be linked to itself; name two",
        ),
        (
            pair(Link("a", "a2", LinkKind.SEQUENTIAL, 30.0, 20.0)),
            "link of a and a2: at least 30.0 minutes apart, but at most 20.0; swap the two",
        ),
        (
            with_staff(DAY, "ola", contract_minutes=-1.0),
            "member of staff ola: contract_minutes is -1.0, but must be a number of minutes from 0 on",
        ),
        (
            day(shifts=(Shift("siri", 0.0, 1.0, 0, 0),)),
            "shift number 0 of siri: “siri” is not among the staff; add them",
        ),
        (
            with_shift(DAY, KARI, end=470.0),
            "shift number 0 of kari: ends at 470.0, before it starts at 480.0; after midnight minutes go on above "
            "1440, or the date is written: 1910",
        ),
        (
            with_shift(DAY, KARI, to_place=9),
            "shift number 0 of kari: to_place is 9, but the travel matrix has places 0 to 3",
        ),
        (
            with_shift(DAY, KARI, most_overtime=math.nan),
            "shift number 0 of kari: most_overtime is nan, but must be a number of minutes from 0 on",
        ),
        (
            with_shift(DAY, KARI, most_visits=0),
            "shift number 0 of kari: “most_visits” is 0; write 1 or more, or leave it out",
        ),
        (
            with_shift(DAY, KARI, lunch=Lunch(700.0, 600.0, 30.0)),
            "shift number 0 of kari: lunch must end by 600.0, before it may start at 700.0; after midnight minutes go "
            "on above 1440, or the date is written: 2040",
        ),
        (
            with_shift(DAY, KARI, mode="bicycle"),
            "travel: there is no matrix for “bicycle”, which shifts travel by; add it",
        ),
        (
            replace(with_shift(DAY, KARI, mode=FOOT, may_use_pool=True), cars=1, travel={FOOT: DAY.travel[FOOT]},
                    shifts=(replace(DAY.shifts[0], mode=FOOT, may_use_pool=True),)),
            "travel: there is no matrix for “car”, which shifts travel by; add it",
        ),
        (
            day(shifts=(*DAY.shifts, Shift("kari", 900.0, 1000.0, 0, 0))),
            "member of staff kari: has shifts from 480.0 to 960.0 and from 900.0 to 1000.0 that overlap; shorten one "
            "or make them one",
        ),
        (
            weighing(travel=-1.0),
            "weights: travel is -1.0, but must be a number from 0 on",
        ),
        (
            weighing(travel=None),
            "weights: travel cannot be null (a constraint); give it a number, 0 to leave it out",
        ),
        (
            day(known={"x": Known("kari", 490.0)}),
            "known x: there is no such visit any more; take it out",
        ),
        (
            day(known={"a": Known("kari", math.nan)}),
            "known a: start is nan, but must be a number of minutes from 0 on",
        ),
        (
            day(cars=-1),
            "cars: is -1, but must be a whole number from 0 on",
        ),
        (
            day(zero="Monday"),
            "zero: “Monday” is no local clock time; write it like 2026-03-30T00:00",
        ),
        (
            day(time_zone="Oslo"),
            "time_zone: “Oslo” is no time zone; write it like Europe/Oslo",
        ),
    ],
)  # fmt: skip
def test_what_has_no_meaning(problem: Problem, fault: str) -> None:
    assert told(problem) == [fault]


def test_a_visit_in_two_links() -> None:
    twice = pair(Link("a", "a2", LinkKind.INDEPENDENT), Link("a2", "a", LinkKind.INDEPENDENT))
    assert "visit a: is in 2 links; a visit is in one at most" in told(twice)


@pytest.mark.parametrize(
    ("matrix", "fault"),
    [
        (((0.0, 1.0), (1.0,)), "row 1 has 1 columns where 2 are needed; the matrix must be square"),
        (((0.0, -1.0), (1.0, 0.0)), "from place 0 to 1 stands -1.0, but minutes from 0 on are needed (1 such cells)"),
        (
            ((0.0, math.nan), (math.inf, 0.0)),
            "from place 0 to 1 stands nan, but minutes from 0 on are needed (2 such cells)",
        ),
    ],
)
def test_a_travel_matrix_that_is_none(matrix: Any, fault: str) -> None:
    two = day(travel={"car": matrix}, persons=(Person("anna", 1),), visits=DAY.visits[:1])
    assert told(two) == [f"travel by car: {fault}"]


def test_matrices_between_different_places() -> None:
    text = "travel by foot: has 2 rows, but the first matrix has 4; all modes go between the same places"
    assert told(day(travel={**DAY.travel, FOOT: ((0.0, 1.0), (1.0, 0.0))})) == [text]


def test_all_faults_come_at_once_as_one_error_people_can_act_on() -> None:
    bad = with_shift(with_visit(DAY, "a", minutes=-1.0), KARI, end=0.0)
    with pytest.raises(ProblemFaults) as caught:
        check(bad)
    assert isinstance(caught.value, CareError)
    assert len(caught.value.faults) == 2
    for fault in caught.value.faults:
        assert str(fault) in str(caught.value)


def test_the_weights_as_they_come_are_sound() -> None:
    assert told(day(weights=Weights())) == []
