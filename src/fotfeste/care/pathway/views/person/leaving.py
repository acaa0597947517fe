"""A person who died or moved away is recorded, or that is taken back; and the periods that were closed lately."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from fotfeste.care.terms.forms import carried_out
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act, Role, may
from fotfeste.ground.ui.wording import exact_day

from ... import actions, queries
from ...forms.person.leaving import LeavingForm
from ...models import Person
from ..opening import Opened
from ..period.opening import page_of_room, said, signed_in, to_person, told

TAKE_BACK = "take_back"


@rule(Act.RECORD_DEATH_OR_MOVE)
@require_http_methods(["GET", "POST"])
def leaving(request: Request, person_id: UUID) -> HttpResponse:
    """The person died or moved away; what is recorded can be taken back on the same page."""
    now = timezone.now()
    look = queries.open_record(by=signed_in(request), person_id=person_id, now=now, act=Act.RECORD_DEATH_OR_MOVE)
    opened = Opened(look=look, request=request)
    person = queries.person_of(look)
    posted = request.method == "POST"
    taking_back = request.POST.get("way", "") == TAKE_BACK
    form = LeavingForm(
        request.POST if posted and not taking_back else None, today=look.today, initial={"on": look.today}
    )
    words: tuple[str, ...] = ()
    if posted and taking_back:
        take_back = actions.withdraw_death if person.died_on else actions.withdraw_move

        def undo() -> None:
            nonlocal words
            words = take_back(person=person, by=look.user, now=now)

        if told(request, undo):
            said(request, gettext("It is taken back."), words)
            return to_person(look)
        return redirect("pathway:leaving", person_id=person_id)
    elif posted and form.is_valid():
        record = actions.record_death if form.cleaned_data["what"] == "died" else actions.record_move

        def write() -> None:
            nonlocal words
            words = record(person=person, on=form.cleaned_data["on"], by=look.user, now=now)

        if carried_out(form, write):
            said(request, _recorded(person, form.cleaned_data["what"] == "died"), (*words, _way_back(look)))
            return to_person(look)
    return opened.page(
        "pathway/leaving.html",
        status=422 if posted else 200,
        person=person,
        form=form,
        person_url=page_of_room("board:person", person_id=person_id),
    )


def _recorded(person: Person, died: bool) -> str:
    words = {"name": str(person).strip(), "day": exact_day((person.died_on if died else person.moved_on) or date.max)}
    if died:
        return gettext("It is recorded that %(name)s died on %(day)s.") % words
    return gettext("It is recorded that %(name)s moved out of the municipality on %(day)s.") % words


def _way_back(look: queries.Look) -> str:
    """Who can take it back, with the way there for a user who still may: the record may be closed to them from now."""
    relations = queries.relations_to(look.user, look.person_id, today=look.today)
    if not may(Role(look.user.role), Act.RECORD_DEATH_OR_MOVE, relations):
        return gettext("If it is wrong, the allocation office can take it back.")
    return format_html(
        '{} <a class="ds-link" href="{}">{}</a>',
        gettext("If it is wrong, the allocation office can take it back, and so can you within four weeks."),
        reverse("pathway:leaving", args=[look.person_id]),
        gettext("Take it back"),
    )


@rule(Act.DISCHARGE)
@require_GET
def closed_lately(request: Request) -> HttpResponse:
    """The periods the user's teams closed in the last four weeks: the way to put a closing right."""
    rows = queries.closed_lately(user=signed_in(request), now=timezone.now())
    return render(request, "pathway/closed_lately.html", {"rows": rows})
