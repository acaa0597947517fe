"""Excel workbooks, read as they lie: no formula is worked out, no link followed, nothing unpacked to disk."""

from datetime import date
from itertools import chain

from .letters import mend
from .package import DAMAGED, SAVE_AGAIN, Package, SheetPart, opened
from .problems import N_, Message, UnreadableFile, message
from .sheet import Sheet, read_sheet
from .table import (
    HEADER_WITHIN,
    Cell,
    Limits,
    Note,
    Recognise,
    Row,
    Table,
    about_repeated_headings,
    find_header,
    too_many_rows,
)

_ENOUGH_TO_JUDGE = 20
_NO_ACCIDENT = 3  # so many known headings in one row do not stand there by accident
_HIDDEN = message(N_("The row is hidden in the sheet, perhaps by a filter; it was read anyway."))
_STRUCK = message(N_("The row is struck through in the sheet, or a cell of it; it was read anyway."))
_MERGED = message(N_("The cell is merged with others, so that it shows what is in another one; it was read as empty."))


def read_workbook(data: bytes, *, recognise: Recognise, limits: Limits) -> Table:
    """The table in the sheet with most known headings; raises UnreadableFile."""
    try:
        package = opened(data, limits)
        with package.archive:
            part, others = _best_sheet(package, recognise, limits)
            return _table(package, read_sheet(package, part, limits), others, recognise, limits)
    except UnreadableFile:
        raise
    except Exception as error:  # a damaged part may raise anything: a missing one, a broken number, a bad checksum
        raise UnreadableFile(DAMAGED, SAVE_AGAIN) from error


def _best_sheet(package: Package, recognise: Recognise, limits: Limits) -> tuple[SheetPart, list[tuple[str, bool]]]:
    """The visible sheet with most known headings, a hidden one only where no visible one is a list.

    And the others that hold something: (title, whether it looks like a list).
    """
    best, most = None, (-1, -1, -1)
    seen: list[tuple[SheetPart, bool]] = []
    for part in package.sheets:
        top = [[_words(cell) for cell in cells] for _, cells in read_sheet(package, part, limits, top=True).rows]
        if not top:
            continue
        at, known = find_header(top, recognise)
        seen.append((part, known >= _NO_ACCIDENT and len(top) > at + 1))
        rank = (int(not part.hidden and known >= _NO_ACCIDENT), known, int(not part.hidden))
        if rank > most:
            best, most = part, rank
    if best is None:
        raise UnreadableFile(
            message(N_("The workbook holds no rows.")), message(N_("Check that the list is in a sheet of this file."))
        )
    return best, [(part.title, alike) for part, alike in seen if part is not best]


def _table(
    package: Package, sheet: Sheet, others: list[tuple[str, bool]], recognise: Recognise, limits: Limits
) -> Table:
    rows = sheet.rows
    at, _ = find_header([[_words(c) for c in cells] for _, cells in rows[:HEADER_WITHIN]], recognise)
    if len(rows) - at - 1 > limits.rows:
        raise too_many_rows(limits)
    header = tuple(_words(cell) for cell in rows[at][1])
    unseen = {place for first, last in sheet.hidden_columns for place in range(first, min(last + 1, len(header)))}
    return Table(
        header=header,
        rows=tuple(
            about_repeated_headings(header, Row(line, cells, _notes(sheet, line, cells)), recognise)
            for line, cells in rows[at + 1 :]
        ),
        form=_form(sheet.part.title, [title for title, _ in others]),
        least_cells=_least_cells([cells for _, cells in rows[at + 1 :]]),
        most_cells=None,
        day_zero=date(1904, 1, 1) if package.from_1904 else date(1899, 12, 30),
        sheet=sheet.part.title,
        hidden=sheet.part.hidden,
        told=tuple(_other_list(title) for title, alike in others if alike),
        unseen=frozenset(unseen),
    )


def _notes(sheet: Sheet, line: int, cells: tuple[Cell, ...]) -> tuple[Note, ...]:
    hidden = [Note(None, _HIDDEN)] if line in sheet.hidden_rows else []
    if line in sheet.struck_rows:
        hidden.append(Note(None, _STRUCK))
    empty_by_merging = [
        Note(place, _MERGED)
        for top, bottom, first, last in sheet.merged
        if top <= line <= bottom
        for place in range(first, min(last, first + 200) + 1)
        if (line, place) != (top, first) and (place >= len(cells) or cells[place] is None)
    ]
    return tuple(chain(hidden, empty_by_merging))


def _other_list(title: str) -> Message:
    return message(N_("The sheet “%(sheet)s” looks like a list, too, and was not read."), sheet=title)


def _form(sheet: str, others: list[str]) -> Message:
    if not others:
        return message(N_("Excel workbook, sheet “%(sheet)s”"), sheet=sheet)
    return message(N_("Excel workbook, sheet “%(sheet)s”; not read: %(others)s"), sheet=sheet, others=", ".join(others))


def _least_cells(rows: list[tuple[Cell, ...]]) -> int:
    """How far a row must reach to be whole, judged by the others: where 95 of 100 rows reach, less two cells.

    A sheet does not tell a row that was cut off from one with empty cells at the end. Where nearly all rows go on and
    one stops, somebody has to look at it; a dash in the cells says that they are meant to be empty.
    """
    if len(rows) < _ENOUGH_TO_JUDGE:
        return 0
    return sorted(len(cells) for cells in rows)[len(rows) // 20] - 2


def _words(cell: Cell) -> str:
    return "" if cell is None else mend(str(cell)).strip()
