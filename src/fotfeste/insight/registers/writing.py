"""A made-up register as outcome tables, written while it is drawn: memory does not grow with the number of episodes."""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from fotfeste.insight.registers import drawing, truth, usual_help
from fotfeste.insight.registers.columns import FIRST_MUNICIPALITY, last_day, of_portion
from fotfeste.insight.registers.drawing import Array, Courses, Persons, Visits
from fotfeste.insight.registers.truth import Truth
from fotfeste.insight.tables import day
from fotfeste.insight.tables import schema as tables

if TYPE_CHECKING:
    import pyarrow as pa

# Each portion has its own seed, so a register is the same however many episodes are asked for after it.
PORTION = 20_000


def generate(
    folder: Path,
    episodes: int,
    *,
    seed: int,
    about: Truth | None = None,
    definitions: "Mapping[str, pa.Table]",
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Write all tables, two files of comparison persons and `truth.json` into `folder`; gives what came of the truth.

    definitions  the tables of measures and thresholds of COPM and SPPB
    progress     told how many episodes are written, of how many
    """
    import pyarrow.parquet as pq

    about = about or Truth()
    folder.mkdir(parents=True, exist_ok=True)
    differ = np.random.default_rng([seed, 0]).normal(0, about.between, about.municipalities)
    taken = last_day(about)
    found = _Found(taken)
    writers = {}
    try:
        for schema in tables.ALL:
            writers[schema.name] = pq.ParquetWriter(folder / f"{schema.name}.parquet", schema.arrow())
        for name, table in definitions.items():
            writers[name].write_table(table)
        writers["municipality_counts"].write_table(_municipality_counts(about, episodes))
        for number, start in enumerate(range(0, episodes, PORTION)):
            n = min(PORTION, episodes - start)
            draw = np.random.default_rng([seed, 1, number])
            who = drawing.persons(n, about, draw, served=True, differ=differ)
            what = drawing.courses(who, about, draw)
            seen = drawing.visits(what, about, draw)
            if not number:
                first = who, what
            found.add(who, what, seen)
            for name, columns in of_portion(start, found.visits - len(seen.of), who, what, seen, about, draw):
                writers[name].write_table(_table(tables.BY_NAME[name], columns))
            if progress:
                progress(start + n, episodes)
    finally:
        for writer in writers.values():
            writer.close()
    _comparison(folder / "comparison.csv", round(episodes * about.comparison), about, seed, differ)
    usual_help.write(folder, first, round(episodes * about.comparison), about, seed, differ)
    told, day_of_data = found.told(), (drawing.EPOCH + taken).item()
    day.write(folder, day_of_data)
    truth.write(folder, about, told, day_of_data=day_of_data, after_days=found.after_days())
    return told


class _Found:
    """What came of the truth, summed up portion by portion."""

    def __init__(self, day_of_data: int) -> None:
        self.day_of_data = day_of_data
        self.fates = {days: np.zeros(3) for months, days in drawing.FOLLOWED_DAYS.items() if months > 1}
        self.n = self.visits = self.dropouts = self.deaths = self.independent = self.anyway = self.both = 0
        self.gained = self.measured = 0.0

    def add(self, who: Persons, what: Courses, seen: Visits) -> None:
        stayed = ~what.dropout & ~who.missing
        self.n += len(who)
        self.visits += len(seen.of)
        self.dropouts += int(what.dropout.sum())
        self.deaths += int(what.died.sum())
        self.independent += int((who.independent & ~what.dropout).sum())
        self.anyway += int((who.anyway & ~what.dropout).sum())
        self.gained += float((who.real_after - who.real_before).sum())
        self.both += int(stayed.sum())
        self.measured += float((who.after - who.before)[stayed].sum())
        for months, days in drawing.FOLLOWED_DAYS.items():
            if days in self.fates:
                asked = what.ended + days <= self.day_of_data
                dead, place = what.dead_by(months)[asked], (what.place_by <= months)[asked]
                self.fates[days] += ((~dead & ~place).sum(), (~dead & place).sum(), dead.sum())

    def after_days(self) -> dict[int, dict[str, float]]:
        """Days after the end: the shares at home, in a place and dead of everybody who ended so long ago."""
        return {
            days: dict(zip(("home", "place", "dead"), (counts / counts.sum()).tolist(), strict=True))
            for days, counts in self.fates.items()
            if counts.sum()
        }

    def told(self) -> dict[str, Any]:
        completed = max(1, self.n - self.dropouts)
        return {
            "episodes": self.n,
            "visits": self.visits,
            "dropouts": self.dropouts,
            "deaths_during": self.deaths,
            "completed_with_no_service": self.independent,
            "completed_who_would_have_needed_none_anyway": self.anyway,
            "share_no_service": self.independent / completed,
            "share_no_service_without_the_service": self.anyway / completed,
            "mean_real_change": self.gained / max(1, self.n),
            "mean_measured_change_of_those_scored_twice": self.measured / max(1, self.both),
        }


def _table(schema: tables.Schema, columns: Mapping[str, Any]) -> "pa.Table":
    import pyarrow as pa

    n = len(next(iter(columns.values())))
    arrays = []
    for field in schema.arrow():
        given = columns.get(field.name)
        arrays.append(pa.nulls(n, field.type) if given is None else _array(given, field.type))
    return pa.Table.from_arrays(arrays, schema=schema.arrow())


def _array(given: Any, kind: "pa.DataType") -> "pa.Array":
    import pyarrow as pa

    if isinstance(given, np.ndarray) and pa.types.is_date32(kind):
        return pa.array(given.astype(np.int32), mask=given < 0).cast(kind)
    if isinstance(given, np.ndarray):
        given = pa.array(given)
    return given if given.type == kind else given.cast(kind)


def _municipality_counts(about: Truth, episodes: int) -> "pa.Table":
    """Inhabitants so that about 15 of 1,000 aged 67 and over start in a year."""
    each = max(50, round(episodes / about.years / about.municipalities / 0.015))
    rows = [
        {
            "municipality": str(FIRST_MUNICIPALITY + m),
            "year": about.first_day.year + y,
            "counts": counts,
            "persons": round(each * part),
        }
        for m in range(about.municipalities)
        for y in range(about.years + 1)
        for counts, part in (
            ("inhabitants_65_plus", 1.15),
            ("inhabitants_67_plus", 1.0),
            ("inhabitants_80_plus", 0.3),
            ("hospital_discharges_65_plus_oct_dec", 0.06),
            ("home_service_users", 0.14),
            ("home_service_users_over_35_5_hours", 0.005),
        )
    ]
    return tables.from_rows(tables.MUNICIPALITY_COUNTS, rows)


def _comparison(path: Path, n: int, about: Truth, seed: int, differ: Array) -> None:
    """People who got the usual help, as a file to bring in."""
    draw = np.random.default_rng([seed, 2])
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["person", "age", "sex", "lives_alone", "existing", "baseline", "later"])
        if not n:
            return
        who = drawing.persons(n, about, draw, served=False, differ=differ)
        for i in range(n):
            later = "" if who.missing[i] else f"{who.after[i]:.1f}"
            sex, yes = "female" if who.female[i] else "male", ("no", "yes")
            row = [f"c{i}", int(who.age[i]), sex, yes[int(who.alone[i])], yes[int(who.existing[i])]]
            out.writerow([*row, f"{who.before[i]:.1f}", later])
