"""Why a visit found no place, and what would make it fit.

Reasons come from the problem where it alone decides (nobody has the skill), else from the plan (everyone is busy).
Remedies are tried: one condition is eased, the visit is put into the plan as it stands, and the judge must find nothing
wrong with it. What is told is what was found, never a guess.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from .clock import MINUTES_A_DAY
from .evaluation import Evaluation, evaluate
from .may_visit import (
    ABLE,
    ROUNDING,
    WELCOME,
    Bar,
    bars,
    is_on_duty,
    may_drive,
    most_late,
    most_overtime,
    start_span,
)
from .plan import Plan
from .problem import CAR, Minutes, OnTime, Person, Problem, Shift, Visit, Window

Matrix = tuple[tuple[Minutes, ...], ...]
TRIES = 600  # insertions of one visit, each at a random place: on a day of 60 visits practically all places
MOST_REMEDIES, MOST_NAMES, MOST_GIVING_WAY = 3, 3, 6
SURELY = 1e6  # a price of leaving out that no place is dearer than
LONGEST_OVERTIME = 60.0  # minutes that are worth suggesting


class Reason(StrEnum):
    """Why a visit has no place."""

    NO_SKILL = "no_skill"
    REFUSED = "refused"
    NO_SHIFT = "no_shift"  # nobody at all is on duty
    OTHERS_ON_DUTY = "others_on_duty"  # somebody is, but may not make it
    NO_CAR = "no_car"
    TOO_LONG = "too_long"
    UNREACHABLE = "unreachable"  # no way there and home that is shorter than a shift
    NOT_IN_TIME = "not_in_time"  # there is a way, but it takes longer than until the time is over
    NOT_HOME = "not_home"  # they would be home too long after the shift
    PAIR = "pair"
    BUSY = "busy"
    FAR_BETWEEN = "far_between"  # it would fit between what they have, but for the way
    MOST_VISITS = "most_visits"
    NO_ROOM = "no_room"
    DEARER = "dearer"


class Remedy(StrEnum):
    """What would make it fit."""

    OTHER_TIME = "other_time"
    OVERTIME = "overtime"
    CAR = "car"
    LEAVE_OUT = "leave_out"
    SKILL = "skill"


@dataclass(frozen=True, slots=True)
class Way:
    """A remedy that was tried and works: with `staff`, from minute `start`."""

    kind: Remedy
    staff: str
    start: Minutes
    minutes: Minutes = 0.0  # of overtime
    other: str = ""  # the person whose visit gives way


@dataclass(frozen=True, slots=True)
class Busy:
    """From when to when somebody who could come is taken, while the visit should be made."""

    staff: str
    start: Minutes
    end: Minutes


@dataclass(frozen=True, slots=True)
class Barred:
    """Somebody who is on duty, and what keeps them from making the visit."""

    staff: str
    bar: Bar


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A visit, or two linked ones, without a place."""

    visits: tuple[str, ...]
    reason: Reason
    detail: str = ""
    remedies: tuple[Way, ...] = ()
    busy: tuple[Busy, ...] = ()  # of FAR_BETWEEN: what they come from and go to
    barred: tuple[Barred, ...] = ()


def why_unplaced(problem: Problem, plan: Plan) -> tuple[Unplaced, ...]:
    """For each visit (or linked pair) in no route: the reason, and remedies, those that cost least first."""
    judged = evaluate(problem, plan)
    missing = set(judged.unplaced)
    partners = {link.first: link.second for link in problem.links}
    seconds = set(partners.values())
    found = []
    for visit in problem.visits:
        if visit.id not in missing or (visit.id in seconds and visit.id not in partners):
            continue
        unit = (visit.id, partners[visit.id]) if visit.id in partners else (visit.id,)
        found.append(_explain(problem, plan, judged, unit))
    return tuple(found)


