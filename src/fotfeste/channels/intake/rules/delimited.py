"""Comma-separated files of every kind Norwegian programs write."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from .problems import N_, UnreadableFile, message
from .table import (
    EMPTY,
    SAVE_AS,
    Limits,
    Recognise,
    Row,
    Table,
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
_FEW_ODD_SIGNS = 8  # a stray sign in a small list is the fault of its row, not of the file
EXPORT_AGAIN = message(N_("Export the list again and bring in the new file."))
CUT_OFF = message(N_("The file seems to be cut off: its last line is not complete."))


def read_delimited(data: bytes, *, recognise: Recognise, limits: Limits) -> Table:
    """The table in a text file; raises UnreadableFile."""
    text, encoding = decode(data)
    _refuse_binary(text)
    if not text.strip():
        raise UnreadableFile(EMPTY, EXPORT_AGAIN)
    lines = list(io.StringIO(text, newline=""))
    _refuse_endless_line(lines, limits)
    first = _lines_before_table(lines)
    delimiter = _told_delimiter(lines[:first]) or _find_delimiter(lines[first:], recognise, limits)
    records = _records(lines, first, delimiter, limits)
    head = list(islice(records, 40))
    at, _ = find_header([cells for _, cells in head], recognise)
    header = tuple(cell.strip() for cell in head[at][1])
    rows: list[Row] = []
    for line, cells in chain(head[at + 1 :], records):
        if any(cell.strip() for cell in cells):
            rows.append(Row(line, tuple(cells)))
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
    )


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; raises UnreadableFile where letters are broken.

    Text that is valid UTF-8 is UTF-8: Norwegian text in Windows-1252 practically never is by accident.
    """
    for mark, codec, name in (
        (codecs.BOM_UTF8, "utf-8", "UTF-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
    ):
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(codec), name
            except UnicodeDecodeError as error:
                raise _broken_letters(data, error, name) from None
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        # A UTF-8 file with a broken letter must not be read as Windows-1252: every other letter would turn wrong.
        sound = len(re.findall(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}", data))
        if sound > len(re.findall(rb"[\x80-\xff]", data)) // 4:
            raise _broken_letters(data, error, "UTF-8") from None
    try:
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        raise _not_text() from None


def _broken_letters(data: bytes, error: UnicodeDecodeError, encoding: str) -> UnreadableFile:
    if error.end >= len(data) - 4 and ("unexpected end" in error.reason or "truncated" in error.reason):
        return UnreadableFile(CUT_OFF, EXPORT_AGAIN)
    line = data.count(b"\n", 0, error.start) + 1
    return UnreadableFile(
        message(
            N_("The file is damaged: line %(line)s holds letters that are not %(encoding)s."),
            line=line,
            encoding=encoding,
        ),
        EXPORT_AGAIN,
    )


def _not_text() -> UnreadableFile:
    return UnreadableFile(message(N_("This is not a table: the file does not hold text.")), message(SAVE_AS))


def _refuse_binary(text: str) -> None:
    sample = text[:65_536]
    odd = len(re.findall(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", sample))
    if (odd > _FEW_ODD_SIGNS and odd * 100 > len(sample)) or re.search(r"\x00{4}", text):
        raise _not_text()


def _lines_before_table(lines: Sequence[str]) -> int:
    """Excel writes `sep=;` above the table when told to."""
    return 1 if re.fullmatch(r"sep=.\s*", lines[0], re.IGNORECASE) else 0


def _told_delimiter(above: Sequence[str]) -> str | None:
    told = above[0][4] if above else ""
    return told if told in _DELIMITERS else None


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
    sample = [line[:_SAMPLE_SIGNS] for line in lines[:_SAMPLE_LINES]]

    def fit(delimiter: str) -> tuple[int, float, int]:
        try:
            records = list(csv.reader(sample, delimiter=delimiter))
        except csv.Error:
            return (0, 0.0, 0)
        at, known = find_header([cells[: limits.columns] for cells in records], recognise)
        width = len(records[at]) if records else 0
        same = sum(len(cells) == width for cells in records[at:]) / max(1, len(records) - at)
        return (known, same if width > 1 else 0.0, width)

    return max(_DELIMITERS, key=fit)


def _records(lines: Sequence[str], first: int, delimiter: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of every record; raises UnreadableFile where a quotation mark swallows what follows."""
    reader = csv.reader(lines[first:] if first else lines, delimiter=delimiter)
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
        if (end == len(lines) or (end - start > 1 and len(cells) != width)) and any('"' in x for x in lines[start:end]):
            _refuse_open_quote(lines[start:end], delimiter, start + 1)
        yield start + 1, cells
        start = end


def _refuse_open_quote(lines: Sequence[str], delimiter: str, line: int) -> None:
    # Python's reader is lenient: read strictly, a quotation mark that is never closed (or closed in the wrong row)
    # is an error. Only records that look wrong are read again, so that sloppy but harmless quoting passes.
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        if len(lines) > 1 or "unexpected end" in str(error):
            raise _open_quote(line) from None


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
    return _open_quote(start + 1)


def _open_quote(line: int) -> UnreadableFile:
    return UnreadableFile(
        message(N_("A quotation mark in line %(line)s is never closed: the file is cut off or damaged."), line=line),
        EXPORT_AGAIN,
    )


def _refuse_cut_off(lines: Sequence[str], header: Sequence[str], rows: Sequence[Row]) -> None:
    """A last line without its line end AND without all its cells was cut off while the file was written or copied."""
    if _open_end(lines) and (not rows or len(rows[-1].cells) < len(header)):
        raise UnreadableFile(CUT_OFF, EXPORT_AGAIN)


def _open_end(lines: Sequence[str]) -> bool:
    return not lines[-1].endswith(("\n", "\r"))
