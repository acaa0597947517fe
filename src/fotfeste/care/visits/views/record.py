"""Recording a visit: on the plan, not on the plan, or put right afterwards."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from fotfeste.care.goals.queries import MeasureRow, measures_of, measures_to_record
from fotfeste.care.pathway.queries import Look, banner_of, episode_of, open_record
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.wording import error_in_words
from fotfeste.ground.access.gate import Request, require, rule
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act, Role
from fotfeste.ground.drafts.keeping import drafts_of
from fotfeste.ground.ui.context import saved
from fotfeste.ground.ui.wording import long_day

from ..actions import (
    back_to_plan,
    correct_to_done,
    correct_to_not_done,
    correct_visit,
    record_not_done,
    record_unplanned_visit,
    record_visit,
)
from ..forms import (
    BESIDE,
    INSTEAD,
    NotDoneForm,
    RecordForm,
    UnplannedForm,
    as_planned,
    record_initial,
    recorded_initial,
)
from ..labels import DEVIATIONS
from ..models import Visit
from ..queries import (
    VisitRow,
    episode_id_of_visit,
    last_done,
    staff_of,
    staff_to_choose,
    taken_off,
    visit_of,
    visit_row,
)
from ..queries.planning import USUAL_MINUTES
from ..rules.states import Deviation, VisitState


@rule(Act.READ_RECORD)
@require_http_methods(["GET", "POST"])
def record(request: Request, visit_id: UUID) -> HttpResponse:
    """One visit: the form while it is planned, what was written afterwards, and the form again to put it right."""
    look = open_record(by=request.user, episode_id=episode_id_of_visit(visit_id), now=timezone.now())
    visit = visit_of(look, visit_id)
    row = visit_row(visit)
    may_record = look.may(Act.RECORD_VISIT)
    correcting = row.recorded and may_record and "correct" in request.GET
    if request.method == "POST":
        require(request.user, Act.RECORD_VISIT, look.relations, person_id=look.person_id)
        if "back_to_plan" in request.POST:
            return _back(request, look, visit)
        if "deviation" in request.POST:
            return _not_done(request, look, visit, correcting=correcting)
    if request.method == "GET" and not correcting and not (row.planned and may_record):
        context = _page(look, row, may_record=may_record)
        if may_record:
            names = [f"visit-{row.id}", f"visit-{row.id}-correct"]
            context["unsaved"] = bool(drafts_of(request.user, names, now=look.at))
        return render(request, "visits/visit.html", context)
    last = None if row.done else last_done(look, row.episode_id, but=row.id)
    form = _form(request, look, row, last)
    if request.method == "POST" and form.is_valid():
        answer = _keep(request, look, visit, form, correcting=correcting)
        if answer:
            return answer
    context = _page(look, row, may_record=may_record) | {
        "form": form,
        "last": last,
        "correcting": correcting,
        "other_day": row.day != look.today or correcting,
        "deviations": DEVIATIONS,
        **_draft(row, correcting=correcting),
    }
    return render(request, "visits/record.html", context)


def _draft(row: VisitRow, *, correcting: bool) -> dict[str, str]:
    """The name of the form's draft, and of the other form about the same visit: what is written follows the visit."""
    plain, put_right = f"visit-{row.id}", f"visit-{row.id}-correct"
    return {"draft": put_right, "draft_also": plain} if correcting else {"draft": plain, "draft_also": put_right}


def _form(request: Request, look: Look, row: VisitRow, last: VisitRow | None) -> RecordForm:
    measures = _measures(look, row)
    given_to = row if row.planned and row.staff_ids and look.user.pk not in row.staff_ids else None
    if row.done:
        initial = recorded_initial(row)
    else:
        initial = record_initial(measures=measures, at=row.at, minutes=row.planned_minutes, today=look.today, last=last)
        if look.user.role != Role.TRAINER:
            initial["who"] = as_planned(row)
    return RecordForm(request.POST or None, measures=measures, at=row.at, given_to=given_to, initial=initial)


