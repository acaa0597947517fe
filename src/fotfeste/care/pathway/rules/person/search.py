"""What somebody means by what they type in the search box: a name, a birth date, a year, or a national number."""

import re
from dataclasses import dataclass
from datetime import date

from fotfeste.ground.ui.rules import EitherDay, NoSuchDay, NotReadable, Sense, the_day_meant, visible, written_day

from .names import name_words

# Fewer letters than this would list half the register.
SHORTEST = 2


@dataclass(frozen=True)
class Wanted:
    """What to look for; everything that is given must fit.

    words        beginnings of names, folded
    number       eleven digits
    birth_dates  any of them: 010203 may be 2003 or 1903
    birth_year   four digits beside a name
    """

    words: tuple[str, ...] = ()
    number: str = ""
    birth_dates: tuple[date, ...] = ()
    birth_year: int | None = None

    @property
    def empty(self) -> bool:
        """Too little to look for: no number, no whole date, and fewer than two letters."""
        letters = max((len(word) for word in self.words), default=0)
        return not self.number and not self.birth_dates and letters < SHORTEST


def read_query(text: str, *, today: date) -> Wanted:
    """Read the search. Half a number or half a date looks for nothing yet: a wrong hit is worse than one more key."""
    plain = visible(text, lines=False)
    if not any(letter.isalpha() for letter in plain):
        digits = re.sub(r"\D", "", plain)
        if len(digits) == 11:
            return Wanted(number=digits)
        return Wanted(birth_dates=_birth_dates(plain, today))
    words: list[str] = []
    dates: tuple[date, ...] = ()
    year = None
    for part in plain.split(" "):
        if part.isdecimal() and len(part) == 4 and 1890 <= int(part) <= today.year:
            year = int(part)
        elif part[0].isdigit() and not any(letter.isalpha() for letter in part):
            dates = dates or _birth_dates(part, today)
        else:
            words += [word for word in name_words(part) if any(letter.isalnum() for letter in word)]
    return Wanted(words=tuple(words), birth_dates=dates, birth_year=year)


def _birth_dates(text: str, today: date) -> tuple[date, ...]:
    if len(re.sub(r"\D", "", text)) < 4:
        return ()
    written = written_day(text)
    if written is None or written.year is None:
        return ()
    try:
        found = the_day_meant(text, today=today, sense=Sense.BIRTH)
    except EitherDay as either:
        return either.days[::-1]
    except (NotReadable, NoSuchDay):
        return ()
    if found > today:
        return ()
    if not written.short:
        return (found,)
    try:
        return (found, found.replace(year=found.year - 100))
    except ValueError:
        return (found,)
