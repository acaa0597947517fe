"""Fjordvik while it is being built: who works there, who is in training, whose hours are taken, and the clock.

A story is a generator that yields the next moment something happens in it, and is resumed at that moment. All stories
run side by side in the order of time, as they would have done; what would happen after the last moment does not happen.
"""

import heapq
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Any

from django.db import transaction

from .courses import Course
from .days import ZONE
from .people import Staff, read

if TYPE_CHECKING:
    from fotfeste.care.pathway.models import Episode
    from fotfeste.care.visits.rules.week import Span
    from fotfeste.ground.access.models import User

Story = Generator[datetime, None, None]
TRAVEL_MINUTES = 12
DAY_BEGINS, DAY_ENDS = 8 * 60, 15 * 60 + 30
TOGETHER = 100  # so many steps are saved at once; saving each by itself waits for the disk every time


@dataclass
class Running:
    """Somebody in training, as the team knows them."""

    episode: "Episode"
    course: Course
    trainer: "User"
    therapist: "User"
    said: set[str] = field(default_factory=set)


@dataclass
class World:
    """`now` of the last moment, and what the stories share."""

    staff: Staff
    last: datetime
    running: dict[str, list[Running]] = field(default_factory=lambda: {"south": [], "north": []})
    _diary: dict[tuple[int, date], list[tuple[int, int]]] = field(default_factory=dict)
    _due: list[tuple[datetime, int, Story]] = field(default_factory=list)
    _number: Iterator[int] = field(default_factory=count)

    @property
    def today(self) -> date:
        return self.last.date()

    def begin(self, story: Story) -> None:
        """Let a story run with the others."""
        self._resume(story)

    def run(self, tell: Callable[[datetime], None]) -> None:
        """Run until nothing is left that has happened by now."""
        while self._due:
            with transaction.atomic():
                for _step in range(TOGETHER):
                    if not self._due:
                        break
                    moment, _number, story = heapq.heappop(self._due)
                    tell(moment)
                    self._resume(story)

    def live_through(self, story: Story) -> None:
        """Run one story alone, as far as it has come by now."""
        for moment in story:
            if moment > self.last:
                return

    def keep_free_of(self, busy: Iterable[tuple[int, "Span"]]) -> None:
        """Let nobody be booked at these times: those of persons who are not in this world."""
        for user_id, span in busy:
            start = span.start.astimezone(ZONE)
            minute = start.hour * 60 + start.minute
            taken = (minute, minute + span.minutes + TRAVEL_MINUTES)
            self._diary.setdefault((user_id, start.date()), []).append(taken)

    def _resume(self, story: Story) -> None:
        moment = next(story, None)
        if moment is not None and moment <= self.last:
            heapq.heappush(self._due, (moment, next(self._number), story))

    def free_at(self, people: Sequence["User"], day: date, wanted: int, minutes: int) -> int | None:
        """The minute of the day nearest to `wanted` when all of them are free, booked with travel; None if never."""
        starts = sorted(range(DAY_BEGINS, DAY_ENDS - minutes + 1, 15), key=lambda start: (abs(start - wanted), start))
        for start in starts:
            span = (start, start + minutes + TRAVEL_MINUTES)
            if all(self._is_free(user, day, span) for user in people):
                for user in people:
                    self._diary.setdefault((user.pk, day), []).append(span)
                return start
        return None

    def _is_free(self, user: "User", day: date, span: tuple[int, int]) -> bool:
        return all(span[1] <= start or end <= span[0] for start, end in self._diary.get((user.pk, day), ()))


def words(*path: str, rng: Random, course: Course | None = None) -> str:
    """One of the sentences of a list in the demo's words, in the person's language where there is one."""
    found: Any = read("words")
    for step in path:
        found = found[step]
    if isinstance(found, dict):
        language = course.resident.language if course else "nb"
        found = found.get(language) or found["nb"]
    text: str = rng.choice(found)
    return text.replace("{hen}", course.resident.pronoun) if course else text


def later(day: date, days: int) -> date:
    return day + timedelta(days=days)
