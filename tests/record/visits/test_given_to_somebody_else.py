"""A visit given to somebody else while the form was open: who was there is asked, and nothing typed is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from fotfeste.care.visits.actions import VisitRefused, move_visit, plan_visit, record_not_done, record_visit
from fotfeste.care.visits.models import Visit
from fotfeste.ground.access.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def it_is_now(monkeypatch, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    with translation.override("en"):
        yield


@pytest.fixture
def visit(people, now, episode):
    return plan_visit(
        episode=episode,
        planned_at=now - timedelta(minutes=30),
        planned_minutes=45,
        staff=[people.bob],
        first_visit_exception="Haster",
        by=people.kari,
        now=now,
    )


@pytest.fixture
def page_of_bob(client, people, now, visit):
    """Bob has the form open; then the coordinator gives the visit to Nora, later in the day."""
    client.force_login(people.bob)
    address = reverse("visits:record", args=[visit.pk])
    client.get(address)
    move_visit(
        visit=visit,
        planned_at=now + timedelta(hours=5),
        planned_minutes=45,
        staff=[people.nora],
        by=people.kari,
        now=now,
    )
    return address


SENT = {"day": "14.09.2026", "started": "09.30", "minutes": "25", "travel": "", "effort": "", "note": "Gikk i trapp"}


def who_were_at(visit):
    return set(User.objects.filter(visits__visit=visit))


def test_it_is_not_stored_as_the_others_visit_and_nothing_typed_is_lost(client, people, visit, page_of_bob):
    page = client.post(page_of_bob, SENT).content.decode()
    visit.refresh_from_db()
    assert (visit.state, Visit.objects.count()) == ("planned", 1)
    assert "Besøket står nå på Nora" in page
    assert "Gikk i trapp" in page
    assert 'value="25"' in page


def test_recorded_outside_the_plan_it_leaves_the_others_visit_and_sent_again_it_is_one(
    client, people, visit, page_of_bob
):
    for _time in range(2):
        client.post(page_of_bob, SENT | {"who": "beside"})
    visit.refresh_from_db()
    made = Visit.objects.exclude(pk=visit.pk).get()
    assert (visit.state, who_were_at(visit)) == ("planned", {people.nora})
    assert (made.state, made.minutes_on_site, made.note, who_were_at(made)) == (
        "done",
        25,
        "Gikk i trapp",
        {people.bob},
    )


def test_whoever_was_there_instead_stands_as_present(client, people, visit, page_of_bob):
    for _time in range(2):
        client.post(page_of_bob, SENT | {"who": "instead"})
    visit.refresh_from_db()
    assert (visit.state, who_were_at(visit), Visit.objects.count()) == ("done", {people.bob}, 1)


def test_an_answer_about_somebody_who_has_it_no_longer_is_asked_again(client, people, visit, page_of_bob):
    page = client.post(page_of_bob, SENT | {"who": f"planned-{people.bob.pk}"}).content.decode()
    visit.refresh_from_db()
    assert visit.state == "planned"
    assert "Besøket står nå på Nora" in page


def test_a_trainer_does_not_say_of_somebody_elses_visit_that_it_did_not_take_place(people, now, episode, visit):
    Visit.objects.get(pk=visit.pk).staff.update(user=people.nora)
    with pytest.raises(VisitRefused, match="given to Nora"):
        record_not_done(visit=visit, deviation="not_home", by=people.bob, now=now)
    with pytest.raises(VisitRefused, match="given to Nora"):
        record_visit(visit=visit, minutes_on_site=30, by=people.bob, now=now)


def test_the_coordinator_writes_for_the_one_who_was_there_without_another_press(client, people, visit):
    client.force_login(people.kari)
    address = reverse("visits:record", args=[visit.pk])
    assert client.get(address).context["form"]["who"].value() == f"planned-{people.bob.pk}"
    client.post(address, SENT | {"who": f"planned-{people.bob.pk}"})
    visit.refresh_from_db()
    assert (visit.state, who_were_at(visit), visit.recorded_by) == ("done", {people.bob}, people.kari)
