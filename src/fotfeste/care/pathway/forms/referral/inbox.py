"""The filters of the inbox. They stand in the address, so that a list can be kept and shared."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.care.terms import labels
from fotfeste.ground.ui.forms import Form

from ...queries import NOBODY, InboxFilter
from ...rules.referral.next_step import NextStep
from ...rules.referral.waiting import Wait
from ...wording.referral import NEXT_STEPS

_ALL = ("", _("All"))
# Names in the address, and what they ask for.
_WAITS = {"snart": Wait.SOON, "over": Wait.DUE}


class InboxFilterForm(Form):
    """Anything unknown in the address is passed over: an old link still opens the list."""

    steg = forms.ChoiceField(label=_("Next step"), required=False)
    vei = forms.ChoiceField(label=_("Referred from"), required=False, choices=[_ALL, *labels.ROUTES])
    ventet = forms.ChoiceField(
        label=_("Waited for an answer"),
        required=False,
        choices=[
            _ALL,
            ("snart", _("Three weeks or more")),
            ("over", _("A month or more, or a promise that has run out")),
        ],
    )
    team = forms.ChoiceField(label=_("Team"), required=False)
    hos = forms.ChoiceField(label=_("Officer"), required=False)

    def __init__(
        self, *args: Any, teams: Sequence[tuple[int, str]], handlers: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[Any, Any]]] = {
            "steg": [(step, NEXT_STEPS[step]) for step in NextStep if step is not NextStep.NONE],
            "team": [(str(NOBODY), _("No team yet")), *((str(key), name) for key, name in teams)],
            "hos": [(str(NOBODY), _("Nobody yet")), *((str(key), name) for key, name in handlers)],
        }
        for name, found in choices.items():
            self.fields[name].choices = [_ALL, *found]  # type: ignore[attr-defined]


def filter_from(address: Any) -> InboxFilter:
    """The filter that stands in the address; what cannot be read shows all."""
    step, route = address.get("steg", ""), address.get("vei", "")
    return InboxFilter(
        route=route if route in [str(code) for code, _label in labels.ROUTES] else None,
        team=_number(address.get("team", "")),
        handler=_number(address.get("hos", "")),
        step=NextStep(step) if step in list(NextStep) else None,
        wait=_WAITS.get(address.get("ventet", "")),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
