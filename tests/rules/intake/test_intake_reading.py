"""Bytes to a table: what is recognised, and what is refused whole with a clear reason."""

import io
import zipfile

import pytest

from fotfeste.channels.intake.rules.columns import understand
from fotfeste.channels.intake.rules.delimited import decode
from fotfeste.channels.intake.rules.problems import UnreadableFile
from fotfeste.channels.intake.rules.reading import read
from fotfeste.channels.intake.rules.referral_columns import REFERRALS
from fotfeste.channels.intake.rules.table import Limits, Table
from tests.data.intake.building import HEADER, ROW, csv_file, example, workbook


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
    text, name = decode(data)
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
    assert refusal(out.getvalue()) == "The workbook is damaged or cut off."


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
    assert columns.pairs[1][1].shown() == "national number"
