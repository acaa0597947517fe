"""The best starts for routes that stay as they are: who, in which order, and where lunch stands.

The search starts everyone as early as possible and leaves late where only waits absorb it. That is not always cheapest:
with two windows, a told hour or a price on waiting, a visit may do well to start later, and move others with it. For
fixed routes all that is a small exact model (CP-SAT): order is given, only minutes are chosen.
"""

from dataclasses import replace
from typing import Any

from .evaluation import evaluate
from .plan import Plan, Route, Stop
from .problem import CAR, OnTime, Problem
from .timing_model import LARGEST, TimingModel


def retime(problem: Problem, plan: Plan, *, seconds: float = 2.0, seed: int = 1) -> Plan:
    """The plan with its cheapest starts, or the plan as given: never one that is dearer or breaks a rule.

    Starts are whole minutes where the problem's are, else thousandths.
    """
    before = evaluate(problem, plan)
    if before.faults or not plan.routes:
        return plan
    better = _FixedRoutes(problem, plan).solve(seconds, seed)
    if better is None:
        return plan
    after = evaluate(problem, better)
    return better if not after.faults and after.cost < before.cost - 1e-9 else plan


class _FixedRoutes(TimingModel):
    def __init__(self, problem: Problem, plan: Plan) -> None:
        super().__init__(problem)
        self.plan = plan
        self.rows: list[tuple[Route, list[Any]]] = []
        self.idles: list[Any] = []

    def solve(self, seconds: float, seed: int) -> Plan | None:
        from ortools.sat.python import cp_model

        for route in self.plan.routes:
            self._route(route)
        self.links()
        used = {route.shift for route in self.plan.routes}
        unused = [shift.end - shift.start for at, shift in enumerate(self.problem.shifts) if at not in used]
        self.largest(self.idles, least_idle=max(unused, default=0.0))
        solver = self.solver(seconds, seed)
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

    def _route(self, route: Route) -> None:
        problem, shift = self.problem, self.problem.shifts[route.shift]
        travel = problem.travel[CAR if route.by_pool_car else shift.mode]
        places = self._places(route)
        starts: list[Any] = []
        waits: list[Any] = []
        ready: Any = self.units(shift.start)
        place, first_way = shift.from_place, 0.0
        for number, stop in enumerate(route.stops):
            way = travel[place][places[number]]
            start = self.minute(max(0.0, stop.start - LARGEST))
            self.model.add(start >= ready + self.units(way))
            if number == 0:
                first_way = way
            else:
                waits.append(start - ready - self.units(way))
            length = self._stop(stop, start, route)
            starts.append(start)
            ready, place = start + length, places[number]
        back = ready + self.units(travel[place][shift.to_place])
        self.rows.append((route, starts))
        counted = waits[1:] if route.stops[0].visit is None else waits
        self.price += [(self.per_unit(problem.weights.waiting), wait) for wait in counted]
        over = self.beyond(back - self.units(shift.end))
        self.price.append((self.per_unit(problem.weights.overtime), over))
        most = 0.0 if problem.weights.overtime is None else shift.most_overtime
        if most is not None:
            self.model.add(back <= self.units(shift.end + most))
        if problem.weights.most_idle:
            early = starts[0] - self.units(first_way) - self.units(shift.start)
            self.idles.append(early + sum(waits) + self.beyond(self.units(shift.end) - back))

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
        if stop.visit is not None:
            visit = self.visits[stop.visit]
            self.visit(visit, start)
            return self.units(visit.minutes)
        lunch = self.problem.shifts[route.shift].lunch
        if lunch is None:
            raise ValueError("A lunch in a shift that has none.")
        length = lunch.minutes if self.problem.on_time is OnTime.END else 0.0
        self.model.add(start >= self.units(lunch.start))
        self.model.add(start <= self.units(lunch.end - length))
        return self.units(lunch.minutes)
