"""Change between two occasions: like with like, every limit named, nothing said that the numbers cannot carry."""

import pytest

from fotfeste.care.assessment.rules.changes import ChangeError, Reach, Verdict, change
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import not_done, score
from fotfeste.care.assessment.rules.telling.sentences import sentences
from fotfeste.care.assessment.rules.thresholds import AppliesTo, Kind, Source, Threshold
from fotfeste.care.assessment.rules.wording import same


def copm(**ratings):
    problems = [{"id": one, "performance": p, "satisfaction": s} for one, (p, s) in ratings.items()]
    return score(get("copm"), {"problems": problems})


def psfs(*ratings, form="rkr"):
    activities = [{"id": f"a{place}", "rating": one} for place, one in enumerate(ratings)]
    return score(get("psfs"), {"activities": activities}, version=form)


def tug(seconds, aid=None):
    return score(get("tug"), {"seconds": seconds, "walking_aid": aid})


def sppb(gait, chair, course="4"):
    held = dict.fromkeys(("side_by_side_seconds", "semi_tandem_seconds", "tandem_seconds"), 10)
    return score(get("sppb"), {**held, "course_length_m": course, "gait_seconds": gait, "chair_seconds": chair})


def test_copm_change_is_held_against_every_published_limit_and_not_one_silently_chosen():
    moved = change(copm(a=(3, 3), b=(4, 3)), copm(a=(6, 5), b=(6, 5)))["performance"]
    assert (moved.before, moved.after, moved.difference, moved.verdict) == (3.5, 6.0, 2.5, Verdict.BETTER)
    assert {check.threshold.value: check.reach for check in moved.checks} == {
        3.0: Reach.NOT_REACHED,
        2.2: Reach.REACHED,
        1.23: Reach.REACHED,
        2.0: Reach.REACHED,
    }


def test_a_copm_problem_not_rated_again_is_dropped_at_both_times_and_that_is_said():
    moved = change(copm(a=(2, 2), b=(8, 8)), copm(a=(4, 4), b=("not_relevant", "not_relevant")))["performance"]
    assert (moved.before, moved.after, moved.difference) == (2, 4, 2)
    assert [part.id for part in moved.dropped] == ["b"] and "«b»" in moved.remarks[0].nb


def test_a_copm_problem_that_was_added_later_does_not_count_in_the_change():
    moved = change(copm(a=(2, 2)), copm(a=(4, 4), new=(10, 10)))["performance"]
    assert (moved.before, moved.after) == (2, 4)
    assert [part.id for part in moved.dropped] == ["new"]


def test_pairing_is_done_for_each_scale_by_itself():
    moved = change(copm(a=(2, 2), b=(4, 4)), copm(a=(4, 4), b=(6, None)))
    assert moved["performance"].before == 3 and moved["satisfaction"].before == 2


def test_copm_with_no_problem_in_common_has_no_change():
    moved = change(copm(a=(2, 2)), copm(b=(9, 9)))["performance"]
    assert moved.difference is None and moved.verdict is Verdict.UNKNOWN and not moved.checks
    assert "Ingen er skåret begge ganger" in moved.remarks[0].nb


def test_a_rise_on_the_reversed_psfs_form_is_a_change_for_the_worse():
    assert change(psfs(2, 3, 4), psfs(5, 6, 7))["rating"].verdict is Verdict.BETTER
    worse = change(psfs(2, 3, 4, form="moseng"), psfs(5, 6, 7, form="moseng"))["rating"]
    assert (worse.verdict, worse.difference, worse.improvement) == (Verdict.WORSE, 3, -3)


def test_scores_from_two_psfs_forms_are_never_compared():
    with pytest.raises(ChangeError, match="different forms"):
        change(psfs(2, 3, 4), psfs(2, 3, 4, form="moseng"))


def test_sppb_on_two_course_lengths_is_never_compared():
    with pytest.raises(ChangeError, match="3 metres and 4 metres"):
        change(sppb(5, 12, course="3"), sppb(5, 12, course="4"))


def test_scores_of_two_instruments_are_never_compared():
    with pytest.raises(ChangeError, match="different instruments"):
        change(tug(12), sppb(5, 12))


def test_someone_who_could_not_walk_at_first_may_be_compared_on_any_course():
    moved = change(sppb("unable", 12), sppb(5, 12, course="3"))
    assert moved["total"].difference == 2
    assert moved["gait_speed"].verdict is Verdict.BECAME_ABLE


