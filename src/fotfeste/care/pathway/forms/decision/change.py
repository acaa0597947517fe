"""Forms that change a granted decision, and those about what the person asks for afterwards."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fotfeste.care.terms.rules.vocabulary import DecisionOutcome
from fotfeste.ground.ui.forms import DateField, Form, LongText, NumberField
from fotfeste.ground.ui.rules.conditions import chosen, other_than

from .reasons import ReasonForm

KINDS = [
    (DecisionOutcome.EXTENDED, _("Make the period longer")),
    (DecisionOutcome.REDUCED, _("Fewer visits or a shorter period")),
    (DecisionOutcome.ENDED_EARLY, _("End before time")),
]


_OF_VISITS = ("visits_per_week_first", "visits_per_week_last")


class ChangeForm(ReasonForm):
    """One change. The reason starts empty: it is about this person."""

    only = {
        "takes_effect_on": chosen("outcome", DecisionOutcome.REDUCED),
        **dict.fromkeys(_OF_VISITS, other_than("outcome", DecisionOutcome.ENDED_EARLY)),
        "soon_because": other_than("outcome", DecisionOutcome.EXTENDED),
    }
    outcome = forms.ChoiceField(label=_("What is decided"), choices=KINDS, widget=forms.RadioSelect())
    takes_effect_on = DateField(
        label=_("Applies from"),
        required=False,
        help_text=_("For fewer visits or a shorter period. The letter must have come first; two weeks is usual."),
    )
    ends_on = DateField(
        label=_("Last day with training"), required=False, help_text=_("Leave empty if the date is unchanged.")
    )
    visits_per_week_first = NumberField(
        label=_("Visits a week from then on"),
        required=False,
        low=1,
        high=28,
        unit=_("visits"),
        help_text=_("Leave empty if the number of visits is unchanged."),
    )
    visits_per_week_last = NumberField(
        label=_("Visits in the last week"), required=False, low=0, high=28, unit=_("visits")
    )
    soon_because = LongText(
        label=_("Why it cannot wait two weeks"),
        required=False,
        rows=2,
        help_text=_("Only when the change applies sooner. It is printed in the letter."),
    )
    content = LongText(label=_("What the person gets from then on"), required=False, rows=2)

    def __init__(self, *args: Any, kinds: set[DecisionOutcome], **kwargs: Any) -> None:
        """kinds: the changes this user may make here."""
        super().__init__(*args, **kwargs)
        del self.fields["alternative"]
        del self.fields["alternative_words"]
        self.fields["asked_for"].help_text = _("If the person asked for a change. It is printed in the letter.")
        self.fields["outcome"].choices = [pair for pair in KINDS if pair[0] in kinds]  # type: ignore[attr-defined]
        for name in ("takes_effect_on", "ends_on"):
            self.fields[name].latest = timezone.localdate() + timedelta(days=366)  # type: ignore[attr-defined]

    def decided(self, data: dict[str, Any]) -> DecisionOutcome | None:
        return DecisionOutcome(data["outcome"]) if data.get("outcome") else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["alternative"] = data["alternative_words"] = ""
        outcome = self.decided(data)
        if outcome is None:
            return data
        day = "takes_effect_on" if outcome is DecisionOutcome.REDUCED else "ends_on"
        if data.get(day) is None and day not in self.errors:
            self.add_error(day, _("Fill this in for the change you chose."))
        return data

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        data, outcome = self.cleaned_data, self.decided(self.cleaned_data)
        return {
            "outcome": outcome,
            "ends_on": data["ends_on"],
            "takes_effect_on": data["takes_effect_on"],
            "visits_per_week_first": data["visits_per_week_first"],
            "visits_per_week_last": data["visits_per_week_last"],
            "soon_because": data["soon_because"],
            "content": data["content"],
            **{name: text for name, text in self.reasons().items() if not name.startswith("alternative")},
        }


class AskDeferralForm(Form):
    """The person asks that the change waits until the appeal is decided."""

    asked_on = DateField(label=_("Asked on"), past=True)
    words = LongText(label=_("What the person asks"), rows=3, help_text=_("In the person's own words if you can."))


class AnswerDeferralForm(Form):
    """The answer to it."""

    granted = forms.TypedChoiceField(
        label=_("Answer"),
        choices=[("yes", _("Yes, the change is postponed")), ("no", _("No, the change is not postponed"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect(),
    )
    reason = LongText(
        label=_("Why"),
        required=False,
        rows=3,
        help_text=_("Needed for a no. It is printed in the letter to the person."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("granted") is False and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Write why the change is not postponed."))
        return data


class StandsForm(Form):
    """The appeal is decided, and the change stands."""

    takes_effect_on = DateField(label=_("Applies from"))


class TakeBackForm(Form):
    """The change is taken back."""

    reason = LongText(
        label=_("Why it is taken back"), rows=3, help_text=_("It is printed in the letter to the person.")
    )
