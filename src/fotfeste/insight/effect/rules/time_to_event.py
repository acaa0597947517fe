"""How long until something happens, when some are still under way and others died first.

Days count from the referral for everybody, whoever was trained: whoever must live long enough to be counted as trained
has that time as a gift (immortal time; Suissa 2008, 10.1093/aje/kwm324).
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from fotfeste.insight.figures.rules.figure import LEVEL, FigureError, Interval

CENSORED = 0  # followed so long, and nothing happened


@dataclass(frozen=True, slots=True)
class Followed:
    """One person: `days` from the clock's start (0 or more) until `cause` (1, 2, …) or the end of what is known (0).

    Some causes are found only in those who are seen, while others (a death) are known of everybody: `seen` is the day
    until which the person was seen, None where that is all the time. Those not seen any more are then still at risk of
    what is known of everybody. Were they not, only the living would leave, and deaths would be counted too often.
    """

    days: float
    cause: int
    seen: float | None = None

    def __post_init__(self) -> None:
        if not self.days >= 0 or self.cause < 0 or not 0 <= self.seen_until <= self.days:
            raise FigureError(f"{self.days} days and cause {self.cause} are no follow-up. Check the dates behind them.")

    @property
    def seen_until(self) -> float:
        """Days until which the person was seen."""
        return self.days if self.seen is None else self.seen


@dataclass(frozen=True, slots=True)
class Estimate:
    """A probability (0 to 1) at a day; no interval where there is no spread. `at_risk`: how many were still followed.

    `seen`: how many of them were still seen, which is fewer where some causes are known of everybody.
    """

    day: float
    probability: float
    interval: Interval | None
    at_risk: int
    seen: int


def event_free(
    persons: Sequence[Followed], day: float, *, when_seen: frozenset[int] = frozenset(), level: float = LEVEL
) -> Estimate:
    """The probability that nothing has happened by `day`, whatever the cause.

    Kaplan and Meier 1958, 10.1080/01621459.1958.10501452; Greenwood's variance on the log-minus-log scale. Causes
    `when_seen` are found only in those who are seen (`Followed.seen`).
    """
    survival, variance = 1.0, 0.0
    for at in _steps(persons, day, when_seen):
        hazard = sum(at.hazard(cause) for cause in at.events)
        survival *= 1 - hazard
        variance += at.covariance(at.events, at.events) / (1 - hazard) ** 2 if hazard < 1 else math.inf
    interval = None
    if 0 < survival < 1 and math.isfinite(variance):
        interval = log_minus_log(survival, survival * math.sqrt(variance), level)
    return Estimate(day, max(0.0, survival), interval, *_still(persons, day))


def incidence(
    persons: Sequence[Followed],
    day: float,
    *,
    cause: int,
    when_seen: frozenset[int] = frozenset(),
    level: float = LEVEL,
) -> Estimate:
    """The probability that `cause` has happened by `day`, other causes taking people out of its reach.

    Aalen and Johansen 1978; variance by the delta method (Marubini and Valsecchi 1995, chapter 10). One minus
    Kaplan–Meier with deaths as censored would answer for a world in which nobody dies, and is too high. Causes
    `when_seen` have those who are seen at risk, the others everybody who is followed: each hazard among those it would
    be known of.
    """
    survival, reached = 1.0, 0.0
    steps: list[tuple[float, float, float, _Step]] = []
    for at in _steps(persons, day, when_seen):
        hazard, before = sum(at.hazard(each) for each in at.events), survival
        reached += survival * at.hazard(cause)
        survival *= 1 - hazard
        steps.append((before, reached, hazard, at))
    variance = 0.0
    for before, so_far, hazard, at in steps:
        # How the incidence moves with the hazard of any cause this day, and with its own.
        any_cause = (reached - so_far) / (1 - hazard) if hazard < 1 else 0.0
        mine = (cause,) if cause in at.events else ()
        variance += any_cause**2 * at.covariance(at.events, at.events)
        variance += before**2 * at.covariance(mine, mine)
        variance -= 2 * any_cause * before * at.covariance(mine, at.events)
    interval = log_minus_log(reached, math.sqrt(max(0.0, variance)), level) if 0 < reached < 1 else None
    return Estimate(day, reached, interval, *_still(persons, day))


def _still(persons: Sequence[Followed], day: float) -> tuple[int, int]:
    return sum(person.days >= day for person in persons), sum(person.seen_until >= day for person in persons)


@dataclass(frozen=True, slots=True)
class _Step:
    """A day with events: how many by cause, and how many were at risk of each."""

    events: Mapping[int, int]
    risk: Mapping[int, int]

    def hazard(self, cause: int) -> float:
        return self.events.get(cause, 0) / self.risk[cause] if cause in self.events else 0.0

    def covariance(self, some: Iterable[int], others: Iterable[int]) -> float:
        """Of the sums of the hazards of two sets of causes: whoever meets the one does not meet the other that day."""
        found = 0.0
        for one in some:
            for other in others:
                both = max(self.risk[one], self.risk[other])  # the seen are among the followed
                found += ((one == other) * self.hazard(one) - self.hazard(one) * self.hazard(other)) / both
        return found


def _steps(persons: Sequence[Followed], until: float, when_seen: frozenset[int]) -> list[_Step]:
    """The days with an event, in order."""
    if not persons:
        raise FigureError("There is nobody to follow. Choose a longer period or another group.")
    by_day: dict[float, dict[int, int]] = {}
    for person in persons:
        if person.cause != CENSORED and person.days <= until:
            causes = by_day.setdefault(person.days, {})
            causes[person.cause] = causes.get(person.cause, 0) + 1
    followed, seen = (sorted(ends) for ends in ([p.days for p in persons], [p.seen_until for p in persons]))
    found = []
    for day, events in sorted(by_day.items()):
        every, known = (len(persons) - bisect_left(ends, day) for ends in (followed, seen))
        risk = {cause: known if cause in when_seen else every for cause in events}
        found.append(_Step(events, risk))
    return found


def log_minus_log(probability: float, error: float, level: float) -> Interval:
    """Around a probability with this standard error; it stays between 0 and 1."""
    from scipy.stats import norm

    half = float(norm.ppf(0.5 + level / 2)) * error / (probability * math.log(probability))
    ends = sorted((probability ** math.exp(half), probability ** math.exp(-half)))
    return Interval(ends[0], ends[1], "log_minus_log", level)


@dataclass(frozen=True, slots=True)
class Course:
    """One person from referral: the day training began (None: never), the day it ended to be followed, and how."""

    trained_from: float | None
    days: float
    event: bool

    def __post_init__(self) -> None:
        began = self.trained_from
        if not self.days >= 0 or (began is not None and not 0 <= began <= self.days):
            raise FigureError(f"Training from day {began} does not lie within {self.days} days of follow-up.")


@dataclass(frozen=True, slots=True)
class Ratio:
    """Events for each person-day with training over those without; None where one of them has no event."""

    ratio: float | None
    interval: Interval | None
    trained_events: int
    trained_days: float
    other_events: int
    other_days: float


def rate_ratio(persons: Sequence[Course], *, level: float = LEVEL) -> Ratio:
    """Days before training count for those not trained (yet): training is something that begins, not a kind of person.

    It compares; it does not make the two groups alike. Interval: Wald, on the log scale.
    """
    trained = [person for person in persons if person.trained_from is not None]
    after = sum(person.days - (person.trained_from or 0.0) for person in trained)
    hits, days = sum(person.event for person in trained), sum(person.days for person in persons)
    misses = sum(person.event for person in persons) - hits
    before = days - after
    if not (hits and misses and after > 0 and before > 0):
        return Ratio(None, None, hits, after, misses, before)
    from scipy.stats import norm

    ratio = (hits / after) / (misses / before)
    half = float(norm.ppf(0.5 + level / 2)) * math.sqrt(1 / hits + 1 / misses)
    interval = Interval(ratio * math.exp(-half), ratio * math.exp(half), "wald_log", level)
    return Ratio(ratio, interval, hits, after, misses, before)


def from_landmark(persons: Sequence[Course], day: float) -> list[Course]:
    """Only those still followed at `day`, parted by whether training had begun then, their clocks started anew.

    Source: Anderson, Cain and Gelber 1983, J Clin Oncol 1:710.
    """
    return [
        replace(
            person,
            trained_from=0.0 if person.trained_from is not None and person.trained_from <= day else None,
            days=person.days - day,
        )
        for person in persons
        if person.days > day
    ]
