"""Finding persons: what is found, by whom, and what it tells."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fotfeste.care.pathway import actions, queries
from fotfeste.care.pathway.models import Person
from fotfeste.care.pathway.queries.person.record import relations_to
from fotfeste.care.pathway.rules.person.duplicates import Sign, Traits
from fotfeste.care.pathway.rules.person.names import name_words
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.ground.access.models import LogEntry
from fotfeste.ground.access.rules.rights import Act, Role, may

NUMBER = "28895826067"


@pytest.fixture
def referred(people: Any, now: datetime) -> Any:
    def make(given: str, family: str, team: Any = None, **facts: Any) -> Person:
        person = actions.register_person(given_name=given, family_name=family, by=people.ole, now=now, **facts)
        actions.register_referral(
            person=person,
            received_on=now.date(),
            route="new_applicant",
            referrer="gp",
            team=team,
            by=people.ole,
            now=now,
        )
        return person

    return make


def names(found: queries.Found) -> list[str]:
    return [row.name for row in found.rows]


@pytest.mark.parametrize(
    "typed",
    [
        "anne",
        "Margrethe",
        "lærdal anne",
        "sørensen",
        "ØKSNEVAD",
        "anne-margrethe lærdal",
        "04.03.1941",
        "040341",
        "4.3.41",
        "øksn 1941",
        "anne 04031941",
    ],
)
def test_a_long_name_is_found_by_any_of_its_parts_and_by_the_birth_date(
    people: Any, now: datetime, referred: Any, typed: str
) -> None:
    referred("Anne-Margrethe", "Lærdal Øksnevad-Sørensen", birth_date=date(1941, 3, 4))
    referred("Stille", "Fjord", birth_date=date(1950, 1, 1))
    assert names(queries.search_persons(user=people.ole, text=typed, now=now)) == [
        "Anne-Margrethe Lærdal Øksnevad-Sørensen"
    ]


@pytest.mark.parametrize("typed", ["288958 26067", "28895826067", "28.89.58 26067"])
def test_the_national_number_finds_the_one_person(people: Any, now: datetime, referred: Any, typed: str) -> None:
    referred("Vakker", "Blomst", national_number=NUMBER)
    assert names(queries.search_persons(user=people.ole, text=typed, now=now)) == ["Vakker Blomst"]


@pytest.mark.parametrize(
    "typed", ["", "a", "1", "2889", "2889582606", "%", "'", "' | 'x", "\\", "*:& !", "a' OR 1=1--"]
)
def test_half_a_word_or_an_attack_finds_nobody_and_breaks_nothing(
    people: Any, now: datetime, referred: Any, typed: str
) -> None:
    referred("Vakker", "Blomst", national_number=NUMBER)
    assert names(queries.search_persons(user=people.ole, text=typed, now=now)) == []


def test_names_stand_in_norwegian_order_and_accents_do_not_matter(people: Any, now: datetime, referred: Any) -> None:
    for family in ("Aasen", "Ås", "Ærlig", "Berg", "Østby", "Čáhppe"):
        referred("Modig", family)
    found = queries.search_persons(user=people.ole, text="modig", now=now)
    assert [name.split()[1] for name in names(found)] == ["Berg", "Čáhppe", "Ærlig", "Østby", "Ås", "Aasen"]
    assert names(queries.search_persons(user=people.ole, text="cahp", now=now)) == ["Modig Čáhppe"]


@pytest.mark.parametrize("name", ["Anne-Margrethe Øksnevad", "ÁNNE Čáhppe", "O'Brien (f. Łuk)", "Ǿgil Ñandú.", "K087"])
def test_the_database_folds_names_exactly_as_the_rules_do(people: Any, now: datetime, name: str) -> None:
    person = actions.register_person(given_name=name, family_name="", by=people.ole, now=now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(name_words) FROM pathway_person WHERE id = %s", [person.pk])
        assert sorted(cursor.fetchone()[0]) == sorted(set(name_words(name)))


def test_what_can_be_found_is_what_may_be_opened_for_everybody(people: Any, now: datetime, referred: Any) -> None:
    persons = [
        referred("Sørlig", "Sol", team=people.south),
        referred("Nordlig", "Sol", team=people.north),
        referred("Ny", "Sol"),
        actions.register_person(given_name="Ukjent", family_name="Sol", by=people.ole, now=now),
    ]
    checked = 0
    for user in vars(people).values():
        if not hasattr(user, "role"):
            continue
        found = set(queries.in_reach(user, today=now.date()).values_list("pk", flat=True))
        for person in persons:
            relations = relations_to(user, person.pk, today=now.date())
            care = user.role not in (Role.PERSON, Role.RELATIVE)
            assert (person.pk in found) == (care and may(Role(user.role), Act.READ_RECORD, relations)), (user, person)
            checked += person.pk in found
    assert checked == 3 + 3 + 1  # Ole all three with a case; Kari, Alice and Nora the southern; Charlie the northern


def test_a_search_is_in_the_log_whether_it_lists_persons_or_nobody_and_never_with_what_was_typed(
    people: Any, now: datetime, referred: Any
) -> None:
    referred("Vakker", "Blomst")
    queries.search_persons(user=people.ole, text="ingen heter dette", now=now)
    assert LogEntry.objects.filter(act="search_persons", user=people.ole).count() == 1
    queries.search_persons(user=people.ole, text="vakker", now=now)
    queries.search_persons(user=people.ole, text="", now=now)
    lines = LogEntry.objects.filter(act="search_persons", user=people.ole)
    assert lines.count() == 2
    assert {(line.object_type, line.object_id, line.person_id) for line in lines} == {("", "", None)}


def test_the_number_of_questions_does_not_grow_with_the_number_of_persons(
    people: Any, now: datetime, referred: Any
) -> None:
    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            queries.search_persons(user=people.ole, text="rask", now=now)
        return len(asked)

    referred("Rask", "Elv")
    few = questions()
    for number in range(15):
        referred("Rask", f"Bekk{'abcdefghijklmno'[number]}")
    assert questions() == few


def test_a_possible_duplicate_says_why_and_somebody_elses_person_is_never_named(
    people: Any, now: datetime, referred: Any
) -> None:
    referred("Vakker", "Blomst", team=people.south, birth_date=date(1958, 9, 28), national_number=NUMBER)
    typed = Traits(name="Vakker Blomst", birth_date=date(1958, 9, 28), national_number=NUMBER)
    seen = queries.possible_duplicates(user=people.alice, traits=typed, now=now)
    assert [each.row.name for each in seen] == ["Vakker Blomst"]
    assert seen[0].suggestion.certain
    assert Sign.SAME_BIRTH_DATE in seen[0].suggestion.signs
    assert queries.possible_duplicates(user=people.charlie, traits=typed, now=now) == []
    assert queries.possible_duplicates(user=people.gp, traits=typed, now=now) == []


def test_the_one_with_the_number_is_suggested_among_many_who_look_alike(
    people: Any, now: datetime, referred: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fotfeste.care.pathway.queries.person.persons.MOST_LOOKED_AT", 3)
    born = date(1958, 9, 28)
    for _each in range(4):
        referred("Vakker", "Ås")
    referred("Vakker", "Ås", birth_date=born)
    referred("Annet", "Østby", national_number=NUMBER)
    found = queries.possible_duplicates(
        user=people.ole, traits=Traits(name="Vakker Ås", birth_date=born, national_number=NUMBER), now=now
    )
    # The number first; of the others those born on the day come before the alphabet.
    assert [(each.row.name, each.row.birth_date) for each in found][:2] == [
        ("Annet Østby", date(1958, 9, 28)),
        ("Vakker Ås", born),
    ]
    assert found[0].suggestion.certain


def test_a_partner_sees_own_referrals_by_the_name_they_wrote_and_nothing_of_the_record(
    people: Any, now: datetime, referred: Any
) -> None:
    referred("Vakker", "Blomst", national_number=NUMBER)
    person = actions.register_person(
        given_name="Feil", family_name="Navn", national_number=NUMBER, by=people.gp, now=now
    )
    referral = actions.register_referral(
        person=person, received_on=now.date(), route="new_applicant", referrer="gp", name_as_written="Feil Navn",
        by=people.gp, now=now,
    )  # fmt: skip
    rows = queries.own_referrals(user=people.gp, now=now)
    assert [(row.name, row.state_label) for row in rows] == [("Feil Navn", "Mottatt")]
    assert not queries.named_otherwise(referral)  # it is about what they wrote, until somebody says who it is
    assert queries.own_referrals(user=people.hanna, now=now) == []


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"national_number": "01815450023"}, "born more than 120 years ago"),
        ({"national_number": "01813950061"}, "not born yet"),
        ({"birth_date": date(1854, 5, 4)}, "more than 120 years ago"),
        ({"birth_date": date(2039, 5, 4)}, "in the future"),
        ({"family_name": "Å" * 81}, "at most 80 letters"),
    ],
)
def test_nobody_unborn_or_born_in_1854_or_with_a_name_that_does_not_fit_is_registered(
    people: Any, now: datetime, facts: dict[str, Any], words: str
) -> None:
    with pytest.raises(CareError, match=words):
        actions.register_person(**{"given_name": "Vakker", "family_name": "Blomst", **facts}, by=people.ole, now=now)
    assert not Person.objects.exists()


@pytest.mark.parametrize("facts", [{"received_on": date(1990, 1, 1)}, {"name_as_written": "Å" * 161}])
def test_a_referral_from_1990_or_with_a_name_that_does_not_fit_is_refused_with_words(
    people: Any, now: datetime, referred: Any, facts: dict[str, Any]
) -> None:
    person = referred("Vakker", "Blomst")
    given = {"received_on": now.date(), "route": "new_applicant", "referrer": "gp", **facts}
    with pytest.raises(CareError, match=r"20 years ago|160 letters"):
        actions.register_referral(person=person, **given, by=people.ole, now=now)
