"""What an indicator is: one definition that the screen, the PDF, the JSON and the command all read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from fotfeste.insight.figures.rules.figure import Period, Unit
from fotfeste.insight.outcomes import tables

if TYPE_CHECKING:
    import ibis.expr.types as ir

ALL_GROUPS = "all"


class Section(StrEnum):
    """Where in the report it stands."""

    OUTCOME = "outcome"
    PROCESS = "process"
    DOSE = "dose"
    FOLLOW_UP = "follow_up"


class Statistic(StrEnum):
    """How the rows become one number."""

    SHARE = "share"
    MEAN = "mean"
    MEDIAN = "median"


class Better(StrEnum):
    """Which way is good. Many figures have no good way: they describe."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Tables:
    """The tidy tables (see `tables.py`) as Ibis tables of one engine."""

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


@dataclass(frozen=True, slots=True)
class Scope:
    """The days asked for, and the day the data were taken out (what is due after it cannot be judged)."""

    period: Period
    as_of: date

    def contains(self, day: "ir.DateColumn") -> "ir.BooleanValue":
        """Rows whose day is in the period."""
        import ibis

        inside = day.notnull()
        if self.period.start:
            inside &= day >= ibis.date(self.period.start)
        if self.period.end:
            inside &= day <= ibis.date(self.period.end)
        return inside


@dataclass(frozen=True, slots=True)
class Indicator:
    """One definition.

    rows         gives one row for each thing in the denominator, with `group` and `value` (yes/no for a share, a
                 number otherwise; empty = missing: counted as missing, left out of n)
    about_person False when the answer tells about the service only; then "all of them" need not be hidden
    """

    id: str
    section: Section
    question: str
    numerator: str
    denominator: str
    exclusions: str
    statistic: Statistic
    unit: Unit
    better: Better
    source: str
    rows: Callable[[Tables, Scope], "ir.Table"]
    about_person: bool = True

    def as_dict(self) -> dict[str, str]:
        """The definition in words, for JSON and the reference."""
        return {
            "id": self.id,
            "section": self.section.value,
            "question": self.question,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "exclusions": self.exclusions,
            "statistic": self.statistic.value,
            "unit": self.unit.value,
            "better": self.better.value,
            "source": self.source,
        }


def open_tables(folder: Path) -> Tables:
    """The Parquet files of one extract on DuckDB, in memory and without network.

    Raises tables.TableError when a file is missing, with what to do.
    """
    import ibis

    missing = [s.name for s in tables.ALL if not (folder / f"{s.name}.parquet").exists()]
    if missing:
        raise tables.TableError(
            f"The outcome tables are not complete ({', '.join(missing)} missing). Run `fotfeste report outcomes`: "
            "it takes them out of the record anew."
        )
    connection = ibis.duckdb.connect(autoinstall_known_extensions=False, autoload_known_extensions=False)
    names = [s.name for s in tables.ALL]
    return Tables(**{n: connection.read_parquet(folder / f"{n}.parquet", table_name=n) for n in names})
