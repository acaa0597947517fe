"""The only door from the record to the figures: pseudonymous tables, taken out as a whole or not at all.

What leaves has no name, number, address, exact birth date, free text or user. Keys are hashes with a random salt that
is thrown away, so the same person has the same key inside one extract and no key can be led back or joined to another
extract.
"""

import hashlib
import json
import logging
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from fotfeste.care.assessment.models import Assessment
from fotfeste.care.assessment.rules.answers import AnswerError
from fotfeste.care.assessment.rules.changes import ChangeError, change
from fotfeste.care.assessment.rules.registry import INSTRUMENTS
from fotfeste.care.assessment.rules.scores import Score
from fotfeste.care.assessment.rules.scoring import not_done, score
from fotfeste.care.assessment.rules.thresholds import KIND_NAMES
from fotfeste.care.assessment.rules.wording import Text, same
from fotfeste.care.pathway.models import Episode, FollowUp, Person, Referral, ServiceLevel, ServiceLevelsKnown
from fotfeste.care.pathway.rules.deadlines import working_days_between
from fotfeste.care.pathway.rules.vocabulary import FOLLOW_UP_MONTHS, NOT_COUNTED, Moment, Occasion, Route, ServiceKind
from fotfeste.care.visits.models import Visit, VisitStaff
from fotfeste.insight.outcomes import store, tables
from fotfeste.insight.outcomes.store import Stamp

if TYPE_CHECKING:
    import pyarrow as pa

logger = logging.getLogger(__name__)


def run(*, now: datetime, root: Path | None = None, report: Callable[[str, int, int], None] | None = None) -> Stamp:
    """Take all tables out of the record, in one snapshot, and put them in use.

    `report(table, done, of)` is called before each table.
    """
    root = root or store.place()
    started = time.monotonic()
    with store.alone(root):
        found: dict[str, pa.Table] = {}
        strange: dict[str, int] = {}
        with _snapshot():
            parts = _readers(secrets.token_hex(16))
            for number, (name, read) in enumerate(parts):
                if report:
                    report(name, number, len(parts))
                for each, table in read().items():
                    found[each], left_out = tables.without_strange(tables.BY_NAME[each], table)
                    strange |= left_out
        for column, values in strange.items():
            logger.warning("%s: %s values cannot be right and are counted as missing.", column, values)
        return store.put_in_use(root, found, as_of=now, seconds=time.monotonic() - started, strange=strange)


@contextmanager
def _snapshot() -> Iterator[None]:
    """All tables from one moment. Inside a transaction somebody else began, that one's view has to do."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _readers(salt: str) -> list[tuple[str, Callable[[], "dict[str, pa.Table]"]]]:
    def one(schema: tables.Schema, sql: str, **more: Any) -> tuple[str, Callable[[], "dict[str, pa.Table]"]]:
        return schema.name, lambda: {schema.name: _copied(schema, sql, {"salt": salt, **more})}

    return [
        one(tables.PERSONS, _PERSONS_SQL),
        ("referrals", lambda: {"referrals": _referrals(salt)}),
        one(tables.EPISODES, _EPISODES_SQL, at_end=Moment.AT_END, alarm=ServiceKind.SAFETY_ALARM),
        one(tables.SERVICE_LEVELS, _SERVICE_LEVELS_SQL),
        one(tables.FOLLOW_UPS, _FOLLOW_UPS_SQL, months=json.dumps({str(k): v for k, v in FOLLOW_UP_MONTHS.items()})),
        one(tables.VISITS, _VISITS_SQL),
        ("assessments", lambda: _assessments(salt)),
    ]


def _copied(schema: tables.Schema, sql: str, values: Mapping[str, Any]) -> "pa.Table":
    """The query's rows through COPY: no Python object for each row on the way. Checked when they are written."""
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    with connection.cursor() as cursor:
        statement = cursor.cursor.mogrify(f"COPY ({sql}) TO STDOUT (FORMAT csv, HEADER true)", dict(values))
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


def _table(model: Any) -> str:
    return f'"{model._meta.db_table}"'


