"""How the service worked: contact in time, waiting, hours given, length, follow-up calls made."""

from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fotfeste.insight.figures.rules.figure import Unit
from fotfeste.insight.indicators.asked import days, has_completed, has_started, weeks
from fotfeste.insight.indicators.definition import Better, Indicator, Part, Scope, Section, Statistic, Thing, Words
from fotfeste.insight.tables.schema import FOLLOW_UP_MONTHS

if TYPE_CHECKING:
    import ibis.expr.types as ir

CONTACT_WITHIN_WORKING_DAYS = 3


def _contact_asked(r: "ir.Table", scope: Scope) -> "ir.BooleanValue":
    import ibis

    # Someone not contacted whose day has passed was not contacted in time; someone whose day has not come cannot be
    # judged yet and is left out.
    waiting = r.contacted_on.isnull() & (r.contact_due_on >= ibis.date(scope.as_of))
    return scope.contains(r.received_on) & (r.status != "withdrawn") & ~waiting.fill_null(False)


def _contact_in_time(r: "ir.Table", scope: Scope) -> "ir.Value":
    import ibis

    overdue = r.contacted_on.isnull() & (r.contact_due_on < ibis.date(scope.as_of))
    in_time = r.working_days_to_contact <= CONTACT_WITHIN_WORKING_DAYS
    return ibis.ifelse(overdue.fill_null(False), False, in_time)


def _contact_as_promised(r: "ir.Table", scope: Scope) -> "ir.Value":
    import ibis

    overdue = r.contacted_on.isnull() & (r.contact_due_on < ibis.date(scope.as_of))
    # The day promised was worked out from the municipality's own numbers when the referral came; it never moves.
    return ibis.ifelse(overdue.fill_null(False), False, r.contacted_on <= r.contact_due_on)


def _hours(e: "ir.Table", _scope: Scope) -> "ir.Value":
    import ibis

    # One visit without minutes or staff makes the episode's hours unknown: a sum that leaves it out would be too low.
    recorded = ibis.ifelse(e.minutes_unknown == 0, e.minutes.cast("float64") / 60.0 / weeks(e), ibis.null("float64"))
    return ibis.ifelse(e.visits.notnull(), recorded, e.imported_hours_per_week)


_FOLLOWED_UP = {
    1: _("Followed up after 1 month"),
    3: _("Followed up after 3 months"),
    6: _("Followed up after 6 months"),
    12: _("Followed up after 12 months"),
}
_REACHED = _("Reached, of those whose follow-up fell due in the period. No answer counts as not reached.")


def _follow_up(months: int) -> Indicator:
    def asked(e: "ir.Table", scope: Scope) -> "ir.BooleanValue":
        import ibis

        due = e[f"due_{months}"]
        possible = e[f"impossible_{months}"].fill_null(0) == 0
        return (due <= ibis.date(scope.as_of)) & scope.contains(due) & possible

    return Indicator(
        id=f"follow_up_month_{months}",
        section=Section.FOLLOW_UP,
        question=f"Of those due for follow-up after {months} months, how many were reached?",
        words=Words(_FOLLOWED_UP[months], _REACHED),
        numerator="Follow-ups where the person was reached",
        denominator=f"Follow-ups {months} months after the end that fell due in the period",
        exclusions="Not possible (dead, moved away). No answer and declined count as not reached",
        statistic=Statistic.SHARE,
        unit=Unit.SHARE,
        better=Better.HIGHER,
        source="Trials measured at 3, 6, 9 and 12 months; a call after one month is the usual Norwegian practice",
        thing=Thing.EPISODE,
        asked=asked,
        value=lambda e, _scope: (e[f"reached_{months}"] == 1).fill_null(False),
        parts=(Part.FOLLOW_UPS,),
        about_person=False,
    )


