"""What one question looks like: the form field for a field of an instrument, and earlier answers in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from fotfeste.ground.ui.forms import NumberField

from ..language import said, written
from ..queries import Recorded
from ..rules.answers import REASON_NAMES, Reason
from ..rules.fields import Block, Choice, Field, FreeText, IntegerChoice, Number, Rating

# Importance says why an activity was chosen; it is given once and follows the activity.
GIVEN_ONCE = frozenset({"text", "importance"})


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

    number: int
    words: str
    questions: tuple[Question, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """Room for one activity. `words` is empty in a new one; `kept` holds what is given once and carried over."""

    id: str
    words: str = ""
    kept: Mapping[str, Any] | None = None


def slots_for(block: Block, standing: Sequence[Recorded]) -> list[Slot]:
    """The activities chosen before, then empty ones up to as many as the instrument takes."""
    found: dict[str, Slot] = {}
    for one in standing:
        for part in one.score.parts:
            kept = {code: number for code, number in part.numbers.items() if code in GIVEN_ONCE and number is not None}
            before = found.get(part.id)
            if before is None:
                found[part.id] = Slot(part.id, part.text, kept)
            elif not before.words and part.text:
                found[part.id] = Slot(part.id, part.text, {**(before.kept or {}), **kept})
    slots = list(found.values())[: block.max_entries]
    free = (f"a{number}" for number in range(1, 100) if f"a{number}" not in found)
    return slots + [Slot(next(free)) for _ in range(block.max_entries - len(slots))]


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


def earlier_rating(field: Field, entry_id: str, earlier: Sequence[Recorded]) -> str:
    found = []
    for one in earlier:
        for part in one.score.parts:
            if part.id == entry_id and part.numbers.get(field.code) is not None:
                found.append((one, str(part.numbers[field.code])))
    return beside(found)


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
    for field in found.score.version.fields:
        answer = found.answers.get(field.code)
        if not isinstance(field, Block):
            lines.append((said(field.label), answer_text(field, answer) or "–"))
            continue
        for entry in answer or ():
            words = "«" + str(entry.get("text") or entry["id"]) + "»"
            numbers = [
                f"{said(part.label).lower()} {text}"
                for part in field.fields
                if not isinstance(part, FreeText) and (text := answer_text(part, entry.get(part.code)))
            ]
            lines.append((words, ", ".join(numbers) or "–"))
    return lines
