"""Builds small files of every kind for the tests, from the same rows."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

DATA = Path(__file__).parent
TODAY = date(2026, 11, 22)
HEADER = ["Løpenr", "Fødselsnummer", "Fornavn", "Etternavn", "Henvist dato", "Henvist fra", "Timer per uke"]
ROW = ["1", "28895826067", "Vakker", "Blomst", "04.09.2026", "Ny søker", "3,5"]


def example(name: str) -> bytes:
    return (DATA / name).read_bytes()


def example_rows(name: str = "henvisninger_utf8.csv") -> list[list[str]]:
    text = example(name).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def csv_file(
    rows: Sequence[Sequence[str]], *, delimiter: str = ";", encoding: str = "utf-8", line_end: str = "\r\n"
) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return out.getvalue().encode(encoding)


def workbook(
    rows: Sequence[Sequence[Any]],
    *,
    title: str = "Ark1",
    before: dict[str, Any] | None = None,
    hidden: Collection[str] = (),
) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for name, content in (before or {}).items():
        other = book.create_sheet(name, 0)
        for row in content:
            other.append(row)
    for name in hidden:
        book[name].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def edited(book: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed, as no program of ours would write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for each in source.infolist():
            text = source.read(each.filename)
            target.writestr(each.filename, change(text) if each.filename.endswith(part) else text)
    return out.getvalue()


def with_shown_values(book: bytes, *shown: int | str) -> bytes:
    """The workbook as Excel saves it: beside each formula, in order, the value it had worked out."""
    left = iter(shown)
    return edited(
        book,
        "sheet1.xml",
        lambda text: re.sub(rb"</f><v ?/>|</f><v></v>", lambda _: f"</f><v>{next(left)}</v>".encode(), text),
    )


def with_shared_texts(book: bytes) -> bytes:
    """The workbook as Excel saves it: each text once in a part of its own, and its number in the cells."""
    texts: list[bytes] = []

    def number(cell: re.Match[bytes]) -> bytes:
        if cell[1] not in texts:
            texts.append(cell[1])
        return b't="s"><v>%d</v>' % texts.index(cell[1])

    texts_in_cells = re.compile(rb't="inlineStr"><is><t[^>]*>(.*?)</t></is>', re.DOTALL)
    moved = edited(book, "sheet1.xml", lambda x: texts_in_cells.sub(number, x))
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    named = b'<Relationship Type="%s" Target="sharedStrings.xml" Id="rId99"/></Relationships>' % kind
    named_too = edited(moved, "workbook.xml.rels", lambda x: x.replace(b"</Relationships>", named))
    out = io.BytesIO(named_too)
    with zipfile.ZipFile(out, "a") as archive:
        shared = b"".join(b"<si><t>%s</t></si>" % text for text in texts)
        space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        archive.writestr("xl/sharedStrings.xml", b'<sst xmlns="%s">%s</sst>' % (space, shared))
    return out.getvalue()


def with_cells(**cells: str) -> list[list[str]]:
    """Header and one good row, with some cells changed: `with_cells(Etternavn="")`."""
    row = dict(zip(HEADER, ROW, strict=True)) | {name.replace("_", " "): value for name, value in cells.items()}
    return [list(row), list(row.values())]
