"""Forms that close a period: as planned, or before time."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.ground.ui.forms import DateField, Form, LongText

from ..labels import DROPOUT_REASONS, OUTCOMES
from ..rules.vocabulary import OutcomeClass


class DischargeForm(Form):
    """The closing itself; the services at the end are asked for in a form of their own."""

    ended_on = DateField(label=_("Last day"))
    outcome = forms.ChoiceField(
        label=_("Result"),
        choices=[(code, label) for code, label in OUTCOMES if code is not OutcomeClass.DROPOUT],
        widget=forms.RadioSelect(),
    )
    outcome_note = LongText(
        label=_("Why another result than the one worked out"),
        required=False,
        rows=2,
        help_text=_("Only when you choose another one."),
    )
    evaluation = LongText(
        label=_("Evaluation"),
        required=False,
        rows=5,
        help_text=_("What the person manages now, what helped, what goes on. It goes into the reports."),
    )

    def __init__(self, *args: Any, earliest: date | None, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].earliest = earliest  # type: ignore[attr-defined]
        self.fields["ended_on"].latest = today  # type: ignore[attr-defined]


class DropOutForm(Form):
    """The period ends before time."""

    reason = forms.ChoiceField(label=_("Why"), choices=DROPOUT_REASONS, widget=forms.RadioSelect())
    ended_on = DateField(label=_("Last day"))
    note = LongText(
        label=_("What happened"), required=False, rows=3, help_text=_("Must be written when the reason is another.")
    )

    def __init__(self, *args: Any, earliest: date | None, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].earliest = earliest  # type: ignore[attr-defined]
        self.fields["ended_on"].latest = today  # type: ignore[attr-defined]
