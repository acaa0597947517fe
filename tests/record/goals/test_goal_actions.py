"""Setting, changing and closing goals, and planning what is trained."""

from datetime import timedelta

import pytest
from assessments import make_episode
from django.apps import apps
from django.db import DatabaseError, transaction

from fotfeste.care.goals.actions import (
    GoalError,
    add_measure,
    adjust_goal,
    close_goal,
    end_measure,
    plan_dose,
    rate_goal,
    set_goal,
)
from fotfeste.care.goals.models import Goal, PlannedDose
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_alice(people, now):
    return {"by": people.alice, "now": now}


@pytest.fixture
def measure(goal, by_alice):
    return add_measure(
        goal=goal,
        area="physical_training",
        description="Reise seg fra stolen",
        done_by="person",
        times_per_week=14,
        **by_alice,
    )


def acts_after(count):
    return [line.act for line in LogEntry.objects.order_by("id")[count:]]


def test_a_goal_is_kept_in_the_persons_own_words(episode, by_alice, today):
    words = "Æ ska ut å fesk igjen – «før isen»!"
    made = set_goal(episode=episode, own_words=words, term="life", **by_alice)
    made.refresh_from_db()
    assert (made.own_words, made.term, made.state, made.set_on) == (words, "life", "active", today)


def test_a_goal_without_words_is_no_goal(episode, by_alice):
    with pytest.raises(GoalError, match="the way the person said it"):
        set_goal(episode=episode, own_words="  ", term="short", **by_alice)


def test_a_goal_comes_from_an_activity_that_was_assessed(goal, start):
    assert (goal.assessment, goal.assessed_item) == (start, "a1")


def test_a_goal_cannot_come_from_an_activity_nobody_chose(episode, start, by_alice):
    with pytest.raises(GoalError, match="no such activity"):
        set_goal(episode=episode, own_words="Gå", term="short", assessment=start, assessed_item="a9", **by_alice)


def test_a_goal_cannot_come_from_another_persons_assessment(people, now, start, by_alice):
    other = make_episode(people, now, "Modig")
    with pytest.raises(GoalError, match="another episode"):
        set_goal(episode=other, own_words="Gå", term="short", assessment=start, assessed_item="a1", **by_alice)


@pytest.mark.parametrize("rating", [0, 11, -1])
def test_a_rating_outside_1_to_10_is_refused(episode, by_alice, rating):
    with pytest.raises(GoalError, match="1 to 10"):
        set_goal(episode=episode, own_words="Gå", term="short", rating_before=rating, **by_alice)


def test_a_goal_is_not_set_for_a_day_that_has_passed(episode, by_alice, today):
    with pytest.raises(GoalError, match="passed"):
        set_goal(episode=episode, own_words="Gå", term="short", target_on=today - timedelta(days=1), **by_alice)


def test_no_goal_is_set_in_an_episode_that_has_ended(people, episode, by_alice, today):
    episode.state, episode.ended_on, episode.outcome = "completed", today, "no_service"
    episode.save()
    follow_up = apps.get_model("pathway", "FollowUp")
    follow_up.objects.create(episode=episode, occasion="month_1", due_on=today + timedelta(days=30))
    with pytest.raises(GoalError, match="has ended"):
        set_goal(episode=episode, own_words="Gå", term="short", **by_alice)


def test_an_adjusted_goal_has_new_words_and_the_old_ones_are_in_its_history(goal, by_alice):
    adjust_goal(goal=goal, own_words="Jeg vil gå til postkassa", reason="Butikken ble for langt", **by_alice)
    goal.refresh_from_db()
    assert (goal.own_words, goal.state, goal.reason) == (
        "Jeg vil gå til postkassa",
        "adjusted",
        "Butikken ble for langt",
    )
    history = apps.get_model("goals", "GoalEvent").objects.filter(pgh_obj=goal).order_by("pgh_id")
    assert [row.own_words for row in history] == ["Jeg vil gå til butikken selv", "Jeg vil gå til postkassa"]


def test_a_goal_is_not_adjusted_without_a_reason(goal, by_alice):
    with pytest.raises(GoalError, match="reason"):
        adjust_goal(goal=goal, own_words="Jeg vil gå til postkassa", reason=" ", **by_alice)


@pytest.mark.parametrize("state", ["attained", "partly_attained", "not_attained", "given_up"])
def test_a_goal_is_closed_with_date_reason_and_rating(goal, by_alice, today, state):
    close_goal(goal=goal, state=state, reason="Går med rullator", on=today, rating_after=8, **by_alice)
    goal.refresh_from_db()
    assert (goal.state, goal.closed_on, goal.reason) == (state, today, "Går med rullator")
    assert (goal.rating_before, goal.rating_after) == (3, 8)


@pytest.mark.parametrize("state", ["active", "adjusted"])
def test_closing_says_how_it_ended(goal, by_alice, today, state):
    with pytest.raises(GoalError, match="how the goal ended"):
        close_goal(goal=goal, state=state, reason="x", on=today, **by_alice)


@pytest.mark.parametrize("days", [-1, 1])
def test_a_goal_is_closed_between_the_day_it_was_set_and_today(goal, by_alice, today, days):
    with pytest.raises(GoalError, match="Choose a day"):
        close_goal(goal=goal, state="attained", reason="x", on=today + timedelta(days=days), **by_alice)


