"""The questions put to the engine: one pass over each table, and rows named only where something was found."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from fotfeste.insight.tables.checks import together
from fotfeste.insight.tables.checks.columns import Condition, of_columns
from fotfeste.insight.tables.checks.faults import SHOWN, Code, Fault, Named
from fotfeste.insight.tables.checks.rows import ASKED, JOINS, UNIT_SHARE
from fotfeste.insight.tables.schema import ALL, BY_NAME
from fotfeste.insight.tables.shape import Kind, Schema

FEWEST_FOR_UNIT = 10  # rows with a number, below which their unit cannot be told from them
# What a column is read as. A whole number stays as wide as it is stored, so that a gigantic one is told and not cut.
_READ_AS = {Kind.DAY: "DATE", Kind.NUMBER: "DOUBLE", Kind.YES_NO: "BOOLEAN", Kind.WHOLE: ""}


@dataclass(frozen=True, slots=True)
class Found:
    """Faults of the rows, how many rows each table has, and the first and last day something began or ended."""

    faults: tuple[Fault, ...]
    rows: Mapping[str, int]
    first: date | None
    last: date | None


class Asker:
    """The tables that can be read, on an engine in memory. `whole` are those that have all their columns."""

    def __init__(self, files: Mapping[str, Path], day: date, *, memory: str) -> None:
        import duckdb

        self._files, self._day, self.whole = files, day, set(files)
        self._engine: duckdb.DuckDBPyConnection = duckdb.connect(
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "memory_limit": memory,
                "preserve_insertion_order": "false",
            }
        )
        for name, file in files.items():
            self._see(BY_NAME[name], file)

    def close(self) -> None:
        """Let go of the engine."""
        self._engine.close()

    def ask(self) -> Found:
        """Everything that is asked of the tables."""
        faults = [*self._stand_ins()]
        rows: dict[str, int] = {}
        for schema in ALL:
            if schema.name not in self.whole:
                continue
            try:
                found, rows[schema.name] = self._of(schema)
            except self._wrong() as wrong:
                self.whole.discard(schema.name)
                found = [unreadable(schema.name, self._files[schema.name], wrong)]
            faults += found
        try:
            faults += self._together()
            first, last = self._days()
        except self._wrong():  # told above, with the table's name
            first = last = None
        return Found(tuple(faults), rows, first, last)

    @staticmethod
    def _wrong() -> type[Exception]:
        import duckdb

        return duckdb.Error

    def _see(self, schema: Schema, file: Path) -> None:
        columns = []
        for c in schema.columns:
            kind = _READ_AS.get(c.kind, "VARCHAR")
            columns.append(f'"{c.name}"::{kind} AS "{c.name}"' if kind else f'"{c.name}"')
        source = f"read_parquet({_quoted(str(file))}, file_row_number = true)"
        self._engine.execute(
            f"CREATE TEMP VIEW {schema.name} AS"
            f" SELECT {', '.join(columns)}, file_row_number AS row_number FROM {source}"
        )

    def _stand_ins(self) -> Iterator[Fault]:
        """What others are joined to, one row for each key, also where the file has it twice."""
        made = {
            "persons": "people AS SELECT person, min(died_on) AS died_on, max(birth_year) AS birth_year"
            " FROM persons GROUP BY person",
            "referrals": "asked_for AS SELECT referral, min(received_on) AS received_on, min(person) AS person,"
            ' min("group") AS "group" FROM referrals'
            " GROUP BY referral",
            "measures": "scales AS SELECT instrument, version, measure, min(low) AS low, max(high) AS high"
            " FROM measures GROUP BY ALL",
            "episodes": "spans AS SELECT e.*, p.died_on FROM (SELECT episode, min(person) AS person,"
            " min(started_on) AS started_on, max(ended_on) AS ended_on, min(status) AS status FROM episodes"
            " GROUP BY episode) e LEFT JOIN people p ON e.person = p.person",
        }
        for name, sql in made.items():
            if name not in self.whole or (name == "episodes" and "persons" not in self.whole):
                continue
            try:
                self._engine.execute(f"CREATE TEMP TABLE {sql}")
            except self._wrong() as wrong:
                self.whole.discard(name)
                yield unreadable(name, self._files[name], wrong)

    def _of(self, schema: Schema) -> tuple[list[Fault], int]:
        asked = ASKED[schema.name]
        can = [short for short in asked.joins if all(name in self.whole for name in JOINS[short][0])]
        # A table without any row was not brought in: that is said of the folder, and not once more of each row.
        empty = [short for short in can if self._empty(JOINS[short][0][0])]
        cannot = set(asked.joins) - set(can)
        conditions = [
            each
            for each in (*of_columns(schema), *asked.conditions)
            if not any(re.search(rf"\b{short}\.", each.sql) for short in cannot)
            and not (each.code in (Code.NO_SUCH, Code.NO_SUCH_MEASURE) and any(f"{s}." in each.sql for s in empty))
        ]
        source = f"{schema.name} t " + " ".join(JOINS[short][1] for short in can)
        counts = [f"count(*) FILTER ({self._sql(each)})" for each in conditions]
        units = [f'count(t."{each.column}")' for each in conditions if each.code is Code.UNIT]
        answer = self._one(f"SELECT {', '.join(['count(*)', *units, *counts])} FROM {source}")
        of, with_number, counted = answer[0], iter(answer[1 : 1 + len(units)]), answer[1 + len(units) :]
        faults = []
        for each, count in zip(conditions, counted, strict=True):
            among = next(with_number) if each.code is Code.UNIT else of
            if count and (each.code is not Code.UNIT or (among >= FEWEST_FOR_UNIT and count > UNIT_SHARE * among)):
                faults.append(self._fault(schema, each, source, count, among))
        return [*faults, *self._keys(schema)], of

    def _sql(self, each: Condition) -> str:
        return each.sql.replace("$day", f"DATE '{self._day}'")

    def _fault(self, schema: Schema, each: Condition, source: str, count: int, of: int) -> Fault:
        shown = [show if "." in show else f't."{show}"' for show in each.shows]
        keys = [f't."{name}"' for name in schema.key]
        answered = self._engine.execute(
            f"SELECT {', '.join(['t.row_number + 1', *keys, *shown])} FROM {source} WHERE {self._sql(each)}"
            f" ORDER BY t.row_number LIMIT {SHOWN}"
        ).fetchall()
        rows = tuple(
            Named(row[0], _pairs(schema.key, row[1:]), _pairs(each.shows, row[1 + len(keys) :])) for row in answered
        )
        return Fault(each.code, schema.name, each.column, each.what, each.cure, count, of, rows)

    def _keys(self, schema: Schema) -> Iterator[Fault]:
        """Rows with the key of another. Of hashes first: two that differ are two keys, which is nearly always all."""
        keys = ", ".join(f'"{name}"' for name in schema.key)
        many, apart = self._one(f"SELECT count(*), count(DISTINCT hash({keys})) FROM {schema.name}")
        if many == apart:
            return
        answered = self._engine.execute(
            f"SELECT {keys}, count(*) AS n, min(row_number) + 1, max(row_number) + 1 FROM {schema.name}"
            f" GROUP BY {keys} HAVING n > 1 ORDER BY 3 + {len(schema.key)} LIMIT {SHOWN}"
        ).fetchall()
        rows = tuple(
            Named(row[-2], _pairs(schema.key, row), f"{row[-3]} times, last on row {row[-1]}") for row in answered
        )
        if rows:
            yield Fault(
                Code.KEY_TWICE, schema.name, ", ".join(schema.key), "have the key of another row",
                "Keep one of them: a thing that stands twice is counted twice.", many - apart, many, rows,
            )  # fmt: skip

    def _together(self) -> Iterator[Fault]:
        """What several rows have to agree on."""
        if {"episodes", "persons"} <= self.whole:
            yield from self._periods()
        if "service_levels" in self.whole:
            over = self._engine.execute(
                "SELECT min(row_number) + 1, episode, moment, sum(hours_per_week) AS hours FROM service_levels"
                " GROUP BY episode, moment HAVING hours > 168 AND max(hours_per_week) <= 168 ORDER BY 1"
            ).fetchall()
            yield from _many(
                Code.WEEK_OVER_168, "service_levels", "hours_per_week", over, ("episode", "moment"), ("hours",),
                "moments of an episode add up to more than the 168 hours of a week",
                "Look at the unit: minutes, or hours a month.",
            )  # fmt: skip
        for each in together.ASKED:
            if set(each.tables) <= self.whole and not any(self._empty(name) for name in each.tables):
                yield from self._several(each)
        if {"staff_time", "visits"} <= self.whole and not self._empty("visits"):
            yield from self._staff_without_visit()

    def _several(self, each: together.Several) -> Iterator[Fault]:
        among, found = self._one(each.counts.replace("$day", f"DATE '{self._day}'"))
        if not found or among < each.fewest or found <= each.more_than * among:
            return
        rows = self._engine.execute(f"{each.rows} LIMIT {SHOWN}").fetchall() if each.rows else []
        keys = BY_NAME[each.fault_in].key
        named = tuple(Named(row[0], _pairs(keys, row[1:]), _pairs(each.shows, row[1 + len(keys) :])) for row in rows)
        yield Fault(each.code, each.fault_in, each.column, each.what, each.cure, found, among, named)

    def _staff_without_visit(self) -> Iterator[Fault]:
        lost = "FROM staff_time t ANTI JOIN known_visits v ON hash(t.visit) = v.visit WHERE t.visit <> ''"
        self._engine.execute("CREATE TEMP TABLE known_visits AS SELECT hash(visit) AS visit FROM visits")
        (count,) = self._one(f"SELECT count(*) {lost}")
        if count:
            rows = self._engine.execute(
                f"SELECT t.row_number + 1, t.visit, t.staff {lost} ORDER BY 1 LIMIT {SHOWN}"
            ).fetchall()
            named = tuple(Named(row[0], _pairs(("visit", "staff"), row[1:]), "") for row in rows)
            (of,) = self._one("SELECT count(*) FROM staff_time")
            yield Fault(
                Code.NO_SUCH, "staff_time", "visit", "belong to no row of visits",
                "Bring the visits in too, or leave these rows out.", count, of, named,
            )  # fmt: skip

    def _periods(self) -> Iterator[Fault]:
        found = self._engine.execute(
            "SELECT episode, person, started_on, earlier_start, earlier_end FROM ("
            " SELECT *, max(coalesce(ended_on, DATE '9999-12-31')) OVER before AS earlier_end,"
            "  max(started_on) OVER before AS earlier_start FROM spans"
            " WHERE person IN (SELECT person FROM spans GROUP BY person HAVING count(*) > 1)"
            " WINDOW before AS (PARTITION BY person ORDER BY started_on, episode"
            "  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))"
            " WHERE started_on < earlier_end OR started_on = earlier_start ORDER BY 1"
        ).fetchall()
        same = [(None, *row[:3]) for row in found if row[2] == row[3]]
        overlap = [(None, *row[:3]) for row in found if row[2] != row[3]]
        yield from _many(
            Code.EPISODE_TWICE, "episodes", "started_on", same, ("episode",), ("person", "started_on"),
            "begin on the same day as another of the same person", "Keep one of them.",
        )  # fmt: skip
        yield from _many(
            Code.OVERLAP, "episodes", "started_on", overlap, ("episode",), ("person", "started_on"),
            "begin before the person's earlier one has ended", "Correct the days, or make one episode of them.",
        )  # fmt: skip

    def _empty(self, name: str) -> bool:
        return self._one(f"SELECT count(*) FROM {name}") == (0,)

    def _days(self) -> tuple[date | None, date | None]:
        known = [name for name in ("episodes", "referrals") if name in self.whole]
        days = {
            "episodes": "min(started_on), max(coalesce(ended_on, started_on))",
            "referrals": "min(received_on), max(received_on)",
        }
        ends = [self._one(f"SELECT {days[name]} FROM {name}") for name in known]
        firsts, lasts = [e[0] for e in ends if e[0]], [e[1] for e in ends if e[1]]
        return min(firsts, default=None), max(lasts, default=None)

    def _one(self, sql: str) -> tuple[Any, ...]:
        row = self._engine.execute(sql).fetchone()
        assert row is not None
        return row


def unreadable(table: str, file: Path, wrong: object) -> Fault:
    """A file the engine cannot read through to its end."""
    first = (str(wrong).splitlines() or [""])[0][:200]
    return Fault(
        Code.UNREADABLE, table, "", f"{file.name} cannot be read ({first})",
        "Write the file anew as Parquet, with texts in UTF-8.",
    )  # fmt: skip


def _many(
    code: Code, table: str, column: str, rows: list[Any], keys: Collection[str], shows: Collection[str], what: str,
    cure: str,
) -> Iterator[Fault]:  # fmt: skip
    if rows:
        named = tuple(Named(row[0], _pairs(keys, row[1:]), _pairs(shows, row[1 + len(keys) :])) for row in rows[:SHOWN])
        yield Fault(code, table, column, what, cure, len(rows), len(rows), named)


def _pairs(names: Iterable[str], values: Iterable[Any]) -> str:
    told = (f"{name.rpartition('.')[2]} {_cell(value)}" for name, value in zip(names, values, strict=False))
    return ", ".join(told)


def _cell(value: Any) -> str:
    if value is None or value == "":
        return "empty"
    if isinstance(value, float):
        return f"{value:g}"
    text = str(value)
    return f"{text[:40]}…" if len(text) > 40 else text


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
