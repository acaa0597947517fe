"""Hearing a person before a no: what was said, a warning with a day to answer by, and the answer."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.context import saved
from fotfeste.ground.ui.forms import Form

from .. import actions, queries
from ..forms.hearing import ConversationForm, ReplyForm, WarningForm
from ..models import Hearing, Referral
from .opening import carried_out, open_referral
from .reasons import reason_context


@rule(Act.HEAR)
@require_http_methods(["GET", "POST"])
def hearing(request: Request, referral_id: UUID) -> HttpResponse:
    """Three forms on one page; `step` says which was sent: conversation, warning or reply."""
    opened, referral = open_referral(request, referral_id, Act.HEAR)
    rows = queries.hearings_of(opened.look, referral)
    warned = queries.open_warning(opened.look, referral)
    step = request.POST.get("step", "") if request.method == "POST" else ""
    today = {"initial": {"on": opened.look.today, "replied_on": opened.look.today}}
    conversation = ConversationForm(request.POST if step == "conversation" else None, **today)
    warning = WarningForm(request.POST if step == "warning" else None)
    reply = ReplyForm(request.POST if step == "reply" else None, **today) if warned else None
    forms = {"conversation": conversation, "warning": warning, "reply": reply}
    if step and _done(request, step, forms, referral, warned):
        return redirect("pathway:hearing", referral_id=referral.pk)
    return opened.page(
        "pathway/hearing.html",
        referral=referral,
        hearings=rows,
        conversation=conversation,
        warning=warning,
        reply=reply,
        is_open=referral.answered_on is None,
        may_decide=opened.look.may(Act.DECIDE),
        **reason_context(opened, referral),
    )


def _done(
    request: Request, step: str, forms: Mapping[str, Form | None], referral: Referral, warned: Hearing | None
) -> bool:
    form = forms.get(step)
    if form is None or not form.is_valid():
        return False
    data = form.cleaned_data

    def act() -> object:
        by, now = request.user, timezone.now()
        if step == "conversation":
            return actions.record_hearing(referral=referral, on=data["on"], words=data["words"], by=by, now=now)
        if step == "warning":
            return actions.warn(referral=referral, plan=data["plan"], reply_by=data["reply_by"], by=by, now=now)
        assert warned is not None  # without an open warning there is no form to answer it
        return actions.record_reply(hearing=warned, by=by, now=now, **data)

    if not carried_out(form, act):
        return False
    words: dict[str, Callable[[], str]] = {
        "conversation": lambda: gettext("The conversation is recorded."),
        "warning": lambda: gettext("The warning is written. Print it from the letters and send it today."),
        "reply": lambda: gettext("The answer is recorded."),
    }
    saved(request, words[step]())
    return True
