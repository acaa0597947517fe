"""A municipality with many years behind it: bulk rows, allowed here and nowhere else.

Each row is a copy of one the demo made with the product's own actions, with another person, another day and another
id. Written as the owner with the tables' triggers off, so no versions are kept of them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

VISITS = 10  # per episode; a real one has more, the pages read those of one person or one day


@dataclass(frozen=True)
class Size:
    """How much to fill in. `assessments` is per episode."""

    persons: int = 100_000
    episodes: int = 20_000
    assessments: int = 4


_TABLES = (
    "pathway_person",
    "pathway_referral",
    "pathway_episode",
    "pathway_servicelevel",
    "pathway_servicelevelsknown",
    "pathway_followup",
    "assessment_assessment",
    "visits_visit",
)

# `bulk` holds the new persons in order: n, their id, the id of their referral and episode, and the days.
_BULK = """
    CREATE TEMP TABLE bulk AS
    SELECT n, id AS person_id, gen_random_uuid() AS referral_id, gen_random_uuid() AS episode_id,
           d AS start, d + 28 AS ending, n <= %(episodes)s AS trained,
           (SELECT array_agg(id ORDER BY id) FROM access_unit WHERE kind = 'team') AS teams
    FROM (SELECT row_number() OVER (ORDER BY id) AS n, id,
                 %(today)s::date - 40 - (row_number() OVER (ORDER BY id) * 7 %% 3650)::int AS d
          FROM pathway_person WHERE created_at = %(marked)s) p
