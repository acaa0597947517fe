"""One route: its times, worked out from the starts and the travel matrix alone, and the rules it breaks."""

import math
from typing import Any

from fotfeste.care.planning.rules.plan import Route
from fotfeste.care.planning.rules.problem import CAR, Minutes, OnTime, Visit

from .case import Case, Placed
from .judgement import FaultKind, RouteTimes, StopTimes
from .visits import check_staff, check_time, lateness

Made = tuple[Visit | None, Minutes]  # a stop that can be made; None is lunch


def drive(case: Case, route: Route) -> RouteTimes | None:
    """Work a route out and note its faults. None for a route without a visit, which is no route."""
    shift = case.problem.shifts[route.shift]
    made = _stops_that_can_be_made(case, route)
    if all(visit is None for visit, _ in made):
        return None
    mode = CAR if route.by_pool_car else shift.mode
    travel = case.problem.travel[mode]
    places = _places(case, made)

    way = travel[shift.from_place][places[0]]
    departure = made[0][1] - way
    if departure < shift.start - case.tolerance:
        text = "%(staff)s must leave at minute %(departure)s for the first stop, before the shift starts at %(opens)s."
        params: dict[str, Any] = {"staff": shift.staff, "departure": departure, "opens": shift.start}
        case.fault(FaultKind.BEFORE_SHIFT, text, visit=_id(made[0][0]), shift=route.shift, **params)
    stops: list[StopTimes] = []
    travelled, free_at = way, made[0][1]
    for number, ((visit, start), place) in enumerate(zip(made, places, strict=True)):
        way = travel[places[number - 1]][place] if number else 0.0
        stop = _stop(case, route.shift, visit, start, place, free_at + way, by_car=mode == CAR)
        travelled += way
        free_at = stop.end
        stops.append(stop)
    _check_lunch(case, route.shift, stops)
    _check_count(case, route.shift, sum(visit is not None for visit, _ in made))

    way = travel[places[-1]][shift.to_place]
    back = free_at + way
    overtime = max(0.0, back - shift.end)
    _check_overtime(case, route.shift, overtime, back)
    return RouteTimes(
        shift=route.shift,
        staff=shift.staff,
        mode=mode,
        by_pool_car=route.by_pool_car,
        departure=departure,
        back=back,
        travel=travelled + way,
        work=travelled + way + math.fsum(visit.minutes for visit, _ in made if visit is not None),
        idle=departure - shift.start + math.fsum(stop.wait for stop in stops) + max(0.0, shift.end - back),
        overtime=overtime,
        stops=tuple(stops),
    )


def _stops_that_can_be_made(case: Case, route: Route) -> list[Made]:
    """The stops of a known visit, not made before, at a minute that is one. The others are faults and are left out."""
    staff = case.problem.shifts[route.shift].staff
    made: list[Made] = []
    for stop in route.stops:
        visit = None if stop.visit is None else case.visits.get(stop.visit)
        what = stop.visit or "lunch"
        about: dict[str, Any] = {"visit": stop.visit, "shift": route.shift}
        if stop.visit is not None and visit is None:
            text = "%(staff)s is sent to “%(what)s”, which is no visit of this problem."
            case.fault(FaultKind.UNKNOWN_VISIT, text, **about, staff=staff, what=what)
        elif not _is_time(stop.start, case.tolerance):
            text = "%(what)s of %(staff)s starts at %(start)s, which is no minute from 0 on."
            case.fault(FaultKind.NO_TIME, text, **about, staff=staff, what=what, start=repr(stop.start))
        elif visit is not None and visit.id in case.placed:
            before = case.placed[visit.id]
            text = "%(visit)s is planned twice: at minute %(one)s by %(first)s and at %(other)s by %(second)s."
            params: dict[str, Any] = {"one": before.start, "first": before.staff, "other": stop.start, "second": staff}
            case.fault(FaultKind.VISIT_TWICE, text, **about, **params)
        else:
            if case.problem.whole_minutes and abs(stop.start - round(stop.start)) > case.tolerance:
                text = "%(what)s of %(staff)s starts at minute %(start)s; only whole minutes are allowed."
                case.fault(FaultKind.NOT_WHOLE, text, **about, staff=staff, what=what, start=stop.start)
            if visit is not None:
                case.placed[visit.id] = Placed(visit, staff, stop.start, route.shift)
            made.append((visit, stop.start))
    return made


