"""The meeting writes its own minutes; tasks go to those who may open the record."""

from datetime import timedelta

import pytest
from assessments import make_episode

from fotfeste.care.board.actions import (
    BoardError,
    add_task,
    close_meeting,
    finish_task,
    open_meeting,
    reopen_meeting,
    write_note,
)
from fotfeste.care.board.models import Meeting, MeetingEvent, MeetingNote, MeetingNoteEvent, Task
from fotfeste.care.board.queries import minutes_of
from fotfeste.care.pathway.models import Episode
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(people, now):
    return open_meeting(team=people.south, by=people.kari, now=now)


def test_two_who_start_the_meeting_sit_in_the_same_one(people, now, meeting):
    assert open_meeting(team=people.south, by=people.alice, now=now).pk == meeting.pk
    assert Meeting.objects.count() == 1


def test_charlie_neither_starts_writes_in_nor_closes_another_teams_meeting(people, now, meeting, episode):
    for act in (
        lambda: open_meeting(team=people.south, by=people.charlie, now=now),
        lambda: write_note(meeting=meeting, episode=episode, note="x", by=people.charlie, now=now),
        lambda: close_meeting(meeting=meeting, by=people.charlie, now=now),
        lambda: add_task(episode=episode, text="x", assigned_to=people.charlie, by=people.charlie, now=now),
    ):
        with pytest.raises(AccessRefused):
            act()
    assert not MeetingNote.objects.exists()
    assert Meeting.objects.get().closed_at is None


def test_a_home_trainer_holds_no_meeting(people, now, meeting, episode):
    with pytest.raises(AccessRefused):
        write_note(meeting=meeting, episode=episode, note="x", by=people.bob, now=now)


def test_ticking_off_a_person_leaves_what_a_colleague_wrote(people, now, meeting, episode):
    write_note(meeting=meeting, episode=episode, note="Går bedre", decision="Tre besøk", by=people.alice, now=now)
    row = write_note(meeting=meeting, episode=episode, reviewed=True, by=people.kari, now=now)
    assert (row.note, row.decision, row.reviewed) == ("Går bedre", "Tre besøk", True)


def test_words_that_are_changed_stay_in_the_history(people, now, meeting, episode):
    write_note(meeting=meeting, episode=episode, note="Først", by=people.kari, now=now)
    write_note(meeting=meeting, episode=episode, note="Siden", by=people.kari, now=now)
    assert set(MeetingNoteEvent.objects.values_list("note", flat=True)) == {"Først", "Siden"}


def test_nothing_is_written_in_a_closed_meeting(people, now, meeting, episode):
    close_meeting(meeting=meeting, by=people.kari, now=now)
    with pytest.raises(BoardError, match="new meeting"):
        write_note(meeting=meeting, episode=episode, note="x", by=people.kari, now=now)


def test_a_meeting_is_opened_again_on_the_day_it_was_closed_and_the_log_and_the_history_know(people, now, meeting):
    close_meeting(meeting=meeting, by=people.kari, now=now + timedelta(hours=1))
    before = LogEntry.objects.count()
    reopen_meeting(meeting=meeting, by=people.alice, now=now + timedelta(hours=2))
    reopen_meeting(meeting=meeting, by=people.kari, now=now + timedelta(hours=2))
    assert Meeting.objects.get().closed_at is None
    assert LogEntry.objects.count() == before + 1
    assert LogEntry.objects.order_by("-id")[0].user == people.alice
    closed = MeetingEvent.objects.order_by("pgh_id").values_list("closed_at", flat=True)
    assert list(closed) == [None, now + timedelta(hours=1), None]


def test_a_meeting_stays_closed_on_another_day_and_beside_another_meeting_and_to_charlie(people, now, meeting):
    close_meeting(meeting=meeting, by=people.kari, now=now)
    with pytest.raises(AccessRefused):
        reopen_meeting(meeting=meeting, by=people.charlie, now=now)
    with pytest.raises(BoardError, match="another day"):
        reopen_meeting(meeting=meeting, by=people.kari, now=now + timedelta(days=1))
    open_meeting(team=people.south, by=people.kari, now=now)
    with pytest.raises(BoardError, match="another meeting"):
        reopen_meeting(meeting=meeting, by=people.kari, now=now)


def test_a_person_of_another_team_is_not_written_about_here(people, now, meeting, episode):
    Episode.objects.filter(pk=episode.pk).update(team=people.north)
    with pytest.raises(BoardError, match="another team"):
        write_note(meeting=meeting, episode=Episode.objects.get(pk=episode.pk), note="x", by=people.charlie, now=now)


def test_a_task_is_given_only_to_somebody_who_may_open_the_record(people, now, episode):
    with pytest.raises(BoardError, match="Charlie Gran"):
        add_task(episode=episode, text="Ringe", assigned_to=people.charlie, by=people.kari, now=now)
    assert add_task(episode=episode, text="Ringe", assigned_to=people.bob, by=people.kari, now=now).done_at is None


@pytest.mark.parametrize(("text", "days", "says"), [("  ", 1, "what is to be done"), ("Ring", -1, "passed")])
def test_a_task_without_words_or_with_a_day_that_has_passed_is_refused(people, now, episode, text, days, says):
    due = now.date() + timedelta(days=days)
    with pytest.raises(BoardError, match=says):
        add_task(episode=episode, text=text, assigned_to=people.bob, due_on=due, by=people.kari, now=now)


def test_a_task_is_done_once_by_the_first_who_says_so(people, now, episode):
    task = add_task(episode=episode, text="Ringe", assigned_to=people.bob, by=people.kari, now=now)
    finish_task(task=task, by=people.bob, now=now)
    finish_task(task=task, by=people.kari, now=now + timedelta(hours=1))
    assert (Task.objects.get().done_by, Task.objects.get().done_at) == (people.bob, now)


def test_the_minutes_hold_note_decision_and_the_tasks_given(people, now, meeting, episode):
    write_note(meeting=meeting, episode=episode, note="Går bedre", decision="Tre besøk", by=people.kari, now=now)
    add_task(episode=episode, text="Ringe legen", assigned_to=people.alice, by=people.kari, now=now)
    [row] = minutes_of(user=people.alice, now=now, today=now.date(), meeting_id=meeting.pk).rows
    assert (row.name, row.note, row.decision) == ("Vakker Blomst", "Går bedre", "Tre besøk")
    assert row.tasks == (("Ringe legen", "Alice Alm", None, False),)


def test_old_minutes_leave_out_persons_whose_record_has_closed_and_say_so(people, now, meeting, episode):
    other = make_episode(people, now, name="Rolig")
    for each in (episode, other):
        write_note(meeting=meeting, episode=each, note="Nevnt", by=people.kari, now=now)
    other.state, other.outcome, other.ended_on = "completed", "no_service", now.date()
    other.save()
    minutes = minutes_of(user=people.kari, now=now, today=now.date(), meeting_id=meeting.pk)
    assert [row.name for row in minutes.rows] == ["Vakker Blomst"]
    assert minutes.closed_to_you == 1


def test_a_note_leaves_one_line_in_the_log(people, now, meeting, episode):
    before = LogEntry.objects.count()
    write_note(meeting=meeting, episode=episode, note="x", by=people.kari, now=now)
    line = LogEntry.objects.order_by("-id")[0]
    assert LogEntry.objects.count() == before + 1
    assert (line.act, line.person_id) == ("hold_meeting", episode.person_id)