CONTACT_AS_PROMISED = Indicator(
    id="contacted_as_promised",
    section=Section.PROCESS,
    question="Are people contacted as promised?",
    words=Words(
        _("Contacted as promised"),
        _(
            "By the day your municipality had promised when the referral came. Of referrals received in the period. "
            "Withdrawn referrals are left out; those still within the deadline are not counted yet."
        ),
    ),
    numerator="Referrals with first contact no later than the day promised by the municipality's own service model",
    denominator="Referrals received in the period",
    exclusions="Withdrawn; last day not over. Not contacted and overdue: not in time. No promise: missing",
    statistic=Statistic.SHARE,
    unit=Unit.SHARE,
    better=Better.HIGHER,
    source="The municipality's own promise, in working days or before the way home from hospital",
    thing=Thing.REFERRAL,
    asked=_contact_asked,
    value=_contact_as_promised,
    about_person=False,
)
CONTACT_IN_TIME = Indicator(
    id="contact_within_3_working_days",
    section=Section.PROCESS,
    question="Are people contacted within three working days, whatever was promised?",
    words=Words(
        _("Contacted within three working days"),
        _(
            "Of referrals received in the period. Public holidays are not working days. Withdrawn referrals are left "
            "out; those still within the deadline are not counted yet."
        ),
    ),
    numerator="Referrals with first contact within three working days",
    denominator="Referrals received in the period",
    exclusions="Withdrawn; last day not over. Not contacted and overdue: not in time. No promise, no contact: missing",
    statistic=Statistic.SHARE,
    unit=Unit.SHARE,
    better=Better.HIGHER,
    source="The promise of Gjøvik; Norwegian public holidays are no working days",
    thing=Thing.REFERRAL,
    asked=_contact_asked,
    value=_contact_in_time,
    about_person=False,
)
DAYS_TO_START = Indicator(
    id="days_from_referral_to_start",
    section=Section.PROCESS,
    question="How long do people wait?",
    words=Words(
        _("Days from referral to start"),
        _("The median for episodes started in the period. Those still waiting are not in it."),
        pgettext_lazy("council report", "from referral to start"),
        _("Half waited no longer than this."),
    ),
    numerator="Days from the referral was received to the episode started, the middle value",
    denominator="Episodes started in the period",
    exclusions="Episodes brought in from a file without a referral. Those still waiting are not in it",
    statistic=Statistic.MEDIAN,
    unit=Unit.DAYS,
    better=Better.LOWER,
    source="National Audit of Intermediate Care (waiting time)",
    thing=Thing.EPISODE,
    asked=lambda e, scope: has_started(e, scope) & e.received_on.notnull(),
    value=lambda e, _scope: e.started_on.delta(e.received_on, unit="day"),
    about_person=False,
)
HOURS_PER_WEEK = Indicator(
    id="hours_of_reablement_per_week",
    section=Section.DOSE,
    question="How much reablement do people get?",
    words=Words(
        _("Hours of reablement a week"),
        _(
            "The mean for those who completed: staff hours with the person, two staff count twice, travel left out. "
            "Episodes brought in from a file have the hours the file gave."
        ),
        pgettext_lazy("council report", "of training a week"),
        _("The mean. Two staff at once count twice."),
    ),
    numerator="Staff hours with the person (two staff twice, no travel) by week, first and last day counted, the mean",
    denominator="Episodes completed in the period",
    exclusions="Dropouts. Episodes with a visit whose minutes or staff are not recorded: missing",
    statistic=Statistic.MEAN,
    unit=Unit.HOURS_PER_WEEK,
    better=Better.NEITHER,
    source="Klepp reported 4 to 10 hours a week",
    thing=Thing.EPISODE,
    asked=has_completed,
    value=_hours,
    parts=(Part.VISITS,),
    about_person=False,
)
LENGTH = Indicator(
    id="length_of_episode",
    section=Section.DOSE,
    question="How long does it last?",
    words=Words(
        _("Length of the episode"),
        _("Days from start to end, both counted, the median for those who completed."),
        pgettext_lazy("council report", "of training"),
        _("Half trained no longer than this."),
    ),
    numerator="Days from start to end, first and last day counted, the middle value",
    denominator="Episodes completed in the period",
    exclusions="Dropouts and episodes still under way",
    statistic=Statistic.MEDIAN,
    unit=Unit.DAYS,
    better=Better.NEITHER,
    source="4 to 12 weeks is typical in Norway",
    thing=Thing.EPISODE,
    asked=has_completed,
    value=lambda e, _scope: days(e),
    about_person=False,
)
FOLLOW_UPS = tuple(_follow_up(m) for m in FOLLOW_UP_MONTHS)
REPORTED = (CONTACT_AS_PROMISED, DAYS_TO_START, HOURS_PER_WEEK, LENGTH, *FOLLOW_UPS)


def _weeks_over_plan(e: "ir.Table", _scope: Scope) -> "ir.Value":
    return e.ended_on > e.planned_end_on


def _waited_for_start(r: "ir.Table", scope: Scope) -> "ir.Value":
    import ibis

    return r.started_on.fill_null(ibis.date(scope.as_of)).delta(r.received_on, unit="day")


def _waits_or_started(r: "ir.Table", scope: Scope) -> "ir.BooleanValue":
    return scope.contains(r.received_on) & r.status.isin(["open", "accepted"])


def _started_within(days: int) -> Indicator:
    def asked(r: "ir.Table", scope: Scope) -> "ir.BooleanValue":
        import ibis

        # Whoever was received so lately that the days have not passed cannot be judged yet.
        judged = r.started_on.notnull() | (ibis.date(scope.as_of).delta(r.received_on, unit="day") > days)
        return _waits_or_started(r, scope) & judged

    return Indicator(
        id=f"started_within_{days}_days",
        section=Section.PROCESS,
        question=f"How many start within {days} days?",
        words=Words(format_lazy(_("Started within {days} days"), days=days)),
        numerator=f"Referrals whose episode started at most {days} days after they were received",
        denominator="Referrals received in the period, not declined or withdrawn",
        exclusions=f"Not started and received {days} days ago or less. Still waiting after that: not in time",
        statistic=Statistic.SHARE,
        unit=Unit.SHARE,
        better=Better.HIGHER,
        source="NICE QS173 (two days, for bed-based care only); seven days beside it",
        thing=Thing.REFERRAL,
        asked=asked,
        value=lambda r, _scope: (r.started_on.delta(r.received_on, unit="day") <= days).fill_null(False),
        about_person=False,
    )


