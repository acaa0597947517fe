"""A table of a TOML file, read key by key. Every fault is kept with its file, key and cure; none stops the rest."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from fotfeste.care.assessment.rules.wording import LANGUAGES, Text


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a file. `key` is as one would look for it: `items 2 > label > nb`."""

    file: str
    key: str
    what: str
    cure: str

    def __str__(self) -> str:
        where = f"{self.file}, {self.key}" if self.key else self.file
        return f"{where}: {self.what} {self.cure}"


@dataclass(slots=True)
class Table:
    """One table. What was read is remembered, so that `finish` can name the keys nobody asked for."""

    file: str
    data: Mapping[str, Any]
    faults: list[Fault]
    path: str = ""
    asked: set[str] = field(default_factory=set)

    def fault(self, key: str, what: str, cure: str) -> None:
        """Keep a fault at a key of this table; an empty key is the table itself."""
        self.faults.append(Fault(self.file, " > ".join(part for part in (self.path, key) if part), what, cure))

    def text(self, key: str, pattern: str = "", wanted: str = "a text that is not empty", default: str = "") -> str:
        """A text, whole as `pattern` when there is one. Empty after a fault."""
        found = self._get(key, default or None)
        if found is None:
            self.fault(key, "It is missing.", f"Write {wanted}.")
        elif not isinstance(found, str) or not found.strip() or (pattern and not re.fullmatch(pattern, found)):
            self.fault(key, f"{found!r} cannot be used.", f"Write {wanted}.")
        else:
            return found
        return ""

    def whole(self, key: str, low: int, high: int) -> int | None:
        """A whole number within the ends; None after a fault."""
        found = self._get(key, None)
        if type(found) is int and low <= found <= high:
            return found
        what = "It is missing." if found is None else f"{found!r} cannot be used."
        self.fault(key, what, f"Write a whole number from {low} to {high}.")
        return None

    def flag(self, key: str) -> bool:
        """true or false; false when not given."""
        found = self._get(key, False)
        if not isinstance(found, bool):
            self.fault(key, f"{found!r} cannot be used.", "Write true or false, without quotes.")
        return found is True

    def choice(self, key: str, options: Collection[str]) -> str:
        """One of a few words. Empty after a fault."""
        found = self._get(key, None)
        if isinstance(found, str) and found in options:
            return found
        what = "It is missing." if found is None else f"{found!r} is not one of the choices."
        self.fault(key, what, f"{_perhaps(found, options)}Write one of: {', '.join(options)}.")
        return ""

    def choices(self, key: str, options: Collection[str], default: Sequence[str]) -> tuple[str, ...]:
        """A list of such words."""
        found = self._get(key, list(default))
        if not isinstance(found, list):
            self.fault(key, f"{found!r} is no list.", f'Write a list, such as ["{next(iter(options))}"].')
            return tuple(default)
        for one in found:
            if not isinstance(one, str) or one not in options:
                self.fault(
                    key, f"{one!r} is not one of the choices.", f"{_perhaps(one, options)}Use: {', '.join(options)}."
                )
        return tuple(dict.fromkeys(one for one in found if isinstance(one, str) and one in options))

    def words(self, key: str, *, required: bool = True) -> Text | None:
        """A wording: `nb` must be there, and stands for `nn` and `en` where those are not given."""
        if self.data.get(key) is None:
            self.asked.add(key)
            if required:
                self.fault(key, "The wording is missing.", f'Write {key}.nb = "…" (and nn and en where you have them).')
            return None
        table = self.table(key)
        if table is None:
            return None
        nb = table.text("nb", wanted="the wording in bokmål")
        nn, en = (table.text(tag, default=nb or "-") for tag in ("nn", "en"))
        table.finish(also=LANGUAGES)
        return Text(en, nb, nn) if nb and nn and en else None

    def table(self, key: str) -> Table | None:
        """A table inside this one; None after a fault."""
        found = self._get(key, None)
        if not isinstance(found, dict):
            self.fault(key, f"{found!r} is no table.", f'Write it with a language, such as {key}.nb = "…".')
            return None
        return self._inner(key, found)

    def tables(self, key: str, *, most: int) -> list[Table]:
        """A list of tables (`[[items]]`), numbered from 1 in faults. At least one."""
        found = self._get(key, None)
        if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
            self.fault(key, "There is none." if not found else "It is no list of tables.", f"Write [[{key}]] for each.")
            return []
        if len(found) > most:
            self.fault(key, f"There are {len(found)}.", f"Keep it to {most}.")
        return [self._inner(f"{key} {place}", one) for place, one in enumerate(found, start=1)]

    def finish(self, also: Sequence[str] = ()) -> None:
        """Name every key nobody asked for."""
        known = sorted(self.asked | set(also))
        for key in self.data:
            if key not in known:
                self.fault(key, "There is no such key.", f"{_perhaps(key, known)}Use one of: {', '.join(known)}.")

    def _inner(self, key: str, data: Mapping[str, Any]) -> Table:
        return Table(self.file, data, self.faults, " > ".join(part for part in (self.path, key) if part))

    def _get(self, key: str, default: Any) -> Any:
        self.asked.add(key)
        return self.data.get(key, default)


def _perhaps(found: Any, options: Collection[str]) -> str:
    close = get_close_matches(found, options, n=1) if isinstance(found, str) else []
    return f"Did you mean {str(close[0])!r}? " if close else ""
