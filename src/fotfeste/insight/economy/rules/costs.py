"""What a period costs, what it frees, and when the one has paid for the other.

Money is in NOK of one price year, time in weeks from the end of the period. Before and after is not effect: what would
have happened anyway is an assumption with a name of its own. The dead save nothing: from the week of a death, or of a
move to an institution, a person adds nothing to what is freed.
"""

from collections.abc import Iterator, Mapping, Sequence
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


# Weeks after the end at which services are recorded: at the end, and 1, 3, 6 and 12 months later.
SEEN = (0.0, 30 / 7, 91 / 7, 182 / 7, 365 / 7)


@dataclass(frozen=True, slots=True)
class Person:
    """One period: its cost, and the weekly cost of services before and after, in NOK.

    later    weekly cost as recorded at some of `SEEN`, in order; None or left out where nobody asked
    `weeks` until death or institution; None where neither came within what is known.
    """

    cost: float
    before: float
    after: float
    weeks: float | None = None
    later: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Cohort:
    """All who began, as columns of n: cost in NOK, weeks until death or institution (infinite: not known to come).

    fall  (n, 5): weekly NOK before less after, by what was recorded last at each of `SEEN`
    seen  (n, 5): the week it was recorded; from then on it dwindles
    """

    cost: np.ndarray
    weeks: np.ndarray
    fall: np.ndarray
    seen: np.ndarray

    def __len__(self) -> int:
        return len(self.cost)

    @classmethod
    def of(cls, cost: np.ndarray, weeks: np.ndarray, before: np.ndarray, recorded: np.ndarray) -> "Cohort":
        """From what was recorded: `recorded` is (n, 5) weekly NOK at `SEEN`, NaN where nobody asked.

        Without anything recorded nothing falls. What was recorded last holds until something newer was.
        """
        fall, seen = np.zeros_like(recorded), np.zeros_like(recorded)
        last, week = np.zeros(len(cost)), np.zeros(len(cost))
        for at, when in enumerate(SEEN):
            known = ~np.isnan(recorded[:, at])
            last = np.where(known, before - np.nan_to_num(recorded[:, at]), last)
            week = np.where(known, when, week)
            fall[:, at], seen[:, at] = last, week
        return cls(cost, weeks, fall, seen)

    @classmethod
    def of_persons(cls, persons: Sequence[Person]) -> "Cohort":
        """Raises EconomyError where there is nobody."""
        if not persons:
            raise EconomyError("There are no periods to count. Choose a longer time.")
        recorded = np.full((len(persons), len(SEEN)), np.nan)
        for i, person in enumerate(persons):
            for at, each in enumerate((person.after, *person.later)):
                if each is not None:
                    recorded[i, at] = each
        return cls.of(
            np.array([p.cost for p in persons]),
            np.array([np.inf if p.weeks is None else p.weeks for p in persons]),
            np.array([p.before for p in persons]),
            recorded,
        )


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


def balance(persons: "Sequence[Person] | Cohort", given: Assumptions) -> Balance:
    """Of all who began, also those who broke off or died. Raises EconomyError where there is nobody."""
    those = persons if isinstance(persons, Cohort) else Cohort.of_persons(persons)
    weekly = np.array([each.mean() for each in _freed(those, given)])
    cost = float(those.cost.mean())
    return Balance(cost, float(weekly.sum()), tuple((np.cumsum(weekly) - cost).tolist()))


def _freed(those: Cohort, given: Assumptions) -> Iterator[np.ndarray]:
    """Week by week, what each person frees, in NOK of the start."""
    half = given.half_life
    kept = those.fall if half is None else those.fall * 0.5 ** (-those.seen / half)
    for week in range(given.horizon):
        # Each week as its middle. What was recorded in the same week counts from the next.
        middle = week + 0.5
        at = max(i for i, when in enumerate(SEEN) if when <= middle)
        lasts = 1.0 if half is None else 0.5 ** (middle / half)
        worth = (1 + given.discount) ** (-middle / WEEKS_A_YEAR)
        # Part of a week counts as part of a week, so that a death is never worth more than the days before it.
        there = np.clip(those.weeks - week, 0.0, 1.0)
        yield kept[:, at] * there * ((1 - given.anyway) * lasts * worth)


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
    persons: "Sequence[Person] | Cohort",
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
    those = persons if isinstance(persons, Cohort) else Cohort.of_persons(persons)
    chance, n = np.random.default_rng(seed), len(those)
    each = _Each(those, given, ranges.get("half_life"))
    ones, found = np.ones(n), []
    for _ in range(draws):
        times = np.bincount(chance.integers(0, n, n), minlength=n).astype(float)
        at = {
            name: float(chance.triangular(r.low, r.base, r.high)) if r.high > r.low else r.base
            for name, r in ranges.items()
        }
        found.append(each.net(times, at))
    base = {name: r.base for name, r in ranges.items()}
    swings = [
        Swing(name, each.net(ones, base | {name: r.low}), each.net(ones, base | {name: r.high}))
        for name, r in ranges.items()
    ]
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
    return Sensitivity(
        base=balance(those, _assuming(given, base)),
        interval=Interval(float(low), float(high), "bootstrap_and_ranges", level),
        pays=float(np.mean(np.array(found) > 0)),
        tornado=tuple(sorted(swings, key=lambda swing: -swing.width)),
    )


class _Each:
    """What each person frees by the half-life, worked out at some half-lives once and read between them after that."""

    POINTS = 17

    def __init__(self, those: Cohort, given: Assumptions, half_lives: Range | None) -> None:
        self.cost, self.given = those.cost, given
        if half_lives is None or half_lives.low == half_lives.high:
            self.at = np.zeros(1)
            at: list[float | None] = [given.half_life if half_lives is None else half_lives.base]
        else:
            points = np.geomspace(half_lives.low, half_lives.high, self.POINTS)
            self.at = np.unique(np.append(points, half_lives.base))
            at = list(self.at.tolist())
        nothing = replace(given, anyway=0.0)
        self.freed = np.stack([sum(_freed(those, replace(nothing, half_life=each))) for each in at])

    def net(self, times: np.ndarray, at: Mapping[str, float]) -> float:
        """Net present value when each person counts `times` and the assumptions are `at`."""
        share = times / times.sum()
        freed = self.freed @ share
        mean = freed[0] if len(freed) == 1 else np.interp(at["half_life"], self.at, freed)
        anyway = at.get("anyway", self.given.anyway)
        return float(
            mean * (1 - anyway) * at.get("fall_factor", 1.0) - (share @ self.cost) * at.get("cost_factor", 1.0)
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
