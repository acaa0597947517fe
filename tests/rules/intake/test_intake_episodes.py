"""Finished episodes: what a municipality's old results must hold to be counted."""

from collections import Counter
from decimal import Decimal

import pytest

from fotfeste.care.terms.rules.vocabulary import DropoutReason, Group
from fotfeste.channels.intake.rules.episodes import EpisodeRow, check_episodes
from fotfeste.channels.intake.rules.kinds import EPISODE_LIST, REFERRAL_LIST, complete, kind_of
from fotfeste.channels.intake.rules.rows import Checked
from tests.data.intake.building import TODAY, csv_file, example, example_rows, with_shown_values, workbook

FILE = "forlop_klepp_rekonstruert.csv"
HEADER = example_rows(FILE)[0]
ROW = ["K001", "Ny søker", "21.11.2013", "02.01.2014", "3", "1,2", "Nei", "", "5"]


def check(data: bytes) -> Checked[EpisodeRow]:
    return check_episodes(data, today=TODAY)


def changed(**cells: str) -> Checked[EpisodeRow]:
    places = {"group": 1, "start": 2, "end": 3, "before": 4, "after": 5, "alarm": 6, "reason": 7, "training": 8}
    row = list(ROW)
    for name, value in cells.items():
        row[places[name]] = value
    return check(csv_file([HEADER, row]))


def problems(**cells: str) -> list[tuple[str, str]]:
    checked = changed(**cells)
    assert checked.accepted == []
    return [(r.column.split(" (")[0], r.problem.shown()) for r in checked.refused]


def test_the_example_holds_161_episodes_of_which_18_are_dropouts() -> None:
    checked = check(example(FILE))
    assert (checked.rows, len(checked.accepted), checked.refused) == (161, 161, [])
    counts = Counter((row.group, row.dropout_reason is None) for row in checked.accepted)
    assert counts[Group.FIRST_TIME, True] == 90
    assert counts[Group.EXISTING, True] == 53
    assert sum(row.dropout_reason is not None for row in checked.accepted) == 18
    assert len({row.key for row in checked.accepted}) == 161


def test_a_workbook_of_the_example_gives_the_same_keys() -> None:
    keys = [{row.key for row in check(data).accepted} for data in (example(FILE), workbook(example_rows(FILE)))]
    assert keys[0] == keys[1]


def test_a_row_is_read_into_hours_and_days() -> None:
    (row,) = changed().accepted
    assert (row.label, row.hours_at_start, row.hours_at_end, row.reablement_hours) == (
        "K001",
        Decimal(3),
        Decimal("1.2"),
        Decimal(5),
    )
    assert (row.ended_on - row.started_on).days == 42
    assert row.safety_alarm is False


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("sykehusinnleggelse", DropoutReason.HOSPITAL),
        ("Sjukehusinnlegging", DropoutReason.HOSPITAL),
        ("død", DropoutReason.DEATH),
        ("Flyttet", DropoutReason.MOVED),
        ("trakk seg", DropoutReason.WITHDREW),
        ("annet", DropoutReason.OTHER),
        ("Ville til Spania", DropoutReason.OTHER),
    ],
)
def test_a_reason_makes_a_dropout_that_needs_no_hours(word: str, reason: DropoutReason) -> None:
    (row,) = changed(reason=word, after="", before="").accepted
    assert (row.dropout_reason, row.hours_at_end, row.hours_at_start) == (reason, None, None)


def test_a_reason_outside_the_list_is_said() -> None:
    assert "another reason" in changed(reason="Ville til Spania").notices[0].text.shown()


@pytest.mark.parametrize("word", ["", "-", "Fullført", "ingen"])
def test_without_a_reason_the_episode_was_completed(word: str) -> None:
    assert changed(reason=word).accepted[0].dropout_reason is None


def test_a_completed_episode_without_hours_has_no_outcome_and_is_refused() -> None:
    assert problems(after="") == [("Timer per uke ved slutt", "The hours are missing, so there is no outcome.")]
    assert problems(before="") == [("Timer per uke ved start", "The hours are missing, so there is no outcome.")]


