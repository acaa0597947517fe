"""Who somebody is by national number and date of birth: whether the two belong together, and what is still open.

The same rule for whoever registers: a form, an action, a file. Each says it in its own words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fotfeste.ground.ui.rules.days import years_before

from .national_number import Kind, NationalNumber
from .possible_days import BirthFault, birth_fault

ADULT_YEARS = 18
RARE_YEARS = 110


class Told(StrEnum):
    """What whoever registers should know though nothing is wrong."""

    OTHER_DAY = "other_day"  # a D-number carries another day; the date that was written is kept
    PERHAPS_OTHER_DAY = "perhaps_other_day"  # only a D-number is known, and it may carry the day of the registration
    A_CHILD = "a_child"
    VERY_OLD = "very_old"


@dataclass(frozen=True, slots=True)
class Identity:
    """What number and date say together.

    birth_date    the date that holds; None where none is known or something is wrong
    birth_fault   why the written date cannot be one of birth
    number_fault  why the date in the number cannot be
    apart         the two are dates of different persons
    either        the days the written date can mean, where more than one is left
    """

    birth_date: date | None = None
    birth_fault: BirthFault | None = None
    number_fault: BirthFault | None = None
    apart: bool = False
    either: tuple[date, ...] = ()
    told: tuple[Told, ...] = ()


def identify(number: NationalNumber | None, days: Sequence[date], *, today: date) -> Identity:
    """Put the number and the written date together; `days` are all days the writing can mean, none where none stands.

    The number decides between several. A D-number may carry the day of the registration instead of the birth (where
    the numbers of the day of birth were all given out), so a written date holds against it; against any other number
    it does not.
    """
    in_number = number.birth_date if number else None
    is_d_number = number is not None and number.kind is Kind.D_NUMBER
    number_fault = None if is_d_number and days else birth_fault(in_number, today=today)
    possible = [day for day in days if birth_fault(day, today=today) is None]
    if days and not possible:
        return Identity(birth_fault=birth_fault(days[0], today=today), number_fault=number_fault)
    if number_fault:
        return Identity(number_fault=number_fault)
    if in_number in possible or not possible:
        perhaps = (Told.PERHAPS_OTHER_DAY,) if is_d_number and in_number and not possible else ()
        return Identity(birth_date=in_number, told=(*perhaps, *_age(in_number, today)))
    if len(possible) > 1:
        return Identity(either=tuple(possible))
    if in_number and not is_d_number:
        return Identity(apart=True)
    other = (Told.OTHER_DAY,) if in_number else ()
    return Identity(birth_date=possible[0], told=(*other, *_age(possible[0], today)))


def _age(born: date | None, today: date) -> tuple[Told, ...]:
    if born is None:
        return ()
    if born > years_before(today, ADULT_YEARS):
        return (Told.A_CHILD,)
    return (Told.VERY_OLD,) if born < years_before(today, RARE_YEARS) else ()
