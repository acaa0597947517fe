"""The sealer: takes the lines that are final and in no seal yet, and closes them in batches (docs/adr/0030).

A line is final when its transaction has ended. PostgreSQL says which have in a snapshot; the rows come in the same
statement, so what the snapshot sees is exactly what is sealed, however many writers go on meanwhile. Writers never wait
for this, nor for each other.

First the seals are committed, then their heads are written outside. Stopped in between, the next sealing writes them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from fotfeste.ground.database import showroom

from . import outside
from .models import LogEntry, LogSeal, User
from .outside import LogProblem
from .rules.log_heads import Head, Heads, head_of, restoration
from .rules.log_lines import Line, content_digest
from .rules.log_seals import (
    CLOCK_MAY_BE_OFF_SECONDS,
    LINES_PER_SEAL,
    Seal,
    Snapshot,
    closed,
    doubts_about,
    key_id,
    packed,
    right_digest,
    right_mac,
    same,
)

TIME = 'YYYY-MM-DD"T"HH24:MI:SS.US'
_TIME_OF_PYTHON = "%Y-%m-%dT%H:%M:%S.%f"
# As text, so that a line nobody could have written is read all the same.
# A year before our reckoning is written like the same year of it.
_AT = f"""
    to_char(l.at AT TIME ZONE 'UTC', '{TIME}') || CASE WHEN l.at < '0001-01-01 00:00:00+00' THEN ' BC' ELSE '' END
"""
COLUMNS = f"""
    l.id, l."transaction", {_AT}, l.user_id::text, l.user_name, l.role, l.unit,
    l.act, l.person_id::text, l.object_type, l.object_id, l.purpose, l.channel, l.outcome, l.address, l.previous_hash,
    l.hash
"""
_ENDED = """
    CASE WHEN l."transaction" > 0 THEN pg_visible_in_snapshot(l."transaction"::text::xid8, {}) ELSE false END
