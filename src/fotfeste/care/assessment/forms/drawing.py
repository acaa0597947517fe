"""What one question looks like: the form field for a field of an instrument, and earlier answers in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import BoundField

from fotfeste.ground.ui.forms import NumberField

from ..labels import said, written
from ..queries import Recorded
from ..rules.answers import REASON_NAMES, Reason
from ..rules.fields import Block, Choice, Field, FreeText, IntegerChoice, Number, Rating


@dataclass(frozen=True, slots=True)
class Question:
    """One field of the instrument on the page. `earlier` is the answer of an earlier occasion, already in words."""

    kind: str
    label: str
    help: str
    bound: BoundField
    options: tuple[Any, ...] = ()
    reasons: tuple[Any, ...] = ()
    reason: BoundField | None = None
    low_text: str = ""
    high_text: str = ""
    earlier: str = ""

    @property
    def reason_chosen(self) -> bool:
        return str(self.bound.value() or "") in {str(option.data["value"]) for option in self.reasons}


@dataclass(frozen=True, slots=True)
class EntryQuestions:
    """One activity: its words when they are carried over, otherwise a question for them."""

    name: str
    words: str
    questions: tuple[Question, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """Room for one activity. `words` is empty in a new one; `kept` holds what is given once and carried over."""

    id: str
    words: str = ""
    kept: Mapping[str, Any] = field(default_factory=dict)


def slots_for(block: Block, standing: Sequence[Recorded]) -> list[Slot]:
    """The activities chosen before, then empty ones up to as many as the instrument takes."""
    found: dict[str, dict[str, Any]] = {}
    for one in standing:
        for entry in one.answers.get(block.code) or ():
            kept = found.setdefault(entry["id"], {})
            for part in block.fields:
                if part.once and kept.get(part.code) in (None, "") and entry.get(part.code) not in (None, ""):
                    kept[part.code] = entry[part.code]
    slots = [Slot(entry_id, _words(block, kept), kept) for entry_id, kept in found.items()][: block.max_entries]
    return slots + empty_slots(set(found), block.max_entries - len(slots))


def empty_slots(taken: Set[str], count: int) -> list[Slot]:
    free = (f"a{number}" for number in range(1, 100) if f"a{number}" not in taken)
    return [Slot(next(free)) for _ in range(count)]


def _words(block: Block, kept: Mapping[str, Any]) -> str:
    """What an entry is, in words: `Gå til butikken`, or `d450 · Utførelse`."""
    named = [part for part in block.fields if part.once and isinstance(part, FreeText | Choice)]
    return " · ".join(text for part in named if (text := answer_text(part, kept.get(part.code))))


def drawn(field: Field) -> forms.Field:
    """The form field for one field of an instrument. Reasons are choices of the same question, so both cannot stand."""
    label = said(field.label)
    radios = forms.RadioSelect(attrs={"class": "ds-input"})
    if isinstance(field, IntegerChoice):
        options = [(str(option.value), said(option.label)) for option in field.options]
        return forms.ChoiceField(choices=options + reason_choices(field), required=False, label=label, widget=radios)
    if isinstance(field, Rating):
        steps = [(str(step), str(step)) for step in range(field.low, field.high + 1)]
        return forms.ChoiceField(choices=steps + reason_choices(field), required=False, label=label, widget=radios)
    if isinstance(field, Choice):
        options = [(str(option.value), said(option.label)) for option in field.options]
        return forms.ChoiceField(choices=options, required=False, label=label, widget=radios)
    if isinstance(field, Number):
        decimals = 0 if field.whole else field.decimals
        unit = said(field.unit)
        return NumberField(low=field.low, high=field.high, decimals=decimals, unit=unit, required=False, label=label)
    if isinstance(field, FreeText):
        return forms.CharField(
            max_length=field.max_length,
            required=False,
            label=label,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )
    raise TypeError(f"No form is drawn for a field of kind {field.kind!r}. Add it to assessment.forms.drawn.")


def reason_choices(field: Field) -> list[tuple[str, str]]:
    return [(reason.value, said(REASON_NAMES[reason])) for reason in field.reasons]


def earlier_answer(field: Field, earlier: Sequence[Recorded]) -> str:
    """`Start 01.09.2026: Med noe hjelp` for the first and the last time the field was answered."""
    found = [(one, text) for one in earlier if (text := answer_text(field, one.answers.get(field.code)))]
    return beside(found)


def earlier_rating(field: Field, entry_id: str, block: Block, earlier: Sequence[Recorded]) -> str:
    """The same for a field of one entry."""
    return beside(
        [
            (one, text)
            for one in earlier
            for entry in one.answers.get(block.code) or ()
            if entry["id"] == entry_id and (text := answer_text(field, entry.get(field.code)))
        ]
    )


def beside(found: Sequence[tuple[Recorded, str]]) -> str:
    ends = found if len(found) < 3 else [found[0], found[-1]]
    return " · ".join(f"{one.occasion_label} ({one.assessed_on:%d.%m.%Y}): {text}" for one, text in ends)


def answer_text(field: Field, answer: Any) -> str:
    """One stored answer in words, with its points where it has some; empty when there is none."""
    if answer is None or answer == "":
        return ""
    if isinstance(answer, str) and answer in {reason.value for reason in field.reasons}:
        return said(REASON_NAMES[Reason(answer)])
    if isinstance(field, IntegerChoice):
        if answer in field.missing_codes:
            return said(REASON_NAMES[field.missing_codes[answer]])
        return f"{answer} – {next(said(option.label) for option in field.options if option.value == answer)}"
    if isinstance(field, Choice):
        return next((said(option.label) for option in field.options if str(option.value) == str(answer)), str(answer))
    if isinstance(field, Number):
        decimals = next(d for d in (0, 1, 2, 3) if d == 3 or round(answer, d) == answer)
        return f"{written(answer, decimals)} {said(field.unit)}"
    return str(answer)


def answer_lines(found: Recorded) -> list[tuple[str, str]]:
    """(question, answer in words) for every question of one assessment; an en dash where nothing was said."""
    lines: list[tuple[str, str]] = []
    for question in found.score.version.fields:
        answer = found.answers.get(question.code)
        if answer is None and isinstance(question, Choice):
            answer = question.default
        if not isinstance(question, Block):
            lines.append((said(question.label), answer_text(question, answer) or "–"))
            continue
        for entry in answer or ():
            words = "«" + (_words(question, entry) or str(entry["id"])) + "»"
            numbers = [
                f"{said(part.label).lower()} {text}"
                for part in question.fields
                if not (part.once and isinstance(part, FreeText | Choice))
                and (text := answer_text(part, entry.get(part.code)))
            ]
            lines.append((words, ", ".join(numbers) or "–"))
    return lines
