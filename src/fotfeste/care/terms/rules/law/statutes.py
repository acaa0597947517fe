"""Paragraphs by key and day, and how they are cited in the three languages that letters are written in."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

LANGUAGES = ("nb", "nn", "en")


@dataclass(frozen=True)
class Act:
    """An act: its id at Lovdata, its name in each language, and the key of the act that takes over, or nothing."""

    key: str
    id: str
    names: Mapping[str, str]
    replaced_by: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as it is numbered from one day until another, both included; None where no day is known.

    about    what it is about in plain words, by language; only where it may be the ground of a decision
    becomes  sections of the act that takes over, when the municipality says that it is in force
    confirm  what the municipality's lawyer is asked about it in particular
    """

    key: str
    act: str
    section: str
    begins: date
    until: date | None = None
    paragraph: int | None = None
    number: int | None = None
    letter: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    becomes: tuple[str, ...] = ()
    confirm: str = ""

    @property
    def is_basis(self) -> bool:
        """Whether it may be the legal ground of a decision."""
        return bool(self.about)

    def valid_on(self, day: date) -> bool:
        """Whether it was numbered like this on the day."""
        return self.begins <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Ground:
    """One ground of a decision as a line of a letter: what it is about in plain words, and where it stands."""

    about: str
    cited: str


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))


def _paragraph(row: Mapping[str, Any]) -> Paragraph:
    return Paragraph(
        key=row["key"],
        act=row["act"],
        section=row["section"],
        begins=row["from"],
        until=row.get("until"),
        paragraph=row.get("paragraph"),
        number=row.get("number"),
        letter=row.get("letter", ""),
        about={language: row[language] for language in LANGUAGES} if row.get("basis") else {},
        becomes=tuple(row.get("becomes", ())),
        confirm=row.get("confirm", ""),
    )


_LAW = _read("law.toml")
_ACTS = {
    key: Act(key, row["id"], {language: row[language] for language in LANGUAGES}, row.get("replaced_by", ""))
    for key, row in _LAW["acts"].items()
}
_PARAGRAPHS = tuple(_paragraph(row) for row in _LAW["paragraphs"])
READ_ON: date = _LAW["read_on"]
CONFIRM: str = _LAW["to_confirm"]
NEW_ADMINISTRATION_ACT_PASSED: date = _LAW["acts"]["fvl25"]["passed"]
TOPICS: tuple[str, ...] = tuple(_LAW["topics"])
# Keys that may stand in `decision.legal_basis`, in the order a letter lists them.
BASES: tuple[str, ...] = tuple(dict.fromkeys(each.key for each in _PARAGRAPHS if each.is_basis))
# The section that lists the services a municipality must have; a decision about one of them names its number.
_SERVICES = "hol-3-2-"


def names_a_service(keys: Iterable[str]) -> bool:
    """Whether the grounds say which service a decision is about, and not only that there is a right or a duty."""
    return any(key.startswith(_SERVICES) for key in keys)


def acts() -> Mapping[str, Act]:
    """Every act by its key."""
    return _ACTS


def paragraphs() -> Sequence[Paragraph]:
    """Every paragraph with every numbering it has had, in the order of the file."""
    return _PARAGRAPHS


def topic(name: str) -> tuple[str, ...]:
    """Keys of the paragraphs about a topic of a letter. Raises `KeyError` for a topic that is none."""
    return tuple(_LAW["topics"][name])


def paragraph_on(key: str, day: date) -> Paragraph:
    """The paragraph as it was numbered on the day. Raises `KeyError` for an unknown key, or a day before it was law."""
    for each in _PARAGRAPHS:
        if each.key == key and each.valid_on(day):
            return each
    raise KeyError(f"{key} on {day}")


def grounds(keys: Iterable[str], *, on: date, language: str) -> list[Ground]:
    """The legal grounds of a decision, one line each, numbered as on the day of the decision."""
    found = [paragraph_on(key, on) for key in BASES if key in set(keys)]
    return [Ground(each.about[language], f"{_name(each.act, language)} {_section(each, language)}") for each in found]


