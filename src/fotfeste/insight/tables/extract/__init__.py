"""The only door from the record to the figures: pseudonymous tables, taken out as a whole or not at all.

What leaves has no name, number, address, exact birth date, free text or user. Keys are hashes with a random salt that
is thrown away, so the same person has the same key inside one extract and no key can be led back or joined to another
extract.

Scoring is the slow part, so each run keeps what it scored, without keys, and the next takes it over (see `kept`).
"""

import json
import logging
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, transaction
from psycopg import ClientCursor

from fotfeste.care.goals.models import Goal, Measure
from fotfeste.care.pathway.models import (
    Decision,
    Episode,
    FollowUp,
    HandOver,
    Letter,
    Person,
    Referral,
    Screening,
    ServiceLevel,
    ServiceLevelsKnown,
)
from fotfeste.care.pathway.rules.deadlines import working_days_between
from fotfeste.care.terms.rules.vocabulary import FOLLOW_UP_MONTHS, NOT_COUNTED, LetterKind, Moment, Route, ServiceKind
from fotfeste.care.visits.models import Visit, VisitMeasure, VisitStaff
from fotfeste.insight.tables import municipality, store
from fotfeste.insight.tables import schema as tables
from fotfeste.insight.tables.extract import codes, kept, scored
from fotfeste.insight.tables.store import Stamp

if TYPE_CHECKING:
    import pyarrow as pa

logger = logging.getLogger(__name__)


def run(
    *,
    now: datetime,
    root: Path | None = None,
    report: Callable[[str, int, int], None] | None = None,
    before_use: Callable[[Stamp], None] | None = None,
) -> Stamp:
    """Take all tables out of the record, in one snapshot, and put them in use.

    `report(table, done, of)` is called before each table, `before_use` when they are written and nobody reads them yet;
    when it raises, they never come in use.
    """
    codes.check()
    root = root or store.place()
    started = time.monotonic()
    with store.alone(root):
        found: dict[str, pa.Table] = {}
        strange: dict[str, int] = {}
        key = kept.key()
        with _snapshot():
            everyone = cache(lambda: scored.up_to_date(kept.read(root, key), key))
            parts = _readers(secrets.token_hex(16), everyone)
            for number, (name, read) in enumerate(parts):
                if report:
                    report(name, number, len(parts))
                for each, table in read().items():
                    found[each], left_out = tables.without_strange(tables.BY_NAME[each], table)
                    strange |= left_out
        counts = municipality.kept(root)
        if counts is not None:
            found["municipality_counts"] = counts
        for column, values in strange.items():
            logger.warning("%s: %s values cannot be right and are counted as missing.", column, values)
        stamp = store.put_in_use(
            root,
            found,
            as_of=now,
            seconds=time.monotonic() - started,
            strange=strange,
            scored_anew=everyone().anew,
            taken_over=everyone().taken_over,
            before_use=before_use,
        )
        kept.write(root, key, everyone().kept)
        return stamp


@contextmanager
def _snapshot() -> Iterator[None]:
    """All tables from one moment. Inside a transaction somebody else began, that one's view has to do."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _readers(
    salt: str, everyone: Callable[[], scored.AllScored]
) -> list[tuple[str, Callable[[], "dict[str, pa.Table]"]]]:
    def one(schema: tables.Schema, sql: str, **more: Any) -> tuple[str, Callable[[], "dict[str, pa.Table]"]]:
        return schema.name, lambda: {schema.name: _copied(schema, sql, {"salt": salt, **more})}

    return [
        one(tables.PERSONS, _PERSONS_SQL),
        ("referrals", lambda: {"referrals": _referrals(salt)}),
        one(
            tables.EPISODES,
            _EPISODES_SQL,
            at_end=Moment.AT_END,
            alarm=ServiceKind.SAFETY_ALARM,
            gp_report=LetterKind.REPORT_TO_GP,
        ),
        one(tables.SERVICE_LEVELS, _SERVICE_LEVELS_SQL),
        one(tables.FOLLOW_UPS, _FOLLOW_UPS_SQL, months=json.dumps({str(k): v for k, v in FOLLOW_UP_MONTHS.items()})),
        one(tables.VISITS, _VISITS_SQL),
        one(tables.STAFF_TIME, _STAFF_TIME_SQL),
        one(tables.GOALS, _GOALS_SQL),
        ("assessments", lambda: everyone().tables(salt)),
    ]


def _copied(schema: tables.Schema, sql: str, values: Mapping[str, Any]) -> "pa.Table":
    """The query's rows through COPY: no Python object for each row on the way. Checked when they are written."""
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    with connection.cursor() as cursor:
        # COPY takes no values beside it.
        writer = ClientCursor(cursor.connection)
        statement = writer.mogrify(f"COPY ({sql}) TO STDOUT (FORMAT csv, HEADER true)", dict(values))
        with cursor.cursor.copy(statement) as copy:
            data = b"".join(bytes(block) for block in copy)
    read = arrow_csv.read_csv(
        pa.py_buffer(data),
        convert_options=arrow_csv.ConvertOptions(
            column_types=schema.arrow(),
            include_columns=[c.name for c in schema.columns],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            null_values=[""],
            true_values=["t"],
            false_values=["f"],
        ),
        parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
    )
    return read.cast(schema.arrow()) if read.num_rows else schema.arrow().empty_table()


