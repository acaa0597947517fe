"""Forms about decision-making competence: one question on one day, and to whom it was shown."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.care.terms.labels import COMPETENCE_FINDINGS
from fotfeste.ground.ui.forms import DateField, Form, LongText


class CompetenceForm(Form):
    """Nothing is chosen beforehand."""

    question = LongText(
        label=_("The question"),
        rows=2,
        help_text=_("What the person was to decide, for example whether to train at home. One question only."),
    )
    assessed_on = DateField(label=_("Assessed on"))
    finding = forms.ChoiceField(
        label=_("Can the person decide this?"),
        choices=COMPETENCE_FINDINGS,
        widget=forms.RadioSelect(),
        help_text=_(
            "Adults decide for themselves. Choose “cannot” only if it is clearly most likely that the person does not "
            "understand what this is about and what follows from it, also when it is explained well."
        ),
    )
    why = LongText(
        label=_("Why"),
        rows=4,
        help_text=_("What was explained and how, what the person understood, and what the person wants."),
    )
    shown_to_person_on = DateField(label=_("Shown to the person on"), required=False)
    shown_to_kin_on = DateField(
        label=_("Shown to the nearest next of kin on"),
        required=False,
        help_text=_("When the person cannot decide this."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("assessed_on", "shown_to_person_on", "shown_to_kin_on"):
            self.fields[name].latest = today  # type: ignore[attr-defined]


class ShownForm(Form):
    """The day an assessment was shown to somebody."""

    on = DateField(label=_("Date"), past=True)
