"""When the day changes: somebody is sick, a visit is cancelled, an urgent one comes in, something must stay as it is.

What has begun stays, and so does what somebody is on the way to. Everything else is known to people: moving it has its
price, so that a sick call changes the day of those who lose their visitor, and of as few others as possible.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from fotfeste.care.terms.rules.errors import CareError

from .checking import check
from .clock import NoTime, clock_of, short
from .comparing import Appointment, Comparison, appointments, compare
from .evaluation import RouteTimes, evaluate
from .formats.own import from_json, to_json
from .plan import Plan, Route
from .problem import Known, Minutes, Problem, Shift, Visit, Window
from .solving import solve
from .under_way import left_from, lengthened, on_the_way, stays

URGENT_KEYS = ("persons", "visits", "links")
# The least price of moving what people know, when the day has begun to change: people judge a plan by its changes more
# than by its minutes on the road. A carer as 250 minutes of travel, still less than leaving a visit out; a minute
# beyond a quarter of an hour as eight.
CHANGED_CARER, CHANGED_HOUR = 250.0, 8.0
NEVER_LEFT_OUT = 1e5  # the price of a visit that has begun: above that of anything that may come in


class EventProblem(CareError):
    """An event that does not fit the problem: what is wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class Sick:
    """`staff` cannot work from `at` on; None: not at all that day. What had begun before stays."""

    staff: str
    at: Minutes | None = None


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A visit, or all visits of a person, that are not to be made. A linked visit without its partner is made alone."""

    what: str


@dataclass(frozen=True, slots=True)
class Urgent:
    """New visits, links and persons, in the form of our own format."""

    more: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Pinned:
    """A visit that stays with `staff`, at `start`, or both."""

    visit: str
    staff: str | None = None
    start: Minutes | None = None


Event = Sick | Cancelled | Urgent | Pinned


@dataclass(frozen=True, slots=True)
class Replanned:
    """The problem as it is now, the new plan, and what changes from the old one."""

    problem: Problem
    plan: Plan
    comparison: Comparison


def replan(
    problem: Problem,
    plan: Plan,
    events: Sequence[Event],
    *,
    now: Minutes | None = None,
    seconds: float | None = 4.0,
    moves: int | None = None,
    seed: int = 1,
    cores: int = 2,
) -> Replanned:
    """A plan for what is left after `events`. `now` in minutes from zero: what starts before it has begun, and
    nobody leaves before it who is not on the way.

    Raises EventProblem for an event that names nobody.
    """
    today = changed(problem, plan, events, now=now)
    sick = {event.staff for event in events if isinstance(event, Sick)}
    staying = _without(plan, today, sick, problem, now)
    within = seconds if moves is None else None
    asked = today if now is None else _nobody_leaves_before(problem, plan, today, sick, now)
    found = solve(asked, seconds=within, moves=moves, seed=seed, cores=cores, start=staying)
    judged = evaluate(today, found)
    found = replace(found, cost=judged.cost, parts=judged.parts)
    return Replanned(today, found, compare(today, plan, found, was=problem))


def changed(problem: Problem, plan: Plan, events: Sequence[Event], *, now: Minutes | None = None) -> Problem:
    """The problem after the events: begun visits pinned, the others known to people at the hours they were told."""
    for event in events:
        if isinstance(event, Urgent):
            problem = _with_urgent(problem, event)
    visits = {visit.id: visit for visit in problem.visits}
    for event in events:
        visits = _apply(problem, visits, event)
    judged = evaluate(problem, plan)
    held = appointments(judged)
    begun = {visit for visit, told in held.items() if now is not None and told.start < now}
    sick = {event.staff: event.at if event.at is not None else now for event in events if isinstance(event, Sick)}
    busy = {route.shift: route for route in judged.routes}
    # Whose visitor is sick, or whose visit was pinned anew, was told something that cannot hold any more.
    void = {event.visit for event in events if isinstance(event, Pinned)}
    void |= {name for name, told in held.items() if told.staff in sick and name not in begun}
    kept = visits.keys() & (begun | (on_the_way(judged, now) - void))
    # Who is on the way to a pair whose other half has lost its visitor waits there for another one.
    halves = {link.first: link.second for link in problem.links} | {link.second: link.first for link in problem.links}
    waiting = {name for name in kept - begun if halves.get(name) in void}
    frozen = {
        name: _kept(each, held[name]) if name in kept - waiting else _not_before(each, now)
        for name, each in visits.items()
    }
    for name in waiting:
        frozen[name] = replace(frozen[name], pinned_staff=held[name].staff)
    weights = problem.weights
    return check(
        replace(
            problem,
            visits=tuple(frozen.values()),
            links=tuple(link for link in problem.links if link.first in frozen and link.second in frozen),
            shifts=tuple(
                _left(problem, shift, sick[shift.staff], busy.get(number), begun)
                if shift.staff in sick
                else left_from(problem, shift, busy.get(number), now, kept)
                for number, shift in enumerate(problem.shifts)
            ),
            known={
                name: Known(told.staff, told.start)
                for name, told in held.items()
                if name in frozen and name not in void
            },
            weights=replace(
                weights,
                changed_carer=max(weights.changed_carer, CHANGED_CARER),
                changed_hour=max(weights.changed_hour, CHANGED_HOUR),
            ),
            bound=None,
        )
    )


def _nobody_leaves_before(problem: Problem, plan: Plan, today: Problem, sick: set[str], now: Minutes) -> Problem:
    """What is searched in place of `today`: who has ended a visit and is not on the way stays there until now."""
    judged = evaluate(problem, plan)
    held = appointments(judged)
    kept = {visit.id for visit in today.visits if visit.id in held and visit.pinned_staff == held[visit.id].staff}
    well = tuple(route for route in judged.routes if route.staff not in sick)
    return lengthened(today, stays(today, replace(judged, routes=well), now, kept))


def _apply(problem: Problem, visits: dict[str, Visit], event: Event) -> dict[str, Visit]:
    if isinstance(event, Sick):
        if event.staff not in {staff.id for staff in problem.staff}:
            raise EventProblem("Nobody of the staff is called %(name)s. Check the name.", name=event.staff)
    elif isinstance(event, Cancelled):
        left = {name: each for name, each in visits.items() if event.what not in (name, each.person)}
        if len(left) == len(visits):
            raise EventProblem("There is no visit and no person called %(name)s. Check the name.", name=event.what)
        return left
    elif isinstance(event, Pinned):
        if event.visit not in visits:
            raise EventProblem("There is no visit called %(name)s. Check the name.", name=event.visit)
        visit = visits[event.visit]
        visits[event.visit] = replace(
            visit,
            pinned_staff=event.staff or visit.pinned_staff,
            pinned_start=visit.pinned_start if event.start is None else event.start,
            most_late=visit.most_late if event.start is None else None,
        )
    return visits


def _with_urgent(problem: Problem, event: Urgent) -> Problem:
    if not event.more.get("visits") or set(event.more) - set(URGENT_KEYS):
        raise EventProblem("Write what is urgent as {visits: […]}, with links and persons where there are any.")
    whole = to_json(problem)
    for name in URGENT_KEYS:
        whole[name] = [*whole.get(name, ()), *event.more.get(name, ())]
    return from_json(whole)


def _kept(visit: Visit, told: Appointment) -> Visit:
    """It is made as told, whatever else comes in."""
    return replace(
        visit, pinned_staff=told.staff, pinned_start=told.start, most_late=None, unserved=NEVER_LEFT_OUT
    )  # fmt: skip


def _not_before(visit: Visit, now: Minutes | None) -> Visit:
    """Nobody comes in the past. A window that is over becomes this very minute: later is late, as it already is."""
    if now is None or visit.pinned_start is not None:
        return visit
    left = tuple(replace(window, start=max(window.start, now)) for window in visit.windows if window.end >= now)
    return replace(visit, windows=left) if left else replace(visit, windows=(Window(now, now),), most_late=None)


def _left(problem: Problem, shift: Shift, at: Minutes | None, route: RouteTimes | None, begun: set[str]) -> Shift:
    """What is left of a sick person's shift: the visits that had begun, and the way home."""
    made = [stop for stop in route.stops if stop.visit in begun] if route else []
    end = shift.start if at is None else min(max(shift.start, at), shift.end)
    home = end
    if made and route:
        home = made[-1].end + problem.travel[route.mode][made[-1].place][shift.to_place]
    return replace(shift, end=end, lunch=None, most_overtime=max(0.0, home - end))


