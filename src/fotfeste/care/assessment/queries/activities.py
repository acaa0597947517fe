"""The activities a person chose (in COPM, PSFS, GAS …), with their scores over time: what goals are set for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fotfeste.care.pathway.queries import Look

from ..labels import said
from ..models import Assessment
from ..rules.values import Part
from .stored import Recorded, assessments_of, score_of


@dataclass(frozen=True, slots=True)
class ActivityScore:
    """One scale of one activity: the number given first, and the last one when it was rated again."""

    code: str
    name: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity in the person's words. `assessment_id` is where it stands first; `seen_in` all that hold it."""

    instrument: str
    short_name: str
    item: str
    words: str
    assessment_id: UUID
    assessed_on: date
    seen_in: frozenset[UUID]
    scores: tuple[ActivityScore, ...]


def activity_ids(assessment: Assessment) -> frozenset[str]:
    """The ids of the activities in one stored assessment; empty for instruments without such."""
    return frozenset(part.id for part in score_of(assessment).parts)


def activities_of(look: Look, episode_id: UUID) -> list[Activity]:
    """Every activity of the episode, in the order it was chosen."""
    found: dict[tuple[str, str], list[Recorded]] = {}
    for one in assessments_of(look, episode_id=episode_id):
        for part in one.score.parts:
            found.setdefault((one.instrument.code, part.id), []).append(one)
    return [made for (_code, item), holders in found.items() if (made := _activity(item, holders)) is not None]


def _activity(item: str, holders: list[Recorded]) -> Activity | None:
    standing = [one for one in holders if one.stands]
    if not standing:
        return None
    first = standing[0]
    parts = [next(part for part in one.score.parts if part.id == item) for one in standing]
    return Activity(
        instrument=first.instrument.code,
        short_name=first.instrument.short_name,
        item=item,
        words=next((part.text for part in parts if part.text), item),
        assessment_id=first.id,
        assessed_on=first.assessed_on,
        seen_in=frozenset(one.id for one in holders),
        scores=tuple(
            ActivityScore(
                code=scale.code,
                name=said(scale.name),
                before=parts[0].numbers.get(scale.code),
                after=_last_rating(parts[1:], scale.code),
            )
            for scale in (*first.score.version.part_scales, *first.score.version.values)
            if any(scale.code in part.numbers for part in parts)
        ),
    )


def _last_rating(parts: Sequence[Part], code: str) -> float | None:
    return next((part.numbers[code] for part in reversed(parts) if part.numbers.get(code) is not None), None)