@pytest.mark.parametrize(
    ("cells", "column", "problem"),
    [
        ({"group": "Kanskje"}, "Gruppe", "“Kanskje” is not known here."),
        ({"group": ""}, "Gruppe", "The group is missing."),
        ({"start": "03.01.2014"}, "Sluttdato", "The episode ends before it starts."),
        ({"end": "2.1.27"}, "Sluttdato", "The date is in the future."),
        ({"end": ""}, "Sluttdato", "The date is missing."),
        ({"start": "snart"}, "Startdato", "“snart” is not a date."),
        ({"after": "-1"}, "Timer per uke ved slutt", "Hours per week is negative."),
        ({"training": "200"}, "Timer hverdagsrehabilitering per uke", "More than 168 hours per week."),
        ({"alarm": "kanskje"}, "Trygghetsalarm", "“kanskje” is neither yes nor no."),
    ],
)
def test_a_row_that_cannot_be_counted_is_refused(cells: dict[str, str], column: str, problem: str) -> None:
    assert problems(**cells) == [(column, problem)]


def test_the_same_person_and_start_twice_is_one_episode() -> None:
    checked = check(csv_file([HEADER, ROW, ROW]))
    assert len(checked.accepted) == 1
    assert checked.refused[0].problem.shown().startswith("Same as row K001")


def test_two_equal_rows_without_an_id_are_two_persons() -> None:
    rows = [cells[1:] for cells in (HEADER, ROW, ROW)]
    first, again = check(csv_file(rows)), check(csv_file(rows))
    assert len(first.accepted) == 2
    assert [row.key for row in first.accepted] == [row.key for row in again.accepted]


def test_the_kind_of_a_file_is_seen_from_its_headings() -> None:
    assert kind_of(example(FILE)) is EPISODE_LIST
    assert kind_of(example("henvisninger_windows1252.csv")) is REFERRAL_LIST
    assert complete(EPISODE_LIST, example(FILE))
    assert not complete(REFERRAL_LIST, example(FILE))
    assert not complete(REFERRAL_LIST, b"")


WITHOUT_ID = [cells[1:] for cells in (HEADER, ROW, [*ROW[:5], "2", *ROW[6:]], [*ROW[:4], "9", *ROW[5:]], ROW)]


def test_the_same_rows_without_an_id_have_the_same_keys_in_any_order_and_under_new_ones() -> None:
    head, *rows = WITHOUT_ID
    keys = sorted(row.key for row in check(csv_file([head, *rows])).accepted)
    assert sorted(row.key for row in check(csv_file([head, *reversed(rows)])).accepted) == keys
    longer = [[*rows[0][:1], "21.11.2025", "2.1.2026", *rows[0][3:]], *rows]
    assert len({row.key for row in check(csv_file([head, *longer])).accepted} - set(keys)) == 1
    assert len(set(keys)) == len(rows)


def test_another_column_in_a_later_export_makes_no_new_episodes() -> None:
    bare = [cells[:5] for cells in WITHOUT_ID]
    keys = [{row.key for row in check(csv_file(rows)).accepted} for rows in (bare, WITHOUT_ID)]
    assert keys[0] == keys[1]


def test_a_running_number_by_formula_does_not_tell_who_it_is() -> None:
    rows = [HEADER, ["=ROW()-1", *ROW[1:]], ["=ROW()-1", *ROW[1:5], "2", *ROW[6:]]]
    books = [with_shown_values(workbook(some), 1, 2) for some in (rows, [rows[0], rows[2], rows[1]])]
    found = [check(book).accepted for book in books]
    assert [row.label for row in found[0]] == ["1", "2"]
    assert {row.key for row in found[0]} == {row.key for row in found[1]}


def test_an_episode_from_before_reablement_existed_is_refused_and_not_noticed_only() -> None:
    assert problems(start="31.12.1999", end="2.2.2000") == [
        ("Startdato", "Reablement was not given before the year 2000.")
    ]
    assert len(changed(start="1.1.2000", end="2.2.2000").accepted) == 1


@pytest.mark.parametrize(
    ("word", "group"),
    [
        ("Nye søkere", Group.FIRST_TIME),
        ("Nye søkarar", Group.FIRST_TIME),
        ("Hadde tjenester fra før", Group.EXISTING),
        ("Hadde tenester frå før", Group.EXISTING),
    ],
)
def test_the_group_is_understood_in_the_words_of_the_lists(word: str, group: Group) -> None:
    assert changed(group=word).accepted[0].group is group
