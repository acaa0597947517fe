"""All assessments, scored: those of episodes that are new or changed now, all others as they were scored before.

Corrected assessments are left out, their corrections are in.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db import connection

from fotfeste.care.assessment.models import Assessment
from fotfeste.care.pathway.models import Episode
from fotfeste.insight.tables import schema as tables
from fotfeste.insight.tables.extract import kept, scores
from fotfeste.insight.tables.extract.scores import Changed, Forms, Given, Scored

if TYPE_CHECKING:
    import pyarrow as pa

_AT_ONCE = 5_000

# Both questions are about the same columns of the same rows: the fingerprint says what scoring would be given. It comes
# along with the answers, so that a mark is never put on answers that were changed between the two questions.
_GIVEN = "a.id, a.instrument, a.version, a.occasion, a.assessed_on, a.answers, a.missing_reason"
_COUNTED = f"""
    FROM "{Assessment._meta.db_table}" a JOIN "{Episode._meta.db_table}" e ON e.id = a.episode_id
    WHERE e.started_on IS NOT NULL AND (%(episodes)s::uuid[] IS NULL OR a.episode_id = ANY(%(episodes)s))
      AND NOT EXISTS (SELECT FROM "{Assessment._meta.db_table}" c WHERE c.corrects_id = a.id)
"""
_FINGERPRINTS_SQL = f"""
    SELECT a.episode_id, sha256(convert_to(string_agg(ROW({_GIVEN})::text, ',' ORDER BY a.id), 'UTF8')) AS fingerprint
    {_COUNTED} GROUP BY a.episode_id
"""
_GIVEN_SQL = f"""
    WITH f AS MATERIALIZED ({_FINGERPRINTS_SQL}), a AS (SELECT a.episode_id, {_GIVEN} {_COUNTED})
    SELECT a.episode_id, f.fingerprint, {_GIVEN} FROM a JOIN f ON f.episode_id = a.episode_id
    ORDER BY a.episode_id, a.instrument, a.assessed_on, a.id
"""


@dataclass(frozen=True, slots=True)
class AllScored:
    """Every episode with assessments, scored.

    episodes  their ids, in the order of the rows of `kept`
    kept      what the next run may take over
    anew      how many of them were scored in this run
    """

    episodes: Sequence[UUID]
    kept: kept.Kept
    anew: int

    @property
    def taken_over(self) -> int:
        """How many were taken as they were scored before."""
        return len(self.episodes) - self.anew

    def tables(self, salt: str) -> "dict[str, pa.Table]":
        """Assessments, changes, measures and thresholds, with the keys of this salt."""
        import pyarrow as pa
        import pyarrow.compute as pc

        # As the other tables make them, or nothing would join.
        keys = pa.array([hashlib.sha256(f"{salt}{one}".encode()).hexdigest()[:24] for one in self.episodes], "string")
        scored, changes = (_flat(self.kept.rows, name, keys) for name in ("scored", "changes"))
        number = pc.cast(scored["number"], pa.string())
        scored["assessment"] = pc.binary_join_element_wise(scored["episode"], number, "-")
        settled = scores.settled(self.kept.forms)
        for columns in (scored, changes):
            columns["version"] = _with_conditions(columns, settled)
        forms = {form: what for form, what in self.kept.forms.items() if form not in settled}
        return {
            "assessments": _table(tables.ASSESSMENTS, scored),
            "changes": _table(tables.CHANGES, changes),
            **scores.tables_of(forms),
        }


def up_to_date(before: kept.Kept, key: bytes) -> AllScored:
    """All episodes scored, with what was kept before under this key."""
    import pyarrow as pa
    import pyarrow.compute as pc

    with connection.cursor() as cursor:
        cursor.execute(f"{_FINGERPRINTS_SQL} ORDER BY a.episode_id", {"episodes": None})
        marks = {episode: kept.mark(key, fingerprint) for episode, fingerprint in cursor.fetchall()}
    found = pc.index_in(pa.array(marks.values(), pa.binary()), value_set=before.rows["mark"]).to_pylist()
    places = dict(zip(marks, found, strict=True))
    unknown = [episode for episode, place in places.items() if place is None]
    rows, forms = [before.rows], dict(before.forms)
    if unknown:
        at = before.rows.num_rows
        for block in _scored(None if len(unknown) == len(marks) else unknown, forms):
            places |= {one.episode: at + number for number, one in enumerate(block)}
            at += len(block)
            rows.append(
                kept.as_rows(
                    [kept.mark(key, one.fingerprint) for one in block],
                    [one.scored for one in block],
                    [one.changes for one in block],
                )
            )
    # In the order of the ids, so that nobody can tell from the order who was scored last.
    places = {episode: place for episode, place in sorted(places.items()) if place is not None}
    whole = pa.concat_tables(rows).take(pa.array(places.values(), pa.int64()))
    return AllScored(list(places), kept.Kept(whole, _used(whole, forms)), len(unknown))


class _Episode(NamedTuple):
    episode: UUID
    fingerprint: bytes
    scored: list[Scored]
    changes: list[Changed]


def _scored(episodes: list[UUID] | None, forms: Forms) -> Iterator[list[_Episode]]:
    """These episodes (None: all) scored, some thousand at a time."""
    block: list[_Episode] = []
    for (episode, fingerprint), rows in groupby(_given(episodes), key=itemgetter(0, 1)):
        block.append(_Episode(episode, fingerprint, *scores.of_episode((given for *_one, given in rows), forms)))
        if len(block) == _AT_ONCE:
            yield block
            block = []
    yield block


def _given(episodes: list[UUID] | None) -> Iterator[tuple[UUID, bytes, Given]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(_GIVEN_SQL, {"episodes": episodes})
        for block in iter(partial(cursor.fetchmany, _AT_ONCE), []):
            for episode, fingerprint, _id, instrument, version, occasion, day, answers, reason in block:
                given = Given(instrument, version, occasion, day, json.loads(answers), reason)
                yield episode, bytes(fingerprint), given


def _flat(rows: "pa.Table", name: str, keys: "pa.Array") -> "dict[str, pa.Array]":
    """The rows of a column of lists, each with the key of its episode, column by column."""
    import pyarrow.compute as pc

    lists = rows[name].combine_chunks()
    inside = pc.list_flatten(lists)
    columns = dict(zip((field.name for field in inside.type), inside.flatten(), strict=True))
    return columns | {"episode": keys.take(pc.list_parent_indices(lists))}


def _with_conditions(columns: "dict[str, pa.Array]", settled: dict[tuple[str, str], str]) -> "pa.Array":
    import pyarrow.compute as pc

    versions = columns["version"]
    for (code, version), whole in settled.items():
        its = pc.and_(pc.equal(columns["instrument"], code), pc.equal(columns["version"], version))
        versions = pc.if_else(its, whole, versions)
    return versions


def _table(schema: tables.Schema, columns: "dict[str, pa.Array]") -> "pa.Table":
    import pyarrow as pa

    kind = schema.arrow()
    return pa.Table.from_arrays([columns[name] for name in kind.names], schema=kind)


def _used(rows: "pa.Table", forms: Forms) -> Forms:
    """The forms that still have a row: what nobody is measured with any more leaves the tables of measures, too."""
    import pyarrow as pa
    import pyarrow.compute as pc

    inside = pc.list_flatten(rows["scored"].combine_chunks())
    pairs = pa.table({name: pc.struct_field(inside, [name]) for name in ("instrument", "version")})
    used = pairs.group_by(["instrument", "version"]).aggregate([]).to_pylist()
    return {(one["instrument"], one["version"]): forms[one["instrument"], one["version"]] for one in used}
