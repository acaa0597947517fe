"""What rows must agree on: with themselves, with the row they belong to, and with the day of the data.

Each table is asked in one pass as `t`, joined to the period it belongs to (`e`: person, started_on, ended_on, status,
died_on), to its person (`p`) or to the scale of its measure (`m`); `$day` is the day of the data.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fotfeste.insight.tables.checks.columns import Condition
from fotfeste.insight.tables.checks.faults import Code

# What is joined by its short name: the tables it is made of, and how.
JOINS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "e": (("episodes", "persons"), "LEFT JOIN spans e ON t.episode = e.episode"),
    "p": (("persons",), "LEFT JOIN people p ON t.person = p.person"),
    "r": (("referrals",), "LEFT JOIN asked_for r ON t.referral = r.referral"),
    "m": (
        ("measures",),
        "LEFT JOIN scales m ON t.instrument = m.instrument AND t.version = m.version AND t.measure = m.measure",
    ),
}
_DAY_CURE = "Correct the day; or, if the tables are older than their files, give the day they were taken out."
YOUNGEST = 18  # years, of those reablement at home is for
_OF_PERIOD = ("e.started_on", "e.ended_on")

_NO_EPISODE = Condition(
    Code.NO_SUCH, "episode", "e.episode IS NULL AND t.episode <> ''", "belong to no row of episodes",
    "Bring the episodes in too, or leave these rows out.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What one table is joined to, and what is asked of its rows."""

    joins: str  # the short names of what is joined
    conditions: tuple[Condition, ...]


def _no_person(of: str) -> Condition:
    return Condition(
        Code.NO_SUCH, "person", "p.person IS NULL AND t.person <> ''", "belong to no row of persons",
        f"Bring the persons of these {of} in too.",
    )  # fmt: skip


def _after(column: str, also: str = "") -> Condition:
    return Condition(
        Code.AFTER_DAY_OF_DATA, column, f't."{column}" > $day{also}', "lie after the day of the data",
        _DAY_CURE, (column,),
    )  # fmt: skip


def _reversed(later: str, earlier: str, *, code: Code = Code.DAYS_REVERSED) -> Condition:
    first = earlier if "." in earlier else f"t.{earlier}"
    name = earlier.rpartition(".")[2]
    return Condition(
        code, later, f"t.{later} < {first}", f"lie before {name}", "Correct the day that was mistyped.",
        (later, earlier),
    )  # fmt: skip


def _minutes(column: str) -> Condition:
    return Condition(
        Code.UNIT, column, f"t.{column} BETWEEN 0 AND 3", "are three minutes or less: hours, perhaps",
        "Minutes are asked for. Multiply them if they are hours.", (column,),
    )  # fmt: skip


def _dead(day: str, also: str) -> Condition:
    return Condition(
        Code.AFTER_DEATH, day, f"t.{day} > e.died_on AND {also}", "lie after the person's death",
        "Correct the day, or the day of the death.", (day, "e.died_on"),
    )  # fmt: skip


def _scale(column: str) -> Condition:
    return Condition(
        Code.OUTSIDE_SCALE, column, f"isfinite(t.{column}::DOUBLE) AND (t.{column} < m.low OR t.{column} > m.high)",
        "lie outside the scale of their measure",
        "Look at the form: another version, another unit, or a mistyped number.",
        ("instrument", "measure", column, "m.low", "m.high"),
    )  # fmt: skip


_LONG = Condition(
    Code.IMPLAUSIBLE, "minutes_on_site", "t.minutes_on_site BETWEEN 720 AND 1440", "last twelve hours or more",
    "Look whether a whole day was written for a visit.", ("minutes_on_site",),
)  # fmt: skip
_NO_MEASURE = Condition(
    Code.NO_SUCH_MEASURE, "measure", "m.measure IS NULL", "are of a measure the table measures does not have",
    "Bring the definition of the instrument and version in, or see that version is written alike in both.",
    ("instrument", "version", "measure"),
)  # fmt: skip

