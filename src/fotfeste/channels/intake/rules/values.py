"""Cells to values: dates, numbers, yes and no, words. What cannot be understood raises Trouble, never a guess."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from fotfeste.care.pathway.rules import national_number
from fotfeste.care.pathway.rules.national_number import Fault, NationalNumber, NationalNumberError

from .problems import N_, Trouble, message
from .table import Cell, Formula, SheetError
from .words import YES_NO, plain

HOURS_IN_A_WEEK = Decimal(168)
FIRST_YEAR, LAST_YEAR = 1900, 2100
FIRST_YEAR_OF_BIRTH = 1800  # a date all the same; whether it can be right is another question
_DASHES = "-‐‑‒–—―−"
# Everything below space except tab and line ends, the C1 block, lone surrogates and the two non-characters.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_MONTH_NAMES = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
_MONTHS = {form: number for number, name in enumerate(_MONTH_NAMES, start=1) for form in (name, name[:3])} | {"sept": 9}


def blank(cell: Cell) -> bool:
    """True for a cell that says nothing: empty, spaces, or dashes."""
    return cell is None or (isinstance(cell, str) and not cell.strip().strip(_DASHES).strip())


def text(cell: Cell, *, longest: int, one_line: bool = True) -> str:
    """The text of a cell, kept as it was written; formulas and markup stay text.

    Line ends become \\n (or a space where only one line is wanted); letters are composed (å is one sign).
    """
    if isinstance(cell, SheetError):
        raise _sheet_error(cell)
    written = unicodedata.normalize("NFC", as_written(cell))
    if "\ufffd" in written:
        raise Trouble(
            message(N_("Letters were lost when the file was saved before.")),
            message(N_("Type the text again, or export the list once more from where it came.")),
        )
    written = _LINE_ENDS.sub("\n", written)
    if _CONTROL.search(written):
        raise Trouble(
            message(N_("The cell holds signs that cannot be shown or kept.")),
            message(N_("Type the text of the cell again.")),
        )
    written = written.strip()
    if one_line:
        written = " ".join(written.split())
    if len(written) > longest:
        raise Trouble(
            message(N_("The text has %(length)s characters; at most %(longest)s can be kept."),
                    length=len(written), longest=longest),
            message(N_("Shorten it.")),
        )  # fmt: skip
    return written


def as_written(cell: Cell) -> str:
    """The cell as people would write it: decimal comma, dates as day.month.year."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nei"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell).replace(".", ",")
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y}" if cell.time() == time(0) else f"{cell:%d.%m.%Y %H:%M}"
    return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else f"{cell:%H:%M}" if isinstance(cell, time) else str(cell)


def calendar_date(cell: Cell, *, day_zero: date = date(1899, 12, 30), latest: date | None = None) -> date:
    """A date as people and programs write it; raises Trouble.

    dd.mm.yyyy (also with / and -), d.m.yy, ddmmyy, ddmmyyyy, yyyy-mm-dd, yyyymmdd, "4. september 2026", a date cell,
    or the day number of a spreadsheet. Day comes before month. Two-digit years are 20yy; with `latest` (for birth
    dates) the last such year not after it. A clock time behind the date is left out.
    """
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return _in_range(cell, as_written(cell), latest)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _serial(float(cell), day_zero)
    _refuse_formula(cell)
    written = " ".join(as_written(cell).replace("\u00a0", " ").split())
    bare = re.sub(r"[ T]\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?(Z|[+-]\d{2}:?\d{2})?$", "", written)
    return _date_of(bare, written, day_zero, latest)


