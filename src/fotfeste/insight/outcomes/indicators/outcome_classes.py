"""What people's services were when the episode ended, against what they had or would have been granted.

The class itself is decided and confirmed in the record; here it is only counted. A dropout is in no outcome share
(domain rule), but the share of all who started is always given beside it, because leaving out those for whom it did
not work makes any service look better.
"""

from typing import TYPE_CHECKING

from fotfeste.insight.figures.rules.figure import Unit
from fotfeste.insight.outcomes.indicators.definition import Better, Indicator, Scope, Section, Statistic, Tables
from fotfeste.insight.outcomes.tables import OUTCOME_CLASSES

if TYPE_CHECKING:
    import ibis.expr.types as ir

ENDED = "Episodes with an end date in the period"


def ended(t: Tables, scope: Scope) -> "ir.Table":
    """Episodes that ended in the period, completed and dropouts alike."""
    e = t.episodes
    return e.filter(scope.contains(e.ended_on) & e.status.isin(["completed", "dropout"]))


def completed(t: Tables, scope: Scope) -> "ir.Table":
    """Episodes completed in the period."""
    e = ended(t, scope)
    return e.filter(e.status == "completed")


def _of_completed(outcome: str) -> Indicator:
    def rows(t: Tables, scope: Scope) -> "ir.Table":
        e = completed(t, scope)
        return e.select(group=e.group, value=e.outcome_class == outcome)

    words = outcome.replace("_", " ")
    return Indicator(
        id=f"ended_{outcome}",
        section=Section.OUTCOME,
        question=f"Of those who completed, how many ended with {words}?",
        numerator=f"Completed episodes with outcome class {words}",
        denominator="Episodes completed in the period with a confirmed outcome class",
        exclusions="Dropouts. A safety alarm or an aid alone counts as no service. Class not confirmed: missing",
        statistic=Statistic.SHARE,
        unit=Unit.SHARE,
        better={"no_service": Better.HIGHER, "same_or_more_services": Better.LOWER}.get(outcome, Better.NEITHER),
        source="Klepp 2015; Langeland et al. 2016 for the grouping of first-time and existing users",
        rows=rows,
    )


def _of_started(outcome: str) -> Indicator:
    def rows(t: Tables, scope: Scope) -> "ir.Table":
        import ibis

        e = ended(t, scope)
        value = ibis.ifelse(e.status == "dropout", False, e.outcome_class == outcome)
        return e.select(group=e.group, value=value)

    words = outcome.replace("_", " ")
    return Indicator(
        id=f"ended_{outcome}_of_started",
        section=Section.OUTCOME,
        question=f"Of all who started, how many ended with {words}?",
        numerator=f"Completed episodes with outcome class {words}",
        denominator=f"{ENDED}, dropouts included",
        exclusions="Episodes still under way. Class not confirmed: missing",
        statistic=Statistic.SHARE,
        unit=Unit.SHARE,
        better={"no_service": Better.HIGHER, "same_or_more_services": Better.LOWER}.get(outcome, Better.NEITHER),
        source="Counted from all who started, as in a trial by intention to treat",
        rows=rows,
    )


def _dropout_rows(t: Tables, scope: Scope) -> "ir.Table":
    e = ended(t, scope)
    return e.select(group=e.group, value=e.status == "dropout")


OF_COMPLETED = tuple(_of_completed(c) for c in OUTCOME_CLASSES)
OF_STARTED = tuple(_of_started(c) for c in OUTCOME_CLASSES)
DROPOUTS = Indicator(
    id="dropouts",
    section=Section.OUTCOME,
    question="Of all who started, how many broke off?",
    numerator="Episodes ended as dropout (hospital, death, moved, withdrew, other)",
    denominator=f"{ENDED}, dropouts included",
    exclusions="Episodes still under way",
    statistic=Statistic.SHARE,
    unit=Unit.SHARE,
    better=Better.NEITHER,
    source="Klepp 2015 left dropouts out of its table; here they are shown",
    rows=_dropout_rows,
)
INDICATORS = (*OF_COMPLETED, *OF_STARTED, DROPOUTS)
