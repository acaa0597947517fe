"""Limits for persons and differences between means never meet, and those who are missing are counted both ways."""

import pytest

from fotfeste.care.assessment.rules.changes import ChangeError, Reach
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import not_done, score
from fotfeste.care.assessment.rules.shapes.groups import mean_difference, responders
from fotfeste.care.assessment.rules.thresholds import AppliesTo, Kind, Source, Threshold
from fotfeste.care.assessment.rules.wording import same


def limit(value, *, of="performance", applies_to=AppliesTo.PERSON, band=None, high=None):
    return Threshold(
        of=of,
        kind=Kind.MIC,
        value=value,
        value_high=high,
        unit="points",
        population=same("made up"),
        source=Source("made up for this test"),
        applies_to=applies_to,
        baseline_band=band,
    )


def copm(performance):
    return score(get("copm"), {"problems": [{"id": "a", "performance": performance, "satisfaction": 1}]})


def psfs(rating, form="rkr"):
    return score(get("psfs"), {"activities": [{"id": "a", "rating": rating}]}, version=form)


def sppb(gait, course="4"):
    held = dict.fromkeys(("side_by_side_seconds", "semi_tandem_seconds", "tandem_seconds"), 10)
    return score(get("sppb"), {**held, "course_length_m": course, "gait_seconds": gait, "chair_seconds": 12})


def test_the_effect_of_reablement_on_copm_is_not_called_too_small_by_a_limit_for_one_person():
    held = mean_difference(get("copm"), "performance", 1.5)
    assert held.checks == ()
    assert {refused.threshold.value for refused in held.refused} == {3.0, 2.2, 1.23, 2.0}
    assert all("én person" in refused.why.nb for refused in held.refused)


def test_a_mean_difference_is_held_against_limits_for_groups_and_for_both():
    held = mean_difference(get("sppb"), "total", 0.6)
    assert {(check.threshold.value, check.threshold.applies_to, check.reach) for check in held.checks} == {
        (0.5, AppliesTo.GROUP, Reach.REACHED),
        (1.0, AppliesTo.BOTH, Reach.NOT_REACHED),
        (0.3, AppliesTo.GROUP, Reach.WITHIN_RANGE),
        (0.4, AppliesTo.BOTH, Reach.WITHIN_RANGE),
    }
    assert held.refused == ()


def test_a_group_limit_for_some_starting_points_is_refused_for_a_whole_group():
    held = mean_difference(get("copm"), "performance", 2, [limit(1, applies_to=AppliesTo.GROUP, band=(1, 4.5))])
    assert held.checks == () and "fra 1 til 4,5" in held.refused[0].why.nb


@pytest.mark.parametrize(("instrument", "of"), [("eq5d5l", "mobility"), ("iplos", "needs_help"), ("iplos", "eating")])
def test_a_step_of_an_ordinal_scale_has_no_mean_difference_at_all(instrument, of):
    with pytest.raises(ChangeError, match="has no mean"):
        mean_difference(get(instrument), of, 0.5)


def test_every_limit_gets_the_share_of_those_scored_twice_and_of_all_who_started():
    persons = [
        (copm(3), copm(6)),
        (copm(4), copm(6)),
        (copm(5), copm(3)),
        (copm(2), None),
        (copm(2), not_done(get("copm"), "too_ill")),
    ]
    found = {one.size: one for one in responders(persons, "performance").limits}
    assert set(found) == {3.0, 2.2, 1.23, 2.0}
    assert [(found[at].hits, found[at].scored, found[at].started) for at in (3.0, 2.0)] == [(1, 3, 5), (2, 3, 5)]
    assert (found[2.0].of_scored, found[2.0].of_started, found[2.0].missing) == (2 / 3, 2 / 5, 2)


def test_a_change_for_the_worse_of_the_same_size_is_no_response():
    assert responders([(psfs(6), psfs(3))], "rating").limits[0].hits == 0
    assert responders([(psfs(6, "moseng"), psfs(3, "moseng"))], "rating").limits[0].hits == 1


def test_a_limit_with_a_baseline_band_counts_only_those_who_started_in_it():
    persons = [(copm(2), copm(9)), (copm(4), copm(9)), (copm(8), None)]
    (low,) = responders(persons, "performance", [limit(1, band=(1, 3))]).limits
    (high,) = responders(persons, "performance", [limit(1, band=(4, 10))]).limits
    assert (low.hits, low.scored, low.started) == (1, 1, 1)
    assert (high.hits, high.scored, high.started) == (1, 1, 2)


def test_a_published_range_is_counted_at_both_its_ends():
    counted = responders([(copm(2), copm(4))], "performance", [limit(1.5, high=2.5)]).limits
    assert [(one.size, one.hits) for one in counted] == [(1.5, 1), (2.5, 0)]


def test_a_limit_met_exactly_is_reached_whatever_floating_point_says():
    persons = [(score_of_tug(14.3), score_of_tug(12.3))]
    assert responders(persons, "seconds").limits[0].hits == 1


def score_of_tug(seconds):
    return score(get("tug"), {"seconds": seconds})


def test_limits_for_means_are_never_counted_over_persons():
    assert {one.threshold.applies_to for one in responders([(sppb(9), sppb(5))], "total").limits} == {AppliesTo.BOTH}


def test_those_who_could_not_at_the_start_are_told_apart_and_are_in_no_share():
    found = responders([(score_of_tug("unable"), score_of_tug(30)), (score_of_tug(20), None)], "seconds")
    assert (found.without_start, found.became_able) == (1, 1)
    assert (found.limits[0].started, found.limits[0].scored) == (1, 0)
    assert found.limits[0].of_scored is None and found.limits[0].of_started == 0


@pytest.mark.parametrize(
    ("persons", "of", "said"),
    [
        ([(psfs(2), psfs(5)), (psfs(2, "moseng"), None)], "rating", "different forms"),
        ([(sppb(5), sppb(4)), (sppb(5, "3"), sppb(4, "3"))], "total", "Length of the course differs"),
        ([(sppb("unable"), sppb(5)), (sppb("unable"), sppb(5, "3"))], "total", "Length of the course differs"),
        ([(copm(2), None), (psfs(2), None)], "performance", "different instruments"),
    ],
)
def test_persons_scored_on_different_scales_are_never_pooled(persons, of, said):
    with pytest.raises(ChangeError, match=said):
        responders(persons, of)


def test_value_sets_are_never_pooled():
    def eq5d(value_set):
        return score(get("eq5d5l"), {"state": "22222", "value_set": value_set})

    with pytest.raises(ChangeError, match="Value set differs: Norway 2024 and Denmark 2021"):
        responders([(eq5d("norway_2024"), None), (eq5d("denmark_2021"), None)], "index")


def test_nobody_gives_nothing():
    assert responders([], "performance").limits == ()
