"""Days and weeks made up from a seed: invented persons and places, every feature of a problem, and a stated difficulty.

For tests, for benchmarks beside the published ones (none of which spans a week), and for what-ifs. The same arguments
give the same problem, on any machine.
"""

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from .problem import (
    CAR,
    FOOT,
    Link,
    LinkKind,
    Lunch,
    OnTime,
    Person,
    Problem,
    Shift,
    Staff,
    Visit,
    Weights,
    Window,
)
from .travel import GreatCircle, Point
from .week import Dose, Week

FIRST = ("Vakker", "Stille", "Lys", "Modig", "Blid", "Sterk", "Varm", "Klok", "Rask", "Mild")
LAST = ("Blomst", "Bekk", "Fjell", "Skog", "Vind", "Sol", "Stein", "Elv", "Måne", "Sti")
PROFESSIONS = ("physiotherapist", "occupational_therapist", "nurse", "home_trainer", "home_trainer", "home_trainer")
DAY = 1440.0
OFFICE = Point(59.0, 5.7)  # degrees north and east; nobody lives at the places made up around it


@dataclass(frozen=True, slots=True)
class Difficulty:
    """What makes a day hard: shares of 0 … 1, lengths in minutes."""

    load: float = 0.7  # minutes of visits as a share of the minutes of all shifts
    pairs: float = 0.15  # of the visits that are linked, half of them simultaneous
    window: float = 120.0  # from the first start to the last
    wishes: float = 0.3  # persons who prefer somebody
    optional: float = 0.1
    two_windows: float = 0.15
    part_time: float = 0.3  # staff who work half a day
    without_car: float = 0.3  # staff who walk unless they get a car of the pool
    needs_car: float = 0.1
    kilometres: float = 6.0  # radius in which people live

    @property
    def words(self) -> str:
        """One line for people."""
        return (
            f"load {self.load:.0%}, {self.pairs:.0%} linked, windows of {self.window:.0f} min, {self.without_car:.0%} "
            f"of staff without a car, within {self.kilometres:.0f} km"
        )


def generate_day(
    *, staff: int = 10, visits: int | None = None, load: float | None = None, seed: int = 1,
    difficulty: Difficulty | None = None,
) -> Problem:  # fmt: skip
    """A day for 1–200 members of staff. `visits` default to what fills `load` of the shifts. Minutes from midnight."""
    hard = difficulty or Difficulty()
    hard = hard if load is None else replace(hard, load=load)
    chance = random.Random(seed)
    team = _staff(chance, staff)
    shifts = tuple(_shift(chance, member, 0.0, hard) for member in team)
    minutes = sum(shift.end - shift.start for shift in shifts) * hard.load
    most = visits if visits is not None else 100 * staff
    persons: list[Person] = []
    made: list[Visit] = []
    links: list[Link] = []
    used = 0.0
    while len(made) < most and (visits is not None or used < minutes):
        person = _person(chance, len(persons), team, hard)
        length = float(chance.choice((15, 20, 30, 30, 45, 60)))
        first = _visit(chance, person, f"{person.id}/training", length, hard)
        persons.append(person)
        made.append(first)
        used += length
        if chance.random() < hard.pairs / 2 and len(made) < most:
            second = replace(first, id=f"{person.id}/second", service="second", professions=frozenset())
            kind = chance.choice(
                (LinkKind.SIMULTANEOUS, LinkKind.SEQUENTIAL, LinkKind.SIMULTANEOUS, LinkKind.INDEPENDENT)
            )
            least = 30.0 if kind is LinkKind.SEQUENTIAL else 0.0
            links.append(Link(first.id, second.id, kind, least, least * 3))
            made.append(second)
            used += length
    places = [OFFICE, *(_place(chance, hard) for _ in persons)]
    pool = sum(shift.may_use_pool for shift in shifts)
    return Problem(
        name=f"made up, seed {seed}: {staff} staff, {len(made)} visits, {hard.words}",
        visits=tuple(made), persons=tuple(persons), staff=team, shifts=shifts, travel=_travel(places),
        links=tuple(links), cars=max(0, pool - 1), zero="2026-03-31T00:00",
    )  # fmt: skip


