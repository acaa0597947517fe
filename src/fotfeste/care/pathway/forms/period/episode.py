"""Forms of the period: opening it, its care team, its services and its breaks."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.care.terms.labels import CARE_ROLES, GROUPS
from fotfeste.ground.access.models import Unit
from fotfeste.ground.ui.forms import Checks, DateField, Form, LongText, Segmented

from ...models import Decision
from ...queries.period.staff import StaffRow
from ...wording.period import unlike_decision


def people_choices(rows: Iterable[StaffRow]) -> list[tuple[str, str]]:
    return [(str(row.user.pk), row.label) for row in rows]


class EpisodeStartForm(Form):
    """Filled in beforehand from the referral and the decision; the services are asked for in forms of their own."""

    team = forms.ChoiceField(label=_("Team"))
    coordinator = forms.ChoiceField(
        label=_("Coordinator"), help_text=_("The person's contact person throughout the period.")
    )
    members = forms.MultipleChoiceField(
        label=_("Others in the care team"),
        required=False,
        widget=Checks(),
        help_text=_("They can open the record while the period lasts. More can join later."),
    )
    group = forms.ChoiceField(
        label=_("Group"),
        choices=GROUPS,
        widget=Segmented(),
        help_text=_("Suggested from the services in the referral. Results are always shown for each group."),
    )
    planned_start_on = DateField(label=_("First day"))
    planned_end_on = DateField(label=_("Last day"))
    unlike_decision = forms.BooleanField(label=_("The period is to be unlike the decision"), required=False)
    agreed_on = DateField(label=_("The person agreed on"), required=False, past=True)
    agreed_words = LongText(
        label=_("What the person said about the other last day"),
        required=False,
        rows=2,
        help_text=_("Needed for a later last day than was decided, and for one more than a week earlier."),
    )
    what_matters = LongText(
        label=_("What matters to the person"), required=False, help_text=_("In their own words. Everybody sees it.")
    )

    def __init__(
        self,
        *args: Any,
        teams: Iterable[Unit],
        coordinators: Iterable[StaffRow],
        staff: Iterable[StaffRow],
        decision: Decision | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.decision = decision
        self.fields["team"].choices = [(str(team.pk), team.name) for team in teams]  # type: ignore[attr-defined]
        self.fields["coordinator"].choices = [("", "–"), *people_choices(coordinators)]  # type: ignore[attr-defined]
        self.fields["members"].choices = people_choices(staff)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask about days the decision does not hold, which its letter has told the person nothing of."""
        data = super().clean() or {}
        start, end = data.get("planned_start_on"), data.get("planned_end_on")
        if start and end and self.decision and not data.get("unlike_decision"):
            told = unlike_decision(start=start, end=end, decided=(self.decision.starts_on, self.decision.ends_on))
            if told:
                self.add_error("unlike_decision", told)
        return data

    @property
    def asks_about_days(self) -> bool:
        """Whether the question about other days than those decided is to be seen."""
        return bool(self.is_bound and (self.errors.get("unlike_decision") or self["unlike_decision"].value()))


class CareTeamForm(Form):
    """One more in the care team."""

    user = forms.ChoiceField(label=_("Who"))
    role = forms.ChoiceField(label=_("As"), choices=CARE_ROLES, widget=forms.RadioSelect())
    starts_on = DateField(label=_("From"), help_text=_("A new coordinator takes over from the one before."))

    def __init__(self, *args: Any, groups: Iterable[tuple[str, Iterable[StaffRow]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(title), people_choices(rows)) for title, rows in groups]
        self.fields["user"].choices = [("", "–"), *choices]  # type: ignore[attr-defined]


class HoldForm(Form):
    """Training pauses."""

    on = DateField(label=_("From"))
    reason = LongText(label=_("Why"), rows=2, help_text=_("For example: admitted to hospital, back in a week."))


class ResumeForm(Form):
    """Training goes on."""

    on = DateField(label=_("Training goes on from"))
    reason = LongText(label=_("What has changed"), rows=2, required=False)


class HandOverForm(Form):
    """What home nursing needs so that training does not stop."""

    to_unit = forms.ChoiceField(label=_("Handed over to"))
    contact = forms.ChoiceField(
        label=_("Contact there"), required=False, help_text=_("Can open the record and is told when to check.")
    )
    does_alone = LongText(label=_("Does this alone"), help_text=_("One thing per line, as concretely as you can."))
    help_not_to_give = LongText(
        label=_("Help that is not to be given"),
        help_text=_("Write one thing per line: putting on socks, making sandwiches."),
    )
    training_goes_on = LongText(
        label=_("The training that continues"), required=False, help_text=_("What, how often, and who stands beside.")
    )
    check_on = DateField(label=_("Check on"), help_text=_("The day the contact person checks how it is going."))
    introductions = LongText(
        label=_("Activities and people to meet"),
        required=False,
        rows=2,
        help_text=_("For example: walking group, visiting friend, senior gym."),
    )

    def __init__(
        self, *args: Any, units: Iterable[Unit], contacts: Iterable[StaffRow], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_unit"].choices = [(str(unit.pk), unit.name) for unit in units]  # type: ignore[attr-defined]
        self.fields["contact"].choices = [("", "–"), *people_choices(contacts)]  # type: ignore[attr-defined]
        self.fields["check_on"].earliest = today  # type: ignore[attr-defined]
