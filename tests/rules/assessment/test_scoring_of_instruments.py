"""Single rules of scoring that the tables in tests/spec do not show: what is missing, and what is refused."""

import math
from decimal import Decimal

import pytest

from fotfeste.care.assessment.rules.answers import AnswerError, Reason
from fotfeste.care.assessment.rules.registry import INSTRUMENTS, UnknownInstrument, get
from fotfeste.care.assessment.rules.scoring import not_done, score
from fotfeste.care.assessment.rules.values import Completeness, Direction, Missing

SPPB = {
    "side_by_side_seconds": 10,
    "semi_tandem_seconds": 10,
    "tandem_seconds": 10,
    "course_length_m": "4",
    "gait_seconds": 4.0,
    "chair_seconds": 11.0,
}
BARTHEL = {
    "eating": 2,
    "bathing": 1,
    "grooming": 1,
    "dressing": 2,
    "bowel": 2,
    "bladder": 2,
    "toilet": 2,
    "transfer": 3,
    "mobility": 3,
    "stairs": 2,
}


def problem(one, **ratings):
    return {"id": one, "text": f"Problem {one}", **ratings}


def test_every_instrument_is_found_and_an_unknown_one_names_those_there_are():
    assert {"barthel", "copm", "psfs", "sppb", "tug"} <= set(INSTRUMENTS)
    assert {"amps", "berg", "chair_stand_30s", "fes_i_short", "fim"} <= set(INSTRUMENTS)
    assert {"gait_speed", "grip", "soc13", "sunnaas", "who5"} <= set(INSTRUMENTS)
    with pytest.raises(UnknownInstrument, match=r"barthel.*tug"):
        get("berg_balance_of_nowhere")


def test_a_barthel_item_that_was_not_scored_leaves_the_total_open_and_is_named():
    scored = score(get("barthel"), {**BARTHEL, "stairs": None, "bathing": "refused"})
    assert scored["total"].number is None
    assert (scored.completeness.answered, scored.completeness.of) == (8, 10)
    assert scored.completeness.missing == (Missing("bathing", Reason.REFUSED), Missing("stairs"))


def test_barthel_answers_at_their_maxima_add_to_20_and_stand_at_the_ceiling():
    total = score(get("barthel"), BARTHEL)["total"]
    assert total.number == 20 and total.at_best and not total.at_worst


def test_unable_on_sppb_is_0_points_but_refused_or_unsaid_leaves_the_total_open():
    assert score(get("sppb"), {**SPPB, "chair_seconds": "unable"})["total"].number == 8
    refused = score(get("sppb"), {**SPPB, "chair_seconds": "refused"})
    unsaid = score(get("sppb"), {**SPPB, "chair_seconds": None})
    assert refused["total"].number is None and refused["chair"].number is None and refused["gait"].number == 4
    assert refused.completeness.missing == (Missing("chair_seconds", Reason.REFUSED),)
    assert unsaid.completeness.missing == (Missing("chair_seconds"),)


def test_someone_who_cannot_walk_gets_0_points_for_the_walk_and_no_speed():
    scored = score(get("sppb"), {**SPPB, "gait_seconds": "unable", "course_length_m": None})
    assert scored["gait"].number == 0 and scored["total"].number == 8
    assert scored["gait_speed"].number is None and not scored["gait_speed"].completeness.complete
    assert scored.conditions == {}


def test_walking_speed_comes_from_the_raw_time_and_the_course():
    assert score(get("sppb"), {**SPPB, "gait_seconds": 5.0})["gait_speed"].number == 0.8
    three_metres = score(get("sppb"), {**SPPB, "gait_seconds": 5.0, "course_length_m": 3})
    assert three_metres["gait_speed"].number == pytest.approx(0.6)
    assert three_metres.conditions == {"course_length_m": "3"}


