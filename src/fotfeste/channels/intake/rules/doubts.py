"""Cells whose letters or place look wrong: signs inside words, letters no word here has, a telephone among the names.

A sign that no name can hold refuses the row. What is only unlikely is told, for somebody may be called so.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from .columns import Columns
from .letters import LOST, mend
from .problems import N_, message
from .table import Formula, Note, Row, SheetError
from .values import short

# Fields that hold names of persons and places: a wrong letter there makes another person or another street.
_NAMES = frozenset(
    {"given_name", "family_name", "full_name", "address", "city", "gp_name", "referrer_name", "relative_name"}
)
_PERSONS = frozenset({"given_name", "family_name", "full_name"})
_TEXTS = frozenset(
    {"note", "what_matters", "home_situation", "services", "cause", "referrer", "interpreter", "language"}
)

_MAY_JOIN = frozenset("'’‘ʼʻ`´-‐‑–—.,/()&:;+\"“”„«»@·•\u00ad")  # between two letters in a name or an address
_NOT_BEFORE = frozenset("?¿¡¢£¤¥¦¨©ª¬®¯°±²³´µ¶¸¹º¼½¾×÷†‡ƒ‰€™˜ˆ{}|\\[]^~_=<>$%#")
_NOT_AFTER = frozenset("?¿¡¢£¤¥¦¨¬¯±²³µ¶¸¹¼½¾×÷†‡ƒ‰€˜ˆ{}|\\^~_=<>$%")
_PAIRS = {"[": "]", "]": "[", "{": "}", "<": ">", "#": "#", "*": "*"}
_CODED = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});|%[C-E][0-9A-F]%[89AB][0-9A-F]|=[C-F][0-9A-F]"
                    r"|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\+A[A-Za-z0-9]{2}-")  # fmt: skip
_SHEET_ERROR = re.compile(
    r"#(?:N/A|I/T|REF!|NAME\?|NAVN\?|NAMN\?|VALUE!|VERDI!|DIV/0!|DEL/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!)|#{3,}",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_CONSONANTS = "bcdfghjklmnpqrstvwxz"

LETTERS_WRONG = N_("“%(value)s” holds a sign in the place of a letter: letters were lost when the file was saved.")
LETTERS_ODD = N_("“%(value)s” holds letters that look wrong. Compare it with the source.")
MENDED = N_("The letters had been saved wrongly: “%(before)s” was read as “%(after)s”.")
SHOWS_ERROR = N_("The cell shows the error %(value)s of a spreadsheet.")
CORRECT_CELL = message(N_("Correct the cell in the spreadsheet, make its column wide enough, and save it again."))
TYPE_AGAIN = message(
    N_("Type the text again, or open the list where it comes from and choose Save as (Lagre som) “CSV UTF-8”.")
)
DIGITS = N_("“%(value)s” holds digits. Is it in the right column?")
LETTERS_ONLY = N_("“%(value)s” holds no digits. Is it in the right column?")
IN_QUOTES = N_("“%(value)s” stands in quotation marks; they were kept.")


def look_over(row: Row, columns: Columns) -> Row:
    """The row with letters mended that are clear, and notes on what is wrong or odd in the cells that are taken."""
    cells = list(row.cells)
    notes = list(row.notes)
    for code, place in columns.by_code.items():
        cell = cells[place] if place < len(cells) else None
        if not isinstance(cell, str) or isinstance(cell, SheetError) or not cell.strip():
            continue
        if isinstance(cell, Formula):
            if code in _NAMES:
                notes.append(_formula(place, cell))
            continue
        better = mend(cell).lstrip("\ufeff")
        if better != cell and LOST not in better:
            told = message(MENDED, before=short(cell), after=short(better))
            notes.append(Note(place, told))
        if better != cell:
            cells[place] = better
        notes.extend(_doubts(code, place, better))
    if len(notes) == len(row.notes):
        return row
    return Row(row.line, tuple(cells), tuple(notes))


def _formula(place: int, cell: Formula) -> Note:
    return Note(
        place,
        message(N_("The cell holds a formula; formulas are never worked out here.")),
        message(N_("Copy the column and paste it as values, or save the sheet as CSV.")),
    )


def _doubts(code: str, place: int, text: str) -> list[Note]:
    if code == "row_name":
        return []
    if _SHEET_ERROR.fullmatch(text.strip()):
        return [Note(place, message(SHOWS_ERROR, value=short(text)), CORRECT_CELL)]
    if code not in _NAMES and code not in _TEXTS:
        return _misplaced(code, place, text)
    notes = []
    wrong = wrong_word(text)
    if wrong and code in _NAMES:
        return [Note(place, message(LETTERS_WRONG, value=short(wrong)), TYPE_AGAIN)]
    if wrong:
        notes.append(Note(place, message(LETTERS_WRONG, value=short(wrong))))
    elif odd := odd_word(text):
        notes.append(Note(place, message(LETTERS_ODD, value=short(odd))))
    return notes + _misplaced(code, place, text)


def _misplaced(code: str, place: int, text: str) -> list[Note]:
    """A cell that would suit another column: rows are shifted where a cell is missing or one too many."""
    if code in _PERSONS and any(sign.isdigit() for sign in text):
        return [Note(place, message(DIGITS, value=short(text)))]
    if code == "city" and sum(sign.isdigit() for sign in text) > 4:
        return [Note(place, message(DIGITS, value=short(text)))]
    if code == "phone" and not any(sign.isdigit() for sign in text) and any(sign.isalpha() for sign in text):
        return [Note(place, message(LETTERS_ONLY, value=short(text)))]
    if code in _PERSONS and len(text) > 2 and (text[0], text[-1]) in (("'", "'"), ('"', '"'), ("“", "”"), ("«", "»")):
        return [Note(place, message(IN_QUOTES, value=short(text)))]
    return []


def wrong_word(text: str) -> str:
    """The first word with a sign where only a letter can stand ("Bj?rn", "S{tre", "&oslash;"); else empty."""
    if coded := _CODED.search(text):
        return _around(text, coded.start())
    for at, sign in enumerate(text):
        if sign.isspace() or (sign.isalnum() and sign not in "ªºµƒ²³¹¼½¾"):
            continue
        if sign == LOST or unicodedata.category(sign) in ("Mn", "Mc", "Cc", "Cf", "Cs", "Co", "Cn"):
            continue  # whoever reads the text refuses these with words of its own
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        if _misplaced_sign(sign, before.isalpha(), after.isalpha()) and _PAIRS.get(sign, "\0") not in text:
            return _around(text, at)
    return ""


def _misplaced_sign(sign: str, left: bool, right: bool) -> bool:
    if left and right:
        return sign not in _MAY_JOIN
    if right and (sign in _NOT_BEFORE or _drawn(sign)):
        return True
    return left and (sign in _NOT_AFTER or _drawn(sign))


def _drawn(sign: str) -> bool:
    """Frames, mathematical signs and the like: what DOS and Mac letters turn into."""
    return sign > "\u02d0" and unicodedata.category(sign) in ("So", "Sm") and sign not in "™−"


def _around(text: str, at: int) -> str:
    start = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1
    ends = [end for end in (text.find(" ", at), text.find("\n", at)) if end >= 0]
    return text[start : min(ends, default=len(text))]


def odd_word(text: str) -> str:
    """The first word whose letters are unlikely together; empty where all words could be names."""
    if text.isascii():
        return ""
    return next((word for word in _WORD.findall(text) if not word.isascii() and _odd(word)), "")


@lru_cache(maxsize=4096)
def _odd(word: str) -> bool:
    word = unicodedata.normalize("NFC", word)
    if word[0] in "ÏãŒŸ" and len(word) > 1:  # Ø, Æ, å and Ü in the wrong code page; no name here begins so
        return True
    if any(first.islower() and second.isupper() and second > "\x7f" and second not in "ÆØÅ"
           for first, second in pairwise(word)):  # fmt: skip
        return True
    if re.search("[À-ÖØ-öø-ÿ]{3}", word) and not re.search("(?i)[æøå]{2}", word):
        return True
    if len({_script(sign) for sign in word if sign > "\x7f" or sign.isalpha()} - {""}) > 1:
        return True
    # ø, æ and å read as Central European: ř, ć and ĺ where no such word has them.
    if "ĺ" in word.casefold():
        return True
    return bool(re.search(f"[{_CONSONANTS}][řćųŕů][{_CONSONANTS}]", word.casefold()))


@lru_cache(maxsize=4096)
def _script(sign: str) -> str:
    if unicodedata.category(sign) in ("Mn", "Lm"):
        return ""
    return unicodedata.name(sign, "").partition(" ")[0]
