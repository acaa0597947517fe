"""The decision, shown as the letter it becomes before it is sent; and appeals."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import override as in_language
from django.views.decorators.http import require_http_methods

from fotfeste.care.service_model.queries import service_model
from fotfeste.care.terms.forms import carried_out
from fotfeste.care.terms.rules.vocabulary import DecisionOutcome
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.context import saved

from ... import actions, queries
from ...forms.decision.answer import AppealForm, DecisionForm
from ...models import Referral
from ...rules.deadlines import add_working_days, appeal_before
from ...writing.letters.letters import letter_language, letter_preview
from ..opening import open_referral, to_referral
from .reasons import asked_about_used_words, asked_for, reason_context


@rule(Act.DECIDE)
@require_http_methods(["GET", "POST"])
def decision(request: Request, referral_id: UUID) -> HttpResponse:
    """`step=preview` shows the letter without saving anything."""
    opened, referral = open_referral(request, referral_id, Act.DECIDE)
    model = service_model()
    today = opened.look.today
    form = DecisionForm(
        request.POST if request.method == "POST" else None,
        model=model,
        letter_language=letter_language(referral.person.language),
        initial=_prefilled(referral, opened.look),
    )
    preview = ""
    if request.method == "POST" and form.is_valid():
        if request.POST.get("step") == "preview":
            preview = letter_preview(referral=referral, by=request.user, now=opened.look.at, **_letter(form))
        elif not asked_about_used_words(form, referral, today) and carried_out(
            form, lambda: actions.decide(referral=referral, by=request.user, now=timezone.now(), **_facts(form))
        ):
            saved(request, gettext("The decision is made and the letter is written. Print it from the letters."))
            return redirect("pathway:referral", referral_id=referral.pk)
    return opened.page(
        "pathway/decision.html",
        status=422 if request.method == "POST" and not preview else 200,
        referral=referral,
        form=form,
        preview=preview,
        running=queries.running_period_of(opened.look),
        appeal_before=appeal_before(today, weeks=model.decision.appeal_weeks),
        appeal_weeks=model.decision.appeal_weeks,
        **reason_context(opened, referral),
    )


def _prefilled(referral: Referral, look: queries.Look) -> dict[str, Any]:
    """What most decisions say, in the language of the person's letters."""
    model = service_model()
    with in_language(letter_language(referral.person.language)):
        content = model.decision.text or _content(model.decision.type)
    return {
        **_screened(referral),
        "asked_for": asked_for(referral),
        # Training at home begins when the person is home.
        "starts_on": max(add_working_days(look.today, 2), referral.discharge_on or look.today),
        "weeks": model.length.default_weeks,
        "visits_per_week_first": model.effort.first,
        "visits_per_week_last": model.effort.last,
        "content": content,
        "large_print": referral.person.large_print,
    }


def _screened(referral: Referral) -> dict[str, Any]:
    """What the screening came to, where it said no and left the decision to the office."""
    screening = getattr(referral, "screening", None)
    if screening is None or screening.included:
        return {"outcome": DecisionOutcome.GRANTED}
    outcome = DecisionOutcome.OTHER_SERVICE if screening.alternative else DecisionOutcome.REFUSED
    return {"outcome": outcome, "alternative": screening.alternative}


def _content(kind: str) -> str:
    """Our own words about what the person gets, where the municipality has none."""
    if kind == "team":
        return gettext(
            "You will get training from our interdisciplinary team. The team will work with you on what matters to "
            "you, at home and where you live your life, and agree with you how often it comes."
        )
    return gettext(
        "We train what matters to you, at home and where you live your life: moving about, stairs, washing, "
        "cooking, getting out. You choose what we begin with. Physiotherapist, occupational therapist, nurse and "
        "home trainer work together."
    )


def _facts(form: DecisionForm) -> dict[str, Any]:
    period = ("starts_on", "visits_per_week_first", "visits_per_week_last", "content", "goals", "large_print")
    return {
        "outcome": form.cleaned_data["outcome"],
        **{name: form.cleaned_data[name] for name in period},
        "ends_on": form.ends_on,
        **form.reasons(),
    }


def _letter(form: DecisionForm) -> dict[str, Any]:
    """The facts as the letter is made of them."""
    facts = _facts(form)
    del facts["alike_is_true"]
    return facts


@rule(Act.RECEIVE_APPEAL)
@require_http_methods(["GET", "POST"])
def appeal(request: Request, referral_id: UUID) -> HttpResponse:
    """Receive an appeal; a late one too, with its date."""
    opened, referral = open_referral(request, referral_id, Act.RECEIVE_APPEAL)
    made = getattr(referral, "decision", None)
    if made is None:
        raise Http404("There is no decision to appeal.")
    form = AppealForm(request.POST or None, initial={"received_on": opened.look.today})
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(
            form,
            lambda: actions.receive_appeal(decision=made, by=request.user, now=timezone.now(), **form.cleaned_data),
        )
    ):
        saved(request, gettext("The appeal is received and dated. Look at the case again."))
        return to_referral(opened, referral)
    last = queries.last_day_to_appeal(made)
    return opened.page("pathway/appeal.html", referral=referral, decision=made, last=last, form=form)
