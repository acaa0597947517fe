"""What the codebook says of each column by itself, as conditions the engine counts."""

from collections.abc import Iterator
from dataclasses import dataclass

from fotfeste.insight.tables.checks.faults import Code
from fotfeste.insight.tables.shape import Column, Kind, Schema

FIRST_DAY = "DATE '1900-01-01'"
LAST_DAY = "DATE '2100-12-31'"
_TEXTS = (Kind.KEY, Kind.CODE, Kind.TEXT, Kind.WORDS)


@dataclass(frozen=True, slots=True)
class Condition:
    """Rows of table `t` for which `sql` holds are at fault. `shows` are columns of the row, or SQL, to tell it with."""

    code: Code
    column: str
    sql: str
    what: str
    cure: str
    shows: tuple[str, ...] = ()


def of_columns(schema: Schema) -> Iterator[Condition]:
    """Empty cells where there may be none, codes nobody knows, numbers outside their range, days of another age."""
    for column in schema.columns:
        yield from _of(column)


def _of(c: Column) -> Iterator[Condition]:
    name = f't."{c.name}"'
    if c.empty is None:
        empty = f"{name} IS NULL OR {name} = ''" if c.kind in _TEXTS else f"{name} IS NULL"
        yield Condition(Code.EMPTY, c.name, f"({empty})", "are empty", f"Give {c.meaning}; it is never to be empty.")
    if c.codes:
        known = ", ".join(_text(code) for code in c.codes)
        yield Condition(
            Code.UNKNOWN_CODE, c.name, f"{name} NOT IN ({known}) AND {name} <> ''",
            "hold a code nobody knows", f"Write one of {', '.join(c.codes)}.", (c.name,),
        )  # fmt: skip
    if c.kind is Kind.DAY:
        yield Condition(
            Code.OUT_OF_RANGE, c.name, f"NOT {name} BETWEEN {FIRST_DAY} AND {LAST_DAY}",
            "are no day from 1900 to 2100", "Correct the day, and look at how days were written.", (c.name,),
        )  # fmt: skip
    if c.kind is Kind.NUMBER:
        yield Condition(
            Code.NOT_A_NUMBER, c.name, f"NOT isfinite({name}::DOUBLE)",
            "are no number (NaN or infinite)", "Leave the cell empty where the number is not known.", (c.name,),
        )  # fmt: skip
    limits = [f"{name} {sign} {end!r}" for sign, end in (("<", c.low), (">", c.high)) if end is not None]
    if limits:
        outside = " OR ".join(limits)
        if c.kind is Kind.NUMBER:
            outside = f"isfinite({name}::DOUBLE) AND ({outside})"
        unit = f" {c.unit}" if c.unit else ""
        yield Condition(
            Code.OUT_OF_RANGE, c.name, f"({outside})", f"lie outside {_range(c)}{unit}",
            "Correct the number, and look whether it is in another unit.", (c.name,),
        )  # fmt: skip


def _range(c: Column) -> str:
    if c.high is None:
        return f"{c.low:g} and up"
    return f"{c.high:g} and down" if c.low is None else f"{c.low:g} to {c.high:g}"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
