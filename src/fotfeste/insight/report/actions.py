"""What can be done about the figures: have them counted anew."""

from datetime import datetime

from django.db import transaction

from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act
from fotfeste.insight.report.tasks import enqueue


@transaction.atomic
def count_anew(*, by: User, now: datetime) -> bool:
    """Have the figures counted anew by a job. False when one runs or waits already, which is then the one."""
    require(by, Act.COUNT_FIGURES)
    log.write(by=by, act=Act.COUNT_FIGURES, now=now)
    return enqueue()
