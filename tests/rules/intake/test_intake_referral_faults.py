"""Referral lists: births, names, dates and sheets that cannot be right, and the words in which they are refused."""

from datetime import date

import pytest

from fotfeste.care.terms.rules.vocabulary import Route
from fotfeste.channels.intake.rules.referrals import ReferralRow
from fotfeste.channels.intake.rules.rows import Checked
from tests.data.intake.building import (
    csv_file,
    with_cells,
    with_shown_values,
    workbook,
)
from tests.data.intake.checking import check, only, problems


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("01815450023", "According to the national identity number the person was born more than 120 years ago."),
        ("01813950061", "According to the national identity number the person is not born yet."),
    ],
)
def test_a_number_of_somebody_unborn_or_born_in_1854_is_refused_before_anything_is_taken(
    number: str, problem: str
) -> None:
    assert problems(Fødselsnummer=number) == [("Fødselsnummer", problem)]


def test_a_number_of_somebody_born_tomorrow_is_refused_today_and_taken_the_day_after() -> None:
    data = csv_file(with_cells(Fødselsnummer="27912650095", Henvist_dato="26.11.2026"))
    assert check(data, today=date(2026, 11, 26)).refused[0].column == "Fødselsnummer"
    assert check(data, today=date(2026, 11, 27)).refused == []


def test_a_birth_date_of_1854_is_refused_with_the_reason() -> None:
    head, row = with_cells(Fødselsnummer="")
    (refusal,) = check(csv_file([[*head, "Født"], [*row, "4.5.1854"]])).refused
    assert (refusal.column, refusal.problem.shown()) == ("Født", "The date is more than 120 years ago.")


def whole_name(name: str) -> Checked[ReferralRow]:
    return check(csv_file([["Navn", "Fødselsdato", "Dato", "Inngang"], [name, "28.09.58", "01.10.26", "Ny søker"]]))


@pytest.mark.parametrize("name", ["Vakker " + "Å" * 81, "Å" * 81 + ", Vakker", "Å" * 81 + " Blomst"])
def test_a_whole_name_with_a_part_too_long_for_the_record_is_refused_by_its_column(name: str) -> None:
    (refusal,) = whole_name(name).refused
    assert (refusal.column, refusal.line) == ("Navn", 2)
    assert "at most 80 of each" in refusal.problem.shown()


def test_first_and_last_name_that_are_too_long_together_are_refused() -> None:
    assert only(Fornavn="V" * 80, Etternavn="B" * 79).given_name == "V" * 80
    assert problems(Fornavn="V" * 80, Etternavn="B" * 80) == [
        ("Etternavn", "First and last name have 161 characters together; at most 160 can be kept.")
    ]


@pytest.mark.parametrize("dash", ["-", "–", "—", "--", " - "])
def test_a_dash_is_no_last_name(dash: str) -> None:
    assert problems(Etternavn=dash) == [("Etternavn", "The last name is missing.")]
    assert [r.column for r in whole_name(f"Vakker {dash.strip()}").refused] == ["Navn"]


def test_a_dash_is_no_address_and_no_telephone() -> None:
    head, row = with_cells()
    (record,) = check(csv_file([[*head, "Adresse", "Telefon"], [*row, "-", "–"]])).accepted
    assert (record.address, record.phone) == ("", "")


@pytest.mark.parametrize(
    ("word", "route"),
    [
        ("Fra sykehuset", Route.HOSPITAL_DISCHARGE),
        ("Utskriving fra sykehuset", Route.HOSPITAL_DISCHARGE),
        ("Utskrevet", Route.HOSPITAL_DISCHARGE),
        ("Utskriven", Route.HOSPITAL_DISCHARGE),
        ("Utskrivning frå sjukehus", Route.HOSPITAL_DISCHARGE),
        ("Frå sjukehuset", Route.HOSPITAL_DISCHARGE),
        ("Sjukehusutskriving", Route.HOSPITAL_DISCHARGE),
        ("Fra rehabiliteringsopphold", Route.REHAB_INSTITUTION_STAY),
        ("Frå rehabiliteringsopphald", Route.REHAB_INSTITUTION_STAY),
        ("Etter rehabilitering", Route.REHAB_INSTITUTION_STAY),
        ("Eksisterende tjenester", Route.EXISTING_HOME_SERVICES),
        ("Eksisterande tenester", Route.EXISTING_HOME_SERVICES),
        ("Nye søkere", Route.NEW_APPLICANT),
        ("Nye søkjarar", Route.NEW_APPLICANT),
    ],
)
def test_the_way_in_is_understood_in_the_words_of_the_lists(word: str, route: Route) -> None:
    assert only(Henvist_fra=word).route is route


