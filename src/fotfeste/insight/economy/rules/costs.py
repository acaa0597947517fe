"""What a period costs, what it frees, and when the one has paid for the other.

Money is in NOK of one price year, time in weeks from the end of the period. Before and after is not effect: what would
have happened anyway is an assumption with a name of its own. The dead save nothing: from the week of a death, or of a
move to an institution, a person adds nothing to what is freed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

WEEKS_A_YEAR = 365.25 / 7
DISCOUNT = 0.04  # a year, real; the Norwegian state's rate (Finansdepartementet R-109/2021)
NOBODY = "There are no periods to count. Choose a longer time."


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

    fall      (n, 5): weekly NOK before less after, by what was recorded last at each of `SEEN`
    seen      (n, 5): the week it was recorded; from then on it dwindles
    followed  weeks from the end to the day of the data: what comes later nobody knows yet (infinite: all is known)
    person    whose period it is, 0 to m - 1: periods of one person are no news of several
    """

    cost: np.ndarray
    weeks: np.ndarray
    fall: np.ndarray
    seen: np.ndarray
    followed: np.ndarray
    person: np.ndarray

    def __len__(self) -> int:
        return len(self.cost)

    @classmethod
    def of(
        cls,
        cost: np.ndarray,
        weeks: np.ndarray,
        before: np.ndarray,
        recorded: np.ndarray,
        *,
        followed: np.ndarray | None = None,
        person: np.ndarray | None = None,
    ) -> "Cohort":
        """From what was recorded: `recorded` is (n, 5) weekly NOK at `SEEN`, NaN where nobody asked.

        Without anything recorded nothing falls. What was recorded last holds until something newer was. Left out:
        everybody is followed for good, and each period is a person's only one.
        """
        fall, seen = as_last_recorded(before, recorded)
        known = np.full(len(cost), np.inf) if followed is None else followed
        return cls(cost, weeks, fall, seen, known, np.arange(len(cost)) if person is None else person)

    @classmethod
    def of_persons(cls, persons: Sequence[Person]) -> "Cohort":
        """Raises EconomyError where there is nobody."""
        if not persons:
            raise EconomyError(NOBODY)
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


