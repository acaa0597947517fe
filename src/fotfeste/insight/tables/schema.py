"""The tidy, pseudonymous tables every outcome figure is counted from: each column with meaning, unit and range.

One row is one thing; nothing is filled in: empty means not known or not relevant, as the column says. The tables
travel as Parquet, one file for each. The codebook is written from this file, so it cannot disagree with the data.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from fotfeste.insight.tables.shape import Column, Kind, Schema, check
from fotfeste.insight.tables.shape import TableError as TableError
from fotfeste.insight.tables.shape import from_rows as from_rows
from fotfeste.insight.tables.shape import without_strange as without_strange

if TYPE_CHECKING:
    import pyarrow as pa

ALL_GROUPS = "all"
GROUPS = ("first_time", "existing")
OUTCOME_CLASSES = ("no_service", "fewer_services", "same_or_more_services")
DROPOUT_REASONS = ("hospital", "death", "moved", "withdrew", "other")
OCCASIONS = ("baseline", "midway", "discharge", "month_1", "month_3", "month_6", "month_12", "other")
FOLLOW_UP_MONTHS = (1, 3, 6, 12)
GOAL_STATES = ("active", "adjusted", "attained", "partly_attained", "not_attained", "given_up", "not_rated")
PROFESSIONS = (
    "physiotherapist",
    "occupational_therapist",
    "nurse",
    "health_care_worker",
    "social_educator",
    "speech_therapist",
    "other",
)
# Where somebody lives for good; a short-term place is a stay.
LONG_TERM_PLACE = "nursing_home_place"
# What a municipality must bring in itself.
MUNICIPALITY_COUNTS_OF = (
    "inhabitants_65_plus",
    "inhabitants_67_plus",
    "inhabitants_80_plus",
    "hospital_discharges_65_plus_oct_dec",
    "home_service_users",
    "home_service_users_over_35_5_hours",
)

_PERSON = Column("person", Kind.KEY, "the person")
_EPISODE = Column("episode", Kind.KEY, "the episode of reablement")
_GROUP = Column("group", Kind.CODE, "first-time applicant, or already had home services when it began", codes=GROUPS)

PERSONS = Schema(
    "persons",
    "one person with at least one referral or episode",
    ("person",),
    (
        _PERSON,
        Column("birth_year", Kind.WHOLE, "year of birth", "year", 1890, 2100, empty="not recorded"),
        Column("sex", Kind.CODE, "registered sex", codes=("female", "male"), empty="not recorded"),
        Column("language", Kind.CODE, "language the person prefers, ISO 639-1", empty="not recorded"),
        Column(
            "lives_alone", Kind.YES_NO, "lives alone, as it was when the tables were taken out", empty="not recorded"
        ),
        Column("municipality", Kind.CODE, "the municipality's number", empty="not recorded"),
        Column("died_on", Kind.DAY, "day the person died", empty="alive, or not known to have died"),
    ),
)
REFERRALS = Schema(
    "referrals",
    "one referral received",
    ("referral",),
    (
        Column("referral", Kind.KEY, "the referral"),
        _PERSON,
        _GROUP,
        Column("received_on", Kind.DAY, "day it was received"),
        Column("route", Kind.CODE, "way in (hospital_discharge, new_applicant, ...)", empty="not recorded"),
        Column("referrer", Kind.CODE, "who referred", empty="not recorded"),
        Column("cause", Kind.CODE, "main cause group of the function loss", empty="not recorded"),
        Column("contact_due_on", Kind.DAY, "last day contact was promised for", empty="no promise in the model"),
        Column("contacted_on", Kind.DAY, "day the person was first contacted", empty="not contacted yet"),
        Column(
            "working_days_to_contact",
            Kind.WHOLE,
            "working days from received to contacted, Norwegian public holidays left out",
            "working days",
            0,
            empty="not contacted yet",
        ),
        Column("status", Kind.CODE, "where the referral stands", codes=("open", "accepted", "declined", "withdrawn")),
        Column("answered_on", Kind.DAY, "day the referrer was answered", empty="not answered yet"),
        Column("discharged_on", Kind.DAY, "day the person leaves or left hospital", empty="not from hospital"),
        Column("screened_on", Kind.DAY, "day it was judged whether training could help", empty="not judged"),
        Column("decided_on", Kind.DAY, "day of the decision", empty="no decision"),
        Column("alternative", Kind.CODE, "what was offered instead", empty="accepted, or nothing else offered"),
        Column(
            "limits_explained",
            Kind.YES_NO,
            "a talk about what the service can and cannot do is written down",
            empty="not recorded",
        ),
    ),
)
EPISODES = Schema(
    "episodes",
    "one episode that has started (one that broke off before its first day of training is not here)",
    ("episode",),
    (
        _EPISODE,
        _PERSON,
        Column("referral", Kind.KEY, "the referral it came from", empty="brought in from a file without referral"),
        _GROUP,
        Column("unit", Kind.TEXT, "the team", empty="not recorded"),
        Column("started_on", Kind.DAY, "day it started"),
        Column("planned_end_on", Kind.DAY, "day it was to end by the decision", empty="not recorded"),
        Column("ended_on", Kind.DAY, "day it ended", empty="still under way"),
        Column("status", Kind.CODE, "how it stands", codes=("active", "completed", "dropout")),
        Column(
            "outcome_class",
            Kind.CODE,
            "services at the end against services at the start, confirmed by a person",
            codes=OUTCOME_CLASSES,
            empty="under way, dropout, or not confirmed yet",
        ),
        Column("dropout_reason", Kind.CODE, "why it broke off", codes=DROPOUT_REASONS, empty="not a dropout"),
        Column("safety_alarm", Kind.YES_NO, "has a safety alarm at the end", empty="not recorded"),
        Column(
            "imported_hours_per_week",
            Kind.NUMBER,
            "hours of reablement a week as the old file gave it; used only where no visits are recorded",
            "hours/week",
            0,
            168,
            empty="recorded here, or not in the file",
        ),
        Column("origin", Kind.CODE, "recorded in Fotfeste or brought in from a file", codes=("recorded", "imported")),
        Column("handed_over_on", Kind.DAY, "day the hand-over plan was written", empty="no plan written"),
        Column("reported_to_gp_on", Kind.DAY, "day the report to the GP was written", empty="no report written"),
    ),
)
SERVICE_LEVELS = Schema(
    "service_levels",
    "hours of one kind of service a person has at one moment of an episode",
    ("episode", "moment", "service"),
    (
        _EPISODE,
        Column(
            "moment",
            Kind.CODE,
            "when; granted_estimate is what would have been granted at start without reablement",
            codes=("at_start", "granted_estimate", "at_end", "month_1", "month_3", "month_6", "month_12"),
        ),
        Column(
            "service",
            Kind.CODE,
            "kind of service (home_nursing, practical_help, ...); none where it is known that there was none",
        ),
        Column("hours_per_week", Kind.NUMBER, "hours; 0 for a place, an alarm or an aid", "hours/week", 0, 168),
    ),
)
ASSESSMENTS = Schema(
    "assessments",
    "one measure of one assessment (an instrument may give several, as COPM performance and satisfaction)",
    ("assessment", "measure"),
    (
        Column("assessment", Kind.KEY, "the assessment"),
        _EPISODE,
        Column("instrument", Kind.CODE, "instrument code"),
        Column("version", Kind.CODE, "form version, and the conditions of the test (course length); never pooled"),
        Column("measure", Kind.CODE, "which value of the instrument"),
        Column("occasion", Kind.CODE, "when in the episode", codes=OCCASIONS),
        Column("assessed_on", Kind.DAY, "day of the assessment"),
        Column("value", Kind.NUMBER, "the score in the measure's unit", empty="not complete: see missing_reason"),
        Column("missing_reason", Kind.CODE, "why there is no value (unable, refused, ...)", empty="there is a value"),
    ),
)
CHANGES = Schema(
    "changes",
    "change of one measure from baseline to a later occasion, as the instrument's own rule pairs them",
    ("episode", "instrument", "version", "measure", "occasion"),
    (
        _EPISODE,
        Column("instrument", Kind.CODE, "instrument code"),
        Column("version", Kind.CODE, "form version with conditions, the same at both times"),
        Column("measure", Kind.CODE, "which value of the instrument"),
        Column("occasion", Kind.CODE, "the later occasion", codes=tuple(o for o in OCCASIONS if o != "baseline")),
        Column("baseline", Kind.NUMBER, "value at baseline; problems not rated again are left out at both times"),
        Column("later", Kind.NUMBER, "value at the later occasion"),
    ),
)
MEASURES = Schema(
    "measures",
    "one measure an instrument gives, as its definition says",
    ("instrument", "version", "measure"),
    (
        Column("instrument", Kind.CODE, "instrument code"),
        Column("version", Kind.CODE, "form version with conditions"),
        Column("measure", Kind.CODE, "which value of the instrument"),
        Column("instrument_name", Kind.WORDS, "what people call the instrument"),
        Column("name", Kind.WORDS, "what people call the measure"),
        Column("better", Kind.CODE, "which direction is better", codes=("higher", "lower")),
        Column("unit", Kind.WORDS, "unit of the value"),
        Column("decimals", Kind.WHOLE, "decimals to show", low=0, high=4),
        Column("low", Kind.NUMBER, "lowest possible value", empty="no floor"),
        Column("high", Kind.NUMBER, "highest possible value", empty="no ceiling"),
        Column("averaged", Kind.YES_NO, "it has a mean; a single step of an ordinal scale has none"),
    ),
)
THRESHOLDS = Schema(
    "thresholds",
    "one published change threshold of a measure",
    ("threshold",),
    (
        Column("threshold", Kind.KEY, "the threshold"),
        Column("instrument", Kind.CODE, "instrument code"),
        Column("version", Kind.CODE, "form version with conditions"),
        Column("measure", Kind.CODE, "which value of the instrument"),
        Column("kind", Kind.CODE, "what the threshold is (mic, mdc, small, substantial, ...)"),
        Column("kind_name", Kind.WORDS, "the kind in words"),
        Column("size", Kind.NUMBER, "size of the change, without direction", low=0),
        Column(
            "applies_to",
            Kind.CODE,
            "held against one person's change, against a difference of group means, or both",
            codes=("person", "group", "both"),
        ),
        Column("baseline_low", Kind.NUMBER, "holds for those who started at this or above", empty="any baseline"),
        Column("baseline_high", Kind.NUMBER, "holds for those who started at this or below", empty="any baseline"),
        Column("population", Kind.WORDS, "whom it was found in"),
        Column("source", Kind.TEXT, "where it was published"),
    ),
)
FOLLOW_UPS = Schema(
    "follow_ups",
    "one planned follow-up after an episode",
    ("episode", "months"),
    (
        _EPISODE,
        Column("months", Kind.WHOLE, "months after the end", "months", 1, 12),
        Column("due_on", Kind.DAY, "day it is due"),
        Column("done_on", Kind.DAY, "day it was done or tried last", empty="not tried yet"),
        Column(
            "result",
            Kind.CODE,
            "what came of it",
            codes=("reached", "no_answer", "declined", "not_possible"),
            empty="not tried yet",
        ),
        Column("lives_at_home", Kind.YES_NO, "lives at home then", empty="not reached, or not asked"),
    ),
)
VISITS = Schema(
    "visits",
    "one visit planned or made in an episode",
    ("visit",),
    (
        Column("visit", Kind.KEY, "the visit"),
        _EPISODE,
        Column("visited_on", Kind.DAY, "day of the visit"),
        Column("status", Kind.CODE, "how it stands", codes=("planned", "done", "not_done", "cancelled")),
        Column("minutes_on_site", Kind.WHOLE, "minutes with the person", "minutes", 0, 1440, empty="not recorded"),
        Column("minutes_travel", Kind.WHOLE, "minutes on the way", "minutes", 0, 1440, empty="not recorded"),
        Column("staff_count", Kind.WHOLE, "how many staff took part", "persons", 1, 20, empty="not recorded"),
        Column(
            "most_help",
            Kind.WHOLE,
            "the most help seen with anything trained: 0 none, 5 done for the person; no level left as last time",
            "level",
            0,
            5,
            empty="not recorded",
        ),
        Column("effort", Kind.WHOLE, "how hard it was, said by the person", "points", 0, 10, empty="not asked"),
    ),
)
STAFF_TIME = Schema(
    "staff_time",
    "one member of staff at one visit that was made",
    ("visit", "staff"),
    (
        Column("visit", Kind.KEY, "the visit"),
        _EPISODE,
        Column("worked_on", Kind.DAY, "day of the visit"),
        Column("staff", Kind.KEY, "the member of staff"),
        Column("profession", Kind.CODE, "profession", codes=PROFESSIONS, empty="not recorded"),
        Column("minutes_on_site", Kind.WHOLE, "minutes with the person", "minutes", 0, 1440, empty="not recorded"),
        Column("minutes_travel", Kind.WHOLE, "minutes on the way", "minutes", 0, 1440, empty="not recorded"),
    ),
)
GOALS = Schema(
    "goals",
    "one goal the person has set",
    ("goal",),
    (
        Column("goal", Kind.KEY, "the goal"),
        _EPISODE,
        Column("set_on", Kind.DAY, "day it was set"),
        Column("closed_on", Kind.DAY, "day it was judged", empty="still open"),
        Column("term", Kind.CODE, "how far ahead", codes=("short", "long", "life")),
        Column("state", Kind.CODE, "how it stands", codes=GOAL_STATES),
        Column(
            "rating_before", Kind.WHOLE, "the person's own rating when it was set", "points", 1, 10, empty="not rated"
        ),
        Column(
            "rating_after", Kind.WHOLE, "the person's own rating when it was closed", "points", 1, 10, empty="not rated"
        ),
        Column("trains_alone", Kind.YES_NO, "the person does part of the training without staff"),
        Column("relative_takes_part", Kind.YES_NO, "a next of kin does part of the training with the person"),
    ),
)
MUNICIPALITY_COUNTS = Schema(
    "municipality_counts",
    "one number about the municipality in one year, brought in from outside (Statistics Norway, the hospital)",
    ("municipality", "year", "counts"),
    (
        Column("municipality", Kind.CODE, "the municipality's number"),
        Column("year", Kind.WHOLE, "year", "year", 1990, 2100),
        Column("counts", Kind.CODE, "what is counted", codes=MUNICIPALITY_COUNTS_OF),
        Column("persons", Kind.WHOLE, "how many", "persons", 0),
    ),
)

ALL = (
    PERSONS,
    REFERRALS,
    EPISODES,
    SERVICE_LEVELS,
    ASSESSMENTS,
    CHANGES,
    MEASURES,
    THRESHOLDS,
    FOLLOW_UPS,
    VISITS,
    STAFF_TIME,
    GOALS,
    MUNICIPALITY_COUNTS,
)
BY_NAME = {schema.name: schema for schema in ALL}


def write(folder: Path, tables: Mapping[str, "pa.Table"]) -> None:
    """Write one Parquet file for each schema into `folder`; a table not given becomes an empty one."""
    import pyarrow.parquet as pq

    folder.mkdir(parents=True, exist_ok=True)
    for schema in ALL:
        table = tables.get(schema.name)
        if table is None:
            table = schema.arrow().empty_table()
        check(schema, table)
        pq.write_table(table, folder / f"{schema.name}.parquet")


def codebook() -> str:
    """Every table and column as Markdown, for the reference documentation."""
    parts = []
    for schema in ALL:
        lines = [
            f"## {schema.name}",
            "",
            f"One row is {schema.row}. Unique by {', '.join(f'`{k}`' for k in schema.key)}.",
            "",
            "| column | holds | meaning | unit and range | empty means |",
            "|---|---|---|---|---|",
        ]
        for c in schema.columns:
            codes = f" ({', '.join(c.codes)})" if c.codes else ""
            empty = c.empty or "never empty"
            lines.append(f"| `{c.name}` | {c.kind.value} | {c.meaning}{codes} | {_range(c)} | {empty} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _range(column: Column) -> str:
    low = "" if column.low is None else f"from {column.low:g}"
    high = "" if column.high is None else f"to {column.high:g}"
    return " ".join(part for part in (column.unit, low, high) if part)
