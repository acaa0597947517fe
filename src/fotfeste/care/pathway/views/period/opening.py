"""How pages about one period begin and where they lead."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html_join

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.wording import error_in_words
from fotfeste.ground.access.gate import Request
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.context import saved

from ...models import Episode
from ...queries import Look, episode_of, open_record, still_open
from ..opening import Opened


def signed_in(request: Request) -> User:
    """Who asks. The gate lets nobody in who is not signed in, so anybody else here is a fault of the program."""
    if not isinstance(request.user, User):
        raise TypeError("A page without a signed-in user was reached past the gate.")
    return request.user


def opened_episode(request: Request, episode_id: UUID, act: Act) -> tuple[Opened, Episode]:
    """Open the record for one act; refuses and logs as `open_record`."""
    look = open_record(by=signed_in(request), episode_id=episode_id, now=timezone.now(), act=act)
    return Opened(look=look, request=request), episode_of(look, episode_id)


def page_of_room(name: str, **arguments: object) -> str:
    """The address of a page in a room above, or nothing when this installation does not have the room."""
    try:
        return reverse(name, kwargs=arguments)
    except NoReverseMatch:
        return ""


def to_person(look: Look, *, otherwise: str = "pathway:persons") -> HttpResponse:
    """To the person's page; to a list when the record is closed to the user from now on (the period ended)."""
    page = page_of_room("board:person", person_id=look.person_id)
    if page and still_open(look):
        return redirect(page)
    return redirect(otherwise)


def said(request: Request, first: str, rest: Iterable[str]) -> None:
    """What was done, and what every room did with it."""
    saved(request, format_html_join(" ", "{}", ((words,) for words in (first, *rest))))


def told(request: Request, action: Callable[[], object]) -> bool:
    """Do it in one press, without a form: when the action refuses, its words stand on the next page."""
    try:
        action()
    except CareError as refused:
        messages.error(request, error_in_words(refused))
        return False
    return True
