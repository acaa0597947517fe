"""Whoever registers a death or a move is told whom it is about and who can take it back, with the way there."""

import pytest
from assessments import make_episode
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def it_is_now(monkeypatch, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.mark.parametrize("what", ["died", "moved"])
def test_the_message_names_the_person_and_leads_to_taking_it_back(client, people, now, what):
    person = make_episode(people, now, name="<Gløgg>").person
    client.force_login(people.kari)
    address = reverse("pathway:leaving", args=[person.pk])
    page = client.post(address, {"what": what, "on": "14.09.2026"}, follow=True).content.decode()
    assert "&lt;Gløgg&gt; Blomst" in page
    assert "<Gløgg>" not in page
    assert "tildelingskontoret" in page.lower()
    assert f'href="{address}"' in page
    assert "way" in client.get(address).content.decode()
    client.post(address, {"way": "take_back"})
    person.refresh_from_db()
    assert (person.died_on, person.moved_on) == (None, None)


def test_who_may_not_take_it_back_is_told_who_can_and_gets_no_dead_link(client, people, now):
    episode = make_episode(people, now)
    ended = {
        "state": "dropped_out",
        "dropout_reason": "withdrew",
        "outcome": "dropout",
        "ended_on": now.date(),
        "closed_at": None,
    }
    episode.person.episodes.update(**ended)
    episode.follow_ups.create(occasion="month_1", due_on=now.date())
    client.force_login(people.kari)
    address = reverse("pathway:leaving", args=[episode.person_id])
    page = client.post(address, {"what": "died", "on": "14.09.2026"}, follow=True).content.decode()
    assert "Vakker Blomst" in page
    assert "tildelingskontoret" in page.lower()
    assert f'href="{address}"' not in page