def test_a_walk_without_a_course_length_is_refused_because_the_points_depend_on_it():
    with pytest.raises(AnswerError) as refused:
        score(get("sppb"), {**SPPB, "course_length_m": None})
    assert refused.value.field == "course_length_m"
    assert "2,44" in refused.value.in_language("nb")


def test_a_balance_time_after_a_position_that_was_not_held_is_refused_as_contradictory():
    with pytest.raises(AnswerError) as refused:
        score(get("sppb"), {**SPPB, "semi_tandem_seconds": 4, "tandem_seconds": 5})
    assert refused.value.field == "tandem_seconds"


def test_balance_stops_at_the_first_failed_position_and_the_rest_need_no_answer():
    scored = score(get("sppb"), {**SPPB, "semi_tandem_seconds": 9.9, "tandem_seconds": None})
    assert scored["balance"].number == 1 and scored.completeness.complete


def test_a_balance_position_that_was_refused_leaves_balance_open():
    scored = score(get("sppb"), {**SPPB, "tandem_seconds": "refused"})
    assert scored["balance"].number is None
    assert scored["balance"].completeness.missing == (Missing("tandem_seconds", Reason.REFUSED),)


def test_someone_who_cannot_do_tug_has_no_time_and_the_reason_is_kept():
    scored = score(get("tug"), {"seconds": "unable"})
    assert scored["seconds"].number is None
    assert scored.completeness.missing == (Missing("seconds", Reason.UNABLE),)
    assert score(get("tug"), {})["seconds"].completeness.missing == (Missing("seconds"),)


def test_tug_has_no_worst_end_so_no_time_is_called_the_floor():
    slow = score(get("tug"), {"seconds": 600})["seconds"]
    assert not slow.at_worst and slow.definition.high is None and slow.definition.direction is Direction.LOWER


def test_copm_divides_by_the_number_of_problems_rated_and_says_which_were_not():
    scored = score(
        get("copm"),
        {
            "problems": [
                problem("a", importance=9, performance=2, satisfaction=1),
                problem("b", performance=5, satisfaction="not_relevant"),
                problem("c", performance=None, satisfaction=None),
            ]
        },
    )
    assert scored["performance"].number == 3.5 and scored["satisfaction"].number == 1
    assert (scored.completeness.answered, scored.completeness.of) == (1, 3)
    assert Missing("problems.b.satisfaction", Reason.NOT_RELEVANT) in scored.completeness.missing
    assert Missing("problems.c.performance") in scored["performance"].completeness.missing


@pytest.mark.parametrize("answers", [{}, {"problems": []}, {"problems": [{"id": "a"}]}])
def test_copm_with_nothing_rated_has_no_number_and_is_not_complete(answers):
    scored = score(get("copm"), answers)
    assert scored["performance"].number is None and not scored.completeness.complete


def test_psfs_refuses_to_be_scored_without_saying_which_form_was_used():
    with pytest.raises(AnswerError) as refused:
        score(get("psfs"), {"activities": [{"id": "a", "rating": 3}]})
    assert refused.value.field == "version" and "rkr, moseng" in refused.value.next_step.en


def test_the_same_psfs_ratings_point_opposite_ways_on_the_two_norwegian_forms():
    answers = {"activities": [{"id": one, "rating": 10} for one in "abc"]}
    rkr, moseng = (score(get("psfs"), answers, version=form)["rating"] for form in ("rkr", "moseng"))
    assert rkr.number == moseng.number == 10
    assert rkr.at_best and moseng.at_worst


def test_psfs_with_fewer_than_three_activities_is_scored_but_says_so():
    scored = score(get("psfs"), {"activities": [{"id": "a", "rating": 4}]}, version="rkr")
    assert scored["rating"].number == 4
    assert "Bare 1" in scored.remarks[0].nb


def test_an_instrument_left_out_has_no_numbers_and_keeps_its_reason():
    scored = not_done(get("copm"), "too_ill")
    assert scored.not_done is Reason.TOO_ILL
    assert [value.number for value in scored.values] == [None, None]
    with pytest.raises(AnswerError):
        not_done(get("copm"), "the dog ate it")


