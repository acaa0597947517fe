"""Settings, read from the environment once; everything has a default that is safe, and what is not is refused.

`FOTFESTE_DEMO=1` is the only switch that opens the persona page, and `fotfeste demo` is the only command that sets it.
"""

import os
from pathlib import Path

from fotfeste import starting
from fotfeste.ground.database import address, home, log_heads_file, secret_key

BASE = Path(__file__).parent
DEMO = starting.flag(os.environ, "FOTFESTE_DEMO")
DEBUG = starting.flag(os.environ, "FOTFESTE_DEBUG")
HTTPS = starting.flag(os.environ, "FOTFESTE_HTTPS")
SECRET_KEY = os.environ.get("SECRET_KEY") or secret_key(home())
ALLOWED_HOSTS = starting.hosts(os.environ)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if not host.startswith(("localhost", "127.", "["))]
# Proxies whose word is taken for where a request came from. One that ends TLS here stands on this machine as a rule.
PROXIES = starting.networks(os.environ, "FOTFESTE_PROXIES", "127.0.0.1,::1" if HTTPS else "")
# Why no server may start with these settings; the gate and Django's checks read it.
START_REFUSED = starting.refusals(os.environ, bind=starting.now_bound_to(os.environ), key=SECRET_KEY)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "fotfeste.ground.ui",  # before allauth, so that its sign-in pages and words are found first
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "fotfeste.ground.access",
    "fotfeste.ground.drafts",
    "fotfeste.ground.tasks",
    "fotfeste.care.terms",
    "fotfeste.care.service_model",
    "fotfeste.care.pathway",
    "fotfeste.care.assessment",
    "fotfeste.care.goals",
    "fotfeste.care.visits",
    "fotfeste.care.planning",
    "fotfeste.care.board",
    "fotfeste.insight.figures",
    "fotfeste.insight.tables",
    "fotfeste.insight.indicators",
    "fotfeste.insight.economy",
    "fotfeste.insight.report",
    "fotfeste.channels.intake",
    "fotfeste.channels.portal",
    "fotfeste.channels.reports",
    "fotfeste.channels.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "fotfeste.ground.access.gate.Gate",
    "fotfeste.ground.drafts.middleware.Drafts",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "fotfeste.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fotfeste.ground.ui.context.page",
                "fotfeste.ground.drafts.keys.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "fotfeste.ground.ui.templatetags.ui",
                "fotfeste.ground.ui.templatetags.form_parts",
            ],
        },
    }
]
FORM_RENDERER = "fotfeste.ground.ui.widgets.Renderer"

DATABASE_ROLE = starting.choice(os.environ, "FOTFESTE_DATABASE_ROLE", "app", ("app", "owner"))
DATABASES = {"default": {**address(DATABASE_ROLE), "CONN_MAX_AGE": 60}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "fotfeste.ground.access.adapter.ClosedAccounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
# Wrong passwords are counted by axes and by the doorstep, in the database, not by each process in its memory; and all
# who work in a municipality may come from one address, in the same minute of the morning.
ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": "300/m/ip", "reset_password": "5/m/key"}
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
# security.md AUT-6: a link to a new password works once, and for an hour.
PASSWORD_RESET_TIMEOUT = 60 * 60

# Letters by e-mail. Without a mail server none is sent, and no page promises one (ground/access/letters.py).
EMAIL_HOST = os.environ.get("FOTFESTE_MAIL_HOST", "").strip()
MAIL = bool(EMAIL_HOST)
_TLS = starting.choice(os.environ, "FOTFESTE_MAIL_TLS", "starttls", ("starttls", "tls", "none"))
EMAIL_PORT = starting.number(
    os.environ, "FOTFESTE_MAIL_PORT", {"starttls": 587, "tls": 465, "none": 25}[_TLS], lowest=1, highest=65535
)
EMAIL_USE_TLS, EMAIL_USE_SSL = _TLS == "starttls", _TLS == "tls"
EMAIL_HOST_USER = os.environ.get("FOTFESTE_MAIL_USER", "")
EMAIL_HOST_PASSWORD = starting.secret_in(os.environ, "FOTFESTE_MAIL_PASSWORD_FILE")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = starting.sender(os.environ, "FOTFESTE_MAIL_FROM", needed=MAIL)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL else 'dummy'}.EmailBackend"

# The log's seals (docs/adr/0030): the keys, the newest last, and the file of heads; neither belongs in the database.
LOG_KEY_FILE = Path(os.environ.get("FOTFESTE_LOG_KEY_FILE", "").strip() or home() / "log-key").expanduser().absolute()
LOG_KEY_IS_MADE = not os.environ.get("FOTFESTE_LOG_KEY_FILE", "").strip()
LOG_HEADS_FILE = log_heads_file()
LOG_JOB = starting.choice(os.environ, "FOTFESTE_LOG_JOB", "1", ("0", "1")) == "1"

