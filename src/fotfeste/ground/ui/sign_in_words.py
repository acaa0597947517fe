"""Texts that the sign-in library (allauth) asks for and whose own catalogues lack nynorsk or say it stiffly."""

from django.utils.translation import gettext_noop as N_

WORDS = (
    N_("Current Password"),
    N_("Email"),
    N_("Email address"),
    N_("Forgot your password?"),
    N_("New Password"),
    N_("New Password (again)"),
    N_("Password"),
    N_("Remember Me"),
    N_("The email address and/or password you specified are not correct."),
    N_("You must type the same password each time."),
)
