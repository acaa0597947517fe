"""Rules that only many records together can break: patterns of recording, gaps, breaks and units unlike the others."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fotfeste.insight.quality.rules.findings import Finding, Limits, Severity
from fotfeste.insight.tables.engines import Tables

if TYPE_CHECKING:
    import ibis.expr.types as ir

SURE_Z = 3.29  # standard deviations, two-sided: one false finding in a thousand looks, as in `rules/plausible.py`
MANY_UNITS = 5  # more units with the same fault are told together: then it is how the service records
NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True)
class PopulationRule:
    """One rule; `find` asks the engine and words what it finds with `found`."""

    id: str
    table: str
    severity: Severity
    why: str
    mend: str
    find: Callable[["PopulationRule", "Source"], Iterable[Finding]]

    def found(self, what: str, count: int, of: int, **more: Any) -> Finding:
        """A finding of this rule; `more` are fields of `Finding`."""
        return Finding(self.id, self.severity, self.table, what, self.why, self.mend, count, of, **more)


@dataclass(frozen=True, slots=True)
class Source:
    """What the rules ask: the tables, where implausible begins, and rows that several rules share, worked out once.

    later_scores  see `later_scores`
    """

    t: Tables
    limits: Limits
    later_scores: "ir.Table"
    visits: "ir.Table"


def with_unit(rows: "ir.Table", t: Tables) -> "ir.Table":
    """Rows of an episode with the unit of the episode."""
    units = t.episodes.select(of_episode=t.episodes.episode, unit=t.episodes.unit.fill_null(NOT_RECORDED))
    return rows.inner_join(units, rows.episode == units.of_episode).drop("of_episode")


def month_of(day: "ir.DateValue") -> "ir.IntegerValue":
    """Months since the year 0, so that a month follows its neighbour by one."""
    return day.year() * 12 + day.month() - 1


def month_name(number: int) -> str:
    """`2026-03`."""
    return f"{number // 12}-{number % 12 + 1:02}"


def measure_name(row: dict[str, Any]) -> str:
    """Instrument and measure, as they stand in the tables."""
    return f"{row['instrument']} {row['measure']}"


def visits_made(t: Tables) -> "ir.Table":
    """How many visits were made, by unit, month and minutes: all that is asked of them, in one pass."""
    v = t.visits
    made = v.filter(v.status == "done").select("episode", "visited_on", "minutes_on_site")
    made = with_unit(made, t)
    by = made.select("unit", month=month_of(made.visited_on), minutes=made.minutes_on_site)
    return by.group_by("unit", "month", "minutes").aggregate(n=by.count())


def later_scores(t: Tables) -> "ir.Table":
    """One row for each measure of a completed episode that has a score at baseline: whether it has one at discharge.

    Columns: unit, group, month (of the end), instrument, version, measure, baseline, missing. Measures nobody is
    scored on at discharge are left out: they are not asked then.
    """
    a, e = t.assessments, t.episodes
    key = ("episode", "instrument", "version", "measure")
    scored = a.filter(a.value.notnull())
    first = scored.filter(scored.occasion == "baseline").group_by(*key).aggregate(baseline=scored.value.mean())
    later = scored.filter(scored.occasion == "discharge")
    asked = later.select("instrument", "version", "measure").distinct()
    later = later.select(*key).distinct().mutate(there=True)
    ended = e.filter((e.status == "completed") & e.ended_on.notnull())
    ended = ended.select(
        "group", of_episode=ended.episode, unit=ended.unit.fill_null(NOT_RECORDED), month=month_of(ended.ended_on)
    )
    rows = first.semi_join(asked, ["instrument", "version", "measure"])
    rows = rows.inner_join(ended, rows.episode == ended.of_episode).drop("of_episode")
    rows = rows.left_join(later, list(key))
    return rows.select(
        "unit", "group", "month", "instrument", "version", "measure", "episode", "baseline", missing=rows.there.isnull()
    )


@dataclass(frozen=True, slots=True)
class InUnit:
    """What was found in one unit."""

    unit: str
    count: int
    of: int


def by_unit(
    rule: PopulationRule, found: Sequence[InUnit], what: str, *, units: int, where: dict[str, str] | None = None
) -> Iterable[Finding]:
    """One finding for each unit; one for all of them when they are many, the worst named first."""
    worst = sorted(found, key=lambda each: (-each.count / each.of, each.unit))
    place = where or {}
    if len(worst) <= MANY_UNITS:
        return [rule.found(what, each.count, each.of, where={"unit": each.unit, **place}) for each in worst]
    named = ", ".join(each.unit for each in worst[:MANY_UNITS])
    return [
        rule.found(
            what,
            sum(each.count for each in worst),
            sum(each.of for each in worst),
            where={"units": f"{len(worst)} of {units}, most in {named}", **place},
            rows=tuple({"unit": each.unit, "count": each.count, "of": each.of} for each in worst),
        )
    ]


def differs(a: int, of_a: int, b: int, of_b: int) -> float:
    """How far two shares are apart, in standard errors of the difference when they are the same; 0 of nothing."""
    if not of_a or not of_b:
        return 0.0
    together = (a + b) / (of_a + of_b)
    error = (together * (1 - together) * (1 / of_a + 1 / of_b)) ** 0.5
    return (a / of_a - b / of_b) / error if error else 0.0
