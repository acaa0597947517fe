"""From referral to decision."""

import uuid

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, Value, When

from fotfeste.care.terms import labels
from fotfeste.care.terms.models import only_legal_steps, values
from fotfeste.care.terms.rules.vocabulary import DecisionOutcome, HearingKind

from ..labels import REFERRAL_STATES
from ..rules.decision.content import ANSWERS, CHANGES, GRANTING
from ..rules.happenings import Answer
from ..rules.person import lengths
from ..rules.states import ANSWERED_REFERRALS, OPEN_REFERRALS, REFERRAL_STEPS, REFERRAL_STEPS_BESIDE, ReferralState

USER = settings.AUTH_USER_MODEL


@pghistory.track(exclude=["waits"])
class Referral(models.Model):
    """A need that somebody reported. Every referral ends in an answer to the referrer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("pathway.Person", on_delete=models.PROTECT, related_name="referrals")
    case_number = models.CharField(max_length=lengths.CASE_NUMBER, unique=True)  # stands in every letter of the case
    office = models.ForeignKey("access.Unit", on_delete=models.PROTECT, related_name="referrals_of_office")
    team = models.ForeignKey(
        "access.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="referrals_of_team"
    )
    state = models.CharField(max_length=20, choices=REFERRAL_STATES, default=ReferralState.RECEIVED)
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
    # What was sent with the key, digested: the same again is answered with this referral, anything else is not it.
    content_digest = models.CharField(max_length=64, blank=True)
    # What the referrer wrote about who it is, where the person was known from before and the match is confirmed.
    written_about = models.ForeignKey(
        "pathway.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

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
        ]


@pghistory.track(exclude=["granted"])
class Decision(models.Model):
    """The written decision: about one person, with a reason of its own, open to appeal.

    It answers a referral, or it changes a decision that granted something; never both. What is granted is for a time.
    """

    person = models.ForeignKey("pathway.Person", on_delete=models.PROTECT, related_name="decisions")
    referral = models.OneToOneField(Referral, null=True, blank=True, on_delete=models.PROTECT, related_name="decision")
    changes = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="changed_by")
    outcome = models.CharField(max_length=20, choices=labels.DECISION_OUTCOMES)
    granted = models.GeneratedField(
        expression=Case(When(outcome__in=values(GRANTING), then=Value(True)), default=Value(False)),
        output_field=models.BooleanField(),
        db_persist=True,
        editable=False,
    )
    asked_for = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    takes_effect_on = models.DateField(null=True, blank=True)  # of a change
    # What became of a change: the last day that held before it, since when it waits for an appeal, from which later day
    # it holds when that is decided, and that it fell away.
    ended_before_on = models.DateField(null=True, blank=True)
    waits_since = models.DateField(null=True, blank=True)
    takes_effect_later_on = models.DateField(null=True, blank=True)
    fell_away_on = models.DateField(null=True, blank=True)
    fell_away_for = models.CharField(max_length=20, choices=labels.WHY_FELL_AWAY, blank=True)
    fell_away_reason = models.TextField(blank=True)
    visits_per_week_first = models.PositiveSmallIntegerField(null=True, blank=True)
    visits_per_week_last = models.PositiveSmallIntegerField(null=True, blank=True)
    content = models.TextField(blank=True)
    goals = models.TextField(blank=True)
    persons_view = models.TextField(blank=True)
    reason_rules = models.TextField(blank=True)
    reason_facts = models.TextField()
    reason_weighed = models.TextField(blank=True)
    # Whose words the reason is alike to, when somebody has said that they are true of this person too.
    reason_alike_to = models.CharField(max_length=20, choices=labels.ALIKE_TO, blank=True)
    alternative = models.CharField(max_length=30, choices=labels.ALTERNATIVES, blank=True)
    alternative_words = models.TextField(blank=True)  # who does what, and when
    legal_basis = ArrayField(models.CharField(max_length=40), default=list, blank=True)  # keys of the law's data
    decided_on = models.DateField()
    appeal_before = models.DateField()
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    # What the rooms did when a change was made or stopped holding; kept nowhere.
    answers: tuple[Answer, ...] = ()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decision_known_outcome", condition=Q(outcome__in=values(set(DecisionOutcome)))
            ),
            models.CheckConstraint(
                name="decision_answers_or_changes",
                condition=Q(referral__isnull=False, changes=None, outcome__in=values(ANSWERS))
                | Q(referral=None, changes__isnull=False, outcome__in=values(CHANGES)),
            ),
            models.CheckConstraint(name="decision_has_reason", condition=~Q(reason_facts="")),
            models.CheckConstraint(
                name="decision_granted_has_period",
                condition=~Q(outcome__in=values(GRANTING)) | Q(starts_on__isnull=False, ends_on__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="decision_change_says_from_when",
                condition=Q(changes=None)
                | Q(takes_effect_on__isnull=False, ends_on__isnull=False, ended_before_on__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_only_changes_wait_or_fall_away",
                condition=Q(changes__isnull=False)
                | Q(waits_since=None, takes_effect_later_on=None, fell_away_on=None, fell_away_for=""),
            ),
            models.CheckConstraint(
                name="decision_fell_away_has_why",
                condition=Q(fell_away_on=None, fell_away_for="")
                | (Q(fell_away_on__isnull=False) & ~Q(fell_away_for="")),
            ),
            models.CheckConstraint(
                name="decision_other_service_names_it",
                condition=~Q(outcome=DecisionOutcome.OTHER_SERVICE) | ~Q(alternative=""),
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"


@pghistory.track()
class Hearing(models.Model):
    """The person is heard before a decision against them: a conversation, or a warning with a day to answer by.

    Before a referral is answered, or before a period is reduced or ended early; never both.
    """

    referral = models.ForeignKey(Referral, null=True, blank=True, on_delete=models.PROTECT, related_name="hearings")
    episode = models.ForeignKey(
        "pathway.Episode", null=True, blank=True, on_delete=models.PROTECT, related_name="hearings"
    )
    kind = models.CharField(max_length=20, choices=labels.HEARING_KINDS)
    on = models.DateField()
    words = models.TextField()  # what the person said; of a warning, what is planned and why
    reply_by = models.DateField(null=True, blank=True)
    replied_on = models.DateField(null=True, blank=True)
    reply = models.TextField(blank=True)
    letter = models.ForeignKey("pathway.Letter", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hearing_before_one_decision",
                condition=Q(referral__isnull=False, episode=None) | Q(referral=None, episode__isnull=False),
            ),
            models.CheckConstraint(name="hearing_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="hearing_warning_says_until_when",
                condition=Q(kind=HearingKind.CONVERSATION, reply_by=None, replied_on=None, reply="")
                | Q(kind=HearingKind.WARNING, reply_by__gt=F("on")),
            ),
            models.CheckConstraint(
                name="hearing_reply_has_day_and_words",
                condition=Q(replied_on=None, reply="") | (Q(replied_on__gte=F("on")) & ~Q(reply="")),
            ),
        ]


@pghistory.track()
class Appeal(models.Model):
    """An appeal, received and dated even when it comes late."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="appeals")
    received_on = models.DateField()
    text = models.TextField()
    received_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
