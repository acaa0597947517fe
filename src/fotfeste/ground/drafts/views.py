"""What the scripts of a form ask: keep this, what is kept, throw it away, and was it saved."""

import json
import re
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.context import saved
from fotfeste.ground.ui.templatetags.ui import clock

from .keeping import (
    DraftRefused,
    drafts_of,
    keep,
    let_go,
    lock_instance,
    receipt_of,
    receipts_of,
    unlock_instance,
)
from .keys import key_of_user
from .models import Receipt

MAX_FORMS = 200
FORM = re.compile(r"[!-~]{1,200}")
# A nonce of twelve bytes and what it closes: words that nobody has sealed are not taken.
SEALED = re.compile(r"[A-Za-z0-9+/]{16}\.[A-Za-z0-9+/]+={0,2}")


@rule(Act.KEEP_DRAFT)
@require_http_methods(["GET", "PUT", "DELETE"])
def drafts(request: Request) -> HttpResponse:
    """GET ?form=…&instance=…: the key, the drafts, and which instances are saved. PUT keeps one, DELETE drops one."""
    now = timezone.now()
    if request.method == "PUT":
        return _keep(request, now)
    if request.method == "DELETE":
        if not let_go(request.user, _uuid(request.GET.get("instance"))):
            raise Http404("There is no such draft.")
        return HttpResponse(status=204)
    forms = [each for each in request.GET.getlist("form")[:MAX_FORMS] if FORM.fullmatch(each)]
    asked = [_uuid(each) for each in request.GET.getlist("instance")[:MAX_FORMS]]
    kept = [
        {"form": one.form, "instance": str(one.instance), "at": _ms(one.updated_at), "sealed": one.sealed}
        for one in drafts_of(request.user, forms, now=now)
    ]
    saved_before = {str(one.instance): _told(one) for one in receipts_of(request.user, asked, now=now)}
    # A page that was opened before the same user signed in anew goes on with today's token.
    given = {"key": key_of_user(request.user), "token": get_token(request)}
    return JsonResponse(given | {"drafts": kept, "saved": saved_before})


def _keep(request: Request, now: datetime) -> HttpResponse:
    try:
        sent = json.loads(request.body)
        form, sealed = sent["form"], sent["sealed"]
        instance = UUID(sent["instance"])
        person = UUID(sent["person"]) if sent.get("person") else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return HttpResponse(status=400)
    if not (isinstance(form, str) and FORM.fullmatch(form) and isinstance(sealed, str) and SEALED.fullmatch(sealed)):
        return HttpResponse(status=400)
    try:
        keep(form=form, instance=instance, person_id=person, sealed=sealed, by=request.user, now=now)
    except DraftRefused as refused:
        return HttpResponse(status=refused.status)
    return HttpResponse(status=204)


@rule(Act.KEEP_DRAFT)
@require_GET
def answer(request: Request) -> HttpResponse:
    """Was the form instance saved? The page it led to says so when it is opened next."""
    instance = _uuid(request.GET.get("instance"))
    # Who asks while the form is still being saved waits for that, and is not told that nothing was.
    unlock_instance(lock_instance(request.user, instance))
    found = receipt_of(request.user, instance, now=timezone.now())
    if found is None:
        return JsonResponse({"saved": False})
    words = gettext("It is saved, at %(time)s. The connection broke before the answer came.")
    saved(request, words % {"time": clock(found.saved_at)})
    return JsonResponse({"saved": True, **_told(found)})


def _told(receipt: Receipt) -> dict[str, Any]:
    return {"at": _ms(receipt.saved_at), "to": receipt.leads_to}


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError as wrong:
        raise Http404("There is no such draft.") from wrong
