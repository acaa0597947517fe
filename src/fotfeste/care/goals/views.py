"""Pages of this room."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fotfeste.care.assessment.queries import Activity, activities_of, assessment_to_correct
from fotfeste.care.pathway.queries import Look, banner_of, episode_of, open_record
from fotfeste.care.pathway.rules.states import RUNNING_EPISODES
from fotfeste.care.service_model.queries import service_model
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.wording import error_in_words
from fotfeste.ground.access.gate import Request, require, rule
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.context import saved
from fotfeste.ground.ui.forms import Form

from . import actions
from .forms import CloseForm, DoseForm, DoseReasonForm, EditForm, GoalForm, MeasureForm
from .queries import (
    attainment_of,
    dose_changes_of,
    dose_of_period,
    episode_id_of_goal,
    episode_id_of_measure,
    goal_to_change,
    goals_of,
    measure_to_change,
    planned_dose_of,
    suggested_dose,
)
from .rules.states import Term
from .wording import dose_weeks, plan_goals


def _open(request: Request, episode_id: UUID | None, *, to: Act | None = None) -> Look:
    """Open the record; a page that writes asks for the right to write before it shows anything."""
    if episode_id is None:
        raise Http404("There is nothing here.")
    look = open_record(by=request.user, episode_id=episode_id, now=timezone.now())
    if to is not None:
        require(look.user, to, look.relations, person_id=look.person_id)
    return look


def _kept(form: Form, act: Callable[[], Any]) -> Any:
    """Do the act; what it refuses stands in the form, and everything typed stays."""
    try:
        return act()
    except CareError as refused:
        form.add_error(None, error_in_words(refused))
    return None


@rule(Act.READ_RECORD)
@require_GET
def of_episode(request: Request, episode_id: UUID) -> HttpResponse:
    """Goals with their measures, and the planned dose."""
    look = _open(request, episode_id)
    cards = goals_of(look, episode_id=episode_id)
    planned = planned_dose_of(look, episode_id)
    episode = episode_of(look, episode_id)
    dose = planned or suggested_dose(episode)
    runs = episode.state in RUNNING_EPISODES
    context = {
        "banner": banner_of(look),
        "today": look.today,
        "episode_id": episode_id,
        "open_goals": [card for card in cards if card.open],
        "closed_goals": [card for card in cards if not card.open],
        "dose": dose_weeks(dose, start=episode.planned_start_on, end=episode.planned_end_on),
        "dose_in_all": sum(dose),
        "dose_is_planned": bool(planned),
        "dose_changes": dose_changes_of(look, episode_id),
        "may_set": runs and look.may(Act.SET_GOAL),
        "may_plan": runs and look.may(Act.PLAN),
    }
    return render(request, "goals/of_episode.html", context)


@rule(Act.READ_RECORD)
@require_GET
def summary(request: Request, episode_id: UUID) -> HttpResponse:
    """Goals in compact form, for other pages to load."""
    look = _open(request, episode_id)
    context = {
        "today": look.today,
        "episode_id": episode_id,
        "cards": goals_of(look, episode_id=episode_id),
        "attainment": attainment_of(look, episode_id),
        "may_set": look.may(Act.SET_GOAL) and episode_of(look, episode_id).state in RUNNING_EPISODES,
    }
    return render(request, "goals/summary.html", context)


@rule(Act.SET_GOAL)
@require_http_methods(["GET", "POST"])
def new(request: Request, episode_id: UUID) -> HttpResponse:
    """Set a goal, from what was assessed or from what the person says."""
    look = _open(request, episode_id, to=Act.SET_GOAL)
    episode = episode_of(look, episode_id)
    activities = activities_of(look, episode_id)
    asked = request.POST.get("activity", "") or request.GET.get("activity", "")
    chosen = next((one for one in activities if _key(one) == asked), None)
    initial: dict[str, Any] = {"term": Term.SHORT}
    if chosen:
        initial |= {"activity": asked, "own_words": chosen.words, "rating_before": _own_rating(chosen)}
    form = GoalForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        goal = _kept(
            form,
            lambda: actions.set_goal(
                episode=episode,
                own_words=given["own_words"],
                term=given["term"],
                rating_before=given["rating_before"],
                assessment=assessment_to_correct(look, chosen.assessment_id) if chosen else None,
                assessed_item=chosen.item if chosen else "",
                target_on=given["target_on"],
                by=look.user,
                now=look.at,
            ),
        )
        if goal:
            saved(request, gettext("The goal is set. Plan what is to be trained for it."))
            return redirect("goals:measure", goal.pk)
    context = {
        "title": gettext("New goal"),
        "draft": f"goal-new-{episode_id}-{asked}",
        "activities": [(_key(one), one) for one in activities],
        "chosen": chosen,
    }
    return _form_page(request, look, form, episode_id, "goals/new.html", context)


def _key(activity: Activity) -> str:
    return f"{activity.assessment_id}:{activity.item}"


def _own_rating(activity: Activity) -> int | None:
    """COPM performance is the person's own rating from 1 to 10 of the same thing; other scales are not carried over."""
    if activity.instrument != "copm":
        return None
    rated = next((score for score in activity.scores if score.code == "performance"), None)
    return int(rated.before) if rated and rated.before is not None else None


