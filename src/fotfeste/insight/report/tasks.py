"""Jobs of this room."""

import errno

from django.db import DatabaseError, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from fotfeste.insight.report import counted, progress
from fotfeste.insight.report.progress import Stand, Why


@app.periodic(cron="20 3 * * *", periodic_id="outcome_tables")
@app.task(name=progress.TASK, queueing_lock=progress.TASK, lock=progress.TASK)
def take_out(timestamp: int = 0) -> None:
    """Take the outcome tables out of the record and count the reports. Runs every night and when somebody asks.

    The time the queue hands over is not needed.
    """

    def report(_part: str, done: int, of: int) -> None:
        progress.tell(Stand.RUNNING, now=timezone.now(), done=done, of=of)

    progress.tell(Stand.RUNNING, now=timezone.now())
    try:
        counted.take_out(now=timezone.now(), report=report)
    except Exception as wrong:
        progress.tell(Stand.FAILED, now=timezone.now(), why=_why(wrong))
        raise
    progress.tell(Stand.NONE, now=timezone.now())


def enqueue() -> bool:
    """Have the job run as soon as a worker has time. False when one runs or waits already, which is then the one."""
    if progress.counting().going_on:
        return False
    try:
        with transaction.atomic():
            take_out.defer()
    except AlreadyEnqueued:
        return False
    return True


def _why(wrong: Exception) -> Why:
    if isinstance(wrong, OSError) and wrong.errno in (errno.ENOSPC, errno.EDQUOT):
        return Why.NO_SPACE
    return Why.DATABASE if isinstance(wrong, DatabaseError) else Why.OTHER