def generate_week(*, persons: int = 60, staff: int = 10, seed: int = 1, difficulty: Difficulty | None = None) -> Week:
    """A week, Monday to Friday: every person wants one to five visits, part-time staff have days off."""
    hard = difficulty or Difficulty()
    chance = random.Random(seed)
    team = _staff(chance, staff)
    shifts = tuple(
        _shift(chance, member, DAY * day, hard)
        for member in team
        for day in range(5)
        if chance.random() > 0.3 * hard.part_time
    )
    worked = {member.id: sum(s.end - s.start for s in shifts if s.staff == member.id) for member in team}
    team = tuple(replace(member, contract_minutes=worked[member.id]) for member in team)
    people, doses = [], []
    for number in range(persons):
        person = _person(chance, number, team, hard)
        start = 480.0 + 30 * chance.randrange(10)
        people.append(person)
        # Effort is high first and tapers (domain: 5-4-3-2-1 visits a week).
        doses.append(
            Dose(
                person=person.id, visits=chance.choice((5, 4, 3, 3, 2, 2, 1)),
                minutes=float(chance.choice((30, 30, 45))),
                windows=tuple(Window(DAY * day + start, DAY * day + start + hard.window) for day in range(5)),
                first_by_two=chance.random() < 0.1,
            )
        )  # fmt: skip
    places = [OFFICE, *(_place(chance, hard) for _ in people)]
    pool = sum(shift.may_use_pool for shift in shifts) // 5
    return Week(
        name=f"made up, seed {seed}: a week, {persons} persons, {staff} staff, {hard.words}",
        doses=tuple(doses), persons=tuple(people), staff=team, shifts=shifts, travel=_travel(places),
        cars=pool, zero="2026-03-30T00:00",
    )  # fmt: skip


def _staff(chance: random.Random, count: int) -> tuple[Staff, ...]:
    found = []
    for number in range(count):
        found.append(
            Staff(
                id=f"c{number + 1}",
                profession=PROFESSIONS[number % len(PROFESSIONS)],
                skills=frozenset(skill for skill in ("wound", "transfer") if chance.random() < 0.7),
                languages=frozenset(["nb"] + (["se"] if chance.random() < 0.2 else [])),
                not_with=frozenset({f"c{number}"}) if number and chance.random() < 0.03 else frozenset(),
            )
        )
    return tuple(found)


def _shift(chance: random.Random, member: Staff, midnight: float, hard: Difficulty) -> Shift:
    half = chance.random() < hard.part_time
    start = midnight + (450.0 if not half or chance.random() < 0.5 else 690.0)
    end = start + (240.0 if half else 480.0)
    walks = chance.random() < hard.without_car
    lunch = None if half else Lunch(midnight + 660.0, midnight + 780.0, 30.0)
    return Shift(
        member.id, start, end, 0, 0, lunch=lunch, most_overtime=30.0, mode=FOOT if walks else CAR, may_use_pool=walks
    )


def _person(chance: random.Random, number: int, team: tuple[Staff, ...], hard: Difficulty) -> Person:
    names = [member.id for member in team]
    wishes = frozenset(chance.sample(names, min(3, len(names)))) if chance.random() < hard.wishes else frozenset()
    return Person(
        id=f"{chance.choice(FIRST)} {chance.choice(LAST)} {number + 1}",
        place=number + 1,
        preferred=wishes,
        refused=frozenset({chance.choice(names)} - wishes) if chance.random() < 0.03 else frozenset(),
        known=frozenset(chance.sample(names, min(2, len(names)))) if chance.random() < 0.5 else frozenset(),
        languages=frozenset({"se"}) if chance.random() < 0.05 else frozenset(),
    )


def _visit(chance: random.Random, person: Person, name: str, minutes: float, hard: Difficulty) -> Visit:
    start = 465.0 + 15 * chance.randrange(20)
    windows = [Window(start, start + hard.window)]
    if chance.random() < hard.two_windows and windows[0].end < 840.0:
        windows.append(Window(windows[0].end + 30, windows[0].end + 30 + hard.window / 2))
    return Visit(
        id=name, person=person.id, service="training", minutes=minutes, windows=tuple(windows),
        skills=frozenset({"transfer"}) if chance.random() < 0.15 else frozenset(),
        professions=frozenset({"physiotherapist", "occupational_therapist"}) if chance.random() < 0.1 else frozenset(),
        needs_car=chance.random() < hard.needs_car, most_late=30.0, optional=chance.random() < hard.optional,
    )  # fmt: skip


