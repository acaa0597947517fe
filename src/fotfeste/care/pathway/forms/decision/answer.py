"""Forms of the decision and of an appeal."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fotfeste.care.service_model.rules import ServiceModel
from fotfeste.care.terms.rules.vocabulary import DecisionOutcome
from fotfeste.ground.ui.forms import DateField, Form, LongText, NumberField, Segmented
from fotfeste.ground.ui.rules.conditions import ON, chosen, filled, other_than

from ...rules.decision.content import AGAINST, ANSWERS, BEGAN_AT_MOST, GRANTING, lacking
from ...rules.period.weeks import last_day
from .reasons import ReasonForm

# What is asked of a decision that grants, and by which answers what applies.
_PERIOD = ("starts_on", "weeks", "visits_per_week_first", "visits_per_week_last", "content", "goals")
_GRANTS = chosen("outcome", *sorted(GRANTING))
_INSTEAD = chosen("outcome", DecisionOutcome.OTHER_SERVICE)
_AGAINST = chosen("outcome", *sorted(ANSWERS & AGAINST))


class DecisionForm(ReasonForm):
    """Period and content are filled in beforehand from the service model; the reason is the officer's own."""

    only = {
        **dict.fromkeys(_PERIOD, other_than("outcome", DecisionOutcome.OTHER_SERVICE, DecisionOutcome.REFUSED)),
        **dict.fromkeys(("alternative", "alternative_words"), _INSTEAD),
        "hearing": other_than("outcome", DecisionOutcome.GRANTED),
    }
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
    large_print = forms.BooleanField(label=_("Large print in letters to the person"), required=False)

    def __init__(self, *args: Any, model: ServiceModel, **kwargs: Any) -> None:
        super().__init__(*args, legal_basis=model.decision.legal_basis, **kwargs)
        # Nobody is granted training years ahead; a year like 9999 is a slip of the keyboard.
        self.fields["starts_on"].latest = timezone.localdate() + timedelta(days=366)  # type: ignore[attr-defined]
        self.fields["starts_on"].earliest = timezone.localdate() - BEGAN_AT_MOST  # type: ignore[attr-defined]
        weeks = self.fields["weeks"]
        self.rule = model.decision
        lacks = lacking(self.rule, visits_per_week_first=None, visits_per_week_last=None, content="")
        self.needed = {
            **dict.fromkeys(("starts_on", "weeks", *lacks), _GRANTS),
            "reason_rules": _AGAINST & other_than("rules_from_law", ON),
            "reason_facts": filled("outcome"),
            "reason_weighed": _AGAINST,
            "alternative": _INSTEAD,
        }
        weeks.low, weeks.high = 1, model.length.max_weeks  # type: ignore[attr-defined]

    def decided(self, data: dict[str, Any]) -> DecisionOutcome | None:
        return DecisionOutcome(data["outcome"]) if data.get("outcome") else None

    def lacks(self, name: str) -> str:
        if name in self.needed and name in _PERIOD:
            return gettext("Fill in “%(label)s” to grant reablement.") % {"label": self[name].label}
        return super().lacks(name)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.decided(data) in GRANTING:
            first, last = data.get("visits_per_week_first"), data.get("visits_per_week_last")
            if first is not None and last is not None and last > first:
                self.add_error("visits_per_week_last", _("Write no more visits than in the first week."))
        return data

    @property
    def ends_on(self) -> date | None:
        """The last day of the last whole week; None until start and length are known."""
        start, weeks = self.cleaned_data.get("starts_on"), self.cleaned_data.get("weeks")
        return last_day(start, weeks) if start and weeks else None


class AppealForm(Form):
    received_on = DateField(label=_("Received"), past=True)
    text = LongText(label=_("What the appeal says"), rows=5, help_text=_("In the person's own words if you can."))
