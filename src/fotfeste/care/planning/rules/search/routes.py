"""Routes as linked lists of nodes: putting a node in, taking it out, and taking that back.

Every change is written down, so that a move that is not accepted is undone in time proportional to what it touched.
"""

import numpy as np

from .arrays import (
    BANK,
    INDEPENDENT,
    INFINITE,
    MOVE,
    QUEUE,
    STEPS,
    UNDO_LINKS,
    UNDO_NODES,
    UNDO_SHIFTS,
)
from .compiled import compiled
from .world import (
    Handle,
    apart_of,
    bank_of,
    bank_place_of,
    counters_of,
    faces_of,
    idle_of,
    known_face_of,
    late_of,
    new_faces_of,
    nodes_of,
    price_of,
    queue_of,
    shifts_of,
    sums_of,
    travel_of,
    undo_links_of,
    undo_nodes_of,
    undo_shift_of,
    undo_shifts_of,
    unserved_of,
    work_of,
)

DETACH, ATTACH, RELEASE, MODE, TO_BANK, FROM_BANK = range(6)


@compiled
def is_lunch(world: Handle, node: int) -> bool:
    n = len(late_of(world))
    return n <= node < n + len(shifts_of(world))


@compiled
def head_of(world: Handle, shift: int) -> int:
    return len(late_of(world)) + len(shifts_of(world)) + shift


@compiled
def lunch_of(world: Handle, shift: int) -> int:
    return len(late_of(world)) + shift


@compiled
def visit_before(world: Handle, node: int) -> int:
    """The visit or head before `node`; a lunch is no place of its own."""
    before = nodes_of(world)[node].before
    if is_lunch(world, before):
        before = nodes_of(world)[before].before
    return before


@compiled
def visit_after(world: Handle, node: int) -> int:
    """The visit after `node`, or −1."""
    after = nodes_of(world)[node].next
    if after >= 0 and is_lunch(world, after):
        after = nodes_of(world)[after].next
    return after


@compiled
def leg(world: Handle, shift: int, before: int, after: int) -> float:
    """Minutes from visit (or head) `before` to visit `after`, or home when `after` is −1."""
    n = len(late_of(world))
    there = shifts_of(world)[shift].from_place if before >= n else nodes_of(world)[before].place
    here = shifts_of(world)[shift].to_place if after < 0 else nodes_of(world)[after].place
    return travel_of(world)[shifts_of(world)[shift].mode, there, here]


@compiled
def detour(world: Handle, shift: int, node: int) -> float:
    """Travel that the visit `node` costs where it stands."""
    before, after = visit_before(world, node), visit_after(world, node)
    added = leg(world, shift, before, node) + leg(world, shift, node, after)
    if shifts_of(world)[shift].visits > 1:
        added -= leg(world, shift, before, after)
    return added


@compiled
def enqueue(world: Handle, node: int) -> None:
    """Have the times of `node` worked out again."""
    if nodes_of(world)[node].queued == 0:
        nodes_of(world)[node].queued = 1
        queue_of(world)[counters_of(world)[QUEUE]] = node
        counters_of(world)[QUEUE] += 1


@compiled
def touch(world: Handle, shift: int) -> None:
    """Keep the shift's record as it was before this move."""
    if shifts_of(world)[shift].touched != counters_of(world)[MOVE]:
        at = counters_of(world)[UNDO_SHIFTS]
        undo_shifts_of(world)[at] = shifts_of(world)[shift]
        undo_shift_of(world)[at] = shift
        counters_of(world)[UNDO_SHIFTS] = at + 1
        shifts_of(world)[shift].touched = counters_of(world)[MOVE]


@compiled
def note(world: Handle, kind: int, node: int, before: int, shift: int, value: float) -> None:
    at = counters_of(world)[UNDO_LINKS]
    entry = undo_links_of(world)[at]
    entry.kind, entry.node, entry.before, entry.shift, entry.value = kind, node, before, shift, value
    counters_of(world)[UNDO_LINKS] = at + 1


@compiled
def meet(world: Handle, node: int, shift: int, change: int) -> None:
    """Count the face of the shift's staff for the visited person: +1 or −1 visits (Cappanera and Scutellà 2015)."""
    person, staff = nodes_of(world)[node].person, shifts_of(world)[shift].staff
    had = faces_of(world)[person, staff]
    faces_of(world)[person, staff] = had + change
    if known_face_of(world)[person, staff] == 0 and (had == 0 or had + change == 0):
        was = max(0, new_faces_of(world)[person])
        new_faces_of(world)[person] += change
        sums_of(world)[0].faces += max(0, new_faces_of(world)[person]) - was


