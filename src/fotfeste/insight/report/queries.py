"""What can be asked about many: the outcome report, at the level of detail the reader may have."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.utils.timezone import localdate

from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act, Role
from fotfeste.insight.figures.rules.figure import Period
from fotfeste.insight.report.building import Reader, Report, build, years_can_be_shown
from fotfeste.insight.tables import extract, store
from fotfeste.insight.tables.engines import open_tables

# Those who know the persons anyway. Everybody else sees figures with small numbers hidden (domain.md §6).
CLINICAL = frozenset({Role.ALLOCATOR, Role.COORDINATOR, Role.THERAPIST, Role.SYSTEM})

# A small municipality's tables are taken out in a moment, so its page is never more than a minute behind; a large one's
# are taken out by the nightly job, and its page says from when they are.
QUICK_SECONDS = 3.0
FRESH_FOR = timedelta(minutes=1)


def reader_of(user: User) -> Reader:
    """How much detail the user may see."""
    return Reader.TEAM if Role(user.role) in CLINICAL else Reader.OUTSIDE


class Refusal(StrEnum):
    """Why those outside the team do not get the figures of a period."""

    NOT_A_YEAR = "not_a_year"
    TOO_FEW = "too_few"
    NOT_YET = "not_yet"


class PeriodRefused(ValueError):
    """A period that those outside the team may not see; `why` has its words in `presentation`."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


def _as_seen_from_outside(stamp: store.Stamp, period: Period, today: date) -> Period:
    """The period as it is counted outside the team: the whole time or a calendar year, to the end of a month.

    Two periods that overlap, and the figures of today and yesterday, differ by a few persons.
    """
    month_ended_on = today.replace(day=1) - timedelta(days=1)
    start, end = period.start, period.end
    if period != Period():
        if start is None or (start.month, start.day) != (1, 1):
            raise PeriodRefused(Refusal.NOT_A_YEAR)
        if end != date(start.year, 12, 31) and not (end is None and start.year == today.year):
            raise PeriodRefused(Refusal.NOT_A_YEAR)
        if start > month_ended_on:
            raise PeriodRefused(Refusal.NOT_YET)
        tables, threshold = open_tables(stamp.folder), settings.SMALL_NUMBER_THRESHOLD
        if not years_can_be_shown(tables, as_of=stamp.as_of, until=month_ended_on, threshold=threshold):
            raise PeriodRefused(Refusal.TOO_FEW)
    return Period(start, min(end or month_ended_on, month_ended_on))


def outcome_report(
    *,
    user: User,
    period: Period,
    now: datetime,
    reader: Reader | None = None,
    fresh: bool = False,
    progress: Callable[[str, int, int], None] | None = None,
) -> Report:
    """The outcome report for the period, and a line in the log that it was read.

    `reader` may ask for less detail than the user may have, never for more. `fresh` takes the tables out anew. Raises
    `PeriodRefused` for a period that those outside the team may not see.
    """
    require(user, Act.READ_FIGURES)
    allowed = reader_of(user)
    seen_as = Reader.OUTSIDE if Reader.OUTSIDE in (reader, allowed) else Reader.TEAM
    stamp = tables_in_use(now=now, fresh=fresh, progress=progress)
    if seen_as is Reader.OUTSIDE:
        period = _as_seen_from_outside(stamp, period, localdate(now))
    report = build(
        stamp.folder,
        period=period,
        as_of=stamp.as_of,
        reader=seen_as,
        threshold=settings.SMALL_NUMBER_THRESHOLD,
        strange=stamp.strange,
    )
    log.write(by=user, act=Act.READ_FIGURES, now=now)
    return report


def tables_in_use(
    *, now: datetime, fresh: bool = False, progress: Callable[[str, int, int], None] | None = None
) -> store.Stamp:
    """The extract to count from, made now when there is none, when asked, or when making one takes no time."""
    stamp = store.latest()
    if stamp and not fresh:
        old = now - stamp.as_of > FRESH_FOR or stamp.as_of > now
        if not (old and stamp.seconds < QUICK_SECONDS):
            return stamp
    return extract.run(now=now, report=progress)
