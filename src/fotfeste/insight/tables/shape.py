"""What an outcome table is made of: columns with meaning, unit, range and codes; and whether a table keeps them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa


class Kind(StrEnum):
    """What a column holds."""

    KEY = "key"  # pseudonym: the same thing has the same key inside one extract, and no key means anything outside it
    CODE = "code"
    TEXT = "text"
    WORDS = "words"  # one wording in several languages, as JSON: {"en": …, "nb": …, "nn": …}
    DAY = "day"
    WHOLE = "whole number"
    NUMBER = "number"
    YES_NO = "yes/no"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `empty` says what an empty cell means; without it the column is never empty."""

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    codes: tuple[str, ...] = ()
    empty: str | None = None


@dataclass(frozen=True, slots=True)
class Schema:
    """One table: a row is `row`, `key` names the columns that make a row unique."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def arrow(self) -> "pa.Schema":
        """The table's types for Parquet."""
        import pyarrow as pa

        types = {
            Kind.KEY: pa.string(),
            Kind.CODE: pa.string(),
            Kind.TEXT: pa.string(),
            Kind.WORDS: pa.string(),
            Kind.DAY: pa.date32(),
            Kind.WHOLE: pa.int32(),
            Kind.NUMBER: pa.float64(),
            Kind.YES_NO: pa.bool_(),
        }
        return pa.schema([pa.field(c.name, types[c.kind], nullable=c.empty is not None) for c in self.columns])


class TableError(ValueError):
    """A table does not hold what its schema says. The text names table, column and what to look at."""


def from_rows(schema: Schema, rows: Iterable[dict[str, Any]]) -> "pa.Table":
    """Rows as an Arrow table in the schema's order; raises TableError when a value does not belong."""
    import pyarrow as pa

    try:
        table = pa.Table.from_pylist(list(rows), schema=schema.arrow())
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise TableError(f"{schema.name}: {error}. Compare the rows with the codebook.") from error
    check(schema, table)
    return table


def check(schema: Schema, table: "pa.Table") -> None:
    """Raise TableError unless columns, empties, codes, ranges and the key are as the schema says."""
    import pyarrow.compute as pc

    if table.column_names != [c.name for c in schema.columns]:
        raise TableError(f"{schema.name}: columns are {table.column_names}; make the extract anew.")
    for column in schema.columns:
        values = table[column.name]
        if column.empty is None and values.null_count:
            raise TableError(f"{schema.name}.{column.name}: {values.null_count} empty cells; it is never to be empty.")
        if column.codes:
            strange = sorted(set(values.unique().to_pylist()) - {*column.codes, None})
            if strange:
                raise TableError(f"{schema.name}.{column.name}: {strange} are not among the codes {column.codes}.")
        if column.low is not None or column.high is not None:
            ends = pc.min_max(values).as_py()
            for end, outside in (
                (ends["min"], lambda x, c=column: c.low is not None and x < c.low),
                (ends["max"], lambda x, c=column: c.high is not None and x > c.high),
            ):
                if end is not None and outside(end):
                    raise TableError(f"{schema.name}.{column.name}: {end} is outside {column.low} to {column.high}.")
    if table.num_rows and table.group_by(list(schema.key)).aggregate([]).num_rows != table.num_rows:
        raise TableError(f"{schema.name}: two rows have the same {', '.join(schema.key)}. Make the extract anew.")


@dataclass(frozen=True, slots=True)
class FileFault:
    """What is wrong with a file as a whole, before any row is read: `column` is empty when it is all of it."""

    column: str
    lacking: bool  # the column is not there
    what: str


def faults_of_file(schema: Schema, file: Path, *, exactly: bool = False) -> list[FileFault]:
    """What keeps the file from being read as this table: no Parquet, a column that lacks or holds another kind.

    `exactly` also refuses a day that is kept as a moment, and a column that does not say what it holds.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        found = pq.read_schema(file)
    # An OSError is a file nobody may open; an UnicodeDecodeError is a name of a column that is no text.
    except (pa.ArrowException, OSError, ValueError):
        return [FileFault("", False, "is not a Parquet file that can be read")]
    faults = [FileFault(c.name, True, f"has no column {c.name}") for c in schema.columns if c.name not in found.names]
    for column in schema.columns:
        if found.names.count(column.name) > 1:
            faults.append(FileFault(column.name, False, f"has the column {column.name} twice"))
        elif column.name in found.names:
            stored = found.field(column.name).type
            if not _fits(column.kind, stored, exactly=exactly):
                told = f"{column.name} is to be a {column.kind.value}, but is stored as {stored}"
                faults.append(FileFault(column.name, False, told))
    return faults


def check_file(schema: Schema, file: Path, *, exactly: bool = False) -> None:
    """Raise TableError unless the file is Parquet and has the schema's columns, each of its kind. Reads no row."""
    faults = faults_of_file(schema, file, exactly=exactly)
    if missing := [each.column for each in faults if each.lacking]:
        raise TableError(f"{file} has no column {', '.join(missing)}. Make the tables anew.")
    if faults:
        joined = f"{file} {faults[0].what}" if not faults[0].column else f"{file}: {faults[0].what}"
        raise TableError(f"{joined}. Make the tables anew.")


def _fits(kind: Kind, stored: "pa.DataType", *, exactly: bool) -> bool:
    import pyarrow.types as are

    if are.is_null(stored):
        return not exactly
    if kind is Kind.DAY:
        return are.is_date(stored) or (are.is_timestamp(stored) and not exactly)
    if kind is Kind.WHOLE:
        return are.is_integer(stored)
    if kind is Kind.NUMBER:
        return are.is_integer(stored) or are.is_floating(stored) or are.is_decimal(stored)
    if kind is Kind.YES_NO:
        return are.is_boolean(stored)
    text = stored.value_type if are.is_dictionary(stored) else stored
    return are.is_string(text) or are.is_large_string(text)


def without_strange(schema: Schema, table: "pa.Table") -> "tuple[pa.Table, dict[str, int]]":
    """The table with values outside the range or the codes of their column taken as missing, and how many by column.

    For what comes out of the record: whatever stands in one row, all others are still counted. Columns that are never
    empty are left as they are; the record itself holds their limits, so `check` is right to stop there.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    found: dict[str, int] = {}
    for at, column in enumerate(schema.columns):
        if column.empty is None:
            continue
        values, fits = table[column.name], None
        if column.codes:
            fits = pc.is_in(values, value_set=pa.array(column.codes))
        for limit, holds in ((column.low, pc.greater_equal), (column.high, pc.less_equal)):
            if limit is not None:
                fits = holds(values, limit) if fits is None else pc.and_(fits, holds(values, limit))
        if fits is None:
            continue
        kept = pc.if_else(fits, values, pa.scalar(None, values.type))
        if strange := kept.null_count - values.null_count:
            found[f"{schema.name}.{column.name}"] = strange
            table = table.set_column(at, table.schema.field(at), kept)
    return table, found
