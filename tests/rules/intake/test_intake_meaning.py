"""What a cell means: births, numbers and names are read as themselves, or the row says why not."""

from datetime import date, datetime

import pytest

from fotfeste.channels.intake.rules.referrals import ReferralRow
from fotfeste.channels.intake.rules.rows import Checked
from tests.data.intake.building import csv_file, workbook
from tests.data.intake.checking import check

TODAY = date(2026, 11, 28)
HEAD = [
    "Fnr",
    "Fornavn",
    "Etternavn",
    "Fødselsdato",
    "Henvist dato",
    "Henvist fra",
    "Henvist av",
    "Telefon",
    "Adresse",
    "Timer per uke",
]
BORN_1926 = "01822630045"


def rows(*cells: dict[str, object], book: bool = False) -> Checked[ReferralRow]:
    usual: dict[str, object] = dict.fromkeys(HEAD, "") | {
        "Fornavn": "Alma", "Etternavn": "Oppdiktet", "Fødselsdato": "01.02.1941", "Henvist dato": "02.11.2026",
        "Henvist fra": "Ny søker", "Henvist av": "Lege",
    }  # fmt: skip
    table = [
        HEAD,
        *([*(usual | {"Etternavn": f"Oppdiktet{'abcdefgh'[n]}"} | row).values()] for n, row in enumerate(cells)),
    ]
    return check(workbook(table) if book else csv_file(table), today=TODAY)  # type: ignore[arg-type]


def births(*written: object, number: str = "", book: bool = False) -> list[date | None]:
    checked = rows(*({"Fødselsdato": each, "Fnr": number} for each in written), book=book)
    taken = {record.line: record.birth_date for record in checked.accepted}
    return [taken.get(line) for line in range(2, len(written) + 2)]


def told(checked: Checked[ReferralRow]) -> str:
    return " ".join(notice.text.shown() for notice in checked.notices)


def refused(checked: Checked[ReferralRow]) -> str:
    return " ".join(refusal.problem.shown() for refusal in checked.refused)


@pytest.mark.parametrize(
    "written", ["01.02.26", "15.03.24", "010226", "1/2-26", "01-02-26", "26-02-01", "1.2.26 00:00"]
)
def test_a_year_that_can_mean_an_old_person_or_a_child_is_asked_about(written: str) -> None:
    assert births(written) == [None]
    assert "can be more than one day" in refused(rows({"Fødselsdato": written}))


@pytest.mark.parametrize("written", ["01.02.26", "010226", "1. feb 26", "10226", 10226, "01.02.1926", "1021926"])
def test_the_national_number_beside_says_the_century_and_brings_back_the_zero(written: object) -> None:
    assert births(written, number=BORN_1926, book=True) == [date(1926, 2, 1)]


def test_a_year_that_only_one_living_person_can_have_is_no_question() -> None:
    assert births("02.03.44", "31.12.26", "020350", "010105") == [
        date(1944, 3, 2), date(1926, 12, 31), date(1950, 3, 2), date(2005, 1, 1),
    ]  # fmt: skip


def test_a_number_that_can_be_a_date_without_its_zero_or_a_day_number_is_refused_with_both() -> None:
    assert births("20350", "10241") == [None, None]
    assert "“20350” can be more than one day: 02.03.1950, 18.09.1955." in refused(rows({"Fødselsdato": "20350"}))


@pytest.mark.parametrize("book", [False, True])
def test_the_other_rows_of_the_column_say_which_of_the_two_it_is(book: bool) -> None:
    numbers: list[object] = [20350, 150341, 19410315, 15031941, 1021941]
    read = [date(1950, 3, 2), *[date(1941, 3, 15)] * 3, date(1941, 2, 1)]
    assert births(*(numbers if book else map(str, numbers)), book=book) == read
    day_numbers: list[object] = [20350, 15031, 18999]
    read = [date(1955, 9, 18), date(1941, 2, 24), date(1952, 1, 6)]
    assert births(*(day_numbers if book else map(str, day_numbers)), book=book) == read
    checked = rows({"Fødselsdato": "20350"}, {"Fødselsdato": "150341"})
    assert told(checked) == "“20350” was read as 02.03.1950: the zero in front is missing."


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1941-05-04T22:00:00.000Z", date(1941, 5, 5)),
        ("1941-05-04T22:00Z", date(1941, 5, 5)),
        ("1941-02-28T23:00:00+00:00", date(1941, 3, 1)),
        ("1961-07-14T22:00:00Z", date(1961, 7, 15)),  # summer time in some tables of 1961, not in others
        ("1948-07-14T22:00:00Z", date(1948, 7, 15)),  # and of 1948 the other way round
        ("1961-07-14T23:00:00Z", date(1961, 7, 15)),
        ("1941-05-05T00:00:00Z", date(1941, 5, 5)),
        ("1941-05-05T00:00:00+02:00", date(1941, 5, 5)),
        ("1941-05-05 00:00:00", date(1941, 5, 5)),
        ("1941-05-04T21:59:00Z", date(1941, 5, 4)),
    ],
)
def test_a_moment_in_another_zone_is_the_day_it_was_in_norway(written: str, day: date) -> None:
    assert births(written) == [day]


