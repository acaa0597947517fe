"""The outcome indicators as somebody who knows DuckDB would write them, from the words of the definitions.

Nothing here comes from the product's own expressions: it is what those are held against, in numbers and in speed. A big
table is read as rarely as it pays. `$start`, `$end` and `$as_of` are the days asked for and the day the tables were
taken out.

A share is (rows asked, yes, known): where known is None there is always an answer. A mean is (rows asked, number); an
empty number is missing. Of `weeks` and `days_long` the first and the last day both count, since visits are made on
both; `days` is from one day to the other.
"""

# One row for each episode with what its referral, its person and the days asked for say of it.
EPISODES = """
CREATE TEMP TABLE e AS
SELECT episode, person, "group" AS grp, started_on, ended_on, referral, status, outcome_class, dropout_reason,
    planned_end_on, handed_over_on, reported_to_gp_on, imported_hours_per_week, received_on, discharged_on, birth_year,
    year(started_on) - birth_year AS age,
    coalesce(route = 'hospital_discharge', false) AS from_hospital,
    started_on BETWEEN $start AND $end AS started_in,
    coalesce(ended_on BETWEEN $start AND $end, false) AS ended_in,
    ended_in AND status = 'completed' AS completed_in,
    ended_on - started_on AS days,
    days + 1 AS days_long,
    days_long / 7 AS weeks,
    coalesce(died_on <= ended_on, false) OR coalesce(dropout_reason = 'death', false) AS died_during,
    ended_in AND ended_on + 91 <= $as_of AS past_91,
    ended_in AND ended_on + 182 <= $as_of AS past_182,
    ended_in AND ended_on + 365 <= $as_of AS past_365,
    died_during OR coalesce(died_on <= ended_on + 91, false) AS dead_91,
    died_during OR coalesce(died_on <= ended_on + 182, false) AS dead_182,
    died_during OR coalesce(died_on <= ended_on + 365, false) AS dead_365
FROM read_parquet($episodes)
LEFT JOIN (SELECT person, birth_year, died_on FROM read_parquet($persons)) USING (person)
LEFT JOIN (SELECT referral, received_on, route, discharged_on FROM read_parquet($referrals)) USING (referral)
"""

VISITS = """
CREATE TEMP TABLE v AS
SELECT v.episode, count(*) AS visits,
    sum(minutes_on_site * staff_count) AS minutes, count(*) - count(minutes_on_site * staff_count) AS minutes_unknown,
    sum(minutes_travel * staff_count) AS travel, count(*) - count(minutes_travel * staff_count) AS travel_unknown,
    count(*) FILTER (visited_on = started_on) AS first_day,
    count(*) FILTER (visited_on < started_on + 7) AS first_week,
    count(*) FILTER (visited_on > ended_on - 7) AS last_week,
    count(most_help) AS help_told, count(*) FILTER (most_help <= 2) AS little_help,
    avg(effort) AS effort
FROM read_parquet($visits) v JOIN e ON e.episode = v.episode
WHERE v.status = 'done'
GROUP BY v.episode
"""

PROFESSIONS = (
    "physiotherapist", "occupational_therapist", "nurse", "health_care_worker", "social_educator", "speech_therapist",
    "other",
)  # fmt: skip

# Professions as bits, the lowest for the first and the one above all for not recorded: sets are then joined by OR. The
# staff are read a second time to be counted: one wide grouping by person and staff costs a third more than two narrow.
_WHEN = " ".join(f"WHEN '{p}' THEN {1 << i}" for i, p in enumerate(PROFESSIONS))
_BIT = f"(CASE profession {_WHEN} ELSE 64 END)::UTINYINT"
_MINUTES = ", ".join(
    f"coalesce(sum(minutes_on_site) FILTER (profession = '{p}'), 0) AS minutes_{p}" for p in PROFESSIONS
)
STAFF = f"""
CREATE TEMP TABLE s AS
SELECT * EXCLUDE (bits, day_bits), bits >= 64 AS without_profession, bit_count(bits & 63) AS professions,
    coalesce(day_bits >= 64, false) AS unsure_first_day, coalesce(bit_count(day_bits & 63), 0) AS professions_first_day
FROM (
    SELECT episode, bit_or({_BIT}) AS bits, bit_or({_BIT}) FILTER (worked_on = started_on) AS day_bits,
        count(*) - count(minutes_on_site) AS untimed,
        {_MINUTES}
    FROM read_parquet($staff_time) JOIN e USING (episode) GROUP BY episode
)
JOIN (
    SELECT episode, count(staff) AS carers
    FROM (SELECT DISTINCT episode, staff FROM read_parquet($staff_time)) GROUP BY episode
) USING (episode)
"""

