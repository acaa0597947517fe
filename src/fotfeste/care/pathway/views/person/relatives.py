"""Next of kin, and what the person has consented to."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from fotfeste.care.terms.forms import carried_out
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.context import saved

from ... import actions, queries
from ...forms.person.relatives import ConsentForm, RelativeForm
from ...models import Relative
from ..opening import Opened, open_person


@rule(Act.CONSENT_TO_RELATIVE)
@require_http_methods(["GET", "POST"])
def relatives(request: Request, person_id: UUID) -> HttpResponse:
    """One page: who is near the person, since when they may be told, and a form for one more."""
    opened = open_person(request, person_id, Act.CONSENT_TO_RELATIVE)
    everybody = queries.relatives_of(opened.look)
    if request.method == "POST" and "relative" in request.POST:
        return _consent(request, opened, everybody)
    form = RelativeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = queries.person_of(opened.look)
        if carried_out(
            form, lambda: actions.add_relative(person=person, by=request.user, now=timezone.now(), **form.cleaned_data)
        ):
            saved(request, gettext("%(name)s is noted as next of kin.") % {"name": form.cleaned_data["name"]})
            return redirect("pathway:relatives", person_id=person_id)
    return _page(opened, everybody, form)


def _consent(request: Request, opened: Opened, everybody: list[Relative]) -> HttpResponse:
    relative = next((each for each in everybody if str(each.pk) == request.POST["relative"]), None)
    if relative is None:
        raise Http404("There is no such next of kin.")
    form = ConsentForm(request.POST, prefix=f"r{relative.pk}")
    withdraws = request.POST.get("step") == "withdraw"
    act = actions.withdraw_consent if withdraws else actions.consent_to_relative
    if form.is_valid() and carried_out(
        form, lambda: act(relative=relative, on=form.cleaned_data["on"], by=request.user, now=timezone.now())
    ):
        text = gettext("The consent is withdrawn. %(name)s sees nothing any more.")
        if not withdraws:
            text = gettext("The consent is noted. %(name)s may be given information now.")
        saved(request, text % {"name": relative.name})
        return redirect("pathway:relatives", person_id=opened.look.person_id)
    return _page(opened, everybody, RelativeForm(), refused={relative.pk: form})


def _page(
    opened: Opened, everybody: list[Relative], form: RelativeForm, refused: dict[int, ConsentForm] | None = None
) -> HttpResponse:
    today = {"on": opened.look.today}
    rows = [
        {
            "relative": each,
            "consents": bool(each.consented_on and not each.withdrawn_on),
            "form": (refused or {}).get(each.pk) or ConsentForm(prefix=f"r{each.pk}", initial=today),
        }
        for each in everybody
    ]
    return opened.page("pathway/relatives.html", rows=rows, form=form)
