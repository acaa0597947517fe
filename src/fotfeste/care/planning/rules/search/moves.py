"""The moves: each proposes one change of the plan, by taking nodes out and putting them in.

Where a visit goes within a route follows from the time it is meant for, give or take a place: routes are in order of
time, and far from its time a visit only waits or is late. This keeps the neighbourhoods small (granular neighbourhoods,
Toth and Vigo 2003, 10.1287/ijoc.15.4.333.24890).
A move answers whether it could be tried; the caller settles the times, asks for the cost, and keeps it or undoes it.
"""

from .arrays import BANK, INDEPENDENT, SIMULTANEOUS
from .chance import below, fraction
from .compiled import compiled
from .propagation import forget_times
from .routes import (
    attach,
    detach,
    from_bank,
    head_of,
    lunch_of,
    may_pair,
    set_mode,
    set_release,
    to_bank,
)
from .world import (
    Handle,
    allowed_of,
    bank_of,
    cars_of,
    choice_count_of,
    choices_of,
    counters_of,
    lasts_of,
    late_of,
    needs_car_of,
    nodes_of,
    opens_of,
    overlaps_of,
    releases_of,
    shifts_of,
    units_of,
)


@compiled
def place_for(world: Handle, shift: int, when: float) -> int:
    """The node after which something that starts at `when` belongs."""
    before = head_of(world, shift)
    after = nodes_of(world)[before].next
    while after >= 0 and nodes_of(world)[after].start < when:
        before = after
        after = nodes_of(world)[after].next
    return before


@compiled
def near(world: Handle, shift: int, when: float) -> int:
    """`place_for`, or up to two places beside it."""
    before = place_for(world, shift, when)
    dice = below(world, 8)
    if dice < 4:
        return before
    steps = 1 if dice < 7 else 2
    if below(world, 2):
        for _ in range(steps):
            if nodes_of(world)[before].next >= 0:
                before = nodes_of(world)[before].next
    else:
        for _ in range(steps):
            if nodes_of(world)[before].before >= 0:
                before = nodes_of(world)[before].before
    return before


@compiled
def some_shift(world: Handle, visit: int) -> int:
    """One that may make the visit."""
    return choices_of(world)[visit, below(world, choice_count_of(world)[visit])]


@compiled
def fits(world: Handle, visit: int, shift: int) -> bool:
    """Whether the shift may make the visit, its partner staying where it is."""
    if allowed_of(world)[visit, shift] == 0:
        return False
    if needs_car_of(world)[visit] and shifts_of(world)[shift].mode != 0:
        return False
    partner = nodes_of(world)[visit].partner
    if partner < 0 or nodes_of(world)[partner].shift < 0:
        return True
    return may_pair(world, visit, shift, nodes_of(world)[partner].shift)


@compiled
def meant_for(world: Handle, visit: int, shift: int) -> float:
    """A time for the visit in a new place: often its own now, at times any within its window."""
    start = nodes_of(world)[visit].start
    if start < shifts_of(world)[shift].start or below(world, 4) == 0:
        at = below(world, nodes_of(world)[visit].windows)
        first, last = opens_of(world)[visit, at], min(lasts_of(world)[visit, at], shifts_of(world)[shift].end)
        return max(first, shifts_of(world)[shift].start) + fraction(world) * max(0.0, last - first)
    return start


@compiled
def choose_release(world: Handle, visit: int) -> None:
    """Another time not to start before, where the visit has several."""
    count = nodes_of(world)[visit].releases
    if count > 1:
        set_release(world, visit, releases_of(world)[visit, below(world, count)])


@compiled
def any_visit(world: Handle) -> int:
    return below(world, len(late_of(world)))


@compiled
def relocate(world: Handle) -> bool:
    """One visit to another place, of another route or its own."""
    visit = any_visit(world)
    if nodes_of(world)[visit].shift < 0:
        return False
    shift = some_shift(world, visit)
    if not fits(world, visit, shift):
        return False
    when = meant_for(world, visit, shift)
    detach(world, visit)
    if below(world, 4) == 0:
        choose_release(world, visit)
    attach(world, visit, near(world, shift, when), shift)
    return True


@compiled
def relocate_pair(world: Handle) -> bool:
    """Both visits of a link at once: apart they hold each other where they are."""
    visit = any_visit(world)
    partner = nodes_of(world)[visit].partner
    if partner < 0 or nodes_of(world)[visit].shift < 0:
        return False
    shift = some_shift(world, visit)
    other = some_shift(world, partner) if below(world, 4) else nodes_of(world)[partner].shift
    if not _pair_fits(world, visit, shift, partner, other):
        return False
    when = meant_for(world, visit, shift)
    detach(world, visit)
    detach(world, partner)
    _attach_pair(world, visit, shift, partner, other, when)
    return True


