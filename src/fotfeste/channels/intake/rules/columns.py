"""Headings to fields: which column of the file holds what, shown to the user before anything is taken."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from .problems import N_, Message, UnreadableFile, message
from .values import short
from .words import plain


@dataclass(frozen=True, slots=True)
class Field:
    """Something a list can hold. `headings` are the names it goes by, the surest first."""

    code: str
    label: Message
    headings: tuple[str, ...]


def known_field(code: str, label: str, headings: str) -> Field:
    """A `Field` from headings given as one text with commas."""
    return Field(code, message(label), tuple(plain(heading) for heading in headings.split(",")))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of list: its fields, what it cannot do without (one of each group), and the field that tells who it is."""

    fields: tuple[Field, ...]
    required: tuple[tuple[str, ...], ...]
    identity: str

    def field(self, code: str) -> Field:
        """The field with the code; raises KeyError."""
        return {field.code: field for field in self.fields}[code]

    def recognise(self, cells: Sequence[str]) -> int:
        """How many different fields a row of headings names."""
        return len(match(self.fields, cells))


@dataclass(frozen=True, slots=True)
class Columns:
    """How the headings of one file were understood.

    by_code         field code → place of its column, counted from 0
    not_understood  headings that belong to no field; their columns are not taken
    """

    kind: Kind
    header: tuple[str, ...]
    by_code: dict[str, int]
    not_understood: tuple[str, ...]

    def heading(self, code: str) -> str:
        """The file's own name for the field's column; empty where the file has no such column."""
        return self.header[self.by_code[code]] if code in self.by_code else ""

    @property
    def places(self) -> list[int]:
        """The places of the columns that were understood, in the order of the file."""
        return sorted(self.by_code.values())

    @property
    def pairs(self) -> list[tuple[str, Message]]:
        """(heading in the file, what it was understood as), in the order of the file."""
        ordered = sorted((place, code) for code, place in self.by_code.items())
        return [(self.header[place], self.kind.field(code).label) for place, code in ordered]

    @property
    def width(self) -> int:
        """How many cells a whole row has: up to the last heading that is not empty."""
        return max((i + 1 for i, heading in enumerate(self.header) if heading.strip()), default=0)


def understand(kind: Kind, header: Sequence[str]) -> Columns:
    """Match the headings; raises UnreadableFile naming what is missing, with the heading that may have been meant."""
    by_code = match(kind.fields, header)
    missing = [group for group in kind.required if not any(code in by_code for code in group)]
    taken = set(by_code.values())
    rest = tuple(h.strip() for i, h in enumerate(header) if i not in taken and h.strip())
    if missing:
        raise _missing(kind, missing, rest, found=bool(by_code))
    return Columns(kind, tuple(h.strip() for h in header), by_code, rest)


def match(fields: Sequence[Field], header: Sequence[str]) -> dict[str, int]:
    """Field code → column. Where two columns name one field, the surer heading wins, then the first column."""
    spellings = [_spellings(heading) if len(heading) <= _LONGEST_HEADING else set() for heading in header]
    found: dict[str, int] = {}
    for field in fields:
        ranked = [
            (rank, place)
            for place, forms in enumerate(spellings)
            for rank, heading in enumerate(field.headings)
            if heading in forms
        ]
        for _, place in sorted(ranked):
            if place not in found.values():
                found[field.code] = place
                break
    return found


_LONGEST_HEADING = 200  # a longer text is none, and looking for brackets in it could take forever
_FILLERS = re.compile(
    r"\b(pasientens?|brukerens?|brukarens?|brukers?|brukars?|personens?|søkers?|søkarens?|tjenestemottakers?)\b",
    re.IGNORECASE,
)


def _spellings(heading: str) -> set[str]:
    """A heading as it stands, without what is in brackets, and without whose it is ("Brukerens adresse")."""
    bare = re.sub(r"\(.*?\)|\[.*?\]", " ", heading)
    forms = {plain(heading), plain(bare), plain(_FILLERS.sub(" ", bare))}
    return forms - {""}


def _missing(kind: Kind, missing: list[tuple[str, ...]], rest: tuple[str, ...], *, found: bool) -> UnreadableFile:
    names = tuple(kind.field(group[0]).label for group in missing)
    problem = message(N_("The file has no column for: %(columns)s."), columns=names)
    if not found:
        problem = message(
            N_("None of the headings is known, so this may be another list. Missing: %(columns)s."), columns=names
        )
    meant = [guess for group in missing for code in group for guess in _close(kind.field(code), rest)]
    if meant:
        cure = message(
            N_("Did you mean the column “%(heading)s”? Give it the name above and try again."), heading=meant[0]
        )
    elif rest:
        cure = message(
            N_("Give the columns these names and try again. Headings not understood: %(headings)s."),
            headings=", ".join(short(h) for h in rest[:12]),
        )
    else:
        cure = message(N_("Check that the first line holds the headings, and that all columns were exported."))
    return UnreadableFile(problem, cure)


def _close(field: Field, rest: Sequence[str]) -> list[str]:
    short_enough = [h for h in rest if len(h) <= _LONGEST_HEADING]
    return [h for h in short_enough if difflib.get_close_matches(plain(h), field.headings, n=1, cutoff=0.8)]
