"""What can happen to a period or to its person, told to every room in the same transaction.

A later room knows the earlier, so the pathway cannot call visits, goals or the board by name:
`settings.EPISODE_LISTENERS` names one function of each room, called as `answer(happening) -> list[Answer]`. What each
must leave true is said in docs/explanation/what-ends.md.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from fotfeste.care.terms.rules.vocabulary import DropoutReason


class Kind(StrEnum):
    """What happened. The last four are about the person and reach all of the person's periods."""

    BEGAN = "began"  # `on` the first day of training
    START_MOVED = "start_moved"  # from `before` to `on`; `on` is None when training turned out not to have begun
    PAUSED = "paused"
    RESUMED = "resumed"
    ENDED = "ended"
    END_MOVED = "end_moved"  # from `before` to `on`
    CHANGED = "changed"  # what was decided; the last day is `on` now and was `before`, true from `since`
    REOPENED = "reopened"  # the closing was a mistake; `before` was the last day
    PLACE_ENDED = "place_ended"  # somebody has a place in the care team no longer; `on` was the last day
    DIED = "died"
    DEATH_WITHDRAWN = "death_withdrawn"  # it was not true; `before` was the day
    MOVED_AWAY = "moved_away"
    MOVE_WITHDRAWN = "move_withdrawn"


OF_THE_PERSON = frozenset({Kind.DIED, Kind.DEATH_WITHDRAWN, Kind.MOVED_AWAY, Kind.MOVE_WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened. Days are local days.

    episode_id  the period it happened to; None for what happens to the person
    on          the first day it is true, or the last day of a period that ended
    before      the day that stood there until now, where one was corrected
    since       the first day on which something else holds, of a decision that was changed; None for everything else
    reason      why a period ended before time; None for a completed one and for everything else
    by_id, now  who wrote it and when
    """

    kind: Kind
    person_id: UUID
    by_id: int
    now: datetime
    on: date | None = None
    episode_id: UUID | None = None
    before: date | None = None
    since: date | None = None
    reason: DropoutReason | None = None

    def __post_init__(self) -> None:
        if (self.kind in OF_THE_PERSON) is not (self.episode_id is None):
            raise ValueError("What happens to a person names no period, and what happens to a period names it.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a room did, in the words of whoever did the act, for the page to say."""

    words: str


def told(count: int, words: str) -> list[Answer]:
    """The answer as a list, `%(count)s` filled in: empty when nothing was done, so a page says only what happened."""
    return [Answer(words % {"count": count})] if count else []
