"""The episode, its care team, service levels, hand-over and follow-ups."""

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fotfeste.care.terms import labels
from fotfeste.care.terms.models import only_legal_steps, values
from fotfeste.care.terms.rules.vocabulary import OutcomeClass

from ..labels import EPISODE_STATES, FOLLOW_UP_STATES
from ..rules.follow_up import WAITING
from ..rules.happenings import Answer
from ..rules.states import (
    ENDED_EPISODES,
    EPISODE_STEPS,
    EPISODE_STEPS_BESIDE,
    FOLLOW_UP_STEPS,
    FOLLOW_UP_STEPS_BESIDE,
    EpisodeState,
    FollowUpState,
)

USER = settings.AUTH_USER_MODEL


@pghistory.track()
class Episode(models.Model):
    """One period of reablement. `started_on` is the first day of training, `ended_on` the closing date."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("pathway.Person", on_delete=models.PROTECT, related_name="episodes")
    referral = models.OneToOneField(
        "pathway.Referral", null=True, blank=True, on_delete=models.PROTECT, related_name="episode"
    )
    team = models.ForeignKey("access.Unit", on_delete=models.PROTECT, related_name="episodes")
    state = models.CharField(max_length=20, choices=EPISODE_STATES, default=EpisodeState.PLANNED)
    group = models.CharField(max_length=20, choices=labels.GROUPS)
    planned_start_on = models.DateField()
    planned_end_on = models.DateField()
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    what_matters = models.TextField(blank=True)
    # Only for episodes brought in from a file, where single visits are not known.
    reported_hours_per_week = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    dropout_reason = models.CharField(max_length=20, choices=labels.DROPOUT_REASONS, blank=True)
    computed_outcome = models.CharField(max_length=30, choices=labels.OUTCOMES, blank=True)
    outcome = models.CharField(max_length=30, choices=labels.OUTCOMES, blank=True)
    outcome_note = models.TextField(blank=True)
    evaluation = models.TextField(blank=True)
    end_agreed = models.BooleanField(default=False)  # ended before time by the service, and the person agreed
    closed_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    # The last time it was opened again after a closing by mistake; earlier times stand in the history of the row.
    reopened_on = models.DateField(null=True, blank=True)
    reopened_reason = models.TextField(blank=True)
    import_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    # What the rooms did when the action that gave this episode back made something happen; kept nowhere.
    answers: tuple[Answer, ...] = ()

    class Meta:
        constraints = [
            models.CheckConstraint(name="episode_known_state", condition=Q(state__in=values(set(EpisodeState)))),
            models.CheckConstraint(
                name="episode_active_has_start",
                condition=~Q(state__in=["active", "on_hold", "completed"]) | Q(started_on__isnull=False),
            ),
            models.CheckConstraint(
                name="episode_ends_after_start", condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on"))
            ),
            models.CheckConstraint(
                name="episode_completed_has_outcome",
                condition=~Q(state="completed")
                | Q(
                    ended_on__isnull=False,
                    dropout_reason="",
                    outcome__in=values(set(OutcomeClass) - {OutcomeClass.DROPOUT}),
                ),
            ),
            models.CheckConstraint(
                name="episode_dropout_has_reason",
                condition=~Q(state="dropped_out")
                | (Q(ended_on__isnull=False, outcome=OutcomeClass.DROPOUT) & ~Q(dropout_reason="")),
            ),
            models.CheckConstraint(
                name="episode_running_has_no_outcome",
                condition=Q(state__in=values(ENDED_EPISODES)) | Q(ended_on=None, outcome="", dropout_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["team", "state"], name="episode_board"),
            models.Index(fields=["person", "-planned_start_on"], name="episode_of_person"),
            models.Index(fields=["team", "ended_on"], name="episode_of_team_ended"),
        ]
        triggers = [only_legal_steps("episode_steps", EPISODE_STEPS, EPISODE_STEPS_BESIDE)]

    def __str__(self) -> str:
        return f"episode {self.id}"


@pghistory.track()
class CareTeamMember(models.Model):
    """A care relation: who is what to the episode, from when to when. Access follows it."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="care_team")
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="care_relations")
    role = models.CharField(max_length=30, choices=labels.CARE_ROLES)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    # A place that ended with the period comes back, with the last day it had, when the closing was a mistake.
    ended_with_period = models.BooleanField(default=False)
    ends_on_before_end = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "user", "role"], condition=Q(ends_on=None), name="care_relation_once"
            ),
            models.UniqueConstraint(
                fields=["episode"], condition=Q(ends_on=None, role="coordinator"), name="one_coordinator_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["user", "ends_on"], name="care_relations_of_user")]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ServiceLevel(models.Model):
    """Hours a week of one service at one moment. A place or an alarm has zero hours and still stands."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="service_levels")
    moment = models.CharField(max_length=20, choices=labels.MOMENTS)
    kind = models.CharField(max_length=30, choices=labels.SERVICE_KINDS)
    hours_per_week = models.DecimalField(max_digits=5, decimal_places=2, default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["episode", "moment", "kind"], name="service_level_once"),
            models.CheckConstraint(
                name="service_hours_in_a_week", condition=Q(hours_per_week__gte=0, hours_per_week__lte=168)
            ),
        ]


@pghistory.track()
class ServiceLevelsKnown(models.Model):
    """Says that the services at a moment were registered, so that "none" differs from "not asked"."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="service_levels_known")
    moment = models.CharField(max_length=20, choices=labels.MOMENTS)
    known_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["episode", "moment"], name="service_levels_known_once")]


