"""A granted decision is changed while the period runs; and what the person asks for about a change."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from fotfeste.care.service_model.queries import service_model
from fotfeste.care.terms.forms import carried_out
from fotfeste.care.terms.rules.vocabulary import DecisionOutcome, HearingKind
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.forms import Form

from ... import actions, queries
from ...forms.decision.answer import AppealForm
from ...forms.decision.change import AnswerDeferralForm, AskDeferralForm, ChangeForm, StandsForm, TakeBackForm
from ...models import Episode
from ...queries.decision.changes import (
    ChangeRow,
    change_of,
    change_rows_of,
    changes_of,
    granted_decision_of,
    in_force,
    latest_change_of,
    team_may,
)
from ...queries.decision.hearings import HearingRow, hearing_of_period_to_answer, hearings_of_period
from ...rules.deadlines import add_working_days, appeal_before
from ...rules.decision.changes import proposed_effect
from ...rules.decision.hearing import Standing
from ...rules.states import RUNNING_EPISODES
from ...wording.reasons import hearing_in_words
from ...writing.letters.letters import letter_language
from ..opening import Opened
from ..period.opening import opened_episode, page_of_room, said, signed_in
from .hearing import HearingForms
from .reasons import LANGUAGE_NAMES


@rule(Act.CHANGE_DECISION)
@require_http_methods(["GET", "POST"])
def change(request: Request, episode_id: UUID) -> HttpResponse:
    """`step=preview` shows the letter without saving anything."""
    opened, episode = opened_episode(request, episode_id, Act.CHANGE_DECISION)
    granted = granted_decision_of(episode)
    now_holds = in_force(episode, changes_of(granted) if granted else ())
    kinds = _kinds(opened, episode)
    posted = request.method == "POST"
    start = {"takes_effect_on": proposed_effect(start=now_holds.start, today=opened.look.today)}
    hearings = hearings_of_period(opened.look, episode)
    heard = queries.standing(hearings, today=opened.look.today)
    language = letter_language(episode.person.language)
    form = ChangeForm(
        request.POST if posted else None,
        kinds=kinds,
        letter_language=language,
        legal_basis=tuple(granted.legal_basis) if granted else (),
        initial=start,
    )
    preview, seen = "", request.POST.get("seen", "")
    if posted and granted is not None and form.is_valid():
        facts = form.facts()
        by: dict[str, Any] = {"episode": episode, "by": signed_in(request), "now": timezone.now()}
        by["seen"] = int(seen) if seen.isdecimal() else None
        if request.POST.get("step") == "preview":
            shown: list[str] = []
            if carried_out(
                form, lambda: shown.append(actions.preview_change(**by, **{**facts, "alike_is_true": True}))
            ):
                preview = shown[0]
        elif not _asked_about_used_words(form, episode, opened) and carried_out(
            form, lambda: actions.change_decision(**by, **facts)
        ):
            done = gettext("The decision is made and the letter is written. Print it from the letters.")
            said(request, done, (answer.words for answer in episode.answers))
            return redirect("pathway:change", episode_id=episode.pk)
    model = service_model()
    return opened.page(
        "pathway/change.html",
        status=422 if posted and not preview else 200,
        episode=episode,
        granted=granted,
        now_holds=now_holds,
        kinds=kinds,
        seen=latest_change_of(granted),
        form=form,
        preview=preview,
        letter_language=language,
        letter_language_name=LANGUAGE_NAMES[language],
        speaks_another=episode.person.language not in ("", language),
        known=(),
        heard=heard.standing is Standing.HEARD,
        hearing_words=hearing_in_words(heard),
        may_hear=opened.look.may(Act.HEAR),
        rows=change_rows_of(opened.look, episode),
        may_follow_up=opened.look.may(Act.RECEIVE_APPEAL),
        appeal_before=appeal_before(opened.look.today, weeks=model.decision.appeal_weeks),
        appeal_weeks=model.decision.appeal_weeks,
        person_url=page_of_room("board:person", person_id=episode.person_id),
    )


def _asked_about_used_words(form: ChangeForm, episode: Episode, opened: Opened) -> bool:
    data = form.cleaned_data
    found = queries.whose_reason(
        episode.person, facts=data["reason_facts"], weighed=data["reason_weighed"], today=opened.look.today
    )
    return form.ask_about(found)


def _kinds(opened: Opened, episode: Episode) -> set[DecisionOutcome]:
    """What this user may decide here: everything, or what the model leaves to the team."""
    every = {DecisionOutcome.EXTENDED, DecisionOutcome.REDUCED, DecisionOutcome.ENDED_EARLY}
    if opened.look.may(Act.DECIDE):
        return every
    return {kind for kind in every if team_may(episode, kind)}


@rule(Act.HEAR)
@require_http_methods(["GET", "POST"])
def hearing_of_period(request: Request, episode_id: UUID) -> HttpResponse:
    """Hear the person before something is taken away."""
    opened, episode = opened_episode(request, episode_id, Act.HEAR)
    rows = hearings_of_period(opened.look, episode)
    warned = next((row for row in rows if row.kind is HearingKind.WARNING and row.replied_on is None), None)
    forms = HearingForms(request, today=opened.look.today, warned=warned is not None)
    if forms.carried_out(
        request,
        warned=lambda: hearing_of_period_to_answer(opened.look, episode, cast("HearingRow", warned).id),
        episode=episode,
    ):
        return redirect(
            "pathway:change" if opened.look.may(Act.CHANGE_DECISION) else "pathway:hearing_of_period", episode.pk
        )
    stands = queries.standing(rows, today=opened.look.today)
    back = {
        "back_url": page_of_room("board:person", person_id=episode.person_id),
        "back_text": gettext("The person's page"),
    }
    if opened.look.may(Act.CHANGE_DECISION):
        back = {"back_url": reverse("pathway:change", args=[episode.pk]), "back_text": gettext("Change the decision")}
    return opened.page(
        "pathway/hearing_of_period.html",
        status=422 if forms.step else 200,
        episode=episode,
        hearings=rows,
        **forms.shown,
        is_open=episode.state in RUNNING_EPISODES,
        hearing_words=hearing_in_words(stands),
        letter_language_name=LANGUAGE_NAMES[letter_language(episode.person.language)],
        **back,
    )


@dataclass(frozen=True)
class _Way:
    """One thing that can be done about a change: its form, the right it needs, and what is said when it is done."""

    form: Form
    act: Act
    do: Callable[[dict[str, Any]], object]
    done: str


@rule(Act.RECEIVE_APPEAL)
@require_http_methods(["GET", "POST"])
def change_made(request: Request, episode_id: UUID, decision_id: int) -> HttpResponse:
    """One change: an appeal, a request that it waits, the answer, what became of the appeal, and taking it back."""
    opened, episode = opened_episode(request, episode_id, Act.RECEIVE_APPEAL)
    row = change_of(opened.look, episode, decision_id)
    ways = {name: way for name, way in _ways(request, opened, row).items() if opened.look.may(way.act)}
    chosen = ways.get(request.POST.get("way", "")) if request.method == "POST" else None
    if (
        chosen is not None
        and chosen.form.is_valid()
        and carried_out(chosen.form, lambda: chosen.do(chosen.form.cleaned_data))
    ):
        said(request, chosen.done, _answers(row))
        return redirect("pathway:change_made", episode_id=episode.pk, decision_id=decision_id)
    return opened.page(
        "pathway/change_made.html",
        status=422 if request.method == "POST" else 200,
        episode=episode,
        row=row,
        appeal_until=queries.last_day_to_appeal(row.decision),
        forms={name: way.form for name, way in ways.items()},
        person_url=page_of_room("board:person", person_id=episode.person_id),
    )


def _answers(row: ChangeRow) -> Iterable[str]:
    return (answer.words for answer in row.decision.answers)


def _ways(request: Request, opened: Opened, row: ChangeRow) -> dict[str, _Way]:
    """What can be done about the change as it stands."""
    decision, today = row.decision, opened.look.today
    by: dict[str, Any] = {"by": signed_in(request), "now": timezone.now()}

    def sent(way: str) -> Any:
        return request.POST if request.method == "POST" and request.POST.get("way") == way else None

    ways = {
        "appeal": _Way(
            AppealForm(sent("appeal"), prefix="appeal", initial={"received_on": today}),
            Act.RECEIVE_APPEAL,
            lambda data: actions.receive_appeal(decision=decision, **data, **by),
            gettext("The appeal is received and dated. Look at the case again."),
        )
    }
    if row.may_defer:
        ways["ask"] = _Way(
            AskDeferralForm(sent("ask"), prefix="ask", initial={"asked_on": today}),
            Act.RECEIVE_APPEAL,
            lambda data: actions.ask_deferral(decision=decision, **data, **by),
            gettext("The request is registered. Answer it as soon as you can."),
        )
    if row.asked is not None and row.change.stands:
        asked = row.asked
        asked.decision = decision
        ways["answer"] = _Way(
            AnswerDeferralForm(sent("answer"), prefix="answer"),
            Act.DECIDE,
            lambda data: actions.answer_deferral(deferral=asked, **data, **by),
            gettext("The request is answered and the letter is written. Print it from the letters."),
        )
    if row.change.waits and not row.change.fell_away:
        ways["stands"] = _Way(
            StandsForm(sent("stands"), prefix="stands", initial={"takes_effect_on": add_working_days(today, 5)}),
            Act.DECIDE,
            lambda data: actions.let_change_stand(decision=decision, **data, **by),
            gettext("The change applies and the letter is written. Print it from the letters."),
        )
    if row.to_harm and not row.change.fell_away:
        ways["take_back"] = _Way(
            TakeBackForm(sent("take_back"), prefix="take_back"),
            Act.DECIDE,
            lambda data: actions.take_back_change(decision=decision, **data, **by),
            gettext("The change is taken back and the letter is written. Print it from the letters."),
        )
    return ways
