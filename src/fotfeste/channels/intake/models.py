"""A file between its preview and its confirmation."""

import uuid

from django.conf import settings
from django.db import models


class Upload(models.Model):
    """A file as it was sent. Only its sender sees it; an hour after it came a job throws it away with all it holds.

    added and present are known once the file is taken: rows that were new, and rows the record had before.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)  # a code of rules.kinds
    name = models.CharField(max_length=160)
    content = models.BinaryField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sent_at = models.DateTimeField(db_index=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    added = models.PositiveIntegerField(null=True, blank=True)
    present = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="upload_taken_has_counts",
                condition=models.Q(taken_at=None, added=None, present=None)
                | models.Q(taken_at__isnull=False, added__isnull=False, present__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"upload {self.id}"