def cited(keys: Iterable[str], *, on: date, language: str, new_administration_act_from: date | None = None) -> str:
    """Paragraphs as small print, act by act: "pasient- og brukerrettighetsloven § 7-2, og forvaltningsloven § 27".

    new_administration_act_from  the day from which the forvaltningslov of 2025 is in force; None while it has none
    """
    by_act: dict[str, list[str]] = {}
    for key in keys:
        each = paragraph_on(key, on)
        act = _ACTS[each.act]
        renewed = (
            bool(act.replaced_by) and new_administration_act_from is not None and on >= new_administration_act_from
        )
        sections = by_act.setdefault(act.replaced_by if renewed else each.act, [])
        sections += [every for every in (each.becomes if renewed else (each.section,)) if every not in sections]
    parts = [f"{_name(act, language)} {_sections(found, language)}" for act, found in by_act.items()]
    return f", {_AND[language]} ".join(parts)


def basis_written_as(text: str) -> tuple[str, ...]:
    """The keys of a legal ground that was written as free text, as older service models have it.

    What cannot be recognised is left out; nothing recognised gives the ground that every preset had.
    """
    found = set()
    # "nr. 6 bokstav a og b" is two grounds; "nr. 5" is one.
    for number, letters in re.findall(r"nr\.?\s*(\d+)((?:\s*(?:bokstav|og|,)?\s*\b[a-d]\b)*)", text):
        found |= {f"hol-3-2-1-{number}{letter}" for letter in re.findall(r"\b[a-d]\b", letters) or [""]}
    if re.search(r"§+\s*2-1\b", text):
        found.add("pbrl-2-1-2")
    keys = tuple(key for key in BASES if key in found)
    return keys if any(key.startswith("hol-") for key in keys) else ("hol-3-2-1-5", "pbrl-2-1-2")


# --- words ----------------------------------------------------------------------------------------------------------

_AND = {"nb": "og", "nn": "og", "en": "and"}
_ORDINALS = {
    "nb": {1: "første", 2: "andre", 3: "tredje", 4: "fjerde"},
    "nn": {1: "første", 2: "andre", 3: "tredje", 4: "fjerde"},
    "en": {1: "first", 2: "second", 3: "third", 4: "fourth"},
}
_NBSP = "\N{NO-BREAK SPACE}"


def _name(act: str, language: str) -> str:
    return _ACTS[act].names[language]


def _section(each: Paragraph, language: str) -> str:
    section = each.section.replace(" ", _NBSP)
    if language == "en":
        words = [f"section{_NBSP}{section}"]
        words += [f"{_ORDINALS['en'][each.paragraph]} paragraph"] if each.paragraph else []
        words += [f"no.{_NBSP}{each.number}"] if each.number else []
        words += [f"letter{_NBSP}{each.letter}"] if each.letter else []
        return ", ".join(words)
    words = [f"§{_NBSP}{section}"]
    words += [f"{_ORDINALS[language][each.paragraph]} ledd"] if each.paragraph else []
    words += [f"nr.{_NBSP}{each.number}"] if each.number else []
    words += [f"bokstav{_NBSP}{each.letter}"] if each.letter else []
    return " ".join(words)


def _sections(sections: Sequence[str], language: str) -> str:
    sections = sorted(sections, key=_order)
    several = len(sections) > 1 or "–" in sections[0]
    one, more = ("section", "sections") if language == "en" else ("§", "§§")
    return f"{more if several else one}{_NBSP}{_joined([each.replace(' ', _NBSP) for each in sections], language)}"


def _order(section: str) -> list[int]:
    """7-2 before 7-10, and 11 before 11 a."""
    return [int(number) for number in re.findall(r"\d+", section)]


def _joined(parts: Sequence[str], language: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {_AND[language]} {parts[-1]}"
