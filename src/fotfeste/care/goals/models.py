"""Goals in the person's own words, the measures that lead there, and the dose that was planned."""

import uuid

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from fotfeste.care.terms.models import only_legal_steps, values

from . import labels
from .rules.states import CLOSED_GOALS, GOAL_STEPS, GOAL_STEPS_BESIDE, GoalState

USER = settings.AUTH_USER_MODEL


@pghistory.track()
class Goal(models.Model):
    """`own_words` is what the person said, kept as said. Ratings are the person's own, 1 (worst) to 10 (best)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    episode = models.ForeignKey("pathway.Episode", on_delete=models.PROTECT, related_name="goals")
    own_words = models.TextField()
    term = models.CharField(max_length=10, choices=labels.TERMS)
    state = models.CharField(max_length=20, choices=labels.GOAL_STATES, default=GoalState.ACTIVE)
    assessment = models.ForeignKey(
        "assessment.Assessment", null=True, blank=True, on_delete=models.PROTECT, related_name="goals"
    )
    assessed_item = models.CharField(max_length=60, blank=True)  # e.g. the id of a COPM problem
    target_on = models.DateField(null=True, blank=True)
    rating_before = models.PositiveSmallIntegerField(null=True, blank=True)
    rating_after = models.PositiveSmallIntegerField(null=True, blank=True)
    set_on = models.DateField()
    set_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    # Where it stood when the end of the period closed it; empty when somebody did.
    state_before_end = models.CharField(max_length=20, choices=labels.GOAL_STATES, blank=True)
    reason_before_end = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="goal_closed_has_date_and_reason",
                condition=~Q(state__in=values(CLOSED_GOALS)) | (Q(closed_on__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(name="goal_has_words", condition=~Q(own_words="")),
            models.CheckConstraint(
                name="goal_ratings_1_to_10",
                condition=(Q(rating_before=None) | Q(rating_before__range=(1, 10)))
                & (Q(rating_after=None) | Q(rating_after__range=(1, 10))),
            ),
        ]
        triggers = [only_legal_steps("goal_steps", GOAL_STEPS, GOAL_STEPS_BESIDE)]


@pghistory.track()
class Measure(models.Model):
    """What is trained for a goal: where, by whom, how often, and the level of help to aim at (0–5)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="measures")
    area = models.CharField(max_length=30, choices=labels.TRAINING_AREAS)
    description = models.CharField(max_length=200)
    done_by = models.CharField(max_length=20, choices=labels.DONE_BY)
    times_per_week = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    target_level = models.PositiveSmallIntegerField(null=True, blank=True, choices=labels.ASSISTANCE_LEVELS)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_with_period = models.BooleanField(default=False)
    ends_on_before_end = models.DateField(null=True, blank=True)  # what stood there when the period ended

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="measure_level_0_to_5", condition=Q(target_level=None) | Q(target_level__range=(0, 5))
            )
        ]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PlannedDose(models.Model):
    """Visits planned for one week of the episode (`pathway.rules.weeks`). High first, then tapering.

    Rows stand here once somebody has changed what was decided; until then the decision is the plan.
    """

    episode = models.ForeignKey("pathway.Episode", on_delete=models.PROTECT, related_name="planned_doses")
    week = models.PositiveSmallIntegerField()
    visits = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["episode", "week"], name="dose_once_per_week")]


class DoseChange(models.Model):
    """One change of the planned visits: what stood, what stands now, from which week on, and why."""

    episode = models.ForeignKey("pathway.Episode", on_delete=models.PROTECT, related_name="dose_changes")
    from_week = models.PositiveSmallIntegerField()
    before = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)  # empty: nothing was planned
    after = ArrayField(models.PositiveSmallIntegerField())
    reason = models.CharField(max_length=200, blank=True)
    changed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        db_table_comment = "append-only: how the planned visits of an episode were changed"
        indexes = [models.Index(fields=["episode", "-changed_at"], name="dose_changes_of_episode")]
