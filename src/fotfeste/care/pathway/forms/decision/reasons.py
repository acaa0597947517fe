"""The fields by which a decision is reasoned: empty at the start, the same wherever somebody decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from fotfeste.care.service_model.labels import CODES
from fotfeste.care.terms import labels
from fotfeste.care.terms.rules.law import BASES
from fotfeste.care.terms.rules.vocabulary import AlikeTo, DecisionOutcome
from fotfeste.ground.ui.forms import Checks, Form, LongText

from ...labels import REASON_HELP
from ...rules.decision.content import AGAINST, words_lacking
from ...wording.reasons import ALIKE_IN_WORDS, RULES_IN_WORDS, TOO_FEW_WORDS


class ReasonForm(Form):
    """Base of every form that makes a decision.

    Nothing of the reason is filled in beforehand. `letter_language` is that of the person's letters: what the officer
    asks to have written from the law is written in it.
    """

    asked_for = LongText(
        label=_("What was asked for"),
        required=False,
        rows=2,
        help_text=_("Short, as the person or the referrer said it. It is printed in the letter."),
    )
    persons_view = LongText(
        label=_("What the person says"),
        required=False,
        rows=3,
        help_text=_("The person's own view, as near to the words as you can. It is printed in the letter."),
    )
    legal_basis = forms.MultipleChoiceField(
        label=_("Legal basis"),
        required=False,
        widget=Checks(),
        help_text=_("The sections the decision rests on."),
    )
    rules_from_law = forms.BooleanField(
        label=_("Write in the letter what the sections above say"),
        required=False,
        help_text=_("Then “What the rules say” may stay empty."),
    )
    reason_rules = LongText(
        label=_("What the rules say"), required=False, rows=3, help_text=_(REASON_HELP["reason_rules"])
    )
    reason_facts = LongText(
        label=_("The facts about this person"), required=False, rows=5, help_text=_(REASON_HELP["reason_facts"])
    )
    reason_weighed = LongText(
        label=_("What we have weighed"), required=False, rows=4, help_text=_(REASON_HELP["reason_weighed"])
    )
    alternative = forms.ChoiceField(
        label=_("What is offered instead"), required=False, choices=[("", _("Choose")), *labels.ALTERNATIVES]
    )
    alternative_words = LongText(
        label=_("Who does what now, and when"),
        required=False,
        rows=2,
        help_text=_("Who gets in touch with the person, and by which day."),
    )
    alike_is_true = forms.BooleanField(label=_("I have read it: it is true of this person too"), required=False)

    def __init__(self, *args: Any, letter_language: str, legal_basis: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letter_language = letter_language
        self.alike: dict[str, str] = {}
        basis = self.fields["legal_basis"]
        basis.choices = [(key, CODES["decision.legal_basis"][key]) for key in BASES]  # type: ignore[attr-defined]
        basis.initial = list(legal_basis)

    def decided(self, data: dict[str, Any]) -> DecisionOutcome | None:
        """What is decided by what was typed; None when nothing is."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        outcome = self.decided(data)
        if outcome is None:
            return data
        if data.get("rules_from_law") and not data.get("reason_rules"):
            with override(self.letter_language):
                data["reason_rules"] = " ".join(gettext(RULES_IN_WORDS[key]) for key in data.get("legal_basis", ()))
        texts = {name: str(data.get(name) or "") for name in (*REASON_HELP, "asked_for", "alternative")}
        for name in words_lacking(outcome, texts):
            if name not in self.errors:
                self.add_error(name, gettext(TOO_FEW_WORDS) if texts[name] else self._asks_for(name, outcome))
        if outcome not in AGAINST or outcome is DecisionOutcome.GRANTED_IN_PART:
            data["alternative"], data["alternative_words"] = "", ""
        return data

    def lacks(self, name: str) -> str:
        outcome = self.decided(self.cleaned_data) if hasattr(self, "cleaned_data") else None
        own = name in self.needed and self.needed[name].words
        if outcome is None or own or name not in (*REASON_HELP, "alternative"):
            return super().lacks(name)
        return self._asks_for(name, outcome)

    def _asks_for(self, name: str, outcome: DecisionOutcome) -> str:
        label = {"label": self[name].label}
        if outcome in AGAINST:
            return gettext("Fill in “%(label)s”. Who does not get what was asked for must see why.") % label
        return gettext("Fill in “%(label)s”. No letter leaves without a reason of its own.") % label

    def ask_about(self, found: dict[str, AlikeTo]) -> bool:
        """Ask about words that were used before, beside their fields; False when nothing is to be asked."""
        if not found or self.cleaned_data.get("alike_is_true"):
            return False
        for name, whose in found.items():
            self.add_error(name, gettext(ALIKE_IN_WORDS[whose]))
        self.alike = dict(found)
        return True

    def reasons(self) -> dict[str, Any]:
        """What the action takes: the texts, the legal ground, and whether somebody says that used words are true."""
        names = (
            "asked_for", "persons_view", "legal_basis", *REASON_HELP, "alternative", "alternative_words",
            "alike_is_true",
        )  # fmt: skip
        return {name: self.cleaned_data[name] for name in names}
