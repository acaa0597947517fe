"""Is a problem sound? Everything wrong with what was asked, at once, before anybody searches for a plan.

What cannot be planned is no fault here: nobody with the skill, a window shorter than the visit, no staff at all. The
plan leaves such visits out and says so. A fault is what has no meaning: a link to nothing, a shift that ends before it
starts.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from itertools import pairwise
from types import NoneType
from typing import Any, get_args, get_type_hints
from zoneinfo import ZoneInfo

from fotfeste.care.terms.rules.errors import CareError

from .clock import FURTHEST, MINUTES_A_DAY, Clock, NoTime, clock_of, clock_of_zero, short
from .problem import CAR, Minutes, Problem, Shift, Visit, Weights

AFTER_MIDNIGHT = "after midnight minutes go on above 1440, or the date is written: %(write)s"
# A weight of None makes these a constraint; the others need a number.
MAY_BE_CONSTRAINTS = {name for name, kind in get_type_hints(Weights).items() if NoneType in get_args(kind)}


@dataclass(frozen=True, slots=True)
class InputFault:
    """`where` is the thing that is wrong, as its owner calls it (“visit p3/s1”). `message` is a gettext message id."""

    where: str
    message: str
    params: dict[str, Any] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return f"{self.where}: {self.message % self.params}"


class ProblemFaults(CareError):
    """What was asked cannot be planned as it stands. `faults` are all that is wrong with it."""

    def __init__(self, faults: Sequence[InputFault]) -> None:
        super().__init__("This cannot be planned as it stands:\n%(faults)s", faults="\n".join(map(str, faults)))
        self.faults = tuple(faults)


class Notes:
    """Collects faults, so that all are told at once."""

    def __init__(self) -> None:
        self.faults: list[InputFault] = []

    def add(self, where: str, message: str, **params: Any) -> None:
        self.faults.append(InputFault(where, message, params))

    def raise_any(self) -> None:
        if self.faults:
            raise ProblemFaults(self.faults)


def check(problem: Problem) -> Problem:
    """`problem` itself if it is sound; else raises ProblemFaults with everything that is wrong."""
    if faults := faults_of(problem):
        raise ProblemFaults(faults)
    return problem


def faults_of(problem: Problem) -> list[InputFault]:
    """Everything that is wrong with what was asked."""
    notes = Notes()
    _unique(notes, "visit", (visit.id for visit in problem.visits))
    _unique(notes, "person", (person.id for person in problem.persons))
    _unique(notes, "member of staff", (member.id for member in problem.staff))
    clock = _check_zero(notes, problem)
    places = _check_travel(notes, problem)
    _check_persons(notes, problem, places)
    persons, staff = {person.id for person in problem.persons}, {member.id for member in problem.staff}
    for visit in problem.visits:
        _check_visit(notes, visit, persons, staff, clock)
    _check_links(notes, problem)
    _check_staff(notes, problem)
    for number, shift in enumerate(problem.shifts):
        _check_shift(notes, problem, number, shift, staff, places, clock)
    _check_own_shifts(notes, problem)
    _check_weights(notes, problem.weights)
    _check_known(notes, problem)
    _check_rest(notes, problem)
    return notes.faults


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _minutes(notes: Notes, where: str, **named: Any) -> bool:
    """Whether all of these are minutes: numbers from 0 on. The others are noted."""
    sound = True
    for name, value in named.items():
        if not _is_number(value) or value < 0:
            text = "%(name)s is %(value)s, but must be a number of minutes from 0 on"
            notes.add(where, text, name=name, value=repr(value))
            sound = False
    return sound


def _unique(notes: Notes, what: str, ids: Iterable[str]) -> None:
    for id, times in Counter(ids).items():
        if times > 1:
            notes.add(f"{what} {id}", "the id is used %(times)s times; give each its own", times=times)
        if not id:
            notes.add(what, "has an empty id; give it one")


def _is_place(place: object, places: int) -> bool:
    return isinstance(place, int) and not isinstance(place, bool) and 0 <= place < places


def _check_travel(notes: Notes, problem: Problem) -> int:
    """Number of places, which is the size of the first matrix."""
    sizes = {mode: len(rows) for mode, rows in problem.travel.items()}
    places = next(iter(sizes.values()), 0)
    for mode, rows in problem.travel.items():
        where = f"travel by {mode}"
        if sizes[mode] != places:
            text = "has %(rows)s rows, but the first matrix has %(places)s; all modes go between the same places"
            notes.add(where, text, rows=sizes[mode], places=places)
        if odd := [number for number, row in enumerate(rows) if len(row) != len(rows)]:
            text = "row %(row)s has %(found)s columns where %(rows)s are needed; the matrix must be square"
            notes.add(where, text, row=odd[0], found=len(rows[odd[0]]), rows=len(rows))
        wrong = [
            (i, j) for i, row in enumerate(rows) for j, value in enumerate(row) if not _is_number(value) or value < 0
        ]
        if wrong:
            i, j = wrong[0]
            text = "from place %(i)s to %(j)s stands %(value)s, but minutes from 0 on are needed (%(count)s such cells)"
            notes.add(where, text, i=i, j=j, value=repr(rows[i][j]), count=len(wrong))
    needed = {shift.mode for shift in problem.shifts}
    if problem.cars and any(shift.may_use_pool for shift in problem.shifts):
        needed.add(CAR)
    for mode in sorted(needed - problem.travel.keys()):
        notes.add("travel", "there is no matrix for “%(mode)s”, which shifts travel by; add it", mode=mode)
    return places


def _check_persons(notes: Notes, problem: Problem, places: int) -> None:
    for person in problem.persons:
        where = f"person {person.id}"
        if not _is_place(person.place, places):
            text = "lives at place %(place)s, but the travel matrix has places 0 to %(last)s"
            notes.add(where, text, place=repr(person.place), last=places - 1)
        if person.usual_start is None:
            continue
        if _minutes(notes, where, usual_start=person.usual_start) and person.usual_start >= MINUTES_A_DAY:
            text = "usual_start is %(value)s; it is counted from midnight of each day, so it must be below 1440"
            notes.add(where, text, value=person.usual_start)


def _over_midnight(clock: Clock, start: Minutes, end: Minutes) -> dict[str, Any]:
    """An end before its start, and what to write if it is after midnight."""
    told = {"start": _told(clock, start), "end": _told(clock, end)}
    if start > FURTHEST:
        return {**told, "write": f"{end + MINUTES_A_DAY:.10g}"}
    later = clock.following(clock.shown(end).after_midnight, start)
    return {**told, "write": f"{later:.10g}" + ("" if clock.zero is None else f" or {clock.iso(later)}")}


def _told(clock: Clock, minute: Minutes) -> str:
    known = clock.zero is not None and minute <= FURTHEST
    return f"{minute} ({short(clock.shown(minute))})" if known else f"{minute}"


def _check_visit(notes: Notes, visit: Visit, persons: set[str], staff: set[str], clock: Clock) -> None:
    where = f"visit {visit.id}"
    if visit.person not in persons:
        notes.add(where, "is to “%(person)s”, who is not among the persons; add them", person=visit.person)
    _minutes(notes, where, minutes=visit.minutes)
    if not visit.windows:
        notes.add(where, "has no window; give it one, as wide as the day if any time will do")
    sound = all([_minutes(notes, f"{where}, window", start=w.start, end=w.end) for w in visit.windows])
    for window in visit.windows if sound else ():
        if window.end < window.start:
            text = "its window ends at %(end)s, before it starts at %(start)s; " + AFTER_MIDNIGHT
            notes.add(where, text, **_over_midnight(clock, window.start, window.end))
    for before, after in pairwise(visit.windows if sound else ()):
        if after.start < before.end:
            text = "the windows %(one)s and %(other)s overlap or stand in the wrong order; order them or make them one"
            one, other = f"{before.start}–{before.end}", f"{after.start}–{after.end}"
            notes.add(where, text, one=one, other=other)
    for name in ("most_late", "pinned_start"):
        if (value := getattr(visit, name)) is not None:
            _minutes(notes, where, **{name: value})
    if visit.unserved is not None and (not _is_number(visit.unserved) or visit.unserved < 0):
        notes.add(where, "unserved is %(value)s, but a price from 0 on is needed", value=repr(visit.unserved))
    if visit.pinned_staff is not None and visit.pinned_staff not in staff:
        text = "is pinned to “%(staff)s”, who is not among the staff; add them or take the pin away"
        notes.add(where, text, staff=visit.pinned_staff)


def _check_links(notes: Notes, problem: Problem) -> None:
    visits = {visit.id: visit for visit in problem.visits}
    for link in problem.links:
        where = f"link of {link.first} and {link.second}"
        for id in (link.first, link.second):
            if id not in visits:
                notes.add(where, "there is no visit “%(id)s”; add it or take the link out", id=id)
        if link.first == link.second:
            notes.add(where, "a visit cannot be linked to itself; name two")
        elif link.first in visits and link.second in visits:
            one, other = visits[link.first].person, visits[link.second].person
            if one != other:
                text = "the visits are to “%(one)s” and “%(other)s”; linked visits are to one person"
                notes.add(where, text, one=one, other=other)
        if _minutes(notes, where, least=link.least, most=link.most) and link.least > link.most:
            text = "at least %(least)s minutes apart, but at most %(most)s; swap the two"
            notes.add(where, text, least=link.least, most=link.most)
    for id, times in Counter(id for link in problem.links for id in {link.first, link.second}).items():
        if times > 1:
            notes.add(f"visit {id}", "is in %(times)s links; a visit is in one at most", times=times)


def _check_staff(notes: Notes, problem: Problem) -> None:
    for member in problem.staff:
        if member.contract_minutes is not None:
            _minutes(notes, f"member of staff {member.id}", contract_minutes=member.contract_minutes)


def _check_shift(
    notes: Notes, problem: Problem, number: int, shift: Shift, staff: set[str], places: int, clock: Clock
) -> None:
    where = f"shift number {number} of {shift.staff}"
    if shift.staff not in staff:
        notes.add(where, "“%(staff)s” is not among the staff; add them", staff=shift.staff)
    if _minutes(notes, where, start=shift.start, end=shift.end) and shift.end < shift.start:
        text = "ends at %(end)s, before it starts at %(start)s; " + AFTER_MIDNIGHT
        notes.add(where, text, **_over_midnight(clock, shift.start, shift.end))
    for name in ("from_place", "to_place"):
        if not _is_place(place := getattr(shift, name), places):
            text = "%(name)s is %(place)s, but the travel matrix has places 0 to %(last)s"
            notes.add(where, text, name=name, place=repr(place), last=places - 1)
    if shift.most_overtime is not None:
        _minutes(notes, where, most_overtime=shift.most_overtime)
    if shift.most_visits is not None and shift.most_visits < 1:
        notes.add(where, "“most_visits” is %(most)s; write 1 or more, or leave it out", most=shift.most_visits)
    if (lunch := shift.lunch) is not None:
        sound = _minutes(notes, f"{where}, lunch", start=lunch.start, end=lunch.end, minutes=lunch.minutes)
        if sound and lunch.end < lunch.start:
            text = "lunch must end by %(end)s, before it may start at %(start)s; " + AFTER_MIDNIGHT
            notes.add(where, text, **_over_midnight(clock, lunch.start, lunch.end))


def _check_own_shifts(notes: Notes, problem: Problem) -> None:
    """Nobody works two shifts at once. One may start the minute the other ends."""
    sound = [shift for shift in problem.shifts if _is_number(shift.start) and _is_number(shift.end)]
    for staff in {shift.staff: None for shift in sound}:
        own = sorted((shift for shift in sound if shift.staff == staff), key=lambda shift: (shift.start, shift.end))
        for before, after in pairwise(own):
            if after.start < before.end:
                text = "has shifts from %(one)s and from %(other)s that overlap; shorten one or make them one"
                one, other = f"{before.start} to {before.end}", f"{after.start} to {after.end}"
                notes.add(f"member of staff {staff}", text, one=one, other=other)


def _check_weights(notes: Notes, weights: Weights) -> None:
    for part in fields(Weights):
        value = getattr(weights, part.name)
        if value is None:
            if part.name not in MAY_BE_CONSTRAINTS:
                text = "%(name)s cannot be null (a constraint); give it a number, 0 to leave it out"
                notes.add("weights", text, name=part.name)
        elif not _is_number(value) or value < 0:
            text = "%(name)s is %(value)s, but must be a number from 0 on"
            notes.add("weights", text, name=part.name, value=repr(value))


def _check_known(notes: Notes, problem: Problem) -> None:
    """Staff who are told of and gone may stay: that they are gone is why the plan is made again."""
    visits = {visit.id for visit in problem.visits}
    for id, known in problem.known.items():
        if id not in visits:
            notes.add(f"known {id}", "there is no such visit any more; take it out")
        _minutes(notes, f"known {id}", start=known.start)


def _check_rest(notes: Notes, problem: Problem) -> None:
    if not isinstance(problem.cars, int) or problem.cars < 0:
        notes.add("cars", "is %(value)s, but must be a whole number from 0 on", value=repr(problem.cars))
    if problem.bound is not None and not _is_number(problem.bound):
        notes.add("bound", "is %(value)s, but must be a number", value=repr(problem.bound))


def _check_zero(notes: Notes, problem: Problem) -> Clock:
    """The problem's clock; where zero or zone have no meaning, one that knows neither."""
    try:
        ZoneInfo(problem.time_zone)
    except (ValueError, OSError, KeyError):
        text = "“%(value)s” is no time zone; write it like Europe/Oslo"
        notes.add("time_zone", text, value=problem.time_zone)
        return clock_of_zero(None, "Europe/Oslo")
    try:
        return clock_of(problem)
    except NoTime as skipped:
        notes.add("zero", skipped.message, **skipped.params)
    except (ValueError, OverflowError):
        text = "“%(value)s” is no local clock time; write it like 2026-03-30T00:00"
        notes.add("zero", text, value=problem.zero)
    return clock_of_zero(None, problem.time_zone)
