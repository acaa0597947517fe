"""How a period is closed, and handed over."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import override as in_language
from django.views.decorators.http import require_http_methods

from fotfeste.care.terms.forms import carried_out
from fotfeste.care.terms.labels import MOMENTS, OUTCOMES
from fotfeste.care.terms.rules.vocabulary import DropoutReason, Language, Moment, ServiceKind, SharedWith
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.queries import units
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.context import saved
from fotfeste.ground.ui.forms import Form
from fotfeste.ground.ui.wording import exact_day

from ... import actions, queries
from ...forms.period.discharge import DischargeForm, DropOutForm
from ...forms.period.episode import HandOverForm
from ...forms.period.levels import LevelsForm, level_input_rows
from ...models import Decision, Episode
from ...queries.decision.changes import change_from, decided_end, early_end_of, granted_decision_of
from ...queries.period.service_levels import carried_to_the_end
from ...queries.period.staff import contacts_in_home_nursing
from ...rules.deadlines import add_working_days
from ...rules.period.outcome import Finding, services_in_force
from ...rules.states import ENDED_EPISODES, EpisodeState
from ...wording.outcome import outcome_in_words, reason_in_words
from ...wording.sharing import gp_in_words
from ..opening import Opened
from .opening import opened_episode, page_of_room, said, signed_in, to_person

LEVELS = "levels"
DROP = "drop"


@rule(Act.DISCHARGE)
@require_http_methods(["GET", "POST"])
def discharge(request: Request, episode_id: UUID) -> HttpResponse:
    """Two ways out on one page. `way=result` works the result out and `way=preview` shows the reports; neither saves.

    With htmx only the part with the result comes. A period that is closed shows how, and the way to correct it.
    """
    opened, episode = opened_episode(request, episode_id, Act.DISCHARGE)
    way = request.POST.get("way", "") if request.method == "POST" else ""
    known = queries.levels_of(opened.look, episode.pk)
    days: dict[str, Any] = {"earliest": episode.started_on, "today": opened.look.today}
    closing = request.POST if way in ("result", "preview", "close") else None
    has_now = carried_to_the_end(known)
    carried = bool(has_now) and Moment.AT_END not in known
    levels = LevelsForm(
        closing, prefix=LEVELS, moment=str(dict(MOMENTS)[Moment.AT_END]), levels=has_now, carried=carried
    )
    now_has = (levels.levels if levels.is_valid() else None) if closing is not None else has_now
    finding = queries.finding_for(episode, now_has) if now_has is not None else None
    missing = queries.not_done_before_closing(opened.look, episode) if episode.state not in ENDED_EPISODES else []
    form = DischargeForm(
        following_the_services(closing, finding),
        initial=_end_initial(opened, finding),
        missing=bool(missing),
        closing=way == "close",
        decided=decided_end(granted_decision_of(episode)),
        **days,
    )
    early_end = early_end_of(episode.pk)
    drop = DropOutForm(
        request.POST if way == DROP else None,
        prefix=DROP,
        initial=_drop_initial(early_end, opened),
        decided=early_end is not None,
        **days,
    )
    if way == "result" and request.headers.get("HX-Request"):
        return render(
            request, "pathway/discharge_result.html", {**result_shown(finding), "form": form, "levels": levels}
        )
    ahead: list[actions.LetterAhead] = []
    sent_in = way in ("preview", "close") and all([form.is_valid(), levels.is_valid()])
    if sent_in and not result_moved(form, request.POST, finding):
        has = levels.levels or {}
        given: dict[str, Any] = {**form.cleaned_data, "services": has, "by": signed_in(request), "now": timezone.now()}
        if way == "preview":
            carried_out(form, lambda: ahead.extend(actions.preview_completion(episode=episode, **given)))
        elif carried_out(form, lambda: actions.complete_episode(episode=episode, **given)):
            return _after_closing(opened, episode, has)
    if way == DROP and drop.is_valid() and carried_out(drop, lambda: _drop(request, episode, drop.cleaned_data)):
        said(request, gettext("The period is closed as stopped early."), _answers(episode))
        return to_person(opened.look)
    table = queries.level_table(known, [Moment.AT_START, Moment.GRANTED_ESTIMATE])
    return opened.page(
        "pathway/discharge.html",
        status=422 if way in ("close", DROP) or (way == "preview" and not ahead) else 200,
        missing=missing,
        ahead=ahead,
        gp_words=gp_in_words(queries.said_about(opened.look.person_id, SharedWith.GP)),
        may_share=opened.look.may(Act.SET_SHARING),
        carried=carried,
        episode=episode,
        form=form,
        drop=drop,
        dropping=way == DROP or (early_end is not None and not request.POST),
        decided_end=early_end,
        change_page=reverse("pathway:change", args=[episode.pk]) if opened.look.may(Act.CHANGE_DECISION) else "",
        levels=levels,
        level_rows=level_input_rows([levels]),
        level_heads=[levels.moment],
        table=table,
        columns=queries.level_columns(table),
        can_complete=episode.state in (EpisodeState.ACTIVE, EpisodeState.ON_HOLD),
        ended=episode.state in ENDED_EPISODES,
        hand_over=queries.hand_over_of(opened.look, episode.pk),
        goals_summary=page_of_room("goals:summary", episode_id=episode.pk),
        goals_page=page_of_room("goals:of_episode", episode_id=episode.pk),
        scores_summary=page_of_room("assessment:summary", episode_id=episode.pk),
        scores_page=page_of_room("assessment:of_episode", episode_id=episode.pk),
        person_url=page_of_room("board:person", person_id=episode.person_id),
        **result_shown(finding),
    )


def following_the_services(data: QueryDict | None, finding: Finding | None) -> QueryDict | None:
    """While the services are being written the result follows them, until the user has chosen another one.

    A result nobody has seen is not confirmed by sending in the form: see `result_moved`.
    """
    if data is None or data.get("outcome", "") not in ("", data.get("proposed", "")):
        return data
    if data.get("way") != "result" and not data.get("outcome"):
        return data
    following = data.copy()
    following["outcome"] = (finding and finding.outcome) or ""
    return following


def result_moved(form: Form, data: QueryDict, finding: Finding | None) -> bool:
    """Whether the result that was proposed when the form was sent is another than the services give; says so then."""
    proposed, outcome = data.get("proposed", ""), finding.outcome if finding else None
    if not proposed or outcome is None or proposed == outcome or data.get("outcome") != proposed:
        return False
    text = gettext("The services changed, and the result with them: “%(result)s”. Look at it, and send in again.")
    form.add_error("outcome", text % {"result": dict(OUTCOMES)[outcome]})
    return True


def _end_initial(opened: Opened, finding: Finding | None) -> dict[str, Any]:
    return {"ended_on": opened.look.today, "outcome": finding.outcome if finding else None}


def _drop_initial(decided_end: Decision | None, opened: Opened) -> dict[str, Any]:
    """What is decided is proposed: its last day, as soon as it has come, and that it was decided."""
    if decided_end is None or decided_end.ends_on is None:
        return {"ended_on": opened.look.today}
    with in_language(Language.NB):
        note = gettext("Ended by the decision of %(day)s.") % {"day": exact_day(decided_end.decided_on)}
    last = change_from(decided_end).ends_on
    return {"ended_on": min(last, opened.look.today), "reason": DropoutReason.OTHER, "note": note}


def result_shown(finding: Finding | None) -> dict[str, Any]:
    if finding is None:
        return {"result_words": "", "result_reason": "", "result_known": False, "proposed": ""}
    return {
        "result_words": outcome_in_words(finding),
        "result_reason": reason_in_words(finding.because),
        "result_known": finding.outcome is not None,
        "proposed": finding.outcome or "",
    }


def _drop(request: Request, episode: Episode, data: dict[str, Any]) -> None:
    actions.drop_out(episode=episode, by=signed_in(request), now=timezone.now(), **data)


def _answers(episode: Episode) -> list[str]:
    return [answer.words for answer in episode.answers]


def _after_closing(opened: Opened, episode: Episode, has: Mapping[ServiceKind, Decimal]) -> HttpResponse:
    request = opened.request
    closed = gettext("The period is closed as “%(result)s”. The letters are written and the follow-ups are planned.")
    said(request, closed % {"result": episode.get_outcome_display()}, _answers(episode))
    if services_in_force(has) and queries.hand_over_of(opened.look, episode.pk) is None:
        return redirect("pathway:hand_over", episode_id=episode.pk)
    return to_person(opened.look)


@rule(Act.HAND_OVER)
@require_http_methods(["GET", "POST"])
def hand_over(request: Request, episode_id: UUID) -> HttpResponse:
    """The plan for home nursing; written again it replaces the one before."""
    opened, episode = opened_episode(request, episode_id, Act.HAND_OVER)
    today = opened.look.today
    zones = units(kind="zone")
    contacts = contacts_in_home_nursing(today=today)
    plan = queries.hand_over_of(opened.look, episode.pk)
    posted = request.method == "POST"
    form = HandOverForm(
        request.POST if posted else None,
        units=zones,
        contacts=contacts,
        today=today,
        initial=_plan_initial(plan, episode, opened),
    )
    if posted and form.is_valid():
        data = dict(form.cleaned_data)
        data["to_unit"] = next(zone for zone in zones if str(zone.pk) == data["to_unit"])
        data["contact"] = next((row.user for row in contacts if str(row.user.pk) == data["contact"]), None)
        if carried_out(
            form, lambda: actions.hand_over(episode=episode, by=signed_in(request), now=timezone.now(), **data)
        ):
            saved(request, gettext("The hand-over plan is written. Print it from the letters."))
            return to_person(opened.look)
    return opened.page(
        "pathway/hand_over.html",
        status=422 if posted else 200,
        episode=episode,
        form=form,
        plan=plan,
        zones=zones,
        person_url=page_of_room("board:person", person_id=episode.person_id),
    )


def _plan_initial(plan: Any, episode: Episode, opened: Opened) -> dict[str, Any]:
    if plan is None:
        after = timedelta(days=queries.model_of(episode).hand_over.check_after_days)
        return {"check_on": add_working_days(opened.look.today + after, 0)}
    kept = ("does_alone", "help_not_to_give", "training_goes_on", "check_on", "introductions")
    return {name: getattr(plan, name) for name in kept} | {"to_unit": plan.to_unit_id, "contact": plan.contact_id}