def _place(chance: random.Random, hard: Difficulty) -> Point:
    """Anywhere in the circle, evenly."""
    far, angle = hard.kilometres * math.sqrt(chance.random()), 2 * math.pi * chance.random()
    north, east = far * math.cos(angle), far * math.sin(angle)
    return Point(OFFICE.lat + north / 111.2, OFFICE.lon + east / (111.2 * math.cos(math.radians(OFFICE.lat))))


def _travel(places: list[Point]) -> Mapping[str, tuple[tuple[float, ...], ...]]:
    engine = GreatCircle()
    found = {}
    for mode in (CAR, FOOT):
        table = engine.table(places, mode)
        found[mode] = tuple(tuple(float(math.ceil(way)) for way in row) for row in table.minutes)
    return found


def _tiny(**changes: object) -> Problem:
    """Two members of staff, two persons ten minutes apart."""
    way = ((0.0, 10.0, 10.0), (10.0, 0.0, 10.0), (10.0, 10.0, 0.0))
    base = Problem(
        name="tiny",
        visits=tuple(Visit(f"p{k}/a", f"p{k}", "a", 30.0, (Window(480.0, 600.0),)) for k in (1, 2)),
        persons=(Person("p1", 1), Person("p2", 2)),
        staff=(Staff("c1"), Staff("c2")),
        shifts=tuple(Shift(name, 450.0, 900.0, 0, 0, most_overtime=0.0) for name in ("c1", "c2")),
        travel={CAR: way},
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def _pairs(kind: LinkKind, least: float, most: float) -> Problem:
    """Both persons are visited by both members of staff."""
    base = _tiny()
    visits = tuple(
        replace(visit, id=f"{visit.person}/{k}", service=k, most_late=None) for visit in base.visits for k in ("a", "b")
    )
    links = tuple(Link(f"{p}/a", f"{p}/b", kind, least, most) for p in ("p1", "p2"))
    return replace(base, visits=visits, links=links)


def _crossed() -> Problem:
    """Good only when the two meet the same two persons in opposite order, which orders of persons cannot express."""
    base = _pairs(LinkKind.SEQUENTIAL, 54.0, 108.0)
    skills = {"p1/a": "x", "p1/b": "y", "p2/a": "y", "p2/b": "x"}
    visits = tuple(replace(visit, skills=frozenset({skills[visit.id]})) for visit in base.visits)
    return replace(
        base,
        visits=visits,
        links=(base.links[0], replace(base.links[1], least=1.0, most=200.0)),
        staff=(Staff("c1", frozenset({"x"})), Staff("c2", frozenset({"y"}))),
    )


# What breaks planners that only ever saw benchmarks.
ADVERSARIAL: Mapping[str, Callable[[], Problem]] = {
    "nobody has the skill": lambda: _tiny(
        visits=tuple(replace(visit, skills=frozenset({"diving"})) for visit in _tiny().visits)
    ),
    "everything at the same minute": lambda: _pairs(LinkKind.SIMULTANEOUS, 0.0, 0.0),
    "crossed sequential pairs": _crossed,
    "no staff": lambda: _tiny(staff=(), shifts=()),
    "no visits": lambda: _tiny(visits=()),
    "least is most": lambda: _pairs(LinkKind.SEQUENTIAL, 60.0, 60.0),
    "window shorter than the visit": lambda: _tiny(
        on_time=OnTime.END, visits=tuple(replace(visit, windows=(Window(480.0, 490.0),)) for visit in _tiny().visits)
    ),
    "one place for all": lambda: _tiny(travel={CAR: ((0.0,) * 3,) * 3}),
    "the clock goes forward": lambda: _tiny(zero="2026-03-29T00:00"),
    "a shift across midnight": lambda: _tiny(
        shifts=(Shift("c1", 1320.0, 1800.0, 0, 0), Shift("c2", 1320.0, 1800.0, 0, 0)),
        visits=tuple(replace(visit, windows=(Window(1400.0, 1500.0),)) for visit in _tiny().visits),
    ),
    "a pair and only one who works": lambda: replace(
        _pairs(LinkKind.SIMULTANEOUS, 0.0, 0.0), shifts=_tiny().shifts[:1]
    ),
    "weights of nothing": lambda: _tiny(weights=Weights(travel=0.0, waiting=0.0, unserved=1.0, new_face=0.0)),
}
