"""How allauth behaves here: nobody signs up, an administrator makes the users; letters go out, or are not promised."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from .doorstep import address_of

logger = logging.getLogger(__name__)


class ClosedAccounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter. Without a mail server it goes nowhere, and the pages promise none.

        A failure is told to whoever reads the server's log, and to nobody else: the answer must be the same for an
        account that exists and one that does not. The log gets neither the letter nor the address.
        """
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as wrong:  # smtplib's errors are kinds of it, too
            logger.error(
                "A letter could not be sent: %s from the mail server %s. Try it with: fotfeste mail test ADDRESS",
                type(wrong).__name__,
                settings.EMAIL_HOST,
            )
