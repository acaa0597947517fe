"""Excel workbooks, read as they lie: no formula is worked out, no link followed, nothing unpacked to disk."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from .problems import N_, Message, UnreadableFile, message
from .table import (
    HEADER_WITHIN,
    SAVE_AS,
    Cell,
    Formula,
    Limits,
    Recognise,
    Row,
    SheetError,
    Table,
    find_header,
    too_many_columns,
    too_many_rows,
)

_MOST_PARTS = 2_000
_MOST_SHEETS = 30
_ENOUGH_TO_JUDGE = 20
_NO_ACCIDENT = 3  # so many known headings in one row do not stand there by accident
_MOST_EMPTY_ROWS = 20_000
DAMAGED = message(N_("The workbook is damaged or cut off."))
SAVE_AGAIN = message(N_("Open it in Excel, save it again and bring in the new file."))


class _Void(UnreadableFile):
    """A sheet that goes on and on with empty rows: reading all of them would take minutes and find nothing."""

    def __init__(self, line: int) -> None:
        super().__init__(
            message(
                N_("Row %(line)s of the sheet and the %(count)s before it are empty."),
                line=line,
                count=_MOST_EMPTY_ROWS,
            ),
            message(
                N_("Delete the empty rows below the list and save it again, or copy the list into a new workbook.")
            ),
        )


def read_workbook(data: bytes, *, recognise: Recognise, limits: Limits) -> Table:
    """The table in the sheet with most known headings; raises UnreadableFile."""
    _refuse_hostile(data, limits)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of drawings and styles it leaves out; we want neither
        try:
            with _opened(data) as book:
                sheet, others = _best_sheet(book, recognise, limits)
                rows = list(islice(_content(sheet, limits), limits.rows + HEADER_WITHIN + 1))
                table = _table(book, sheet, rows, recognise, limits, _form(sheet.title, others))
            if any(isinstance(cell, Formula) for _, cells in rows for cell in cells):
                with _opened(data, values=True) as book:
                    _add_shown_values(rows, book[table.sheet], limits)
        except UnreadableFile:
            raise
        except Exception as error:  # openpyxl has no error of its own: a damaged part may raise anything
            raise UnreadableFile(DAMAGED, SAVE_AGAIN) from error
    return table


def _opened(data: bytes, *, values: bool = False) -> AbstractContextManager[Any]:
    """The workbook with its formulas, or with the values the file keeps beside them."""
    from openpyxl import load_workbook

    return closing(load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False))


def _refuse_hostile(data: bytes, limits: Limits) -> None:
    """Looks at the list of parts only, so that a bomb is refused before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError) as error:
        raise UnreadableFile(DAMAGED, SAVE_AGAIN) from error
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile(
            message(N_("The file is protected by a password.")),
            message(N_("Remove the password and save it again.")),
        )
    if not any(name.startswith("xl/") for name in names):
        raise UnreadableFile(
            message(N_("This is a ZIP file or another program's document, not an Excel workbook.")), message(SAVE_AS)
        )
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > limits.unpacked:
        raise UnreadableFile(
            message(
                N_("Unpacked, the workbook would be larger than %(limit)s megabytes."),
                limit=limits.unpacked // (1024 * 1024),
            ),
            message(N_("Copy the rows alone into a new workbook, or save the sheet as CSV.")),
        )


def _best_sheet(book: Any, recognise: Recognise, limits: Limits) -> tuple[Any, list[str]]:
    """The visible sheet with most known headings, a hidden one only where no visible one is a list; and the others."""
    best, most = None, (-1, -1, -1)
    titles: list[str] = []
    for sheet in list(book.worksheets)[:_MOST_SHEETS]:
        top = _top(sheet, limits)
        if not top:
            continue
        titles.append(sheet.title)
        _, known = find_header(top, recognise)
        visible = not _hidden(sheet)
        rank = (int(visible and known >= _NO_ACCIDENT), known, int(visible))
        if rank > most:
            best, most = sheet, rank
    if best is None:
        raise UnreadableFile(
            message(N_("The workbook holds no rows.")), message(N_("Check that the list lies in a sheet of this file."))
        )
    return best, [title for title in titles if title != best.title]


