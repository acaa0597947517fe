"""Cells to days: as they are written, as bare digits, as day numbers, and what a list says of its own dates."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fotfeste.ground.ui.rules import days as reader
from fotfeste.ground.ui.rules import visible
from fotfeste.ground.ui.rules.days import Sense

from .problems import N_, Message, Trouble, message
from .table import Cell, SheetError
from .values import as_written, refuse_formula, short, unwrapped, without_point_zero

FIRST_YEAR, LAST_YEAR = 1900, 2100
FIRST_YEAR_OF_BIRTH = 1800  # a date all the same; whether it can be right is another question
_NEAR_ZONES = frozenset(timedelta(hours=hours) for hours in (0, 1, 2))  # of Norway, and of machines


@dataclass(frozen=True, slots=True)
class Bare:
    """What the bare numbers of a column tell: dates such as 150341 stand there, or numbers that are no such date."""

    digits: bool = False
    serials: bool = False


@dataclass(frozen=True, slots=True)
class Meant:
    """The days a cell can mean, at least one, and what its reader should be told where it is taken for a day.

    beside  days it hardly means: taken only where the national number says so
    """

    days: tuple[date, ...]
    told: Message | None = None
    beside: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """When the days of a column can lie: it decides between day first and year first where the year has two digits.

    since, until  the first and the last day that is likely
    order         what the rows of the column prove: "day" or "year" stands first; empty where nothing or both
    """

    today: date
    since: date
    until: date
    order: str = ""

    def holds(self, day: date | None) -> bool:
        """True for a day that is likely."""
        return day is not None and self.since <= day <= self.until


def calendar_date(
    cell: Cell,
    *,
    day_zero: date = date(1899, 12, 30),
    latest: date | None = None,
    bare: Bare = Bare(),
    frame: Frame | None = None,
    tell: Callable[[Message], None] | None = None,
) -> date:
    """The one day a cell means; raises Trouble, also where it can mean more than one.

    dd.mm.yyyy (also with / and -), d.m.yy, ddmmyy, ddmmyyyy, yyyy-mm-dd, yyyymmdd, "4. september 2026", a date cell,
    or the day number of a spreadsheet. Day comes before month. Two-digit years are 20yy; with `latest` (for birth
    dates) those of a person who can have lived on that day. With `frame` the year may stand first, or be missing. A
    clock time behind the date is left out, but a moment in another zone is the day it was in Norway.
    """
    meant = days_of(cell, day_zero=day_zero, born_by=latest, bare=bare, frame=frame)
    if len(meant.days) > 1:
        raise either_day(cell, meant.days)
    if meant.told and tell:
        tell(meant.told)
    return meant.days[0]


def days_of(
    cell: Cell,
    *,
    day_zero: date = date(1899, 12, 30),
    born_by: date | None = None,
    bare: Bare = Bare(),
    frame: Frame | None = None,
) -> Meant:
    """As `calendar_date`, with every day it can mean; `born_by` says that the day is one of birth."""
    cell = unwrapped(cell)
    refuse_formula(cell)
    if isinstance(cell, datetime):
        early = born_by is not None and reader.perhaps_a_midnight(cell.time())
        cell = cell.date()
        days = (cell, cell + timedelta(days=1)) if early and cell < date.max else (cell,)
        return Meant(tuple(_in_range(day, as_written(day), born_by) for day in days))
    if isinstance(cell, date):
        return Meant((_in_range(cell, as_written(cell), born_by),))
    if isinstance(cell, float) and not cell.is_integer():  # with a clock time behind the comma
        return Meant((_in_range(reader.day_of_serial(cell, day_zero=day_zero), as_written(cell), born_by),))
    digits = isinstance(cell, int | float) and not isinstance(cell, bool)
    written = str(int(cell)) if digits else visible(as_written(cell), lines=False).lstrip("'")  # type: ignore[arg-type]
    if not written.isascii() and re.search(r"[^\W_0-9a-zæøå]", written.casefold()):
        raise _not_a_date(written)
    written = without_point_zero(written)
    if reader.lost_zero(written):
        return _bare(written, day_zero, born_by, bare)
    return _written(written, born_by, frame)


def _written(written: str, born_by: date | None, frame: Frame | None) -> Meant:
    parts, moment = reader.written_day(written), None
    if parts is None and (moment := reader.split_clock(written)):
        parts = reader.written_day(moment.day)
    days: tuple[date, ...] = ()
    near: Message | None = None
    if parts and born_by is None and frame and (parts.short or parts.year is None):
        days, near = _framed(parts, written, frame)
    elif parts:
        days = _days_written(parts, born_by)
    if not days:
        raise _other_weekday(written) if parts and parts.weekday is not None else _not_a_date(written)
    days = tuple(_in_range(day, written, born_by) for day in days)
    if moment is None or len(days) > 1:
        return Meant(days, near)
    if moment.ahead is None:
        early = born_by is not None and reader.perhaps_a_midnight(moment.clock)
        return Meant((days[0], days[0] + timedelta(days=1)) if early else days, near)
    here = reader.day_in_norway(days[0], moment.clock, moment.ahead, birth=born_by is not None)
    told = message(N_("“%(value)s” is %(day)s in Norway."), value=short(written), day=as_written(here))
    if here == days[0]:
        # Perhaps a midnight, written by a program that took it for summer.
        doubtful = born_by is None and not moment.ahead and reader.perhaps_a_midnight(moment.clock)
        return Meant(days, told if doubtful else near)
    if moment.ahead not in _NEAR_ZONES:
        return Meant(tuple(sorted((here, days[0]))))
    return Meant((here,), told, beside=days)


def _framed(parts: reader.Written, written: str, frame: Frame) -> tuple[tuple[date, ...], Message | None]:
    """The days of this work that a date without all four digits of its year can mean, and what to tell of them."""
    if parts.year is None:
        days = reader.days_written(parts, today=frame.today, sense=Sense.NEAR)
        told = N_("“%(value)s” was read as %(day)s, the nearest such day; the year is missing.")
        return days, message(told, value=short(written), day=as_written(days[0])) if days else None
    usual, turned = both_orders(parts, frame.today)
    if usual is None or turned is None or usual == turned:
        found = usual or (turned if frame.holds(turned) and _perhaps_turned(parts) else None)
    elif frame.holds(usual) and frame.holds(turned) and _perhaps_turned(parts):
        if not frame.order:
            return tuple(sorted((usual, turned))), None
        found = usual if frame.order == "day" else turned
    elif frame.holds(turned) and not frame.holds(usual):
        if frame.order == "day" or not _perhaps_turned(parts):
            return tuple(sorted((usual, turned))), None
        found = turned
    elif not frame.holds(usual) and _perhaps_turned(parts) and not frame.order and turned <= frame.today:
        return tuple(sorted((usual, turned))), None
    else:
        found = usual
    if found is None:
        return (), None
    told = N_("“%(value)s” was read as %(day)s: the year comes first.")
    first = message(told, value=short(written), day=as_written(found)) if found != usual else None
    return (found,), first


def _perhaps_turned(parts: reader.Written) -> bool:
    return parts.or_year_first or parts.bare


def both_orders(parts: reader.Written, today: date) -> tuple[date | None, date | None]:
    """What three numbers of two digits mean with the day first and with the year first."""
    if parts.year is None or not parts.short:
        return None, None
    century = 1900 if 2000 + parts.year > today.year + reader.YEARS_AHEAD else 2000
    whole = reader.Written(parts.day, parts.month, century + parts.year, weekday=parts.weekday)
    usual = next(iter(reader.days_written(whole, today=today, sense=Sense.NEAR)), None)
    return usual, reader.year_first(parts) if parts.weekday is None else None


def order_proved(cells: Iterable[Cell], frame: Frame) -> str:
    """Which order the dates of a column prove, those that are likely only in one of the two; empty for none or both."""
    found = set()
    for cell in cells:
        cell = unwrapped(cell)
        if not isinstance(cell, str | int) or isinstance(cell, bool | SheetError):
            continue
        parts = reader.written_day(visible(as_written(cell), lines=False).lstrip("'"))
        if parts is None or not parts.short:
            continue
        usual, turned = both_orders(parts, frame.today)
        if frame.holds(usual) != frame.holds(turned):
            found.add("day" if frame.holds(usual) else "year")
    return found.pop() if len(found) == 1 else ""


def _days_written(parts: reader.Written, born_by: date | None) -> tuple[date, ...]:
    if parts.year is None:
        return ()
    if born_by is None and parts.short:
        parts = reader.Written(parts.day, parts.month, 2000 + parts.year, weekday=parts.weekday)
    return reader.days_written(parts, today=born_by or date.max, sense=Sense.BIRTH if born_by else Sense.NEAR)


def _bare(written: str, day_zero: date, born_by: date | None, bare: Bare) -> Meant:
    """Five or seven digits: a date that lost its zero, or the day number of a spreadsheet."""
    parts = reader.written_day(reader.lost_zero(written) or "")
    as_date = _days_written(parts, born_by) if parts else ()
    counted = reader.day_of_serial(float(written), day_zero=day_zero)
    if born_by is None:
        # Nothing but births lies before 2000 in these lists.
        counted = counted if counted and counted.year >= 2000 else None
    else:
        living = (reader.years_before(born_by, reader.OLDEST_PERSON_YEARS), born_by)
        counted = counted if counted and living[0] <= counted <= living[1] else None
        as_date = tuple(day for day in as_date if living[0] <= day <= living[1])
    decided = bool(as_date and counted and bare.digits != bare.serials)
    if decided:
        as_date, counted = (as_date, None) if bare.digits else ((), counted)
    if as_date and counted:
        return Meant(tuple(sorted({*as_date, counted})))
    if as_date:
        zero = message(
            N_("“%(value)s” was read as %(day)s: the zero in front is missing."),
            value=written,
            day=as_written(as_date[0]),
        )
        return Meant(as_date, zero)
    if counted is None:
        raise _not_a_date(written)
    number = message(
        N_("“%(value)s” was read as the day number of a spreadsheet: %(day)s."), value=written, day=as_written(counted)
    )
    return Meant((counted,), number if decided else None)


def _in_range(day: date | None, written: str, born_by: date | None = None) -> date:
    if day is None or not (FIRST_YEAR_OF_BIRTH if born_by else FIRST_YEAR) <= day.year <= LAST_YEAR:
        raise _not_a_date(written)
    return day


def _other_weekday(written: str) -> Trouble:
    return Trouble(
        message(N_("“%(value)s” does not fall on that day of the week."), value=short(written)),
        message(N_("Find out which of the two is right.")),
    )


def _not_a_date(written: str) -> Trouble:
    return Trouble(
        message(N_("“%(value)s” is not a date."), value=short(written)),
        message(N_("Write it as day.month.year, such as 04.09.2026.")),
    )


def either_day(cell: Cell, days: tuple[date, ...]) -> Trouble:
    """That a cell can mean more than one day."""
    return Trouble(
        message(
            N_("“%(value)s” can be more than one day: %(days)s."),
            value=short(as_written(unwrapped(cell))),
            days=tuple(message(as_written(day)) for day in days),
        ),
        message(N_("Write the date with day, month and all four digits of the year, such as 04.09.1941.")),
    )
