"""My day goes by when visits took place, and says what fell away instead of leaving it out."""

from datetime import timedelta

import pytest
from assessments import make_episode
from django.test import Client
from django.urls import reverse

from fotfeste.care.pathway.actions import put_on_hold, record_death
from fotfeste.care.pathway.actions.period.closing import drop_out
from fotfeste.care.pathway.models import CareTeamMember, Person
from fotfeste.care.visits.actions import cancel_visit, correct_visit, plan_visit, record_visit
from fotfeste.care.visits.queries import day_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def it_is_now(monkeypatch, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.fixture
def planned(people, now, episode):
    def plan(at, episode=episode):
        return plan_visit(
            episode=episode,
            planned_at=at,
            planned_minutes=45,
            staff=[people.bob],
            first_visit_exception="Haster",
            by=people.kari,
            now=now,
        )

    return plan


def done(people, visit, at, now):
    return record_visit(visit=visit, minutes_on_site=30, started_at=at, by=people.bob, now=now)


def test_a_visit_of_tomorrow_that_was_made_today_is_of_today_and_not_of_tomorrow(people, now, planned):
    visit = done(people, planned(now + DAY), now - HOUR, now)
    day = day_of(user=people.bob, now=now)
    assert ([row.id for row in day.today], day.tomorrow, day.done) == ([visit.pk], (), 1)


def test_a_visit_of_today_that_was_made_yesterday_is_not_counted_today(people, now, planned):
    visit = done(people, planned(now - HOUR), now - HOUR, now)
    correct_visit(
        visit=visit,
        minutes_on_site=30,
        minutes_travel=None,
        trained=[],
        effort=None,
        note="",
        started_at=now - DAY,
        by=people.bob,
        now=now,
    )
    day = day_of(user=people.bob, now=now)
    assert (day.today, day.unrecorded, day.done) == ((), (), 0)


def test_the_visits_stand_in_the_order_they_took_place(people, now, planned):
    early, late = planned(now - 3 * HOUR), planned(now - 2 * HOUR)
    done(people, early, now - HOUR, now)
    assert [row.id for row in day_of(user=people.bob, now=now).today] == [late.pk, early.pk]


def ended(people, now, episode):
    drop_out(episode=episode, ended_on=now.date(), reason="withdrew", by=people.kari, now=now)


def paused(people, now, episode):
    put_on_hold(episode=episode, on=now.date(), reason="På sykehus", by=people.kari, now=now)


def died(people, now, episode):
    record_death(person=episode.person, on=now.date(), by=people.kari, now=now)


@pytest.mark.parametrize(
    ("happens", "why"), [(ended, "Forløpet"), (paused, "pause"), (died, "")], ids=["end", "pause", "death"]
)
def test_what_falls_away_today_is_said_and_what_was_done_today_stays(
    client, people, now, episode, planned, happens, why
):
    episode.person.address = "Bakkeveien 4"
    episode.person.save()
    morning = done(people, planned(now - 2 * HOUR), now - 2 * HOUR, now)
    planned(now + 4 * HOUR)
    happens(people, now, episode)
    day = day_of(user=people.bob, now=now)
    assert ([row.id for row in day.listed], day.done, day.tomorrow) == ([morning.pk], 1, ())
    assert [(row.name, row.at) for row in day.fell_away] == [("Vakker Blomst", now + 4 * HOUR)]
    assert bool(day.fell_away[0].why) == bool(why)
    client.force_login(people.bob)
    page = client.get(reverse("visits:day")).content.decode()
    assert "Falt bort i dag: Vakker Blomst 14.00" in page.replace("\xa0", " ")
    assert "død" not in page.partition("<main")[2].partition("</main>")[0]
    link = reverse("visits:record", args=[morning.pk])
    assert (link in page) == (client.get(link).status_code == 200)


def test_a_visit_that_somebody_takes_off_the_plan_of_today_is_said(people, now, planned):
    cancel_visit(visit=planned(now + HOUR), by=people.kari, now=now)
    assert [row.name for row in day_of(user=people.bob, now=now).fell_away] == ["Vakker Blomst"]


def test_a_break_of_weeks_is_not_told_every_day(people, now, episode, planned):
    planned(now + 5 * DAY)
    paused(people, now, episode)
    assert day_of(user=people.bob, now=now + 5 * DAY).fell_away == ()


def test_a_person_who_died_stands_on_nobodys_day_even_while_the_period_is_written_as_running(people, now, planned):
    other = make_episode(people, now, name="Varm")
    planned(now + HOUR, other)
    assert [row.name for row in day_of(user=people.bob, now=now).today] == ["Varm Blomst"]
    Person.objects.filter(pk=other.person_id).update(died_on=now.date())
    assert day_of(user=people.bob, now=now).today == ()


def test_who_left_the_care_team_has_the_visit_of_that_person_no_more(people, now, planned):
    other = make_episode(people, now, name="Varm")
    planned(now + HOUR, other)
    planned(now + DAY, other)
    assert day_of(user=people.bob, now=now).tomorrow
    CareTeamMember.objects.filter(episode=other, user=people.bob).update(ends_on=now.date() - DAY)
    left = day_of(user=people.bob, now=now)
    assert (left.today, left.left, left.tomorrow, left.unrecorded) == ((), (), (), ())


def test_every_visit_of_the_day_that_says_it_opens_does(people, now, planned):
    other = make_episode(people, now, name="Varm")
    planned(now + HOUR, other)
    client = Client()
    client.force_login(people.bob, backend="allauth.account.auth_backends.AuthenticationBackend")
    for ends_on, opens in ((None, 200), (now.date() - DAY, None)):
        CareTeamMember.objects.filter(episode=other, user=people.bob).update(ends_on=ends_on)
        found = [row for row in day_of(user=people.bob, now=now).today if row.open]
        assert [client.get(reverse("visits:record", args=[row.id])).status_code for row in found] == [opens] * bool(
            opens
        )


def test_of_a_person_who_is_not_theirs_any_more_only_the_name_stands(people, now, planned):
    other = make_episode(people, now, name="Varm")
    other.person.phone, other.person.alert = "41500000", "Hund"
    other.person.save()
    done(people, planned(now - HOUR, other), now - HOUR, now)
    died(people, now, other)
    row = day_of(user=people.bob, now=now).left[0]
    assert (row.name, row.phone, row.alert, row.open) == ("Varm Blomst", "", "", False)
