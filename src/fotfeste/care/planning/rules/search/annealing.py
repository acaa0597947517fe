"""Simulated annealing over the moves (Kirkpatrick, Gelatt and Vecchi 1983, 10.1126/science.220.4598.671)."""

import numpy as np

from .chance import below, fraction
from .compiled import compiled
from .moves import (
    exchange,
    exchange_tails,
    insert,
    insert_unit,
    leave_out,
    move_lunch,
    move_run,
    other_release,
    pass_car,
    relocate,
    relocate_pair,
    replace,
    swap_beside,
)
from .objective import add_up_anew, cost
from .propagation import settle
from .routes import begin, undo
from .snapshot import copy
from .world import Handle, random_of, sums_of

MOVES = (
    "relocate", "relocate_pair", "exchange", "swap_beside", "exchange_tails", "move_run", "other_release",
    "move_lunch", "insert", "leave_out", "replace", "pass_car",
)  # fmt: skip
TRIED, ACCEPTED = 0, 1
ADD_UP_EVERY = 100_000


@compiled
def propose(world: Handle, kind: int) -> bool:
    """Try the move of that place in MOVES."""
    if kind == 0:
        return relocate(world)
    if kind == 1:
        return relocate_pair(world)
    if kind == 2:
        return exchange(world)
    if kind == 3:
        return swap_beside(world)
    if kind == 4:
        return exchange_tails(world)
    if kind == 5:
        return move_run(world)
    if kind == 6:
        return other_release(world)
    if kind == 7:
        return move_lunch(world)
    if kind == 8:
        return insert(world)
    if kind == 9:
        return leave_out(world)
    if kind == 10:
        return replace(world)
    return pass_car(world)


@compiled
def anneal(world: Handle, best: Handle, mix: np.ndarray, temperature: float, moves: int, tally: np.ndarray) -> float:
    """Make `moves` moves at one temperature; the cost where it ends. `mix` are 256 move kinds to draw from; `tally`
    (kinds, 2) counts moves tried and accepted. The best plan met is kept in `best`."""
    now, kept = cost(world), sums_of(best)[0].cost
    for k in range(moves):
        if k % ADD_UP_EVERY == 0:
            add_up_anew(world)
            now = cost(world)
        kind = mix[below(world, len(mix))]
        begin(world)
        if not propose(world, kind):
            undo(world)
            continue
        tally[kind, TRIED] += 1
        # Drawn first: an impossible plan needs no price.
        limit = now - temperature * np.log(1.0 - fraction(world))
        if settle(world):
            then = cost(world)
            if then <= limit:
                tally[kind, ACCEPTED] += 1
                now = then
                if now < kept - 1e-9:
                    copy(best, world)
                    sums_of(best)[0].cost = kept = now
                continue
        undo(world)
    return now


@compiled
def sample(world: Handle, mix: np.ndarray, moves: int, changes: np.ndarray) -> int:
    """Try moves and undo them; how much those that cost something cost goes into `changes`, how many is returned."""
    now, count = cost(world), 0
    for _ in range(moves):
        kind = mix[below(world, len(mix))]
        begin(world)
        if propose(world, kind) and settle(world):
            change = cost(world) - now
            if change > 1e-9 and count < len(changes):
                changes[count] = change
                count += 1
        undo(world)
    return count


@compiled
def insert_best(world: Handle, unit: int, tries: int) -> bool:
    """The unit at the cheapest of `tries` random places; left out where that is cheaper."""
    without, found, state = cost(world), np.inf, random_of(world)[0]
    for _ in range(tries):
        seed = random_of(world)[0]
        begin(world)
        if insert_unit(world, unit) and settle(world):
            price = cost(world)
            if price < found:
                found, state = price, seed
        undo(world)
    if found > without + 1e-9:
        return False
    after = random_of(world)[0]
    random_of(world)[0] = state
    begin(world)
    done = insert_unit(world, unit) and settle(world)
    random_of(world)[0] = after
    return done
