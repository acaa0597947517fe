"""Nothing starts that is open to all, can be guessed, or speaks in clear; the words say what to do."""

import os
import secrets
import subprocess
from pathlib import Path

import pytest

from fotfeste import starting
from tests import warm

KEY = "qU7-2oFz0wXkD1vJtR5mYbN8hLsC3aEgPpT6iOWxVzK9uQjHnMfBdS4l"
FAR = {"FOTFESTE_HOSTS": "fotfeste.kommune.example"}
GOOD = {**FAR, "FOTFESTE_HTTPS": "1", "SECRET_KEY": KEY}


def run(tmp_path: Path, *command: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FOTFESTE", "DATABASE"))}
    environment = {**kept, "FOTFESTE_HOME": str(tmp_path), "NO_COLOR": "1", "COLUMNS": "200", **settings}
    return warm.run(command, env=environment)


@pytest.mark.parametrize(
    ("settings", "bind", "told"),
    [
        ({}, "", []),
        ({}, "127.0.0.1", []),
        ({}, "::1", []),
        ({"FOTFESTE_DEBUG": "1", "SECRET_KEY": "short"}, "127.0.0.1", []),
        ({"FOTFESTE_DEMO": "1"}, "127.0.0.1", []),
        ({"FOTFESTE_HOSTS": "localhost, 127.0.0.1 ,[::1],demo.localhost"}, "", []),
        (GOOD, "127.0.0.1", []),
        (GOOD, "0.0.0.0", []),
        ({}, "0.0.0.0", ["in clear"]),
        ({}, "::", ["in clear"]),
        ({}, "192.0.2.5", ["in clear"]),
        (FAR, "127.0.0.1", ["in clear"]),
        ({"FOTFESTE_HOSTS": "localhost,192.0.2.5"}, "", ["in clear"]),
        ({"FOTFESTE_DEBUG": "1", **GOOD}, "", ["FOTFESTE_DEBUG=1 shows"]),
        ({"FOTFESTE_DEBUG": "1"}, "0.0.0.0", ["FOTFESTE_DEBUG=1 shows", "in clear"]),
        ({"FOTFESTE_DEMO": "1"}, "0.0.0.0", ["The demo lets everybody in", "in clear"]),
        ({"FOTFESTE_DEMO": "1", "FOTFESTE_DEMO_OPEN": "1"}, "0.0.0.0", []),
        ({"FOTFESTE_DEMO_OPEN": "1"}, "0.0.0.0", ["in clear"]),
        ({"SECRET_KEY": "short"}, "", ["SECRET_KEY can be guessed"]),
        ({**GOOD, "SECRET_KEY": "a" * 80}, "", ["SECRET_KEY can be guessed"]),
        ({"FOTFESTE_DATABASE_ROLE": "owner"}, "", ["change the log"]),
    ],
)
def test_what_a_start_is_refused_for(settings: dict[str, str], bind: str, told: list[str]) -> None:
    found = starting.refusals(settings, bind=bind)
    assert len(found) == len(told)
    assert all(words in why for words, why in zip(told, found, strict=True))


@pytest.mark.parametrize(
    "key",
    [
        "",
        "secret",
        KEY[:49],
        "a" * 200,
        "ab" * 40,
        "password" * 10,
        "0123456789" * 8,
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
        "django-insecure-" + KEY,
        "changeme" + KEY,
        "correct horse battery staple " * 3,
        "qwertyuiopasdfghjklzxcvbnm1234567890QWERTYUIOPASDFGHJKLZXCVBNM",
        "mnbvcxzlkjhgfdsapoiuytrewq0987654321!MNBVCXZLKJHGFDSA",
    ],
)
def test_a_key_that_can_be_guessed_is_known(key: str) -> None:
    assert starting.weakness(key)


def test_no_drawn_key_is_taken_for_a_guessed_one() -> None:
    drawn = [secrets.token_urlsafe(64) for _ in range(500)] + [secrets.token_hex(32) for _ in range(500)]
    drawn += [secrets.token_urlsafe(38)[:50] for _ in range(500)]
    assert [key for key in drawn if starting.weakness(key)] == []


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"FOTFESTE_HOSTS": "*"}, "FOTFESTE_HOSTS holds '*'"),
        ({"FOTFESTE_HOSTS": "localhost,*"}, "FOTFESTE_HOSTS holds '*'"),
        ({"FOTFESTE_HOSTS": ".kommune.example"}, "FOTFESTE_HOSTS holds '.kommune.example'"),
        ({"FOTFESTE_HOSTS": "*.kommune.example"}, "FOTFESTE_HOSTS holds '*.kommune.example'"),
        ({"FOTFESTE_HOSTS": "localhost,"}, "an empty name"),
        ({"FOTFESTE_HOSTS": " "}, "an empty name"),
        ({"FOTFESTE_HOSTS": "https://fotfeste.example"}, "no host name"),
        ({"FOTFESTE_HOSTS": "fotfeste.example:8000"}, "no host name"),
        ({"FOTFESTE_PROXIES": "10.0.0.5,0.0.0.0/0"}, "FOTFESTE_PROXIES holds '0.0.0.0/0', which is every machine"),
        ({"FOTFESTE_PROXIES": "::/0"}, "FOTFESTE_PROXIES holds '::/0', which is every machine"),
        ({"FOTFESTE_HTTPS": "true"}, "FOTFESTE_HTTPS is 'true'. Write 1 for on"),
        ({"FOTFESTE_DEBUG": "yes"}, "FOTFESTE_DEBUG is 'yes'"),
        ({"FOTFESTE_DEMO": "on"}, "FOTFESTE_DEMO is 'on'"),
        ({"FOTFESTE_SMALL_NUMBER": "five"}, "FOTFESTE_SMALL_NUMBER is 'five'"),
        ({"FOTFESTE_SMALL_NUMBER": "1"}, "FOTFESTE_SMALL_NUMBER is '1'"),
        ({"FOTFESTE_SMALL_NUMBER": "-5"}, "FOTFESTE_SMALL_NUMBER is '-5'"),
        ({"FOTFESTE_SMALL_NUMBER": "٥"}, "FOTFESTE_SMALL_NUMBER is '٥'"),
        ({"FOTFESTE_DATABASE_ROLE": "root"}, "FOTFESTE_DATABASE_ROLE is 'root'. Choose one of: app, owner"),
        ({"FOTFESTE_PROXIES": "proxy.example"}, "FOTFESTE_PROXIES holds 'proxy.example'"),
        ({"FOTFESTE_MAIL_HOST": "mail.example"}, "FOTFESTE_MAIL_FROM is ''"),
        ({"FOTFESTE_MAIL_PORT": "smtp"}, "FOTFESTE_MAIL_PORT is 'smtp'"),
        ({"FOTFESTE_MAIL_TLS": "ssl"}, "FOTFESTE_MAIL_TLS is 'ssl'"),
        ({"FOTFESTE_MAIL_PASSWORD_FILE": "/nowhere/secret"}, "/nowhere/secret, which cannot be read"),
        ({"DATABASE_URL": "postgresql://app@db:port/name"}, "DATABASE_URL is not a database address"),
        ({"DATABASE_URL": "postgresql://app@db/name?port=x"}, "DATABASE_URL is not a database address"),
        ({"DATABASE_URL": "mysql://app@db/name"}, "must begin with postgresql://"),
    ],
)
def test_a_setting_that_cannot_be_understood_is_told_in_words(
    tmp_path: Path, settings: dict[str, str], told: str
) -> None:
    """Asked of the settings themselves, as every command reads them."""
    said = run(tmp_path, "-c", "import fotfeste.settings", **settings)
    assert said.returncode != 0
    assert told in said.stderr
    assert "Traceback" not in said.stderr or "DatabaseProblem" in said.stderr


