"""How often a page asks the database: at most 25 times, and not once more for thirty persons than for three."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fotfeste.care.assessment.actions import record_assessment
from fotfeste.care.board.actions import add_task
from fotfeste.care.goals.actions import add_measure, plan_dose, set_goal
from fotfeste.care.pathway import actions as pathway
from fotfeste.care.pathway.models import Episode
from fotfeste.care.visits.actions import plan_visit, record_unplanned_visit
from tests.record.pathway.periods import completed_period, running_period
from tests.record.world import followed

pytestmark = pytest.mark.django_db
MOST = 25


@pytest.fixture(autouse=True)
def frozen(monkeypatch, now):
    """The views ask the clock; here it always says the moment of the tests."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def one_more(people, now, n: int) -> Episode:
    """One person in training with a visit of Bob's today, one to follow up, one who waits in the inbox."""
    episode = running_period(people, now - timedelta(days=7), f"Sprek{n}")
    goal = set_goal(episode=episode, own_words="Gå til postkassen", term="short", by=people.alice, now=now)
    add_measure(
        goal=goal,
        area="moving_about",
        description="Gå ute",
        done_by="trainer",
        times_per_week=3,
        by=people.alice,
        now=now,
    )
    plan_dose(episode=episode, visits_by_week=[4, 3, 2, 1], by=people.alice, now=now)
    record_assessment(
        episode=episode,
        instrument="tug",
        occasion="baseline",
        assessed_on=now.date(),
        answers={"seconds": 18.5, "walking_aid": "none"},
        by=people.alice,
        now=now,
    )
    plan_visit(
        episode=episode,
        planned_at=now + timedelta(minutes=15 * (n + 1)),
        planned_minutes=15,
        staff=[people.bob],
        first_visit=True,
        first_visit_exception="Kjent fra før",
        by=people.kari,
        now=now,
    )
    add_task(episode=episode, text="Bestille rullator", assigned_to=people.alice, by=people.kari, now=now)
    completed_period(people, now - timedelta(weeks=5), f"Klok{n}")
    person = pathway.register_person(
        given_name=f"Venter{n}", family_name="Blomst", birth_date=date(1940, 1, 2), by=people.ole, now=now
    )
    pathway.register_referral(
        person=person,
        received_on=now.date(),
        route="new_applicant",
        referrer="gp",
        hours_per_week=Decimal(2),
        office=people.office,
        team=people.south,
        by=people.ole,
        now=now,
    )
    return episode


def asked(user, path: str, **post: str) -> tuple[int, str]:
    """Questions to the database for a page, and the page. The first request of a client is not counted."""
    client = Client(headers={"HX-Request": "true"} if post else {})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    ask = (lambda: client.post(path, post)) if post else (lambda: client.get(path))
    ask()
    with CaptureQueriesContext(connection) as seen:
        answer = ask()
    assert answer.status_code == 200, path
    return len(seen), answer.content.decode()


def counts(people, episode: Episode) -> tuple[dict[str, int], dict[str, int]]:
    """For every page: how often it asked, and how many of the persons it showed."""
    pages = {
        "board": asked(people.kari, reverse("board:board")),
        "inbox": asked(people.ole, reverse("pathway:inbox")),
        "person": asked(people.kari, reverse("board:person", args=[episode.person_id])),
        "follow-ups": asked(people.kari, reverse("pathway:follow_ups")),
        "day": asked(people.bob, reverse("visits:day")),
        "search": asked(people.kari, reverse("pathway:persons"), q="Blomst"),
        "results": asked(people.manager, reverse("outcomes:report")),
        "users": asked(people.admin, reverse("access:users")),
    }
    names = {"board": "Sprek", "inbox": "Venter", "follow-ups": "Klok", "day": "Sprek", "search": "Blomst"}
    shown = {page: sum(f"{name}{n} " in pages[page][1] for n in range(30)) for page, name in names.items()}
    return {page: count for page, (count, _html) in pages.items()}, shown


def test_no_page_asks_more_for_thirty_persons_than_for_three(people, now, monkeypatch, tmp_path):
    monkeypatch.setenv("FOTFESTE_HOME", str(tmp_path))
    episodes = [one_more(people, now, n) for n in range(3)]
    few, shown_few = counts(people, episodes[0])
    for n in range(3, 30):
        one_more(people, now, n)
    many, shown_many = counts(people, episodes[0])
    assert [page for page in shown_few if page != "search" and shown_few[page] != 3] == []
    assert [page for page in shown_many if page != "search" and shown_many[page] < 20] == []
    assert many == few
    assert {page: count for page, count in few.items() if count > MOST} == {}


def test_the_person_page_asks_as_often_after_two_periods_and_many_visits(people, now):
    subject = followed(people, now)
    path = reverse("board:person", args=[subject.person.pk])
    first, _html = asked(people.kari, path)
    episode = Episode.objects.get(pk=subject.ids["episode_id"])
    for n in range(12):
        record_unplanned_visit(
            episode=episode,
            started_at=now - timedelta(days=8, hours=n),
            minutes_on_site=20,
            note=f"Gikk {n} runder",
            staff=[people.alice],
            by=people.alice,
            now=now,
        )
        goal = set_goal(episode=episode, own_words=f"Mål {n}", term="short", by=people.alice, now=now)
        add_task(episode=episode, text=f"Oppgave {n}", assigned_to=people.alice, by=people.kari, now=now)
        add_measure(
            goal=goal,
            area="moving_about",
            description=f"Gå {n}",
            done_by="trainer",
            times_per_week=3,
            by=people.alice,
            now=now,
        )
    after, html = asked(people.kari, path)
    assert "Mål 11" in html and "Oppgave 11" in html
    assert after == first <= MOST
