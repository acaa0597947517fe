"""Who may make a visit: one rule for the judge, the search, the proof, the week and the explanation.

What a person wishes and what a language costs are prices, not bars, unless the problem makes the wish a constraint.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Protocol

from .problem import CAR, Minutes, Person, Shift, Staff, Visit, Weights

ANY = float("inf")
ROUNDING = 1e-6  # minutes


class Bar(StrEnum):
    """What keeps a member of staff from making a visit."""

    SKILL = "skill"
    PROFESSION = "profession"
    CAR = "car"
    REFUSED = "refused"
    NOT_PREFERRED = "not_preferred"  # only where a visit by others than those preferred is forbidden
    PINNED = "pinned"


ABLE = frozenset({Bar.SKILL, Bar.PROFESSION})  # what a member of staff lacks, whoever the person is
WELCOME = frozenset({Bar.REFUSED, Bar.NOT_PREFERRED, Bar.PINNED})  # what people have decided


class Fleet(Protocol):
    """Of a problem or a week."""

    @property
    def cars(self) -> int: ...
    @property
    def weights(self) -> Weights: ...


def bars(visit: Visit, person: Person, staff: Staff, weights: Weights, *, by_car: bool) -> Iterator[Bar]:
    """Everything that keeps `staff` from making the visit; nothing where they may. `by_car`: whether they drive."""
    if visit.skills - staff.skills:
        yield Bar.SKILL
    if visit.professions and staff.profession not in visit.professions:
        yield Bar.PROFESSION
    if visit.needs_car and not by_car:
        yield Bar.CAR
    if staff.id in person.refused:
        yield Bar.REFUSED
    if weights.not_preferred is None and not is_wished(person, staff):
        yield Bar.NOT_PREFERRED
    if visit.pinned_staff is not None and staff.id != visit.pinned_staff:
        yield Bar.PINNED


def may_visit(visit: Visit, person: Person, staff: Staff, shift: Shift, fleet: Fleet) -> bool:
    """Whether somebody may make the visit in this shift of theirs, if the time fits."""
    return not any(bars(visit, person, staff, fleet.weights, by_car=may_drive(shift, fleet)))


def is_wished(person: Person, staff: Staff) -> bool:
    """Somebody the person prefers, or anybody where there is no such wish."""
    return not person.preferred or staff.id in person.preferred


def speaks(person: Person, staff: Staff) -> bool:
    """A language of the person's, or anybody where there is no such wish."""
    return not person.languages or bool(person.languages & staff.languages)


def may_drive(shift: Shift, fleet: Fleet) -> bool:
    """Whether the shift goes by car or may be given one of the pool."""
    return shift.mode == CAR or (shift.may_use_pool and fleet.cars > 0)


def most_late(visit: Visit, weights: Weights) -> Minutes:
    """Minutes after a window's end that are tolerated; infinite where any are."""
    if visit.pinned_start is not None or weights.lateness is None or weights.highest_lateness is None:
        return 0.0
    return ANY if visit.most_late is None else visit.most_late


def most_overtime(shift: Shift, weights: Weights) -> Minutes:
    """Minutes after the shift's end that are tolerated; infinite where any are."""
    if weights.overtime is None:
        return 0.0
    return ANY if shift.most_overtime is None else shift.most_overtime


def is_on_duty(shift: Shift, visit: Visit, weights: Weights) -> bool:
    """Whether any of the visit's windows, and what it may be late, meets the shift and what it may go over.

    The way there and back is not asked about.
    """
    if visit.pinned_start is not None:
        return shift.start - ROUNDING <= visit.pinned_start <= shift.end + most_overtime(shift, weights) + ROUNDING
    late, over = most_late(visit, weights), most_overtime(shift, weights)
    return any(window.start <= shift.end + over and window.end + late >= shift.start for window in visit.windows)


def start_span(visit: Visit, weights: Weights, *, latest: Minutes) -> tuple[Minutes, Minutes]:
    """The earliest and the latest minute at which the visit may start; where any lateness is allowed, `latest`."""
    if visit.pinned_start is not None:
        return visit.pinned_start, visit.pinned_start
    first, last = visit.windows[0].start, visit.windows[-1].end + most_late(visit, weights)
    return first, max(first, min(last, max(latest, visit.windows[-1].end)))
