"""From the outcome tables and a list of prices to what periods cost and free."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from fotfeste.insight.economy.rules.costs import (
    Assumptions,
    Cohort,
    EconomyError,
    Prices,
    Range,
    Sensitivity,
    full_time_equivalents,
    sensitivity,
)
from fotfeste.insight.indicators.families.afterwards import DAYS
from fotfeste.insight.tables.engines import Tables, open_tables
from fotfeste.insight.tables.schema import FOLLOW_UP_MONTHS, LONG_TERM_PLACE, PROFESSIONS

if TYPE_CHECKING:
    import ibis.expr.types as ir

EVERY = "every"  # one price for an hour, whoever works
NOT_RECORDED = "not_recorded"
KEYS = {
    "year",
    "hour",
    "car_hour",
    "overhead",
    "aids",
    "other_hours",
    "hours_of_one_position",
    "service_hour",
    "service_week",
    "assumptions",
    "factors",
}
MOMENTS = ("at_end", *(f"month_{m}" for m in FOLLOW_UP_MONTHS))


@dataclass(frozen=True, slots=True)
class PriceList:
    """As the file has it, in NOK: an hour of staff, an hour on the road with a car, each kind of service, places.

    aids, other_hours  NOK of aids, and hours of meetings and records, for each period
    """

    prices: Prices
    service_hour: Mapping[str, float]
    service_week: Mapping[str, float]
    assumptions: Assumptions
    ranges: Mapping[str, Range]
    hours_of_one_position: float | None = None
    car_hour: float = 0.0
    aids: float = 0.0
    other_hours: float = 0.0


@dataclass(frozen=True, slots=True)
class Economy:
    """What came out, with what it stands on. `unknown_after` ended without services recorded: they free nothing."""

    price_year: int
    n: int
    deaths: int | None  # during the period or before the horizon is over; None: few, and hidden
    moved: int | None  # to a long-term place by what the follow-ups told; None: few, and hidden
    unknown_after: int | None
    contact_hours: float
    cost_per_contact_hour: float | None
    hours_freed_a_week: float
    positions_freed: float | None
    result: Sensitivity
    cannot_say: tuple[str, ...] = field(
        default=(
            "Before and after is not effect: “anyway” is an assumption, and only a comparison group can replace it.",
            "Hospital, GP, institution and the work of next of kin are not in it.",
        )
    )


def read_prices(path: Path) -> PriceList:
    """Raises EconomyError with what is wrong and what to write."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise EconomyError(f"{path} cannot be read as TOML: {wrong}.") from wrong
    if unknown := sorted(set(given) - KEYS):
        raise EconomyError(f"{path.name}: {', '.join(unknown)} is not known. Known are {', '.join(sorted(KEYS))}.")
    try:
        assumed = {
            **given.get("assumptions", {}),
            **{f"{name}_factor": three for name, three in given.get("factors", {}).items()},
        }
        horizon = int(assumed.pop("horizon", 104))
        ranges = {name: Range(*(float(each) for each in three)) for name, three in assumed.items()}
        hour = given["hour"]
        by_profession = {EVERY: hour} if isinstance(hour, int | float) else dict(hour)
        if unknown := sorted(set(by_profession) - {EVERY, NOT_RECORDED, *PROFESSIONS}):
            known = ", ".join((*PROFESSIONS, NOT_RECORDED))
            raise EconomyError(f"{path.name}: {', '.join(unknown)} is no profession. Known under [hour] are {known}.")
        return PriceList(
            prices=Prices(
                int(given["year"]),
                {name: float(each) for name, each in by_profession.items()},
                overhead=float(given.get("overhead", 0)),
            ),
            **{name: float(given.get(name, 0)) for name in ("car_hour", "aids", "other_hours")},
            service_hour={name: float(each) for name, each in given.get("service_hour", {}).items()},
            service_week={name: float(each) for name, each in given.get("service_week", {}).items()},
            assumptions=Assumptions(ranges["anyway"].base, ranges["half_life"].base, horizon),
            ranges=ranges,
            hours_of_one_position=given.get("hours_of_one_position"),
        )
    except KeyError as wrong:
        text = "Write year, hour, and under [assumptions] anyway and half_life as [low, base, high]."
        raise EconomyError(f"{path.name}: {wrong.args[0]} is missing. {text}") from wrong
    except (TypeError, ValueError) as wrong:
        raise EconomyError(f"{path.name}: {wrong}. Ranges are three numbers, [low, base, high].") from wrong


def count(folder: Path, given: PriceList, *, draws: int = 2000, seed: int = 1) -> Economy:
    """Every period that has ended, also those that broke off. A death or a long-term place frees nothing from then on.

    What the follow-ups recorded is used as recorded; only after the last of them what is freed dwindles as assumed.
    """
    t = open_tables(folder)
    _refuse_unpriced(t, given)
    rows = _periods(t, given).to_pyarrow()

    def column(name: str) -> np.ndarray:
        return np.asarray(rows[name].to_numpy(zero_copy_only=False), dtype=float)

    contact, travel = column("contact_hours"), column("travel_hours")
    cost = _cost(column("work"), contact + travel, travel, given)
    before, recorded = column("before"), np.stack([column(m) for m in MOMENTS], axis=1)
    died, moved = column("died_week"), column("moved_week")
    horizon = given.assumptions.horizon
    # Whoever died in the period or is not known to have any services at its end frees nothing.
    unknown = np.isnan(recorded[:, 0]) & ~(died <= 0)
    hours = np.where((died <= 0) | np.isnan(column("hours_after")), 0.0, column("hours_before") - column("hours_after"))
    kept = float(hours.sum()) * (1 - given.assumptions.anyway)
    weeks = np.fmin(np.where(np.isnan(died), np.inf, died), np.where(np.isnan(moved), np.inf, moved))
    if not len(rows):
        raise EconomyError("There are no periods to count. Choose a longer time.")
    one = given.hours_of_one_position
    return Economy(
        price_year=given.prices.year,
        n=len(rows),
        deaths=int((died <= horizon).sum()),
        moved=int((moved <= horizon).sum()),
        unknown_after=int(unknown.sum()),
        contact_hours=float(contact.sum()),
        cost_per_contact_hour=float(cost.sum() / contact.sum()) if contact.sum() else None,
        hours_freed_a_week=kept,
        positions_freed=full_time_equivalents(kept, hours_of_one=one) if one else None,
        result=sensitivity(
            Cohort.of(cost, np.maximum(weeks, 0.0), before, recorded),
            given.assumptions,
            given.ranges,
            draws=draws,
            seed=seed,
        ),
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

    e = t.episodes.filter(t.episodes.ended_on.notnull())
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
        work=e.work.fill_null(0.0),
        contact_hours=e.contact_hours.fill_null(0.0),
        travel_hours=e.travel_hours.fill_null(0.0),
        before=start("nok"),
        hours_before=start("hours"),
        hours_after=e.hours_at_end.fill_null(nothing),
        died_week=died,
        moved_week=moved,
        **{m: e[f"nok_{m}"].fill_null(nothing) if m == "at_end" else e[f"nok_{m}"] for m in MOMENTS},
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
