"""Guessing few passwords on many accounts from one address is stopped; those who come to work are not."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.ground.access import doorstep
from fotfeste.ground.access.actions import add_user
from fotfeste.ground.access.models import Attempt, LogEntry
from fotfeste.ground.access.rules.rights import Role
from fotfeste.ground.access.tasks import forget_signing_in

pytestmark = pytest.mark.django_db
PASSWORD = "en-lang-setning-om-fjell"
HERE, ELSEWHERE = "192.0.2.7", "198.51.100.9"


@pytest.fixture(autouse=True)
def fresh_counts(settings):
    """allauth counts in the memory of the process. Hashing slowly is for those who steal a database, not for tests."""
    cache.clear()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def alice(people):
    people.alice.set_password(PASSWORD)
    people.alice.save(update_fields=["password"])
    return people.alice


def sign_in(login, password=PASSWORD, *, client=None, address=HERE, **headers):
    data = {"login": login, "password": password}
    return (client or Client()).post(reverse("account_login"), data, REMOTE_ADDR=address, headers=headers)


def spray(times, address=HERE, **headers):
    return [
        sign_in(f"bruker{n}@example.invalid", "Sommer2026!!", address=address, **headers).status_code
        for n in range(times)
    ]


def test_one_wrong_password_on_each_of_many_accounts_is_stopped_at_the_fiftieth(alice):
    answers = spray(56)
    assert answers[:50] == [200] * 50
    assert answers[50:] == [429] * 6
    assert sign_in(alice.email).status_code == 429
    assert sign_in(alice.email, address=ELSEWHERE).status_code == 302


def test_a_closed_address_opens_a_quarter_of_an_hour_after_the_last_try_and_not_before(alice, monkeypatch):
    spray(50)
    Attempt.objects.update(at=timezone.localtime() - timedelta(minutes=14))
    assert sign_in(alice.email).status_code == 429
    Attempt.objects.update(at=timezone.localtime() - timedelta(minutes=16))
    assert sign_in(alice.email).status_code == 302


def test_tries_spread_over_hours_close_nothing(alice):
    for n in range(60):
        doorstep.Attempt.objects.create(
            kind="sign_in", address=HERE, account=f"{n}", at=timezone.localtime() - timedelta(minutes=n)
        )
    assert sign_in(alice.email).status_code == 302


def test_forty_colleagues_who_each_mistype_once_and_then_get_it_right_keep_nobody_out(people, now):
    staff = [
        add_user(
            email=f"ansatt{n}@example.invalid", name=f"Ansatt {n}", role=Role.TRAINER, password=PASSWORD,
            by=people.admin, now=now,
        )
        for n in range(60)
    ]  # fmt: skip
    for user in staff:
        assert sign_in(user.email, "feil-passord-her").status_code == 200
        assert sign_in(user.email).status_code == 302
    assert Attempt.objects.count() == 0


def test_who_has_signed_in_on_the_device_before_comes_in_while_the_address_is_closed(alice, people):
    mine = Client()
    assert sign_in(alice.email, client=mine).status_code == 302
    mine.post(reverse("account_logout"))
    spray(56)
    assert sign_in(alice.email).status_code == 429
    assert sign_in(people.bob.email, client=mine).status_code == 429
    assert sign_in(alice.email.upper(), client=mine).status_code == 302


def test_the_mark_of_a_known_device_cannot_be_made_up_and_does_not_open_a_locked_account(alice):
    spray(50)
    forged = Client()
    for mark in ("x", "WyJhIl0:1vabc:sig", doorstep.digest_of(alice.email)):
        forged.cookies["known"] = mark
        assert sign_in(alice.email, client=forged).status_code == 429
    Attempt.objects.all().delete()
    mine = Client()
    sign_in(alice.email, client=mine)
    mine.post(reverse("account_logout"))
    for _ in range(5):
        sign_in(alice.email, "feil-passord-her", client=mine)
    assert sign_in(alice.email, client=mine).status_code == 429


def test_a_forwarded_address_counts_only_from_a_proxy_of_ours(alice, settings):
    answers = [
        sign_in(f"a{n}@example.invalid", "feil", **{"X-Forwarded-For": f"203.0.113.{n}"}).status_code for n in range(56)
    ]
    assert answers[-1] == 429
    settings.PROXIES = [HERE]
    assert sign_in(alice.email, **{"X-Forwarded-For": "203.0.113.1"}).status_code == 302
    # What the client wrote itself stands before what our proxy added, and is not believed.
    spray(50, **{"X-Forwarded-For": "10.9.9.9, 203.0.113.200"})
    assert sign_in(alice.email, **{"X-Forwarded-For": "10.8.8.8, 203.0.113.200"}).status_code == 429


def test_a_guesser_with_a_whole_network_of_ipv6_is_one_guesser(alice):
    def spray_from(networks):
        return [
            sign_in(f"b{n}@example.invalid", "Sommer2026!!", address=f"2001:db8:0:{n % networks:x}::{n:x}").status_code
            for n in range(56)
        ]

    assert spray_from(networks=1)[49:] == [200, *[429] * 6]
    assert sign_in(alice.email, address="2001:db8:0:0:ffff::1").status_code == 429
    assert sign_in(alice.email, address="2001:db8:0:1::1").status_code == 302


@pytest.mark.parametrize(
    ("remote", "forwarded", "found"),
    [
        ("192.0.2.7", "203.0.113.5", "203.0.113.5"),
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7", "not an address", "192.0.2.7"),
        ("198.51.100.9", "203.0.113.5", "198.51.100.9"),
        ("192.0.2.7", "203.0.113.5, 10.0.0.4, 10.0.0.5", "203.0.113.5"),
        ("192.0.2.7", "6.6.6.6, 203.0.113.5, 10.0.0.5", "203.0.113.5"),
        ("::ffff:192.0.2.7", "2001:db8::1", "2001:db8::1"),
        ("", "203.0.113.5", ""),
        ("192.0.2.7", "203.0.113.5:51234", "203.0.113.5"),
        ("192.0.2.7", "[2001:db8::1]:51234", "2001:db8::1"),
        ("192.0.2.7", "[2001:db8::1]", "2001:db8::1"),
        ("192.0.2.7", "203.0.113.5:x", "192.0.2.7"),
    ],
)
def test_where_a_request_came_from(rf, settings, remote, forwarded, found):
    settings.PROXIES = ["192.0.2.7", "10.0.0.0/8"]
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert doorstep.address_of(rf.get("/", REMOTE_ADDR=remote, headers=headers)) == found


def test_asking_for_new_passwords_from_one_address_is_stopped_too(alice):
    def ask(n):
        return Client().post(
            reverse("account_reset_password"), {"email": f"bruker{n}@example.invalid"}, REMOTE_ADDR=HERE
        )

    answers = [ask(n).status_code for n in range(25)]
    assert answers == [302] * 20 + [429] * 5
    assert sign_in(alice.email).status_code == 302


def test_a_wrong_sign_in_is_logged_with_the_account_and_the_address_and_never_with_what_was_typed(alice):
    sign_in(alice.email.upper(), "feil-passord-her")
    sign_in("Hemmelig@passord.invalid", "alice@example.invalid")
    sign_in("hemmelig@passord.invalid", "noe annet her")
    known, unknown, again = LogEntry.objects.filter(act="sign_in", outcome="refused").order_by("id")
    assert (known.object_type, known.object_id, known.address) == ("User", str(alice.pk), HERE)
    assert unknown.object_type == "UnknownAccount"
    assert unknown.object_id == again.object_id
    everything = repr(list(LogEntry.objects.values())) + repr(list(AccessAttempt.objects.values()))
    assert "hemmelig" not in (everything + repr(list(Attempt.objects.values()))).casefold()
    assert "feil-passord" not in everything


def test_a_try_while_locked_is_logged_with_the_account(alice):
    for _ in range(6):
        sign_in(alice.email, "feil-passord-her")
    spray(50)
    sign_in(alice.email)
    lines = LogEntry.objects.filter(act="sign_in", outcome="refused", object_type="User", object_id=str(alice.pk))
    assert lines.count() == 7


def test_what_was_counted_is_forgotten_by_the_hourly_job(alice):
    spray(3)
    Attempt.objects.filter(account=doorstep.digest_of("bruker0@example.invalid")).update(
        at=timezone.localtime() - timedelta(days=1, minutes=1)
    )
    AccessAttempt.objects.filter(username=doorstep.digest_of("bruker0@example.invalid")).update(
        attempt_time=timezone.localtime() - timedelta(days=8)
    )
    forget_signing_in()
    assert (Attempt.objects.count(), AccessAttempt.objects.count()) == (2, 2)
