"""The form of a screening: the questions of the rules, and what a person decides."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fotfeste.care.service_model.rules import ServiceModel
from fotfeste.care.terms.rules.vocabulary import DecisionOutcome
from fotfeste.ground.access.models import Unit
from fotfeste.ground.ui.forms import LongText, Segmented
from fotfeste.ground.ui.rules.conditions import ON, chosen, other_than, unlike

from ...rules.referral.screening import Answer, Kind, asked
from ..decision.reasons import ReasonForm

# "No" alone stands for the usual no, with another service.
YES, OTHER_SERVICE, REFUSED = "yes", "no", "refused"
ANSWERS = [(Answer.YES, _("Yes")), (Answer.NO, _("No")), (Answer.UNKNOWN, _("Do not know"))]


_NO = chosen("included", OTHER_SERVICE, REFUSED)
_OF_A_NO = (
    "asked_for", "persons_view", "legal_basis", "rules_from_law", "reason_rules", "reason_facts", "reason_weighed",
)  # fmt: skip


class ScreeningForm(ReasonForm):
    """`reason` may stay empty when the person agrees with the advice: then the reasons of the advice stand.

    advised  the answers to the first question that agree with the rules, or that not all is known; set by whoever asks
             them
    """

    advised: tuple[str, ...] = ()
    only = {
        **dict.fromkeys(("alternative", "alternative_words"), chosen("included", OTHER_SERVICE)),
        **dict.fromkeys(("answer_to_referrer", *_OF_A_NO), _NO),
    }
    included = forms.ChoiceField(
        label=_("Is reablement the right service now?"),
        choices=[
            (YES, _("Yes, reablement")),
            (OTHER_SERVICE, _("No, another service")),
            (REFUSED, _("No, and nothing else is offered")),
        ],
        widget=Segmented(),
    )
    reason = LongText(
        label=_("What the screening came to"),
        required=False,
        help_text=_("For the record. If you agree with the advice, it may stay empty: the reasons above are kept."),
    )
    answer_to_referrer = LongText(
        label=_("A few words to the referrer"),
        required=False,
        help_text=_("Write what the referrer can do now; keep what is private out of it."),
    )
    team = forms.TypedChoiceField(label=_("Team"), required=False, coerce=int, empty_value=None)

    def __init__(
        self, *args: Any, teams: list[Unit], model: ServiceModel, decides: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, legal_basis=model.decision.legal_basis, **kwargs)
        self.decides = decides
        self.needed = {
            "reason": unlike(
                "included",
                "advised",
                words=_("Write the reason. Your decision differs from the advice, or something is not known yet."),
            ),
            "alternative": chosen(
                "included",
                OTHER_SERVICE,
                words=_("Choose which service is better. A “no” names what the person can get."),
            ),
        }
        if decides:
            rules = _NO & other_than("rules_from_law", ON)
            self.needed |= {"reason_rules": rules, "reason_facts": _NO, "reason_weighed": _NO}
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

    def decided(self, data: dict[str, Any]) -> DecisionOutcome | None:
        if not self.decides:
            return None
        return {OTHER_SERVICE: DecisionOutcome.OTHER_SERVICE, REFUSED: DecisionOutcome.REFUSED}.get(
            data.get("included", "")
        )

    def answers_to(self, name: str) -> tuple[str, ...]:
        return self.advised if name == "advised" else super().answers_to(name)

    @property
    def included_now(self) -> bool:
        """True for a yes. Ask it after the form has been found whole."""
        return self.cleaned_data["included"] == YES