def _without(plan: Plan, today: Problem, sick: set[str], problem: Problem, now: Minutes | None) -> Plan:
    """The old plan without what cannot stay: the sick person's visits to come, and what is no longer asked for."""
    asked = {visit.id: visit for visit in today.visits}
    routes = []
    for route in plan.routes:
        gone = problem.shifts[route.shift].staff in sick
        stops = [stop for stop in route.stops if stop.visit is None or stop.visit in asked]
        if gone:
            stops = [stop for stop in stops if stop.visit and now is not None and stop.start < now]
        if any(stop.visit for stop in stops):
            routes.append(Route(route.shift, tuple(stops), route.by_pool_car))
    return Plan(tuple(routes))


def events_from(
    problem: Problem,
    *,
    sick: Iterable[str] = (),
    cancelled: Iterable[str] = (),
    urgent: Mapping[str, Any] | None = None,
    pins: Iterable[str] = (),
    now: Minutes | None = None,
    plan: Plan | None = None,
) -> list[Event]:
    """Events as the command line gives them; `pins` are `visit=staff`, `visit=staff@HH:MM` or `visit=@HH:MM`.

    HH:MM is local time on the visit's own day; a date may be written too, visit=@2026-03-30T09:00. What has begun in
    `plan` by `now` stays: a person's other visits are cancelled, and EventProblem is raised where that is nothing.
    """
    begun = {} if plan is None or now is None else _begun(problem, plan, now)
    found: list[Event] = [Sick(name, now) for name in sick]
    for name in cancelled:
        meant = [visit.id for visit in problem.visits if name in (visit.id, visit.person)]
        over = [visit for visit in meant if visit in begun]
        if over and len(over) == len(meant):
            raise _has_begun(problem, over[0], begun[over[0]])
        found += [Cancelled(visit) for visit in meant if visit not in begun] if over else [Cancelled(name)]
    if urgent is not None:
        found.append(Urgent(urgent))
    for pin in pins:
        visit, _, rest = pin.rpartition("=")
        staff, at, hour = rest.partition("@")
        if not visit or not rest or (at and not hour.strip()):
            raise EventProblem("%(pin)s pins nothing. Write visit=staff, visit=staff@HH:MM or visit=@HH:MM.", pin=pin)
        pinned = Pinned(visit, staff or None, _pinned_at(problem, visit, pin, hour) if at else None)
        if (told := begun.get(visit)) and (pinned.staff or told.staff) != told.staff:
            raise _has_begun(problem, visit, told)
        if told and pinned.start is not None and abs(pinned.start - told.start) >= 1:
            raise _has_begun(problem, visit, told)
        found.append(pinned)
    return found


