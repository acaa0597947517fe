"""Which days can be right: of a birth, of a referral, of the start of a period that ended long ago.

The same for whoever registers: a form, an action, a file.
"""

from datetime import date
from enum import StrEnum

from fotfeste.ground.ui.rules.days import OLDEST_PERSON_YEARS, years_before

OLDEST_REFERRAL_YEARS = 20
FIRST_PERIOD_START = date(2000, 1, 1)  # reablement was not given anywhere in Norway before


class BirthFault(StrEnum):
    """Why somebody who is referred cannot be born on the day."""

    AHEAD = "ahead"
    TOO_LONG_AGO = "too_long_ago"


def birth_fault(born: date | None, *, today: date) -> BirthFault | None:
    """What is wrong with a day of birth; None where nothing is, also where the day is not known."""
    if born is None:
        return None
    if born > today:
        return BirthFault.AHEAD
    return BirthFault.TOO_LONG_AGO if born < years_before(today, OLDEST_PERSON_YEARS) else None


def earliest_referral(today: date) -> date:
    """The first day a referral that still waits can have come."""
    return years_before(today, OLDEST_REFERRAL_YEARS)
