"""A person written in any of the usual ways is read as that person, or refused or told; never as somebody else."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from fotfeste.care.pathway.rules.person.names import same_name_key
from fotfeste.care.pathway.rules.person.national_number import control_digits
from fotfeste.channels.intake.rules.referrals import check_referrals
from tests.data.intake.building import csv_file, workbook

TODAY = date(2026, 11, 28)
HEAD = ["Fnr", "Fornavn", "Etternavn", "Født", "Dato", "Inngang", "Henvist av"]
MONTHS = ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
          "desember")  # fmt: skip
WRITINGS = [
    lambda d: f"{d:%d.%m.%Y}", lambda d: f"{d.day}.{d.month}.{d:%y}", lambda d: f"{d:%d%m%y}", lambda d: f"{d:%d%m%Y}",
    lambda d: d.isoformat(), lambda d: f"{d:%Y%m%d}", lambda d: f"{d:%d%m%y}".lstrip("0"),
    lambda d: f"{d:%d%m%Y}".lstrip("0"),
    lambda d: f"{d.day}. {MONTHS[d.month - 1]} {d.year}", lambda d: f"{d:%d-%m-%y}", lambda d: f"{d:%y-%m-%d}",
    lambda d: f'="{d:%d%m%y}"', lambda d: f"\u200e{d:%d.%m.%y}\u202c", lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d.isoformat()}T00:00:00", lambda d: str((d - date(1899, 12, 30)).days),
    lambda d: f"{date.fromordinal(d.toordinal() - 1).isoformat()}T22:00:00.000Z",
    lambda d: f"{date.fromordinal(d.toordinal() - 1).isoformat()}T23:00:00Z",
    lambda d: f"{date.fromordinal(d.toordinal() - 1).isoformat()} 23:00:00",
]  # fmt: skip
births = st.dates(date(1908, 1, 1), date(2008, 1, 1))
hidden = st.sampled_from(["", "\u200b", "\u200e", "\u00ad", "\ufeff", "\u2060"])
names = st.text(st.characters(categories=["Lu", "Ll", "Lo"], max_codepoint=0x2FFF), min_size=2, max_size=12)


def number_of(born: date) -> str:
    """A synthetic number of somebody born on the day."""
    series = range(0, 499) if born.year < 2000 else range(500, 999)
    for individual in series:
        nine = f"{born.day:02}{born.month + 80:02}{born:%y}{individual:03}"
        if control := control_digits(nine):
            return nine + control
    raise AssertionError(born)


@settings(max_examples=150)
@given(births, st.sampled_from(WRITINGS), st.booleans(), st.booleans())
def test_a_birth_date_is_read_as_itself_or_not_at_all(born: date, write, with_number: bool, as_number: bool) -> None:
    written = write(born)
    cell = int(written) if as_number and written.isdigit() else written
    row = [number_of(born) if with_number else "", "Alma", "Oppdiktet", cell, "02.11.2026", "Ny søker", "Lege"]
    table = [HEAD, row]
    checked = check_referrals(workbook(table) if as_number else csv_file(table), today=TODAY)
    if checked.accepted:
        assert checked.accepted[0].birth_date == born, written
    else:
        assert all(refusal.cure.shown() for refusal in checked.refused)
    if with_number and not (written.isdigit() and len(written) < 5):  # too short a number for a day
        # The number beside says which day is meant, so nothing is left to ask.
        assert checked.accepted, (written, checked.refused)


people_of_any_script = st.lists(
    st.tuples(names, names), min_size=2, max_size=4, unique_by=lambda pair: tuple(map(same_name_key, pair))
)


@settings(max_examples=50)
@given(people_of_any_script, hidden)
def test_people_of_any_script_are_told_apart_and_the_same_again_adds_nothing(
    people: list[tuple[str, str]], sign: str
) -> None:
    rest = ["01.01.1944", "02.11.2026", "Ny søker", "Lege"]
    rows = [["", f"{sign}{given}", f"{family}{sign}", *rest] for given, family in people]
    checked = check_referrals(csv_file([HEAD, *rows, *rows]), today=TODAY)
    again = {refusal.line for refusal in checked.refused if "Same as" in refusal.problem.shown()}
    # Some signs of the range hold no letter once they are composed; such a row is refused both times.
    assert again == {record.line + len(people) for record in checked.accepted}
