"""Bytes to a table: what is recognised, and what is refused whole with a clear reason."""

import contextlib
import io
import zipfile
from collections.abc import Callable, Sequence

import pytest

from fotfeste.channels.intake.rules.columns import understand
from fotfeste.channels.intake.rules.letters import decode
from fotfeste.channels.intake.rules.problems import UnreadableFile
from fotfeste.channels.intake.rules.reading import read
from fotfeste.channels.intake.rules.referral_columns import REFERRALS
from fotfeste.channels.intake.rules.table import Formula, Limits, Table
from tests.data.intake.building import HEADER, ROW, csv_file, edited, example, with_shown_values, workbook


def table(data: bytes, limits: Limits | None = None) -> Table:
    return read(data, recognise=REFERRALS.recognise, limits=limits)


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableFile) as caught:
        understand(REFERRALS, table(data, limits).header)
    assert caught.value.cure.shown().endswith(".")
    return caught.value.problem.shown()


GOOD = csv_file([HEADER, ROW])
BOOK = workbook([HEADER, ROW])


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Ærlig".encode(), "UTF-8"),
        ("Ærlig".encode("utf-8-sig"), "UTF-8"),
        ("Ærlig".encode("utf-16"), "UTF-16"),
        ("\ufeffÆrlig".encode("utf-16-be"), "UTF-16"),
        ("Ærlig – €".encode("cp1252"), "Windows-1252"),
        ("på café å".encode("cp1252"), "Windows-1252"),
        (b"bare ascii", "UTF-8"),
    ],
)
def test_the_encoding_is_seen_from_the_bytes(data: bytes, encoding: str) -> None:
    text, name, _ = decode(data)
    assert name == encoding
    assert "\ufeff" not in text


