"""The inbox: who is in it, in which order, and for whom."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fotfeste.care.pathway import actions, queries
from fotfeste.care.pathway.models import Referral
from fotfeste.care.pathway.rules.deadlines import Standing
from fotfeste.care.pathway.rules.referral.next_step import NextStep


@pytest.fixture
def refer(people: Any, now: datetime) -> Any:
    def make(name: str, days_ago: int = 0, **facts: Any) -> Referral:
        person = actions.register_person(given_name=name, family_name="Berg", by=people.ole, now=now)
        facts = {"route": "new_applicant", "referrer": "gp", "team": people.south, **facts}
        received = now.date() - timedelta(days=days_ago)
        return actions.register_referral(person=person, received_on=received, by=people.ole, now=now, **facts)

    return make


def names(found: queries.Inbox) -> list[str]:
    return [row.name.split()[0] for row in found.rows]


def granted(referral: Referral, people: Any, now: datetime, starts: date) -> Referral:
    actions.screen(referral=referral, answers={}, included=True, reason="Passer", by=people.ole, now=now)
    actions.decide(
        referral=referral, outcome="granted", reason_facts="Trening passer henne", alike_is_true=True,
        starts_on=starts, ends_on=starts + timedelta(weeks=4),
        by=people.ole, now=now,
    )  # fmt: skip
    return referral


def test_the_most_overdue_stands_first_and_each_row_says_its_next_step(people: Any, now: datetime, refer: Any) -> None:
    refer("Ny")
    refer("Gammel", days_ago=10)  # due Wednesday 9 September, three working days before Monday 14
    refer("Frist", days_ago=5)  # received on Wednesday: due today
    contacted = refer("Snakket", days_ago=4)
    actions.record_contact(referral=contacted, contacted_on=now.date(), by=people.ole, now=now)
    found = queries.inbox(user=people.ole, now=now)
    assert [(row.name.split()[0], row.step) for row in found.rows] == [
        ("Gammel", NextStep.CONTACT),
        ("Frist", NextStep.CONTACT),
        ("Ny", NextStep.CONTACT),
        ("Snakket", NextStep.SCREEN),
    ]
    assert (found.overdue, found.today, found.later) == (1, 1, 2)
    assert found.rows[0].deadline.standing is Standing.OVERDUE
    assert found.rows[0].deadline.working_days == 3


def test_what_is_urgent_stands_first_among_those_due_the_same_day(people: Any, now: datetime, refer: Any) -> None:
    refer("Anna")
    refer("Bjarne", urgent=True)
    assert names(queries.inbox(user=people.ole, now=now)) == ["Bjarne", "Anna"]


def test_answered_referrals_leave_the_inbox_and_granted_ones_stay_until_the_period_is_opened(
    people: Any, now: datetime, refer: Any
) -> None:
    gone, stays = refer("Trukket"), refer("Innvilget")
    actions.withdraw_referral(referral=gone, who="person", reason="Reist", by=people.ole, now=now)
    granted(stays, people, now, starts=now.date() + timedelta(days=7))
    found = queries.inbox(user=people.ole, now=now)
    assert [(row.name.split()[0], row.step) for row in found.rows] == [("Innvilget", NextStep.START)]
    assert found.rows[0].deadline.on == now.date() + timedelta(days=7)


def test_a_team_sees_its_own_and_charlie_sees_none_of_it(people: Any, now: datetime, refer: Any) -> None:
    refer("Sør")
    refer("Uten", team=None)
    assert names(queries.inbox(user=people.alice, now=now)) == ["Sør"]
    assert names(queries.inbox(user=people.charlie, now=now)) == []
    assert names(queries.inbox(user=people.gp, now=now)) == []


def test_the_filters_narrow_the_list_and_its_counts_alike(people: Any, now: datetime, refer: Any) -> None:
    refer("Sykehus", route="hospital_discharge")
    refer("Uten", team=None, days_ago=20)
    handled = refer("Tatt")
    actions.record_contact(referral=handled, contacted_on=now.date(), by=people.alice, now=now)

    def shown(**only: Any) -> list[str]:
        found = queries.inbox(user=people.ole, now=now, only=queries.InboxFilter(**only))
        assert found.total == len(found.rows)
        return names(found)

    assert shown(route="hospital_discharge") == ["Sykehus"]
    assert shown(team=queries.NOBODY) == ["Uten"]
    assert shown(handler=people.alice.pk) == ["Tatt"]
    assert shown(step=NextStep.SCREEN) == ["Tatt"]
    assert shown(step=NextStep.START) == []
    found = queries.inbox(user=people.ole, now=now)
    assert dict(found.teams) == {people.south.pk: "Team Sør"}
    assert dict(found.handlers) == {people.alice.pk: "Alice Alm"}


def test_the_number_of_questions_does_not_grow_with_the_number_of_referrals(
    people: Any, now: datetime, refer: Any
) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            queries.inbox(user=people.ole, now=now)
        return len(asked)

    refer("Anna")
    few = questions()
    for number in range(12):
        refer(f"Bjarne{'abcdefghijkl'[number]}", days_ago=number)
    assert questions() == few
