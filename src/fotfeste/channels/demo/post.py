"""The post of Fjordvik: twice a week somebody at the office prints what was written, sends it, and notes that it is."""

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from fotfeste.care.pathway.actions import mark_sent
from fotfeste.care.pathway.queries import letters_to_mark, letters_to_send
from fotfeste.care.terms.rules.vocabulary import DispatchWay, LetterKind
from fotfeste.ground.access.rules.rights import Role

from .days import ZONE, at, office_day
from .world import Story, World

if TYPE_CHECKING:
    from fotfeste.care.pathway.models import Letter

POST_DAYS = (1, 4)  # Tuesday and Friday
NOT_YET = timedelta(days=2)  # what was written after this lies in the tray when a visitor comes
_TO_PROFESSIONALS = frozenset({LetterKind.REPORT_TO_GP, LetterKind.HAND_OVER_PLAN})


def post(world: World, since: date, rng: Random) -> Story:
    """From `since` on, as long as there are days."""
    day = since
    by = world.staff.of(Role.ALLOCATOR)[0]
    while day <= world.today - NOT_YET:
        if day.weekday() in POST_DAYS and office_day(day) == day:
            moment = at(day, 14, 10)
            yield moment
            waiting = letters_to_send(user=by, today=day).rows
            for letter in letters_to_mark(ids=[row.letter.id for row in waiting]):
                mark_sent(letter=letter, way=_way(letter, rng), sent_on=day, by=by, now=moment)
        day += timedelta(days=1)


def catch_up(world: World, rng: Random) -> None:
    """Send what was written so long ago that a day of post has been since, each letter on its own such day."""
    by = world.staff.of(Role.ALLOCATOR)[0]
    waiting = letters_to_send(user=by, today=world.today).rows
    for letter in letters_to_mark(ids=[row.letter.id for row in waiting]):
        day = letter.written_at.astimezone(ZONE).date() + timedelta(days=1)
        while day.weekday() not in POST_DAYS or office_day(day) != day:
            day += timedelta(days=1)
        if day <= world.today - NOT_YET:
            mark_sent(letter=letter, way=_way(letter, rng), sent_on=day, by=by, now=at(day, 14, 10))


def _way(letter: "Letter", rng: Random) -> DispatchWay:
    electronic = DispatchWay.E_MESSAGE if letter.kind in _TO_PROFESSIONALS else DispatchWay.SVARUT
    return electronic if rng.random() < 0.6 else DispatchWay.POST
