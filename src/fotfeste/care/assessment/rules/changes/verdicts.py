"""Which way a number went between two occasions. It says nothing about whether the change is large enough to matter."""

from __future__ import annotations

from enum import StrEnum

from fotfeste.care.assessment.rules.values import Direction, ValueDefinition


class Verdict(StrEnum):
    """The way it went, or why nobody can say."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    BECAME_ABLE = "became_able"
    BECAME_UNABLE = "became_unable"
    UNKNOWN = "unknown"


def improvement(definition: ValueDefinition, before: float, after: float) -> float:
    """After minus before, with plus for better whatever the direction of the scale."""
    difference = round(after - before, 9)
    # Plus zero: a scale turned round must not give a negative zero.
    return (difference if definition.direction is Direction.HIGHER else -difference) + 0.0


def verdict(definition: ValueDefinition, before: float, after: float) -> Verdict:
    """Of two numbers that are both there."""
    if definition.means_the_same(before, after):
        return Verdict.SAME
    return Verdict.BETTER if improvement(definition, before, after) > 0 else Verdict.WORSE
