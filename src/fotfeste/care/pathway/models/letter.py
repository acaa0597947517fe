"""Letters, kept as they were sent."""

import uuid

import pghistory
from django.conf import settings
from django.db import models

from fotfeste.care.terms import labels

USER = settings.AUTH_USER_MODEL


@pghistory.track()
class Letter(models.Model):
    """The text that left the house, frozen when it was written; the PDF is made from it, never from today's data."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("pathway.Person", on_delete=models.PROTECT, related_name="letters")
    referral = models.ForeignKey(
        "pathway.Referral", null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )
    episode = models.ForeignKey(
        "pathway.Episode", null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )
    kind = models.CharField(max_length=40, choices=labels.LETTERS)
    to = models.CharField(max_length=160)
    title = models.CharField(max_length=160)
    language = models.CharField(max_length=5, default="nb")
    large_print = models.BooleanField(default=False)
    html = models.TextField()
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        # The words "append-only" are what ground.database reads: the application may then only read and add.
        db_table_comment = "append-only: letters as they left the house"


class Dispatch(models.Model):
    """A letter left the house: on which day, how, and who said so. What was noted by mistake is taken back by a row."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="dispatches")
    way = models.CharField(max_length=20, choices=labels.DISPATCH_WAYS)
    sent_on = models.DateField()
    takes_back = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="taken_back_by"
    )
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        db_table_comment = "append-only: when and how letters left the house"
        indexes = [models.Index(fields=["letter", "takes_back"], name="dispatch_of_letter")]
