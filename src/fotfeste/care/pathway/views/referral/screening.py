"""Screening: the questions, the advice beside them, and what a person decides."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from fotfeste.care.service_model.queries import service_model
from fotfeste.care.service_model.rules import ServiceModel
from fotfeste.care.terms.forms import carried_out
from fotfeste.care.terms.wording import alternative_in_words
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.context import saved

from ... import actions, queries
from ...forms.referral.screening import OTHER_SERVICE, REFUSED, YES, ScreeningForm
from ...models import Referral
from ...rules.referral.screening import Advice, Recommendation
from ...wording.referral import ADVICE, reasons_in_words
from ...writing.letters.letters import letter_language
from ..decision.reasons import asked_about_used_words, asked_for, reason_context
from ..opening import Opened, open_referral, to_referral

# What the advice answers to the first question of the form.
_ADVISED = {Advice.INCLUDE: (YES,), Advice.EXCLUDE: (OTHER_SERVICE, REFUSED), Advice.FIND_OUT_MORE: ("more",)}
_TONES = {Advice.INCLUDE: "success", Advice.EXCLUDE: "warning", Advice.FIND_OUT_MORE: "info"}


@rule(Act.SCREEN)
@require_http_methods(["GET", "POST"])
def screening(request: Request, referral_id: UUID) -> HttpResponse:
    """The whole form. `step=advice` shows the advice without saving, for browsers without scripts."""
    opened, referral = open_referral(request, referral_id, Act.SCREEN)
    teams = queries.teams_to_choose(request.user, today=opened.look.today)
    initial = {
        "team": referral.team_id or (teams[0].pk if len(teams) == 1 else ""),
        "asked_for": asked_for(referral),
    }
    asking = request.POST.get("step") == "advice"
    form = ScreeningForm(
        request.POST if request.method == "POST" else None,
        teams=teams,
        model=_model(referral),
        letter_language=letter_language(referral.person.language),
        decides=opened.look.may(Act.DECIDE),
        initial=initial,
    )
    advice = queries.advice_for(referral, form.answers(), today=opened.look.today)
    form.advised = _ADVISED[advice.advice]
    if request.method == "POST" and not asking and form.is_valid():
        data = form.cleaned_data
        reason = data["reason"].strip() or _reasons_agreed_with(advice, included=form.included_now)
        if not asked_about_used_words(form, referral, opened.look.today) and carried_out(
            form, lambda: _screen(request, referral, form, reason)
        ):
            if form.included_now:
                saved(request, gettext("The referral is in the target group. The decision comes next."))
            elif form.decides:
                saved(
                    request, gettext("The decision is made and the letters are written. Print them from the letters.")
                )
            else:
                saved(request, gettext("Your no is saved. The allocation office makes the decision."))
            return to_referral(opened, referral)
    return _page(opened, referral, form, advice)


def _model(referral: Referral) -> ServiceModel:
    """The questions are those of the day the referral came."""
    return service_model(referral.received_on)


def _reasons_agreed_with(advice: Recommendation, *, included: bool) -> str:
    """The reasons of the advice, when the decision is the same; nothing otherwise: then a person writes why."""
    agrees = advice.advice is (Advice.INCLUDE if included else Advice.EXCLUDE)
    return " ".join(reasons_in_words(advice)) if agrees else ""


def _screen(request: Request, referral: Referral, form: ScreeningForm, reason: str) -> None:
    data = form.cleaned_data
    teams = queries.teams_to_choose(request.user, today=timezone.localdate())
    actions.screen(
        referral=referral,
        answers=form.answers(),
        included=form.included_now,
        reason=reason,
        answer_to_referrer=data["answer_to_referrer"],
        **form.reasons(),
        team=next((team for team in teams if team.pk == data.get("team")), None),
        by=request.user,
        now=timezone.now(),
    )


def _page(opened: Opened, referral: Referral, form: ScreeningForm, advice: Recommendation) -> HttpResponse:
    context = {
        "referral": referral,
        "form": form,
        **_advice_in_words(advice, waits=not form.answers()),
        **reason_context(opened, referral),
    }
    return opened.page("pathway/screening.html", **context)


@rule(Act.SCREEN)
@require_POST
def advice(request: Request, referral_id: UUID) -> HttpResponse:
    """The advice alone, while somebody answers (htmx)."""
    opened, referral = open_referral(request, referral_id, Act.SCREEN)
    language = letter_language(referral.person.language)
    form = ScreeningForm(request.POST, teams=[], model=_model(referral), letter_language=language)
    found = queries.advice_for(referral, form.answers(), today=opened.look.today)
    return render(request, "pathway/advice.html", _advice_in_words(found, waits=not form.answers()))


def _advice_in_words(advice: Recommendation, *, waits: bool) -> dict[str, Any]:
    return {
        "advised": _ADVISED[advice.advice],
        "advice_waits": waits,
        "advice_title": ADVICE[advice.advice],
        "advice_tone": _TONES[advice.advice],
        "advice_reasons": reasons_in_words(advice),
        "advice_instead": alternative_in_words(advice.alternative),
        "advice_asks": advice.advice is Advice.FIND_OUT_MORE,
    }
