"""A problem while a plan for it is judged: looked up by id, with what has been placed and found so far."""

from dataclasses import dataclass, field
from typing import Any

from fotfeste.care.planning.rules.clock import FURTHEST, clock_of, short
from fotfeste.care.planning.rules.problem import Minutes, Person, Problem, Staff, Visit

from .judgement import Fault, FaultKind

# The params of faults that are minutes from zero; the other numbers are lengths and counts.
MOMENTS = {"departure", "opens", "closes", "start", "end", "arrival", "back", "one", "other", "moment", "pinned"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A visit that has a place in the plan."""

    visit: Visit
    staff: str
    start: Minutes
    shift: int


@dataclass(slots=True)
class Case:
    """`tolerance`: minutes by which a time may miss a rule and still keep it."""

    problem: Problem
    tolerance: Minutes
    visits: dict[str, Visit] = field(init=False)
    persons: dict[str, Person] = field(init=False)
    staff: dict[str, Staff] = field(init=False)
    placed: dict[str, Placed] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.visits = {visit.id: visit for visit in self.problem.visits}
        self.persons = {person.id: person for person in self.problem.persons}
        self.staff = {member.id: member for member in self.problem.staff}

    def fault(
        self, kind: FaultKind, message: str, *, visit: str | None = None, shift: int | None = None, **params: Any
    ) -> None:
        """Note a fault. Numbers are shown without the dust of floating point (562.167, not 562.1669999999999), moments
        with what the clock shows where there is a date (540 (09:00))."""
        shown = {name: f"{value:.10g}" if isinstance(value, float) else value for name, value in params.items()}
        for name in MOMENTS & params.keys():
            shown[name] = self._with_clock(params[name], shown[name])
        self.faults.append(Fault(kind, message, {**shown, "visit": visit}, visit, shift))

    def _with_clock(self, minute: Any, shown: Any) -> Any:
        clock = clock_of(self.problem)
        if clock.zero is None or not isinstance(minute, int | float) or not abs(minute) <= FURTHEST:
            return shown
        return f"{shown} ({short(clock.shown(minute))})"