GOALS = """
CREATE TEMP TABLE g AS
SELECT episode, count(*) AS goals, min(set_on) AS first_goal_on,
    count(*) FILTER (state = 'attained') AS attained,
    count(*) FILTER (state = 'partly_attained') AS partly_attained,
    bool_or(trains_alone) AS alone, bool_or(relative_takes_part) AS with_relative
FROM read_parquet($goals)
GROUP BY episode
"""

SCORES = """
CREATE TEMP TABLE m AS
SELECT episode, min(measured_on) AS measured_on, bool_or(twice) AS twice
FROM (
    SELECT episode, min(assessed_on) AS measured_on, false AS twice
    FROM read_parquet($assessments) WHERE occasion = 'baseline' AND value IS NOT NULL GROUP BY episode
    UNION ALL
    SELECT DISTINCT episode, NULL, true FROM read_parquet($changes) WHERE occasion = 'discharge'
)
GROUP BY episode
"""

ASKED = (3, 6, 12)  # months
_PLACES = ", ".join(
    f"bool_or(service = 'nursing_home_place') FILTER (moment = 'month_{m}') AS place_{m}" for m in ASKED
)
_SAID = ", ".join(f"bool_or(lives_at_home) FILTER (months = {m}) AS said_{m}" for m in ASKED)
_AT_HOME = ", ".join(
    f"CASE WHEN said_{m} = false THEN false ELSE coalesce(NOT place_{m}, said_{m}) END AS at_home_{m}" for m in ASKED
)
MOMENTS = ("at_start", "granted_estimate", "at_end", "month_3", "month_6", "month_12")
LEVELS = f"""
CREATE TEMP TABLE l AS
SELECT episode, {", ".join(f"sum(hours_per_week) FILTER (moment = '{m}') AS {m}" for m in MOMENTS)},
    {_PLACES}
FROM read_parquet($service_levels)
GROUP BY episode
"""
# Where the living are: what was said, and a place among the services weighs more; empty where neither is known.
HOMES = f"""
CREATE TEMP TABLE h AS
SELECT episode, {_AT_HOME}
FROM (
    SELECT episode, {_SAID}
    FROM read_parquet($follow_ups) GROUP BY episode
) FULL JOIN (SELECT episode, place_3, place_6, place_12 FROM l) USING (episode)
"""

AGAIN = """
CREATE TEMP TABLE a AS
SELECT episode, min(r.received_on) AS again_on
FROM e JOIN read_parquet($referrals) r ON r.person = e.person AND r.received_on > e.ended_on
GROUP BY episode
"""

# Of all limits published for one person, whatever the baseline: the lowest and the strictest.
RESPONDERS = """
CREATE TEMP TABLE b AS
WITH limits AS (
    SELECT instrument, version, measure, min(size) AS lowest, max(size) AS strictest,
        any_value(CASE better WHEN 'higher' THEN 1 ELSE -1 END) AS sign
    FROM read_parquet($thresholds) AS t JOIN read_parquet($measures) AS m USING (instrument, version, measure)
    WHERE applies_to <> 'group' AND baseline_low IS NULL AND baseline_high IS NULL
    GROUP BY instrument, version, measure
), gains AS (
    SELECT episode, instrument, measure, round(sign * (later - baseline), 6) >= lowest AS low,
        round(sign * (later - baseline), 6) >= strictest AS strict
    FROM read_parquet($changes) JOIN limits USING (instrument, version, measure)
    WHERE occasion = 'discharge'
), starts AS (
    SELECT DISTINCT episode, instrument, measure
    FROM read_parquet($assessments) JOIN limits USING (instrument, version, measure)
    WHERE occasion = 'baseline' AND value IS NOT NULL AND (instrument, measure) IN (('copm', 'performance'),
        ('sppb', 'total'))
)
SELECT episode, bool_or(instrument = 'copm') AS has_copm, bool_or(instrument = 'sppb') AS has_sppb,
    bool_or(low) FILTER (instrument = 'copm') AS low_copm, bool_or(strict) FILTER (instrument = 'copm') AS strict_copm,
    bool_or(low) FILTER (instrument = 'sppb') AS low_sppb, bool_or(strict) FILTER (instrument = 'sppb') AS strict_sppb
FROM starts LEFT JOIN gains USING (episode, instrument, measure)
GROUP BY episode
"""

