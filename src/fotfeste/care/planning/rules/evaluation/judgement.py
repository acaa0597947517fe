"""What the judge hands back: costs, counts, worked-out times and the rules that are broken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from fotfeste.care.planning.rules.problem import Minutes


class FaultKind(StrEnum):
    """Which rule is broken."""

    UNKNOWN_SHIFT = "unknown_shift"
    FOREIGN_SHIFT = "foreign_shift"  # a route of somebody whose shift it is not
    SHIFT_TWICE = "shift_twice"
    UNKNOWN_VISIT = "unknown_visit"
    VISIT_TWICE = "visit_twice"
    UNPLACED = "unplaced"  # what the plan says is unplaced is not what is
    NO_TIME = "no_time"  # a start that is no number, endless or negative
    NOT_WHOLE = "not_whole"
    NOT_THERE_YET = "not_there_yet"  # starts before the stop before it is done and the way is travelled
    BEFORE_SHIFT = "before_shift"
    AFTER_SHIFT = "after_shift"
    MOST_VISITS = "most_visits"
    BEFORE_WINDOW = "before_window"
    TOO_LATE = "too_late"
    SKILL = "skill"
    PROFESSION = "profession"
    NEEDS_CAR = "needs_car"
    REFUSED = "refused"
    NOT_PREFERRED = "not_preferred"
    PINNED_STAFF = "pinned_staff"
    PINNED_START = "pinned_start"
    HALF_A_LINK = "half_a_link"
    SAME_STAFF = "same_staff"
    NOT_WITH = "not_with"
    LINK_TIMES = "link_times"
    LUNCH = "lunch"
    MISSED_LUNCH = "missed_lunch"
    POOL_CAR = "pool_car"
    TWO_PLACES_AT_ONCE = "two_places_at_once"  # two shifts of one member of staff that run into each other


# Faults of a plan that was made for something else: there is no use in going on from it.
OF_ANOTHER_PROBLEM = frozenset(
    {
        FaultKind.UNKNOWN_SHIFT,
        FaultKind.FOREIGN_SHIFT,
        FaultKind.SHIFT_TWICE,
        FaultKind.UNKNOWN_VISIT,
        FaultKind.VISIT_TWICE,
    }
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule a plan breaks. `message` is a gettext message id with %(name)s places, `params` fills them."""

    kind: FaultKind
    message: str
    params: Mapping[str, Any] = field(hash=False)
    visit: str | None = None
    shift: int | None = None

    def __str__(self) -> str:
        return self.message % self.params


@dataclass(frozen=True, slots=True)
class StopTimes:
    """A stop worked out, minutes from zero. `wait` is `start - arrival`, `late` what counts as lateness."""

    visit: str | None  # None: lunch
    place: int
    arrival: Minutes
    start: Minutes
    end: Minutes
    wait: Minutes
    late: Minutes = 0.0


@dataclass(frozen=True, slots=True)
class RouteTimes:
    """A route worked out: minutes from zero for `departure` and `back`, lengths in minutes for the rest."""

    shift: int
    staff: str
    mode: str  # how it is travelled
    by_pool_car: bool
    departure: Minutes
    back: Minutes  # end of the last stop plus the travel to the shift's `to_place`
    travel: Minutes
    work: Minutes  # visits and travel; lunch and waits are none
    idle: Minutes
    overtime: Minutes
    stops: tuple[StopTimes, ...]

    @property
    def has_lunch(self) -> bool:
        return any(stop.visit is None for stop in self.stops)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`counts` are unweighted, for every part; `parts` are weighted, for those that have a price, and sum to `cost`."""

    cost: float
    parts: Mapping[str, float]
    counts: Mapping[str, float]
    faults: tuple[Fault, ...]
    unplaced: tuple[str, ...]  # visit ids, in the order of the problem
    routes: tuple[RouteTimes, ...]  # only those with a visit, in the order of the plan

    @property
    def holds(self) -> bool:
        """No rule is broken. Visits may still be unplaced: that is a price, not a fault."""
        return not self.faults
