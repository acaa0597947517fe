"""Before the door: where a request comes from, which account it is for, and the limit per address.

Axes locks one account after five wrong passwords, from wherever they come. This is the limit beside it (security.md
AUT-2), against one who tries few passwords on many accounts from one address. A whole municipality may share an address
and sign in within the same minutes, so:

- an IPv6 address counts as its /64: whoever has one has all of it;
- counted are wrong passwords of accounts that have not signed in from the address since: who mistypes and then gets it
  right leaves nothing behind;
- fifty of them within a quarter of an hour close the address for a quarter of an hour from the last, also for right
  passwords (else a guesser would still learn which is right);
- but not for somebody on a device where they have signed in before: the device carries a signed mark of the account.
  So nobody who comes to work as usual is kept out by a guesser on the same network.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import Attempt, User

WINDOW = timedelta(minutes=15)
FAILURES_PER_ADDRESS = 50
RESETS_PER_ADDRESS = 20
KEPT_FOR = timedelta(days=1)
SIGN_IN, RESET = "sign_in", "reset"
_LIMITS = {SIGN_IN: FAILURES_PER_ADDRESS, RESET: RESETS_PER_ADDRESS}

DEVICE_KNOWN_FOR = timedelta(days=90)
ACCOUNTS_PER_DEVICE = 8
_DEVICE_SALT, _ACCOUNT_SALT = "fotfeste.access.known_device", "fotfeste.access.account_tried"


class UnknownAccount:
    """Stands in the log for an account that does not exist: the same for the same typing, and not to be read back."""

    def __init__(self, digest: str) -> None:
        self.pk = digest[:40]


def address_of(request: HttpRequest) -> str:
    """Where the request came from. `X-Forwarded-For` counts only as far as proxies of ours have written it."""
    remote = _address(request.META.get("REMOTE_ADDR", ""))
    if remote is None:
        return ""
    trusted = [ip_network(each, strict=False) for each in settings.PROXIES]
    for hop in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
        if not any(remote in network for network in trusted):
            break
        before = _address(hop.strip())
        if before is None:
            break
        remote = before
    return str(remote)


def counted_as(request: HttpRequest) -> str:
    """What the limit counts: the address, and of IPv6 the first 64 bits, which one household or server has whole."""
    found = _address(address_of(request))
    return str(IPv6Address(int(found) >> 64 << 64)) if isinstance(found, IPv6Address) else str(found or "")


def _address(text: str) -> IPv4Address | IPv6Address | None:
    with_port = re.fullmatch(r"\[([^\]]+)\](?::\d+)?|([\d.]+):\d+", text)
    if with_port:
        text = with_port[1] or with_port[2]
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    # A server that listens on both kinds sees ::ffff:192.0.2.7; it is the same machine.
    return getattr(found, "ipv4_mapped", None) or found


def account_typed(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The account a sign-in or a reset is tried for, however it was typed. Empty when none was named.

    allauth hands the address on as `email`; before that it only stands in the form, as `login`.
    """
    typed = (credentials or {}).get("email") or request.POST.get("login") or request.POST.get("email") or ""
    return str(typed).replace("\0", "").strip().casefold()[:254]


def account_digest(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """What attempts are counted and kept by: a keyed digest of the account that was tried."""
    return digest_of(account_typed(request, credentials))


def digest_of(account: str) -> str:
    return salted_hmac(_ACCOUNT_SALT, account.casefold(), algorithm="sha256").hexdigest()


def subject_tried(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> User | UnknownAccount:
    """What the log keeps of the account that was tried: the user if there is one, else a digest of what was typed."""
    typed = account_typed(request, credentials)
    found = User.objects.filter(email__iexact=typed).first() if typed else None
    return found or UnknownAccount(digest_of(typed))


def count(kind: str, request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> None:
    """Remember one wrong password or one reset that was asked for. While the address is closed nothing is added."""
    now, address = timezone.now(), counted_as(request)
    if not _closed(kind, address, now):
        Attempt.objects.create(kind=kind, address=address, account=account_digest(request, credentials), at=now)


def forgive(request: HttpRequest, user: User) -> None:
    """The account has signed in from the address: its wrong tries from there were slips."""
    Attempt.objects.filter(kind=SIGN_IN, address=counted_as(request), account=digest_of(user.email)).delete()


def closed(kind: str, request: HttpRequest) -> bool:
    """Whether the address has used up its tries. A device that the account has signed in on stays welcome."""
    if kind == SIGN_IN and account_digest(request) in _accounts_on(request):
        return False
    return _closed(kind, counted_as(request), timezone.now())


def _closed(kind: str, address: str, now: datetime) -> bool:
    tries = Attempt.objects.filter(kind=kind, address=address, at__gt=now - 2 * WINDOW, at__lte=now)
    last = list(tries.order_by("-at").values_list("at", flat=True)[: _LIMITS[kind]])
    return len(last) == _LIMITS[kind] and last[0] > now - WINDOW and last[-1] > last[0] - WINDOW


def remember_device(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Mark the device as one on which the account has signed in; several accounts may share it."""
    mine = digest_of(user.email)
    accounts = [mine, *(each for each in _accounts_on(request) if each != mine)][:ACCOUNTS_PER_DEVICE]
    response.set_cookie(
        settings.KNOWN_DEVICE_COOKIE_NAME,
        signing.dumps(accounts, salt=_DEVICE_SALT, compress=True),
        max_age=int(DEVICE_KNOWN_FOR.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _accounts_on(request: HttpRequest) -> list[str]:
    mark = request.COOKIES.get(settings.KNOWN_DEVICE_COOKIE_NAME, "")
    try:
        found = signing.loads(mark, salt=_DEVICE_SALT, max_age=DEVICE_KNOWN_FOR) if mark else []
    except signing.BadSignature:
        return []
    return [str(each) for each in found] if isinstance(found, list) else []


def forget_old(now: datetime) -> int:
    """Remove attempts that no limit looks back to. Gives how many."""
    return Attempt.objects.filter(at__lte=now - KEPT_FOR).delete()[0]
