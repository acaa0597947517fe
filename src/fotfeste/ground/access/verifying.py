"""Reading the whole log against its seals, while everybody goes on writing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from django.conf import settings
from django.db import connection

from . import outside
from .models import LogEntry, LogSeal
from .rules import log_findings
from .rules.log_findings import Finding, Kind, LinesOfSeals
from .rules.log_heads import Head, Heads
from .rules.log_lines import Line
from .rules.log_seals import Seal, Snapshot
from .sealer import COLUMNS, Plausible, from_row

State = Literal["holds", "broken", "unknown"]
AT_A_TIME = 5000


@dataclass(frozen=True)
class Verified:
    """What reading the log found. `sealed` counts the lines in seals that hold; `unsealed` those in no seal.

    `unknown` says, in sentences, what cannot be known here; `told` what was done to the log and said at the time.
    """

    lines: int
    sealed: int
    unsealed: int
    seals: int
    last_sealed_at: str
    findings: tuple[Finding, ...]
    unknown: tuple[str, ...]
    told: tuple[str, ...]

    @property
    def state(self) -> State:
        if self.findings:
            return "broken"
        return "unknown" if self.unknown else "holds"


def verify(report: Callable[..., None] | None = None) -> Verified:
    """Read every line and every seal. Raises LogProblem when a file that guards the log cannot be read.

    The heads are read first, then the seals, then the lines: what is written or sealed meanwhile is newer than what it
    is held against, and raises no alarm.
    """
    keys = outside.keys()
    heads = outside.heads(keys)
    rows = list(LogSeal.objects.order_by("number").values_list("number", "key", "at", "snapshot", "era"))
    newest = rows[-1] if rows else None
    until = newest[0] if newest else 0
    findings, holds = log_findings.of_seals(_seals(until), heads, keys)
    lines_of_seals = LinesOfSeals()
    sealed_ids = []
    for seal in _seals(until):
        numbers = [number for number, _digest in seal.each()]
        sealed_ids.append(np.array(numbers, dtype=np.int64))
        if seal.number in holds:
            lines_of_seals.add(seal, _lines_with(numbers))
        if report:
            report("", seal.number, until)
    of_lines = lines_of_seals.findings()
    all_seals_hold = not findings
    findings += of_lines
    restored = heads.restored[-1] if heads and heads.restored else None
    # Before the first sealing after a restoration nothing is known of lines in no seal.
    seen = _snapshot(newest[3]) if newest and all_seals_hold and not (restored and restored.seal >= until) else None
    there = _all_ids()
    loose = np.setdiff1d(there, np.concatenate(sealed_ids) if sealed_ids else np.array([], dtype=np.int64))
    findings += _of_loose(loose, seen, newest[4] if newest else 1)
    gone = any(each.kind in (Kind.REMOVED, Kind.REORDERED, Kind.CUT, Kind.EMPTIED) for each in findings)
    if not gone:
        findings += log_findings.of_first_chain(_first_chain())
    return Verified(
        lines=len(there),
        sealed=lines_of_seals.sealed,
        unsealed=len(loose),
        seals=len(rows),
        last_sealed_at=newest[2] if newest else "",
        findings=tuple(findings),
        unknown=tuple(_unknown(rows, heads, set(keys), all_seals_hold, len(loose))),
        told=tuple(_told(rows, heads)),
    )


def _seals(until: int) -> Iterator[Seal]:
    rows = LogSeal.objects.filter(number__lte=until).order_by("number")
    return (from_row(row) for row in rows.iterator(chunk_size=20))


def _snapshot(text: str) -> Snapshot | None:
    return Snapshot.parse(text) if text else None


def _lines_with(numbers: list[int]) -> list[Line]:
    found = []
    with connection.cursor() as cursor:
        for at in range(0, len(numbers), AT_A_TIME):
            some = numbers[at : at + AT_A_TIME]
            cursor.execute(f"SELECT {COLUMNS} FROM access_logentry l WHERE l.id = ANY(%s) ORDER BY l.id", [some])
            found += [Line(*row) for row in cursor.fetchall()]
    return found


def _all_ids() -> "np.ndarray":
    ids = LogEntry.objects.order_by("id").values_list("id", flat=True)
    return np.fromiter(ids.iterator(chunk_size=50_000), dtype=np.int64)


def _of_loose(loose: "np.ndarray", seen: Snapshot | None, era: int) -> list[Finding]:
    """What is wrong with lines that no seal holds."""
    found: list[Finding] = []
    for at in range(0, len(loose), AT_A_TIME):
        lines = _lines_with([int(number) for number in loose[at : at + AT_A_TIME]])
        # Asked after the lines were read: what wrote them had begun by then.
        plausible, begun_before = Plausible(era), _next_transaction()
        for line in lines:
            found += log_findings.of_unsealed(line, seen=seen, begun_before=begun_before, doubts=plausible.doubts(line))
    return found


def _next_transaction() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT greatest(pg_snapshot_xmax(pg_current_snapshot())::text::bigint, "
            "COALESCE(pg_current_xact_id_if_assigned()::text::bigint, 0) + 1)"
        )
        return int(cursor.fetchone()[0])


def _first_chain() -> Iterator[tuple[int, str, str]]:
    rows = LogEntry.objects.filter(transaction=None).order_by("id").values_list("id", "previous_hash", "hash")
    return rows.iterator(chunk_size=AT_A_TIME)


def _unknown(
    rows: list[tuple[int, str, str, str, int]], heads: Heads | None, keys: set[str], all_hold: bool, loose: int
) -> Iterator[str]:
    if not rows and not (heads and heads.last):
        yield (
            "Nothing is sealed yet, so lines that were removed, put in or worked out anew cannot be seen. "
            "Run `fotfeste log seal`."
        )
        return
    if heads is None:
        yield (
            f"The file of heads, {settings.LOG_HEADS_FILE}, is not there: whether the newest lines were cut off cannot "
            "be known. Put it back from your copy."
        )
    elif (short := _heads_missing(rows, heads)) > 1:
        yield (
            f"The file of heads ends {short} sealings before the database: heads were cut off there, and whether seals "
            "were cut off with them cannot be known. Put it back from your copy."
        )
    if missing := sorted({key for _number, key, _at, _snapshot, _era in rows} - keys):
        against = " They were held against the file of heads only." if heads else ""
        yield (
            f"The key {', '.join(missing)} is not in {settings.LOG_KEY_FILE}: whether seals made with it were worked "
            f"out anew cannot be known.{against}"
        )
    if not all_hold and loose:
        yield f"{loose} lines are in no seal that holds: which of them were put in cannot be known."


def _heads_missing(rows: list[tuple[int, str, str, str, int]], heads: Heads) -> int:
    """How many sealings the file does not know. A stop right after sealing leaves one, which the next one writes."""
    return sum(number > heads.reaches and bool(snapshot) for number, _key, _at, snapshot, _era in rows)


def _told(rows: list[tuple[int, str, str, str, int]], heads: Heads | None) -> Iterator[str]:
    for head in heads.restored if heads else ():
        yield _restored(head)
    if heads and _heads_missing(rows, heads) == 1:
        yield (
            f"The newest seal, {rows[-1][0]}, has no head in the file yet, as a stop right after sealing leaves it. "
            "The next sealing writes it; if there was no stop, a head was cut off."
        )
    if heads and heads.unreadable:
        yield f"Line {heads.unreadable[0]} of the file of heads cannot be read, as a stop in writing leaves it."


def _restored(head: Head) -> str:
    where = f"from seal {head.seal} ({head.lines} lines) on" if head.seal else "from no seal on"
    return f"On {head.at[:19]} UTC it was said that the log was restored, {where}: {head.why}"
