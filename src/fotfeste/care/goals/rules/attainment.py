"""How far the goals were reached: counts only, because goals of different persons are not one scale."""

from collections.abc import Iterable
from dataclasses import dataclass

from .states import OPEN_GOALS, GoalState


@dataclass(frozen=True, slots=True)
class Attainment:
    """Number of goals in each end, and still open. `given_up` and `not_rated` count in the total: they were
    goals too."""

    attained: int = 0
    partly_attained: int = 0
    not_attained: int = 0
    given_up: int = 0
    open: int = 0
    not_rated: int = 0

    @property
    def closed(self) -> int:
        return self.attained + self.partly_attained + self.not_attained + self.given_up + self.not_rated

    @property
    def total(self) -> int:
        return self.closed + self.open


def attainment(states: Iterable[str]) -> Attainment:
    """Count the states of one person's goals. ValueError for a state that does not exist."""
    known = [GoalState(state) for state in states]
    return Attainment(
        attained=known.count(GoalState.ATTAINED),
        partly_attained=known.count(GoalState.PARTLY_ATTAINED),
        not_attained=known.count(GoalState.NOT_ATTAINED),
        given_up=known.count(GoalState.GIVEN_UP),
        not_rated=known.count(GoalState.NOT_RATED),
        open=sum(state in OPEN_GOALS for state in known),
    )