"""


def _copies(table: str, example: str, source: str, **changes: str) -> str:
    """One row of `table` like the example for each row of the source, with the columns that are to be otherwise."""
    pairs = ", ".join(f"'{column}', {value}" for column, value in changes.items())
    columns = ", ".join(f'"{column}"' for column in _columns(table))
    made = ", ".join(f'(r.made)."{column}"' for column in _columns(table))
    return (
        f"INSERT INTO {table} ({columns}) SELECT {made} FROM (SELECT "
        f"jsonb_populate_record(null::{table}, to_jsonb(t) || jsonb_build_object({pairs})) AS made "
        f"FROM (SELECT * FROM {table} WHERE {example} LIMIT 1) t, {source} OFFSET 0) r"
    )


def _columns(table: str) -> list[str]:
    """What is stored; what the database works out for itself cannot be written."""
    from django.apps import apps

    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    return [field.column for field in model._meta.concrete_fields if not field.generated]


def _statements(size: Size) -> Iterator[str]:
    team = "b.teams[1 + b.n % array_length(b.teams, 1)]"
    yield _BULK
    for trained, state in (("b.trained", "granted"), ("NOT b.trained", "declined")):
        yield _copies(
            "pathway_referral",
            f"state = '{state}' AND answered_on IS NOT NULL",
            f"bulk b WHERE {trained}",
            id="b.referral_id",
            case_number=f"'{state[0]}/' || b.n",
            person_id="b.person_id",
            team_id=team,
            received_on="b.start - 14",
            contacted_on="b.start - 12",
            contact_due_on="b.start - 11",
            answered_on="b.start - 7",
            import_key="null::text",
            episode_opened="b.trained",
        )
    yield _copies(
        "pathway_episode",
        "state = 'completed' AND import_key IS NULL",
        "bulk b WHERE b.trained",
        id="b.episode_id",
        person_id="b.person_id",
        referral_id="b.referral_id",
        team_id=team,
        planned_start_on="b.start",
        planned_end_on="b.ending",
        started_on="b.start",
        ended_on="b.ending",
    )
    for table, example in (
        ("pathway_servicelevelsknown", "moment = m"),
        ("pathway_servicelevel", "moment = 'granted_estimate'"),
    ):
        yield _copies(
            table,
            example.replace("moment = m", "true"),
            "bulk b, unnest(ARRAY['at_start', 'granted_estimate', 'at_end']) m "
            "WHERE b.trained AND (m <> 'at_end' OR b.n % 3 = 0)"
            if table == "pathway_servicelevel"
            else "bulk b, unnest(ARRAY['at_start', 'granted_estimate', 'at_end']) m WHERE b.trained",
            id=f"nextval(pg_get_serial_sequence('{table}', 'id'))",
            episode_id="b.episode_id",
            moment="m",
        )
    # Later contacts that have had their day are done; the others are still due, as in life.
    for state, when in (("done", "<= %(today)s::date"), ("due", "> %(today)s::date")):
        yield _copies(
            "pathway_followup",
            f"state = '{state}'",
            "bulk b, (VALUES (1), (3), (6), (12)) months (m) "
            f"WHERE b.trained AND (b.ending + make_interval(months => m))::date {when}",
            id="nextval(pg_get_serial_sequence('pathway_followup', 'id'))",
            episode_id="b.episode_id",
            occasion="'month_' || m",
            due_on="(b.ending + make_interval(months => m))::date",
            done_on="(b.ending + make_interval(months => m))::date" if state == "done" else "null::date",
        )
    yield _copies(
        "assessment_assessment",
        "instrument = 'sppb' AND complete AND corrects_id IS NULL",
        f"bulk b, generate_series(1, {size.assessments}) k WHERE b.trained",
        id="gen_random_uuid()",
        episode_id="b.episode_id",
        occasion="CASE WHEN k = 1 THEN 'baseline' WHEN k = 2 THEN 'discharge' ELSE 'other' END",
        assessed_on="CASE WHEN k = 1 THEN b.start WHEN k = 2 THEN b.ending ELSE b.start + k END",
    )
    yield _copies(
        "visits_visit",
        "state = 'done'",
        f"bulk b, generate_series(1, {VISITS}) k WHERE b.trained",
        id="gen_random_uuid()",
        episode_id="b.episode_id",
        planned_at="b.start + k * 2 + time '09:00'",
        started_at="b.start + k * 2 + time '09:00'",
    )


def fill(size: Size, *, today: date) -> None:
    """Write the rows, and let the database look at what it has got."""
    import psycopg

    from fotfeste.ground.database.location import where

    with psycopg.connect(**where("owner").psycopg(), autocommit=True) as database, _without_triggers(database):
        marked = _persons(database, size.persons, today)
        for statement in _statements(size):
            with_values = {"episodes": size.episodes, "today": today, "marked": marked}
            database.execute(_literal(statement, with_values))
    with psycopg.connect(**where("owner").psycopg(), autocommit=True) as database:
        database.execute("VACUUM ANALYZE")


def _literal(statement: str, values: dict[str, Any]) -> str:
    """The statement with its few values written in; they are days and numbers of our own."""
    for name, value in values.items():
        written = str(value) if isinstance(value, int) else f"'{value}'"
        statement = statement.replace(f"%({name})s", written)
    return statement.replace("%%", "%")


def _persons(database: Any, many: int, today: date) -> str:
    """Persons with the demo's names and synthetic numbers. Gives the moment that marks them."""
    from fotfeste.channels.demo.people import read, synthetic_number
    from fotfeste.ground.ui.rules import sort_key

    rng, names = Random(11), read("names")
    taken = {number for (number,) in database.execute("SELECT national_number FROM pathway_person")}
    marked = "2001-01-01 12:00:00+00"
    # The demo has names for a small place; two family names make enough for a large one.
    families = names["family"]
    columns = (
        "id, national_number, given_name, family_name, sort_name, birth_date, sex, address, postal_code, city, "
        "municipality_number, phone, language, interpreter, large_print, alert, gp_name, created_at"
    )
    with database.cursor() as cursor, cursor.copy(f"COPY pathway_person ({columns}) FROM STDIN") as rows:
        for n in range(many):
            born = date(1928, 1, 1) + timedelta(days=rng.randrange(30 * 365))
            given = rng.choice(names["given"])
            family = rng.choice(families) if n % 3 else f"{rng.choice(families)} {rng.choice(families)}"
            number = synthetic_number(born, woman=n % 2 == 0, taken=taken, rng=rng)
            taken.add(number)
            rows.write_row(
                (
                    _uuid(rng),
                    number,
                    given,
                    family,
                    sort_key(f"{family} {given}"),
                    born,
                    "woman" if n % 2 == 0 else "man",
                    *("", "", "", "", "", "nb", ""),
                    False,
                    *("", ""),
                    marked,
                )
            )
    return marked


def _uuid(rng: Random) -> str:
    from uuid import UUID

    return str(UUID(int=rng.getrandbits(128), version=4))


@contextmanager
def _without_triggers(database: Any) -> Iterator[None]:
    for table in _TABLES:
        database.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    try:
        yield
    finally:
        for table in _TABLES:
            database.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
