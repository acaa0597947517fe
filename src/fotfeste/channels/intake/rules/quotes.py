"""Quotation marks in text files: which are closed where they should be, and which swallow the rows that follow."""

import csv
import re
from collections.abc import Sequence

from .letters import EXPORT_AGAIN
from .problems import N_, UnreadableFile, message
from .table import Note

# `; "Storgata 3; inngang B";` is a quoted cell, too, where a program writes a space behind every delimiter.
PADDED = {d: re.compile(f'(?:^|{re.escape(d)}) +"[^"]*" *(?:{re.escape(d)}|[\r\n]|$)') for d in ";,\t|"}
_LEAST_WIDTH = 4  # fewer columns than a list of persons can have: nothing can be told by their number
_CELL_OF_A_ROW = r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|\d{6} ?\d{5}"
_ENTRY = {
    d: re.compile(rf"(?:^|[{re.escape(d)}\n])[\s\"]*(?:{_CELL_OF_A_ROW})[\s\"]*(?:[{re.escape(d)}\n]|$)")
    for d in ";,\t|"
}
ODD_QUOTES = message(
    N_("Quotation marks are oddly placed in this row, so a cell may hold too much or too little. Check it.")
)
LINES_AS_TEXT = N_("A text that goes from line %(line)s to line %(last)s holds what looks like rows of the list.")
CHECK_QUOTES = message(N_("Look for a quotation mark too many in the first of these lines."))
MANY_DELIMITERS = N_("A text goes from line %(line)s to line %(last)s. Check that it holds no rows of the list.")


def refuse_open_quote(lines: Sequence[str], delimiter: str, line: int, *, padded: bool) -> None:
    """Raises UnreadableFile where a quotation mark is not closed directly before a delimiter or a line end."""
    error = _strict_fault(lines, delimiter, padded=padded)
    if "unexpected end" in error:
        raise open_quote(line)
    if error and len(lines) > 1:
        raise UnreadableFile(
            message(
                N_(
                    "A quotation mark in line %(line)s swallows the lines below it: it is not closed where a cell ends."
                ),
                line=line,
            ),
            message(N_("Take the quotation mark away, or close it, and bring in the file again.")),
        )


def _strict_fault(lines: Sequence[str], delimiter: str, *, padded: bool) -> str:
    """What Python's reader says, which is lenient unless told to be strict; empty where nothing is wrong."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=padded))
    except csv.Error as error:
        return str(error)
    return ""


def open_quote(line: int) -> UnreadableFile:
    """The refusal of a file in which nobody can tell where a text ends."""
    return UnreadableFile(
        message(N_("A quotation mark in line %(line)s is never closed: the file is cut off or damaged."), line=line),
        EXPORT_AGAIN,
    )


def odd_quotes(lines: Sequence[str], delimiter: str, *, padded: bool) -> tuple[Note, ...]:
    """A note where a text in quotation marks goes on behind the closing one."""
    if not _strict_fault(lines, delimiter, padded=padded):
        return ()
    # A space behind the closing mark changes nothing.
    tight = [re.sub(f'" +(?={re.escape(delimiter)}|[\r\n]|$)', '"', line) for line in lines]
    return (Note(None, ODD_QUOTES),) if _strict_fault(tight, delimiter, padded=padded) else ()


def swallowed_rows(cells: Sequence[str], delimiter: str, width: int, line: int, last: int) -> tuple[Note, ...]:
    """A refusal where a cell over several lines holds what looks like rows, a note where it could."""
    if width < _LEAST_WIDTH:
        return ()
    for place, cell in enumerate(cells):
        breaks = cell.count("\n") + cell.replace("\r\n", "\n").count("\r")
        if not breaks or cell.count(delimiter) * 10 < (width - 1) * 6:
            continue
        if _ENTRY[delimiter].search(cell):
            return (Note(place, message(LINES_AS_TEXT, line=line, last=last), CHECK_QUOTES),)
        return (Note(place, message(MANY_DELIMITERS, line=line, last=last)),)
    return ()
