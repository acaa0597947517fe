"""The cost of the plan as it stands, from sums that every move keeps."""

from .arrays import INFINITE
from .compiled import compiled
from .propagation import largest
from .world import Handle, contract_of, idle_of, late_of, nodes_of, shifts_of, sums_of, weights_of, work_of


@compiled
def cost(world: Handle) -> float:
    """All weighted parts of docs/reference/planning.md."""
    sums, weights = sums_of(world)[0], weights_of(world)[0]
    total = (
        weights.travel * sums.travel
        + weights.lateness * sums.lateness
        + weights.highest * sums.highest
        + weights.waiting * sums.waiting
        + weights.overtime * sums.overtime
        + weights.idle * sums.idle
        + weights.face * sums.faces
        + weights.missed * sums.missed
        + weights.contract * sums.contract
        + sums.unserved
        + sums.assigned
        + sums.hour
    )
    if weights.unfair > 0.0:
        total += weights.unfair * unfairness(world)
    return total


@compiled
def unfairness(world: Handle) -> float:
    """Minutes of work above the same share of everyone's contract."""
    done, contracted = 0.0, 0.0
    for staff in range(len(work_of(world))):
        if contract_of(world)[staff] < INFINITE:
            done += work_of(world)[staff]
            contracted += contract_of(world)[staff]
    if contracted <= 0.0:
        return 0.0
    above = 0.0
    for staff in range(len(work_of(world))):
        if contract_of(world)[staff] < INFINITE:
            above += max(0.0, work_of(world)[staff] - done / contracted * contract_of(world)[staff])
    return above


@compiled
def add_up_anew(world: Handle) -> None:
    """Replace the sums that thousands of small differences went into, so that rounding does not gather."""
    sums = sums_of(world)[0]
    travel, lateness, waiting, overtime, hour = 0.0, 0.0, 0.0, 0.0, 0.0
    for shift in range(len(shifts_of(world))):
        travel += shifts_of(world)[shift].travel
        waiting += shifts_of(world)[shift].waiting
        overtime += shifts_of(world)[shift].overtime
    for visit in range(len(late_of(world))):
        hour += nodes_of(world)[visit].hour
        lateness += late_of(world)[visit]
    sums.travel, sums.lateness, sums.waiting, sums.overtime, sums.hour = travel, lateness, waiting, overtime, hour
    sums.highest, sums.idle = largest(late_of(world)), largest(idle_of(world))
