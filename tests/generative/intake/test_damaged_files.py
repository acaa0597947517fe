"""Hundreds of damaged files: every row is taken right, refused or told of; none is silently wrong."""

from datetime import date

import pytest

from fotfeste.channels.intake.rules.problems import UnreadableFile
from fotfeste.channels.intake.rules.referrals import ReferralRow, check_referrals
from fotfeste.channels.intake.rules.rows import Checked
from tests.data.intake.building import csv_file
from tests.data.intake.damaging import COLUMNS, PEOPLE, WITHOUT_NUMBERS, Variant, damaged, wrong_meanings

TODAY = date(2026, 11, 28)
DAMAGED = damaged()
MEANING = wrong_meanings()  # what a cell means, once it was read


def said(record: ReferralRow) -> dict[str, str]:
    """What was taken, by the headings of the list and written as it writes."""
    hours = "" if record.hours_per_week is None else f"{record.hours_per_week.normalize():f}".replace(".", ",")
    return {
        "Fnr": record.national_number.digits if record.national_number else "",
        "Fdato": f"{record.birth_date:%d.%m.%Y}" if record.birth_date else "",
        "Fornavn": record.given_name,
        "Etternavn": record.family_name,
        "Adresse": record.address,
        "Postnr": record.postal_code,
        "Poststed": record.city,
        "Telefon": record.phone.replace(" ", ""),
        "Henvist dato": f"{record.referred_on:%d.%m.%Y}",
        "Timer per uke": hours,
        "Merknad": record.note.replace("\r\n", "\n"),
    }


def silently_wrong(checked: Checked[ReferralRow], truth: dict[str, list[str]]) -> list[str]:
    """The cells that were taken otherwise than meant without a notice, and the rows of which nothing was said."""
    faults = []
    told = {(notice.row, notice.column) for notice in checked.notices}
    about_all = any(not notice.row and "etters" in notice.text.shown() for notice in checked.notices)
    seen = {refusal.row for refusal in checked.refused}
    covered = {str(number) for refusal in checked.refused for number in lines_named(refusal.problem.shown())}
    for record in checked.accepted:
        seen.add(record.row)
        meant = truth.get(record.row)
        if meant is None:
            faults.append(f"row {record.row} stands in no list")
            continue
        for heading, cell in said(record).items():
            right = meant[COLUMNS.index(heading)]
            if cell != right and not {(record.row, heading), (record.row, "")} & told and not about_all:
                faults.append(f"row {record.row}: {heading} is {cell!r}, not {right!r}")
    faults += [f"row {row} is lost" for row in truth if row not in seen and not seen_by_line(row, checked, covered)]
    return faults


def lines_named(problem: str) -> range:
    """The lines a refusal speaks of, where it speaks of more than its own."""
    words = problem.split()
    lines = [int(word.rstrip(",.")) for at, word in enumerate(words) if at and words[at - 1] == "line"]
    return range(min(lines), max(lines) + 1) if len(lines) == 2 else range(0)


def seen_by_line(row: str, checked: Checked[ReferralRow], covered: set[str]) -> bool:
    """A row whose number cannot be read is refused by its line; a swallowed one by the lines of the text."""
    lines = {str(refusal.line) for refusal in checked.refused} | covered
    return not lines.isdisjoint({str(int(row) + more) for more in (1, 2, 3)})


def test_the_list_itself_is_taken_without_a_word() -> None:
    for people in (PEOPLE, WITHOUT_NUMBERS):
        checked = check_referrals(csv_file([COLUMNS, *people]), today=TODAY)
        assert (checked.refused, [n.text.shown() for n in checked.notices]) == ([], [])
        assert silently_wrong(checked, {row[0]: row for row in people}) == []


def test_there_are_more_than_two_hundred_kinds_of_damage() -> None:
    assert len({variant.name for variant in DAMAGED}) == len(DAMAGED) > 400


def check_variant(variant: Variant) -> None:
    try:
        checked = check_referrals(variant.data, today=TODAY)
    except UnreadableFile as error:
        assert str(error).endswith(".")
        return
    assert silently_wrong(checked, variant.truth) == []


@pytest.mark.parametrize("variant", DAMAGED, ids=lambda variant: variant.name)
def test_no_row_of_a_damaged_file_is_silently_wrong(variant: Variant) -> None:
    check_variant(variant)


@pytest.mark.parametrize("variant", MEANING, ids=lambda variant: variant.name)
def test_no_cell_of_doubtful_meaning_is_silently_wrong(variant: Variant) -> None:
    check_variant(variant)
