"""Rules one record can break by itself, each as an expression the engine counts.

A rule states which rows it asks about and which of those are at fault; an empty cell is never a fault unless the rule
says so. Rows are those of `records.py`, which joins to each table what its rules need.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from fotfeste.insight.quality.rules.findings import Limits, Severity

if TYPE_CHECKING:
    import ibis.expr.types as ir


class Base(StrEnum):
    """What one row is; the name of its table, with `staff_days` for one member of staff on one day."""

    EPISODES = "episodes"
    REFERRALS = "referrals"
    VISITS = "visits"
    ASSESSMENTS = "assessments"
    CHANGES = "changes"
    GOALS = "goals"
    FOLLOW_UPS = "follow_ups"
    SERVICE_LEVELS = "service_levels"
    STAFF_DAYS = "staff_days"


Test = Callable[["ir.Table", Limits], "ir.BooleanValue"]


@dataclass(frozen=True, slots=True)
class RecordRule:
    """asked: the rows it can be told of; fault: those of them that break it. `shows`: what the row is told with."""

    id: str
    base: Base
    severity: Severity
    what: str
    why: str
    mend: str
    asked: Test
    fault: Test
    shows: tuple[str, ...] = ()


def _day(value: object) -> "ir.DateValue":
    import ibis

    return ibis.date(value)


def _days_between(later: "ir.DateValue", earlier: "ir.DateValue") -> "ir.IntegerValue":
    return later.delta(earlier, unit="day")


W, D, L = Severity.WRONG, Severity.DOUBTFUL, Severity.LOOK
_SPAN = ("started_on", "ended_on")

EPISODE_RULES = (
    RecordRule(
        "end_before_start", Base.EPISODES, W,
        "episodes end before they start",
        "Length, hours a week and everything counted by time are wrong for them.",
        "Look up the two days and correct the one that was mistyped.",
        lambda r, x: r.ended_on.notnull(), lambda r, x: r.ended_on < r.started_on, _SPAN,
    ),
    RecordRule(
        "start_before_referral", Base.EPISODES, W,
        "episodes start before their referral was received",
        "The waiting time becomes negative.",
        "Check whether the episode hangs on the right referral, then the two days.",
        lambda r, x: r.received_on.notnull(), lambda r, x: r.started_on < r.received_on, ("received_on", "started_on"),
    ),
    RecordRule(
        "status_against_end", Base.EPISODES, W,
        "episodes are ended without a day of the end, or under way with one",
        "They are counted among the ended by some figures and not by others.",
        "Give the day of the end, or open or close the episode.",
        lambda r, x: r.status.notnull(), lambda r, x: (r.status == "active") == r.ended_on.notnull(),
        ("status", "ended_on"),
    ),
    RecordRule(
        "died_before_end", Base.EPISODES, W,
        "episodes go on after the person died",
        "Days after a death count as training, and a death is missing among those who broke off.",
        "End the episode on the day of the death, or correct that day.",
        lambda r, x: r.died_on.notnull(), lambda r, x: r.ended_on.isnull() | (r.ended_on > r.died_on),
        ("ended_on", "died_on"),
    ),
    RecordRule(
        "death_without_day", Base.EPISODES, D,
        "episodes broke off by death, but the person has no day of death",
        "The person counts as alive in everything about the time afterwards.",
        "Record the day of the death on the person, or correct the reason.",
        lambda r, x: r.dropout_reason == "death", lambda r, x: r.died_on.isnull(), ("ended_on",),
    ),
    RecordRule(
        "completed_without_class", Base.EPISODES, D,
        "completed episodes have no confirmed outcome class",
        "They are missing in what the council is told first.",
        "Confirm the services at the end of each.",
        lambda r, x: r.status == "completed", lambda r, x: r.outcome_class.isnull(), ("ended_on",),
    ),
    RecordRule(
        "dropout_without_reason", Base.EPISODES, W,
        "episodes broke off without a reason",
        "Deaths and hospital stays cannot be told from people who did not want to go on.",
        "Give the reason.",
        lambda r, x: r.status == "dropout", lambda r, x: r.dropout_reason.isnull(), ("ended_on",),
    ),
    RecordRule(
        "no_service_with_services", Base.EPISODES, W,
        "episodes ended with “no service”, but services are recorded at the end",
        "One of the two is wrong, and the first figure of the report hangs on it.",
        "Correct the services at the end, or confirm the outcome class anew. An alarm or an aid alone is no service.",
        lambda r, x: (r.outcome_class == "no_service") & r.rows_at_end.notnull(),
        lambda r, x: (r.hours_at_end > 0) | (r.services_at_end > 0), ("outcome_class", "hours_at_end"),
    ),
    RecordRule(
        "services_class_without_services", Base.EPISODES, W,
        "episodes ended with services by their class, but none is recorded at the end",
        "One of the two is wrong, and the first figure of the report hangs on it.",
        "Correct the services at the end, or confirm the outcome class anew.",
        lambda r, x: r.outcome_class.isin(("fewer_services", "same_or_more_services")) & r.rows_at_end.notnull(),
        lambda r, x: (r.hours_at_end == 0) & (r.services_at_end == 0), ("outcome_class", "hours_at_end"),
    ),
    RecordRule(
        "first_time_with_hours", Base.EPISODES, W,
        "first-time applicants have hours of service at the start",
        "New and known users are told apart in every figure, since new users far more often end without services.",
        "Correct the group, or move the hours to what would have been granted.",
        lambda r, x: r.group == "first_time", lambda r, x: r.hours_at_start > 0, ("group", "hours_at_start"),
    ),
    RecordRule(
        "overlapping_episodes", Base.EPISODES, W,
        "episodes start before the person's earlier one has ended",
        "The same days, visits and outcome are counted twice.",
        "End the earlier one, or join the two.",
        lambda r, x: r.person.notnull(), lambda r, x: r.earlier_ends > r.started_on,
        ("person", "started_on", "earlier_ended"),
    ),
    RecordRule(
        "over_110_years", Base.EPISODES, W,
        "episodes are of persons over 110 years by their year of birth",
        "Figures by age and for each 1 000 inhabitants are wrong.",
        "Correct the year of birth.",
        # Only the year is known: below 18 and over 110 whatever the day of birth.
        lambda r, x: r.birth_year.notnull(), lambda r, x: r.started_on.year() - r.birth_year > 111,
        ("birth_year", "started_on"),
    ),
    RecordRule(
        "under_18_years", Base.EPISODES, D,
        "episodes are of persons under 18 years by their year of birth",
        "The service and its instruments are for adults; most often the year is mistyped.",
        "Check the year of birth.",
        lambda r, x: r.birth_year.notnull(), lambda r, x: r.started_on.year() - r.birth_year < 18,
        ("birth_year", "started_on"),
    ),
    RecordRule(
        "open_long_after_planned_end", Base.EPISODES, D,
        "episodes are still open long after their planned end",
        "They take a place that is free, and are missing among the ended.",
        "End them, or decide on a new planned end.",
        lambda r, x: (r.status == "active") & r.planned_end_on.notnull(),
        lambda r, x: _days_between(_day(x.as_of), r.planned_end_on) > x.late_days, ("planned_end_on",),
    ),
    RecordRule(
        "imported_hours_over_168", Base.EPISODES, W,
        "episodes were brought in with more than 168 hours a week, or fewer than none",
        "A week has 168 hours; the mean intensity is wrong.",
        "Check the unit in the old file: minutes, or hours for the whole episode.",
        lambda r, x: r.imported_hours_per_week.notnull(),
        lambda r, x: (r.imported_hours_per_week > 168) | (r.imported_hours_per_week < 0), ("imported_hours_per_week",),
    ),
)  # fmt: skip

REFERRAL_RULES = (
    RecordRule(
        "contact_before_referral", Base.REFERRALS, W,
        "referrals were followed by a first contact before they were received",
        "They count as contacted in time, which nobody can know.",
        "Look up the two days. If the person was known before, give the first contact after the referral.",
        lambda r, x: r.contacted_on.notnull(), lambda r, x: r.contacted_on < r.received_on,
        ("received_on", "contacted_on"),
    ),
    RecordRule(
        "same_day_referrals", Base.REFERRALS, D,
        "referrals are of a person with another referral received on the same day",
        "The person is counted twice among those who applied.",
        "Withdraw the one that was registered twice.",
        lambda r, x: r.status != "withdrawn", lambda r, x: r.same_day > 1, ("person", "received_on", "status"),
    ),
)  # fmt: skip

VISIT_RULES = (
    RecordRule(
        "visit_outside_episode", Base.VISITS, W,
        "visits were made before the episode started or after it ended",
        "Their minutes count in a time they do not belong to.",
        "Correct the day of the visit, or the start or end of the episode.",
        lambda r, x: (r.status == "done") & r.started_on.notnull(),
        lambda r, x: (r.visited_on < r.started_on) | (r.visited_on > r.ended_on).fill_null(False),
        ("episode", "visited_on", *_SPAN),
    ),
    RecordRule(
        "visit_after_death", Base.VISITS, W,
        "visits were made after the person died",
        "Either the visit or the death is on the wrong day, or on the wrong person.",
        "Correct the day of the visit or of the death.",
        lambda r, x: (r.status == "done") & r.died_on.notnull(), lambda r, x: r.visited_on > r.died_on,
        ("episode", "visited_on", "died_on"),
    ),
    RecordRule(
        "done_without_minutes", Base.VISITS, D,
        "visits that were made have no minutes",
        "Hours a week and the cost come out too low.",
        "Fill in the minutes while somebody remembers.",
        lambda r, x: r.status == "done", lambda r, x: r.minutes_on_site.isnull(), ("episode", "visited_on"),
    ),
    RecordRule(
        "done_without_staff", Base.VISITS, D,
        "visits that were made do not say how many of the staff took part",
        "Staff time and cost come out too low.",
        "Fill in who took part.",
        lambda r, x: r.status == "done", lambda r, x: r.staff_count.isnull(), ("episode", "visited_on"),
    ),
    RecordRule(
        "minutes_implausible", Base.VISITS, D,
        "visits that were made lasted no minutes, or more than a working day",
        "Single visits like these move the mean of a small team.",
        "Check the minutes: they may be hours, or the visit was not made.",
        lambda r, x: (r.status == "done") & r.minutes_on_site.notnull(),
        lambda r, x: (r.minutes_on_site <= 0) | (r.minutes_on_site > x.longest_minutes),
        ("episode", "visited_on", "minutes_on_site"),
    ),
)  # fmt: skip

ASSESSMENT_RULES = (
    RecordRule(
        "score_outside_scale", Base.ASSESSMENTS, W,
        "scores are below the lowest or above the highest value of their measure",
        "One of them can move the mean change of a team.",
        "Look at the form: another version, another unit, or a mistyped number.",
        lambda r, x: r.value.notnull() & (r.low.notnull() | r.high.notnull()),
        lambda r, x: (r.value < r.low).fill_null(False) | (r.value > r.high).fill_null(False),
        ("episode", "instrument", "occasion", "value", "low", "high"),
    ),
    RecordRule(
        "baseline_after_end", Base.ASSESSMENTS, W,
        "baseline assessments were made after the episode had ended",
        "What is measured after the training is no baseline: the change comes out too small.",
        "Correct the day, or the occasion of the assessment.",
        lambda r, x: (r.occasion == "baseline") & r.ended_on.notnull(), lambda r, x: r.assessed_on > r.ended_on,
        ("episode", "instrument", "assessed_on", *_SPAN),
    ),
    RecordRule(
        "baseline_late", Base.ASSESSMENTS, L,
        "baseline assessments were made long after the start",
        "Part of the gain had come by then, so the change comes out too small.",
        "Plan the baseline for the first visits.",
        lambda r, x: (r.occasion == "baseline") & r.started_on.notnull(),
        lambda r, x: _days_between(r.assessed_on, r.started_on) > x.baseline_days,
        ("episode", "instrument", "started_on", "assessed_on"),
    ),
    RecordRule(
        "assessment_after_death", Base.ASSESSMENTS, W,
        "assessments were made after the person died",
        "Either the assessment or the death is on the wrong day, or on the wrong person.",
        "Correct the day of the assessment or of the death.",
        lambda r, x: r.died_on.notnull() & r.value.notnull(), lambda r, x: r.assessed_on > r.died_on,
        ("episode", "instrument", "occasion", "assessed_on", "died_on"),
    ),
    RecordRule(
        "change_without_assessments", Base.CHANGES, W,
        "changes lack the assessment they start from, or the one they end with",
        "A change that nobody can trace cannot be checked.",
        "Bring in the assessments, or leave the change out.",
        lambda r, x: r.episode.notnull(), lambda r, x: r.has_baseline.isnull() | r.has_later.isnull(),
        ("has_baseline", "has_later"),
    ),
)  # fmt: skip

OTHER_RULES = (
    RecordRule(
        "goal_closed_before_set", Base.GOALS, W,
        "goals were judged before they were set",
        "Goal attainment and the time to it are wrong for them.",
        "Correct the day the goal was set, or the day it was judged.",
        lambda r, x: r.closed_on.notnull(), lambda r, x: r.closed_on < r.set_on, ("episode", "set_on", "closed_on"),
    ),
    RecordRule(
        "reached_after_death", Base.FOLLOW_UPS, W,
        "follow-ups reached the person after the day of death",
        "A dead person counts as living at home.",
        "Correct the day of the follow-up or of the death; if a next of kin answered, write that it was not possible.",
        lambda r, x: (r.result == "reached") & r.died_on.notnull(), lambda r, x: r.done_on > r.died_on,
        ("done_on", "died_on"),
    ),
    RecordRule(
        "hours_over_168", Base.SERVICE_LEVELS, W,
        "service levels add up to more than 168 hours a week, or are negative",
        "A week has 168 hours; change in services and money are wrong.",
        "Check the unit: minutes, or hours a month.",
        lambda r, x: r.hours_per_week.notnull(), lambda r, x: (r.hours_per_week > 168) | (r.lowest < 0),
        ("hours_per_week",),
    ),
    RecordRule(
        "staff_day_impossible", Base.STAFF_DAYS, W,
        "days of one member of staff have more than 24 hours of visits and travel",
        "Two persons share one key, or minutes are entered as hours.",
        "Check who made the visits, and the minutes.",
        lambda r, x: r.minutes.notnull(), lambda r, x: r.minutes > 24 * 60, ("minutes", "visits"),
    ),
    RecordRule(
        "staff_day_long", Base.STAFF_DAYS, D,
        "days of one member of staff have more than 12 hours of visits and travel",
        "Visits may be entered on the wrong day or for the wrong person; if they are right, the day was too long.",
        "Check the days and who made the visits.",
        lambda r, x: r.minutes.notnull(),
        lambda r, x: (r.minutes > 60 * x.longest_day) & (r.minutes <= 24 * 60), ("minutes", "visits"),
    ),
)  # fmt: skip

RECORD_RULES = (*EPISODE_RULES, *REFERRAL_RULES, *VISIT_RULES, *ASSESSMENT_RULES, *OTHER_RULES)
