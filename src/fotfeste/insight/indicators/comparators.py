"""The municipality's own figures beside what England has published, each counted as there, with what differs said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from fotfeste.insight.figures.rules.figure import Figure, Period, Unit
from fotfeste.insight.indicators import outside
from fotfeste.insight.indicators.definition import Indicator, Scope, Thing
from fotfeste.insight.indicators.registry import INDICATORS
from fotfeste.insight.tables.engines import Tables
from fotfeste.insight.tables.schema import ALL_GROUPS

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True, slots=True)
class Published:
    """What others found. `value` in the unit of the indicator; `window`: October to December of each year only."""

    indicator: str
    measure: str
    value: float
    year: str
    source: str
    differs: str
    window: bool = False


PUBLISHED = (
    Published(
        "at_home_91_days_after_hospital",
        "ASCOF 2D (2B until 2023): at home 91 days after hospital, 65 and over, October to December",
        0.82,
        "2011 to 2020",
        "Nuffield Trust, from ASCOF",
        "Here 91 days are counted from the end of the period, in England from the discharge.",
        window=True,
    ),
    Published(
        "median_days_to_contact",
        "NAIC: days from referral to assessment, reablement",
        8.7,
        "2015",
        "National Audit of Intermediate Care 2015",
        "NAIC gives the mean; here it is the median to the first contact.",
    ),
    Published(
        "days_from_referral_to_start",
        "NAIC: days from referral to assessment, home-based care",
        6.3,
        "2015",
        "National Audit of Intermediate Care 2015",
        "NAIC gives the mean to the assessment; here it is the median to the start.",
    ),
    Published(
        "knew_what_it_was_for",
        "NAIC: aware of what we were trying to achieve",
        0.96,
        "2017",
        "National Audit of Intermediate Care 2017, in NICE NG74",
        "Only those who answered are counted, there and here.",
    ),
)


@dataclass(frozen=True, slots=True)
class Beside:
    """One published figure and the municipality's own; `year` is that of the window, None where there is none."""

    published: Published
    own: Figure
    year: int | None = None


def beside(t: Tables, scope: Scope, as_of: datetime, *, threshold: int | None) -> list[Beside]:
    """Every published figure with the own one; those with a window once for each year that has anybody.

    Windows choose days, so outside the team (`threshold` given) only what counts the whole time is answered.
    """
    known = {each.id: each for each in INDICATORS}
    out = []
    for each in PUBLISHED:
        mine = known[each.indicator]
        if not each.window:
            out.append(Beside(each, _whole(mine, t, scope, as_of, threshold)))
        elif threshold is None:
            for year in range(_first_year(t, scope), scope.as_of.year + 1):
                figure = _whole(in_window(mine, year), t, scope, as_of, None)
                if figure.n:
                    window = Period(date(year, 10, 1), date(year, 12, 31))
                    out.append(Beside(each, replace(figure, period=window), year))
    return out


def in_window(indicator: Indicator, year: int) -> Indicator:
    """The same, of those who were discharged from hospital from October to December of the year."""
    if indicator.thing is not Thing.EPISODE:
        raise ValueError(f"{indicator.id} does not count episodes; only those have a discharge.")
    window = Scope(Period(date(year, 10, 1), date(year, 12, 31)), date(year, 12, 31))

    def asked(e: "ir.Table", scope: Scope) -> "ir.BooleanValue":
        return indicator.asked(e, scope) & window.contains(e.discharged_on)

    return replace(indicator, asked=asked)


def _whole(indicator: Indicator, t: Tables, scope: Scope, as_of: datetime, threshold: int | None) -> Figure:
    return outside.counted_for([indicator], t, scope, as_of, threshold=threshold)[indicator.id, ALL_GROUPS]


def _first_year(t: Tables, scope: Scope) -> int:
    first = t.referrals.discharged_on.min().to_pyarrow().as_py()
    return first.year if first else scope.as_of.year


def percent(figures: Sequence[float], unit: Unit) -> list[str]:
    """Values as they are read: shares in per cent, others with one decimal."""
    return [f"{100 * each:.1f} %" if unit is Unit.SHARE else f"{each:.1f}" for each in figures]
