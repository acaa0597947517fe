"""The engines the same definitions run on: DuckDB beside the product, PostgreSQL, and Spark through Spark Connect.

Numbers are the same to the last digit on all three, because nothing is added up as floating point (see `counting`).
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from fotfeste.insight.indicators.definition import Tables, files
from fotfeste.insight.tables.schema import BY_NAME
from fotfeste.insight.tables.shape import Kind

if TYPE_CHECKING:
    import ibis.expr.types as ir


class Engine(StrEnum):
    """Where the counting is done."""

    DUCKDB = "duckdb"
    POSTGRES = "postgres"
    SPARK = "spark"


class EngineError(ValueError):
    """The engine cannot be had, or cannot do what was asked. The text says what to do."""


# DuckDB spills to disk beyond this; the rest of the promised 4 GB is Python, Arrow and what is read ahead.
MEMORY = "2500MB"


def connect(engine: Engine, folder: Path, *, address: str | None = None) -> Tables:
    """The outcome tables of `folder` on an engine.

    address  PostgreSQL: where the server is (`postgresql://…`); Spark: the Spark Connect server (`sc://host:port`),
             which must see the folder under the same name. DuckDB needs none.
    Raises EngineError without an address or the client, tables.TableError when a table is missing.
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
