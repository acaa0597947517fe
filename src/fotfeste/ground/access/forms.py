"""Forms of the users page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.ground.ui.forms import DateField, Form

from .labels import PROFESSIONS, ROLES
from .models import Unit
from .rules.rights import Role

GIVEN_ROLES = [(code, label) for code, label in ROLES if code is not Role.SYSTEM]


class NewUser(Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose")), *GIVEN_ROLES])
    profession = forms.ChoiceField(label=_("Profession"), choices=[("", _("Choose")), *PROFESSIONS], required=False)
    unit = forms.ModelChoiceField(label=_("Works in"), queryset=Unit.objects.order_by("name"), required=False)


class LastDay(Form):
    last_day = DateField(label=_("Last day"), help_text=_("Access ends after this day."))
