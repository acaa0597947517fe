"""A person has one period at a time, and a team that closed one reaches that one and no other."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import Episode, Hold, Person, Referral
from fotfeste.care.pathway.queries.person.record import open_record
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.rules.rights import Act
from tests.record.pathway.periods import granted_referral, open_period, running_period

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def start(people, referral, team, by, now):
    return actions.open_episode(
        referral=referral, team=team, group="existing", coordinator=by, services_at_start={}, granted_estimate={},
        planned_start_on=now.date(), planned_end_on=now.date() + timedelta(weeks=4), by=people.ole, now=now,
    )  # fmt: skip


def test_no_second_period_starts_while_one_runs_and_the_decision_says_so(people, now, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    episode = running_period(people, now)
    second = granted_referral(people, now, "Annen", team=people.north)
    Referral.objects.filter(pk=second.pk).update(person=episode.person)
    second.refresh_from_db()
    page = signed_in(people.ole).get(reverse("pathway:referral", args=[second.pk])).content.decode()
    assert "har allerede et forløp" in page and episode.team.name in page
    with pytest.raises(CareError, match="has a period with this person already"):
        start(people, second, people.north, people.charlie, now)
    assert Episode.objects.filter(person=episode.person).count() == 1


def closed_by_south_and_running_in_north(people, now):
    closed = running_period(people, now)
    actions.drop_out(episode=closed, ended_on=now.date(), reason="withdrew", by=people.kari, now=now)
    closed.follow_ups.update(state="cancelled")
    second = granted_referral(people, now, "Annen", team=people.north)
    Referral.objects.filter(pk=second.pk).update(person=closed.person)
    second.refresh_from_db()
    return closed, start(people, second, people.north, people.charlie, now)


def test_the_team_that_closed_a_period_reaches_no_period_of_another_team(people, now):
    closed, running = closed_by_south_and_running_in_north(people, now)
    person = Person.objects.get(pk=closed.person_id)
    kari = {"by": people.kari, "now": now}
    assert open_record(episode_id=closed.pk, act=Act.DISCHARGE, **kari)
    with pytest.raises(AccessRefused):
        open_record(episode_id=running.pk, act=Act.DISCHARGE, **kari)
    with pytest.raises(AccessRefused):
        actions.drop_out(episode=running, ended_on=now.date(), reason="withdrew", **kari)
    with pytest.raises(AccessRefused):
        actions.record_death(person=person, on=now.date(), **kari)
    actions.record_death(person=person, on=now.date(), by=people.charlie, now=now)
    running.refresh_from_db()
    assert running.state == "dropped_out"
    for act in (
        lambda: actions.reopen_episode(episode=running, reason="Feil", **kari),
        lambda: actions.correct_end(episode=running, ended_on=now.date(), **kari),
        lambda: actions.withdraw_death(person=person, **kari),
    ):
        with pytest.raises(AccessRefused):
            act()
    person.refresh_from_db()
    assert person.died_on == now.date()


def test_opening_and_closing_again_does_not_give_another_four_weeks(people, now):
    episode = running_period(people, now)
    for days in (0, 20):
        then = now + timedelta(days=days)
        actions.drop_out(episode=episode, ended_on=now.date(), reason="withdrew", by=people.kari, now=then)
        if days == 0:
            actions.reopen_episode(episode=episode, reason="Feil", by=people.kari, now=then)
    with pytest.raises(CareError, match="more than four weeks ago"):
        actions.reopen_episode(episode=episode, reason="Feil", by=people.kari, now=now + timedelta(days=40))


def test_a_pause_sent_twice_is_one_pause(people, now, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    episode = running_period(people, now)
    client, page = signed_in(people.kari), reverse("pathway:hold", args=[episode.pk])
    sent = {"way": "pause", "on": timezone.localdate(now).strftime("%d.%m.%Y"), "reason": "Sykehus"}
    assert client.post(page, sent).status_code == 302
    assert client.post(page, sent).status_code == 422
    episode.refresh_from_db()
    assert episode.state == "on_hold" and Hold.objects.filter(episode=episode).count() == 1


def test_taking_back_what_is_not_recorded_is_said_and_is_no_fault(people, now, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    page = reverse("pathway:leaving", args=[open_period(people, now).person_id])
    answer = signed_in(people.kari).post(page, {"way": "take_back"}, follow=True)
    said = [str(each) for each in answer.context["messages"]]
    assert answer.status_code == 200 and len(said) == 1, said
