"""Visits, planned and done. The identifier is made by whoever plans or records, so a phone can make it offline."""

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from fotfeste.care.goals.labels import ASSISTANCE_LEVELS
from fotfeste.care.terms.labels import WHY_CANCELLED
from fotfeste.care.terms.models import only_legal_steps, values

from . import labels
from .rules.states import VISIT_STEPS, VISIT_STEPS_BESIDE, VisitState

USER = settings.AUTH_USER_MODEL


@pghistory.track()
class Visit(models.Model):
    """Minutes on site and travelling are per visit, not per member of staff; effort is the person's own, 0–10."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    episode = models.ForeignKey("pathway.Episode", on_delete=models.PROTECT, related_name="visits")
    state = models.CharField(max_length=20, choices=labels.VISIT_STATES, default=VisitState.PLANNED)
    planned_at = models.DateTimeField()
    planned_minutes = models.PositiveSmallIntegerField()
    first_visit = models.BooleanField(default=False)
    first_visit_exception = models.TextField(blank=True)  # why fewer people or professions than the model asks for
    outside_reason = models.TextField(blank=True)  # why it was planned outside the period, or before the way home
    started_at = models.DateTimeField(null=True, blank=True)
    minutes_on_site = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes_travel = models.PositiveSmallIntegerField(null=True, blank=True)
    effort = models.PositiveSmallIntegerField(null=True, blank=True)
    deviation = models.CharField(max_length=20, choices=labels.DEVIATIONS, blank=True)
    cancelled_for = models.CharField(max_length=20, choices=WHY_CANCELLED, blank=True)  # empty: somebody took it off
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="visit_known_state", condition=Q(state__in=values(set(VisitState)))),
            models.CheckConstraint(
                name="visit_done_has_minutes", condition=~Q(state="done") | Q(minutes_on_site__isnull=False)
            ),
            models.CheckConstraint(name="visit_not_done_says_why", condition=~Q(state="not_done") | ~Q(deviation="")),
            models.CheckConstraint(name="visit_effort_0_to_10", condition=Q(effort=None) | Q(effort__lte=10)),
        ]
        indexes = [
            models.Index(fields=["episode", "planned_at"], name="visits_of_episode"),
            models.Index(fields=["planned_at"], name="visits_of_day"),
        ]
        triggers = [only_legal_steps("visit_steps", VISIT_STEPS, VISIT_STEPS_BESIDE)]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class VisitStaff(models.Model):
    """Who goes. Two rows when two go together."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="staff")
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="visits")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "user"], name="visit_staff_once")]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class VisitMeasure(models.Model):
    """What was trained in a visit, and with how much help (0 independent – 5 done for)."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="measures")
    measure = models.ForeignKey("goals.Measure", on_delete=models.PROTECT, related_name="trained")
    assistance_level = models.PositiveSmallIntegerField(choices=ASSISTANCE_LEVELS, null=True, blank=True)
    as_before = models.BooleanField(default=False)  # last time's level, saved as it stood: nobody judged it that day

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "measure"], name="measure_once_per_visit"),
            models.CheckConstraint(
                name="trained_level_0_to_5",
                condition=Q(assistance_level=None) | Q(assistance_level__range=(0, 5)),
            ),
        ]