@compiled
def unhook(world: Handle, node: int) -> None:
    """Links only."""
    before, after = nodes_of(world)[node].before, nodes_of(world)[node].next
    nodes_of(world)[before].next = after
    if after >= 0:
        nodes_of(world)[after].before = before
    else:
        shifts_of(world)[nodes_of(world)[node].shift].last = before
    nodes_of(world)[node].shift = -1


@compiled
def hook(world: Handle, node: int, before: int, shift: int) -> None:
    """Links only."""
    after = nodes_of(world)[before].next
    nodes_of(world)[before].next = node
    nodes_of(world)[node].before = before
    nodes_of(world)[node].next = after
    nodes_of(world)[node].shift = shift
    if after >= 0:
        nodes_of(world)[after].before = node
    else:
        shifts_of(world)[shift].last = node


@compiled
def detach(world: Handle, node: int) -> None:
    """Take a visit or a lunch out of its route."""
    shift, before, after = nodes_of(world)[node].shift, nodes_of(world)[node].before, nodes_of(world)[node].next
    touch(world, shift)
    if node < len(late_of(world)):
        less = detour(world, shift, node)
        shifts_of(world)[shift].travel -= less
        shifts_of(world)[shift].visits -= 1
        shifts_of(world)[shift].service -= nodes_of(world)[node].minutes
        sums_of(world)[0].travel -= less
        sums_of(world)[0].assigned -= price_of(world)[node, shift]
        meet(world, node, shift, -1)
    note(world, DETACH, node, before, shift, 0.0)
    unhook(world, node)
    if after >= 0:
        enqueue(world, after)
    # The lunch is held where the next visit is: another next visit, another place.
    if is_lunch(world, before):
        enqueue(world, before)


@compiled
def attach(world: Handle, node: int, before: int, shift: int) -> None:
    """Put a visit or a lunch into a route, after the node `before`."""
    touch(world, shift)
    note(world, ATTACH, node, before, shift, 0.0)
    hook(world, node, before, shift)
    # From below: what is too late at first would push others that then have to come back.
    nodes_of(world)[node].own = nodes_of(world)[node].release
    if node < len(late_of(world)):
        shifts_of(world)[shift].visits += 1
        more = detour(world, shift, node)
        shifts_of(world)[shift].travel += more
        shifts_of(world)[shift].service += nodes_of(world)[node].minutes
        sums_of(world)[0].travel += more
        sums_of(world)[0].assigned += price_of(world)[node, shift]
        meet(world, node, shift, 1)
    enqueue(world, node)
    if nodes_of(world)[node].next >= 0:
        enqueue(world, nodes_of(world)[node].next)
    if is_lunch(world, before):
        enqueue(world, before)


@compiled
def set_release(world: Handle, node: int, value: float) -> None:
    """Let the visit not start before `value`: another window, or the hour people know."""
    note(world, RELEASE, node, 0, 0, nodes_of(world)[node].release)
    nodes_of(world)[node].release = value
    if nodes_of(world)[node].shift >= 0:
        enqueue(world, node)


@compiled
def set_mode(world: Handle, shift: int, mode: int) -> None:
    """Give the shift a car of the pool, or take it away."""
    touch(world, shift)
    note(world, MODE, 0, 0, shift, np.float64(shifts_of(world)[shift].mode))
    shifts_of(world)[shift].mode = mode
    total, node = 0.0, visit_after(world, head_of(world, shift))
    if node >= 0:
        total = leg(world, shift, head_of(world, shift), node)
    while node >= 0:
        enqueue(world, node)
        if is_lunch(world, nodes_of(world)[node].before):
            enqueue(world, nodes_of(world)[node].before)
        after = visit_after(world, node)
        total += leg(world, shift, node, after)
        node = after
    sums_of(world)[0].travel += total - shifts_of(world)[shift].travel
    shifts_of(world)[shift].travel = total