def test_a_midnight_without_its_zone_is_asked_about() -> None:
    assert births("1941-05-04T22:00:00", "1941-01-31 23:00:00", "1941-05-04 14:30") == [None, None, date(1941, 5, 4)]
    assert births(datetime(1941, 5, 4, 22), book=True) == [None]  # noqa: DTZ001 - a sheet's clock has no zone


def referred(*written: object, book: bool = False) -> list[date | None]:
    checked = rows(*({"Henvist dato": each} for each in written), book=book)
    taken = {record.line: record.referred_on for record in checked.accepted}
    return [taken.get(line) for line in range(2, len(written) + 2)]


@pytest.mark.parametrize("written", ["26-11-12", "261112", "26-09-28", 261112])
def test_a_referral_with_the_year_first_is_the_near_day_and_told(written: object) -> None:
    checked = rows({"Henvist dato": written}, book=True)
    assert checked.accepted[0].referred_on == date(2026, *((9, 28) if written == "26-09-28" else (11, 12)))
    assert "the year comes first" in told(checked)


def test_a_referral_that_is_near_both_ways_is_refused_unless_the_column_says_which() -> None:
    assert referred("25-11-26") == [None]
    assert referred("251126") == [None]
    assert referred("26.11.12") == [None]
    assert referred("251126", "021126") == [date(2026, 11, 25), date(2026, 11, 2)]
    assert referred("25-11-26", "26-11-12") == [date(2025, 11, 26), date(2026, 11, 12)]
    assert referred("25-11-26", "26-11-12", "02-11-26") == [None, date(2026, 11, 12), date(2026, 11, 2)]
    assert "25.11.2026, 26.11.2025" in refused(rows({"Henvist dato": "25-11-26"})).replace(
        "26.11.2025, 25.11.2026", "25.11.2026, 26.11.2025"
    )
    assert referred("25.11.26", "02-11-26", "16.11.26") == [date(2026, 11, day) for day in (25, 2, 16)]
    assert told(rows({"Henvist dato": "25.11.26"})) == ""


def test_every_other_date_of_the_list_is_read_by_the_same_rule() -> None:
    head = [*HEAD, "Utskrivingsdato", "Funksjonsfall dato"]
    row = ["", "Alma", "Oppdiktet", "01.02.1941", "02.11.2026", "Ny søker", "Lege", "", "", "", "26-12-12", "261012"]
    checked = check(csv_file([head, row]), today=TODAY)
    assert (checked.accepted[0].discharge_on, checked.accepted[0].function_loss_on) == (
        date(2026, 12, 12), date(2026, 10, 12),
    )  # fmt: skip
    assert {notice.column for notice in checked.notices} == {"Utskrivingsdato", "Funksjonsfall dato"}


@pytest.mark.parametrize("written", ["2.11", "2/11", "2. nov", "02.11."])
def test_a_day_without_a_year_is_the_nearest_and_told(written: str) -> None:
    checked = rows({"Henvist dato": written})
    assert checked.accepted[0].referred_on == date(2026, 11, 2)
    assert "the nearest such day; the year is missing" in told(checked)
    assert refused(rows({"Henvist dato": "2.12"})) == "The date is in the future."


def test_a_year_of_the_last_century_is_too_long_ago_and_not_ahead() -> None:
    assert "more than 20 years ago" in refused(rows({"Henvist dato": "1.11.99"}))


def test_a_weekday_that_the_date_does_not_fall_on_is_said() -> None:
    assert births("lørdag 15. mars 1941") == [date(1941, 3, 15)]
    assert "does not fall on that day of the week" in refused(rows({"Fødselsdato": "søndag 15. mars 1941"}))