def _top(sheet: Any, limits: Limits) -> list[list[str]]:
    """The first rows that hold something; fewer where nothing but empty rows follows."""
    sheet.reset_dimensions()  # the size a sheet claims may be a million empty rows
    top: list[list[str]] = []
    try:
        for _, cells in islice(_content(sheet, limits), HEADER_WITHIN):
            top.append([_words(c) for c in cells])
    except _Void:
        pass
    return top


def _table(
    book: Any,
    sheet: Any,
    rows: list[tuple[int, tuple[Cell, ...]]],
    recognise: Recognise,
    limits: Limits,
    form: Message,
) -> Table:
    at, _ = find_header([[_words(c) for c in cells] for _, cells in rows[:HEADER_WITHIN]], recognise)
    if len(rows) - at - 1 > limits.rows:
        raise too_many_rows(limits)
    return Table(
        header=tuple(_words(cell) for cell in rows[at][1]),
        rows=tuple(Row(line, cells) for line, cells in rows[at + 1 :]),
        form=form,
        least_cells=_least_cells([cells for _, cells in rows[at + 1 :]]),
        most_cells=None,
        day_zero=date(1904, 1, 1) if book.epoch.year == 1904 else date(1899, 12, 30),
        sheet=sheet.title,
        hidden=_hidden(sheet),
    )


def _form(sheet: str, others: list[str]) -> Message:
    if not others:
        return message(N_("Excel workbook, sheet “%(sheet)s”"), sheet=sheet)
    return message(N_("Excel workbook, sheet “%(sheet)s”; not read: %(others)s"), sheet=sheet, others=", ".join(others))


def _hidden(sheet: Any) -> bool:
    return bool(sheet.sheet_state != "visible")


def _add_shown_values(rows: list[tuple[int, tuple[Cell, ...]]], sheet: Any, limits: Limits) -> None:
    """Give every formula the value the file keeps beside it: people know their rows by what they see."""
    sheet.reset_dimensions()
    formulas = {line: cells for line, cells in rows if any(isinstance(cell, Formula) for cell in cells)}
    for line, cells in enumerate(sheet.iter_rows(max_row=max(formulas), max_col=limits.columns), start=1):
        for formula, cell in zip(formulas.get(line, ()), cells, strict=False):
            if isinstance(formula, Formula):
                formula.shown = _cell(cell)


def _least_cells(rows: list[tuple[Cell, ...]]) -> int:
    """How far a row must reach to be whole, judged by the others: where 95 of 100 rows reach, less two cells.

    A sheet does not tell a row that was cut off from one with empty cells at the end. Where nearly all rows go on and
    one stops, somebody has to look at it; a dash in the cells says that they are meant to be empty.
    """
    if len(rows) < _ENOUGH_TO_JUDGE:
        return 0
    return sorted(len(cells) for cells in rows)[len(rows) // 20] - 2


def _content(sheet: Any, limits: Limits) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """(row number, cells) of rows that hold something, without empty cells at the end; raises UnreadableFile."""
    empty = 0
    for line, cells in enumerate(sheet.iter_rows(max_col=limits.columns + 1), start=1):
        values = [_cell(cell) for cell in cells]
        while values and (values[-1] is None or (isinstance(values[-1], str) and not values[-1].strip())):
            values.pop()
        if len(values) > limits.columns:
            raise too_many_columns(limits, line)
        if values:
            empty = 0
            yield line, tuple(values)
        else:
            empty += 1
            if empty > _MOST_EMPTY_ROWS:
                raise _Void(line)


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None or isinstance(value, bool | int | float | datetime | date | time):
        return value
    if cell.data_type == "f":
        return Formula(value if isinstance(value, str) else getattr(value, "text", None) or "=")
    return SheetError(value) if cell.data_type == "e" else str(value)


def _words(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip()
