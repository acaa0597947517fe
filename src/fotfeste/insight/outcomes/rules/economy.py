"""What a period costs, what it frees, and when the one has paid for the other.

Money is in NOK of one price year, time in weeks from the end of the period. Before and after is not effect: what would
have happened anyway is an assumption with a name of its own. The dead save nothing: from the week of a death, or of a
move to an institution, a person adds nothing to what is freed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from fotfeste.insight.figures.rules.figure import LEVEL, Interval

WEEKS_A_YEAR = 365.25 / 7
DISCOUNT = 0.04  # a year, real; the Norwegian state's rate (Finansdepartementet R-109/2021)


class EconomyError(ValueError):
    """Numbers that cannot be a cost or a saving. The text says which and what to write instead."""


@dataclass(frozen=True, slots=True)
class Prices:
    """NOK of `year`: an hour of work by profession, with all it costs; a kilometre; overhead as a share."""

    year: int
    hour: Mapping[str, float]
    kilometre: float = 0.0
    overhead: float = 0.0

    def __post_init__(self) -> None:
        if min([*self.hour.values(), self.kilometre, self.overhead], default=0.0) < 0:
            raise EconomyError("A price is below nothing. Write what an hour, a kilometre and overhead cost.")


@dataclass(frozen=True, slots=True)
class Effort:
    """What one period took: hours with the person and hours on the road, by profession; kilometres; aids in NOK."""

    contact_hours: Mapping[str, float]
    travel_hours: Mapping[str, float] = field(default_factory=dict)
    other_hours: Mapping[str, float] = field(default_factory=dict)  # meetings, records
    kilometres: float = 0.0
    aids: float = 0.0


@dataclass(frozen=True, slots=True)
class EpisodeCost:
    """NOK, part by part. `contact_hours` of all professions together."""

    contact: float
    travel: float
    other: float
    aids: float
    overhead: float
    contact_hours: float

    @property
    def total(self) -> float:
        """All parts together."""
        return self.contact + self.travel + self.other + self.aids + self.overhead

    @property
    def per_contact_hour(self) -> float | None:
        """What an hour with the person costs when everything is carried by it; None without such an hour."""
        return self.total / self.contact_hours if self.contact_hours else None


def episode_cost(effort: Effort, prices: Prices) -> EpisodeCost:
    """Raises EconomyError for hours of a profession without a price."""

    def worth(hours: Mapping[str, float]) -> float:
        if unknown := sorted(set(hours) - set(prices.hour)):
            raise EconomyError(f"There is no price for an hour of {', '.join(unknown)}. Add it to the prices.")
        if any(each < 0 for each in hours.values()):
            raise EconomyError("Hours are below nothing. Check the visits they come from.")
        return sum(prices.hour[profession] * each for profession, each in hours.items())

    contact, other = worth(effort.contact_hours), worth(effort.other_hours)
    travel = worth(effort.travel_hours) + prices.kilometre * effort.kilometres
    overhead = prices.overhead * (contact + travel + other)
    return EpisodeCost(contact, travel, other, effort.aids, overhead, sum(effort.contact_hours.values()))


@dataclass(frozen=True, slots=True)
class Person:
    """One period: its cost, and the weekly cost of services before and after, in NOK.

    `weeks` until death or institution; None where neither came within what is known.
    """

    cost: float
    before: float
    after: float
    weeks: float | None = None


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What no record knows.

    anyway      share (0 to 1) of the fall in services that would have come without the period
    half_life   weeks after which half of what is freed is gone again; None: it lasts
    horizon     weeks that are looked at
    discount    a year
    """

    anyway: float
    half_life: float | None
    horizon: int = 104
    discount: float = DISCOUNT

    def __post_init__(self) -> None:
        if not 0 <= self.anyway <= 1 or self.horizon < 1 or (self.half_life is not None and self.half_life <= 0):
            raise EconomyError(
                "“Anyway” is a share from 0 to 1, the horizon 1 week or more, the half-life above 0 weeks or left out."
            )


@dataclass(frozen=True, slots=True)
class Balance:
    """NOK for each period begun. `cumulated[w]` is what is freed by the end of week w + 1, less the cost."""

    cost: float
    freed: float
    cumulated: tuple[float, ...]

    @property
    def net_present_value(self) -> float:
        """Freed less cost, over the horizon."""
        return self.freed - self.cost

    @property
    def break_even_week(self) -> int | None:
        """The first week at whose end the period has paid for itself; None within the horizon never."""
        return next((week for week, left in enumerate(self.cumulated, start=1) if left >= 0), None)


def balance(persons: Sequence[Person], given: Assumptions) -> Balance:
    """Of all who began, also those who broke off or died. Raises EconomyError where there is nobody."""
    if not persons:
        raise EconomyError("There are no periods to count. Choose a longer time.")
    return _balance(_arrays(persons), np.ones(len(persons)), given)


