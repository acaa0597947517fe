"""Jobs of this room: what signing in leaves behind does not stay."""

from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.core.management import call_command
from django.utils import timezone
from procrastinate.contrib.django import app

from . import doorstep

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
