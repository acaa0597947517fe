"""A request asks once which units its user works in; a change of units is seen by the next request at the latest."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fotfeste.ground.access.actions import end_membership
from fotfeste.ground.access.models import LogEntry, Membership
from fotfeste.ground.access.queries import keep_places, unit_ids_of, unit_name_of, units_of
from tests.record.pathway.periods import running_period

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen(monkeypatch, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.fixture
def alice(people):
    client = Client()
    client.force_login(people.alice, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_page_asks_once_for_the_units_of_its_reader(people, now, alice):
    path = reverse("board:person", args=[running_period(people, now).person_id])
    for page in (reverse("board:board"), reverse("pathway:inbox"), path):
        with CaptureQueriesContext(connection) as seen:
            assert alice.get(page).status_code == 200
        # Others' units may be a condition of a question of its own: there the table has another name.
        assert sum('FROM "access_membership" INNER' in each["sql"] for each in seen) == 1, page


def test_somebody_moved_to_another_team_loses_the_record_with_the_next_request(people, now, today, alice):
    person_id = running_period(people, now).person_id
    path = reverse("board:person", args=[person_id])
    assert alice.get(path).status_code == 200
    assert LogEntry.objects.latest("id").unit == people.south.name
    Membership.objects.filter(user=people.alice).update(ends_on=today - timedelta(days=1))
    Membership.objects.create(user=people.alice, unit=people.north, starts_on=today)
    assert alice.get(path).status_code == 404
    refused = LogEntry.objects.latest("id")
    assert (refused.outcome, refused.person_id, refused.unit) == ("refused", person_id, people.north.name)
    assert "Vakker" not in alice.get(reverse("board:board")).content.decode()
    assert LogEntry.objects.latest("id").unit == people.north.name


def test_a_user_at_hand_for_longer_than_a_request_is_asked_about_every_time(people, today):
    assert unit_ids_of(people.alice, today=today, kind="team") == [people.south.pk]
    Membership.objects.filter(user=people.alice).update(unit=people.north)
    assert unit_ids_of(people.alice, today=today, kind="team") == [people.north.pk]
    assert unit_name_of(people.alice) == people.north.name


def test_what_was_remembered_is_forgotten_when_a_membership_ends(people, now, today):
    keep_places(people.alice)
    assert units_of(people.alice, today=today, kind="team") == [(people.south.pk, people.south.name)]
    end_membership(user=people.alice, unit=people.south, last_day=today - timedelta(days=1), by=people.admin, now=now)
    assert units_of(people.alice, today=today, kind="team") == []
    assert unit_name_of(people.alice) == ""