@rule(Act.SET_GOAL)
@require_http_methods(["GET", "POST"])
def edit(request: Request, goal_id: UUID) -> HttpResponse:
    """Other words with a reason, or other ratings."""
    look, goal = _goal(request, goal_id, Act.SET_GOAL)
    initial = {"own_words": goal.own_words, "rating_before": goal.rating_before, "rating_after": goal.rating_after}
    form = EditForm(request.POST or None, initial=initial, words_before=goal.own_words)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def change() -> bool:
            ratings = {name: given[name] for name in ("rating_before", "rating_after")}
            with transaction.atomic():
                if form.other_words:
                    actions.adjust_goal(
                        goal=goal, own_words=given["own_words"], reason=given["reason"], by=look.user, now=look.at
                    )
                if ratings != {name: getattr(goal, name) for name in ratings}:
                    actions.rate_goal(goal=goal, **ratings, by=look.user, now=look.at)
            return True

        if _kept(form, change):
            saved(request, gettext("The goal is changed."))
            return redirect("goals:of_episode", goal.episode_id)
    context = {"title": gettext("Change the goal"), "draft": f"goal-{goal_id}"}
    return _form_page(request, look, form, goal.episode_id, "goals/form.html", context)


@rule(Act.SET_GOAL)
@require_http_methods(["GET", "POST"])
def close(request: Request, goal_id: UUID) -> HttpResponse:
    """How a goal ended, with the person's own rating."""
    look, goal = _goal(request, goal_id, Act.SET_GOAL)
    form = CloseForm(request.POST or None, initial={"on": look.today, "rating_after": goal.rating_after})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if _kept(form, lambda: actions.close_goal(goal=goal, **given, by=look.user, now=look.at)):
            saved(request, gettext("The goal is closed. It stays visible with its result."))
            return redirect("goals:of_episode", goal.episode_id)
    context = {
        "title": gettext("Close the goal"),
        "quote": goal.own_words,
        "rating_before": goal.rating_before,
        "draft": f"goal-close-{goal_id}",
        "submit": gettext("Close the goal"),
    }
    return _form_page(request, look, form, goal.episode_id, "goals/form.html", context)