ASKED: Mapping[str, Asked] = {
    "persons": Asked(
        "",
        (
            _after("died_on"),
            Condition(
                Code.IMPLAUSIBLE, "birth_year",
                f"t.birth_year > year($day) - {YOUNGEST} AND t.birth_year <= year(coalesce(t.died_on, $day))",
                f"are younger than {YOUNGEST}", "Correct the year of birth.", ("birth_year",),
            ),
            Condition(
                Code.BORN_AFTER, "birth_year", "t.birth_year > year(coalesce(t.died_on, $day))",
                "lie after the death or the day of the data", "Correct the year of birth.", ("birth_year", "died_on"),
            ),
        ),
    ),
    "referrals": Asked(
        "p",
        (
            _no_person("referrals"),
            *(_after(day) for day in ("received_on", "contacted_on", "answered_on", "screened_on", "decided_on")),
            _reversed("contacted_on", "received_on"),
            *(
                _reversed(day, "received_on", code=Code.BEFORE_REFERRAL)
                for day in ("answered_on", "screened_on", "decided_on", "contact_due_on")
            ),
            Condition(
                Code.CONTRADICTION, "working_days_to_contact",
                "t.working_days_to_contact > greatest(0, t.contacted_on - t.received_on)",
                "are more than the days from received to contacted",
                "Count working days from the day received to the day contacted.",
                ("working_days_to_contact", "received_on", "contacted_on"),
            ),
        ),
    ),
    "episodes": Asked(
        "pr",
        (
            _no_person("episodes"),
            Condition(
                Code.NO_SUCH, "referral", "r.referral IS NULL AND t.referral <> ''", "belong to no row of referrals",
                "Bring the referrals in too, or leave the cell empty.", ("referral",),
            ),
            _after("started_on"), _after("ended_on"), _after("handed_over_on"), _after("reported_to_gp_on"),
            _reversed("ended_on", "started_on"),
            _reversed("planned_end_on", "started_on", code=Code.CONTRADICTION),
            _reversed("started_on", "r.received_on", code=Code.BEFORE_REFERRAL),
            Condition(
                Code.OTHER_PERSON, "referral", "r.person <> t.person", "come from a referral of another person",
                "Give each episode the referral of its own person.", ("person", "r.person"),
            ),
            Condition(
                Code.CONTRADICTION, "group", 'r."group" <> t."group"', "are in another group than their referral",
                "Write the same group in both.", ("group", "referral"),
            ),
            Condition(
                Code.STATUS_AGAINST_DAYS, "status", "(t.status = 'active') = (t.ended_on IS NOT NULL)",
                "are ended without a day of the end, or under way with one",
                "Give the day of the end, or open or close the episode.", ("status", "ended_on"),
            ),
            Condition(
                Code.DIED_BEFORE_START, "started_on", "p.died_on < t.started_on",
                "begin after the person's death", "Correct the day of the death, or the person.",
                ("started_on", "p.died_on"),
            ),
            Condition(
                Code.AFTER_DEATH, "ended_on",
                "p.died_on >= t.started_on AND (t.ended_on > p.died_on OR (t.ended_on IS NULL AND p.died_on < $day))",
                "go on after the person's death", "End the episode on the day of the death, or correct that day.",
                ("ended_on", "p.died_on"),
            ),
            Condition(
                Code.BORN_AFTER, "started_on", "p.birth_year > year(t.started_on)",
                "begin before the person was born", "Correct the year of birth, or the day.",
                ("started_on", "p.birth_year"),
            ),
            Condition(
                Code.CONTRADICTION, "dropout_reason",
                "(t.status <> 'dropout' AND t.dropout_reason IS NOT NULL)"
                " OR (t.status = 'dropout' AND t.dropout_reason IS NULL)",
                "broke off without a reason, or have one and did not",
                "Give the reason to those who broke off, and to nobody else.", ("status", "dropout_reason"),
            ),
            Condition(
                Code.CONTRADICTION, "outcome_class", "t.status <> 'completed' AND t.outcome_class IS NOT NULL",
                "have an outcome class and are not completed",
                "Correct how the episode stands, or leave the class empty.",
                ("status", "outcome_class"),
            ),
        ),
    ),
    "service_levels": Asked(
        "e",
        (
            _NO_EPISODE,
            Condition(
                Code.UNIT, "hours_per_week", "t.hours_per_week > 100",
                "are more than a hundred hours a week: minutes, perhaps",
                "Hours are asked for. Divide them if they are minutes.", ("service", "hours_per_week"),
            ),
        ),
    ),
    "assessments": Asked(
        "em",
        (
            _NO_EPISODE, _NO_MEASURE, _scale("value"), _after("assessed_on"),
            Condition(
                Code.OUTSIDE_PERIOD, "assessed_on",
                "(t.occasion = 'baseline' AND t.assessed_on > e.ended_on)"
                " OR (t.occasion IN ('midway', 'discharge') AND t.assessed_on < e.started_on)"
                " OR (t.occasion LIKE 'month_%' AND t.assessed_on < e.ended_on)",
                "do not lie where their occasion does", "Correct the day, or the occasion.",
                ("occasion", "assessed_on", *_OF_PERIOD),
            ),
            _dead("assessed_on", "t.value IS NOT NULL"),
            Condition(
                Code.CONTRADICTION, "value", "t.value IS NOT NULL AND t.missing_reason IS NOT NULL",
                "have a score and a reason why there is none", "Leave one of the two empty.",
                ("value", "missing_reason"),
            ),
        ),
    ),
    "changes": Asked("em", (_NO_EPISODE, _NO_MEASURE, _scale("baseline"), _scale("later"))),
    "measures": Asked(
        "",
        (
            Condition(
                Code.OUT_OF_RANGE, "low", "t.low >= t.high", "have a lowest value that is not below the highest",
                "Correct the ends of the scale.", ("low", "high"),
            ),
        ),
    ),
    "thresholds": Asked("m", (_NO_MEASURE,)),
    "follow_ups": Asked(
        "e",
        (
            _NO_EPISODE, _after("done_on"), _dead("done_on", "t.result = 'reached'"),
            _reversed("due_on", "e.ended_on", code=Code.OUTSIDE_PERIOD),
            _reversed("done_on", "e.ended_on", code=Code.OUTSIDE_PERIOD),
            Condition(
                Code.CONTRADICTION, "lives_at_home",
                "t.lives_at_home IS NOT NULL AND t.result IS DISTINCT FROM 'reached'",
                "say where somebody lives who was not reached", "Correct what came of it, or leave the cell empty.",
                ("result", "lives_at_home"),
            ),
        ),
    ),
    "visits": Asked(
        "e",
        (
            _NO_EPISODE, _after("visited_on", " AND t.status = 'done'"), _dead("visited_on", "t.status = 'done'"),
            Condition(
                Code.OUTSIDE_PERIOD, "visited_on",
                "t.status = 'done' AND (t.visited_on < e.started_on OR t.visited_on > e.ended_on)",
                "were made before the episode began or after it ended",
                "Check the day of the visit, and which episode it belongs to.", ("visited_on", *_OF_PERIOD),
            ),
            _minutes("minutes_on_site"), _LONG,
        ),
    ),
    "staff_time": Asked(
        "e",
        (
            _NO_EPISODE, _after("worked_on"), _minutes("minutes_on_site"), _LONG,
            Condition(
                Code.OUTSIDE_PERIOD, "worked_on", "t.worked_on < e.started_on OR t.worked_on > e.ended_on",
                "was worked before the episode began or after it ended",
                "Check the day of the visit, and which episode it belongs to.", ("worked_on", *_OF_PERIOD),
            ),
        ),
    ),
    "goals": Asked(
        "e",
        (
            _NO_EPISODE, _after("set_on"), _after("closed_on"), _reversed("closed_on", "set_on"),
            Condition(
                Code.CONTRADICTION, "state",
                "(t.state IN ('active', 'adjusted')) = (t.closed_on IS NOT NULL)",
                "are judged without a day, or open with one", "Give the day it was judged, or leave it empty.",
                ("state", "closed_on"),
            ),
        ),
    ),
    "municipality_counts": Asked("", ()),
}  # fmt: skip

# Told only where more than this share of the rows that have a number has it: a single one is a short visit.
UNIT_SHARE = 0.5
