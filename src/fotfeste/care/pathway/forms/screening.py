"""The form of a screening: the questions of the rules, and what a person decides."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fotfeste.ground.access.models import Unit
from fotfeste.ground.ui.forms import Form, LongText, Segmented
from fotfeste.ground.ui.rules.conditions import chosen, unlike

from .. import labels
from ..rules.screening import Answer, Kind, asked
from ..rules.service_model import ServiceModel

ANSWERS = [(Answer.YES, _("Yes")), (Answer.NO, _("No")), (Answer.UNKNOWN, _("Do not know"))]


class ScreeningForm(Form):
    """`reason` may stay empty when the person agrees with the advice: then the reasons of the advice stand.

    advised  what the rules answer to the first question: yes, no, or that not all is known; set by whoever asks them
    """

    advised = ""
    only = {"alternative": chosen("included", "no"), "answer_to_referrer": chosen("included", "no")}
    needed = {
        "alternative": chosen(
            "included",
            "no",
            words=_("Choose what is a better offer. A “no” always names what the person can get instead."),
        ),
        "reason": unlike(
            "included",
            "advised",
            words=_("Write the reason: your decision is another than the advice, or not all is known yet."),
        ),
    }

    included = forms.TypedChoiceField(
        label=_("Is reablement the right offer now?"),
        choices=[("yes", _("Yes, reablement")), ("no", _("No, another offer"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=Segmented(),
    )
    reason = LongText(
        label=_("Reason"),
        required=False,
        help_text=_("If you agree with the advice, you may leave it empty: then the reasons above are kept."),
    )
    alternative = forms.ChoiceField(
        label=_("A better offer"),
        required=False,
        choices=[("", _("Choose")), *labels.ALTERNATIVES],
        help_text=_("Only for a no. It stands in the answer to the referrer."),
    )
    answer_to_referrer = LongText(
        label=_("A few words to the referrer"),
        required=False,
        help_text=_("Only for a no. Write what the referrer can do now; keep what is private out of it."),
    )
    team = forms.TypedChoiceField(label=_("Team"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, teams: list[Unit], model: ServiceModel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = asked(model)
        for criterion in self.criteria:
            self.fields[f"a_{criterion.code}"] = forms.ChoiceField(
                label=gettext(criterion.question),
                help_text=gettext(criterion.help),
                required=False,
                choices=ANSWERS,
                widget=Segmented(),
            )
        if teams:
            choices = [("", _("Not chosen yet")), *((team.pk, team.name) for team in teams)]
            self.fields["team"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["team"]

    def speaks_for(self) -> Iterator[BoundField]:
        """The questions where yes fits the target group."""
        return (self[f"a_{c.code}"] for c in self.criteria if c.kind is not Kind.EXCLUSION)

    def speaks_against(self) -> Iterator[BoundField]:
        """The questions where yes is a hindrance."""
        return (self[f"a_{c.code}"] for c in self.criteria if c.kind is Kind.EXCLUSION)

    def answers(self) -> dict[str, str]:
        """The answers given so far, also when the form is not whole; anything else than an answer is left out."""
        given = {c.code: self[f"a_{c.code}"].value() for c in self.criteria}
        return {code: answer for code, answer in given.items() if answer in list(Answer)}

    def answers_to(self, name: str) -> tuple[str, ...]:
        return (self.advised,) if name == "advised" and self.advised else super().answers_to(name)