def test_the_form_of_the_file_is_told() -> None:
    assert table(GOOD).form.shown() == "CSV, UTF-8, semicolon between the cells"
    assert (
        table(csv_file([HEADER, ROW], delimiter="\t", encoding="cp1252"))
        .form.shown()
        .startswith("CSV, Windows-1252, tab")
    )
    assert table(BOOK).form.shown() == "Excel workbook, sheet “Ark1”"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "The file is empty."),
        (b" \r\n\r\n", "The file is empty."),
        (b"\xef\xbb\xbf", "The file is empty."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "This is an old or password-protected Excel file."),
        (b"%PDF-1.7\n", "This is a PDF, not a table."),
        (b"\x89PNG\r\n\x1a\n", "This is a picture, not a table."),
        (b"\x1f\x8b\x08", "This is a compressed file."),
        (bytes(range(256)) * 40, "This is not a table: the file does not hold text."),
        (GOOD + bytes(512), "This is not a table: the file does not hold text."),
        (b"PK\x03\x04" + bytes(80), "The workbook is damaged or cut off."),
        (BOOK[: len(BOOK) // 2], "The workbook is damaged or cut off."),
        (b"hei;du\r\n1;2\r\n", "None of the headings is known"),
        (b"bare en kolonne\r\n1\r\n", "None of the headings is known"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_a_file_that_is_no_table_is_refused_with_what_it_seems_to_be(data: bytes, problem: str) -> None:
    assert refusal(data).startswith(problem)


def test_a_last_line_without_all_its_cells_and_without_a_line_end_means_cut_off() -> None:
    assert "cut off" in refusal(GOOD[:-20])


def test_a_quotation_mark_that_is_never_closed_means_cut_off() -> None:
    whole = csv_file([HEADER, [*ROW[:2], 'Vakker\n"Vakre"', *ROW[3:]]])
    at = whole.index(b"Vakre")
    assert "line 2 is never closed" in refusal(whole[:at])


def test_a_stray_quotation_mark_that_swallows_rows_is_found() -> None:
    lines = [csv_file([ROW]).decode().strip() for _ in range(3)]
    lines[0] = lines[0].replace("Vakker", '"Vakker')
    lines[2] = lines[2].replace("Vakker", '"Vakker"')
    data = (csv_file([HEADER]).decode() + "\r\n".join(lines) + "\r\n").encode()
    assert "quotation mark in line 2" in refusal(data)


def test_an_unclosed_quotation_mark_far_up_in_a_long_file_is_found() -> None:
    rows = csv_file([HEADER]) + b'1;"' + csv_file([ROW]) * 4000
    assert "quotation mark in line 2" in refusal(rows)


def test_utf_8_with_a_broken_letter_is_not_read_as_windows_1252() -> None:
    data = GOOD.replace("ø".encode(), b"\xc3", 1)
    assert "line 1" in refusal(data)


def test_utf_8_cut_in_the_middle_of_a_letter_is_cut_off() -> None:
    assert "cut off" in refusal(csv_file([HEADER, [*ROW, "kafé"]])[:-3])


def test_utf_16_cut_in_the_middle_of_a_letter_is_cut_off() -> None:
    assert "cut off" in refusal(csv_file([HEADER, ROW], encoding="utf-16")[:-1])


def test_too_many_rows_or_columns_or_bytes_are_refused() -> None:
    small = Limits(packed=100_000, unpacked=200_000, rows=3, columns=30)
    assert len(table(csv_file([HEADER, *[ROW] * 3]), small).rows) == 3
    assert "more than 3 rows" in refusal(csv_file([HEADER, *[ROW] * 4]), small)
    assert "more than 3 rows" in refusal(workbook([HEADER, *[ROW] * 4]), small)
    assert "more than 30 columns" in refusal(csv_file([[*HEADER, *"x" * 30], ROW]), small)
    assert "more than 30 columns" in refusal(workbook([[*HEADER, *"x" * 30], ROW]), small)
    assert "larger than 0 megabytes" in refusal(csv_file([HEADER, *[ROW] * 3000]), small)


def bomb(claimed: int) -> bytes:
    """A workbook whose sheet is nothing but zeros, which pack a thousandfold."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            target.writestr(part.filename, source.read(part.filename))
        target.writestr("xl/worksheets/sheet9.xml", bytes(claimed))
    return out.getvalue()


def test_a_workbook_that_unpacks_to_far_more_than_it_is_is_refused_before_unpacking() -> None:
    assert "Unpacked" in refusal(bomb(3_000_000), Limits(unpacked=2_000_000))


def test_a_workbook_whose_cells_lie_far_apart_does_not_fill_the_memory() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.infolist():
            text = source.read(part.filename)
            if part.filename.endswith("sheet1.xml"):
                text = text.replace(b'<dimension ref="A1:G2"', b'<dimension ref="A1:XFD1048576"')
            target.writestr(part.filename, text)
    assert len(table(out.getvalue()).rows) == 1


def test_entities_in_a_workbook_are_not_expanded() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.infolist():
            text = source.read(part.filename)
            if part.filename.endswith("sheet1.xml"):
                text = b'<!DOCTYPE worksheet [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + text.replace(
                    b"Vakker", b"&a;"
                )
            target.writestr(part.filename, text)
    assert "document type definition" in refusal(out.getvalue())


def test_another_document_in_a_zip_is_not_called_a_damaged_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "not an Excel workbook" in refusal(out.getvalue())


def test_the_sheet_with_the_list_is_found_among_others_and_the_others_are_named() -> None:
    found = table(workbook([HEADER, ROW], title="Henvisninger", before={"Forklaring": [["Les dette"], ["Takk"]]}))
    assert len(found.rows) == 1
    assert found.form.shown() == "Excel workbook, sheet “Henvisninger”; not read: Forklaring"


def test_a_workbook_without_rows_is_refused() -> None:
    assert refusal(workbook([])) == "The workbook holds no rows."


def test_lines_are_counted_in_the_file_even_when_cells_hold_line_ends() -> None:
    rows = [HEADER, [*ROW[:2], "Vakker\r\nav navn", *ROW[3:]], ["2", *ROW[1:]]]
    assert [row.line for row in table(csv_file(rows)).rows] == [2, 4]


def test_a_header_alone_is_a_list_without_rows() -> None:
    assert table(csv_file([HEADER])).rows == ()


def test_the_surer_heading_wins_and_the_other_is_named_as_not_understood() -> None:
    columns = understand(REFERRALS, ["Dato", *HEADER])
    assert columns.heading("referred_on") == "Henvist dato"
    assert columns.not_understood == ("Dato",)


def test_next_of_kins_telephone_is_not_taken_for_the_persons() -> None:
    columns = understand(REFERRALS, [*HEADER, "Telefon pårørende", "Tlf."])
    assert columns.heading("phone") == "Tlf."
    assert columns.heading("relative_phone") == "Telefon pårørende"


def test_the_example_says_how_every_heading_was_understood() -> None:
    columns = understand(REFERRALS, table(example("henvisninger_utf8.csv")).header)
    assert len(columns.pairs) == 21
    assert columns.pairs[1][1].shown() == "national identity number"


def test_a_visible_sheet_is_read_before_a_hidden_one_whatever_their_order() -> None:
    found = table(workbook([HEADER, ROW], title="Ny", before={"Gammel": [HEADER, ROW, ROW]}, hidden=["Gammel"]))
    assert (found.sheet, found.hidden, len(found.rows)) == ("Ny", False, 1)
    assert found.form.shown() == "Excel workbook, sheet “Ny”; not read: Gammel"


def test_a_visible_sheet_that_lacks_a_column_is_asked_about_instead_of_a_hidden_one_being_read() -> None:
    short = workbook([HEADER[:4], ROW[:4]], title="Ny", before={"Gammel": [HEADER, ROW]}, hidden=["Gammel"])
    assert "no column for" in refusal(short)


def test_a_hidden_sheet_is_read_where_no_visible_one_is_a_list() -> None:
    found = table(workbook([HEADER, ROW], title="Data", before={"Les": [["Merknad"], ["Hei"]]}, hidden=["Data"]))
    assert (found.sheet, found.hidden) == ("Data", True)


def test_a_cell_too_long_to_be_read_is_called_that_and_not_an_open_quotation_mark() -> None:
    long = "x" * 140_000
    for cell in (long, f"{long} og {long}", "linje\r\n" * 20_000):
        assert refusal(csv_file([HEADER, [*ROW[:6], cell]])) == (
            "A cell that begins in line 2 has more than 131072 characters."
        )


def counted(data: bytes) -> int:
    """How many letters are compared with the known headings before the file is taken or refused."""
    letters = 0

    def recognise(row: Sequence[str]) -> int:
        nonlocal letters
        letters += sum(len(cell) for cell in row)
        return REFERRALS.recognise(row)

    with contextlib.suppress(UnreadableFile):
        read(data, recognise=recognise)
    return letters


@pytest.mark.parametrize("line", ["a;" * 500_000, "a" * 100_000], ids=["cells", "a word"])
def test_one_very_long_line_costs_no_more_than_an_ordinary_one(line: str) -> None:
    assert counted(line.encode() + b"\r\n") < 200_000


def test_a_line_longer_than_any_row_is_refused_before_it_is_taken_apart() -> None:
    assert refusal(b"Navn;" * 1_500_000) == "Line 1 has 7500000 characters; no row of a list is that long."


def test_a_heading_too_long_to_be_one_is_not_compared() -> None:
    assert REFERRALS.recognise([f"Etternavn ({'x' * 80})"]) == 1
    assert REFERRALS.recognise([f"Etternavn ({'x' * 800})"]) == 0


def empty_rows(count: int) -> Callable[[bytes], bytes]:
    return lambda text: text.replace(b"</sheetData>", b"<row/>" * count + b"</sheetData>")


def test_a_sheet_with_an_endless_tail_of_empty_rows_is_refused_early_with_what_to_do() -> None:
    assert len(table(edited(BOOK, "sheet1.xml", empty_rows(1_000))).rows) == 1
    assert "empty rows between or below" in refusal(edited(BOOK, "sheet1.xml", empty_rows(25_000)))


def test_an_empty_sheet_without_end_beside_the_list_does_not_stop_it() -> None:
    book = workbook([], title="Tom", before={"Henvisninger": [HEADER, ROW]})
    assert len(table(edited(book, "sheet2.xml", empty_rows(25_000))).rows) == 1


def test_a_formula_carries_the_value_the_sheet_shows() -> None:
    found = table(with_shown_values(workbook([HEADER, ["=1+6", *ROW[1:]]]), 7))
    (cell,) = [cell for cell in found.rows[0].cells if isinstance(cell, Formula)]
    assert (cell, cell.shown) == ("=1+6", 7)
