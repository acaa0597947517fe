"""The one reader of days, for forms and for files: how a day is written, and which days that can mean.

Reading has two steps. `written_day` takes the text apart; `days_written` says which days it can be, given what is known
of the day (a birth, something that has been). Where more than one is possible, nobody may choose in
silence: forms ask, files refuse or let the national number beside decide.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from zoneinfo import ZoneInfo

from .faults import EitherDay, NoSuchDay, NotReadable
from .signs import visible

# Bokmål, nynorsk, English and Northern Sami; spaces are taken away before the look-up.
DAY_WORDS = {
    "idag": 0,
    "imorgen": 1,
    "imorgon": 1,
    "iovermorgen": 2,
    "iovermorgon": 2,
    "igår": -1,
    "iforgårs": -2,
    "iførgår": -2,
    "today": 0,
    "tomorrow": 1,
    "yesterday": -1,
    "odne": 0,
    "ihttin": 1,
    "ikte": -1,
}
_NAMES = (
    "januar january i",
    "februar february ii",
    "mars march iii",
    "april iv",
    "mai may v",
    "juni june vi",
    "juli july vii",
    "august viii",
    "september sept ix",
    "oktober october x",
    "november xi",
    "desember december xii",
)
_MONTHS = {
    form: number
    for number, names in enumerate(_NAMES, start=1)
    for name in names.split()
    for form in ((name,) if len(name) < 4 or name == "viii" else (name, name[:3]))
}
_WEEKDAYS = {
    form: number
    for number, names in enumerate(
        ("mandag monday", "tirsdag tysdag tuesday", "onsdag wednesday", "torsdag thursday", "fredag friday",
         "lørdag laurdag saturday", "søndag sundag sunday")
    )
    for form in names.split()
}  # fmt: skip
NORWAY = ZoneInfo("Europe/Oslo")
# Nobody in Norway has lived longer: a year of birth of two digits cannot mean a day before that.
OLDEST_PERSON_YEARS = 120
YEARS_AHEAD = 20  # how far ahead a year of two digits can reach where the day may lie ahead
FIRST_DAY = date(1900, 1, 1)  # nothing that is written down here lies before: a year of 26 is a slip for 2026
RECENT_YEARS = 2  # what is written down at work lies seldom further off
_CLOCK = re.compile(
    r"(?:[ T]|\s?kl\.?\s?)(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s?(z|utc|gmt|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)


class Sense(StrEnum):
    """What is known of a day before it is read."""

    BIRTH = "birth"  # of somebody who lives: not ahead, not more than 120 years ago
    PAST = "past"  # has been, or is today: the nearest such day, and a fault is said where that lies ahead
    NEAR = "near"  # nothing is known: the nearest such day


@dataclass(frozen=True, slots=True)
class Limits:
    """The days that can be meant, both included; None is no limit."""

    earliest: date | None = None
    latest: date | None = None

    def holds(self, day: date) -> bool:
        return (self.earliest is None or day >= self.earliest) and (self.latest is None or day <= self.latest)

    def kept(self, days: Iterable[date]) -> tuple[date, ...]:
        """The days within the limits; all of them where none is, so that the fault can be said of a day."""
        every = tuple(days)
        return tuple(day for day in every if self.holds(day)) or every


ALL_DAYS = Limits()


@dataclass(frozen=True, slots=True)
class Written:
    """A day as it is written. `year` is None where none stands there, and 0 to 99 where `short`.

    or_year_first  three numbers of two digits with hyphens, which international lists write the other way round
    bare           six digits with nothing between, which some programs write the other way round
    """

    day: int
    month: int
    year: int | None
    short: bool = False
    weekday: int | None = None
    or_year_first: bool = False
    bare: bool = False


def parse_date(text: str, *, today: date, past: bool = False) -> date:
    """The date meant by 020326, 2.3.26, 2/3, 2. mars, 02.03.2026, 2026-03-02 or a word such as "i dag".

    `past` says that the day should not lie ahead; the nearest such day is meant all the same, so that the fault can be
    said of it. Raises NotReadable or NoSuchDay.
    """
    return the_day_meant(text, today=today, sense=Sense.PAST if past else Sense.NEAR)


def the_day_meant(text: str, *, today: date, sense: Sense, within: Limits = ALL_DAYS) -> date:
    """The one day the text can mean; raises NotReadable, NoSuchDay, or EitherDay where there is more than one."""
    days = days_meant(text, today=today, sense=sense, within=within)
    if len(days) > 1:
        raise EitherDay(text, days)
    return days[0]


def days_meant(text: str, *, today: date, sense: Sense, within: Limits = ALL_DAYS) -> tuple[date, ...]:
    """The days the text can mean, the earliest first; at least one. Raises NotReadable or NoSuchDay."""
    plain = visible(text, lines=False).casefold()
    word = plain.replace(" ", "")
    if word in DAY_WORDS and sense is not Sense.BIRTH:
        return (today + timedelta(days=DAY_WORDS[word]),)
    written = written_day(plain)
    if written is None:
        raise NotReadable(text)
    if written.year is None and sense is Sense.BIRTH:
        raise NotReadable(text)
    days = days_written(written, today=today, sense=sense, within=within)
    if not days:
        raise NoSuchDay(text)
    return days


def written_day(text: str) -> Written | None:
    """Day, month and year of a text such as 2.3.26, 020326, 2. mars 2026 or "mandag 2. mars"; None for other texts."""
    plain = re.sub(r"[‐‑‒–—−]", "-", visible(text, lines=False)).casefold()
    weekday = None
    if match := re.match(r"([a-zæøå]+)\s?,?\s+(?:den\s+)?(?=\d)", plain):
        if match[1] not in _WEEKDAYS:
            return None
        weekday, plain = _WEEKDAYS[match[1]], plain[match.end() :]
    if match := re.fullmatch(r"(\d{4})\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{1,2})", plain):
        year, month, day = match.groups()
    elif match := re.fullmatch(r"(\d{2})(\d{2})(\d{4}|\d{2})", plain):
        day, month, year = match.groups()
        # 19410315: a year of 315 is none, so the year stands first. No text can be read both ways.
        if len(plain) == 8 and not 1800 <= int(year) <= 2100:
            year, month, day = plain[:4], plain[4:6], plain[6:]
    elif match := re.fullmatch(r"(\d{1,2})\s?[., /-]\s?(\d{1,2})(?:\s?[., /-]\s?(\d{4}|\d{2}))?\.?", plain):
        day, month, year = match.groups()
        if year is None and not re.fullmatch(r"\d{1,2}\s?[./]\s?\d{1,2}\.?", plain):
            return None
    elif match := re.fullmatch(r"(\d{1,2})\s?[. /-]?\s?([a-z]+)\.?(?:[ ./-]?\s?(\d{4}|\d{2}))?", plain):
        day, word, year = match.groups()
        if word not in _MONTHS:
            return None
        month = str(_MONTHS[word])
    else:
        return None
    return Written(
        day=int(day),
        month=int(month),
        year=None if year is None else int(year),
        short=year is not None and len(year) == 2,
        weekday=weekday,
        or_year_first=re.fullmatch(r"\d\d-\d\d-\d\d", plain) is not None,
        bare=re.fullmatch(r"\d{6}", plain) is not None,
    )


def days_written(written: Written, *, today: date, sense: Sense, within: Limits = ALL_DAYS) -> tuple[date, ...]:
    """The days it can be, the earliest first. None where the calendar has no such day.

    Without a year it is the nearest such day within the limits. Where none are given it may lie ahead of a day that has
    been: then the fault is said instead of another year taken.
    """
    if written.year is None:
        near = (_day(written, year) for year in range(today.year - 8, today.year + 9))
        possible = [day for day in near if day]
        days: tuple[date, ...] = (_nearest(within.kept(possible), today),) if possible else ()
    elif written.short:
        days = _century(written, written.year, today=today, sense=sense, within=within)
        if written.or_year_first and sense is Sense.BIRTH:
            turned = Written(day=written.year, month=written.month, year=written.day, short=True)
            others = (
                day for day in _century(turned, written.day, today=today, sense=sense) if _fits(day, today, sense)
            )
            days = tuple(sorted({*days, *others}))
        elif sense is not Sense.BIRTH:
            days = within.kept(_perhaps_year_first(written, days, today=today, sense=sense))
    else:
        whole = _day(written, written.year)
        days = (whole,) if whole else ()
    if written.weekday is None:
        return days
    return tuple(day for day in days if day.weekday() == written.weekday)


def _perhaps_year_first(written: Written, days: tuple[date, ...], *, today: date, sense: Sense) -> tuple[date, ...]:
    """The days, and beside them what the same numbers mean with the year first, where only that lies near."""
    turned = year_first(written)
    if turned is None or not _recent(turned, today, sense) or turned in days:
        return days
    if not written.or_year_first and any(_recent(day, today, sense) for day in days):
        return days
    return tuple(sorted({*days, turned}))


def _recent(day: date, today: date, sense: Sense) -> bool:
    return (
        years_before(today, RECENT_YEARS) <= day
        and (day <= today or sense is Sense.NEAR)
        and (day <= years_before(today, -RECENT_YEARS))
    )


def year_first(written: Written) -> date | None:
    """The day of this century that three numbers of two digits mean with the year first; None where there is none."""
    if not written.short or written.year is None:
        return None
    if written.day < 10 and not (written.or_year_first or written.bare):
        return None
    return _day(Written(day=written.year, month=written.month, year=None), 2000 + written.day)


def _nearest(days: Iterable[date], today: date) -> date:
    return min(days, key=lambda day: (abs(day - today), day))


def _century(written: Written, year: int, *, today: date, sense: Sense, within: Limits = ALL_DAYS) -> tuple[date, ...]:
    century = today.year - today.year % 100
    both = [_day(written, century - 100 + year), _day(written, century + year), _day(written, century + 100 + year)]
    days = [day for day in both if day]
    if sense is Sense.BIRTH:
        living = tuple(day for day in days if _fits(day, today, sense))
        return living or tuple(days[:1])
    if sense is Sense.PAST:
        return tuple(sorted(days, key=lambda day: abs(day - today))[:1])
    reached = [day for day in days if day.year <= today.year + YEARS_AHEAD]
    # Next week's day in a field for days that have been is a mistake to be told, not a day of the century before.
    if reached and _recent(reached[-1], today, sense):
        return tuple(reached[-1:])
    return within.kept(reached)[-1:] if any(map(within.holds, reached)) else tuple(reached[-1:])


def _fits(day: date, today: date, sense: Sense) -> bool:
    if sense is Sense.BIRTH:
        return years_before(today, OLDEST_PERSON_YEARS) <= day <= today
    return sense is Sense.NEAR or day <= today


def _day(written: Written, year: int) -> date | None:
    try:
        return date(year, written.month, written.day)
    except ValueError:
        return None


def years_before(day: date, years: int) -> date:
    """The same day of the year so many years before; 28 February where that year has no 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day with the clock time that stood behind it, and how far its zone is ahead of UTC (None: no zone)."""

    day: str
    clock: time
    ahead: timedelta | None


def split_clock(text: str) -> Moment | None:
    """The text of a day and the clock time behind it: "02.11.2026 kl. 14.30", 1941-05-04T22:00:00.000Z; or None."""
    match = _CLOCK.search(text)
    if not match or not text[: match.start()].strip():
        return None
    zone = (match[4] or "").casefold()
    ahead = None
    if zone in {"z", "utc", "gmt"}:
        ahead = timedelta()
    elif zone:
        digits = zone[1:].replace(":", "")
        ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) * (-1 if zone[0] == "-" else 1)
        if abs(ahead) > timedelta(hours=14):
            return None
    try:
        clock = time(int(match[1]) % 24, int(match[2]), int(match[3] or 0))
    except ValueError:
        return None
    if int(match[1]) > 23:
        return None
    return Moment(text[: match.start()].strip(), clock, ahead)


_OWN_ZONES = frozenset({timedelta(hours=1), timedelta(hours=2)})  # of Norway, in winter and in summer


def day_in_norway(day: date, clock: time, ahead: timedelta, *, birth: bool = False) -> date:
    """The day in Norway of a moment written in a zone so far ahead of UTC; in Norway's own zones the day that stands.

    A program that keeps a day of birth as a moment keeps its midnight. Midnight in Norway is 23 or 22 o'clock UTC, in
    winter or in summer time; which of the two held in a year of the war or of the sixties differs between the tables
    programs use, so of a birth both are taken as the midnight of the next day.
    """
    if not date.min < day < date.max or ahead in _OWN_ZONES:
        return day
    moment = (datetime.combine(day, clock) - ahead).replace(tzinfo=UTC)
    for hours in (1, 2) if birth else ():
        here = moment.astimezone(timezone(timedelta(hours=hours)))
        if here.time() == time(0):
            return here.date()
    return moment.astimezone(NORWAY).date()


def perhaps_a_midnight(clock: time) -> bool:
    """True for a clock time that is a midnight of Norway in UTC: the day before it may be a day too early."""
    return clock in {time(22), time(23)}


def lost_zero(digits: str) -> str | None:
    """The digits of a date whose first zero a spreadsheet dropped: 20350 is 020350, 1021941 is 01021941; else None."""
    return f"0{digits}" if re.fullmatch(r"[1-9]\d{4}|[1-9]\d{6}", digits, re.ASCII) else None


def day_of_serial(number: float, *, day_zero: date) -> date | None:
    """The day a spreadsheet counts with this number; only 1927 to 2100 are taken for days, None for the rest."""
    return day_zero + timedelta(days=int(number)) if 10_000 <= number < 73_416 else None
