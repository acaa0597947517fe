"""Names as they are searched and compared: letter case, accents and hyphens do not count, Æ Ø Å do."""

import re
import unicodedata
from difflib import SequenceMatcher

from fotfeste.ground.ui.rules import visible

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


_LEFT_OUT = re.compile("[\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")

# One table for both sides: the database folds the stored names with these two strings (SQL `translate`), Python folds
# what somebody types with the same two, so that they always meet.
FOLD_FROM, FOLD_TO = _table()
_FOLD = str.maketrans(FOLD_FROM, FOLD_TO)


def name_words(text: str) -> list[str]:
    """The words of a name as they are searched: "Anne-Margrethe Øksnevad" gives anne, margrethe, øksnevad."""
    return [word for word in unicodedata.normalize("NFC", text).translate(_FOLD).split(" ") if word]


def compared_words(text: str) -> list[str]:
    """The words of a name as two names are compared: also without the capitals of other alphabets."""
    return [word.lower() for word in name_words(tidy(text))]


def letters_of(word: str) -> str:
    """The letters, digits and marks of a word; the vowels of Devanagari and other scripts are marks."""
    return "".join(sign for sign in word if unicodedata.category(sign)[0] in "LMN")


def written_forms(word: str) -> list[str]:
    """How a folded word may stand in the database, which folds Latin capitals only: Олена, олена, ОЛЕНА."""
    return (
        list(dict.fromkeys((word.lower(), word.title(), word.upper(), word)))
        if re.search("[^\\W\\da-zæøå]", word)
        else [word]
    )


def tidy(text: str) -> str:
    """A name as it is kept: composed letters, single spaces, none at the ends, no sign that shows nothing."""
    return visible(text, lines=False)


def same_name_key(text: str) -> str:
    """What two writings of one name have in common: every letter and digit of every script, without capitals.

    Spaces, hyphens and apostrophes do not count, nor whether a letter and its accent are one sign or two, nor the
    vowel points of Arabic and Hebrew, which are written or left out. Letters and accents do: Bø and Bo, Олена and Iван
    are different names.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible(text)).casefold())
    return letters_of(_LEFT_OUT.sub("", folded))


def likeness(one: str, other: str) -> float:
    """How alike two names are, 0 (nothing) to 1 (the same words in any order)."""
    first, second = sorted(compared_words(one)), sorted(compared_words(other))
    if not first or not second:
        return 0.0
    return SequenceMatcher(None, " ".join(first), " ".join(second), autojunk=False).ratio()
