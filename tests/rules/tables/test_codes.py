"""The tables know every code of the record: one they lack would count as a strange value, in silence."""

from enum import StrEnum
from pathlib import Path

import pytest
from django.utils import timezone

from fotfeste.care.pathway.rules.states import FollowUpState, ReferralState
from fotfeste.insight.tables import extract
from fotfeste.insight.tables.extract import codes
from fotfeste.insight.tables.shape import TableError


def test_the_tables_have_every_code_of_the_record_and_no_other() -> None:
    assert codes.differing() == []


@pytest.mark.parametrize(
    ("name", "ours"),
    [("DropoutReason", "DROPOUT_REASONS"), ("OutcomeClass", "OUTCOME_CLASSES"), ("Profession", "PROF")],
)
def test_a_new_code_in_the_record_is_named_and_stops_the_extract(
    name: str, ours: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    known = {each.name: each.value for each in getattr(codes, name)}
    monkeypatch.setattr(codes, name, StrEnum(name, {**known, "LATER": "later"}))
    assert [each for each in codes.differing() if each.startswith(ours) and "'later'" in each]
    with pytest.raises(TableError, match="later"):
        extract.run(now=timezone.localtime(), root=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_state_nobody_gave_a_code_is_named_and_never_taken_for_open(monkeypatch: pytest.MonkeyPatch) -> None:
    later = StrEnum("ReferralState", {**{each.name: each.value for each in ReferralState}, "RETURNED": "returned"})
    monkeypatch.setattr(codes, "ReferralState", later)
    assert codes.differing() == [
        "referrals.status (the record's): only in the tables [], only in the record ['returned']"
    ]


def test_a_follow_up_nobody_has_tried_has_no_result() -> None:
    assert codes.FOLLOW_UP_RESULT[FollowUpState.DUE] is None
    assert codes.case("f.state", {"due": None, "done": "reached"}) == "CASE f.state WHEN 'done' THEN 'reached' END"
