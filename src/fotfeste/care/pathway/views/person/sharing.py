"""Who may be told about the person: the GP, those who referred, next of kin. As the person says."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from fotfeste.care.terms.forms import carried_out
from fotfeste.care.terms.rules.vocabulary import SharedWith
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.context import saved

from ... import actions, queries
from ...forms.letters import SharingForm
from ...queries import Receiver
from ...wording.sharing import answers_of, head_of, told_in_words
from ..opening import Opened, open_person
from ..period.opening import page_of_room


@rule(Act.SET_SHARING)
@require_http_methods(["GET", "POST"])
def sharing(request: Request, person_id: UUID) -> HttpResponse:
    """One card for each who may be told: how it stands, and what the person says now."""
    opened = open_person(request, person_id, Act.SET_SHARING)
    receivers = queries.receivers_of(opened.look)
    if request.method == "POST":
        receiver = next((each for each in receivers if each.key == request.POST.get("receiver")), None)
        if receiver is None:
            raise Http404("There is nobody like that.")
        form = _form(receiver, opened, request.POST)
        if form.is_valid() and carried_out(form, lambda: _say(request, opened, receiver, form.cleaned_data)):
            saved(request, gettext("It is noted."))
            return redirect("pathway:sharing", person_id=person_id)
        return _page(opened, receivers, refused={receiver.key: form}, status=422)
    return _page(opened, receivers)


def _say(request: Request, opened: Opened, receiver: Receiver, data: dict[str, Any]) -> None:
    actions.set_sharing(
        person=queries.person_of(opened.look),
        with_whom=receiver.with_whom,
        referral=queries.referral_of(opened.look, receiver.referral_id) if receiver.referral_id else None,
        relative=next((one for one in queries.relatives_of(opened.look) if one.pk == receiver.relative_id), None),
        by=request.user,
        now=timezone.now(),
        **data,
    )


def _form(receiver: Receiver, opened: Opened, data: Any = None) -> SharingForm:
    yes, no = answers_of(receiver)
    return SharingForm(data, prefix=receiver.key, yes=yes, no=no, initial={"said_on": opened.look.today})


def _page(
    opened: Opened, receivers: list[Receiver], *, refused: dict[str, SharingForm] | None = None, status: int = 200
) -> HttpResponse:
    rows = [
        {
            "receiver": each,
            "head": head_of(each),
            "told": told_in_words(each),
            "is_gp": each.with_whom is SharedWith.GP,
            "form": (refused or {}).get(each.key) or _form(each, opened),
        }
        for each in receivers
    ]
    return opened.page(
        "pathway/sharing.html",
        status=status,
        rows=rows,
        person_url=page_of_room("board:person", person_id=opened.look.person_id),
    )
