"""A problem as the peers need it: whole thousandths of a minute, and who may do what.

All three are measured on days they can express: one place to start from, one window, no lunch, no overtime, nothing of
continuity. That is the Mankowska set. What a problem asks beyond it is told by `cannot`.
"""

from fotfeste.care.planning.rules.plan import Plan, Route, Stop
from fotfeste.care.planning.rules.problem import CAR, Link, LinkKind, Problem, Visit

UNIT = 1000  # of a minute; the published distances have three decimals


def cannot(problem: Problem) -> str | None:
    """Why the peers are not run on this problem, in words; None when they are."""
    weights = problem.weights
    beyond = {
        "lunch": any(shift.lunch for shift in problem.shifts),
        "several windows": any(len(visit.windows) > 1 for visit in problem.visits),
        "optional visits": any(visit.optional for visit in problem.visits),
        "several offices": len({(shift.from_place, shift.to_place) for shift in problem.shifts}) > 1,
        "a pool of cars": problem.cars > 0 or any(shift.mode != CAR for shift in problem.shifts),
        "wishes for a carer": any(person.preferred for person in problem.persons) and weights.not_preferred != 0,
        "limited lateness": any(visit.most_late is not None for visit in problem.visits),
    }
    found = [what for what, there in beyond.items() if there]
    return ", ".join(found) or None


def units(minutes: float) -> int:
    return round(minutes * UNIT)


class Day:
    """The problem by number: visit n is `problem.visits[n]`, shift s is `problem.shifts[s]`."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.visits = problem.visits
        place = {person.id: person.place for person in problem.persons}
        self.places = [place[visit.person] for visit in self.visits]
        self.office = problem.shifts[0].from_place
        self.travel = [[units(way) for way in row] for row in problem.travel[CAR]]
        number = {visit.id: n for n, visit in enumerate(self.visits)}
        self.links: list[tuple[int, int, Link]] = [(number[k.first], number[k.second], k) for k in problem.links]
        self.allowed = [self._allowed(visit) for visit in self.visits]
        # No day needs to be longer than doing everything one after the other after the last window.
        longest = max(max(row) for row in self.travel)
        last = max(units(visit.windows[-1].end) for visit in self.visits)
        apart = sum(units(k.most) for _, _, k in self.links)
        self.horizon = last + apart + sum(units(visit.minutes) + longest for visit in self.visits) + longest

    def _allowed(self, visit: Visit) -> list[int]:
        skills = {member.id: member.skills for member in self.problem.staff}
        return [s for s, shift in enumerate(self.problem.shifts) if visit.skills <= skills[shift.staff]]

    def plan(self, routes: list[list[tuple[int, float]]]) -> Plan:
        """Of (visit, start in minutes) for each shift. Empty routes are left out."""
        made = [
            Route(s, tuple(Stop(self.visits[n].id, start) for n, start in stops))
            for s, stops in enumerate(routes)
            if stops
        ]
        return Plan(tuple(made))


def bounds(link: Link) -> tuple[int, int] | None:
    """Least and most thousandths from the first start to the second; None where they do not depend on each other."""
    if link.kind is LinkKind.SIMULTANEOUS:
        return 0, 0
    if link.kind is LinkKind.SEQUENTIAL:
        return units(link.least), units(link.most)
    return None
