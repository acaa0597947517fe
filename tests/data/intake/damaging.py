"""A small list of invented persons, and the many ways in which lists are damaged before they arrive."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from openpyxl.utils import get_column_letter

from tests.data.intake.building import csv_file, edited, with_shown_values, workbook

# Without æ, ø and å: headings in which letters are lost are not known, and nothing would be asked of the rows.
COLUMNS = (
    *("Lnr", "Fnr", "Fdato", "Fornavn", "Etternavn", "Adresse", "Postnr", "Poststed", "Telefon"),
    *("Henvist dato", "Henvist fra", "Henviser", "Timer per uke", "Merknad"),
)
NAMES = (
    ("Bjørn", "Sætre", "Sjøgata 3", "Kjærlighetsstien"),
    ("Åse", "Øvrebø", "Ærfuglveien 5 B", "Kvernaland"),
    ("Zoë", "Müller", "c/o Næss, Østre vei 7", "Ålgård"),
    ("Elle Márjá", "Čáhcesuolu", "Geaidnu 12", "Guovdageaidnu"),
    ("Thị Hoa", "Nguyễn", "Bryne torg 1", "Bryne"),
    ("Kåre", "O’Brien", "Nord–Sør-vegen 9", "Bryne"),
    ("Vakker", "Blomst-Tåre", "Storgata 21", "Kleppe"),
    ("INGEBJØRG", "ÆRLIG", "VESTRE ÅSVEI 4", "KLEPPE"),
)
NOTES = (
    "Vil hjem",
    "Går tur; på kafé",
    'Kaller seg "Tulla"',
    "",
    "Først hit\nså dit",
    "Må ha ro",
    "50 %, ca. 2 m",
    "OK",
)


def national_number(day: int, month: int, year: int, series: int) -> str:
    """A number that belongs to nobody: its month is raised by 80. The series is the first of those that work out."""
    for number in range(series, series + 40):
        digits = [int(sign) for sign in f"{day:02}{month + 80:02}{year % 100:02}{number:03}"]
        first = -sum(a * b for a, b in zip(digits, (3, 7, 6, 1, 8, 9, 4, 5, 2), strict=True)) % 11
        digits.append(first)
        second = -sum(a * b for a, b in zip(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
        if first < 10 and second < 10:
            return "".join(map(str, [*digits, second]))
    raise AssertionError


def _row(index: int, *, number: bool = True) -> list[str]:
    given, family, address, city = NAMES[index]
    day, month, year = index + 1, index % 4 + 2, 1936 + index
    return [
        str(index + 1),
        national_number(day, month, year, 100 + 40 * index) if number else "",
        f"{day:02}.{month:02}.{year}",
        *(given, family, address, f"{352 + index:04}", city, f"4{index}78352{index}"),
        f"{index + 3:02}.11.2026",
        *("Hjemmetjenester", "Fastlege", f"{index},5", NOTES[index]),
    ]


PEOPLE = [_row(index) for index in range(len(NAMES))]
WITHOUT_NUMBERS = [_row(index, number=False) for index in range(len(NAMES))]
ALONE = {"norwegian": [PEOPLE[0]], "capital first": [PEOPLE[1]], "capitals": [PEOPLE[7]], "sami": [PEOPLE[3]]}


@dataclass(frozen=True)
class Variant:
    """A damaged file. truth: the rows that stand in it, by their number, as they were before."""

    name: str
    data: bytes
    truth: dict[str, list[str]] = field(repr=False)


def _variant(name: str, data: bytes, rows: list[list[str]]) -> Variant:
    return Variant(name, data, {row[0]: row for row in rows})


def text(rows: list[list[str]]) -> str:
    return csv_file([COLUMNS, *rows]).decode()


# --- letters ---------------------------------------------------------------------------------------------------------

NORWEGIAN_HEADINGS = {"Lnr": "Løpenr", "Fnr": "Fødselsnummer", "Fdato": "Fødselsdato"}
PAGES = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-7"),
    *("cp1252", "latin-1", "iso8859_15", "iso8859_10", "iso8859_4", "cp1250", "iso8859_2", "cp1257", "iso8859_13"),
    *("cp1254", "cp1251", "koi8_r", "mac_roman", "mac_iceland", "mac_latin2", "cp850", "cp865", "cp437", "cp852"),
    *("cp861", "cp857", "cp1140", "ascii"),
)
MISREAD = ("cp1252", "latin-1", "mac_roman", "cp850", "cp865", "cp437", "cp1250", "iso8859_2", "cp1257", "cp1251")
BEYOND_TELLING = {("cp850", "mac_roman")}  # ø becomes õ and æ ë, as in names of Estonians and Albanians
ISO_646 = str.maketrans("æøåÆØÅ", "{|}[\\]")


def wrong_letters() -> Iterator[Variant]:
    lists = {"all": PEOPLE, **ALONE}
    for page, (who, rows) in product(PAGES, lists.items()):
        yield _variant(f"saved as {page}, {who}", text(rows).encode(page, errors="replace"), rows)
    headings = [NORWEGIAN_HEADINGS.get(heading, heading) for heading in COLUMNS]
    for page in PAGES:
        whole = csv_file([headings, *PEOPLE]).decode().encode(page, errors="replace")
        yield _variant(f"saved as {page}, Norwegian headings", whole, PEOPLE)
    for saved, read, (who, rows) in product(
        ("utf-8", "cp1252", "mac_roman", "cp850"), MISREAD, [("all", PEOPLE), ("norwegian", [PEOPLE[0]])]
    ):
        if saved == read or (saved, read) in BEYOND_TELLING:
            continue
        misread = text(rows).encode(saved, errors="replace").decode(read, errors="replace")
        yield _variant(f"{saved} read as {read}, {who}", misread.encode(), rows)
    twice = text(PEOPLE)
    for times in range(1, 4):
        twice = "".join(_as_windows(sign) for sign in twice.encode())
        yield _variant(f"UTF-8 {times + 1} times over", twice.encode(), PEOPLE)
        cells = "".join(twice.splitlines(keepends=True)[1:])
        yield _variant(f"UTF-8 {times + 1} times over below the headings", (text([]) + cells).encode(), PEOPLE)
    for handler in ("xmlcharrefreplace", "backslashreplace", "namereplace", "ignore"):
        if handler != "ignore":
            yield _variant(f"written out by {handler}", text(PEOPLE).encode("ascii", errors=handler), PEOPLE)
    yield _variant("7-bit Norwegian", text(PEOPLE).translate(ISO_646).encode("ascii", errors="replace"), PEOPLE)
    yield _variant("letters replaced by the sign for lost", re.sub("[æøåÆØÅ]", "\ufffd", text(PEOPLE)).encode(), PEOPLE)
    for sign in "_#*¤□~^":
        yield _variant(f"{sign} for a letter", re.sub("[æøåÆØÅ]", sign, text(PEOPLE)).encode(), PEOPLE)
    for page in ("mac_roman", "cp850", "utf-8"):
        below = b"".join(line.encode(page, errors="replace") for line in text(PEOPLE[4:]).splitlines(keepends=True)[1:])
        yield _variant(f"cp1252 and below it {page}", text(PEOPLE[:4]).encode("cp1252", "replace") + below, PEOPLE)


def _as_windows(byte: int) -> str:
    sign = bytes([byte])
    try:
        return sign.decode("cp1252")
    except UnicodeDecodeError:
        return sign.decode("latin-1")


# --- quotation marks -------------------------------------------------------------------------------------------------


def wrong_quotes() -> Iterator[Variant]:
    plain = [[cell.replace('"', "").replace(";", ",").replace("\n", " ") for cell in row] for row in PEOPLE]
    lines = [";".join(row) for row in plain]
    head = ";".join(COLUMNS)

    def file(changed: list[str], end: str = "\r\n") -> bytes:
        return (end.join([head, *changed]) + end).encode()

    def opened(row: int, column: int, closing: str = "") -> str:
        cells = list(plain[row])
        cells[column] = f'"{cells[column]}{closing}'
        return ";".join(cells)

    def closed(row: int, column: int, *, before: bool = False) -> str:
        cells = list(plain[row])
        cells[column] = f'"{cells[column]}' if before else f'{cells[column]}"'
        return ";".join(cells)

    for column in (3, 4, 5, 7, 11, 13):
        one = [*lines]
        one[2] = opened(2, column)
        yield _variant(f"one open quotation mark in column {column}", file(one), plain)
        last = [*lines]
        last[-1] = opened(7, column)
        yield _variant(f"an open quotation mark in the last row, column {column}", file(last), plain)
        for other, before in product((3, 5, 8, 11, 13), (True, False)):
            two = [*lines]
            two[1], two[3] = opened(1, column), closed(3, other, before=before)
            yield _variant(f"open in column {column}, {'open' if before else 'closed'} in {other}", file(two), plain)
    for mark in ("'", "“", "«"):
        wrapped = [";".join(f"{mark}{cell}{mark}" for cell in row) for row in plain]
        yield _variant(f"wrapped in {mark}", file(wrapped), plain)
    backslashes = [line.replace("Vil hjem", '"Vil \\"hjem\\" nå"') for line in lines]
    yield _variant("quotation marks behind backslashes", file(backslashes), plain)
    spaced = ["; ".join(f'"{cell}"' for cell in row) for row in plain]
    yield _variant("quoted with spaces between", file(spaced), plain)
    behind = [line.replace("Bryne torg 1", '"Bryne" torg 1') for line in lines]
    yield _variant("text behind the closing mark", file(behind), plain)
    for end in ("\r", "\n", "\r\r\n"):
        yield _variant(f"line ends {end!r}", file(lines, end), plain)


# --- the shape of the table ------------------------------------------------------------------------------------------


def wrong_shape() -> Iterator[Variant]:
    base = text(PEOPLE)
    head, body = text([]), base[len(text([])) :]
    for column in range(1, len(COLUMNS) - 1):
        short = [[*row[:column], *row[column + 1 :]] if row[0] == "3" else row for row in PEOPLE]
        yield _variant(f"a cell less, {COLUMNS[column]}", csv_file([COLUMNS, *short]), PEOPLE)
        shifted = [[*row[:column], *row[column + 1 :], ""] if row[0] == "3" else row for row in PEOPLE]
        yield _variant(f"shifted left from {COLUMNS[column]}", csv_file([COLUMNS, *shifted]), PEOPLE)
        long = [[*row[:column], "", *row[column:]] if row[0] == "3" else row for row in PEOPLE]
        yield _variant(f"a cell more before {COLUMNS[column]}", csv_file([COLUMNS, *long]), PEOPLE)
    for other in (",", "\t", "|"):
        mixed = csv_file([COLUMNS, *PEOPLE[:4]]) + csv_file(PEOPLE[4:], delimiter=other)
        yield _variant(f"semicolons, then {other!r}", mixed, PEOPLE)
        yield _variant(f"all with {other!r}", csv_file([COLUMNS, *PEOPLE], delimiter=other), PEOPLE)
        yield _variant(f"headings with {other!r}", csv_file([COLUMNS], delimiter=other) + csv_file(PEOPLE), PEOPLE)
        told = f"sep={other}\r\n".encode()
        yield _variant(f"sep={other!r} told wrongly", told + base.encode(), PEOPLE)
    yield _variant("sep in quotes", b'"sep=;"\r\n' + base.encode(), PEOPLE)
    yield _variant("headings again", (head + body + head).encode(), PEOPLE)
    turned = [[COLUMNS[i], *(row[i] for row in PEOPLE)] for i in range(len(COLUMNS))]
    yield _variant("rows and columns exchanged", csv_file(turned), PEOPLE)
    order = [0, 1, 2, 4, 3, 5, 6, 7, 9, 8, *range(10, len(COLUMNS))]
    other_head = [COLUMNS[i] for i in order]
    pasted = csv_file([COLUMNS, *PEOPLE[:4]]) + csv_file([other_head, *([row[i] for i in order] for row in PEOPLE[4:])])
    yield _variant("two lists with their columns in different order", pasted, PEOPLE)
    yield _variant(
        "files pasted together",
        text(PEOPLE[:4]).encode("utf-8-sig") + text(PEOPLE[4:]).encode("utf-8-sig"),
        PEOPLE,
    )
    for name, line in {
        "sum": "Sum;;;;;;;;;;;;28;",
        "a number of rows": "Antall: 8",
        "a footer": "Sist oppdatert 27.11.2026",
        "a comment": "# laget av fagsystemet",
        "delimiters only": ";" * 13,
        "a line of dashes": ";".join(["---"] * 14),
    }.items():
        yield _variant(f"{name} below", f"{base}{line}\r\n".encode(), PEOPLE)
        yield _variant(
            f"{name} between", f"{text(PEOPLE[:3])}{line}\r\n{base[len(text(PEOPLE[:3])) :]}".encode(), PEOPLE
        )
        yield _variant(f"{name} above", f"{line}\r\n{base}".encode(), PEOPLE)
    yield _variant("zero bytes between", base.replace("hjem", "hj\x00em").replace("Bjørn", "Bj\x00rn").encode(), PEOPLE)
    yield _variant("delimiters behind every row", base.replace("\r\n", ";;;\r\n").encode(), PEOPLE)
    yield _variant("every row twice", (base + body).encode(), PEOPLE)
    whole = base.encode()
    for at in range(len(head.encode()) + 40, len(whole), len(whole) // 12):
        stands = [row for row in PEOPLE if csv_file([row])[:30] in whole[:at]]
        yield _variant(f"cut off at byte {at}", whole[:at], stands)
    for column in ("Fnr", "Fdato"):
        place = COLUMNS.index(column)
        ordered = sorted(row[place] for row in PEOPLE)
        alone = [[*row[:place], cell, *row[place + 1 :]] for row, cell in zip(PEOPLE, ordered, strict=True)]
        yield _variant(f"{column} sorted alone", csv_file([COLUMNS, *alone]), PEOPLE)


# --- workbooks -------------------------------------------------------------------------------------------------------


def wrong_workbooks() -> Iterator[Variant]:
    rows: list[list[object]] = [list(COLUMNS), *(list(row) for row in PEOPLE)]
    base = workbook(rows)  # type: ignore[arg-type]

    def sheet(change: Callable[[bytes], bytes]) -> bytes:
        return edited(base, "sheet1.xml", change)

    yield _variant("a workbook", base, PEOPLE)
    yield _variant("a filtered row", sheet(lambda x: x.replace(b'<row r="4"', b'<row r="4" hidden="1"')), PEOPLE)
    yield _variant("a row without height", sheet(lambda x: x.replace(b'<row r="4"', b'<row r="4" ht="0"')), PEOPLE)
    yield _variant(
        "a hidden column",
        sheet(lambda x: x.replace(b"<sheetData>", b'<cols><col min="4" max="5" hidden="1"/></cols><sheetData>')),
        PEOPLE,
    )
    for place in (2, 3, 4, 5, 8, 9, 10, 12):
        letter = get_column_letter(place + 1)
        merged = [[*row[:place], None if n in (3, 4) else row[place], *row[place + 1 :]] for n, row in enumerate(rows)]
        span = f'</sheetData><mergeCells count="1"><mergeCell ref="{letter}3:{letter}5"/></mergeCells>'.encode()
        data = edited(workbook(merged), "sheet1.xml", lambda x, span=span: x.replace(b"</sheetData>", span))
        yield _variant(f"{COLUMNS[place]} merged over three rows", data, PEOPLE)
        formulas = [[*row[:place], f"=A{n + 1}" if n else row[place], *row[place + 1 :]] for n, row in enumerate(rows)]
        yield _variant(f"{COLUMNS[place]} as formulas", workbook(formulas), PEOPLE)
        shown = with_shown_values(workbook(formulas), *(1 for _ in PEOPLE))
        yield _variant(f"{COLUMNS[place]} as formulas that show 1", shown, PEOPLE)
        for error in ("#N/A", "#REF!", "########", "#NAVN?"):
            wrong = [[*row[:place], error if n == 3 else row[place], *row[place + 1 :]] for n, row in enumerate(rows)]
            yield _variant(f"{error} in {COLUMNS[place]}", workbook(wrong), PEOPLE)
            yield _variant(f"{error} in {COLUMNS[place]} of a text file", csv_file(wrong), PEOPLE)  # type: ignore[arg-type]
        truth = [[*row[:place], True if n == 3 else row[place], *row[place + 1 :]] for n, row in enumerate(rows)]
        yield _variant(f"a truth value in {COLUMNS[place]}", workbook(truth), PEOPLE)
    yield _variant(
        "letters misread before they came into the sheet",
        workbook([list(COLUMNS), *([c.encode().decode("cp1252", "replace") for c in row] for row in PEOPLE)]),
        PEOPLE,
    )
    yield _variant("a second list", workbook(rows, before={"Gammel": rows[:3]}), PEOPLE[:2])  # type: ignore[arg-type]
    gaps = sheet(lambda x: re.sub(rb'r="([A-Z]*)9"', rb'r="\g<1>900"', x))
    yield _variant("a gap of empty rows", gaps, PEOPLE)
    for at in (200, 2_000, len(base) - 30):
        yield _variant(f"a workbook cut off at {at}", base[:at], PEOPLE)


def damaged() -> list[Variant]:
    return [*wrong_letters(), *wrong_quotes(), *wrong_shape(), *wrong_workbooks()]


# --- what a cell means ------------------------------------------------------------------------------------------------

_ISO = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})")


def _each(column: str, change: Callable[[str], object]) -> list[list[object]]:
    place = COLUMNS.index(column)
    return [[*row[:place], change(row[place]), *row[place + 1 :]] for row in WITHOUT_NUMBERS]


def _day(cell: str) -> date:
    day, month, year = (int(part) for part in cell.split("."))
    return date(year, month, day)


def wrong_meanings() -> list[Variant]:
    """Damage of single cells: the file is read well, and what it says is doubtful."""
    found = []
    numbers: dict[str, Callable[[str], object]] = {
        "written as {}.0": lambda c: f"{c}.0",
        "in scientific notation": lambda c: f"{int(c):.5E}".replace(".", ","),
        "without its first digit": lambda c: c[1:],
        'as ="text"': lambda c: f'="{c}"',
        "behind an apostrophe": lambda c: f"'{c}",
        "among direction marks": lambda c: f"\u202a{c}\u202c",
        "with a space of no width": lambda c: f"{c[:3]}\u200b{c[3:]}",
        "with thousands": lambda c: f"{int(c):,}".replace(",", " "),
    }
    for name, change in numbers.items():
        place = COLUMNS.index("Fnr")
        rows = [[*row[:place], change(row[place]), *row[place + 1 :]] for row in PEOPLE]
        found.append(_variant(f"national number {name}", csv_file([COLUMNS, *rows]), PEOPLE))  # type: ignore[list-item]
        rows = _each("Telefon", change)
        found.append(_variant(f"telephone {name}", csv_file([COLUMNS, *rows]), WITHOUT_NUMBERS))  # type: ignore[list-item]
    dates: dict[str, Callable[[str], object]] = {
        "with two digits for the year": lambda c: c[:6] + c[8:],
        "as ddmmyy without its zero": lambda c: f"{_day(c):%d%m%y}".lstrip("0"),
        "as ddmmyyyy without its zero": lambda c: f"{_day(c):%d%m%Y}".lstrip("0"),
        "as day numbers": lambda c: str((_day(c) - date(1899, 12, 30)).days),
        "at midnight UTC": lambda c: f"{date.fromordinal(_day(c).toordinal() - 1)}T22:00:00.000Z",
        "at eleven UTC": lambda c: f"{date.fromordinal(_day(c).toordinal() - 1)}T23:00:00Z",
        "ISO": lambda c: _ISO.sub(r"\3-\2-\1", c),
        'as ="text"': lambda c: f'="{c}"',
        "behind an apostrophe": lambda c: f"'{c}",
        "behind a direction mark": lambda c: f"\u200e{c}",
        "with the letter O for zero": lambda c: c.replace("0", "O"),
        "with a comma": lambda c: c.replace(".", ","),
    }
    for (name, change), column in product(dates.items(), ("Fdato", "Henvist dato")):
        rows = _each(column, change)
        found.append(_variant(f"{column} {name}", csv_file([COLUMNS, *rows]), WITHOUT_NUMBERS))  # type: ignore[list-item]
        typed = _each(column, lambda c, change=change: int(w) if (w := str(change(c))).isdigit() else w)
        found.append(_variant(f"{column} {name}, in a sheet", workbook([COLUMNS, *typed]), WITHOUT_NUMBERS))
    names: dict[str, Callable[[str], object]] = {
        "that cannot be seen": lambda _: "\u200b",
        "made of direction marks": lambda _: "\u200e\u2060",
        'as ="text"': lambda c: f'="{c}"',
        "turned round": lambda c: f"\u202e{c}",
        "behind a mark of no width": lambda c: f"\ufeff{c}",
    }
    for (name, change), column in product(names.items(), ("Etternavn", "Fornavn", "Adresse")):
        rows = _each(column, change)
        found.append(_variant(f"{column} {name}", csv_file([COLUMNS, *rows]), WITHOUT_NUMBERS))  # type: ignore[list-item]
    for name, change in {"with a space": lambda c: c.replace(",", " "), "below a hundredth": lambda _: "0,004"}.items():
        rows = _each("Timer per uke", change)
        found.append(_variant(f"hours {name}", csv_file([COLUMNS, *rows]), WITHOUT_NUMBERS))  # type: ignore[list-item]
    return found
