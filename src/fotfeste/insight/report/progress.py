"""How far the counting of the figures has come, for those who wait for it: said by the job, read by the page."""

import json
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from procrastinate.contrib.django.models import ProcrastinateJob

from fotfeste.insight.tables import store

TASK = "outcomes.take_out"
_FILE = "progress.json"


class Stand(StrEnum):
    """Where the newest job stands."""

    NONE = "none"
    WAITING = "waiting"
    RUNNING = "running"
    FAILED = "failed"


class Why(StrEnum):
    """What a job failed on, as far as somebody can do something about it."""

    NO_SPACE = "no_space"
    DATABASE = "database"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Counting:
    """How far it has come: `done` of `of` parts, 0 of 0 before the first; `why` when it failed, at `at`."""

    stand: Stand
    done: int = 0
    of: int = 0
    at: datetime | None = None
    why: Why | None = None

    @property
    def going_on(self) -> bool:
        return self.stand in (Stand.WAITING, Stand.RUNNING)


def counting() -> Counting:
    """The job that runs or waits, or how the last one failed; `NONE` when the last one went well."""
    job = ProcrastinateJob.objects.filter(task_name=TASK).exclude(status__in=["cancelled", "aborted"])
    status = job.order_by("-id").values_list("status", flat=True).first()
    if status == "todo":
        # A new job waits behind one that runs: what is shown is the one that runs.
        running = job.filter(status="doing").exists()
        return _said(Stand.RUNNING) if running else Counting(Stand.WAITING)
    if status == "doing":
        return _said(Stand.RUNNING)
    return _said(Stand.FAILED) if status == "failed" else Counting(Stand.NONE)


def tell(stand: Stand, *, now: datetime, done: int = 0, of: int = 0, why: Why | None = None) -> None:
    """Said by the job. That it cannot be written must not stop the counting."""
    said = {"stand": stand.value, "done": done, "of": of, "at": now.isoformat(), "why": why.value if why else None}
    root = store.place()
    draft = root / f".progress-{os.getpid()}-{secrets.token_hex(4)}"
    with suppress(OSError):
        root.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(said), "utf-8")
        draft.replace(root / _FILE)


def _said(stand: Stand) -> Counting:
    """With what the job said of itself, if it is about this: a job that was killed had no time to say so."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        said = json.loads((store.place() / _FILE).read_text("utf-8"))
        if said["stand"] == stand:
            why = Why(said["why"]) if said["why"] else None
            return Counting(stand, int(said["done"]), int(said["of"]), datetime.fromisoformat(said["at"]), why)
    return Counting(stand, why=Why.OTHER if stand is Stand.FAILED else None)
