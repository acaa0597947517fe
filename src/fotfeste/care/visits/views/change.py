"""One visit that has to be another way; and the old address of the planner."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from fotfeste.care.pathway.queries import banner_of, open_record
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.wording import error_in_words
from fotfeste.ground.access.gate import Request, require, rule
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.context import saved

from ..actions import cancel_visit, move_visit
from ..forms import CancelForm, ChangeForm
from ..models import Visit
from ..queries import episode_id_of_visit, staff_to_choose, visit_of, visit_row


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
        "day": localdate(row.planned_at),
        "start": at.time(),
        "minutes": row.planned_minutes,
        "who": people[0],
        "who_else": people[1],
        "outside_reason": row.outside_reason,
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
                visit = move_visit(
                    visit=visit,
                    planned_at=form.at,
                    planned_minutes=form.cleaned_data["minutes"],
                    staff=list(form.people),
                    outside_reason=form.cleaned_data["outside_reason"],
                    on_day_off=form.cleaned_data["on_day_off"],
                    by=request.user,
                    now=look.at,
                )
                saved(request, gettext("The visit is changed."))
        except CareError as refused:
            active.add_error(None, error_in_words(refused))
        else:
            return redirect(f"{reverse('visits:of_episode', args=[visit.episode_id])}#week-{_week(visit)}")
    context = {"banner": banner_of(look), "today": look.today, "visit": row, "form": form, "cancel": cancel}
    return render(request, "visits/change.html", context)


def _week(visit: Visit) -> int:
    return localdate(visit.planned_at).isocalendar().week


@rule(Act.PLAN_VISIT)
@require_http_methods(["GET", "POST"])
def plan(request: Request, episode_id: UUID) -> HttpResponse:
    """Where the planner of one week was; the whole period is planned in the room above, which has its own address."""
    look = open_record(by=request.user, episode_id=episode_id, now=timezone.now())
    require(request.user, Act.PLAN_VISIT, look.relations, person_id=look.person_id)
    return redirect("planning:period", episode_id)
