"""Times carried along every dependency: along routes, and across linked visits.

The starts are the earliest ones that all constraints allow: the longest paths from the shifts' starts in the temporal
graph of the plan (Rasmussen, Justesen, Dohn and Larsen 2012, 10.1016/j.ejor.2011.10.048). Only what a move touches is
worked out again, in order of time, until nothing changes. Two routes that wait for each other push each other later
without end: the plan is impossible, and that shows as too many steps.
"""

import numpy as np

from .arrays import FIRST, INDEPENDENT, INFINITE, NONE, QUEUE, SECOND, SIMULTANEOUS, STEPS, UNDO_NODES, UNDO_SHIFTS
from .compiled import compiled
from .routes import head_of, idle_time, is_lunch, leg, lunch_of, touch, visit_after, visit_before
from .world import (
    Handle,
    contract_of,
    counters_of,
    idle_of,
    lasts_of,
    late_of,
    nodes_of,
    opens_of,
    queue_of,
    shifts_of,
    sums_of,
    undo_nodes_of,
    undo_shift_of,
    usuals_of,
    weights_of,
    work_of,
)

A_LITTLE = 1e-7
TOLD_MARGIN, USUAL_MARGIN = 15.0, 30.0  # docs/reference/planning.md: changed_hour, other_hour


@compiled
def lateness(world: Handle, visit: int, start: float) -> float:
    """Minutes after the latest start in the window that opened last (Ceschia et al. 2026)."""
    if nodes_of(world)[visit].windows == 1:
        return max(0.0, start - nodes_of(world)[visit].last)
    at = 0
    for k in range(1, nodes_of(world)[visit].windows):
        if opens_of(world)[visit, k] <= start:
            at = k
    return max(0.0, start - lasts_of(world)[visit, at])


@compiled
def _nearest_usual(world: Handle, visit: int, start: float) -> float:
    """The moment nearest to `start` at which the clock shows the person's usual hour. Time zones are behind us here."""
    nearest = usuals_of(world)[visit, 0]
    for k in range(1, nodes_of(world)[visit].usuals):
        if abs(usuals_of(world)[visit, k] - start) < abs(nearest - start):
            nearest = usuals_of(world)[visit, k]
    return nearest


@compiled
def _room(world: Handle, visit: int, start: float) -> float:
    """How much later the visit could start without cost of its own."""
    at = 0
    for k in range(1, nodes_of(world)[visit].windows):
        if opens_of(world)[visit, k] <= start:
            at = k
    room = lasts_of(world)[visit, at] - start
    if nodes_of(world)[visit].told < INFINITE:
        room = min(room, nodes_of(world)[visit].told + TOLD_MARGIN - start)
    if nodes_of(world)[visit].usuals > 0:
        room = min(room, _nearest_usual(world, visit, start) + USUAL_MARGIN - start)
    return max(0.0, room)


@compiled
def _off_hour(world: Handle, visit: int, start: float) -> float:
    """Price of starting away from the hour people know and from the person's usual hour."""
    price = 0.0
    told = nodes_of(world)[visit].told
    if told < INFINITE:
        price += weights_of(world)[0].told * max(0.0, abs(start - told) - TOLD_MARGIN)
    if nodes_of(world)[visit].usuals > 0:
        price += weights_of(world)[0].usual * max(0.0, abs(start - _nearest_usual(world, visit, start)) - USUAL_MARGIN)
    return price


@compiled
def arrival(world: Handle, node: int) -> float:
    """When whoever has `node` can be there, as early as possible."""
    shift, before = nodes_of(world)[node].shift, nodes_of(world)[node].before
    if is_lunch(world, node):
        after = visit_after(world, node)
        came_from = visit_before(world, node)
        way = 0.0
        # The last lunch is held at the place of the last visit.
        if after >= 0:
            way = leg(world, shift, came_from, after)
        if before == head_of(world, shift):
            return shifts_of(world)[shift].start + way
        return nodes_of(world)[before].start + nodes_of(world)[before].minutes + way
    if before == head_of(world, shift):
        return shifts_of(world)[shift].start + leg(world, shift, before, node)
    ended = nodes_of(world)[before].start + nodes_of(world)[before].minutes
    if is_lunch(world, before):
        return ended
    return ended + leg(world, shift, before, node)


