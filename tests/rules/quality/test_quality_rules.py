"""How findings are worded, put in order and hidden; and numbers printed elsewhere that cannot be."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fotfeste.insight.figures.rules.reachable import check_row
from fotfeste.insight.quality.rules.all_records import differs, month_name
from fotfeste.insight.quality.rules.findings import Against, Finding, Hidden, Severity, for_outside, mend_first
from fotfeste.insight.quality.rules.plausible import digit_preference, digit_preference_counted
from fotfeste.insight.quality.rules.printed import check_places, check_shares
from fotfeste.insight.tables.given_csv import GivenError


def finding(rule: str = "rule", severity: Severity = Severity.WRONG, count: int = 7, of: int = 40) -> Finding:
    return Finding(rule, severity, "visits", "visits are late", "It matters.", "Mend it.", count, of)


def test_a_sentence_says_how_many_what_why_and_what_to_do() -> None:
    assert finding(count=1234, of=56789).sentence == "1 234 of 56 789 visits are late. It matters. Mend it."


def test_wrong_comes_first_and_findings_of_one_rule_stay_together() -> None:
    given = [
        finding("b", Severity.LOOK, 40),
        finding("c", count=2),
        finding("d", Severity.DOUBTFUL, 39),
        finding("e", count=5),
        finding("c", count=9),
    ]
    assert [(each.rule, each.count) for each in mend_first(given)] == [
        ("c", 9),
        ("c", 2),
        ("e", 5),
        ("d", 39),
        ("b", 40),
    ]


@pytest.mark.parametrize(
    ("count", "of", "shown"),
    [(4, 40, "A few"), (5, 40, "5"), (7, 41, "5"), (38, 41, "Nearly all"), (41, 41, "Nearly all")],
)
def test_few_are_hidden_outside_the_team_and_the_others_come_to_the_nearest_five(
    count: int, of: int, shown: str
) -> None:
    (seen,) = for_outside([finding(count=count, of=of)], threshold=5)
    assert seen.of == 40 and seen.sentence.startswith(f"{shown} of 40")
    assert seen.as_dict()["count"] == (int(shown) if shown.isdigit() else None)


def test_outside_the_team_no_row_detail_or_number_is_seen_and_what_it_is_held_against_is_hidden_too() -> None:
    full = Finding(
        "r", Severity.LOOK, "visits", "are late", "", "", 20, 50,
        against=Against(3, 50, "of the others"), detail="It is 7.", numbers={"share": 0.4}, rows=({"visit": "v1"},),
    )  # fmt: skip
    (seen,) = for_outside([full], threshold=5)
    assert seen.against == Against(Hidden.FEW, 50, "of the others")
    assert (seen.detail, seen.numbers, seen.rows) == ("", {}, ())


def test_a_finding_on_a_handful_of_records_is_not_told_outside() -> None:
    assert for_outside([finding(count=4, of=4)], threshold=5) == []


def test_the_order_among_hidden_findings_does_not_tell_which_is_more() -> None:
    def two(a: int, b: int) -> list[str]:
        found = [
            Finding("r", Severity.LOOK, "t", "", "", "", n, 50, where={"unit": u}) for u, n in (("x", a), ("y", b))
        ]
        return [each.where["unit"] for each in for_outside(mend_first(found), threshold=5)]

    assert two(1, 4) == two(4, 1) == ["x", "y"]


KS = "municipality;stays;days_per_stay;places\n1;26,8;12,0;1\n2;43,1;8,9;1\n26;26,0;34,7;1\n"


def test_the_two_municipalities_with_more_days_than_a_year_are_found(tmp_path: Path) -> None:
    """KS FoU 2024, tables 0-1 to 0-5, as in `test_plausible.py`."""
    path = tmp_path / "places.csv"
    path.write_text(KS, encoding="utf-8")
    found = check_places(path)
    assert [(each.where["municipality"], round(each.numbers["occupancy"], 2)) for each in found] == [
        ("26", 2.47),
        ("2", 1.05),
    ]


KLEPP = "label,n,none,less,same,part_of\nall,143,61,16,23,\nfirst,90,93,3,3,all\nexisting,53,4,39,57,all\n"


def test_the_printed_shares_of_klepp_cannot_be_of_the_same_persons_by_one_person(tmp_path: Path) -> None:
    """Klepp 2013 to May 2015: 39 % of 53 is nobody's share, and the parts miss the total by one person."""
    path = tmp_path / "shares.csv"
    path.write_text(KLEPP, encoding="utf-8")
    row, total = check_shares(path)
    assert row.where == {"row": "existing"} and "21 are 39.6 %" in row.what
    assert total.where["row"] == "all" and (total.count, total.of) == (1, 143)
    path.write_text(KLEPP.replace("61,16,23", "60,17,23").replace("4,39,57", "4,40,57"), encoding="utf-8")
    assert check_shares(path) == []


