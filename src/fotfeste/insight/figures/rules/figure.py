"""A figure never travels naked: its n, missing, interval, period and source go with it everywhere."""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

# Distributions come from scipy.special: scipy.stats takes longer to load than a report takes to count.
LEVEL = 0.95
EXACT_BELOW = 10  # persons; at more, Wilson's interval covers what it says on average


class FigureError(ValueError):
    """The numbers handed in cannot belong to one figure. The text says which, and what to check."""


class Unit(StrEnum):
    """What the value counts in."""

    SHARE = "share"  # 0 to 1
    PERSONS = "persons"
    EPISODES = "episodes"
    HOURS_PER_WEEK = "hours_per_week"
    DAYS = "days"
    WEEKS = "weeks"
    POINTS = "points"
    SECONDS = "s"
    METRES_PER_SECOND = "m/s"
    KILOGRAMS = "kg"
    TIMES = "times"
    PERCENT = "percent"
    LOGITS = "logits"
    PER_1000 = "per_1000"  # persons for each 1,000 inhabitants
    MINUTES = "minutes"


class Shown(StrEnum):
    """Whether the value may be read, and if not, why not."""

    OPEN = "open"
    SMALL = "small"  # counts so few persons that they could be recognised
    DERIVABLE = "derivable"  # would give a small number away by subtraction


@dataclass(frozen=True, slots=True)
class Period:
    """Days counted, both ends included. None means without limit on that side."""

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise FigureError(f"The period ends ({self.end}) before it starts ({self.start}). Swap the two dates.")

    def as_dict(self) -> dict[str, str | None]:
        """ISO dates under `from` and `to`."""
        return {
            "from": self.start.isoformat() if self.start else None,
            "to": self.end.isoformat() if self.end else None,
        }


@dataclass(frozen=True, slots=True)
class Interval:
    """Uncertainty from `low` to `high` in the figure's unit, at `level` (0 to 1), by a named method."""

    low: float
    high: float
    method: str
    level: float = LEVEL

    def as_dict(self) -> dict[str, float | str]:
        """All four parts, for JSON."""
        return {"low": self.low, "high": self.high, "level": self.level, "method": self.method}


@dataclass(frozen=True, slots=True)
class Context:
    """What a figure is about: the definition it follows, the group, the days counted, how fresh the data are."""

    definition: str
    group: str
    period: Period
    unit: Unit = Unit.SHARE
    as_of: datetime | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number and everything needed to judge it.

    value      in `unit`; None when nothing could be counted or when it is hidden (see `shown`)
    n          how many it is counted from (the denominator); None only when hidden
    numerator  how many of them, for shares; None otherwise
    missing    how many belong in n but have no answer; they are not in n
    interval   None when n is too small for one to exist
    dead       for shares of everybody where only the living can be missing (`living.py`): how many of n have died
    """

    definition: str
    group: str
    unit: Unit
    value: float | None
    n: int | None
    numerator: int | None
    missing: int | None
    interval: Interval | None
    period: Period
    source: str = ""
    as_of: datetime | None = None
    shown: Shown = Shown.OPEN
    notes: tuple[str, ...] = ()
    dead: int | None = None

    @property
    def hidden(self) -> bool:
        """True when the value may not be read by this reader."""
        return self.shown is not Shown.OPEN

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The share if it is true of nobody, and if of everybody, among the living who are missing; else None."""
        if self.dead is None or self.numerator is None or not (everybody := (self.n or 0) + (self.missing or 0)):
            return None
        return self.numerator / everybody, (self.numerator + (self.missing or 0)) / everybody

    def hide(self, why: Shown, *, n_too: bool = False) -> "Figure":
        """The same figure with nothing left that gives the number away; `n_too` takes the denominator as well."""
        if why is Shown.OPEN:
            raise FigureError("A figure is hidden as small or as derivable. Give one of the two as the reason.")
        return replace(
            self,
            value=None,
            numerator=None,
            interval=None,
            n=None if n_too else self.n,
            missing=None if n_too else self.missing,
            shown=why,
            notes=(),
            dead=None,
        )

    def as_dict(self) -> Mapping[str, object]:
        """Every part, for JSON. Numbers keep full precision; rounding belongs to whoever shows them."""
        return {
            "definition": self.definition,
            "group": self.group,
            "unit": self.unit.value,
            "value": self.value,
            "n": self.n,
            "numerator": self.numerator,
            "missing": self.missing,
            "interval": self.interval.as_dict() if self.interval else None,
            "period": self.period.as_dict(),
            "source": self.source,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            # Not why it is hidden: which of two hidden numbers is the small one is what nobody is to know.
            "shown": self.shown.value if self.shown is Shown.OPEN else "hidden",
            "notes": list(self.notes),
        } | ({"bounds": dict(zip(("low", "high"), self.bounds, strict=True))} if self.bounds else {})