def as_last_recorded(before: np.ndarray, recorded: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(n, 5) `before` less what was recorded last at each of `SEEN`, in the unit given, and (n, 5) in which week."""
    fall, seen = np.zeros_like(recorded), np.zeros_like(recorded)
    last, week = np.zeros(len(before)), np.zeros(len(before))
    for at, when in enumerate(SEEN):
        known = ~np.isnan(recorded[:, at])
        last = np.where(known, before - np.nan_to_num(recorded[:, at]), last)
        week = np.where(known, when, week)
        fall[:, at], seen[:, at] = last, week
    return fall, seen


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

    def had(self, of_it: float) -> "Balance":
        """The same when only `of_it` (a share or a factor) of what is freed here is."""
        return Balance(
            self.cost, self.freed * of_it, tuple((left + self.cost) * of_it - self.cost for left in self.cumulated)
        )


def balance(persons: "Sequence[Person] | Cohort", given: Assumptions) -> Balance:
    """Of all who began, also those who broke off or died. Raises EconomyError where there is nobody."""
    those = persons if isinstance(persons, Cohort) else Cohort.of_persons(persons)
    if not len(those):
        raise EconomyError(NOBODY)
    cost, kept = float(those.cost.mean()), those.fall * _left_by(those.seen, given.half_life)
    curve = remaining(those, given.horizon)
    weekly = []
    for week in range(given.horizon):
        there = np.where(
            np.isinf(those.weeks) & (np.floor(those.followed) <= week),
            _there_on_average(curve, week) / curve[np.minimum(np.floor(those.followed), week).astype(int)],
            # Part of a week counts as part of a week, so that a death is never worth more than the days before it.
            np.clip(those.weeks - week, 0.0, 1.0),
        )
        weekly.append(float(kept[:, _seen_by(week)] @ there) / len(those) * _worth(week, given))
    return Balance(cost, float(sum(weekly)), tuple((np.cumsum(weekly) - cost).tolist()))


def freed_by_each(those: Cohort, given: Assumptions, curve: np.ndarray) -> np.ndarray:
    """(n,) what each period frees within the horizon, in NOK of its end. `curve` is `remaining` of them.

    The same sum as in `balance`, by period and not by week: read from running sums, as many half-lives ask for it.
    """
    weeks = range(given.horizon)
    worth = np.array([_worth(week, given) for week in weeks])
    after = worth * [_there_on_average(curve, week) for week in weeks]
    at = np.array([_seen_by(week) for week in weeks])
    unknown = np.isinf(those.weeks)
    until = np.minimum(np.where(unknown, np.floor(those.followed), np.maximum(those.weeks, 0.0)), given.horizon)
    whole = until.astype(int)
    kept = those.fall * _left_by(those.seen, given.half_life)
    found = np.zeros(len(those))
    for moment in range(len(SEEN)):
        mine = np.where(at == moment, worth, 0.0)
        known = np.concatenate([[0.0], np.cumsum(mine)])
        rest = np.concatenate([np.cumsum(np.where(at == moment, after, 0.0)[::-1])[::-1], [0.0]]) / curve
        part = (until - whole) * np.append(mine, 0.0)[whole]
        found += kept[:, moment] * (known[whole] + np.where(unknown, rest[whole], part))
    return found


def remaining(those: Cohort, horizon: int) -> np.ndarray:
    """(horizon + 1,) share neither dead nor in an institution so many weeks after the end, of those alive at the end.

    Kaplan and Meier by week: whoever ended lately is followed until the day of the data and stands for nobody after it.
    Where nobody is followed so long, nobody is taken to leave.
    """
    alive = those.weeks > 0
    until = np.minimum(np.where(np.isinf(those.weeks), those.followed, those.weeks)[alive], horizon + 1.0)
    week = np.floor(until).astype(int)
    left = np.bincount(week[~np.isinf(those.weeks[alive])], minlength=horizon + 2)[:horizon]
    at_risk = np.bincount(week, minlength=horizon + 2)[::-1].cumsum()[::-1][:horizon]
    stays = 1.0 - np.divide(left, at_risk, out=np.zeros(horizon), where=at_risk > 0)
    # A week in which the last one left says little of those who came later; it must not end the curve for all.
    return np.concatenate([[1.0], np.cumprod(np.where(stays > 0, stays, 1.0))])


def standing(
    fall: np.ndarray,
    seen: np.ndarray,
    weeks: np.ndarray,
    began: np.ndarray,
    given: Assumptions,
    *,
    days: int,
) -> float:
    """What is freed at one time, on an average day of a time of `days` days, in the unit of `fall` (hours a week).

    began  (n,) days from the first day of that time to the end of the period; below 0: it ended before
    weeks  (n,) until death, institution or the person's next period; then it frees nothing more
    Each period counts from its own end, dwindles, and is gone after the horizon: years never add up.
    """
    kept = fall * _left_by(seen, given.half_life)
    total = 0.0
    for week in range(given.horizon):
        first = began + 7.0 * week
        # Days of this week that lie within the time, of those in which the person is still there.
        lasts = first + 7.0 * np.clip(weeks - week, 0.0, 1.0)
        inside = np.clip(np.minimum(lasts, days) - np.maximum(first, 0.0), 0.0, None)
        lasting = 1.0 if given.half_life is None else 0.5 ** ((week + 0.5) / given.half_life)
        total += float(kept[:, _seen_by(week)] @ inside) * lasting
    return total * (1 - given.anyway) / days


def _left_by(seen: np.ndarray, half_life: float | None) -> np.ndarray | float:
    """Undoes the dwindling before the week it was recorded in."""
    return 1.0 if half_life is None else 0.5 ** (-seen / half_life)


def _seen_by(week: int) -> int:
    """Which of `SEEN` holds in a week. What was recorded in the same week counts from the next."""
    return max(i for i, when in enumerate(SEEN) if when <= week + 0.5)


def _worth(week: int, given: Assumptions) -> float:
    """A week as its middle: what dwindling, discount and “anyway” leave of a krone freed in it."""
    middle = week + 0.5
    lasts = 1.0 if given.half_life is None else 0.5 ** (middle / given.half_life)
    return float((1 - given.anyway) * lasts * (1 + given.discount) ** (-middle / WEEKS_A_YEAR))


def _there_on_average(curve: np.ndarray, week: int) -> float:
    return float(curve[week] + curve[week + 1]) / 2


@dataclass(frozen=True, slots=True)
class Range:
    """An assumption from `low` to `high`, with `base` between; drawn from a triangle."""

    low: float
    base: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.base <= self.high:
            raise EconomyError(f"{self.base} does not lie between {self.low} and {self.high}. Put them in order.")


def full_time_equivalents(hours_a_week: float, *, hours_of_one: float) -> float:
    """Positions that so many freed weekly hours are. `hours_of_one`: what one position gives persons in a week.

    Of 35.5 hours paid, travel, meetings, absence and holidays take their part: use the municipality's own share.
    """
    if hours_of_one <= 0:
        raise EconomyError(f"One position gives {hours_of_one} hours a week. Write how many hours reach persons.")
    return hours_a_week / hours_of_one