@compiled
def _pair_fits(world: Handle, visit: int, shift: int, partner: int, other: int) -> bool:
    if allowed_of(world)[visit, shift] == 0 or allowed_of(world)[partner, other] == 0:
        return False
    if (needs_car_of(world)[visit] and shifts_of(world)[shift].mode != 0) or (
        needs_car_of(world)[partner] and shifts_of(world)[other].mode != 0
    ):
        return False
    return may_pair(world, visit, shift, other)


@compiled
def _attach_pair(world: Handle, visit: int, shift: int, partner: int, other: int, when: float) -> None:
    if below(world, 4) == 0:
        choose_release(world, visit)
        choose_release(world, partner)
    least, most = nodes_of(world)[visit].least, nodes_of(world)[visit].most
    link = nodes_of(world)[visit].link
    attach(world, visit, near(world, shift, when), shift)
    then = when
    if link == INDEPENDENT:
        then = meant_for(world, partner, other)
    elif link != SIMULTANEOUS:
        apart = least + fraction(world) * (most - least)
        then = when + apart if visit < partner else when - apart
    attach(world, partner, near(world, other, then), other)


@compiled
def exchange(world: Handle) -> bool:
    """Two visits of different routes at about the same time change places."""
    one = any_visit(world)
    first = nodes_of(world)[one].shift
    if first < 0:
        return False
    second = some_shift(world, one)
    if second == first:
        return False
    before = near(world, second, nodes_of(world)[one].start)
    two = nodes_of(world)[before].next
    if two < 0 or two >= len(late_of(world)) or two == nodes_of(world)[one].partner:
        return False
    if not fits(world, one, second) or not fits(world, two, first):
        return False
    before_one = nodes_of(world)[one].before
    detach(world, one)
    detach(world, two)
    attach(world, one, before, second)
    attach(world, two, before_one, first)
    return True


@compiled
def swap_beside(world: Handle) -> bool:
    """A visit changes places with the one after it."""
    one = any_visit(world)
    if nodes_of(world)[one].shift < 0:
        return False
    two = nodes_of(world)[one].next
    if two < 0:
        return False
    shift = nodes_of(world)[one].shift
    detach(world, one)
    attach(world, one, two, shift)
    return True


@compiled
def exchange_tails(world: Handle) -> bool:
    """Two routes exchange everything after some time (2-opt*, Potvin and Rousseau 1995, 10.1057/jors.1995.204)."""
    one = any_visit(world)
    first = nodes_of(world)[one].shift
    if first < 0:
        return False
    second = some_shift(world, one)
    if second == first:
        return False
    before_one = nodes_of(world)[one].before
    before_two = near(world, second, nodes_of(world)[one].start)
    if not _tail_fits(world, one, second) or not _tail_fits(world, nodes_of(world)[before_two].next, first):
        return False
    other = nodes_of(world)[before_two].next
    _move_tail(world, one, before_two, second, other)
    _move_tail(world, other, before_one, first, -1)
    return True


@compiled
def _tail_fits(world: Handle, node: int, shift: int) -> bool:
    while node >= 0:
        if node < len(late_of(world)) and not fits(world, node, shift):
            return False
        node = nodes_of(world)[node].next
    return True


@compiled
def _move_tail(world: Handle, node: int, before: int, shift: int, until: int) -> None:
    """Move `node` and what follows (lunch stays in its own shift) to after `before`."""
    while node >= 0 and node != until:
        after = nodes_of(world)[node].next
        if node < len(late_of(world)):
            detach(world, node)
            attach(world, node, before, shift)
            before = node
        node = after


@compiled
def move_run(world: Handle) -> bool:
    """Two or three visits that follow each other go to another route together (Or 1976)."""
    one = any_visit(world)
    first = nodes_of(world)[one].shift
    if first < 0:
        return False
    second = some_shift(world, one)
    if second == first:
        return False
    before = near(world, second, nodes_of(world)[one].start)
    count, node = 2 + below(world, 2), one
    for _ in range(count):
        if node < 0 or node >= len(late_of(world)) or not fits(world, node, second):
            return False
        node = nodes_of(world)[node].next
    node = one
    for _ in range(count):
        after = nodes_of(world)[node].next
        detach(world, node)
        attach(world, node, before, second)
        before, node = node, after
    return True


