"""Every form that is sent with its instance key gets a true answer: saved once, saved already, or not saved."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from fotfeste.ground.access.models import User
from fotfeste.ground.ui.context import saved
from fotfeste.ground.ui.templatetags.ui import clock

from .keeping import fingerprint, lock_instance, receipt_of, same, unlock_instance, write_receipt

# The hidden field of the scripts, and the header by which they ask for an answer they can read.
FIELD = "_draft"
HEADER = "X-Draft-Form"
# The event by which a view that answers htmx says that the part is saved.
SAVED_PART = "saved"


class Drafts:
    """Middleware, inside the gate."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        was_in = user.is_authenticated
        if user.is_authenticated and request.method == "POST":
            response = self._once(request, user)
        else:
            response = self.get_response(request)
        if was_in and not request.user.is_authenticated:
            # The drafts of this session lie unreadable on the device from now on; the browser removes them as well.
            response.headers["Clear-Site-Data"] = '"storage"'
        if request.headers.get(HEADER) and 300 <= response.status_code < 400:
            # A script cannot read where an ordinary redirect leads, nor show its page with the message on it.
            read = JsonResponse(
                {"to": response.headers["Location"], "saved": bool(getattr(request, "is_saved", False))}
            )
            read.cookies = response.cookies
            return read
        return response

    def _once(self, request: HttpRequest, user: User) -> HttpResponse:
        instance = _instance(request)
        if instance is None:
            return self.get_response(request)
        by_htmx = bool(request.headers.get("HX-Request"))
        unlock = lock_instance(user, instance)
        try:
            old = receipt_of(user, instance, now=timezone.now())
            again = old is not None and same(old, fingerprint(request.POST.lists(), path=request.path))
            if again and by_htmx:
                # A part of a page that was sent and whose answer was lost: saved, and nothing to draw anew.
                return HttpResponse(status=204, headers={"HX-Trigger": SAVED_PART})
            if again and old is not None and old.leads_to:
                words = gettext("This was saved already, at %(time)s. Nothing is written twice.")
                saved(request, words % {"time": clock(old.saved_at)})
                return redirect(old.leads_to)
            response = self.get_response(request)
            if by_htmx and response.headers.get("HX-Trigger") == SAVED_PART:
                _done(request, user, instance, leads_to="")
            elif not by_htmx and getattr(request, "is_saved", False):
                _done(request, user, instance, leads_to=response.headers.get("Location", ""))
            return response
        finally:
            unlock_instance(unlock)


def _done(request: HttpRequest, user: User, instance: UUID, *, leads_to: str) -> None:
    content = fingerprint(request.POST.lists(), path=request.path)
    write_receipt(user, instance, content=content, leads_to=leads_to[:500], now=timezone.now())


def _instance(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None
