"""The fields of an instrument: enough to draw a form from, and the one place where a raw answer is read.

A raw answer comes from a form, a file or a command line. It is either a value of the field's own type, the code of one
of the field's reasons (`"unable"`), or None. Everything else is refused with an `AnswerError`; nothing is converted
from text to number and nothing is rounded into range.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from fotfeste.care.assessment.rules.answers import REASON_NAMES, AnswerError, Reason
from fotfeste.care.assessment.rules.wording import Text, joined, number, same

ENTRY_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. `value` is what is stored."""

    value: int | str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question.

    code     key in the answers
    label    our own neutral wording, never the instrument's
    reasons  why it may be without a value; empty when it must simply be answered or left out
    counts   False for a remark that completeness does not ask for
    """

    kind: ClassVar[str] = ""
    code: str
    label: Text
    help: Text | None = None
    reasons: tuple[Reason, ...] = ()
    counts: bool = True

    def read(self, raw: Any, where: str) -> Any:
        """The answer: a value, a `Reason`, or None when nothing was said. Raises `AnswerError` naming `where`."""
        if raw is None:
            return None
        if isinstance(raw, str) and self.reasons:
            return self._reason(raw, where)
        return self._value(raw, where)

    def _reason(self, raw: str, where: str) -> Reason:
        for reason in self.reasons:
            if raw == reason.value:
                return reason
        raise AnswerError(
            where,
            Text(
                "This is text, and the field takes a number.",
                "Dette er tekst, og feltet skal ha et tall.",
                "Dette er tekst, og feltet skal ha eit tal.",
            ),
            Text(
                "Give a number, or one of the reasons: {reasons}.",
                "Skriv et tall, eller velg en grunn: {reasons}.",
                "Skriv eit tal, eller vel ein grunn: {reasons}.",
            ).filled(reasons=joined([_named(reason) for reason in self.reasons])),
        )

    def _value(self, raw: Any, where: str) -> Any:
        raise NotImplementedError(f"{type(self).__name__} must say how it reads a value.")


def _named(reason: Reason) -> Text:
    return Text("{name} ({code})", "{name} ({code})", "{name} ({code})").filled(
        name=REASON_NAMES[reason], code=reason.value
    )


def _whole_number(raw: Any, low: int, high: int, where: str) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not low <= raw <= high:
        raise AnswerError(
            where,
            Text(
                "This is not one of the steps of the scale.",
                "Dette er ikke et trinn på skalaen.",
                "Dette er ikkje eit trinn på skalaen.",
            ),
            Text(
                "Give a whole number from {low} to {high}.",
                "Bruk et helt tall fra {low} til {high}.",
                "Bruk eit heilt tal frå {low} til {high}.",
            ).filled(low=low, high=high),
        )
    return raw


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegerChoice(Field):
    """One of a few whole numbers, each with its own label. Options are consecutive, lowest first."""

    kind: ClassVar[str] = "integer_choice"
    options: tuple[Option, ...]

    @property
    def low(self) -> int:
        return int(self.options[0].value)

    @property
    def high(self) -> int:
        return int(self.options[-1].value)

    def _value(self, raw: Any, where: str) -> int:
        return _whole_number(raw, self.low, self.high, where)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Field):
    """A whole number on a scale, with words at its two ends (None where the wording may not be shipped)."""

    kind: ClassVar[str] = "rating"
    low: int
    high: int
    low_label: Text | None = None
    high_label: Text | None = None

    def _value(self, raw: Any, where: str) -> int:
        return _whole_number(raw, self.low, self.high, where)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seconds(Field):
    """A time in seconds, `low` to `high`, both included. Stored as measured."""

    kind: ClassVar[str] = "seconds"
    low: float
    high: float

    def _value(self, raw: Any, where: str) -> float:
        right_type = isinstance(raw, int | float | Decimal) and not isinstance(raw, bool)
        # A number must be finite before it is compared: a signalling Decimal raises, and NaN is false both ways.
        # A huge whole number is compared as it is, since it has no float.
        finite = right_type and (
            isinstance(raw, int) or (raw.is_finite() if isinstance(raw, Decimal) else math.isfinite(raw))
        )
        if not finite or not self.low <= raw <= self.high:
            raise AnswerError(
                where,
                Text(
                    "This is not a possible time.",
                    "Dette er ikke en mulig tid.",
                    "Dette er ikkje ei mogleg tid.",
                ),
                Text(
                    "Give seconds from {low} to {high}.",
                    "Skriv sekunder fra {low} til {high}.",
                    "Skriv sekund frå {low} til {high}.",
                ).filled(low=_plain(self.low), high=_plain(self.high)),
            )
        return float(raw)


def _plain(value: float) -> Text:
    return number(value, 0 if value == int(value) else 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Field):
    """One of a few codes. A number that spells a code is taken as that code (course length 4 for `"4"`)."""

    kind: ClassVar[str] = "choice"
    options: tuple[Option, ...]

    def _value(self, raw: Any, where: str) -> str:
        if isinstance(raw, float | int | Decimal) and not isinstance(raw, bool):
            code = next((str(o.value) for o in self.options if _spells(raw, str(o.value))), "")
        else:
            code = raw if isinstance(raw, str) else ""
        if code not in {option.value for option in self.options}:
            raise AnswerError(
                where,
                Text(
                    "This is not one of the choices.",
                    "Dette er ikke et av valgene.",
                    "Dette er ikkje eit av vala.",
                ),
                Text("Choose one of: {codes}.", "Velg en av: {codes}.", "Vel ein av: {codes}.").filled(
                    codes=", ".join(str(option.value) for option in self.options)
                ),
            )
        return code


def _spells(raw: float | int | Decimal, code: str) -> bool:
    try:
        return raw == float(code) or (isinstance(raw, Decimal) and raw == Decimal(code))
    except (ValueError, ArithmeticError):
        return False


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


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a block: its id, the same at every occasion, and its answers."""

    id: str
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Field):
    """Fields repeated once per entry the person chose, each entry with an `id` that pairs it between occasions."""

    kind: ClassVar[str] = "block"
    fields: tuple[Field, ...]
    max_entries: int

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
                        "Gje kvart punkt sin eigen id.",
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
                "Svara er ikkje gjevne felt for felt.",
            ),
            Text(
                "Give one answer per field, by its name.",
                "Gi ett svar per felt, med feltets navn.",
                "Gje eitt svar per felt, med namnet på feltet.",
            ),
        )
    known = {field.code for field in fields}
    for key in raw:
        if key not in known:
            raise AnswerError(
                f"{prefix}{str(key)[:80]}",
                Text(
                    "There is no such field.",
                    "Det finnes ikke noe slikt felt.",
                    "Det finst ikkje noko slikt felt.",
                ),
                Text("Use one of: {codes}.", "Bruk en av: {codes}.", "Bruk ein av: {codes}.").filled(
                    codes=same(", ".join(field.code for field in fields))
                ),
            )
    return {field.code: field.read(raw.get(field.code), f"{prefix}{field.code}") for field in fields}
