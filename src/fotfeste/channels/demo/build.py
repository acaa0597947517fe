"""Fjordvik, an invented municipality: two years of reablement, built with nothing but the product's own actions.

Everything a visitor sees was done by somebody: referred, screened, decided, trained, closed and followed up, each at
its own moment with its own line in the log. The same seed and day give the same municipality. Results from before the
product came are brought in from a file, as a municipality would do; who came after has every detail.
"""

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from django.db import connection, transaction
from django.utils import timezone
from procrastinate.exceptions import AlreadyEnqueued

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.visits.queries import busy_times
from fotfeste.ground.access.queries import user_rows
from fotfeste.ground.database import DatabaseProblem
from fotfeste.insight.report.tasks import take_out

from .cast import cast
from .changes import change_three
from .courses import Course, Ends, arrivals, draw, shares
from .days import ZONE, at
from .history import bring_in_history
from .meetings import meetings
from .people import Register, colleagues, employ
from .post import catch_up, post
from .stories import pathway
from .way_of_working import choose
from .world import World

YEARS = 2
# A few were followed in every detail in a pilot; since all are, the old spreadsheet is not kept any more.
PILOT_DAYS, IN_USE_DAYS = 560, 150
ARRANGED_DAYS = 45  # those who came lately are arranged one by one
LAST_HOUR, LAST_MINUTE = 11, 30  # it is late in the morning when a visitor comes
# Shares of: brought in from the old file, in the pilot, in training since, answered with no or withdrawn.
_SHARES = (70, 8, 12, 10)
_CLOSED_ENDS = ((Ends.DECLINED, 55), (Ends.WITHDRAWN, 30), (Ends.REFUSED, 15))

NAME = "Fjordvik, an invented municipality"
Report = Callable[[str, int, int | None], None]


@dataclass
class Summary:
    """What was built: persons in all, and how many by the way their course was to end."""

    persons: int = 0
    brought_in: int = 0
    courses: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        return f"Fjordvik kommune is ready: {self.persons} invented persons over two years."


def build(*, today: date | None = None, seed: int = 7, persons: int = 300, report: Report | None = None) -> Summary:
    """Build the whole municipality in an empty database: what is seen first, then the rest.

    today    the day everything is reckoned from; when not given it is today, and nothing lies after this moment
    persons  how many in all; never fewer than those whose situation today is arranged (about 40)
    report   called as `report(name, done, of)` while it goes on
    """
    last = _last_moment(today)
    begin(last=last, seed=seed, persons=persons, report=report)
    return go_on(last=last, seed=seed, persons=persons, report=report)


def begin(*, last: datetime | None = None, seed: int = 7, persons: int = 300, report: Report | None = None) -> datetime:
    """What a visitor sees first: everybody who works here, and those whose situation today is arranged.

    Gives the last moment of it, from which `go_on` goes on, with the same seed and persons.
    """
    last = last or _last_moment(None)
    today = last.date()
    if user_rows(today=today):
        raise DatabaseProblem("Somebody works in this database already. Build Fjordvik in an empty one.")
    staff = employ(now=at(_first_day(last), 8))
    choose(staff, now=at(_first_day(last), 9))
    world = World(staff=staff, last=last)
    rng = Random(f"{seed} {persons}")
    for number, course in enumerate(cast(Register(rng, today), rng, today)):
        world.begin(pathway(world, course, Random(f"{seed} {number}")))
    for team in staff.teams:
        world.begin(meetings(world, team, Random(f"{seed} {team}")))
    world.begin(post(world, today - timedelta(days=PILOT_DAYS), Random(f"{seed} post")))
    whole = _gone(today, today)

    def tell(moment: datetime) -> None:
        if report is not None:
            report(NAME, _gone(moment.date(), today), whole)

    with _in_a_hurry():
        world.run(tell)
        change_three(world)
    return last


