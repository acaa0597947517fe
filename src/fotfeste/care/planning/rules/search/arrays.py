"""A problem and the state of its search as flat records that compiled code can walk.

Nodes are visits (0 … n−1), the lunch of each shift (n … n+K−1) and the head of each shift's route (n+K … n+2K−1).
A record keeps together what one step of propagation reads, so that a step touches few cache lines.
"""

import numpy as np

INFINITE = 1e18
NONE, SIMULTANEOUS, FIRST, SECOND, INDEPENDENT = range(5)

NODE = np.dtype(
    [
        # What the problem says.
        ("minutes", "f8"),
        ("open", "f8"),  # start of the first window
        ("last", "f8"),  # latest start within the first window
        ("most_late", "f8"),
        ("least", "f8"),  # of the link
        ("most", "f8"),
        ("told", "f8"),  # the hour people know, or infinite
        ("usuals", "i4"),  # how many moments the clock shows the person's usual hour; 0: no such wish
        ("place", "i4"),
        ("windows", "i4"),  # how many
        ("releases", "i4"),
        ("partner", "i4"),
        ("link", "i4"),
        ("unit", "i4"),
        ("person", "i4"),
        # What the search decides.
        ("next", "i4"),
        ("before", "i4"),
        ("shift", "i4"),  # −1: unplaced
        ("queued", "i4"),
        ("release", "f8"),  # not to start before this; one of the visit's releases
        # What follows from it.
        ("start", "f8"),
        ("own", "f8"),  # the start its own route would allow
        ("waited", "f8"),  # counted waits up to here
        ("slack", "f8"),  # how far the route's departure can move without moving anything after its waits
        ("hour", "f8"),  # priced minutes away from the told and the usual hour
    ],
    align=True,
)

SHIFT = np.dtype(
    [
        ("start", "f8"),
        ("end", "f8"),
        ("hard_end", "f8"),
        ("lunch_start", "f8"),
        ("lunch_last", "f8"),
        ("from_place", "i4"),
        ("to_place", "i4"),
        ("staff", "i4"),
        ("has_lunch", "i4"),
        ("most_visits", "i4"),
        ("pool", "i4"),  # may use a car of the pool
        ("own_mode", "i4"),
        # What follows from the route.
        ("mode", "i4"),
        ("last", "i4"),  # last node, or the head
        ("visits", "i4"),
        ("touched", "i8"),  # the move that touched it last
        ("travel", "f8"),
        ("service", "f8"),
        ("counted", "f8"),  # travel and visits as counted in the staff's work
        ("back", "f8"),
        ("waiting", "f8"),
        ("overtime", "f8"),
        ("missed", "f8"),
        ("broken", "i4"),  # comes back too late, eats too late, or has too many visits
    ],
    align=True,
)

SUMS = np.dtype(
    [
        ("travel", "f8"),
        ("lateness", "f8"),
        ("highest", "f8"),
        ("waiting", "f8"),
        ("overtime", "f8"),
        ("idle", "f8"),
        ("unserved", "f8"),
        ("assigned", "f8"),
        ("faces", "f8"),
        ("hour", "f8"),
        ("missed", "f8"),
        ("contract", "f8"),
        ("cost", "f8"),  # of a plan that is kept
        ("broken", "i8"),  # constraints broken by times
        ("lost_highest", "i8"),  # the latest visit became earlier: the highest lateness must be looked for
        ("lost_idle", "i8"),
    ],
    align=True,
)

WEIGHT = np.dtype(
    [
        ("travel", "f8"),
        ("lateness", "f8"),
        ("highest", "f8"),
        ("waiting", "f8"),
        ("overtime", "f8"),
        ("idle", "f8"),
        ("face", "f8"),
        ("told", "f8"),
        ("usual", "f8"),
        ("missed", "f8"),
        ("contract", "f8"),
        ("unfair", "f8"),
        ("lunch_when_unused", "i8"),
    ],
    align=True,
)

UNDO_NODE = np.dtype(
    [
        ("node", "i8"),
        ("start", "f8"),
        ("own", "f8"),
        ("waited", "f8"),
        ("slack", "f8"),
        ("hour", "f8"),
        ("late", "f8"),
    ],
    align=True,
)
UNDO_LINK = np.dtype([("kind", "i8"), ("node", "i8"), ("before", "i8"), ("shift", "i8"), ("value", "f8")], align=True)

# Slots of `counters`.
QUEUE, UNDO_NODES, UNDO_LINKS, UNDO_SHIFTS, MOVE, STEPS, BANK = range(7)
