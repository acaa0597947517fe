"""Drafts live for a day; the job queue sees to it every hour."""

from django.utils import timezone
from procrastinate.contrib.django import app

from .keeping import forget_old


@app.periodic(cron="23 * * * *")
@app.task(name="drafts.forget_old", queueing_lock="drafts.forget_old")
def forget(timestamp: int) -> None:
    """Every hour: delete drafts and receipts that are older than a day."""
    forget_old(now=timezone.now())
