"""Letters that lie here, and that they left the house."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from fotfeste.care.terms.forms import carried_out
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.wording import error_in_words
from fotfeste.ground.access.gate import Request, require, rule
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.context import saved

from .. import actions, queries
from ..forms.letters import SentForm
from ..models import Letter
from ..queries.person.record import relations_to
from .period.opening import page_of_room, told

# Where the press stood, and where it leads back to.
_TO_REFERRAL, _TO_LIST = "referral", "list"


@rule(Act.SEND_LETTER)
@require_safe
def to_send(request: Request) -> HttpResponse:
    """Everything within reach that is written and not noted as sent, the oldest first."""
    return _list(request, SentForm(initial={"sent_on": timezone.localdate()}))


@rule(Act.SEND_LETTER)
@require_POST
def sent(request: Request) -> HttpResponse:
    """Several letters at once: all of them or none."""
    form = SentForm(request.POST)
    chosen = _chosen(request.POST.getlist("letter"))
    if not chosen:
        form.add_error(None, gettext("Tick the letters that were sent."))
    if form.is_valid() and carried_out(form, lambda: _mark_all(request, chosen, form.cleaned_data)):
        count = len(chosen)
        saved(
            request,
            ngettext("%(count)s letter is noted as sent.", "%(count)s letters are noted as sent.", count)
            % {"count": count},
        )
        return redirect("pathway:letters_to_send")
    return _list(request, form, ticked={letter.pk for letter in chosen}, status=422)


@rule(Act.SEND_LETTER)
@require_POST
def letter_sent(request: Request, letter_id: UUID) -> HttpResponse:
    """One press beside a letter: sent today, in the way that is chosen there."""
    letter = _letter(request, letter_id)
    form = SentForm({"way": request.POST.get("way", ""), "sent_on": timezone.localdate()})
    if not form.is_valid():
        messages.error(request, gettext("Choose how the letter was sent, and press again."))
    else:
        try:
            actions.mark_sent(letter=letter, by=request.user, now=timezone.now(), **form.cleaned_data)
            saved(request, gettext("“%(title)s” is noted as sent.") % {"title": letter.title})
        except CareError as refused:
            messages.error(request, error_in_words(refused))
    return _back(request, letter)


@rule(Act.SEND_LETTER)
@require_POST
def letter_not_sent(request: Request, letter_id: UUID) -> HttpResponse:
    """It was noted by mistake. The row stays, and is told as taken back."""
    letter = _letter(request, letter_id)
    number = request.POST.get("dispatch", "")
    row = queries.dispatch_to_take_back(int(number)) if number.isascii() and number.isdecimal() else None
    if row is None or row.letter_id != letter.pk:
        raise Http404("There is no such row.")
    if told(request, lambda: actions.take_back_sent(dispatch=row, by=request.user, now=timezone.now())):
        saved(request, gettext("“%(title)s” is no longer noted as sent that way.") % {"title": letter.title})
    return _back(request, letter)


def _letter(request: Request, letter_id: UUID) -> Letter:
    """The letter, for somebody who may say that it was sent; others do not even learn that it is there."""
    letter = next(iter(queries.letters_to_mark(ids=[letter_id])), None)
    if letter is None:
        raise Http404("There is no such letter.")
    relations = relations_to(request.user, letter.person_id, today=timezone.localdate())
    require(request.user, Act.SEND_LETTER, relations, person_id=letter.person_id)
    return letter


def _chosen(typed: Sequence[str]) -> list[Letter]:
    try:
        ids = [UUID(text) for text in typed]
    except ValueError as fault:
        raise Http404("There is no such letter.") from fault
    return queries.letters_to_mark(ids=ids)


@transaction.atomic
def _mark_all(request: Request, letters: Sequence[Letter], data: dict[str, Any]) -> None:
    for letter in letters:
        actions.mark_sent(letter=letter, by=request.user, now=timezone.now(), **data)


def _list(request: Request, form: SentForm, *, ticked: set[UUID] | None = None, status: int = 200) -> HttpResponse:
    found = queries.letters_to_send(user=request.user, today=timezone.localdate())
    context = {"found": found, "form": form, "ticked": ticked or set(), "today": timezone.localdate()}
    return render(request, "pathway/letters_to_send.html", context, status=status)


def _back(request: Request, letter: Letter) -> HttpResponse:
    where = request.POST.get("back", "")
    if where == _TO_LIST:
        return redirect("pathway:letters_to_send")
    if where == _TO_REFERRAL and letter.referral_id:
        return redirect("pathway:referral", referral_id=letter.referral_id)
    return redirect(page_of_room("board:person", person_id=letter.person_id) or "pathway:letters_to_send")
