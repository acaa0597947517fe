"""How hard the texts of the product are to read: `python -m tools.levels` (in `make check`).

What the person or next of kin reads is at most 35 by LIX, what staff read at most 45. A letter is read whole, with the
parts it takes in; an explanation of an instrument alone, because it is handed over alone. English is measured too: the
scale was made for Scandinavian languages, and English of the same ease lies at about the same number.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tools import messages
from tools.reading import lix, words_of
from tools.texts import LANGUAGES, ROOT, SOURCE, Told, all_texts, page

TO_THE_PERSON, TO_STAFF = 35, 45
LETTERS = SOURCE / "care" / "pathway" / "templates" / "pathway" / "letters"
# Letters to those who work with the person. Every other letter goes to the person.
LETTERS_TO_STAFF = ("answer_to_referrer", "hand_over_plan", "report_")
PAGES_TO_THE_PERSON = ("bruker.md", "parorende.md")
ON_PAPER = ("plan_print.html", "week_print.html")
FEWEST_WORDS = 40
"""Fewer words than this are no running text, and one long word decides."""
SENTENCE = 5  # words; shorter texts of a screen are labels, and would make the rest look easier than it is
_TAKES_IN = re.compile(r'\{%-?\s*(?:include|extends)\s+"pathway/letters/(\w+\.html)"')


@dataclass(frozen=True)
class Read:
    """Texts that are read together, by whom, and in which language."""

    what: str
    language: str
    texts: tuple[str, ...]
    limit: int

    @property
    def level(self) -> float:
        return lix(self.texts)

    @property
    def long_enough(self) -> bool:
        return sum(len(words_of(text)) for text in self.texts) >= FEWEST_WORDS

    def __str__(self) -> str:
        return f"{self.what} ({self.language}): LIX {self.level:.0f}, at most {self.limit}"


def groups() -> Iterator[Read]:
    said = _translations()
    yield from letters(said)
    yield from _templates("the person's page", _below("portal"), said, TO_THE_PERSON)
    yield from _templates("the plan on paper", _named(ON_PAPER), said, TO_THE_PERSON)
    yield from explanations()
    yield from pages(ROOT / "docs" / "brukere")
    yield from staff(all_texts())


def letters(said: dict[str, dict[messages.Key, tuple[str, ...]]], folder: Path = LETTERS) -> Iterator[Read]:
    """Every letter in every language, with the parts it takes in."""
    for path in sorted(folder.glob("*.html")):
        to_staff = path.name.startswith(LETTERS_TO_STAFF)
        limit = TO_STAFF if to_staff else TO_THE_PERSON
        yield from _templates(f"letters/{path.name}", _with_parts(path), said, limit)


def _with_parts(path: Path) -> list[Path]:
    found, left = [path], [path]
    while left:
        for name in _TAKES_IN.findall(left.pop().read_text()):
            part = path.with_name(name)
            if part.exists() and part not in found:
                found.append(part)
                left.append(part)
    return found


def _templates(
    what: str, paths: Iterable[Path], said: dict[str, dict[messages.Key, tuple[str, ...]]], limit: int
) -> Iterator[Read]:
    marks = [mark for path in paths for mark in messages.template_marks(path)]
    for language in LANGUAGES:
        known = said.get(language, {})
        texts = tuple(known.get(mark.key, (mark.text,))[-1] for mark in marks)
        yield Read(what, language, texts, limit)


def _below(room: str) -> list[Path]:
    return sorted(SOURCE.glob(f"channels/{room}/templates/**/*.html"))


def _named(names: Iterable[str]) -> list[Path]:
    return sorted(path for path in SOURCE.rglob("templates/**/*.html") if path.name in names)


def _translations() -> dict[str, dict[messages.Key, tuple[str, ...]]]:
    return {
        language: {
            messages.key_of(message): tuple(message.string)
            if isinstance(message.string, tuple | list)
            else (message.string,)
            for room in messages.rooms()
            for message in messages.read(room, language)
            if message.id and message.string
        }
        for language in messages.COMPLETE
    }


def explanations() -> Iterator[Read]:
    """What is told to the person about each instrument, one by one."""
    from fotfeste.care.assessment.rules.registry import INSTRUMENTS

    for code, instrument in INSTRUMENTS.items():
        for language in LANGUAGES:
            yield Read(
                f"explanation of {code}", language, (instrument.explanation.in_language(language),), TO_THE_PERSON
            )


def pages(folder: Path) -> Iterator[Read]:
    """The pages of the users' documentation."""
    for path in sorted(folder.rglob("*.md")):
        texts = [told.text for told in page(path.read_text(), path.relative_to(ROOT))]
        limit = TO_THE_PERSON if path.name in PAGES_TO_THE_PERSON else TO_STAFF
        yield Read(str(path.relative_to(ROOT)), "nn" if "nn" in path.parts else "nb", tuple(texts), limit)


def staff(texts: Iterable[Told]) -> Iterator[Read]:
    """What staff read, room by room: the sentences of the catalogues, and what the instruments say to them."""
    rooms: dict[tuple[str, str], list[str]] = {}
    for told in texts:
        if told.path.suffix in (".po", ".py") and len(words_of(told.text)) >= SENTENCE:
            room = "/".join(told.path.parts[2:4]) + f" {told.path.suffix}"
            rooms.setdefault((room, told.language), []).append(told.text)
    for (room, language), each in rooms.items():
        yield Read(room, language, tuple(each), TO_STAFF)


def too_hard(read: Iterable[Read]) -> list[Read]:
    """Those above their limit. Explanations are short and always measured; of the rest what is long enough."""
    return [each for each in read if (each.long_enough or "explanation" in each.what) and each.level > each.limit]


def check() -> int:
    read = [each for each in groups() if each.texts]
    found = too_hard(read)
    for each in found:
        hardest = max(each.texts, key=lambda text: lix([text]) if len(words_of(text)) >= SENTENCE else 0)
        print(f"{each}. Shorten sentences or take simpler words, first in: {hardest}")
    print(f"{len(read)} texts measured, {len(found)} too hard to read.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(check())
