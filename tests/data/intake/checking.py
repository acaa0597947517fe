"""One row of a referral list checked by the rules, and what was said of it."""

from datetime import date

from fotfeste.channels.intake.rules.referrals import ReferralRow, check_referrals
from fotfeste.channels.intake.rules.rows import Checked
from tests.data.intake.building import TODAY, csv_file, with_cells


def check(data: bytes, today: date = TODAY) -> Checked[ReferralRow]:
    return check_referrals(data, today=today)


def only(**cells: str) -> ReferralRow:
    checked = check(csv_file(with_cells(**cells)))
    assert [r.problem.shown() for r in checked.refused] == []
    return checked.accepted[0]


def problems(**cells: str) -> list[tuple[str, str]]:
    checked = check(csv_file(with_cells(**cells)))
    assert checked.accepted == []
    return [(r.column, r.problem.shown()) for r in checked.refused]
