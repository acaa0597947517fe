"""One referral: registered, opened, contacted, withdrawn."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fotfeste.care.terms.forms import carried_out
from fotfeste.care.terms.labels import DISPATCH_WAYS
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import Referrer
from fotfeste.care.terms.wording import error_in_words, services_in_words
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act, Role, may_ever
from fotfeste.ground.ui.context import saved
from fotfeste.ground.ui.wording import exact_day

from ... import actions, queries
from ...forms.referral.registration import SOMEBODY_ELSE, ContactForm, ReferralForm, WithdrawForm
from ...forms.referral.waiting import AttemptForm, interpreter_form, said_about_interpreter
from ...models import Referral
from ...rules.referral.next_step import NextStep
from ...wording.outcome import hours_in_words
from ...wording.person import TOLD_OF_IDENTITY, signs_in_words
from ...wording.referral import ACT_OF_STEP, KEY_USED, NEXT_STEPS, WAITS_FOR, deadline_in_words, tone_of
from ...writing.referral.registering import hold_key
from ..opening import Opened, open_person, open_referral, to_referral
from ..person.match import compared
from .waiting import waiting_words

_PAGE_OF_STEP = {
    NextStep.CONTACT: "pathway:contact",
    NextStep.SCREEN: "pathway:screening",
    NextStep.DECIDE: "pathway:decision",
    NextStep.START: "pathway:episode_start",
}
_ABOUT_PERSON = (
    "national_number", "given_name", "family_name", "birth_date", "sex", "phone", "address", "postal_code", "city",
    "language", "interpreter", "lives_alone", "gp_name",
)  # fmt: skip
_ABOUT_RELATIVE = {"relative_name": "name", "relative_relationship": "relationship", "relative_phone": "phone"}


@rule(Act.REGISTER_REFERRAL)
@require_http_methods(["GET", "POST"])
def referral_new(request: Request) -> HttpResponse:
    """Register a referral; with `?person=` for somebody whose record the user may open."""
    user, today = request.user, timezone.localdate()
    opened = _person_in_address(request)
    outside = user.role in (Role.EXTERNAL, Role.HOME_SERVICE)
    form = ReferralForm(
        request.POST if request.method == "POST" else None,
        known=opened is not None,
        outside=user.role == Role.EXTERNAL,
        teams=queries.teams_to_choose(user, today=today),
        initial={"received_on": today, "referrer_name": user.name if outside else "", "referrer": _referrer_of(user)},
    )
    same: list[dict[str, Any]] = []
    if request.method == "POST":
        # Two who send the same form at once wait for each other here, before anything is asked or made.
        with transaction.atomic():
            referral, same = _sent(request, form, opened)
        if referral is not None:
            for told in form.told:
                messages.info(request, gettext(TOLD_OF_IDENTITY[told]))
            return _after(request, referral)
    context: dict[str, Any] = {
        "form": form,
        "known": opened is not None,
        "same": same,
        "chosen": request.POST.get("same_person", ""),
        "somebody_else": SOMEBODY_ELSE,
    }
    if form.key_was_used:
        context["messages"] = ()
    if opened is not None:
        return opened.page("pathway/referral_new.html", **context)
    return render(request, "pathway/referral_new.html", {**context, "today": today})


def _sent(request: Request, form: ReferralForm, opened: Opened | None) -> tuple[Referral | None, list[dict[str, Any]]]:
    """The referral that the form became, now or the first time it was sent; else None, and who it may be."""
    key = form.sent_key()
    if key:
        hold_key(_key(key))
        earlier = queries.sent_with(key=_key(key))
        if earlier is not None:
            # What the first answer said, if it never came through, would stand beside this one and contradict it.
            list(messages.get_messages(request))
        if earlier is not None and earlier.registered_by == request.user and earlier.content_digest == form.digest():
            saved(request, gettext("The referral was registered the first time you sent it. Nothing is sent twice."))
            return earlier, []
        if earlier is not None:
            form.renew_key()
            form.add_error(None, gettext(KEY_USED))
            return None, []
    chosen = request.POST.get("same_person", "")
    same = [] if opened else _who_it_may_be(request.user, form)
    if not form.is_valid() or _unanswered(form, same, chosen):
        return None, same
    referral = _register(request, form, opened, chosen)
    if referral is not None:
        saved(request, gettext("The referral is registered."))
    return referral, same


def _key(key: str) -> str:
    return f"form:{key}"


def _person_in_address(request: Request) -> Opened | None:
    text = request.GET.get("person", "")
    if not text:
        return None
    try:
        return open_person(request, UUID(text), Act.READ_RECORD)
    except ValueError as fault:
        raise Http404("There is no such person.") from fault


def _referrer_of(user: User) -> str:
    """Who probably refers, from the role; it can be changed."""
    return {Role.HOME_SERVICE: Referrer.HOME_SERVICES, Role.TRAINER: Referrer.HOME_SERVICES}.get(Role(user.role), "")


def _who_it_may_be(user: User, form: ReferralForm) -> list[dict[str, Any]]:
    found = queries.possible_duplicates(user=user, traits=form.traits(), now=timezone.now())
    return [
        {"row": each.row, "signs": signs_in_words(each.suggestion.signs), "certain": each.suggestion.certain}
        for each in found
    ]


def _unanswered(form: ReferralForm, same: list[dict[str, Any]], chosen: str) -> bool:
    """Whether somebody must still say if it is one of those suggested; the question then stands on top of the form."""
    if not same or chosen in [str(each["row"].person_id) for each in same]:
        return False
    if any(each["certain"] for each in same):
        text = gettext(
            "The national identity number belongs to somebody who is registered already. Choose that person."
        )
    elif chosen == SOMEBODY_ELSE:
        return False
    else:
        text = gettext("Somebody similar is registered already. Say whether it is the same person.")
    form.add_error(None, text)
    return True


def _register(request: Request, form: ReferralForm, opened: Opened | None, chosen: str) -> Referral | None:
    """All of it or nothing: person, next of kin and referral."""
    data, now = form.cleaned_data, timezone.now()
    about = {name: data[name] for name in data if name not in (*_ABOUT_PERSON, *_ABOUT_RELATIVE, "key", "team")}
    teams = queries.teams_to_choose(request.user, today=timezone.localdate(now))
    if opened is None and chosen and chosen != SOMEBODY_ELSE:
        opened = open_person(request, UUID(chosen), Act.READ_RECORD)
    try:
        return actions.refer(
            person=queries.person_of(opened.look) if opened else None,
            who={name: data[name] for name in _ABOUT_PERSON if name in data},
            near={name: data[field] for field, name in _ABOUT_RELATIVE.items()},
            name_as_written=f"{data.get('given_name', '')} {data.get('family_name', '')}",
            team=next((team for team in teams if team.pk == data.get("team")), None),
            key=_key(form.sent_key()) if form.sent_key() else None,
            digest=form.digest(),
            by=request.user,
            now=now,
            **{"received_on": timezone.localdate(now), **about},
        )
    except CareError as refused:
        form.add_error(None, error_in_words(refused))
        return None


def _after(request: Request, referral: Referral) -> HttpResponse:
    """To the referral for those who may open it; a partner goes to the list of what they have sent."""
    user = request.user
    if queries.reaches(user, referral.person_id, today=timezone.localdate()):
        return redirect("pathway:referral", referral_id=referral.pk)
    if may_ever(Role(user.role), Act.READ_OWN_REFERRALS):
        return redirect("pathway:own_referrals")
    return redirect("portal:home")


@rule(Act.REGISTER_REFERRAL)
@require_POST
def referral_same(request: Request) -> HttpResponse:
    """Who it may be, while somebody types (htmx)."""
    form = ReferralForm(request.POST, teams=[])
    context = {
        "same": _who_it_may_be(request.user, form),
        "chosen": request.POST.get("same_person", ""),
        "somebody_else": SOMEBODY_ELSE,
    }
    return render(request, "pathway/same_person.html", context)


@rule(Act.READ_RECORD)
@require_safe
def referral(request: Request, referral_id: UUID) -> HttpResponse:
    """What is known, where it stands, and the one next step."""
    opened, found = open_referral(request, referral_id, Act.READ_RECORD)
    look = opened.look
    waiting = queries.waiting_for(found, today=look.today)
    may_do = waiting.step in ACT_OF_STEP and look.may(ACT_OF_STEP[waiting.step])
    has_inbox = may_ever(Role(request.user.role), Act.READ_INBOX)
    return opened.page(
        "pathway/referral.html",
        back=reverse("pathway:inbox") if has_inbox else reverse("board:person", args=[found.person_id]),
        back_text=gettext("Inbox") if has_inbox else gettext("The person"),
        referral=found,
        relatives=queries.relatives_of(look),
        step=NEXT_STEPS[waiting.step] if may_do else WAITS_FOR[waiting.step],
        step_url=reverse(_PAGE_OF_STEP[waiting.step], args=[found.pk]) if may_do else "",
        waits=waiting.step is not NextStep.NONE,
        due=deadline_in_words(waiting.deadline) if waiting.deadline else "",
        due_tone=tone_of(waiting.deadline) if waiting.deadline else "neutral",
        due_on=waiting.deadline.on if waiting.deadline else None,
        steps=_steps(found, waiting.step),
        services=services_in_words(found.services_today),
        hours=hours_in_words(found.hours_per_week) if found.hours_per_week is not None else "",
        otherwise=queries.named_otherwise(found) and found.written_about is None,
        confirms=(confirms := queries.may_confirm(user=request.user, referral=found, today=look.today)),
        step_tone="" if confirms else "accent",
        as_written=_as_written(found),
        letters=queries.letters_of(look, referral_id=found.pk),
        may_send=look.may(Act.SEND_LETTER),
        may_share=look.may(Act.SET_SHARING),
        ways=DISPATCH_WAYS,
        appeals=queries.appeals_to(look, found),
        appeal_until=queries.last_day_to_appeal(found.decision) if hasattr(found, "decision") else None,
        hearings=queries.hearings_of(look, found),
        may_hear=found.answered_on is None and found.referrer != Referrer.PERSON and look.may(Act.HEAR),
        may_screen_now=waiting.step is NextStep.CONTACT and look.may(Act.SCREEN),
        running=queries.running_period_of(look),
        tries=queries.attempts_of(look, found),
        interpreter_use=queries.interpreter_words_of(look, found),
        may_tell=queries.clock_of(found) is not None and look.may(Act.WRITE_PRELIMINARY_ANSWER),
        **waiting_words(opened, found),
        may_withdraw=found.answered_on is None and look.may(Act.WITHDRAW_REFERRAL),
        may_appeal=hasattr(found, "decision") and look.may(Act.RECEIVE_APPEAL),
        may_consent=look.may(Act.CONSENT_TO_RELATIVE),
    )


def _as_written(referral: Referral) -> list[Any]:
    """What the referrer wrote about who it is and the record does not say: kept beside it (see views.match)."""
    if referral.written_about is None:
        return []
    rows = compared(
        referral.written_about,
        referral.person,
        queries.written_relatives_of(referral),
        queries.relatives_as_known(referral.person),
    )
    return [row for row in rows if row.written and row.written != row.known]


def _steps(referral: Referral, step: NextStep) -> list[dict[str, Any]]:
    """The way of a referral as a row of steps; a way that ended early ends with how."""
    screening, decision = getattr(referral, "screening", None), getattr(referral, "decision", None)
    days = [
        (gettext("Received"), referral.received_on, None),
        (gettext("Contact"), referral.contacted_on, NextStep.CONTACT),
        (gettext("Screening"), timezone.localdate(screening.screened_at) if screening else None, NextStep.SCREEN),
        (gettext("Decision"), decision.decided_on if decision else None, NextStep.DECIDE),
        (gettext("Start"), referral.episode.planned_start_on if hasattr(referral, "episode") else None, NextStep.START),
    ]
    rows = []
    for label, day, own in days:
        state = "done" if day else "current" if own is not None and own is step else "ahead"
        if state == "ahead" and step is NextStep.NONE:
            continue
        rows.append({"label": label, "state": state, "day": day})
    if step is NextStep.NONE and not hasattr(referral, "episode"):
        rows.append({"label": referral.get_state_display(), "state": "current", "day": referral.answered_on})
    return rows


@rule(Act.CONTACT)
@require_http_methods(["GET", "POST"])
def contact(request: Request, referral_id: UUID) -> HttpResponse:
    """Whom to call and on which number; then when it was done and what was said."""
    opened, found = open_referral(request, referral_id, Act.CONTACT)
    if found.contacted_on is not None:
        messages.info(request, gettext("Contact was made %(day)s.") % {"day": exact_day(found.contacted_on)})
        return redirect("pathway:referral", referral_id=found.pk)
    posted = request.POST if request.method == "POST" else None
    form = ContactForm(posted, initial={"contacted_on": opened.look.today})
    interpreter = interpreter_form(found.person.interpreter, posted)
    if posted is not None and all([form.is_valid(), interpreter is None or interpreter.is_valid()]):
        data = form.cleaned_data
        if carried_out(
            form,
            lambda: actions.record_contact(
                referral=found,
                contacted_on=data["contacted_on"],
                note=data["note"],
                on_a_no=data["on_a_no"],
                by=request.user,
                now=timezone.now(),
                **said_about_interpreter(interpreter),
            ),
        ):
            saved(request, gettext("The contact is recorded."))
            return redirect("pathway:referral", referral_id=found.pk)
    return opened.page(
        "pathway/contact.html",
        referral=found,
        relatives=queries.relatives_of(opened.look),
        form=form,
        interpreter=interpreter,
        attempt=AttemptForm(initial={"key": uuid4()}, auto_id="id_try_%s"),
        tries=queries.attempts_of(opened.look, found),
        undo_url=reverse("pathway:undo_no_answer", args=[found.pk]),
    )


@rule(Act.WITHDRAW_REFERRAL)
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, referral_id: UUID) -> HttpResponse:
    """Withdraw a referral: who wants it and when, and the letter about it."""
    opened, found = open_referral(request, referral_id, Act.WITHDRAW_REFERRAL)
    form = WithdrawForm(request.POST if request.method == "POST" else None, initial={"said_on": opened.look.today})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if carried_out(
            form,
            lambda: actions.withdraw_referral(referral=found, **said, by=request.user, now=timezone.now()),
        ):
            saved(
                request,
                gettext(
                    "The referral is withdrawn, and the letter to the person is written. Print it from the letters."
                ),
            )
            return to_referral(opened, found)
    return opened.page("pathway/withdraw.html", referral=found, form=form)
