"""Names as they are searched and compared: letter case, accents and hyphens do not count, Æ Ø Å do."""

import re
import unicodedata
from difflib import SequenceMatcher

_ACCENTS = {
    "a": "áàâãāăąǎ",
    "æ": "ä",
    "c": "çćčĉċ",
    "d": "ďđð",
    "e": "éèêëēėęě",
    "g": "ğģǥǧ",
    "i": "íìîïīįı",
    "k": "ķǩ",
    "l": "łľļĺ",
    "n": "ñńňņŋ",
    "o": "óòôõō",
    "ø": "öőœ",
    "r": "řŕ",
    "s": "šśşș",
    "t": "ťŧţț",
    "u": "úùûūůų",
    "y": "üűýÿ",
    "z": "žźżʒǯ",
}
_APART = "-‐‑–/.,_'’`´()\"\u00a0"


def _table() -> tuple[str, str]:
    before, after = "", ""
    for plain in "abcdefghijklmnopqrstuvwxyzæøå":
        for accented in _ACCENTS.get(plain, ""):
            before, after = before + accented, after + plain
        for upper in [plain.upper(), *(a.upper() for a in _ACCENTS.get(plain, "") if len(a.upper()) == 1)]:
            if upper not in before:
                before, after = before + upper, after + plain
    return before + _APART, after + " " * len(_APART)


# One table for both sides: the database folds the stored names with these two strings (SQL `translate`), Python folds
# what somebody types with the same two, so that they always meet.
FOLD_FROM, FOLD_TO = _table()
_FOLD = str.maketrans(FOLD_FROM, FOLD_TO)


def name_words(text: str) -> list[str]:
    """The words of a name as they are searched: "Anne-Margrethe Øksnevad" gives anne, margrethe, øksnevad."""
    return [word for word in unicodedata.normalize("NFC", text).translate(_FOLD).split(" ") if word]


def tidy(text: str) -> str:
    """A name as it is kept: composed letters, single spaces, none at the ends."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def likeness(one: str, other: str) -> float:
    """How alike two names are, 0 (nothing) to 1 (the same words in any order)."""
    first, second = sorted(name_words(one)), sorted(name_words(other))
    if not first or not second:
        return 0.0
    return SequenceMatcher(None, " ".join(first), " ".join(second), autojunk=False).ratio()
