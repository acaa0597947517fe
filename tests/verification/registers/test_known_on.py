"""A register asked as of an earlier day is the register in which nothing after that day was ever written."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pyarrow.compute as pc
import pytest

from fotfeste.insight.figures.rules.figure import Period
from fotfeste.insight.indicators import counting
from fotfeste.insight.indicators.definition import Scope
from fotfeste.insight.indicators.registry import INDICATORS
from fotfeste.insight.registers.writing import generate
from fotfeste.insight.tables.engines import Tables, open_tables
from fotfeste.insight.tables.extract.scores import definitions
from fotfeste.insight.tables.known_on import known_on
from fotfeste.insight.tables.schema import ALL, write
from fotfeste.insight.tables.shape import Kind, check

DAY = date(2021, 6, 30)
PROMISED = {"planned_end_on", "contact_due_on", "due_on", "discharged_on"}  # a promise made before is known before


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    folder = tmp_path_factory.mktemp("register") / "tables"
    generate(folder, 400, seed=6, definitions=definitions("copm", "sppb", "satisfaction_person"))
    return open_tables(folder)


def test_no_day_after_it_is_left_anywhere_and_every_table_is_as_the_codebook_says(tables: Tables) -> None:
    then = known_on(tables, DAY)
    assert pc.max(tables.episodes.to_pyarrow()["ended_on"]).as_py() > DAY
    for schema in ALL:
        found = getattr(then, schema.name).to_pyarrow().cast(schema.arrow())
        check(schema, found)
        for column in schema.columns:
            if column.kind is Kind.DAY and column.name not in PROMISED and found.num_rows:
                last = pc.max(found[column.name]).as_py()
                assert last is None or last <= DAY, f"{schema.name}.{column.name}"
    episodes = then.episodes.to_pyarrow().to_pylist()
    assert all((row["status"] == "active") == (row["ended_on"] is None) for row in episodes)


def test_every_indicator_is_that_of_a_folder_written_on_the_day(tables: Tables, tmp_path: Path) -> None:
    then = known_on(tables, DAY)
    write(tmp_path, {s.name: getattr(then, s.name).to_pyarrow().cast(s.arrow()) for s in ALL})
    taken = datetime.combine(DAY, time(12), UTC)
    scope = Scope(Period(), DAY)
    ours = counting.count(INDICATORS, then, scope, taken)
    theirs = counting.count(INDICATORS, open_tables(tmp_path), scope, taken)
    assert {k: (f.value, f.n, f.missing) for k, f in ours.items()} == {
        k: (f.value, f.n, f.missing) for k, f in theirs.items()
    }
    # Asked without the rule, what came later is in it.
    late = counting.count(INDICATORS, tables, scope, taken)
    assert any((late[k].n, late[k].value) != (f.n, f.value) for k, f in ours.items())
