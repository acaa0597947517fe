"""The least a tiny day can cost, proven: a whole model for CP-SAT, for some ten visits.

Arcs, one circuit a shift, after the models with temporal links of Rasmussen, Justesen, Dohn and Larsen (2012,
10.1016/j.ejor.2011.10.048). What is hard to say exactly is left out or told too cheaply, never too dearly, so that the
answer is always a lower bound: `unfair` is left out, and where there are pool cars everyone who may have one does.
"""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from .evaluation import evaluate
from .may_visit import is_wished, may_drive, may_visit, speaks
from .plan import Plan, Route, Stop
from .problem import CAR, LinkKind, Minutes, OnTime, Problem, Shift, Visit
from .timing_model import LARGEST, TimingModel

DEPOT = 0
MOST_VISITS = 16  # beyond it the proof takes longer than anyone waits


@dataclass(frozen=True, slots=True)
class Proof:
    """`bound`: no plan costs less. `plan`: the best one found, judged to be free of faults, if there is one."""

    bound: float
    plan: Plan | None

    @property
    def proven(self) -> bool:
        """Whether the plan is shown to be the best there can be."""
        return self.plan is not None and self.plan.cost is not None and self.plan.cost <= self.bound + 1e-6


def prove(problem: Problem, *, seconds: float = 5.0, seed: int = 1) -> Proof:
    """Search a tiny day whole. Raises ValueError for more than `MOST_VISITS` visits."""
    if len(problem.visits) > MOST_VISITS:
        raise ValueError(f"{len(problem.visits)} visits are too many to prove a bound; {MOST_VISITS} at most.")
    if not problem.visits or not problem.shifts:
        empty = Plan(())
        judged = evaluate(problem, empty)
        return Proof(judged.cost, Plan((), judged.cost, judged.parts))
    return _WholeDay(problem).solve(seconds, seed)


