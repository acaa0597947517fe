"""PyVRP: hybrid genetic or iterated local search for vehicle routing. It knows no visits that depend on each other.

So the pairs are left out and counted afterwards: its cost is no rival, but says what a day would cost if nobody had to
wait for anybody. Its windows are hard, ours may be late at a price.
"""

import warnings
from importlib.metadata import version

from fotfeste.care.planning.rules.problem import Problem

from . import Found
from .day import UNIT, Day, cannot, units

NAME = "PyVRP"
SEEDED = True
MISSING = 10  # times the horizon: the way to a visit somebody may not do
SETTINGS = (
    "default parameters, one thread, stop by MaxRuntime; least travel under hard windows; pairs left out; "
    "one profile per set of skills, ways to visits without the skill ten times as long as the day; "
    "thousandths of a minute"
)


def about() -> str:
    return f"{NAME} {version('pyvrp')}: {SETTINGS}"


def solve(problem: Problem, *, seconds: float, seed: int) -> Found:
    """Least travel under hard windows, seeded."""
    if beyond := cannot(problem):
        return Found(None, f"cannot express {beyond}")
    from pyvrp import Model
    from pyvrp.exceptions import PenaltyBoundWarning
    from pyvrp.stop import MaxRuntime

    day, model = Day(problem), Model()
    at_office = model.add_location(0, 0)
    office = model.add_depot(at_office)
    places = [model.add_location(0, 0) for _ in day.visits]
    for visit, location in zip(day.visits, places, strict=True):
        window = visit.windows[0]
        model.add_client(
            location,
            tw_early=units(window.start),
            tw_late=units(window.end),
            service_duration=units(visit.minutes),
        )
    points = [(day.office, at_office, None), *((day.places[n], place, n) for n, place in enumerate(places))]
    by_skill: dict[tuple[int, ...], list[int]] = {}
    for shift in range(len(problem.shifts)):
        able = tuple(n for n in range(len(day.visits)) if shift in day.allowed[n])
        by_skill.setdefault(able, []).append(shift)
    for able, shifts in by_skill.items():
        profile = model.add_profile()
        reachable = {None, *able}
        for from_place, one, n in points:
            for to_place, other, m in points:
                if n in reachable and m in reachable and one is not other:
                    way = day.travel[from_place][to_place]
                    model.add_edge(one, other, distance=way, duration=way, profile=profile)
        model.add_vehicle_type(len(shifts), start_depot=office, end_depot=office, profile=profile)
    # The package's own value for missing ways (2^44) makes its local search go round for ever on days of 25 persons.
    missing = MISSING * day.horizon
    with warnings.catch_warnings():
        # That the windows are hard to keep is told in the note.
        warnings.simplefilter("ignore", PenaltyBoundWarning)
        result = model.solve(MaxRuntime(seconds), seed=seed, display=False, missing_value=missing)
    kinds = list(by_skill.values())
    free = [list(shifts) for shifts in kinds]
    routes: list[list[tuple[int, float]]] = [[] for _ in problem.shifts]
    for route in result.best.routes():
        numbers = [stop.idx for stop in route if stop.is_client()]
        routes[free[route.vehicle_type()].pop(0)] = _earliest(day, numbers)
    hard = "" if result.is_feasible() else "; it found no plan that keeps all windows"
    return Found(day.plan(routes), f"pairs left out{hard}")


def _earliest(day: Day, numbers: list[int]) -> list[tuple[int, float]]:
    """Each visit as early as its window and the way there allow."""
    free_at, at, stops = 0, day.office, []
    for n in numbers:
        start = max(free_at + day.travel[at][day.places[n]], units(day.visits[n].windows[0].start))
        stops.append((n, start / UNIT))
        free_at, at = start + units(day.visits[n].minutes), day.places[n]
    return stops
