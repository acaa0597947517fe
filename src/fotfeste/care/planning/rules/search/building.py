"""From a problem to the world of the search, and from the world back to a plan."""

from collections.abc import Mapping

import numpy as np

from ..clock import MINUTES_A_DAY, clock_of
from ..may_visit import is_on_duty, is_wished, may_visit, speaks, start_span
from ..plan import Plan, Route, Stop
from ..problem import CAR, LinkKind, Minutes, OnTime, Problem, Visit
from .arrays import (
    BANK,
    FIRST,
    INDEPENDENT,
    INFINITE,
    NODE,
    NONE,
    SECOND,
    SHIFT,
    SIMULTANEOUS,
    SUMS,
    UNDO_LINK,
    UNDO_NODE,
    WEIGHT,
)
from .propagation import leave_late
from .world import World

# Instead of infinite where a price must be finite; dearer than any plan people would make.
FORBIDDEN = 1e7
LATEST = 14 * MINUTES_A_DAY  # nobody starts later


def build(problem: Problem, seed: int) -> World:
    """A world in which nothing is placed."""
    n, k = len(problem.visits), len(problem.shifts)
    visit_at = {visit.id: i for i, visit in enumerate(problem.visits)}
    person_at = {person.id: i for i, person in enumerate(problem.persons)}
    staff_at = {staff.id: i for i, staff in enumerate(problem.staff)}
    modes = sorted(problem.travel, key=lambda mode: (mode != CAR, mode))
    nodes = np.zeros(n + 2 * k, dtype=NODE)
    nodes["next"], nodes["before"], nodes["partner"], nodes["shift"], nodes["unit"] = -1, -1, -1, -1, -1
    nodes["told"], nodes["start"] = INFINITE, -1.0
    opens, lasts = _windows(problem, nodes)
    _visits(problem, nodes, person_at)
    usuals = _usuals(problem, nodes)
    units = _links(problem, nodes, visit_at)
    releases = _releases(problem, nodes, usuals)
    shifts = _shifts(problem, nodes, staff_at, modes)
    allowed, price = _matches(problem)
    choices = np.zeros((n, k), dtype=np.int32)
    counts = allowed.sum(axis=1, dtype=np.int32) if k else np.zeros(n, dtype=np.int32)
    for i in range(n):
        choices[i, : counts[i]] = np.flatnonzero(allowed[i])
    sums = np.zeros(2, dtype=SUMS)
    idle = shifts["end"] - shifts["start"]
    sums["idle"] = idle.max() if k else 0.0
    sums["missed"] = shifts["missed"].sum()
    unserved = np.array([_price_unserved(problem, problem.visits[first]) for first, _ in units])
    sums["unserved"] = unserved.sum()
    known_face = np.zeros((len(problem.persons), len(problem.staff)), dtype=np.uint8)
    for person in problem.persons:
        for staff in person.known & staff_at.keys():
            known_face[person_at[person.id], staff_at[staff]] = 1
    counters = np.zeros(8, dtype=np.int64)
    counters[BANK] = len(units)
    starts, ends = shifts["start"], shifts["end"]
    return World(
        nodes=nodes, shifts=shifts, opens=opens, lasts=lasts, releases=releases, usuals=usuals,
        travel=_travel(problem, modes), allowed=allowed,
        needs_car=np.array([visit.needs_car for visit in problem.visits], dtype=np.uint8),
        price=price, apart=_apart(problem, staff_at), choices=choices, choice_count=counts,
        units=np.array(units, dtype=np.int32).reshape(-1, 2), unserved=unserved,
        contract=np.array([INFINITE if s.contract_minutes is None else s.contract_minutes for s in problem.staff]),
        weights=_weights(problem),
        overlaps=((starts[:, None] < ends[None, :]) & (starts[None, :] < ends[:, None])).astype(np.uint8),
        cars=np.array([problem.cars], dtype=np.int64), sums=sums, late=np.zeros(n), idle=idle.copy(),
        work=np.zeros(len(problem.staff)),
        faces=np.zeros((len(problem.persons), len(problem.staff)), dtype=np.int32),
        # The first new face is free where nobody is known.
        new_faces=np.array([-1 if not person.known else 0 for person in problem.persons], dtype=np.int32),
        known_face=known_face, queue=np.zeros(n + 2 * k + 8, dtype=np.int32),
        bank=np.arange(len(units), dtype=np.int32), bank_place=np.arange(len(units), dtype=np.int32),
        undo_nodes=np.zeros(20 * (n + k) + 4096, dtype=UNDO_NODE),
        undo_links=np.zeros(4 * (n + k) + 256, dtype=UNDO_LINK),
        undo_shifts=np.zeros(k + 1, dtype=SHIFT), undo_shift=np.zeros(k + 1, dtype=np.int32), counters=counters,
        random=np.random.default_rng(seed).integers(1, 2**63, size=1, dtype=np.uint64),
    )  # fmt: skip


