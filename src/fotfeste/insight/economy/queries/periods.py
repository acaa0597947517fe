"""One row for each period that has ended: what it took, services before and after, until when it frees anything."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from fotfeste.insight.economy.queries.prices import EVERY, NOT_RECORDED, PriceList
from fotfeste.insight.economy.rules.costs import NOBODY, EconomyError
from fotfeste.insight.figures.rules.figure import Period
from fotfeste.insight.indicators.families.afterwards import DAYS
from fotfeste.insight.tables.engines import Tables
from fotfeste.insight.tables.schema import FOLLOW_UP_MONTHS, LONG_TERM_PLACE

if TYPE_CHECKING:
    import ibis.expr.types as ir

MOMENTS = ("at_end", *(f"month_{m}" for m in FOLLOW_UP_MONTHS))


EPOCH = date(1970, 1, 1)

SAME_DECIMALS = 6  # of NOK, hours and weeks: far below anything told, far above what adding up in another order changes


@dataclass(frozen=True, slots=True)
class Periods:
    """All that have ended, as columns of n. Days are days since 1970, weeks count from the end, NaN is not known.

    persons                 whose period it is, 0 to m - 1
    died, moved, came_back  weeks until the death, a long-term place, the person's next period
    nok_before, hours_before  a week before; nok, hours  (n, 5) a week at the end and 1, 3, 6 and 12 months later
    estimated               what would have been granted stands for the services before: nobody ever received them
    last                    the day of the data: what came later is in none of them
    """

    persons: np.ndarray
    ended: np.ndarray
    cost: np.ndarray
    contact_hours: np.ndarray
    died: np.ndarray
    moved: np.ndarray
    came_back: np.ndarray
    nok_before: np.ndarray
    hours_before: np.ndarray
    nok: np.ndarray
    hours: np.ndarray
    estimated: np.ndarray
    last: int

    def __len__(self) -> int:
        return len(self.cost)

    @property
    def free_until(self) -> np.ndarray:
        """Weeks until one of the three comes, from when on a period frees nothing; infinite: not known to come."""
        first = np.fmin(np.fmin(self.died, self.moved), self.came_back)
        return np.where(np.isnan(first), np.inf, np.maximum(first, 0.0))

    @property
    def followed(self) -> np.ndarray:
        """Weeks from the end to the last day the tables tell of."""
        return np.maximum(0.0, (self.last - self.ended) / 7.0)

    def ended_in(self, period: Period) -> np.ndarray:
        """Which of them, as yes and no."""
        start = -np.inf if period.start is None else self.number(period.start)
        end = np.inf if period.end is None else self.number(period.end)
        return np.asarray((self.ended >= start) & (self.ended <= end))

    def only(self, those: np.ndarray) -> "Periods":
        """Only these, persons numbered anew."""
        columns = {f.name: getattr(self, f.name) for f in fields(self)}
        mine = {name: each[those] for name, each in columns.items() if isinstance(each, np.ndarray)}
        return replace(self, **mine | {"persons": np.unique(mine["persons"], return_inverse=True)[1]})

    @staticmethod
    def number(day: date) -> int:
        """Days since 1970."""
        return (day - EPOCH).days

    @staticmethod
    def day(number: int) -> date:
        """The day of that number."""
        return EPOCH + timedelta(days=int(number))


def read_periods(t: Tables, given: PriceList, day_of_data: date) -> Periods:
    """`day_of_data`: the last day the tables tell of.

    Raises EconomyError for a service or a profession that occurs and has no price, and where nothing has ended.
    """
    _refuse_unpriced(t, given)
    rows = _periods(t, given).to_pyarrow()
    if not len(rows):
        raise EconomyError(NOBODY)
    # An engine gives rows, and adds up within one, in whatever order its threads came: the same seed is to draw the
    # same persons and to count with the same numbers.
    rows = rows.sort_by([("person", "ascending"), ("ended", "ascending"), ("work", "ascending")])

    def column(name: str) -> np.ndarray:
        return np.round(np.asarray(rows[name].to_numpy(zero_copy_only=False), dtype=float), SAME_DECIMALS)

    contact, travel = column("contact_hours"), column("travel_hours")
    keys = rows["person"].combine_chunks().dictionary_encode()
    return Periods(
        persons=keys.indices.to_numpy(),
        ended=column("ended").astype(int),
        cost=_cost(column("work"), contact + travel, travel, given),
        contact_hours=contact,
        died=column("died_week"),
        moved=column("moved_week"),
        came_back=column("back_week"),
        nok_before=column("before"),
        hours_before=column("hours_before"),
        nok=np.stack([column(f"nok_{m}") for m in MOMENTS], axis=1),
        hours=np.stack([column(f"hours_{m}") for m in MOMENTS], axis=1),
        estimated=rows["estimated"].to_numpy(zero_copy_only=False).astype(bool),
        last=Periods.number(day_of_data),
    )


def _cost(work: np.ndarray, hours: np.ndarray, travel: np.ndarray, given: PriceList) -> np.ndarray:
    """NOK for each period: work and cars, meetings at the mean hour of the period, overhead on both, aids."""
    mean = np.divide(work, hours, out=np.zeros_like(work), where=hours > 0)
    worked = work + travel * given.car_hour + given.other_hours * mean
    return worked * (1 + given.prices.overhead) + given.aids


def _refuse_unpriced(t: Tables, given: PriceList) -> None:
    """Raises EconomyError for a service or a profession that occurs and has no price."""
    s = t.service_levels
    services = s.filter(s.hours_per_week > 0).select("service").distinct().to_pyarrow()["service"].to_pylist()
    if unpriced := sorted(set(services) - set(given.service_hour)):
        raise EconomyError(f"There is no price for an hour of {unpriced[0]}. Add it under [service_hour].")
    if EVERY not in given.prices.hour:
        found = t.staff_time.select("profession").distinct().to_pyarrow()["profession"].to_pylist()
        if unpriced := sorted({p or NOT_RECORDED for p in found} - set(given.prices.hour)):
            raise EconomyError(f"There is no price for an hour of {', '.join(unpriced)}. Add it under [hour].")


def _periods(t: Tables, given: PriceList) -> "ir.Table":
    """One row for each period that has ended: hours and their worth, services by moment in NOK a week, end of weeks."""
    import ibis

    came_back = t.episodes.started_on.lead().over(group_by=t.episodes.person, order_by=t.episodes.started_on)
    e = t.episodes.mutate(back_on=came_back)
    e = e.filter(e.ended_on.notnull())
    e = e.left_join(t.persons.select("person", "died_on"), "person").drop("person_right")
    e = e.left_join(_effort(t, given), "episode").drop("episode_right")
    e = e.left_join(_services(t, given), "episode").drop("episode_right")
    first_time = e.group == "first_time"
    nothing = ibis.ifelse(e.outcome_class == "no_service", 0.0, ibis.null("float64"))
    died = ibis.ifelse(e.dropout_reason == "death", 0.0, e.died_on.delta(e.ended_on, unit="day").cast("float64") / 7.0)
    moved = ibis.null("float64")
    for months in reversed(FOLLOW_UP_MONTHS):
        moved = ibis.ifelse((e[f"place_month_{months}"] > 0).fill_null(False), DAYS[months] / 7.0, moved)

    def start(what: str) -> "ir.Value":
        # What a first-time applicant would have been granted, where that is written down; else what the person had.
        granted = ibis.ifelse(first_time, e[f"{what}_granted_estimate"], ibis.null("float64"))
        return ibis.coalesce(granted, e[f"{what}_at_start"], 0.0)

    return e.select(
        person=e.person,
        ended=e.ended_on.delta(ibis.date(EPOCH), unit="day"),
        back_week=e.back_on.delta(e.ended_on, unit="day").cast("float64") / 7.0,
        work=e.work.fill_null(0.0),
        contact_hours=e.contact_hours.fill_null(0.0),
        travel_hours=e.travel_hours.fill_null(0.0),
        before=start("nok"),
        hours_before=start("hours"),
        estimated=(first_time & e.hours_granted_estimate.notnull()).fill_null(False),
        died_week=died,
        moved_week=moved,
        **{
            f"{what}_{m}": e[f"{what}_{m}"].fill_null(nothing) if m == "at_end" else e[f"{what}_{m}"]
            for m in MOMENTS
            for what in ("nok", "hours")
        },
    )


def _effort(t: Tables, given: PriceList) -> "ir.Table":
    """Hours of all staff together (each of two at a visit is paid) and what they are worth."""
    import ibis

    if EVERY in given.prices.hour:
        v = t.visits.filter(t.visits.status == "done")
        hour: Any = ibis.literal(given.prices.hour[EVERY])
        staff = v.staff_count.fill_null(1)
        v = v.mutate(site=v.minutes_on_site.fill_null(0) * staff, road=v.minutes_travel.fill_null(0) * staff, hour=hour)
    else:
        v = t.staff_time
        # Told apart before it is priced: few professions come to one person, and thirty visits do.
        v = v.group_by("episode", "profession").agg(
            site=v.minutes_on_site.fill_null(0).sum(), road=v.minutes_travel.fill_null(0).sum()
        )
        v = v.mutate(hour=_looked_up(v.profession.fill_null(NOT_RECORDED), given.prices.hour))
    hours = (v.site + v.road).cast("float64") / 60.0
    return v.group_by("episode").agg(
        contact_hours=v.site.sum().cast("float64") / 60.0,
        travel_hours=v.road.sum().cast("float64") / 60.0,
        work=(hours * v.hour).sum(),
    )


def _services(t: Tables, given: PriceList) -> "ir.Table":
    """By moment: hours a week, NOK a week, and whether in a long-term place; empty where the moment is not known."""
    s = t.service_levels
    nok = s.hours_per_week * _looked_up(s.service, given.service_hour) + _looked_up(s.service, given.service_week)
    columns: dict[str, Any] = {}
    for moment in ("at_start", "granted_estimate", *MOMENTS):
        then = s.moment == moment
        columns[f"hours_{moment}"] = s.hours_per_week.sum(where=then)
        columns[f"nok_{moment}"] = nok.sum(where=then)
        columns[f"place_{moment}"] = s.count(where=then & (s.service == LONG_TERM_PLACE))
    return s.group_by("episode").agg(**columns)


def _looked_up(value: "ir.Value", prices: Mapping[str, float]) -> "ir.Value":
    import ibis

    if not prices:
        return ibis.literal(0.0)
    return ibis.cases(*((value == name, float(each)) for name, each in prices.items()), else_=0.0)
