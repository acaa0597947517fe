"""Bringing rows in: each row whole or not at all, each once."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DataError, IntegrityError, transaction
from django.utils.timezone import localdate

from fotfeste.care.pathway.actions import import_finished_episode, register_person, register_referral
from fotfeste.care.pathway.actions.period.imports import hold_key
from fotfeste.care.pathway.queries.period.imports import key_of_unit, keys_present
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import Language
from fotfeste.ground.access import log
from fotfeste.ground.access.actions import add_unit, system_user
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import units
from fotfeste.ground.access.rules.rights import Act

from .models import Upload
from .queries import too_old
from .rules.episodes import EpisodeRow
from .rules.problems import N_, Refusal, message
from .rules.referrals import ReferralRow
from .rules.rows import Progress

FIRST_OFFICE = "Tildelingskontoret"
NOT_KEPT = message(N_("The database cannot keep this row as it stands."))
LOOK_AT_ROW = message(N_("Look for very long texts and unlikely numbers or dates in it, or register it by hand."))
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Taken:
    """What became of the rows: how many are new, how many were there before, and those the record refused."""

    added: int = 0
    present: int = 0
    refused: list[Refusal] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many rows have been dealt with."""
        return self.added + self.present + len(self.refused)


def take_rows(
    *,
    rows: Sequence[ReferralRow | EpisodeRow],
    by: User,
    now: datetime,
    progress: Progress | None = None,
    taken: Taken | None = None,
) -> Taken:
    """Bring in rows that were found good. A row that is in the record already is left as it is.

    `taken` is filled while rows are taken, so that whoever gives it knows what came in when the work breaks off.
    Each row is its own transaction, with its own line in the log: if the machine stops half-way, what was taken is
    whole, and the same file brings the rest.
    """
    require(by, Act.IMPORT_FILES)
    taken = taken or Taken()
    log.write(by=by, act=Act.IMPORT_FILES, now=now)
    if not units(kind="office"):
        # A new installation brings in its list before anybody has set it up; the referrals must lie somewhere.
        add_unit(name=FIRST_OFFICE, kind="office", by=system_user(), now=now)
    present = keys_present([row.key for row in rows], by=by, today=localdate(now))
    for done, row in enumerate(rows, start=1):
        if row.key in present:
            taken.present += 1
        else:
            _take_row(row, by, now, taken)
        if progress:
            progress(done, len(rows))
    return taken


def _take_row(row: ReferralRow | EpisodeRow, by: User, now: datetime, taken: Taken) -> None:
    take: Callable[..., bool] = take_referral if isinstance(row, ReferralRow) else take_episode
    try:
        added = take(row=row, by=by, now=now)
    except CareError as error:
        refused = message(error.message, **{name: str(value) for name, value in error.params.items()})
        taken.refused.append(Refusal(row.row, row.line, "", refused, message("")))
        return
    except (DataError, IntegrityError) as error:
        # The check is meant to find all such rows. What it misses must not cost the rows that come after; the text of
        # the database may repeat what stood in the row, so only its code is logged.
        code = getattr(error.__cause__, "sqlstate", "")
        logger.error("The database refused the row in line %s of a file (SQLSTATE %s).", row.line, code)
        taken.refused.append(Refusal(row.row, row.line, "", NOT_KEPT, LOOK_AT_ROW))
        return
    taken.added += added
    taken.present += not added


@transaction.atomic
def take_referral(*, row: ReferralRow, by: User, now: datetime) -> bool:
    """Register the person where they are new, and the referral; False when it was there already.

    Each of the two delegates to an action of the pathway, which writes its line in the log.
    """
    require(by, Act.IMPORT_FILES)
    key = key_of_unit(row.key, by=by, today=localdate(now))
    hold_key(key)
    if keys_present([row.key], by=by, today=localdate(now)):
        return False
    person = register_person(
        given_name=row.given_name,
        family_name=row.family_name,
        national_number=row.national_number.digits if row.national_number else "",
        birth_date=row.birth_date,
        sex=row.sex,
        address=row.address,
        postal_code=row.postal_code,
        city=row.city,
        municipality_number=row.municipality_number,
        phone=row.phone,
        # Bokmål is what the office writes in when nobody has said otherwise; the page shows it as changeable.
        language=row.language or Language.NB,
        interpreter=row.interpreter,
        lives_alone=row.lives_alone,
        gp_name=row.gp_name,
        by=by,
        now=now,
    )
    register_referral(
        person=person,
        name_as_written=f"{row.given_name} {row.family_name}",
        received_on=row.referred_on,
        route=row.route,
        referrer=row.referrer,
        referrer_name=row.referrer_name,
        function_loss=row.function_loss,
        function_loss_on=row.function_loss_on,
        cause=row.cause,
        services_today=row.services or (),
        hours_per_week=row.hours_per_week,
        what_matters=row.what_matters,
        home_situation=row.home_situation,
        urgent=row.urgent,
        discharge_on=row.discharge_on,
        note=row.note,
        import_key=key,
        by=by,
        now=now,
    )
    return True


def take_episode(*, row: EpisodeRow, by: User, now: datetime) -> bool:
    """Bring in one finished episode; False when it was there already; delegates to an action of the pathway."""
    require(by, Act.IMPORT_FILES)
    made = import_finished_episode(
        key=row.key,
        label=row.label,
        group=row.group,
        started_on=row.started_on,
        ended_on=row.ended_on,
        hours_at_start=row.hours_at_start,
        hours_at_end=row.hours_at_end,
        safety_alarm=row.safety_alarm,
        dropout_reason=row.dropout_reason or "",
        reported_hours_per_week=row.reablement_hours,
        by=by,
        now=now,
    )
    return made is not None


@transaction.atomic
def keep_upload(*, kind: str, name: str, content: bytes, by: User, now: datetime) -> Upload:
    """Keep a file until it is confirmed; files that were kept too long are thrown away on the way."""
    require(by, Act.IMPORT_FILES)
    too_old(now=now).delete()
    upload = Upload.objects.create(kind=kind, name=name[-160:], content=content, sent_by=by, sent_at=now)
    log.write(by=by, act=Act.IMPORT_FILES, now=now, subject=upload)
    return upload


def take_upload(
    *, upload: Upload, rows: Sequence[ReferralRow | EpisodeRow], by: User, now: datetime, keep_content: bool = False
) -> Taken:
    """Bring in the good rows of a file that was looked at and keep the result beside it; delegates to an action.

    The content is thrown away at once, unless `keep_content` says that it is still wanted; then it goes with the hour.
    """
    taken = take_rows(rows=rows, by=by, now=now)
    upload.taken_at, upload.added, upload.present = now, taken.added, taken.present
    if not keep_content:
        upload.content = b""
    upload.save(update_fields=["taken_at", "added", "present", "content"])
    return taken


@transaction.atomic
def throw_away(*, upload: Upload, by: User, now: datetime) -> None:
    """Delete a file that was given up."""
    require(by, Act.IMPORT_FILES)
    log.write(by=by, act=Act.IMPORT_FILES, now=now, subject=upload)
    upload.delete()
