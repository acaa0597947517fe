"""Decision-making competence, question by question. Reached from the person's page; shown nowhere else."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from fotfeste.care.terms.forms import carried_out
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.context import saved

from ... import actions, queries
from ...forms.person.competence import CompetenceForm, ShownForm
from ..opening import Opened, open_person
from ..period.opening import page_of_room


@rule(Act.ASSESS_COMPETENCE)
@require_http_methods(["GET", "POST"])
def competence(request: Request, person_id: UUID) -> HttpResponse:
    """What was assessed, and a form for one more question. `?corrects=` puts an earlier one right."""
    opened = open_person(request, person_id, Act.ASSESS_COMPETENCE)
    if request.method == "POST" and "shown" in request.POST:
        return _shown(request, opened)
    corrects = request.GET.get("corrects", "")
    wrong = queries.competence_to_change(opened.look, corrects) if corrects else None
    before = {"question": wrong.question, "assessed_on": wrong.assessed_on} if wrong else {}
    form = CompetenceForm(
        request.POST if request.method == "POST" else None,
        today=opened.look.today,
        initial={"assessed_on": opened.look.today, **before},
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(
            form,
            lambda: actions.assess_competence(
                person=queries.person_of(opened.look),
                corrects=wrong,
                by=request.user,
                now=timezone.now(),
                **form.cleaned_data,
            ),
        )
    ):
        saved(request, gettext("The assessment is written down. It holds for this question only."))
        return redirect("pathway:competence", person_id=person_id)
    return _page(opened, form, wrong=wrong)


def _shown(request: Request, opened: Opened) -> HttpResponse:
    assessment = queries.competence_to_change(opened.look, request.POST["shown"])
    form = ShownForm(request.POST, prefix=f"s{assessment.pk}")
    field = "to_kin_on" if request.POST.get("step") == "kin" else "to_person_on"
    if form.is_valid() and carried_out(
        form,
        lambda: actions.note_competence_shown(
            assessment=assessment, by=request.user, now=timezone.now(), **{field: form.cleaned_data["on"]}
        ),
    ):
        saved(request, gettext("The day it was shown is written down."))
        return redirect("pathway:competence", person_id=opened.look.person_id)
    today = opened.look.today
    return _page(opened, CompetenceForm(today=today, initial={"assessed_on": today}), refused={assessment.pk: form})


def _page(opened: Opened, form: CompetenceForm, *, wrong: Any = None, refused: Any = None) -> HttpResponse:
    today = {"on": opened.look.today}
    rows = [
        (each, (refused or {}).get(each.id) or ShownForm(prefix=f"s{each.id}", initial=today))
        for each in queries.competence_assessments_of(opened.look)
    ]
    return opened.page(
        "pathway/competence.html",
        rows=rows,
        form=form,
        wrong=wrong,
        person_url=page_of_room("board:person", person_id=opened.look.person_id),
    )
