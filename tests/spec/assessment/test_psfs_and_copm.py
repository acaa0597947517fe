"""PSFS and COPM: what is told apart when a person's own activities are scored."""

import pytest

from fotfeste.care.assessment.rules.changes import ChangeError, Reach, Verdict, change, reach
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import score
from fotfeste.care.assessment.rules.thresholds import AppliesTo
from tests.spec.assessment.tables import rows

DIRECTIONS = """
    form   | before | after | verdict
    rkr    | 3      | 6     | better
    rkr    | 6      | 3     | worse
    moseng | 3      | 6     | worse
    moseng | 6      | 3     | better
    rkr    | 5      | 5     | same
    moseng | 5      | 5     | same
"""
LIMITS = """
    points | small | medium | large
    1.0    | no    | no     | no
    1.3    | yes   | no     | no
    2.3    | yes   | yes    | no
    2.7    | yes   | yes    | yes
"""


def psfs(form, *ratings):
    given = {"activities": [{"id": f"a{n}", "rating": rating} for n, rating in enumerate(ratings)]}
    return score(get("psfs"), given, version=form)


@pytest.mark.parametrize(("form", "before", "after", "verdict"), rows(DIRECTIONS))
def test_the_form_decides_which_way_is_better(form, before, after, verdict):
    moved = change(psfs(form, *[int(before)] * 3), psfs(form, *[int(after)] * 3))["rating"]
    assert moved.verdict is Verdict(verdict)


@pytest.mark.parametrize(("points", "small", "medium", "large"), rows(LIMITS))
def test_the_three_sizes_are_held_against_the_change_of_the_mean(points, small, medium, large):
    # A mean of three to five whole ratings has no such tenths, so the limits are asked of the change itself.
    reached = [reach(limit, float(points)) is Reach.REACHED for limit in get("psfs").thresholds]
    assert reached == [cell == "yes" for cell in (small, medium, large)]


def test_scores_of_the_two_forms_are_refused_together_in_both_directions():
    for one, other in (("rkr", "moseng"), ("moseng", "rkr")):
        with pytest.raises(ChangeError) as refused:
            change(psfs(one, 2, 3, 4), psfs(other, 2, 3, 4))
        assert "10 er ingen vansker" in refused.value.what.nb and "0 er ingen vansker" in refused.value.what.nb


def test_copm_limits_are_for_one_person_and_never_for_a_difference_between_groups():
    assert {limit.applies_to for limit in get("copm").thresholds} == {AppliesTo.PERSON}
    assert any("forskjell mellom to grupper" in caution.nb for caution in get("copm").cautions)


def test_one_who_could_not_be_interviewed_has_not_become_able_when_they_later_are():
    for code in ("copm", "psfs", "who5", "fes_i_short", "soc13"):
        assert "unable" not in get(code).not_done