_PERSONS_SQL = f"""
    SELECT {_key("p.id")} AS person, extract(year FROM p.birth_date)::int AS birth_year,
           CASE p.sex WHEN 'woman' THEN 'female' WHEN 'man' THEN 'male' END AS sex,
           nullif(p.language, '') AS language
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
           CASE r.state WHEN 'granted' THEN 'accepted' WHEN 'declined' THEN 'declined' WHEN 'refused' THEN 'declined'
                        WHEN 'withdrawn' THEN 'withdrawn' ELSE 'open' END AS status,
           r.answered_on
    FROM {_table(Referral)} r LEFT JOIN {_table(Episode)} e ON e.referral_id = r.id
"""
_EPISODES_SQL = f"""
    SELECT {_key("e.id")} AS episode, {_key("e.person_id")} AS person, {_key("e.referral_id")} AS referral,
           e."group", u.name AS unit, e.started_on, e.planned_end_on, e.ended_on,
           CASE e.state WHEN 'completed' THEN 'completed' WHEN 'dropped_out' THEN 'dropout' ELSE 'active' END AS status,
           CASE e.state WHEN 'completed' THEN nullif(e.outcome, '') END AS outcome_class,
           nullif(e.dropout_reason, '') AS dropout_reason,
           CASE WHEN EXISTS (SELECT FROM {_table(ServiceLevelsKnown)} k
                             WHERE k.episode_id = e.id AND k.moment = %(at_end)s)
                THEN EXISTS (SELECT FROM {_table(ServiceLevel)} s WHERE s.episode_id = e.id
                             AND s.moment = %(at_end)s AND s.kind = %(alarm)s) END AS safety_alarm,
           e.reported_hours_per_week AS imported_hours_per_week,
           CASE WHEN e.import_key IS NULL THEN 'recorded' ELSE 'imported' END AS origin
    FROM {_table(Episode)} e JOIN access_unit u ON u.id = e.team_id
    WHERE e.started_on IS NOT NULL
"""
_SERVICE_LEVELS_SQL = f"""
    SELECT {_key("s.episode_id")} AS episode, s.moment, s.kind AS service, s.hours_per_week
    FROM {_table(ServiceLevel)} s JOIN {_table(Episode)} e ON e.id = s.episode_id
    WHERE e.started_on IS NOT NULL
"""
_FOLLOW_UPS_SQL = f"""
    SELECT {_key("f.episode_id")} AS episode, (%(months)s::jsonb ->> f.occasion)::int AS months, f.due_on, f.done_on,
           CASE f.state WHEN 'done' THEN 'reached' WHEN 'no_answer' THEN 'no_answer'
                        WHEN 'cancelled' THEN 'not_possible' END AS result
    FROM {_table(FollowUp)} f JOIN {_table(Episode)} e ON e.id = f.episode_id
    WHERE e.started_on IS NOT NULL AND %(months)s::jsonb ? f.occasion
"""
_VISITS_SQL = f"""
    SELECT {_key("v.id")} AS visit, {_key("v.episode_id")} AS episode,
           (coalesce(v.started_at, v.planned_at) AT TIME ZONE 'Europe/Oslo')::date AS visited_on,
           v.state AS status, v.minutes_on_site, v.minutes_travel,
           (SELECT nullif(count(*), 0) FROM {_table(VisitStaff)} s WHERE s.visit_id = v.id) AS staff_count
    FROM {_table(Visit)} v JOIN {_table(Episode)} e ON e.id = v.episode_id
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


def _assessments(salt: str) -> "dict[str, pa.Table]":
    """Assessments scored by their own instrument's rule, and the changes that rule allows.

    Scored anew from the answers: a change needs what the person's own problems were, which a stored number has not.
    Corrected assessments are left out, their corrections are in.
    """

    def key(value: object) -> str:
        return hashlib.sha256(f"{salt}{value}".encode()).hexdigest()[:24]

    # NOT EXISTS: with `corrected_by=None` PostgreSQL expects one row and compares every one with every episode.
    corrections = Assessment.objects.filter(corrects=OuterRef("pk"))
    rows = Assessment.objects.filter(~Exists(corrections), episode__started_on__isnull=False)
    fields = ("id", "episode_id", "instrument", "version", "occasion", "assessed_on", "answers", "missing_reason")
    scored: list[dict[str, Any]] = []
    changes: list[dict[str, Any]] = []
    seen: dict[tuple[str, str], Score] = {}

    current: tuple[Any, str] | None = None
    several: list[tuple[str, Score]] = []
    ordered = rows.order_by("episode_id", "instrument", "assessed_on", "id")
    for id_, episode, instrument, version, occasion, day, answers, reason in ordered.values_list(*fields).iterator(
        chunk_size=5_000
    ):
        if current != (episode, instrument):
            if current:
                changes += _changes_of(several, key(current[0]))
            current, several = (episode, instrument), []
        one = _score_of(instrument, version, answers, reason)
        if one is None:
            continue
        several.append((occasion, one))
        seen.setdefault((instrument, _version_of(one)), one)
        scored += [
            {
                "assessment": key(id_),
                "episode": key(episode),
                "instrument": instrument,
                "version": _version_of(one),
                "measure": value.code,
                "occasion": occasion,
                "assessed_on": day,
                "value": value.number,
                "missing_reason": None if value.number is not None else reason or "incomplete",
            }
            for value in one.values
        ]
    if current:
        changes += _changes_of(several, key(current[0]))
    settled = _settled(seen)
    for row in (*scored, *changes):
        row["version"] = settled.get((row["instrument"], row["version"]), row["version"])
    measures, thresholds = _definitions({key: one for key, one in seen.items() if key not in settled})
    return {
        "assessments": tables.from_rows(tables.ASSESSMENTS, scored),
        "changes": tables.from_rows(tables.CHANGES, changes),
        "measures": tables.from_rows(tables.MEASURES, measures),
        "thresholds": tables.from_rows(tables.THRESHOLDS, thresholds),
    }


def _score_of(instrument: str, version: str, answers: Mapping[str, Any], reason: str) -> Score | None:
    """None when today's definition cannot read the stored answers any more; the baseline then counts as not scored."""
    definition = INSTRUMENTS.get(instrument)
    if definition is None:
        return None
    try:
        left_out = bool(reason) and not any(answers.values())
        form = version or None
        return not_done(definition, reason, form) if left_out else score(definition, answers, form)
    except AnswerError:
        return None