@compiled
def to_bank(world: Handle, unit: int) -> None:
    """Count the unit among the unplaced."""
    note(world, TO_BANK, unit, 0, 0, 0.0)
    bank_of(world)[counters_of(world)[BANK]] = unit
    bank_place_of(world)[unit] = counters_of(world)[BANK]
    counters_of(world)[BANK] += 1
    sums_of(world)[0].unserved += unserved_of(world)[unit]


@compiled
def from_bank(world: Handle, unit: int) -> None:
    note(world, FROM_BANK, unit, 0, 0, 0.0)
    leave_bank(world, unit)
    sums_of(world)[0].unserved -= unserved_of(world)[unit]


@compiled
def leave_bank(world: Handle, unit: int) -> None:
    at, last = bank_place_of(world)[unit], bank_of(world)[counters_of(world)[BANK] - 1]
    bank_of(world)[at] = last
    bank_place_of(world)[last] = at
    bank_place_of(world)[unit] = -1
    counters_of(world)[BANK] -= 1


@compiled
def may_pair(world: Handle, node: int, shift: int, other_shift: int) -> bool:
    """Whether the node's partner may be in `other_shift` while the node is in `shift`."""
    if nodes_of(world)[node].link == INDEPENDENT:
        return True
    return apart_of(world)[shifts_of(world)[shift].staff, shifts_of(world)[other_shift].staff] == 0


@compiled
def begin(world: Handle) -> None:
    """Start a move: what is done from here can be undone together."""
    counters_of(world)[MOVE] += 1
    counters_of(world)[QUEUE] = 0
    counters_of(world)[UNDO_NODES] = 0
    counters_of(world)[UNDO_LINKS] = 0
    counters_of(world)[UNDO_SHIFTS] = 0
    counters_of(world)[STEPS] = 0
    sums_of(world)[1] = sums_of(world)[0]


@compiled
def undo(world: Handle) -> None:
    """Everything as it was when the move began."""
    for k in range(counters_of(world)[QUEUE]):
        nodes_of(world)[queue_of(world)[k]].queued = 0
    counters_of(world)[QUEUE] = 0
    for k in range(counters_of(world)[UNDO_NODES] - 1, -1, -1):
        kept = undo_nodes_of(world)[k]
        node = kept.node
        nodes_of(world)[node].start, nodes_of(world)[node].own = kept.start, kept.own
        nodes_of(world)[node].waited, nodes_of(world)[node].slack = kept.waited, kept.slack
        nodes_of(world)[node].hour = kept.hour
        if node < len(late_of(world)):
            late_of(world)[node] = kept.late
    for k in range(counters_of(world)[UNDO_LINKS] - 1, -1, -1):
        _take_back(world, k)
    for k in range(counters_of(world)[UNDO_SHIFTS]):
        shift = undo_shift_of(world)[k]
        staff = shifts_of(world)[shift].staff
        work_of(world)[staff] += undo_shifts_of(world)[k].counted - shifts_of(world)[shift].counted
        shifts_of(world)[shift] = undo_shifts_of(world)[k]
        idle_of(world)[shift] = idle_time(world, shift)
    sums_of(world)[0] = sums_of(world)[1]


@compiled
def _take_back(world: Handle, k: int) -> None:
    entry = undo_links_of(world)[k]
    kind, node, shift = entry.kind, entry.node, entry.shift
    if kind == DETACH:
        hook(world, node, entry.before, shift)
        if node < len(late_of(world)):
            meet(world, node, shift, 1)
    elif kind == ATTACH:
        if node < len(late_of(world)):
            meet(world, node, shift, -1)
        unhook(world, node)
    elif kind == RELEASE:
        nodes_of(world)[node].release = entry.value
    elif kind == TO_BANK:
        leave_bank(world, node)
    elif kind == FROM_BANK:
        bank_of(world)[counters_of(world)[BANK]] = node
        bank_place_of(world)[node] = counters_of(world)[BANK]
        counters_of(world)[BANK] += 1


@compiled
def idle_time(world: Handle, shift: int) -> float:
    """Minutes of the shift that are neither travel, visit nor lunch (docs/reference/planning.md)."""
    kept = shifts_of(world)[shift]
    if kept.visits == 0:
        return min(kept.end - kept.start, INFINITE)
    lunch = lunch_of(world, shift)
    busy = kept.travel + kept.service
    if nodes_of(world)[lunch].shift >= 0:
        busy += nodes_of(world)[lunch].minutes
    return kept.back - kept.start - busy + max(0.0, kept.end - kept.back)
