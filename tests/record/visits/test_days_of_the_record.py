"""No visit lies before the training was decided, or planned to begin if that was earlier."""

from datetime import timedelta

import pytest
import world

from fotfeste.care.pathway.models import Person
from fotfeste.care.visits.actions import VisitRefused, correct_visit, record_unplanned_visit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def decided(people, now):
    """Decided today, to begin two days ago: the training began before the paper."""
    person = Person.objects.create(given_name="Vakker", family_name="Blomst", created_at=now)
    referral = world._granted(person, people, people.south, now, world.plainly)
    episode = world._opened(referral, people.south, people.kari, now, world.plainly)
    episode.planned_start_on = now.date() - 2 * DAY
    episode.save()
    return episode


def recorded(people, episode, at, now):
    return record_unplanned_visit(
        episode=episode, started_at=at, minutes_on_site=30, staff=[people.kari], by=people.kari, now=now
    )


def test_a_visit_on_the_first_planned_day_counts_although_the_decision_came_later(people, now, decided):
    recorded(people, decided, now - 2 * DAY, now)
    decided.refresh_from_db()
    assert decided.started_on == now.date() - 2 * DAY


@pytest.mark.parametrize("days", [3, 60])
def test_a_visit_before_the_training_was_decided_is_refused_and_the_start_stays(people, now, decided, days):
    with pytest.raises(VisitRefused, match="cannot have been on"):
        recorded(people, decided, now - days * DAY, now)
    visit = recorded(people, decided, now - DAY, now)
    with pytest.raises(VisitRefused, match="cannot have been on"):
        correct_visit(
            visit=visit,
            minutes_on_site=30,
            minutes_travel=None,
            trained=[],
            effort=None,
            note="",
            started_at=now - days * DAY,
            by=people.kari,
            now=now,
        )
    decided.refresh_from_db()
    assert decided.started_on == now.date() - DAY