def _begun(problem: Problem, plan: Plan, now: Minutes) -> dict[str, Appointment]:
    return {visit: told for visit, told in appointments(evaluate(problem, plan)).items() if told.start < now}


def _has_begun(problem: Problem, visit: str, told: Appointment) -> EventProblem:
    text = (
        "%(visit)s began at %(start)s with %(staff)s, and what has begun stays. Take it out, or give an earlier --at."
    )
    return EventProblem(text, visit=visit, start=short(clock_of(problem).shown(told.start)), staff=told.staff)


def _pinned_at(problem: Problem, name: str, pin: str, hour: str) -> Minutes:
    """The minute a pin means. A time without a date is on a day of the visit's own: the first it has a window for."""
    clock = clock_of(problem)
    windows = next((visit.windows for visit in problem.visits if visit.id == name), ())
    try:
        days = dict.fromkeys(
            day for window in windows for day in range(clock.day(window.start), clock.day(window.end) + 1)
        )
        read, wrong = [], None
        for day in days or (0,):
            try:
                read.append(clock.read(hour, day=day))
            except NoTime as skipped:
                wrong = wrong or skipped
        if not read and wrong:
            raise wrong
    except NoTime as wrong:
        raise EventProblem("%(pin)s has no time after @. %(why)s.", pin=pin, why=str(wrong)) from wrong
    inside = [minute for minute in read if any(window.start <= minute <= window.end for window in windows)]
    return (inside or read)[0]
