"""Placing what a given plan places."""

from .compiled import compiled
from .propagation import settle
from .routes import attach, begin, from_bank, set_mode, set_release, undo
from .world import Handle, bank_place_of, nodes_of


@compiled
def place(world: Handle, node: int, before: int, shift: int, release: float) -> None:
    """Put a node after `before`; its unit leaves the bank with its first visit."""
    unit = nodes_of(world)[node].unit
    if unit >= 0 and bank_place_of(world)[unit] >= 0:
        from_bank(world, unit)
    set_release(world, node, release)
    attach(world, node, before, shift)


@compiled
def settle_placed(world: Handle) -> bool:
    """All times of what was placed since the move began; undone when impossible."""
    if settle(world):
        return True
    undo(world)
    return False


@compiled
def start_move(world: Handle) -> None:
    begin(world)


@compiled
def give_car(world: Handle, shift: int) -> None:
    set_mode(world, shift, 0)
