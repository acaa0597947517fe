"""The form about a person who died or moved away."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.ground.ui.forms import DateField, Form


class LeavingForm(Form):
    """The person died or moved away."""

    what = forms.ChoiceField(
        label=_("What happened"),
        choices=[("died", _("The person has died")), ("moved", _("The person has moved out of the municipality"))],
        widget=forms.RadioSelect(),
    )
    on = DateField(label=_("Day"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].latest = today  # type: ignore[attr-defined]
