"""Started as a municipality starts it, the product has nothing to warn about."""

import os
import subprocess
import sys

import pytest

ASK = """
import django
django.setup()
from django.conf import settings
from django.core import checks
found = [f"{m.id} {m.msg}" for m in checks.run_checks(include_deployment_checks=True) if not m.is_silenced()]
print(found)
print(settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SECURE_SSL_REDIRECT, settings.DEBUG)
print(settings.SECURE_HSTS_SECONDS >= 31_536_000, settings.DEMO, "*" in settings.ALLOWED_HOSTS)
"""


@pytest.fixture
def production(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FOTFESTE", "DATABASE"))}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "fotfeste.settings",
        "FOTFESTE_HOME": str(tmp_path),
        "FOTFESTE_HTTPS": "1",
        "FOTFESTE_HOSTS": "fotfeste.example.invalid",
    }


def test_the_deployment_checks_find_nothing_with_the_settings_of_production(production):
    said = subprocess.run(
        [sys.executable, "-c", ASK], env=production, capture_output=True, text=True, timeout=120, check=True
    )
    checks, cookies, rest = said.stdout.strip().splitlines()[-3:]
    assert checks == "[]"
    assert cookies == "True True True False"
    assert rest == "True False False"
    assert "axes" not in said.stderr
