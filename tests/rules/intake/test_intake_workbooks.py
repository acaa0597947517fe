"""Workbooks: what cannot be seen is told, what is no value is refused, and no bomb costs more than a moment."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from fotfeste.channels.intake.rules import package
from fotfeste.channels.intake.rules.problems import UnreadableFile
from fotfeste.channels.intake.rules.reading import read
from fotfeste.channels.intake.rules.referral_columns import REFERRALS
from fotfeste.channels.intake.rules.table import Limits
from tests.data.intake.building import edited, with_shared_texts, with_shown_values, workbook
from tests.data.intake.checking import check

HEAD = ["Fornavn", "Etternavn", "Adresse", "Fødselsdato", "Henvist dato", "Henvist fra", "Henviser"]
REST = ["Gata 1", "01.02.1941", "02.11.2026", "Ny søker", "Fastlege"]
ROWS: list[list[Any]] = [HEAD, ["Alma", "Blomst", *REST], ["Eva", "Tre", *REST], ["Kari", "Gress", *REST]]
BOOK = workbook(ROWS)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
SHARED = with_shared_texts(BOOK)
SMALL = Limits(packed=16 * 1024 * 1024, unpacked=128 * 1024 * 1024, rows=100)


def told(data: bytes) -> list[tuple[str, str, str]]:
    checked = check(data)
    assert len(checked.accepted) == 3
    return [(notice.row, notice.column, notice.text.shown()) for notice in checked.notices]


def sheet(change: Callable[[bytes], bytes], book: bytes = BOOK) -> bytes:
    return edited(book, "sheet1.xml", change)


@pytest.mark.parametrize(
    "how", [b'hidden="1"', b'hidden="true"', b'ht="0" customHeight="1"', b'hidden="1" outlineLevel="1"']
)
def test_every_row_a_filter_or_somebody_hid_is_named(how: bytes) -> None:
    hidden = sheet(lambda x: x.replace(b'<row r="3"', b'<row r="3" ' + how))
    assert [(row, "hidden in the sheet" in text) for row, _, text in told(hidden)] == [("3", True)]


def test_where_the_sheet_hides_rows_unless_told_otherwise_all_are_named() -> None:
    hidden = re.sub(rb"<sheetFormatPr", b'<sheetFormatPr zeroHeight="1"', b"<sheetFormatPr")
    data = sheet(lambda x: x.replace(b"<sheetFormatPr", hidden).replace(b'<row r="2"', b'<row r="2" hidden="0"'))
    assert [row for row, _, _ in told(data)] == ["3", "4"]


def test_a_hidden_column_is_named_by_its_heading() -> None:
    columns = b'<cols><col min="2" max="3" hidden="1" width="9"/></cols><sheetData>'
    said = told(sheet(lambda x: x.replace(b"<sheetData>", columns)))
    assert [(row, column) for row, column, _ in said] == [("", "Etternavn"), ("", "Adresse")]


def test_a_cell_that_shows_what_another_holds_is_told() -> None:
    rows = [*ROWS[:2], ["Eva", "Tre", None, *REST[1:]], ["Kari", "Gress", None, *REST[1:]]]
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="C2:C4"/></mergeCells>'
    said = told(sheet(lambda x: x.replace(b"</sheetData>", merged), workbook(rows)))
    assert [(row, column, "merged" in text) for row, column, text in said] == [
        ("3", "Adresse", True),
        ("4", "Adresse", True),
    ]


def test_another_sheet_that_looks_like_a_list_is_named() -> None:
    assert told(workbook([HEAD], title="Tom", before={"Ny": ROWS})) == []
    said = told(workbook(ROWS[:2], title="Gammel", before={"Ny": ROWS}))[0]
    assert said[2] == "The sheet “Gammel” looks like a list, too, and was not read."


@pytest.mark.parametrize(("column", "heading"), [(0, "Fornavn"), (1, "Etternavn"), (2, "Adresse")])
@pytest.mark.parametrize("cell", ["=A1", True, "#N/A", "########"])
def test_a_cell_that_holds_no_text_refuses_a_name(column: int, heading: str, cell: object) -> None:
    rows = [*ROWS[:3], [*ROWS[3][:column], cell, *ROWS[3][column + 1 :]]]
    for data in (workbook(rows), with_shown_values(workbook(rows), 7) if cell == "=A1" else workbook(rows)):
        checked = check(data)
        assert len(checked.accepted) == 2
        assert {refusal.column for refusal in checked.refused} == {heading}


def test_signs_that_a_sheet_writes_in_code_are_read() -> None:
    (record,) = check(
        workbook([[*HEAD, "Merknad"], ["Alma", "Blomst", *REST, "Ett_x000D_\nto, _x005F_x0041_"]])
    ).accepted
    assert record.note == "Ett\nto, _x0041_"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (OLE + "Workbook".encode("utf-16-le"), "old or password-protected"),
        (edited(BOOK, "workbook.xml", lambda x: x).replace(b"xl/workbook.xml", b"xl/workbook.bin"), "binary Excel"),
        (b"\xef\xbb\xbf\r\n <HTML><table>", "web page"),
        (b"<!doctype html>", "web page"),
        (b'<?xml version="1.0"?><Workbook/>', "data for programs"),
        (b'[{"navn": "Alma"}]', "data for programs"),
        (b"SQLite format 3\x00" + bytes(200), "database"),
    ],
)  # fmt: skip
def test_what_was_only_renamed_to_a_workbook_is_called_what_it_is(data: bytes, problem: str) -> None:
    with pytest.raises(UnreadableFile, match=problem):
        check(data)


def test_a_document_type_definition_is_refused_in_every_part() -> None:
    parts = [name for name in zipfile.ZipFile(io.BytesIO(BOOK)).namelist() if name.endswith((".xml", ".rels"))]
    assert len(parts) > 7
    for part in parts:
        bare = edited(BOOK, part, lambda x: re.sub(rb"^(<\?xml.*?\?>)?", rb"\1<!DOCTYPE x>", x, count=1))
        with pytest.raises(UnreadableFile, match="document type definition"):
            check(bare)


def far_apart(count: int, step: int) -> bytes:
    cells = [
        f'<c r="{"ABCDEFG"[i]}{{n}}" t="inlineStr"><is><t>{t}</t></is></c>' for i, t in enumerate(["A", "B", *REST])
    ]
    rows = "".join(f'<row r="{n}">{"".join(cells).format(n=n)}</row>' for n in range(5, 5 + count * step, step))
    return sheet(lambda x: x.replace(b"</sheetData>", rows.encode() + b"</sheetData>"))


def more(what: bytes, count: int, before: bytes = b"</sheetData>", part: str = "sheet1.xml") -> bytes:
    return edited(BOOK, part, lambda x: x.replace(before, what * count + before))


BOMBS: dict[str, Callable[[], bytes]] = {
    "three rows far apart": lambda: far_apart(3, 19_000),
    "a thousand rows far apart": lambda: far_apart(1_000, 1_000),
    "the last row there is": lambda: far_apart(1, 1) and sheet(lambda x: x.replace(b'<row r="4"', b'<row r="1048576"')),
    "empty rows": lambda: more(b"<row/>", 1_000_000),
    "cells of one row": lambda: more(b"<row>" + b"<c/>" * 300_000 + b"</row>", 1),
    "elements within elements": lambda: more(b"<a>" * 500_000 + b"</a>" * 500_000, 1),
    "one tag": lambda: more(b"<row " + b"x" * 20_000_000 + b"='1'/>", 1),
    "one text": lambda: more(b'<row><c t="inlineStr"><is><t>' + b"x" * 20_000_000 + b"</t></is></c></row>", 1),
    "shared texts": lambda: edited(SHARED, "sharedStrings.xml", lambda x: x.replace(b"<si>", b"<si/>" * 300_000, 1)),
    "styles": lambda: more(b'<xf numFmtId="0"/>', 300_000, b"</cellXfs>", "styles.xml"),
    "sheets": lambda: more(b'<sheet name="x" sheetId="9"/>', 1_000, b"</sheets>", "workbook.xml"),
    "merged cells": lambda: more(b'<mergeCell ref="A5:B9"/>', 300_000, b"</worksheet>"),
    "rows backwards": lambda: sheet(lambda x: x.replace(b'<row r="4"', b'<row r="2"')),
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_refused_after_a_bounded_number_of_elements(
    bomb: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    works: list[package.Work] = []

    class Counted(package.Work):
        def __init__(self, left: int) -> None:
            super().__init__(left)
            works.append(self)

    monkeypatch.setattr(package, "Work", Counted)
    with pytest.raises(UnreadableFile) as caught:
        read(bomb(), recognise=REFERRALS.recognise, limits=SMALL)
    assert caught.value.cure.shown().endswith(".")
    assert works[0].left >= -1


def test_rows_that_are_only_marked_far_below_cost_nothing_and_stop_nothing() -> None:
    assert (
        told(sheet(lambda x: x.replace(b"</sheetData>", b'<row r="1048576"><c r="A1048576" s="0"/></row></sheetData>')))
        == []
    )
    assert told(sheet(lambda x: x.replace(b"</sheetData>", b'<row r="9"><c r="XFD9" s="0"/></row></sheetData>'))) == []


def test_a_thousand_rows_with_gaps_are_read_on_a_page() -> None:
    assert len(read(far_apart(90, 200), recognise=REFERRALS.recognise, limits=SMALL).rows) == 93


def test_texts_that_cells_share_are_read_whole_and_without_reading_aids() -> None:
    assert told(SHARED) == []
    in_pieces = b"<si><r><rPr><b/></rPr><t>Al</t></r><r><t>ma</t></r><rPh sb='0' eb='1'><t>x</t></rPh></si>"
    book = edited(SHARED, "sharedStrings.xml", lambda x: x.replace(b"<si><t>Alma</t></si>", in_pieces))
    assert [record.given_name for record in check(book).accepted] == ["Alma", "Eva", "Kari"]
    missing = edited(SHARED, "sharedStrings.xml", lambda x: x.replace(b"<si><t>Kari</t></si>", b""))
    with pytest.raises(UnreadableFile, match="damaged"):
        check(missing)


def test_the_file_is_not_believed_about_where_its_sheet_ends() -> None:
    for claim in (b'="A1"', b'="A1:A1"', b'="A1:XFD1048576"'):
        assert told(sheet(lambda x, claim=claim: re.sub(b'(?<=dimension ref)="[^"]*"', claim, x))) == []
