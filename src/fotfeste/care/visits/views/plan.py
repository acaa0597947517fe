"""Planning: a week at a time, or one visit that has to be another way."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from fotfeste.care.goals.queries import planned_dose_of
from fotfeste.care.goals.rules.dose import week_number
from fotfeste.care.pathway.queries import Look, banner_of, episode_of, model_of, open_record
from fotfeste.care.pathway.rules.errors import CareError
from fotfeste.care.pathway.rules.service_model import FirstVisit
from fotfeste.ground.access.gate import Request, require, rule
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act, Role
from fotfeste.ground.ui.context import saved

from ..actions import NewVisit, cancel_visit, move_visit, plan_visits
from ..booking import has_first_visit
from ..forms import CancelForm, ChangeForm, SlotForm, WeekForm, slot_initial
from ..queries import PlannedSlot, episode_id_of_visit, staff_to_choose, suggested_week, visit_of, visit_row, visits_of
from ..rules.week import monday_of
from .weeks import week_asked

MOST_LINES = 21  # three a day


@rule(Act.PLAN_VISIT)
@require_http_methods(["GET", "POST"])
def plan(request: Request, episode_id: UUID) -> HttpResponse:
    """The visits of one week: suggested from the planned dose, changed by hand, planned all at once."""
    look = open_record(by=request.user, episode_id=episode_id, now=timezone.now())
    require(request.user, Act.PLAN_VISIT, look.relations, person_id=look.person_id)
    episode = episode_of(look, episode_id)
    staff = staff_to_choose(look, episode)
    first = not has_first_visit(episode)
    monday = _monday(request, look, episode)
    wanted = _dose(look, episode, monday)
    if request.method == "POST":
        lines = _lines(request)
        forms = [SlotForm(request.POST, prefix=f"v{n}", staff=staff) for n in range(lines)]
        week = WeekForm(request.POST)
        if "more" in request.POST:
            forms += [_blank(len(forms) + n, staff) for n in range(2)]
        elif planned := _plan(request, look, episode, forms, week):
            saved(
                request,
                ngettext("%(count)d visit is planned.", "%(count)d visits are planned.", planned) % {"count": planned},
            )
            return redirect("visits:of_episode", episode_id)
    else:
        pair = _first_pair(staff, model_of(episode).first_visit) if first else ()
        slots = suggested_week(look, episode, monday=monday, visits=wanted, first_visit_staff=pair)
        forms = [SlotForm(prefix=f"v{n}", staff=staff, initial=slot_initial(slot)) for n, slot in enumerate(slots)]
        forms.append(_blank(len(forms), staff, like=slots[-1] if slots else None))
        week = WeekForm()
    there = [row for row in visits_of(look, episode_id=episode_id) if monday <= row.day <= monday + timedelta(days=6)]
    rule = model_of(episode).first_visit
    context = {
        "banner": banner_of(look),
        "today": look.today,
        "episode_id": episode_id,
        "forms": forms,
        "week": week,
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "week_number": monday.isocalendar().week,
        "before": monday - timedelta(days=7) if monday > monday_of(look.today) else None,
        "after": monday + timedelta(days=7),
        "wanted": wanted,
        "there": [row for row in there if row.state != "cancelled"],
        "first": first,
        "rule": rule,
        "draft": f"plan-{episode_id}-{monday}",
    }
    return render(request, "visits/plan.html", context)


def _plan(request: Request, look: Look, episode: Any, forms: Sequence[SlotForm], week: WeekForm) -> int:
    """How many visits were planned; 0 when something has to be put right, which the form then says."""
    valid = [form.is_valid() for form in forms]
    week.is_valid()
    for number, form in enumerate(forms, start=1):
        for error in form.non_field_errors():
            week.add_error(None, f"{gettext('Line')} {number}: {error}")
    if not all(valid):
        if not week.non_field_errors():
            week.add_error(None, gettext("Something in the lines has to be put right first."))
        return 0
    filled = [form for form in forms if not form.empty]
    if not filled:
        week.add_error(None, gettext("No line is filled in. Write a day, a time and who goes."))
        return 0
    exception = week.cleaned_data["exception"]
    visits = [
        NewVisit(
            form.at,
            form.cleaned_data["minutes"],
            form.people,
            form.cleaned_data["id"] or uuid4(),
            first_visit_exception=exception,
        )
        for form in filled
    ]
    try:
        return len(plan_visits(episode=episode, visits=visits, by=request.user, now=look.at))
    except CareError as refused:
        week.add_error(None, gettext(refused.message) % refused.params)
        return 0


def _monday(request: Request, look: Look, episode: Any) -> date:
    """The week asked for, or the first one from today with something left to plan."""
    day = week_asked(request, today=look.today)
    if day is not None:
        return monday_of(max(day, look.today))
    begin = monday_of(max(look.today, episode.planned_start_on if episode.started_on is None else look.today))
    for ahead in range(3):
        monday = begin + timedelta(days=7 * ahead)
        if suggested_week(look, episode, monday=monday, visits=_dose(look, episode, monday)):
            return monday
    return begin


def _dose(look: Look, episode: Any, monday: date) -> int:
    """Visits planned for the week; what the service model begins with when no dose is planned yet."""
    start = episode.started_on or episode.planned_start_on
    planned = planned_dose_of(look, episode.pk)
    week = max(1, week_number(start, max(monday, start)))
    if not planned:
        return model_of(episode).effort.first
    return planned[week - 1] if week <= len(planned) else 0


def _lines(request: Request) -> int:
    text = request.POST.get("lines", "1")
    return min(max(int(text) if text.isdecimal() and len(text) < 4 else 1, 1), MOST_LINES)


def _blank(number: int, staff: Sequence[User], like: PlannedSlot | None = None) -> SlotForm:
    initial: dict[str, Any] = {"id": uuid4()}
    if like is not None:
        initial |= {"minutes": like.minutes, "who": like.staff_ids[0] if like.staff_ids else None}
    return SlotForm(prefix=f"v{number}", staff=staff, initial=initial)


def _first_pair(staff: Sequence[User], rule: FirstVisit) -> tuple[int, ...]:
    """Those of the first visit, from the care team when it has them; they assess, so trainers come last.

    The page has room for two: a model that sends more gets the third chosen by hand.
    """
    in_order = [
        user for user in sorted(staff, key=lambda user: user.role == Role.TRAINER) if user.profession in rule.who
    ]
    if rule.staff == 1:
        return tuple(user.pk for user in in_order[:1])
    if rule.professions == 1:
        return tuple(user.pk for user in in_order[:2])
    pairs = ((one.pk, other.pk) for one, other in combinations(in_order, 2) if one.profession != other.profession)
    return next(pairs, ())


@rule(Act.PLAN_VISIT)
@require_http_methods(["GET", "POST"])
def change(request: Request, visit_id: UUID) -> HttpResponse:
    """Give a planned visit another time or other people, or take it off the plan."""
    look = open_record(by=request.user, episode_id=episode_id_of_visit(visit_id), now=timezone.now())
    require(request.user, Act.PLAN_VISIT, look.relations, person_id=look.person_id)
    visit = visit_of(look, visit_id)
    row = visit_row(visit)
    if not row.planned:
        return redirect("visits:record", visit_id)
    staff = staff_to_choose(look, visit.episode)
    cancelling = "cancel" in request.POST
    people = (*row.staff_ids, None, None)
    at = localtime(row.planned_at)
    initial = {
        "day": at.date(),
        "start": at.time(),
        "minutes": row.planned_minutes,
        "who": people[0],
        "who_else": people[1],
    }
    form = ChangeForm(None if cancelling else request.POST or None, staff=staff, initial=initial)
    cancel = CancelForm(request.POST if cancelling else None)
    active = cancel if cancelling else form
    if request.method == "POST" and active.is_valid():
        try:
            if cancelling:
                cancel_visit(visit=visit, note=cancel.cleaned_data["note"], by=request.user, now=look.at)
                saved(request, gettext("The visit is taken off the plan."))
            else:
                move_visit(
                    visit=visit,
                    planned_at=form.at,
                    planned_minutes=form.cleaned_data["minutes"],
                    staff=list(form.people),
                    by=request.user,
                    now=look.at,
                )
                saved(request, gettext("The visit is changed."))
        except CareError as refused:
            active.add_error(None, gettext(refused.message) % refused.params)
        else:
            return redirect("visits:of_episode", visit.episode_id)
    context = {"banner": banner_of(look), "today": look.today, "visit": row, "form": form, "cancel": cancel}
    return render(request, "visits/change.html", context)
