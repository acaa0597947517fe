"""What is to be planned, as plain data: visits, how they depend on each other, staff, persons, travel and weights.

All times are minutes from one zero, such as the midnight before the first day; a week is one axis and a shift may
cross midnight. They are minutes that pass: what the clock shows then is told by `clock`.

A *visit* is one person's work at one place by one member of staff: two professionals at the door are two visits with
a `Link`. The names follow the home health care routing and scheduling problem (Mankowska, Meisel and Bierwirth 2014,
10.1007/s10729-013-9243-1; Ceschia, Da Ros and others 2026, 10.1111/itor.70140).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Minutes = float
CAR, FOOT = "car", "foot"


class LinkKind(StrEnum):
    """How two visits to one person hang together. Either both are placed or none is."""

    SIMULTANEOUS = "simultaneous"  # both start at the same minute, by two different members of staff
    SEQUENTIAL = "sequential"  # the second starts `least` to `most` minutes after the first starts, by another person
    INDEPENDENT = "independent"  # no relation in time, and one member of staff may do both


class OnTime(StrEnum):
    """What must lie within a visit's window."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Window:
    """From `start` to `end`, both inclusive, minutes from zero."""

    start: Minutes
    end: Minutes


@dataclass(frozen=True, slots=True)
class Visit:
    """One piece of work for one member of staff.

    `windows` are in order of time and do not overlap. A visit never starts before the first one starts. What falls
    after a window's end counts as late, measured from the last window that had opened when the visit started.
    """

    id: str
    person: str
    service: str  # what is done; with `person` unique within a day
    minutes: Minutes
    windows: tuple[Window, ...]
    skills: frozenset[str] = frozenset()  # all of these are needed
    professions: frozenset[str] = frozenset()  # one of these is needed; empty: anyone
    needs_car: bool = False  # only a member of staff who has a car that day
    most_late: Minutes | None = 0.0  # minutes of lateness that are tolerated, at a price; None: any
    optional: bool = False  # leaving it out costs `unserved`, but the plan is still whole
    unserved: float | None = None  # cost when left out, in place of the weight; a priority
    pinned_staff: str | None = None  # only this member of staff
    pinned_start: Minutes | None = None  # only at this minute


@dataclass(frozen=True, slots=True)
class Link:
    """`first` and `second` are visit ids of one person. A visit is in one link at most."""

    first: str
    second: str
    kind: LinkKind
    least: Minutes = 0.0
    most: Minutes = 0.0


@dataclass(frozen=True, slots=True)
class Person:
    """Who is visited. Staff ids in `preferred` (empty: no wish), `refused` (never) and `known` (faces seen before)."""

    id: str
    place: int  # index into the travel matrices
    preferred: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()  # staff who speak none of these cost `language`; empty: no wish
    usual_start: Minutes | None = (
        None  # what the clock shows, minutes after midnight; starts far from it cost `other_hour`
    )


@dataclass(frozen=True, slots=True)
class Lunch:
    """A break of `minutes` within `start` and `end`. It is held at the place of the visit that follows."""

    start: Minutes
    end: Minutes
    minutes: Minutes


@dataclass(frozen=True, slots=True)
class Shift:
    """One stretch of work by one member of staff; one route is planned for it."""

    staff: str
    start: Minutes
    end: Minutes
    from_place: int
    to_place: int
    lunch: Lunch | None = None
    most_overtime: Minutes | None = None  # minutes after `end` that are tolerated, at a price; None: any
    mode: str = CAR  # how this shift travels unless a car of the pool is used or missing
    may_use_pool: bool = False  # travels by `mode`, or by car if one of the pool's cars is given to the shift
    most_visits: int | None = None  # for somebody who is still learning; None: any number


@dataclass(frozen=True, slots=True)
class Staff:
    """Who visits."""

    id: str
    skills: frozenset[str] = frozenset()
    profession: str = ""
    languages: frozenset[str] = frozenset()
    contract_minutes: Minutes | None = None  # of work (visits, travel, lunch not counted) in the whole horizon
    not_with: frozenset[str] = frozenset()  # staff who must not meet in a linked pair with this one


@dataclass(frozen=True, slots=True)
class Weights:
    """Price of each part of the objective. `None` makes the part a constraint, 0 leaves it out.

    Minutes are priced per minute, the rest per case.
    """

    travel: float = 1.0
    lateness: float | None = 3.0  # sum over visits
    highest_lateness: float | None = 0.0  # the single latest visit
    waiting: float = 0.1  # between arriving and starting; not before the first visit, nor right after a first lunch
    overtime: float | None = 2.0  # coming back after the shift's end
    most_idle: float = 0.0  # the idle time of whoever has most of it
    unserved: float = 300.0  # a person whose visit (or pair of visits) is left out
    not_preferred: float | None = 10.0  # a visit by somebody else than the person wants
    language: float = 5.0
    new_face: float = 15.0  # each member of staff a person meets in the horizon beyond the first, unless known
    other_hour: float = 0.1  # per minute beyond half an hour from the person's usual start
    missed_lunch: float | None = 60.0
    over_contract: float = 1.0  # work beyond a member of staff's contract minutes
    unfair: float = 0.0  # work above the mean share of the contract, per minute
    changed_carer: float = 40.0  # another member of staff than in the plan people know
    changed_hour: float = 1.0  # per minute beyond 15 from the hour people know


@dataclass(frozen=True, slots=True)
class Known:
    """What people were told before: who comes with a visit, and when."""

    staff: str
    start: Minutes


@dataclass(frozen=True, slots=True)
class Problem:
    """A day or a week to plan.

    `travel[mode][i][j]` are minutes from place i to place j. `zero` is the local clock time of minute 0 (ISO 8601)
    and `time_zone` an IANA name: they serve words and usual hours, so that an hour the clock skips is told right.
    """

    name: str
    visits: tuple[Visit, ...]
    persons: tuple[Person, ...]
    staff: tuple[Staff, ...]
    shifts: tuple[Shift, ...]
    travel: Mapping[str, tuple[tuple[Minutes, ...], ...]]
    links: tuple[Link, ...] = ()
    weights: Weights = field(default_factory=Weights)
    on_time: OnTime = OnTime.START
    whole_minutes: bool = False  # starts are whole minutes
    cars: int = 0  # cars of the pool; one is held by a shift from its start to its end
    lunch_when_unused: bool = False  # a shift with a lunch and without visits counts as one that missed it
    known: Mapping[str, Known] = field(default_factory=dict)  # visit id -> what people were told
    zero: str | None = None
    time_zone: str = "Europe/Oslo"
    bound: float | None = None  # a proven lower bound of the cost, where known
