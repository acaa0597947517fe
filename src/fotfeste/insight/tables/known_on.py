"""The tables as they were on an earlier day: what happened after it does not exist.

One rule for every table, so that no reader counts one thing by one day and another by another. What was planned on the
day for later is left out with what was made later: the tables do not say when a plan was written.
"""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from fotfeste.insight.tables.engines import Tables
from fotfeste.insight.tables.schema import FOLLOW_UP_MONTHS

if TYPE_CHECKING:
    import ibis.expr.types as ir


def known_on(t: Tables, day: date) -> Tables:
    """Rows of things that began after `day` are gone, and cells that tell of something after it are empty."""
    import ibis

    at = ibis.date(day)

    def until(column: "ir.Value") -> "ir.Value":
        return ibis.ifelse(column <= at, column, ibis.null("date"))

    referrals = t.referrals.filter(t.referrals.received_on <= at)
    answered = (referrals.answered_on > at).fill_null(False) | (referrals.decided_on > at).fill_null(False)
    contacted = (referrals.contacted_on <= at).fill_null(False)
    referrals = referrals.mutate(
        working_days_to_contact=ibis.ifelse(contacted, referrals.working_days_to_contact, ibis.null("int32")),
        status=ibis.ifelse(answered, "open", referrals.status),
        alternative=ibis.ifelse(answered, ibis.null("string"), referrals.alternative),
        **{name: until(referrals[name]) for name in ("contacted_on", "answered_on", "screened_on", "decided_on")},
    )
    began = t.episodes.filter(t.episodes.started_on <= at)
    over = (began.ended_on <= at).fill_null(False)
    nothing = ibis.null("string")
    episodes = began.mutate(
        status=ibis.ifelse(over, began.status, "active"),
        outcome_class=ibis.ifelse(over, began.outcome_class, nothing),
        dropout_reason=ibis.ifelse(over, began.dropout_reason, nothing),
        safety_alarm=ibis.ifelse(over, began.safety_alarm, ibis.null("boolean")),
        **{name: until(began[name]) for name in ("ended_on", "handed_over_on", "reported_to_gp_on")},
    )

    def of_those(rows: "ir.Table") -> "ir.Table":
        return rows.semi_join(episodes, "episode")

    planned = of_those(t.follow_ups)
    done = (planned.done_on <= at).fill_null(False)
    follow_ups = planned.mutate(
        result=ibis.ifelse(done, planned.result, nothing),
        lives_at_home=ibis.ifelse(done, planned.lives_at_home, ibis.null("boolean")),
        done_on=until(planned.done_on),
    )
    assessments = of_those(t.assessments.filter(t.assessments.assessed_on <= at))
    goals = of_those(t.goals.filter(t.goals.set_on <= at))
    judged = (goals.closed_on > at).fill_null(False)
    return replace(
        t,
        persons=t.persons.mutate(died_on=until(t.persons.died_on)),
        referrals=referrals,
        episodes=episodes,
        follow_ups=follow_ups,
        service_levels=_levels(t, of_those(t.service_levels), episodes, at),
        assessments=assessments,
        changes=t.changes.semi_join(assessments, ["episode", "instrument", "measure", "occasion"]),
        visits=of_those(t.visits.filter(t.visits.visited_on <= at)),
        staff_time=of_those(t.staff_time.filter(t.staff_time.worked_on <= at)),
        goals=goals.mutate(
            state=ibis.ifelse(judged, "active", goals.state),
            rating_after=ibis.ifelse(judged, ibis.null("int32"), goals.rating_after),
            closed_on=until(goals.closed_on),
        ),
        municipality_counts=t.municipality_counts.filter(t.municipality_counts.year <= day.year),
    )


def _levels(t: Tables, levels: "ir.Table", episodes: "ir.Table", at: "ir.Value") -> "ir.Table":
    """Hours at the start; at the end and at a follow-up only where that had come: done, or else due, by the day."""
    import ibis

    ended = episodes.filter(episodes.ended_on.notnull()).select("episode")
    f = t.follow_ups
    come = f.filter(ibis.coalesce(f.done_on, f.due_on) <= at).select("episode", "months")
    parts = [levels.filter(levels.moment.isin(["at_start", "granted_estimate"]))]
    parts.append(levels.filter(levels.moment == "at_end").semi_join(ended, "episode"))
    for months in FOLLOW_UP_MONTHS:
        then = levels.filter(levels.moment == f"month_{months}").semi_join(ended, "episode")
        asked = f.filter(f.months == months).select("episode")
        later = come.filter(come.months == months).select("episode")
        parts.append(then.semi_join(later, "episode"))
        # Brought in without its follow-up: there is no day to hold it against but that of the end.
        parts.append(then.anti_join(asked, "episode"))
    return ibis.union(*parts)
