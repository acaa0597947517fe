"""Forms of this room."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fotfeste.care.service_model.rules.taper import MAX_VISITS_PER_WEEK
from fotfeste.ground.ui.forms import DateField, Form, LongText, MinutesField, NumberField, RatingField, Segmented
from fotfeste.ground.ui.rules.conditions import other_than

from .actions import MAX_MINUTES, MAX_REASON, MAX_TIMES_PER_WEEK
from .labels import ASSISTANCE_LEVELS, DONE_BY, GOAL_STATES, TERMS, TRAINING_AREAS
from .rules.states import RATED_GOALS

# Lazy texts, which the fields take as they take plain ones.
WORST: Any = _("1 is worst")
BEST: Any = _("10 is best")
_WHY_CHANGED: Any = _("Write in a few words why the goal changes.")
TIMES: Any = _("times a week")


def _rating(label: Any) -> RatingField:
    return RatingField(low=1, high=10, low_text=WORST, high_text=BEST, required=False, label=label)


class GoalForm(Form):
    """A new goal. `activity` names where it comes from, `<assessment>:<item>`, or is empty."""

    activity = forms.CharField(required=False, widget=forms.HiddenInput)
    own_words = LongText(
        rows=2,
        label=_("What the person wants to manage"),
        help_text=_("The way it was said. It is shown in quotation marks everywhere."),
    )
    term = forms.ChoiceField(choices=TERMS, widget=Segmented, label=_("What kind of goal"))
    rating_before = _rating(_("How does the person rate it today?"))
    target_on = DateField(required=False, label=_("To be reached by"))


class EditForm(Form):
    """The goal in other words, or other ratings. A reason is asked for only when the words change."""

    own_words = LongText(rows=2, label=_("What the person wants to manage"))
    reason = forms.CharField(
        required=False,
        max_length=500,
        label=_("Why the words change"),
        help_text=_("The old words stay in the record."),
    )
    rating_before = _rating(_("The person's rating at the start"))
    rating_after = _rating(_("The person's rating now"))

    def __init__(self, *args: Any, words_before: str, **kwargs: Any) -> None:
        self.words_before = words_before
        self.only = {"reason": other_than("own_words", words_before)}
        self.needed = {"reason": other_than("own_words", words_before, words=_WHY_CHANGED)}
        super().__init__(*args, **kwargs)

    @property
    def other_words(self) -> bool:
        return self.cleaned_data["own_words"].strip() != self.words_before


class CloseForm(Form):
    """How the goal ended."""

    state = forms.ChoiceField(
        choices=[(state, label) for state, label in GOAL_STATES if state in RATED_GOALS],
        widget=Segmented,
        label=_("How did it go?"),
    )
    rating_after = _rating(_("How does the person rate it now?"))
    reason = forms.CharField(
        max_length=500, label=_("In a few words"), help_text=_("What worked, or what stood in the way.")
    )
    on = DateField(past=True, label=_("Date"))


class MeasureForm(Form):
    """What is trained for a goal."""

    description = forms.CharField(
        max_length=200, label=_("What is to be trained"), help_text=_("So that the person recognises it.")
    )
    area = forms.ChoiceField(choices=[("", _("Choose")), *TRAINING_AREAS], label=_("Training area"))
    done_by = forms.ChoiceField(choices=DONE_BY, widget=Segmented, label=_("Who does it"))
    times_per_week = NumberField(low=1, high=MAX_TIMES_PER_WEEK, unit=TIMES, label=_("How often"))
    minutes = MinutesField(high=MAX_MINUTES, required=False, label=_("How long each time"))
    target_level = forms.TypedChoiceField(
        choices=lambda: [(level, f"{level} · {label}") for level, label in ASSISTANCE_LEVELS],
        coerce=int,
        empty_value=None,
        required=False,
        widget=Segmented,
        label=_("How much help to aim at"),
    )
    starts_on = DateField(label=_("From"))


class DoseForm(Form):
    """Visits in each week, one small field per week."""

    def __init__(self, *args: Any, weeks: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for week in range(1, weeks + 1):
            label = gettext("Week %(week)d") % {"week": week}
            self.fields[f"week_{week}"] = NumberField(low=0, high=MAX_VISITS_PER_WEEK, label=label)
            self.fields[f"week_{week}"].error_messages["required"] = gettext("Fill in “%(label)s”.") % {"label": label}

    @property
    def visits(self) -> list[int]:
        return [self.cleaned_data[name] for name in self.fields]


class DoseReasonForm(Form):
    """Why the visits are others than decided."""

    reason = forms.CharField(label=_("Why they are changed"), max_length=MAX_REASON, required=False)