def _windows(problem: Problem, nodes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    most = max((len(visit.windows) for visit in problem.visits), default=1)
    opens = np.zeros((len(problem.visits), max(1, most)))
    lasts = np.zeros_like(opens)
    for i, visit in enumerate(problem.visits):
        length = visit.minutes if problem.on_time is OnTime.END else 0.0
        for j, window in enumerate(visit.windows):
            opens[i, j], lasts[i, j] = window.start, window.end - length
        if visit.pinned_start is not None:
            # Neither earlier nor later; how late that is costs the same in every plan.
            opens[i, :], lasts[i, :] = visit.pinned_start, visit.pinned_start
        nodes[i]["windows"], nodes[i]["open"], nodes[i]["last"] = len(visit.windows), opens[i, 0], lasts[i, 0]
    return opens, lasts


def _visits(problem: Problem, nodes: np.ndarray, person_at: Mapping[str, int]) -> None:
    weights = problem.weights
    no_lateness = weights.lateness is None or weights.highest_lateness is None
    for i, visit in enumerate(problem.visits):
        node, person = nodes[i], problem.persons[person_at[visit.person]]
        node["minutes"], node["place"], node["person"] = visit.minutes, person.place, person_at[visit.person]
        node["most_late"] = 0.0 if no_lateness else INFINITE if visit.most_late is None else visit.most_late
        if visit.pinned_start is not None:
            node["most_late"] = 0.0
        if (known := problem.known.get(visit.id)) and weights.changed_hour:
            node["told"] = known.start


def _links(problem: Problem, nodes: np.ndarray, visit_at: Mapping[str, int]) -> list[tuple[int, int]]:
    codes = {LinkKind.SIMULTANEOUS: SIMULTANEOUS, LinkKind.SEQUENTIAL: FIRST, LinkKind.INDEPENDENT: INDEPENDENT}
    units: list[tuple[int, int]] = []
    for link in problem.links:
        first, second = visit_at[link.first], visit_at[link.second]
        nodes["link"][[first, second]] = codes[link.kind]
        if link.kind is LinkKind.SEQUENTIAL:
            nodes["link"][second] = SECOND
        nodes["least"][[first, second]], nodes["most"][[first, second]] = link.least, link.most
        nodes["partner"][first], nodes["partner"][second] = second, first
        units.append((first, second))
    units += [(i, -1) for i in range(len(problem.visits)) if nodes["link"][i] == NONE]
    for u, pair in enumerate(units):
        for visit in pair:
            if visit >= 0:
                nodes["unit"][visit] = u
    return units


def _usuals(problem: Problem, nodes: np.ndarray) -> np.ndarray:
    """When the clock shows each person's usual hour: all the moments that can be the nearest to a start."""
    clock, persons = clock_of(problem), {person.id: person for person in problem.persons}
    found: list[tuple[Minutes, ...]] = []
    for visit in problem.visits:
        usual = persons[visit.person].usual_start
        if usual is None or not problem.weights.other_hour or not visit.windows:
            found.append(())
            continue
        found.append(clock.nearest(usual, *start_span(visit, problem.weights, latest=LATEST)))
    usuals = np.zeros((len(found), max((len(each) for each in found), default=1) or 1))
    for i, each in enumerate(found):
        usuals[i, : len(each)] = each
        nodes[i]["usuals"] = len(each)
    return usuals


def _releases(problem: Problem, nodes: np.ndarray, usuals: np.ndarray) -> np.ndarray:
    """When each visit may be asked not to start before: each window's start, and the hour people know or like."""
    found = []
    for i, visit in enumerate(problem.visits):
        pinned = visit.pinned_start
        times = {window.start for window in visit.windows} if pinned is None else {pinned}
        for window in visit.windows if pinned is None else ():
            if nodes[i]["told"] < INFINITE:
                times.add(min(max(window.start, nodes[i]["told"] - 15.0), window.end))
            for usual in usuals[i, : nodes[i]["usuals"]]:
                times.add(min(max(window.start, usual - 30.0), window.end))
        found.append(sorted(times))
    releases = np.zeros((len(found), max((len(each) for each in found), default=1)))
    for i, each in enumerate(found):
        releases[i, : len(each)] = each
        nodes[i]["releases"], nodes[i]["release"], nodes[i]["own"] = len(each), each[0], each[0]
    return releases


def _shifts(problem: Problem, nodes: np.ndarray, staff_at: Mapping[str, int], modes: list[str]) -> np.ndarray:
    n, k, weights = len(problem.visits), len(problem.shifts), problem.weights
    shifts = np.zeros(k, dtype=SHIFT)
    for v, shift in enumerate(problem.shifts):
        one = shifts[v]
        one["start"], one["end"], one["staff"] = shift.start, shift.end, staff_at[shift.staff]
        over = 0.0 if weights.overtime is None else INFINITE if shift.most_overtime is None else shift.most_overtime
        one["hard_end"] = shift.end + over
        one["most_visits"] = len(problem.visits) if shift.most_visits is None else shift.most_visits
        one["from_place"], one["to_place"] = shift.from_place, shift.to_place
        one["own_mode"] = one["mode"] = modes.index(shift.mode)
        one["pool"] = shift.may_use_pool and CAR in modes and shift.mode != CAR
        one["touched"], one["last"] = -1, n + k + v
        one["back"] = shift.start
        nodes[n + k + v]["shift"], nodes[n + k + v]["start"] = v, shift.start
        if shift.lunch:
            one["has_lunch"], one["lunch_start"] = 1, shift.lunch.start
            length = shift.lunch.minutes if problem.on_time is OnTime.END else 0.0
            one["lunch_last"] = shift.lunch.end - length
            nodes[n + v]["minutes"] = shift.lunch.minutes
            nodes[n + v]["release"] = nodes[n + v]["own"] = shift.lunch.start
            one["missed"] = float(problem.lunch_when_unused)
    return shifts


def _matches(problem: Problem) -> tuple[np.ndarray, np.ndarray]:
    """Which shift may make which visit, and at which price."""
    allowed = np.zeros((len(problem.visits), len(problem.shifts)), dtype=np.uint8)
    price = np.zeros(allowed.shape)
    persons = {person.id: person for person in problem.persons}
    staff_of = {staff.id: staff for staff in problem.staff}
    weights = problem.weights
    for i, visit in enumerate(problem.visits):
        person, known = persons[visit.person], problem.known.get(visit.id)
        for v, shift in enumerate(problem.shifts):
            staff = staff_of[shift.staff]
            allowed[i, v] = may_visit(visit, person, staff, shift, problem) and is_on_duty(shift, visit, weights)
            price[i, v] = 0.0 if is_wished(person, staff) else weights.not_preferred or 0.0
            if not speaks(person, staff):
                price[i, v] += weights.language
            if known and known.staff != staff.id:
                price[i, v] += weights.changed_carer
    return allowed, price


def _price_unserved(problem: Problem, visit: Visit) -> float:
    return problem.weights.unserved if visit.unserved is None else visit.unserved


def _travel(problem: Problem, modes: list[str]) -> np.ndarray:
    if not modes:
        return np.zeros((1, 1, 1))
    return np.ascontiguousarray([np.array(problem.travel[mode], dtype=np.float64) for mode in modes])


def _apart(problem: Problem, staff_at: Mapping[str, int]) -> np.ndarray:
    apart = np.eye(max(1, len(problem.staff)), dtype=np.uint8)
    for staff in problem.staff:
        for other in staff.not_with & staff_at.keys():
            apart[staff_at[staff.id], staff_at[other]] = apart[staff_at[other], staff_at[staff.id]] = 1
    return apart


def _weights(problem: Problem) -> np.ndarray:
    one, given = np.zeros(1, dtype=WEIGHT), problem.weights
    one["travel"], one["lateness"], one["highest"] = given.travel, given.lateness or 0.0, given.highest_lateness or 0.0
    one["waiting"], one["overtime"], one["idle"] = given.waiting, given.overtime or 0.0, given.most_idle
    one["face"], one["told"], one["usual"] = given.new_face, given.changed_hour, given.other_hour
    one["missed"] = FORBIDDEN if given.missed_lunch is None else given.missed_lunch
    one["contract"], one["unfair"] = given.over_contract, given.unfair
    one["lunch_when_unused"] = problem.lunch_when_unused
    return one


def to_plan(problem: Problem, world: World) -> Plan:
    """The routes as they are linked, each leaving as late as its waits allow."""
    n, k, nodes, shifts = len(problem.visits), len(problem.shifts), world["nodes"], world["shifts"]
    starts, routes = nodes["start"].copy(), []
    for v in range(k):
        if shifts[v]["visits"] == 0:
            continue
        if problem.weights.waiting > 0.0:
            leave_late(world.handle, v, starts)
        order, node = [], int(nodes[n + k + v]["next"])
        while node >= 0:
            order.append(node)
            node = int(nodes[node]["next"])
        stops = tuple(Stop(problem.visits[i].id if i < n else None, float(starts[i])) for i in order)
        routes.append(Route(v, stops, by_pool_car=bool(shifts[v]["mode"] != shifts[v]["own_mode"])))
    return Plan(tuple(routes))
