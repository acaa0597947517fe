"""Signs where only a letter can stand: letters were lost, or saved wrongly, on the way ("Bj?rn", "BjÃ¸rn", "S{tre")."""

import re
import unicodedata

_MAY_JOIN = frozenset("'’‘ʼʻ`´-‐‑–—.,/()&:;+\"@•\u00ad")  # between two letters in a name or an address
_NOT_BEFORE = frozenset("?¿¡¢£¤¥¦¨©ª¬®¯°±²³´µ¶·¸¹º¼½¾×÷†‡ƒ‰€™˜ˆ{}|\\[]^~_=<>$%#")
_NOT_AFTER = frozenset("¿¡¢£¤¥¦¨¬¯±²³µ¶·¸¹¼½¾×÷†‡ƒ‰€˜ˆ{}|\\^~_=<>$%‘")
_PAIRS = {"[": "]", "]": "[", "{": "}", "}": "{", "<": ">", ">": "<", "«": "»", "»": "«"}
_CODED = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});|%[C-E][0-9A-F]%[89AB][0-9A-F]|=[C-F][0-9A-F]"
                    r"|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\+A[A-Za-z0-9]{2}-")  # fmt: skip
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,40}>")


def wrong_word(text: str) -> str:
    """The first word with a sign where only a letter can stand ("Bj?rn", "S{tre", "&oslash;"); else empty."""
    if coded := _CODED.search(text):
        return _around(text, coded.start())
    for at, sign in enumerate(text):
        if sign.isspace() or (sign.isalnum() and sign not in "ªºµƒ²³¹¼½¾"):
            continue
        if sign == "\ufffd" or unicodedata.category(sign) in ("Mn", "Mc", "Cc", "Cf", "Cs", "Co", "Cn"):
            continue  # whoever reads the text refuses these with words of its own
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        left, right = before.isalpha(), after.isalpha()
        if _of_a_measure(sign, before, text[at + 1 : at + 3]):
            continue
        if _misplaced_sign(sign, left, right) and not (_PAIRS.get(sign, "\0") in text and not (left and right)):
            return _around(text, at)
    return ""


def _misplaced_sign(sign: str, left: bool, right: bool) -> bool:
    if left and right:
        return sign not in _MAY_JOIN
    if right and (sign in _NOT_BEFORE or sign in "«" or _drawn(sign)):
        return True
    return left and (sign in _NOT_AFTER or sign in "»" or _drawn(sign))


def _of_a_measure(sign: str, before: str, behind: str) -> bool:
    """20 °C, 3_B and 3|B: no letter is lost there."""
    if sign == "°":
        return behind[:1] in ("C", "F") and not behind[1:].isalpha()
    return sign in "_|/\\~^=" and before.isdigit()


def _drawn(sign: str) -> bool:
    """Frames, mathematical signs and the like: what DOS and Mac letters turn into."""
    return sign > "\u02d0" and unicodedata.category(sign) in ("So", "Sm") and sign not in "™−" and not _picture(sign)


def _picture(sign: str) -> bool:
    return (sign >= "\U0001f000" or "\u2600" <= sign <= "\u27bf") and unicodedata.category(sign) == "So"


def not_in_a_name(text: str) -> str:
    """The first sign no name has and no lost letter turns into: = or + in front, brackets of markup, an emoji.

    Empty where there is none.
    """
    stripped = text.strip()
    if stripped[:1] in ("=", "+"):
        return stripped[0]
    if markup := _MARKUP.search(text):
        return markup[0]
    return next((sign for sign in text if _picture(sign)), "")


def _around(text: str, at: int) -> str:
    start = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1
    ends = [end for end in (text.find(" ", at), text.find("\n", at)) if end >= 0]
    return text[start : min(ends, default=len(text))]
