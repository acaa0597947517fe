"""Forms about next of kin and consent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.ground.ui.forms import DateField, Form


class RelativeForm(Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    relationship = forms.CharField(
        label=_("Relationship"), required=False, max_length=60, help_text=_("For example daughter.")
    )
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel", "size": 14}),
    )


class ConsentForm(Form):
    on = DateField(label=_("Date"), past=True)
