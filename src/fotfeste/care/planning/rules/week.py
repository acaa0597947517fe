"""A week: how much each person is to get, who comes on which days, and then the routes of all days at once.

Two steps, as in the consistent and multi-day literature (Cappanera and Scutellà 2015, 10.1287/trsc.2014.0548): an exact
master on days and carers (few faces, hours of the contract, days apart), then the search on routes, in which a carer
the master did not choose is a new face and has that price.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from .clock import Clock, clock_of
from .may_visit import bars, is_wished, may_visit, speaks
from .plan import Plan
from .problem import Link, LinkKind, Minutes, Person, Problem, Shift, Staff, Visit, Weights, Window
from .solving import solve

TRAVEL_GUESS = 10.0  # minutes to a visit, until the routes say better
CANDIDATES = 10  # carers the master weighs for one person; more make it slower and no better
MASTER_SHARE = 0.3  # of the time
# Prices of the master, in minutes: a face less is worth half an hour of overload, a visit more than any day.
FACE, NEXT_DAY, OVERLOAD, MISSING = 30, 8, 1, 600


@dataclass(frozen=True, slots=True)
class Dose:
    """What one person is to get in the week: `visits` of `minutes`, on different days, one window for each day."""

    person: str
    visits: int
    minutes: Minutes
    windows: tuple[Window, ...]
    service: str = "training"
    skills: frozenset[str] = frozenset()
    professions: frozenset[str] = frozenset()
    needs_car: bool = False
    first_by_two: bool = False  # the first visit is made by two members of staff together


@dataclass(frozen=True, slots=True)
class Week:
    """Doses and staff; the rest as in `Problem`."""

    name: str
    doses: tuple[Dose, ...]
    persons: tuple[Person, ...]
    staff: tuple[Staff, ...]
    shifts: tuple[Shift, ...]
    travel: Mapping[str, tuple[tuple[Minutes, ...], ...]]
    weights: Weights = field(default_factory=Weights)
    cars: int = 0
    zero: str | None = None
    time_zone: str = "Europe/Oslo"


@dataclass(frozen=True, slots=True)
class Assignment:
    """For each dose, day -> member of staff. `missing`: visits that fitted on no day. `proven`: nothing is better.

    Days are counted from that of zero, by the calendar.
    """

    carers: tuple[Mapping[int, str], ...]
    missing: int
    proven: bool


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """The week's problem with the days chosen, its plan, and what the master chose."""

    problem: Problem
    plan: Plan
    assignment: Assignment


def plan_week(week: Week, *, seconds: float = 100.0, seed: int = 1, cores: int = 2) -> WeekPlan:
    """Days and carers, then all routes of the week. `seconds` of wall time for both."""
    chosen = master(week, seconds=MASTER_SHARE * seconds, seed=seed, cores=cores)
    problem = to_problem(week, chosen)
    plan = solve(problem, seconds=(1 - MASTER_SHARE) * seconds, seed=seed, cores=cores)
    return WeekPlan(problem, plan, chosen)