WIDE = "e LEFT JOIN v USING (episode) LEFT JOIN s USING (episode) LEFT JOIN g USING (episode)"
LATER = (
    "e LEFT JOIN m USING (episode) LEFT JOIN l USING (episode) LEFT JOIN a USING (episode) LEFT JOIN b USING (episode)"
    " LEFT JOIN h USING (episode)"
)

Share = tuple[str, str, str | None]
CLASSES = ("no_service", "fewer_services", "same_or_more_services")
HORIZONS = {"91_days": (91, 3), "6_months": (182, 6), "12_months": (365, 12)}
ALIVE_AT = {"at_end": ("ended_in", "died_during")} | {
    f"month_{m}": (f"past_{d}", f"dead_{d}") for d, m in HORIZONS.values()
}
BEFORE = "CASE grp WHEN 'first_time' THEN granted_estimate ELSE at_start END"
VISITED = "completed_in AND visits > 0"
OPENED = "started_in AND (ended_on IS NOT NULL OR $as_of - started_on > 14)"

WIDE_SHARES: dict[str, Share] = {
    **{f"ended_{c}": ("completed_in", f"outcome_class = '{c}'", "outcome_class IS NOT NULL") for c in CLASSES},
    **{
        f"ended_{c}_of_started": (
            "ended_in",
            f"status = 'completed' AND outcome_class = '{c}'",
            "status = 'dropout' OR outcome_class IS NOT NULL",
        )
        for c in CLASSES
    },
    "dropouts": ("ended_in", "status = 'dropout'", None),
    "dropouts_death": ("ended_in", "status = 'dropout' AND dropout_reason = 'death'", None),
    "dropouts_hospital": ("ended_in", "status = 'dropout' AND dropout_reason = 'hospital'", None),
    "ascof_2a": (
        "completed_in AND grp = 'first_time'",
        "outcome_class IN ('no_service', 'fewer_services')",
        "outcome_class IS NOT NULL",
    ),
    **{f"died_within_{name}": (f"past_{d}", f"dead_{d}", None) for name, (d, _m) in HORIZONS.items()},
    "lasted_longer_than_planned": ("completed_in", "ended_on > planned_end_on", "planned_end_on IS NOT NULL"),
    "goals_agreed_at_start": (OPENED, "first_goal_on <= started_on + 14", None),
    "hand_over_plan": (
        "ended_in AND NOT died_during AND outcome_class IS DISTINCT FROM 'no_service'",
        "handed_over_on IS NOT NULL",
        None,
    ),
    "report_to_gp": ("ended_in AND NOT died_during", "reported_to_gp_on IS NOT NULL", None),
    "tapered": (f"{VISITED} AND days_long >= 14", "last_week < first_week", None),
    "two_professions_first_day": (
        "started_in AND first_day > 0",
        "professions_first_day >= 2",
        "professions_first_day >= 2 OR NOT unsure_first_day",
    ),
    "interdisciplinary": (VISITED, "professions >= 2", "professions IS NOT NULL"),
    "early_start": (
        "started_in AND received_on IS NOT NULL",
        "started_on - coalesce(discharged_on, received_on) <= 7",
        None,
    ),
    "plan_from_own_goals": (OPENED, "goals > 0", None),
    "intensive": (VISITED, "visits / weeks >= 3", None),
    "limited_in_time": ("completed_in", "days_long <= 84", None),
    "guided_instead_of_done_for": (VISITED, "2 * little_help > help_told", "help_told > 0"),
    "trains_between_visits": ("ended_in AND goals > 0", "alone", None),
    "relatives_take_part": ("ended_in AND goals > 0", "with_relative", None),
}
WIDE_MEANS: dict[str, tuple[str, str]] = {
    "hours_of_reablement_per_week": (
        "completed_in",
        "CASE WHEN visits IS NULL THEN imported_hours_per_week WHEN minutes_unknown = 0 THEN minutes / 60 / weeks END",
    ),
    "visits_per_week": (VISITED, "visits / weeks"),
    **{
        f"minutes_per_week_{p}": (
            VISITED,
            f"CASE WHEN NOT without_profession AND untimed = 0 THEN minutes_{p} / weeks END",
        )
        for p in PROFESSIONS
    },
    "travel_of_working_time": (
        VISITED,
        "CASE WHEN travel_unknown = 0 AND minutes_unknown = 0 THEN 100 * travel / (travel + minutes) END",
    ),
    "carers_per_person": (VISITED, "carers"),
    "effort": (VISITED, "effort"),
}
# Goals are counted goal by goal, but lie together by episode: (of goals, those that count).
GOAL_SHARES = {
    "goals_attained": "attained",
    "goals_partly_attained": "partly_attained",
    "goals_not_attained": "goals - attained - partly_attained",
}
LATER_SHARES: dict[str, Share] = {
    **{
        f"{i}_{limit}_limit{ending}": (f"ended_in AND has_{i}", f"{short}_{i}", known.format(f"{short}_{i}") or None)
        for i in ("copm", "sppb")
        for limit, short in (("lowest", "low"), ("strictest", "strict"))
        for ending, known in (("", "{} IS NOT NULL"), ("_of_started", ""))
    },
    "measured_within_14_days": (OPENED, "measured_on <= started_on + 14", None),
    "measured_at_both_ends": ("ended_in", "twice", None),
    "referred_again_within_12_months": (
        "past_365 AND NOT (dead_365 AND (again_on IS NULL OR again_on > ended_on + 365))",
        "again_on <= ended_on + 365",
        None,
    ),
    **{
        f"at_home_after_{name}_of_all": (f"past_{d}", f"NOT dead_{d} AND at_home_{m}", None)
        for name, (d, m) in HORIZONS.items()
    },
    "at_home_91_days_after_hospital": ("past_91 AND from_hospital AND age >= 65", "NOT dead_91 AND at_home_3", None),
}
# Of everybody, though the living are known where they were reached only: (rows asked, dead, yes, known of the living).
LIVING = {
    f"{word}_{name}": (f"past_{d}", f"dead_{d}", f"at_home_{m} = {home}", f"at_home_{m} IS NOT NULL")
    for word, home in (("at_home_after", "true"), ("long_term_place_within", "false"))
    for name, (d, m) in HORIZONS.items()
}
LATER_MEANS: dict[str, tuple[str, str]] = {
    f"change_in_service_hours_{moment}": (f"{past} AND NOT {dead}", f"{moment} - {BEFORE}")
    for moment, (past, dead) in ALIVE_AT.items()
}

