"""Keys that close drafts. The browser uses them; the database holds nothing that opens what it keeps.

The device's key lives in the session and is gone with it. The key of the copy on the server belongs to the user and is
worked out from SECRET_KEY, so that another sign-in of the same user can open it and a copy of the database cannot.
"""

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from secrets import token_bytes
from typing import Any

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act, Role, may_ever

IN_SESSION = "draft_key"
BYTES = 32


def key_of_user(user: User) -> str:
    """The key of the user's copies on the server, 256 bits in base64."""
    return b64encode(salted_hmac("fotfeste.drafts", str(user.pk), algorithm="sha256").digest()).decode()


def key_of_session(request: HttpRequest) -> str:
    """The key of the drafts on this device, made at the first page of the session; empty for who keeps no drafts."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not may_ever(Role(user.role), Act.KEEP_DRAFT):
        return ""
    if IN_SESSION not in request.session:
        request.session[IN_SESSION] = b64encode(token_bytes(BYTES)).decode()
    return str(request.session[IN_SESSION])


def page(request: HttpRequest) -> dict[str, Callable[[], Any]]:
    """Context processor: the device's key, and a name for it by which drafts of other sessions are told and removed."""

    def name() -> str:
        key = key_of_session(request)
        return sha256(key.encode()).hexdigest()[:12] if key else ""

    return {"draft_key": lambda: key_of_session(request), "draft_session": name}
