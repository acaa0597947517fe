"""Jobs of this room: what signing in leaves behind does not stay, and the log is sealed."""

from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from procrastinate.contrib.django import app

from . import doorstep, sealer

AXES_KEPT_FOR = timedelta(days=7)


@app.periodic(cron="40 * * * *", periodic_id="access.forget_signing_in")
@app.task(name="access.forget_signing_in", queueing_lock="access.forget_signing_in")
def forget_signing_in(timestamp: int = 0) -> None:
    """Every hour: remove sessions that have ended, and tries to sign in that no limit counts any more."""
    now = timezone.now()
    call_command("clearsessions")
    doorstep.forget_old(now)
    for kind in (AccessAttempt, AccessFailureLog, AccessLog):
        kind.objects.filter(attempt_time__lte=now - AXES_KEPT_FOR).delete()


@app.periodic(cron="*/5 * * * *", periodic_id="access.seal_log")
@app.task(name="access.seal_log", queueing_lock="access.seal_log")
def seal_log(timestamp: int = 0) -> None:
    """Every five minutes: seal the lines of the log that are final. A job that fails stays, and says why."""
    if settings.LOG_JOB:
        sealer.seal()
