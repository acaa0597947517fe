"""Keeping the best plan found, and going back to it: a second world with the same fields."""

import numpy as np

from .arrays import BANK
from .compiled import compiled
from .world import (
    Handle,
    bank_of,
    bank_place_of,
    counters_of,
    faces_of,
    idle_of,
    late_of,
    new_faces_of,
    nodes_of,
    shifts_of,
    sums_of,
    work_of,
)


@compiled
def _copy(into: np.ndarray, out_of: np.ndarray) -> None:
    for k in range(len(out_of)):
        into[k] = out_of[k]


@compiled
def _copy_table(into: np.ndarray, out_of: np.ndarray) -> None:
    for k in range(out_of.shape[0]):
        for m in range(out_of.shape[1]):
            into[k, m] = out_of[k, m]


@compiled
def copy(into: Handle, out_of: Handle) -> None:
    """Everything that moves change."""
    _copy(nodes_of(into), nodes_of(out_of))
    _copy(shifts_of(into), shifts_of(out_of))
    _copy(sums_of(into), sums_of(out_of))
    _copy(late_of(into), late_of(out_of))
    _copy(idle_of(into), idle_of(out_of))
    _copy(work_of(into), work_of(out_of))
    _copy(new_faces_of(into), new_faces_of(out_of))
    _copy(bank_of(into), bank_of(out_of))
    _copy(bank_place_of(into), bank_place_of(out_of))
    _copy_table(faces_of(into), faces_of(out_of))
    counters_of(into)[BANK] = counters_of(out_of)[BANK]