def _explain(problem: Problem, plan: Plan, judged: Evaluation, unit: tuple[str, ...]) -> Unplaced:
    visits = {visit.id: visit for visit in problem.visits}
    persons = {person.id: person for person in problem.persons}
    for each in unit:
        if structural := _structural(problem, visits[each], persons[visits[each].person]):
            reason, detail = structural
            barred = _barred(problem, visits[each], persons[visits[each].person]) if reason is Reason.NO_SHIFT else ()
            if barred:
                reason = Reason.OTHERS_ON_DUTY
            remedies = _remedies(problem, plan, judged, unit) if reason is not Reason.NO_SHIFT else ()
            if reason is Reason.UNREACHABLE:
                remedies = tuple(way for way in remedies if way.kind is Remedy.CAR)
            return Unplaced(unit, reason, detail, remedies, barred=barred)
    if as_it_is := _insert(problem, plan, unit):
        return Unplaced(unit, Reason.DEARER, _price(problem, plan, as_it_is))
    remedies = _remedies(problem, plan, judged, unit)
    alone = _unlinked(problem, unit)
    hindered = unit if len(unit) == 1 else tuple(each for each in unit if not _insert(alone, plan, (each,)))[:1]
    if not hindered:
        return Unplaced(unit, Reason.PAIR, "", remedies)
    reason, detail, busy = _no_room(alone, plan, judged, visits[hindered[0]])
    return Unplaced(unit, reason, detail, remedies, busy)


def _structural(problem: Problem, visit: Visit, person: Person) -> tuple[Reason, str] | None:
    """What no plan could help. In this order, so that what is told is what stands in the way first."""
    barred = {s.id: set(bars(visit, person, s, problem.weights, by_car=True)) for s in problem.staff}
    able = [name for name, found in barred.items() if not found & ABLE]
    if not able:
        return Reason.NO_SKILL, ", ".join(sorted(visit.skills | visit.professions))
    welcome = [name for name in able if not barred[name] & WELCOME]
    if not welcome:
        return Reason.REFUSED, ", ".join(able[:MOST_NAMES])
    shifts = [s for s in problem.shifts if s.staff in welcome and is_on_duty(s, visit, problem.weights)]
    if not shifts:
        return Reason.NO_SHIFT, ""
    if visit.needs_car and not (shifts := [shift for shift in shifts if may_drive(shift, problem)]):
        return Reason.NO_CAR, ""
    longest = max(window.end - window.start for window in visit.windows)
    at_its_end = problem.on_time is OnTime.END and visit.pinned_start is None
    if at_its_end and visit.minutes > longest + most_late(visit, problem.weights):
        return Reason.TOO_LONG, ""
    if visit.minutes > max(_length(shift, problem) for shift in shifts):
        return Reason.TOO_LONG, ""
    found = {_on_the_way(problem, visit, person, shift) for shift in shifts}
    if None in found:
        return None
    return next(reason for reason in (Reason.NOT_HOME, Reason.NOT_IN_TIME, Reason.UNREACHABLE) if reason in found), ""


def _length(shift: Shift, problem: Problem) -> Minutes:
    """Minutes of the shift with the overtime that is tolerated; nobody works a day of it."""
    return shift.end - shift.start + min(most_overtime(shift, problem.weights), MINUTES_A_DAY)


def _on_the_way(problem: Problem, visit: Visit, person: Person, shift: Shift) -> Reason | None:
    """Why a shift with nothing else to do cannot make the visit for the way there or home; None: it can."""
    modes = {shift.mode, CAR} if may_drive(shift, problem) else {shift.mode}
    if visit.needs_car:
        modes = {CAR}
    found = {_by(problem.travel[mode], problem, visit, person, shift) for mode in modes}
    if None in found:
        return None
    return next(reason for reason in (Reason.NOT_HOME, Reason.NOT_IN_TIME, Reason.UNREACHABLE) if reason in found)


def _by(travel: Matrix, problem: Problem, visit: Visit, person: Person, shift: Shift) -> Reason | None:
    there, home = travel[shift.from_place][person.place], travel[person.place][shift.to_place]
    whole = _length(shift, problem)
    if there > whole or home > whole:
        return Reason.UNREACHABLE
    arrival, late = shift.start + there, most_late(visit, problem.weights)
    length = visit.minutes if problem.on_time is OnTime.END else 0.0
    if visit.pinned_start is not None:
        starts = [visit.pinned_start] if arrival <= visit.pinned_start + ROUNDING else []
    else:
        reached = [max(arrival, window.start) for window in visit.windows]
        starts = [
            start
            for start, window in zip(reached, visit.windows, strict=True)
            if start + length <= window.end + late + ROUNDING
        ]
    if not starts:
        return Reason.NOT_IN_TIME
    return Reason.NOT_HOME if min(starts) + visit.minutes + home > shift.start + whole + ROUNDING else None


