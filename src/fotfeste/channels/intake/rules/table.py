"""A table as it came: cells by row and column, not yet understood."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from .problems import N_, Message, UnreadableFile, message


class Formula(str):
    """The text of a formula. It was never worked out and never will be.

    shown  what the program that saved the file had worked out and showed in the cell; None where the file does not say
    """

    shown: "Cell" = None


class SheetError(str):
    """An error value of a spreadsheet, such as #REF!."""


Cell = str | int | float | bool | datetime | date | time | None
Recognise = Callable[[Sequence[str]], int]  # how many known headings a row of cells holds


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be. Larger than any municipality's list of a year, small enough to hold in memory.

    packed and unpacked in bytes (unpacked for workbooks, which are compressed); cell in characters.
    """

    packed: int = 64 * 1024 * 1024
    unpacked: int = 512 * 1024 * 1024
    rows: int = 100_000
    columns: int = 200
    cell: int = 32_767  # what a cell of a spreadsheet can hold


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader of the file saw about a row.

    place  the column, counted from 0; None where it concerns the row as a whole
    cure   what to do; with one the row is refused, without it is taken and the note told
    """

    place: int | None
    text: Message
    cure: Message | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something; `line` is its line in the file (or row in the sheet), counted from 1."""

    line: int
    cells: tuple[Cell, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A header and its rows; rows without any content are left out.

    form         what was found out about the file, for the reader
    least_cells  a row with fewer cells has lost some
    most_cells   a row with more has a separator too many; None in sheets, where every cell has its address
    day_zero     what serial day number 0 means in the sheet
    open_end     True when the last line has no line end (some programs leave it out, a cut-off file has lost it)
    sheet        the name of the sheet of a workbook; empty for text files
    hidden       True when that sheet is hidden in the workbook
    told         what the reader of the file should know about it as a whole
    unseen       columns that are hidden in the sheet, counted from 0
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    form: Message
    least_cells: int
    most_cells: int | None
    day_zero: date = date(1899, 12, 30)
    open_end: bool = False
    sheet: str = ""
    hidden: bool = False
    told: tuple[Message, ...] = ()
    unseen: frozenset[int] = frozenset()


HEADER_WITHIN = 20  # a title and some blank lines may stand above the header


def find_header(rows: Sequence[Sequence[str]], recognise: Recognise) -> tuple[int, int]:
    """Which of the first rows is the header, and how many headings are known in it (0: the first row with content)."""
    best, known = next((i for i, cells in enumerate(rows) if any(cells)), 0), 0
    for index, cells in enumerate(rows[:HEADER_WITHIN]):
        score = recognise(cells)
        if score > known:
            best, known = index, score
    return best, known


_HEADINGS_AGAIN = 3  # so many headings in a row below do not stand there by accident


def about_repeated_headings(header: Sequence[str], row: Row, recognise: Recognise) -> Row:
    """The row, noted as refused where it repeats the headings; raises UnreadableFile where it holds other ones.

    Below other headings a cell would mean something else than its column says, and nobody would see it.
    """
    cells = [cell if isinstance(cell, str) else "" for cell in row.cells]
    if recognise(cells) < _HEADINGS_AGAIN:
        return row
    if recognise(header) < _HEADINGS_AGAIN:
        raise UnreadableFile(
            message(N_("The headings come no further up than in row %(line)s of the file."), line=row.line),
            message(N_("Delete what is above them.")),
        )
    if [cell.strip().casefold() for cell in cells if cell.strip()] != [
        h.strip().casefold() for h in header if h.strip()
    ]:
        raise UnreadableFile(
            message(N_("Row %(line)s of the file holds other headings: another list begins below it."), line=row.line),
            message(N_("Put each list into a file of its own.")),
        )  # fmt: skip
    again = Note(None, message(N_("The row repeats the headings.")), message(N_("Delete the row.")))
    return Row(row.line, row.cells, (*row.notes, again))


def too_many_rows(limits: Limits) -> UnreadableFile:
    """The refusal of a file with more rows than allowed."""
    return UnreadableFile(message(N_("The file has more than %(limit)s rows."), limit=limits.rows), SPLIT)


def too_many_columns(limits: Limits, line: int) -> UnreadableFile:
    """The refusal of a file with more columns than any list has."""
    return UnreadableFile(
        message(N_("Line %(line)s has more than %(limit)s columns."), line=line, limit=limits.columns),
        message(N_("Keep only the columns of the list and save the file again.")),
    )


EMPTY = message(N_("The file is empty."))
SPLIT = message(N_("Split it into several files and bring them in one by one; nothing is taken twice."))
SAVE_AS = N_("Open it in the program it belongs to and save it as an Excel workbook (.xlsx) or as CSV.")
