"""The world of one search: arrays, and how compiled code finds them.

Compiled code gets one small array of addresses and shapes. Handing it thirty arrays instead makes every call copy and
count references to all of them, which takes longer than the call's work (measured: 16 thousand moves a second against
a million and more).
"""

from collections.abc import Callable
from typing import Any, cast

import numba
import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic
from numba.np.arrayobj import make_array, populate_array
from numpy.typing import NDArray

from .arrays import NODE, SHIFT, SUMS, UNDO_LINK, UNDO_NODE, WEIGHT

Handle = NDArray[np.int64]
FIELDS: dict[str, Any] = {}  # name -> dtype, in the order of the handle
WORDS = 4  # of each field in the handle: its address, and up to three lengths


def _field(name: str, dtype: Any, dimensions: int) -> Callable[[Handle], NDArray[Any]]:
    """What gives compiled code the array of that name: a view, not counted and not owned."""
    slot = WORDS * len(FIELDS)
    FIELDS[name] = np.dtype(dtype)
    view = types.Array(numba.from_dtype(np.dtype(dtype)), dimensions, "C")

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        handle = make_array(signature.args[0])(context, builder, arguments[0])

        def word(k: int) -> Any:
            loaded = builder.load(builder.gep(handle.data, [ir.Constant(ir.IntType(64), slot + k)]))
            # The handle is written once, before any search: loads of it can be shared and moved.
            loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
            return loaded

        made = make_array(view)(context, builder)
        size = context.get_constant(types.intp, context.get_abi_sizeof(context.get_data_type(view.dtype)))
        shape, strides = [word(1 + k) for k in range(dimensions)], [size]
        for length in reversed(shape[1:]):
            strides.insert(0, builder.mul(strides[0], length))
        populate_array(
            made,
            data=builder.inttoptr(word(0), made.data.type),
            shape=cgutils.pack_array(builder, shape),
            strides=cgutils.pack_array(builder, strides),
            itemsize=size,
            meminfo=None,
        )
        return made._getvalue()

    def typed(_context: Any, world: Any) -> Any:
        return view(world), generate

    typed.__name__ = f"{name}_of"
    return cast("Callable[[Handle], NDArray[Any]]", intrinsic(typed))


# `n` visits and `K` shifts; those from `sums` on change with every move.
nodes_of = _field("nodes", NODE, 1)  # (n + 2K,) NODE
shifts_of = _field("shifts", SHIFT, 1)  # (K,) SHIFT
opens_of = _field("opens", np.float64, 2)  # (n, W) starts of windows
lasts_of = _field("lasts", np.float64, 2)  # (n, W) latest starts within them
releases_of = _field("releases", np.float64, 2)  # (n, R)
usuals_of = _field("usuals", np.float64, 2)  # (n, U) minutes at which the clock shows the person's usual hour
travel_of = _field("travel", np.float64, 3)  # (modes, places, places) minutes
allowed_of = _field("allowed", np.uint8, 2)  # (n, K)
needs_car_of = _field("needs_car", np.uint8, 1)  # (n,)
price_of = _field("price", np.float64, 2)  # (n, K) of a visit in a shift: wishes, language, another carer
apart_of = _field("apart", np.uint8, 2)  # (staff, staff) must not meet in a pair; everyone must not with oneself
choices_of = _field("choices", np.int32, 2)  # (n, K) the allowed shifts, packed to the left
choice_count_of = _field("choice_count", np.int32, 1)  # (n,)
units_of = _field("units", np.int32, 2)  # (U, 2) visits, second −1 when alone
unserved_of = _field("unserved", np.float64, 1)  # (U,) price of leaving the unit out
contract_of = _field("contract", np.float64, 1)  # (staff,) minutes, or infinite
weights_of = _field("weights", WEIGHT, 1)  # (1,) WEIGHT
overlaps_of = _field("overlaps", np.uint8, 2)  # (K, K) shifts that overlap in time
cars_of = _field("cars", np.int64, 1)  # (1,) cars of the pool
sums_of = _field("sums", SUMS, 1)  # (2,) SUMS: now, and before the move
late_of = _field("late", np.float64, 1)  # (n,) minutes
idle_of = _field("idle", np.float64, 1)  # (K,) minutes
work_of = _field("work", np.float64, 1)  # (staff,) minutes
faces_of = _field("faces", np.int32, 2)  # (persons, staff) visits by each
new_faces_of = _field("new_faces", np.int32, 1)  # (persons,) minus the free one
known_face_of = _field("known_face", np.uint8, 2)  # (persons, staff)
queue_of = _field("queue", np.int32, 1)
bank_of = _field("bank", np.int32, 1)  # (U,) unplaced units, the first counters[BANK] of it
bank_place_of = _field("bank_place", np.int32, 1)  # (U,) place in the bank, or −1
undo_nodes_of = _field("undo_nodes", UNDO_NODE, 1)
undo_links_of = _field("undo_links", UNDO_LINK, 1)
undo_shifts_of = _field("undo_shifts", SHIFT, 1)  # SHIFT records as they were
undo_shift_of = _field("undo_shift", np.int32, 1)  # which shift each was
counters_of = _field("counters", np.int64, 1)
random_of = _field("random", np.uint64, 1)  # (1,) state of the generator


class World:
    """Owns the arrays whose addresses are in `handle`."""

    def __init__(self, **arrays: NDArray[Any]) -> None:
        if arrays.keys() != FIELDS.keys():
            raise TypeError(f"A world needs {FIELDS.keys() ^ arrays.keys()}.")
        # Compiled code reads the memory as the dtype says, whatever lies there.
        self.arrays = {name: np.ascontiguousarray(arrays[name], dtype=dtype) for name, dtype in FIELDS.items()}
        self.handle = np.zeros(WORDS * len(FIELDS), dtype=np.int64)
        for k, array in enumerate(self.arrays.values()):
            self.handle[WORDS * k] = array.ctypes.data
            self.handle[WORDS * k + 1 : WORDS * k + 1 + array.ndim] = array.shape

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.arrays[name]
