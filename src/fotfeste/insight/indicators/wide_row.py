"""One row for each thing that is counted, with all that is known of it: what every indicator asks its questions of.

Everything about an episode is brought together once, so a hundred questions cost little more than one.
"""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from fotfeste.insight.indicators.definition import Part, Stratum, Thing
from fotfeste.insight.tables.engines import Tables
from fotfeste.insight.tables.schema import FOLLOW_UP_MONTHS, LONG_TERM_PLACE, PROFESSIONS

if TYPE_CHECKING:
    import ibis.expr.types as ir

OPINIONS = ("satisfaction_person", "satisfaction_relative")  # instruments that ask what somebody thinks of the help
# The measures told as indicators: what matters to the person, and balance, walking and rising.
MAIN_MEASURES = (("copm", "performance"), ("sppb", "total"))
# 5.4 - 3.2 is 2.2000000000000002 in floating point; scores have two decimals at most, so this forgives only that.
SLACK = 1e-9
LITTLE_HELP = 2  # on the scale of 0 (none) to 5 (done for the person): guided or supported, not done for


def build(thing: Thing, t: Tables, parts: Collection[Part] = (), by: Stratum = Stratum.GROUP) -> "ir.Table":
    """One row for each thing, with the columns of its table and what `by` asks of its episode and its person.

    An episode has everything that is known of it, and the parts asked for.
    """
    if thing is Thing.REFERRAL:
        return referrals(t)
    if thing is Thing.EPISODE:
        return episodes(t, parts)
    if thing is Thing.GOAL:
        return _of_episodes(t.goals, t, by)
    if thing is Thing.MUNICIPALITY:
        return t.municipality_counts.mutate(year=t.municipality_counts.year.cast("string"))
    a = t.assessments
    return _of_episodes(a.filter(a.instrument.isin(OPINIONS)), t, by)


def widest(by: Collection[Stratum]) -> Stratum:
    """Of several strata the one that needs most beside the thing itself: built for it, rows have what all need."""
    return next((each for each in by if each not in _OF_EPISODE_ITSELF), next(iter(by)))


def episodes(t: Tables, parts: Collection[Part] = ()) -> "ir.Table":
    """One row for each episode that has started.

    Always: the episode's columns, the person's, and `received_on`, `route`, `cause`, `contacted_on`, `discharged_on` of
    its referral, `age` in whole years (by year of birth). With parts, what `_PARTS` gives for each.
    """
    e = _with_person(t.episodes, t)
    r = t.referrals.select(
        "referral", "received_on", "route", "cause", "contacted_on", "discharged_on", "limits_explained"
    )
    e = e.left_join(r, "referral").drop("referral_right")
    age = e.started_on.year() - e.birth_year
    e = e.mutate(age=age, age_band=_age_band(age), year=_year(e.started_on), month=_month(e.started_on))
    for part in Part:
        if part in parts:
            found = _PARTS[part](t)
            e = e.left_join(found, "episode").drop("episode_right")
    return e


def referrals(t: Tables) -> "ir.Table":
    """One row for each referral, with the person's columns and `started_on` of the episode it became, if any."""
    r = _with_person(t.referrals, t)
    e = t.episodes.filter(t.episodes.referral.notnull()).select("referral", "started_on", "unit")
    r = r.left_join(e, "referral").drop("referral_right")
    age = r.received_on.year() - r.birth_year
    return r.mutate(age=age, age_band=_age_band(age), year=_year(r.received_on), month=_month(r.received_on))


_OF_EPISODE_ITSELF = (Stratum.GROUP, Stratum.UNIT, Stratum.YEAR, Stratum.MONTH)


def _of_episodes(rows: "ir.Table", t: Tables, by: Stratum) -> "ir.Table":
    # Person and referral are joined only to be told apart by.
    e, began = t.episodes, t.episodes.started_on
    e = e.mutate(year=_year(began), month=_month(began)) if by in _OF_EPISODE_ITSELF else episodes(t)
    mine = rows.columns
    return rows.join(e.drop([c for c in mine if c in e.columns and c != "episode"]), "episode")


def _with_person(rows: "ir.Table", t: Tables) -> "ir.Table":
    return rows.left_join(t.persons, "person").drop("person_right")


