"""What is read back about goals, measures and the dose."""

from datetime import timedelta

import pytest
from assessments import copm, make_episode
from django.utils import translation

from fotfeste.care.assessment.actions import record_assessment
from fotfeste.care.goals.actions import add_measure, close_goal, end_measure, plan_dose, set_goal
from fotfeste.care.goals.queries import (
    attainment_of,
    goals_of,
    goals_of_episodes,
    measures_of,
    measures_to_record,
    planned_dose_of,
    planned_doses_of_episodes,
    report_part,
    suggested_dose,
)
from fotfeste.care.goals.wording import how_often, plan_goals
from fotfeste.care.pathway.queries import open_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def look(people, now, episode):
    return open_record(by=people.alice, episode_id=episode.pk, now=now)


@pytest.fixture
def by_alice(people, now):
    return {"by": people.alice, "now": now}


def walk_to_the_shop(goal, by_alice, **more):
    given = {"area": "outdoor_activity", "description": "Gå til butikken", "done_by": "trainer", "times_per_week": 3}
    return add_measure(goal=goal, **{**given, **more}, **by_alice)


def test_a_goal_carries_the_scores_of_its_activity_from_start_to_end(look, goal, episode, by_alice, today):
    later = copm(("a1", "", 9, 7, 6), ("a2", "", 8, 6, 7), ("a3", "", 7, 3, 3))
    record_assessment(
        episode=episode, instrument="copm", occasion="discharge", assessed_on=today, answers=later, **by_alice
    )
    activity = goals_of(look, episode_id=episode.pk)[0].activity
    assert activity.words == "Gå til butikken"
    assert [(score.code, score.before, score.after) for score in activity.scores] == [
        ("performance", 3, 7),
        ("satisfaction", 2, 6),
    ]


def test_open_goals_come_first_and_closed_ones_stay(look, goal, episode, by_alice, today):
    set_goal(episode=episode, own_words="Dusje selv", term="short", **by_alice)
    set_goal(episode=episode, own_words="Til hytta", term="life", **by_alice)
    close_goal(goal=goal, state="given_up", reason="For langt", on=today, **by_alice)
    assert [(card.own_words, card.open) for card in goals_of(look, episode_id=episode.pk)] == [
        ("Dusje selv", True),
        ("Til hytta", True),
        ("Jeg vil gå til butikken selv", False),
    ]


def test_the_visit_form_is_offered_what_runs_on_the_day_only(look, goal, episode, by_alice, today):
    running = walk_to_the_shop(goal, by_alice)
    ended = walk_to_the_shop(goal, by_alice, description="Gå i trappa", starts_on=today - timedelta(days=7))
    end_measure(measure=ended, on=today - timedelta(days=1), **by_alice)
    walk_to_the_shop(goal, by_alice, description="Senere", starts_on=today + timedelta(days=3))
    assert [row.id for row in measures_of(look, episode.pk)] == [running.pk]
    yesterday = measures_of(look, episode.pk, on=today - timedelta(days=1))
    assert [row.description for row in yesterday] == ["Gå i trappa"]


def test_measures_of_another_person_are_not_handed_out(look, people, now, by_alice):
    other = make_episode(people, now, "Modig")
    elsewhere = walk_to_the_shop(set_goal(episode=other, own_words="Gå", term="short", **by_alice), by_alice)
    assert measures_to_record(look, [elsewhere.pk]) == {}
    assert measures_of(look, other.pk) == []
    assert goals_of(look, episode_id=other.pk) == []


def test_attainment_counts_every_goal_of_the_episode(look, goal, episode, by_alice, today):
    set_goal(episode=episode, own_words="Dusje selv", term="short", **by_alice)
    close_goal(goal=goal, state="attained", reason="Klarer det", on=today, **by_alice)
    found = attainment_of(look, episode.pk)
    assert (found.attained, found.open, found.total) == (1, 1, 2)


def test_the_suggested_dose_follows_the_service_model_over_the_planned_weeks(episode):
    assert suggested_dose(episode) == [5, 4, 3, 2]


def test_the_board_asks_once_however_many_persons_it_shows(people, now, by_alice, django_assert_num_queries):
    episodes = [make_episode(people, now, name) for name in ("Modig", "Rolig", "Varm")]
    for one in episodes:
        set_goal(episode=one, own_words=f"Mål for {one.person.given_name}", term="short", **by_alice)
        plan_dose(episode=one, visits_by_week=[4, 2], **by_alice)
    with django_assert_num_queries(2):
        goals = goals_of_episodes([one.pk for one in episodes])
        doses = planned_doses_of_episodes([one.pk for one in episodes])
    assert [goals[one.pk].open_words for one in episodes] == [
        ("Mål for Modig",),
        ("Mål for Rolig",),
        ("Mål for Varm",),
    ]
    assert set(map(tuple, doses.values())) == {(4, 2)}


def test_the_number_of_queries_does_not_grow_with_the_goals(
    look, goal, episode, by_alice, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(4) as few:
        goals_of(look, episode_id=episode.pk)
    for number in range(8):
        one = set_goal(episode=episode, own_words=f"Mål {number}", term="short", **by_alice)
        walk_to_the_shop(one, by_alice)
    with django_assert_num_queries(len(few)):
        assert len(goals_of(look, episode_id=episode.pk)) == 9


def test_the_dose_is_read_in_the_order_of_weeks(look, episode, by_alice):
    assert planned_dose_of(look, episode.pk) == []
    plan_dose(episode=episode, visits_by_week=[5, 3, 2], **by_alice)
    assert planned_dose_of(look, episode.pk) == [5, 3, 2]


def test_the_plan_on_the_refrigerator_says_who_and_how_often_in_plain_words(look, goal, episode, by_alice):
    walk_to_the_shop(goal, by_alice, minutes=40)
    walk_to_the_shop(goal, by_alice, description="Reise seg fra stolen", done_by="person", times_per_week=14)
    with translation.override("nb"):
        (found,) = plan_goals(goals_of(look, episode_id=episode.pk))
    lines = {(line.what, line.how_often, line.with_whom) for line in found.lines}
    assert found.own_words == "Jeg vil gå til butikken selv"
    assert lines == {
        ("Gå til butikken", "3 ganger i uka, 40 minutter hver gang", "sammen med hjemmetreneren"),
        ("Reise seg fra stolen", "2 ganger om dagen", "på egen hånd"),
    }


@pytest.mark.parametrize(
    ("times", "words"),
    [(1, "1 gang i uka"), (3, "3 ganger i uka"), (7, "hver dag"), (8, "8 ganger i uka"), (21, "3 ganger om dagen")],
)
def test_how_often_is_said_the_way_people_say_it(times, words):
    with translation.override("nb"):
        assert how_often(times) == words


def test_the_report_says_how_each_goal_ended(look, goal, episode, by_alice, today):
    close_goal(goal=goal, state="attained", reason="Går med rullator.", on=today, rating_after=8, **by_alice)
    with translation.override("nb"):
        lines = report_part(look, episode.pk).lines
    assert lines == (
        "«Jeg vil gå til butikken selv»: nådd. Egen vurdering fra 3 til 8 av 10 (10 er best). Går med rullator.",
    )