# security.md AUT-2: five failures in a quarter of an hour lock the account for as long.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = ["username"]
# Axes keeps and logs a digest, never what was typed: people type passwords into the wrong field.
AXES_USERNAME_CALLABLE = "fotfeste.ground.access.doorstep.account_digest"
AXES_CLIENT_IP_CALLABLE = "fotfeste.ground.access.doorstep.address_of"
AXES_SENSITIVE_PARAMETERS = ["login", "email", "password", "username", "ip_address", "next"]
AXES_DISABLE_ACCESS_LOG = True
AXES_HTTP_RESPONSE_CODE = 429
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_VERBOSE = False
# The account is locked whatever address the tries come from: an address would let a guesser begin anew from the next.
# Beside it stands a limit per address (ground/access/doorstep.py).
# Whether a domain stands in the browsers' preload list is for the owner of the domain to say (W021).
SILENCED_SYSTEM_CHECKS = ["axes.W006", "security.W021"]

# security.md AUT-5: half an hour idle, twelve hours in all (the gate checks the twelve).
# The gate lets a session live on once a minute, not with every page.
SESSION_COOKIE_AGE = 30 * 60 if not DEMO else 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
# `__Host-` binds a cookie to this very host and to TLS: no neighbour under the same domain can plant one.
_HOST_ONLY = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_HOST_ONLY}sessionid", f"{_HOST_ONLY}csrftoken"
KNOWN_DEVICE_COOKIE_NAME = f"{_HOST_ONLY}known"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English"), ("se", "Davvisámegiella")]
# Northern Sami is prepared (catalogues, dates, fonts) and joins the menu when its catalogues are complete.
LANGUAGES_OFFERED = ("nb", "nn", "en")
TIME_ZONE = "Europe/Oslo"
USE_TZ = True
FORMAT_MODULE_PATH = "fotfeste.ground.ui.formats"

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Served as they lie in the rooms: there is no collecting step that could be forgotten.
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Outside the clinical team no cell on fewer persons than this is shown (evidence.md §0.5).
SMALL_NUMBER_THRESHOLD = starting.number(os.environ, "FOTFESTE_SMALL_NUMBER", 5, lowest=2, highest=1000)
UI_FRAME = "fotfeste.channels.portal.context.frame"
# How a user stands to a person, for drafts about somebody: (user, person_id, today=…) -> relations.
RELATIONS_TO = "fotfeste.care.pathway.queries.relations_to"
# The instruments there are, for the service model to choose among.
INSTRUMENTS = "fotfeste.care.assessment.rules.registry.INSTRUMENTS"
# What later rooms put into the reports written at discharge: functions (look, episode_id) -> ReportPart.
REPORT_PARTS = ("fotfeste.care.goals.queries.report_part", "fotfeste.care.assessment.queries.report_part")
# The same for the letter to the person, in words to the person.
PARTS_FOR_THE_PERSON = ("fotfeste.care.goals.queries.part_for_the_person",)
# What later rooms miss when a period is about to be closed: functions (look, episode_id) -> NotDone, one each.
CLOSING_CHECKS = (
    "fotfeste.care.goals.queries.not_done",
    "fotfeste.care.assessment.queries.not_done",
    "fotfeste.care.visits.queries.not_done",
)
# What hears that a period began, paused, ended, was put right, or that its person died or moved, in the transaction of
# the action: functions (Happening) -> list[Answer], the pathway's own first (care/pathway/rules/happenings.py).
EPISODE_LISTENERS = (
    "fotfeste.care.pathway.writing.period.ending.answer",
    "fotfeste.care.goals.writing.ending.answer",
    "fotfeste.care.visits.writing.ending.answer",
    "fotfeste.care.board.writing.ending.answer",
)
SERVICE_MODEL = os.environ.get("FOTFESTE_SERVICE_MODEL", "gjovik")
# A folder of .toml files with instruments of the municipality's own; none when empty (care/assessment/rules/local/).
INSTRUMENTS_FOLDER = os.environ.get("FOTFESTE_INSTRUMENTS", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_links": {"()": "fotfeste.ground.access.quiet.WithoutLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_links"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handlers would write the same lines beside ours, with what the filter takes out.
    "loggers": {"django": {"handlers": [], "level": "WARNING"}, "django.server": {"handlers": [], "propagate": True}},
}
