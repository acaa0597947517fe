"""Whether a reason is the words of somebody else: no letter leaves without a reason of its own (`law.md` §2).

Two texts are alike when nearly the same words follow each other, whatever their case, signs, spaces and names; or when
one of them is nearly the whole of what the other says as well.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fotfeste.care.terms.rules.vocabulary import AlikeTo

# Of the pairs of neighbouring words, the share that both texts have. One word of ten may be another.
NEARLY_ALL = 0.8
# A text of this many words or more, taken over with something added, is a copy all the same.
LONG_ENOUGH = 12
# Whatever somebody is called is one word: a reason does not become one's own by a name.
_NAME = "\N{BULLET}"
_WORD = re.compile(r"[^\W_]+")
_INSIDE = re.compile(r"(?<=[^\W_])[-'’](?=[^\W_])")
# "Hun" for "han" makes no reason of one's own, and letters of another alphabet that look the same do not either.
_PRONOUNS = frozenset(
    ["hun", "han", "ho", "hen", "henne", "ham", "hennes", "hans", "she", "he", "her", "him", "hers", "his"]
)
_LOOKS_LIKE = str.maketrans("\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456", "aeopcyxi")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A text that was used before, as words, and whose it is."""

    words: Words
    whose: AlikeTo


def words_of(text: str, names: Iterable[str] = ()) -> Words:
    """The words alone: without case, signs and spaces, and with every name as one and the same word.

    names  of the person the text is about; every part of them counts
    """
    called = {word for name in names for word in _words(name)} | _PRONOUNS
    return tuple(_NAME if word in called else word for word in _words(text))


def alike(one: Words, other: Words) -> bool:
    """True when two texts say nearly the same; the same both ways. Nothing is alike to an empty text."""
    if not one or not other:
        return False
    if one == other:
        return True
    pairs, others = _pairs(one), _pairs(other)
    shared = (pairs & others).total()
    if 2 * shared >= NEARLY_ALL * (pairs.total() + others.total()):
        return True
    return min(len(one), len(other)) >= LONG_ENOUGH and shared >= NEARLY_ALL * min(pairs.total(), others.total())


def whose_words(parts: Mapping[str, Words], known: Iterable[Known]) -> dict[str, AlikeTo]:
    """For each part of a reason that is alike to a text used before: whose that is. The first that fits is told."""
    found = dict[str, AlikeTo]()
    for each in known:
        for name, words in parts.items():
            if name not in found and alike(words, each.words):
                found[name] = each.whose
    return found


def _words(text: str) -> list[str]:
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_LOOKS_LIKE)
    return _WORD.findall(_INSIDE.sub("", bare))


def _pairs(words: Words) -> Counter[tuple[str, str]]:
    return Counter(zip(("", *words), (*words, ""), strict=True))
