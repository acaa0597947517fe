import pytest

from fotfeste.insight.figures.rules.reachable import check_row, counts_behind, parts_reach_total, reachable


def test_61_percent_of_143_can_only_be_87_persons() -> None:
    assert counts_behind(61, 143) == (87,)


def test_half_a_percent_may_be_rounded_either_way() -> None:
    assert reachable(12, 8) and reachable(13, 8)  # 1 of 8 is 12.5 %


def test_some_percentages_cannot_come_from_few_persons() -> None:
    assert not reachable(35, 10)
    assert not reachable(5, 4)


def test_decimals_make_the_check_sharper() -> None:
    assert reachable(33, 90) and not reachable(33.5, 90, decimals=1)


def test_a_row_that_no_whole_persons_give_is_inconsistent() -> None:
    row = check_row((4, 39, 57), 53)
    assert row.counts == ((2,), (), (30,))
    assert not row.consistent


def test_groups_that_cannot_make_the_total_are_found() -> None:
    a, b = check_row((93, 3, 3), 90), check_row((4, 40, 57), 53)
    assert parts_reach_total([a, b], check_row((60, 17, 23), 143))
    assert not parts_reach_total([a, b], check_row((61, 16, 23), 143))


@pytest.mark.parametrize(("printed", "n"), [(101, 10), (-1, 10), (50, 0)])
def test_a_percentage_that_is_none_is_refused(printed: float, n: int) -> None:
    with pytest.raises(ValueError, match="cannot be checked"):
        counts_behind(printed, n)
