"""What the newest point says, and whether a process as it runs will meet a target: as in NHS Making Data Count."""

from enum import StrEnum

from fotfeste.insight.indicators.rules.control_chart import Point, Side


class Variation(StrEnum):
    """The newest point."""

    COMMON = "common_cause"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    CHANGE = "change"  # where neither way is better


class Assurance(StrEnum):
    """The target against the limits of the process as it runs now."""

    WILL_MEET = "will_meet"
    WILL_MISS = "will_miss"
    HIT_OR_MISS = "hit_or_miss"


def variation(point: Point, higher: bool | None) -> Variation:
    """What the point is: chance, or special cause for better or worse. `higher`: more is better; None: neither."""
    if not point.why or point.side is None:
        return Variation.COMMON
    if higher is None:
        return Variation.CHANGE
    good = (point.side is Side.HIGH) == higher
    return Variation.IMPROVEMENT if good else Variation.CONCERN


def assurance(point: Point, target: float, higher: bool | None) -> Assurance | None:
    """Whether months within the limits of `point` meet the target; None where neither way is better."""
    if higher is None:
        return None
    if point.low < target < point.high or point.low == point.high == target:
        return Assurance.HIT_OR_MISS
    meets = point.low >= target if higher else point.high <= target
    return Assurance.WILL_MEET if meets else Assurance.WILL_MISS
