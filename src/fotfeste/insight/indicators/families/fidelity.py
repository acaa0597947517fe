"""How true the service is to the method: the core points that can be counted from records.

Leadership, the planning phase and recognition between services cannot; they come from the self-evaluation. Goals from
the start, follow-up calls, tapering and measurement are core points too and stand in their own files.
"""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from fotfeste.insight.figures.rules.figure import Unit
from fotfeste.insight.indicators.asked import has_completed, has_ended, has_started, weeks
from fotfeste.insight.indicators.definition import Better, Indicator, Part, Scope, Section, Statistic, Thing, Words
from fotfeste.insight.indicators.families.measurement import judged
from fotfeste.insight.indicators.wide_row import professions_first_day

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from django.utils.functional import Promise

EARLY_DAYS = 7
INTENSIVE_VISITS = 3.0  # a week: the lowest that Norwegian services call intensive
MOST_WEEKS = 12
_SOURCE = "Core points of reablement in Norwegian municipalities"


def _of_episodes(
    id: str, question: str, title: "Promise", numerator: str, denominator: str, exclusions: str, **more: Any
) -> Indicator:
    return Indicator(
        id=id,
        section=Section.FIDELITY,
        question=question,
        words=Words(title),
        numerator=numerator,
        denominator=denominator,
        exclusions=exclusions,
        statistic=Statistic.SHARE,
        unit=Unit.SHARE,
        better=Better.HIGHER,
        source=_SOURCE,
        thing=Thing.EPISODE,
        about_person=False,
        **more,
    )


def _intensive(e: "ir.Table", _scope: Scope) -> "ir.Value":
    return e.visits.cast("float64") / weeks(e) >= INTENSIVE_VISITS


TWO_PROFESSIONS = _of_episodes(
    "two_professions_first_day",
    "Do two professions come on the first day?",
    _("Two professions on the first day"),
    "Episodes with staff of two or more professions at visits on the day it started",
    "Episodes started in the period with a visit made on that day",
    "Staff without a profession recorded: missing where it decides",
    asked=lambda e, scope: has_started(e, scope) & (e.first_visit_on <= e.started_on).fill_null(False),
    value=lambda e, _scope: _at_least_two(e),
    parts=(Part.VISITS, Part.STAFF),
)


def _at_least_two(e: "ir.Table") -> "ir.Value":
    import ibis

    came = professions_first_day(e)
    unknown = (came < 2) & (e.first_day_unknown <= e.started_on).fill_null(False)
    return ibis.ifelse(unknown | e.professions.isnull(), ibis.null("boolean"), came >= 2)


INTERDISCIPLINARY = _of_episodes(
    "interdisciplinary",
    "Does a team of several professions take part?",
    _("Several professions took part"),
    "Episodes with visits by two or more professions",
    "Episodes completed in the period with a visit made",
    "Dropouts. No staff recorded at any visit: missing. Staff without a profession count as none",
    asked=lambda e, scope: has_completed(e, scope) & (e.visits > 0),
    value=lambda e, _scope: e.professions >= 2,
    parts=(Part.VISITS, Part.STAFF),
)
EARLY_START = _of_episodes(
    "early_start",
    "Does training begin early?",
    _("Training began early"),
    f"Episodes that started at most {EARLY_DAYS} days after discharge from hospital, or after the referral",
    "Episodes started in the period with a referral",
    "Brought in from a file without a referral",
    asked=lambda e, scope: has_started(e, scope) & e.received_on.notnull(),
    value=lambda e, _scope: e.started_on.delta(e.discharged_on.fill_null(e.received_on), unit="day") <= EARLY_DAYS,
)
INTENSIVE = _of_episodes(
    "intensive",
    "Is it intensive?",
    _("Training was intensive"),
    f"Episodes with {INTENSIVE_VISITS:g} or more visits a week on average",
    "Episodes completed in the period with a visit made",
    "Dropouts",
    asked=lambda e, scope: has_completed(e, scope) & (e.visits > 0),
    value=_intensive,
    parts=(Part.VISITS,),
)
TIME_LIMITED = _of_episodes(
    "limited_in_time",
    "Is it limited in time?",
    _("Training was limited in time"),
    f"Episodes that lasted at most {MOST_WEEKS} weeks, first and last day counted",
    "Episodes completed in the period",
    "Dropouts",
    asked=has_completed,
    value=lambda e, _scope: weeks(e) <= MOST_WEEKS + 1e-9,
)
TRAINS_ALONE = _of_episodes(
    "trains_between_visits",
    "Do people train between the visits?",
    _("Trained alone between the visits"),
    "Episodes with a goal whose plan has training that the person does alone",
    "Episodes that ended in the period with a goal",
    "None",
    asked=lambda e, scope: has_ended(e, scope) & (e.goals > 0),
    value=lambda e, _scope: e.goals_training_alone > 0,
    parts=(Part.GOALS,),
)
RELATIVES = _of_episodes(
    "relatives_take_part",
    "Do next of kin take part?",
    _("Next of kin took part"),
    "Episodes with a goal whose plan has training with a next of kin",
    "Episodes that ended in the period with a goal",
    "None. Not everybody has next of kin, and it is not recorded who has",
    asked=lambda e, scope: has_ended(e, scope) & (e.goals > 0),
    value=lambda e, _scope: e.goals_with_relative > 0,
    parts=(Part.GOALS,),
)


def _mostly_guided(e: "ir.Table", _scope: Scope) -> "ir.Value":
    import ibis

    told = e.visits_with_help_told > 0
    mostly = e.visits_with_little_help * 2 > e.visits_with_help_told
    return ibis.ifelse(told.fill_null(False), mostly, ibis.null("boolean"))


GUIDED = _of_episodes(
    "guided_instead_of_done_for",
    "Do staff guide instead of doing it for people?",
    _("Staff guided instead of doing it for the person"),
    "Episodes where more than half of the visits gave little help or none (level 0 to 2 of 5)",
    "Episodes completed in the period with a visit made",
    "Dropouts. Level of help never recorded: missing",
    asked=lambda e, scope: has_completed(e, scope) & (e.visits > 0),
    value=_mostly_guided,
    parts=(Part.VISITS,),
)
PLAN_FROM_GOALS = _of_episodes(
    "plan_from_own_goals",
    "Is the plan made from the person's own goals?",
    _("Plan made from the person’s own goals"),
    "Episodes with at least one goal in the person's own words",
    "Episodes started in the period",
    "Under way for 14 days or less",
    asked=lambda e, scope: judged(e, scope, 14),
    value=lambda e, _scope: (e.goals > 0).fill_null(False),
    parts=(Part.GOALS,),
)
INDICATORS = (
    TWO_PROFESSIONS,
    INTERDISCIPLINARY,
    EARLY_START,
    PLAN_FROM_GOALS,
    INTENSIVE,
    TIME_LIMITED,
    GUIDED,
    TRAINS_ALONE,
    RELATIVES,
)
