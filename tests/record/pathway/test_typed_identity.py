"""Who somebody is, as it is typed into the form: asked about where it can mean two, told where it is unusual."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import Person, Referral
from fotfeste.care.terms.rules.errors import CareError
from tests.reasons import NO

pytestmark = pytest.mark.django_db
NOW = timezone.localtime()
TWO_DIGITS = f"{(NOW.year - 1) % 100:02d}"  # last year's: somebody of a hundred years, or a baby
FILLED = {
    "given_name": "Alma", "family_name": "Oppdiktet", "birth_date": "01.02.1941", "language": "nb",
    "received_on": "i dag",
    "route": "new_applicant", "referrer": "gp",
}  # fmt: skip


def sent(people: Any, **typed: str) -> str:
    client = Client()
    client.force_login(people.ole, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(reverse("pathway:referral_new"), {**FILLED, **typed}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("typed", [f"0102{TWO_DIGITS}", f"1.2.{TWO_DIGITS}", f"1. februar {TWO_DIGITS}"])
def test_a_birth_year_that_can_mean_two_is_asked_about_in_words_and_stays_as_typed(people: Any, typed: str) -> None:
    page = sent(people, birth_date=typed)
    assert f"1. februar 19{TWO_DIGITS} eller 1. februar 20{TWO_DIGITS}" in page
    assert "Fødselsdato: Skriv årstallet med fire sifre" in page
    assert f'value="{typed}"' in page and Person.objects.count() == 0


@pytest.mark.parametrize("typed", ["010226", "1.2.26", "01.02.1926"])
def test_the_national_number_beside_says_the_century(people: Any, typed: str) -> None:
    sent(people, birth_date=typed, national_number="01822630045")
    assert Person.objects.get().birth_date == date(1926, 2, 1)


def test_a_number_of_somebody_else_is_refused_also_beside_a_year_that_can_mean_two(people: Any) -> None:
    page = sent(people, birth_date=f"0302{TWO_DIGITS}", national_number="28895826067")
    assert "Fødselsdato: " in page
    assert Person.objects.count() == 0


def test_a_d_number_with_another_day_keeps_the_date_that_was_typed_and_says_so(people: Any) -> None:
    page = sent(people, birth_date="20.06.1985", national_number="55818510089")
    assert Person.objects.get().birth_date == date(1985, 6, 20)
    assert "D-nummeret har en annen dato" in page


@pytest.mark.parametrize(
    ("number", "day"),
    [("45816060080", date(1960, 1, 5)), ("45814560019", date(1945, 1, 5)), ("45811020099", date(2010, 1, 5))],
)
def test_a_d_number_alone_gives_the_date_of_the_table_of_2021(people: Any, number: str, day: date) -> None:
    sent(people, birth_date="", national_number=number)
    assert Person.objects.get().birth_date == day


@pytest.mark.parametrize(("number", "sex"), [("05814130152", ""), ("01822630045", "woman"), ("55818510089", "woman")])
def test_no_sex_is_read_from_a_number_that_only_the_rule_of_2032_allows(people: Any, number: str, sex: str) -> None:
    made = actions.register_person(given_name="A", family_name="B", national_number=number, by=people.ole, now=NOW)
    assert made.sex == sex


@pytest.mark.parametrize("name", ["\u200b", "\ufeff\u200e", "\u2800", "\u3164", "\u00ad", "\u0301"])
def test_a_name_nobody_can_see_is_not_filled_in(people: Any, name: str) -> None:
    assert "Fyll ut «Etternavn»" in sent(people, family_name=name)
    with pytest.raises(CareError, match="name of the person"):
        actions.register_person(given_name=name, family_name=name, by=people.ole, now=NOW)
    assert Person.objects.count() == 0


def test_hidden_signs_round_numbers_and_dates_are_left_out(people: Any) -> None:
    sent(
        people, national_number="\u202a01822630045\u202c", birth_date="\u200e01.02.1926", family_name="Oppdiktet\u200b"
    )
    person = Person.objects.get()
    assert (person.national_number, person.family_name) == ("01822630045", "Oppdiktet")


def test_a_text_shown_backwards_is_asked_about_and_never_kept(people: Any) -> None:
    page = sent(people, given_name="Al\u202eam", what_matters="gå\u202e tur")
    assert "Et skjult tegn som viser bokstaver baklengs" in page and "\u202e" not in page
    assert Referral.objects.count() == 0
    made = actions.register_person(given_name="Al\u202eam", family_name="Ås", by=people.ole, now=NOW)
    assert made.given_name == "Alam"


def test_names_of_arabic_and_persian_stay_as_they_are_spelled(people: Any) -> None:
    sent(people, given_name="می\u200cترا", family_name="خيالي")
    assert str(Person.objects.get().given_name) == "می\u200cترا"


@pytest.mark.parametrize("hidden", ["\u200b\u200d\u2060\u0301", "\u2800", "\u202e", "\U000e0041"])
def test_a_reason_nobody_can_see_is_no_reason(people: Any, hidden: str) -> None:
    person = actions.register_person(given_name="Vakker", family_name="Blomst", by=people.ole, now=NOW)
    referral = actions.register_referral(
        person=person, received_on=timezone.localdate(), route="new_applicant", referrer="gp", by=people.ole, now=NOW
    )
    for act in (
        lambda: actions.withdraw_referral(referral=referral, who="person", reason=hidden, by=people.ole, now=NOW),
        lambda: actions.screen(
            referral=referral, answers={}, included=False, reason=hidden, **NO, by=people.ole, now=NOW
        ),
        lambda: actions.decide(
            referral=referral, outcome="refused", **NO | {"reason_facts": hidden}, by=people.ole, now=NOW
        ),
    ):
        with pytest.raises(CareError):
            act()


def test_a_day_is_said_in_words_by_the_rule_of_the_form(client: Client) -> None:
    address = reverse("day")
    year = timezone.localdate().year
    assert (
        client.post(address, {"text": f"02.12.{year}", "sense": "near"})
        .content.decode()
        .endswith(f"2. desember {year}")
    )
    assert "1. februar 1926 eller" in client.post(address, {"text": "010226", "sense": "birth"}).content.decode()
    assert client.post(address, {"text": "tull", "sense": "near"}).content == b""
    assert client.post(address, {"text": "2.12", "sense": "?"}).content == b""
    assert client.get(address).status_code == 405


def test_searching_finds_a_name_of_another_alphabet_whatever_its_capitals(people: Any) -> None:
    sent(people, given_name="Олена", family_name="Вигадана")
    client = Client()
    client.force_login(people.ole, backend="allauth.account.auth_backends.AuthenticationBackend")
    for typed in ("олена", "ОЛЕНА", "вигад"):
        assert "Вигадана" in client.post(reverse("pathway:persons"), {"q": typed}).content.decode()
