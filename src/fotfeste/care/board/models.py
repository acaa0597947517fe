"""The team meeting: what was said about each person, what was decided, and who does what."""

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from fotfeste.care.terms.labels import WHY_CANCELLED

USER = settings.AUTH_USER_MODEL


@pghistory.track()
class Meeting(models.Model):
    """A team's meeting. Only one is open at a time; when it was closed and opened again stays in its history."""

    team = models.ForeignKey("access.Unit", on_delete=models.PROTECT, related_name="meetings")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    led_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team"], condition=Q(closed_at=None), name="one_open_meeting_per_team")
        ]


@pghistory.track()
class MeetingNote(models.Model):
    """One person in one meeting: note, decision, and that the team went through them."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="notes")
    episode = models.ForeignKey("pathway.Episode", on_delete=models.PROTECT, related_name="meeting_notes")
    note = models.TextField(blank=True)
    decision = models.TextField(blank=True)
    reviewed = models.BooleanField(default=False)
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "episode"], name="one_note_per_person_and_meeting")]


@pghistory.track()
class Task(models.Model):
    """Something to do. `done_at` is when it left the list: done, or left undone for what `fell_away` says."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    episode = models.ForeignKey("pathway.Episode", on_delete=models.PROTECT, related_name="tasks")
    text = models.CharField(max_length=200)
    assigned_to = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="tasks")
    due_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    fell_away = models.CharField(max_length=20, choices=WHY_CANCELLED, blank=True)

    class Meta:
        indexes = [models.Index(fields=["episode", "done_at"], name="open_tasks_of_episode")]
