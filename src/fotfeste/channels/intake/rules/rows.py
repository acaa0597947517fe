"""Rows to records, all or nothing per row: a row with one fault is refused with every fault it has."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Generic, Protocol, TypeVar

from . import dates, values
from .columns import Columns
from .date_order import Orders, either_order
from .doubts import LETTERS_ELSEWHERE, look_over, tells_of_letters
from .problems import N_, Message, Notice, Refusal, Trouble, message
from .table import Cell, Formula, Row, Table


class Record(Protocol):
    """What every record has: the name of its row and a key that is the same the next time the file comes."""

    @property
    def row(self) -> str: ...
    @property
    def key(self) -> str: ...


NO_PHONE = N_("“%(value)s” does not look like a telephone number. Compare it with the source.")
R = TypeVar("R", bound=Record)
T = TypeVar("T")
Progress = Callable[[int, int], None]  # rows done, rows in all
_TELL_EVERY = 500


@dataclass(slots=True)
class Checked(Generic[R]):
    """A file that was understood: what can be taken, what cannot, and what its reader should know.

    sample  the cells of the first row that can be taken, so that the reader sees whether the columns were understood
    read    for every row in the order of the file, refused ones too: its name, and what was read of who it is
    sheet   the name of the sheet that was read; empty for text files
    hidden  True when that sheet is hidden in the workbook
    """

    columns: Columns
    form: Message
    rows: int
    accepted: list[R] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    read: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    sample: tuple[Cell, ...] = ()
    sheet: str = ""
    hidden: bool = False

    @property
    def refused_rows(self) -> list[list[Refusal]]:
        """The refusals row by row, in the order of the file."""
        by_line: dict[int, list[Refusal]] = {}
        for refusal in self.refused:
            by_line.setdefault(refusal.line, []).append(refusal)
        return list(by_line.values())


class Reading:
    """One row being read: takes cells by field, collects what is wrong and what should be known."""

    def __init__(self, columns: Columns, row: Row, table: Table, orders: Orders) -> None:
        self.columns, self.line, self.day_zero, self._orders = columns, row.line, table.day_zero, orders
        self._cells, self._notes = row.cells, row.notes
        self.name = self._name()
        self.refusals: list[Refusal] = []
        self.notices: list[Notice] = []
        self.of_the_list: list[Notice] = []
        self.read: dict[str, str | None] = {}

    def _name(self) -> str:
        cell = self.cell("row_name")
        if isinstance(cell, Formula):
            cell = cell.shown
        try:
            return str(self.line) if values.blank(cell) else values.text(cell, longest=40)
        except Trouble:
            return str(self.line)

    def cell(self, code: str) -> Cell:
        """The cell of a field; None where the file has no such column."""
        place = self.columns.by_code.get(code)
        return None if place is None or place >= len(self._cells) else self._cells[place]

    def take(self, code: str, read: Callable[[Cell], T]) -> T | None:
        """The value of a field; None where the cell says nothing or cannot be understood (then it is refused)."""
        cell = self.cell(code)
        if values.blank(cell):
            return None
        try:
            return read(cell)
        except Trouble as trouble:
            self.refuse(code, trouble.problem, trouble.cure)
            return None

    def days_of_birth(self, code: str, born_by: date) -> tuple[dates.Meant | None, Trouble | None]:
        """Every day of birth not after `born_by` that the field can mean, as `date`; or why it cannot be read."""
        cell = self.cell(code)
        if values.blank(cell) or self._either_order(code):
            return None, None
        try:
            return dates.days_of(cell, day_zero=self.day_zero, born_by=born_by, bare=self._bare(code)), None
        except Trouble as trouble:
            return None, trouble

    def date(self, code: str, frame: dates.Frame) -> date | None:
        """The day of a field, as `take`; refused where the column leaves open which number is the month."""
        if self._either_order(code):
            return None
        return self.take(
            code,
            lambda cell: dates.calendar_date(
                cell,
                day_zero=self.day_zero,
                bare=self._bare(code),
                frame=self._orders.framed(self.columns.by_code[code], frame),
                tell=lambda text: self.tell(code, text),
            ),
        )

    def _bare(self, code: str) -> dates.Bare:
        return self._orders.bare(self.columns.by_code[code])

    def _either_order(self, code: str) -> bool:
        """Refuse a date of which the column leaves open which number is the month."""
        cell = self.cell(code)
        if cell is None or not either_order(cell, self._orders.unsure(self.columns.by_code[code])):
            return False
        self.refuse(
            code,
            message(
                N_("Day and month cannot be told apart in “%(value)s”: other rows have the month first, or the year."),
                value=values.short(values.as_written(cell)),
            ),
            message(N_("Write all dates of the column as day.month.year, such as 04.09.2026.")),
        )
        return True

    def words(self, code: str, *, longest: int, one_line: bool = True) -> str:
        """The text of a field as it was written; empty where there is none."""
        return self._worded(code, lambda cell: values.text(cell, longest=longest, one_line=one_line))

    def a_name(self, code: str, *, longest: int) -> str:
        """As `words`, for a field that holds a name."""
        return self._worded(code, lambda cell: values.name(cell, longest=longest))

    def hours(self, code: str) -> Decimal | None:
        """Hours a week, as `take`; told where decimals were left out."""
        hours = self.take(code, values.hours_per_week)
        if hours is not None and values.rounded(self.cell(code), hours):
            kept = f"{hours.normalize():f}".replace(".", ",")
            self.tell(code, message(N_("The hours were rounded to %(hours)s."), hours=kept))
        return hours

    def phone(self, code: str, *, longest: int, kept: list[str]) -> str:
        """The telephone number of a field; empty, and told, where a spreadsheet lost its last digits.

        A second number in the cell and what is too long for the record go to `kept`, under the heading.
        """
        cell = values.unwrapped(self.cell(code))
        if (isinstance(cell, float) and not cell.is_integer()) or isinstance(cell, date):
            self.tell(code, message(NO_PHONE, value=values.short(values.as_written(cell))))
        try:
            values.refuse_lost_digits(cell)
        except Trouble as trouble:
            self.tell(code, message(N_("%(what)s It was not kept."), what=trouble.problem))
            return ""
        number, rest = values.first_phone(self.words(code, longest=400))
        if len(number) > longest:
            number, rest = "", number
        if rest:
            kept.append(f"{self.columns.heading(code)}: {rest}")
            self.tell(code, message(N_("“%(value)s” was kept in the note."), value=values.short(rest)))
        if values.odd_phone(number) and not isinstance(cell, float | date):
            self.tell(code, message(NO_PHONE, value=values.short(number)))
        return number

    def _worded(self, code: str, read: Callable[[Cell], str]) -> str:
        cell = self.cell(code)
        if values.blank(cell):
            return ""
        try:
            written = read(cell)
        except Trouble as trouble:
            if not self.refused(code):
                self.refuse(code, trouble.problem, trouble.cure)
            return ""
        if isinstance(values.unwrapped(cell), Formula):
            self.tell(code, message(N_("The cell held a formula. It was kept as text and never worked out.")))
        return written

    def tell_once(self, code: str, text: Message) -> None:
        """Say something that comes from how the list is made: once for the whole file."""
        self.of_the_list.append(Notice("", 0, self.columns.heading(code), text))

    def refuse(self, code: str, problem: Message, cure: Message) -> None:
        """Say why the row is not taken; every fault is said, so that the file is mended in one go."""
        self.refusals.append(Refusal(self.name, self.line, self.columns.heading(code), problem, cure))

    def tell(self, code: str, text: Message) -> None:
        """Say something about a row that is taken."""
        self.notices.append(Notice(self.name, self.line, self.columns.heading(code), text))

    def refused(self, code: str) -> bool:
        """True when the field's cell was already refused."""
        heading = self.columns.heading(code)
        return any(refusal.column == heading for refusal in self.refusals)

    def whole(self, *, least: int, most: int | None) -> bool:
        """Say what was seen when the file was read; False for a row of which no cell can be trusted.

        A row with a wrong number of cells is refused: nobody can know which cell is missing.
        """
        header, have = self.columns.header, len(self._cells)
        if have < least:
            problem = message(N_("Too few columns: %(have)s of %(need)s."), have=have, need=self.columns.width)
            cure = message(N_("Check that the row is whole; put a dash in cells that are meant to be empty."))
            self.refusals.append(Refusal(self.name, self.line, header[have], problem, cure))
        elif most is not None and any(not values.blank(cell) for cell in self._cells[most:]):
            problem = message(N_("Too many columns: %(have)s of %(need)s."), have=have, need=self.columns.width)
            cure = message(N_("Put the cell that holds a separator in quotation marks."))
            self.refusals.append(Refusal(self.name, self.line, header[-1], problem, cure))
        trusted = not self.refusals
        for note in self._notes:
            column = header[note.place] if note.place is not None and note.place < len(header) else ""
            if note.cure is None:
                self.notices.append(Notice(self.name, self.line, column, note.text))
            else:
                self.refusals.append(Refusal(self.name, self.line, column, note.text, note.cure))
                trusted = trusted and note.place is not None
        return trusted


