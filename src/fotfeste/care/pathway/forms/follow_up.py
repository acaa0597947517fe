"""Forms of the contact after the period."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.care.terms.labels import FOLLOW_UP_METHODS
from fotfeste.ground.access.models import Unit
from fotfeste.ground.ui.forms import DateField, Form, LongText, Segmented, YesNoField

NOT_NEEDED, OFFERED, WANTED = "not_needed", "offered", "wanted"
# Days ahead that the list shows.
HORIZONS = [("14", _("the next two weeks")), ("31", _("the next month")), ("400", _("everything"))]


class FollowUpForm(Form):
    """What was heard; the services are asked for in a form of their own."""

    done_on = DateField(label=_("Day"))
    method = forms.ChoiceField(label=_("How"), choices=FOLLOW_UP_METHODS, widget=Segmented())
    lives_at_home = YesNoField(label=_("Lives at home"), required=False)
    new_period = forms.ChoiceField(
        label=_("New period"),
        required=False,
        widget=forms.RadioSelect(),
        choices=[
            (NOT_NEEDED, _("Not needed now")),
            (OFFERED, _("Offered, but not wanted")),
            (WANTED, _("Offered and wanted: register a new referral next")),
        ],
    )
    note = LongText(label=_("How it goes"), required=False)

    def __init__(self, *args: Any, earliest: date | None, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_on"].earliest = earliest  # type: ignore[attr-defined]
        self.fields["done_on"].latest = today  # type: ignore[attr-defined]

    @property
    def new_period_offered(self) -> bool | None:
        """None when nothing was answered."""
        return {NOT_NEEDED: False, OFFERED: True, WANTED: True}.get(self.cleaned_data["new_period"])


class CancelForm(Form):
    """Nobody is to be contacted."""

    reason = LongText(label=_("Why nobody is to be contacted"), rows=2)


class DueListForm(Form):
    """Which follow-ups the list shows; kept in the address."""

    team = forms.ChoiceField(label=_("Team"), required=False)
    days = forms.ChoiceField(label=_("Show"), required=False, choices=HORIZONS)

    def __init__(self, *args: Any, teams: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(team.pk), team.name) for team in teams]
        self.fields["team"].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]
        if len(choices) < 2:
            del self.fields["team"]
