"""What is said of ordinary lists: once where it is the same for all rows, and nothing left out without a word."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from tests.data.intake.building import csv_file
from tests.data.intake.checking import check

TODAY = date(2026, 11, 28)
HEAD = ["nr", "Fornavn", "Etternavn", "Født", "Fnr", "Henvist dato", "Henvist fra", "Henvist av", "Telefon"]
BORN_1926 = "01822630045"


def row(
    *more: str, name: str = "Alma", last: str = "Oppdiktet", number: str = "", phone: str = "", on: str = "02.11.2026"
) -> list[str]:
    return ["1", name, last, "" if number else "01.02.1941", number, on, "Ny søker", "Lege", phone, *more]


def told(data: bytes) -> list[tuple[str, str]]:
    return [(notice.row, notice.text.shown()) for notice in check(data, today=TODAY).notices]


def test_what_is_the_same_for_every_row_is_told_once_for_the_list() -> None:
    people = [[f"Kari Oppdikt{chr(97 + n)}", "01.02.1941", "02.11.2026", "Ny søker", "Slag?"] for n in range(20)]
    said = told(csv_file([["Navn", "Født", "Henvist dato", "Henvist fra", "Merknad"], *people]))
    assert said == [
        ("", "The last word of the name was taken as last name."),
        ("", "The list does not say who referred; registered as “other”."),
    ]


def test_what_holds_for_one_row_is_told_of_that_row() -> None:
    head = ["Navn", "Født", "Henvist dato", "Henvist fra", "Henvist av"]
    said = told(csv_file([head, ["Kari Anne Lie", "01.02.1941", "02.11.2026", "Ny søker", ""]]))
    assert [where for where, _ in said] == ["2", "2"]
    assert "Who referred is not known" in said[1][1]


def test_a_second_telephone_fills_the_first_or_is_kept_in_the_note() -> None:
    head = [*HEAD, "Mobil"]
    (alone,) = check(csv_file([head, row("99887766")]), today=TODAY).accepted
    assert (alone.phone, alone.note) == ("99887766", "")
    both = csv_file([head, row("99887766", phone="22334455")])
    (record,) = check(both, today=TODAY).accepted
    assert (record.phone, record.note) == ("22334455", "Mobil: 99887766")
    assert told(both) == [("1", "“99887766” was kept in the note.")]
    assert told(csv_file([head, row("99 88 77 66", phone="99887766")])) == []


def test_a_whole_name_that_is_another_than_its_parts_is_told() -> None:
    assert "is another name than" in told(csv_file([[*HEAD, "Navn"], row("Ola Annen")]))[0][1]
    for same in ("Alma Oppdiktet", "Oppdiktet, Alma", "alma marie oppdiktet", ""):
        assert told(csv_file([[*HEAD, "Navn"], row(same)])) == []


@pytest.mark.parametrize("written", ["99887766 el. 22334455", "99887766/22334455", "99887766 mob. 22334455"])
def test_two_numbers_in_one_cell_are_parted_and_both_kept(written: str) -> None:
    (record,) = check(csv_file([HEAD, row(phone=written)]), today=TODAY).accepted
    assert (record.phone, record.note) == ("99887766", "Telefon: 22334455")
    assert told(csv_file([HEAD, row(phone=written)])) == [("1", "“22334455” was kept in the note.")]


@pytest.mark.parametrize("written", ["99887766.0", "=99887766", "'99887766"])
def test_what_programs_put_around_a_number_is_left_out(written: str) -> None:
    (record,) = check(csv_file([HEAD, row(phone=written)]), today=TODAY).accepted
    assert record.phone == "99887766"


@pytest.mark.parametrize("written", ["9988776O", "998877", "9988776655443322", "01.01.2026", "99887766,5", "9" * 20])
def test_what_can_hardly_be_a_telephone_is_kept_and_told(written: str) -> None:
    (record,) = check(csv_file([HEAD, row(phone=written)]), today=TODAY).accepted
    assert record.phone == written
    assert "does not look like a telephone number" in told(csv_file([HEAD, row(phone=written)]))[0][1]


@pytest.mark.parametrize("written", ["99 88 77 66", "+47 99887766", "004799887766", "4799887766", "+46 70 123 45 67",
                                     "99887766 (datter)", ""])  # fmt: skip
def test_an_ordinary_telephone_says_nothing(written: str) -> None:
    assert told(csv_file([HEAD, row(phone=written)])) == []


def test_one_number_with_two_names_asks_to_compare_and_not_to_delete() -> None:
    one, two = row(number=BORN_1926), row(number=BORN_1926, name="Ola", last="Annen")
    (refusal,) = check(csv_file([HEAD, one, two]), today=TODAY).refused
    assert "same number with another name" in refusal.problem.shown()
    assert refusal.cure.shown() == "Compare the number and the name of both rows with the source."
    (same,) = check(csv_file([HEAD, one, one]), today=TODAY).refused
    assert "Delete one of the two rows" in same.cure.shown()
    later = row(number=BORN_1926, name="Ola", last="Annen", on="03.11.2026")
    assert "same number with another name" in told(csv_file([HEAD, one, later]))[0][1]


@pytest.mark.parametrize("nothing", ["NULL", "None", "nan", "ukjent", "Ukjent"])
def test_what_programs_write_for_nothing_is_no_name(nothing: str) -> None:
    checked = check(csv_file([HEAD, row(name=nothing)]), today=TODAY)
    assert checked.accepted[0].given_name == ""
    assert [notice.text.shown() for notice in checked.notices] == ["The first name is missing."]
    assert check(csv_file([HEAD, row(last=nothing)]), today=TODAY).accepted == []


def test_an_apostrophe_that_only_keeps_a_cell_as_text_is_left_out() -> None:
    names = [("'Kari", "'Vik"), ("'t", "'t Hooft")]
    checked = check(csv_file([HEAD, *(row(name=first, last=last) for first, last in names)]), today=TODAY)
    assert [r.family_name for r in checked.accepted] == ["Vik", "'t Hooft"]
    assert checked.accepted[0].given_name == "Kari"


def test_a_postal_code_written_as_a_fraction_keeps_its_zero() -> None:
    (record,) = check(csv_file([[*HEAD, "Postnr"], row("182.0")]), today=TODAY).accepted
    assert record.postal_code == "0182"


def test_the_sign_old_programs_end_a_file_with_is_no_row() -> None:
    checked = check(csv_file([HEAD, row()]) + b"\x1a", today=TODAY)
    assert (len(checked.accepted), checked.notices) == (1, [])


def test_a_row_that_is_struck_through_is_told() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in (HEAD, row(), row(last="Annen")):
        sheet.append(cells)
    sheet["C3"].font = Font(strike=True)
    out = BytesIO()
    book.save(out)
    assert [text[:28] for _, text in told(out.getvalue())] == ["The row is struck through in"]
