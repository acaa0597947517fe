"""The team meeting and its minutes."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F
from django.http import Http404

from fotfeste.care.pathway.queries import in_reach
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import unit_ids_of

from ..models import Meeting, MeetingNote, Task


@dataclass(frozen=True, slots=True)
class OpenMeeting:
    """A meeting that goes on, with what is written in it so far, by episode."""

    meeting: Meeting
    notes: dict[UUID, MeetingNote]

    def is_reviewed(self, episode_id: UUID) -> bool:
        note = self.notes.get(episode_id)
        return note is not None and note.reviewed


@dataclass(frozen=True, slots=True)
class MinutesRow:
    """What was said about one person."""

    person_id: UUID
    episode_id: UUID
    name: str
    note: str
    decision: str
    reviewed: bool
    written_by: str
    tasks: tuple[tuple[str, str, date | None, bool], ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of one meeting. `closed_to_you` counts persons whose record the reader may no longer open."""

    id: int
    team: str
    team_id: int
    opened_at: datetime
    closed_at: datetime | None
    led_by: str
    rows: tuple[MinutesRow, ...]
    closed_to_you: int


def meetings_of_team(team_id: int, *, limit: int = 6) -> tuple[OpenMeeting | None, list[tuple[int, datetime]]]:
    """The team's open meeting if there is one, and the last ones that are over, newest first, as (id, beginning).

    The caller has checked that the user works in the team.
    """
    newest = Meeting.objects.filter(team_id=team_id).order_by(F("closed_at").desc(nulls_first=True), "-opened_at")
    found = list(newest[: limit + 1])
    over = [(one.pk, one.opened_at) for one in found if one.closed_at is not None]
    over.sort(key=lambda one: one[1], reverse=True)
    going_on = next((one for one in found if one.closed_at is None), None)
    if going_on is None:
        return None, over[:limit]
    notes = MeetingNote.objects.filter(meeting=going_on)
    return OpenMeeting(going_on, {note.episode_id: note for note in notes}), over[:limit]


def meeting_to_write_in(*, user: User, today: date, meeting_id: int) -> Meeting:
    """The meeting, when it is of a team the user works in. Raises `Http404` otherwise, as if there were none."""
    teams = unit_ids_of(user, today=today, kind="team")
    found = Meeting.objects.filter(pk=meeting_id, team_id__in=teams).select_related("team", "led_by").first()
    if found is None:
        raise Http404("There is no such meeting.")
    return found


def minutes_of(*, user: User, now: datetime, today: date, meeting_id: int) -> Minutes:
    """The minutes, limited to persons whose record the user may open today. Raises `Http404` as above."""
    meeting = meeting_to_write_in(user=user, today=today, meeting_id=meeting_id)
    notes = MeetingNote.objects.filter(meeting=meeting)
    mine = notes.filter(episode__person__in=in_reach(user, today=today))
    rows = list(mine.select_related("episode__person", "written_by").order_by("episode__person__sort_name"))
    until = meeting.closed_at or now
    tasks: dict[UUID, list[tuple[str, str, date | None, bool]]] = {}
    made = Task.objects.filter(
        episode_id__in=[row.episode_id for row in rows], made_at__gte=meeting.opened_at, made_at__lte=until
    )
    for task in made.select_related("assigned_to").order_by("made_at"):
        line = (task.text, task.assigned_to.name, task.due_on, task.done_at is not None and not task.fell_away)
        tasks.setdefault(task.episode_id, []).append(line)
    return Minutes(
        id=meeting.pk,
        team=meeting.team.name,
        team_id=meeting.team_id,
        opened_at=meeting.opened_at,
        closed_at=meeting.closed_at,
        led_by=meeting.led_by.name,
        rows=tuple(
            MinutesRow(
                person_id=row.episode.person_id,
                episode_id=row.episode_id,
                name=str(row.episode.person).strip(),
                note=row.note,
                decision=row.decision,
                reviewed=row.reviewed,
                written_by=row.written_by.name,
                tasks=tuple(tasks.get(row.episode_id, ())),
            )
            for row in rows
        ),
        closed_to_you=notes.count() - len(rows),
    )


def task_to_finish(*, user: User, task_id: UUID) -> Task:
    """The task, for the action that finishes it; the action asks for the right. Raises `Http404`."""
    found = Task.objects.filter(pk=task_id).select_related("episode", "assigned_to").first()
    if found is None:
        raise Http404("There is no such task.")
    return found