@compiled
def other_release(world: Handle) -> bool:
    """The same place, but another time not to start before."""
    visit = any_visit(world)
    if nodes_of(world)[visit].releases < 2 or nodes_of(world)[visit].shift < 0:
        return False
    choose_release(world, visit)
    return True


@compiled
def move_lunch(world: Handle) -> bool:
    """The lunch of a shift to another place of its route, in, or out."""
    shift = below(world, len(shifts_of(world)))
    if not shifts_of(world)[shift].has_lunch or shifts_of(world)[shift].visits == 0:
        return False
    lunch = lunch_of(world, shift)
    if nodes_of(world)[lunch].shift >= 0:
        detach(world, lunch)
        if below(world, 16) == 0:
            return True
    earliest, last = shifts_of(world)[shift].lunch_start, shifts_of(world)[shift].lunch_last
    when = earliest + fraction(world) * (last - earliest)
    attach(world, lunch, near(world, shift, when), shift)
    return True


@compiled
def insert(world: Handle) -> bool:
    """An unplaced unit somewhere."""
    if counters_of(world)[BANK] == 0:
        return False
    return insert_unit(world, bank_of(world)[below(world, counters_of(world)[BANK])])


@compiled
def insert_unit(world: Handle, unit: int) -> bool:
    """The unplaced unit in some route, or two."""
    visit, partner = units_of(world)[unit, 0], units_of(world)[unit, 1]
    if choice_count_of(world)[visit] == 0:
        return False
    shift = some_shift(world, visit)
    if partner < 0:
        if not fits(world, visit, shift):
            return False
        from_bank(world, unit)
        choose_release(world, visit)
        attach(world, visit, near(world, shift, meant_for(world, visit, shift)), shift)
        return True
    if choice_count_of(world)[partner] == 0:
        return False
    other = some_shift(world, partner)
    if not _pair_fits(world, visit, shift, partner, other):
        return False
    from_bank(world, unit)
    choose_release(world, visit)
    choose_release(world, partner)
    _attach_pair(world, visit, shift, partner, other, meant_for(world, visit, shift))
    return True


@compiled
def leave_out(world: Handle) -> bool:
    """A placed unit is left out."""
    visit = any_visit(world)
    if nodes_of(world)[visit].shift < 0:
        return False
    take_out_unit(world, nodes_of(world)[visit].unit)
    return True


@compiled
def take_out_unit(world: Handle, unit: int) -> None:
    for k in range(2):
        visit = units_of(world)[unit, k]
        if visit >= 0:
            detach(world, visit)
            forget_times(world, visit)
    to_bank(world, unit)


@compiled
def replace(world: Handle) -> bool:
    """An unplaced unit comes in for one that is placed at about the same time."""
    if counters_of(world)[BANK] == 0:
        return False
    unit = bank_of(world)[below(world, counters_of(world)[BANK])]
    if not insert_unit(world, unit):
        return False
    node = units_of(world)[unit, 0]
    if below(world, 2) and units_of(world)[unit, 1] >= 0:
        node = units_of(world)[unit, 1]
    out = nodes_of(world)[node].next if below(world, 2) else nodes_of(world)[node].before
    if out < 0 or out >= len(late_of(world)) or nodes_of(world)[out].unit == unit:
        return True
    take_out_unit(world, nodes_of(world)[out].unit)
    return True


@compiled
def pass_car(world: Handle) -> bool:
    """A car of the pool goes to another shift, or out of use."""
    shift = below(world, len(shifts_of(world)))
    if not shifts_of(world)[shift].pool:
        return False
    own = shifts_of(world)[shift].own_mode
    if shifts_of(world)[shift].mode != own:
        if _needs_it(world, shift):
            return False
        set_mode(world, shift, own)
        return True
    holds, used = -1, 0
    for other in range(len(shifts_of(world))):
        if overlaps_of(world)[shift, other] and shifts_of(world)[other].mode != shifts_of(world)[other].own_mode:
            used += 1
            if holds < 0 or below(world, used) == 0:
                holds = other
    if used >= cars_of(world)[0]:
        # With more of them, a long shift overlaps two short ones that share a car: taking one away frees none.
        if used > cars_of(world)[0] or holds < 0 or _needs_it(world, holds):
            return False
        set_mode(world, holds, shifts_of(world)[holds].own_mode)
    set_mode(world, shift, 0)
    return True


@compiled
def _needs_it(world: Handle, shift: int) -> bool:
    node = nodes_of(world)[head_of(world, shift)].next
    while node >= 0:
        if node < len(late_of(world)) and needs_car_of(world)[node]:
            return True
        node = nodes_of(world)[node].next
    return False