@compiled
def _keep(world: Handle, node: int) -> None:
    at = counters_of(world)[UNDO_NODES]
    kept = undo_nodes_of(world)[at]
    kept.node, kept.start, kept.own = node, nodes_of(world)[node].start, nodes_of(world)[node].own
    kept.waited, kept.slack = nodes_of(world)[node].waited, nodes_of(world)[node].slack
    kept.hour = nodes_of(world)[node].hour
    if node < len(late_of(world)):
        kept.late = late_of(world)[node]
    counters_of(world)[UNDO_NODES] = at + 1


@compiled
def _together(world: Handle, node: int, own: float) -> float:
    """The node's start when its partner's route allows the partner's `own` (both at once, so that they do not hold
    each other late): a simultaneous pair starts with the later of the two; the first of a sequence waits so that the
    second is not more than `most` after it, the second so that it is not less than `least` after it
    (Mankowska et al. 2014).
    """
    link, partner = nodes_of(world)[node].link, nodes_of(world)[node].partner
    others = nodes_of(world)[partner].own
    if link == SIMULTANEOUS:
        return max(own, others)
    if link == FIRST:
        return max(own, others - nodes_of(world)[node].most)
    first = max(others, own - nodes_of(world)[node].most)
    return max(own, first + nodes_of(world)[node].least)


@compiled
def _is_tied(world: Handle, node: int) -> bool:
    link = nodes_of(world)[node].link
    if link in (NONE, INDEPENDENT):
        return False
    return nodes_of(world)[nodes_of(world)[node].partner].shift >= 0


@compiled
def work_out(world: Handle, node: int) -> bool:
    """Work the node's times out from what stands before it. Whether anything changed for what comes after."""
    comes = arrival(world, node)
    own = max(comes, nodes_of(world)[node].release)
    start = own
    lunch = is_lunch(world, node)
    tied = not lunch and _is_tied(world, node)
    if tied:
        start = _together(world, node, own)
    waited, slack = 0.0, 0.0
    if weights_of(world)[0].waiting > 0.0:
        waited, slack = _waits(world, node, comes, start, tied)
    same_start = start == nodes_of(world)[node].start
    same = same_start and waited == nodes_of(world)[node].waited and slack == nodes_of(world)[node].slack
    if same and own == nodes_of(world)[node].own:
        return False
    _keep(world, node)
    nodes_of(world)[node].own = own
    nodes_of(world)[node].waited, nodes_of(world)[node].slack = waited, slack
    nodes_of(world)[node].start = start
    if not lunch:
        if not same_start:
            _price_times(world, node, start)
        if tied:
            _tell_partner(world, node, own)
    return not same


@compiled
def _room_here(world: Handle, node: int, start: float, tied: bool) -> float:
    """How much later the node could start without cost, its partner staying where it is. When the second of a
    sequence moves too, both stay within `least` and `most`, for each moves at most towards the other's limit."""
    if is_lunch(world, node):
        return shifts_of(world)[nodes_of(world)[node].shift].lunch_last - start
    room = _room(world, node, start)
    if not tied:
        return room
    partner = nodes_of(world)[node].partner
    if nodes_of(world)[node].link == FIRST:
        return max(0.0, min(room, nodes_of(world)[partner].start - nodes_of(world)[node].least - start))
    if nodes_of(world)[node].link == SECOND:
        return max(0.0, min(room, nodes_of(world)[partner].start + nodes_of(world)[node].most - start))
    return 0.0


@compiled
def _starts_route(world: Handle, node: int) -> bool:
    """Whether waits before the node are not counted: it comes first, or right after a lunch that came first."""
    before, head = nodes_of(world)[node].before, head_of(world, nodes_of(world)[node].shift)
    return before == head or (is_lunch(world, before) and nodes_of(world)[before].before == head)


