"""An office opens a record while it has something to do there, and not afterwards."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from periods import completed_period, running_period

from fotfeste.care.pathway import actions, queries
from fotfeste.care.pathway.models import Decision, FollowUp, Letter, Person
from fotfeste.care.pathway.queries.person.record import relations_to
from fotfeste.care.pathway.rules.deadlines import appeal_before
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Relation
from tests.reasons import NO, heard


def may_open(user: User, person: Person, now: datetime) -> bool:
    """As the door and the lists say; they must say the same."""
    by_relation = bool(relations_to(user, person.pk, today=now.date()) - {Relation.DECIDED})
    assert queries.in_reach(user, today=now.date()).filter(pk=person.pk).exists() == by_relation
    return by_relation


@pytest.fixture
def referral(people: Any, now: datetime) -> Any:
    person = actions.register_person(given_name="Vakker", family_name="Blomst", by=people.ole, now=now)
    return actions.register_referral(
        person=person, received_on=now.date(), route="new_applicant", referrer="gp", by=people.ole, now=now
    )


def test_while_a_referral_waits_the_office_may_look_however_long_it_takes(
    people: Any, now: datetime, referral: Any
) -> None:
    assert may_open(people.ole, referral.person, now + timedelta(days=400))


def test_a_referral_that_was_answered_closes_after_two_weeks(people: Any, now: datetime, referral: Any) -> None:
    actions.withdraw_referral(referral=referral, who="person", reason="Vil ikke", by=people.ole, now=now)
    assert may_open(people.ole, referral.person, now + timedelta(days=14))
    assert not may_open(people.ole, referral.person, now + timedelta(days=15))


def test_a_refusal_stays_open_for_the_appeal_and_closes_two_weeks_after_its_last_day(
    people: Any, now: datetime, referral: Any
) -> None:
    actions.screen(referral=referral, answers={}, included=True, reason="Motivert", by=people.ole, now=now)
    heard(referral, people.ole, now)
    decision = actions.decide(referral=referral, outcome="refused", **NO, by=people.ole, now=now)
    last = now + (decision.appeal_before - now.date()) + timedelta(days=14)
    assert may_open(people.ole, referral.person, last)
    assert not may_open(people.ole, referral.person, last + timedelta(days=1))
    actions.receive_appeal(decision=decision, received_on=last.date(), text="Jeg vil", by=people.ole, now=last)
    assert may_open(people.ole, referral.person, last + timedelta(weeks=52))
    assert not may_open(people.ole, referral.person, last + timedelta(weeks=52, days=1))


# Four weeks and two, and some days: a last day that falls on a holiday is moved to the next working day.
@pytest.mark.parametrize("days", [50, 95, 200, 364, 380])
def test_an_appeal_is_received_for_a_year_and_nothing_else_is_opened_before_it_has_come(people: Any, days: int) -> None:
    now = timezone.localtime()
    before = now - timedelta(days=days)
    person = actions.register_person(given_name="Vakker", family_name="Blomst", by=people.ole, now=before)
    referral = actions.register_referral(
        person=person, received_on=before.date(), route="new_applicant", referrer="person", by=people.ole, now=before
    )
    actions.screen(referral=referral, answers={}, included=False, reason="Nei", **NO, by=people.ole, now=before)
    assert not may_open(people.ole, person, now)
    assert relations_to(people.ole, person.pk, today=now.date()) == {Relation.DECIDED}
    assert not relations_to(people.charlie, person.pk, today=now.date())
    client = Client()
    client.force_login(people.ole, backend="allauth.account.auth_backends.AuthenticationBackend")
    for page in ("referral", "hearing", "withdraw", "decision"):
        assert client.get(reverse(f"pathway:{page}", args=[referral.pk])).status_code == 404
    address = reverse("pathway:appeal", args=[referral.pk])
    assert address in client.post(reverse("pathway:persons"), {"q": "Vakker Blomst"}).content.decode()
    assert client.get(address).status_code == 200
    assert client.post(address, {"received_on": "i dag", "text": "Jeg er ikke enig."}).status_code == 302
    assert may_open(people.ole, person, now)
    assert "etter fristen" in client.get(reverse("pathway:referral", args=[referral.pk])).content.decode()


def test_after_a_year_no_appeal_is_received(people: Any, now: datetime, referral: Any) -> None:
    heard(referral, people.ole, now)
    actions.screen(referral=referral, answers={}, included=False, reason="Nei", **NO, by=people.ole, now=now)
    assert not relations_to(people.ole, referral.person_id, today=now.date() + timedelta(days=381))


def test_the_time_to_appeal_counts_from_the_day_the_letter_left_the_house(
    people: Any, now: datetime, referral: Any
) -> None:
    heard(referral, people.ole, now)
    actions.screen(referral=referral, answers={}, included=False, reason="Nei", **NO, by=people.ole, now=now)
    decision = Decision.objects.get(referral=referral)
    assert queries.last_day_to_appeal(decision) == decision.appeal_before
    handed_over = now + timedelta(days=20)
    letter = Letter.objects.get(kind="decision")
    actions.mark_sent(letter=letter, way="handed_over", sent_on=handed_over.date(), by=people.ole, now=handed_over)
    assert queries.last_day_to_appeal(decision) == appeal_before(handed_over.date(), weeks=4)


def test_a_running_period_is_open_to_the_office_that_decided_it(people: Any, now: datetime) -> None:
    episode = running_period(people, now)
    assert may_open(people.ole, episode.person, now + timedelta(days=300))


@pytest.mark.parametrize("state", ["due", "no_answer"])
def test_a_follow_up_that_waits_keeps_it_open_and_a_closed_one_does_not(people: Any, now: datetime, state: str) -> None:
    episode = completed_period(people, now)
    later = now + timedelta(days=500)
    FollowUp.objects.filter(episode=episode).update(state=state, done_on=now.date())
    for user, relation in ((people.ole, Relation.OFFICE), (people.kari, Relation.TEAM)):
        assert may_open(user, episode.person, later)
        assert relations_to(user, episode.person_id, today=later.date()) == {relation}
    FollowUp.objects.filter(episode=episode).update(state="done", done_on=now.date())
    for user in (people.ole, people.kari):
        assert not may_open(user, episode.person, later)


def test_a_check_after_a_hand_over_keeps_it_open_until_its_day(people: Any, now: datetime) -> None:
    episode = running_period(people, now)
    check = now + timedelta(days=60)
    actions.hand_over(
        episode=episode, to_unit=people.zone, does_alone="Alt", help_not_to_give="Dusj", check_on=check.date(),
        by=people.kari, now=now,
    )  # fmt: skip
    actions.drop_out(episode=episode, ended_on=now.date(), reason="moved", by=people.kari, now=now)
    assert may_open(people.ole, episode.person, check)
    assert not may_open(people.ole, episode.person, check + timedelta(days=1))


def test_a_period_that_ended_without_contacts_to_make_closes_after_two_weeks(people: Any, now: datetime) -> None:
    episode = running_period(people, now)
    later = now + timedelta(days=60)
    actions.drop_out(episode=episode, ended_on=later.date(), reason="death", by=people.kari, now=later)
    assert may_open(people.ole, episode.person, later + timedelta(days=14))
    assert not may_open(people.ole, episode.person, later + timedelta(days=15))
