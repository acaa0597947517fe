"""The door: every route declares one act, and nothing runs before the door has asked.

A view without a declared rule is refused, so a forgotten rule shows at once and opens nothing. The gate knows roles
only; what a user may do to one person is checked again where the person is known (`require`).
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django_htmx.middleware import HtmxDetails

from . import doorstep, log
from .models import User
from .queries import keep_places
from .rules.rights import Act, Relation, Role, may, may_ever

LONGEST_SESSION = timedelta(hours=12)
# A session ends when nobody has been there for a while (settings.SESSION_COOKIE_AGE). That somebody is there is written
# down this often at most, and not for every page.
STILL_HERE_EVERY = timedelta(minutes=1)
# A page that asks again by itself says so in this header: that nobody closed it does not mean that somebody is there.
BY_ITSELF = "X-By-Itself"

# Routes of libraries that carry no care data and that somebody who is not signed in must reach. Full names: a route of
# a room with the same short name stays closed.
OPEN_ROUTES = frozenset(
    {
        "account_change_password",  # asks for a sign-in itself, and for the old password
        "account_login",
        "account_logout",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "set_language",
    }
)


def _sign_in_and_return_to(page: str) -> str:
    return f"{reverse('account_login')}?{urlencode({'next': page})}"


class Request(HttpRequest):
    """A request that has passed the gate: somebody is signed in. What views take."""

    user: User
    htmx: HtmxDetails


class AccessRefused(PermissionDenied):
    """The user may not do this act. Caught by the gate, which logs it after the failed transaction has rolled back."""

    def __init__(self, *, by: User | None, act: Act, person_id: UUID | None = None) -> None:
        super().__init__(f"{by.role if by else 'anonymous'} may not {act}")
        self.by, self.act, self.person_id = by, act, person_id


def rule(act: Act) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Declare which act a view is: `@rule(Act.SCREEN)`. The gate and the matrix test read it."""

    def mark(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        view.act = act  # type: ignore[attr-defined]
        return view

    return mark


def open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Declare that a view needs no sign-in and shows nothing about anybody."""
    view.act = None  # type: ignore[attr-defined]
    return view


def require(
    by: User, act: Act, relations: Iterable[Relation] = (Relation.ANY,), *, person_id: UUID | None = None
) -> None:
    """Raise `AccessRefused` unless the table of rights allows the act for one of the relations."""
    if not by.is_active or not may(Role(by.role), act, relations):
        raise AccessRefused(by=by, act=act, person_id=person_id)


class Gate:
    """Middleware: closed by default, signed-in users only, one channel name for the log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if settings.START_REFUSED:
            # However the server was started: it ends here, before it answers anybody.
            raise SystemExit("Not started.\n" + "\n".join(settings.START_REFUSED))
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = log.channel.set("web")
        try:
            if request.user.is_authenticated and self._too_long(request):
                logout(request)
            if request.user.is_authenticated:
                if BY_ITSELF not in request.headers:
                    self._still_here(request)
                keep_places(request.user)
            if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
                # Bokmål comes first, whatever the browser was set up with; the reader's own choice goes before it.
                language = request.user.language if request.user.is_authenticated else settings.LANGUAGE_CODE
                translation.activate(language)
                request.LANGUAGE_CODE = language
            response = self.get_response(request)
        finally:
            log.channel.reset(token)
        if signed_in := getattr(request, "has_signed_in", None):
            doorstep.remember_device(request, response, signed_in)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is not None and match.view_name in OPEN_ROUTES:
            return self._on_the_doorstep(request, match.view_name)
        if not hasattr(view, "act"):
            raise PermissionDenied(f"The route {match.view_name if match else '?'} declares no rule.")
        if view.act is None:
            return None
        if not request.user.is_authenticated:
            if request.method == "GET" and not request.headers.get("HX-Request"):
                return redirect(_sign_in_and_return_to(request.get_full_path()))
            return self._signed_out(request)
        if not may_ever(Role(request.user.role), view.act):
            refused = AccessRefused(by=request.user, act=view.act)
            self._write_down(refused)
            raise refused
        return None

    @staticmethod
    def _on_the_doorstep(request: HttpRequest, route: str) -> HttpResponse | None:
        """Stop who has tried too often from one address, before a password is looked at or a letter sent."""
        kind = {"account_login": doorstep.SIGN_IN, "account_reset_password": doorstep.RESET}.get(route)
        if request.method != "POST" or kind is None:
            return None
        if doorstep.closed(kind, request):
            log.write(
                by=None,
                act="sign_in" if kind == doorstep.SIGN_IN else "reset_password",
                now=timezone.now(),
                outcome="refused",
                subject=doorstep.subject_tried(request),
                address=doorstep.address_of(request),
            )
            return render(request, "account/address_closed.html", status=429)
        if kind == doorstep.RESET:
            doorstep.count(kind, request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """A refusal about a person answers as if the person did not exist; it is logged either way."""
        if isinstance(exception, AccessRefused):
            self._write_down(exception)
            if exception.person_id is not None:
                raise Http404

    @staticmethod
    def _signed_out(request: HttpRequest) -> HttpResponse:
        """The session ended while somebody wrote. The draft is on the device: they sign in and go on where they were.

        A part of a page has its message in the page already (toast.js).
        """
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401)
        came_from = urlsplit(request.headers.get("Referer", ""))
        page = came_from.path if came_from.netloc == request.get_host() else "/"
        return render(request, "401.html", {"sign_in": _sign_in_and_return_to(page)}, status=401)

    @staticmethod
    def _write_down(refused: AccessRefused) -> None:
        log.write(by=refused.by, act=refused.act, now=timezone.now(), person_id=refused.person_id, outcome="refused")

    @staticmethod
    def _still_here(request: HttpRequest) -> None:
        """Let the session live on from now; Django writes a session down when something in it has changed."""
        now = timezone.now().timestamp()
        if not 0 <= now - request.session.get("here_at", 0) < STILL_HERE_EVERY.total_seconds():
            request.session["here_at"] = int(now)

    @staticmethod
    def _too_long(request: HttpRequest) -> bool:
        started = request.session.get("signed_in_at")
        if started is None:
            request.session["signed_in_at"] = timezone.now().isoformat()
            return False
        moment = parse_datetime(started)
        return moment is None or timezone.now() - moment > LONGEST_SESSION
