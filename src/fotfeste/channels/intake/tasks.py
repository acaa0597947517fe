"""Jobs of this room."""

from django.utils import timezone
from procrastinate.contrib.django import app

from .queries import too_old


@app.periodic(cron="*/5 * * * *", periodic_id="intake.throw_away_old")
@app.task(name="intake.throw_away_old", queueing_lock="intake.throw_away_old")
def throw_away_old(timestamp: int = 0) -> None:
    """Every five minutes: throw away files that came an hour ago, with all they hold, taken or not."""
    too_old(now=timezone.now()).delete()