def test_fewer_tug_seconds_is_better_and_a_limit_met_exactly_is_reached():
    moved = change(tug(14.3), tug(12.3))["seconds"]
    assert (moved.verdict, moved.difference, moved.improvement) == (Verdict.BETTER, -2.0, 2.0)
    assert [limit.value for limit in moved.reached] == [2]


def test_going_from_unable_to_a_tug_time_is_a_gain_without_a_number():
    assert change(tug("unable"), tug(30))["seconds"].verdict is Verdict.BECAME_ABLE
    lost = change(tug(30), not_done(get("tug"), "unable"))["seconds"]
    assert lost.verdict is Verdict.BECAME_UNABLE and lost.difference is None


def test_a_refused_test_gives_no_verdict_and_the_reason_is_said():
    moved = change(tug(20), tug("refused"))["seconds"]
    assert moved.verdict is Verdict.UNKNOWN
    assert moved.remarks[0].nb == "Tid: ikke noe tall siste gang (Ville ikke)."


def test_another_walking_aid_is_said_but_does_not_stop_the_comparison():
    moved = change(tug(20, "rollator"), tug(15, "stick"))
    assert moved["seconds"].difference == -5
    assert "Rullator" in moved.remarks[0].nb and "Stokk" in moved.remarks[0].nb


def test_a_limit_for_groups_is_never_held_against_one_person():
    checked = change(sppb(9, 12), sppb(5, 12))["total"].checks
    assert {check.threshold.applies_to for check in checked} == {AppliesTo.BOTH}
    assert 0.5 not in {check.threshold.value for check in checked}


def test_a_range_is_told_apart_from_a_single_limit():
    full = dict(eating=2, bathing=1, grooming=1, dressing=2, bowel=2, bladder=2, toilet=2, transfer=3, mobility=3)

    def barthel(stairs, mobility=3):
        return score(get("barthel"), {**full, "stairs": stairs, "mobility": mobility})

    reaches = [
        change(barthel(0, 0), barthel(stairs, mobility))["total"].checks[0].reach
        for stairs, mobility in ((1, 0), (2, 0), (2, 2), (2, 3))
    ]
    assert reaches == [Reach.NOT_REACHED, Reach.WITHIN_RANGE, Reach.WITHIN_RANGE, Reach.REACHED]


def test_a_limit_with_a_baseline_band_holds_only_for_those_who_started_in_it():
    def limit(value, band):
        return Threshold(
            of="seconds",
            kind=Kind.MDC,
            value=value,
            unit="s",
            population=same("made up"),
            source=Source("made up for this test"),
            baseline_band=band,
        )

    checks = change(tug(20), tug(10), [limit(1, (0, 15)), limit(4, (15.01, 60))])["seconds"].checks
    assert [check.threshold.value for check in checks] == [4]


def test_starting_at_the_ceiling_is_said_because_the_scale_cannot_show_more():
    moved = change(sppb(4, 11), sppb(4, 11))["total"]
    assert moved.verdict is Verdict.SAME and "Best mulig ved start" in moved.remarks[0].nb


def test_an_unchanged_score_has_no_negative_zero():
    moved = change(tug(12), tug(12))["seconds"]
    assert str(moved.improvement) == "0.0" and moved.verdict is Verdict.SAME


def test_the_sentences_use_the_decimal_comma_and_name_in_whom_a_limit_was_found():
    said = [one.nb for one in sentences(change(copm(a=(3, 3)), copm(a=(6, 4))))]
    assert said[0] == "Utførelse gikk fra 3,0 til 6,0 poeng: bedre med 3,0."
    assert "3 (minste klinisk viktige endring; hverdagsrehabilitering i Norge" in said[1]
    assert said[3].startswith("Når ikke: 3,2 (minste klinisk viktige endring")
    english = [one.en for one in sentences(change(tug(12.5), tug("unable")))]
    assert english[0] == "Time: 12.5 s at the start, could not now. That is a loss no difference can show."


def test_where_there_is_room_for_little_only_the_main_value_is_said_and_no_limits_when_nothing_moved():
    moved = change(sppb(5, 12), sppb(5, 12))
    assert [one.nb for one in sentences(moved, main_only=True)] == ["Sum er uendret på 10 poeng."]
    assert len(sentences(moved)) > 4
