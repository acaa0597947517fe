"""The law as data: a letter names the paragraphs as they were numbered on its day, in its own language."""

from datetime import date

import pytest

from fotfeste.care.terms.rules.law import (
    BASES,
    LANGUAGES,
    acts,
    authorities_for,
    basis_written_as,
    cited,
    grounds,
    topic,
)
from fotfeste.care.terms.rules.law import paragraphs as all_paragraphs
from fotfeste.care.terms.rules.law.authorities import counties, offices
from fotfeste.care.terms.rules.law.statutes import CONFIRM, TOPICS

TODAY = date(2026, 11, 28)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def lines(*keys: str, on: date = TODAY, language: str = "nb") -> list[str]:
    return [plain(each.cited) for each in grounds(keys, on=on, language=language)]


def test_the_right_to_help_stands_in_section_2_1_second_paragraph_from_june_2024():
    assert lines("pbrl-2-1-2", on=date(2024, 5, 31)) == ["pasient- og brukerrettighetsloven § 2-1 a"]
    assert lines("pbrl-2-1-2", on=date(2024, 6, 1)) == ["pasient- og brukerrettighetsloven § 2-1 andre ledd"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "helse- og omsorgstjenesteloven § 3-2 første ledd nr. 6 bokstav a"),
        ("nn", "helse- og omsorgstenestelova § 3-2 første ledd nr. 6 bokstav a"),
        (
            "en",
            "the Health and Care Services Act (helse- og omsorgstjenesteloven) section 3-2, first paragraph, no. 6, "
            "letter a",
        ),
    ],
)
def test_the_law_is_named_in_the_language_of_the_letter(language: str, said: str):
    assert lines("hol-3-2-1-6a", language=language) == [said]


def test_the_grounds_stand_in_the_order_of_the_law_whatever_the_order_they_were_chosen_in():
    assert [plain(each) for each in lines("pbrl-2-1-2", "hol-3-2-1-6a", "hol-3-2-1-5")] == [
        "helse- og omsorgstjenesteloven § 3-2 første ledd nr. 5",
        "helse- og omsorgstjenesteloven § 3-2 første ledd nr. 6 bokstav a",
        "pasient- og brukerrettighetsloven § 2-1 andre ledd",
    ]


def test_small_print_names_each_act_once_and_its_sections_in_order():
    said = cited([*topic("appeal"), *topic("late")], on=TODAY, language="nb")
    assert plain(said) == (
        "pasient- og brukerrettighetsloven §§ 7-2, 7-3 og 7-5, og forvaltningsloven §§ 27, 29, 31 og 32"
    )


def test_the_act_of_2025_is_named_from_the_day_the_municipality_has_set_and_never_before():
    begins = date(2027, 7, 1)

    def documents(on: date, begins: date | None) -> str:
        return plain(cited(topic("documents"), on=on, language="nn", new_administration_act_from=begins))

    assert documents(date(2030, 1, 1), None) == "forvaltningslova §§ 18 og 19"
    assert documents(date(2027, 6, 30), begins) == "forvaltningslova §§ 18 og 19"
    assert documents(begins, begins) == "forvaltningslova av 2025 §§ 46–53"


def test_every_paragraph_of_the_old_act_has_its_place_in_the_new_one():
    assert [each.key for each in all_paragraphs() if acts()[each.act].replaced_by and not each.becomes] == []


def test_no_paragraph_is_numbered_in_two_ways_on_one_day():
    for each in all_paragraphs():
        others = [other for other in all_paragraphs() if other.key == each.key and other is not each]
        assert not [other for other in others if other.valid_on(each.begins)], each.key


def test_every_topic_names_paragraphs_that_are_there():
    known = {each.key for each in all_paragraphs()}
    assert {key for name in TOPICS for key in topic(name)} <= known


def test_the_file_says_that_a_lawyer_confirms_it():
    assert CONFIRM == "to be confirmed by the municipality's lawyer"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (
            "helse- og omsorgstjenesteloven § 3-2 første ledd nr. 5, jf. pasient- og brukerrettighetsloven § 2-1 a",
            ("hol-3-2-1-5", "pbrl-2-1-2"),
        ),
        ("hol. § 3-2 første ledd nr. 5 og nr. 6 bokstav a og b, pbrl. § 2-1 andre ledd", BASES[1:]),
        ("hol § 3-2 nr 6 b", ("hol-3-2-1-6b",)),
        ("pasient- og brukerrettighetsloven § 2-1 a", ("hol-3-2-1-5", "pbrl-2-1-2")),
        ("etter loven", ("hol-3-2-1-5", "pbrl-2-1-2")),
    ],
)
def test_a_legal_ground_written_as_text_is_understood(text: str, keys: tuple[str, ...]):
    assert basis_written_as(text) == keys


@pytest.mark.parametrize(
    ("number", "office", "ombud"),
    [
        ("0301", "Østfold, Buskerud, Oslo og Akershus", "Oslo"),
        ("3203", "Østfold, Buskerud, Oslo og Akershus", "Akershus"),
        ("3407", "Innlandet", "Innlandet"),
        ("4003", "Vestfold og Telemark", "Telemark"),
        ("4204", "Agder", "Agder"),
        ("1103", "Rogaland", "Rogaland"),
        ("4601", "Vestland", "Vestland"),
        ("1508", "Møre og Romsdal", "Møre og Romsdal"),
        ("5001", "Trøndelag", "Trøndelag"),
        ("1804", "Nordland", "Nordland"),
        ("5501", "Troms og Finnmark", "Troms"),
        ("5601", "Troms og Finnmark", "Finnmark"),
    ],
)
def test_the_municipality_number_says_who_decides_an_appeal_and_who_helps(number: str, office: str, ombud: str):
    found = authorities_for(number, language="nb")
    assert found.statsforvalter == f"Statsforvalteren i {office}"
    assert found.ombud == f"Pasient- og brukerombudet i {ombud}"


def test_there_are_ten_offices_and_each_county_has_one():
    assert len(offices()) == 10
    assert sorted(county for served, _name, _also in offices() for county in served) == sorted(counties())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_municipality_corrects_both_names(language: str):
    found = authorities_for("4601", language=language, statsforvalter="Statsforvaltaren i Vest", ombud="Ombodet i Vest")
    assert "Statsforvaltaren i Vest" in found.statsforvalter and "Ombodet i Vest" in found.ombud


def test_without_a_number_no_county_is_guessed():
    found = authorities_for("", language="nn")
    assert (found.statsforvalter, found.ombud) == ("Statsforvaltaren", "Pasient- og brukarombodet")
