"""Two plans for the same visits: what changes for whom, and what each part of the cost gains or loses.

Everything is plain data; `words` puts it in sentences. Both plans are judged by the evaluator, so a plan made by hand
can be compared as well.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .evaluation import PARTS, Evaluation, RouteTimes, evaluate
from .evaluation.parts import FREE_MINUTES_FROM_KNOWN
from .plan import Plan
from .problem import Minutes, Problem, Visit

SAME_HOUR = FREE_MINUTES_FROM_KNOWN  # minutes; people are told a start with this margin


@dataclass(frozen=True, slots=True)
class Appointment:
    """Who comes with a visit, and at which minute from zero."""

    staff: str
    start: Minutes


class Change(StrEnum):
    """What a change of plan means for one visit."""

    KEPT = "kept"  # same carer, same hour
    HOUR = "hour"
    CARER = "carer"
    CARER_AND_HOUR = "carer_and_hour"
    PLACED = "placed"  # had no place before
    LEFT_OUT = "left_out"  # has no place any more
    STILL_OUT = "still_out"  # in neither plan
    WITHDRAWN = "withdrawn"  # no longer asked for


@dataclass(frozen=True, slots=True)
class VisitChange:
    """One visit before and after. None: it has no place in that plan."""

    visit: str
    person: str
    before: Appointment | None
    after: Appointment | None
    asked: bool = True  # still among the problem's visits

    @property
    def kept_carer(self) -> bool:
        return self.before is not None and self.after is not None and self.before.staff == self.after.staff

    @property
    def kept_hour(self) -> bool:
        if self.before is None or self.after is None:
            return False
        # Rounding must not turn exactly a quarter of an hour into a change.
        return abs(self.before.start - self.after.start) <= SAME_HOUR + 1e-6

    @property
    def minutes_moved(self) -> Minutes:
        """Positive: later. 0 unless placed in both."""
        return 0.0 if self.before is None or self.after is None else self.after.start - self.before.start

    @property
    def change(self) -> Change:
        if not self.asked:
            return Change.WITHDRAWN
        if self.before is None:
            return Change.STILL_OUT if self.after is None else Change.PLACED
        if self.after is None:
            return Change.LEFT_OUT
        if self.kept_carer:
            return Change.KEPT if self.kept_hour else Change.HOUR
        return Change.CARER if self.kept_hour else Change.CARER_AND_HOUR


@dataclass(frozen=True, slots=True)
class StaffChange:
    """What a change of plan means for one member of staff. Visit ids in the order they are made."""

    staff: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    moved: tuple[str, ...]  # kept, at another hour
    order_changed: bool  # of the visits that were kept
    minutes_of_work: Minutes  # visits and travel, after minus before
    minutes_of_travel: Minutes
    minutes_of_overtime: Minutes

    @property
    def anything(self) -> bool:
        """Whether the member of staff needs to be told."""
        return bool(self.gained or self.lost or self.moved or self.order_changed)


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part of the objective: weighted (`cost_…`), and what was counted (`count_…`, minutes or cases)."""

    name: str
    cost_before: float
    cost_after: float
    count_before: float
    count_after: float

    @property
    def difference(self) -> float:
        return self.cost_after - self.cost_before


@dataclass(frozen=True, slots=True)
class Comparison:
    """All visits in the order of the problem (withdrawn ones last), all staff, and the parts that either plan has."""

    visits: tuple[VisitChange, ...]
    staff: tuple[StaffChange, ...]
    parts: tuple[PartChange, ...]
    cost_before: float
    cost_after: float

    def of(self, change: Change) -> tuple[VisitChange, ...]:
        return tuple(each for each in self.visits if each.change is change)

    @property
    def counts(self) -> Mapping[Change, int]:
        return {change: len(self.of(change)) for change in Change}

    @property
    def by_person(self) -> Mapping[str, tuple[VisitChange, ...]]:
        """Persons in the order of their first visit; only those for whom something changes."""
        found: dict[str, list[VisitChange]] = {}
        for each in self.visits:
            if each.change not in (Change.KEPT, Change.STILL_OUT):
                found.setdefault(each.person, []).append(each)
        return {person: tuple(changes) for person, changes in found.items()}

    @property
    def had_a_place(self) -> tuple[VisitChange, ...]:
        """Visits that were placed before and are still asked for: of these the shares are taken."""
        return tuple(each for each in self.visits if each.asked and each.before is not None)

    @property
    def kept_carer(self) -> float | None:
        """Share of 0 … 1. A visit that lost its place did not keep its carer. None where nothing had a place."""
        return share(each.kept_carer for each in self.had_a_place)

    @property
    def kept_hour(self) -> float | None:
        return share(each.kept_hour for each in self.had_a_place)

    @property
    def kept_both(self) -> float | None:
        return share(each.change is Change.KEPT for each in self.had_a_place)


