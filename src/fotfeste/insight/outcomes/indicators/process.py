"""How the service worked: contact in time, waiting, hours given, length, follow-up calls made."""

from typing import TYPE_CHECKING

from fotfeste.insight.figures.rules.figure import Unit
from fotfeste.insight.outcomes.indicators.definition import Better, Indicator, Scope, Section, Statistic, Tables
from fotfeste.insight.outcomes.indicators.outcome_classes import completed
from fotfeste.insight.outcomes.tables import FOLLOW_UP_MONTHS

if TYPE_CHECKING:
    import ibis.expr.types as ir

CONTACT_WITHIN_WORKING_DAYS = 3


def _contact_rows(t: Tables, scope: Scope) -> "ir.Table":
    import ibis

    r = t.referrals
    # Someone not contacted whose day has passed was not contacted in time; someone whose day has not come cannot be
    # judged yet and is left out.
    waiting = r.contacted_on.isnull() & (r.contact_due_on >= ibis.date(scope.as_of))
    r = r.filter(scope.contains(r.received_on) & (r.status != "withdrawn") & ~waiting.fill_null(False))
    overdue = r.contacted_on.isnull() & (r.contact_due_on < ibis.date(scope.as_of))
    in_time = r.working_days_to_contact <= CONTACT_WITHIN_WORKING_DAYS
    return r.select(group=r.group, value=ibis.ifelse(overdue.fill_null(False), False, in_time))


def _days_to_start_rows(t: Tables, scope: Scope) -> "ir.Table":
    e = t.episodes.filter(scope.contains(t.episodes.started_on) & t.episodes.referral.notnull())
    joined = e.join(t.referrals.select("referral", "received_on"), "referral")
    return joined.select(group=joined.group, value=joined.started_on.delta(joined.received_on, unit="day"))


def _weeks(e: "ir.Table") -> "ir.NumericColumn":
    # First and last day both count, since visits are made on both.
    return (e.ended_on.delta(e.started_on, unit="day") + 1) / 7.0


def _hours_rows(t: Tables, scope: Scope) -> "ir.Table":
    import ibis

    v = t.visits.filter(t.visits.status == "done")
    v = v.mutate(staff_minutes=v.minutes_on_site * v.staff_count)
    # One visit without minutes or staff makes the episode's hours unknown: a sum that leaves it out would be too low.
    per_episode = v.group_by("episode").agg(
        minutes=v.staff_minutes.sum(), unknown=v.staff_minutes.isnull().sum(), visits=v.count()
    )
    e = completed(t, scope).left_join(per_episode, "episode")
    recorded = ibis.ifelse(e.unknown == 0, e.minutes / 60.0 / _weeks(e), ibis.null("float64"))
    value = ibis.ifelse(e.visits.notnull(), recorded, e.imported_hours_per_week)
    return e.select(group=e.group, value=value)


def _length_rows(t: Tables, scope: Scope) -> "ir.Table":
    e = completed(t, scope)
    return e.select(group=e.group, value=e.ended_on.delta(e.started_on, unit="day"))


def _follow_up(months: int) -> Indicator:
    def rows(t: Tables, scope: Scope) -> "ir.Table":
        import ibis

        f = t.follow_ups
        due = (f.months == months) & (f.due_on <= ibis.date(scope.as_of)) & scope.contains(f.due_on)
        f = f.filter(due & (f.result != "not_possible").fill_null(True))
        joined = f.join(t.episodes.select("episode", "group"), "episode")
        return joined.select(group=joined.group, value=(joined.result == "reached").fill_null(False))

    return Indicator(
        id=f"follow_up_month_{months}",
        section=Section.FOLLOW_UP,
        question=f"Of those due for follow-up after {months} months, how many were reached?",
        numerator="Follow-ups where the person was reached",
        denominator=f"Follow-ups {months} months after the end that fell due in the period",
        exclusions="Not possible (dead, moved away). No answer and declined count as not reached",
        statistic=Statistic.SHARE,
        unit=Unit.SHARE,
        better=Better.HIGHER,
        source="Trials measured at 3, 6, 9 and 12 months; a call after one month is the usual Norwegian practice",
        rows=rows,
        about_person=False,
    )


CONTACT_IN_TIME = Indicator(
    id="contact_within_3_working_days",
    section=Section.PROCESS,
    question="Are people contacted as promised?",
    numerator="Referrals with first contact within three working days",
    denominator="Referrals received in the period",
    exclusions="Withdrawn, and those whose last day has not come. Not contacted and overdue counts as not in time",
    statistic=Statistic.SHARE,
    unit=Unit.SHARE,
    better=Better.HIGHER,
    source="The promise of Gjøvik; Norwegian public holidays are no working days",
    rows=_contact_rows,
    about_person=False,
)
DAYS_TO_START = Indicator(
    id="days_from_referral_to_start",
    section=Section.PROCESS,
    question="How long do people wait?",
    numerator="Days from the referral was received to the episode started, the middle value",
    denominator="Episodes started in the period",
    exclusions="Episodes brought in from a file without a referral. Those still waiting are not in it",
    statistic=Statistic.MEDIAN,
    unit=Unit.DAYS,
    better=Better.LOWER,
    source="National Audit of Intermediate Care (waiting time)",
    rows=_days_to_start_rows,
    about_person=False,
)
HOURS_PER_WEEK = Indicator(
    id="hours_of_reablement_per_week",
    section=Section.DOSE,
    question="How much reablement do people get?",
    numerator="Staff hours with the person (two staff count twice, travel left out) divided by weeks, the mean",
    denominator="Episodes completed in the period",
    exclusions="Dropouts. Episodes with a visit whose minutes or staff are not recorded: missing",
    statistic=Statistic.MEAN,
    unit=Unit.HOURS_PER_WEEK,
    better=Better.NEITHER,
    source="Klepp reported 4 to 10 hours a week",
    rows=_hours_rows,
    about_person=False,
)
LENGTH = Indicator(
    id="length_of_episode",
    section=Section.DOSE,
    question="How long does it last?",
    numerator="Days from start to end, the middle value",
    denominator="Episodes completed in the period",
    exclusions="Dropouts and episodes still under way",
    statistic=Statistic.MEDIAN,
    unit=Unit.DAYS,
    better=Better.NEITHER,
    source="4 to 12 weeks is typical in Norway",
    rows=_length_rows,
    about_person=False,
)
FOLLOW_UPS = tuple(_follow_up(m) for m in FOLLOW_UP_MONTHS)
INDICATORS = (CONTACT_IN_TIME, DAYS_TO_START, HOURS_PER_WEEK, LENGTH, *FOLLOW_UPS)
