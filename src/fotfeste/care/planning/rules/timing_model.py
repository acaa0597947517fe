"""What a start costs, as constraints for CP-SAT: windows, told hours, links. The models of starts build on it.

Minutes become whole units, for CP-SAT counts in integers: minutes where the problem's starts are whole, else
thousandths.
"""

from collections.abc import Mapping
from typing import Any

from .clock import clock_of
from .evaluation.parts import FREE_MINUTES_FROM_KNOWN, FREE_MINUTES_FROM_USUAL
from .may_visit import start_span
from .problem import LinkKind, Minutes, OnTime, Person, Problem, Visit

LARGEST = 14 * 1440  # minutes; beyond it starts are not looked for
PRICE_SCALE = 1000  # prices are whole thousandths in the model


class TimingModel:
    """A CP-SAT model with a start for each visit, what it breaks and what it costs."""

    def __init__(self, problem: Problem) -> None:
        from ortools.sat.python import cp_model

        self.problem = problem
        self.model = cp_model.CpModel()
        self.unit = 1 if problem.whole_minutes else 1000  # of a minute
        self.visits = {visit.id: visit for visit in problem.visits}
        self.persons: Mapping[str, Person] = {person.id: person for person in problem.persons}
        self.starts: dict[str, Any] = {}
        self.price: list[tuple[float, Any]] = []
        self.lates: list[Any] = []

    def units(self, minutes: Minutes) -> int:
        return round(minutes * self.unit)

    def minute(self, low: Minutes, high: Minutes = LARGEST) -> Any:
        return self.model.new_int_var(self.units(low), self.units(max(low, high)), "")

    def beyond(self, *terms: Any, only_if: Any = None) -> Any:
        """Units that is at least each of the terms, and at least 0."""
        over = self.minute(0.0)
        for term in terms:
            self.when(self.model.add(over >= term), only_if)
        return over

    def when(self, constraint: Any, *literals: Any) -> None:
        """Let it hold only where all the literals do."""
        real = [each for each in literals if each is not None]
        if real:
            constraint.only_enforce_if(*real)

    def per_unit(self, weight: float | None) -> float:
        return (weight or 0.0) / self.unit

    def solver(self, seconds: float, seed: int) -> Any:
        """Set what is to be least; a solver of one thread, so that a seed gives one answer."""
        from ortools.sat.python import cp_model

        scale = PRICE_SCALE * self.unit
        self.model.minimize(sum(round(weight * scale) * term for weight, term in self.price if weight))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(0.05, seconds)
        solver.parameters.random_seed = seed
        solver.parameters.num_workers = 1
        return solver

    def cost_of(self, value: float) -> float:
        """The objective's value in the problem's own price."""
        return value / (PRICE_SCALE * self.unit)

    def visit(self, visit: Visit, start: Any, *, placed: Any = None) -> None:
        """Constrain and price the start of one visit; `placed` is the literal that it is in the plan at all."""
        self.starts[visit.id] = start
        if visit.pinned_start is not None:
            self.when(self.model.add(start == self.units(visit.pinned_start)), placed)
        self._window(visit, start, placed)
        self._hours(visit, self.persons[visit.person], start, placed)

    def _window(self, visit: Visit, start: Any, placed: Any) -> None:
        length = visit.minutes if self.problem.on_time is OnTime.END else 0.0
        late, chosen = self.minute(0.0), []
        for number, window in enumerate(visit.windows):
            here = self.model.new_bool_var("")
            chosen.append(here)
            self.when(self.model.add(start >= self.units(window.start)), here, placed)
            if number + 1 < len(visit.windows):
                following = self.units(visit.windows[number + 1].start)
                self.when(self.model.add(start < following), here, placed)
            self.when(self.model.add(late >= start - self.units(window.end - length)), here, placed)
        self.model.add_exactly_one(chosen)
        weights = self.problem.weights
        strict = weights.lateness is None or weights.highest_lateness is None
        most = 0.0 if strict else visit.most_late
        if most is not None:
            self.model.add(late <= self.units(most))
        self.price.append((self.per_unit(weights.lateness), late))
        self.lates.append(late)

    def _hours(self, visit: Visit, person: Person, start: Any, placed: Any) -> None:
        weights = self.problem.weights
        if (told := self.problem.known.get(visit.id)) and weights.changed_hour:
            self._apart(weights.changed_hour, start, told.start, FREE_MINUTES_FROM_KNOWN, placed)
        if person.usual_start is not None and weights.other_hour:
            first, last = start_span(visit, weights, latest=LARGEST)
            moments = clock_of(self.problem).nearest(person.usual_start, first, last)
            self._usual(weights.other_hour, start, moments, placed)

    def _usual(self, weight: float, start: Any, moments: tuple[Minutes, ...], placed: Any) -> None:
        """The nearest moment counts: where there are several, one is chosen, and the cheapest choice is the nearest."""
        if len(moments) == 1:
            self._apart(weight, start, moments[0], FREE_MINUTES_FROM_USUAL, placed)
            return
        over, chosen = self.minute(0.0), []
        around = self.units(FREE_MINUTES_FROM_USUAL)
        for moment in moments:
            here = self.model.new_bool_var("")
            chosen.append(here)
            middle = self.units(moment)
            self.when(self.model.add(over >= start - middle - around), here, placed)
            self.when(self.model.add(over >= middle - start - around), here, placed)
        self.model.add_exactly_one(chosen)
        self.price.append((self.per_unit(weight), over))

    def _apart(self, weight: float, start: Any, at: Minutes, free: Minutes, placed: Any) -> None:
        middle, around = self.units(at), self.units(free)
        over = self.beyond(start - middle - around, middle - start - around, only_if=placed)
        self.price.append((self.per_unit(weight), over))

    def links(self, *, placed: Mapping[str, Any] | None = None) -> None:
        """The minutes between two linked visits."""
        for link in self.problem.links:
            if link.first not in self.starts or link.kind is LinkKind.INDEPENDENT:
                continue
            apart = self.starts[link.second] - self.starts[link.first]
            least, most = (0.0, 0.0) if link.kind is LinkKind.SIMULTANEOUS else (link.least, link.most)
            literal = placed[link.first] if placed else None
            self.when(self.model.add(apart >= self.units(least)), literal)
            self.when(self.model.add(apart <= self.units(most)), literal)

    def largest(self, idles: list[Any], *, least_idle: Minutes = 0.0) -> None:
        """Price the latest visit and the shift that idles most. `least_idle`: of shifts that stay empty."""
        weights = self.problem.weights
        if weights.highest_lateness and self.lates:
            self.price.append((self.per_unit(weights.highest_lateness), self.beyond(*self.lates)))
        if weights.most_idle and idles:
            most = self.beyond(self.units(least_idle), *idles)
            self.price.append((self.per_unit(weights.most_idle), most))
