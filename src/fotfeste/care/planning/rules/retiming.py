"""The best starts for routes that stay as they are: who, in which order, and where lunch stands.

The search starts everyone as early as possible and leaves late where only waits absorb it. That is not always cheapest:
with two windows, a told hour or a price on waiting, a visit may do well to start later, and move others with it. For
fixed routes all that is a small exact model (CP-SAT): order is given, only minutes are chosen.
"""

from dataclasses import replace
from typing import Any

from .evaluation import evaluate
from .evaluation.parts import FREE_MINUTES_FROM_KNOWN
from .plan import Plan, Route, Stop
from .problem import CAR, LinkKind, Minutes, OnTime, Person, Problem, Visit

LARGEST = 14 * 1440  # minutes; beyond it starts are not looked for
FREE_MINUTES_FROM_USUAL = 30.0
PRICE_SCALE = 1000  # prices are whole thousandths in the model


def retime(problem: Problem, plan: Plan, *, seconds: float = 2.0, seed: int = 1) -> Plan:
    """The plan with its cheapest starts, or the plan as given: never one that is dearer or breaks a rule.

    Starts are whole minutes where the problem's are, else thousandths.
    """
    before = evaluate(problem, plan)
    if before.faults or not plan.routes:
        return plan
    better = _Timing(problem, plan).solve(seconds, seed)
    if better is None:
        return plan
    after = evaluate(problem, better)
    return better if not after.faults and after.cost < before.cost - 1e-9 else plan


