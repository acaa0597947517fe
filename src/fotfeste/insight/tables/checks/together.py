"""What whole tables have to agree on: told of a table only where more rows disagree than can by accident.

A single class against its hours is named by `fotfeste quality`; that most are is another column, or another file.
"""

from dataclasses import dataclass

from fotfeste.insight.tables.checks.faults import Code

# Which way is better, of instruments whose measures all go one way; held equal to the instruments by a test.
LOWER_IS_BETTER = ("fes_i_short", "iplos", "tug")
HIGHER_IS_BETTER = (
    "adl_taxonomy", "amps", "barthel", "berg", "chair_stand_30s", "copm", "fim", "gait_speed", "gas", "grip",
    "satisfaction_person", "satisfaction_relative", "session_rating", "soc13", "sppb", "sunnaas", "who5",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Several:
    """`counts` asks how many rows there are to be asked, and how many of them are at fault; `rows` names some.

    more_than, fewest  the share of rows at fault up to which it is let pass, and of how many rows it can be told
    rows               SQL of row number, key of the table `fault_in`, then what `shows` names; empty: no row is
    """

    code: Code
    tables: tuple[str, ...]
    fault_in: str
    column: str
    counts: str
    what: str
    cure: str
    rows: str = ""
    shows: tuple[str, ...] = ()
    more_than: float = 0.0
    fewest: int = 1


def _in(codes: tuple[str, ...]) -> str:
    return ", ".join(f"'{each}'" for each in codes)


_FLIPPED = (
    f"(instrument IN ({_in(LOWER_IS_BETTER)}) AND better = 'higher')"
    f" OR (instrument IN ({_in(HIGHER_IS_BETTER)}) AND better = 'lower')"
)
_CLASSED = (
    "(SELECT e.row_number, e.episode, e.outcome_class, s.at_end, s.before FROM episodes e JOIN ("
    " SELECT episode, sum(hours_per_week) FILTER (moment = 'at_end') AS at_end,"
    " coalesce(sum(hours_per_week) FILTER (moment = 'granted_estimate'),"
    "  sum(hours_per_week) FILTER (moment = 'at_start')) AS before FROM service_levels GROUP BY episode) s"
    " ON e.episode = s.episode WHERE e.outcome_class IS NOT NULL AND s.at_end IS NOT NULL AND s.before IS NOT NULL)"
)
_AGAINST_HOURS = (
    "(outcome_class = 'no_service' AND at_end > 0) OR (outcome_class = 'fewer_services' AND at_end >= before)"
    " OR (outcome_class = 'same_or_more_services' AND at_end < before)"
)
# Of two versions the one with conditions stands with the change, as in the extract: so they are not joined by version.
_SCORED = (
    "(SELECT c.row_number, c.episode, c.instrument, c.version, c.measure, c.occasion, c.baseline, c.later,"
    " b.low AS b_low, b.high AS b_high, l.low AS l_low, l.high AS l_high FROM changes c LEFT JOIN scored b"
    " ON c.episode = b.episode AND c.instrument = b.instrument AND c.measure = b.measure AND b.occasion = 'baseline'"
    " LEFT JOIN scored l"
    " ON c.episode = l.episode AND c.instrument = l.instrument AND c.measure = l.measure AND l.occasion = c.occasion)"
)
_SCORES = (
    "WITH scored AS (SELECT episode, instrument, measure, occasion, min(value) AS low, max(value) AS high"
    " FROM assessments WHERE value IS NOT NULL GROUP BY ALL) "
)
_UNLIKE = "NOT baseline BETWEEN b_low - 1e-6 AND b_high + 1e-6 OR NOT later BETWEEN l_low - 1e-6 AND l_high + 1e-6"
_CHANGE_SHOWS = ("baseline", "later")
_CHANGE_KEY = "row_number + 1, episode, instrument, version, measure, occasion, baseline, later"
_DIED = (
    "(SELECT e.row_number, e.episode, e.dropout_reason, p.died_on FROM episodes e JOIN people p ON e.person = p.person"
    " WHERE e.dropout_reason = 'death')"
)
_TWICE = (
    "(SELECT min(a.row_number) AS row_number, max(assessment) AS assessment, measure, count(*) AS n FROM assessments a"
    " WHERE value IS NOT NULL AND occasion <> 'other'"
    " GROUP BY episode, instrument, version, measure, occasion, assessed_on)"
)

ASKED = (
    Several(
        Code.DIRECTION, ("measures",), "measures", "better",
        f"SELECT count(*), count(*) FILTER ({_FLIPPED}) FROM measures",
        "say the other way is better than their instrument does",
        "Write what the instrument says: a gain would be counted as a loss.",
        f"SELECT row_number + 1, instrument, version, measure, better FROM measures WHERE {_FLIPPED} ORDER BY 1",
        ("better",),
    ),
    Several(
        Code.AGAINST_HOURS, ("episodes", "service_levels"), "episodes", "outcome_class",
        f"SELECT count(*), count(*) FILTER ({_AGAINST_HOURS}) FROM {_CLASSED}",
        "have an outcome class against the hours at the start and at the end",
        "Look whether the column of the class was filled in anew.",
        f"SELECT row_number + 1, episode, outcome_class, before, at_end FROM {_CLASSED} WHERE {_AGAINST_HOURS}"
        " ORDER BY 1",
        ("outcome_class", "before", "at_end"), more_than=0.2, fewest=10,
    ),
    Several(
        Code.AGAINST_SCORES, ("changes", "assessments"), "changes", "baseline",
        f"{_SCORES}SELECT count(*), count(*) FILTER (b_low IS NULL OR l_low IS NULL) FROM {_SCORED}",
        "are of an occasion without a score, at the start or then",
        "Take changes and assessments out of the record together.",
        f"{_SCORES}SELECT {_CHANGE_KEY} FROM {_SCORED} WHERE b_low IS NULL OR l_low IS NULL ORDER BY 1",
        _CHANGE_SHOWS, more_than=0.02,
    ),
    Several(
        Code.AGAINST_SCORES, ("changes", "assessments"), "changes", "later",
        # COPM leaves out problems that were not rated again, at both times: of it, many may differ rightly.
        f"{_SCORES}SELECT count(*), count(*) FILTER ({_UNLIKE}) FROM {_SCORED} WHERE instrument NOT IN ('copm', 'gas')",
        "are not the scores of that person then", "Take changes and assessments out of the record together.",
        f"{_SCORES}SELECT {_CHANGE_KEY} FROM {_SCORED} WHERE instrument NOT IN ('copm', 'gas') AND ({_UNLIKE})"
        " ORDER BY 1",
        _CHANGE_SHOWS,
    ),
    Several(
        Code.AGAINST_SCORES, ("changes", "assessments"), "changes", "later, baseline",
        f"{_SCORES}SELECT count(*), count(*) FILTER ({_UNLIKE}) FROM {_SCORED} WHERE instrument IN ('copm', 'gas')",
        "are not the scores of that person then: more than problems not rated again can explain",
        "Take changes and assessments out of the record together.",
        f"{_SCORES}SELECT {_CHANGE_KEY} FROM {_SCORED} WHERE instrument IN ('copm', 'gas') AND ({_UNLIKE})"
        " ORDER BY 1",
        _CHANGE_SHOWS, more_than=0.5, fewest=10,
    ),
    Several(
        Code.SCORE_TWICE, ("assessments",), "assessments", "assessment",
        f"SELECT count(*), count(*) FILTER (n > 1) FROM {_TWICE}",
        "are a second score of the same thing, on the same day and occasion", "Keep one of them.",
        f"SELECT row_number + 1, assessment, measure, n FROM {_TWICE} WHERE n > 1 ORDER BY 1", ("n",),
    ),
    Several(
        Code.DEATHS_LOST, ("persons", "episodes"), "episodes", "dropout_reason",
        f"SELECT count(*), count(*) FILTER (died_on IS NULL) FROM {_DIED}",
        "broke off by a death that persons does not have",
        "Bring the days of the deaths in: without them, too many are at home.",
        f"SELECT row_number + 1, episode, dropout_reason FROM {_DIED} WHERE died_on IS NULL ORDER BY 1",
        ("dropout_reason",), more_than=0.5, fewest=5,
    ),
    Several(
        Code.DEATHS_LOST, ("persons", "episodes"), "persons", "died_on",
        "SELECT p.n, CASE WHEN p.dead = 0 AND p.age > 65 AND e.first < $day - 365 THEN p.n ELSE 0 END FROM"
        " (SELECT count(*) AS n, count(died_on) AS dead, median(year($day) - birth_year) AS age FROM persons) p,"
        " (SELECT median(started_on) AS first FROM episodes) e",
        "are all alive, which so many old people never are after so long",
        "Bring the days of the deaths in: without them, too many are at home.", fewest=200,
    ),
    Several(
        Code.CONTRADICTION, ("service_levels",), "service_levels", "moment",
        "SELECT count(*), CASE WHEN (SELECT count(*) FROM follow_ups) = 0 THEN"
        " count(*) FILTER (moment LIKE 'month_%') ELSE 0 END FROM service_levels",
        "are of a follow-up, and the table follow_ups has no row",
        "Bring the follow-ups in too: nobody can tell who was not reached.",
        "SELECT row_number + 1, episode, moment, service FROM service_levels WHERE moment LIKE 'month_%' ORDER BY 1",
    ),
)  # fmt: skip
