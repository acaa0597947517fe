"""The municipality's list of prices and assumptions, read from TOML: all of it is understood, or it is refused."""

import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fotfeste.insight.economy.rules.costs import Assumptions, EconomyError, Prices, Range
from fotfeste.insight.tables.schema import PROFESSIONS

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
LONGEST = 20 * 52  # weeks looked at; nobody knows what a period frees after twenty years
YEARS = (1990, 2100)
HOURS_A_WEEK = 168
# What each number of the file may be, by its path: from, to, and what it is.
_MAY_BE: Mapping[str, tuple[float, float, str]] = {
    "year": (*YEARS, "the year of the prices"),
    "overhead": (0, 5, "a share; 0.2 is twenty per cent"),
    "hours_of_one_position": (0.1, HOURS_A_WEEK, "hours a week that one position gives persons"),
    "other_hours": (0, 1000, "hours for each period"),
    "assumptions.horizon": (1, LONGEST, "weeks"),
    "assumptions.anyway": (0, 1, "a share from none to all"),
    "assumptions.half_life": (0.1, 100 * LONGEST, "weeks"),
    "factors.": (0, 100, "a factor; 1 is as recorded"),
    "": (0, 1e7, "NOK"),
}


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


def read_prices(path: Path) -> PriceList:
    """Raises EconomyError with what is wrong and what to write."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise EconomyError(f"{path} cannot be read as TOML: {wrong}.") from wrong
    if unknown := sorted(set(given) - KEYS):
        raise EconomyError(f"{path.name}: {', '.join(unknown)} is not known. Known are {', '.join(sorted(KEYS))}.")
    if faults := [*_impossible(given)]:
        raise EconomyError("\n".join([f"{path.name} is not taken: nothing was counted.", *faults]))
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


def _impossible(given: Mapping[str, Any], under: str = "") -> Iterator[str]:
    """Every number of the file that cannot be a price or a setting, with what it may be."""
    for name, value in given.items():
        path = f"{under}{name}"
        if isinstance(value, dict):
            yield from _impossible(value, f"{path}.")
            continue
        low, high, what = next(
            may
            for start, may in _MAY_BE.items()
            if path == start or (start[-1:] in ("", ".") and path.startswith(start))
        )
        for each in value if isinstance(value, list) else [value]:
            number = isinstance(each, int | float) and not isinstance(each, bool)
            if number and not (math.isfinite(each) and low <= each <= high):
                yield f"- {path} is {each:g}. Write a number from {low:g} to {high:g} ({what})."
