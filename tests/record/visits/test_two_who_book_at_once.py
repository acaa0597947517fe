"""Two coordinators book the same trainer for the same hour, each in a connection of their own."""

import threading
from datetime import timedelta

import pytest
from assessments import make_episode
from django.db import connection

from fotfeste.care.visits.actions import VisitRefused, plan_visit
from fotfeste.care.visits.models import VisitStaff


@pytest.mark.django_db(transaction=True)
def test_of_two_who_book_bob_at_the_same_moment_one_gets_him_and_one_is_told(people, now):
    episodes = [make_episode(people, now, name=name) for name in ("Vakker", "Rolig")]
    planners = [people.kari, people.alice]
    together = threading.Barrier(2)
    said: list[str] = []

    def book(episode, by):
        together.wait(30)
        try:
            plan_visit(
                episode=episode,
                planned_at=now + timedelta(hours=1),
                planned_minutes=45,
                staff=[people.bob],
                first_visit_exception="Haster",
                by=by,
                now=now,
            )
            said.append("booked")
        except VisitRefused as refused:
            said.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(daemon=True, target=book, args=pair) for pair in zip(episodes, planners, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(said)[0].startswith("Bob Bjørk already has a visit")
    assert sorted(said)[1] == "booked"
    assert VisitStaff.objects.filter(user=people.bob).count() == 1
