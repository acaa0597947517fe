"""Sign-in and sign-out are allauth's; the log hears of them through its signals."""

from django.apps import AppConfig
from django.utils import timezone


class Access(AppConfig):
    name = "fotfeste.ground.access"
    label = "access"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

        from . import log

        def signed_in(user, **_):
            log.write(by=user, act="sign_in", now=timezone.now())

        def signed_out(user, **_):
            if user is not None:
                log.write(by=user, act="sign_out", now=timezone.now())

        def failed(**_):
            log.write(by=None, act="sign_in", now=timezone.now(), outcome="refused")

        user_logged_in.connect(signed_in, dispatch_uid="access.signed_in", weak=False)
        user_logged_out.connect(signed_out, dispatch_uid="access.signed_out", weak=False)
        user_login_failed.connect(failed, dispatch_uid="access.failed", weak=False)