@dataclass(frozen=True, slots=True)
class _Arrays:
    cost: np.ndarray
    fall: np.ndarray  # weekly NOK before less after
    weeks: np.ndarray


def _arrays(persons: Sequence[Person]) -> _Arrays:
    return _Arrays(
        np.array([person.cost for person in persons]),
        np.array([person.before - person.after for person in persons]),
        np.array([np.inf if person.weeks is None else person.weeks for person in persons]),
    )


def _balance(all_of: _Arrays, times: np.ndarray, given: Assumptions) -> Balance:
    """`times`: how often each person counts."""
    week = np.arange(given.horizon)
    lasts = np.ones(given.horizon) if given.half_life is None else 0.5 ** ((week + 0.5) / given.half_life)
    worth = (1 + given.discount) ** (-(week + 0.5) / WEEKS_A_YEAR)
    # Part of a week counts as part of a week, so that a death is never worth more than the days before it.
    there = np.clip(all_of.weeks[:, None] - week[None, :], 0.0, 1.0)
    share = times / times.sum()
    weekly = (share * all_of.fall) @ there * (1 - given.anyway) * lasts * worth
    cost = float(share @ all_of.cost)
    return Balance(cost, float(weekly.sum()), tuple((np.cumsum(weekly) - cost).tolist()))


@dataclass(frozen=True, slots=True)
class Range:
    """An assumption from `low` to `high`, with `base` between; drawn from a triangle."""

    low: float
    base: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.base <= self.high:
            raise EconomyError(f"{self.base} does not lie between {self.low} and {self.high}. Put them in order.")


@dataclass(frozen=True, slots=True)
class Swing:
    """Net present value with one assumption at its ends and all others at their base."""

    name: str
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """How much it matters."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Over draws of persons and assumptions together: an interval, how often it pays, and what drives it."""

    base: Balance
    interval: Interval
    pays: float  # share of draws in which what is freed is more than the cost
    tornado: tuple[Swing, ...]  # widest first


VARIED = ("anyway", "half_life", "cost_factor", "fall_factor")


def sensitivity(
    persons: Sequence[Person],
    given: Assumptions,
    ranges: Mapping[str, Range],
    *,
    draws: int = 2000,
    seed: int = 1,
    level: float = LEVEL,
) -> Sensitivity:
    """Probabilistic sensitivity: persons drawn anew (bootstrap), assumptions from their ranges.

    `ranges` are by name of VARIED; the two factors stretch cost and fall in services (1 is as recorded).
    Source: Briggs, Claxton and Sculpher 2006, Decision Modelling for Health Economic Evaluation, chapter 4.
    """
    if unknown := sorted(set(ranges) - set(VARIED)):
        raise EconomyError(f"There is no assumption called {', '.join(unknown)}. There are {', '.join(VARIED)}.")
    if not persons:
        raise EconomyError("There are no periods to count. Choose a longer time.")
    all_of, chance = _arrays(persons), np.random.default_rng(seed)
    ones, n = np.ones(len(persons)), len(persons)

    def value(times: np.ndarray, at: Mapping[str, float]) -> float:
        stretched = replace(
            all_of, cost=all_of.cost * at.get("cost_factor", 1.0), fall=all_of.fall * at.get("fall_factor", 1.0)
        )
        return _balance(stretched, times, _assuming(given, at)).net_present_value

    found = []
    for _ in range(draws):
        times = np.bincount(chance.integers(0, n, n), minlength=n).astype(float)
        at = {
            name: float(chance.triangular(each.low, each.base, each.high)) if each.high > each.low else each.base
            for name, each in ranges.items()
        }
        found.append(value(times, at))
    base = {name: each.base for name, each in ranges.items()}
    swings = [
        Swing(name, value(ones, base | {name: each.low}), value(ones, base | {name: each.high}))
        for name, each in ranges.items()
    ]
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
    return Sensitivity(
        base=balance(persons, _assuming(given, base)),
        interval=Interval(float(low), float(high), "bootstrap_and_ranges", level),
        pays=float(np.mean(np.array(found) > 0)),
        tornado=tuple(sorted(swings, key=lambda swing: -swing.width)),
    )


def _assuming(given: Assumptions, at: Mapping[str, float]) -> Assumptions:
    return replace(given, anyway=at.get("anyway", given.anyway), half_life=at.get("half_life", given.half_life))


def full_time_equivalents(hours_a_week: float, *, hours_of_one: float) -> float:
    """Positions that so many freed weekly hours are. `hours_of_one`: what one position gives persons in a week.

    Of 35.5 hours paid, travel, meetings, absence and holidays take their part: use the municipality's own share.
    """
    if hours_of_one <= 0:
        raise EconomyError(f"One position gives {hours_of_one} hours a week. Write how many hours reach persons.")
    return hours_a_week / hours_of_one