def _stop(
    case: Case, shift: int, visit: Visit | None, start: Minutes, place: int, arrival: Minutes, *, by_car: bool
) -> StopTimes:
    """One stop. What comes too soon is a fault, not a negative wait."""
    staff = case.staff[case.problem.shifts[shift].staff]
    if start < arrival - case.tolerance:
        text = "%(what)s starts at minute %(start)s, but %(staff)s cannot be there before %(arrival)s."
        params: dict[str, Any] = {"what": _id(visit) or "lunch", "start": start, "staff": staff.id, "arrival": arrival}
        case.fault(FaultKind.NOT_THERE_YET, text, visit=_id(visit), shift=shift, **params)
    wait = max(0.0, start - arrival)
    if visit is None:
        lunch = case.problem.shifts[shift].lunch
        return StopTimes(None, place, arrival, start, start + (lunch.minutes if lunch else 0.0), wait)
    late = lateness(case, visit, start)
    check_staff(case, visit, staff, by_car=by_car, shift=shift)
    check_time(case, visit, start, late, shift=shift)
    return StopTimes(visit.id, place, arrival, start, start + visit.minutes, wait, late)


def _places(case: Case, made: list[Made]) -> list[int]:
    """Where each stop is. Lunch is held where the next visit is, or else where the last one was."""
    at: list[int | None] = [None if visit is None else case.persons[visit.person].place for visit, _ in made]
    last = next(place for place in reversed(at) if place is not None)
    places: list[int] = []
    for place in reversed(at):
        last = last if place is None else place
        places.append(last)
    return places[::-1]


def _check_lunch(case: Case, shift: int, stops: list[StopTimes]) -> None:
    """One lunch, in a shift that has one, within its hours."""
    of_shift, staff = case.problem.shifts[shift].lunch, case.problem.shifts[shift].staff
    lunches = [stop for stop in stops if stop.visit is None]
    if not lunches:
        return
    if of_shift is None:
        text = "%(staff)s has lunch at minute %(start)s in a shift without a lunch break."
        case.fault(FaultKind.LUNCH, text, shift=shift, staff=staff, start=lunches[0].start)
        return
    if len(lunches) > 1:
        text = "%(staff)s has %(count)s lunch breaks in one shift."
        case.fault(FaultKind.LUNCH, text, shift=shift, staff=staff, count=len(lunches))
    for lunch in lunches:
        last_moment = lunch.end if case.problem.on_time is OnTime.END else lunch.start
        if lunch.start < of_shift.start - case.tolerance or last_moment > of_shift.end + case.tolerance:
            text = "Lunch of %(staff)s is from minute %(start)s to %(end)s, outside its hours %(opens)s to %(closes)s."
            params: dict[str, Any] = {
                "start": lunch.start,
                "end": lunch.end,
                "opens": of_shift.start,
                "closes": of_shift.end,
            }
            case.fault(FaultKind.LUNCH, text, shift=shift, staff=staff, **params)


def _check_count(case: Case, number: int, count: int) -> None:
    shift = case.problem.shifts[number]
    if shift.most_visits is not None and count > shift.most_visits:
        text = "%(staff)s makes %(count)s visits; in this shift at most %(most)s."
        case.fault(FaultKind.MOST_VISITS, text, shift=number, staff=shift.staff, count=count, most=shift.most_visits)


def _check_overtime(case: Case, number: int, overtime: Minutes, back: Minutes) -> None:
    shift = case.problem.shifts[number]
    params: dict[str, Any] = {"staff": shift.staff, "back": back, "overtime": overtime}
    if shift.most_overtime is not None and overtime > shift.most_overtime + case.tolerance:
        text = "%(staff)s is back at minute %(back)s, %(overtime)s after the shift; at most %(most)s are tolerated."
        case.fault(FaultKind.AFTER_SHIFT, text, shift=number, **params, most=shift.most_overtime)
    elif case.problem.weights.overtime is None and overtime > case.tolerance:
        text = "%(staff)s is back at minute %(back)s, %(overtime)s after the shift; in this problem nobody may be."
        case.fault(FaultKind.AFTER_SHIFT, text, shift=number, **params)


def _is_time(start: object, tolerance: Minutes) -> bool:
    try:
        return math.isfinite(start) and start >= -tolerance  # type: ignore[arg-type, operator]
    except TypeError:
        return False


def _id(visit: Visit | None) -> str | None:
    return None if visit is None else visit.id