def test_a_referral_of_twenty_years_ago_to_the_day_is_taken_and_an_older_one_is_not() -> None:
    assert only(Henvist_dato="22.11.2006").referred_on == date(2006, 11, 22)
    assert problems(Henvist_dato="21.11.2006")[0][0] == "Henvist dato"


def test_a_formula_as_row_number_is_called_what_the_sheet_shows_or_else_its_line() -> None:
    head, row = with_cells(Etternavn="")
    book = workbook([head, ["=ROW()+40", *row[1:]], ["=A2+1", *row[1:]]])
    assert [r.row for r in check(with_shown_values(book, 42, 43)).refused] == ["42", "43"]
    assert [r.row for r in check(book).refused] == ["2", "3"]


def test_a_file_with_headings_only_says_that_it_has_no_rows() -> None:
    head, _ = with_cells()
    for data in (csv_file([head]), workbook([head])):
        checked = check(data)
        assert (checked.rows, checked.accepted, checked.refused) == (0, [], [])
        assert [(n.row, n.text.shown()) for n in checked.notices] == [("", "The file holds headings but no rows.")]


def test_a_list_in_a_hidden_sheet_is_taken_only_with_a_word_about_it() -> None:
    checked = check(workbook(with_cells(), title="Gammel", before={"Forside": [["Velkommen"]]}, hidden=["Gammel"]))
    assert (len(checked.accepted), checked.sheet, checked.hidden) == (1, "Gammel", True)
    assert "hidden sheet “Gammel”" in checked.notices[0].text.shown()


def dates(*cells: object, as_book: bool = False) -> tuple[list[str], list[str]]:
    """Rows with these dates of referral: the names of those taken, and of those refused."""
    head, row = with_cells()
    rows = [[f"{n}", *row[1:4], cell, *row[5:]] for n, cell in enumerate(cells, start=1)]
    checked = check(workbook([head, *rows]) if as_book else csv_file([head, *rows]))  # type: ignore[list-item]
    return [r.row for r in checked.accepted], [r.row for r in checked.refused]


def test_where_one_date_has_the_month_first_those_that_could_be_either_are_refused() -> None:
    assert dates("8/16/2026", "8/4/2026", "8/8/2026", "2026-08-05", "7.8.2026") == (["3", "4", "5"], ["1", "2"])
    assert dates("8/16/26", "8/4/26") == ([], ["1", "2"])


def test_the_refusal_of_an_unclear_date_says_what_to_write() -> None:
    head, row = with_cells()
    rows = [[*row[:4], "8/16/2026", *row[5:]], [*row[:4], "8/4/2026", *row[5:]]]
    refusal = check(csv_file([head, *rows])).refused[1]
    assert refusal.column == "Henvist dato"
    assert "“8/4/2026”: other rows have the month first" in refusal.problem.shown()
    assert "day.month.year" in refusal.cure.shown()


def test_dates_with_slashes_are_day_first_where_no_row_says_otherwise() -> None:
    assert dates("4/8/2026", "16/8/2026") == (["1", "2"], [])


def test_one_slip_among_norwegian_dates_refuses_that_row_alone() -> None:
    assert dates("04.08.2026", "09.13.2026", "16.08.2026") == (["1", "3"], ["2"])


def test_dates_a_spreadsheet_may_have_swapped_are_refused_beside_those_it_could_not_read() -> None:
    assert dates("8/16/2026", date(2026, 4, 8), as_book=True) == ([], ["1", "2"])
    assert dates("8/16/2026", date(2026, 4, 8), date(2026, 8, 17), as_book=True) == (["2", "3"], ["1"])
