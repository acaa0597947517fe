"""Whether a column of dates has the month first, as programs set up for American English write them.

8/16/2026 can only be 16 August. Then 8/4/2026 in the same column is probably 4 August, and read as everybody here reads
it, it would turn into 8 April without anybody noticing. Nobody can know, so such rows are refused.
"""

import re
from collections.abc import Iterable
from datetime import date

from .table import Cell, Row

_SHEET = "date cell"
_DAY_OR_MONTH_FIRST = re.compile(r"\s*(\d{1,2})\s?([-./])\s?(\d{1,2})\s?[-./]\s?(?:\d{4}|\d{2})(?!\d)", re.ASCII)


def unsure_writings(cells: Iterable[Cell]) -> frozenset[str]:
    """The ways of writing dates in a column for which day and month cannot be told apart; nearly always none.

    Told by separator, for a list may be put together from two. With full stops, which only Norwegian lists have, one
    odd row among dates that prove the day first is a slip of the pen. Date cells of a sheet are doubtful beside text
    that has the month first: a spreadsheet that opened such a list has swapped those it could and left the others.
    """
    month_first: set[str] = set()
    day_first: set[str] = set()
    for cell in cells:
        found = _parts(cell)
        if found:
            first, second, writing = found
            if first > 12 >= second:
                day_first.add(writing)
            elif second > 12 >= first:
                month_first.add(writing)
    if "." in day_first:
        month_first.discard(".")
    if month_first and _SHEET not in day_first:
        return frozenset({*month_first, _SHEET})
    return frozenset(month_first)


def either_order(cell: Cell, unsure: frozenset[str]) -> bool:
    """True for a date that both orders allow and that is written in one of the ways nobody can be sure of."""
    found = _parts(cell) if unsure else None
    if not found:
        return False
    first, second, writing = found
    return writing in unsure and first != second and 1 <= first <= 12 and 1 <= second <= 12


def _parts(cell: Cell) -> tuple[int, int, str] | None:
    """(first number, second number, how it is written); None for what is no date or says its order itself."""
    if isinstance(cell, date):
        return cell.day, cell.month, _SHEET
    match = _DAY_OR_MONTH_FIRST.match(cell) if isinstance(cell, str) else None
    return (int(match[1]), int(match[3]), match[2]) if match else None


class Orders:
    """The columns of one table; each is looked through once, when its first date is asked for."""

    def __init__(self, rows: tuple[Row, ...]) -> None:
        self._rows = rows
        self._known: dict[int, frozenset[str]] = {}

    def unsure(self, place: int) -> frozenset[str]:
        """The unsure ways of writing in the column at `place`."""
        if place not in self._known:
            column = (row.cells[place] for row in self._rows if place < len(row.cells))
            self._known[place] = unsure_writings(column)
        return self._known[place]
