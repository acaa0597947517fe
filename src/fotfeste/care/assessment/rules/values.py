"""The numbers an instrument gives: what they are, and each with its range, unit, direction and completeness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.wording import Text

# The unit most scores have.
POINTS = Text("points", "poeng", "poeng")


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"

    @property
    def text(self) -> Text:
        """`Higher is better` or `Lower is better`, for the axis of a plot and the foot of a form."""
        if self is Direction.HIGHER:
            return Text("Higher is better", "Høyere er bedre", "Høgare er betre")
        return Text("Lower is better", "Lavere er bedre", "Lågare er betre")


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueDefinition:
    """One number an instrument gives.

    low, high  ends of the scale, both included; `high` None when there is no end (seconds)
    decimals   how many to show; the number itself is not rounded
    main       the one to show where there is room for only one
    averaged   False for a single step of an ordinal scale, which has no mean: shift tables are for those
    alike      steps that mean the same to the service, and between which nothing changed (IPLOS 1 and 2: no help)
    rated_as   code of the rating of the parts it is worked out from, where that is not its own (GAS: score → T)
    over       codes of the values it is counted over (IPLOS: the variables); compared over those there both times
    """

    code: str
    name: Text
    unit: Text
    low: float
    high: float | None
    direction: Direction
    decimals: int = 0
    main: bool = True
    averaged: bool = True
    alike: tuple[tuple[float, ...], ...] = ()
    rated_as: str = ""
    over: tuple[str, ...] = ()

    def means_the_same(self, one: float, other: float) -> bool:
        """Whether two numbers of this value say the same: equal, or in one group of `alike`."""
        return one == other or any(one in group and other in group for group in self.alike)


@dataclass(frozen=True, slots=True)
class Missing:
    """A field without a usable answer. `reason` None: nobody said why."""

    field: str
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Completeness:
    """`answered` of `of` parts, and which are missing."""

    answered: int
    of: int
    missing: tuple[Missing, ...] = ()

    @property
    def complete(self) -> bool:
        return self.of > 0 and self.answered == self.of


# What a value of one answer has when it was given; one object, since a million scores have seven each.
ANSWERED = Completeness(1, 1)


@dataclass(frozen=True, slots=True)
class Value:
    """One scored number. `number` is None when it could not be worked out; it is never guessed."""

    definition: ValueDefinition
    number: float | None
    completeness: Completeness

    @property
    def code(self) -> str:
        return self.definition.code

    @property
    def at_best(self) -> bool:
        """The scale cannot show anything better than this."""
        end = self.definition.high if self.definition.direction is Direction.HIGHER else self.definition.low
        return self.number is not None and self.number == end

    @property
    def at_worst(self) -> bool:
        """The scale cannot show anything worse than this."""
        end = self.definition.low if self.definition.direction is Direction.HIGHER else self.definition.high
        return self.number is not None and self.number == end


@dataclass(frozen=True, slots=True)
class Part:
    """A problem, activity, goal or category that was chosen.

    numbers  by code; None where not rated this time
    weight   what it counts beside the others; a change uses that of the start at both times
    """

    id: str
    text: str
    numbers: Mapping[str, float | None]
    weight: float = 1


def mean(numbers: Sequence[float | None]) -> float | None:
    """Mean of those rated; None when none was."""
    rated = [one for one in numbers if one is not None]
    return sum(rated) / len(rated) if rated else None
