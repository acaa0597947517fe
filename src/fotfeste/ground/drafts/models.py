"""Drafts that wait, and receipts that tell a form sent twice that it was saved the first time."""

from django.conf import settings
from django.db import models

USER = settings.AUTH_USER_MODEL


class Draft(models.Model):
    """What one user has typed in one instance of one form. `sealed` is closed by the browser: AES-GCM, base64.

    `person_id` is whom the page was about, when it was about somebody. No foreign key: this room knows no care.
    """

    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=200)
    instance = models.UUIDField(unique=True)
    person_id = models.UUIDField(null=True, blank=True)
    sealed = models.TextField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["user", "form"], name="drafts_of_user_by_form"),
            models.Index(fields=["updated_at"], name="drafts_by_age"),
        ]


class Receipt(models.Model):
    """One form instance was saved: when, and which page shows it. `content` is a keyed hash of what was sent."""

    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    instance = models.UUIDField()
    content = models.CharField(max_length=64)
    leads_to = models.CharField(max_length=500)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "instance"], name="one_receipt_per_form_instance")]
        indexes = [models.Index(fields=["saved_at"], name="receipts_by_age")]
