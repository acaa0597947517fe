"""Cells to values: dates, numbers, yes and no, words. What cannot be understood raises Trouble, never a guess."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import ROUND_HALF_EVEN, Decimal

from fotfeste.care.pathway.rules.person import national_number
from fotfeste.care.pathway.rules.person.national_number import Fault, NationalNumber, NationalNumberError
from fotfeste.ground.ui.rules import has_letter, turns_the_direction, visible
from fotfeste.ground.ui.rules.numbers import lost_digits, parse_number

from .problems import N_, Message, Trouble, message
from .table import Cell, Formula, SheetError
from .words import YES_NO, plain

HOURS_IN_A_WEEK = Decimal(168)
_DASHES = "-‐‑‒–—―−"
# Everything below space except tab and line ends, the C1 block, lone surrogates and the two non-characters.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# What programs write so that a spreadsheet leaves a cell alone: ="0182", or 'text.
_KEPT_AS_TEXT = re.compile(r'=\s*"((?:[^"]|"")*)"')


def blank(cell: Cell) -> bool:
    """True for a cell that says nothing: empty, spaces, dashes, or signs nobody can see."""
    return cell is None or (isinstance(cell, str) and not visible(str(unwrapped(cell))).strip(_DASHES).strip())


def unwrapped(cell: Cell) -> Cell:
    """The text inside ="…", which is written so that a spreadsheet keeps zeros; every other cell as it is."""
    if not isinstance(cell, str) or isinstance(cell, SheetError):
        return cell
    match = _KEPT_AS_TEXT.fullmatch(cell.strip())
    return match[1].replace('""', '"') if match else cell


def text(cell: Cell, *, longest: int, one_line: bool = True) -> str:
    """The text of a cell, kept as it was written; formulas and markup stay text.

    Line ends become \\n (or a space where only one line is wanted); letters are composed (å is one sign), and signs
    nobody can see are left out.
    """
    cell = unwrapped(cell)
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
            message(N_("The cell holds characters that cannot be shown or kept.")),
            message(N_("Type the text of the cell again.")),
        )
    if turns_the_direction(written):
        raise Trouble(
            message(N_("The cell holds a hidden character that shows the letters after it backwards.")),
            message(N_("Type the text of the cell again.")),
        )
    written = re.sub(r"^'(?![tsn]\b)(?=[^']+$)", "", visible(written, lines=not one_line))  # keeps a cell as text
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


def without_point_zero(written: str) -> str:
    """18337.0, as programs write a whole number that they kept as a fraction, is 18337."""
    return written[:-2] if re.fullmatch(r"\d{3,11}[.,]0", written, re.ASCII) else written


def hours_per_week(cell: Cell) -> Decimal:
    """Hours a week, 0 to 168, to two decimals; comma or point, with or without "timer"; raises Trouble."""
    cell = unwrapped(cell)
    refuse_formula(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        number = _decimal(repr(cell))
    else:
        written = re.sub(
            r"\s*(?:t|timer?|timar|h)?\.?$", "", visible(as_written(cell), lines=False), flags=re.IGNORECASE
        )
        number = parse_number(written.removeprefix("+"))
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
    kept = abs(number.quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN))
    if number and not kept:
        raise Trouble(
            message(N_("“%(value)s” hours a week is less than half a minute."), value=short(as_written(cell))),
            message(N_("Check the number; write 0 where there is no help.")),
        )
    return kept


def rounded(cell: Cell, hours: Decimal) -> bool:
    """True where a number of hours has more decimals than the two that are kept, beyond what a computer adds."""
    cell = unwrapped(cell)
    if isinstance(cell, int | float):
        return abs(Decimal(repr(cell)) - hours) > Decimal("1e-9")
    decimals = re.search(r"[.,](\d+)", as_written(cell))
    return decimals is not None and any(digit != "0" for digit in decimals[1][2:])


def _decimal(written: str) -> Decimal | None:
    number = Decimal(written)
    return number if number.is_finite() else None


def yes_or_no(cell: Cell) -> bool:
    """True for ja, false for nei; raises Trouble for anything else."""
    cell = unwrapped(cell)
    if isinstance(cell, bool):
        return cell
    refuse_formula(cell)
    answer = YES_NO.get(plain(as_written(cell)))
    if answer is None:
        raise Trouble(
            message(N_("“%(value)s” is neither yes nor no."), value=short(as_written(cell))),
            message(N_("Write ja or nei.")),
        )
    return answer == "yes"


def code(cell: Cell, words: Mapping[str, str]) -> str | None:
    """The code the word stands for; None for a word that is not in the list."""
    cell = unwrapped(cell)
    refuse_formula(cell)
    return words.get(plain(as_written(cell)))


def number_of_person(cell: Cell) -> NationalNumber:
    """A national number; a spreadsheet that dropped the leading zero is understood. Raises Trouble."""
    cell = unwrapped(cell)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, int) and not isinstance(cell, bool):
        cell = f"{cell:011}"
    refuse_formula(cell)
    refuse_lost_digits(cell)
    written = without_point_zero(visible(as_written(cell)))
    written = re.sub(r"[\s.\-'‐‑‒–]", "", written)
    if re.fullmatch(r"[0-9]{10}", written):
        written = f"0{written}"  # a spreadsheet saved as CSV; the control digits tell whether that is right
    try:
        return national_number.parse(written)
    except NationalNumberError as error:
        problem, cure = _NUMBER_FAULTS[error.fault]
        raise Trouble(message(problem), message(cure)) from None


COMPARE = N_("Compare it digit by digit with the source.")
_NUMBER_FAULTS = {
    Fault.NOT_ELEVEN_DIGITS: (N_("A national identity number has eleven digits; this one does not."), COMPARE),
    Fault.NO_SUCH_DATE: (N_("The national identity number does not begin with a date."), COMPARE),
    Fault.CONTROL_DIGITS: (N_("The control digits of the national identity number are wrong."), COMPARE),
}


def four_digits(cell: Cell) -> str:
    """A postal code or a municipality number: four digits, leading zeros put back; raises Trouble."""
    cell = unwrapped(cell)
    refuse_formula(cell)
    refuse_lost_digits(cell)
    written = re.sub(
        r"^(no|n)-", "", without_point_zero(re.sub(r"[\s']", "", visible(as_written(cell)))), flags=re.IGNORECASE
    )
    if not re.fullmatch(r"[0-9]{1,4}", written):
        raise Trouble(
            message(N_("“%(value)s” is not four digits."), value=short(as_written(cell))),
            message(N_("Write four digits, or leave the cell empty.")),
        )
    return written.zfill(4)


def refuse_lost_digits(cell: Cell) -> None:
    """Raise Trouble for a number a spreadsheet shortened to 4,8E+09: its last digits are gone."""
    if isinstance(cell, str) and lost_digits(visible(cell)):
        raise Trouble(lost_digits_told(cell), message(N_("Format the column as text and export the list again.")))


_BETWEEN_PHONES = re.compile(
    r"\s*(?:[/,;|]|\b(?:el|eller|og|or|and|evt|mob|mobil|priv|privat)\b\.?:?)\s*", re.IGNORECASE
)


def first_phone(written: str) -> tuple[str, str]:
    """The telephone number of a cell, and the second one behind it; without what spreadsheets put around a number."""
    number = without_point_zero(re.sub(r"^(?:'|=\s*)(?=[+\d(])", "", written))
    for between in _BETWEEN_PHONES.finditer(number):
        first, rest = number[: between.start()].strip(), number[between.end() :].strip()
        if _digits(first) >= _SHORTEST_PHONE and _digits(rest) >= _SHORTEST_PHONE:
            return first, rest
    return number, ""


_SHORTEST_PHONE = 8
_LONGEST_PHONE = 15


def odd_phone(written: str) -> bool:
    """True for a text that can hardly be the number of a telephone: too few or too many digits, or letters in it."""
    if not any(sign.isdigit() for sign in written):
        return False  # said where the cell is looked at: it may belong to another column
    digits = re.sub(r"\D", "", written)
    abroad = re.match(r"\s*\(?(?:\+|00)", written) is not None
    at_home = re.sub(r"^(?:0047|47(?=\d{8}$))", "", digits)
    fits = _SHORTEST_PHONE <= len(digits) <= _LONGEST_PHONE + 2 if abroad else len(at_home) == _SHORTEST_PHONE
    return not fits or re.search(r"\d[^\W\d_]|[^\W\d_]\d|\d\.\d\d\.\d{4}", written) is not None


def _digits(written: str) -> int:
    return sum(sign.isdigit() for sign in written)


def lost_digits_told(cell: Cell) -> Message:
    """That the last digits of a long number are gone."""
    return message(
        N_("A spreadsheet shortened the number to “%(value)s”; its last digits are lost."),
        value=short(as_written(cell)),
    )


_NO_NAMES = frozenset({"NULL", "null", "None", "none", "nan", "NaN", "NAN", "<NA>"})  # Nan and Null are names
_UNKNOWN = frozenset({"ukjent", "ukjend", "unknown", "ikke oppgitt", "ikkje oppgitt", "n/a"})


def name(cell: Cell, *, longest: int) -> str:
    """The text of a cell that holds a name: as `text`, and with at least one letter in it.

    Empty where the cell says that the name is not known, or holds what programs write for nothing.
    """
    written = text(cell, longest=longest)
    if written in _NO_NAMES or written.casefold() in _UNKNOWN:
        return ""
    if not has_letter(written):
        raise Trouble(
            message(N_("“%(value)s” is not a name: it holds no letter."), value=short(written)),
            message(N_("Write the name, or leave the cell empty.")),
        )
    return written


def short(written: str) -> str:
    """At most forty characters on one line, for messages."""
    line = " ".join(_CONTROL.sub("", written).split())
    return line if len(line) <= 40 else f"{line[:39]}…"


def refuse_formula(cell: Cell) -> None:
    """Raise Trouble for a cell of which nobody knows what it would show."""
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