@pytest.mark.parametrize(
    ("words", "settings", "told"),
    [
        (("serve", "--host", "0.0.0.0"), {}, "in clear over the network (--host 0.0.0.0)"),
        (("serve",), {"FOTFESTE_HOSTS": "*"}, "FOTFESTE_HOSTS holds '*'"),
        (("serve",), {**GOOD, "FOTFESTE_DEBUG": "1"}, "FOTFESTE_DEBUG=1 shows"),
        (("serve",), {"SECRET_KEY": "secret"}, "SECRET_KEY can be guessed"),
        (("serve",), FAR, "in clear over the network"),
        (("demo", "--host", "0.0.0.0"), {}, "The demo lets everybody in"),
        (("log", "verify"), {"FOTFESTE_SMALL_NUMBER": "x"}, "FOTFESTE_SMALL_NUMBER is 'x'"),
        (("log", "verify"), {"DATABASE_URL": "postgresql://app@db/name?port=x"}, "is not a database address"),
    ],
)
def test_the_command_refuses_in_words_and_without_a_traceback(
    tmp_path: Path, words: tuple[str, ...], settings: dict[str, str], told: str
) -> None:
    said = run(tmp_path, "-m", "fotfeste.cli", *words, **settings)
    assert said.returncode in (1, 2)
    assert told in said.stderr
    assert "Traceback" not in said.stderr
    assert not (tmp_path / "database").exists(), "nothing is started before it may be"


