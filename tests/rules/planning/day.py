"""A day that can be checked by hand: four places on a line, ten minutes apart by car and thirty on foot.

office 0 — Anna 1 — Bjørn 2 — Clara 3. Kari and Ola work from 08:00 (480) to 16:00 (960).
"""

from dataclasses import fields, replace
from typing import Any

from fotfeste.care.planning.rules.plan import Plan, Route, Stop
from fotfeste.care.planning.rules.problem import CAR, FOOT, Person, Problem, Shift, Staff, Visit, Weights, Window

FREE = Weights(**{part.name: 0.0 for part in fields(Weights)})
KARI, OLA = 0, 1  # numbers of their shifts


def line(minutes: float) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(minutes * abs(i - j) for j in range(4)) for i in range(4))


def visit(id: str, person: str, minutes: float = 30.0, start: float = 480.0, end: float = 900.0, **more: Any) -> Visit:
    return Visit(id, person, f"service of {id}", minutes, (Window(start, end),), **more)


DAY = Problem(
    name="a day",
    visits=(visit("a", "anna"), visit("b", "bjorn"), visit("c", "clara")),
    persons=(Person("anna", 1), Person("bjorn", 2), Person("clara", 3)),
    staff=(Staff("kari", profession="physiotherapist"), Staff("ola", profession="trainer")),
    shifts=(Shift("kari", 480.0, 960.0, 0, 0), Shift("ola", 480.0, 960.0, 0, 0)),
    travel={CAR: line(10.0), FOOT: line(30.0)},
    weights=FREE,
)


def day(**changes: Any) -> Problem:
    return replace(DAY, **changes)


def with_visit(problem: Problem, id: str, **changes: Any) -> Problem:
    return replace(problem, visits=tuple(replace(v, **changes) if v.id == id else v for v in problem.visits))


def with_person(problem: Problem, id: str, **changes: Any) -> Problem:
    return replace(problem, persons=tuple(replace(p, **changes) if p.id == id else p for p in problem.persons))


def with_staff(problem: Problem, id: str, **changes: Any) -> Problem:
    return replace(problem, staff=tuple(replace(s, **changes) if s.id == id else s for s in problem.staff))


def with_shift(problem: Problem, number: int, **changes: Any) -> Problem:
    shifts = list(problem.shifts)
    shifts[number] = replace(shifts[number], **changes)
    return replace(problem, shifts=tuple(shifts))


def route(shift: int, *stops: tuple[str | None, float], by_pool_car: bool = False) -> Route:
    return Route(shift, tuple(Stop(visit, start) for visit, start in stops), by_pool_car)


def plan(*routes: Route) -> Plan:
    return Plan(routes)
