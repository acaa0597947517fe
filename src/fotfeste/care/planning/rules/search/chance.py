"""Random numbers for the search: xorshift64* (Marsaglia 2003; Vigna 2016, 10.1145/2845077), one state per search."""

import numpy as np

from .compiled import compiled
from .world import Handle, random_of


@compiled
def bits(world: Handle) -> np.uint64:
    """64 random bits."""
    x = random_of(world)[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    random_of(world)[0] = x
    return x * np.uint64(2685821657736338717)


@compiled
def fraction(world: Handle) -> float:
    """From 0 (included) to 1 (not)."""
    return np.float64(bits(world) >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@compiled
def below(world: Handle, most: int) -> int:
    """A whole number from 0 to most − 1."""
    # Signed, or compiled code takes sums with it for fractions.
    return np.int64(((bits(world) >> np.uint64(32)) * np.uint64(most)) >> np.uint64(32))  # type: ignore[return-value]
