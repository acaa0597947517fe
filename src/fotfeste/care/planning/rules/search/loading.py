"""Starting from a plan instead of from nothing."""

from ..plan import Plan
from ..problem import CAR, Problem
from .annealing import insert_best
from .arrays import BANK
from .placing import give_car, place, settle_placed, start_move
from .routes import undo
from .world import World

TRIES = 200


def load(world: World, problem: Problem, plan: Plan, *, rest: bool = True) -> bool:
    """Place everything as the plan has it; where that is not possible as a whole, unit by unit as far as it goes.

    With `rest`, what then has no place is put where it costs least. Returns whether the plan was taken as it is.
    """
    handle, n, k = world.handle, len(problem.visits), len(problem.shifts)
    node_of = {visit.id: i for i, visit in enumerate(problem.visits)}
    wanted = []
    for route in plan.routes:
        before = n + k + route.shift
        for stop in route.stops:
            node = n + route.shift if stop.visit is None else node_of.get(stop.visit, -1)
            if node < 0:
                continue
            wanted.append((node, before, route.shift, _release(world, node, stop.start)))
            before = node
    cars = [route.shift for route in plan.routes if route.by_pool_car and problem.shifts[route.shift].mode != CAR]
    start_move(handle)
    for shift in cars:
        give_car(handle, shift)
    for node, before, shift, release in wanted:
        place(handle, node, before, shift, release)
    as_it_is = _whole(world, wanted)
    if not as_it_is:
        undo(handle)
    elif not settle_placed(handle):
        as_it_is = False
    if not as_it_is:
        _one_by_one(world, wanted, cars)
    if rest:
        for unit in list(world["bank"][: int(world["counters"][BANK])]):
            insert_best(handle, int(unit), TRIES)
    return as_it_is


def insert_placed(world: World, visit: int, tries: int) -> bool:
    """Put the visit, and the one linked to it, where it costs least; whether it found a place."""
    return bool(insert_best(world.handle, int(world["nodes"][visit]["unit"]), tries))


def _release(world: World, node: int, start: float) -> float:
    """The latest of the visit's releases that allows the start."""
    if node >= len(world["late"]):
        return float(world["nodes"][node]["release"])
    times = world["releases"][node, : world["nodes"][node]["releases"]]
    fitting = times[times <= start + 1e-6]
    return float(fitting[-1] if len(fitting) else times[0])


def _whole(world: World, wanted: list[tuple[int, int, int, float]]) -> bool:
    """Whether every placed visit may be where it is, and pairs are whole."""
    placed = {node: shift for node, _, shift, _ in wanted}
    nodes, n = world["nodes"], len(world["late"])
    for node, shift in placed.items():
        if node >= n:
            continue
        partner = int(nodes[node]["partner"])
        if not world["allowed"][node, shift] or (partner >= 0 and partner not in placed):
            return False
    return True


def _one_by_one(world: World, wanted: list[tuple[int, int, int, float]], cars: list[int]) -> None:
    handle, nodes, n = world.handle, world["nodes"], len(world["late"])
    start_move(handle)
    for shift in cars:
        give_car(handle, shift)
    settle_placed(handle)
    where = {node: (shift, release) for node, _, shift, release in wanted}
    order = [node for node, _, _, _ in wanted]
    last = {shift: n + len(world["shifts"]) + shift for shift in range(len(world["shifts"]))}
    done: set[int] = set()
    for node in order:
        group = [node] if node >= n or nodes[node]["partner"] < 0 else [node, int(nodes[node]["partner"])]
        if node in done or any(each not in where for each in group):
            continue
        if any(each < n and not world["allowed"][each, where[each][0]] for each in group):
            continue
        start_move(handle)
        ends = dict(last)
        for each in group:
            shift, release = where[each]
            place(handle, each, ends[shift], shift, release)
            ends[shift] = each
        if settle_placed(handle):
            last = ends
            done.update(group)
