"""A plan as plain data: who goes where and when, and what found no place."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .problem import Minutes


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit and the minute it starts. `visit` is None for the lunch break, held where the next stop is."""

    visit: str | None
    start: Minutes


@dataclass(frozen=True, slots=True)
class Route:
    """The stops of one shift in the order they are made; `shift` is its index in the problem.

    `staff` is who a file says makes it; None where only the shift says so. The judge holds the two together.
    """

    shift: int
    stops: tuple[Stop, ...]
    by_pool_car: bool = False
    staff: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One route for each shift that does anything. Visits in no route are unplaced.

    `unplaced` is what a file says is: None where it says nothing of it. The judge holds it to the routes.
    """

    routes: tuple[Route, ...]
    cost: float | None = None
    parts: Mapping[str, float] = field(default_factory=dict)  # weighted, adding up to `cost`
    unplaced: tuple[str, ...] | None = field(default=None, compare=False)  # said of the routes, no part of them
