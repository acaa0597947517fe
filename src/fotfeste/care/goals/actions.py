"""What can be done with goals, measures and the planned dose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import zip_longest
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from fotfeste.care.assessment.queries import activity_ids
from fotfeste.care.pathway.queries import hold_episode, relations_to
from fotfeste.care.pathway.rules.states import RUNNING_EPISODES
from fotfeste.care.service_model.rules.taper import MAX_VISITS_PER_WEEK, MAX_WEEKS
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.rules import visible

from .models import DoseChange, Goal, Measure, PlannedDose
from .queries import planned_doses_of_episodes
from .rules.states import GOAL_STEPS, OPEN_GOALS, RATED_GOALS, DoneBy, GoalState, Term, TrainingArea

if TYPE_CHECKING:
    from fotfeste.care.assessment.models import Assessment
    from fotfeste.care.pathway.models import Episode

MAX_TIMES_PER_WEEK = 70  # ten times a day: rising from the chair is trained that often
MAX_MINUTES = 240
MAX_REASON = 200


class GoalError(CareError):
    """The goal, measure or dose cannot be written like that."""


@transaction.atomic
def set_goal(
    *,
    episode: Episode,
    own_words: str,
    term: str,
    rating_before: int | None = None,
    assessment: Assessment | None = None,
    assessed_item: str = "",
    target_on: date | None = None,
    by: User,
    now: datetime,
) -> Goal:
    """Write down a goal as the person said it. `assessed_item` is the id of one activity in `assessment`."""
    today = localdate(now)
    _require(by, Act.SET_GOAL, episode, today)
    _running(episode)
    _linked(episode, assessment, assessed_item)
    goal = Goal.objects.create(
        episode=episode,
        own_words=_words(own_words),
        term=Term(term),
        rating_before=_rating(rating_before),
        assessment=assessment,
        assessed_item=assessed_item,
        target_on=_target(target_on, today),
        set_on=today,
        set_by=by,
    )
    log.write(by=by, act=Act.SET_GOAL, now=now, person_id=episode.person_id, subject=goal)
    return goal


@transaction.atomic
def adjust_goal(*, goal: Goal, own_words: str, reason: str, by: User, now: datetime) -> Goal:
    """The person says it differently now. The words before stay in the history of the row."""
    _require(by, Act.SET_GOAL, goal.episode, localdate(now))
    _running(goal.episode)
    _hold(goal)
    _step(goal, GoalState.ADJUSTED)
    goal.own_words, goal.reason, goal.state = _words(own_words), _reason(reason), GoalState.ADJUSTED
    goal.save(update_fields=["own_words", "reason", "state"])
    log.write(by=by, act=Act.SET_GOAL, now=now, person_id=goal.episode.person_id, subject=goal)
    return goal


@transaction.atomic
def rate_goal(
    *, goal: Goal, rating_before: int | None = None, rating_after: int | None = None, by: User, now: datetime
) -> Goal:
    """The person's own rating, 1 (worst) to 10 (best). None leaves the rating as it is."""
    _require(by, Act.SET_GOAL, goal.episode, localdate(now))
    _hold(goal)
    if rating_before is not None:
        goal.rating_before = _rating(rating_before)
    if rating_after is not None:
        goal.rating_after = _rating(rating_after)
    goal.save(update_fields=["rating_before", "rating_after"])
    log.write(by=by, act=Act.SET_GOAL, now=now, person_id=goal.episode.person_id, subject=goal)
    return goal


@transaction.atomic
def close_goal(
    *, goal: Goal, state: str, reason: str, on: date, rating_after: int | None = None, by: User, now: datetime
) -> Goal:
    """Close a goal with date and reason. Its measures end the same day, so that no visit offers them any more."""
    today = localdate(now)
    _require(by, Act.SET_GOAL, goal.episode, today)
    _hold(goal)
    ending = GoalState(state)
    if ending not in RATED_GOALS:
        raise GoalError("Choose how the goal ended: attained, partly attained, not attained or no longer relevant.")
    _step(goal, ending)
    if not goal.set_on <= on <= today:
        raise GoalError("The goal cannot be closed on that day. Choose a day from when it was set until today.")
    goal.state, goal.reason, goal.closed_on = ending, _reason(reason), on
    goal.state_before_end = goal.reason_before_end = ""  # now somebody has said how it went
    if rating_after is not None:
        goal.rating_after = _rating(rating_after)
    goal.save(update_fields=["state", "reason", "closed_on", "rating_after", "state_before_end", "reason_before_end"])
    for measure in goal.measures.filter(ends_on=None):
        measure.ends_on = max(on, measure.starts_on)
        measure.save(update_fields=["ends_on"])
    log.write(by=by, act=Act.SET_GOAL, now=now, person_id=goal.episode.person_id, subject=goal)
    return goal


@transaction.atomic
def add_measure(
    *,
    goal: Goal,
    area: str,
    description: str,
    done_by: str,
    times_per_week: int,
    minutes: int | None = None,
    target_level: int | None = None,
    starts_on: date | None = None,
    by: User,
    now: datetime,
) -> Measure:
    """What is to be trained for the goal. `times_per_week` 1–70, `minutes` 1–240 each time, `target_level` 0–5."""
    today = localdate(now)
    _require(by, Act.PLAN, goal.episode, today)
    _running(goal.episode)
    _hold(goal)
    if GoalState(goal.state) not in OPEN_GOALS:
        raise GoalError("The goal is closed, so nothing more can be planned for it. Set a new goal.")
    text = visible(description)
    if not text:
        raise GoalError("Write what is to be trained.")
    if not 1 <= times_per_week <= MAX_TIMES_PER_WEEK:
        raise GoalError("Write how many times a week, from 1 to %(high)s.", high=MAX_TIMES_PER_WEEK)
    if minutes is not None and not 1 <= minutes <= MAX_MINUTES:
        raise GoalError("Write how many minutes each time, from 1 to %(high)s.", high=MAX_MINUTES)
    if target_level is not None and not 0 <= target_level <= 5:
        raise GoalError("Choose a level of help from 0 to 5.")
    measure = Measure.objects.create(
        goal=goal,
        area=TrainingArea(area),
        description=text,
        done_by=DoneBy(done_by),
        times_per_week=times_per_week,
        minutes=minutes,
        target_level=target_level,
        starts_on=starts_on or today,
    )
    log.write(by=by, act=Act.PLAN, now=now, person_id=goal.episode.person_id, subject=measure)
    return measure


