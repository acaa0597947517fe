"""Comma-separated files of every kind Norwegian programs write."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from .letters import CUT_OFF, EXPORT_AGAIN, SAVE_AS_UTF_8, decode, mend
from .problems import N_, UnreadableFile, message
from .quotes import PADDED, odd_quotes, open_quote, refuse_open_quote, swallowed_rows
from .table import (
    EMPTY,
    SAVE_AS,
    Limits,
    Note,
    Recognise,
    Row,
    Table,
    about_repeated_headings,
    find_header,
    too_many_columns,
    too_many_rows,
)

_DELIMITERS = {
    ";": N_("semicolon"),
    ",": N_("comma"),
    "\t": N_("tab"),
    "|": N_("bar"),
}
_SAMPLE_LINES = 400
_SAMPLE_SIGNS = 20_000  # of each of those lines; the headings of a list are a tenth of that
_TOLD = re.compile(r'"?sep=(.)"?[;,\s]*$', re.IGNORECASE)
MENDED_HEADINGS = N_("The letters of the headings had been saved wrongly and were put right. %(cure)s")
PASTED = message(N_("At this line another file seems to have been added to the list."))
_FEW_ODD_SIGNS = 8  # a stray sign in a small list is the fault of its row, not of the file


def read_delimited(data: bytes, *, recognise: Recognise, limits: Limits) -> Table:
    """The table in a text file; raises UnreadableFile."""
    _refuse_endless(data, limits)
    text, encoding, told = decode(data.rstrip(b"\x1a"))  # how old programs end a file
    _refuse_binary(text)
    if not text.strip():
        raise UnreadableFile(EMPTY, EXPORT_AGAIN)
    lines = list(io.StringIO(text, newline=""))
    _refuse_endless_line(lines, limits)
    pasted = _without_marks(lines)
    first = _lines_before_table(lines)

    def known(cells: Sequence[str]) -> int:
        return recognise([mend(cell) for cell in cells])

    delimiter = _told_delimiter(lines[:first])
    if delimiter is None or not _headings_under(delimiter, lines[first:], known, limits):
        delimiter = _find_delimiter(lines[first:], known, limits)
    records = _records(lines, first, delimiter, limits)
    head = list(islice((record for record in records if any(record[1])), 40))
    at, _ = find_header([cells for _, cells, _ in head], known)
    header = tuple(mend(cell).strip() for cell in head[at][1])
    if any(mend(cell) != cell for cell in head[at][1]):
        told = (*told, message(MENDED_HEADINGS, cure=SAVE_AS_UTF_8))
    rows: list[Row] = []
    for line, cells, notes in chain(head[at + 1 :], records):
        if any(cell.strip() for cell in cells):
            pasted_here = (Note(None, PASTED),) if line in pasted else ()
            rows.append(about_repeated_headings(header, Row(line, tuple(cells), (*notes, *pasted_here)), known))
            if len(rows) > limits.rows:
                raise too_many_rows(limits)
    _refuse_cut_off(lines, header, rows)
    form = message(
        N_("CSV, %(encoding)s, %(delimiter)s between the cells"),
        encoding=encoding,
        delimiter=message(_DELIMITERS[delimiter]),
    )
    return Table(
        header=header,
        rows=tuple(rows),
        form=form,
        least_cells=max((i + 1 for i, heading in enumerate(header) if heading), default=0),
        most_cells=len(header),
        open_end=_open_end(lines),
        told=told,
    )


def _refuse_endless(data: bytes, limits: Limits) -> None:
    """Lines cost time even when they are empty; a text of several lines in each row makes some, not hundreds."""
    most = 100_000 + 100 * limits.rows
    if max(data.count(b"\n"), data.count(b"\r")) > most:
        raise UnreadableFile(
            message(N_("The file has more than %(limit)s lines."), limit=most),
            message(N_("Delete the empty lines, or split the list into several files.")),
        )


def _without_marks(lines: list[str]) -> set[int]:
    """Take away byte order marks at the beginning of lines; the numbers of those lines, counted from 1.

    They stand where files were pasted together.
    """
    found = set()
    for number, line in enumerate(lines, start=1):
        if line.startswith("\ufeff"):
            lines[number - 1] = line.lstrip("\ufeff")
            if number > 1:
                found.add(number)
    return found


def _not_text() -> UnreadableFile:
    return UnreadableFile(message(N_("This is not a table: the file does not hold text.")), message(SAVE_AS))


def _refuse_binary(text: str) -> None:
    sample = text[:65_536]
    odd = len(re.findall(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", sample))
    if (odd > _FEW_ODD_SIGNS and odd * 100 > len(sample)) or re.search(r"\x00{4}", text):
        raise _not_text()


def _lines_before_table(lines: Sequence[str]) -> int:
    """Excel writes `sep=;` above the table when told to."""
    return 1 if _TOLD.match(lines[0]) else 0


def _told_delimiter(above: Sequence[str]) -> str | None:
    told = _TOLD.match(above[0]) if above else None
    return told[1] if told and told[1] in _DELIMITERS else None


def _refuse_endless_line(lines: Sequence[str], limits: Limits) -> None:
    """No row of a list is that long; taking it apart would cost minutes and all memory."""
    most = limits.columns * limits.cell
    for number, line in enumerate(lines, start=1):
        if len(line) > most:
            raise UnreadableFile(
                message(N_("Line %(line)s has %(length)s characters; no row of a list is that long."),
                        line=number, length=len(line)),
                EXPORT_AGAIN,
            )  # fmt: skip


def _find_delimiter(lines: Sequence[str], recognise: Recognise, limits: Limits) -> str:
    """The delimiter under which most headings are known; then the one that gives rows of the header's width."""
    return max(_DELIMITERS, key=lambda delimiter: _headings_under(delimiter, lines, recognise, limits) or (0, 0.0, 0))