def _measures(look: Look, row: VisitRow) -> list[MeasureRow]:
    """What may be trained that day; of a recorded visit also what has ended since."""
    found = measures_of(look, row.episode_id, on=min(row.day, look.today))
    there = {measure.id for measure in found}
    missing = {trained.measure_id for trained in row.trained} - there
    if missing:
        every = measures_of(look, row.episode_id, on=row.day)
        found += [measure for measure in every if measure.id in missing]
    return sorted(found, key=lambda measure: measure.alone)


def _keep(request: Request, look: Look, visit: Visit, form: RecordForm, *, correcting: bool) -> HttpResponse | None:
    written: dict[str, Any] = {
        "visit": visit,
        "minutes_on_site": form.cleaned_data["minutes"],
        "minutes_travel": form.cleaned_data["travel"],
        "trained": _trained(look, form),
        "as_before": form.as_before(),
        "effort": form.cleaned_data["effort"],
        "note": form.cleaned_data["note"],
        "started_at": _came(form, look, visit),
        "by": request.user,
        "now": look.at,
    }
    try:
        if correcting:
            written["started_at"] = written["started_at"] or look.at
            done = (correct_visit if visit.state == VisitState.DONE else correct_to_done)(**written)
        elif form.cleaned_data.get("who") == BESIDE:
            done = _beside(written)
        else:
            done = record_visit(**written, present=_present(form, visit, request.user))
    except CareError as refused:
        form.add_error(None, error_in_words(refused))
        return None
    name = str(visit.episode.person).strip()
    if correcting:
        saved(request, gettext("The visit with %(name)s is put right. The old text is kept.") % {"name": name})
    else:
        words = gettext("The visit with %(name)s is recorded: %(minutes)s min.")
        saved(request, words % {"name": name, "minutes": done.minutes_on_site})
    return _onwards(request, visit)


def _present(form: RecordForm, visit: Visit, user: User) -> list[User] | None:
    """None when the visit is the user's own, so that nobody was asked."""
    who = form.cleaned_data.get("who")
    if not who:
        return None
    return [user] if who == INSTEAD else staff_of(visit)


def _beside(written: dict[str, Any]) -> Visit:
    """The same content as a visit outside the plan; sent again it is the same visit."""
    visit, by = written.pop("visit"), written["by"]
    written["started_at"] = written["started_at"] or written["now"] - timedelta(minutes=written["minutes_on_site"])
    return record_unplanned_visit(**written, episode=visit.episode, staff=[by], id=uuid5(visit.pk, f"{BESIDE} {by.pk}"))


def _came(form: RecordForm, look: Look, visit: Visit) -> datetime | None:
    """None lets the action count back: the planned time was left standing, and it lies ahead."""
    came = form.started_at()
    untouched = came == visit.planned_at and visit.started_at is None
    return None if untouched and came > look.at else came


def _trained(look: Look, form: RecordForm) -> Sequence[tuple[Any, int | None]]:
    levels = form.levels()
    rows = measures_to_record(look, list(levels))
    return [(rows[measure_id], level) for measure_id, level in levels.items() if measure_id in rows]


def _not_done(request: Request, look: Look, visit: Visit, *, correcting: bool) -> HttpResponse:
    name = str(visit.episode.person).strip()
    sent = NotDoneForm(request.POST)
    fault = " ".join(str(each) for faults in sent.errors.values() for each in faults)
    if not fault:
        why, note = Deviation(sent.cleaned_data["deviation"]), sent.cleaned_data["why"]
        try:
            act = correct_to_not_done if correcting else record_not_done
            act(visit=visit, deviation=why, note=note, by=request.user, now=look.at)
        except CareError as refused:
            fault = error_in_words(refused)
    if fault:
        row = visit_row(visit)
        form = _form(request, look, row, None)
        form.errors.clear()
        form.add_error(None, fault)
        context = _page(look, row, may_record=True) | {
            "form": form,
            "deviations": DEVIATIONS,
            "correcting": correcting,
            **_draft(row, correcting=correcting),
        }
        return render(request, "visits/record.html", context)
    words = gettext("It is noted that the visit with %(name)s did not take place: %(why)s.")
    saved(request, words % {"name": name, "why": str(dict(DEVIATIONS)[why]).lower()})
    return _onwards(request, visit)


