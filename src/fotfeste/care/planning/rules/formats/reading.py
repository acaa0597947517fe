"""Reads JSON field by field and notes everything that is wrong with it, so that a file is mended in one go.

A `Fields` remembers what it was asked for. `close` makes every other key a fault and names the nearest one it knows: a
misspelt key must not silently mean its default, nor a cost nobody counts.
"""

import json
import math
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from fotfeste.care.planning.rules.checking import InputFault, Notes, ProblemFaults

REQUIRED: Any = object()  # in place of a default
SIX_DECIMALS = 6  # published files carry 401.99999999999994 where 402 is meant

Data = str | bytes | Mapping[str, Any]


def loaded(data: Data) -> Mapping[str, Any]:
    """The JSON object of a text, or `data` itself if it is one. A key that stands twice is a fault."""
    if isinstance(data, Mapping):
        return data
    try:
        found = json.loads(data, object_pairs_hook=_object)
    except ProblemFaults:
        raise
    except (ValueError, RecursionError) as error:
        # Also a number of thousands of digits, and lists within lists without end.
        raise ProblemFaults([InputFault("file", "this is not JSON (%(why)s)", {"why": str(error)})]) from error
    if not isinstance(found, dict):
        raise ProblemFaults([InputFault("file", "a JSON object {…} is needed, not a list or a single value")])
    return found


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        text = "the key “%(key)s” stands twice in one object; keep one of them"
        raise ProblemFaults([InputFault("file", text, {"key": twice})])
    return found


class Fields:
    """One JSON object. A value of the wrong kind is noted, and something of the right kind is given back instead."""

    def __init__(self, data: Any, where: str, notes: Notes) -> None:
        self.where, self.notes = where, notes
        self._asked: set[str] = set()
        if not isinstance(data, Mapping):
            self.fault("an object {…} is needed, found %(found)s", found=_shown(data))
            data = {}
        self._data: Mapping[str, Any] = data

    def fault(self, message: str, **params: Any) -> None:
        self.notes.add(self.where, message, **params)

    def has(self, key: str) -> bool:
        self._asked.add(key)
        return self._data.get(key) is not None

    def is_null(self, key: str) -> bool:
        """Given as `null`, where that says something else than leaving it out."""
        self._asked.add(key)
        return key in self._data and self._data[key] is None

    def raw(self, key: str, default: Any = REQUIRED) -> Any:
        """The value as it is. `null` counts as left out."""
        if self.has(key):
            return self._data[key]
        if default is REQUIRED:
            self.fault("“%(key)s” is missing; add it", key=key)
            return None
        return default

    def text(self, key: str, default: Any = REQUIRED) -> Any:
        value = self.raw(key, default)
        if not self.has(key):
            return "" if default is REQUIRED else value
        if not isinstance(value, str) or not value:
            self.fault("“%(key)s” must be a text that is not empty, found %(found)s", key=key, found=_shown(value))
            return ""
        return value

    def number(self, key: str, default: Any = REQUIRED) -> Any:
        value = self.raw(key, default)
        if not self.has(key):
            return 0.0 if default is REQUIRED else value
        return self.as_number(value, key)

    def as_number(self, value: Any, key: str) -> float:
        """A finite number; whole ones stay whole, so that they are written as they were read."""
        if not _is_number(value):
            self.fault("“%(key)s” must be a number, found %(found)s", key=key, found=_shown(value))
            return 0.0
        return value

    def truth(self, key: str, default: bool) -> bool:
        value = self.raw(key, default)
        if not isinstance(value, bool):
            self.fault("“%(key)s” must be true or false, found %(found)s", key=key, found=_shown(value))
            return default
        return value

    def items(self, key: str, default: Any = REQUIRED) -> list[Any]:
        value = self.raw(key, default)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            self.fault("“%(key)s” must be a list […], found %(found)s", key=key, found=_shown(value))
            return []
        return list(value)

    def texts(self, key: str) -> frozenset[str]:
        """A list of ids; left out means none."""
        found = self.items(key, ())
        for value in found:
            if not isinstance(value, str) or not value:
                self.fault("“%(key)s” must hold texts only, found %(found)s", key=key, found=_shown(value))
        return frozenset(value for value in found if isinstance(value, str))

    def index(self, key: str, default: Any = REQUIRED) -> Any:
        """A whole number from 0 on, such as a place in a matrix."""
        value = self.raw(key, default)
        if not self.has(key):
            return 0 if default is REQUIRED else value
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.fault("“%(key)s” must be a whole number from 0 on, found %(found)s", key=key, found=_shown(value))
            return 0
        return value

    def ids(self, key: str) -> tuple[str, ...]:
        """A list of ids in its order, also where one stands twice."""
        self.texts(key)
        return tuple(value for value in self.items(key, ()) if isinstance(value, str))

    def indexes(self, key: str) -> list[int]:
        """A list of whole numbers; left out means none."""
        found = self.items(key, ())
        if odd := [value for value in found if not isinstance(value, int) or isinstance(value, bool)]:
            self.fault("“%(key)s” must hold whole numbers only, found %(found)s", key=key, found=_shown(odd[0]))
        return [value for value in found if isinstance(value, int)]

    def fields(self, key: str) -> "Fields":
        value = self.raw(key)
        return Fields({} if value is None else value, f"{self.where}, {key}", self.notes)

    def each(self, key: str, one: str, default: Any = REQUIRED) -> Iterator["Fields"]:
        """The objects of a list, named by their id where they have one: “patient p3”."""
        for number, value in enumerate(self.items(key, default)):
            named = value.get("id") if isinstance(value, Mapping) else None
            yield Fields(
                value, f"{one} {named}" if isinstance(named, str) else f"{one} number {number + 1}", self.notes
            )

    def matrix(self, key: str) -> tuple[tuple[float, ...], ...]:
        """Rows of numbers. That they are square is checked with the problem."""
        rows: list[tuple[float, ...]] = []
        for number, row in enumerate(self.items(key)):
            if not isinstance(row, list | tuple):
                self.fault("row %(number)s of “%(key)s” must be a list of minutes", number=number, key=key)
                continue
            if odd := [column for column, value in enumerate(row) if not _is_number(value)]:
                text = (
                    "row %(number)s of “%(key)s” has %(found)s in column %(column)s, counted from 0; write minutes, "
                    "and where there is no way more than any shift has, such as 100000"
                )
                found = "null" if row[odd[0]] is None else _shown(row[odd[0]])
                self.fault(text, number=number, key=key, found=found, column=odd[0])
            rows.append(tuple(value if _is_number(value) else 0.0 for value in row))
        return tuple(rows)

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def ignore(self, *keys: str) -> None:
        """Keys that are known and carry nothing for the plan."""
        self._asked.update(keys)

    def close(self) -> None:
        """Every key nobody asked for is a fault."""
        for key in self._data:
            if key not in self._asked:
                near = get_close_matches(str(key), self._asked, n=1)
                if near:
                    self.fault("“%(key)s” is unknown; do you mean “%(near)s”?", key=key, near=near[0])
                else:
                    known = ", ".join(sorted(self._asked))
                    self.fault("“%(key)s” is unknown; take it out. Known here: %(known)s", key=key, known=known)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}…"
