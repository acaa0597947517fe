"""Small problems with every feature, for Hypothesis to vary."""

from hypothesis import strategies as st

from fotfeste.care.planning.rules.problem import (
    Known,
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

PLACES = 5
STAFF = ("c1", "c2", "c3")


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to seven visits, three members of staff, two modes of travel, one car of the pool."""
    persons = tuple(_person(draw, k) for k in range(draw(st.integers(1, 4))))
    visits: list[Visit] = []
    links: list[Link] = []
    for person in persons:
        for _ in range(draw(st.integers(0, 2))):
            first = _visit(draw, person.id, len(visits))
            visits.append(first)
            kind = draw(st.sampled_from([None, *LinkKind]))
            if kind:
                visits.append(_visit(draw, person.id, len(visits)))
                least = draw(st.integers(0, 40))
                most = least + draw(st.integers(0, 60))
                links.append(Link(first.id, visits[-1].id, kind, least, most))
    known = {
        visit.id: Known(draw(st.sampled_from(STAFF)), draw(st.integers(0, 600)))
        for visit in visits
        if draw(st.booleans())
    }
    return Problem(
        name="drawn",
        visits=tuple(visits),
        persons=persons,
        staff=tuple(_staff(draw, name) for name in STAFF),
        shifts=tuple(_shift(draw, name) for name in STAFF),
        travel={"car": _matrix(draw, 20), "foot": _matrix(draw, 60)},
        links=tuple(links),
        weights=_weights(draw),
        on_time=draw(st.sampled_from(OnTime)),
        cars=draw(st.integers(0, 2)),
        known=known,
        lunch_when_unused=draw(st.booleans()),
    )


def _person(draw: st.DrawFn, number: int) -> Person:
    some = st.frozensets(st.sampled_from(STAFF), max_size=2)
    return Person(
        id=f"p{number}",
        place=draw(st.integers(0, PLACES - 1)),
        preferred=draw(some),
        refused=draw(st.frozensets(st.sampled_from(STAFF), max_size=1)),
        known=draw(some),
        languages=draw(st.frozensets(st.sampled_from(["se", "nb"]), max_size=1)),
        usual_start=draw(st.none() | st.integers(0, 500)),
    )


def _visit(draw: st.DrawFn, person: str, number: int) -> Visit:
    first = draw(st.integers(0, 300))
    windows = [Window(first, first + draw(st.integers(0, 120)))]
    if draw(st.booleans()):
        second = windows[0].end + draw(st.integers(1, 100))
        windows.append(Window(second, second + draw(st.integers(0, 120))))
    return Visit(
        id=f"v{number}",
        person=person,
        service=f"s{number}",
        minutes=draw(st.integers(1, 45)),
        windows=tuple(windows),
        skills=draw(st.frozensets(st.sampled_from(["wound", "lift"]), max_size=1)),
        professions=draw(st.frozensets(st.sampled_from(["pt", "nurse"]), max_size=2)),
        needs_car=draw(st.integers(0, 4)) == 0,
        most_late=draw(st.sampled_from([None, 0, 30])),
        optional=draw(st.booleans()),
        unserved=draw(st.sampled_from([None, 50.0, 1000.0])),
    )


def _staff(draw: st.DrawFn, name: str) -> Staff:
    return Staff(
        id=name,
        skills=draw(st.frozensets(st.sampled_from(["wound", "lift"]))),
        profession=draw(st.sampled_from(["pt", "nurse"])),
        languages=draw(st.frozensets(st.sampled_from(["se", "nb"]))),
        contract_minutes=draw(st.none() | st.integers(30, 300)),
        not_with=draw(st.frozensets(st.sampled_from([each for each in STAFF if each != name]), max_size=1)),
    )


def _shift(draw: st.DrawFn, name: str) -> Shift:
    start = draw(st.integers(0, 120))
    lunch_at = draw(st.integers(120, 240))
    return Shift(
        staff=name,
        start=start,
        end=start + draw(st.integers(60, 480)),
        from_place=draw(st.integers(0, PLACES - 1)),
        to_place=draw(st.integers(0, PLACES - 1)),
        lunch=draw(st.sampled_from([None, Lunch(lunch_at, lunch_at + 120, 30)])),
        most_overtime=draw(st.sampled_from([None, 0, 60])),
        mode=draw(st.sampled_from(["car", "foot"])),
        may_use_pool=draw(st.booleans()),
        most_visits=draw(st.sampled_from([None, None, 1, 2])),
    )


def _matrix(draw: st.DrawFn, most: int) -> tuple[tuple[float, ...], ...]:
    ways = draw(st.lists(st.integers(1, most), min_size=PLACES**2, max_size=PLACES**2))
    rows = [ways[PLACES * k : PLACES * (k + 1)] for k in range(PLACES)]
    return tuple(tuple(0.0 if i == j else float(rows[i][j]) for j in range(PLACES)) for i in range(PLACES))


def _weights(draw: st.DrawFn) -> Weights:
    some = st.sampled_from([0.0, 0.5, 1.0, 7.0])
    perhaps = st.sampled_from([None, 0.0, 1.0, 7.0])
    return Weights(
        travel=draw(st.sampled_from([1.0, 3.0])),
        lateness=draw(perhaps),
        highest_lateness=draw(perhaps),
        waiting=draw(some),
        overtime=draw(perhaps),
        most_idle=draw(some),
        not_preferred=draw(perhaps),
        language=draw(some),
        new_face=draw(some),
        other_hour=draw(some),
        missed_lunch=draw(st.sampled_from([0.0, 1.0, 60.0])),
        over_contract=draw(some),
        unfair=draw(some),
        changed_carer=draw(some),
        changed_hour=draw(some),
    )