def _barred(problem: Problem, visit: Visit, person: Person) -> tuple[Barred, ...]:
    """Who is on duty while the visit should be, with the first thing that keeps each from making it."""
    on_duty = {shift.staff for shift in problem.shifts if is_on_duty(shift, visit, problem.weights)}
    found = [
        (staff.id, next(bars(visit, person, staff, problem.weights, by_car=True), None))
        for staff in problem.staff
        if staff.id in on_duty
    ]
    return tuple(Barred(staff, bar) for staff, bar in found if bar is not None)[:MOST_NAMES]


def _no_room(problem: Problem, plan: Plan, judged: Evaluation, visit: Visit) -> tuple[Reason, str, tuple[Busy, ...]]:
    """Why those who could make the visit, had they nothing else to do, cannot: all are taken then, or what is found by
    easing one thing at a time."""
    person = next(person for person in problem.persons if person.id == visit.person)
    staff = {member.id: member for member in problem.staff}
    able = [
        number
        for number, shift in enumerate(problem.shifts)
        if _structural(replace(problem, staff=(staff[shift.staff],), shifts=(shift,)), visit, person) is None
    ]
    routes = {route.shift: route for route in judged.routes}
    first, latest = start_span(visit, problem.weights, latest=visit.windows[-1].end)
    taken, beside = [], []
    for number in able:
        stops = routes[number].stops if number in routes else ()
        name = problem.shifts[number].staff
        if inside := [stop for stop in stops if stop.end > first and stop.start < latest + visit.minutes]:
            taken.append(Busy(name, inside[0].start, inside[-1].end))
        else:
            before, after = (
                [stop for stop in stops if stop.end <= first][-1:],
                [s for s in stops if s.start > first][:1],
            )
            beside += [Busy(name, stop.start, stop.end) for stop in (*before, *after)]
    if taken and len(taken) == len(able):
        return Reason.BUSY, "", tuple(taken[:MOST_NAMES])
    who = ", ".join(list(dict.fromkeys(problem.shifts[number].staff for number in able))[:MOST_NAMES])
    if beside and _insert(_next_door(problem, person), plan, (visit.id,)):
        return Reason.FAR_BETWEEN, "", tuple(sorted((taken + beside)[:MOST_NAMES], key=lambda each: each.start))
    any_number = replace(problem, shifts=tuple(replace(shift, most_visits=None) for shift in problem.shifts))
    if any_number != problem and _insert(any_number, plan, (visit.id,)):
        return Reason.MOST_VISITS, who, ()
    if visit.needs_car and _insert(replace(problem, cars=len(problem.shifts)), plan, (visit.id,)):
        return Reason.NO_CAR, "", ()
    return Reason.NO_ROOM, who, ()


def _next_door(problem: Problem, person: Person) -> Problem:
    """The problem with no way to the person, nor from them."""

    def near(rows: Matrix) -> Matrix:
        return tuple(
            tuple(0.0 if person.place in (i, j) else value for j, value in enumerate(row)) for i, row in enumerate(rows)
        )

    return replace(problem, travel={mode: near(rows) for mode, rows in problem.travel.items()})


def _price(problem: Problem, plan: Plan, other: Plan) -> str:
    return f"{evaluate(problem, other).cost - evaluate(problem, plan).cost:+.0f}"


def _remedies(problem: Problem, plan: Plan, judged: Evaluation, unit: tuple[str, ...]) -> tuple[Way, ...]:
    found: list[tuple[float, Way]] = []
    for kind, eased in _easings(problem, unit):
        if (better := _insert(eased, plan, unit)) is not None:
            told = evaluate(eased, better)
            found.append((told.cost, _way(kind, told, unit[0])))
    if not found:
        found += _giving_way(problem, plan, judged, unit)
    return tuple(way for _, way in sorted(found, key=lambda each: each[0])[:MOST_REMEDIES])


