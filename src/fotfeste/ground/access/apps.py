"""Sign-in and sign-out are allauth's; the log and the limits hear of them through its signals."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.utils import timezone


class Access(AppConfig):
    name = "fotfeste.ground.access"
    label = "access"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

        from . import doorstep, log

        def signed_in(user, request=None, **_):
            log.write(by=user, act="sign_in", now=timezone.now(), address=doorstep.address_of(request))
            doorstep.forgive(request, user)
            request.has_signed_in = user

        def signed_out(user, **_):
            if user is not None:
                log.write(by=user, act="sign_out", now=timezone.now())

        def failed(credentials=None, request=None, **_):
            if request is None:
                log.write(by=None, act="sign_in", now=timezone.now(), outcome="refused")
                return
            log.write(
                by=None,
                act="sign_in",
                now=timezone.now(),
                outcome="refused",
                subject=doorstep.subject_tried(request, credentials),
                address=doorstep.address_of(request),
            )
            doorstep.count(doorstep.SIGN_IN, request, credentials)

        user_logged_in.connect(signed_in, dispatch_uid="access.signed_in", weak=False)
        user_logged_out.connect(signed_out, dispatch_uid="access.signed_out", weak=False)
        user_login_failed.connect(failed, dispatch_uid="access.failed", weak=False)
        checks.register(_start_is_safe, checks.Tags.security)


def _start_is_safe(**_: Any) -> list[checks.CheckMessage]:
    """What `fotfeste serve` and the gate refuse to start with, for `django check` and `runserver`."""
    return [checks.Error(why, id=f"fotfeste.E{n:03}") for n, why in enumerate(settings.START_REFUSED, start=1)]
