"""The municipality's own service model, every version that ever was."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class ServiceModelVersion(models.Model):
    """One version as it was saved: the whole text, and the day it is in force from. Never changed, never removed.

    Of several, the one with the latest `effective_from` that has come is in force; of two for the same day, the newer.
    """

    name = models.CharField(max_length=120)
    text = models.TextField()
    effective_from = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "pathway_servicemodelversion"  # named before the service model had a room of its own
        # The words "append-only" are what ground.database reads: the application may then only read and add.
        db_table_comment = "append-only: the municipality's service model, version by version"
        constraints = [models.CheckConstraint(name="service_model_has_text", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.name
