"""Cells whose letters or place look wrong: signs inside words, letters no word here has, a telephone among the names.

A sign that no name can hold refuses the row. What is only unlikely is told, for somebody may be called so.
"""

import re
import unicodedata
from datetime import date
from functools import lru_cache

from fotfeste.ground.ui.rules import has_letter, visible
from fotfeste.ground.ui.rules.misplaced import not_in_a_name, wrong_word

from .columns import Columns
from .letters import LOST, mend
from .problems import N_, Message, message
from .table import Formula, Note, Row, SheetError
from .values import as_written, short, unwrapped

# Fields that hold names of persons and places: a wrong letter there makes another person or another street.
_NAMES = frozenset(
    {"given_name", "family_name", "full_name", "address", "city", "gp_name", "referrer_name", "relative_name"}
)
_PERSONS = frozenset({"given_name", "family_name", "full_name"})
_TEXTS = frozenset(
    {"note", "what_matters", "home_situation", "services", "cause", "referrer", "interpreter", "language"}
)

_SHEET_ERROR = re.compile(
    r"#(?:N/A|I/T|REF!|NAME\?|NAVN\?|NAMN\?|VALUE!|VERDI!|DIV/0!|DEL/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!)|#{3,}",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_CONSONANT = "[bcdfghjklmnpqrstvwxz]"
_UNLIKELY = re.compile(
    f"{_CONSONANT}[řćľĺżźťďşţļķģņňńśłŕųů]{_CONSONANT}| ć{_CONSONANT}"
    "|[ bcdfghjklmnpqrstvwxz][řťź][ bcdfghjklmnpqrstvwxz]"
    "|è[aeiouyáæøåè]"  # č of Sámi
)
# A quotation mark where a word begins, or a space that keeps words together before a small letter: æ, Æ and á of DOS.
_FOREIGN_SPACE = re.compile("[^\\W\\d_]*\u00a0(?:[a-zæøå][^\\W\\d_]*|$)")
_INFINITIVE = re.compile("\\b[Åå]\u00a0")  # of running text: Å gå på tur
_STRAY_APOSTROPHE = re.compile(
    "\\w*[BCFGHJKPQRSTVWXZ]’[BCDFGHJKLMNPQRSTVWXZ]\\w*|(?<!\\w)[’‘](?![tsnd]\\b)[^\\W\\d_]+(?![^’]*’)"
)

LETTERS_WRONG = N_("“%(value)s” has another character in place of a letter: letters were lost when the file was saved.")
LETTERS_ODD = N_("“%(value)s” holds letters that look wrong. Compare it with the source.")
MENDED = N_("The letters had been saved wrongly: “%(before)s” was read as “%(after)s”.")
NOTHING_SEEN = N_("The cell holds only invisible characters; it was read as empty.")
NO_NAME_HAS = N_("“%(value)s” holds “%(sign)s”, which no name contains.")
WRITE_NAME = message(N_("Write the name, or leave the cell empty."))
QUESTION_MARK = N_("“%(value)s” holds a question mark: a letter may be lost, or somebody was not sure. It was kept.")
SHOWS_ERROR = N_("The cell shows the error %(value)s of a spreadsheet.")
CORRECT_CELL = message(N_("Correct the cell in the spreadsheet, make its column wide enough, and save it again."))
TYPE_AGAIN = message(
    N_("Type the text again, or open the list where it comes from and choose Save as (Lagre som) “CSV UTF-8”.")
)
TRUTH_VALUE = N_("The cell holds a truth value of a spreadsheet, not a text.")
LETTERS_ELSEWHERE = message(
    N_(
        "Letters are wrong in at least one row of the file, so they may be wrong in others without a trace. "
        "Compare names."
    )
)
FORMULA_KEPT = N_("The cell holds a formula; its text was kept, not what the sheet shows.")
DIGITS = N_("“%(value)s” holds digits. Is it in the right column?")
LETTERS_ONLY = N_("“%(value)s” holds no digits. Is it in the right column?")
IN_QUOTES = N_("“%(value)s” is in quotation marks; they were kept.")


def tells_of_letters(text: Message) -> bool:
    """True for what is said of a cell whose letters are wrong and could not be put right."""
    return text.text in (LETTERS_WRONG, LETTERS_ODD)


def look_over(row: Row, columns: Columns) -> Row:
    """The row with letters mended that are clear, and notes on what is wrong or odd in the cells that are taken."""
    cells = list(row.cells)
    notes = list(row.notes)
    for code, place in columns.by_code.items():
        cell = cells[place] if place < len(cells) else None
        if isinstance(cell, bool) and (code in _NAMES or code == "phone"):
            notes.append(Note(place, message(TRUTH_VALUE), CORRECT_CELL))
        elif code in _PERSONS and isinstance(cell, int | float | date):
            notes.append(Note(place, message(DIGITS, value=short(as_written(cell)))))
        if not isinstance(cell, str) or isinstance(cell, SheetError) or not cell.strip():
            continue
        if isinstance(cell, Formula):
            if code in _NAMES or code == "phone":
                notes.append(_formula(place))
            elif code in _TEXTS:
                notes.append(Note(place, message(FORMULA_KEPT)))
            continue
        if code in _NAMES and not visible(cell):
            notes.append(Note(place, message(NOTHING_SEEN)))
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


def _formula(place: int) -> Note:
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
    if code in _NAMES and (sign := not_in_a_name(str(unwrapped(text)))):
        return [Note(place, message(NO_NAME_HAS, value=short(text), sign=sign), WRITE_NAME)]
    wrong = wrong_word(text) or _two_writings(text) or (text if code in _PERSONS and "+" in text else "")
    if wrong and code in _NAMES:
        return [Note(place, message(LETTERS_WRONG, value=short(wrong)), TYPE_AGAIN)]
    if wrong:
        notes.append(Note(place, message(LETTERS_WRONG, value=short(wrong))))
    elif code in _NAMES and "?" in text and has_letter(text):
        notes.append(Note(place, message(QUESTION_MARK, value=short(text))))
    elif odd := odd_word(text if code in _NAMES else _INFINITIVE.sub("å ", text)):
        notes.append(Note(place, message(LETTERS_ODD, value=short(odd))))
    return notes + _misplaced(code, place, text)


def _two_writings(text: str) -> str:
    """The first word in which Chinese, Japanese or Korean signs stand beside Latin letters."""
    if text.isascii():
        return ""
    for word in _WORD.findall(text):
        scripts = {_script(sign) for sign in word}
        if "LATIN" in scripts and scripts & {"CJK", "HANGUL", "HIRAGANA", "KATAKANA"}:
            return str(word)
    return ""


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


def odd_word(text: str) -> str:
    """The first word whose letters are unlikely together; empty where all words could be names."""
    if text.isascii():
        return ""
    if stray := _FOREIGN_SPACE.search(text) or _STRAY_APOSTROPHE.search(text):
        return stray[0]
    return next((word for word in _WORD.findall(text) if not word.isascii() and _odd(word)), "")


@lru_cache(maxsize=4096)
def _odd(word: str) -> bool:
    word = unicodedata.normalize("NFC", word)
    if word[0] in "ÏãŒŸŲ" and len(word) > 1:  # Ø, Æ, å and Ü in the wrong code page; no name here begins so
        return True
    if any(_odd_case(*signs) for signs in zip(f" {word}", word, f"{word[1:]} ", strict=False)):
        return True
    if re.search("[À-ÖØ-öø-ÿ]{3}", word) and not re.search("(?i)[æøå]{2}", word):
        return True
    if len({_script(sign) for sign in word} - {""}) > 1:
        return True
    # ø, æ and å read as Central European: ř, ć, ĺ and others where no such word has them.
    small = f" {word.casefold()} "
    return bool("ĺ" in small or _UNLIKELY.search(small))


def _odd_case(before: str, sign: str, after: str) -> bool:
    """A capital inside a word, or a small letter before capitals: DOS and Mac letters in the wrong code page."""
    if sign < "\x80" or not sign.isalpha():
        return False
    if sign.isupper():
        return sign not in "ÆØÅ" and (before.islower() or (before.isupper() and after.islower()))
    return sign.islower() and after.isupper() and not before.islower()


@lru_cache(maxsize=4096)
def _script(sign: str) -> str:
    if unicodedata.category(sign) in ("Mn", "Lm"):
        return ""
    return unicodedata.name(sign, "").partition(" ")[0]
