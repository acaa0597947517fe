"""What can be done in and around the team meeting."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from fotfeste.care.pathway.models import Episode
from fotfeste.care.pathway.queries import care_team_ids, hold_episode, relations_to
from fotfeste.care.pathway.rules.states import RUNNING_EPISODES
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import AccessRefused, require
from fotfeste.ground.access.models import Unit, User
from fotfeste.ground.access.queries import staff_of_units, unit_ids_of
from fotfeste.ground.access.rules.rights import Act, Role, may
from fotfeste.ground.ui.rules import visible

from .models import Meeting, MeetingNote, Task
from .rules.merging import merged

MAX_TASK_TEXT = 200


class BoardError(CareError):
    """The note, task or meeting cannot be written like that."""


@transaction.atomic
def open_meeting(*, team: Unit, by: User, now: datetime) -> Meeting:
    """Begin the team's meeting. One that is open already is joined, so that two can press the button at once."""
    require(by, Act.HOLD_MEETING)
    _in_team(by, team, localdate(now))
    Unit.objects.select_for_update(no_key=True).get(pk=team.pk)
    meeting = Meeting.objects.filter(team=team, closed_at=None).first()
    if meeting is None:
        meeting = Meeting.objects.create(team=team, opened_at=now, led_by=by)
        log.write(by=by, act=Act.HOLD_MEETING, now=now, subject=meeting)
    return meeting


@transaction.atomic
def close_meeting(*, meeting: Meeting, by: User, now: datetime) -> Meeting:
    """End the meeting; its minutes stand as they are from now on. Closing it again changes nothing."""
    require(by, Act.HOLD_MEETING)
    _in_team(by, meeting.team, localdate(now))
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("team").get(pk=meeting.pk)
    if meeting.closed_at is None:
        meeting.closed_at = now
        meeting.save(update_fields=["closed_at"])
        log.write(by=by, act=Act.HOLD_MEETING, now=now, subject=meeting)
    return meeting


@transaction.atomic
def reopen_meeting(*, meeting: Meeting, by: User, now: datetime) -> Meeting:
    """Take up a meeting again that was closed earlier the same day. Open already, nothing changes.

    Raises `BoardError` on a later day, and while the team sits in another meeting.
    """
    require(by, Act.HOLD_MEETING)
    _in_team(by, meeting.team, localdate(now))
    Unit.objects.select_for_update(no_key=True).get(pk=meeting.team_id)
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("team").get(pk=meeting.pk)
    if meeting.closed_at is None:
        return meeting
    if localdate(meeting.closed_at) != localdate(now):
        raise BoardError("The meeting was closed on another day, and its minutes are final. Start a new meeting.")
    if Meeting.objects.filter(team=meeting.team_id, closed_at=None).exists():
        raise BoardError("The team sits in another meeting. Close that one first, or write in it.")
    meeting.closed_at = None
    meeting.save(update_fields=["closed_at"])
    log.write(by=by, act=Act.HOLD_MEETING, now=now, subject=meeting)
    return meeting


@transaction.atomic
def write_note(
    *,
    meeting: Meeting,
    episode: Episode,
    note: str | None = None,
    decision: str | None = None,
    note_began: str | None = None,
    decision_began: str | None = None,
    reviewed: bool | None = None,
    by: User,
    now: datetime,
) -> MeetingNote:
    """Write what was said and decided about one person, and that the team went through them.

    None leaves a part as it is, so that who ticks the person off does not wipe out what a colleague wrote. Earlier
    words stay in the history of the row. `note_began` and `decision_began` are what stood there when the writer began:
    what a colleague has written since then is kept beside the new words. None replaces what stands. Raises
    `BoardError` for a closed meeting and another team's person.
    """
    relations = relations_to(by, episode.person_id, today=localdate(now))
    require(by, Act.HOLD_MEETING, relations, person_id=episode.person_id)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.closed_at is not None:
        raise BoardError(
            "The meeting is closed, and its minutes are final. Start a new meeting to write more, or open this one "
            "again from its minutes."
        )
    if episode.team_id != meeting.team_id:
        raise BoardError("The person belongs to another team. Write it in that team's meeting.")
    row = MeetingNote.objects.filter(meeting=meeting, episode=episode).first()
    row = row or MeetingNote(meeting=meeting, episode=episode)
    row.note = row.note if note is None else _kept_beside(note_began, row.note, note)
    row.decision = row.decision if decision is None else _kept_beside(decision_began, row.decision, decision)
    row.reviewed = row.reviewed if reviewed is None else reviewed
    row.written_by, row.written_at = by, now
    row.save()
    log.write(by=by, act=Act.HOLD_MEETING, now=now, person_id=episode.person_id, subject=row)
    return row


@transaction.atomic
def add_task(
    *, episode: Episode, text: str, assigned_to: User, due_on: date | None = None, by: User, now: datetime
) -> Task:
    """Something to be done for a person, by somebody who may open the record."""
    today = localdate(now)
    require(by, Act.DO_TASK, relations_to(by, episode.person_id, today=today), person_id=episode.person_id)
    if hold_episode(episode).state not in RUNNING_EPISODES:
        raise BoardError(
            "The period is closed, so nothing more can be put on its list. Write it in the hand-over plan."
        )
    words = visible(text)
    if not words:
        raise BoardError("Write what is to be done.")
    if len(words) > MAX_TASK_TEXT:
        raise BoardError("The task is longer than %(high)s characters. Put the rest in the note.", high=MAX_TASK_TEXT)
    if due_on is not None and due_on < today:
        raise BoardError("The deadline of the task has passed. Choose today or later, or leave the field empty.")
    if not _works_with(assigned_to, episode, today):
        raise BoardError(
            "%(name)s works neither in the team nor with this person. Choose somebody who does.",
            name=assigned_to.name,
        )
    if not may(Role(assigned_to.role), Act.READ_RECORD, relations_to(assigned_to, episode.person_id, today=today)):
        raise BoardError(
            "%(name)s cannot open this person's record, so the task would never be seen. Choose somebody else, or add "
            "them to the care team first.",
            name=assigned_to.name,
        )
    task = Task.objects.create(
        episode=episode, text=words, assigned_to=assigned_to, due_on=due_on, made_by=by, made_at=now
    )
    log.write(by=by, act=Act.DO_TASK, now=now, person_id=episode.person_id, subject=task)
    return task


@transaction.atomic
def finish_task(*, task: Task, by: User, now: datetime) -> Task:
    """The task is done. Finished already, nothing changes."""
    person_id = task.episode.person_id
    require(by, Act.DO_TASK, relations_to(by, person_id, today=localdate(now)), person_id=person_id)
    task = Task.objects.select_for_update().get(pk=task.pk)
    if task.done_at is None:
        task.done_at, task.done_by = now, by
        task.save(update_fields=["done_at", "done_by"])
        log.write(by=by, act=Act.DO_TASK, now=now, person_id=person_id, subject=task)
    return task


def _kept_beside(began_with: str | None, stands: str, sent: str) -> str:
    return visible(sent) if began_with is None else merged(began_with, stands, visible(sent))


def _in_team(user: User, team: Unit, today: date) -> None:
    if team.pk not in unit_ids_of(user, today=today, kind="team"):
        raise AccessRefused(by=user, act=Act.HOLD_MEETING)


def _works_with(user: User, episode: Episode, today: date) -> bool:
    if staff_of_units([episode.team_id], today=today).filter(pk=user.pk).exists():
        return True
    return user.pk in care_team_ids(episode, today=today)
