"""Signs nobody can see: taken out of what people type and of what files hold, and never taken for content.

They come along with text copied from web pages, PDFs and chats, and stand in names made to mislead. A text that holds
nothing else is empty.
"""

import re
import unicodedata

# Signs that fill a place without showing anything, though Unicode does not class them as format signs.
_FILLERS = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u2800\u3164\uffa0\ufffc\U00016fe4\U0001d159"
)
# Format signs that are seen: they stand over or under the numbers of Arabic, Syriac and Kaithi writing.
_SEEN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
_NEVER_A_SIGN = re.compile(
    "[\u2065\ufdd0-\ufdef\ufff0-\uffff\U000e0000-\U0010ffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_JOINERS = "\u200c\u200d"
# These two write the letters after them backwards: a name reads as another one, and so does the rest of its line.
OVERRIDES = "\u202d\u202e"
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def visible(text: str, *, lines: bool = True) -> str:
    """The text as it is seen: composed letters, no sign that shows nothing, no space at the ends.

    `lines` False makes one line of it, with single spaces. The joiners that Persian and Indian spelling and pictures
    need stay where they stand between two such signs; a combining mark without a letter to stand on goes.
    """
    if text.isascii() and text.isprintable():
        return text.strip() if lines else " ".join(text.split())
    composed = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    kept: list[str] = []
    for place, sign in enumerate(composed):
        if sign in _JOINERS:
            if _joins(kept[-1:], composed[place + 1 : place + 2]):
                kept.append(sign)
        elif sign in "\n\t" or not (shows_nothing(sign) or _stands_on_nothing(sign, kept)):
            kept.append(sign)
    while kept and kept[-1] in _JOINERS:
        kept.pop()
    seen = unicodedata.normalize("NFC", "".join(kept))
    return seen.strip() if lines else " ".join(seen.split())


def shows_nothing(sign: str) -> bool:
    """True for a sign that is never seen and is no space: control and format signs, fillers, lone surrogates.

    Also those that mean nothing to anybody else: private use, and the places in which Unicode will never have a sign
    or keeps room for format signs. A picture newer than this Python's tables is left alone.
    """
    category = unicodedata.category(sign)
    if category == "Cn" and _NEVER_A_SIGN.fullmatch(sign):
        return True
    return sign in _FILLERS or (category in {"Cc", "Cf", "Cs", "Co"} and sign not in _SEEN and sign not in "\n\t")


def turns_the_direction(text: str) -> bool:
    """True where the text holds a sign that writes the letters after it in the other direction."""
    return any(sign in text for sign in OVERRIDES)


def has_letter(text: str) -> bool:
    """True where the text holds a letter of any script."""
    return any(unicodedata.category(sign).startswith("L") and not shows_nothing(sign) for sign in text)


def _joins(before: list[str], after: str) -> bool:
    """A joiner is part of the spelling between letters without capitals (Arabic, Devanagari …) and in pictures."""
    kinds = {"Lo", "Mn", "Mc", "So", "Sk"}
    return bool(before) and bool(after) and all(unicodedata.category(one) in kinds for one in (before[0], after))


def _stands_on_nothing(sign: str, kept: list[str]) -> bool:
    if not unicodedata.category(sign).startswith("M"):
        return False
    if not kept or kept[-1].isspace():
        return True
    # A variation selector picks the form of a picture; after a letter it is a way to hide something.
    selector = "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"
    return selector and unicodedata.category(kept[-1]) != "So"
