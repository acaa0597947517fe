"""From the outcome tables and a list of prices to what periods cost and free."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fotfeste.insight.outcomes.indicators.definition import open_tables
from fotfeste.insight.outcomes.rules.economy import (
    Assumptions,
    EconomyError,
    Effort,
    Person,
    Prices,
    Range,
    Sensitivity,
    episode_cost,
    full_time_equivalents,
    sensitivity,
)

STAFF = "staff"  # the tables do not say which profession made a visit
KEYS = {"year", "hour", "overhead", "hours_of_one_position", "service_hour", "service_week", "assumptions", "factors"}


@dataclass(frozen=True, slots=True)
class PriceList:
    """As the file has it: NOK for an hour of staff, of each kind of service, and for a week of a place."""

    prices: Prices
    service_hour: Mapping[str, float]
    service_week: Mapping[str, float]
    assumptions: Assumptions
    ranges: Mapping[str, Range]
    hours_of_one_position: float | None = None


@dataclass(frozen=True, slots=True)
class Economy:
    """What came out, with what it stands on. `unknown_after` ended without services recorded: they free nothing."""

    price_year: int
    n: int
    deaths: int | None  # None: few, and hidden
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
        return PriceList(
            prices=Prices(int(given["year"]), {STAFF: float(given["hour"])}, overhead=float(given.get("overhead", 0))),
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
    """Every period that has ended, also those that broke off. A death frees nothing from its day on."""
    tables = open_tables(folder)
    effort = _effort(tables.visits.to_pyarrow().to_pylist())
    levels = _levels(tables.service_levels.to_pyarrow().to_pylist())
    persons, hours_freed, contact, spent = [], 0.0, 0.0, 0.0
    deaths = unknown = 0
    for episode in tables.episodes.to_pyarrow().to_pylist():
        if episode["ended_on"] is None:
            continue
        moments = levels.get(episode["episode"], {})
        before = _before(moments, first_time=episode["group"] == "first_time")
        nothing: dict[str, float] | None = {} if episode["outcome_class"] == "no_service" else None
        known = moments.get("at_end", nothing)
        died = episode["dropout_reason"] == "death"
        deaths += died
        unknown += known is None and not died
        after = before if known is None else known
        cost = episode_cost(effort.get(episode["episode"], Effort({})), given.prices)
        contact, spent = contact + cost.contact_hours, spent + cost.total
        hours_freed += 0.0 if died else sum(before.values()) - sum(after.values())
        persons.append(Person(cost.total, _week(before, given), _week(after, given), 0.0 if died else None))
    kept = hours_freed * (1 - given.assumptions.anyway)
    one = given.hours_of_one_position
    return Economy(
        price_year=given.prices.year,
        n=len(persons),
        deaths=deaths,
        unknown_after=unknown,
        contact_hours=contact,
        cost_per_contact_hour=spent / contact if contact else None,
        hours_freed_a_week=kept,
        positions_freed=full_time_equivalents(kept, hours_of_one=one) if one else None,
        result=sensitivity(persons, given.assumptions, given.ranges, draws=draws, seed=seed),
    )


def _effort(visits: list[dict[str, Any]]) -> Mapping[str, Effort]:
    """Hours of all staff together; each of two at a visit is paid."""
    on_site: dict[str, float] = defaultdict(float)
    travel: dict[str, float] = defaultdict(float)
    for visit in visits:
        if visit["status"] == "done":
            staff = visit["staff_count"] or 1
            on_site[visit["episode"]] += staff * (visit["minutes_on_site"] or 0) / 60
            travel[visit["episode"]] += staff * (visit["minutes_travel"] or 0) / 60
    return {episode: Effort({STAFF: hours}, {STAFF: travel[episode]}) for episode, hours in on_site.items()}


def _levels(rows: list[dict[str, Any]]) -> dict[str, dict[str, dict[str, float]]]:
    """episode -> moment -> service -> hours a week."""
    found: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        found[row["episode"]][row["moment"]][row["service"]] = row["hours_per_week"]
    return found


def _before(moments: Mapping[str, Mapping[str, float]], *, first_time: bool) -> Mapping[str, float]:
    """What a first-time applicant would have been granted, where that is written down; else what the person had."""
    granted = moments.get("granted_estimate") if first_time else None
    return granted or moments.get("at_start", {})


def _week(services: Mapping[str, float], given: PriceList) -> float:
    """NOK a week. Raises EconomyError for a service without a price."""
    total = 0.0
    for service, hours in services.items():
        if hours and service not in given.service_hour:
            raise EconomyError(f"There is no price for an hour of {service}. Add it under [service_hour].")
        total += hours * given.service_hour.get(service, 0.0) + given.service_week.get(service, 0.0)
    return total
