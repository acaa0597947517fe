"""Forms drawn from the registry: an instrument that is added there has its form at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from fotfeste.care.terms.labels import OCCASIONS
from fotfeste.ground.ui.forms import DateField, Form, LongText

from ..labels import said
from ..queries import Recorded
from ..rules import scoring
from ..rules.answers import REASON_NAMES, AnswerError
from ..rules.definition import Instrument, Version
from ..rules.fields import Block, Field, FreeText, IntegerChoice, Number, Rating
from ..rules.scores import Score
from .drawing import (
    EntryQuestions,
    Question,
    Slot,
    drawn,
    earlier_answer,
    earlier_rating,
    empty_slots,
    reason_choices,
    slots_for,
)

SEPARATOR = "__"
REASON = "reason"


class AssessmentForm(Form):
    """The answers of one instrument, when it was done, and why something is missing.

    `earlier` are the assessments that stand, oldest first: their words are carried over and their answers stand beside.
    `answers` fills the form when an assessment is corrected; then nothing is carried over and all can be changed.
    """

    occasion = forms.ChoiceField(choices=OCCASIONS, label=_("Occasion"))
    assessed_on = DateField(past=True, label=_("Date"))
    missing_reason = forms.ChoiceField(
        required=False,
        label=_("Why something is missing"),
        help_text=_("Only when the instrument, or a part of it, was not done. Nothing is put in its place."),
    )
    note = LongText(required=False, rows=2, label=_("Note"))

    def __init__(
        self,
        *args: Any,
        instrument: Instrument,
        version: Version,
        earlier: Sequence[Recorded] = (),
        answers: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self.instrument, self.version, self.earlier, self.given = instrument, version, earlier, answers
        self.score: Score | None = None
        super().__init__(*args, **kwargs)
        reasons = [(reason.value, said(REASON_NAMES[reason])) for reason in instrument.not_done]
        missing_reason = self.fields["missing_reason"]
        assert isinstance(missing_reason, forms.ChoiceField)
        missing_reason.choices = [("", gettext("Nothing is missing")), *reasons]
        for field in version.asked:
            if isinstance(field, Block):
                for slot in self._slots(field):
                    for part in field.fields:
                        if part.asked and not (slot.words and part.once):
                            self._add(part, SEPARATOR.join((field.code, slot.id, part.code)), slot.id, field)
            else:
                self._add(field, field.code)

    def _slots(self, block: Block) -> list[Slot]:
        if self.given is None:
            return slots_for(block, self.earlier)
        unasked = [part.code for part in block.fields if not part.asked]
        given = [
            Slot(entry["id"], kept={code: entry[code] for code in unasked if code in entry})
            for entry in self.given.get(block.code) or ()
        ]
        return given + empty_slots({slot.id for slot in given}, block.max_entries - len(given))

    def _add(self, field: Field, name: str, entry_id: str = "", block: Block | None = None) -> None:
        self.fields[name] = drawn(field)
        answer = self._given(field.code, entry_id, block)
        if isinstance(field, Number) and field.reasons:
            choices = [("", gettext("Measured")), *reason_choices(field)]
            self.fields[f"{name}{SEPARATOR}{REASON}"] = forms.ChoiceField(
                choices=choices, required=False, label=gettext("If it was not measured")
            )
            if isinstance(answer, str):
                self.initial.setdefault(f"{name}{SEPARATOR}{REASON}", answer)
                return
        if isinstance(field, IntegerChoice) and answer in field.missing_codes:
            answer = field.missing_codes[answer].value
        if answer is not None:
            self.initial.setdefault(name, answer)
        elif field.carried and (last := self._last(field.code)) is not None:
            # The same length of the course every time, or the two scores may not be compared.
            self.initial.setdefault(name, last)

    def _given(self, code: str, entry_id: str, block: Block | None) -> Any:
        if self.given is None:
            return None
        if block is None:
            return self.given.get(code)
        entries = self.given.get(block.code) or ()
        return next((entry.get(code) for entry in entries if entry["id"] == entry_id), None)

    def _last(self, code: str) -> Any:
        """How the last measurement was set up, such as the length of the course, as it was answered."""
        return next((one.answers[code] for one in reversed(self.earlier) if code in one.score.conditions), None)

    # --- what the page draws -----------------------------------------------------------------------------------------

    def questions(self) -> Iterator[Question]:
        """The questions of the instrument in order; those of activities come from `entries`."""
        for field in self.version.asked:
            if not isinstance(field, Block):
                yield self._question(field, field.code, earlier_answer(field, self.earlier))

    def blocks(self) -> Iterator[tuple[Block, str, str, list[EntryQuestions]]]:
        """Each block with its label, help and activities."""
        for field in self.version.asked:
            if isinstance(field, Block):
                yield field, said(field.label), said(field.help) if field.help else "", self._entries(field)

    def _entries(self, block: Block) -> list[EntryQuestions]:
        entries = []
        for number, slot in enumerate(self._slots(block), start=1):
            questions = []
            for part in block.fields:
                name = SEPARATOR.join((block.code, slot.id, part.code))
                if name in self.fields:
                    questions.append(self._question(part, name, earlier_rating(part, slot.id, block, self.earlier)))
            used = bool(slot.words) or any(question.bound.value() for question in questions)
            name = f"{said(block.entry_name)} {number}"
            entries.append(EntryQuestions(name, slot.words, tuple(questions), used or number <= 3))
        return entries

    def _question(self, field: Field, name: str, earlier: str) -> Question:
        bound = self[name]
        options = list(bound.subwidgets) if isinstance(bound.field.widget, forms.RadioSelect) else []
        codes = {reason.value for reason in field.reasons}
        low, high = (field.low_label, field.high_label) if isinstance(field, Rating) else (None, None)
        return Question(
            kind=field.kind,
            label=said(field.label),
            help=said(field.help) if field.help else "",
            bound=bound,
            options=tuple(option for option in options if option.data["value"] not in codes),
            reasons=tuple(option for option in options if option.data["value"] in codes),
            reason=self[f"{name}{SEPARATOR}{REASON}"] if f"{name}{SEPARATOR}{REASON}" in self.fields else None,
            low_text=said(low) if low else "",
            high_text=said(high) if high else "",
            earlier=earlier,
        )

    # --- what was answered -------------------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        answers = self.answers()
        if self.errors:
            return cleaned
        reason = cleaned["missing_reason"]
        if reason and not answers:
            self.score = scoring.not_done(self.instrument, reason, self.version.code)
            return cleaned
        try:
            self.score = scoring.score(self.instrument, answers, self.version.code)
        except AnswerError as refused:
            self.add_error(self._name_of(refused.field, answers), said_of(refused))
            return cleaned
        unsaid = [missing.field for missing in self.score.completeness.missing if missing.reason is None]
        if unsaid and not reason:
            self.add_error("missing_reason", self._missing_text(unsaid, answers))
        elif reason and not unsaid:
            self.add_error("missing_reason", gettext("Everything is answered. Choose “Nothing is missing”."))
        return cleaned

    def answers(self) -> dict[str, Any]:
        """The answers as the rules read them; empty when nothing was answered at all."""
        answers: dict[str, Any] = {}
        for field in self.version.asked:
            if isinstance(field, Block):
                if entries := self._answered_entries(field):
                    answers[field.code] = entries
            elif (answer := self._answer(field, field.code)) is not None:
                answers[field.code] = answer
        return {**self._unasked(), **answers} if answers else {}

    def _unasked(self) -> dict[str, Any]:
        """What no form asks for, as it was in the assessment that is corrected."""
        given = {field.code: self._given(field.code, "", None) for field in self.version.fields if not field.asked}
        return {code: answer for code, answer in given.items() if answer is not None}

    def _answered_entries(self, block: Block) -> list[dict[str, Any]]:
        entries = []
        for slot in self._slots(block):
            entry: dict[str, Any] = dict(slot.kept)
            for part in block.fields:
                name = SEPARATOR.join((block.code, slot.id, part.code))
                if name in self.fields and (answer := self._answer(part, name)) is not None:
                    entry[part.code] = answer
            if slot.words or self._touched(block, slot.id):
                text_name = SEPARATOR.join((block.code, slot.id, block.fields[0].code))
                # Of a code the instrument itself says what is wrong with it, also that it is missing.
                if type(block.fields[0]) is FreeText and not entry.get("text") and text_name in self.fields:
                    self.add_error(text_name, gettext("Write what the activity is, in the person's words."))
                entries.append({"id": slot.id, **entry})
        # Words carried over alone are no answer: then nothing was done today.
        return entries if any(self._touched(block, entry["id"]) for entry in entries) else []

    def _touched(self, block: Block, slot_id: str) -> bool:
        prefix = SEPARATOR.join((block.code, slot_id, ""))
        return any(self.cleaned_data.get(name) not in (None, "") for name in self.fields if name.startswith(prefix))

    def _answer(self, field: Field, name: str) -> Any:
        value = self.cleaned_data.get(name)
        if isinstance(field, Number):
            reason = self.cleaned_data.get(f"{name}{SEPARATOR}{REASON}")
            if reason and value is not None:
                self.add_error(name, gettext("There is both a number and a reason for no number. Keep one of them."))
            return reason or (None if value is None else float(value))
        if value in (None, ""):
            return None
        if isinstance(field, IntegerChoice | Rating):
            return value if value in {reason.value for reason in field.reasons} else int(value)
        return value

    def _name_of(self, where: str, answers: Mapping[str, Any]) -> str | None:
        """The form's field for a place in the answers (`problems.2.performance`); None for the whole."""
        parts = where.split(".")
        if len(parts) == 3 and parts[1].isdecimal():
            entry = answers[parts[0]][int(parts[1]) - 1]["id"]
            parts = [parts[0], entry, parts[2]]
        name = SEPARATOR.join(parts)
        return name if name in self.fields else None

    def _missing_text(self, unsaid: Sequence[str], answers: Mapping[str, Any]) -> str:
        labels = []
        for where in unsaid:
            code = where.split(".")[-1]
            fields = [*self.version.asked, *(f for b in self.version.asked if isinstance(b, Block) for f in b.fields)]
            label = next((said(field.label) for field in fields if field.code == code), code)
            if label not in labels:
                labels.append(label)
        return ngettext(
            "%(count)d answer is missing (%(labels)s). Answer it, or choose why it is missing.",
            "%(count)d answers are missing (%(labels)s). Answer them, or choose why they are missing.",
            len(unsaid),
        ) % {"count": len(unsaid), "labels": ", ".join(labels)}


def said_of(refused: AnswerError) -> str:
    """What is wrong with an answer and what to do, in the reader's language."""
    return f"{said(refused.what)} {said(refused.next_step)}"
