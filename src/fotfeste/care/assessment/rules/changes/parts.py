"""What changed in each part: a problem, an activity, a goal, a category. One scale at a time, like with like.

A part has no published limit: those were found for the score over all parts. What is told is from what to what, and
which way that is. Two scales of one part (performance and capacity) never meet, since each has a code of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fotfeste.care.assessment.rules.changes.verdicts import Verdict, verdict
from fotfeste.care.assessment.rules.scores import Score
from fotfeste.care.assessment.rules.values import Part, ValueDefinition


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChange:
    """One part on one of its scales. None where it was not rated; then the verdict is `unknown`.

    text   in the words of the last occasion, which may be better chosen; those of the first when it was not there
    """

    id: str
    text: str
    scale: ValueDefinition
    before: float | None
    after: float | None
    verdict: Verdict


def part_changes(baseline: Score, later: Score) -> tuple[PartChange, ...]:
    """Every part of either occasion on every scale it was given a place on, in the order of the start."""
    scales = (*baseline.version.part_scales, *baseline.version.values)
    then, now = ({part.id: part for part in score.parts} for score in (baseline, later))
    return tuple(
        _part_change(scale, [one for one in (then.get(part_id), now.get(part_id)) if one], then, now)
        for part_id in {**then, **now}
        for scale in scales
        if any(part_id in parts and scale.code in parts[part_id].numbers for parts in (then, now))
    )


def _part_change(
    scale: ValueDefinition, found: Sequence[Part], then: dict[str, Part], now: dict[str, Part]
) -> PartChange:
    part_id = found[0].id
    before, after = (parts[part_id].numbers.get(scale.code) if part_id in parts else None for parts in (then, now))
    return PartChange(
        id=part_id,
        text=next((one.text for one in reversed(found) if one.text), part_id),
        scale=scale,
        before=before,
        after=after,
        verdict=Verdict.UNKNOWN if before is None or after is None else verdict(scale, before, after),
    )
