"""Services as they are asked for: hours a week by kind, a tick for those without hours, or none in one press."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fotfeste.care.terms.labels import SERVICE_KINDS
from fotfeste.care.terms.rules.vocabulary import ServiceKind
from fotfeste.ground.ui.forms import Form, NumberField

BY_HOURS = (ServiceKind.HOME_NURSING, ServiceKind.PRACTICAL_HELP, ServiceKind.DAY_CENTRE, ServiceKind.TRANSPORT)
BY_TICK = (
    ServiceKind.MEALS,
    ServiceKind.SHORT_TERM_PLACE,
    ServiceKind.NURSING_HOME_PLACE,
    ServiceKind.SAFETY_ALARM,
    ServiceKind.AID,
)
LABELS = dict(SERVICE_KINDS)
NONE = "none"


class LevelsForm(Form):
    """One moment's services. `levels` after validation: None when nothing was answered, empty when there are none.

    `moment` is the moment in words; it is part of every control's name for those who hear the page.
    """

    def __init__(self, *args: Any, moment: str, required: bool = True, carried: bool = False, **kwargs: Any) -> None:
        """carried: `levels` come from an earlier moment, so a tick for none outweighs what was only carried over."""
        self.moment, self.must_answer = moment, required
        self.carried: Mapping[ServiceKind, Decimal] | None = kwargs.get("levels") if carried else None
        initial: Mapping[ServiceKind, Decimal] | None = kwargs.pop("levels", None)
        if initial is not None:
            kwargs["initial"] = {NONE: not initial} | {
                str(kind): hours if kind in self._by_hours(initial) else True for kind, hours in initial.items()
            }
        super().__init__(*args, **kwargs)
        for kind in self._by_hours(initial or {}):
            self.fields[kind] = NumberField(
                label=f"{LABELS[kind]}, {moment.lower()}", low=0, high=168, decimals=2, required=False
            )
            self.fields[kind].widget.attrs["size"] = 2
        for kind in BY_TICK:
            self.fields[kind] = self._tick(f"{LABELS[kind]}, {moment.lower()}")
        self.fields[NONE] = self._tick(gettext("No services at all, %(moment)s") % {"moment": moment.lower()})

    @staticmethod
    def _by_hours(initial: Mapping[ServiceKind, Decimal]) -> tuple[ServiceKind, ...]:
        # Old periods from a file have services that are not specified; nobody chooses that kind anew.
        return BY_HOURS + ((ServiceKind.UNSPECIFIED,) if ServiceKind.UNSPECIFIED in initial else ())

    @staticmethod
    def _tick(label: str) -> forms.BooleanField:
        widget = forms.CheckboxInput(attrs={"class": "ds-input", "aria-label": label})
        return forms.BooleanField(label=label, required=False, widget=widget)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        found = self._found(cleaned)
        if cleaned.get(NONE) and found:
            raise forms.ValidationError(
                gettext("%(moment)s: you ticked no services at all, and gave some too. Keep one of the two.")
                % {"moment": self.moment}
            )
        if self.must_answer and not found and not cleaned.get(NONE) and not self.errors:
            raise forms.ValidationError(
                gettext("%(moment)s: write the hours a week, or tick that there are no services at all.")
                % {"moment": self.moment}
            )
        return cleaned

    def _found(self, cleaned: Mapping[str, Any]) -> dict[ServiceKind, Decimal]:
        found = {}
        for kind in ServiceKind:
            value = cleaned.get(kind)
            if value is True:
                found[kind] = Decimal(0)
            elif value:
                found[kind] = Decimal(value)
        return {} if cleaned.get(NONE) and found == self.carried else found

    @property
    def levels(self) -> dict[ServiceKind, Decimal] | None:
        """Hours a week by kind, as the actions take them."""
        found = self._found(self.cleaned_data)
        return found if found or self.cleaned_data.get(NONE) else None


@dataclass(frozen=True)
class LevelInputRow:
    """One kind of service with a control for each moment. `tick`: given or not, without hours."""

    label: str
    note: str
    tick: bool
    controls: list[BoundField]


def level_input_rows(levels_forms: Iterable[LevelsForm]) -> list[LevelInputRow]:
    """The rows of the table that `pathway/levels_input.html` draws, the same kinds for every form."""
    asked = list(levels_forms)
    rows = []
    for kind in (*BY_HOURS, ServiceKind.UNSPECIFIED, *BY_TICK):
        if all(kind in form.fields for form in asked):
            note = _("not counted") if kind in (ServiceKind.SAFETY_ALARM, ServiceKind.AID) else ""
            rows.append(LevelInputRow(str(LABELS[kind]), str(note), kind in BY_TICK, [form[kind] for form in asked]))
    rows.append(LevelInputRow(gettext("No services at all"), "", True, [form[NONE] for form in asked]))
    return rows
