"""What the person has said about telling others."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from fotfeste.care.terms import labels

USER = settings.AUTH_USER_MODEL


class Sharing(models.Model):
    """The person agreed to, or opposed, that somebody is told. The newest word about the same receiver holds."""

    person = models.ForeignKey("pathway.Person", on_delete=models.PROTECT, related_name="sharings")
    with_whom = models.CharField(max_length=20, choices=labels.SHARED_WITH)
    referral = models.ForeignKey(
        "pathway.Referral", null=True, blank=True, on_delete=models.PROTECT, related_name="sharings"
    )
    relative = models.ForeignKey(
        "pathway.Relative", null=True, blank=True, on_delete=models.PROTECT, related_name="sharings"
    )
    agrees = models.BooleanField()
    said_on = models.DateField()
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        db_table_comment = "append-only: what persons said about telling others"
        constraints = [
            models.CheckConstraint(
                name="sharing_names_one_receiver",
                condition=Q(with_whom="gp", referral=None, relative=None)
                | Q(with_whom="referrer", referral__isnull=False, relative=None)
                | Q(with_whom="relative", referral=None, relative__isnull=False),
            )
        ]
        indexes = [models.Index(fields=["person", "with_whom"], name="sharing_of_person")]