# A follow-up is one row, so nothing has to be brought together by episode.
FOLLOW_UPS = """
SELECT grp, months, count(*) AS due, count(*) FILTER (result = 'reached') AS reached
FROM read_parquet($follow_ups) JOIN e USING (episode)
WHERE due_on BETWEEN $start AND $end AND due_on <= $as_of AND result IS DISTINCT FROM 'not_possible'
GROUP BY grp, months
"""

# One row for each referral received in the period, with the day training began.
REFERRALS = """
CREATE TEMP TABLE r AS
SELECT "group" AS grp, status, received_on, contact_due_on, contacted_on, working_days_to_contact, answered_on,
    screened_on, decided_on, limits_explained, e.started_on
FROM read_parquet($referrals) AS r LEFT JOIN (SELECT referral, started_on FROM e) AS e USING (referral)
WHERE received_on BETWEEN $start AND $end
"""
WAITING = "status NOT IN ('declined', 'withdrawn')"
REFERRAL_SHARES: dict[str, Share] = {
    "contacted_as_promised": (
        "status <> 'withdrawn' AND (contacted_on IS NOT NULL OR contact_due_on IS NULL OR contact_due_on < $as_of)",
        "contacted_on <= contact_due_on",
        "contact_due_on IS NOT NULL",
    ),
    "contact_within_3_working_days": (
        # On the last day itself there is time left.
        "status <> 'withdrawn' AND (contacted_on IS NOT NULL OR contact_due_on IS NULL OR contact_due_on < $as_of)",
        "working_days_to_contact <= 3",
        "working_days_to_contact IS NOT NULL OR (contacted_on IS NULL AND contact_due_on < $as_of)",
    ),
    **{
        f"started_within_{d}_days": (
            f"{WAITING} AND (started_on IS NOT NULL OR $as_of - received_on > {d})",
            f"started_on - received_on <= {d}",
            None,
        )
        for d in (2, 7)
    },
    "declined": ("status <> 'withdrawn' AND answered_on IS NOT NULL", "status = 'declined'", None),
    "service_explained": ("contacted_on IS NOT NULL", "limits_explained", "limits_explained IS NOT NULL"),
    "judged_before_permanent_service": (
        "grp = 'first_time' AND status <> 'withdrawn' AND decided_on IS NOT NULL",
        "screened_on <= decided_on",
        None,
    ),
}
# Days are few: (of which table, which rows, days, whether the wait is over).
TALLIES = {
    "days_from_referral_to_start": ("e", "started_in AND received_on IS NOT NULL", "started_on - received_on", "true"),
    "length_of_episode": ("e", "completed_in", "days_long", "true"),
    "median_days_to_contact": (
        "r",
        "status <> 'withdrawn'",
        "coalesce(contacted_on, $as_of) - received_on",
        "contacted_on IS NOT NULL",
    ),
    "median_wait_with_those_still_waiting": (
        "r",
        WAITING,
        "coalesce(started_on, $as_of) - received_on",
        "started_on IS NOT NULL",
    ),
}

