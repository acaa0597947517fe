# ruff: noqa: F811
"""What comes back when an ending was a mistake, what does not, and that the page says so."""

from datetime import timedelta

from django.utils import translation
from test_what_ends import Scene, complete, die, move, scene  # noqa: F401

from fotfeste.care.goals.actions import close_goal
from fotfeste.care.goals.models import Goal
from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import CareTeamMember, Episode, FollowUp, Person, Referral
from fotfeste.care.visits.models import Visit


def again(scene: Scene) -> Scene:
    return Scene(**{**vars(scene), "person": Person.objects.get(pk=scene.person.pk)})


def test_a_move_taken_back_brings_nothing_back_of_a_move_before_it(scene):
    complete(scene)
    actions.record_move(person=scene.person, on=scene.now.date() - timedelta(days=1), **scene.by)
    calls = FollowUp.objects.filter(cancelled_for="moved_away")
    first, places = {each.pk for each in calls}, CareTeamMember.objects.filter(ends_on=None).count()
    referral = Referral.objects.get(closed_for="moved_away")
    assert first
    later = actions.register_referral(
        person=again(scene).person, received_on=scene.now.date(), route="new_applicant", referrer="gp",
        office=scene.people.office, team=scene.people.south, by=scene.people.ole, now=scene.now,
    )  # fmt: skip
    move(again(scene))
    actions.withdraw_move(person=again(scene).person, **scene.by)
    assert set(FollowUp.objects.filter(pk__in=first).values_list("state", flat=True)) == {"cancelled"}
    assert FollowUp.objects.get(pk=min(first)).note
    assert Referral.objects.get(pk=referral.pk).state == "withdrawn"
    assert CareTeamMember.objects.filter(ends_on=None).count() == places
    assert Referral.objects.get(pk=later.pk).state == "received"


def test_a_visit_of_an_ended_period_is_to_be_recorded_again_when_the_death_is_taken_back(scene):
    yesterday = scene.now - timedelta(days=1)
    visit = Visit.objects.create(episode=scene.episode, planned_at=yesterday, planned_minutes=45, state="planned")
    complete(scene)
    actions.record_death(person=scene.person, on=scene.now.date() - timedelta(days=3), **scene.by)
    visit.refresh_from_db()
    assert visit.state == "cancelled"
    with translation.override("en"):
        words = actions.withdraw_death(person=scene.person, **scene.by)
    visit.refresh_from_db()
    assert (visit.state, visit.cancelled_for) == ("planned", "")
    assert any("visit" in each for each in words)


def test_a_period_that_stays_closed_when_a_death_is_taken_back_late_is_told(scene):
    die(scene)
    later = scene.now + timedelta(days=29)
    with translation.override("en"):
        words = actions.withdraw_death(person=again(scene).person, by=scene.people.ole, now=later)
    assert Episode.objects.get(pk=scene.episode.pk).state == "dropped_out"
    assert any("stays closed" in each for each in words)


def test_the_measure_of_a_goal_closed_after_the_end_does_not_train_on_when_the_period_is_opened_again(scene):
    goal = Goal.objects.get(episode=scene.episode, own_words="Som avtalt", measures__isnull=False)
    complete(scene)
    close_goal(goal=goal, state="attained", reason="Nådd", on=scene.now.date(), **scene.by)
    actions.reopen_episode(episode=scene.episode, reason="Feil", **scene.by)
    goal.refresh_from_db()
    assert (goal.state, goal.measures.get().ends_on) == ("attained", scene.now.date())
