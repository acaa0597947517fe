"""Referral lists: which rows are taken, which are refused, and what is said about them."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from fotfeste.care.terms.rules.vocabulary import Cause, Language, Referrer, Route, ServiceKind
from fotfeste.channels.intake.rules.problems import UnreadableFile
from tests.data.intake.building import (
    TODAY,
    csv_file,
    example,
    example_rows,
    with_cells,
    workbook,
)
from tests.data.intake.checking import check, only, problems

EXPECTED = json.loads(example("henvisninger_expected.json"))
BOTH = pytest.mark.parametrize("name", ["henvisninger_utf8.csv", "henvisninger_windows1252.csv"])


@BOTH
def test_the_example_file_gives_exactly_the_expected_rows(name: str) -> None:
    checked = check(example(name))
    assert (checked.rows, len(checked.accepted)) == (EXPECTED["rows"], EXPECTED["accepted"])
    assert [refusal.row for refusal in checked.refused] == ["2", "4", "19", "21", "40", "47", "58", "61", "62"]
    assert {refusal.row for refusal in checked.refused} == set(EXPECTED["refused"])
    assert checked.columns.not_understood == ()


@BOTH
@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        ("58", "Fødselsnummer", "control digits"),
        ("2", "Henvist dato", "is in the future"),
        ("21", "Henvist dato", "“31.02.2026” is not a date"),
        ("4", "Henvist fra", "“Fra tannlegen” is not known here"),
        ("19", "Etternavn", "last name is missing"),
        ("47", "Timer per uke", "negative"),
        ("40", "Timer per uke", "More than 168 hours"),
        ("61", "Fødselsnummer", "Same as row 39"),
        ("62", "Funksjonsfall", "Too few columns: 12 of 21"),
    ],
)
def test_every_refused_row_names_its_column_what_is_wrong_and_what_to_do(
    name: str, row: str, column: str, problem: str
) -> None:
    (refusal,) = [r for r in check(example(name)).refused if r.row == row]
    assert refusal.column == column
    assert problem in refusal.problem.shown()
    assert refusal.cure.shown().endswith(".")


def test_both_encodings_give_the_same_keys() -> None:
    keys = [[r.key for r in check(example(f"henvisninger_{n}.csv")).accepted] for n in ("utf8", "windows1252")]
    assert keys[0] == keys[1]
    assert len(set(keys[0])) == 53


def test_formulas_markup_and_line_breaks_are_kept_as_plain_text() -> None:
    taken = {record.row: record for record in check(example("henvisninger_utf8.csv")).accepted}
    assert taken["28"].what_matters == '=HYPERLINK("http://x";"klikk")'
    assert taken["55"].note == "<script>alert(1)</script> æøå"
    assert taken["8"].what_matters == "Synge i koret igjen\nog ta bussen dit"
    assert taken["14"].family_name == "Ŋuolas"


def as_workbook(rows: list[list[str]]) -> bytes:
    return workbook(rows)


def as_typed_workbook(rows: list[list[str]]) -> bytes:
    """As Excel would hold it: numbers as numbers, dates as dates where they are dates."""

    def typed(heading: str, cell: str) -> object:
        if heading in {"Løpenr", "Fødselsnummer", "Postnr", "Kommunenr", "Telefon"} and cell.isdigit():
            return int(cell)
        if heading == "Timer per uke" and cell:
            return float(cell.replace(",", "."))
        parts = cell.split(".")
        if "dato" in heading and len(parts) == 3 and parts != ["31", "02", "2026"]:
            return date(int(parts[2]), int(parts[1]), int(parts[0]))
        return cell

    head = rows[0]
    return workbook([head, *([typed(h, c) for h, c in zip(head, r, strict=False)] for r in rows[1:])])


def without_row_names(rows: list[list[str]]) -> bytes:
    return csv_file([row[1:] for row in rows])


WAYS: list[tuple[str, Callable[[list[list[str]]], bytes]]] = [
    ("comma", lambda rows: csv_file(rows, delimiter=",")),
    ("tab", lambda rows: csv_file(rows, delimiter="\t")),
    ("bar", lambda rows: csv_file(rows, delimiter="|", line_end="\n")),
    ("utf-16", lambda rows: csv_file(rows, encoding="utf-16", delimiter="\t")),
    ("old mac line ends", lambda rows: csv_file([[c.replace("\n", " ") for c in r] for r in rows], line_end="\r")),
    ("capitals", lambda rows: csv_file([[h.upper() for h in rows[0]], *rows[1:]])),
    ("iso dates", lambda rows: csv_file([[iso(c) for c in r] for r in rows])),
    ("two-digit years", lambda rows: csv_file([[short_year(c) for c in r] for r in rows])),
    (
        "decimal points",
        lambda rows: csv_file([[c.replace("3,5", "3.5").replace(",25", ".25") for c in r] for r in rows]),
    ),
    ("an extra column", lambda rows: csv_file([[*r[:5], "Rom" if r is rows[0] else "12", *r[5:]] for r in rows])),
    ("blank lines", lambda rows: csv_file(rows) + b"\r\n;;;;;\r\n\r\n"),
    ("no last line end", lambda rows: csv_file(rows[:-1]).rstrip(b"\r\n")),
    ("a title above", lambda rows: csv_file([["Henvisninger høsten"], [], *rows])),
    ("told delimiter", lambda rows: b"sep=;\r\n" + csv_file(rows)),
    ("other order", lambda rows: csv_file([r if len(r) < 21 else [r[0], *reversed(r[1:])] for r in rows])),
]


def iso(cell: str) -> str:
    parts = cell.split(".")
    return "-".join(reversed(parts)) if len(parts) == 3 else cell


def short_year(cell: str) -> str:
    parts = cell.split(".")
    return f"{int(parts[0])}.{int(parts[1])}.{parts[2][2:]}" if len(parts) == 3 and len(parts[2]) == 4 else cell


@pytest.mark.parametrize("way", [way for _, way in WAYS], ids=[name for name, _ in WAYS])
def test_the_same_rows_are_taken_whatever_program_wrote_the_file(way: Callable[[list[list[str]]], bytes]) -> None:
    checked = check(way(example_rows()))
    rows = {refusal.row for refusal in checked.refused}
    assert rows - {"62"} == set(EXPECTED["refused"]) - {"62"}
    assert len(checked.accepted) == 53


@pytest.mark.parametrize("way", [as_workbook, as_typed_workbook])
def test_a_workbook_gives_the_same_records_as_the_text_file(way: Callable[[list[list[str]]], bytes]) -> None:
    from_text = {record.row: record for record in check(example("henvisninger_utf8.csv")).accepted}
    from_book = {record.row: record for record in check(way(example_rows())).accepted}
    assert set(from_book) == set(from_text)
    for row, record in from_book.items():
        told = from_text[row]
        assert (record.key, record.hours_per_week, record.postal_code, record.phone, record.what_matters) == (
            told.key,
            told.hours_per_week,
            told.postal_code,
            told.phone,
            told.what_matters,
        )


def test_a_sheet_of_short_rows_is_taken_and_one_row_that_stops_among_long_ones_is_not() -> None:
    head, row = with_cells()
    wide = [*head, "Telefon", "Adresse", "Poststed", "Merknad"]
    days = [f"{day:02}.09.2026" for day in range(1, 26)]
    short = [[str(n), *row[1:4], day, row[5]] for n, day in enumerate(days)]
    long = [[*cells, "2", "99", "Gata 1", "Kleppe", "Nei"] for cells in short]
    assert len(check(workbook([wide, *short])).accepted) == 25
    assert [r.row for r in check(workbook([wide, *long[:-1], short[-1]])).refused] == ["24"]


def test_without_a_row_number_column_the_line_is_the_name_of_the_row() -> None:
    checked = check(without_row_names(example_rows()))
    assert [r.row for r in checked.refused] == [str(r.line) for r in checked.refused]
    assert {r.line for r in checked.refused} == {3, 6, 24, 27, 47, 57, 69, 74, 75}


def test_another_heading_for_the_row_number_is_understood() -> None:
    rows = example_rows()
    rows[0][0] = "Nr."
    assert {r.row for r in check(csv_file(rows)).refused} == set(EXPECTED["refused"])


def test_nynorsk_headings_and_words_are_understood() -> None:
    header = ["Nr", "Fnr.", "Førenamn", "Etternamn", "Dato tilvist", "Tilvist frå", "Tilvisar", "Timar per veke"]
    row = ["7", "28895826067", "Vakker", "Blomst", "4. september 2026", "Har heimetenester", "Tildelingskontoret", "2"]
    (record,) = check(csv_file([header, row])).accepted
    assert (record.route, record.referrer) == (Route.EXISTING_HOME_SERVICES, Referrer.ALLOCATION_OFFICE)
    assert (record.referred_on, record.hours_per_week) == (date(2026, 9, 4), Decimal(2))


def test_a_list_with_only_what_is_needed_is_taken_and_nothing_is_made_up() -> None:
    header = ["Navn", "Fødselsdato", "Dato", "Inngang"]
    checked = check(csv_file([header, ["Blomst, Vakker", "28.09.58", "01.10.26", "Ny bruker"]]))
    (record,) = checked.accepted
    assert (record.given_name, record.family_name, record.birth_date) == ("Vakker", "Blomst", date(1958, 9, 28))
    assert (record.hours_per_week, record.services, record.lives_alone, record.language) == (None, None, None, None)
    assert any("other" in notice.text.shown() for notice in checked.notices)


def test_no_services_is_not_the_same_as_services_not_told() -> None:
    rows = with_cells()
    told = [[*rows[0], "Dagens tjenester"], [*rows[1], "Ingen"]]
    silent = [[*rows[0], "Dagens tjenester"], [*rows[1], ""]]
    assert check(csv_file(told)).accepted[0].services == ()
    assert check(csv_file(silent)).accepted[0].services is None


@pytest.mark.parametrize(
    ("cell", "services"),
    [
        ("Trygghetsalarm, Hjemmesykepleie", (ServiceKind.SAFETY_ALARM, ServiceKind.HOME_NURSING)),
        ("heimesjukepleie og matombringing", (ServiceKind.HOME_NURSING, ServiceKind.MEALS)),
        ("Praktisk bistand og opplæring", (ServiceKind.PRACTICAL_HELP,)),
        ("Hjemmehjelp/dagsenter", (ServiceKind.PRACTICAL_HELP, ServiceKind.DAY_CENTRE)),
    ],
)
def test_several_services_may_stand_in_one_cell(cell: str, services: tuple[ServiceKind, ...]) -> None:
    head, row = with_cells()
    (record,) = check(csv_file([[*head, "Tjenester"], [*row, cell]])).accepted
    assert record.services == services


def test_words_outside_an_open_list_are_kept_in_the_note_and_said() -> None:
    head, row = with_cells()
    extra = ["Årsak", "Tjenester", "Henviser", "Språk"]
    checked = check(csv_file([[*head, *extra], [*row, "Lymfødem", "BPA", "Kommuneoverlegen", "Tamil"]]))
    (record,) = checked.accepted
    assert (record.cause, record.services) == (Cause.OTHER, (ServiceKind.UNSPECIFIED,))
    assert record.note == "Årsak: Lymfødem\nTjenester: BPA"
    assert (record.referrer, record.referrer_name) == (Referrer.OTHER, "Kommuneoverlegen")
    assert (record.language, record.interpreter) == (Language.OTHER, "Tamil")
    assert {notice.column for notice in checked.notices} >= {"Årsak", "Tjenester", "Henviser"}


def test_a_word_outside_a_closed_list_refuses_the_row() -> None:
    head, row = with_cells()
    checked = check(csv_file([[*head, "Funksjonsfall", "Bor alene"], [*row, "Ukjent", "Kanskje"]]))
    assert [(r.column, r.problem.shown()) for r in checked.refused] == [
        ("Bor alene", "“Kanskje” is neither yes nor no."),
        ("Funksjonsfall", "“Ukjent” is not known here."),
    ]


def test_all_faults_of_a_row_are_said_at_once() -> None:
    assert [column for column, _ in problems(Etternavn="", Timer_per_uke="mye", Henvist_fra="")] == [
        "Etternavn",
        "Henvist fra",
        "Timer per uke",
    ]


def test_the_first_of_two_equal_rows_is_taken_even_when_written_differently() -> None:
    head, row = with_cells()
    again = ["2", "288958 26067", "VAKKER", "BLOMST", "2026-09-04", "Ny søker", ""]
    checked = check(csv_file([head, row, again]))
    assert [record.row for record in checked.accepted] == ["1"]
    assert [refusal.row for refusal in checked.refused] == ["2"]


def test_a_row_equal_to_a_refused_row_is_not_called_a_duplicate() -> None:
    head, row = with_cells()
    bad = [*row[:-1], "200"]
    checked = check(csv_file([head, bad, ["2", *row[1:]]]))
    assert [record.row for record in checked.accepted] == ["2"]


def test_a_new_referral_of_the_same_person_on_another_day_is_taken() -> None:
    head, row = with_cells()
    assert len(check(csv_file([head, row, ["2", *row[1:4], "05.10.2026", *row[5:]]])).accepted) == 2


def test_a_leading_zero_lost_by_a_spreadsheet_is_found_again() -> None:
    assert only(Fødselsnummer="3913028227").national_number.digits == "03913028227"  # type: ignore[union-attr]


def test_a_birth_date_that_contradicts_the_national_number_refuses_the_row() -> None:
    head, row = with_cells()
    checked = check(csv_file([[*head, "Født"], [*row, "29.09.1958"]]))
    assert [r.problem.shown() for r in checked.refused] == [
        "The birth date is not the one in the national identity number."
    ]


def test_a_person_needs_a_number_or_a_birth_date() -> None:
    assert problems(Fødselsnummer="") == [
        ("Fødselsnummer", "Neither national identity number nor birth date is given.")
    ]


def test_a_referral_of_today_is_taken_and_one_of_tomorrow_refused() -> None:
    assert only(Henvist_dato="22.11.2026").referred_on == TODAY
    assert problems(Henvist_dato="23.11.2026") == [("Henvist dato", "The date is in the future.")]


def test_a_referral_more_than_twenty_years_old_is_a_typing_fault() -> None:
    assert problems(Henvist_dato="04.09.1926")[0][1] == "The date is more than 20 years ago."


@pytest.mark.parametrize(
    ("cell", "hours"), [("0", 0), ("168", 168), ("3.5", "3.5"), ("10,25", "10.25"), ("2 timer", 2)]
)
def test_hours_from_none_to_a_whole_week_are_taken(cell: str, hours: object) -> None:
    assert only(Timer_per_uke=cell).hours_per_week == Decimal(str(hours))


@pytest.mark.parametrize("cell", ["168,01", "-0,5", "NaN", "1e3", "Infinity", "3,5,2", "³", "en"])
def test_hours_outside_a_week_or_not_a_number_are_refused(cell: str) -> None:
    assert [column for column, _ in problems(Timer_per_uke=cell)] == ["Timer per uke"]


def test_text_with_signs_that_cannot_be_kept_is_refused_and_not_shortened() -> None:
    assert problems(Fornavn="Vak\x01ker") == [("Fornavn", "The cell holds characters that cannot be shown or kept.")]
    assert problems(Fornavn="\ufffdrlig") == [("Fornavn", "Letters were lost when the file was saved before.")]
    assert "at most 80" in problems(Etternavn="Å" * 81)[0][1]


def test_letters_typed_as_two_signs_become_one() -> None:
    assert only(Etternavn="A\u030aker").family_name == "Åker"


def test_a_formula_cell_is_never_worked_out() -> None:
    head, row = with_cells()
    book = workbook([[*head, "Hva er viktig for deg"], [*row[:-1], 3.5, "=1+1"], ["2", *row[1:-1], "=1+1", "Gå"]])
    checked = check(book)
    assert checked.accepted[0].what_matters == "=1+1"
    assert [(r.row, r.column) for r in checked.refused] == [("2", "Timer per uke")]
    assert "formula" in checked.refused[0].problem.shown()


def test_missing_columns_are_named_with_the_heading_that_may_have_been_meant() -> None:
    head, row = with_cells()
    head[3] = "Ettenravn"
    with pytest.raises(UnreadableFile) as caught:
        check(csv_file([head, row]))
    assert "last name" in caught.value.problem.shown()
    assert "Ettenravn" in caught.value.cure.shown()


def test_another_kind_of_list_is_refused_as_such() -> None:
    with pytest.raises(UnreadableFile, match=r"no column for|another list"):
        check(example("forlop_klepp_rekonstruert.csv"))


def test_a_row_with_a_stray_separator_is_refused_not_shifted() -> None:
    head, row = with_cells()
    checked = check(csv_file([head]) + (";".join([*row[:3], "Blomst; gift", *row[4:]]) + "\r\n").encode())
    assert [r.problem.shown() for r in checked.refused] == ["Too many columns: 8 of 7."]


def test_messages_carry_no_national_number() -> None:
    for refusal in check(example("henvisninger_utf8.csv")).refused:
        assert "18904101653" not in refusal.problem.shown() + refusal.cure.shown()