def _headings_under(
    delimiter: str, lines: Sequence[str], recognise: Recognise, limits: Limits
) -> tuple[int, float, int] | None:
    """(known headings, share of rows of the header's width, that width); None where no heading is known."""
    sample = [line[:_SAMPLE_SIGNS] for line in lines[:_SAMPLE_LINES]]
    try:
        records = list(csv.reader(sample, delimiter=delimiter))
    except csv.Error:
        return None
    at, known = find_header([cells[: limits.columns] for cells in records], recognise)
    width = len(records[at]) if records else 0
    same = sum(len(cells) == width for cells in records[at:]) / max(1, len(records) - at)
    return (known, same if width > 1 else 0.0, width) if known else None


def _records(
    lines: Sequence[str], first: int, delimiter: str, limits: Limits
) -> Iterator[tuple[int, list[str], tuple[Note, ...]]]:
    """(line, cells, what is odd) of every record; raises UnreadableFile where a quotation mark swallows what follows.

    A record over several lines is read strictly: a quotation mark is closed directly before a delimiter or a line end.
    """
    padded = any(PADDED[delimiter].search(line) for line in lines[first : first + _SAMPLE_LINES])
    reader = csv.reader(lines[first:] if first else lines, delimiter=delimiter, skipinitialspace=padded)
    width = 0
    start = first
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise _too_long_or_open(lines, start) from None
        end = first + reader.line_num
        if len(cells) > limits.columns:
            raise too_many_columns(limits, start + 1)
        width = width or len(cells)
        notes: tuple[Note, ...] = ()
        if any('"' in line for line in lines[start:end]):
            if end - start > 1 or end == len(lines):
                refuse_open_quote(lines[start:end], delimiter, start + 1, padded=padded)
            notes = (
                *swallowed_rows(cells, delimiter, width, start + 1, end),
                *odd_quotes(lines[start:end], delimiter, padded=padded),
            )
        yield start + 1, cells, notes
        start = end


def _too_long_or_open(lines: Sequence[str], start: int) -> UnreadableFile:
    """Why the reader gave up on a cell: within one line, or where its quotation mark is closed, it is simply long."""
    signs = 0
    for number, line in enumerate(lines[start:]):
        signs += line.count('"')
        if signs % 2 == 0 and (number > 0 or len(line) > csv.field_size_limit()):
            return UnreadableFile(
                message(
                    N_("A cell that begins in line %(line)s has more than %(limit)s characters."),
                    line=start + 1,
                    limit=csv.field_size_limit(),
                ),
                message(N_("Shorten the cell, or look for a quotation mark too many in it.")),
            )
    return open_quote(start + 1)


def _refuse_cut_off(lines: Sequence[str], header: Sequence[str], rows: Sequence[Row]) -> None:
    """A last line without its line end AND without all its cells was cut off while the file was written or copied."""
    if _open_end(lines) and (not rows or len(rows[-1].cells) < len(header)):
        raise UnreadableFile(CUT_OFF, EXPORT_AGAIN)


def _open_end(lines: Sequence[str]) -> bool:
    return not lines[-1].endswith(("\n", "\r"))