def test_a_large_table_is_checked_by_the_ends_of_its_counts(tmp_path: Path) -> None:
    path = tmp_path / "shares.csv"
    text = "label;n;a;b;c;part_of\nall;90000;30;30;40;\nx;45000;30;30;40;all\ny;45000;30;30;{};all\n"
    path.write_text(text.format(40), encoding="utf-8")
    assert check_shares(path) == []
    path.write_text(text.format(44), encoding="utf-8")
    found = check_shares(path)
    assert [each.where["row"] for each in found] == ["y", "all"]


@given(st.lists(st.integers(0, 60), min_size=2, max_size=4).filter(sum), st.integers(0, 1))
def test_shares_of_whole_persons_are_never_refused(tmp_path_factory, counts: list[int], decimals: int) -> None:
    n = sum(counts)
    path = tmp_path_factory.mktemp("shares") / "shares.csv"
    shares = [f"{100 * k / n:.{decimals}f}" for k in counts]
    path.write_text(f"label;n;{';'.join('abcd'[: len(counts)])}\nx;{n};{';'.join(shares)}\n", encoding="utf-8")
    assert check_shares(path) == []
    assert check_row([float(share) for share in shares], n, decimals=decimals).consistent


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("label;n\nx;5\n", "no per cent"),
        ("label;n;a\nx;many;5\n", "line 2: n is “many”"),
        ("label;n;a\nx;2.5;5\n", "whole number"),
        ("label;n;a\nx;5;105\n", "0 to 100"),
        ("label;n;a\nx;5;50;50\n", "4 cells, but 3 columns"),
        ("name;n;a\nx;5;50\n", "no column label"),
        ("label;n;a;part_of\nx;5;100;all\n", "part_of names all"),
        ("label;n;a;part_of\nall;9;100;\nx;5;100;all\n", "5 persons, not 9"),
        ("", "no column label"),
    ],
)
def test_a_file_of_shares_with_a_fault_is_refused_with_what_to_write(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "shares.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GivenError, match=says):
        check_shares(path)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("1;2;3;0", "above 0"),
        ("1;-2;3;1", "0 or more"),
        ("1;nan;3;1", "give a number"),
        ("1;2", "2 cells, but 4 columns"),
    ],
)
def test_a_file_of_places_with_a_fault_is_refused_with_what_to_write(tmp_path: Path, row: str, says: str) -> None:
    path = tmp_path / "places.csv"
    path.write_text(f"municipality;stays;days_per_stay;places\n{row}\n", encoding="utf-8")
    with pytest.raises(GivenError, match=says):
        check_places(path)


@given(st.lists(st.integers(1, 300), max_size=200))
def test_counted_digits_say_the_same_as_minutes_one_by_one(minutes: list[int]) -> None:
    fives = sum(minute % 5 == 0 for minute in minutes)
    assert digit_preference_counted(fives, len(minutes)) == digit_preference(minutes)


def test_two_shares_are_held_apart_as_by_hand() -> None:
    # 40 of 100 against 20 of 100: 0.2 / sqrt(0.3 * 0.7 * 0.02)
    assert differs(40, 100, 20, 100) == pytest.approx(0.2 / (0.3 * 0.7 * 0.02) ** 0.5)
    assert differs(0, 100, 0, 100) == 0.0 == differs(0, 0, 3, 5)


def test_months_are_named_as_they_are_counted() -> None:
    assert month_name(2026 * 12 + 0) == "2026-01" and month_name(2025 * 12 + 11) == "2025-12"
