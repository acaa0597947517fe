"""Who stops somewhere, is switched off or changes password is out with the next request, and stays out."""

from datetime import UTC, date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.ground.access.actions import add_user, end_membership, switch_user
from fotfeste.ground.access.models import Membership, User
from fotfeste.ground.access.queries import unit_ids_of, units_of
from fotfeste.ground.access.rules.rights import Role
from fotfeste.ground.access.tasks import forget_signing_in
from tests.record.pathway.periods import running_period

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def is_in(client):
    return client.get("/velkommen/").status_code == 200


@pytest.mark.parametrize("days", [-400, -30, -1, 0, 1, 30])
@pytest.mark.parametrize("began", [-30, -1, 0, 1, 30])
def test_a_membership_can_be_ended_on_any_day_whenever_it_began(people, days, began):
    today = timezone.localdate()
    Membership.objects.filter(user=people.alice).update(starts_on=today + timedelta(days=began))
    last = today + timedelta(days=days)
    answer = signed_in(people.admin).post(
        reverse("access:user", args=[people.alice.public_id]),
        {"unit": people.south.pk, "last_day": last.strftime("%d.%m.%Y")},
    )
    assert answer.status_code == 302
    for day in (today, last, last + timedelta(days=1)):
        works = today + timedelta(days=began) <= day <= last
        assert bool(unit_ids_of(User.objects.get(pk=people.alice.pk), today=day)) == works


def test_who_began_today_and_stopped_yesterday_reads_nothing_with_the_next_request(people, now, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    page = reverse("board:person", args=[running_period(people, now).person_id])
    Membership.objects.filter(user=people.alice).update(starts_on=now.date())
    alice = signed_in(people.alice)
    assert alice.get(page).status_code == 200
    answer = signed_in(people.admin).post(
        reverse("access:user", args=[people.alice.public_id]), {"unit": people.south.pk, "last_day": "13.09.2026"}
    )
    assert answer.status_code == 302
    assert alice.get(page).status_code == 404


def test_an_end_that_was_set_can_be_set_to_an_earlier_day(people):
    today = timezone.localdate()
    admin, page = signed_in(people.admin), reverse("access:user", args=[people.alice.public_id])
    for last in (today + timedelta(days=30), today - timedelta(days=1)):
        assert admin.post(page, {"unit": people.south.pk, "last_day": last.isoformat()}).status_code == 302
    assert units_of(people.alice, today=today, kind="team") == []


def test_an_end_that_has_passed_is_not_moved_when_a_later_stay_in_the_unit_ends(people, now, today):
    old = date(2020, 1, 31)
    Membership.objects.filter(user=people.alice).update(ends_on=old)
    Membership.objects.create(user=people.alice, unit=people.south, starts_on=today - timedelta(days=9))
    end_membership(user=people.alice, unit=people.south, last_day=today, by=people.admin, now=now)
    assert list(people.alice.memberships.order_by("pk").values_list("ends_on", flat=True)) == [old, today]


def test_somebody_who_is_added_just_after_midnight_works_from_that_day(people, now):
    just_after = now.replace(hour=0, minute=30)
    user = add_user(
        email="natt@example.invalid", name="Natt Ugle", role=Role.TRAINER, units=(people.south,),
        by=people.admin, now=just_after,
    )  # fmt: skip
    assert user.memberships.get().starts_on == just_after.date()
    user = add_user(
        email="utc@example.invalid", name="Ute Tid", role=Role.TRAINER, units=(people.south,),
        by=people.admin, now=just_after.astimezone(UTC),
    )  # fmt: skip
    assert user.memberships.get().starts_on == just_after.date()


def test_a_session_of_before_is_dead_when_the_user_is_switched_on_again(people, now):
    client = signed_in(people.alice)
    assert is_in(client)
    switch_user(user=people.alice, active=False, by=people.admin, now=now)
    assert not is_in(client)
    switch_user(user=people.alice, active=True, by=people.admin, now=now)
    assert not is_in(client)
    assert is_in(signed_in(people.alice))


def test_a_session_that_did_nothing_while_its_user_was_off_is_dead_too(people, now):
    client = signed_in(people.alice)
    key = client.cookies["sessionid"].value
    for active in (False, True):
        switch_user(user=people.alice, active=active, by=people.admin, now=now)
    assert not is_in(client)
    assert not Session.objects.filter(session_key=key).exists()


def test_switching_off_one_user_leaves_the_sessions_of_others(people, now):
    bob = signed_in(people.bob)
    switch_user(user=people.alice, active=False, by=people.admin, now=now)
    assert is_in(bob)


def test_sessions_that_have_ended_are_removed_by_the_hourly_job(people):
    alive, ended = signed_in(people.alice), signed_in(people.bob)
    Session.objects.filter(session_key=ended.cookies["sessionid"].value).update(
        expire_date=timezone.localtime() - timedelta(minutes=1)
    )
    forget_signing_in()
    assert [each.session_key for each in Session.objects.all()] == [alive.cookies["sessionid"].value]


ODD = ["\0", "a\0b", "x" * 100_000, "\ufffd", "99999999999999999999999", "-1", "١٢٣", "' OR 1=1 --", "31.02.2026", ""]


@pytest.mark.parametrize("odd", ODD)
def test_no_odd_value_breaks_the_pages_of_users(people, odd):
    admin = signed_in(people.admin)
    admin.raise_request_exception = False
    good = {"name": "Ny", "email": "ny@example.invalid", "role": "trainer", "profession": "", "unit": ""}
    for field in good:
        answer = admin.post(reverse("access:users"), {**good, field: odd, "email": good["email"]} | {field: odd})
        assert answer.status_code in (200, 400), field
    page = reverse("access:user", args=[people.alice.public_id])
    for data in ({"unit": odd, "last_day": "i dag"}, {"unit": people.south.pk, "last_day": odd}, {odd: odd}):
        assert admin.post(page, data).status_code in (200, 302, 400, 404), data


def test_an_address_too_long_for_the_database_is_refused_in_words(people):
    admin = signed_in(people.admin)
    long = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.invalid"
    answer = admin.post(reverse("access:users"), {"name": "Ny", "email": long, "role": "trainer"})
    assert answer.status_code == 200
    assert not User.objects.filter(name="Ny").exists()
