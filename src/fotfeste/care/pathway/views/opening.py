"""How pages about one person begin: the record is opened, the look is logged, the banner stands on top."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fotfeste.ground.access.gate import Request, require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act

from ..models import Referral
from ..queries import Look, banner_of, open_record, referral_of, still_open


@dataclass(frozen=True)
class Opened:
    """A record that was opened for one act."""

    look: Look
    request: Request

    def page(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """A page about the person, with the banner."""
        around = {"banner": banner_of(self.look), "look": self.look, "today": self.look.today}
        return render(self.request, template, {**around, **context}, status=status)


# Looking at who has looked is an act of its own; all others are logged when they are done, not when a form is opened.
# An appeal may be received where nothing else is open any more.
_LOOKS = (Act.READ_RECORD, Act.READ_LOG_OF_PERSON, Act.RECEIVE_APPEAL)


def open_person(request: Request, person_id: UUID, act: Act) -> Opened:
    """Open the record for somebody who may do the act to the person; raises `AccessRefused` and `Http404`."""
    return _for_act(request, act, person_id=person_id)


def open_referral(request: Request, referral_id: UUID, act: Act) -> tuple[Opened, Referral]:
    """As `open_person`, by one of the person's referrals."""
    opened = _for_act(request, act, referral_id=referral_id)
    return opened, referral_of(opened.look, referral_id)


def _for_act(request: Request, act: Act, **found_by: UUID) -> Opened:
    look_as = act if act in _LOOKS else Act.READ_RECORD
    user = cast(User, request.user)
    look = open_record(by=user, now=timezone.now(), act=look_as, **found_by)
    require(user, act, look.relations, person_id=look.person_id)
    return Opened(look=look, request=request)


def to_referral(opened: Opened, referral: Referral) -> HttpResponse:
    """To the referral; to the inbox when the record is closed to the user from now on (the answer ended the case)."""
    if still_open(opened.look):
        return redirect("pathway:referral", referral_id=referral.pk)
    return redirect("pathway:inbox")