def _date_of(bare: str, written: str, day_zero: date, latest: date | None) -> date:
    if match := re.fullmatch(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", bare, re.ASCII):
        year, month, day = match.groups()
    elif match := re.fullmatch(r"(\d{1,2})\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{4}|\d{2})\.?", bare, re.ASCII):
        day, month, year = match.groups()
    elif match := re.fullmatch(r"(\d{1,2})\.?[ -]([a-zA-Z]+)\.?[ -](\d{4}|\d{2})", bare, re.ASCII):
        day, word, year = match.groups()
        month = str(_MONTHS.get(word.casefold(), 0))
    elif re.fullmatch(r"\d{5}", bare, re.ASCII):
        return _serial(float(bare), day_zero)
    elif match := re.fullmatch(r"(\d{2})(\d{2})(\d{4}|\d{2})", bare, re.ASCII):
        day, month, year = match.groups()
        if len(bare) == 8 and not FIRST_YEAR <= int(year) <= LAST_YEAR:
            year, month, day = bare[:4], bare[4:6], bare[6:]
    else:
        raise _not_a_date(written)
    try:
        return _in_range(_with_century(int(year), int(month), int(day), len(year) == 2, latest), written, latest)
    except ValueError:
        raise _not_a_date(written) from None


def _with_century(year: int, month: int, day: int, two_digits: bool, latest: date | None) -> date:
    if not two_digits:
        return date(year, month, day)
    if latest is None or date(2000 + year, month, day) <= latest:
        return date(2000 + year, month, day)
    return date(1900 + year, month, day)


def _serial(number: float, day_zero: date) -> date:
    """The day number of a spreadsheet; only numbers that stand for 1927 to 2100 are taken for dates."""
    if not 10_000 <= number < 73_416:
        raise _not_a_date(as_written(number))
    return _in_range(day_zero + timedelta(days=int(number)), as_written(number))


def _in_range(day: date, written: str, latest: date | None = None) -> date:
    if not (FIRST_YEAR_OF_BIRTH if latest else FIRST_YEAR) <= day.year <= LAST_YEAR:
        raise _not_a_date(written)
    return day


def _not_a_date(written: str) -> Trouble:
    return Trouble(
        message(N_("“%(value)s” is not a date."), value=short(written)),
        message(N_("Write it as day.month.year, such as 04.09.2026.")),
    )


def hours_per_week(cell: Cell) -> Decimal:
    """Hours a week, 0 to 168, to two decimals; comma or point, with or without "timer"; raises Trouble."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        number = _decimal(repr(cell))
    else:
        _refuse_formula(cell)
        written = re.sub(r"\s+", "", as_written(cell)).replace("−", "-")
        match = re.fullmatch(r"([+-]?\d{1,9}(?:[.,]\d{1,9})?)(t|timer?|timar|h)?\.?", written, re.ASCII | re.IGNORECASE)
        number = _decimal(match[1].replace(",", ".")) if match else None
    if number is None:
        raise Trouble(
            message(N_("“%(value)s” is not a number of hours."), value=short(as_written(cell))),
            message(N_("Write hours per week as a number, such as 3,5.")),
        )
    if number < 0:
        raise Trouble(message(N_("Hours per week is negative.")), message(N_("Write 0 or more.")))
    if number > HOURS_IN_A_WEEK:
        raise Trouble(
            message(N_("More than 168 hours per week.")),
            message(N_("A week has 168 hours. Check the number, and that it is not minutes or hours a year.")),
        )
    return abs(number.quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN))


def _decimal(written: str) -> Decimal | None:
    number = Decimal(written)
    return number if number.is_finite() else None


def yes_or_no(cell: Cell) -> bool:
    """True for ja, false for nei; raises Trouble for anything else."""
    if isinstance(cell, bool):
        return cell
    _refuse_formula(cell)
    answer = YES_NO.get(plain(as_written(cell)))
    if answer is None:
        raise Trouble(
            message(N_("“%(value)s” is neither yes nor no."), value=short(as_written(cell))),
            message(N_("Write ja or nei.")),
        )
    return answer == "yes"


def code(cell: Cell, words: Mapping[str, str]) -> str | None:
    """The code the word stands for; None for a word that is not in the list."""
    _refuse_formula(cell)
    return words.get(plain(as_written(cell)))


def number_of_person(cell: Cell) -> NationalNumber:
    """A national number; a spreadsheet that dropped the leading zero is understood. Raises Trouble."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, int) and not isinstance(cell, bool):
        cell = f"{cell:011}"
    _refuse_formula(cell)
    written = re.sub(r"[\s.\-']", "", as_written(cell))
    if re.fullmatch(r"[0-9]{10}", written):
        written = f"0{written}"  # a spreadsheet saved as CSV; the control digits tell whether that is right
    try:
        return national_number.parse(written)
    except NationalNumberError as error:
        problem, cure = _NUMBER_FAULTS[error.fault]
        raise Trouble(message(problem), message(cure)) from None


COMPARE = N_("Compare it digit by digit with the source.")
_NUMBER_FAULTS = {
    Fault.NOT_ELEVEN_DIGITS: (N_("A national number has eleven digits; this one does not."), COMPARE),
    Fault.NO_SUCH_DATE: (N_("The national number does not begin with a date."), COMPARE),
    Fault.CONTROL_DIGITS: (N_("The national number fails its control digits."), COMPARE),
}


def four_digits(cell: Cell) -> str:
    """A postal code or a municipality number: four digits, leading zeros put back; raises Trouble."""
    _refuse_formula(cell)
    written = re.sub(r"^(no|n)-", "", as_written(cell).replace(" ", ""), flags=re.IGNORECASE)
    if not re.fullmatch(r"[0-9]{1,4}", written):
        raise Trouble(
            message(N_("“%(value)s” is not four digits."), value=short(as_written(cell))),
            message(N_("Write four digits, or leave the cell empty.")),
        )
    return written.zfill(4)


def short(written: str) -> str:
    """At most forty characters on one line, for messages."""
    line = " ".join(_CONTROL.sub("", written).split())
    return line if len(line) <= 40 else f"{line[:39]}…"


def _refuse_formula(cell: Cell) -> None:
    if isinstance(cell, Formula):
        raise Trouble(
            message(N_("The cell holds a formula; formulas are never worked out here.")),
            message(N_("Copy the column and paste it as values, or save the sheet as CSV.")),
        )
    if isinstance(cell, SheetError):
        raise _sheet_error(cell)


def _sheet_error(cell: SheetError) -> Trouble:
    return Trouble(
        message(N_("The spreadsheet shows the error %(value)s here."), value=short(cell)),
        message(N_("Correct the cell in the spreadsheet.")),
    )
