"""Where everybody is when the day is planned anew: nobody leaves before now, and who is on the way arrives.

People leave as late as the next appointment allows. Whoever has had to leave by now is on the way, and their next visit
stays; everybody else leaves now at the earliest, from where they are.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace

from .evaluation import Evaluation, RouteTimes
from .may_visit import most_overtime
from .problem import CAR, Lunch, Minutes, OnTime, Problem, Shift, Visit, Window


@dataclass(frozen=True, slots=True)
class Leg:
    """The next stop of a route from now on: the visit the way leads to, and when it must be begun at the latest."""

    visit: str
    leaves: Minutes


def next_leg(route: RouteTimes, now: Minutes) -> Leg | None:
    """The first way to a stop that has not begun; None where nothing is left to do."""
    for number, stop in enumerate(route.stops):
        if stop.start < now:
            continue
        visit = next((each.visit for each in route.stops[number:] if each.visit), None)
        if visit is None:
            return None
        if number == 0:
            return Leg(visit, route.departure)
        before = route.stops[number - 1]
        if before.visit is None:  # lunch is held at the place of the visit that follows
            return Leg(visit, before.start)
        return Leg(visit, stop.start - (stop.arrival - before.end))
    return None


def on_the_way(judged: Evaluation, now: Minutes | None) -> set[str]:
    """Visits that have not begun, but that somebody has had to leave for."""
    legs = [next_leg(route, now) for route in judged.routes] if now is not None else []
    return {leg.visit for leg in legs if leg and now is not None and leg.leaves < now}


def left_from(problem: Problem, shift: Shift, route: RouteTimes | None, now: Minutes | None, kept: Set[str]) -> Shift:
    """The shift from now on; all of it where there is no now. `kept`: the visits that stay, begun or on the way to."""
    if now is None:
        return shift
    lunch = _lunch(problem, shift, route, now)
    if route and any(stop.visit in kept for stop in route.stops):
        gone_home = shift.end <= now and route.back <= now
        over = max(0.0, route.back - shift.end) if gone_home else shift.most_overtime
        return replace(shift, start=max(shift.start, route.departure), lunch=lunch, most_overtime=over)
    if shift.end <= now:  # they are not called back
        return replace(shift, start=shift.end, most_overtime=0.0)
    return replace(shift, start=max(shift.start, now), lunch=lunch)


def _lunch(problem: Problem, shift: Shift, route: RouteTimes | None, now: Minutes) -> Lunch | None:
    """One that has begun stays; another one begins now at the earliest, as long as there is time for it."""
    if shift.lunch is None:
        return None
    length = shift.lunch.minutes if problem.on_time is OnTime.END else 0.0
    had = next((stop.start for stop in route.stops if stop.visit is None and stop.start < now), None) if route else None
    if had is not None:
        return replace(shift.lunch, start=had, end=had + length)
    return replace(shift.lunch, start=max(shift.lunch.start, min(now, shift.lunch.end - length)))


def stays(problem: Problem, judged: Evaluation, now: Minutes, kept: Set[str]) -> dict[str, Minutes]:
    """The last visit begun in each route, and until when its visitor stays there: until now, or for as long as the way
    to a visit that is kept, or home in time, allows."""
    found: dict[str, Minutes] = {}
    for route in judged.routes:
        begun = [stop for stop in route.stops if stop.start < now and (stop.visit is None or stop.visit in kept)]
        if not begun or begun[-1].visit is None:
            continue
        shift, last, until = problem.shifts[route.shift], begun[-1], now
        if (leg := next_leg(route, now)) and leg.visit in kept:
            until = min(until, leg.leaves)
        home = problem.travel[CAR if route.by_pool_car else shift.mode][last.place][shift.to_place]
        until = min(until, shift.end + most_overtime(shift, problem.weights) - home)
        if until > last.end:
            found[begun[-1].visit] = until
    return found


def lengthened(problem: Problem, until: Mapping[str, Minutes]) -> Problem:
    """The problem in which these visits, each pinned to a minute, last until then, and nothing is dearer for it."""
    more: dict[str | None, Minutes] = {}

    def longer(visit: Visit) -> Visit:
        if visit.id not in until or visit.pinned_start is None:
            return visit
        minutes = max(visit.minutes, until[visit.id] - visit.pinned_start)
        more[visit.pinned_staff] = more.get(visit.pinned_staff, 0.0) + minutes - visit.minutes
        return replace(visit, minutes=minutes, windows=(Window(visit.pinned_start, visit.pinned_start + minutes),))

    visits = tuple(longer(visit) for visit in problem.visits)
    staff = tuple(
        each if each.contract_minutes is None
        else replace(each, contract_minutes=each.contract_minutes + more.get(each.id, 0.0))
        for each in problem.staff
    )  # fmt: skip
    return replace(problem, visits=visits, staff=staff)