def go_on(*, last: datetime, seed: int = 7, persons: int = 300, report: Report | None = None) -> Summary:
    """The rest of the two years, after `begin` with the same moment, seed and persons, while others work here too.

    Each person's whole story is one transaction: stopped anywhere and called again it goes on with whoever is not
    there yet. Whoever cannot be fitted in beside what a visitor planned meanwhile is left out.
    """
    rng, today = Random(f"{seed} {persons}"), last.date()
    register = Register(rng, today)
    courses = cast(register, rng, today)
    arranged = len({course.resident.name for course in courses})
    brought_in, *detailed = shares(max(0, persons - arranged), _SHARES)
    went_live = today - timedelta(days=IN_USE_DAYS)
    began = last - timedelta(days=365 * YEARS)
    first = len(courses)
    courses += _drawn(register, rng, today, *detailed)
    staff = colleagues()
    with connection.cursor() as cursor:
        # Whom an earlier call brought in; asked for here, for nobody who works with the record may ask it.
        cursor.execute("select national_number from pathway_person")
        there = {number for (number,) in cursor.fetchall()}
    world = World(staff=staff, last=last)
    world.keep_free_of(busy_times([user.pk for user in staff.everyone.values()], since=began.date(), done=True))
    with _in_a_hurry():
        bring_in_history(
            rng, staff, count=brought_in, since=began.date(), until=went_live, now=at(went_live + timedelta(days=5), 14)
        )
        for number, course in enumerate(courses[first:], first):
            if report is not None:
                report(NAME, number - first, len(courses) - first)
            if course.resident.national_number in there:
                continue
            with suppress(CareError), transaction.atomic():
                world.live_through(pathway(world, course, Random(f"{seed} {number}")))
                catch_up(world, Random(f"{seed} post {number}"))
    # The worker takes the outcome tables out before somebody asks for the results.
    with suppress(AlreadyEnqueued):
        take_out.defer()
    return Summary(
        persons=brought_in + arranged + sum(detailed),
        brought_in=brought_in,
        courses=Counter(str(course.ends) for course in courses),
    )


def _first_day(last: datetime) -> date:
    return last.date() - timedelta(days=365 * YEARS + 30)


def _gone(day: date, today: date) -> int:
    """How far the building has come: a day since everybody is followed takes about five times as long as one before."""
    pilot, live = (today - timedelta(days=days) for days in (PILOT_DAYS, IN_USE_DAYS))
    return max(0, (day - pilot).days) + 4 * max(0, (day - live).days)


@contextmanager
def _in_a_hurry() -> Iterator[None]:
    """Do not wait for the disk, and do not look for cycles, of which there are none (12 s against 9).

    Losing the last second in a crash is no loss here: a half-filled demo is begun anew.
    """
    collects = gc.isenabled()
    gc.disable()
    with connection.cursor() as cursor:
        cursor.execute("set synchronous_commit to off")
        try:
            yield
        finally:
            if collects:
                gc.enable()
    with connection.cursor() as cursor:
        cursor.execute("reset synchronous_commit")


def _last_moment(today: date | None) -> datetime:
    if today is not None:
        return at(today, LAST_HOUR, LAST_MINUTE)
    now = timezone.now().astimezone(ZONE)
    return min(now, at(now.date(), LAST_HOUR, LAST_MINUTE))


def _drawn(register: Register, rng: Random, today: date, pilot: int, since: int, closed: int) -> list[Course]:
    began, live = (today - timedelta(days=days) for days in (PILOT_DAYS, IN_USE_DAYS))
    lately = today - timedelta(days=ARRANGED_DAYS)
    days = arrivals(rng, since=began, until=live, count=pilot) + arrivals(rng, since=live, until=lately, count=since)
    found = [draw(register, rng, received_on=day) for day in days]
    for day in arrivals(rng, since=live, until=today - timedelta(days=14), count=closed):
        ends = rng.choices([end for end, _ in _CLOSED_ENDS], [weight for _, weight in _CLOSED_ENDS])[0]
        found.append(draw(register, rng, ends=ends, received_on=day))
    return found