HOSTILE = [True, False, math.nan, math.inf, -math.inf, "2", "", "1; drop", [], {}, (), b"2", 1 + 0j, object(), 10**400]


@pytest.mark.parametrize("raw", [*HOSTILE, 2.0, -1, 3, Decimal(2)])
def test_only_a_whole_number_on_the_scale_is_taken_for_a_barthel_item(raw):
    with pytest.raises(AnswerError) as refused:
        score(get("barthel"), {**BARTHEL, "eating": raw})
    assert refused.value.field == "eating"


@pytest.mark.parametrize("raw", [*HOSTILE, 0, -3, 601, Decimal("NaN"), Decimal("sNaN"), "12,5"])
def test_only_a_possible_time_is_taken_for_tug(raw):
    with pytest.raises(AnswerError) as refused:
        score(get("tug"), {"seconds": raw})
    assert refused.value.field == "seconds"


@pytest.mark.parametrize("raw", [*HOSTILE, 0, 11, 5.5])
def test_only_1_to_10_is_taken_for_copm_and_the_error_says_which_problem(raw):
    with pytest.raises(AnswerError) as refused:
        score(get("copm"), {"problems": [problem("a", performance=3), problem("b", performance=raw)]})
    assert refused.value.field == "problems.2.performance"


@pytest.mark.parametrize("raw", ["5", 5, True, 2.5, 2.440001, math.nan, [], Decimal("NaN"), Decimal("sNaN"), 10**400])
def test_only_the_three_known_course_lengths_are_taken(raw):
    with pytest.raises(AnswerError) as refused:
        score(get("sppb"), {**SPPB, "course_length_m": raw})
    assert refused.value.field == "course_length_m"


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({**BARTHEL, "eatnig": 2}, "eatnig"),
        ({**BARTHEL, 7: 2}, "7"),
        ([2] * 10, ""),
        ("2222222222", ""),
        (None, ""),
    ],
)
def test_unknown_fields_and_answers_that_are_not_by_field_are_refused_never_dropped(answers, field):
    with pytest.raises(AnswerError) as refused:
        score(get("barthel"), answers)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "problems",
    [
        [problem(str(n)) for n in range(6)],
        [problem("a"), problem("a")],
        [{"text": "no id"}],
        [problem("a b")],
        [problem("a", feeling=3)],
        [{"id": "a", "text": "x" * 501}],
        [{"id": "a", "text": "bell\x07"}],
        [{"id": "a", "text": "half a pair \ud800"}],
        [{"id": "a", "text": 5}],
        ["a"],
        "abc",
        {"a": 1},
    ],
)
def test_a_damaged_list_of_problems_is_refused(problems):
    with pytest.raises(AnswerError) as refused:
        score(get("copm"), {"problems": problems})
    assert refused.value.field.startswith("problems")


def test_the_persons_own_words_stay_text_whatever_they_look_like():
    words = "=1+1 <b>{name}</b> %s"
    scored = score(get("copm"), {"problems": [{"id": "a", "text": words, "performance": 1}]})
    assert scored.parts[0].text == words


def test_a_decimal_from_a_form_is_taken_as_a_time():
    assert score(get("tug"), {"seconds": Decimal("12.5")})["seconds"].number == 12.5


def test_a_score_as_plain_data_carries_range_direction_and_completeness():
    plain = score(get("tug"), {"seconds": 12.5, "walking_aid": "stick"}).as_dict()
    assert plain["values"]["seconds"] == {
        "number": 12.5,
        "low": 0,
        "high": None,
        "unit": "s",
        "better": "lower",
        "completeness": {"answered": 1, "of": 1, "missing": []},
    }
    assert plain["context"] == {"walking_aid": "stick"}


def test_nothing_answered_of_nothing_asked_is_not_called_complete():
    assert not Completeness(0, 0).complete and Completeness(1, 1).complete
