"""Every kind of damage to a folder of outcome tables is refused or named, with table, column, row and cure."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fotfeste.insight.tables import schema as tables
from fotfeste.insight.tables.checks import reading, remembered
from fotfeste.insight.tables.checks.faults import AcceptError, Code, FolderRefused
from fotfeste.insight.tables.checks.reading import read_folder
from fotfeste.insight.tables.checks.rows import ASKED
from tests.spec.quality.untidy import CLEAN, END, START, Tables, add, change, write

DAY = timedelta(1)
Plant = Callable[[Tables], None]


def many_short_visits(found: Tables) -> None:
    first = found["visits"][0]
    found["visits"] = [{**first, "visit": f"v{k}", "minutes_on_site": 1} for k in range(1, 16)]


def hours_as_minutes(found: Tables) -> None:
    first = found["service_levels"][2]
    kinds = [f"service{k}" for k in range(12)]
    found["service_levels"] = [
        {**first, "episode": e, "service": k, "hours_per_week": 120.0} for e in ("a", "c") for k in kinds
    ]


# What is planted, the code it is told by, table and column, and what the words must name.
DAMAGE: dict[str, tuple[Plant, Code, str, str]] = {
    "a referral of another person": (
        change("referrals", 0, person="bjorn"),
        Code.OTHER_PERSON,
        "episodes.referral",
        "bjorn",
    ),
    "a group that is not the referral's": (
        change("episodes", 0, group="existing"),
        Code.CONTRADICTION,
        "episodes.group",
        "existing",
    ),
    "the other way is better": (change("measures", 0, better="higher"), Code.DIRECTION, "measures.better", "higher"),
    "a change nobody measured": (change("changes", 0, later=11.0), Code.AGAINST_SCORES, "changes.later", "later 11"),
    "a change without a score": (
        change("assessments", 0, value=None, missing_reason="refused"),
        Code.AGAINST_SCORES,
        "changes.baseline",
        "a",
    ),
    "a score twice": (
        add("assessments", assessment="a9"),
        Code.SCORE_TWICE,
        "assessments.assessment",
        "a9",
    ),
    "a first score after the end": (
        change("assessments", 0, assessed_on=END + DAY),
        Code.OUTSIDE_PERIOD,
        "assessments.assessed_on",
        "baseline",
    ),
    "a child": (change("persons", 0, birth_year=2020), Code.IMPLAUSIBLE, "persons.birth_year", "2020"),
    "a visit of a day and a night": (
        change("visits", 0, minutes_on_site=1440),
        Code.IMPLAUSIBLE,
        "visits.minutes_on_site",
        "1440",
    ),
    "a person twice": (add("persons"), Code.KEY_TWICE, "persons.person", "anna"),
    "an episode twice": (add("episodes"), Code.KEY_TWICE, "episodes.episode", "episode a"),
    "an episode twice under two keys": (add("episodes", episode="z"), Code.EPISODE_TWICE, "episodes.started_on", "z"),
    "a visit twice": (add("visits"), Code.KEY_TWICE, "visits.visit", "v1"),
    "a key that is empty": (change("episodes", 0, episode=None), Code.EMPTY, "episodes.episode", "row 1"),
    "a key of no letters": (change("persons", 1, person=""), Code.EMPTY, "persons.person", "row 2"),
    "ended before it started": (
        change("episodes", 0, ended_on=START - DAY),
        Code.DAYS_REVERSED,
        "episodes.ended_on",
        "row 1",
    ),
    "minutes below none": (
        change("visits", 0, minutes_on_site=-30),
        Code.OUT_OF_RANGE,
        "visits.minutes_on_site",
        "-30",
    ),
    "minutes of two days": (
        change("visits", 0, minutes_on_site=2880),
        Code.OUT_OF_RANGE,
        "visits.minutes_on_site",
        "2880",
    ),
    "hours below none": (
        change("service_levels", 2, hours_per_week=-5.0),
        Code.OUT_OF_RANGE,
        "service_levels.hours_per_week",
        "-5",
    ),
    "hours beyond a week": (
        change("service_levels", 2, hours_per_week=9999.0),
        Code.OUT_OF_RANGE,
        "service_levels.hours_per_week",
        "9999",
    ),
    "hours that add up beyond a week": (
        add("service_levels", episode="c", moment="at_start", service="meals", hours_per_week=163.0),
        Code.WEEK_OVER_168,
        "service_levels.hours_per_week",
        "169",
    ),
    "hours that are no number": (
        change("service_levels", 2, hours_per_week=float("nan")),
        Code.NOT_A_NUMBER,
        "service_levels.hours_per_week",
        "nan",
    ),
    "hours without end": (
        change("service_levels", 2, hours_per_week=float("inf")),
        Code.NOT_A_NUMBER,
        "service_levels.hours_per_week",
        "inf",
    ),
    "hours told as minutes": (hours_as_minutes, Code.UNIT, "service_levels.hours_per_week", "minutes, perhaps"),
    "minutes told as hours": (many_short_visits, Code.UNIT, "visits.minutes_on_site", "hours, perhaps"),
    "an end in 2099": (
        change("episodes", 0, ended_on=date(2099, 1, 1)),
        Code.AFTER_DAY_OF_DATA,
        "episodes.ended_on",
        "2099-01-01",
    ),
    "a start in the year 5": (
        change("episodes", 0, started_on=date(5, 1, 1)),
        Code.OUT_OF_RANGE,
        "episodes.started_on",
        "0005",
    ),
    "a status nobody knows": (change("episodes", 0, status="klaar"), Code.UNKNOWN_CODE, "episodes.status", "klaar"),
    "a sex nobody knows": (change("persons", 0, sex="K"), Code.UNKNOWN_CODE, "persons.sex", "K"),
    "died before the start": (
        change("persons", 0, died_on=START - DAY),
        Code.DIED_BEFORE_START,
        "episodes.started_on",
        "row 1",
    ),
    "died on a day to come": (
        change("persons", 0, died_on=date(2098, 1, 1)),
        Code.AFTER_DAY_OF_DATA,
        "persons.died_on",
        "anna",
    ),
    "born after the start": (change("persons", 0, birth_year=2027), Code.BORN_AFTER, "episodes.started_on", "2027"),
    "an age for a year of birth": (change("persons", 0, birth_year=82), Code.OUT_OF_RANGE, "persons.birth_year", "82"),
    "ended and under way": (
        change("episodes", 0, status="active"),
        Code.STATUS_AGAINST_DAYS,
        "episodes.status",
        "active",
    ),
    "a period of nobody": (change("episodes", 0, person="nobody"), Code.NO_SUCH, "episodes.person", "row 1"),
    "a visit of no period": (change("visits", 0, episode="none"), Code.NO_SUCH, "visits.episode", "v1"),
    "a score of no period": (change("assessments", 0, episode="none"), Code.NO_SUCH, "assessments.episode", "a1"),
    "work at no visit": (change("staff_time", 0, visit="none"), Code.NO_SUCH, "staff_time.visit", "s1"),
    "a referral that is not there": (change("episodes", 0, referral="none"), Code.NO_SUCH, "episodes.referral", "none"),
    "a score outside its scale": (
        change("assessments", 1, value=301.0),
        Code.OUTSIDE_SCALE,
        "assessments.value",
        "301",
    ),
    "a change from outside the scale": (
        change("changes", 0, baseline=-4.0),
        Code.OUTSIDE_SCALE,
        "changes.baseline",
        "-4",
    ),
    "a measure nobody defined": (
        change("assessments", 0, version="9"),
        Code.NO_SUCH_MEASURE,
        "assessments.measure",
        "9",
    ),
    "contacted before received": (
        change("referrals", 0, contacted_on=date(2026, 2, 1)),
        Code.DAYS_REVERSED,
        "referrals.contacted_on",
        "2026-02-01",
    ),
    "a goal judged before it was set": (
        change("goals", 0, closed_on=START - DAY),
        Code.DAYS_REVERSED,
        "goals.closed_on",
        "g1",
    ),
    "periods that overlap": (
        change("episodes", 2, started_on=date(2026, 3, 19)),
        Code.OVERLAP,
        "episodes.started_on",
        "bjorn",
    ),
    "a period beyond death": (
        change("persons", 0, died_on=START + DAY),
        Code.AFTER_DEATH,
        "episodes.ended_on",
        "row 1",
    ),
    "a visit outside the period": (
        change("visits", 0, visited_on=END + DAY),
        Code.OUTSIDE_PERIOD,
        "visits.visited_on",
        "v1",
    ),
    "a reason for breaking off with one who completed": (
        change("episodes", 0, dropout_reason="moved"),
        Code.CONTRADICTION,
        "episodes.dropout_reason",
        "moved",
    ),
}


@pytest.fixture(autouse=True)
def own_memory(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOTFESTE_HOME", str(tmp_path_factory.mktemp("home")))


def clean(folder: Path, plant: Plant | None = None) -> Path:
    found = deepcopy(CLEAN)
    if plant:
        plant(found)
    return write(folder, found)


def told(folder: Path, **more: Any) -> str:
    with pytest.raises(FolderRefused) as refused:
        read_folder(folder, **more)
    return str(refused.value)


def test_a_folder_without_a_fault_is_taken_with_its_rows_and_days(tmp_path: Path) -> None:
    taken = read_folder(clean(tmp_path))
    assert (taken.rows["episodes"], taken.rows["visits"], taken.first) == (3, 3, date(2026, 2, 20))
    assert taken.last == date(2026, 6, 12) and taken.accepted == ()


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damage_is_told_by_its_code_with_column_row_and_cure(kind: str, tmp_path: Path) -> None:
    plant, code, place, named = DAMAGE[kind]
    with pytest.raises(FolderRefused) as refused:
        read_folder(clean(tmp_path, plant))
    found = [each for each in refused.value.faults if (each.code, f"{each.table}.{each.column}") == (code, place)]
    assert len(found) == 1, str(refused.value)
    assert named in str(found[0]) and found[0].cure and found[0].rows


@pytest.mark.parametrize("kind", ["periods that overlap", "minutes told as hours"])
def test_what_is_mild_is_taken_by_its_name_and_said_to_be(kind: str, tmp_path: Path) -> None:
    plant, code, *_ = DAMAGE[kind]
    folder = clean(tmp_path, plant)
    assert f"--accept {code.value}" in told(folder)
    taken = read_folder(folder, accept=[code.value])
    assert code in {each.code for each in taken.accepted}
    assert any(f"[{code.value}]" in line for line in taken.lines(threshold=None))


@pytest.mark.parametrize("code", ["key_twice", "out_of_range", "nothing"])
def test_what_cannot_be_true_cannot_be_accepted(code: str, tmp_path: Path) -> None:
    with pytest.raises(AcceptError, match="overlap"):
        read_folder(clean(tmp_path), accept=[code])


def test_outside_the_team_few_accepted_rows_are_not_counted_out_and_no_row_is_named(tmp_path: Path) -> None:
    plant = DAMAGE["periods that overlap"][0]
    lines = "\n".join(read_folder(clean(tmp_path, plant), accept=["overlap"]).lines(threshold=5))
    assert "a few begin before" in lines and "bjorn" not in lines and "2026-06-12" not in lines


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    def plant(found: Tables) -> None:
        for kind in ("a sex nobody knows", "minutes below none", "a goal judged before it was set"):
            DAMAGE[kind][0](found)

    text = told(clean(tmp_path, plant))
    assert "persons.sex" in text and "visits.minutes_on_site" in text and "goals.closed_on" in text


def broken(name: str, folder: Path) -> None:
    file = folder / "visits.parquet"
    table = pq.read_table(file)
    if name == "cut off":
        file.write_bytes(file.read_bytes()[:200])
    elif name == "nothing in it":
        file.write_bytes(b"")
    elif name == "a spreadsheet":
        file.write_text("visit;episode\nv1;a\n", "utf-8")
    elif name == "a folder in its place":
        file.unlink()
        file.mkdir()
    elif name == "not there":
        file.unlink()
    elif name == "a column missing":
        pq.write_table(table.drop_columns(["status"]), file)
    elif name == "days as text":
        pq.write_table(with_column(table, "visited_on", pa.array(["2. mars"] * table.num_rows)), file)
    elif name == "minutes as text":
        pq.write_table(with_column(table, "minutes_on_site", pa.array(["60"] * table.num_rows)), file)
    elif name == "gigantic minutes":
        pq.write_table(with_column(table, "minutes_on_site", pa.array([2**63 - 1] * table.num_rows)), file)
    elif name == "garbled in the middle":
        kept = bytearray(file.read_bytes())
        kept[4 : len(kept) // 3] = b"\xff" * (len(kept) // 3 - 4)
        file.write_bytes(bytes(kept))
    elif name == "letters of another code page":
        strange = pa.Array.from_buffers(
            pa.string(), 1, [None, pa.array([0, 3], pa.int32()).buffers()[1], pa.py_buffer(b"\xe6\xf8\xe5")]
        )
        values = pa.concat_arrays([strange, pa.array(["done"] * (table.num_rows - 1))])
        pq.write_table(with_column(table, "status", values), file)


def with_column(table: "pa.Table", name: str, values: "pa.Array") -> "pa.Table":
    return table.set_column(table.column_names.index(name), name, values)


@pytest.mark.parametrize(
    "kind",
    [
        "cut off", "nothing in it", "a spreadsheet", "a folder in its place", "not there", "a column missing",
        "days as text", "minutes as text", "gigantic minutes", "garbled in the middle", "letters of another code page",
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_named_and_the_others_are_looked_through_all_the_same(
    kind: str, tmp_path: Path
) -> None:
    folder = clean(tmp_path, DAMAGE["a sex nobody knows"][0])
    broken(kind, folder)
    text = told(folder)
    assert "visits" in text and "persons.sex" in text


@pytest.mark.parametrize("kind", ["no folder", "a file", "an empty folder"])
def test_what_is_no_folder_of_tables_is_refused_with_what_to_give(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "there"
    if kind == "a file":
        folder.write_text("x")
    elif kind == "an empty folder":
        folder.mkdir()
    assert "persons.parquet" in told(folder)


def test_every_table_is_asked_about() -> None:
    assert set(ASKED) == {schema.name for schema in tables.ALL}


def test_files_that_were_found_whole_are_not_read_again_until_one_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = clean(tmp_path)
    monkeypatch.setattr(remembered, "SETTLED", -1.0)
    first = read_folder(folder)
    monkeypatch.setattr(reading, "Asker", None)
    assert read_folder(folder) == first
    (folder / "goals.parquet").touch()
    with pytest.raises(TypeError):
        read_folder(folder)


def test_a_file_changed_just_now_is_not_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = clean(tmp_path)
    read_folder(folder)
    monkeypatch.setattr(reading, "Asker", None)
    with pytest.raises(TypeError):
        read_folder(folder)
