"""Our own JSON, version 1: the whole problem, under the names of the data model.

```json
{"fotfeste": 1, "name": "South, Monday", "zero": "2026-03-30T00:00", "time_zone": "Europe/Oslo",
 "places": [{"id": "office", "lat": 60.79, "lon": 10.69}, {"id": "anna", "lat": 60.80, "lon": 10.70}],
 "persons": [{"id": "anna", "place": "anna", "usual_start": "09:00"}],
 "staff": [{"id": "kari", "skills": ["training"]}],
 "shifts": [{"staff": "kari", "start": "08:00", "end": "15:30", "from_place": "office", "to_place": "office"}],
 "visits": [{"id": "a1", "person": "anna", "service": "training", "minutes": 45, "skills": ["training"],
             "windows": [{"start": "08:30", "end": "10:00"}]}]}
```

What is left out has the data model's default; a key that is unknown is a fault. Moments are minutes from zero, or,
where `zero` is given, “08:30” on the first day or “2026-03-31T08:30”; lengths are minutes. A place is its number in the
`travel` matrices, or its id where `places` are given. `travel` may be left out where every place has `lat` and `lon`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from enum import StrEnum
from types import NoneType
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from fotfeste.care.planning.rules.checking import Notes, check
from fotfeste.care.planning.rules.evaluation import Evaluation
from fotfeste.care.planning.rules.plan import Plan
from fotfeste.care.planning.rules.problem import (
    CAR,
    Known,
    Link,
    Lunch,
    Person,
    Problem,
    Shift,
    Staff,
    Visit,
    Weights,
    Window,
)
from fotfeste.care.planning.rules.travel import GreatCircle, Matrix, Point, TravelTable, TravelTimes

from .clock import Times
from .plans import by_staff, plan_of, routes_by_staff
from .reading import REQUIRED, Data, Fields, loaded

if TYPE_CHECKING:
    from fotfeste.care.planning.rules.week import Week

VERSION = 1
# Which numbers are moments, which may be written as clock times, and which are places, which may be written as ids.
MOMENTS = {(Window, "start"), (Window, "end"), (Shift, "start"), (Shift, "end"), (Lunch, "start"), (Lunch, "end")} | {
    (Visit, "pinned_start"),
    (Known, "start"),
}
TIMES_OF_DAY = {(Person, "usual_start")}
PLACES = {(Person, "place"), (Shift, "from_place"), (Shift, "to_place")}


@dataclass(frozen=True, slots=True)
class Reading:
    """A problem read, and what its owner should be told about it: estimated travel, an hour that comes twice."""

    problem: Problem
    remarks: tuple[str, ...]


@dataclass(slots=True)
class _Words:
    """What ids and clock times in the file mean."""

    clock: Times
    places: dict[str, int]


def is_like(data: Mapping[str, Any]) -> bool:
    return "fotfeste" in data


def from_json(data: Data, *, travel_provider: TravelTimes | None = None) -> Problem:
    """The problem alone. `reading` also hands back the remarks."""
    return reading(data, travel_provider=travel_provider).problem


def reading(data: Data, *, travel_provider: TravelTimes | None = None) -> Reading:
    """Read a problem. Raises ProblemFaults with everything that is wrong with it.

    `travel_provider` is asked where `travel` is left out; without one, times are estimated as the crow flies.
    """
    notes = Notes()
    given = Fields(loaded(data), "problem", notes)
    if (version := given.raw("fotfeste")) != VERSION:
        text = "“fotfeste” is the version of this form and must be %(version)s, found %(found)s"
        given.fault(text, version=VERSION, found=repr(version))
    points = _points(given)
    words = _Words(Times(given), {id: number for number, id in enumerate(points)})
    lists: dict[str, Any] = {
        "visits": tuple(_made(Visit, one, words) for one in given.each("visits", "visit")),
        **_people(given, words),
        "links": tuple(_made(Link, one, words) for one in given.each("links", "link", ())),
        "known": _known(given, words),
    }
    hints = get_type_hints(Problem)
    plain = {
        field.name: _value(Problem, field.name, hints[field.name], given, _default(field), words)
        for field in fields(Problem)
        if field.name not in lists and field.name != "travel"
    }
    travel = _travel(given)
    given.close()
    notes.raise_any()
    remarks = list(words.clock.remarks)
    if travel is None:
        tables = _estimated(points, lists["shifts"], plain["cars"], travel_provider or GreatCircle())
        travel = {mode: table.minutes for mode, table in tables.items()}
        remarks += [table.warning for table in tables.values() if table.warning]
        if travel_provider is None and tables:
            remarks.append("Travel times are estimated as the crow flies, because no road engine was asked.")
    return Reading(check(Problem(**plain, **lists, travel=travel)), tuple(remarks))


def week_from_json(data: Data) -> "Week":
    """A week to choose days for: as a problem, with `doses` in place of `visits` and `links`.

    Raises ProblemFaults with everything that is wrong with it.
    """
    from fotfeste.care.planning.rules.week import Dose, Week, undecided

    notes = Notes()
    given = Fields(loaded(data), "week", notes)
    given.index("fotfeste")
    points = _points(given)
    words = _Words(Times(given), {id: number for number, id in enumerate(points)})
    travel = _travel(given)
    week = Week(
        name=given.text("name", ""),
        doses=tuple(_made(Dose, one, words) for one in given.each("doses", "dose")),
        **_people(given, words),
        travel=travel or {},
        cars=given.index("cars", 0),
        zero=given.text("zero", None),
        time_zone=given.text("time_zone", "Europe/Oslo"),
    )
    given.close()
    notes.raise_any()
    if travel is None:
        tables = _estimated(points, week.shifts, week.cars, GreatCircle())
        week = replace(week, travel={mode: table.minutes for mode, table in tables.items()})
    check(undecided(week))
    return week


def _estimated(
    points: Mapping[str, tuple[float, float] | None], shifts: Iterable[Shift], cars: int, provider: TravelTimes
) -> dict[str, TravelTable]:
    """A table for each mode anybody may travel by."""
    where = [Point(*point) for point in points.values() if point]
    modes = {shift.mode for shift in shifts} | ({CAR} if cars else set())
    return {mode: provider.table(where, mode) for mode in sorted(modes)}


def _people(given: Fields, words: _Words) -> dict[str, Any]:
    """What a problem and a week have in common."""
    return {
        "persons": tuple(_made(Person, one, words) for one in given.each("persons", "person")),
        "staff": tuple(_made(Staff, one, words) for one in given.each("staff", "member of staff")),
        "shifts": tuple(_made(Shift, one, words) for one in given.each("shifts", "shift")),
        "weights": _made(Weights, given.fields("weights"), words) if given.has("weights") else Weights(),
    }


def _points(given: Fields) -> dict[str, tuple[float, float] | None]:
    """Places by id, in order, with where they are. All need a location if there is no matrix."""
    found: dict[str, tuple[float, float] | None] = {}
    for place in given.each("places", "place", ()):
        id = place.text("id")
        if id in found:
            place.fault("the id is used twice; give each place its own")
        found[id] = None
        if not given.has("travel") or place.has("lat") or place.has("lon"):
            lat, lon = place.number("lat"), place.number("lon")
            if not (-90 <= lat <= 90 and -180 <= lon <= 180):
                text = "lat %(lat)s, lon %(lon)s is not on the globe; lat is north (-90 to 90), lon east (-180 to 180)"
                place.fault(text, lat=lat, lon=lon)
            found[id] = (lat, lon)
        place.close()
    return found


def _travel(given: Fields) -> dict[str, Matrix] | None:
    """The matrices by mode; None where they are left out and to be found."""
    if given.has("travel"):
        modes = given.fields("travel")
        return {mode: modes.matrix(mode) for mode in modes}
    if not given.has("places"):
        given.fault("“travel” is missing; add a matrix for each mode, or “places” with lat and lon")
    return None


def _known(given: Fields, words: _Words) -> dict[str, Known]:
    if not given.has("known"):
        return {}
    told = given.fields("known")
    return {visit: _made(Known, told.fields(visit), words) for visit in told}


def _made(kind: type, given: Fields, words: _Words) -> Any:
    """One object of the data model. Its fields and defaults are those of the class, so a new field is read as well."""
    hints = get_type_hints(kind)
    values = {
        field.name: _value(kind, field.name, hints[field.name], given, _default(field), words) for field in fields(kind)
    }
    given.close()
    return kind(**values)


def _default(field: Any) -> Any:
    if field.default is not MISSING:
        return field.default
    return REQUIRED if field.default_factory is MISSING else field.default_factory()


def _value(kind: type, name: str, hint: Any, given: Fields, default: Any, words: _Words) -> Any:
    """One field, read as its type says. `null` stays null where the data model has a meaning for it."""
    choices = get_args(hint)
    if NoneType in choices:
        if given.is_null(name):
            return None
        hint = next(choice for choice in choices if choice is not NoneType)
    if (kind, name) in MOMENTS:
        return words.clock.minutes(given, name, default)
    if (kind, name) in TIMES_OF_DAY:
        return words.clock.after_midnight(given, name, default)
    if (kind, name) in PLACES:
        return _place(given, name, words)
    if get_origin(hint) is tuple:
        return tuple(
            _made(get_args(hint)[0], one, words) for one in given.each(name, f"{given.where}, {name}", default)
        )
    if get_origin(hint) is frozenset:
        return given.texts(name)
    if is_dataclass(hint) and isinstance(hint, type):
        return _made(hint, given.fields(name), words) if given.has(name) else default
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _one_of(hint, given, name, default)
    read = {str: given.text, bool: given.truth, int: given.index, float: given.number}[hint]
    return read(name, default)


def _one_of(kind: type[StrEnum], given: Fields, name: str, default: Any) -> Any:
    value = given.text(name, default)
    if value not in set(kind):
        text = "“%(name)s” must be one of: %(known)s; found “%(value)s”"
        given.fault(text, name=name, known=", ".join(kind), value=value)
        return next(iter(kind))
    return kind(value)


def _place(given: Fields, name: str, words: _Words) -> int:
    value = given.raw(name)
    if not isinstance(value, str):
        return given.index(name) if given.has(name) else 0
    if value not in words.places:
        given.fault("“%(name)s” is “%(value)s”, which is none of the places; add it there", name=name, value=value)
    return words.places.get(value, 0)


def to_json(problem: "Problem | Week") -> dict[str, Any]:
    """The whole problem. What has its default is left out, except weights: a file keeps its prices if ours change."""
    whole = {"fotfeste": VERSION, **_plain(problem)}
    whole["weights"] = {field.name: getattr(problem.weights, field.name) for field in fields(Weights)}
    return whole


def _plain(value: Any) -> Any:
    """As JSON has it."""
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: (getattr(value, field.name), _default(field)) for field in fields(value)}
        return {name: _plain(part) for name, (part, default) in parts.items() if default is REQUIRED or part != default}
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, StrEnum) else value


def write(problem: Problem, plan: Plan, evaluation: Evaluation) -> dict[str, Any]:
    """A plan: each stop with its visit id, and with its shift's number where one member of staff has several."""
    out = by_staff(problem, evaluation)
    numbers = [shift.staff for shift in problem.shifts]
    for staff, routes in routes_by_staff(problem, evaluation).items():
        made = [(route.shift, stop.visit) for route in routes for stop in route.stops]
        for entry, (shift, visit) in zip(out["routes"][staff], made, strict=True):
            entry.update({"visit": visit} if visit is not None else {})
            entry.update({"shift": shift} if numbers.count(staff) > 1 else {})
    if in_pool_car := sorted(route.shift for route in evaluation.routes if route.by_pool_car):
        out["pool_cars"] = in_pool_car
    return out


read_plan = plan_of
