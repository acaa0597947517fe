"""Guessing, replaying and spying at the sign-in."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.ground.access.actions import switch_user
from fotfeste.ground.access.gate import LONGEST_SESSION

pytestmark = pytest.mark.django_db
PASSWORD = "en-lang-setning-om-fjell"
SIGNED_IN = "/velkommen/"


@pytest.fixture(autouse=True)
def fresh_counts():
    """allauth counts in the memory of the process."""
    cache.clear()


@pytest.fixture
def alice(people):
    people.alice.set_password(PASSWORD)
    people.alice.save(update_fields=["password"])
    return people.alice


def sign_in(client, login, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": login, "password": password})


def guess(client, login, times):
    return [sign_in(client, login, f"feil-passord-{n}").status_code for n in range(times)]


def is_in(client):
    return client.get(SIGNED_IN).status_code == 200


def same_page(answer):
    """A page without what differs each time it is drawn, and without what was typed."""
    text = re.sub(r"\b[A-Za-z0-9]{64}\b", "", answer.content.decode())
    return re.sub(r"[\w.+-]+@example\.invalid", "…", text)


def test_after_five_wrong_passwords_the_right_one_is_refused_too(client, alice):
    guess(client, alice.email, 5)
    answer = sign_in(client, alice.email)
    assert answer.status_code == 429
    assert not is_in(client)


def test_the_sixth_wrong_password_is_answered_with_wait(client, alice):
    assert guess(client, alice.email, 6)[-1] == 429


def test_another_browser_another_address_and_other_letters_do_not_begin_the_count_anew(alice):
    guess(Client(), alice.email, 3)
    guess(Client(REMOTE_ADDR="192.0.2.7"), alice.email.upper(), 2)
    for login in (alice.email, alice.email.upper(), f" {alice.email} "):
        client = Client(REMOTE_ADDR="192.0.2.8", headers={"X-Forwarded-For": "192.0.2.9"})
        assert sign_in(client, login).status_code == 429, login
        assert not is_in(client)


def test_an_account_that_is_locked_opens_again_after_a_quarter_of_an_hour_and_not_before(client, alice):
    guess(client, alice.email, 6)
    AccessAttempt.objects.update(attempt_time=timezone.localtime() - timedelta(minutes=14))
    assert sign_in(client, alice.email).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.localtime() - timedelta(minutes=16))
    assert sign_in(client, alice.email).status_code == 302
    assert is_in(client)


def test_the_lock_of_one_account_does_not_lock_another(client, people, alice):
    guess(client, people.bob.email, 6)
    assert sign_in(client, alice.email).status_code == 302


def test_known_and_unknown_accounts_get_the_same_answer_at_sign_in_and_at_reset(alice):
    for name, field in (("account_login", "login"), ("account_reset_password", "email")):
        answers = [
            Client().post(reverse(name), {field: email, "password": "feil-passord"})
            for email in (alice.email, "finnes-ikke@example.invalid")
        ]
        assert answers[0].status_code == answers[1].status_code, name
        assert answers[0].headers.get("Location") == answers[1].headers.get("Location"), name
        assert same_page(answers[0]) == same_page(answers[1]), name


def test_an_unknown_account_is_locked_like_a_known_one(alice):
    known = guess(Client(), alice.email, 7)
    unknown = guess(Client(), "finnes-ikke@example.invalid", 7)
    assert known == unknown


def test_a_session_made_before_the_sign_in_is_not_the_one_after_it(client, alice):
    client.get(reverse("account_login"))
    client.session["planted"] = True
    session = client.session
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    sign_in(client, alice.email)
    assert client.cookies["sessionid"].value != before
    fixed = Client()
    fixed.cookies["sessionid"] = before
    assert not is_in(fixed)


def test_a_session_is_dead_after_signing_out_also_in_another_browser(client, alice):
    sign_in(client, alice.email)
    copy = Client()
    copy.cookies["sessionid"] = client.cookies["sessionid"].value
    assert is_in(copy)
    client.post(reverse("account_logout"))
    assert not is_in(copy)


def test_nobody_is_signed_out_by_following_a_link(client, alice):
    sign_in(client, alice.email)
    client.get(reverse("account_logout"))
    assert is_in(client)


def test_a_user_who_is_switched_off_is_out_with_the_next_request(client, people, alice, now):
    sign_in(client, alice.email)
    assert is_in(client)
    switch_user(user=alice, active=False, by=people.admin, now=now)
    assert client.get(SIGNED_IN).status_code == 302
    assert client.post(reverse("pathway:persons"), {"q": "Blomst"}).status_code == 401
    sign_in(client, alice.email)
    assert not is_in(client)


def test_all_sessions_end_when_the_password_changes(client, alice):
    sign_in(client, alice.email)
    alice.set_password("en-annen-setning-om-hav")
    alice.save(update_fields=["password"])
    assert not is_in(client)


def test_a_session_ends_after_twelve_hours_however_busy_it_was(client, alice, monkeypatch):
    sign_in(client, alice.email)
    assert is_in(client)
    session = client.session
    session["signed_in_at"] = (timezone.localtime() - LONGEST_SESSION - timedelta(minutes=1)).isoformat()
    session.save()
    assert not is_in(client)


def test_a_line_break_in_the_login_makes_no_second_line_in_the_log(client, alice, caplog):
    sign_in(client, f"{alice.email}\nWARNING falsk linje", "feil")
    assert not [record for record in caplog.records if "\nWARNING falsk linje" in record.getMessage()]


@pytest.mark.parametrize("typed", ["a\0b", "x" * 100_000, "\ufffd", "' OR 1=1 --", "{{7*7}}", ""])
def test_no_login_or_password_breaks_the_sign_in(typed, alice):
    client = Client(raise_request_exception=False)
    for login, password in ((typed, PASSWORD), (alice.email, typed), (typed, typed)):
        answer = sign_in(client, login, password)
        assert answer.status_code in (200, 400, 429), answer.status_code
        assert not is_in(client)
