"""Forms of this room: the visits of a whole period, one line a visit, planned all at once."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fotfeste.care.visits.forms import SlotForm
from fotfeste.care.visits.labels import day_off_in_words
from fotfeste.ground.ui.forms import DateField, Form, LongText, TimeField
from fotfeste.ground.ui.wording import short_weekday

from .queries.plan import Slot

NO_DAY = ""


class _Line(SlotForm):
    """A visit to plan. A line without a day is left out, whatever else stands in it."""

    def __init__(self, *args: Any, staff: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, staff=staff, **kwargs)
        for name in ("start", "minutes", "who"):
            self.fields[name].required = False

    @property
    def empty(self) -> bool:
        return not self.cleaned_data.get("day")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors or not data.get("day"):
            return data
        missing = [str(self.fields[name].label) for name in ("start", "minutes", "who") if data.get(name) in (None, "")]
        if missing:
            raise forms.ValidationError(
                gettext("Fill in %(missing)s, or leave the day out.") % {"missing": ", ".join(missing).lower()}
            )
        return data


class WeekLine(_Line):
    """A line of one week of the period: only its days can be chosen, and a holiday says what it is."""

    day = forms.TypedChoiceField(label=_("Day"), coerce=parse_date, empty_value=None, required=False)

    def __init__(self, *args: Any, days: Iterable[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(NO_DAY, gettext("no visit")), *((day.isoformat(), _said(day)) for day in days)]
        self.fields["day"].choices = choices  # type: ignore[attr-defined]


def _said(day: date) -> str:
    off = day_off_in_words(day)
    return f"{short_weekday(day)} – {off}" if off else short_weekday(day)


class OutsideLine(_Line):
    """A visit outside the period: any day, and why."""

    day = DateField(label=_("Day"), required=False)
    outside_reason = forms.CharField(
        label=_("Why"),
        help_text=_("For example that you meet the person at the hospital before the journey home."),
        max_length=200,
        required=False,
    )


def line_initial(slot: Slot) -> dict[str, Any]:
    """A proposal as the line shows it; the id makes that sending the page twice plans once."""
    at = localtime(slot.at)
    people = (*slot.staff_ids, "", "")
    return {
        "id": uuid4(),
        "day": localdate(slot.at).isoformat(),
        "start": at.time(),
        "minutes": slot.minutes,
        "who": people[0],
        "who_else": people[1],
    }


class PeriodForm(Form):
    """What concerns the whole plan.

    told  the number of visits in each week as the page said it last, `1:5,2:4`: a number that nobody was told is asked
          about before it is saved
    """

    usual = TimeField(label=_("Time that suits the person"), required=False)
    on_days_off = forms.BooleanField(label=_("Visits may be on public holidays, 24 and 31 December"), required=False)
    exception = LongText(
        label=_("Why the first visit is different this time"),
        help_text=_("Only when fewer people or professions come than there should be."),
        rows=2,
        required=False,
    )
    told = forms.CharField(widget=forms.HiddenInput(), required=False)
