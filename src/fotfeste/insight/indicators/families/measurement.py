"""Whether it was asked, agreed, measured and handed over: what has to be there before a result can be believed."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from fotfeste.insight.figures.rules.figure import Unit
from fotfeste.insight.indicators.asked import ENDED, has_ended, has_started
from fotfeste.insight.indicators.definition import Better, Indicator, Part, Scope, Section, Statistic, Thing, Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

BASELINE_WITHIN_DAYS = 14
GOALS_WITHIN_DAYS = 14


def judged(e: "ir.Table", scope: Scope, days: int) -> "ir.BooleanValue":
    """Started in the period, and the days have passed (or it has ended), so that something missing is missing."""
    import ibis

    passed = ibis.date(scope.as_of).delta(e.started_on, unit="day") > days
    return has_started(e, scope) & (passed | e.ended_on.notnull())


LIMITS_EXPLAINED = Indicator(
    id="service_explained",
    section=Section.PROCESS,
    question="Is it talked through what the service can and cannot do?",
    words=Words(_("Talked through what the service can and cannot do")),
    numerator="Referrals where the talk is written down",
    denominator="Referrals received in the period whose person has been contacted",
    exclusions="Not contacted yet. Not recorded either way: missing",
    statistic=Statistic.SHARE,
    unit=Unit.SHARE,
    better=Better.HIGHER,
    source="NICE QS173, statement 1",
    thing=Thing.REFERRAL,
    asked=lambda r, scope: scope.contains(r.received_on) & r.contacted_on.notnull(),
    value=lambda r, _scope: r.limits_explained,
    about_person=False,
)
SCREENED_FIRST = Indicator(
    id="judged_before_permanent_service",
    section=Section.PROCESS,
    question="Is it judged whether training could help, before a permanent service is granted?",
    words=Words(_("Judged before a permanent service was granted")),
    numerator="Referrals of new applicants where the potential was judged by the day of the decision",
    denominator="Referrals of new applicants received in the period and decided",
    exclusions="People who already have services; withdrawn; not decided yet",
    statistic=Statistic.SHARE,
    unit=Unit.SHARE,
    better=Better.HIGHER,
    source="NICE NG74 1.2.8; asked of 27 municipalities by KS 2024",
    thing=Thing.REFERRAL,
    asked=lambda r, scope: (
        scope.contains(r.received_on) & (r.group == "first_time") & r.status.isin(["accepted", "declined"])
    ),
    value=lambda r, _scope: r.screened_on.notnull() & (r.screened_on <= r.decided_on).fill_null(True),
    about_person=False,
)
GOALS_AGREED = Indicator(
    id="goals_agreed_at_start",
    section=Section.PROCESS,
    question="Do people have goals of their own from the start?",
    words=Words(_("Goals of their own from the start")),
    numerator=f"Episodes with a goal in the person's own words within {GOALS_WITHIN_DAYS} days",
    denominator="Episodes started in the period",
    exclusions=f"Under way for {GOALS_WITHIN_DAYS} days or less",
    statistic=Statistic.SHARE,
    unit=Unit.SHARE,
    better=Better.HIGHER,
    source="NICE QS173, statement 3",
    thing=Thing.EPISODE,
    asked=lambda e, scope: judged(e, scope, GOALS_WITHIN_DAYS),
    value=lambda e, _scope: (e.first_goal_on.delta(e.started_on, unit="day") <= GOALS_WITHIN_DAYS).fill_null(False),
    parts=(Part.GOALS,),
    about_person=False,
)
MEASURED_AT_START = Indicator(
    id="measured_within_14_days",
    section=Section.PROCESS,
    question="Is it measured how people are when they begin?",
    words=Words(_("Measured when they began")),
    numerator=f"Episodes with an instrument scored as baseline within {BASELINE_WITHIN_DAYS} days of the start",
    denominator="Episodes started in the period",
    exclusions=f"Under way for {BASELINE_WITHIN_DAYS} days or less",
    statistic=Statistic.SHARE,
    unit=Unit.SHARE,
    better=Better.HIGHER,
    source="Without a baseline no change can be known",
    thing=Thing.EPISODE,
    asked=lambda e, scope: judged(e, scope, BASELINE_WITHIN_DAYS),
    value=lambda e, _scope: (e.measured_on.delta(e.started_on, unit="day") <= BASELINE_WITHIN_DAYS).fill_null(False),
    parts=(Part.SCORES,),
    about_person=False,
)
MEASURED_TWICE = Indicator(
    id="measured_at_both_ends",
    section=Section.PROCESS,
    question="Of all who started, how many were measured at both ends?",
    words=Words(_("Measured at the start and at the end")),
    numerator="Episodes with a score of the same instrument at the start and at the end",
    denominator=f"{ENDED}, dropouts included",
    exclusions="Episodes still under way. Died, hospital, declined and not done all count as not measured",
    statistic=Statistic.SHARE,
    unit=Unit.SHARE,
    better=Better.HIGHER,
    source="In three Norwegian working models 67 per cent were followed (10.1186/s12913-021-06914-2)",
    thing=Thing.EPISODE,
    asked=has_ended,
    value=lambda e, _scope: (e.measured_twice > 0).fill_null(False),
    parts=(Part.SCORES,),
    about_person=False,
)


def _alive_at_end(e: "ir.Table", scope: Scope) -> "ir.BooleanValue":
    return has_ended(e, scope) & (e.dropout_reason != "death").fill_null(True)


HANDED_OVER = Indicator(
    id="hand_over_plan",
    section=Section.PROCESS,
    question="Is it agreed what happens afterwards?",
    words=Words(_("Agreed what happens afterwards")),
    numerator="Episodes with a hand-over plan written",
    denominator="Episodes that ended in the period with some service afterwards",
    exclusions="Deaths, and those who ended without services",
    statistic=Statistic.SHARE,
    unit=Unit.SHARE,
    better=Better.HIGHER,
    source="NICE QS173, statement 4",
    thing=Thing.EPISODE,
    asked=lambda e, scope: _alive_at_end(e, scope) & (e.outcome_class != "no_service").fill_null(True),
    value=lambda e, _scope: e.handed_over_on.notnull(),
    about_person=False,
)
REPORTED_TO_GP = Indicator(
    id="report_to_gp",
    section=Section.PROCESS,
    question="Does the GP hear how it went?",
    words=Words(_("The GP was told how it went")),
    numerator="Episodes with a report to the GP written",
    denominator="Episodes that ended in the period",
    exclusions="Deaths",
    statistic=Statistic.SHARE,
    unit=Unit.SHARE,
    better=Better.HIGHER,
    source="Working together with the GP, as the national guides ask for",
    thing=Thing.EPISODE,
    asked=_alive_at_end,
    value=lambda e, _scope: e.reported_to_gp_on.notnull(),
    about_person=False,
)
INDICATORS = (
    LIMITS_EXPLAINED,
    SCREENED_FIRST,
    GOALS_AGREED,
    MEASURED_AT_START,
    MEASURED_TWICE,
    HANDED_OVER,
    REPORTED_TO_GP,
)
