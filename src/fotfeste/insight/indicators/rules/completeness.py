"""Which months are all in: a month of the start is judged only when nearly all of it can have been counted.

Whoever started late and broke off early has ended; whoever started late and goes on has not. A month counted too soon
therefore shows those who broke off and little else. How long to wait is read off the data: how long periods last, those
still running included.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fotfeste.insight.indicators.rules.waiting import Waited, waited_by

NEARLY_ALL = 0.95  # of those who started on the last day of the month
QUIET_DAYS = 31  # days without anything new after which the data, whatever their date, ended earlier
BY_CHANCE = 0.01  # below this chance, that nobody so recent is counted is a rule and no accident


@dataclass(frozen=True, slots=True)
class Row:
    """Things alike: the day they belong to, the day they ended (None: not yet), whether they are counted, how many."""

    day: date
    ended: date | None
    asked: bool
    times: int = 1


@dataclass(frozen=True, slots=True)
class Lag:
    """`days` after its last day a month is nearly complete; `until` is the last day the data know of."""

    days: int
    until: date

    def complete(self, month: str) -> bool:
        """Whether a month ("202403") can be judged."""
        year, number = int(month[:4]), int(month[4:])
        last = date(year, number, calendar.monthrange(year, number)[1])
        return last + timedelta(days=self.days) <= self.until


def lag_of(rows: list[Row], as_of: date, *, waits: bool | None = None) -> Lag:
    """How long it takes until nearly all of a month is counted. Without rows nothing has to be waited for.

    waits  whether a thing is counted only when it has ended; without it the rows say so: none is counted before
    """
    known = [each for each in rows if each.day <= as_of]
    if not known:
        return Lag(0, as_of)
    seen = max(max(each.day, each.ended if each.ended and each.ended <= as_of else each.day) for each in known)
    until = as_of if (as_of - seen).days <= QUIET_DAYS else seen
    if waits is not None:
        return Lag(_lasting(known, until) if waits else 0, until)
    if any(each.asked and each.ended is None for each in known) or not any(each.asked for each in known):
        return Lag(0, until)
    ended = [(each, (until - each.ended).days) for each in known if each.ended and each.ended <= until]
    return Lag(_lasting(known, until) + _afterwards(ended), until)


def _open(row: Row, until: date) -> bool:
    return row.ended is None or row.ended > until


def _lasting(rows: list[Row], until: date) -> int:
    """Days within which nearly all of those that ever end have ended."""
    days: dict[float, Waited] = {}
    for row in rows:
        last = until if _open(row, until) else row.ended or until
        length = (last - row.day).days
        if length < 0:
            continue
        before = days.get(length, Waited())
        got = 0 if _open(row, until) else row.times
        days[length] = Waited(before.got + got, before.waiting + row.times - got)
    return int(waited_by(days, NEARLY_ALL) or 0)


def _afterwards(aged: list[tuple[Row, int]]) -> int:
    """Days after the end before anybody is counted: a follow-up's time has to come first."""
    asked = [age for row, age in aged if row.asked]
    if not asked:
        return 0
    youngest = min(asked)
    younger = sum(row.times for row, age in aged if age < youngest)
    older: Mapping[bool, int] = {
        yes: sum(row.times for row, age in aged if age >= youngest and row.asked is yes) for yes in (True, False)
    }
    share = older[True] / (older[True] + older[False])
    return youngest if (1 - share) ** younger < BY_CHANCE else 0
