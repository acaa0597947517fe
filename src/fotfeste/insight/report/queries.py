"""What can be asked about many: the outcome report, at the level of detail the reader may have."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils.timezone import localdate

from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act, Role
from fotfeste.insight.figures.rules.figure import Period
from fotfeste.insight.report import counted
from fotfeste.insight.report.building import Reader, Report
from fotfeste.insight.tables import extract, store

# Those who know the persons anyway. Everybody else sees figures with small numbers hidden (domain.md §6).
CLINICAL = frozenset({Role.ALLOCATOR, Role.COORDINATOR, Role.THERAPIST, Role.SYSTEM})

# A small municipality's figures are counted in a moment, so that a reader has a job count them anew when they are a
# minute old; a large one's are counted every night. Either way the reader gets those that are counted, and from when.
QUICK_SECONDS = 3.0
FRESH_FOR = timedelta(minutes=1)


class NotCountedYet(Exception):
    """No figures have been counted since the program was installed or upgraded."""


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
    start, end = period.start, period.end
    seen = counted.cut_at_month(period, today)
    if period != Period():
        if start is None or (start.month, start.day) != (1, 1):
            raise PeriodRefused(Refusal.NOT_A_YEAR)
        if end != date(start.year, 12, 31) and not (end is None and start.year == today.year):
            raise PeriodRefused(Refusal.NOT_A_YEAR)
    if seen is None:
        raise PeriodRefused(Refusal.NOT_YET)
    if period != Period() and not counted.years_shown(stamp, today=today):
        raise PeriodRefused(Refusal.TOO_FEW)
    return seen


def outcome_report(
    *,
    user: User,
    period: Period,
    now: datetime,
    reader: Reader | None = None,
    fresh: bool = False,
    progress: Callable[[str, int, int], None] | None = None,
) -> Report:
    """The outcome report for the period, as it was counted last, and a line in the log that it was read.

    `reader` may ask for less detail than the user may have, never for more. `fresh` takes the tables out anew first.
    Raises `PeriodRefused` for a period that those outside the team may not see, `NotCountedYet` when there is none.
    """
    require(user, Act.READ_FIGURES)
    allowed = reader_of(user)
    seen_as = Reader.OUTSIDE if Reader.OUTSIDE in (reader, allowed) else Reader.TEAM
    stamp = tables_in_use(now=now, fresh=fresh, progress=progress)
    if seen_as is Reader.OUTSIDE:
        period = _as_seen_from_outside(stamp, period, localdate(now))
    report = counted.report_of(stamp, period=period, reader=seen_as)
    log.write(by=user, act=Act.READ_FIGURES, now=now)
    return report


def tables_in_use(
    *, now: datetime, fresh: bool = False, progress: Callable[[str, int, int], None] | None = None
) -> store.Stamp:
    """The extract to count from; made now when `fresh`. Raises `NotCountedYet` when there is none."""
    if fresh:
        return extract.run(now=now, report=progress)
    stamp = store.latest()
    if stamp is None:
        raise NotCountedYet
    return stamp


def wants_counting(*, now: datetime) -> bool:
    """Whether a reader at this moment should have the figures counted anew: there are none, or a moment renews them."""
    stamp = store.latest()
    if stamp is None:
        return True
    old = now - stamp.as_of > FRESH_FOR or stamp.as_of > now
    return old and counted.seconds_taken(stamp) < QUICK_SECONDS