def wilson(numerator: int, n: int, *, level: float = LEVEL) -> Interval:
    """Wilson's score interval for a share, without continuity correction.

    It stays inside 0 to 1 and is honest at 0 and 100 %, where the textbook interval has no width.
    Source: Wilson 1927, JASA 22:209; recommended by Brown, Cai and DasGupta 2001, Stat Sci 16:101.
    Raises FigureError unless 0 <= numerator <= n and n >= 1.
    """
    _refuse_no_share(numerator, n)
    return _wilson(numerator / n, n, level)


def _wilson(p: float, n: float, level: float) -> Interval:
    from scipy.special import ndtri

    z = float(ndtri(0.5 + level / 2))
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    # At the two ends the limit is exactly 0 or 1; floating point would leave 1e-17 there.
    low = 0.0 if p == 0 else max(0.0, centre - half)
    high = 1.0 if p == 1 else min(1.0, centre + half)
    return Interval(low, high, "wilson", level)


def exact(numerator: int, n: int, *, level: float = LEVEL) -> Interval:
    """The exact interval for a share: no true share outside it would give so many, or so few, as often as it allows.

    Source: Clopper and Pearson 1934, Biometrika 26:404. Never covers less than `level`, and so is wider than Wilson's.
    Raises FigureError unless 0 <= numerator <= n and n >= 1.
    """
    _refuse_no_share(numerator, n)
    return _exact(numerator, n, level)


def _exact(numerator: float, n: float, level: float) -> Interval:
    from scipy.special import betaincinv

    rest = (1 - level) / 2
    low = float(betaincinv(numerator, n - numerator + 1, rest)) if numerator else 0.0
    high = float(betaincinv(numerator + 1, n - numerator, 1 - rest)) if numerator < n else 1.0
    return Interval(low, high, "clopper_pearson", level)


def share_interval(value: float, worth: float, *, level: float = LEVEL) -> Interval:
    """The interval of a share that is known as well as one of `worth` persons (above 0, not a whole number) would be.

    The same two intervals as `share`; `_effective` in its name says that the persons are no count.
    """
    if not 0 <= value <= 1 or not worth > 0:
        raise FigureError(f"{value} known as of {worth} persons is no share. Check the persons it is counted from.")
    found = _exact(value * worth, worth, level) if worth < EXACT_BELOW else _wilson(value, worth, level)
    return replace(found, method=f"{found.method}_effective")


def share(context: Context, *, numerator: int, n: int, missing: int = 0, level: float = LEVEL) -> Figure:
    """`numerator` of `n` as a share with its interval; nothing to count (n = 0) gives value None, not 0.

    Wilson's, and the exact one below `EXACT_BELOW` persons: there Wilson's covers less than it says for some shares.
    """
    _refuse_negative(numerator=numerator, n=n, missing=missing)
    interval = (exact if n < EXACT_BELOW else wilson)(numerator, n, level=level) if n else None
    return _figure(context, value=numerator / n if n else None, n=n, numerator=numerator, missing=missing, at=interval)


def count(context: Context, *, persons: int, missing: int = 0) -> Figure:
    """A plain number of persons or episodes. It is a full count, so it has no interval."""
    _refuse_negative(persons=persons, missing=missing)
    return _figure(context, value=float(persons), n=persons, numerator=None, missing=missing, at=None)


def mean_of(context: Context, *, mean: float | None, sd: float | None, n: int, missing: int = 0) -> Figure:
    """A mean from its parts, with Student's t interval; below two values, or without spread known, no interval.

    `sd` is the sample standard deviation (n - 1 below the line).
    """
    _refuse_negative(n=n, missing=missing)
    interval = None
    if n >= 2 and mean is not None and sd is not None:
        from scipy.special import stdtrit

        half = float(stdtrit(n - 1, 0.5 + LEVEL / 2)) * sd / math.sqrt(n)
        interval = Interval(mean - half, mean + half, "student_t")
    return _figure(context, value=mean if n else None, n=n, numerator=None, missing=missing, at=interval)