def master(week: Week, *, seconds: float = 30.0, seed: int = 1, cores: int = 2) -> Assignment:
    """Who comes on which days, by CP-SAT.

    Each dose gets its visits on different days, each by somebody who is able, welcome and on duty in the window. What
    is priced: each face, days in a row for those with few visits, minutes beyond a shift or a contract, visits left
    over.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    clock = clock_of(week)
    persons = {person.id: person for person in week.persons}
    staff_of = {staff.id: staff for staff in week.staff}
    price: list[Any] = []
    load: dict[tuple[str, int], list[Any]] = defaultdict(list)
    comes: list[dict[tuple[int, str], Any]] = []
    short: list[Any] = []
    for number, dose in enumerate(week.doses):
        mine: dict[tuple[int, str], Any] = {}
        person = persons[dose.person]
        for staff in candidates(week, dose, number):
            face = model.new_bool_var("")
            price.append(FACE * face)
            wishes = _price_of_wishes(week, person, staff_of[staff])
            for window in dose.windows:
                shift = _shift_for(week, person, staff_of[staff], dose, window)
                if shift is not None:
                    one = model.new_bool_var("")
                    model.add_implication(one, face)
                    mine[clock.day(window.start), staff] = one
                    price.append(wishes * one)
                    load[staff, clock.day(shift.start)].append(round(dose.minutes + TRAVEL_GUESS) * one)
        days = sorted({clock.day(window.start) for window in dose.windows})
        on = {day: sum(one for (at, _), one in mine.items() if at == day) for day in days}
        for day in days:
            model.add(on[day] <= 1)
        missing = model.new_int_var(0, dose.visits, "")
        model.add(sum(mine.values()) + missing == dose.visits)
        short.append(missing)
        price.append(MISSING * missing)
        if dose.visits <= (len(days) + 1) // 2:
            for day, after in pairwise(days):
                both = model.new_bool_var("")
                model.add(on[day] + on[after] <= 1 + both)
                price.append(NEXT_DAY * both)
        comes.append(mine)
    _hours(model, week, load, price)
    model.minimize(sum(price))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.1, seconds)
    solver.parameters.num_workers = cores
    solver.parameters.random_seed = seed
    # A percent of the master's price is less than what the routes change.
    solver.parameters.relative_gap_limit = 0.01
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Assignment(tuple({} for _ in week.doses), sum(dose.visits for dose in week.doses), False)
    carers = tuple(
        {
            day: staff
            for (day, staff), one in sorted(mine.items(), key=lambda each: each[0])
            if solver.boolean_value(one)
        }
        for mine in comes
    )
    return Assignment(carers, sum(solver.value(each) for each in short), status == cp_model.OPTIMAL)


def _hours(
    model: Any,
    week: Week,
    load: Mapping[tuple[str, int], list[Any]],
    price: list[Any],
) -> None:
    """Shifts and contracts hold what they hold; beyond it costs."""
    holding: dict[tuple[str, int], Minutes] = defaultdict(float)
    for shift in week.shifts:
        lunch = shift.lunch.minutes if shift.lunch else 0.0
        holding[shift.staff, clock_of(week).day(shift.start)] += shift.end - shift.start - lunch
    for at, minutes in load.items():
        holds = holding[at]
        over = model.new_int_var(0, 10_000, "")
        model.add(sum(minutes) <= round(holds) + over)
        price.append(OVERLOAD * over)
    for staff in week.staff:
        all_minutes = [each for (name, _), minutes in load.items() if name == staff.id for each in minutes]
        if staff.contract_minutes is not None and all_minutes:
            over = model.new_int_var(0, 10_000, "")
            model.add(sum(all_minutes) <= round(staff.contract_minutes) + over)
            price.append(OVERLOAD * over)


def candidates(week: Week, dose: Dose, number: int) -> Sequence[str]:
    """Who may come to the dose's person: those wished for and known first, the others in turn, so that all get some.

    Of the others, those who speak the person's language come before those who do not.
    """
    person = next(person for person in week.persons if person.id == dose.person)
    visit = _visit(dose, dose.windows)
    # Whether there is a car is asked of each shift.
    able = [s for s in week.staff if not any(bars(visit, person, s, week.weights, by_car=True))]
    dear = [s.id for s in able if s.id in person.preferred or s.id in person.known]
    others = [s.id for s in able if s.id not in dear]
    turn = number * CANDIDATES % max(1, len(others))
    spoken = {s.id for s in able if speaks(person, s)}
    others = sorted(others[turn:] + others[:turn], key=lambda name: name not in spoken)
    return (dear + others)[:CANDIDATES]


def _shift_for(week: Week, person: Person, staff: Staff, dose: Dose, window: Window) -> Shift | None:
    """The shift in which the member of staff may make the visit of this window, and has the time for it."""
    visit = _visit(dose, (window,))
    for shift in week.shifts:
        fits = shift.start <= window.end and shift.end >= window.start + dose.minutes
        if shift.staff == staff.id and fits and may_visit(visit, person, staff, shift, week):
            return shift
    return None


def _price_of_wishes(week: Week, person: Person, staff: Staff) -> int:
    """What a visit by somebody costs in the routes for who they are: not preferred, no language in common."""
    price = 0.0 if is_wished(person, staff) else week.weights.not_preferred or 0.0
    return round(price + (0.0 if speaks(person, staff) else week.weights.language))


def _visit(dose: Dose, windows: tuple[Window, ...], day: int = 0) -> Visit:
    """A visit of the dose."""
    return Visit(
        id=f"{dose.person}/{dose.service}/{day + 1}", person=dose.person, service=f"{dose.service} {day + 1}",
        minutes=dose.minutes, windows=windows, skills=dose.skills, professions=dose.professions,
        needs_car=dose.needs_car, most_late=30.0,
    )  # fmt: skip


def to_problem(week: Week, chosen: Assignment) -> Problem:
    """The week as one problem: a visit for each chosen day, and the chosen carers as faces people know."""
    clock = clock_of(week)
    visits: list[Visit] = []
    links: list[Link] = []
    faces: dict[str, set[str]] = defaultdict(set)
    for dose, carers in zip(week.doses, chosen.carers, strict=True):
        faces[dose.person] |= set(carers.values())
        for number, day in enumerate(_days(dose, carers, clock)):
            visit = _visit(dose, (next(window for window in dose.windows if clock.day(window.start) == day),), day)
            visits.append(visit)
            if dose.first_by_two and number == 0:
                second = replace(
                    visit,
                    id=f"{visit.id}/second",
                    service=f"{visit.service} second",
                    skills=frozenset(),
                    professions=frozenset(),
                )
                visits.append(second)
                links.append(Link(visit.id, second.id, LinkKind.SIMULTANEOUS))
    persons = tuple(replace(person, known=person.known | faces[person.id]) for person in week.persons)
    return Problem(
        name=week.name, visits=tuple(visits), persons=persons, staff=week.staff, shifts=week.shifts,
        travel=week.travel, links=tuple(links), weights=week.weights, cars=week.cars, zero=week.zero,
        time_zone=week.time_zone,
    )  # fmt: skip


def undecided(week: Week) -> Problem:
    """The week as a problem with the doses on their first days: sound if and only if what was asked is."""
    return to_problem(week, Assignment(tuple({} for _ in week.doses), 0, False))


def _days(dose: Dose, carers: Mapping[int, str], clock: Clock) -> Iterable[int]:
    """The chosen days; where the master found too few, other days of the dose, so that no visit goes missing unseen."""
    chosen = sorted(carers)
    days = dict.fromkeys(clock.day(window.start) for window in dose.windows)
    spare = [day for day in days if day not in carers]
    return sorted([*chosen, *spare[: max(0, dose.visits - len(chosen))]])
