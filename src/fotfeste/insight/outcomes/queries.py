"""What can be asked about many: the outcome report, at the level of detail the reader may have."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.timezone import localdate

from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act, Role
from fotfeste.insight.figures.rules.figure import Period
from fotfeste.insight.outcomes import extract, store
from fotfeste.insight.outcomes.indicators.definition import open_tables
from fotfeste.insight.outcomes.report import Reader, Report, build, years_can_be_shown

# Those who know the persons anyway. Everybody else sees figures with small numbers hidden (domain.md §6).
CLINICAL = frozenset({Role.ALLOCATOR, Role.COORDINATOR, Role.THERAPIST, Role.SYSTEM})

# A small municipality's tables are taken out in a moment, so its page is never more than a minute behind; a large one's
# are taken out by the nightly job, and its page says from when they are.
QUICK_SECONDS = 3.0
FRESH_FOR = timedelta(minutes=1)


def reader_of(user: User) -> Reader:
    """How much detail the user may see."""
    return Reader.TEAM if Role(user.role) in CLINICAL else Reader.OUTSIDE


class PeriodRefused(ValueError):
    """A period that those outside the team may not see. `too_few`: it is a year, and a number of one is hidden."""

    def __init__(self, *, too_few: bool) -> None:
        super().__init__("a year with too few persons" if too_few else "not a calendar year")
        self.too_few = too_few


def _refuse_what_can_be_subtracted(stamp: store.Stamp, period: Period, today: date) -> None:
    """Outside the team only the whole time and calendar years: two periods that overlap differ by a few persons."""
    if period == Period():
        return
    start, end = period.start, period.end
    if start is None or (start.month, start.day) != (1, 1):
        raise PeriodRefused(too_few=False)
    if end != date(start.year, 12, 31) and not (end is None and start.year == today.year):
        raise PeriodRefused(too_few=False)
    if not years_can_be_shown(open_tables(stamp.folder), as_of=stamp.as_of, threshold=settings.SMALL_NUMBER_THRESHOLD):
        raise PeriodRefused(too_few=True)


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
        _refuse_what_can_be_subtracted(stamp, period, localdate(now))
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