def mean(context: Context, values: Sequence[float | None]) -> Figure:
    """The mean of the values there are; None is counted as missing, never filled in."""
    known = [v for v in values if v is not None]
    sd = statistics.stdev(known) if len(known) > 1 else None
    return mean_of(
        context, mean=statistics.fmean(known) if known else None, sd=sd, n=len(known), missing=len(values) - len(known)
    )


def rate(context: Context, *, persons: int, among: int, per: int, missing: int = 0, level: float = LEVEL) -> Figure:
    """`persons` for each `per` of `among` (person-years), with the exact Poisson interval.

    n is how many it is held against. Source: Garwood 1936, Biometrika 28:437. Value None when there is nothing to hold
    it against.
    """
    _refuse_negative(persons=persons, among=among, missing=missing)
    interval = None
    if among:
        from scipy.special import gammaincinv

        rest = (1 - level) / 2
        low = float(gammaincinv(persons, rest)) if persons else 0.0
        high = float(gammaincinv(persons + 1, 1 - rest))
        interval = Interval(per * low / among, per * high / among, "poisson_exact", level)
    value = per * persons / among if among else None
    return _figure(context, value=value, n=among, numerator=persons, missing=missing, at=interval)


def quantile_ranks(n: int, part: float, *, level: float = LEVEL) -> tuple[int, int] | None:
    """Which sorted values (1 = smallest) bound the value that `part` (0 to 1) of the persons are at or below.

    None when even smallest and largest do not cover it (for the median: n below 6 at 95 %).
    Source: the sign test turned round; Conover, Practical Nonparametric Statistics, section 3.2.
    """
    from scipy.special import bdtr, bdtrik

    def at(chance: float) -> int:
        """The fewest of n that are reached with this chance or more."""
        fewest = math.ceil(bdtrik(chance, n, part))
        return fewest - 1 if fewest and bdtr(fewest - 1, n, part) >= chance else fewest

    low, high = at((1 - level) / 2), at((1 + level) / 2) + 1
    return (low, high) if low >= 1 and high <= n else None


def median_ranks(n: int, *, level: float = LEVEL) -> tuple[int, int] | None:
    """`quantile_ranks` for the median, the same number of values cut off at both ends."""
    return quantile_ranks(n, 0.5, level=level)


def median_of(
    context: Context, *, median: float | None, bounds: tuple[float, float] | None, n: int, missing: int = 0
) -> Figure:
    """A median with the values at `median_ranks` as its bounds."""
    _refuse_negative(n=n, missing=missing)
    interval = Interval(*bounds, "order_statistics") if bounds else None
    return _figure(context, value=median if n else None, n=n, numerator=None, missing=missing, at=interval)


def median(context: Context, values: Sequence[float | None]) -> Figure:
    """The median of the values there are, with an interval that assumes no shape of distribution."""
    known = sorted(v for v in values if v is not None)
    ranks = median_ranks(len(known)) if known else None
    return median_of(
        context,
        median=statistics.median(known) if known else None,
        bounds=(known[ranks[0] - 1], known[ranks[1] - 1]) if ranks else None,
        n=len(known),
        missing=len(values) - len(known),
    )


def _figure(
    context: Context, *, value: float | None, n: int, numerator: int | None, missing: int, at: Interval | None
) -> Figure:
    return Figure(
        definition=context.definition,
        group=context.group,
        unit=context.unit,
        value=value,
        n=n,
        numerator=numerator,
        missing=missing,
        interval=at,
        period=context.period,
        source=context.source,
        as_of=context.as_of,
    )


def _refuse_no_share(numerator: int, n: int) -> None:
    if n < 1 or not 0 <= numerator <= n:
        raise FigureError(f"{numerator} of {n} is not a share. Check that the persons counted are among those asked.")


def _refuse_negative(**counts: int) -> None:
    for name, number in counts.items():
        if number < 0:
            raise FigureError(f"{name} is {number}; persons cannot be fewer than none. Check the table it came from.")
