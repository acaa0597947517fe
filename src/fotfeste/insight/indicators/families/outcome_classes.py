"""What became of people: no service, fewer, the same or more, or broke off; and what became of their goals.

The three shares of those who completed are what services usually publish (Klepp 2015). The same three of all who
started are what a council should read beside it, because leaving out those for whom it did not work makes any service
look better.
"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from fotfeste.insight.figures.rules.figure import Unit
from fotfeste.insight.indicators.asked import ENDED, has_completed, has_ended
from fotfeste.insight.indicators.definition import Better, Indicator, Scope, Section, Statistic, Thing, Words
from fotfeste.insight.tables.schema import OUTCOME_CLASSES

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from django.utils.functional import Promise

_BETTER = {"no_service": Better.HIGHER, "same_or_more_services": Better.LOWER}


_OF_COMPLETED = {
    "no_service": Words(
        _("Ended without services"),
        _(
            "Of those who completed and have a confirmed outcome. A safety alarm or an aid alone counts as no "
            "service. Those who did not complete are left out."
        ),
    ),
    "fewer_services": Words(
        _("Ended with fewer services"),
        _(
            "Fewer hours a week than at the start, or than would have been granted. Of those who completed and have a "
            "confirmed outcome."
        ),
    ),
    "same_or_more_services": Words(
        _("Ended with the same or more services"),
        _("A result like the others, not an error. Of those who completed and have a confirmed outcome."),
    ),
}
_OF_STARTED = {
    "no_service": _("Without services, of all who started"),
    "fewer_services": _("Fewer services, of all who started"),
    "same_or_more_services": _("Same or more services, of all who started"),
}
_ALSO_DROPOUTS = _("As above, but counted of all whose episode has ended, also those who did not complete.")
_BROKE_OFF = {
    "death": _("Broke off because of death"),
    "hospital": _("Broke off because of a hospital stay"),
}


def _of_completed(outcome: str) -> Indicator:
    words = outcome.replace("_", " ")
    return Indicator(
        id=f"ended_{outcome}",
        section=Section.OUTCOME,
        question=f"Of those who completed, how many ended with {words}?",
        words=_OF_COMPLETED[outcome],
        numerator=f"Completed episodes with outcome class {words}",
        denominator="Episodes completed in the period with a confirmed outcome class",
        exclusions="Dropouts. A safety alarm or an aid alone counts as no service. Class not confirmed: missing",
        statistic=Statistic.SHARE,
        unit=Unit.SHARE,
        better=_BETTER.get(outcome, Better.NEITHER),
        source="Klepp 2015; Langeland et al. 2016 for the grouping of first-time and existing users",
        thing=Thing.EPISODE,
        asked=has_completed,
        value=lambda e, _scope: e.outcome_class == outcome,
    )


def _of_started(outcome: str) -> Indicator:
    def value(e: "ir.Table", _scope: Scope) -> "ir.Value":
        import ibis

        return ibis.ifelse(e.status == "dropout", False, e.outcome_class == outcome)

    words = outcome.replace("_", " ")
    return Indicator(
        id=f"ended_{outcome}_of_started",
        section=Section.OUTCOME,
        question=f"Of all who started, how many ended with {words}?",
        words=Words(_OF_STARTED[outcome], _ALSO_DROPOUTS),
        numerator=f"Completed episodes with outcome class {words}",
        denominator=f"{ENDED}, dropouts included",
        exclusions="Episodes still under way. Class not confirmed: missing",
        statistic=Statistic.SHARE,
        unit=Unit.SHARE,
        better=_BETTER.get(outcome, Better.NEITHER),
        source="Counted from all who started, as in a trial by intention to treat",
        thing=Thing.EPISODE,
        asked=has_ended,
        value=value,
    )


OF_COMPLETED = tuple(_of_completed(c) for c in OUTCOME_CLASSES)
OF_STARTED = tuple(_of_started(c) for c in OUTCOME_CLASSES)
DROPOUTS = Indicator(
    id="dropouts",
    section=Section.OUTCOME,
    question="Of all who started, how many broke off?",
    words=Words(
        _("Did not complete"),
        _("Ended because of hospital, death, moving, withdrawal or another reason, of all whose episode has ended."),
    ),
    numerator="Episodes ended as dropout (hospital, death, moved, withdrew, other)",
    denominator=f"{ENDED}, dropouts included",
    exclusions="Episodes still under way",
    statistic=Statistic.SHARE,
    unit=Unit.SHARE,
    better=Better.NEITHER,
    source="Klepp 2015 left dropouts out of its table; here they are shown",
    thing=Thing.EPISODE,
    asked=has_ended,
    value=lambda e, _scope: e.status == "dropout",
)


def _dropout_for(reason: str) -> Indicator:
    return Indicator(
        id=f"dropouts_{reason}",
        section=Section.OUTCOME,
        question=f"Of all who started, how many broke off because of {reason}?",
        words=Words(_BROKE_OFF[reason]),
        numerator=f"Episodes ended as dropout, reason {reason}",
        denominator=f"{ENDED}, dropouts included",
        exclusions="Episodes still under way",
        statistic=Statistic.SHARE,
        unit=Unit.SHARE,
        better=Better.NEITHER,
        source="Death and hospital are told apart: they are not failures of the same kind",
        thing=Thing.EPISODE,
        asked=has_ended,
        value=lambda e, _scope: (e.status == "dropout") & (e.dropout_reason == reason).fill_null(False),
    )


def _goals(state: str, words: str, title: "Promise", better: Better) -> Indicator:
    return Indicator(
        id=f"goals_{state}",
        section=Section.OUTCOME,
        question=f"Of the goals people set, how many were {words}?",
        words=Words(title),
        numerator=f"Goals judged as {words}",
        denominator="Goals of episodes that ended in the period, dropouts included",
        exclusions="Goals given up or not rated when the episode ended count as not met",
        statistic=Statistic.SHARE,
        unit=Unit.SHARE,
        better=better,
        source="National Audit of Intermediate Care (goals met wholly or partly)",
        thing=Thing.GOAL,
        asked=has_ended,
        value=lambda g, _scope: g.state == state,
        of_persons=True,
    )


GOALS_MET = _goals("attained", "met", _("Goals met"), Better.HIGHER)
GOALS_PARTLY_MET = _goals("partly_attained", "partly met", _("Goals partly met"), Better.NEITHER)
GOALS_NOT_MET = Indicator(
    id="goals_not_attained",
    section=Section.OUTCOME,
    question="Of the goals people set, how many were not met?",
    words=Words(_("Goals not met")),
    numerator="Goals judged as not met, given up, or not rated when the episode ended",
    denominator="Goals of episodes that ended in the period, dropouts included",
    exclusions="None",
    statistic=Statistic.SHARE,
    unit=Unit.SHARE,
    better=Better.LOWER,
    source="National Audit of Intermediate Care (goals met wholly or partly)",
    thing=Thing.GOAL,
    asked=has_ended,
    value=lambda g, _scope: ~g.state.isin(["attained", "partly_attained"]),
    of_persons=True,
)
# What the council's report stands on; the rest is asked for by name.
REPORTED = (*OF_COMPLETED, *OF_STARTED, DROPOUTS)
INDICATORS = (
    *REPORTED,
    _dropout_for("death"),
    _dropout_for("hospital"),
    GOALS_MET,
    GOALS_PARTLY_MET,
    GOALS_NOT_MET,
)
