"""Reports that are counted already, kept beside the tables they were counted from, so that nobody waits for a count.

They go with their tables: new tables come into use together with what was counted from them, and the old are deleted
with all that is theirs. What an earlier version of the program counted is never read.
"""

import fcntl
import hashlib
import logging
import os
import pickle
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.utils.timezone import localdate

from fotfeste import insight
from fotfeste.insight.figures.rules.figure import Period
from fotfeste.insight.report.building import Reader, Report, build, usual_periods, years_can_be_shown
from fotfeste.insight.tables import extract, store
from fotfeste.insight.tables.engines import open_tables

logger = logging.getLogger(__name__)
_TOOK = "seconds"
Told = Callable[[str, int, int], None]
Kept = TypeVar("Kept")
FOLDER = "counted"
# Readers of one period share what was read from the file; a handful of periods are asked for again and again.
REMEMBERED = 64


def take_out(*, now: datetime, report: Told | None = None) -> store.Stamp:
    """Take the tables out of the record, count what most ask for, and put both in use together.

    `report(part, done, of)` is called before each part; the number of parts is not known before the tables are out.
    """
    return extract.run(now=now, report=report, before_use=lambda stamp: count_usual(stamp, now=now, report=report))


def count_usual(stamp: store.Stamp, *, now: datetime, report: Told | None = None) -> None:
    """Count the periods that stand one click away, as the team and as those outside it see them."""
    began = time.monotonic()
    today = localdate(now)
    inside = [(period, Reader.TEAM) for period in usual_periods(today)]
    wanted = inside + [
        (seen, Reader.OUTSIDE) for period, _reader in inside if (seen := cut_at_month(period, today)) is not None
    ]
    for done, (period, reader) in enumerate(wanted):
        if report:
            report("reports", done, len(wanted) + 1)
        report_of(stamp, period=period, reader=reader)
    if report:
        report("reports", len(wanted), len(wanted) + 1)
    years_shown(stamp, today=today)
    _write(stamp.folder / FOLDER / _TOOK, time.monotonic() - began)


def seconds_taken(stamp: store.Stamp) -> float:
    """How long it took to take the tables out and count the usual periods from them."""
    with suppress(FileNotFoundError):
        return stamp.seconds + float(_read(stamp.folder / FOLDER / _TOOK, _code()))
    return stamp.seconds


def month_ended_on(today: date) -> date:
    """The last day of the month before."""
    return today.replace(day=1) - timedelta(days=1)


def cut_at_month(period: Period, today: date) -> Period | None:
    """The period to the end of a month, as it is counted outside the team; None before its first month has ended.

    The figures of today and yesterday differ by a few persons.
    """
    last = month_ended_on(today)
    if period.start is not None and period.start > last:
        return None
    return Period(period.start, min(period.end or last, last))


def report_of(stamp: store.Stamp, *, period: Period, reader: Reader) -> Report:
    """The report of a period from the tables in use: as it was counted, or counted now and kept for the next."""
    threshold = settings.SMALL_NUMBER_THRESHOLD

    def count() -> Report:
        return build(
            stamp.folder,
            period=period,
            as_of=stamp.as_of,
            reader=reader,
            threshold=threshold,
            strange=stamp.strange,
        )

    return _kept(stamp.folder, f"report-{_name(period, reader, threshold)}", count)


def years_shown(stamp: store.Stamp, *, today: date) -> bool:
    """`years_can_be_shown` to the end of the month before."""
    until, threshold = month_ended_on(today), settings.SMALL_NUMBER_THRESHOLD

    def count() -> bool:
        return years_can_be_shown(open_tables(stamp.folder), as_of=stamp.as_of, until=until, threshold=threshold)

    return _kept(stamp.folder, f"years-{until}-{threshold}", count)


def paper_of(report: Report, name: str, make: Callable[[], bytes]) -> bytes:
    """A file made of a report, made once for the tables in use. `name` says what else it depends on."""
    stamp = store.latest()
    if stamp is None or stamp.as_of != report.as_of:
        return make()
    return _kept(stamp.folder, f"paper-{name}-{_name(report.period, report.reader, report.threshold)}", make)


def _name(period: Period, reader: Reader, threshold: int) -> str:
    return f"{reader.value}-{period.start or 'all'}-{period.end or 'all'}-{threshold}"


def _kept(folder: Path, name: str, count: Callable[[], Kept]) -> Kept:
    file = folder / FOLDER / name
    with suppress(FileNotFoundError):
        return _read(file, _code())
    with _one_at_a_time(file):
        # Whoever waited finds what the first one counted.
        with suppress(FileNotFoundError):
            return _read(file, _code())
        found = count()
        _write(file, found)
    return found


@contextmanager
def _one_at_a_time(file: Path) -> Iterator[None]:
    """Nobody else counts the same meanwhile. Where no lock can be had, as on a full disk, each counts alone."""
    with ExitStack() as held:
        with suppress(OSError):
            file.parent.mkdir(exist_ok=True)
            lock = held.enter_context(file.with_name(f".{file.name}.lock").open("w"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@lru_cache(maxsize=REMEMBERED)
def _read(file: Path, code: str) -> Any:
    """What was kept. Raises FileNotFoundError when there is nothing, or another version of the program counted it.

    Only this program's user can write in the folder (`store.alone`).
    """
    with file.open("rb") as opened:
        if opened.readline().decode(errors="replace").strip() != code:
            raise FileNotFoundError(file)
        try:
            return pickle.load(opened)
        except (EOFError, pickle.UnpicklingError) as cut_short:
            raise FileNotFoundError(file) from cut_short


def _write(file: Path, found: object) -> None:
    """The whole file or nothing. A disk that is full costs the next reader a count, not this one the answer."""
    draft = file.with_name(f".{os.getpid()}-{secrets.token_hex(4)}")
    try:
        file.parent.mkdir(exist_ok=True)
        draft.write_bytes(_code().encode() + b"\n" + pickle.dumps(found))
        draft.replace(file)
    except OSError as wrong:
        logger.warning("What was counted could not be kept: %s. Make room in %s.", wrong, file.parent)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


@cache
def _code() -> str:
    """Changes with the code that counts and draws, so that an upgrade never shows what an older version made."""
    digest = hashlib.sha256()
    for file in sorted(Path(insight.__path__[0]).rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(file.read_bytes())
    return digest.hexdigest()
