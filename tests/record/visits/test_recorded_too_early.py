"""A visit planned for a day ahead: nothing is recorded unless it says when it was; a mistake is undone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from fotfeste.care.visits.actions import (
    VisitRefused,
    back_to_plan,
    correct_to_not_done,
    plan_visit,
    record_not_done,
    record_visit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def it_is_now(monkeypatch, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def planned(people, now, episode, **ahead):
    return plan_visit(
        episode=episode,
        planned_at=now + timedelta(**ahead),
        planned_minutes=45,
        staff=[people.bob],
        first_visit_exception="Haster",
        by=people.kari,
        now=now,
    )


@pytest.fixture
def tomorrow(people, now, episode):
    return planned(people, now, episode, days=1)


def untouched(client, address):
    """What the browser sends when somebody opens the form and presses the button."""
    form = client.get(address).context["form"]
    return {name: form[name].value() or "" for name in ("day", "started", "minutes", "travel", "effort", "note")}


def test_pressing_finished_on_a_visit_of_a_day_ahead_records_nothing_and_asks(client, people, tomorrow):
    client.force_login(people.bob)
    address = reverse("visits:record", args=[tomorrow.pk])
    assert "Besøket er planlagt tirsdag 15. september" in client.get(address).content.decode().replace("\xa0", " ")
    page = client.post(address, untouched(client, address)).content.decode()
    tomorrow.refresh_from_db()
    assert tomorrow.state == "planned"
    assert "data-error-summary" in page


def test_the_day_it_is_planned_for_is_no_answer_to_when_it_took_place(client, people, tomorrow):
    client.force_login(people.bob)
    address = reverse("visits:record", args=[tomorrow.pk])
    sent = untouched(client, address) | {"day": "15.09.2026", "started": "10.00"}
    assert "Besøket er planlagt" in client.post(address, sent).content.decode()
    tomorrow.refresh_from_db()
    assert tomorrow.state == "planned"


def test_a_visit_made_before_its_day_is_recorded_when_somebody_writes_when(client, people, now, tomorrow):
    client.force_login(people.bob)
    address = reverse("visits:record", args=[tomorrow.pk])
    client.post(address, untouched(client, address) | {"day": "14.09.2026", "started": "09.00"})
    tomorrow.refresh_from_db()
    assert (tomorrow.state, localdate(tomorrow.started_at)) == ("done", localdate(now))


def test_a_visit_recorded_too_early_goes_back_to_the_plan_and_the_period_has_not_begun(
    client, people, now, not_begun, stairs
):
    visit = planned(people, now, not_begun, days=1)
    record_visit(visit=visit, minutes_on_site=30, note="Feil", started_at=now, by=people.kari, now=now)
    not_begun.refresh_from_db()
    assert not_begun.state == "active"
    client.force_login(people.kari)
    address = reverse("visits:record", args=[visit.pk])
    assert 'name="back_to_plan"' in client.get(address).content.decode()
    client.post(address, {"back_to_plan": "1"})
    visit.refresh_from_db()
    not_begun.refresh_from_db()
    assert (visit.state, visit.started_at, visit.minutes_on_site, visit.note) == ("planned", None, None, "")
    assert (visit.recorded_by, visit.first_visit, visit.measures.count()) == (None, True, 0)
    assert (not_begun.state, not_begun.started_on) == ("planned", None)


def test_a_day_that_has_not_come_is_not_called_not_done(people, now, episode, tomorrow):
    record_visit(visit=tomorrow, minutes_on_site=30, started_at=now, by=people.bob, now=now)
    with pytest.raises(VisitRefused, match="back on the plan"):
        correct_to_not_done(visit=tomorrow, deviation="not_home", by=people.bob, now=now)
    tomorrow.refresh_from_db()
    assert tomorrow.state == "done"


def test_a_visit_whose_time_has_come_does_not_go_back_to_the_plan(people, now, episode):
    visit = planned(people, now, episode, hours=-1)
    record_not_done(visit=visit, deviation="not_home", by=people.bob, now=now)
    with pytest.raises(VisitRefused, match="has come"):
        back_to_plan(visit=visit, by=people.bob, now=now)


def test_a_time_that_somebody_else_has_got_meanwhile_is_not_taken_back(people, now, episode, tomorrow):
    record_visit(visit=tomorrow, minutes_on_site=30, started_at=now, by=people.bob, now=now)
    planned(people, now, episode, days=1)
    with pytest.raises(VisitRefused, match="already has a visit"):
        back_to_plan(visit=tomorrow, by=people.bob, now=now)
