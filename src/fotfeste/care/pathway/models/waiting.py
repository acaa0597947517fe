"""While a referral waits: tries to reach the person, and preliminary answers about why it takes time."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

USER = settings.AUTH_USER_MODEL


class ContactAttempt(models.Model):
    """Somebody called, and nobody answered. A press that was wrong is undone by a row of its own, which names it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey("pathway.Referral", on_delete=models.PROTECT, related_name="attempts")
    # Of the button as it was shown: pressed twice, it is one try.
    key = models.UUIDField(unique=True)
    note = models.TextField(blank=True)
    undoes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by")
    tried_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    tried_at = models.DateTimeField()

    class Meta:
        # The words "append-only" are what ground.database reads: the application may then only read and add.
        db_table_comment = "append-only: tries to reach a person who was referred"
        constraints = [models.CheckConstraint(name="attempt_undoes_another", condition=~Q(undoes=F("id")))]


class PreliminaryAnswer(models.Model):
    """The person was told why the answer takes time, and when it is expected. The letter says the same words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey("pathway.Referral", on_delete=models.PROTECT, related_name="preliminary_answers")
    letter = models.OneToOneField("pathway.Letter", on_delete=models.PROTECT, related_name="preliminary_answer")
    why = models.TextField()
    expected_on = models.DateField()
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        db_table_comment = "append-only: preliminary answers as they were sent"
        constraints = [models.CheckConstraint(name="preliminary_answer_says_why", condition=~Q(why=""))]


class InterpreterUse(models.Model):
    """Whether an interpreter was used in one contact with somebody who needs one, and why not when not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(
        "pathway.Referral", null=True, blank=True, on_delete=models.PROTECT, related_name="interpreter_uses"
    )
    follow_up = models.ForeignKey(
        "pathway.FollowUp", null=True, blank=True, on_delete=models.PROTECT, related_name="interpreter_uses"
    )
    on = models.DateField()
    language = models.CharField(max_length=40)
    used = models.BooleanField()
    why_not = models.TextField(blank=True)
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        db_table_comment = "append-only: interpreter used or not, contact by contact"
        constraints = [
            models.CheckConstraint(
                name="interpreter_use_of_one_contact",
                condition=Q(referral__isnull=False, follow_up=None) | Q(referral=None, follow_up__isnull=False),
            ),
            models.CheckConstraint(name="interpreter_not_used_says_why", condition=Q(used=True) | ~Q(why_not="")),
        ]
