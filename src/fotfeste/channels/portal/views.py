"""The first page of every role, and the page of the person and their next of kin."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from fotfeste.care.pathway.actions import set_sharing, withdraw_consent
from fotfeste.care.pathway.queries import open_record, person_of
from fotfeste.care.pathway.queries.person.own import is_new_municipality, person_id_of_user, relatives_of
from fotfeste.care.terms.rules.vocabulary import SharedWith
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act, Relation, Role
from fotfeste.ground.ui.context import saved

from .queries import my_page_of


@rule(Act.OPEN_APP)
def home(request: Request) -> HttpResponse:
    """Where a role lands. A municipality without a single referral is welcomed instead of shown empty lists."""
    if request.user.role in (Role.ALLOCATOR, Role.COORDINATOR) and is_new_municipality():
        return redirect("portal:welcome")
    places = import_string(settings.UI_FRAME)(request).nav
    return redirect(places[0].url if places else "portal:welcome")


@rule(Act.OPEN_APP)
def welcome(request: Request) -> HttpResponse:
    """The first page while there is nobody here yet: the ways to begin."""
    return render(request, "portal/welcome.html")


def _own_person(request: Request) -> UUID:
    person_id = person_id_of_user(request.user)
    if person_id is None:
        raise Http404
    return person_id


@rule(Act.READ_OWN_PAGE)
def my_page(request: Request) -> HttpResponse:
    """The person's own page, also for next of kin they have consented to."""
    now = timezone.now()
    look = open_record(by=request.user, person_id=_own_person(request), now=now, act=Act.READ_OWN_PAGE)
    own = Relation.OWN in look.relations
    page = my_page_of(look, own=own)
    return render(request, "portal/my_page.html", {"page": page, "own": own, "today": look.today})


@rule(Act.SET_SHARING)
@require_POST
def report_to_gp(request: Request) -> HttpResponse:
    """The person opposes reports to the GP, or says that they may be sent after all; it holds from the next one."""
    now = timezone.now()
    look = open_record(by=request.user, person_id=_own_person(request), now=now, act=Act.READ_OWN_PAGE)
    agrees = request.POST.get("agrees") == "yes"
    set_sharing(
        person=person_of(look), with_whom=SharedWith.GP, agrees=agrees, said_on=look.today, by=request.user, now=now
    )
    saved(
        request,
        gettext("Your GP may get a report.") if agrees else gettext("No more reports are sent to your GP."),
    )
    return redirect("portal:my_page")


@rule(Act.WITHDRAW_CONSENT)
@require_POST
def withdraw(request: Request, relative_id: int) -> HttpResponse:
    """The person takes back what a next of kin may see; it holds from the next request."""
    now = timezone.now()
    look = open_record(by=request.user, person_id=_own_person(request), now=now, act=Act.WITHDRAW_CONSENT)
    relative = next((one for one in relatives_of(look) if one.pk == relative_id), None)
    if relative is None:
        raise Http404
    withdraw_consent(relative=relative, on=look.today, by=request.user, now=now)
    saved(request, gettext("%(name)s can no longer see your page.") % {"name": relative.name})
    return redirect("portal:my_page")
