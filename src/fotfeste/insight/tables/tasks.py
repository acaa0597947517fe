"""Jobs of this room."""

from django.utils import timezone
from procrastinate.contrib.django import app

from fotfeste.insight.tables import extract


@app.periodic(cron="20 3 * * *", periodic_id="outcome_tables")
@app.task(name="outcomes.take_out", queueing_lock="outcomes.take_out")
def take_out(timestamp: int = 0) -> None:
    """Take the outcome tables out of the record. Runs every night; the time the queue hands over is not needed."""
    extract.run(now=timezone.now())
