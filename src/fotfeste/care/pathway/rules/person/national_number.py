"""Norwegian national numbers: what kind a number is, whether it can be right, and the birth date it carries.

Eleven digits: day, month and year (two each), three individual digits, two control digits. Sources:
Skatteetaten, "Fødselsnummer" and "Nytt fødselsnummer fra 2032" (from 2032 the first control sum may leave 0 to 3;
old and new numbers live side by side), "Utvidelse av D-nummerserien" (in force since 16 November 2021: D-numbers have
a table of centuries of their own), and the offsets found in the test populations of Skatteetaten and Norsk helsenett.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fotfeste.ground.ui.rules import visible


class Kind(StrEnum):
    """Who gave the number out."""

    NATIONAL = "national"  # fødselsnummer
    D_NUMBER = "d_number"  # first digit + 4
    AUXILIARY = "auxiliary"  # felles hjelpenummer: first digit 8 or 9, carries no date


class Origin(StrEnum):
    """What was added to the month, which tells a test person from a real one."""

    POPULATION_REGISTER = "population_register"  # nothing added
    LOCAL = "local"  # + 40: H-number of a hospital, older test persons of NAV
    NHN_SYNTHETIC = "nhn_synthetic"  # + 65: test persons of Norsk helsenett
    TAX_SYNTHETIC = "tax_synthetic"  # + 80: test persons of Skatteetaten (Tenor, TestID)


class Fault(StrEnum):
    """Why a number cannot be right."""

    NOT_ELEVEN_DIGITS = "not_eleven_digits"
    NO_SUCH_DATE = "no_such_date"
    CONTROL_DIGITS = "control_digits"


class NationalNumberError(ValueError):
    """The number cannot be right; `fault` says why. The number itself is never part of the text: texts get logged."""

    _TEXT = {
        Fault.NOT_ELEVEN_DIGITS: "A national number has eleven digits. Type all eleven, a leading zero too.",
        Fault.NO_SUCH_DATE: "The first six digits are not a date. Check day, month and year against the source.",
        Fault.CONTROL_DIGITS: "The number fails its control digits. Check it digit by digit against the source.",
    }

    def __init__(self, fault: Fault) -> None:
        super().__init__(self._TEXT[fault])
        self.fault = fault


@dataclass(frozen=True, slots=True)
class NationalNumber:
    """A number that passed every check.

    digits      the eleven digits, without spaces
    birth_date  None where the number carries none: auxiliary numbers, and numbers only the rule of 2032 allows
                (their individual digits no longer tell the century). The date of a D-number is that of the birth or,
                where that day's numbers were given out, of the registration
    neutral     True for numbers only the rule of 2032 allows: they tell no sex
    """

    digits: str
    kind: Kind
    origin: Origin
    birth_date: date | None
    neutral: bool = False

    @property
    def sex(self) -> str:
        """woman or man by the ninth digit; empty where the number does not tell."""
        if self.neutral or self.kind is Kind.AUXILIARY:
            return ""
        return "man" if int(self.digits[8]) % 2 else "woman"

    @property
    def synthetic(self) -> bool:
        """True for test persons: such a number can never belong to somebody."""
        return self.origin in {Origin.NHN_SYNTHETIC, Origin.TAX_SYNTHETIC}


_OFFSETS = {Origin.POPULATION_REGISTER: 0, Origin.LOCAL: 40, Origin.NHN_SYNTHETIC: 65, Origin.TAX_SYNTHETIC: 80}
_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_REMAINDERS_TODAY = frozenset({0})
_REMAINDERS_2032 = frozenset({0, 1, 2, 3})


def parse(text: str) -> NationalNumber:
    """Read a number as people write it ("288958 26067"); raises NationalNumberError.

    Separators allowed between the parts: space (also non-breaking), full stop, hyphen. Signs nobody can see, which
    come along when a number is copied, are left out.
    """
    digits = re.sub(r"[\s.\-‐‑‒–]", "", visible(text))
    if not re.fullmatch(r"[0-9]{11}", digits):
        raise NationalNumberError(Fault.NOT_ELEVEN_DIGITS)
    today_rule = _controls(digits, _REMAINDERS_TODAY)
    if digits[0] in "89":
        if not today_rule:
            raise NationalNumberError(Fault.CONTROL_DIGITS)
        return NationalNumber(digits, Kind.AUXILIARY, Origin.POPULATION_REGISTER, None)
    kind = Kind.D_NUMBER if digits[0] in "4567" else Kind.NATIONAL
    day = int(digits[:2]) - (40 if kind is Kind.D_NUMBER else 0)
    origin, month = _month(int(digits[2:4]))
    year = int(digits[4:6])
    # A leap year can stand for two centuries; 2000 is the one with 29 February of the year 00.
    if not _is_date(2000 + year, month, day) and not _is_date(1900 + year, month, day):
        raise NationalNumberError(Fault.NO_SUCH_DATE)
    if not today_rule and not _controls(digits, _REMAINDERS_2032):
        raise NationalNumberError(Fault.CONTROL_DIGITS)
    table = _century_of_d_number if kind is Kind.D_NUMBER else _century
    century = table(year, int(digits[6:9])) if today_rule else None
    if century is not None and _is_date(century + year, month, day):
        return NationalNumber(digits, kind, origin, date(century + year, month, day))
    return NationalNumber(digits, kind, origin, None, neutral=not today_rule)


def is_valid(text: str) -> bool:
    """True when `parse` would accept it."""
    try:
        parse(text)
    except NationalNumberError:
        return False
    return True


def control_digits(first_nine: str) -> str | None:
    """The two control digits of today's rule for nine digits, or None where the nine cannot be given out.

    For making synthetic persons. Raises ValueError unless given nine digits.
    """
    if not re.fullmatch(r"[0-9]{9}", first_nine):
        raise ValueError("Give exactly nine digits: day, month, year and three individual digits.")
    first = -_weighted(first_nine, _FIRST) % 11
    second = -_weighted(f"{first_nine}{first}", _SECOND) % 11 if first < 10 else 10
    return None if second == 10 else f"{first}{second}"


def _controls(digits: str, remainders: frozenset[int]) -> bool:
    return _weighted(digits, _FIRST) % 11 in remainders and _weighted(digits, _SECOND) % 11 == 0


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _month(written: int) -> tuple[Origin, int]:
    for origin, offset in _OFFSETS.items():
        if 1 <= written - offset <= 12:
            return origin, written - offset
    raise NationalNumberError(Fault.NO_SUCH_DATE)


def _century(year: int, individual: int) -> int | None:
    """The series Skatteetaten gives out today; None for combinations never given out."""
    if individual < 500:
        return 1900
    if individual < 750 and year >= 54:
        return 1800
    if year < 40:
        return 2000
    return 1900 if individual >= 900 else None


def _century_of_d_number(year: int, individual: int) -> int | None:
    """The series of D-numbers since 16 November 2021; None for combinations never given out."""
    if year < 40:
        return 1900 if individual < 200 else 2000
    if not 500 <= individual < 600:
        return 1900
    return 1800 if year >= 58 else None


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
