"""Decision-making competence (beslutningskompetanse): of one question, on one day. Never a mark on the person."""

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fotfeste.care.terms import labels


@pghistory.track()
class DecisionCompetence(models.Model):
    """Whether somebody could decide one question when it was asked: pasient- og brukerrettighetsloven § 4-3.

    It holds for that question and no other, and nothing in the product follows from it by itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("pathway.Person", on_delete=models.PROTECT, related_name="competence_assessments")
    question = models.TextField()
    assessed_on = models.DateField()
    finding = models.CharField(max_length=20, choices=labels.COMPETENCE_FINDINGS)
    why = models.TextField()
    shown_to_person_on = models.DateField(null=True, blank=True)
    shown_to_kin_on = models.DateField(null=True, blank=True)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="competence_says_question_and_why", condition=~Q(question="") & ~Q(why="")),
            models.CheckConstraint(name="competence_known_finding", condition=Q(finding__in=["able", "not_able"])),
            models.CheckConstraint(
                name="competence_shown_after_assessed",
                condition=(Q(shown_to_person_on=None) | Q(shown_to_person_on__gte=F("assessed_on")))
                & (Q(shown_to_kin_on=None) | Q(shown_to_kin_on__gte=F("assessed_on"))),
            ),
            models.CheckConstraint(name="competence_corrects_another", condition=~Q(corrects=F("id"))),
        ]
