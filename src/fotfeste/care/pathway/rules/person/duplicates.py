"""Who might be the same person. The rules only suggest, with reasons; a person decides, and nothing is ever merged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from .names import compared_words, likeness

# Above this two names are written differently rather than different names: a letter or two in an ordinary name.
ALIKE = 0.86


class Sign(StrEnum):
    """Why somebody is suggested, or what speaks against it."""

    SAME_NUMBER = "same_number"
    SAME_NAME = "same_name"
    SIMILAR_NAME = "similar_name"
    SAME_BIRTH_DATE = "same_birth_date"
    SAME_PHONE = "same_phone"
    SAME_ADDRESS = "same_address"
    OTHER_NUMBER = "other_number"
    OTHER_BIRTH_DATE = "other_birth_date"


AGAINST = frozenset({Sign.OTHER_NUMBER, Sign.OTHER_BIRTH_DATE})
_WEIGHT = {
    Sign.SAME_NUMBER: 100,
    Sign.SAME_NAME: 30,
    Sign.SIMILAR_NAME: 20,
    Sign.SAME_BIRTH_DATE: 30,
    Sign.SAME_PHONE: 15,
    Sign.SAME_ADDRESS: 10,
    Sign.OTHER_NUMBER: -15,
    Sign.OTHER_BIRTH_DATE: -15,
}


@dataclass(frozen=True)
class Traits:
    """What is known of somebody; empty text and None mean not known."""

    name: str = ""
    national_number: str = ""
    birth_date: date | None = None
    phone: str = ""
    address: str = ""


@dataclass(frozen=True)
class Known(Traits):
    """Somebody who is already there."""

    id: UUID | None = None


@dataclass(frozen=True)
class Suggestion:
    """Somebody who may be the one that was typed, with every sign for and against, strongest first."""

    id: UUID
    signs: tuple[Sign, ...]
    weight: int

    @property
    def certain(self) -> bool:
        """The national number is the same: there is one person to a number."""
        return Sign.SAME_NUMBER in self.signs


def suggest(typed: Traits, known: Iterable[Known], *, limit: int = 5) -> list[Suggestion]:
    """Those who may be the same, most likely first, at most `limit`."""
    found = []
    for one in known:
        signs = signs_of(typed, one)
        if one.id is not None and _worth_a_question(signs):
            weight = sum(_WEIGHT[sign] for sign in signs)
            order = tuple(sorted(signs, key=lambda sign: -_WEIGHT[sign]))
            found.append(Suggestion(id=one.id, signs=order, weight=weight))
    return sorted(found, key=lambda each: (-each.weight, str(each.id)))[:limit]


def signs_of(typed: Traits, one: Traits) -> set[Sign]:
    """Every sign for and against. What is not known on one side is no sign."""
    signs: set[Sign] = set()
    if typed.national_number and one.national_number:
        same = typed.national_number == one.national_number
        signs.add(Sign.SAME_NUMBER if same else Sign.OTHER_NUMBER)
    if sorted(compared_words(typed.name)) == sorted(compared_words(one.name)) != []:
        signs.add(Sign.SAME_NAME)
    elif likeness(typed.name, one.name) >= ALIKE or _shorter_form(typed.name, one.name):
        signs.add(Sign.SIMILAR_NAME)
    if typed.birth_date and one.birth_date:
        signs.add(Sign.SAME_BIRTH_DATE if typed.birth_date == one.birth_date else Sign.OTHER_BIRTH_DATE)
    if _digits(typed.phone) and _digits(typed.phone) == _digits(one.phone):
        signs.add(Sign.SAME_PHONE)
    if compared_words(typed.address) and compared_words(typed.address) == compared_words(one.address):
        signs.add(Sign.SAME_ADDRESS)
    return signs


def _worth_a_question(signs: set[Sign]) -> bool:
    if Sign.SAME_NUMBER in signs:
        return True
    named = bool(signs & {Sign.SAME_NAME, Sign.SIMILAR_NAME})
    if Sign.OTHER_NUMBER in signs:
        # Two numbers are two persons, unless one was typed for somebody else: same name and day is worth a look.
        return {Sign.SAME_NAME, Sign.SAME_BIRTH_DATE} <= signs
    if Sign.SAME_BIRTH_DATE in signs:
        return named or Sign.SAME_PHONE in signs
    if Sign.OTHER_BIRTH_DATE in signs:
        # A slip of the key in the date: the name and one more thing agree.
        return Sign.SAME_NAME in signs and bool(signs & {Sign.SAME_PHONE, Sign.SAME_ADDRESS})
    return Sign.SAME_NAME in signs or (named and bool(signs & {Sign.SAME_PHONE, Sign.SAME_ADDRESS}))


def _shorter_form(one: str, other: str) -> bool:
    """ "Anne Lærdal" beside "Anne-Margrethe Lærdal Sørensen": at least two words, all of them in the longer name."""
    short, long = sorted((set(compared_words(one)), set(compared_words(other))), key=len)
    return len(short) >= 2 and short <= long


def _digits(phone: str) -> str:
    digits = "".join(letter for letter in phone if letter.isdigit())
    return digits[-8:] if len(digits) >= 8 else ""