@pytest.mark.parametrize("written", ["ukjent", "1926", "31.02.1926", "søndag 1. februar 1926"])
def test_a_right_number_decides_where_the_date_beside_it_says_nothing(written: str) -> None:
    checked = rows({"Fnr": BORN_1926, "Fødselsdato": written})
    assert checked.accepted[0].birth_date == date(1926, 2, 1)
    assert "The birth date was taken from the national identity number." in told(checked)
    assert rows({"Fnr": BORN_1926, "Fødselsdato": "1927"}).accepted == []


def test_whole_numbers_that_were_written_as_fractions_are_whole() -> None:
    assert births("18337.0") == [date(1950, 3, 15)]
    assert births("", number=f"{BORN_1926}.0") == [date(1926, 2, 1)]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-11-02T22:00:00Z", 2),
        ("2026-11-02T23:00:00+01:00", 2),
        ("2026-11-02T22:00:00+00:00", 2),
        ("2026-11-02T23:00:00Z", 3),
        ("2026-11-28T22:00:00Z", 28),
        ("2026-11-02T00:00:00+01:00", 2),
    ],
)
def test_the_evening_of_a_referral_is_its_own_day_in_norway(written: str, day: int) -> None:
    assert referred(written) == [date(2026, 11, day)]


def test_a_birth_at_the_midnight_of_another_zone_is_decided_by_the_number() -> None:
    assert births("1950-03-15T23:00:00+01:00") == [date(1950, 3, 15)]
    assert births("1950-03-15T23:00:00+01:00", number="15035000159") == [date(1950, 3, 15)]
    assert births("1950-03-15T22:00:00Z", number="15035000159") == [date(1950, 3, 15)]
    assert births("1950-03-14T23:00:00Z", number="15035000159") == [date(1950, 3, 15)]


def test_a_referral_late_in_the_evening_by_utc_came_the_day_after() -> None:
    checked = rows({"Henvist dato": "2026-11-02T23:30:00Z"})
    assert checked.accepted[0].referred_on == date(2026, 11, 3)
    assert told(checked) == "“2026-11-02T23:30:00Z” is 03.11.2026 in Norway."


def test_rows_with_the_year_first_make_the_column_doubtful() -> None:
    assert births("41-03-15", "12-03-26", "04.09.41") == [date(1941, 3, 15), None, date(1941, 9, 4)]
    assert births("410315", "120341") == [None, date(1941, 3, 12)]
    assert births("410315", "120326") == [None, None]


@pytest.mark.parametrize(
    "placeholder", ["00.00.0000", "01.01.1900", "1900-01-00", "0", "feb. 1941", "1941", "2.12", "i dag"]
)
def test_what_stands_for_an_unknown_date_is_no_birth(placeholder: str) -> None:
    assert births(placeholder) == [None]


def test_a_child_and_somebody_of_112_years_are_taken_and_told() -> None:
    assert "not 18 yet" in told(rows({"Fødselsdato": "01.02.2026"}))
    assert "more than 110 years old" in told(rows({"Fødselsdato": "01.02.1914"}))
    assert told(rows({"Fødselsdato": "01.02.1941"})) == ""


@pytest.mark.parametrize(
    ("number", "day"),
    [("45816060080", date(1960, 1, 5)), ("45816075010", date(1960, 1, 5)), ("45814560019", date(1945, 1, 5)),
     ("45811020099", date(2010, 1, 5))],
)  # fmt: skip
def test_the_century_of_a_d_number_follows_the_table_of_2021_and_the_day_is_told_to_be_unsure(
    number: str, day: date
) -> None:
    checked = rows({"Fnr": number, "Fødselsdato": ""})
    assert checked.accepted[0].birth_date == day
    assert "may carry the day it was given out" in told(checked)


def test_a_d_number_with_the_day_it_was_given_out_keeps_the_date_beside_it() -> None:
    checked = rows({"Fnr": "55818510089", "Fødselsdato": "20.06.1985"})
    assert checked.accepted[0].birth_date == date(1985, 6, 20)
    assert "carries the date 15.01.1985" in told(checked) and "20.06.1985 was kept" in told(checked)


def test_another_number_with_another_date_is_refused() -> None:
    assert "is not the one in the national identity number" in refused(
        rows({"Fnr": BORN_1926, "Fødselsdato": "01.02.1927"})
    )


@pytest.mark.parametrize(
    "number", ["\u202a01822630045\u202c", "\ufeff018226 30045", '="01822630045"', "'01822630045", "018226\u201330045"]
)
def test_a_number_that_looks_right_is_right(number: str) -> None:
    record = rows({"Fnr": number, "Fødselsdato": "\u200e01.02.1926"}).accepted[0]
    assert record.national_number is not None and record.national_number.digits == BORN_1926


