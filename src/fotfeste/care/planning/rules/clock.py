"""Minutes from zero turned into what the clock on the wall shows, and back: the one place where that is done.

The axis of a problem counts minutes that pass. The clock does not: it skips an hour in spring and shows one twice in
autumn, and minute 0 need not be midnight. Everything that shows a time to people, or takes one from them, goes through
a `Clock`: print, files, `--at`, `--pin`, usual hours, which day a minute is on.

- An hour that is skipped never comes: who writes it is told so. A usual hour within it is meant as many minutes after
  the midnight as it says, so 02:30 becomes 03:30 (as RFC 5545 has it).
- Of an hour that comes twice the first is meant, unless the offset from UTC says the second
  (“2026-10-25T02:30+01:00”). A usual hour may be either.
- Without a zero there is no date: minute 0 is midnight of day 1, and every day has 1440 minutes.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Protocol
from zoneinfo import ZoneInfo

from fotfeste.care.terms.rules.errors import CareError

from .problem import Minutes

MINUTES_A_DAY = 1440
YEARS = range(1900, 2900)
FURTHEST = 50 * 365 * MINUTES_A_DAY  # minutes from zero; what lies beyond is no time anybody means
TIME_OF_DAY = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)")
NUMBER = re.compile(r"0|[1-9]\d{0,5}(\.\d+)?")  # not 0930, which somebody may mean as a clock time
FORMS = "minutes from zero, “08:30” on the first day, or “2026-03-30T08:30”"
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MINUTE = timedelta(minutes=1)


class NoTime(CareError):
    """What is written is no time of this problem. The message says why, and what to write."""


class HasZero(Protocol):
    """A problem or a week."""

    @property
    def zero(self) -> str | None: ...
    @property
    def time_zone(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """What the clock shows. `day` counts calendar days from that of zero, which is 0. `turn`: 0 where the clock shows
    this time once that day, else 1 or 2 for the first and the second time."""

    day: int
    hour: int
    minute: int
    turn: int = 0
    on: date | None = None  # None where zero is not known

    @property
    def after_midnight(self) -> int:
        """As the clock counts: 540 is 09:00 on every day."""
        return 60 * self.hour + self.minute


@dataclass(frozen=True, slots=True)
class Clock:
    """`zero` is the local moment of minute 0, in `zone`; None where the problem does not say."""

    zero: datetime | None
    zone: ZoneInfo

    def shown(self, minute: Minutes) -> Shown:
        """The clock at `minute`, to the nearest minute. Raises NoTime beyond `FURTHEST`."""
        if not abs(minute) <= FURTHEST:
            raise NoTime(
                "minute %(minute)s is more than fifty years from zero; write a time that is nearer", minute=minute
            )
        if self.zero is None:
            day, rest = divmod(math.floor(minute + 0.5), MINUTES_A_DAY)
            return Shown(day, rest // 60, rest % 60)
        local = self._local(minute)
        turn = 1 + local.fold if _turns(local.replace(tzinfo=None), self.zone) == 2 else 0
        return Shown((local.date() - self.zero.date()).days, local.hour, local.minute, turn, local.date())

    def day(self, minute: Minutes) -> int:
        """Calendar days from that of zero, which is 0. Not rounded: a minute belongs to the day it lies in."""
        return self.shown(math.floor(minute + 1e-6)).day

    def minute(self, day: int, after_midnight: Minutes, *, second: bool = False) -> Minutes:
        """The minute at which the clock of that day shows so much; 1440 and above is after midnight.

        Of a time that comes twice the first, or the `second`. Raises NoTime for one that is skipped.
        """
        if self.zero is None:
            return float(day * MINUTES_A_DAY + after_midnight)
        written = self._midnight(day) + timedelta(minutes=after_midnight)
        return self.since(_place(written, f"{written:%H:%M}", self.zone, second=second))

    def comes_twice(self, written: datetime) -> bool:
        return self.zero is not None and written.tzinfo is None and _turns(written, self.zone) == 2

    def since(self, moment: datetime) -> Minutes:
        """Minutes that pass from zero. Taken in UTC: Python subtracts times of one zone by their clocks."""
        if self.zero is None:
            raise NoTime("“zero” does not say when minute 0 is; add it")
        return (moment.astimezone(UTC) - self.zero.astimezone(UTC)) / _MINUTE

    def read(self, text: str, *, day: int = 0) -> Minutes:
        """The minute that is written: “540”, “09:00” (on `day`), “2026-03-30T09:00”, also with its offset from UTC.

        Raises NoTime for what is none, is skipped, or comes before minute 0.
        """
        text = text.strip()
        if match := TIME_OF_DAY.fullmatch(text):
            if self.zero is None:
                return self.minute(day, int(match[1]) * 60 + int(match[2]))
            return self._not_before_zero(self.since(self.moment(text, day=day)), text)
        if not NUMBER.fullmatch(text):
            return self._not_before_zero(self.since(self.moment(text, day=day)), text)
        return float(text)

    def _not_before_zero(self, minute: Minutes, text: str) -> Minutes:
        if minute < 0:
            told = "%(value)s is before minute 0, which is %(zero)s; write the date too, like %(later)s"
            zero = f"{self.zero:%Y-%m-%dT%H:%M}"
            raise NoTime(told, value=text, zero=zero, later=self.iso(minute + MINUTES_A_DAY))
        return minute

    def moment(self, text: str, *, day: int = 0) -> datetime:
        """The moment of a clock time, with or without a date. Raises NoTime for what is none or is skipped."""
        return _place(self.written(text, day=day), text, self.zone)

    def written(self, text: str, *, day: int = 0) -> datetime:
        """The clock time as it is written, without its place on the axis."""
        match = TIME_OF_DAY.fullmatch(text)
        if match and self.zero is not None:
            return self._midnight(day) + timedelta(hours=int(match[1]), minutes=int(match[2]))
        try:
            written = datetime.fromisoformat(text)
        except ValueError as wrong:
            raise NoTime("“%(value)s” is no time; write " + FORMS, value=text) from wrong
        if self.zero is None:
            raise NoTime("“%(value)s” has a date, but “zero” does not say when minute 0 is; add it", value=text)
        return written

    def second(self, written: datetime) -> datetime:
        """The second of a time that comes twice."""
        return written.replace(tzinfo=self.zone, fold=1)

    def shows(self, after_midnight: Minutes, first: Minutes, last: Minutes) -> tuple[Minutes, ...]:
        """Every minute at which the clock shows a time of day, on the days from that of `first` to that of `last`."""
        first, last = (min(max(each, -FURTHEST), FURTHEST) for each in (first, last))
        days = range(self.shown(first).day, self.shown(last).day + 1)
        return tuple(minute for day in days for minute in self._shows_on(day, after_midnight))

    def nearest(self, after_midnight: Minutes, first: Minutes, last: Minutes) -> tuple[Minutes, ...]:
        """Of those minutes the ones that are the nearest to some minute from `first` to `last`, in order."""
        found = sorted(self.shows(after_midnight, first - MINUTES_A_DAY, last + MINUTES_A_DAY))
        begins = sum(before + after < 2 * first for before, after in pairwise(found))
        ends = sum(before + after <= 2 * last for before, after in pairwise(found))
        return tuple(found[begins : ends + 1])

    def following(self, after_midnight: Minutes, minute: Minutes) -> Minutes:
        """The first minute after `minute` at which the clock shows that time of day."""
        return min(each for each in self.shows(after_midnight, minute, minute + 2 * MINUTES_A_DAY) if each > minute)

    def apart(self, minute: Minutes, after_midnight: Minutes) -> Minutes:
        """Minutes from `minute` to the nearest at which the clock shows that time of day."""
        if abs(minute) > FURTHEST:
            return abs(minute - after_midnight)
        return min(abs(minute - each) for each in self.nearest(after_midnight, minute, minute))

    def iso(self, minute: Minutes) -> str:
        """“2026-03-30T09:00” as it can be written in a file; minutes where zero is not known."""
        if self.zero is None or not abs(minute) <= FURTHEST:
            return f"{minute:.10g}"
        local = self._local(minute)
        once = local if self.shown(minute).turn == 2 else local.replace(tzinfo=None)
        return once.isoformat(timespec="minutes")

    def _local(self, minute: Minutes) -> datetime:
        """To the nearest minute."""
        assert self.zero is not None
        return (self.zero.astimezone(UTC) + timedelta(minutes=minute, seconds=30)).astimezone(self.zone)

    def _shows_on(self, day: int, after_midnight: Minutes) -> Iterator[Minutes]:
        if self.zero is None:
            yield float(day * MINUTES_A_DAY + after_midnight)
            return
        written = self._midnight(day) + timedelta(minutes=after_midnight)
        yield self.since(written.replace(tzinfo=self.zone))
        if _turns(written, self.zone) == 2:
            yield self.since(self.second(written))

    def _midnight(self, day: int) -> datetime:
        assert self.zero is not None
        return datetime.combine(self.zero.date() + timedelta(days=day), datetime.min.time())


def _place(written: datetime, text: str, zone: ZoneInfo, *, second: bool = False) -> datetime:
    """A clock time on the axis of time. Raises NoTime for one that is skipped."""
    if written.tzinfo is not None:
        return written.astimezone(zone)
    turns = _turns(written, zone)
    if turns == 0:
        told = "%(value)s does not exist on %(day)s: the clock is put forward past it. Write the time after"
        raise NoTime(told, value=text, day=written.date().isoformat())
    return written.replace(tzinfo=zone, fold=int(second and turns == 2))


def _turns(written: datetime, zone: ZoneInfo) -> int:
    """How often the clock shows this on its day: 0 (skipped), 1 or 2."""
    first = written.replace(tzinfo=zone, fold=0)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != written:
        return 0
    return 1 if first.utcoffset() == first.replace(fold=1).utcoffset() else 2


def short(shown: Shown) -> str:
    """“09:00”, “30 March 09:00” on another day than the first, “day 2 09:00” without a date; in English."""
    turn = ("", " (first time)", " (second time)")[shown.turn]
    time = f"{shown.hour:02d}:{shown.minute:02d}{turn}"
    if not shown.day:
        return time
    return f"{shown.on.day} {MONTHS[shown.on.month - 1]} {time}" if shown.on else f"day {shown.day + 1} {time}"


@lru_cache(maxsize=64)
def clock_of_zero(zero: str | None, time_zone: str) -> Clock:
    """The clock where minute 0 is the local time `zero` (ISO 8601); of a zero that comes twice the first.

    Raises NoTime for a zero that the clock skips, ValueError for one that is no time, KeyError or OSError for no zone.
    """
    zone = ZoneInfo(time_zone)
    if zero is None:
        return Clock(None, zone)
    begins = datetime.fromisoformat(zero)
    if begins.year not in YEARS:
        raise ValueError(f"{zero} is no year anybody plans.")
    return Clock(_place(begins, zero, zone), zone)


def clock_of(problem: HasZero) -> Clock:
    """The clock of a problem or a week."""
    return clock_of_zero(problem.zero, problem.time_zone)
