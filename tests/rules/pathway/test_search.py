"""What somebody means by what they type in the search box."""

from datetime import date

import pytest

from fotfeste.care.pathway.rules.person.names import FOLD_FROM, FOLD_TO, likeness, name_words, tidy
from fotfeste.care.pathway.rules.person.search import Wanted, read_query

TODAY = date(2026, 9, 14)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("blomst", Wanted(words=("blomst",))),
        ("  Vakker   BLOMST ", Wanted(words=("vakker", "blomst"))),
        ("Øksnevad-Sørensen", Wanted(words=("øksnevad", "sørensen"))),
        ("288958 26067", Wanted(number="28895826067")),
        ("04.03.1941", Wanted(birth_dates=(date(1941, 3, 4),))),
        ("1941-03-04", Wanted(birth_dates=(date(1941, 3, 4),))),
        ("040341", Wanted(birth_dates=(date(1941, 3, 4), date(1841, 3, 4)))),
        ("040303", Wanted(birth_dates=(date(2003, 3, 4), date(1903, 3, 4)))),
        ("fjord 1941", Wanted(words=("fjord",), birth_year=1941)),
        ("fjord 040341", Wanted(words=("fjord",), birth_dates=(date(1941, 3, 4), date(1841, 3, 4)))),
    ],
)
def test_a_search_is_read_as_people_write_it(typed: str, wanted: Wanted) -> None:
    assert read_query(typed, today=TODAY) == wanted
    assert not wanted.empty


@pytest.mark.parametrize("typed", ["", " ", "a", "0403", "04034", "31.02.1941", "12345678", "?", "' --"])
def test_too_little_or_no_sense_looks_for_nothing(typed: str) -> None:
    assert read_query(typed, today=TODAY).empty


def test_letters_that_are_folded_stand_in_two_strings_of_the_same_length() -> None:
    assert len(FOLD_FROM) == len(FOLD_TO) == len(set(FOLD_FROM))
    assert "Æ" in FOLD_FROM
    assert not set("æøå") & set(FOLD_FROM)


def test_names_written_in_two_ways_are_alike_and_others_are_not() -> None:
    assert name_words("Ánne-Márjá O'Brien") == ["anne", "marja", "o", "brien"]
    assert likeness("Blomst, Vakker", "vakker blomst") == 1
    assert likeness("Vakker Blomst", "Vakkr Blomst") > 0.9
    assert likeness("Vakker Blomst", "Rask Elv") < 0.5
    assert likeness("", "Rask Elv") == 0


def test_a_name_is_kept_with_composed_letters_and_single_spaces() -> None:
    assert tidy("  A\u030ase \t Ås ") == "Åse Ås"