MEDIAN_WAIT = Indicator(
    id="median_wait_with_those_still_waiting",
    section=Section.PROCESS,
    question="How long do people wait, when those still waiting are counted?",
    words=Words(_("Days from referral to start, those still waiting counted")),
    numerator="Days from the referral was received until half have started, by Kaplan and Meier",
    denominator="Referrals received in the period, not declined or withdrawn",
    exclusions="None. Whoever has not started counts as waiting so far",
    statistic=Statistic.MEDIAN_WAIT,
    unit=Unit.DAYS,
    better=Better.LOWER,
    source="National Audit of Intermediate Care (waiting time); Kaplan and Meier 1958",
    thing=Thing.REFERRAL,
    asked=_waits_or_started,
    value=_waited_for_start,
    happened=lambda r, _scope: r.started_on.notnull(),
    about_person=False,
)
LONGEST_WAITS = Indicator(
    id="days_from_referral_to_start_ninth_decile",
    section=Section.PROCESS,
    question="How long do the tenth who wait longest wait at least?",
    words=Words(_("Days from referral to start, the tenth who wait longest")),
    numerator="Days from the referral was received to the episode started, the ninth decile",
    denominator="Episodes started in the period",
    exclusions="Episodes brought in from a file without a referral. Those still waiting are not in it",
    statistic=Statistic.NINTH_DECILE,
    unit=Unit.DAYS,
    better=Better.LOWER,
    source="National Audit of Intermediate Care (waiting time)",
    thing=Thing.EPISODE,
    asked=DAYS_TO_START.asked,
    value=DAYS_TO_START.value,
    about_person=False,
)
DAYS_TO_CONTACT = Indicator(
    id="median_days_to_contact",
    section=Section.PROCESS,
    question="How long until somebody calls?",
    words=Words(_("Days from referral to first contact")),
    numerator="Days from the referral was received until half have been contacted, by Kaplan and Meier",
    denominator="Referrals received in the period, not withdrawn",
    exclusions="None. Whoever has not been contacted counts as waiting so far",
    statistic=Statistic.MEDIAN_WAIT,
    unit=Unit.DAYS,
    better=Better.LOWER,
    source="National Audit of Intermediate Care (referral to assessment)",
    thing=Thing.REFERRAL,
    asked=lambda r, scope: scope.contains(r.received_on) & (r.status != "withdrawn"),
    value=lambda r, scope: _until(r.contacted_on, scope).delta(r.received_on, unit="day"),
    happened=lambda r, _scope: r.contacted_on.notnull(),
    about_person=False,
)


def _until(day: "ir.Value", scope: Scope) -> "ir.Value":
    import ibis

    return day.fill_null(ibis.date(scope.as_of))


OVER_PLAN = Indicator(
    id="lasted_longer_than_planned",
    section=Section.DOSE,
    question="How many last longer than was decided?",
    words=Words(_("Lasted longer than was decided")),
    numerator="Episodes that ended after the planned end",
    denominator="Episodes completed in the period",
    exclusions="Dropouts. No planned end recorded: missing",
    statistic=Statistic.SHARE,
    unit=Unit.SHARE,
    better=Better.LOWER,
    source="Reablement is limited in time; 4 to 12 weeks is typical in Norway",
    thing=Thing.EPISODE,
    asked=has_completed,
    value=_weeks_over_plan,
    about_person=False,
)
DECLINED = Indicator(
    id="declined",
    section=Section.PROCESS,
    question="How many referrals are declined?",
    words=Words(_("Referrals declined")),
    numerator="Referrals declined",
    denominator="Referrals received in the period, accepted or declined",
    exclusions="Withdrawn, and those still open",
    statistic=Statistic.SHARE,
    unit=Unit.SHARE,
    better=Better.NEITHER,
    source="Reasons for declining are told in the referral itself; high shares ask for better information to referrers",
    thing=Thing.REFERRAL,
    asked=lambda r, scope: scope.contains(r.received_on) & r.status.isin(["accepted", "declined"]),
    value=lambda r, _scope: r.status == "declined",
)
INDICATORS = (
    *REPORTED,
    CONTACT_IN_TIME,
    DAYS_TO_CONTACT,
    MEDIAN_WAIT,
    LONGEST_WAITS,
    _started_within(2),
    _started_within(7),
    DECLINED,
    OVER_PLAN,
)