def _easings(problem: Problem, unit: tuple[str, ...]) -> Iterator[tuple[Remedy, Problem]]:
    """The problem with one condition eased."""
    if problem.shifts:
        day = Window(min(shift.start for shift in problem.shifts), max(shift.end for shift in problem.shifts))
        yield Remedy.OTHER_TIME, _with(problem, unit, lambda visit: replace(visit, windows=(day,)))
    longer = tuple(
        replace(shift, most_overtime=None if shift.most_overtime is None else shift.most_overtime + LONGEST_OVERTIME)
        for shift in problem.shifts
    )
    yield Remedy.OVERTIME, replace(problem, shifts=longer)
    if any(shift.mode != CAR for shift in problem.shifts) and CAR in problem.travel:
        yield Remedy.CAR, replace(problem, shifts=tuple(replace(shift, mode=CAR) for shift in problem.shifts))
    if any(visit.skills or visit.professions for visit in problem.visits if visit.id in unit):
        yield (
            Remedy.SKILL,
            _with(problem, unit, lambda visit: replace(visit, skills=frozenset(), professions=frozenset())),
        )


def _giving_way(problem: Problem, plan: Plan, judged: Evaluation, unit: tuple[str, ...]) -> Iterable[tuple[float, Way]]:
    """Visits at about the same time that matter less, one at a time."""
    visits = {visit.id: visit for visit in problem.visits}
    linked = {name for link in problem.links for name in (link.first, link.second)}
    wanted, price = visits[unit[0]], _unserved(problem, visits[unit[0]])
    near = [
        (abs(stop.start - wanted.windows[0].start), stop.visit)
        for route in judged.routes
        for stop in route.stops
        if stop.visit and stop.visit not in linked and _unserved(problem, visits[stop.visit]) <= price
    ]
    for _, other in sorted(near)[:MOST_GIVING_WAY]:
        less = _dropped(plan, other)
        if (better := _insert(problem, less, unit)) is not None:
            told = evaluate(problem, better)
            yield told.cost, replace(_way(Remedy.LEAVE_OUT, told, unit[0]), other=visits[other].person)


def _unserved(problem: Problem, visit: Visit) -> float:
    return problem.weights.unserved if visit.unserved is None else visit.unserved


def _dropped(plan: Plan, visit: str) -> Plan:
    routes = [replace(route, stops=tuple(stop for stop in route.stops if stop.visit != visit)) for route in plan.routes]
    return Plan(tuple(route for route in routes if any(stop.visit for stop in route.stops)))


def _way(kind: Remedy, told: Evaluation, visit: str) -> Way:
    for route in told.routes:
        for stop in route.stops:
            if stop.visit == visit:
                return Way(kind, route.staff, stop.start, route.overtime if kind is Remedy.OVERTIME else 0.0)
    raise LookupError(visit)


def _with(problem: Problem, unit: tuple[str, ...], ease: Callable[[Visit], Visit]) -> Problem:
    return replace(problem, visits=tuple(ease(visit) if visit.id in unit else visit for visit in problem.visits))


def _unlinked(problem: Problem, unit: tuple[str, ...]) -> Problem:
    return replace(problem, links=tuple(link for link in problem.links if link.first not in unit))


def _insert(problem: Problem, plan: Plan, unit: tuple[str, ...]) -> Plan | None:
    """The plan with the unit put in where that costs least, everything else left in its route; None: nowhere."""
    from .search.building import build, to_plan
    from .search.loading import insert_placed, load

    sure = _with(problem, unit, lambda visit: replace(visit, unserved=SURELY))
    world = build(sure, 1)
    if not load(world, sure, plan, rest=False):
        return None
    visit_at = {visit.id: number for number, visit in enumerate(sure.visits)}
    if not insert_placed(world, visit_at[unit[0]], TRIES):
        return None
    better = to_plan(sure, world)
    judged = evaluate(sure, better)
    return better if not judged.faults and not set(unit) & set(judged.unplaced) else None
