"""Forms while a referral waits: a try to reach the person, a preliminary answer, and the use of an interpreter."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.ground.ui.forms import DateField, Form, LongText, YesNoField

from ...rules.referral.waiting import PROMISED_WITHIN


class AttemptForm(Form):
    """One press is enough; the note is for what the next one who calls should know."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    note = LongText(
        label=_("Note"),
        required=False,
        rows=1,
        help_text=_("For example when to call again, or that you left word with somebody."),
    )


class PreliminaryForm(Form):
    """Nothing is filled in beforehand: why it takes time is different for each person."""

    why = LongText(
        label=_("Why it takes time"),
        rows=4,
        help_text=_("In your own words, to the person. It is printed in the letter. Write what you wait for."),
    )
    expected_on = DateField(
        label=_("When the answer is expected"),
        help_text=_("The inbox counts to this day from now on. If it slips, the person is written to again."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expected_on"].earliest = today + timedelta(days=1)  # type: ignore[attr-defined]
        self.fields["expected_on"].latest = today + PROMISED_WITHIN  # type: ignore[attr-defined]


class InterpreterForm(Form):
    """Asked at each contact with somebody who needs an interpreter, and about nobody else."""

    interpreter_used = YesNoField(
        label=_("Was an interpreter used?"),
        help_text=_(
            "Use a qualified interpreter, by phone if nothing else can be had. Children never interpret, and not the "
            "person's own children or grandchildren either. Others in the family do not take the interpreter's place."
        ),
    )
    why_no_interpreter = forms.CharField(
        label=_("Why no interpreter was used"), required=False, max_length=300, help_text=_("Only when none was used.")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("interpreter_used") is False and not data.get("why_no_interpreter"):
            self.add_error("why_no_interpreter", _("Write why no interpreter was used."))
        return data


def interpreter_form(needed: str, data: Mapping[str, Any] | None) -> InterpreterForm | None:
    """The question for somebody who needs an interpreter in the language `needed`; None when that is empty."""
    return InterpreterForm(data, prefix="tolk") if needed else None


def said_about_interpreter(form: InterpreterForm | None) -> dict[str, Any]:
    """What the form says, as the actions take it; nothing was said without one."""
    return dict(form.cleaned_data) if form is not None else {}
