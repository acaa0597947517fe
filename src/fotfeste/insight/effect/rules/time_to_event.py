"""How long until something happens, when some are still under way and others died first.

Days count from the referral for everybody, whoever was trained: whoever must live long enough to be counted as trained
has that time as a gift (immortal time; Suissa 2008, 10.1093/aje/kwm324).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fotfeste.insight.figures.rules.figure import LEVEL, FigureError, Interval

CENSORED = 0  # followed so long, and nothing happened


@dataclass(frozen=True, slots=True)
class Followed:
    """One person: `days` from the clock's start (0 or more) until `cause` (1, 2, …) or the end of what is known (0)."""

    days: float
    cause: int

    def __post_init__(self) -> None:
        if not self.days >= 0 or self.cause < 0:
            raise FigureError(f"{self.days} days and cause {self.cause} are no follow-up. Check the dates behind them.")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A probability (0 to 1) at a day; no interval where there is no spread. `at_risk`: how many were still seen."""

    day: float
    probability: float
    interval: Interval | None
    at_risk: int


def event_free(persons: Sequence[Followed], day: float, *, level: float = LEVEL) -> Estimate:
    """The probability that nothing has happened by `day`, whatever the cause.

    Kaplan and Meier 1958, 10.1080/01621459.1958.10501452; Greenwood's variance on the log-minus-log scale.
    """
    survival, variance = 1.0, 0.0
    for _, risk, events in _steps(persons, day):
        died = sum(events.values())
        survival *= 1 - died / risk
        variance += died / (risk * (risk - died)) if risk > died else math.inf
    interval = None
    if 0 < survival < 1 and math.isfinite(variance):
        interval = _log_minus_log(survival, survival * math.sqrt(variance), level)
    return Estimate(day, survival, interval, _at_risk(persons, day))


def incidence(persons: Sequence[Followed], day: float, *, cause: int, level: float = LEVEL) -> Estimate:
    """The probability that `cause` has happened by `day`, other causes taking people out of its reach.

    Aalen and Johansen 1978; variance by the delta method (Marubini and Valsecchi 1995, chapter 10). One minus
    Kaplan–Meier with deaths as censored would answer for a world in which nobody dies, and is too high.
    """
    survival, reached = 1.0, 0.0
    steps: list[tuple[float, float, int, int, int]] = []
    for _, risk, events in _steps(persons, day):
        mine, every = events.get(cause, 0), sum(events.values())
        before = survival
        reached += survival * mine / risk
        survival *= 1 - every / risk
        steps.append((before, reached, risk, mine, every))
    variance = 0.0
    for before, so_far, risk, mine, every in steps:
        later = reached - so_far
        variance += later**2 * every / (risk * (risk - every)) if risk > every else 0.0
        variance += before**2 * mine * (risk - mine) / risk**3
        variance -= 2 * later * before * mine / risk**2
    interval = _log_minus_log(reached, math.sqrt(max(0.0, variance)), level) if 0 < reached < 1 else None
    return Estimate(day, reached, interval, _at_risk(persons, day))


def _at_risk(persons: Sequence[Followed], day: float) -> int:
    return sum(person.days >= day for person in persons)


def _steps(persons: Sequence[Followed], until: float) -> list[tuple[float, int, dict[int, int]]]:
    """(day, persons at risk just before it, persons by cause that day) for each day with an event."""
    if not persons:
        raise FigureError("There is nobody to follow. Choose a longer period or another group.")
    by_day: dict[float, dict[int, int]] = {}
    for person in persons:
        causes = by_day.setdefault(person.days, {})
        causes[person.cause] = causes.get(person.cause, 0) + 1
    left, found = len(persons), []
    for day in sorted(by_day):
        events = {cause: n for cause, n in by_day[day].items() if cause != CENSORED}
        if events and day <= until:
            found.append((day, left, events))
        left -= sum(by_day[day].values())
    return found


def _log_minus_log(probability: float, error: float, level: float) -> Interval:
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
