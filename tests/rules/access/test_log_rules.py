"""What a line says as bytes, what a snapshot sees, and what the file of heads tells."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fotfeste.ground.access.rules.log_findings import Kind, of_seals, of_unsealed
from fotfeste.ground.access.rules.log_heads import head_of, read, restoration, written
from fotfeste.ground.access.rules.log_lines import Line, joined, right_hash
from fotfeste.ground.access.rules.log_seals import (
    Seal,
    Snapshot,
    closed,
    doubts_about,
    key_id,
    packed,
    right_digest,
    right_mac,
)

KEY, OTHER = b"k" * 32, b"o" * 32
parts = st.lists(st.none() | st.text(alphabet=string.printable + "æ|:,-", max_size=8), max_size=5)


def seal(number: int, previous: str = "", key: bytes = KEY) -> Seal:
    members = packed([(number, b"d" * 32)])
    return closed(
        Seal(number, 1, "2026-03-02T10:00:00.000000", "", number - 1, members, "", key_id(key), previous), key
    )


@given(one=parts, other=parts)
def test_no_two_lists_of_parts_give_the_same_bytes(one: list[str | None], other: list[str | None]) -> None:
    assert (joined(*one) == joined(*other)) is (one == other)


def test_a_separator_in_a_name_an_empty_part_and_none_are_told_apart() -> None:
    kinds = [("a|b", "c"), ("a", "b|c"), ("a,1:b",), ("a", "b"), ("",), (None,), ("-",), ()]
    assert len({joined(*each) for each in kinds}) == len(kinds)


def test_a_snapshot_sees_what_had_ended_and_not_what_ran_or_came_later() -> None:
    seen = Snapshot.parse("10:15:10,13")
    assert [each for each in range(8, 18) if seen.sees(each)] == [8, 9, 11, 12, 14]
    assert seen.oldest == 10
    assert Snapshot.parse("15:15:").oldest == 15


def test_every_part_of_a_seal_is_in_its_digest() -> None:
    whole = seal(2, "p")
    changes = {
        "number": 3, "era": 2, "at": "x", "snapshot": "1:1:", "lines_before": 7, "members": b"", "doubts": "[]",
        "key": "x", "previous": "q",
    }  # fmt: skip
    for name, value in changes.items():
        assert right_digest(Seal(**{**vars(whole), name: value})) != whole.digest, name


def test_a_mac_needs_the_key() -> None:
    assert right_mac("d", KEY) != right_mac("d", OTHER)
    assert key_id(KEY) != key_id(OTHER)
    assert KEY.hex() not in key_id(KEY)


def test_heads_are_read_back_and_one_made_without_the_key_is_not_ours() -> None:
    known = {key_id(KEY): KEY}
    text = written(head_of(seal(1), KEY)) + written(head_of(seal(2), OTHER)) + written(head_of(seal(3), KEY))
    found = read(text, known)
    assert (sorted(found.by_number), found.not_ours, found.gaps) == ([1, 3], (2,), (3,))
    assert found.last and found.last.lines == 3
    # Without the key a head is believed: the file is then all there is.
    assert sorted(read(text, {}).by_number) == [1, 2, 3]


@pytest.mark.parametrize("torn", ['{"seal": 2, "lin', "[]", "{}", '{"seal": "x"}', "1"])
def test_a_line_of_the_file_that_was_torn_is_told_by_its_number(torn: str) -> None:
    text = written(head_of(seal(1), KEY)) + torn + "\n" + written(head_of(seal(2), KEY))
    found = read(text, {key_id(KEY): KEY})
    assert (sorted(found.by_number), found.unreadable, found.gaps) == ([1, 2], (2,), ())


def test_what_was_said_about_a_restoration_counts_on_from_there_and_is_kept_in_order() -> None:
    def said(number: int, why: str) -> str:
        how = {"lines": number, "at": "2026", "digest": "d", "key_name": key_id(KEY), "why": why, "key": KEY}
        return written(restoration(seal=number, **how))  # type: ignore[arg-type]

    text = "".join(written(head_of(seal(number), KEY)) for number in (1, 2, 3))
    text += (
        said(1, "disk") + written(head_of(seal(2, "again"), KEY)) + said(0, "empty") + written(head_of(seal(1), KEY))
    )
    found = read(text, {key_id(KEY): KEY})
    assert (sorted(found.by_number), found.gaps) == ([1], ())
    assert [each.why for each in found.restored] == ["disk", "empty"]


def line(**told: str | int | None) -> Line:
    """A line of the second format by user 7, Kari; its hash is right unless told otherwise."""
    facts = {
        "id": 1, "transaction": 5, "at": "2026-03-02T10:00:00.000000", "user_id": "7", "user_name": "Kari",
        "role": "admin", "unit": "", "act": "look", "person_id": None, "object_type": "", "object_id": "",
        "purpose": "", "channel": "web", "outcome": "done", "address": "", "previous_hash": "", "hash": "",
    }  # fmt: skip
    made = Line(**{**facts, **told})  # type: ignore[arg-type]
    return made._replace(hash=right_hash(made))


def doubted(**told: str | int | None) -> list[str]:
    return doubts_about(line(**told), names={"7": "Kari"}, not_before="", not_after="2026-03-02T11:00:00.000000")


def test_a_line_bears_the_name_of_who_wrote_it_and_one_of_nobody_bears_none() -> None:
    assert doubted() == []
    assert doubted(user_id=None, user_name="", outcome="refused") == []
    assert "of nobody" in doubted(user_id=None, user_name="Kari", outcome="refused")[0]
    assert "of nobody" in doubted(user_id=None, user_name="", outcome="done")[0]
    assert "user 7 is 'Kari'" in doubted(user_name="Ola")[0]


def test_a_line_that_names_the_line_before_it_was_changed_for_sealed_lines_stand_alone() -> None:
    assert of_unsealed(line(), seen=None, begun_before=9, doubts=()) == []
    chained = line(previous_hash="a" * 64)
    assert chained.hash == right_hash(chained)
    assert [each.kind for each in of_unsealed(chained, seen=None, begun_before=9, doubts=())] == [Kind.CHANGED]


def test_a_seal_numbered_nothing_was_put_in_and_none_is_called_gone() -> None:
    found, holds = of_seals([seal(0), seal(1)], None, {key_id(KEY): KEY})
    assert [(each.kind, each.seal) for each in found] == [(Kind.FORGED, 0)]
    assert holds == {1}