def _year(day: "ir.DateValue") -> "ir.StringValue":
    return day.year().cast("string")


def _month(day: "ir.DateValue") -> "ir.StringValue":
    """202403 for March 2024, so that months stand in order."""
    return (day.year() * 100 + day.month()).cast("string")


def _age_band(age: "ir.Value") -> "ir.Value":
    import ibis

    return ibis.cases((age < 67, "under_67"), (age < 80, "67_79"), (age < 90, "80_89"), (age >= 90, "90_plus"))


def _visits(t: Tables) -> "ir.Table":
    """Visits made: how many, minutes of all staff, first and last day, in the first and last seven days, help given."""
    v = t.visits.filter(t.visits.status == "done")
    e = t.episodes.select("episode", first="started_on", last="ended_on")
    v = v.join(e, "episode")
    into, left = v.visited_on.delta(v["first"], unit="day"), v["last"].delta(v.visited_on, unit="day")
    v = v.mutate(
        staff_minutes=v.minutes_on_site * v.staff_count, travel=v.minutes_travel * v.staff_count, into=into, left=left
    )
    return v.group_by("episode").agg(
        visits=v.count(),
        minutes=v.staff_minutes.sum(),
        minutes_unknown=v.staff_minutes.isnull().sum(),
        travel_minutes=v.travel.sum(),
        travel_unknown=v.travel.isnull().sum(),
        first_visit_on=v.visited_on.min(),
        visits_first_week=v.count(where=v["into"] < 7),
        visits_last_week=v.count(where=v.left < 7),
        visits_with_help_told=v.most_help.count(),
        visits_with_little_help=v.count(where=v.most_help <= LITTLE_HELP),
        effort=v.effort.sum(),
        efforts=v.effort.count(),
    )


def _staff(t: Tables) -> "ir.Table":
    """How many different staff came, minutes with the person by profession, and each profession's first day."""
    s = t.staff_time
    # Twice over the many visits, each time narrow: one wide grouping by person, staff and profession takes longer.
    who = s.select("episode", "staff").distinct()
    who = who.group_by("episode").agg(carers=who.count())
    by = s.group_by("episode", "profession").agg(
        minutes=s.minutes_on_site.sum(), times=s.count(), timed=s.minutes_on_site.count(), first=s.worked_on.min()
    )
    unknown = by.profession.isnull()
    found = by.group_by("episode").agg(
        professions=by.profession.count(),
        professions_unknown=by.times.sum(where=unknown).fill_null(0),
        first_day_unknown=by["first"].min(where=unknown),
        staff_untimed=by.times.sum() - by.timed.sum(),
        **{f"minutes_{p}": by.minutes.sum(where=by.profession == p) for p in PROFESSIONS},
        **{f"first_day_{p}": by["first"].min(where=by.profession == p) for p in PROFESSIONS},
    )
    return found.join(who, "episode")


def professions_first_day(e: "ir.Table") -> "ir.IntegerValue":
    """How many professions came on the day it started."""
    import ibis

    came = [ibis.ifelse((e[f"first_day_{p}"] <= e.started_on).fill_null(False), 1, 0) for p in PROFESSIONS]
    return sum(came[1:], came[0])


def _goals(t: Tables) -> "ir.Table":
    g = t.goals
    return g.group_by("episode").agg(
        goals=g.count(),
        first_goal_on=g.set_on.min(),
        goals_training_alone=g.count(where=g.trains_alone),
        goals_with_relative=g.count(where=g.relative_takes_part),
    )


def _scores(t: Tables) -> "ir.Table":
    """`measured_on`, the day of the first baseline with a value, and how many values there are at both ends."""
    import ibis

    a, c = t.assessments, t.changes
    first = a.filter((a.occasion == "baseline") & a.value.notnull())
    first = first.group_by("episode").agg(measured_on=first.assessed_on.min(), measured_twice=ibis.literal(0, "int64"))
    both = c.filter(c.occasion == "discharge")
    both = both.group_by("episode").agg(measured_on=ibis.null("date"), measured_twice=both.count())
    found = ibis.union(first, both)
    return found.group_by("episode").agg(measured_on=found.measured_on.min(), measured_twice=found.measured_twice.sum())


