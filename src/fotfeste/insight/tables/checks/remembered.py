"""Folders that were found without a fault, so that the same files are not looked through again for every figure.

A file is the same when device, inode, size and the times of its last change and of its last change of state are. The
last cannot be set from outside: whoever writes to the file, or copies another over it, changes it. As in Git's index, a
file changed within the last seconds is not remembered, since a second change could bear the same time.
"""

import hashlib
import json
import os
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path

from fotfeste.ground.database import home
from fotfeste.insight.tables import schema as tables
from fotfeste.insight.tables.checks.asking import Found

SETTLED = 3.0  # seconds since the last change of a file
KEPT = 50  # folders


def mark(files: Mapping[str, Path], day: date) -> str | None:
    """Names these files as they are now, checked by this program; None when one of them was changed just now."""
    said = [_code(), day.isoformat()]
    now = time.time()
    for name, file in sorted(files.items()):
        try:
            at = file.stat()
        except OSError:
            return None
        if at.st_ctime > now - SETTLED:
            return None
        said.append(f"{name} {at.st_dev} {at.st_ino} {at.st_size} {at.st_mtime_ns} {at.st_ctime_ns}")
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def recall(name: str | None) -> Found | None:
    """What was found, when it was nothing wrong; None when it is not known."""
    if name is None:
        return None
    try:
        kept = json.loads((_place() / name).read_text("utf-8"))
        first, last = (date.fromisoformat(kept[end]) if kept[end] else None for end in ("first", "last"))
        return Found((), kept["rows"], first, last)
    except (OSError, KeyError, ValueError, TypeError):
        return None


def keep(name: str | None, found: Found, files: Mapping[str, Path], day: date) -> None:
    """Remember files without a fault that are still the same. What cannot be written is looked through again."""
    if name is None or found.faults or mark(files, day) != name:
        return
    told = {"rows": dict(found.rows), "first": _day(found.first), "last": _day(found.last)}
    with suppress(OSError):
        _place().mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = _place() / f".{os.getpid()}-{secrets.token_hex(4)}"
        draft.write_text(json.dumps(told), "utf-8")
        draft.replace(_place() / name)
        old = sorted(_place().iterdir(), key=lambda each: each.stat().st_mtime)
        for each in old[:-KEPT]:
            each.unlink(missing_ok=True)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _place() -> Path:
    return home() / "checked"


@cache
def _code() -> str:
    """Changes when a table or a check does."""
    text = tables.codebook().encode()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        text += file.read_bytes()
    return hashlib.sha256(text).hexdigest()[:16]
