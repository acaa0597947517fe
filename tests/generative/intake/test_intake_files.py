"""Files of any shape: never a crash, never half of a row."""

from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from fotfeste.channels.intake.rules.dates import calendar_date
from fotfeste.channels.intake.rules.episodes import check_episodes
from fotfeste.channels.intake.rules.problems import Trouble, UnreadableFile
from fotfeste.channels.intake.rules.referrals import check_referrals
from fotfeste.channels.intake.rules.values import hours_per_week
from tests.data.intake.building import HEADER, ROW, TODAY, csv_file, workbook
from tests.data.intake.building import example as example_file

FILE = example_file("henvisninger_utf8.csv")
WHOLE = {record.row: record for record in check_referrals(FILE, today=TODAY).accepted}


@given(st.binary(max_size=2000))
@example(b"PK\x03\x04")
@example(b"\xff\xfe\x00")
def test_any_bytes_are_read_or_refused_with_words(data: bytes) -> None:
    for check in (check_referrals, check_episodes):
        try:
            assert check(data, today=TODAY).rows >= 0
        except UnreadableFile as error:
            assert str(error).endswith(".")


@settings(max_examples=300)
@given(st.integers(min_value=0, max_value=len(FILE) - 1))
def test_a_file_cut_off_anywhere_gives_whole_rows_or_nothing(at: int) -> None:
    try:
        checked = check_referrals(FILE[:at], today=TODAY)
    except UnreadableFile:
        return
    for record in checked.accepted[:-1]:
        assert record == WHOLE[record.row]
    if checked.accepted:
        last = checked.accepted[-1]
        told = any(notice.row == last.row and "line end" in notice.text.shown() for notice in checked.notices)
        # Only the very last cell of the file can be short, and then the reader is told to look at it.
        assert last == WHOLE[last.row] or told


@given(st.binary(min_size=1, max_size=4), st.integers(min_value=0, max_value=len(FILE) - 1))
def test_a_few_broken_bytes_never_crash_the_reader(noise: bytes, at: int) -> None:
    data = FILE[:at] + noise + FILE[at + len(noise) :]
    try:
        checked = check_referrals(data, today=TODAY)
    except UnreadableFile:
        return
    refused = {refusal.line for refusal in checked.refused}
    assert checked.rows == len(checked.accepted) + len(refused)


letters = st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t\r")
cells = st.one_of(st.text(letters, max_size=30), st.integers(), st.floats(), st.booleans(), st.none(), st.dates())


@given(st.lists(cells, min_size=7, max_size=7))
def test_every_row_is_taken_or_refused_and_none_is_lost(row: list[Any]) -> None:
    written = ["" if cell is None else str(cell) for cell in row]
    # A stray quotation mark is told apart from a separator only by what follows; the writer quotes both.
    checked = check_referrals(csv_file([HEADER, ROW, written, [*ROW[:4], "05.09.2026", *ROW[5:]]]), today=TODAY)
    assert len(checked.accepted) + len({r.line for r in checked.refused}) == checked.rows
    assert {"1"} <= {record.row for record in checked.accepted}


@given(cells)
def test_a_typed_cell_is_a_value_in_range_or_trouble(cell: Any) -> None:
    try:
        assert 0 <= hours_per_week(cell) <= 168
    except Trouble as trouble:
        assert str(trouble).endswith(".")
    try:
        assert 1900 <= calendar_date(cell).year <= 2100
    except Trouble as trouble:
        assert str(trouble).endswith(".")


@settings(max_examples=25)
@given(st.permutations(range(7)))
def test_the_order_of_the_columns_does_not_matter(order: list[int]) -> None:
    rows = [[cells[i] for i in order] for cells in (HEADER, ROW)]
    keys = {check_referrals(data, today=TODAY).accepted[0].key for data in (csv_file(rows), workbook(rows))}
    assert keys == {check_referrals(csv_file([HEADER, ROW]), today=TODAY).accepted[0].key}
