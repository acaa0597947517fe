"""How allauth behaves here: nobody signs up, an administrator makes the users."""

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def account_tried(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The account a sign-in is tried for, however it was typed; what axes counts by. Empty when none was named.

    allauth hands the address on as `email`; before that it only stands in the form, as `login`.
    """
    typed = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(typed).replace("\0", "").strip().casefold()[:254]
