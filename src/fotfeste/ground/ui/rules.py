"""What people type and how names are ordered: pure functions, "today" is an argument."""

import re
import unicodedata
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation

# Bokmål, nynorsk, English and Northern Sami; spaces are taken away before the look-up.
DAY_WORDS = {
    "idag": 0,
    "imorgen": 1,
    "imorgon": 1,
    "iovermorgen": 2,
    "iovermorgon": 2,
    "igår": -1,
    "iforgårs": -2,
    "iførgår": -2,
    "today": 0,
    "tomorrow": 1,
    "yesterday": -1,
    "odne": 0,
    "ihttin": 1,
    "ikte": -1,
}


class NotReadable(ValueError):
    """The text cannot be read at all: it has the wrong form."""


class NoSuchDay(ValueError):
    """The text has the form of a date, but the calendar has no such day (31.02.2026)."""


def _full_year(year: int, month: int, day: int, *, today: date, past: bool) -> int:
    """Two digits to four: the latest day that is not ahead for a past date, else from 80 years ago to 20 years on."""
    century = today.year - today.year % 100
    candidates = [century + 100 + year, century + year, century - 100 + year]
    if past:
        return next(y for y in candidates if (y, month, day) <= (today.year, today.month, today.day))
    return next(y for y in candidates if y <= today.year + 20)


def parse_date(text: str, *, today: date, past: bool = False) -> date:
    """The date meant by 020326, 02032026, 2.3.26, 2/3 2026, 02.03.2026, 2026-03-02 or a word such as "i dag".

    `past` says that the day cannot lie ahead (a date of birth): then 44 is 1944. Raises NotReadable or NoSuchDay.
    """
    plain = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    word = plain.replace(" ", "")
    if word in DAY_WORDS:
        return today + timedelta(days=DAY_WORDS[word])
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", plain):
        year, month, day = (int(part) for part in match.groups())
    elif match := re.fullmatch(r"(\d{2})(\d{2})(\d{4}|\d{2})", plain) or re.fullmatch(
        r"(\d{1,2})\s?[., /-]\s?(\d{1,2})\s?[., /-]\s?(\d{4}|\d{2})\.?", plain
    ):
        day, month = int(match[1]), int(match[2])
        year = int(match[3])
        if len(match[3]) == 2:
            year = _full_year(year, month, day, today=today, past=past)
    else:
        raise NotReadable(text)
    try:
        return date(year, month, day)
    except ValueError as fault:
        raise NoSuchDay(text) from fault


def parse_time(text: str) -> time:
    """The time of day meant by 9, 930, 0930, 9.30, 9:30 or "kl. 9.30". Raises NotReadable."""
    plain = re.sub(r"^kl\.?\s*", "", text.strip().casefold())
    match = re.fullmatch(r"(\d{1,2})(?:\s?[.:,]?\s?(\d{2}))?", plain)
    if not match:
        raise NotReadable(text)
    hour, minute = int(match[1]), int(match[2] or 0)
    if hour > 23 or minute > 59:
        raise NotReadable(text)
    return time(hour, minute)


def parse_decimal(text: str) -> Decimal:
    """The number meant by 3,5 or 3.5 or 1 250,75 (spaces between thousands). Raises NotReadable."""
    plain = re.sub(r"(?<=\d)\s(?=\d{3}(\D|$))", "", text.strip().replace("\u2212", "-"))
    if not re.fullmatch(r"-?\d{1,12}(?:[.,]\d{1,6})?", plain):
        raise NotReadable(text)
    try:
        return Decimal(plain.replace(",", "."))
    except InvalidOperation as fault:
        raise NotReadable(text) from fault


def parse_minutes(text: str) -> int:
    """Whole minutes (0 or more) meant by 45, "45 min", 1:30, "1 t 30 min", "1,5 t" or "2 timer". Raises NotReadable."""
    plain = text.strip().casefold()
    if match := re.fullmatch(r"(\d{1,4})\s*(?:m|min|minutt|minutter|minutes)?\.?", plain):
        return int(match[1])
    if match := re.fullmatch(r"(\d{1,2}):([0-5]\d)", plain):
        return int(match[1]) * 60 + int(match[2])
    hours = r"(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:t|h|time|timer|timar|hour|hours)\.?"
    if match := re.fullmatch(hours + r"(?:\s*(?:og\s*)?(\d{1,2})\s*(?:m|min|minutt|minutter|minutes)?\.?)?", plain):
        total = parse_decimal(match[1]) * 60 + int(match[2] or 0)
        if total == int(total):
            return int(total)
    raise NotReadable(text)


_LETTERS = {letter: 20 + place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyzæøå")}
# Letters that do not come apart into a base letter and an accent, and those the Norwegian order places by itself.
_SAME_AS = {
    "ä": "æ",
    "ö": "ø",
    "ő": "ø",
    "ü": "y",
    "ű": "y",
    "đ": "d",
    "ð": "d",
    "ŋ": "n",
    "ŧ": "t",
    "ł": "l",
    "ß": "ss",
    "þ": "th",
    "œ": "ø",
    "ı": "i",
}


def _base_letters(letter: str) -> str:
    if letter in _LETTERS or letter.isdecimal():
        return letter
    if letter in _SAME_AS:
        return _SAME_AS[letter]
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part)) or letter


# What the columns that keep a key hold; names longer than 80 letters are told apart by their first 80 or more.
LONGEST_SORT_KEY = 240


def sort_key(text: str) -> str:
    """A key of decimal digits that orders names the Norwegian way in any database collation.

    Æ, Ø and Å come last and Aa counts as Å; á č đ ŋ š ŧ ž stand with their base letter, after the plain one when all
    else is equal; hyphen counts as space; apostrophes and full stops do not count. Letters of other alphabets follow Å.
    """
    plain = unicodedata.normalize("NFC", text).casefold().replace("ß", "ss").replace("aa", "å")
    first, second = [], []
    for letter in " ".join(re.sub(r"[-‐‑–/,_]", " ", plain).split()):
        if letter in "'’`´.\"()":
            continue
        base = _base_letters(letter)
        for part in base:
            if part == " ":
                first.append("01")
            elif part.isdecimal():
                first.append(f"{unicodedata.decimal(part) + 5:02d}")
            elif part in _LETTERS:
                first.append(f"{_LETTERS[part]:02d}")
            else:
                first.append(f"9{ord(part):07d}")
            second.append("1" if base == letter else "2")
    # 00 closes the first level, so that a name comes before every longer name that begins with it.
    return ("".join(first) + "00" + "".join(second))[:LONGEST_SORT_KEY]