def check_rows(
    table: Table,
    columns: Columns,
    build: Callable[[Reading], R | None],
    *,
    same: Callable[[R], Message],
    other_person: Callable[[R, R], bool] = lambda first, second: False,
    progress: Progress | None = None,
) -> Checked[R]:
    """Build a record from every row. A row whose key an earlier accepted row has is refused with `same`'s words.

    other_person  whether two rows with one key name different persons: then one of them has a wrong number
    """
    checked: Checked[R] = Checked(columns, table.form, len(table.rows), sheet=table.sheet, hidden=table.hidden)
    checked.notices.extend(_about_the_file(table, columns))
    orders = Orders(table.rows)
    earlier: dict[str, R] = {}
    of_the_list: dict[Notice, None] = {}
    for done, as_read in enumerate(table.rows):
        if progress and done % _TELL_EVERY == 0:
            progress(done, len(table.rows))
        row = look_over(as_read, columns)
        reading = Reading(columns, row, table, orders)
        record = build(reading) if reading.whole(least=table.least_cells, most=table.most_cells) else None
        if record is not None and not reading.refusals and record.key in earlier:
            first = earlier[record.key]
            if other_person(first, record):
                reading.refuse(
                    columns.kind.identity,
                    message(
                        N_("Row %(row)s has the same number with another name; that row was taken."), row=first.row
                    ),
                    message(N_("Compare the number and the name of both rows with the source.")),
                )
            else:
                reading.refuse(
                    columns.kind.identity,
                    message(N_("Same as row %(row)s: %(what)s."), row=first.row, what=same(record)),
                    message(N_("Delete one of the two rows; the first was taken.")),
                )
        checked.read.append((reading.name, reading.read))
        if table.open_end and done == len(table.rows) - 1:
            reading.tell("row_name", message(N_("The file ends without a line end. Check that its last row is whole.")))
        if record is None or reading.refusals:
            checked.refused.extend(reading.refusals)
            continue
        earlier[record.key] = record
        of_the_list.update(dict.fromkeys(reading.of_the_list))
        checked.accepted.append(record)
        checked.sample = checked.sample or row.cells
        checked.notices.extend(reading.notices)
    checked.notices.extend(of_the_list)
    if any(tells_of_letters(t) for t in (*(r.problem for r in checked.refused), *(n.text for n in checked.notices))):
        checked.notices.insert(0, Notice("", 0, "", LETTERS_ELSEWHERE))
    if progress:
        progress(len(table.rows), len(table.rows))
    return checked


def _about_the_file(table: Table, columns: Columns) -> list[Notice]:
    told = list(table.told)
    if table.hidden:
        told.append(
            message(
                N_("The hidden sheet “%(sheet)s” was read, for no visible sheet holds the list."), sheet=table.sheet
            )
        )
    if not table.rows:
        told.append(message(N_("The file holds headings but no rows.")))
    unseen = [columns.header[place] for place in columns.places if place in table.unseen]
    about_columns = [
        Notice("", 0, heading, message(N_("The column is hidden in the sheet; it was read anyway.")))
        for heading in unseen
    ]
    return [*(Notice("", 0, "", text) for text in told), *about_columns]


def key_of(parts: Sequence[str]) -> str:
    """A key of 64 characters that is the same for the same content and tells nothing about it at a glance."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