def _back(request: Request, look: Look, visit: Visit) -> HttpResponse:
    """Recorded too early by mistake: the visit stands on the plan again."""
    try:
        back_to_plan(visit=visit, by=request.user, now=look.at)
    except CareError as refused:
        context = _page(look, visit_row(visit), may_record=True) | {"fault": error_in_words(refused)}
        return render(request, "visits/visit.html", context)
    words = gettext(
        "The visit with %(name)s is on the plan again: %(day)s at %(time)s. What was written is kept in the history."
    )
    at = localtime(visit.planned_at)
    name = str(visit.episode.person).strip()
    saved(request, words % {"name": name, "day": long_day(localdate(visit.planned_at)), "time": f"{at:%H.%M}"})
    return _onwards(request, visit)


def _onwards(request: Request, visit: Visit) -> HttpResponse:
    """Back to the day for those who go on to the next home, to the person's visits for others."""
    if request.user in staff_of(visit):
        return redirect("visits:day")
    return redirect("visits:of_episode", visit.episode_id)


def _page(look: Look, row: VisitRow, *, may_record: bool) -> dict[str, Any]:
    return {
        "banner": banner_of(look),
        "today": look.today,
        "visit": row,
        "may_record": may_record,
        "may_plan": look.may(Act.PLAN_VISIT),
        "ahead": localdate(row.planned_at) > look.today,
        "back_to_plan": may_record and row.recorded and row.planned_at > look.at,
    }


@rule(Act.RECORD_VISIT)
@require_http_methods(["GET", "POST"])
def unplanned(request: Request, episode_id: UUID) -> HttpResponse:
    """A visit that was not on the plan."""
    look = open_record(by=request.user, episode_id=episode_id, now=timezone.now())
    require(request.user, Act.RECORD_VISIT, look.relations, person_id=look.person_id)
    episode = episode_of(look, episode_id)
    measures = sorted(measures_of(look, episode_id), key=lambda measure: measure.alone)
    last = last_done(look, episode_id)
    initial = record_initial(measures=measures, at=look.at, minutes=USUAL_MINUTES, today=look.today, last=last)
    initial |= {"id": uuid4(), "staff": [request.user.pk], "started": None, "minutes": None}
    form = UnplannedForm(request.POST or None, measures=measures, staff=staff_to_choose(look, episode), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            record_unplanned_visit(
                episode=episode,
                started_at=form.started_at(),
                minutes_on_site=form.cleaned_data["minutes"],
                minutes_travel=form.cleaned_data["travel"],
                trained=_trained(look, form),
                as_before=form.as_before(),
                effort=form.cleaned_data["effort"],
                note=form.cleaned_data["note"],
                staff=list(form.cleaned_data["staff"]),
                id=form.cleaned_data["id"],
                by=request.user,
                now=look.at,
            )
        except CareError as refused:
            form.add_error(None, error_in_words(refused))
        else:
            words = gettext("The visit with %(name)s is recorded: %(minutes)s min.")
            minutes = form.cleaned_data["minutes"]
            saved(request, words % {"name": str(episode.person).strip(), "minutes": minutes})
            return redirect("visits:of_episode", episode_id)
    context = {
        "banner": banner_of(look),
        "today": look.today,
        "form": form,
        "last": last,
        "episode_id": episode_id,
        "unplanned": True,
        "other_day": True,
        "draft": f"visit-unplanned-{episode_id}",
        # What was written for a visit that has been taken off the plan is offered here.
        "draft_also": " ".join(f"visit-{visit_id}" for visit_id in taken_off(look, episode_id)),
    }
    return render(request, "visits/record.html", context)
