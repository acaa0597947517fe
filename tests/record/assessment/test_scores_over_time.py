"""What is read back from the assessments of an episode."""

from datetime import timedelta

import pytest
from assessments import BARTHEL, COPM_START, copm, make_episode
from django.utils import translation

from fotfeste.care.assessment.actions import record_assessment
from fotfeste.care.assessment.queries import (
    activities_of,
    assessments_of,
    latest_scores,
    one,
    report_part,
    scores_of_episodes,
)
from fotfeste.care.pathway.queries import open_record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_bokmal():
    with translation.override("nb"):
        yield


@pytest.fixture
def look(people, now, episode):
    return open_record(by=people.alice, episode_id=episode.pk, now=now)


@pytest.fixture
def record(people, now, episode):
    def record(instrument, occasion, answers, days=0, **more):
        given = {"episode": episode, "by": people.alice, "now": now, **more}
        on = now.date() - timedelta(days=14 - days)
        return record_assessment(instrument=instrument, occasion=occasion, answers=answers, assessed_on=on, **given)

    return record


def shown(rows):
    return [(row.label, row.before, row.after, row.change_text, row.better) for row in rows]


def test_the_change_goes_from_the_start_to_the_last_one_and_not_to_the_one_between(record, look, episode):
    record("barthel", "baseline", BARTHEL)
    record("barthel", "midway", {**BARTHEL, "stairs": 0}, days=5)
    record("barthel", "discharge", {**BARTHEL, "stairs": 2, "bathing": 1}, days=10)
    assert shown(latest_scores(look, episode.pk)) == [("Barthel", "17", "19", "2 bedre", True)]


def test_copm_is_compared_over_the_problems_rated_both_times(record, look, episode):
    record("copm", "baseline", COPM_START)
    later = copm(("a1", "", 9, 7, 6), ("a2", "", 8, 6, 7), ("a3", "", 7, None, None))
    later["problems"][2] |= {"performance": "not_relevant", "satisfaction": "not_relevant"}
    record("copm", "discharge", later, days=10)
    assert shown(latest_scores(look, episode.pk)) == [
        ("COPM utførelse", "3,5", "6,5", "3,0 bedre", True),
        ("COPM tilfredshet", "2,5", "6,5", "4,0 bedre", True),
    ]


def test_fewer_seconds_are_better(record, look, episode):
    record("tug", "baseline", {"seconds": 21.4})
    record("tug", "discharge", {"seconds": 14.0}, days=10)
    assert shown(latest_scores(look, episode.pk)) == [("TUG", "21,4", "14,0", "7,4 bedre", True)]


def test_one_who_could_not_and_now_can_is_better_without_a_number(record, look, episode):
    record("tug", "baseline", {"seconds": "unable"})
    record("tug", "discharge", {"seconds": 21.4}, days=10)
    assert shown(latest_scores(look, episode.pk)) == [("TUG", "–", "21,4", "klarte det ikke ved start", True)]


def test_a_day_too_ill_does_not_wipe_out_the_last_real_score(record, look, episode):
    record("tug", "baseline", {"seconds": 21.4})
    record("tug", "midway", {"seconds": 18.0}, days=5)
    record("tug", "discharge", {}, days=10, missing_reason="too_ill")
    assert shown(latest_scores(look, episode.pk)) == [("TUG", "21,4", "18,0", "3,4 bedre", True)]


def test_without_a_start_there_is_no_change(record, look, episode):
    record("barthel", "discharge", BARTHEL, days=10)
    assert shown(latest_scores(look, episode.pk)) == [("Barthel", "", "17", "ikke målt ved start", None)]


def test_another_course_length_is_said_and_not_compared(record, look, episode):
    answers = {
        "side_by_side_seconds": 10.0,
        "semi_tandem_seconds": 10.0,
        "tandem_seconds": 10.0,
        "course_length_m": "4",
        "gait_seconds": 5.0,
        "chair_seconds": 14.0,
    }
    record("sppb", "baseline", answers)
    record("sppb", "discharge", {**answers, "course_length_m": "3"}, days=10)
    row = latest_scores(look, episode.pk)[0]
    assert (row.better, row.change_text) == (None, "Lengden på gangbanen er ulik: 4 meter og 3 meter.")


def test_what_was_corrected_counts_no_more_but_is_still_listed(record, look, episode):
    wrong = record("barthel", "baseline", BARTHEL)
    right = record("barthel", "baseline", {**BARTHEL, "stairs": 2}, corrects=wrong)
    assert shown(latest_scores(look, episode.pk)) == [("Barthel", "18", "", "", None)]
    assert [(a.id, a.stands) for a in assessments_of(look, episode_id=episode.pk)] == [
        (wrong.pk, False),
        (right.pk, True),
    ]


def test_an_assessment_of_somebody_else_is_not_found_through_this_record(record, look, people, now):
    other = make_episode(people, now, "Modig")
    elsewhere = record("barthel", "baseline", BARTHEL, episode=other)
    assert one(look, elsewhere.pk) is None
    assert latest_scores(look, other.pk) == []


def test_the_words_of_the_start_follow_an_activity_through_the_episode(record, look, episode):
    start = record("copm", "baseline", COPM_START)
    later = record("copm", "discharge", copm(("a1", "", 9, 7, 6), ("a4", "Strikke", 5, 5, 5)), days=10)
    first, _second, _third, new = activities_of(look, episode.pk)
    assert (first.words, first.item, first.assessment_id) == ("Gå til butikken", "a1", start.pk)
    assert first.seen_in == {start.pk, later.pk}
    assert [(s.name, s.before, s.after) for s in first.scores] == [("Utførelse", 3, 7), ("Tilfredshet", 2, 6)]
    assert (new.words, new.assessment_id) == ("Strikke", later.pk)


def test_the_report_says_each_score_in_a_sentence(record, look, episode):
    assert report_part(look, episode.pk) is None
    record("barthel", "baseline", BARTHEL)
    record("tug", "baseline", {"seconds": 21.4})
    record("tug", "discharge", {"seconds": 14.0}, days=10)
    assert report_part(look, episode.pk).lines == (
        "Barthel: 17 poeng, målt én gang (start).",
        "TUG: fra 21,4 til 14,0 s (7,4 bedre).",
    )


def test_the_board_asks_once_however_many_persons_it_shows(people, now, record, django_assert_num_queries):
    episodes = [make_episode(people, now, name) for name in ("Modig", "Rolig", "Varm")]
    for one_of_many in episodes:
        record("copm", "baseline", COPM_START, episode=one_of_many)
        record("tug", "baseline", {"seconds": 12.0}, episode=one_of_many)
    with django_assert_num_queries(1):
        found = scores_of_episodes([e.pk for e in episodes])
    assert {len(rows) for rows in found.values()} == {3}
    with django_assert_num_queries(1):
        assert len(scores_of_episodes([episodes[0].pk])) == 1