def _levels(t: Tables) -> "ir.Table":
    """Hours a week in all and whether in a place, at each moment; empty where the moment is not known."""
    s = t.service_levels
    columns: dict[str, Any] = {}
    for moment in ("at_start", "granted_estimate", "at_end", *(f"month_{m}" for m in FOLLOW_UP_MONTHS)):
        # Hundredths of an hour as whole numbers: sums are then the same on every engine.
        columns[f"hundredths_{moment}"] = (s.hours_per_week * 100).round().cast("int64").sum(where=s.moment == moment)
        columns[f"place_{moment}"] = s.count(where=(s.moment == moment) & (s.service == LONG_TERM_PLACE))
    return s.group_by("episode").agg(**columns)


def _follow_ups(t: Tables) -> "ir.Table":
    """For 1, 3, 6 and 12 months: due when, whether reached or not possible, living at home then; 1 yes, 0 no."""
    import ibis

    f = t.follow_ups
    columns: dict[str, Any] = {}
    for m in FOLLOW_UP_MONTHS:
        mine = f.months == m
        columns[f"due_{m}"] = ibis.ifelse(mine, f.due_on, ibis.null("date")).max()
        for name, holds in {
            "reached": f.result == "reached",
            "impossible": f.result == "not_possible",
            "home": f.lives_at_home,
        }.items():
            columns[f"{name}_{m}"] = ibis.ifelse(mine, holds.cast("int32"), ibis.null("int32")).max()
    return f.group_by("episode").agg(**columns)


def _again(t: Tables) -> "ir.Table":
    """`referred_again_on`: the first referral of the same person after the episode ended."""
    e = t.episodes.filter(t.episodes.ended_on.notnull()).select("episode", "person", "ended_on")
    r = t.referrals.select("person", again="received_on")
    later = e.join(r, "person")
    later = later.filter(later.again > later.ended_on)
    return later.group_by("episode").agg(referred_again_on=later.again.min())


def _responders(t: Tables) -> "ir.Table":
    """For each main measure: scored at the start (1), and change for the better held against the published limits.

    `lowest_…` and `strictest_…` are 1 where the change at discharge reaches the lowest or the strictest limit for one
    person, 0 where it does not, empty without a later score. Limits that hold for some baselines only are left out.
    """
    import ibis

    key = ["instrument", "version", "measure"]
    limits = t.thresholds.filter(
        (t.thresholds.applies_to != "group") & t.thresholds.baseline_low.isnull() & t.thresholds.baseline_high.isnull()
    )
    limits = limits.group_by(key).agg(lowest=limits["size"].min(), strictest=limits["size"].max())
    limits = limits.join(t.measures.select(*key, "better"), key)
    c = t.changes.filter(t.changes.occasion == "discharge").join(limits, key)
    gained = ibis.ifelse(c.better == "higher", c.later - c.baseline, c.baseline - c.later) + SLACK
    c = c.select(
        "episode", "instrument", "measure", started=ibis.literal(0), low=(gained >= c.lowest).cast("int32"),
        strict=(gained >= c.strictest).cast("int32"),
    )  # fmt: skip
    a = t.assessments.filter((t.assessments.occasion == "baseline") & t.assessments.value.notnull())
    a = a.semi_join(limits, key)
    a = a.select(
        "episode", "instrument", "measure", started=ibis.literal(1), low=ibis.null("int32"), strict=ibis.null("int32")
    )
    rows = ibis.union(a, c)
    columns: dict[str, Any] = {}
    for instrument, measure in MAIN_MEASURES:
        mine = (rows.instrument == instrument) & (rows.measure == measure)
        for name, of in {"started": rows.started, "lowest": rows.low, "strictest": rows.strict}.items():
            columns[f"{name}_{instrument}"] = ibis.ifelse(mine, of, ibis.null("int32")).max()
    return rows.group_by("episode").agg(**columns)


_PARTS: dict[Part, Callable[[Tables], "ir.Table"]] = {
    Part.VISITS: _visits,
    Part.STAFF: _staff,
    Part.GOALS: _goals,
    Part.SCORES: _scores,
    Part.LEVELS: _levels,
    Part.FOLLOW_UPS: _follow_ups,
    Part.AGAIN: _again,
    Part.RESPONDERS: _responders,
}
