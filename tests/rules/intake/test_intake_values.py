"""Dates as people and programs write them."""

from datetime import date, datetime

import pytest

from fotfeste.channels.intake.rules import dates, values
from fotfeste.channels.intake.rules.problems import Trouble
from fotfeste.channels.intake.rules.words import SERVICES, plain, split_services, word_list

DAY = date(2026, 9, 4)


@pytest.mark.parametrize(
    "cell",
    [
        "04.09.2026", "4.9.2026", "4.9.26", "04.09.26", "04/09/2026", "4-9-2026", "2026-09-04", "2026/09/04",
        "20260904", "04092026", "040926", "4. september 2026", "4. sept. 2026", "04 sep 26", "04-sep-2026",
        "2026-09-04 00:00:00", "2026-09-04T13:45:00Z", "04.09.2026 13:45", " 04.09.2026 ", "4. 9. 2026", "46269",
        46269, 46269.0, date(2026, 9, 4), datetime(2026, 9, 4, 13, 45),  # noqa: DTZ001 - a spreadsheet's clock has no zone
    ],
)  # fmt: skip
def test_the_fourth_of_september_is_understood_however_it_is_written(cell: values.Cell) -> None:
    assert dates.calendar_date(cell) == DAY


@pytest.mark.parametrize(
    "cell",
    ["31.02.2026", "32.01.2026", "1.13.2026", "09/13/2026", "i går", "2026", "4.9", "0", "-5", "99999", "04.09.1826",
     "04.09.20266", "٠٤.٠٩.٢٠٢٦", True, 3.5, "4. brumaire 2026", "2026-9", "000000"],
)  # fmt: skip
def test_what_is_no_day_is_refused_and_never_guessed(cell: values.Cell) -> None:
    with pytest.raises(Trouble, match=r"is not a date\. Write it as day\.month\.year"):
        dates.calendar_date(cell)


def test_a_two_digit_year_of_birth_is_asked_about_where_two_persons_can_be_meant() -> None:
    latest = date(2026, 11, 22)
    assert dates.calendar_date("28.09.58", latest=latest) == date(1958, 9, 28)
    assert dates.calendar_date("31.12.26", latest=latest) == date(1926, 12, 31)
    for written in ("01.01.26", "010126", "1. jan. 26"):
        with pytest.raises(Trouble, match=r"more than one day: 01\.01\.1926, 01\.01\.2026\. Write .* all four"):
            dates.calendar_date(written, latest=latest)


def test_a_sheet_that_counts_from_1904_is_four_years_apart() -> None:
    assert dates.calendar_date(46269 - 1462, day_zero=date(1904, 1, 1)) == DAY


@pytest.mark.parametrize(("cell", "answer"), [("JA", True), ("n", False), (True, True), ("x", True), ("Nei.", False)])
def test_yes_and_no_are_understood(cell: values.Cell, answer: bool) -> None:
    assert values.yes_or_no(cell) is answer


def test_numbers_in_text_cells_are_written_as_people_write_them() -> None:
    assert values.text(99887766.0, longest=20) == "99887766"
    assert values.text(3.5, longest=20) == "3,5"
    assert values.text(None, longest=20) == ""
    assert values.text("to\r\nlinjer", longest=20) == "to linjer"
    assert values.text("to\r\nlinjer", longest=20, one_line=False) == "to\nlinjer"


def test_leading_zeros_of_codes_come_back() -> None:
    assert [values.four_digits(cell) for cell in (1, "301", "4352", "NO-0150")] == ["0001", "0301", "4352", "0150"]
    with pytest.raises(Trouble, match="not four digits"):
        values.four_digits("12345")


def test_two_spellings_of_a_word_are_the_same_word() -> None:
    assert plain("Fødselsnr.") == plain("FODSELSNR")
    assert plain("A\u030arsak") == plain("årsak")
    assert plain("Čáhppes Ŋuolas") == "cahppesnuolas"


def test_a_word_stands_for_one_code_only() -> None:
    with pytest.raises(ValueError, match="stands for both"):
        word_list({"a": "samme", "b": "Samme"})


def test_every_service_in_a_cell_is_found() -> None:
    assert [SERVICES.get(plain(s)) for s in split_services("Trygghetsalarm; hjelpemiddel\nBPA")] == [
        "safety_alarm",
        "aid",
        None,
    ]
