"""Where extracts are kept: put in use by one rename, so that a reader sees the old tables or the new, never a mix."""

import fcntl
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fotfeste.ground.database import home
from fotfeste.ground.ui.rules.days import NORWAY
from fotfeste.insight.tables import day
from fotfeste.insight.tables import schema as tables

if TYPE_CHECKING:
    import pyarrow as pa

KEPT = 2  # the extract in use and the one before, which a slow reader may still have open


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which extract is in use, when it was taken out of the record, and how long that took.

    strange      values that cannot be right and were taken as missing, by table and column
    scored_anew  episodes whose assessments were scored in this run, being new or changed
    taken_over   episodes whose scores were taken over from the run before
    """

    folder: Path
    as_of: datetime
    seconds: float
    rows: Mapping[str, int]
    strange: Mapping[str, int] = field(default_factory=dict)
    scored_anew: int = 0
    taken_over: int = 0


def place() -> Path:
    """The folder of all extracts."""
    return home() / "outcomes"


def latest(root: Path | None = None) -> Stamp | None:
    """The extract in use, or None when none has been made (or it was made by a version with other tables)."""
    root = root or place()
    try:
        kept = json.loads((root / "current.json").read_text("utf-8"))
        folder = root / kept["folder"]
        if kept["schema"] != _schema_mark() or not folder.is_dir():
            return None
        as_of = datetime.fromisoformat(kept["as_of"])
        return Stamp(
            folder,
            as_of,
            kept["seconds"],
            kept["rows"],
            kept.get("strange", {}),
            kept.get("scored_anew", 0),
            kept.get("taken_over", 0),
        )
    except (FileNotFoundError, KeyError, ValueError):
        return None


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """One run at a time: a second waits for the first. Makes the folder, readable by this user only."""
    root.mkdir(parents=True, exist_ok=True)
    root.chmod(0o700)
    with (root / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def put_in_use(
    root: Path,
    found: "Mapping[str, pa.Table]",
    *,
    as_of: datetime,
    seconds: float,
    strange: Mapping[str, int] | None = None,
    scored_anew: int = 0,
    taken_over: int = 0,
    before_use: Callable[[Stamp], None] | None = None,
) -> Stamp:
    """Write the tables beside the old ones, then point to them. A run that is broken off leaves the old in use."""
    fresh = root / f".new-{os.getpid()}-{secrets.token_hex(4)}"
    try:
        tables.write(fresh, found)
        day.write(fresh, as_of.astimezone(NORWAY).date())
        folder = root / as_of.astimezone(UTC).strftime(f"%Y%m%dT%H%M%S-{secrets.token_hex(3)}")
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    rows = {name: table.num_rows for name, table in found.items()}
    stamp = Stamp(folder, as_of, round(seconds, 3), rows, dict(strange or {}), scored_anew, taken_over)
    if before_use:
        try:
            before_use(stamp)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    _point_to(root, stamp)
    _clear(root, keep=folder)
    return stamp


def _point_to(root: Path, stamp: Stamp) -> None:
    said = {
        "folder": stamp.folder.name,
        "as_of": stamp.as_of.isoformat(),
        "seconds": stamp.seconds,
        "rows": dict(stamp.rows),
        "strange": dict(stamp.strange),
        "scored_anew": stamp.scored_anew,
        "taken_over": stamp.taken_over,
        "schema": _schema_mark(),
    }
    draft = root / f".current-{os.getpid()}"
    draft.write_text(json.dumps(said), "utf-8")
    draft.replace(root / "current.json")


def _clear(root: Path, *, keep: Path) -> None:
    old = sorted((p for p in root.iterdir() if p.is_dir() and p != keep), key=lambda p: p.stat().st_mtime)
    for folder in old[: max(0, len(old) - (KEPT - 1))]:
        shutil.rmtree(folder, ignore_errors=True)


def _schema_mark() -> str:
    """Changes when a table or column does, so that an upgrade never reads yesterday's tables."""
    return hashlib.sha256(tables.codebook().encode()).hexdigest()[:16]
