"""How names are ordered: the Norwegian way, in any database."""

import re
import unicodedata

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