def _key(column: str) -> str:
    """SQL for the pseudonym of a key; an empty key stays empty. sha256() is built into PostgreSQL since 11."""
    return f"left(encode(sha256(convert_to(%(salt)s || {column}::text, 'UTF8')), 'hex'), 24)"


def _day(moment: str) -> str:
    """SQL for the day a moment fell on where the service is, not in UTC."""
    return f"({moment} AT TIME ZONE '{settings.TIME_ZONE}')::date"


def _table(model: Any) -> str:
    return f'"{model._meta.db_table}"'


_PERSONS_SQL = f"""
    SELECT {_key("p.id")} AS person, extract(year FROM p.birth_date)::int AS birth_year,
           {codes.case("p.sex", codes.SEX)} AS sex,
           nullif(p.language, '') AS language, p.lives_alone,
           nullif(p.municipality_number, '') AS municipality, p.died_on
    FROM {_table(Person)} p
    WHERE EXISTS (SELECT FROM {_table(Referral)} r WHERE r.person_id = p.id)
       OR EXISTS (SELECT FROM {_table(Episode)} e WHERE e.person_id = p.id)
"""
# Before an episode has settled the group: somebody with a service that counts had services from before.
_REFERRALS_SQL = f"""
    SELECT {_key("r.id")} AS referral, {_key("r.person_id")} AS person,
           coalesce(e."group", CASE
               WHEN r.route = %(existing_route)s THEN 'existing'
               WHEN NOT r.services_today <@ %(not_counted)s::varchar[] THEN 'existing'
               ELSE 'first_time' END) AS "group",
           r.received_on, nullif(r.route, '') AS route, nullif(r.referrer, '') AS referrer,
           nullif(r.cause, '') AS cause,
           r.contact_due_on, r.contacted_on, NULL AS working_days_to_contact,
           {codes.case("r.state", codes.REFERRAL_STATUS)} AS status,
           r.answered_on, r.discharge_on AS discharged_on,
           {_day("s.screened_at")} AS screened_on, d.decided_on,
           coalesce(nullif(s.alternative, ''), nullif(d.alternative, '')) AS alternative,
           CASE WHEN r.contacted_on IS NOT NULL THEN r.contact_note <> '' END AS limits_explained
    FROM {_table(Referral)} r LEFT JOIN {_table(Episode)} e ON e.referral_id = r.id
         LEFT JOIN {_table(Screening)} s ON s.referral_id = r.id LEFT JOIN {_table(Decision)} d ON d.referral_id = r.id
"""
_EPISODES_SQL = f"""
    SELECT {_key("e.id")} AS episode, {_key("e.person_id")} AS person, {_key("e.referral_id")} AS referral,
           e."group", u.name AS unit, e.started_on, e.planned_end_on, e.ended_on,
           {codes.case("e.state", codes.EPISODE_STATUS)} AS status,
           CASE e.state WHEN 'completed' THEN nullif(e.outcome, '') END AS outcome_class,
           nullif(e.dropout_reason, '') AS dropout_reason,
           CASE WHEN EXISTS (SELECT FROM {_table(ServiceLevelsKnown)} k
                             WHERE k.episode_id = e.id AND k.moment = %(at_end)s)
                THEN EXISTS (SELECT FROM {_table(ServiceLevel)} s WHERE s.episode_id = e.id
                             AND s.moment = %(at_end)s AND s.kind = %(alarm)s) END AS safety_alarm,
           e.reported_hours_per_week AS imported_hours_per_week,
           CASE WHEN e.import_key IS NULL THEN 'recorded' ELSE 'imported' END AS origin,
           (SELECT {_day("h.written_at")} FROM {_table(HandOver)} h
            WHERE h.episode_id = e.id) AS handed_over_on,
           (SELECT {_day("min(l.written_at)")} FROM {_table(Letter)} l
            WHERE l.episode_id = e.id AND l.kind = %(gp_report)s) AS reported_to_gp_on
    FROM {_table(Episode)} e JOIN access_unit u ON u.id = e.team_id
    WHERE e.started_on IS NOT NULL
"""
_SERVICE_LEVELS_SQL = f"""
    SELECT {_key("s.episode_id")} AS episode, s.moment, s.kind AS service, s.hours_per_week
    FROM {_table(ServiceLevel)} s JOIN {_table(Episode)} e ON e.id = s.episode_id
    WHERE e.started_on IS NOT NULL
    UNION ALL
    SELECT {_key("k.episode_id")}, k.moment, 'none', 0
    FROM {_table(ServiceLevelsKnown)} k JOIN {_table(Episode)} e ON e.id = k.episode_id
    WHERE e.started_on IS NOT NULL AND NOT EXISTS (
        SELECT FROM {_table(ServiceLevel)} s WHERE s.episode_id = k.episode_id AND s.moment = k.moment)
"""
_FOLLOW_UPS_SQL = f"""
    SELECT {_key("f.episode_id")} AS episode, (%(months)s::jsonb ->> f.occasion)::int AS months, f.due_on, f.done_on,
           {codes.case("f.state", codes.FOLLOW_UP_RESULT)} AS result,
           f.lives_at_home
    FROM {_table(FollowUp)} f JOIN {_table(Episode)} e ON e.id = f.episode_id
    WHERE e.started_on IS NOT NULL AND %(months)s::jsonb ? f.occasion
"""
_VISITS_SQL = f"""
    SELECT {_key("v.id")} AS visit, {_key("v.episode_id")} AS episode,
           {_day("coalesce(v.started_at, v.planned_at)")} AS visited_on,
           v.state AS status, v.minutes_on_site, v.minutes_travel,
           (SELECT nullif(count(*), 0) FROM {_table(VisitStaff)} s WHERE s.visit_id = v.id) AS staff_count,
           (SELECT max(m.assistance_level) FROM {_table(VisitMeasure)} m
            WHERE m.visit_id = v.id AND NOT m.as_before) AS most_help, v.effort
    FROM {_table(Visit)} v JOIN {_table(Episode)} e ON e.id = v.episode_id
    WHERE e.started_on IS NOT NULL
"""
_STAFF_TIME_SQL = f"""
    SELECT {_key("v.id")} AS visit, {_key("v.episode_id")} AS episode,
           {_day("coalesce(v.started_at, v.planned_at)")} AS worked_on,
           {_key("s.user_id")} AS staff, nullif(u.profession, '') AS profession,
           CASE WHEN v.minutes_on_site <= 1440 THEN v.minutes_on_site END AS minutes_on_site,
           CASE WHEN v.minutes_travel <= 1440 THEN v.minutes_travel END AS minutes_travel
    FROM {_table(VisitStaff)} s JOIN {_table(Visit)} v ON v.id = s.visit_id
         JOIN {_table(Episode)} e ON e.id = v.episode_id JOIN access_user u ON u.id = s.user_id
    WHERE e.started_on IS NOT NULL AND v.state = 'done'
"""
_GOALS_SQL = f"""
    SELECT {_key("g.id")} AS goal, {_key("g.episode_id")} AS episode, g.set_on, g.closed_on, g.term, g.state,
           g.rating_before, g.rating_after,
           EXISTS (SELECT FROM {_table(Measure)} m WHERE m.goal_id = g.id AND m.done_by = 'person') AS trains_alone,
           EXISTS (SELECT FROM {_table(Measure)} m WHERE m.goal_id = g.id AND m.done_by = 'relative')
               AS relative_takes_part
    FROM {_table(Goal)} g JOIN {_table(Episode)} e ON e.id = g.episode_id
    WHERE e.started_on IS NOT NULL
"""


def _referrals(salt: str) -> "pa.Table":
    """Referrals with working days to contact; each pair of days is counted once, by the record's own rule."""
    import pyarrow as pa

    values = {
        "salt": salt,
        "existing_route": Route.EXISTING_HOME_SERVICES,
        "not_counted": sorted(str(kind) for kind in NOT_COUNTED),
    }
    table = _copied(tables.REFERRALS, _REFERRALS_SQL, values)
    known: dict[tuple[date, date | None], int | None] = {}
    days = []
    for pair in zip(table["received_on"].to_pylist(), table["contacted_on"].to_pylist(), strict=True):
        if pair not in known:
            known[pair] = None if pair[1] is None else working_days_between(*pair)
        days.append(known[pair])
    at = table.column_names.index("working_days_to_contact")
    return table.set_column(at, table.schema.field(at), pa.array(days, pa.int32()))
