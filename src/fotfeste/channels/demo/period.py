"""What is known of one period of training while it runs."""

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

from .courses import Course
from .measuring import Ability
from .world import World

if TYPE_CHECKING:
    from fotfeste.care.assessment.models import Assessment
    from fotfeste.care.goals.models import Goal, Measure
    from fotfeste.care.pathway.models import Episode
    from fotfeste.care.visits.models import Visit
    from fotfeste.ground.access.models import User


@dataclass
class Period:
    """What is known of one period while it runs."""

    world: World
    course: Course
    rng: Random
    episode: "Episode"
    coordinator: "User"
    therapist: "User"
    second: "User"
    trainer: "User"
    ability: Ability
    activities: list[dict[str, Any]]
    usual_minute: int
    baseline: "Assessment | None" = None
    goals: list[tuple["Goal", dict[str, Any]]] = field(default_factory=list)
    measures: list["Measure"] = field(default_factory=list)
    dose: list[int] = field(default_factory=list)
    visits: list[tuple["Visit", "User"]] = field(default_factory=list)  # planned, not yet over, in order of time
    said: set[str] = field(default_factory=set)
    first_planned: bool = False
    first_done: bool = False
    adjusted: bool = False

    @property
    def ends_on(self) -> date:
        return self.course.dropout_on or self.course.planned_end_on


def progress(period: Period, day: date) -> float:
    """How much of the planned period is over that day: 0 at the start, 1 at the planned end."""
    return (day - period.course.start_on).days / (period.course.weeks * 7)