class _WholeDay(TimingModel):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.staff = {each.id: each for each in problem.staff}
        self.does: dict[tuple[int, str], Any] = {}  # (shift, visit) -> literal
        self.arcs: dict[tuple[int, int, int], Any] = {}  # (shift, from, to) -> literal; 0 is the depot
        self.lunches: dict[int, tuple[Any, dict[int, Any]]] = {}  # shift -> start, {node it comes before: literal}
        self.work: dict[str, list[Any]] = defaultdict(list)  # staff -> units of work
        self.idles: list[Any] = []
        self.fixed = 0.0
        self.placed = {visit.id: self.model.new_bool_var("") for visit in problem.visits}

    def solve(self, seconds: float, seed: int) -> Proof:
        from ortools.sat.python import cp_model

        for visit in self.problem.visits:
            self.visit(visit, self.minute(0.0), placed=self.placed[visit.id])
        for number, shift in enumerate(self.problem.shifts):
            self._shift(number, shift)
        for visit in self.problem.visits:
            self.model.add(sum(self._by(visit.id)) == self.placed[visit.id])
        self.links(placed=self.placed)
        self._pairs()
        self._faces()
        self._contracts()
        self._unserved()
        self.largest(self.idles)
        solver = self.solver(seconds, seed)
        status = solver.solve(self.model)
        known = solver.best_objective_bound
        bound = max(0.0, self.fixed + self.cost_of(known)) if math.isfinite(known) else 0.0
        return Proof(bound, self._plan(solver) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None)

    def _by(self, visit: str, staff: str | None = None) -> list[Any]:
        shifts = enumerate(self.problem.shifts)
        return [
            self.does[at, visit]
            for at, shift in shifts
            if (at, visit) in self.does and (staff is None or shift.staff == staff)
        ]

    def _modes(self, shift: Shift) -> set[str]:
        return {shift.mode, CAR} if may_drive(shift, self.problem) else {shift.mode}

    def _way(self, shift: Shift, start: int, end: int, *, longest: bool = False) -> Minutes:
        ways = [self.problem.travel[mode][start][end] for mode in self._modes(shift)]
        return min(max(ways), LARGEST) if longest else min(ways)

    def _shift(self, number: int, shift: Shift) -> None:
        """One circuit through the depot; who is not visited loops on itself, and the depot when nobody is."""
        nodes = {
            at: visit
            for at, visit in enumerate(self.problem.visits, start=1)
            if may_visit(visit, self.persons[visit.person], self.staff[shift.staff], shift, self.problem)
        }
        circuit = []
        for at, visit in nodes.items():
            does = self.does[number, visit.id] = self.model.new_bool_var("")
            circuit.append((at, at, ~does))
        for start, end in product([DEPOT, *nodes], repeat=2):
            # What is beyond every start the model knows is no way at all; its price would not fit in an integer.
            if start != end and self._way(shift, *self._ends(shift, nodes, start, end)) < LARGEST:
                literal = self.arcs[number, start, end] = self.model.new_bool_var("")
                circuit.append((start, end, literal))
        used = self.model.new_bool_var("")
        circuit.append((DEPOT, DEPOT, ~used))
        self.model.add_circuit(circuit)
        if shift.most_visits is not None:
            self.model.add(sum(self.does[number, visit.id] for visit in nodes.values()) <= shift.most_visits)
        self._lunch(number, shift, used)
        self._times(number, shift, nodes, used)

    def _lunch(self, number: int, shift: Shift, used: Any) -> None:
        weight = self.problem.weights.missed_lunch
        if shift.lunch is None:
            return
        length = shift.lunch.minutes if self.problem.on_time is OnTime.END else 0.0
        if shift.lunch.end - length < shift.lunch.start:
            before: dict[int, Any] = {}
            start = self.minute(shift.lunch.start, shift.lunch.start)
        else:
            start = self.minute(shift.lunch.start, shift.lunch.end - length)
            ends = {end for at, _, end in self.arcs if at == number}
            before = {end: self.model.new_bool_var("") for end in ends}
        self.lunches[number] = start, before
        taken = sum(before.values())
        self.model.add(taken <= used)
        if weight is None:
            self.model.add(taken == used)
        else:
            missed = (1 if self.problem.lunch_when_unused else used) - taken
            self.price.append((weight, missed))

    def _times(self, number: int, shift: Shift, nodes: dict[int, Visit], used: Any) -> None:
        weights = self.problem.weights
        leaves, back = self.minute(0.0), self.minute(0.0)
        travel: list[Any] = []
        longest: list[Any] = []
        for (_, start, end), arc in self._arcs(number):
            ends = self._ends(shift, nodes, start, end)
            way = self.units(self._way(shift, *ends))
            travel.append(way * arc)
            longest.append(self.units(self._way(shift, *ends, longest=True)) * arc)
            ready = (
                self.units(shift.start)
                if start == DEPOT
                else self.starts[nodes[start].id] + self.units(nodes[start].minutes)
            )
            target = back if end == DEPOT else self.starts[nodes[end].id]
            self.model.add(target >= ready + way).only_enforce_if(arc)
            pause = self._on_the_way(number, shift, end, arc, ready, way, target)
            if start == DEPOT and end != DEPOT:
                # With lunch first nothing counts as a wait between it and the visit: as if it were told to end there.
                self.model.add(leaves == target - way - pause).only_enforce_if(arc)
        self.model.add(leaves == back).only_enforce_if(~used)
        busy = sum(travel) + sum(
            self.units(visit.minutes) * self.does[number, visit.id] for visit in nodes.values()
        )  # fmt: skip
        self.work[shift.staff].append(busy)
        # Whoever is longer on the way waits and idles less.
        at_most_busy = busy - sum(travel) + sum(longest)
        lunch = self.units(shift.lunch.minutes) * sum(self.lunches[number][1].values()) if shift.lunch else 0
        if weights.waiting:
            self.price.append((self.per_unit(weights.waiting), self.beyond(back - leaves - at_most_busy - lunch)))
        self.price.append((self.per_unit(weights.travel), sum(travel)))
        over = self.beyond(back - self.units(shift.end), only_if=used)
        self.price.append((self.per_unit(weights.overtime), over))
        most = 0.0 if weights.overtime is None else shift.most_overtime
        if most is not None:
            self.model.add(back <= self.units(shift.end + most)).only_enforce_if(used)
        if weights.most_idle:
            whole, idle = self.units(shift.end - shift.start), self.minute(0.0)
            self.model.add(idle >= whole).only_enforce_if(~used)
            spare = self.beyond(self.units(shift.end) - back)
            self.model.add(idle >= back + spare - self.units(shift.start) - at_most_busy - lunch).only_enforce_if(used)
            self.idles.append(idle)

    def _arcs(self, number: int) -> Iterator[tuple[tuple[int, int, int], Any]]:
        return ((key, arc) for key, arc in self.arcs.items() if key[0] == number)

    def _ends(self, shift: Shift, nodes: dict[int, Visit], start: int, end: int) -> tuple[int, int]:
        """The places an arc goes from and to."""
        origin = shift.from_place if start == DEPOT else self._place(nodes[start])
        return origin, shift.to_place if end == DEPOT else self._place(nodes[end])

    def _place(self, visit: Visit) -> int:
        return self.persons[visit.person].place

    def _on_the_way(
        self, number: int, shift: Shift, end: int, arc: Any, ready: Any, way: int, target: Any
    ) -> Any:  # fmt: skip
        """Lunch on this arc, after the travel; on the way home it is held before it. Gives its length where taken."""
        if shift.lunch is None or end not in self.lunches[number][1]:
            return 0
        begins, here = self.lunches[number][0], self.lunches[number][1][end]
        length = self.units(shift.lunch.minutes)
        to_lunch, from_lunch = (0, way) if end == DEPOT else (way, 0)
        self.model.add(begins >= ready + to_lunch).only_enforce_if(arc, here)
        self.model.add(target >= begins + length + from_lunch).only_enforce_if(arc, here)
        if end != DEPOT:
            visit = self.problem.visits[end - 1]
            self.model.add_implication(here, self.does[number, visit.id])
        return length * here

    def _pairs(self) -> None:
        """Both or none; and two different people who may meet."""
        for link in self.problem.links:
            self.model.add(self.placed[link.first] == self.placed[link.second])
            if link.kind is LinkKind.INDEPENDENT:
                continue
            for one, other in product(self.problem.staff, repeat=2):
                if one.id == other.id or other.id in one.not_with or one.id in other.not_with:
                    both = self._by(link.first, one.id) + self._by(link.second, other.id)
                    self.model.add(sum(both) <= 1)

    def _faces(self) -> None:
        weights = self.problem.weights
        met: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for (at, name), does in self.does.items():
            person, staff = self.persons[self.visits[name].person], self.staff[self.problem.shifts[at].staff]
            met[person.id][staff.id].append(does)
            if not is_wished(person, staff):
                self.price.append((weights.not_preferred or 0.0, does))
            if not speaks(person, staff):
                self.price.append((weights.language, does))
            if (told := self.problem.known.get(name)) and told.staff != staff.id:
                self.price.append((weights.changed_carer, does))
        if not weights.new_face:
            return
        for person in self.problem.persons:
            strangers = []
            for staff_id, does in met[person.id].items():
                if staff_id not in person.known:
                    comes = self.model.new_bool_var("")
                    self.model.add_max_equality(comes, does)
                    strangers.append(comes)
            free = 0 if person.known else 1
            count = self.model.new_int_var(0, max(1, len(strangers)), "")
            self.model.add(count >= sum(strangers) - free)
            self.price.append((weights.new_face, count))

    def _contracts(self) -> None:
        for each in self.problem.staff:
            if each.contract_minutes is not None and self.problem.weights.over_contract and self.work[each.id]:
                over = self.beyond(sum(self.work[each.id]) - self.units(each.contract_minutes))
                self.price.append((self.per_unit(self.problem.weights.over_contract), over))

    def _unserved(self) -> None:
        second = {link.second for link in self.problem.links}
        for visit in self.problem.visits:
            if visit.id not in second:
                weight = self.problem.weights.unserved if visit.unserved is None else visit.unserved
                self.fixed += weight
                self.price.append((-weight, self.placed[visit.id]))

    def _plan(self, solver: Any) -> Plan | None:
        """As the answer tells it, with a pool car for all or for none who may have one; None where neither holds."""
        routes = self._routes(solver)
        with_cars = [
            replace(route, by_pool_car=CAR in self._modes(shift) and shift.mode != CAR)
            for route in routes
            for shift in (self.problem.shifts[route.shift],)
        ]
        judged = [(plan, evaluate(self.problem, plan)) for plan in (Plan(tuple(routes)), Plan(tuple(with_cars)))]
        sound = [Plan(plan.routes, told.cost, told.parts) for plan, told in judged if not told.faults]
        return min(sound, key=lambda plan: plan.cost or 0.0, default=None)

    def _routes(self, solver: Any) -> list[Route]:
        routes = []
        for number in range(len(self.problem.shifts)):
            after = {start: end for (_, start, end), arc in self._arcs(number) if solver.value(arc)}
            begins, before = self.lunches.get(number, (None, {}))
            stops, node = [], after.get(DEPOT, DEPOT)
            while True:
                if node in before and solver.value(before[node]):
                    stops.append(Stop(None, solver.value(begins) / self.unit))
                if node == DEPOT:
                    break
                visit = self.problem.visits[node - 1]
                stops.append(Stop(visit.id, solver.value(self.starts[visit.id]) / self.unit))
                node = after[node]
            if any(stop.visit for stop in stops):
                routes.append(Route(number, tuple(stops)))
        return routes
