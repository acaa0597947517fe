"""The tidy, pseudonymous tables every outcome figure is counted from: each column with meaning, unit and range.

One row is one thing; nothing is filled in: empty means not known or not relevant, as the column says. The tables
travel as Parquet, one file for each. The codebook is written from this file, so it cannot disagree with the data.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa


class Kind(StrEnum):
    """What a column holds."""

    KEY = "key"  # pseudonym: the same thing has the same key inside one extract, and no key means anything outside it
    CODE = "code"
    TEXT = "text"
    WORDS = "words"  # one wording in several languages, as JSON: {"en": …, "nb": …, "nn": …}
    DAY = "day"
    WHOLE = "whole number"
    NUMBER = "number"
    YES_NO = "yes/no"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `empty` says what an empty cell means; without it the column is never empty."""

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    codes: tuple[str, ...] = ()
    empty: str | None = None


@dataclass(frozen=True, slots=True)
class Schema:
    """One table: a row is `row`, `key` names the columns that make a row unique."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def arrow(self) -> "pa.Schema":
        """The table's types for Parquet."""
        import pyarrow as pa

        types = {
            Kind.KEY: pa.string(),
            Kind.CODE: pa.string(),
            Kind.TEXT: pa.string(),
            Kind.WORDS: pa.string(),
            Kind.DAY: pa.date32(),
            Kind.WHOLE: pa.int32(),
            Kind.NUMBER: pa.float64(),
            Kind.YES_NO: pa.bool_(),
        }
        return pa.schema([pa.field(c.name, types[c.kind], nullable=c.empty is not None) for c in self.columns])


GROUPS = ("first_time", "existing")
OUTCOME_CLASSES = ("no_service", "fewer_services", "same_or_more_services")
DROPOUT_REASONS = ("hospital", "death", "moved", "withdrew", "other")
OCCASIONS = ("baseline", "midway", "discharge", "month_1", "month_3", "month_6", "month_12", "other")
FOLLOW_UP_MONTHS = (1, 3, 6, 12)

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
        Column("service", Kind.CODE, "kind of service (home_nursing, practical_help, ...)"),
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
)
BY_NAME = {schema.name: schema for schema in ALL}


class TableError(ValueError):
    """A table does not hold what its schema says. The text names table, column and what to look at."""


def from_rows(schema: Schema, rows: Iterable[dict[str, Any]]) -> "pa.Table":
    """Rows as an Arrow table in the schema's order; raises TableError when a value does not belong."""
    import pyarrow as pa

    try:
        table = pa.Table.from_pylist(list(rows), schema=schema.arrow())
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise TableError(f"{schema.name}: {error}. Compare the rows with the codebook.") from error
    check(schema, table)
    return table


def check(schema: Schema, table: "pa.Table") -> None:
    """Raise TableError unless columns, empties, codes, ranges and the key are as the schema says."""
    import pyarrow.compute as pc

    if table.column_names != [c.name for c in schema.columns]:
        raise TableError(f"{schema.name}: columns are {table.column_names}; make the extract anew.")
    for column in schema.columns:
        values = table[column.name]
        if column.empty is None and values.null_count:
            raise TableError(f"{schema.name}.{column.name}: {values.null_count} empty cells; it is never to be empty.")
        if column.codes:
            strange = sorted(set(values.unique().to_pylist()) - {*column.codes, None})
            if strange:
                raise TableError(f"{schema.name}.{column.name}: {strange} are not among the codes {column.codes}.")
        if column.low is not None or column.high is not None:
            ends = pc.min_max(values).as_py()
            for end, outside in (
                (ends["min"], lambda x, c=column: c.low is not None and x < c.low),
                (ends["max"], lambda x, c=column: c.high is not None and x > c.high),
            ):
                if end is not None and outside(end):
                    raise TableError(f"{schema.name}.{column.name}: {end} is outside {column.low} to {column.high}.")
    if table.num_rows and table.group_by(list(schema.key)).aggregate([]).num_rows != table.num_rows:
        raise TableError(f"{schema.name}: two rows have the same {', '.join(schema.key)}. Make the extract anew.")


def without_strange(schema: Schema, table: "pa.Table") -> "tuple[pa.Table, dict[str, int]]":
    """The table with values outside the range or the codes of their column taken as missing, and how many by column.

    For what comes out of the record: whatever stands in one row, all others are still counted. Columns that are never
    empty are left as they are; the record itself holds their limits, so `check` is right to stop there.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    found: dict[str, int] = {}
    for at, column in enumerate(schema.columns):
        if column.empty is None:
            continue
        values, fits = table[column.name], None
        if column.codes:
            fits = pc.is_in(values, value_set=pa.array(column.codes))
        for limit, holds in ((column.low, pc.greater_equal), (column.high, pc.less_equal)):
            if limit is not None:
                fits = holds(values, limit) if fits is None else pc.and_(fits, holds(values, limit))
        if fits is None:
            continue
        kept = pc.if_else(fits, values, pa.scalar(None, values.type))
        if strange := kept.null_count - values.null_count:
            found[f"{schema.name}.{column.name}"] = strange
            table = table.set_column(at, table.schema.field(at), kept)
    return table, found


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
