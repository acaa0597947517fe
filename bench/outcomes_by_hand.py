"""The outcome indicators without the product: DuckDB, hand-written SQL and a little arithmetic.

What `fotfeste indicators run` is held against: tests/verification asks whether both give the same numbers,
bench/outcomes.py how much longer the product takes. The SQL stands in bench/outcomes_by_hand_sql.py.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from bench import outcomes_by_hand_sql as sql

GROUPS = ("all", "first_time", "existing")
MEMORY = "2500MB"
Key = tuple[str, str]
# How many waited so many days, and how many of them are not waiting any more.
Tally = dict[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Counted:
    """What one indicator is for one group: `numerator` of a share or a rate, `value` of everything."""

    n: int
    missing: int
    numerator: int | None
    value: float | None


def count(
    folder: Path, *, as_of: date, start: date = date.min, end: date = date.max, threads: int | None = None
) -> dict[Key, Counted]:
    """Every indicator for all, first-time and existing, from the Parquet files in `folder`."""
    settings: dict[str, Any] = {"memory_limit": MEMORY, "preserve_insertion_order": False}
    with duckdb.connect(config=settings | ({"threads": threads} if threads else {})) as connection:
        return _Hand(connection, folder, {"start": start, "end": end, "as_of": as_of}).all()


class _Hand:
    """One connection with the temporary tables the questions share."""

    def __init__(self, connection: Any, folder: Path, days: Mapping[str, date]) -> None:
        self.connection, self.folder, self.days = connection, folder, days
        self.found: dict[Key, Counted] = {}

    def ask(self, question: str) -> list[dict[str, Any]]:
        """The rows by name. Days and file names are written in, for DuckDB takes no parameters in CREATE TABLE."""
        for name, day in self.days.items():
            question = question.replace(f"${name}", f"DATE '{day.isoformat()}'")
        for file in sorted(self.folder.glob("*.parquet"), key=lambda f: -len(f.stem)):
            question = question.replace(f"(${file.stem})", f"('{file}')")
        cursor = self.connection.execute(question)
        names = [each[0] for each in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def all(self) -> dict[Key, Counted]:
        """Everything, in two wide tables one after the other, so that both need not be in memory at once."""
        self.ask(sql.EPISODES)
        for table in (sql.STAFF, sql.VISITS, sql.GOALS):
            self.ask(table)
        goals = {name: ("ended_in", f"{counted}") for name, counted in sql.GOAL_SHARES.items()}
        self.added(sql.WIDE, sql.WIDE_SHARES, sql.WIDE_MEANS, goals)
        self.ask("DROP TABLE v; DROP TABLE s; DROP TABLE g")
        for table in (sql.SCORES, sql.LEVELS, sql.HOMES, sql.AGAIN, sql.RESPONDERS):
            self.ask(table)
        self.added(sql.LATER, sql.LATER_SHARES, sql.LATER_MEANS)
        self.living()
        self.ask("DROP TABLE m; DROP TABLE l; DROP TABLE h; DROP TABLE a; DROP TABLE b")
        self.ask(sql.REFERRALS)
        self.added("r", sql.REFERRAL_SHARES, {})
        self.placed()
        self.followed()
        self.answered()
        self.rated()
        return self.found

    def share(self, name: str, parts: Mapping[str, tuple[int, int, int]]) -> None:
        """From n, missing and hits by group."""
        for group in GROUPS:
            mine = [part for of, part in parts.items() if group in ("all", of)]
            n, missing, hits = (sum(part[i] for part in mine) for i in range(3))
            self.found[name, group] = Counted(n, missing, hits, hits / n if n else None)

    def added(
        self,
        table: str,
        shares: Mapping[str, sql.Share],
        means: Mapping[str, tuple[str, str]],
        goals: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        """All shares and means of one table in one reading of it."""
        columns: dict[str, str] = {}  # what is added up -> its name, so that nothing is added up twice

        def column(text: str) -> str:
            return columns.setdefault(text, f"c{len(columns)}")

        wanted: dict[str, tuple[str, str, str]] = {}
        for name, (asked, yes, known) in shares.items():
            every = column(f"count(*) FILTER ({asked})")
            told = column(f"count(*) FILTER (({asked}) AND ({known}))") if known else every
            wanted[name] = (every, told, column(f"count(*) FILTER (({asked}) AND ({yes}))"))
        for name, (asked, number) in means.items():
            every = column(f"count(*) FILTER ({asked})")
            told = column(f"count({number}) FILTER ({asked})")
            wanted[name] = (every, told, column(f"sum({number}) FILTER ({asked})"))
        for name, (asked, number) in (goals or {}).items():
            every = column(f"coalesce(sum(goals) FILTER ({asked}), 0)::BIGINT")
            wanted[name] = (every, every, column(f"coalesce(sum({number}) FILTER ({asked}), 0)::BIGINT"))
        selected = ", ".join(f"{text} AS {name}" for text, name in columns.items())
        rows = self.ask(f"SELECT grp, {selected} FROM {table} GROUP BY grp")
        for name, (every, told, total) in wanted.items():
            if name in means:
                self.mean(name, {r["grp"]: (r[told], r[every] - r[told], float(r[total] or 0)) for r in rows})
            else:
                self.share(name, {r["grp"]: (r[told], r[every] - r[told], r[total]) for r in rows})

    def mean(self, name: str, parts: Mapping[str, tuple[int, int, float]]) -> None:
        """From n, missing and sum by group."""
        for group in GROUPS:
            mine = [part for of, part in parts.items() if group in ("all", of)]
            n = sum(part[0] for part in mine)
            value = math.fsum(part[2] for part in mine) / n if n else None
            self.found[name, group] = Counted(n, sum(part[1] for part in mine), None, value)

    def placed(self) -> None:
        """Medians, the ninth decile and the medians by Kaplan and Meier, from how often each number of days occurs."""
        for name, (table, asked, days, over) in sql.TALLIES.items():
            rows = self.ask(
                f"SELECT grp, {days} AS days, count(*) AS times, count(*) FILTER ({over}) AS got "
                f"FROM {table} WHERE {asked} GROUP BY ALL"
            )
            for group in GROUPS:
                tally: Tally = {}
                for row in rows:
                    if group in ("all", row["grp"]):
                        times, got = tally.get(row["days"], (0, 0))
                        tally[row["days"]] = times + row["times"], got + row["got"]
                n = sum(times for times, _got in tally.values())
                value = kaplan_meier_median(tally) if over != "true" else quantile(tally, 1, 2)
                self.found[name, group] = Counted(n, 0, None, value)
                if name == "days_from_referral_to_start":
                    self.found[f"{name}_ninth_decile", group] = Counted(n, 0, None, quantile(tally, 9, 10))

    def followed(self) -> None:
        """Who was due and reached."""
        rows = self.ask(sql.FOLLOW_UPS)
        for months in (1, 3, 6, 12):
            mine = {r["grp"]: (r["due"], 0, r["reached"]) for r in rows if r["months"] == months}
            self.share(f"follow_up_month_{months}", mine)

    def living(self) -> None:
        """Shares of everybody: the dead of all, the others as those of the living who were reached."""
        wanted = {
            f"{part}_{k}": f"count(*) FILTER ({asked} AND {holds})"
            for k, (asked, dead, yes, known) in enumerate(sql.LIVING.values())
            for part, holds in (
                ("every", "true"),
                ("dead", dead),
                ("reached", f"NOT {dead} AND {known}"),
                ("hits", f"NOT {dead} AND {yes}"),
            )
        }  # fmt: skip
        selected = ", ".join(f"{text} AS {name}" for name, text in wanted.items())
        rows = self.ask(f"SELECT grp, {selected} FROM {sql.LATER} GROUP BY grp")
        for k, name in enumerate(sql.LIVING):
            for group in GROUPS:
                mine = [r for r in rows if group in ("all", r["grp"])]
                every, dead_, reached, hits = (
                    sum(r[f"{part}_{k}"] for r in mine) for part in ("every", "dead", "reached", "hits")
                )
                unknown = every - dead_ - reached
                value = None if not every or (unknown and not reached) else 0.0
                if reached:
                    value = (every - dead_) / every * hits / reached
                self.found[name, group] = Counted(dead_ + reached, unknown, hits, value)

    def answered(self) -> None:
        """What people think of the help."""
        rows = self.ask(sql.ANSWERS)
        for name, asked in sql.ANSWERED.items():
            mine = [r for r in rows if (r["instrument"], r["measure"]) == asked]
            self.share(name, {r["grp"]: (r["n"], r["missing"], r["hits"]) for r in mine})

    def rated(self) -> None:
        """Rates against the municipality's numbers; they cannot be told apart by group."""
        self.ask(sql.YEARS)
        for name, (counts, per, question) in sql.RATES.items():
            ((hits,),) = (row.values() for row in self.ask(question))
            against = f"SELECT coalesce(sum(persons), 0)::BIGINT FROM y WHERE counts = '{counts}'"
            ((among,),) = (row.values() for row in self.ask(against))
            self.found[name, "all"] = Counted(among, 0, int(hits), per * int(hits) / among if among else None)


def quantile(tally: Tally, part: int, of: int) -> float | None:
    """The smallest number of days that `part` of `of` are at or below; the middle of two where it lies between."""
    n = sum(times for times, _got in tally.values())
    if not n:
        return None
    whole, rest = divmod(n * part, of)
    places = (whole + 1,) if rest else (whole, whole + 1)
    found, seen = [], 0
    for days in sorted(tally):
        before, seen = seen, seen + tally[days][0]
        found += [days for place in places if before < place <= seen]
    return sum(found) / len(found)


def kaplan_meier_median(tally: Tally) -> float | None:
    """The first day on which at most half are still without it; None when it does not come so far."""
    at_risk, without = sum(times for times, _got in tally.values()), 1.0
    for days in sorted(tally):
        times, got = tally[days]
        without *= 1 - got / at_risk
        if got and without <= 0.5 + 1e-12:
            return float(days)
        at_risk -= times
    return None