@compiled
def _waits(world: Handle, node: int, comes: float, start: float, tied: bool) -> tuple[float, float]:
    """Counted waits up to the node, and how much later the route could leave without moving what waits do not absorb:
    the forward time slack (Savelsbergh 1992, 10.1287/ijoc.4.2.146), as in Cordeau and Laporte (2003)."""
    room = _room_here(world, node, start, tied)
    if _starts_route(world, node):
        return 0.0, room
    before = nodes_of(world)[node].before
    waited = nodes_of(world)[before].waited + (start - comes)
    return waited, min(nodes_of(world)[before].slack, waited + room)


@compiled
def leave_late(world: Handle, shift: int, starts: np.ndarray) -> None:
    """Write the starts of the shift's nodes into `starts`, each as late as the waits after it allow.

    This is what the sums already count: who would wait leaves later instead.
    """
    node, moved, wait = shifts_of(world)[shift].last, 0.0, 0.0
    last, n = True, len(late_of(world))
    while node < n + len(shifts_of(world)):
        start = nodes_of(world)[node].start
        room = 0.0
        if not last:
            room = _room_here(world, node, start, node < n and _is_tied(world, node))
        moved = 0.0 if last else max(0.0, min(room, moved + wait))
        starts[node] = start + moved
        wait = start - arrival(world, node)
        last = False
        node = nodes_of(world)[node].before


@compiled
def _price_times(world: Handle, visit: int, start: float) -> None:
    late = lateness(world, visit, start)
    was = late_of(world)[visit]
    if late != was:
        late_of(world)[visit] = late
        sums_of(world)[0].lateness += late - was
        most = nodes_of(world)[visit].most_late + A_LITTLE
        sums_of(world)[0].broken += (late > most) - (was > most)
        if late > sums_of(world)[0].highest:
            sums_of(world)[0].highest = late
        elif was >= sums_of(world)[0].highest:
            sums_of(world)[0].lost_highest = 1
    if nodes_of(world)[visit].told < INFINITE or nodes_of(world)[visit].usuals > 0:
        price = _off_hour(world, visit, start)
        sums_of(world)[0].hour += price - nodes_of(world)[visit].hour
        nodes_of(world)[visit].hour = price


@compiled
def forget_times(world: Handle, visit: int) -> None:
    """A visit that leaves the plan is neither late nor at a wrong hour."""
    _keep(world, visit)
    was = late_of(world)[visit]
    late_of(world)[visit] = 0.0
    sums_of(world)[0].lateness -= was
    sums_of(world)[0].broken -= was > nodes_of(world)[visit].most_late + A_LITTLE
    if was > 0.0 and was >= sums_of(world)[0].highest:
        sums_of(world)[0].lost_highest = 1
    sums_of(world)[0].hour -= nodes_of(world)[visit].hour
    nodes_of(world)[visit].hour = 0.0
    nodes_of(world)[visit].start = -1.0


@compiled
def _tell_partner(world: Handle, node: int, own: float) -> None:
    """Queue the partner where its start, or its room to move, follows from the node's."""
    partner = nodes_of(world)[node].partner
    if nodes_of(world)[partner].queued == 0 and (
        _together(world, partner, nodes_of(world)[partner].own) != nodes_of(world)[partner].start
        or (weights_of(world)[0].waiting > 0.0 and nodes_of(world)[node].link != SIMULTANEOUS)
    ):
        nodes_of(world)[partner].queued = 1
        queue_of(world)[counters_of(world)[QUEUE]] = partner
        counters_of(world)[QUEUE] += 1


@compiled
def _earliest(world: Handle) -> int:
    """Take the queued node that starts first: what it pushes comes later, so most nodes are worked out once."""
    at, count = 0, counters_of(world)[QUEUE]
    for k in range(1, count):
        if nodes_of(world)[queue_of(world)[k]].start < nodes_of(world)[queue_of(world)[at]].start:
            at = k
    node = queue_of(world)[at]
    queue_of(world)[at] = queue_of(world)[count - 1]
    counters_of(world)[QUEUE] = count - 1
    nodes_of(world)[node].queued = 0
    return node


