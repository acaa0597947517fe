"""Damage that no single row shows, planted in a made-up register: what was let pass before is named."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fotfeste.insight.registers.writing import generate
from fotfeste.insight.tables import day
from fotfeste.insight.tables.checks.faults import Code, FolderRefused
from fotfeste.insight.tables.checks.reading import read_folder
from fotfeste.insight.tables.extract.scores import definitions
from fotfeste.insight.tables.shape import TableError


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("register") / "tables"
    generate(folder, 600, seed=4, definitions=definitions("copm", "sppb", "satisfaction_person"))
    return folder


def filled(name: str, column: str, value: Any) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        file = folder / f"{name}.parquet"
        table = pq.read_table(file)
        at = table.column_names.index(column)
        old = table[column]
        fresh = [value(each) for each in old.to_pylist()]
        pq.write_table(table.set_column(at, table.schema.field(at), pa.array(fresh, old.type)), file)

    return plant


def emptied(name: str) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        file = folder / f"{name}.parquet"
        pq.write_table(pq.read_table(file).slice(0, 0), file)

    return plant


def second_file(folder: Path) -> None:
    shutil.copy(folder / "episodes.parquet", folder / "episodes-2.parquet")


DAMAGE: dict[str, tuple[Callable[[Path], None], Code, str]] = {
    "everybody needs nothing": (
        filled("episodes", "outcome_class", lambda c: c and "no_service"), Code.AGAINST_HOURS, "outcome_class",
    ),
    "nobody has died": (filled("persons", "died_on", lambda _: None), Code.DEATHS_LOST, "persons.died_on"),
    "no follow-up": (emptied("follow_ups"), Code.CONTRADICTION, "service_levels.moment"),
    "a second file of episodes": (second_file, Code.EXTRA_FILE, "episodes-2.parquet"),
    "gains turned round": (filled("changes", "later", lambda x: 11 - x), Code.AGAINST_SCORES, "changes.later"),
    "every better the other way": (
        filled("measures", "better", lambda x: "lower" if x == "higher" else "higher"), Code.DIRECTION, "better",
    ),
}  # fmt: skip


def test_a_register_as_it_is_drawn_has_none_of_it(register: Path) -> None:
    assert not read_folder(register).accepted


@pytest.mark.parametrize("kind", DAMAGE)
def test_damage_no_single_row_shows_is_named_with_what_to_do(kind: str, register: Path, tmp_path: Path) -> None:
    plant, code, names = DAMAGE[kind]
    folder = tmp_path / "tables"
    shutil.copytree(register, folder)
    plant(folder)
    with pytest.raises(FolderRefused) as refused:
        read_folder(folder)
    told = [str(each) for each in refused.value.faults if each.code is code]
    assert told and any(names in each for each in told), str(refused.value)


def test_a_day_of_the_data_in_the_year_3000_is_refused(register: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    shutil.copytree(register, folder)
    (folder / day.FILE).write_text('{"day_of_data": "3000-01-01"}', "utf-8")
    with pytest.raises(TableError, match="from 1990 to 2100"):
        read_folder(folder)
