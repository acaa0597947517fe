from datetime import timedelta

import pytest
from assessments import COPM_START, make_episode

from fotfeste.care.assessment.actions import record_assessment
from fotfeste.care.board.actions import add_task, open_meeting, write_note
from fotfeste.care.goals.actions import add_measure, plan_dose, set_goal
from fotfeste.care.visits.actions import plan_visit, record_visit
from tests.standing import standing


@standing
def episode(people, now):
    """Two weeks into four, Kari coordinates, Bob trains; nothing is recorded yet."""
    return make_episode(people, now)


@pytest.fixture
def busy_episode(people, now):
    """Makes a person with everything the board and the person page show; `visits` of them done in a row."""

    def make(name: str, visits: int = 2):
        episode = make_episode(people, now, name=name)
        began = now - timedelta(days=14)
        for number in range(visits):
            day = began + timedelta(hours=8 * number)
            visit = plan_visit(
                episode=episode,
                planned_at=day,
                planned_minutes=30,
                staff=[people.bob],
                first_visit_exception="Haster",
                by=people.kari,
                now=day,
            )
            record_visit(visit=visit, minutes_on_site=30, note="Gikk fint", by=people.bob, now=day)
        record_assessment(
            episode=episode,
            instrument="copm",
            occasion="baseline",
            assessed_on=began.date(),
            answers=COPM_START,
            by=people.alice,
            now=now,
        )
        goal = set_goal(
            episode=episode, own_words=f"{name} vil på tur", term="short", rating_before=3, by=people.alice, now=now
        )
        add_measure(
            goal=goal,
            area="moving_about",
            description="Gå ute",
            done_by="trainer",
            times_per_week=3,
            by=people.alice,
            now=now,
        )
        plan_dose(episode=episode, visits_by_week=[5, 4, 3, 2], by=people.alice, now=now)
        add_task(episode=episode, text="Ringe legen", assigned_to=people.alice, by=people.kari, now=now)
        meeting = open_meeting(team=people.south, by=people.kari, now=now)
        write_note(meeting=meeting, episode=episode, note="Går bedre", reviewed=True, by=people.kari, now=now)
        return episode

    return make


@pytest.fixture
def it_is_now(monkeypatch, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.fixture
def as_(client, it_is_now):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in
