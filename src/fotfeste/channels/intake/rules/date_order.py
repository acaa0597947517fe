"""Whether a column of dates has the month first, as programs set up for American English write them.

8/16/2026 can only be 16 August. Then 8/4/2026 in the same column is probably 4 August, and read as everybody here reads
it, it would turn into 8 April without anybody noticing. Nobody can know, so such rows are refused.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from fotfeste.ground.ui.rules import visible
from fotfeste.ground.ui.rules.days import day_of_serial, lost_zero

from .dates import Bare, Frame, order_proved
from .table import Cell, Row
from .values import as_written, unwrapped

_SHEET = "date cell"
_BARE = "bare digits"
_DAY_OR_MONTH_FIRST = re.compile(r"(\d{1,2})\s?([-./])\s?(\d{1,2})\s?[-./]\s?(\d{4}|\d{2})(?!\d)", re.ASCII)
_BARE_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{2}|(?:1[89]|20)\d{2})", re.ASCII)
_YEAR_FIRST = "year first: "


def unsure_writings(cells: Iterable[Cell]) -> frozenset[str]:
    """The ways of writing dates in a column for which day and month cannot be told apart; nearly always none.

    Told by separator, for a list may be put together from two. With full stops, which only Norwegian lists have, one
    odd row among dates that prove the day first is a slip of the pen. Date cells of a sheet are doubtful beside text
    that has the month first: a spreadsheet that opened such a list has swapped those it could and left the others.
    """
    month_first: set[str] = set()
    day_first: set[str] = set()
    year_first: set[str] = set()
    for cell in cells:
        found = _parts(cell)
        if found:
            first, second, third, writing = found
            if first > 31 and third is not None and 1 <= second <= 12:
                year_first.add(_YEAR_FIRST + writing)
            elif first > 12 >= second:
                day_first.add(writing)
            elif second > 12 >= first:
                month_first.add(writing)
    if "." in day_first:
        month_first.discard(".")
    if month_first and _SHEET not in day_first:
        return frozenset({*month_first, *year_first, _SHEET})
    return frozenset(month_first | year_first)


def either_order(cell: Cell, unsure: frozenset[str]) -> bool:
    """True for a date that both orders allow and that is written in one of the ways nobody can be sure of."""
    found = _parts(cell) if unsure and cell is not None else None
    if not found:
        return False
    first, second, third, writing = found
    if third is not None and _YEAR_FIRST + writing in unsure:
        return first <= 31 and 1 <= second <= 12 and 1 <= third <= 31
    return writing in unsure and first != second and 1 <= first <= 12 and 1 <= second <= 12


def _parts(cell: Cell) -> tuple[int, int, int | None, str] | None:
    """(first, second, third number where it has two digits, how it is written); None for what says its order itself."""
    if isinstance(cell, date):
        return cell.day, cell.month, None, _SHEET
    if isinstance(cell, int | float) or (isinstance(cell, str) and cell.isdigit()):
        digits = _BARE_DIGITS.fullmatch(as_written(cell))
        return _numbers(digits[1], digits[2], digits[3], _BARE) if digits else None
    match = _DAY_OR_MONTH_FIRST.match(visible(str(unwrapped(cell)))) if isinstance(cell, str) else None
    return _numbers(match[1], match[3], match[4], match[2]) if match else None


def _numbers(first: str, second: str, third: str, writing: str) -> tuple[int, int, int | None, str]:
    return int(first), int(second), int(third) if len(third) == 2 else None, writing


def bare_numbers(cells: Iterable[Cell]) -> Bare:
    """What the bare numbers of a column tell about those that can be a date without its zero or a day number."""
    digits = serials = False
    for cell in cells:
        cell = unwrapped(cell)
        if not isinstance(cell, str | int | float) or isinstance(cell, bool):
            continue
        written = as_written(cell).strip()
        if found := _BARE_DIGITS.fullmatch(written):
            digits = digits or (1 <= int(found[1]) <= 31 and 1 <= int(found[2]) <= 12)
        elif len(written) == 5 and (whole := lost_zero(written)):
            a_date = 1 <= int(whole[2:4]) <= 12
            counted = day_of_serial(float(written), day_zero=date(1899, 12, 30)) is not None
            digits, serials = digits or (a_date and not counted), serials or (counted and not a_date)
    return Bare(digits, serials)


class Orders:
    """The columns of one table; each is looked through once, when its first date is asked for."""

    def __init__(self, rows: tuple[Row, ...]) -> None:
        self._rows = rows
        self._known: dict[int, frozenset[str]] = {}
        self._bare: dict[int, Bare] = {}
        self._framed: dict[tuple[int, Frame], Frame] = {}

    def unsure(self, place: int) -> frozenset[str]:
        """The unsure ways of writing in the column at `place`."""
        if place not in self._known:
            self._known[place] = unsure_writings(self._column(place))
        return self._known[place]

    def bare(self, place: int) -> Bare:
        """What the bare numbers of the column at `place` tell."""
        if place not in self._bare:
            self._bare[place] = bare_numbers(self._column(place))
        return self._bare[place]

    def framed(self, place: int, frame: Frame) -> Frame:
        """The frame with the order that the column at `place` proves."""
        if (place, frame) not in self._framed:
            self._framed[place, frame] = replace(frame, order=order_proved(self._column(place), frame))
        return self._framed[place, frame]

    def _column(self, place: int) -> Iterable[Cell]:
        return (row.cells[place] for row in self._rows if place < len(row.cells))
