"""The period asked for."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fotfeste.ground.ui.forms import DateField, Form
from fotfeste.insight.figures.rules.figure import Period


class PeriodForm(Form):
    """Two days, both included; an empty one is no limit. The names stand in the address as `fra` and `til`."""

    fra = DateField(label=_("From"), required=False)
    til = DateField(label=_("To"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("fra") and cleaned.get("til") and cleaned["fra"] > cleaned["til"]:
            self.add_error("til", gettext("The period ends before it starts. Swap the two dates."))
        return cleaned

    def period(self) -> Period:
        """The whole time unless both days are usable."""
        if not self.is_valid():
            return Period()
        return Period(self.cleaned_data.get("fra"), self.cleaned_data.get("til"))