def test_a_closed_goal_stays_closed(goal, by_alice, today):
    close_goal(goal=goal, state="attained", reason="Klarer det", on=today, **by_alice)
    with pytest.raises(GoalError, match="already closed"):
        close_goal(goal=goal, state="given_up", reason="x", on=today, **by_alice)
    with pytest.raises(GoalError, match="already closed"):
        adjust_goal(goal=goal, own_words="y", reason="x", **by_alice)
    with pytest.raises(DatabaseError), transaction.atomic():
        Goal.objects.filter(pk=goal.pk).update(state="active")


def test_a_stale_copy_of_the_goal_does_not_close_it_twice(goal, by_alice, today):
    stale = Goal.objects.get(pk=goal.pk)
    close_goal(goal=goal, state="attained", reason="Klarer det", on=today, **by_alice)
    with pytest.raises(GoalError, match="already closed"):
        close_goal(goal=stale, state="given_up", reason="x", on=today, **by_alice)


def test_closing_a_goal_ends_its_measures_and_keeps_them(goal, measure, by_alice, today):
    close_goal(goal=goal, state="attained", reason="Klarer det", on=today, **by_alice)
    measure.refresh_from_db()
    assert measure.ends_on == today
    assert goal.measures.count() == 1


def test_a_rating_can_be_given_later_without_touching_the_first(goal, by_alice):
    rate_goal(goal=goal, rating_after=7, **by_alice)
    goal.refresh_from_db()
    assert (goal.rating_before, goal.rating_after, goal.state) == (3, 7, "active")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"times_per_week": 0}, "times a week"),
        ({"times_per_week": 71}, "times a week"),
        ({"minutes": 0}, "minutes"),
        ({"target_level": 6}, "level of help"),
        ({"description": " "}, "what is to be trained"),
    ],
)
def test_a_measure_that_cannot_be_trained_is_refused(goal, by_alice, wrong, message):
    given = {"area": "shopping", "description": "Handle", "done_by": "trainer", "times_per_week": 2, **wrong}
    with pytest.raises(GoalError, match=message):
        add_measure(goal=goal, **given, **by_alice)


def test_nothing_is_planned_for_a_closed_goal(goal, by_alice, today):
    close_goal(goal=goal, state="attained", reason="Klarer det", on=today, **by_alice)
    with pytest.raises(GoalError, match="closed"):
        add_measure(goal=goal, area="shopping", description="x", done_by="trainer", times_per_week=2, **by_alice)


def test_a_measure_ends_once_and_not_before_it_starts(measure, by_alice, today):
    with pytest.raises(GoalError, match="before it starts"):
        end_measure(measure=measure, on=today - timedelta(days=1), **by_alice)
    end_measure(measure=measure, on=today, **by_alice)
    with pytest.raises(GoalError, match="already ended"):
        end_measure(measure=measure, on=today, **by_alice)


def test_a_new_dose_replaces_the_old_one_also_when_it_is_shorter(episode, by_alice):
    plan_dose(episode=episode, visits_by_week=[5, 4, 3, 2], **by_alice)
    plan_dose(episode=episode, visits_by_week=[5, 5, 2], **by_alice)
    rows = PlannedDose.objects.filter(episode=episode).order_by("week")
    assert [(row.week, row.visits) for row in rows] == [(1, 5), (2, 5), (3, 2)]


@pytest.mark.parametrize("visits", [[], [29], [-1], [3] * 53])
def test_a_dose_nobody_can_give_is_refused(episode, by_alice, visits):
    with pytest.raises(GoalError, match="Plan"):
        plan_dose(episode=episode, visits_by_week=visits, **by_alice)
    assert not PlannedDose.objects.exists()


@pytest.mark.parametrize("who", ["charlie", "bob", "ole", "hanna", "manager"])
def test_nobody_outside_the_teams_therapists_changes_goals_or_plan(people, now, goal, measure, today, who):
    by = {"by": getattr(people, who), "now": now}
    before = Goal.objects.values().get(pk=goal.pk)
    for act in (
        lambda: set_goal(episode=goal.episode, own_words="x", term="short", **by),
        lambda: adjust_goal(goal=goal, own_words="x", reason="x", **by),
        lambda: rate_goal(goal=goal, rating_after=9, **by),
        lambda: close_goal(goal=goal, state="attained", reason="x", on=today, **by),
        lambda: add_measure(goal=goal, area="shopping", description="x", done_by="trainer", times_per_week=2, **by),
        lambda: end_measure(measure=measure, on=today, **by),
        lambda: plan_dose(episode=goal.episode, visits_by_week=[3], **by),
    ):
        with pytest.raises(AccessRefused):
            act()
    assert Goal.objects.values().get(pk=goal.pk) == before
    assert goal.measures.filter(ends_on=None).count() == 1


def test_each_act_writes_one_line_in_the_log(episode, goal, measure, by_alice, today):
    count = LogEntry.objects.count()
    set_goal(episode=episode, own_words="Gå", term="short", **by_alice)
    adjust_goal(goal=goal, own_words="Gå ut", reason="Mer presist", **by_alice)
    rate_goal(goal=goal, rating_after=5, **by_alice)
    plan_dose(episode=episode, visits_by_week=[3, 2], **by_alice)
    end_measure(measure=measure, on=today, **by_alice)
    close_goal(goal=goal, state="attained", reason="Klarer det", on=today, **by_alice)
    assert acts_after(count) == ["set_goal", "set_goal", "set_goal", "plan", "plan", "set_goal"]