def test_text_kept_from_the_spreadsheet_is_the_text_inside_in_every_column() -> None:
    wrapped = {"Fornavn": '="Bo"', "Telefon": '="099887766"', "Adresse": '="Storgata ""3"""', "Timer per uke": '="2,5"',
               "Henvist fra": '="Ny søker"', "Fødselsdato": '="01.02.1941"'}  # fmt: skip
    record = rows(wrapped).accepted[0]
    assert (record.given_name, record.phone, record.address) == ("Bo", "099887766", 'Storgata "3"')
    assert (str(record.hours_per_week), record.birth_date) == ("2.50", date(1941, 2, 1))


@pytest.mark.parametrize("shortened", ["4,79989E+09", "4.79989E+09", "4,8e9", '="4,79989E+09"'])
def test_a_number_that_lost_its_last_digits_is_told_and_not_kept(shortened: str) -> None:
    checked = rows({"Telefon": shortened})
    assert checked.accepted[0].phone == ""
    assert "its last digits are lost. It was not kept." in told(checked)
    assert "its last digits are lost" in refused(rows({"Fnr": "1,82263E+09"}))


@pytest.mark.parametrize("hours", ["2 5", "0,004", "3½", "1,5,5", "1E+01", "2-3"])
def test_hours_that_are_no_plain_number_are_refused(hours: str) -> None:
    assert rows({"Timer per uke": hours}).accepted == []


def test_hours_with_more_decimals_than_are_kept_are_told() -> None:
    assert told(rows({"Timer per uke": "3,333"})) == "The hours were rounded to 3,33."
    assert told(rows({"Timer per uke": 0.1 + 0.2}, {"Timer per uke": "2,500"}, book=True)) == ""


PEOPLE = [
    ("Олена", "Вигадана"), ("Іван", "Вигаданий"), ("فاطمة", "خيالي"), ("حسن", "خيالي"), ("王", "小明"),
    ("Ελένη", "Φανταστική"),
    ("Αννα", "Φανταστική"), ("Bo", "Lie"), ("Bø", "Lie"), ("Åse", "Berg"), ("Ase", "Berg"), ("Ŋiŋŋá", "Čuolbma"),
    ("Nina", "Cuolbma"), ("हिंदी", "काल्पनिक"), ("हाँदी", "काल्पनिक"),
    ("דוד", "בדיוני"), ("שרה", "בדיוני"),
    ("Łucja", "Nowak"), ("Ucja", "Nowak"),
]  # fmt: skip


def test_people_are_told_apart_in_every_script() -> None:
    table = [
        HEAD,
        *(["", given, family, "01.01.1944", "02.11.2026", "Ny søker", "Lege", "", "", ""] for given, family in PEOPLE),
    ]
    checked = check(csv_file(table), today=TODAY)
    assert [(record.given_name, record.family_name) for record in checked.accepted] == PEOPLE
    assert len({record.key for record in checked.accepted}) == len(PEOPLE)


@pytest.mark.parametrize("other", ["A\u030ase", "ÅSE", " Åse\u200b", "\u202aÅse\u202c"])
def test_the_same_name_written_in_another_way_is_the_same_person(other: str) -> None:
    checked = rows({"Fornavn": "Åse", "Etternavn": "Ny-Berg"}, {"Fornavn": other, "Etternavn": "Ny Berg"})
    assert len(checked.accepted) == 1
    assert "Same as row 2: the same person" in refused(checked)


@pytest.mark.parametrize("name", ["\u200b", "\u2800", "\u3164", "\u00ad\u2060", "\u0301", "-", "\U000e0041"])
def test_a_name_nobody_can_see_is_missing(name: str) -> None:
    assert refused(rows({"Etternavn": name})) == "The last name is missing."


@pytest.mark.parametrize("name", ["123", "?", "…", "12.3.1941"])
def test_a_name_without_a_letter_is_none(name: str) -> None:
    assert "is not a name: it holds no letter" in refused(rows({"Etternavn": name}))


def test_a_name_that_is_shown_backwards_is_refused() -> None:
    assert "shows the letters after it backwards" in refused(rows({"Etternavn": "Han\u202enes"}))
    assert rows({"Etternavn": "\u200fخيالي\u200e"}).accepted[0].family_name == "خيالي"


def test_a_service_in_another_script_is_kept() -> None:
    head, row = (
        ["Navn", "Født", "Dato", "Inngang", "Tjenester"],
        ["Alma Ås", "01.02.1941", "02.11.2026", "Ny søker", "Домашняя"],
    )
    assert "Домашняя" in check(csv_file([head, row]), today=TODAY).accepted[0].note
