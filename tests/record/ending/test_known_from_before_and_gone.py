"""A death or a move, and a referral about which nobody has said yet who it is about."""

from datetime import timedelta
from typing import Any

import pytest
from alive import alive_and_should_not_be
from django.test import Client
from django.urls import reverse

from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import Letter, Person, Referral
from fotfeste.care.pathway.queries.person.matches import to_confirm
from fotfeste.care.terms.rules.errors import CareError
from tests.reasons import NO

NUMBER = "28895826067"


def written_by_gp(people: Any, now: Any, days: int = 0) -> Referral:
    """What the GP writes about the number, as the referral that waits for an answer."""
    written = actions.register_person(
        given_name="Et", family_name="Navn", national_number=NUMBER, by=people.gp, now=now
    )
    return actions.register_referral(
        person=written,
        received_on=now.date() + timedelta(days=days),
        route="new_applicant",
        referrer="gp",
        by=people.gp,
        now=now,
    )


@pytest.fixture
def known(people: Any, now: Any) -> Person:
    person = actions.register_person(
        given_name="Vakker", family_name="Blomst", national_number=NUMBER, by=people.ole, now=now
    )
    actions.register_referral(
        person=person, received_on=now.date(), route="new_applicant", referrer="gp", team=people.south,
        by=people.ole, now=now,
    )  # fmt: skip
    return person


def asked(people: Any, referral: Referral, now: Any) -> bool:
    return Referral.objects.filter(to_confirm(people.ole, today=now.date()), pk=referral.pk).exists()


@pytest.mark.parametrize("leave", [actions.record_death, actions.record_move])
def test_nobody_dies_or_moves_beside_the_record(people, now, known, leave):
    referral = written_by_gp(people, now)
    with pytest.raises(CareError, match="who the referral is about"):
        leave(person=referral.person, on=now.date(), by=people.ole, now=now)
    assert asked(people, referral, now)
    assert not Person.objects.exclude(died_on=None, moved_on=None).exists()


def test_no_answer_is_given_before_it_is_said_who_it_is(people, now, known):
    referral = written_by_gp(people, now)
    with pytest.raises(CareError, match="who the referral is about"):
        actions.screen(
            referral=referral, answers={}, included=False, reason="Nei", alternative="one_profession", **NO,
            by=people.ole, now=now,
        )  # fmt: skip
    with pytest.raises(CareError, match="who the referral is about"):
        actions.withdraw_referral(referral=referral, who="person", reason="Trengs ikke", by=people.ole, now=now)
    assert asked(people, referral, now)


@pytest.mark.parametrize(
    ("leave", "why"), [(actions.record_death, "died"), (actions.record_move, "moved_away")], ids=["died", "moved"]
)
def test_a_referral_about_somebody_gone_is_closed_when_it_is_said_who_it_is(people, now, known, leave, why):
    referral = written_by_gp(people, now)
    leave(person=known, on=now.date(), by=people.kari, now=now)
    assert asked(people, referral, now)
    letters = Letter.objects.count()
    client = Client()
    client.force_login(people.ole, backend="allauth.account.auth_backends.AuthenticationBackend")
    url = reverse("pathway:confirm_person", args=[referral.pk])
    page = client.get(url).content.decode()
    assert "is closed, and whoever referred" in page or "avslutte" in page or "avslutta" in page
    answer = client.post(url, {"step": "confirm"}, follow=True).content.decode()
    referral.refresh_from_db()
    assert (referral.person_id, referral.state, referral.closed_for) == (known.pk, "withdrawn", why)
    assert Letter.objects.count() == letters + 1
    assert "It is closed" in answer or "avsluttet" in answer
    assert alive_and_should_not_be(now, users=[]) == []


def test_a_referral_after_the_death_is_closed_as_well_and_waits_again_when_the_death_is_taken_back(people, now, known):
    actions.record_death(person=known, on=now.date(), by=people.kari, now=now)
    referral = written_by_gp(people, now)
    actions.confirm_person(referral=referral, by=people.ole, now=now)
    assert alive_and_should_not_be(now, users=[]) == []
    actions.withdraw_death(person=Person.objects.get(pk=known.pk), by=people.ole, now=now)
    assert Referral.objects.get(pk=referral.pk).state == "received"


def test_somebody_who_moved_before_the_referral_came_lives_here_again(people, now, known):
    actions.record_move(person=known, on=now.date() - timedelta(days=3), by=people.kari, now=now)
    referral = written_by_gp(people, now)
    actions.confirm_person(referral=referral, by=people.ole, now=now)
    known.refresh_from_db()
    assert (known.moved_on, Referral.objects.get(pk=referral.pk).state) == (None, "received")
    assert alive_and_should_not_be(now, users=[]) == []