class _Timing:
    def __init__(self, problem: Problem, plan: Plan) -> None:
        from ortools.sat.python import cp_model

        self.problem, self.plan = problem, plan
        self.model = cp_model.CpModel()
        self.unit = 1 if problem.whole_minutes else 1000  # of a minute
        self.visits = {visit.id: visit for visit in problem.visits}
        self.persons = {person.id: person for person in problem.persons}
        self.starts: dict[str, Any] = {}
        self.price: list[tuple[float, Any]] = []
        self.rows: list[tuple[Route, list[Any]]] = []
        self.idles: list[Any] = []
        self.lates: list[Any] = []

    def solve(self, seconds: float, seed: int) -> Plan | None:
        from ortools.sat.python import cp_model

        for route in self.plan.routes:
            self._route(route)
        self._links()
        self._largest()
        self.model.minimize(sum(round(weight * PRICE_SCALE) * term for weight, term in self.price if weight))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(0.05, seconds)
        solver.parameters.random_seed = seed
        solver.parameters.num_workers = 1
        if solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return Plan(
            tuple(
                replace(
                    route,
                    stops=tuple(
                        Stop(stop.visit, solver.value(start) / self.unit)
                        for stop, start in zip(route.stops, starts, strict=True)
                    ),
                )
                for route, starts in self.rows
            )
        )

    def _units(self, minutes: Minutes) -> int:
        return round(minutes * self.unit)

    def _minute(self, low: Minutes, high: Minutes = LARGEST) -> Any:
        return self.model.new_int_var(self._units(low), self._units(max(low, high)), "")

    def _beyond(self, *terms: Any) -> Any:
        """Units that is at least each of the terms, and at least 0."""
        over = self._minute(0.0)
        for term in terms:
            self.model.add(over >= term)
        return over

    def _route(self, route: Route) -> None:
        problem, shift = self.problem, self.problem.shifts[route.shift]
        travel = problem.travel[CAR if route.by_pool_car else shift.mode]
        places = self._places(route)
        starts: list[Any] = []
        waits: list[Any] = []
        ready: Any = self._units(shift.start)
        place, first_way = shift.from_place, 0.0
        for number, stop in enumerate(route.stops):
            way = travel[place][places[number]]
            start = self._minute(max(0.0, stop.start - LARGEST), LARGEST)
            self.model.add(start >= ready + self._units(way))
            if number == 0:
                first_way = way
            else:
                waits.append(start - ready - self._units(way))
            length = self._stop(stop, start, route)
            starts.append(start)
            ready, place = start + length, places[number]
        back = ready + self._units(travel[place][shift.to_place])
        self.rows.append((route, starts))
        counted = waits[1:] if route.stops[0].visit is None else waits
        self.price += [(self._per_unit(problem.weights.waiting), wait) for wait in counted]
        over = self._beyond(back - self._units(shift.end))
        self.price.append((self._per_unit(problem.weights.overtime or 0.0), over))
        most = 0.0 if problem.weights.overtime is None else shift.most_overtime
        if most is not None:
            self.model.add(back <= self._units(shift.end + most))
        if problem.weights.most_idle:
            early = starts[0] - self._units(first_way) - self._units(shift.start)
            self.idles.append(early + sum(waits) + self._beyond(self._units(shift.end) - back))

    def _per_unit(self, weight: float) -> float:
        return weight / self.unit

    def _places(self, route: Route) -> list[int]:
        """Lunch is held where the next visit is, the last one where the last visit was."""
        own = [None if s.visit is None else self.persons[self.visits[s.visit].person].place for s in route.stops]
        found: list[int] = []
        for number in range(len(own)):
            near = [*own[number:], *reversed(own[:number])]
            found.append(next(place for place in near if place is not None))
        return found

    def _stop(self, stop: Stop, start: Any, route: Route) -> int:
        """Constrain and price one stop; its length in units."""
        if stop.visit is None:
            lunch = self.problem.shifts[route.shift].lunch
            if lunch is None:
                raise ValueError("A lunch in a shift that has none.")
            length = lunch.minutes if self.problem.on_time is OnTime.END else 0.0
            self.model.add(start >= self._units(lunch.start))
            self.model.add(start <= self._units(lunch.end - length))
            return self._units(lunch.minutes)
        visit = self.visits[stop.visit]
        self.starts[visit.id] = start
        self._window(visit, start)
        self._hours(visit, self.persons[visit.person], start)
        return self._units(visit.minutes)

    def _window(self, visit: Visit, start: Any) -> None:
        length = visit.minutes if self.problem.on_time is OnTime.END else 0.0
        if visit.pinned_start is not None:
            self.model.add(start == self._units(visit.pinned_start))
        late, chosen = self._minute(0.0), []
        for number, window in enumerate(visit.windows):
            here = self.model.new_bool_var("")
            chosen.append(here)
            self.model.add(start >= self._units(window.start)).only_enforce_if(here)
            if number + 1 < len(visit.windows):
                self.model.add(start < self._units(visit.windows[number + 1].start)).only_enforce_if(here)
            self.model.add(late >= start - self._units(window.end - length)).only_enforce_if(here)
        self.model.add_exactly_one(chosen)
        weights = self.problem.weights
        strict = weights.lateness is None or weights.highest_lateness is None
        most = 0.0 if strict else visit.most_late
        if most is not None:
            self.model.add(late <= self._units(most))
        self.price.append((self._per_unit(weights.lateness or 0.0), late))
        self.lates.append(late)

    def _hours(self, visit: Visit, person: Person, start: Any) -> None:
        weights = self.problem.weights
        if (told := self.problem.known.get(visit.id)) and weights.changed_hour:
            at, free = self._units(told.start), self._units(FREE_MINUTES_FROM_KNOWN)
            self.price.append(
                (self._per_unit(weights.changed_hour), self._beyond(start - at - free, at - start - free))
            )
        if person.usual_start is not None and weights.other_hour:
            midnight = 1440.0 * (visit.windows[0].start // 1440.0)
            at, free = self._units(midnight + person.usual_start), self._units(FREE_MINUTES_FROM_USUAL)
            self.price.append((self._per_unit(weights.other_hour), self._beyond(start - at - free, at - start - free)))

    def _links(self) -> None:
        for link in self.problem.links:
            if link.first not in self.starts or link.kind is LinkKind.INDEPENDENT:
                continue
            apart = self.starts[link.second] - self.starts[link.first]
            least, most = (0.0, 0.0) if link.kind is LinkKind.SIMULTANEOUS else (link.least, link.most)
            self.model.add(apart >= self._units(least))
            self.model.add(apart <= self._units(most))

    def _largest(self) -> None:
        weights, used = self.problem.weights, {route.shift for route in self.plan.routes}
        if weights.highest_lateness and self.lates:
            self.price.append((self._per_unit(weights.highest_lateness), self._beyond(*self.lates)))
        if weights.most_idle and self.idles:
            unused = [s.end - s.start for number, s in enumerate(self.problem.shifts) if number not in used]
            floor = self._units(max(unused, default=0.0))
            self.price.append((self._per_unit(weights.most_idle), self._beyond(floor, *self.idles)))
