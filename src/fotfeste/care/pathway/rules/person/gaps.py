"""What is missing about somebody and may be filled in; what stands is never overwritten."""

from collections.abc import Collection, Mapping

# Each is filled as a whole or not at all: the street of one address and the city of another are no address.
GAPS: Mapping[str, tuple[str, ...]] = {
    "phone": ("phone",),
    "address": ("address", "postal_code", "city", "municipality_number"),
    "interpreter": ("interpreter",),
    "lives_alone": ("lives_alone",),
    "gp_name": ("gp_name",),
}
_EMPTY: Collection[object] = ("", None)


def gaps(written: Mapping[str, object], known: Mapping[str, object]) -> list[str]:
    """The names in `GAPS` of which `known` holds nothing and `written` something."""
    return [
        name
        for name, fields in GAPS.items()
        if all(known.get(field) in _EMPTY for field in fields)
        and any(written.get(field) not in _EMPTY for field in fields)
    ]
