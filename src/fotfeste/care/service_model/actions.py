"""Choosing how the municipality works: a new version of its service model."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import connection, transaction
from django.utils.timezone import localdate

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.rules import visible

from .models import ServiceModelVersion
from .queries import CHANNEL, forget
from .rules import load


@transaction.atomic
def save_service_model(
    *,
    text: str,
    effective_from: date,
    by: User,
    now: datetime,
    note: str = "",
    instruments: Collection[str] | None = None,
) -> ServiceModelVersion:
    """Save a new version, in force from a day that has not passed; the earlier ones stay as they are.

    text         the model as TOML
    instruments  the codes there are; None lets any stand
    What has been decided before that day goes on under the rules it was decided under. Raises `ServiceModelError` with
    every fault of the text, and `CareError` for a day that has passed.
    """
    require(by, Act.CHANGE_SERVICE_MODEL)
    model = load(text, instruments=instruments)
    if effective_from < localdate(now):
        raise CareError("The date has passed. A new model can be in force from today or later.")
    version = ServiceModelVersion.objects.create(
        name=model.name, text=text, effective_from=effective_from, note=visible(note), made_by=by, made_at=now
    )
    log.write(by=by, act=Act.CHANGE_SERVICE_MODEL, now=now, subject=version)
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")  # heard by every process, this one too, when the transaction is committed
    forget()
    transaction.on_commit(forget)  # somebody may have read the versions of before in the meantime
    return version