WSGI = "from django.core.wsgi import get_wsgi_application; get_wsgi_application(); print('answers')"


@pytest.mark.parametrize(
    ("settings", "told"),
    [({"FOTFESTE_DEBUG": "1", **GOOD}, "FOTFESTE_DEBUG=1 shows"), (FAR, "in clear"), ({"SECRET_KEY": "x"}, "guessed")],
)
def test_a_web_server_started_directly_is_refused_too(tmp_path: Path, settings: dict[str, str], told: str) -> None:
    said = run(tmp_path, "-c", WSGI, DJANGO_SETTINGS_MODULE="fotfeste.settings", **settings)
    assert said.returncode == 1
    assert told in said.stderr
    assert "answers" not in said.stdout


def test_a_web_server_started_directly_with_good_settings_is_let(tmp_path: Path) -> None:
    said = run(tmp_path, "-c", WSGI, DJANGO_SETTINGS_MODULE="fotfeste.settings", **GOOD)
    assert said.stdout.strip() == "answers", said.stderr


@pytest.mark.parametrize(
    ("arguments", "environment", "bind"),
    [
        (["/v/granian/__main__.py", "--interface", "wsgi", "--host", "0.0.0.0", "app"], {}, "0.0.0.0"),
        (["/v/bin/granian", "--host=10.0.0.1", "app"], {}, "10.0.0.1"),
        (["/v/bin/granian", "app"], {"GRANIAN_HOST": "0.0.0.0"}, "0.0.0.0"),
        (["/v/django/__main__.py", "runserver", "0.0.0.0:8000"], {}, "0.0.0.0"),
        (["/v/django/__main__.py", "runserver", "8000"], {}, ""),
        (["/v/bin/pytest", "--host", "0.0.0.0"], {}, ""),
        ([], {}, ""),
    ],
)
def test_where_a_server_listens_is_read_from_how_it_was_started(
    arguments: list[str], environment: dict[str, str], bind: str
) -> None:
    assert starting.bound_to(arguments, environment) == bind


def test_django_checks_name_every_reason(tmp_path: Path) -> None:
    said = run(tmp_path, "-m", "django", "check", DJANGO_SETTINGS_MODULE="fotfeste.settings", **FAR, SECRET_KEY="x")
    assert said.returncode == 1
    assert "fotfeste.E001" in said.stderr and "fotfeste.E002" in said.stderr


def test_cookies_are_bound_to_the_host_behind_tls_and_only_there(tmp_path: Path) -> None:
    ask = "from fotfeste import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.PROXIES)"
    assert run(tmp_path, "-c", ask, **GOOD).stdout.split()[:2] == ["__Host-sessionid", "__Host-csrftoken"]
    assert run(tmp_path, "-c", ask).stdout.split() == ["sessionid", "csrftoken", "[]"]
