import pytest

from fotfeste.insight.figures.rules.figure import Context, Figure, Period, Shown, Unit, mean_of, share
from fotfeste.insight.figures.rules.suppression import (
    CountTable,
    hidden_cells,
    hidden_groups,
    hide_averages,
    hide_shares,
    small,
)

KLEPP = CountTable(
    {
        "all": {"none": 86, "fewer": 24, "same": 33},
        "first": {"none": 84, "fewer": 3, "same": 3},
        "existing": {"none": 2, "fewer": 21, "same": 30},
    },
    total="all",
)


def _share(group: str, numerator: int, n: int) -> Figure:
    return share(Context("x", group, Period()), numerator=numerator, n=n)


@pytest.mark.parametrize(("persons", "is_small"), [(0, False), (1, True), (4, True), (5, False)])
def test_one_to_four_of_many_are_small_and_zero_and_five_are_not(persons: int, is_small: bool) -> None:
    assert small(persons, 50, threshold=5) is is_small


def test_everybody_having_the_same_answer_is_hidden_because_it_tells_about_each() -> None:
    assert small(50, 50, threshold=5)
    assert not small(50, 50, threshold=5, unanimous=False)


def test_small_cells_of_klepp_are_hidden_and_so_is_what_gives_them_away() -> None:
    hidden = hidden_cells(KLEPP)
    assert {c for c, why in hidden.items() if why is Shown.SMALL} == {
        ("first", "fewer"),
        ("first", "same"),
        ("existing", "none"),
    }
    assert {c for c, why in hidden.items() if why is Shown.DERIVABLE} == {
        ("first", "none"),
        ("existing", "fewer"),
        ("existing", "same"),
    }


def test_the_figure_for_everyone_is_kept_rather_than_the_group_that_did_well() -> None:
    hidden = hidden_cells(KLEPP)
    assert not {group for group, _ in hidden} & {"all"}


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert hidden_cells(CountTable({"a": {"yes": 20, "no": 30}, "b": {"yes": 9, "no": 8}})) == {}


def test_the_only_other_answer_is_hidden_with_a_small_one() -> None:
    assert set(hidden_cells(CountTable({"a": {"yes": 2, "no": 30}}))) == {("a", "yes"), ("a", "no")}


def test_a_group_below_the_threshold_takes_the_total_with_it_but_not_the_other_group() -> None:
    assert hidden_groups({"all": 53, "first": 50, "existing": 3}, total="all") == {
        "existing": Shown.SMALL,
        "all": Shown.DERIVABLE,
    }
    table = CountTable(
        {"all": {"yes": 21, "no": 32}, "first": {"yes": 20, "no": 30}, "existing": {"yes": 1, "no": 2}}, total="all"
    )
    assert {g for g, _ in hidden_cells(table)} == {"all", "existing"}


def test_an_empty_group_hides_nothing() -> None:
    assert hidden_groups({"all": 50, "first": 50, "existing": 0}, total="all") == {}


def test_a_total_that_is_no_total_is_refused() -> None:
    with pytest.raises(ValueError, match="add up to 5, the total says 6"):
        hidden_cells(CountTable({"all": {"yes": 6}, "a": {"yes": 2}, "b": {"yes": 3}}, total="all"))


def test_a_share_is_hidden_when_few_said_no() -> None:
    figures = {("a", "yes"): _share("a", 48, 50)}
    assert hide_shares(figures, total=None)["a", "yes"].hidden


def test_a_share_about_the_service_may_be_all_of_them() -> None:
    figures = {("a", "yes"): _share("a", 50, 50)}
    assert hide_shares(figures, total=None)["a", "yes"].hidden
    assert hide_shares(figures, total=None, unanimous=False)["a", "yes"].value == 1.0


def test_answers_that_overlap_are_refused() -> None:
    figures = {("a", "one"): _share("a", 30, 50), ("a", "two"): _share("a", 30, 50)}
    with pytest.raises(ValueError, match="exclude each other"):
        hide_shares(figures, total=None)


def test_the_mean_of_a_small_group_goes_together_with_the_mean_it_could_be_worked_out_from() -> None:
    def about(group: str, n: int) -> Figure:
        return mean_of(Context("hours", group, Period(), Unit.HOURS_PER_WEEK), mean=6.0, sd=1.0, n=n)

    seen = hide_averages(
        {"all": about("all", 53), "first": about("first", 50), "existing": about("existing", 3)}, total="all"
    )
    assert [seen[g].shown for g in ("all", "first", "existing")] == [Shown.DERIVABLE, Shown.OPEN, Shown.SMALL]
    assert seen["existing"].n is None
