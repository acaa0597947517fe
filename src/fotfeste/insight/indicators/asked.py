"""Which rows an indicator asks about, and the words and lengths several families share."""

from typing import TYPE_CHECKING

from fotfeste.insight.indicators.definition import Scope
from fotfeste.insight.tables.engines import Tables

if TYPE_CHECKING:
    import ibis.expr.types as ir

ENDED = "Episodes with an end date in the period"


def has_started(e: "ir.Table", scope: Scope) -> "ir.BooleanValue":
    """Started in the period."""
    return scope.contains(e.started_on)


def has_ended(e: "ir.Table", scope: Scope) -> "ir.BooleanValue":
    """Ended in the period, completed and dropouts alike."""
    return scope.contains(e.ended_on) & e.status.isin(["completed", "dropout"])


def has_completed(e: "ir.Table", scope: Scope) -> "ir.BooleanValue":
    """Completed in the period."""
    return scope.contains(e.ended_on) & (e.status == "completed")


def ended(t: Tables, scope: Scope) -> "ir.Table":
    """Episodes that ended in the period, completed and dropouts alike."""
    return t.episodes.filter(has_ended(t.episodes, scope))


def days(e: "ir.Table") -> "ir.IntegerValue":
    """Days an ended episode lasted. First and last day both count, since visits are made on both."""
    return e.ended_on.delta(e.started_on, unit="day") + 1


def weeks(e: "ir.Table") -> "ir.NumericValue":
    """The same in weeks: four weeks are 28 days."""
    return days(e).cast("float64") / 7.0
