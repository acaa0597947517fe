"""Forms that close a period: as planned, or before time."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.care.terms.labels import DROPOUT_REASONS, OUTCOMES
from fotfeste.care.terms.rules.vocabulary import DropoutReason, OutcomeClass
from fotfeste.ground.ui.forms import DateField, Form, LongText
from fotfeste.ground.ui.rules.conditions import chosen, unlike

from ...rules.decision.changes import is_early


class DischargeForm(Form):
    """The closing itself; the services at the end are asked for in a form of their own.

    proposed  the result the services give, as the page said it last
    """

    only = {"outcome_note": unlike("outcome", "proposed")}
    proposed = forms.CharField(required=False, widget=forms.HiddenInput)

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

    agreed_on = DateField(label=_("The person agreed on"), required=False, past=True)
    agreed_words = LongText(
        label=_("What the person said about ending now"),
        required=False,
        rows=2,
        help_text=_("Training ends earlier than was decided. The letter says that the person agreed."),
    )
    anyway = forms.BooleanField(label=_("Close anyway, with this missing"), required=False)

    def __init__(
        self,
        *args: Any,
        earliest: date | None,
        today: date,
        missing: bool,
        closing: bool = False,
        decided: date | None = None,
        **kwargs: Any,
    ) -> None:
        """decided: the last day the person was promised. missing: other things than the evaluation are not done.
        closing: sent in to close, not only to look."""
        super().__init__(*args, **kwargs)
        self.missing, self.closing, self.decided, self.today = missing, closing, decided, today
        self.fields["ended_on"].earliest = earliest  # type: ignore[attr-defined]
        self.fields["ended_on"].latest = today  # type: ignore[attr-defined]

    @property
    def asks_agreement(self) -> bool:
        """Whether the person's agreement is asked for: training would end well before the day that was decided."""
        last = (self.cleaned_data.get("ended_on") if self.is_bound else None) or self.today
        return self.decided is not None and is_early(self.decided, today=last)

    @property
    def asks_anyway(self) -> bool:
        """Whether the box for closing all the same is shown."""
        return self.missing or (self.is_bound and not self.cleaned_data.get("evaluation"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data.pop("proposed", None)
        anyway = data.pop("anyway", False)
        if self.closing and not anyway and not self.errors:
            if self.missing:
                text = _(
                    "Something is not done; it is listed at the top of the page. Do it, or tick that you close anyway."
                )
                self.add_error("anyway", text)
            if not data.get("evaluation"):
                text = _("The evaluation is empty, and the reports with it. Write it, or tick that you close anyway.")
                self.add_error("evaluation", text)
        return data


class CorrectionForm(DischargeForm):
    """A completed period put right afterwards; begins with what stands."""

    correction = LongText(
        label=_("What was wrong"),
        rows=2,
        help_text=_("It is printed in the new reports, which replace the earlier ones."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, missing=False, **kwargs)
        for name in ("anyway", "agreed_on", "agreed_words"):
            del self.fields[name]


class EndForm(Form):
    """Another last day, for a period that ended before time."""

    ended_on = DateField(label=_("Last day"))

    def __init__(self, *args: Any, earliest: date | None, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].earliest = earliest  # type: ignore[attr-defined]
        self.fields["ended_on"].latest = today  # type: ignore[attr-defined]


class ReopenForm(Form):
    """The period should not have been closed."""

    reason = LongText(label=_("Why it is opened again"), rows=2)


class DropOutForm(Form):
    """The period ends before time."""

    needed = {"note": chosen("reason", DropoutReason.OTHER)}
    reason = forms.ChoiceField(label=_("Why"), choices=DROPOUT_REASONS, widget=forms.RadioSelect())
    ended_on = DateField(label=_("Last day"))
    note = LongText(
        label=_("What happened"), required=False, rows=3, help_text=_("Required when the reason is another.")
    )
    agreed = forms.BooleanField(
        label=_("The person agrees that it ends now"),
        required=False,
        help_text=_("Needed when the reason is another, unless it is decided."),
    )

    def __init__(self, *args: Any, earliest: date | None, today: date, decided: bool = False, **kwargs: Any) -> None:
        """decided: there is a decision that the period ends early, so nobody asks whether the person agrees."""
        super().__init__(*args, **kwargs)
        if decided:
            del self.fields["agreed"]
        self.fields["ended_on"].earliest = earliest  # type: ignore[attr-defined]
        self.fields["ended_on"].latest = today  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("reason") == DropoutReason.OTHER and "agreed" in self.fields and not data.get("agreed"):
            text = _(
                "Tick that the person agrees. If not, change the decision first, so that the person gets a letter and "
                "can appeal."
            )
            self.add_error("agreed", text)
        return data
