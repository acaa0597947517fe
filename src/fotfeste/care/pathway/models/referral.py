"""From referral to decision."""

import uuid

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, Value, When

from .. import labels
from ..rules import lengths
from ..rules.states import ANSWERED_REFERRALS, OPEN_REFERRALS, REFERRAL_STEPS, REFERRAL_STEPS_BESIDE, ReferralState
from .steps import only_legal_steps, values

USER = settings.AUTH_USER_MODEL


@pghistory.track(exclude=["waits"])
class Referral(models.Model):
    """A need that somebody reported. Every referral ends in an answer to the referrer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("pathway.Person", on_delete=models.PROTECT, related_name="referrals")
    office = models.ForeignKey("access.Unit", on_delete=models.PROTECT, related_name="referrals_of_office")
    team = models.ForeignKey(
        "access.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="referrals_of_team"
    )
    state = models.CharField(max_length=20, choices=labels.REFERRAL_STATES, default=ReferralState.RECEIVED)
    received_on = models.DateField()
    contact_due_on = models.DateField()
    answer_due_on = models.DateField()
    # The name as the referrer wrote it: shown to the referrer instead of what the record says (see actions.persons).
    name_as_written = models.CharField(max_length=lengths.WHOLE_NAME, blank=True)
    route = models.CharField(max_length=30, choices=labels.ROUTES)
    referrer = models.CharField(max_length=30, choices=labels.REFERRERS)
    referrer_name = models.CharField(max_length=lengths.REFERRER_NAME, blank=True)
    function_loss = models.CharField(max_length=10, choices=labels.FUNCTION_LOSSES, blank=True)
    function_loss_on = models.DateField(null=True, blank=True)
    cause = models.CharField(max_length=30, choices=labels.CAUSES, blank=True)
    services_today = ArrayField(models.CharField(max_length=30, choices=labels.SERVICE_KINDS), default=list, blank=True)
    hours_per_week = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    what_matters = models.TextField(blank=True)
    home_situation = models.TextField(blank=True)
    urgent = models.BooleanField(default=False)
    discharge_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    contacted_on = models.DateField(null=True, blank=True)
    contact_note = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    # Closed because the person died or moved, and where it stood then: it goes back there when that was a mistake.
    closed_for = models.CharField(max_length=20, choices=labels.WHY_CANCELLED, blank=True)
    state_when_closed = models.CharField(max_length=20, blank=True)
    episode_opened = models.BooleanField(default=False)  # written with the period, by the same action
    # Somebody has to do something. Worked out by the database, so that the inbox need not look through all that ever
    # was granted, and PostgreSQL knows how few these are.
    waits = models.GeneratedField(
        expression=Case(
            When(Q(state__in=values(OPEN_REFERRALS)), then=Value(True)),
            When(Q(state=ReferralState.GRANTED.value, episode_opened=False), then=Value(True)),
            default=Value(False),
        ),
        output_field=models.BooleanField(),
        db_persist=True,
        editable=False,
    )
    handled_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    registered_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    import_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="referral_known_state", condition=Q(state__in=values(set(ReferralState)))),
            models.CheckConstraint(
                name="referral_closed_is_answered",
                condition=~Q(state__in=values(ANSWERED_REFERRALS)) | Q(answered_on__isnull=False),
            ),
            models.CheckConstraint(
                name="referral_contacted_has_date",
                condition=~Q(state=ReferralState.CONTACTED) | Q(contacted_on__isnull=False),
            ),
            models.CheckConstraint(
                name="referral_hours_in_a_week",
                condition=Q(hours_per_week=None) | Q(hours_per_week__gte=0, hours_per_week__lte=168),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "contact_due_on"], name="referral_inbox"),
            models.Index(fields=["registered_by", "-received_on"], name="referral_of_referrer"),
            models.Index(fields=["received_on"], name="referral_received"),
            models.Index(
                fields=["office", "team"],
                name="referral_waits",
                condition=Q(waits=True),
            ),
        ]
        triggers = [only_legal_steps("referral_steps", REFERRAL_STEPS, REFERRAL_STEPS_BESIDE)]

    def __str__(self) -> str:
        return f"referral {self.id}"


@pghistory.track()
class Screening(models.Model):
    """Answers to the criteria, what the rules recommended, and what a person decided and why."""

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="screening")
    answers = models.JSONField()  # criterion code -> yes | no | unknown
    recommended = models.CharField(max_length=20)  # include | exclude | find_out_more
    recommended_because = models.JSONField(default=list)  # codes of rules.screening
    included = models.BooleanField()
    reason = models.TextField()
    alternative = models.CharField(max_length=30, choices=labels.ALTERNATIVES, blank=True)
    answer_to_referrer = models.TextField(blank=True)
    screened_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    screened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="screening_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="screening_no_names_alternative", condition=Q(included=True) | ~Q(alternative="")
            ),
        ]


@pghistory.track()
class Decision(models.Model):
    """The written decision: time-limited, reasoned, open to appeal."""

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="decision")
    granted = models.BooleanField()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    visits_per_week_first = models.PositiveSmallIntegerField(null=True, blank=True)
    visits_per_week_last = models.PositiveSmallIntegerField(null=True, blank=True)
    content = models.TextField(blank=True)
    goals = models.TextField(blank=True)
    reason = models.TextField()
    decided_on = models.DateField()
    appeal_before = models.DateField()
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="decision_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="decision_granted_has_period",
                condition=Q(granted=False) | Q(starts_on__isnull=False, ends_on__gt=F("starts_on")),
            ),
        ]


@pghistory.track()
class Appeal(models.Model):
    """An appeal, received and dated even when it comes late."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="appeals")
    received_on = models.DateField()
    text = models.TextField()
    received_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