@rule(Act.PLAN)
@require_http_methods(["GET", "POST"])
def measure(request: Request, goal_id: UUID) -> HttpResponse:
    """Plan what is trained for a goal; one after the other, since there are usually several."""
    look, goal = _goal(request, goal_id, Act.PLAN)
    form = MeasureForm(request.POST or None, initial={"starts_on": look.today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if _kept(form, lambda: actions.add_measure(goal=goal, **given, by=look.user, now=look.at)):
            saved(request, gettext("“%(what)s” is in the plan.") % {"what": given["description"]})
            if "another" in request.POST:
                return redirect("goals:measure", goal_id)
            return redirect("goals:of_episode", goal.episode_id)
    context = {
        "title": gettext("New measure"),
        "quote": goal.own_words,
        "draft": f"measure-{goal_id}",
        "another": gettext("Save and add another"),
    }
    return _form_page(request, look, form, goal.episode_id, "goals/form.html", context)


@rule(Act.PLAN)
@require_POST
def measure_end(request: Request, measure_id: UUID) -> HttpResponse:
    """A measure is not trained any more from tomorrow on."""
    look = _open(request, episode_id_of_measure(measure_id), to=Act.PLAN)
    found = measure_to_change(look, measure_id)
    if found is None:
        raise Http404("There is no such measure.")
    try:
        actions.end_measure(measure=found, on=max(look.today, found.starts_on), by=look.user, now=look.at)
        saved(request, gettext("“%(what)s” is ended. It stays in the plan's history.") % {"what": found.description})
    except CareError as refused:
        messages.error(request, error_in_words(refused))
    return redirect("goals:of_episode", found.goal.episode_id)


@rule(Act.PLAN)
@require_http_methods(["GET", "POST"])
def dose(request: Request, episode_id: UUID) -> HttpResponse:
    """Visits in each week: high effort first, then tapering."""
    look = _open(request, episode_id, to=Act.PLAN)
    episode = episode_of(look, episode_id)
    found = dose_of_period(look, episode)
    visits = found.visits
    weeks = max(len(visits), len(found.suggestion))
    padded = [*visits, *([visits[-1]] * (weeks - len(visits)))]
    initial = {f"week_{week}": count for week, count in enumerate(padded, start=1)}
    form = DoseForm(request.POST or None, weeks=weeks, initial=initial)
    start, end = episode.planned_start_on, episode.planned_end_on
    why = DoseReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and why.is_valid():
        planned = _kept(
            form,
            lambda: actions.plan_dose(
                episode=episode,
                visits_by_week=form.visits,
                reason=why.cleaned_data["reason"],
                by=look.user,
                now=look.at,
            ),
        )
        if planned:
            saved(request, gettext("The visits of each week are planned."))
            return redirect("goals:of_episode", episode_id)
    context = {
        "title": gettext("Visits each week"),
        "lead": (
            gettext("What was decided is the plan. Change the weeks that do not fit the person.")
            if found.suggestion_is_decided
            else gettext("The service model's numbers are the plan. Change the weeks that do not fit the person.")
        ),
        "suggestion": ", ".join(str(count) for count in found.suggestion),
        "suggested_in_all": sum(found.suggestion),
        "from_decision": found.suggestion_is_decided,
        "decided": ", ".join(str(count) for count in found.decided),
        "weeks": list(zip(form, dose_weeks(padded, start=start, end=end), strict=True)),
        "changes": dose_changes_of(look, episode_id),
        "why": why,
        "draft": f"dose-{episode_id}",
    }
    return _form_page(request, look, form, episode_id, "goals/dose.html", context)


@rule(Act.READ_RECORD)
@require_GET
def plan_print(request: Request, episode_id: UUID) -> HttpResponse:
    """The plan for the refrigerator door, in the person's language where the product has it."""
    look = _open(request, episode_id)
    episode = episode_of(look, episode_id)
    language = episode.person.language
    if language not in dict(settings.LANGUAGES) or not translation.check_for_language(language):
        language = settings.LANGUAGE_CODE
    with translation.override(language):
        context = {
            "today": look.today,
            "banner": banner_of(look),
            "episode": episode,
            "episode_id": episode_id,
            "goals": plan_goals(goals_of(look, episode_id=episode_id)),
            "dose": planned_dose_of(look, episode_id),
            "sender": service_model().sender,
            "phone_hours": service_model().sender.hours_in(language),
        }
        return render(request, "goals/plan_print.html", context)


def _goal(request: Request, goal_id: UUID, act: Act) -> tuple[Look, Any]:
    look = _open(request, episode_id_of_goal(goal_id), to=act)
    goal = goal_to_change(look, goal_id)
    if goal is None:
        raise Http404("There is no such goal.")
    return look, goal


def _form_page(
    request: Request, look: Look, form: Form, episode_id: UUID, template: str, context: dict[str, Any]
) -> HttpResponse:
    context |= {"banner": banner_of(look), "today": look.today, "episode_id": episode_id, "form": form}
    return render(request, template, context)
