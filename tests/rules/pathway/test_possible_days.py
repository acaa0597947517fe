"""Which days can be right, the same for forms, actions and files."""

from datetime import date

import pytest

from fotfeste.care.pathway.rules.person.possible_days import BirthFault, birth_fault, earliest_referral

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("born", "fault"),
    [
        (None, None),
        (TODAY, None),
        (date(2026, 11, 23), BirthFault.AHEAD),
        (date(1906, 11, 22), None),
        (date(1906, 11, 21), BirthFault.TOO_LONG_AGO),
        (date(1854, 1, 1), BirthFault.TOO_LONG_AGO),
    ],
)
def test_nobody_is_born_ahead_or_more_than_120_years_ago(born: date | None, fault: BirthFault | None) -> None:
    assert birth_fault(born, today=TODAY) is fault


def test_the_29th_of_february_has_a_day_twenty_years_and_120_years_before() -> None:
    assert earliest_referral(date(2028, 2, 29)) == date(2008, 2, 29)
    assert birth_fault(date(1900, 2, 28), today=date(2020, 2, 29)) is None
    assert birth_fault(date(1900, 2, 27), today=date(2020, 2, 29)) is BirthFault.TOO_LONG_AGO