ANSWERS = """
SELECT grp, instrument, measure, count(value) AS n, count(*) - count(value) AS missing,
    count(*) FILTER (value = 2) AS hits
FROM read_parquet($assessments) JOIN e USING (episode)
WHERE instrument IN ('satisfaction_person', 'satisfaction_relative') AND assessed_on BETWEEN $start AND $end
GROUP BY ALL
"""
ANSWERED = {
    "knew_what_it_was_for": ("satisfaction_person", "aware_of_goals"),
    "had_a_say": ("satisfaction_person", "had_a_say"),
    "satisfied": ("satisfaction_person", "content"),
    "relatives_satisfied": ("satisfaction_relative", "content"),
}

# Whole calendar years inside the period that are over and that the municipality's number is known for.
YEARS = """
CREATE TEMP TABLE y AS
SELECT counts, year, sum(persons) AS persons
FROM read_parquet($municipality_counts)
WHERE make_date(year, 1, 1) >= $start AND make_date(year, 12, 31) <= least($end, $as_of)
GROUP BY counts, year
-- Of home services both numbers or none.
QUALIFY NOT starts_with(counts, 'home_service')
    OR count(*) OVER (PARTITION BY year, starts_with(counts, 'home_service')) = 2
"""
RATES = {
    **{
        f"persons_per_1000_aged_{a}_and_over": (
            f"inhabitants_{a}_plus",
            1000,
            f"SELECT count(DISTINCT (person, year)) FROM e JOIN y ON year = year(started_on) "
            f"WHERE counts = 'inhabitants_{a}_plus' AND age >= {a}",
        )
        for a in (65, 67, 80)
    },
    "hospital_discharges_to_reablement": (
        "hospital_discharges_65_plus_oct_dec",
        100,
        "SELECT count(DISTINCT (person, year)) FROM e JOIN y ON year = year(discharged_on) "
        "WHERE counts = 'hospital_discharges_65_plus_oct_dec' AND month(discharged_on) >= 10 "
        "AND year - birth_year >= 65",
    ),
    "home_service_users_with_high_hours": (
        "home_service_users",
        100,
        "SELECT coalesce(sum(persons), 0) FROM y WHERE counts = 'home_service_users_over_35_5_hours'",
    ),
}