"""
_NOW = "(SELECT pg_current_snapshot())"
_FIRST = f'l."transaction" IS NULL OR {_ENDED.format(_NOW)}'
_SINCE = f'l."transaction" >= %s AND {_ENDED.format(_NOW)} AND NOT {_ENDED.format("%s::pg_snapshot")}'
_LINES = f"SELECT {_NOW}::text, {COLUMNS} FROM (SELECT) one LEFT JOIN access_logentry l ON {{}} ORDER BY l.id"
# How far back the seals are asked when a transaction began; one that runs longer is not asked about.
SEALS_LOOKED_BACK = 100


@dataclass(frozen=True)
class Sealed:
    """What one sealing did: lines and seals now, lines in all, and the newest head; None while nothing is sealed."""

    lines: int
    seals: int
    head: Head | None


def seal(*, restored_because: str = "", also_without_lines: bool = False) -> Sealed | None:
    """Seal what is final. None when somebody else is sealing, or while the demo's years are being filled in: lines of
    then may still come, and after a seal nobody would believe them. Raises LogProblem when the log is not as it was
    sealed.

    `restored_because` says, for good and in the file of heads, why the log goes on from what the database now holds:
    after a backup was restored, or a key was lost. Then every line that no seal holds is taken.
    """
    with outside.alone() as alone:
        if not alone or showroom.being_filled():
            return None
        keys = outside.keys()
        heads = outside.heads(keys)
        if not keys:
            keys = _first_key(heads, restored_because)
        elif heads is None and not restored_because:
            raise LogProblem(
                f"Nothing was sealed: there is a key of the log, and the file of heads, {settings.LOG_HEADS_FILE}, is "
                'gone. Put it back from your copy. If it is lost: `fotfeste log seal --restored "the heads were '
                'lost"` (docs/how-to/log.md).'
            )
        try:
            with transaction.atomic(durable=True):
                last = LogSeal.objects.order_by("-number").first()
                missed = [] if restored_because else _heads_missed(last, heads, keys)
                made = list(_make(last, heads or Heads(), keys, restored_because, also_without_lines))
        except IntegrityError:
            # A sealer on another machine was faster.
            return None
        current = list(keys.values())[-1]
        added = [head_of(each, keys[each.key]) for each in missed]
        if restored_because:
            added.append(_restoration(last, restored_because, current))
        added += [head_of(each, current) for each in made]
        if added:
            outside.add_heads(added)
        newest = added[-1] if added else heads.last if heads else None
        return Sealed(sum(each.lines for each in made), len(made), newest)


def from_row(row: LogSeal) -> Seal:
    # A spoilt row is read all the same, and named.
    texts = (row.key or "", row.previous or "", row.digest or "", row.mac or "")
    members = bytes(row.members or b"")
    return Seal(row.number, row.era, row.at, row.snapshot, row.lines_before, members, row.doubts, *texts)


def database_time() -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', '{TIME}')")
        return str(cursor.fetchone()[0])


def moved(at: str, seconds: float) -> str:
    """A time of the log, so many seconds later."""
    return (datetime.strptime(at, _TIME_OF_PYTHON) + timedelta(seconds=seconds)).strftime(_TIME_OF_PYTHON)  # noqa: DTZ007


def _read(at: str, snapshot: str) -> tuple[str, Snapshot] | None:
    """When a seal was made and what it saw; None of one that somebody spoilt, which is told elsewhere."""
    try:
        moved(at, 0)
        return at, Snapshot.parse(snapshot)
    except ValueError:
        return None


class Plausible:
    """Says what cannot be so in a line, by what the users and the seals of this era know now."""

    def __init__(self, era: int) -> None:
        self.names = {str(number): name for number, name in User.objects.values_list("pk", "name")}
        rows = LogSeal.objects.filter(era=era).exclude(snapshot="").order_by("-number")
        looked_at = rows.values_list("at", "snapshot")[:SEALS_LOOKED_BACK]
        self.sealings = [found for at, snapshot in looked_at if (found := _read(at, snapshot))]
        self.not_after = moved(database_time(), CLOCK_MAY_BE_OFF_SECONDS)

    def _was_called(self, line: Line) -> bool:
        """Whether the user bore the name in a line that is sealed: they were renamed after this one was written.

        Somebody who puts in a line of then is found by its transaction, which no sealing would have passed over.
        """
        lines = LogEntry.objects.filter(user_id=line.user_id or "", user_name=line.user_name or "")
        sealed = Q(transaction=None)
        if self.sealings:
            # As `Snapshot.sees`: whatever else runs in the same server, also in another database, is of no account.
            seen = self.sealings[0][1]
            sealed |= Q(transaction__lt=seen.upto) & ~Q(transaction__in=seen.running)
        return lines.filter(sealed).exists()

    def doubts(self, line: Line) -> list[str]:
        if line.user_id is not None and self.names.get(line.user_id) != line.user_name:
            # Made, or named otherwise, since the names were read.
            self.names |= {
                str(number): name for number, name in User.objects.filter(pk=line.user_id).values_list("pk", "name")
            }
        names = self.names
        if line.user_id is not None and self.names.get(line.user_id) != line.user_name and self._was_called(line):
            names = {**self.names, line.user_id: line.user_name or ""}
        not_before = ""
        if line.transaction is not None:
            # A transaction that a sealing had not seen begin writes later than that sealing.
            began = next((at for at, seen in self.sealings if line.transaction >= seen.upto), "")
            not_before = moved(began, -CLOCK_MAY_BE_OFF_SECONDS) if began else ""
        return doubts_about(line, names=names, not_before=not_before, not_after=self.not_after)


def _first_key(heads: Heads | None, restored_because: str) -> dict[str, bytes]:
    path = settings.LOG_KEY_FILE
    if not restored_because and ((heads and heads.last) or LogSeal.objects.exists()):
        raise LogProblem(
            f"The log was sealed with a key, and {path} is gone. Put it back from your copy. If it is lost: "
            '`fotfeste log new-key`, then `fotfeste log seal --restored "the key was lost"` (docs/how-to/log.md).'
        )
    if not settings.LOG_KEY_IS_MADE:
        raise LogProblem(f"There is no key of the log in {path}. Make the first with `fotfeste log new-key`.")
    outside.add_key()
    return outside.keys()


def _heads_missed(last: LogSeal | None, heads: Heads | None, keys: dict[str, bytes]) -> list[Seal]:
    """The seals whose heads a stop kept from being written. Raises LogProblem when the two do not fit together."""
    head = heads.last if heads else None
    known = heads.reaches if heads else 0
    there = last.number if last else 0
    since = [from_row(row) for row in LogSeal.objects.filter(number__gt=known).order_by("number")]
    at_head = LogSeal.objects.filter(number=known).first() if head else None
    fits = (
        there >= known
        and (head is None or (at_head is not None and head.digest == at_head.digest == right_digest(from_row(at_head))))
        and not (heads and (heads.not_ours or heads.gaps))
        and sum(bool(each.snapshot) for each in since) <= 1
        and all(
            same(each.digest, right_digest(each))
            and each.key in keys
            and same(each.mac, right_mac(each.digest, keys[each.key]))
            for each in since
        )
    )
    if not fits:
        raise LogProblem(
            f"Nothing was sealed: the database has {there} seals, and they do not fit the {known} that "
            f"{settings.LOG_HEADS_FILE} knows. Run `fotfeste log verify` to see what was done. After a restored backup "
            'that you know of: `fotfeste log seal --restored "why"` (docs/how-to/log.md).'
        )
    if last and last.key not in keys:
        raise LogProblem(
            f"Nothing was sealed: the log was last sealed with the key {last.key}, and {settings.LOG_KEY_FILE} does "
            "not hold it. Put the file back from your copy (docs/how-to/log.md)."
        )
    return since


def _make(
    last: LogSeal | None, heads: Heads, keys: dict[str, bytes], restored_because: str, also_without_lines: bool
) -> Iterator[Seal]:
    """Write the seals of what is final now, in order."""
    era = last.era if last else len(heads.restored) + 1
    if restored_because:
        era = max(era, len(heads.restored)) + 1
    at = database_time()
    plausible = Plausible(era)
    before = from_row(last) if last else None
    snapshot = ""
    batch: list[tuple[int, bytes]] = []
    doubts: list[tuple[int, str]] = []
    new_id, new_key = list(keys.items())[-1]

    def close(upto: str) -> Seal:
        nonlocal before, batch, doubts
        row = Seal(
            number=before.number + 1 if before else 1,
            era=era,
            at=at,
            snapshot=upto,
            lines_before=before.lines_in_all if before else 0,
            members=packed(batch),
            doubts=_told(doubts),
            key=new_id,
            previous=before.digest if before else "",
        )
        before, batch, doubts = closed(row, new_key), [], []
        LogSeal.objects.create(**vars(before))
        return before

    for seen, line in _final_lines(last, restored_because):
        snapshot = seen
        if line is None:
            continue
        if len(batch) == LINES_PER_SEAL:
            yield close("")
        batch.append((line.id, content_digest(line)))
        doubts += [(line.id, why) for why in plausible.doubts(line)]
    if batch or also_without_lines or restored_because:
        yield close(snapshot)


def _told(doubts: list[tuple[int, str]]) -> str:
    return json.dumps(doubts, ensure_ascii=False) if doubts else ""


def _final_lines(last: LogSeal | None, restored_because: str) -> Iterator[tuple[str, Line | None]]:
    """The snapshot, the same each time, and each line that is final and in no seal; None when there is none."""
    sealed: set[int] = set()
    given: list[int | str] = []
    if restored_because:
        condition = "true"
        for row in LogSeal.objects.order_by("number").iterator(chunk_size=20):
            sealed.update(number for number, _digest in from_row(row).each())
    elif last is None:
        condition = _FIRST
    else:
        seen = Snapshot.parse(last.snapshot)
        _refuse_a_counter_set_back(seen)
        condition, given = _SINCE, [seen.oldest, last.snapshot]
    with connection.chunked_cursor() as cursor:
        cursor.execute(_LINES.format(condition), given)
        while rows := cursor.fetchmany(2000):
            for snapshot, *values in rows:
                if values[0] is None:
                    yield snapshot, None
                elif values[0] not in sealed:
                    yield snapshot, Line(*values)
                else:
                    yield snapshot, None


def _refuse_a_counter_set_back(seen: Snapshot) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        now = Snapshot.parse(cursor.fetchone()[0])
    if now.upto < seen.upto:
        raise LogProblem(
            "Nothing was sealed: the database counts its transactions anew, as one does that was restored from a dump. "
            'Say so: `fotfeste log seal --restored "why"` (docs/how-to/log.md).'
        )


def _restoration(last: LogSeal | None, why: str, key: bytes) -> Head:
    number, lines, digest = (last.number, from_row(last).lines_in_all, last.digest) if last else (0, 0, "")
    return restoration(
        seal=number, lines=lines, at=database_time(), digest=digest, key_name=key_id(key), why=why, key=key
    )
