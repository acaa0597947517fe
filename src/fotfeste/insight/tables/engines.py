"""The engines the same definitions run on: DuckDB beside the product, PostgreSQL, and Spark through Spark Connect.

Numbers are the same to the last digit on all three, because nothing is added up as floating point (see `counting`).
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from fotfeste.ground.ui.rules.days import NORWAY
from fotfeste.insight.tables.schema import ALL, BY_NAME
from fotfeste.insight.tables.shape import Kind, TableError, check_file

if TYPE_CHECKING:
    import ibis.expr.types as ir


class Engine(StrEnum):
    """Where the counting is done."""

    DUCKDB = "duckdb"
    POSTGRES = "postgres"
    SPARK = "spark"


class EngineError(ValueError):
    """The engine cannot be had, or cannot do what was asked. The text says what to do."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The tidy tables (see `schema.py`) as Ibis tables of one engine."""

    persons: "ir.Table"
    referrals: "ir.Table"
    episodes: "ir.Table"
    service_levels: "ir.Table"
    assessments: "ir.Table"
    changes: "ir.Table"
    measures: "ir.Table"
    thresholds: "ir.Table"
    follow_ups: "ir.Table"
    visits: "ir.Table"
    staff_time: "ir.Table"
    goals: "ir.Table"
    municipality_counts: "ir.Table"


# DuckDB spills to disk beyond this; the rest of the promised 4 GB is Python, Arrow and what is read ahead.
MEMORY = "2500MB"


def connect(engine: Engine, folder: Path, *, address: str | None = None) -> Tables:
    """The outcome tables of `folder` on an engine.

    address  PostgreSQL: where the server is (`postgresql://…`); Spark: the Spark Connect server (`sc://host:port`),
             which must see the folder under the same name. DuckDB needs none.
    Raises EngineError without an address or the client, TableError when a table is missing.
    """
    found = files(folder)
    if engine is Engine.DUCKDB:
        return _duckdb(found)
    if not address:
        raise EngineError(f"{engine.value} needs an address: --address {_EXAMPLE[engine]}")
    try:
        return _postgres(found, address) if engine is Engine.POSTGRES else _spark(found, address)
    except ImportError as wrong:
        raise EngineError(f"The client of {engine.value} is not installed: pip install 'fotfeste[spark]'.") from wrong


def open_tables(folder: Path) -> Tables:
    """The Parquet files of one extract on DuckDB, in memory and without network.

    Raises TableError when a file is missing, with what to do.
    """
    return connect(Engine.DUCKDB, folder)


def files(folder: Path) -> dict[str, Path]:
    """The file of each table. Raises TableError when one is missing or cannot be read, with what to do."""
    found = {schema.name: folder / f"{schema.name}.parquet" for schema in ALL}
    if missing := [name for name, file in found.items() if not file.exists()]:
        raise TableError(
            f"The outcome tables are not complete ({', '.join(missing)} missing). Run `fotfeste report outcomes`: "
            "it takes them out of the record anew."
        )
    for schema in ALL:
        check_file(schema, found[schema.name])
    return found


def made_at(folder: Path) -> datetime:
    """When the newest table of the folder was written, in UTC. Raises TableError for a folder without tables."""
    changed = [file.stat().st_mtime for file in folder.glob("*.parquet")]
    if not changed:
        raise TableError(
            f"There are no outcome tables in {folder}. Give the folder with persons.parquet and the others."
        )
    return datetime.fromtimestamp(max(changed), tz=UTC)


def day_of_data(folder: Path) -> tuple[bool, date]:
    """Whether the folder says which day its tables were taken out, and that day where the service is (not in UTC)."""
    return False, made_at(folder).astimezone(NORWAY).date()


_EXAMPLE = {Engine.POSTGRES: "postgresql://user@host/database", Engine.SPARK: "sc://host:15002"}


def _duckdb(found: dict[str, Path]) -> Tables:
    import ibis

    connection = ibis.duckdb.connect(
        autoinstall_known_extensions=False,
        autoload_known_extensions=False,
        memory_limit=MEMORY,
        preserve_insertion_order=False,
    )
    return Tables(**{name: connection.read_parquet(file, table_name=name) for name, file in found.items()})


_TYPES = {
    Kind.DAY: "date",
    Kind.WHOLE: "integer",
    Kind.NUMBER: "double precision",
    Kind.YES_NO: "boolean",
}


def _postgres(found: dict[str, Path], address: str) -> Tables:
    """The files as temporary tables: they are gone with the connection, and no right to make others is needed."""
    import ibis
    import psycopg

    try:
        connection = psycopg.connect(address, autocommit=True)
    except psycopg.Error as wrong:
        raise EngineError(f"PostgreSQL does not answer at that address: {wrong}") from wrong
    for name, file in found.items():
        columns = ", ".join(f'"{c.name}" {_TYPES.get(c.kind, "text")}' for c in BY_NAME[name].columns)
        connection.execute(f'CREATE TEMP TABLE "{name}" ({columns})'.encode())
        with connection.cursor().copy(f'COPY "{name}" FROM STDIN (FORMAT csv)'.encode()) as copy:
            for block in _as_csv(file):
                copy.write(block)
        connection.execute(f'ANALYZE "{name}"'.encode())
    opened = ibis.postgres.from_connection(connection)
    (where,) = connection.execute("SELECT nspname FROM pg_namespace WHERE oid = pg_my_temp_schema()").fetchone() or (
        "",
    )
    return Tables(**{name: opened.table(name, database=where) for name in found})


def _as_csv(file: Path) -> Iterator[bytes]:
    """The rows of a Parquet file as CSV, some at a time. An empty cell is nothing, an empty text is quoted."""
    import pyarrow as pa
    import pyarrow.parquet as pq
    from pyarrow import csv

    for batch in pq.ParquetFile(file).iter_batches(batch_size=100_000):
        out = pa.BufferOutputStream()
        csv.write_csv(batch, out, csv.WriteOptions(include_header=False))
        yield out.getvalue().to_pybytes()


def _spark(found: dict[str, Path], address: str) -> Tables:
    import ibis
    from pyspark.sql import SparkSession

    connection = ibis.pyspark.connect(SparkSession.builder.remote(address).getOrCreate())
    return Tables(**{name: connection.read_parquet(str(file), table_name=name) for name, file in found.items()})


def close(t: Tables) -> None:
    """Let go of the engine. DuckDB in memory goes by itself."""
    t.persons.get_backend().disconnect()


@contextmanager
def kept(rows: "ir.Table") -> "Iterator[ir.Table]":
    """The same rows, worked out once and asked of many times; Spark plans that by itself."""
    connection = rows.get_backend()
    if connection.name not in (Engine.DUCKDB, Engine.POSTGRES):
        yield rows
        return
    name = f"kept_{secrets.token_hex(6)}"
    yield connection.create_table(name, rows, temp=True)
    # By hand: what Ibis 12 writes for it, DuckDB 2 does not read.
    connection.raw_sql(f'DROP TABLE "{name}"')
