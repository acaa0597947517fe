"""Forms of the decision and of an appeal."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fotfeste.ground.ui.forms import DateField, Form, LongText, NumberField, Segmented

from .. import labels
from ..rules.decision import GRANTING, lacking, words_lacking
from ..rules.service_model import ServiceModel
from ..rules.vocabulary import DecisionOutcome
from ..rules.weeks import last_day


class DecisionForm(Form):
    """Filled in beforehand from the service model, so that most decisions are read through and sent."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (DecisionOutcome.GRANTED, _("Grant")),
            (DecisionOutcome.GRANTED_IN_PART, _("Grant in part")),
            (DecisionOutcome.OTHER_SERVICE, _("Another service")),
            (DecisionOutcome.REFUSED, _("Refuse")),
        ],
        widget=Segmented(),
    )
    starts_on = DateField(label=_("Starts"), required=False)
    weeks = NumberField(label=_("Length"), required=False, unit=_("weeks"))
    visits_per_week_first = NumberField(
        label=_("Visits in the first week"), required=False, low=1, high=28, unit=_("visits")
    )
    visits_per_week_last = NumberField(
        label=_("Visits in the last week"),
        required=False,
        low=0,
        high=28,
        unit=_("visits"),
        help_text=_("Effort is high at first and then tapers."),
    )
    content = LongText(label=_("What the person gets"), required=False, rows=4)
    goals = LongText(
        label=_("Goals"),
        required=False,
        rows=2,
        help_text=_("If they are known already. They are set at the first visits."),
    )
    asked_for = LongText(label=_("What was asked for"), required=False, rows=2)
    persons_view = LongText(label=_("The person's own view"), required=False, rows=2)
    reason_rules = LongText(label=_("What the rules say"), required=False, rows=3)
    reason_facts = LongText(label=_("The facts about this person"), rows=4)
    reason_weighed = LongText(label=_("What we have weighed"), required=False, rows=3)
    alternative = forms.ChoiceField(
        label=_("Offered instead"), required=False, choices=[("", _("Choose")), *labels.ALTERNATIVES]
    )
    alternative_words = LongText(label=_("Who does what, and when"), required=False, rows=2)
    large_print = forms.BooleanField(label=_("Large print in letters to the person"), required=False)

    def __init__(self, *args: Any, model: ServiceModel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Nobody is granted training years ahead; a year like 9999 is a slip of the keyboard.
        self.fields["starts_on"].latest = timezone.localdate() + timedelta(days=366)  # type: ignore[attr-defined]
        weeks = self.fields["weeks"]
        self.rule = model.decision
        weeks.low, weeks.high = 1, model.length.max_weeks  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        outcome = DecisionOutcome(data.get("outcome") or DecisionOutcome.GRANTED)
        if outcome in GRANTING:
            lacks = lacking(
                self.rule,
                visits_per_week_first=data.get("visits_per_week_first"),
                visits_per_week_last=data.get("visits_per_week_last"),
                content=data.get("content") or "",
            )
            for name in ("starts_on", "weeks", *lacks):
                if data.get(name) in (None, "") and name not in self.errors:
                    text = gettext("Fill in “%(label)s” to grant reablement.") % {"label": self[name].label}
                    self.add_error(name, text)
            first, last = data.get("visits_per_week_first"), data.get("visits_per_week_last")
            if first is not None and last is not None and last > first:
                self.add_error("visits_per_week_last", _("Write no more visits than in the first week."))
        for name in words_lacking(outcome, {key: value for key, value in data.items() if isinstance(value, str)}):
            if name not in self.errors:
                self.add_error(name, gettext("Fill in “%(label)s”.") % {"label": self[name].label})
        return data

    @property
    def ends_on(self) -> date | None:
        """The last day of the last whole week; None until start and length are known."""
        start, weeks = self.cleaned_data.get("starts_on"), self.cleaned_data.get("weeks")
        return last_day(start, weeks) if start and weeks else None


class AppealForm(Form):
    received_on = DateField(label=_("Received"), past=True)
    text = LongText(label=_("What the appeal says"), rows=5, help_text=_("In the person's own words if you can."))
