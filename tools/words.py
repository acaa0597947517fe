"""The words people read: none that is banned comes back, and a word of the glossary is used one way.

`python -m tools.words` (in `make check`). The banned words, what to write instead and why stand in words.toml, each
with a text it must catch and one it must let pass; GLOSSARY.md says the one word for each thing.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tools.texts import LANGUAGES, ROOT, Told, all_texts, catalogues

DATA = Path(__file__).with_name("words.toml")
GLOSSARY = ROOT / "GLOSSARY.md"
# Places to fill in and code that is quoted are not English.
_NOT_WORDS = re.compile(r"%\(\w+\)[sd]|\{[^}]*\}|`[^`]*`")


@dataclass(frozen=True)
class Banned:
    """A word or turn that is not written, in the languages it is banned in."""

    languages: tuple[str, ...]
    pattern: str
    instead: str
    because: str
    bad: str
    """Text the pattern must find."""
    good: str
    """Text the pattern must let pass."""
    spared: tuple[str, ...] = ()
    """Whole texts, or beginnings of a path, where the word is right."""

    @cached_property
    def found_by(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)

    def found_in(self, told: Told) -> str:
        """The words that must not stand there; empty where there are none."""
        if told.language not in self.languages or told.text in self.spared:
            return ""
        if any(str(told.path).startswith(each) for each in self.spared):
            return ""
        found = self.found_by.search(told.text)
        return found.group(0).strip() if found else ""


@dataclass(frozen=True)
class Concept:
    """One row of the glossary: the English words it goes by, and the words each language uses for it."""

    english: tuple[str, ...]
    words: dict[str, tuple[str, ...]]

    @cached_property
    def found_by(self) -> re.Pattern[str]:
        each = "|".join(re.escape(word) + ("(?:s|es)?" if word[-1] != "s" else "") for word in self.english)
        return re.compile(rf"(?<![-\w])(?:{each})(?![-\w])", re.IGNORECASE)

    def is_said(self, text: str, language: str) -> bool:
        """Whether the text uses one of the glossary's words, in any inflection."""
        text = text.lower()
        return any(all(stem(part) in text for part in word.split()) for word in self.words[language])


def banned(source: str) -> list[Banned]:
    """The rows of words.toml."""
    return [
        Banned(
            languages=tuple(row["in"]),
            pattern=row["pattern"],
            instead=row["instead"],
            because=row["because"],
            bad=row["bad"],
            good=row["good"],
            spared=tuple(row.get("spared", ())),
        )
        for row in tomllib.loads(source)["banned"]
    ]


def stem(word: str) -> str:
    """What stays of a word in all its forms: `oppgave` in oppgaven and oppgaver, `vedtak` in vedtaket."""
    word = word.lower()
    return word[:-1] if len(word) > 4 and word[-1] in "ea" else word


def concepts(glossary: str) -> list[Concept]:
    """The rows of the glossary that have a word in both Norwegian languages."""
    found = []
    for row in re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|", glossary, re.MULTILINE):
        if row[0] == "English (code)":
            continue
        english, nb, nn = (re.sub(r"\(.*?\)|`", "", cell) for cell in row)
        if "—" not in (nb.strip(), nn.strip()):
            found.append(Concept(_listed(english), {"nb": _listed(nb), "nn": _listed(nn)}))
    return found


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in cell.split(",") if word.strip())


def said_otherwise(
    texts: Iterable[Told], rows: list[Concept], other_senses: dict[str, dict[str, object]]
) -> Iterator[str]:
    """Translations whose English key names a concept while they use another word for it.

    `other_senses` gives, for an English word of the glossary, the `words` that show that the text means something else
    (`letter` in the alphabet), and `because`.
    """
    for told in texts:
        if told.language not in ("nb", "nn"):
            continue
        key = _NOT_WORDS.sub(" ", told.entry[1:-1])
        for concept in rows:
            found = concept.found_by.search(key)
            if not found or concept.is_said(told.text, told.language):
                continue
            others = other_senses.get(concept.english[0], {}).get("words", ())
            if not any(other in told.text.lower() for other in others):  # type: ignore[attr-defined]
                yield (
                    f"{told}\n  says «{told.text}», but “{found.group(0)}” is "
                    f"«{', '.join(concept.words[told.language])}» in GLOSSARY.md."
                )


def problems() -> Iterator[str]:
    data = DATA.read_text()
    rows = banned(data)
    for told in all_texts():
        for row in rows:
            if found := row.found_in(told):
                yield f"{told}\n  says «{found}» ({told.language}). Write {row.instead}: {row.because}"
    yield from said_otherwise(
        catalogues(), concepts(GLOSSARY.read_text()), tomllib.loads(data).get("another_sense", {})
    )


def check() -> int:
    found = list(dict.fromkeys(problems()))
    print("\n".join([*found, f"{len(found)} problems in the words of {', '.join(LANGUAGES)}."]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(check())
