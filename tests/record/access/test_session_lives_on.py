"""A session lives half an hour from the last page; that somebody is there is written down once a minute at most."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import fotfeste
from fotfeste.ground.access import gate

pytestmark = pytest.mark.django_db
PAGE = "pathway:persons"


@pytest.fixture
def clock(monkeypatch, now):
    """What the clock says; set its only entry to go on."""
    told = [now]
    monkeypatch.setattr("django.utils.timezone.now", lambda: told[0])
    return told


@pytest.fixture
def alice(people, clock):
    client = Client()
    client.force_login(people.alice, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get(reverse(PAGE))
    return client


def _written(client: Client) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(reverse(PAGE)).status_code == 200
    return sum("django_session" in each["sql"] and "UPDATE" in each["sql"] for each in seen)


def test_pages_of_the_same_minute_write_no_session(alice, clock):
    assert _written(alice) == 0
    clock[0] += timedelta(seconds=59)
    assert _written(alice) == 0


def test_a_minute_later_the_session_lives_half_an_hour_from_then(alice, clock, now):
    clock[0] += timedelta(seconds=61)
    assert _written(alice) == 1
    assert Session.objects.get().expire_date == now + timedelta(minutes=30, seconds=61)


def test_who_opens_a_page_every_quarter_of_an_hour_stays_signed_in_and_is_out_after_half_an_hour_away(alice, clock):
    for _ in range(4):
        clock[0] += timedelta(minutes=15)
        assert alice.get(reverse(PAGE)).status_code == 200
    clock[0] += timedelta(minutes=30, seconds=1)
    assert alice.get(reverse(PAGE)).status_code == 302


def test_a_clock_that_was_set_back_ends_no_session_early(alice, clock):
    clock[0] -= timedelta(days=1)
    assert _written(alice) == 1


def test_a_user_shut_out_is_out_with_the_next_page_though_nothing_was_written(people, alice):
    people.alice.is_active = False
    people.alice.save(update_fields=["is_active"])
    assert alice.get(reverse(PAGE)).status_code == 302


def test_a_page_that_asks_again_by_itself_keeps_nobody_signed_in(alice, clock, now):
    alone = {"X-By-Itself": "1", "HX-Request": "true"}
    for _ in range(3):
        clock[0] += timedelta(minutes=9)
        assert alice.get(reverse(PAGE), headers=alone).status_code == 200
    assert Session.objects.get().expire_date == now + timedelta(minutes=30)
    clock[0] += timedelta(minutes=3, seconds=1)
    assert alice.get(reverse(PAGE), headers=alone).status_code == 401


def test_every_part_that_asks_again_by_itself_says_so():
    source = Path(fotfeste.__file__).parent
    asking = [path for path in source.rglob("*.html") if 'hx-trigger="every' in path.read_text()]
    assert asking and [path for path in asking if gate.BY_ITSELF not in path.read_text()] == []
