"""One sheet of a workbook, walked through from its first row to its last: only what stands there costs anything."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, from_ISO8601

from .package import DAMAGED, SAVE_AGAIN, Package, SheetPart, read_part, unescaped
from .problems import N_, UnreadableFile, message
from .table import HEADER_WITHIN, Cell, Formula, Limits, SheetError, too_many_columns, too_many_rows

MOST_EMPTY_ROWS = 20_000
_LAST_ROW = 1_048_576
_MOST_MERGED = 10_000
_LONGEST_FORMULA = 8_192


class Void(UnreadableFile):
    """A sheet whose rows lie far apart, or that goes on and on with empty ones."""

    def __init__(self, line: int) -> None:
        super().__init__(
            message(
                N_("The sheet has more than %(count)s empty rows between or below its rows, up to row %(line)s."),
                line=line,
                count=MOST_EMPTY_ROWS,
            ),
            message(
                N_("Delete the empty rows below the list and save it again, or copy the list into a new workbook.")
            ),
        )  # fmt: skip


@dataclass(slots=True)
class Sheet:
    """What stands in a sheet.

    rows            (row number, cells) of rows that hold something, without empty cells at the end
    hidden_rows     numbers of rows that are not shown
    struck_rows     numbers of rows with a cell that is struck through
    hidden_columns  (first, last) of columns that are not shown, counted from 0
    merged          (first row, last row, first column, last column) of merged cells; columns counted from 0
    """

    part: SheetPart
    rows: list[tuple[int, tuple[Cell, ...]]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    struck_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def read_sheet(package: Package, part: SheetPart, limits: Limits, *, top: bool = False) -> Sheet:
    """The sheet, or only its first rows; raises UnreadableFile."""
    reader = _Reader(package, part, limits)
    most = HEADER_WITHIN if top else limits.rows + HEADER_WITHIN

    def enough() -> bool:
        if not top and len(reader.sheet.rows) > most:
            raise too_many_rows(limits)
        return top and len(reader.sheet.rows) >= most

    try:
        read_part(package, part.path, reader.start, reader.end, enough)
    except Void:
        if not top:  # another sheet may hold the list
            raise
    if top:
        del reader.sheet.rows[HEADER_WITHIN:]
    return reader.sheet


class _Reader:
    """Listens to the elements of a sheet and keeps its rows."""

    def __init__(self, package: Package, part: SheetPart, limits: Limits) -> None:
        self.sheet = Sheet(part)
        self._package, self._limits = package, limits
        self._epoch = MAC_EPOCH if package.from_1904 else WINDOWS_EPOCH
        self._line = self._column = self._gaps = self._tail = self._last_full = 0
        self._all_hidden = self._aside = False
        self._cells: list[Cell] = []
        self._kind, self._style = "n", 0
        self._value: str | None = None
        self._formula: str | None = None
        self._inline: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "is":
            self._inline = []
        elif tag == "rPh":
            self._aside = True
        elif tag == "col" and (_on(attributes, "hidden") or _none(attributes.get("width"))):
            self.sheet.hidden_columns.append((int(attributes["min"]) - 1, int(attributes["max"]) - 1))
        elif tag == "sheetFormatPr":
            self._all_hidden = _on(attributes, "zeroHeight")
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, tag: str, text: str) -> None:
        if tag == "v":
            self._value = text
        elif tag == "f":
            self._formula = text[:_LONGEST_FORMULA]
        elif tag == "t" and self._inline is not None and not self._aside:
            self._inline.append(text)
        elif tag == "rPh":
            self._aside = False
        elif tag == "c":
            self._end_cell()
        elif tag == "row":
            self._end_row()

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        line = int(attributes["r"]) if "r" in attributes else self._line + 1
        if not self._line < line <= _LAST_ROW:
            raise UnreadableFile(DAMAGED, SAVE_AGAIN)
        self._line, self._column, self._cells = line, 0, []
        if (
            _on(attributes, "hidden")
            or (self._all_hidden and "hidden" not in attributes)
            or _none(attributes.get("ht"))
        ):
            self.sheet.hidden_rows.add(line)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        place = attributes.get("r")
        column = _column(place) if place else self._column + 1
        if not self._column < column:
            raise UnreadableFile(DAMAGED, SAVE_AGAIN)
        self._column = column
        self._kind = attributes.get("t", "n")
        self._style = int(attributes.get("s", "0"))
        self._value = self._formula = self._inline = None

    def _end_cell(self) -> None:
        cell = self._shown()
        if self._formula is not None:
            formula = Formula(f"={self._formula}")
            formula.shown = cell
            cell = formula
        if cell is None or (isinstance(cell, str) and not isinstance(cell, Formula) and not cell.strip()):
            return
        if self._column > self._limits.columns:
            raise too_many_columns(self._limits, self._line)
        if self._style in self._package.struck_styles:
            self.sheet.struck_rows.add(self._line)
        self._cells.extend([None] * (self._column - 1 - len(self._cells)))
        self._cells.append(cell)

    def _end_row(self) -> None:
        if self._cells:
            # Rows left out between two that hold something: no list has them by the thousand.
            self._gaps, self._tail = self._gaps + self._line - self._last_full - 1, 0
            self._last_full = self._line
        else:
            self._tail += 1  # written without a cell that says anything: it costs time all the same
        if self._gaps + self._tail > MOST_EMPTY_ROWS:
            raise Void(self._line)
        if self._cells:
            self.sheet.rows.append((self._line, tuple(self._cells)))

    def _shown(self) -> Cell:
        kind, value = self._kind, self._value
        if kind == "inlineStr":
            return unescaped("".join(self._inline or ()))
        if value is None or value == "":
            return None
        if kind == "s":
            return self._package.strings[int(value)]
        if kind == "b":
            return bool(int(value))
        if kind == "e":
            return SheetError(value)
        if kind == "d":
            told = from_ISO8601(value)
            return told if isinstance(told, datetime | date | time) else str(told)
        return self._number(value) if kind == "n" else unescaped(value)

    def _number(self, written: str) -> Cell:
        try:
            number = float(written) if re.search("[.eE]", written) else int(written)
        except ValueError:  # NaN of a careless program
            return SheetError(written)
        durable = self._style in self._package.duration_styles
        if not durable and self._style not in self._package.date_styles:
            return number
        try:
            moment = from_excel(number, self._epoch, timedelta=durable)
        except (OverflowError, ValueError):
            return SheetError("#VALUE!")
        if isinstance(moment, timedelta):
            return str(moment)
        return moment if isinstance(moment, datetime | date | time) else None

    def _merge(self, ref: str) -> None:
        ends = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})", ref)
        if ends and len(self.sheet.merged) < _MOST_MERGED:
            first, top, last, bottom = ends.groups()
            self.sheet.merged.append((int(top), int(bottom), _number_of(first) - 1, _number_of(last) - 1))


def _on(attributes: Mapping[str, str], name: str) -> bool:
    return attributes.get(name, "0") in ("1", "true", "on")


def _none(size: str | None) -> bool:
    """True for a width or a height of nothing."""
    return size is not None and float(size) == 0


def _column(place: str) -> int:
    return _number_of(re.match("[A-Za-z]{0,3}", place)[0].upper())  # type: ignore[index]


@lru_cache(maxsize=20_000)
def _number_of(letters: str) -> int:
    """A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
