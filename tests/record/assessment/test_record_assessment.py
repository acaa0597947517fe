"""Recording and correcting an assessment, on the real database."""

from datetime import timedelta

import pytest
from assessments import BARTHEL, COPM_START, copm, make_episode

from fotfeste.care.assessment.actions import AssessmentRefused, NothingSaidWhy, record_assessment
from fotfeste.care.assessment.models import Assessment
from fotfeste.care.assessment.rules.answers import AnswerError
from fotfeste.care.assessment.rules.registry import UnknownInstrument
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(people, now, episode):
    def record(instrument="barthel", occasion="baseline", answers=BARTHEL, **more):
        given = {"episode": episode, "assessed_on": now.date(), "by": people.alice, "now": now, **more}
        return record_assessment(instrument=instrument, occasion=occasion, answers=answers, **given)

    return record


def test_the_answers_are_kept_as_given_and_the_score_follows_from_them(record, people, now):
    made = record()
    made.refresh_from_db()
    assert made.answers == BARTHEL
    assert made.values == {"total": 17}
    assert (made.version, made.complete, made.assessor) == ("norwegian_20", True, people.alice)
    assert (made.assessed_on, made.recorded_at) == (now.date(), now)


def test_one_line_in_the_log_says_who_assessed_whom_and_holds_no_answers(record, people, episode):
    before = LogEntry.objects.count()
    made = record()
    lines = list(LogEntry.objects.order_by("id"))[before:]
    assert [(line.act, line.user, line.person_id) for line in lines] == [("assess", people.alice, episode.person_id)]
    assert (lines[0].object_type, lines[0].object_id) == ("Assessment", str(made.pk))


@pytest.mark.parametrize("who", ["charlie", "bob", "ole", "hanna", "manager", "gp"])
def test_nobody_outside_the_teams_therapists_can_assess(record, people, who):
    with pytest.raises(AccessRefused):
        record(by=getattr(people, who))
    assert not Assessment.objects.exists()


def test_a_missing_item_without_a_reason_is_not_kept(record):
    with pytest.raises(NothingSaidWhy, match=r"1 missing.*choose why"):
        record(answers={**BARTHEL, "stairs": None})
    assert not Assessment.objects.exists()


def test_an_incomplete_form_with_a_reason_is_kept_and_has_no_total(record):
    made = record(answers={**BARTHEL, "stairs": None}, missing_reason="too_ill")
    assert (made.complete, made.values, made.missing_reason) == (False, {"total": None}, "too_ill")
    assert made.answers["eating"] == 2


def test_an_item_with_its_own_reason_needs_no_other(record):
    made = record(answers={**BARTHEL, "stairs": "not_done"})
    assert (made.complete, made.values, made.missing_reason) == (False, {"total": None}, "not_done")


def test_a_test_the_person_could_not_do_has_no_time_and_says_so(record):
    made = record("tug", answers={"seconds": "unable"})
    assert (made.values, made.missing_reason) == ({"seconds": None}, "unable")


def test_a_problem_left_out_at_follow_up_does_not_mark_the_whole_as_left_out(record):
    record("copm", answers=COPM_START)
    later = copm(("a1", "", 9, 7, 8), ("a2", "", 8, None, None), ("a3", "", 7, 5, 6))
    later["problems"][1] |= {"performance": "not_relevant", "satisfaction": "not_relevant"}
    made = record("copm", "discharge", later)
    assert (made.values, made.missing_reason) == ({"performance": 6.0, "satisfaction": 7.0}, "")


def test_an_instrument_left_out_keeps_the_reason_and_no_numbers(record):
    made = record("sppb", answers={}, missing_reason="no_space")
    assert set(made.values.values()) == {None}
    assert made.missing_reason == "no_space"


def test_a_reason_the_instrument_does_not_know_is_refused(record):
    with pytest.raises(AnswerError, match="reasons"):
        record("barthel", answers={}, missing_reason="no_space")


def test_an_answer_out_of_range_is_refused_and_nothing_is_kept(record):
    with pytest.raises(AnswerError, match="eating"):
        record(answers={**BARTHEL, "eating": 3})
    assert not Assessment.objects.exists()


def test_an_instrument_that_does_not_exist_is_refused(record):
    with pytest.raises(UnknownInstrument):
        record("berg_balance_of_nowhere")


def test_a_day_ahead_is_refused(record, now):
    with pytest.raises(AssessmentRefused, match="in the future"):
        record(assessed_on=now.date() + timedelta(days=1))


def test_a_second_complete_start_is_refused_so_that_it_is_clear_which_one_counts(record):
    record()
    with pytest.raises(AssessmentRefused, match="Barthel is already recorded"):
        record()


def test_a_start_that_was_left_out_may_be_done_another_day(record, now):
    record("sppb", answers={}, missing_reason="too_ill", assessed_on=now.date() - timedelta(days=1))
    assert record("tug", answers={"seconds": 14.2}).complete
    assert record("barthel").complete


def test_midway_may_come_more_than_once(record):
    record(occasion="midway")
    record(occasion="midway")
    assert Assessment.objects.filter(occasion="midway").count() == 2


def test_a_correction_keeps_the_old_and_names_it(record):
    old = record()
    new = record(answers={**BARTHEL, "stairs": 2}, corrects=old)
    old.refresh_from_db()
    assert (new.corrects, old.corrected_by, old.values, new.values) == (old, new, {"total": 17}, {"total": 18})


def test_what_is_already_corrected_is_not_corrected_again(record):
    old = record()
    record(answers={**BARTHEL, "stairs": 2}, corrects=old)
    with pytest.raises(AssessmentRefused, match="already corrected"):
        record(answers={**BARTHEL, "stairs": 0}, corrects=old)


def test_a_correction_stays_in_its_episode_and_its_instrument(record, people, now):
    old = record()
    other = make_episode(people, now, "Modig")
    with pytest.raises(AssessmentRefused, match="same instrument in the same episode"):
        record(episode=other, corrects=old)
    with pytest.raises(AssessmentRefused, match="same instrument in the same episode"):
        record("tug", answers={"seconds": 14.2}, corrects=old)


def test_the_form_of_psfs_must_be_named_because_the_two_run_opposite_ways(record):
    answers = {"activities": [{"id": f"a{n}", "text": "Gå tur", "rating": 4} for n in range(3)]}
    with pytest.raises(AnswerError, match="version"):
        record("psfs", answers=answers)
    assert record("psfs", answers=answers, version="moseng").version == "moseng"
