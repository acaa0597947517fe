"""Several who record at the same moment, each in a connection of their own."""

import threading
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from assessments import make_episode
from django.db import connection

from fotfeste.care.pathway.models import CareTeamMember, Episode
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.visits.actions import plan_visits, record_unplanned_visit, record_visit
from fotfeste.care.visits.actions.planning import NewVisit
from fotfeste.care.visits.models import Visit


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What each said: the class of what it gave, or the words it was refused with."""
    together, said = threading.Barrier(len(acts)), [""] * len(acts)

    def run(number: int) -> None:
        together.wait(30)
        try:
            said[number] = f"done {acts[number]()}"
        except CareError as refused:
            said[number] = str(refused)
        except Exception as fault:
            said[number] = f"fault {fault!r}"
        finally:
            connection.close()

    threads = [threading.Thread(daemon=True, target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return said


@pytest.fixture
def begun(people, now):
    return make_episode(people, now)


@pytest.fixture
def not_begun(begun, people, now):
    day = now.date()
    episode = Episode.objects.create(
        person=begun.person, team=people.south, group="first_time", planned_start_on=day,
        planned_end_on=day + timedelta(days=28),
    )  # fmt: skip
    CareTeamMember.objects.create(episode=episode, user=people.bob, role="trainer", starts_on=day)
    return episode


@pytest.mark.django_db(transaction=True)
def test_two_first_records_at_once_both_count(people, now, not_begun):
    def send(by, hours):
        episode = Episode.objects.get(pk=not_begun.pk)
        return lambda: record_unplanned_visit(
            episode=episode, started_at=now - timedelta(hours=hours), minutes_on_site=30, staff=[by], by=by, now=now
        )

    said = at_once(send(people.bob, 30), send(people.alice, 3))
    assert all(each.startswith("done") for each in said), said
    not_begun.refresh_from_db()
    assert (not_begun.state, not_begun.started_on) == ("active", (now - timedelta(hours=30)).date())
    assert Visit.objects.filter(episode=not_begun, first_visit=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_unplanned_visits_with_one_id_are_one_row_and_twenty_good_answers(people, now, begun):
    made = uuid4()

    def send():
        episode = Episode.objects.get(pk=begun.pk)
        return lambda: (
            record_unplanned_visit(
                episode=episode,
                started_at=now - timedelta(hours=2),
                minutes_on_site=30,
                staff=[people.bob],
                id=made,
                by=people.bob,
                now=now,
            ).pk
        )

    assert at_once(*(send() for _ in range(20))) == [f"done {made}"] * 20
    assert Visit.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_id_for_two_persons_at_once_is_one_visit_and_one_refusal(people, now, begun):
    made, other = uuid4(), make_episode(people, now, name="Rolig")

    def send(key):
        episode = Episode.objects.get(pk=key)
        return lambda: record_unplanned_visit(
            episode=episode,
            started_at=now - timedelta(hours=2),
            minutes_on_site=30,
            staff=[people.bob],
            id=made,
            by=people.bob,
            now=now,
        )

    said = at_once(send(begun.pk), send(other.pk))
    assert sorted(each.split()[0] for each in said) == ["The", "done"], said


@pytest.mark.django_db(transaction=True)
def test_of_two_who_record_one_planned_visit_the_second_is_told_by_whom(people, now, begun):
    new = NewVisit(now - timedelta(minutes=5), 45, (people.bob, people.alice))
    visit = plan_visits(episode=begun, visits=[new], by=people.kari, now=now)[0]

    def send(by, minutes):
        row = Visit.objects.select_related("episode").get(pk=visit.pk)
        return lambda: record_visit(visit=row, minutes_on_site=minutes, by=by, now=now)

    said = at_once(send(people.bob, 40), send(people.alice, 50))
    visit.refresh_from_db()
    refused = next(each for each in said if not each.startswith("done"))
    assert f"already, by {visit.recorded_by.name}" in refused, said
    assert sum(each.startswith("done") for each in said) == 1
