"""The weekly team meeting: everybody in training, what was decided, and who does what until next time."""

from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from fotfeste.care.board.actions import add_task, close_meeting, finish_task, open_meeting, write_note
from fotfeste.care.pathway.rules.period.course import meeting_days
from fotfeste.care.service_model.queries import service_model

from .days import at, working_days_after
from .world import Running, Story, World, words

if TYPE_CHECKING:
    from fotfeste.care.board.models import Task
    from fotfeste.ground.access.models import User

WEEKS = 4  # the board came into use this autumn; what was said before was said at a whiteboard


def meetings(world: World, team: str, rng: Random) -> Story:
    """The meetings of the last weeks, on the days of the service model."""
    days = meeting_days(service_model().meeting, since=world.today - timedelta(weeks=WEEKS, days=-1), until=world.today)
    held = list(days)
    for day in held:
        moment = at(day, 12, 15)
        yield moment
        _hold(world, team, rng, moment, last=day == held[-1])


def _hold(world: World, team: str, rng: Random, now: datetime, *, last: bool) -> None:
    by = world.staff.coordinator(team)
    meeting = open_meeting(team=world.staff.teams[team], by=by, now=now)
    for running in list(world.running[team]):
        now += timedelta(minutes=3)
        decided = rng.random() < 0.75
        part = _part(running, now.date())
        write_note(
            meeting=meeting,
            episode=running.episode,
            note=_note(running, part, rng),
            decision=words("meeting", "decisions", part, rng=rng) if decided else "",
            reviewed=rng.random() < 0.95,
            by=by,
            now=now,
        )
        if decided and rng.random() < 0.7:
            _give_task(world, running, by, rng, now, last=last)
    close_meeting(meeting=meeting, by=by, now=now + timedelta(minutes=5))


def _part(running: Running, day: date) -> str:
    gone = (day - running.course.start_on).days / (running.course.weeks * 7)
    return "early" if gone < 0.25 else "midway" if gone < 0.7 else "late"


def _note(running: Running, part: str, rng: Random) -> str:
    """Something that was not said about this person in an earlier meeting, as long as there is anything left."""
    said = words("meeting", "notes", part, rng=rng, course=running.course)
    for _again in range(6):
        if said not in running.said:
            break
        said = words("meeting", "notes", part, rng=rng, course=running.course)
    running.said.add(said)
    return said


def _give_task(world: World, running: Running, by: "User", rng: Random, now: datetime, *, last: bool) -> None:
    who = rng.choice((running.trainer, running.therapist, by))
    due_on = working_days_after(now.date(), rng.choice((1, 2, 3, 5)))
    task = add_task(
        episode=running.episode, text=words("meeting", "tasks", rng=rng), assigned_to=who, due_on=due_on, by=by, now=now
    )
    # Some are forgotten, most of them from the last meeting: a board without anything overdue would be none.
    if rng.random() < (0.45 if last else 0.88):
        world.begin(_do(task, who, running, due_on, rng))


def _do(task: "Task", who: "User", running: Running, due_on: date, rng: Random) -> Story:
    moment = at(due_on, 15, rng.randrange(60))
    yield moment
    # A home trainer may not open the record any more when the period is over; then somebody else ticks it off.
    if running.episode.ended_on is None:
        finish_task(task=task, by=who, now=moment)
