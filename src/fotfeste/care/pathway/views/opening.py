"""How pages about one person begin: the record is opened, the look is logged, the banner stands on top."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.forms import Form

from ..models import Referral
from ..queries import Look, banner_of, open_record, referral_of
from ..rules.errors import CareError
from ..wording import error_in_words


@dataclass(frozen=True)
class Opened:
    """A record that was opened for one act."""

    look: Look
    request: HttpRequest

    def page(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """A page about the person, with the banner."""
        around = {"banner": banner_of(self.look), "look": self.look, "today": self.look.today}
        return render(self.request, template, {**around, **context}, status=status)


def open_person(request: HttpRequest, person_id: UUID, act: Act) -> Opened:
    look = open_record(by=request.user, person_id=person_id, now=timezone.now(), act=act)
    return Opened(look=look, request=request)


def open_referral(request: HttpRequest, referral_id: UUID, act: Act) -> tuple[Opened, Referral]:
    look = open_record(by=request.user, referral_id=referral_id, now=timezone.now(), act=act)
    return Opened(look=look, request=request), referral_of(look, referral_id)


def carried_out(form: Form, action: Callable[[], object]) -> bool:
    """Do it; when the action refuses, its words stand on top of the form and everything typed is kept."""
    try:
        action()
    except CareError as refused:
        form.add_error(None, error_in_words(refused))
        return False
    return True
