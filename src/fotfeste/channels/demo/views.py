"""The door of the demo: ready people, one click. It does not exist outside demo mode."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fotfeste.ground.access.gate import open_to_all
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import persona_with
from fotfeste.ground.access.queries import personas as ready_people
from fotfeste.ground.database.showroom import being_filled

from .cards import CARDS

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _only_in_demo() -> None:
    # The routes are not mounted outside demo mode; this holds even if somebody mounts them.
    if not settings.DEMO:
        raise Http404


@open_to_all
def personas(request: HttpRequest) -> HttpResponse:
    _only_in_demo()
    found: dict[str, list[User]] = {}
    for user in ready_people():
        found.setdefault(user.role, []).append(user)
    cards = [
        {"role": label, "does": does, "try": first, "people": found.get(role, [])} for role, label, does, first in CARDS
    ]
    shown = [card for card in cards if card["people"]]
    return render(request, "demo/personas.html", {"cards": shown, "being_filled": being_filled()})


@open_to_all
@require_POST
def become(request: HttpRequest, public_id: UUID) -> HttpResponse:
    _only_in_demo()
    user = persona_with(public_id)
    login(request, user, backend=BACKEND)
    return redirect("/")
