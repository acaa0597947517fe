"""Who is suggested as the same person, who is not, and why."""

from datetime import date
from uuid import UUID

import pytest

from fotfeste.care.pathway.rules.person.duplicates import Known, Sign, Traits, suggest

ONE = UUID(int=1)
BORN = date(1941, 3, 4)
TYPED = Traits(
    name="Vakker Blomst", national_number="28895826067", birth_date=BORN, phone="+47 22 33 44 55", address="Bakken 1"
)


def known(**facts: object) -> Known:
    return Known(id=ONE, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "signs"),
    [
        (known(name="Helt Annet", national_number="28895826067"), {Sign.SAME_NUMBER}),
        (known(name="Blomst, Vakker", birth_date=BORN), {Sign.SAME_NAME, Sign.SAME_BIRTH_DATE}),
        (known(name="Vakkr Blomst", birth_date=BORN), {Sign.SIMILAR_NAME, Sign.SAME_BIRTH_DATE}),
        (known(name="Vakker Blomst Bekk", birth_date=BORN), {Sign.SIMILAR_NAME, Sign.SAME_BIRTH_DATE}),
        (known(name="VAKKER BLOMST"), {Sign.SAME_NAME}),
        (known(name="Helt Annet", birth_date=BORN, phone="22334455"), {Sign.SAME_BIRTH_DATE, Sign.SAME_PHONE}),
        (
            known(name="Vakker Blomst", birth_date=date(1941, 4, 3), address="bakken 1"),
            {Sign.SAME_NAME, Sign.OTHER_BIRTH_DATE, Sign.SAME_ADDRESS},
        ),
        (
            known(name="Vakker Blomst", birth_date=BORN, national_number="17912099997"),
            {Sign.SAME_NAME, Sign.SAME_BIRTH_DATE, Sign.OTHER_NUMBER},
        ),
    ],
)
def test_somebody_who_may_be_the_same_is_suggested_with_every_sign(one: Known, signs: set[Sign]) -> None:
    (suggestion,) = suggest(TYPED, [one])
    assert set(suggestion.signs) == signs
    assert suggestion.certain == (Sign.SAME_NUMBER in signs)


@pytest.mark.parametrize(
    "one",
    [
        known(name="Rask Elv", birth_date=BORN),  # born the same day
        known(name="Rask Elv", phone="22334455"),  # lives in the same house
        known(name="Vakker Bekk", birth_date=date(1970, 1, 1)),
        known(name="Vakker Blomst", birth_date=date(1970, 1, 1)),  # a namesake
        known(name="Modig Blomst", birth_date=BORN, national_number="17912099997", address="Bakken 1"),  # a twin
        known(),
    ],
)
def test_a_namesake_a_twin_and_a_neighbour_are_not_suggested(one: Known) -> None:
    assert suggest(TYPED, [one]) == []


def test_the_most_likely_stands_first_and_the_list_is_short() -> None:
    likely = Known(id=UUID(int=9), name="Vakker Blomst", birth_date=BORN)
    others = [Known(id=UUID(int=20 + n), name="Vakker Blomst") for n in range(10)]
    found = suggest(TYPED, [*others, likely])
    assert found[0].id == likely.id
    assert len(found) == 5


def test_what_is_not_known_is_no_sign() -> None:
    assert suggest(Traits(), [known(name="", birth_date=BORN)]) == []
