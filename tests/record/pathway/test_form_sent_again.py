"""The form of a new referral, sent again: the same makes nothing twice, other words lose and replace nothing."""

import re
import threading
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from fotfeste.care.pathway.models import Person, Referral, Relative
from fotfeste.channels.intake.actions import take_referral
from fotfeste.channels.intake.rules.referrals import check_referrals
from fotfeste.ground.access.models import User
from tests.data.intake.building import TODAY, csv_file, with_cells

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
KEY = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
TYPED = {
    "key": KEY,
    "given_name": "Vakker",
    "family_name": "Blomst",
    "birth_date": "040341",
    "language": "nb",
    "received_on": "i dag",
    "route": "new_applicant",
    "referrer": "gp",
    "services_today": ["home_nursing", "practical_help"],
    "relative_name": "Rask Blomst",
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def send(client: Client, **changes: Any) -> Any:
    return client.post(reverse("pathway:referral_new"), {**TYPED, **changes})


def counted() -> tuple[int, int, int]:
    return Person.objects.count(), Referral.objects.count(), Relative.objects.count()


def test_the_same_form_sent_again_is_answered_with_the_referral_that_is_saved(people: Any) -> None:
    ole = signed_in(people.ole)
    first, again = send(ole), send(ole)
    assert again.status_code == 302
    assert again.url == first.url
    page = ole.get(again.url).content.decode()
    assert "registrert første gang du sendte den" in page
    assert "Ingenting er lagret" not in page
    assert counted() == (1, 1, 1)


def test_other_words_under_a_used_key_are_kept_in_the_form_and_become_a_referral_when_sent_once_more(
    people: Any,
) -> None:
    ole = signed_in(people.ole)
    send(ole)
    refused = send(ole, given_name="Stille", family_name="Fjord", birth_date="050542")
    page = refused.content.decode()
    assert refused.status_code == 200
    assert "Det som står her nå, er ikke lagret ennå" in page
    assert "Henvisningen er registrert." not in page
    assert counted() == (1, 1, 1)
    for typed in ('value="Stille"', 'value="Fjord"', 'value="050542"', 'value="Rask Blomst"'):
        assert typed in page
    assert len(re.findall(r'name="services_today"[^>]*checked', page)) == 2
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key and key.group(1) != KEY
    sent = send(ole, given_name="Stille", family_name="Fjord", birth_date="050542", key=key.group(1))
    assert sent.status_code == 302
    assert counted() == (2, 2, 2)
    assert Referral.objects.latest("registered_at").name_as_written == "Stille Fjord"


@pytest.mark.parametrize("change", [{"note": "Mer å si"}, {"services_today": ["home_nursing"]}, {"phone": "22334455"}])
def test_a_single_changed_field_is_other_words(people: Any, change: dict[str, Any]) -> None:
    ole = signed_in(people.ole)
    send(ole)
    assert "ikke lagret ennå" in send(ole, **change).content.decode()


def test_a_key_that_another_user_has_used_tells_nothing_about_what_was_sent(people: Any) -> None:
    send(signed_in(people.ole))
    answer = send(signed_in(people.charlie))
    assert answer.status_code == 200
    assert "ikke lagret ennå" in answer.content.decode()
    assert counted() == (1, 1, 1)


@pytest.mark.parametrize("key", ["", "x" * 37, "a\0b"])
def test_a_form_without_a_key_of_ours_loses_nothing(people: Any, key: str) -> None:
    assert send(signed_in(people.ole), key=key).status_code in (200, 302)


def at_once(number: int, work: Any) -> list[Any]:
    """The answers of so many threads that begin together, each with a connection of its own."""
    together, answers = threading.Barrier(number), []

    def one() -> None:
        try:
            together.wait(timeout=60)
            answers.append(work())
        except Exception as fault:
            answers.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(daemon=True, target=one) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return answers


@pytest.mark.django_db(transaction=True)
def test_twenty_that_send_the_form_at_the_same_moment_make_one_person_and_one_referral(people: Any) -> None:
    clients = [signed_in(people.ole) for _ in range(20)]
    answers = at_once(20, lambda: send(clients.pop()))
    assert {getattr(answer, "status_code", answer) for answer in answers} == {302}
    assert len({answer.url for answer in answers}) == 1
    assert counted() == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_row_of_a_file_taken_at_the_same_moment_by_several_is_one_person_and_one_referral(
    people: Any, now: Any
) -> None:
    row = check_referrals(csv_file(with_cells(Fødselsnummer="", Fødselsdato="04.03.1941")), today=TODAY).accepted[0]
    answers = at_once(6, lambda: take_referral(row=row, by=people.ole, now=now))
    assert sorted(answers, key=str) == [False] * 5 + [True]
    assert counted()[:2] == (1, 1)
    assert Person.objects.get().birth_date == date(1941, 3, 4)
