"""Planned visits of somebody who leaves the team, the unit or the service: they are said, until somebody else goes."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fotfeste.care.board.queries import board_rows
from fotfeste.care.board.rules.attention import Concern
from fotfeste.care.pathway import actions
from fotfeste.care.terms.rules.vocabulary import CareRole
from fotfeste.care.visits.actions import move_visit, plan_visit
from fotfeste.care.visits.models import Visit
from fotfeste.care.visits.queries import left_over
from tests.record.pathway.periods import running_period

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen(monkeypatch, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.fixture
def period(people, now) -> Any:
    episode = running_period(people, now)
    for days, who in ((1, people.bob), (2, people.alice), (3, people.bob)):
        at = now + timedelta(days=days)
        plan_visit(
            episode=episode,
            planned_at=at,
            planned_minutes=45,
            staff=[who],
            first_visit_exception="Made for this.",
            on_day_off=True,
            by=people.kari,
            now=now,
        )
    return episode


def leave(period, user, people, now, *, role=CareRole.TRAINER) -> list[str]:
    actions.leave_care_team(episode=period, user=user, role=role, last_day=now.date(), by=people.kari, now=now)
    return [answer.words for answer in period.answers]


def names(period, today) -> list[str]:
    return [row.name for row in left_over([period.pk], today=today).get(period.pk, [])]


def concerns(people, today) -> dict[Concern, int]:
    [row] = board_rows(user=people.kari, today=today)
    return {item.concern: item.number for item in row.items}


def page(user, name: str, **at: Any) -> str:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.get(reverse(name, kwargs=at)).content.decode()


def test_nobody_is_left_over_while_all_who_go_can_open_the_record(people, now, period):
    assert names(period, now.date()) == []
    assert Concern.VISITS_LEFT_OVER not in concerns(people, now.date())


def test_whoever_ends_a_place_hears_how_many_visits_need_somebody_else(people, now, period):
    assert leave(period, people.bob, people, now) == [
        "2 planlagte besøk står på noen som ikke kan komme lenger. Gi dem til noen andre."
    ]
    assert names(period, now.date()) == ["Bob Bjørk", "Bob Bjørk"]


def test_board_person_page_and_list_of_visits_say_it_until_somebody_else_goes(people, now, period):
    leave(period, people.bob, people, now)
    assert concerns(people, now.date())[Concern.VISITS_LEFT_OVER] == 2
    assert "La noen andre ta besøkene" in page(people.kari, "board:person", person_id=period.person_id)
    visits = page(people.kari, "visits:of_episode", episode_id=period.pk)
    assert "2 planlagte besøk står på noen som ikke kan komme lenger" in visits
    for visit in Visit.objects.filter(staff__user=people.bob, state="planned"):
        assert reverse("visits:change", kwargs={"visit_id": visit.pk}) in visits
        move_visit(
            visit=visit, planned_at=visit.planned_at, planned_minutes=45, staff=[people.alice], by=people.kari, now=now
        )
    assert Concern.VISITS_LEFT_OVER not in concerns(people, now.date())
    assert "La noen andre ta besøkene" not in page(people.kari, "board:person", person_id=period.person_id)


def test_a_place_that_ends_later_leaves_only_the_visits_after_its_last_day(people, now, period):
    last = now.date() + timedelta(days=1)
    actions.leave_care_team(
        episode=period, user=people.bob, role=CareRole.TRAINER, last_day=last, by=people.kari, now=now
    )
    assert len(names(period, now.date())) == 1


def test_a_therapist_goes_by_the_team_and_not_by_the_place(people, now, period):
    assert leave(period, people.alice, people, now, role=CareRole.THERAPIST) == []
    people.alice.memberships.update(ends_on=now.date())
    assert names(period, now.date()) == ["Alice Alm"]
    assert concerns(people, now.date())[Concern.VISITS_LEFT_OVER] == 1


def test_somebody_whose_sign_in_is_closed_goes_nowhere(people, now, period):
    type(people.bob).objects.filter(pk=people.bob.pk).update(is_active=False)
    assert len(names(period, now.date())) == 2
