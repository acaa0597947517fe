"""Free words, and fields repeated once per entry the person chose."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from fotfeste.care.assessment.rules.answers import AnswerError
from fotfeste.care.assessment.rules.fields.base import Field
from fotfeste.care.assessment.rules.wording import Text, same

ENTRY_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeText(Field):
    """The person's or the assessor's own words. Never evaluated; line breaks allowed, other control signs refused."""

    kind: ClassVar[str] = "text"
    max_length: int = 500

    def _value(self, raw: Any, where: str) -> str:
        if not isinstance(raw, str):
            raise AnswerError(
                where,
                Text("This is not text.", "Dette er ikke tekst.", "Dette er ikkje tekst."),
                Text("Write it in words.", "Skriv det med ord.", "Skriv det med ord."),
            )
        if len(raw) > self.max_length:
            raise AnswerError(
                where,
                Text("The text is too long.", "Teksten er for lang.", "Teksten er for lang."),
                Text(
                    "Keep it within {n} characters.",
                    "Hold den innenfor {n} tegn.",
                    "Hald han innanfor {n} teikn.",
                ).filled(n=self.max_length),
            )
        if any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\r\t" for sign in raw):
            raise AnswerError(
                where,
                Text(
                    "The text holds signs that cannot be shown.",
                    "Teksten har tegn som ikke kan vises.",
                    "Teksten har teikn som ikkje kan visast.",
                ),
                Text("Write it again by hand.", "Skriv den på nytt for hånd.", "Skriv han på nytt for hand."),
            )
        return raw


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded(FreeText):
    """A code of a classification, by its form only: which codes exist is for the classification to say.

    pattern  what the whole code looks like, in small letters
    wanted   the same in words, for the one who wrote something else
    """

    pattern: str
    wanted: Text

    def _value(self, raw: Any, where: str) -> str:
        code = FreeText._value(self, raw, where).strip().lower()
        if not re.fullmatch(self.pattern, code, re.ASCII):
            raise AnswerError(
                where,
                Text("This is not such a code.", "Dette er ikke en slik kode.", "Dette er ikkje ein slik kode."),
                self.wanted,
            )
        return code


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a block: its id, the same at every occasion, and its answers."""

    id: str
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Field):
    """Fields repeated once per entry the person chose, each entry with an `id` that pairs it between occasions.

    entry_name  what one entry is called where it has no words yet
    """

    kind: ClassVar[str] = "block"
    fields: tuple[Field, ...]
    max_entries: int
    entry_name: Text = field(default_factory=lambda: Text("Activity", "Aktivitet", "Aktivitet"))

    def _value(self, raw: Any, where: str) -> tuple[Entry, ...]:
        if not isinstance(raw, list | tuple) or len(raw) > self.max_entries:
            raise AnswerError(
                where,
                Text(
                    "This is not a list of up to {n} entries.",
                    "Dette er ikke en liste med inntil {n} punkter.",
                    "Dette er ikkje ei liste med inntil {n} punkt.",
                ).filled(n=self.max_entries),
                Text(
                    "Keep the ones that matter most to the person.",
                    "Behold dem som betyr mest for personen.",
                    "Behald dei som betyr mest for personen.",
                ),
            )
        entries: list[Entry] = []
        for place, one in enumerate(raw, start=1):
            entry = self._entry(one, f"{where}.{place}")
            if entry.id in {earlier.id for earlier in entries}:
                raise AnswerError(
                    f"{where}.{place}.id",
                    Text(
                        "Two entries have the same id.",
                        "To punkter har samme id.",
                        "To punkt har same id.",
                    ),
                    Text(
                        "Give each entry an id of its own.",
                        "Gi hvert punkt sin egen id.",
                        "Gi kvart punkt sin eigen id.",
                    ),
                )
            entries.append(entry)
        return tuple(entries)

    def _entry(self, raw: Any, where: str) -> Entry:
        entry_id = raw.get("id") if isinstance(raw, Mapping) else None
        if not isinstance(entry_id, str) or not ENTRY_ID.fullmatch(entry_id):
            raise AnswerError(
                f"{where}.id",
                Text(
                    "The entry has no usable id.",
                    "Punktet mangler en brukbar id.",
                    "Punktet manglar ein brukande id.",
                ),
                Text(
                    "Give an id of 1 to 64 letters, digits, - or _, the same at every occasion.",
                    "Bruk en id på 1 til 64 bokstaver, sifre, - eller _, den samme hver gang.",
                    "Bruk ein id på 1 til 64 bokstavar, siffer, - eller _, den same kvar gong.",
                ),
            )
        rest = {key: value for key, value in raw.items() if key != "id"}
        return Entry(entry_id, read_all(self.fields, rest, prefix=f"{where}."))


def read_all(fields: tuple[Field, ...], raw: Any, *, prefix: str = "") -> dict[str, Any]:
    """Every field's answer by code, None where nothing was said. Unknown keys are refused, never dropped."""
    if not isinstance(raw, Mapping):
        raise AnswerError(
            prefix.rstrip("."),
            Text(
                "The answers are not given field by field.",
                "Svarene er ikke gitt felt for felt.",
                "Svara er ikkje gitte felt for felt.",
            ),
            Text(
                "Give one answer per field, by its name.",
                "Gi ett svar per felt, med feltets navn.",
                "Gi eitt svar per felt, med namnet på feltet.",
            ),
        )
    # Called for every line of a large file: nothing is built for the usual case, in which every key is known.
    if sum([field.code in raw for field in fields]) != len(raw):
        _refuse_unknown(fields, raw, prefix)
    return {field.code: field.read(raw.get(field.code), prefix + field.code) for field in fields}


def _refuse_unknown(fields: tuple[Field, ...], raw: Mapping[Any, Any], prefix: str) -> None:
    codes = [field.code for field in fields]
    unknown = next(key for key in raw if key not in codes)
    raise AnswerError(
        f"{prefix}{str(unknown)[:80]}",
        Text(
            "There is no such field.",
            "Det finnes ikke noe slikt felt.",
            "Det finst ikkje noko slikt felt.",
        ),
        Text("Use one of: {codes}.", "Bruk en av: {codes}.", "Bruk ein av: {codes}.").filled(
            codes=same(", ".join(codes))
        ),
    )