@transaction.atomic
def end_measure(*, measure: Measure, on: date, by: User, now: datetime) -> Measure:
    """The measure is not trained after `on`. It stays visible, and so does what was trained."""
    episode = measure.goal.episode
    _require(by, Act.PLAN, episode, localdate(now))
    measure.refresh_from_db(from_queryset=Measure.objects.select_for_update())
    if measure.ends_on is not None:
        raise GoalError("The measure has already ended. Nothing was changed.")
    if on < measure.starts_on:
        raise GoalError("The measure cannot end before it starts. Choose a later day.")
    measure.ends_on = on
    measure.save(update_fields=["ends_on"])
    log.write(by=by, act=Act.PLAN, now=now, person_id=episode.person_id, subject=measure)
    return measure


@transaction.atomic
def plan_dose(
    *, episode: Episode, visits_by_week: Sequence[int], reason: str = "", by: User, now: datetime
) -> list[PlannedDose]:
    """Plan the visits of every week, week 1 first, where they are to be others than decided. 1–52 weeks, 0–28 visits.

    What stood before is kept as one change, from the first week that differs; nothing is kept when nothing does.
    """
    _require(by, Act.PLAN, episode, localdate(now))
    _running(episode)
    if not 1 <= len(visits_by_week) <= MAX_WEEKS:
        raise GoalError("Plan at least 1 and at most %(high)s weeks.", high=MAX_WEEKS)
    if any(not 0 <= visits <= MAX_VISITS_PER_WEEK for visits in visits_by_week):
        raise GoalError("Plan from 0 to %(high)s visits a week.", high=MAX_VISITS_PER_WEEK)
    before = {dose.week: dose for dose in PlannedDose.objects.select_for_update().filter(episode=episode)}
    stood, stands = planned_doses_of_episodes([episode.pk]).get(episode.pk, []), list(visits_by_week)
    if stood != stands:
        _keep_change(episode, stood, stands, reason, by=by, now=now)
    for week in sorted(before.keys() - set(range(1, len(visits_by_week) + 1))):
        before[week].delete()
    planned = []
    for week, visits in enumerate(visits_by_week, start=1):
        dose = before.get(week) or PlannedDose(episode=episode, week=week)
        if dose.pk is None or dose.visits != visits:
            dose.visits = visits
            dose.save()
        planned.append(dose)
    log.write(by=by, act=Act.PLAN, now=now, person_id=episode.person_id, subject=episode)
    return planned


def _keep_change(
    episode: Episode, before: list[int], after: list[int], reason: str, *, by: User, now: datetime
) -> None:
    differs = (week for week, (one, other) in enumerate(zip_longest(before, after), start=1) if one != other)
    DoseChange.objects.create(
        episode=episode,
        from_week=next(differs),
        before=before,
        after=after,
        reason=visible(reason)[:MAX_REASON],
        changed_by=by,
        changed_at=now,
    )


def _require(by: User, act: Act, episode: Episode, today: date) -> None:
    require(by, act, relations_to(by, episode.person_id, today=today), person_id=episode.person_id)


def _hold(goal: Goal) -> None:
    """Read the goal anew and hold it until the transaction ends, so that two who close it do not both win."""
    goal.refresh_from_db(from_queryset=Goal.objects.select_for_update())


def _running(episode: Episode) -> None:
    """Hold the episode, so that nobody closes it meanwhile, and refuse one that has ended."""
    hold_episode(episode)
    if episode.state not in RUNNING_EPISODES:
        raise GoalError("The episode has ended, so its goals and plan are closed. Start a new episode first.")


def _step(goal: Goal, after: GoalState) -> None:
    if after not in GOAL_STEPS[GoalState(goal.state)]:
        raise GoalError("The goal is already closed, and what was decided stays. Set a new goal instead.")


def _words(own_words: str) -> str:
    if not visible(own_words):
        raise GoalError("Write the goal the way the person said it.")
    return visible(own_words)


def _reason(reason: str) -> str:
    if not visible(reason):
        raise GoalError("Write the reason in a few words.")
    return visible(reason)


def _rating(rating: int | None) -> int | None:
    if rating is not None and not 1 <= rating <= 10:
        raise GoalError("A rating goes from 1 to 10. Choose one of the numbers.")
    return rating


def _target(target_on: date | None, today: date) -> date | None:
    if target_on is not None and target_on < today:
        raise GoalError("The date for reaching the goal has passed. Choose a later date, or leave it empty.")
    return target_on


def _linked(episode: Episode, assessment: Assessment | None, item: str) -> None:
    if assessment is None:
        if item:
            raise GoalError("Choose the assessment that the activity comes from.")
        return
    if assessment.episode_id != episode.pk:
        raise GoalError("The assessment belongs to another episode. Choose one of this episode.")
    if item and item not in activity_ids(assessment):
        raise GoalError("The assessment has no such activity. Choose one of those that were assessed.")
