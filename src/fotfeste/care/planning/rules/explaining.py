"""Why a visit found no place, and what would make it fit.

Reasons come from the problem where it alone decides (nobody has the skill), else from the plan (everyone is busy).
Remedies are tried: one condition is eased, the visit is put into the plan as it stands, and the judge must find nothing
wrong with it. What is told is what was found, never a guess.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from .evaluation import Evaluation, evaluate
from .plan import Plan
from .problem import CAR, Minutes, OnTime, Person, Problem, Shift, Visit, Window

TRIES = 600  # insertions of one visit, each at a random place: on a day of 60 visits practically all places
MOST_REMEDIES, MOST_NAMES, MOST_GIVING_WAY = 3, 3, 6
SURELY = 1e6  # a price of leaving out that no place is dearer than
LONGEST_OVERTIME = 60.0  # minutes that are worth suggesting


class Reason(StrEnum):
    """Why a visit has no place."""

    NO_SKILL = "no_skill"
    REFUSED = "refused"
    NO_SHIFT = "no_shift"
    NO_CAR = "no_car"
    TOO_LONG = "too_long"
    PAIR = "pair"
    BUSY = "busy"
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
class Unplaced:
    """A visit, or two linked ones, without a place."""

    visits: tuple[str, ...]
    reason: Reason
    detail: str = ""
    remedies: tuple[Way, ...] = ()


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
            remedies = _remedies(problem, plan, judged, unit) if reason is not Reason.NO_SHIFT else ()
            return Unplaced(unit, reason, detail, remedies)
    if as_it_is := _insert(problem, plan, unit):
        return Unplaced(unit, Reason.DEARER, _price(problem, plan, as_it_is))
    remedies = _remedies(problem, plan, judged, unit)
    if len(unit) > 1 and all(_insert(_unlinked(problem, unit), plan, (each,)) for each in unit):
        return Unplaced(unit, Reason.PAIR, "", remedies)
    return Unplaced(unit, Reason.BUSY, _busy(problem, judged, visits[unit[0]]), remedies)


def _structural(problem: Problem, visit: Visit, person: Person) -> tuple[Reason, str] | None:
    """What no plan could help."""
    able = [
        staff.id
        for staff in problem.staff
        if visit.skills <= staff.skills and (not visit.professions or staff.profession in visit.professions)
    ]
    if not able:
        return Reason.NO_SKILL, ", ".join(sorted(visit.skills | visit.professions))
    welcome = [name for name in able if name not in person.refused and visit.pinned_staff in (None, name)]
    if not welcome:
        return Reason.REFUSED, ", ".join(able[:MOST_NAMES])
    late = visit.most_late
    shifts = [shift for shift in problem.shifts if shift.staff in welcome and _meets(shift, visit)]
    if not shifts:
        return Reason.NO_SHIFT, ""
    by_car = [shift for shift in shifts if shift.mode == CAR or (shift.may_use_pool and problem.cars)]
    if visit.needs_car and not by_car:
        return Reason.NO_CAR, ""
    longest = max(window.end - window.start for window in visit.windows)
    if problem.on_time is OnTime.END and late is not None and visit.minutes > longest + late:
        return Reason.TOO_LONG, ""
    return None


def _meets(shift: Shift, visit: Visit) -> bool:
    return any(window.start <= shift.end and window.end >= shift.start for window in visit.windows)


def _busy(problem: Problem, judged: Evaluation, visit: Visit) -> str:
    """Who is where while the visit should be: “c3 09:00–09:45”."""
    persons = {person.id: person for person in problem.persons}
    able = {
        staff.id
        for staff in problem.staff
        if _structural(replace(problem, staff=(staff,)), visit, persons[visit.person]) is None
    }
    first, last = visit.windows[0].start, visit.windows[-1].end + visit.minutes
    names = []
    for route in judged.routes:
        inside = [stop for stop in route.stops if stop.end > first and stop.start < last]
        if route.staff in able and inside:
            names.append(f"{route.staff} {_clock(inside[0].start)}–{_clock(inside[-1].end)}")
    return ", ".join(names[:MOST_NAMES])


def _clock(minute: Minutes) -> str:
    return f"{int(minute) % 1440 // 60:02d}.{int(minute) % 60:02d}"


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
