"""An indicator month by month: exact for whoever judges, as the reader may see it, and which months are all in."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from fotfeste.insight.figures.rules.figure import Figure
from fotfeste.insight.indicators import counting, outside, wide_row
from fotfeste.insight.indicators.definition import Indicator, Scope, Statistic, Stratum, Thing
from fotfeste.insight.indicators.rules.completeness import Lag, Row, lag_of
from fotfeste.insight.tables.engines import Tables
from fotfeste.insight.tables.schema import ALL_GROUPS

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True, slots=True)
class Month:
    """One month ("202403"). `exact` is for judging only; `shown` is what the reader may see."""

    month: str
    exact: Figure
    shown: Figure
    complete: bool


def months_of(
    indicator: Indicator, t: Tables, scope: Scope, as_of: datetime, *, threshold: int | None
) -> tuple[list[Month], Lag]:
    """The months there are, in order, and the lag that says which are complete. `threshold` None: the team's view."""
    exact = counting.count([indicator], t, scope, as_of, by=Stratum.MONTH)
    shown = exact
    if threshold is not None:
        shown = outside.counted_for([indicator], t, scope, as_of, by=Stratum.MONTH, threshold=threshold)
    lag = _lag(indicator, t, scope)
    found = sorted(month for _, month in exact if month != ALL_GROUPS and month.isdigit())
    return [
        Month(month, exact[indicator.id, month], shown[indicator.id, month], lag.complete(month)) for month in found
    ], lag


def _lag(indicator: Indicator, t: Tables, scope: Scope) -> Lag:
    """How long a month of this indicator takes until it can be judged."""
    rows = wide_row.build(indicator.thing, t, indicator.parts, Stratum.MONTH)
    asked: ir.BooleanValue = indicator.asked(rows, scope).fill_null(False)
    if indicator.thing is not Thing.REFERRAL:
        return lag_of(_alike(rows, rows.started_on, rows.ended_on, asked), scope.as_of)
    # Whoever waits still is in a wait's median already; in a share only once contacted, or started.
    over = rows.contacted_on if _reads(indicator.value(rows, scope), "contacted_on") else rows.started_on
    waits = indicator.statistic is not Statistic.MEDIAN_WAIT
    return lag_of(_alike(rows, rows.received_on, over, asked), scope.as_of, waits=waits)


def _alike(rows: "ir.Table", day: "ir.Value", ended: "ir.Value", asked: "ir.BooleanValue") -> list[Row]:
    """All things with a day, those alike together."""
    given = rows.select(day=day, ended=ended, asked=asked)
    given = given.filter(given.day.notnull())
    grouped = given.group_by("day", "ended", "asked").agg(times=given.count()).to_pyarrow().to_pylist()
    return [Row(each["day"], each["ended"], bool(each["asked"]), int(each["times"])) for each in grouped]


def _reads(value: "ir.Value", column: str) -> bool:
    """Whether the expression reads this column."""
    from ibis.expr.operations import Field

    return any(each.name == column for each in value.op().find(Field))


@dataclass(frozen=True, slots=True)
class Event:
    """A rare event: its day, how many things without it came since the one before, and how many days."""

    day: date
    things: int
    days: int


def events_of(indicator: Indicator, t: Tables, scope: Scope) -> list[Event]:
    """Where a share's answer was yes, in order of the day, from the second on. On one day events stand last."""
    rows = wide_row.build(indicator.thing, t, indicator.parts, Stratum.MONTH)
    day = rows.received_on if indicator.thing is Thing.REFERRAL else rows.started_on
    asked = indicator.asked(rows, scope).fill_null(False)
    given = rows.select(day=day, asked=asked, yes=indicator.value(rows, scope))
    given = given.filter(given.asked & given.yes.notnull() & given.day.notnull()).order_by("day", "yes")
    out: list[Event] = []
    last: date | None = None
    since = 0
    for row in given.to_pyarrow().to_pylist():
        if not row["yes"]:
            since += 1
            continue
        if last is not None:
            out.append(Event(row["day"], since, (row["day"] - last).days))
        last, since = row["day"], 0
    return out
