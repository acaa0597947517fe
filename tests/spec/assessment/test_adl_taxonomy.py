"""ADL taxonomy: what was found, area by area, and nothing of the form itself."""

import pytest

from fotfeste.care.assessment.rules.changes import Verdict, change
from fotfeste.care.assessment.rules.definition import LicenceClass
from fotfeste.care.assessment.rules.registry import get
from fotfeste.care.assessment.rules.scoring import score
from fotfeste.care.assessment.rules.telling.sentences import shift
from tests.spec.assessment.tables import rows

CANNOT, WITH_HELP, CAN = 0, 1, 2
WAYS = """
    first | last | verdict
    0     | 1    | better
    1     | 2    | better
    2     | 0    | worse
    1     | 1    | same
"""


def taxonomy(**areas):
    return score(get("adl_taxonomy"), areas)


@pytest.mark.parametrize(("first", "last", "verdict"), rows(WAYS))
def test_more_of_what_the_person_can_is_better(first, last, verdict):
    moved = change(taxonomy(cooking=int(first)), taxonomy(cooking=int(last)))["cooking"]
    assert moved.verdict is Verdict(verdict)


def test_there_are_twelve_areas_without_a_sum():
    values = get("adl_taxonomy").versions[0].values
    assert len(values) == 12 and not any(value.main or value.averaged for value in values)


def test_an_area_that_does_not_concern_the_person_is_left_out_with_its_reason():
    scored = taxonomy(cooking=CAN, laundry="not_relevant")
    assert scored["laundry"].number is None
    assert {one.field: one.reason for one in scored.completeness.missing}["laundry"] == "not_relevant"


def test_does_and_wants_are_kept_and_change_no_score():
    with_more = taxonomy(cooking=WITH_HELP, cooking_does="no", cooking_wants="yes")
    assert with_more["cooking"].number == taxonomy(cooking=WITH_HELP)["cooking"].number


def test_a_change_is_how_many_areas_went_which_way():
    before = taxonomy(cooking=CANNOT, laundry=CAN, eating=CAN)
    after = taxonomy(cooking=WITH_HELP, laundry=CANNOT, eating=CAN)
    assert shift(change(before, after)).nb.startswith("1 bedre, 1 dårligere, 1 uendret")


def test_only_results_are_held_and_the_form_must_be_bought():
    instrument = get("adl_taxonomy")
    assert instrument.licence.licence_class is LicenceClass.RESULTS_ONLY
    assert "kjøpes" in instrument.cautions[0].nb
