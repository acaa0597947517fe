"""How hard a text is to read: LIX (Björnsson 1968), the usual measure for the Scandinavian languages. Pure.

LIX = words per sentence + words of more than six letters per hundred words. Below 30 is very easy, 30 to 40 is easy,
above 50 is hard. A heading or a list item is a sentence of its own, so hand over each as a text of its own.
"""

import re
from collections.abc import Iterable

LONG_WORD = 7  # letters
# Places in catalogues, templates and format strings stand for a name, a day or a number: one short word each.
_PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\{.*?\}\}|\{\w*\}")
_NOT_AN_END = re.compile(r"\b(?:[Nn]r|[Jj]f|kl|ca|bl\.a|f\.eks|dvs|osv|pkt|e\.g|i\.e)\.|(?<=\d)\.(?=\s*[a-zæøå\d])")
_END = re.compile(r"[.!?]+[”»\")]*(?=\s|$)|:(?=\s+[«“]?[A-ZÆØÅ])|\n\s*\n")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def words_of(text: str) -> list[str]:
    """The words of a text; numbers are words, a place to fill in is one short word."""
    return _WORD.findall(_PLACE.sub(" x ", text))


def sentences_of(text: str) -> list[str]:
    """The sentences of a text. A colon before a capital letter ends one; the point of an abbreviation or a date not."""
    plain = _NOT_AN_END.sub(lambda found: found.group(0).replace(".", ""), _PLACE.sub(" x ", text))
    return [part for part in _END.split(plain) if _WORD.search(part)]


def lix(texts: Iterable[str]) -> float:
    """The LIX of texts that are read together. ValueError where there is not a single word."""
    texts = list(texts)
    words = [word for text in texts for word in words_of(text)]
    if not words:
        raise ValueError("There is no word to measure. Pass at least one text with words in it.")
    sentences = sum(len(sentences_of(text)) for text in texts)
    return len(words) / sentences + 100 * sum(len(word) >= LONG_WORD for word in words) / len(words)