def share(kept: Iterator[bool]) -> float | None:
    """The share that is true; None of nothing."""
    each = list(kept)
    return sum(each) / len(each) if each else None


def compare(problem: Problem, before: Plan, after: Plan, *, was: Problem | None = None) -> Comparison:
    """What changes from one plan to the other.

    `was`: the problem as it was when `before` was made, where it has changed since (a sick call, a visit cancelled).
    """
    old = was or problem
    judged, judged_after = evaluate(old, before), evaluate(problem, after)
    held, held_after = appointments(judged), appointments(judged_after)
    asked = {visit.id for visit in problem.visits}
    gone = [visit for visit in old.visits if visit.id not in asked]
    visits = [_visit(visit, held, held_after, asked=True) for visit in problem.visits]
    visits += [_visit(visit, held, held_after, asked=False) for visit in gone]
    members = {member.id: None for each in (problem, old) for member in each.staff}
    return Comparison(
        visits=tuple(visits),
        staff=tuple(_staff(member, judged, judged_after) for member in members),
        parts=tuple(_parts(judged, judged_after)),
        cost_before=judged.cost,
        cost_after=judged_after.cost,
    )


def appointments(judged: Evaluation) -> dict[str, Appointment]:
    """Who comes with each placed visit, and when."""
    return {
        stop.visit: Appointment(route.staff, stop.start)
        for route in judged.routes
        for stop in route.stops
        if stop.visit is not None
    }


def _visit(
    visit: Visit, before: Mapping[str, Appointment], after: Mapping[str, Appointment], *, asked: bool
) -> VisitChange:
    return VisitChange(visit.id, visit.person, before.get(visit.id), after.get(visit.id), asked)


def _staff(staff: str, before: Evaluation, after: Evaluation) -> StaffChange:
    own, own_after = _own(before, staff), _own(after, staff)
    starts, starts_after = _starts(own), _starts(own_after)
    kept = [visit for visit in starts if visit in starts_after]
    return StaffChange(
        staff=staff,
        gained=tuple(visit for visit in starts_after if visit not in starts),
        lost=tuple(visit for visit in starts if visit not in starts_after),
        moved=tuple(visit for visit in kept if abs(starts[visit] - starts_after[visit]) > SAME_HOUR + 1e-6),
        order_changed=kept != [visit for visit in starts_after if visit in starts],
        minutes_of_work=sum(route.work for route in own_after) - sum(route.work for route in own),
        minutes_of_travel=sum(route.travel for route in own_after) - sum(route.travel for route in own),
        minutes_of_overtime=sum(route.overtime for route in own_after) - sum(route.overtime for route in own),
    )


def _own(judged: Evaluation, staff: str) -> list[RouteTimes]:
    return sorted((route for route in judged.routes if route.staff == staff), key=lambda route: route.departure)


def _starts(routes: list[RouteTimes]) -> dict[str, Minutes]:
    """The visits of one member of staff in the order they are made."""
    return {stop.visit: stop.start for route in routes for stop in route.stops if stop.visit is not None}


def _parts(before: Evaluation, after: Evaluation) -> Iterator[PartChange]:
    for name in PARTS:
        if name in before.parts or name in after.parts:
            costs = before.parts.get(name, 0.0), after.parts.get(name, 0.0)
            yield PartChange(name, *costs, before.counts[name], after.counts[name])