@pghistory.track()
class Hold(models.Model):
    """A break in the period: from `starts_on` until training went on again, with the reason for both."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="holds")
    starts_on = models.DateField()
    reason = models.TextField()
    resumed_on = models.DateField(null=True, blank=True)
    resumed_note = models.TextField(blank=True)
    ended_with_period = models.BooleanField(default=False)  # the period ended while training paused
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["episode"], condition=Q(resumed_on=None), name="one_hold_at_a_time"),
            models.CheckConstraint(name="hold_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="hold_ends_after_start", condition=Q(resumed_on=None) | Q(resumed_on__gte=F("starts_on"))
            ),
        ]


@pghistory.track()
class HandOver(models.Model):
    """What home nursing needs so that training does not stop (§3.9)."""

    episode = models.OneToOneField(Episode, on_delete=models.PROTECT, related_name="hand_over")
    to_unit = models.ForeignKey("access.Unit", on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    does_alone = models.TextField()
    help_not_to_give = models.TextField()
    training_goes_on = models.TextField(blank=True)
    check_on = models.DateField()
    introductions = models.TextField(blank=True)
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()


@pghistory.track()
class FollowUp(models.Model):
    """A planned contact after the period. Nobody is forgotten; "no answer" is recorded."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="follow_ups")
    occasion = models.CharField(max_length=20, choices=labels.OCCASIONS)
    state = models.CharField(max_length=20, choices=FOLLOW_UP_STATES, default=FollowUpState.DUE)
    due_on = models.DateField()
    cancelled_for = models.CharField(max_length=20, choices=labels.WHY_CANCELLED, blank=True)  # empty: by somebody
    attempts = models.PositiveSmallIntegerField(default=0)
    done_on = models.DateField(null=True, blank=True)
    method = models.CharField(max_length=20, choices=labels.FOLLOW_UP_METHODS, blank=True)
    lives_at_home = models.BooleanField(null=True, blank=True)
    new_period_offered = models.BooleanField(null=True, blank=True)
    note = models.TextField(blank=True)
    done_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["episode", "occasion"], name="follow_up_once"),
            models.CheckConstraint(
                name="follow_up_closed_has_date",
                condition=Q(state__in=["due", "cancelled"]) | Q(done_on__isnull=False),
            ),
        ]
        indexes = [
            # In the order of the due-list, and of those who wait only: the done ones are many times as many.
            models.Index(
                fields=["due_on", "attempts", "id"],
                include=["episode"],
                condition=Q(state__in=values(WAITING)),
                name="follow_up_waiting",
            )
        ]
        triggers = [only_legal_steps("follow_up_steps", FOLLOW_UP_STEPS, FOLLOW_UP_STEPS_BESIDE)]
