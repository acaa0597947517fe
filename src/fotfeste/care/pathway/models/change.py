"""What a person asks for about a change of what was decided, and what became of it."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

USER = settings.AUTH_USER_MODEL


@pghistory.track()
class Deferral(models.Model):
    """A request that a change waits until the appeal is decided (law.md §2: fvl § 42), and the answer to it.

    granted is None until it is answered. A refusal has a reason. `over_on` is the day the appeal was decided and the
    wait was over, whichever way.
    """

    decision = models.ForeignKey("pathway.Decision", on_delete=models.PROTECT, related_name="deferrals")
    asked_on = models.DateField()
    words = models.TextField()
    received_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    granted = models.BooleanField(null=True, blank=True)
    reason = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    over_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(granted=None), name="one_unanswered_deferral_at_a_time"
            ),
            models.CheckConstraint(name="deferral_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="deferral_answered_has_day",
                condition=Q(granted=None, answered_on=None, answered_by=None)
                | Q(granted__isnull=False, answered_on__gte=F("asked_on"), answered_by__isnull=False),
            ),
            models.CheckConstraint(name="deferral_refused_has_reason", condition=~Q(granted=False) | ~Q(reason="")),
            models.CheckConstraint(
                name="deferral_over_after_granted",
                condition=Q(over_on=None) | Q(granted=True, over_on__gte=F("answered_on")),
            ),
        ]