def _version_of(*scores: Score) -> str:
    """The form's version with the conditions of the test. Somebody who could not walk has none: the points are 0
    whatever the course, so of two scores the one with conditions names them."""
    conditions = {name: value for one in scores for name, value in one.conditions.items()}
    return "/".join([scores[0].version.code, *(conditions[name] for name in sorted(conditions))])


def _settled(seen: Mapping[tuple[str, str], Score]) -> dict[tuple[str, str], str]:
    """Versions without conditions that belong to the only one with them: where every walk is over the same course,
    those who could not walk are counted beside the others. With several courses they stay apart."""
    found = {}
    for code, version in seen:
        others = [v for c, v in seen if c == code and v.startswith(f"{version}/")]
        if len(others) == 1:
            found[code, version] = others[0]
    return found


def _changes_of(several: list[tuple[str, Score]], episode: str) -> list[dict[str, Any]]:
    """First usable baseline against the last usable score of each later occasion."""
    baselines = [s for o, s in several if o == Occasion.BASELINE and any(v.number is not None for v in s.values)]
    first = baselines[0] if baselines else None
    if first is None:
        return []
    last = {o: s for o, s in several if o != Occasion.BASELINE and s.not_done is None}
    out = []
    for occasion, later in last.items():
        try:
            found = change(first, later)
        except ChangeError:
            continue  # another version or course length: no change exists, and the report counts it as missing
        out += [
            {
                "episode": episode,
                "instrument": first.instrument.code,
                "version": _version_of(first, later),
                "measure": value.definition.code,
                "occasion": occasion,
                "baseline": value.before,
                "later": value.after,
            }
            for value in found.values
            if value.before is not None and value.after is not None
        ]
    return out


def _definitions(seen: Mapping[tuple[str, str], Score]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Measures and thresholds of what has been used, in the words of the instruments themselves."""
    measures, thresholds = [], []
    for (code, version), one in sorted(seen.items(), key=lambda item: item[0]):
        name = one.instrument.short_name
        if sum(other == code for other, _version in seen) > 1:
            # Several versions stand beside each other: say which is which.
            name = f"{name} ({version.replace('/', ', ')})"
        for value in one.values:
            d = value.definition
            measures.append(
                {
                    "instrument": code,
                    "version": version,
                    "measure": d.code,
                    "instrument_name": _words(same(name)),
                    "name": _words(d.name),
                    "better": d.direction.value,
                    "unit": _words(d.unit),
                    "decimals": d.decimals,
                    "low": d.low,
                    "high": d.high,
                    "averaged": d.averaged,
                }
            )
            for number, t in enumerate(t for t in one.instrument.thresholds if t.of == d.code):
                low, high = t.baseline_band or (None, None)
                thresholds.append(
                    {
                        "threshold": f"{code}/{version}/{d.code}/{number}",
                        "instrument": code,
                        "version": version,
                        "measure": d.code,
                        "kind": t.kind.value,
                        "kind_name": _words(KIND_NAMES[t.kind]),
                        "size": t.value,
                        "applies_to": t.applies_to.value,
                        "baseline_low": low,
                        "baseline_high": high,
                        "population": _words(t.population),
                        "source": t.source.citation,
                    }
                )
    return measures, thresholds


def _words(text: Text) -> str:
    return json.dumps({"en": text.en, "nb": text.nb, "nn": text.nn}, ensure_ascii=False)