@compiled
def propagate(world: Handle) -> bool:
    """Work out all queued times and what follows. False: they push each other without end."""
    # Several rounds through everything are needed only where routes wait for each other in a circle.
    most = 200 + 4 * len(nodes_of(world))
    while counters_of(world)[QUEUE] > 0:
        node = _earliest(world)
        if nodes_of(world)[node].shift < 0:
            continue
        while work_out(world, node):
            counters_of(world)[STEPS] += 1
            if counters_of(world)[STEPS] > most:
                return False
            after = nodes_of(world)[node].next
            if after < 0:
                touch(world, nodes_of(world)[node].shift)
                break
            node = after
    return True


@compiled
def close(world: Handle, shift: int) -> None:
    """Add up a touched route."""
    kept = shifts_of(world)[shift]
    was_waiting, was_overtime, was_missed, was_broken = kept.waiting, kept.overtime, kept.missed, kept.broken
    waiting, overtime, missed, broken = 0.0, 0.0, 0.0, 0
    lunch = lunch_of(world, shift)
    eats = nodes_of(world)[lunch].shift >= 0
    back = kept.start
    if kept.visits > 0:
        last = kept.last
        place = last if not is_lunch(world, last) else nodes_of(world)[last].before
        back = nodes_of(world)[last].start + nodes_of(world)[last].minutes + leg(world, shift, place, -1)
        waiting = nodes_of(world)[last].waited - min(nodes_of(world)[last].waited, nodes_of(world)[last].slack)
        overtime = max(0.0, back - kept.end)
        broken += back > kept.hard_end + A_LITTLE
        broken += kept.visits > kept.most_visits
        if eats:
            broken += nodes_of(world)[lunch].start > kept.lunch_last + A_LITTLE
    if kept.has_lunch and (
        (kept.visits > 0 and not eats) or (kept.visits == 0 and weights_of(world)[0].lunch_when_unused)
    ):
        missed = 1.0
    kept.back, kept.waiting, kept.overtime, kept.missed, kept.broken = back, waiting, overtime, missed, broken
    sums_of(world)[0].waiting += waiting - was_waiting
    sums_of(world)[0].overtime += overtime - was_overtime
    sums_of(world)[0].missed += missed - was_missed
    sums_of(world)[0].broken += broken - was_broken
    was, idle = idle_of(world)[shift], idle_time(world, shift)
    idle_of(world)[shift] = idle
    if idle > sums_of(world)[0].idle:
        sums_of(world)[0].idle = idle
    elif was >= sums_of(world)[0].idle and idle < was:
        sums_of(world)[0].lost_idle = 1


@compiled
def largest(values: np.ndarray) -> float:
    """The largest of minutes that are not negative; 0 when there are none."""
    found = 0.0
    for k in range(len(values)):
        found = max(found, values[k])
    return found


@compiled
def settle(world: Handle) -> bool:
    """After a move: all times, and all sums. False when the plan is impossible."""
    if not propagate(world):
        return False
    _close_all(world)
    return sums_of(world)[0].broken == 0


@compiled
def _close_all(world: Handle) -> None:
    for k in range(counters_of(world)[UNDO_SHIFTS]):
        shift = undo_shift_of(world)[k]
        close(world, shift)
        staff, counted = shifts_of(world)[shift].staff, shifts_of(world)[shift].travel + shifts_of(world)[shift].service
        was = max(0.0, work_of(world)[staff] - contract_of(world)[staff])
        work_of(world)[staff] += counted - shifts_of(world)[shift].counted
        shifts_of(world)[shift].counted = counted
        sums_of(world)[0].contract += max(0.0, work_of(world)[staff] - contract_of(world)[staff]) - was
    if sums_of(world)[0].lost_highest:
        sums_of(world)[0].lost_highest = 0
        sums_of(world)[0].highest = largest(late_of(world))
    if sums_of(world)[0].lost_idle:
        sums_of(world)[0].lost_idle = 0
        sums_of(world)[0].idle = largest(idle_of(world))
