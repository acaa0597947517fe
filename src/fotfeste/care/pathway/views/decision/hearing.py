"""Hearing a person before a no: what was said, a warning with a day to answer by, and the answer."""

from collections.abc import Callable
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from fotfeste.care.terms.forms import carried_out
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.context import saved

from ... import actions, queries
from ...forms.decision.hearing import ConversationForm, ReplyForm, WarningForm
from ...models import Hearing
from ..opening import open_referral
from .reasons import reason_context


class HearingForms:
    """The three forms of hearing somebody, about a referral or a period; `step` says which of them was sent.

    today   the day that stands in the fields at first
    warned  whether a warning waits for an answer; without one there is no form to answer it
    """

    def __init__(self, request: Request, *, today: date, warned: bool) -> None:
        self.step = request.POST.get("step", "") if request.method == "POST" else ""
        first = {"initial": {"on": today, "replied_on": today}}
        self.shown: dict[str, Any] = {
            "conversation": ConversationForm(self._sent(request, "conversation"), **first),
            "warning": WarningForm(self._sent(request, "warning")),
            "reply": ReplyForm(self._sent(request, "reply"), **first) if warned else None,
        }

    def _sent(self, request: Request, name: str) -> Any:
        return request.POST if self.step == name else None

    def carried_out(self, request: Request, *, warned: Callable[[], Hearing], **case: Any) -> bool:
        """Do what was sent, and say so on the next page; False where nothing was, or it was refused on the form.

        warned  gives the warning that is answered, and is asked only where one waits; `case` is `referral` or `episode`
        """
        form = self.shown.get(self.step)
        if form is None or not form.is_valid():
            return False
        data: dict[str, Any] = {**form.cleaned_data, "by": request.user, "now": timezone.now()}
        act, words = {
            "conversation": (
                lambda: actions.record_hearing(**case, **data),
                gettext("The conversation is recorded."),
            ),
            "warning": (
                lambda: actions.warn(**case, **data),
                gettext("The warning is written. Print it from the letters and send it today."),
            ),
            "reply": (lambda: actions.record_reply(hearing=warned(), **data), gettext("The answer is recorded.")),
        }[self.step]
        if not carried_out(form, act):
            return False
        saved(request, words)
        return True


@rule(Act.HEAR)
@require_http_methods(["GET", "POST"])
def hearing(request: Request, referral_id: UUID) -> HttpResponse:
    """Hear somebody whom others referred, before a no."""
    opened, referral = open_referral(request, referral_id, Act.HEAR)
    rows = queries.hearings_of(opened.look, referral)
    warned = queries.open_warning(opened.look, referral)
    forms = HearingForms(request, today=opened.look.today, warned=warned is not None)
    if forms.carried_out(request, warned=lambda: cast("Hearing", warned), referral=referral):
        return redirect("pathway:hearing", referral_id=referral.pk)
    return opened.page(
        "pathway/hearing.html",
        referral=referral,
        hearings=rows,
        **forms.shown,
        is_open=referral.answered_on is None,
        may_decide=opened.look.may(Act.DECIDE),
        **reason_context(opened, referral),
    )
