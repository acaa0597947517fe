"""Forms about letters that leave the house, and about what the person says of telling others."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.care.terms.labels import DISPATCH_WAYS
from fotfeste.care.terms.rules.vocabulary import DispatchWay
from fotfeste.ground.ui.forms import DateField, Form, Segmented


class SentForm(Form):
    """How and when letters were sent; today and by post where nothing else is said."""

    way = forms.ChoiceField(label=_("How it was sent"), choices=DISPATCH_WAYS, initial=DispatchWay.POST)
    sent_on = DateField(label=_("Day it was sent"), past=True)


class SharingForm(Form):
    """Yes or no, and the day it was said."""

    agrees = forms.TypedChoiceField(
        label=_("The person says"),
        coerce=lambda typed: typed == "yes",
        widget=Segmented(),
    )
    said_on = DateField(label=_("Day the person said it"), past=True)

    def __init__(self, *args: Any, yes: str, no: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agrees"].choices = [("yes", yes), ("no", no)]  # type: ignore[attr-defined]
