"""Builds small files of every kind for the tests, from the same rows."""

import csv
import io
from collections.abc import Sequence
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


def workbook(rows: Sequence[Sequence[Any]], *, title: str = "Ark1", before: dict[str, Any] | None = None) -> bytes:
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
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_cells(**cells: str) -> list[list[str]]:
    """Header and one good row, with some cells changed: `with_cells(Etternavn="")`."""
    row = dict(zip(HEADER, ROW, strict=True)) | {name.replace("_", " "): value for name, value in cells.items()}
    return [list(row), list(row.values())]
