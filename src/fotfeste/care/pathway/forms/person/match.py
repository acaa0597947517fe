"""Who a referral is about: confirmed, with what fills gaps, or somebody else, with the right number."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.ground.ui.forms import Checks, DateField, Form, Segmented

from ..referral.registration import short


class ConfirmForm(Form):
    """`gaps` are pairs of a name of `rules.gaps` (or the next of kin) and what would be filled in, in words.

    chosen  whether they are ticked beforehand: not where the names say that it may be somebody else
    """

    take_over = forms.MultipleChoiceField(
        label=_("Take over what the record does not have"), required=False, widget=Checks()
    )

    def __init__(self, *args: Any, gaps: Sequence[tuple[str, str]], chosen: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["take_over"].choices = gaps  # type: ignore[attr-defined]
        self.initial.setdefault("take_over", [name for name, _words in gaps if chosen])
        if not gaps:
            del self.fields["take_over"]


class RejectForm(Form):
    """The wrong number goes. What may have been read from it is shown, to be left or put right."""

    national_number = forms.CharField(
        label=_("The right national identity number"),
        required=False,
        max_length=20,
        widget=short(inputmode="numeric", size=14),
        help_text=_("If you have it. Call the referrer."),
    )
    birth_date = DateField(label=_("Date of birth"), birth=True, required=False)
    sex = forms.ChoiceField(
        label=_("Sex"), required=False, choices=[("woman", _("Woman")), ("man", _("Man"))], widget=Segmented()
    )
