"""Stored assessments: the answers as given, and the score that followed from them on that day."""

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from fotfeste.care.terms.labels import OCCASIONS


@pghistory.track()
class Assessment(models.Model):
    """One instrument on one occasion. `values` holds the named scores; a score that could not be worked out is null."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    episode = models.ForeignKey("pathway.Episode", on_delete=models.PROTECT, related_name="assessments")
    instrument = models.CharField(max_length=30)
    version = models.CharField(max_length=40)
    occasion = models.CharField(max_length=20, choices=OCCASIONS)
    assessed_on = models.DateField()
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField()
    values = models.JSONField(default=dict)
    complete = models.BooleanField()
    missing_reason = models.CharField(max_length=30, blank=True)
    note = models.TextField(blank=True)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="assessment_not_corrected_by_itself", condition=Q(corrects=None) | ~Q(corrects=models.F("id"))
            )
        ]
        indexes = [models.Index(fields=["episode", "instrument", "assessed_on"], name="assessment_of_episode")]
