"""While a referral waits: "no answer" in one press, taking it back, and the preliminary answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from fotfeste.care.terms.forms import carried_out
from fotfeste.care.terms.rules.vocabulary import Language
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.context import saved
from fotfeste.ground.ui.wording import exact_day

from ... import actions, queries
from ...forms.referral.waiting import AttemptForm, PreliminaryForm
from ...models import ContactAttempt, Referral
from ...wording.referral import clock_in_words, tone_of_clock
from ...writing.letters.letters import letter_language, preliminary_preview
from ..opening import Opened, open_referral
from ..period.opening import told


@rule(Act.TRY_CONTACT)
@require_POST
def no_answer(request: Request, referral_id: UUID) -> HttpResponse:
    """Somebody called and nobody answered: one press."""
    _opened, found = open_referral(request, referral_id, Act.TRY_CONTACT)
    form = AttemptForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Nothing is written down. Load the page again and press once more."))
    elif told(
        request,
        lambda: actions.try_contact(
            referral=found, key=form.cleaned_data["key"], note=form.cleaned_data["note"], by=request.user,
            now=timezone.now(),
        ),
    ):  # fmt: skip
        name = str(found.person).strip()
        saved(request, gettext("No answer from %(name)s is written down. It stays in the inbox.") % {"name": name})
    return redirect("pathway:contact", referral_id=found.pk)


@rule(Act.TRY_CONTACT)
@require_POST
def undo_no_answer(request: Request, referral_id: UUID) -> HttpResponse:
    """The press was wrong."""
    _opened, found = open_referral(request, referral_id, Act.TRY_CONTACT)
    attempt = _attempt(found, request.POST.get("attempt", ""))
    if told(request, lambda: actions.undo_try(attempt=attempt, by=request.user, now=timezone.now())):
        saved(request, gettext("The try is taken back and does not count."))
    return redirect("pathway:contact", referral_id=found.pk)


def _attempt(referral: Referral, text: str) -> ContactAttempt:
    try:
        attempt_id = UUID(text)
    except ValueError as fault:
        raise Http404("There is no such try.") from fault
    return queries.attempt_of(referral, attempt_id)


@rule(Act.WRITE_PRELIMINARY_ANSWER)
@require_http_methods(["GET", "POST"])
def preliminary(request: Request, referral_id: UUID) -> HttpResponse:
    """The letter about why it takes time. `step=preview` shows it without saving anything."""
    opened, found = open_referral(request, referral_id, Act.WRITE_PRELIMINARY_ANSWER)
    if queries.clock_of(found) is None:
        messages.info(request, gettext("The referral is answered, so there is nothing to tell beforehand."))
        return redirect("pathway:referral", referral_id=found.pk)
    form = PreliminaryForm(request.POST if request.method == "POST" else None, today=opened.look.today)
    preview = ""
    if request.method == "POST" and form.is_valid():
        if request.POST.get("step") == "preview":
            preview = preliminary_preview(referral=found, by=request.user, now=opened.look.at, **form.cleaned_data)
        elif carried_out(
            form,
            lambda: actions.write_preliminary_answer(
                referral=found, by=request.user, now=timezone.now(), **form.cleaned_data
            ),
        ):
            day = {"day": exact_day(form.cleaned_data["expected_on"])}
            saved(request, gettext("The letter is written. The inbox counts to %(day)s from now on.") % day)
            return redirect("pathway:referral", referral_id=found.pk)
    return opened.page(
        "pathway/preliminary.html",
        referral=found,
        form=form,
        preview=preview,
        letter_language=letter_language(found.person.language),
        other_language=found.person.language if found.person.language not in _WRITTEN else "",
        **waiting_words(opened, found),
    )


_WRITTEN = (Language.NB, Language.NN, Language.EN)


def waiting_words(opened: Opened, referral: Referral) -> dict[str, Any]:
    """The clock of one month in words, for the pages of a referral; `clock` is empty when it is answered."""
    clock = queries.clock_of(referral)
    today = opened.look.today
    return {
        "clock": clock_in_words(clock, today=today) if clock else "",
        "clock_tone": tone_of_clock(clock, today=today) if clock else "neutral",
        "told_before": queries.preliminary_answers_of(opened.look, referral),
    }
