"""Who went which way on a scale of steps, counted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from fotfeste.insight.effect.rules.mixed_model import Measured, ModelError, over_time
from fotfeste.insight.effect.rules.ordinal import Gone, OrdinalError, Steps, ends, shift_table
from fotfeste.insight.effect.rules.regression_to_mean import Population, expected_shift, shift_of_chosen
from fotfeste.insight.figures.rules.figure import wilson

LEVELS = (1, 2, 3, 4, 5)

PERSONS = [
    Steps(3, 2),
    Steps(3, 3),
    Steps(3, 5),
    Steps(2, 1),
    Steps(1, 1),  # nothing to gain where 1 is best
    Steps(1, 4),  # and fell
    Steps(5, Gone.DIED),
    Steps(4, Gone.BROKE_OFF),
    Steps(4, Gone.MISSING),
    Steps(4, Gone.MISSING),
]


def test_a_shift_table_as_counted_by_hand_where_less_is_better() -> None:
    found = shift_table(PERSONS, LEVELS, higher_is_better=False)
    assert found.counts == ((1, 0, 0, 1, 0), (1, 0, 0, 0, 0), (0, 1, 1, 0, 1), (0,) * 5, (0,) * 5)
    assert found.gone[Gone.DIED] == (0, 0, 0, 0, 1) and found.gone[Gone.MISSING] == (0, 0, 0, 2, 0)
    assert [(part.count, part.n) for part in (found.better, found.same, found.worse)] == [(2, 4), (1, 4), (1, 4)]
    assert (found.at_best, found.fell_from_best, found.persons) == (2, 1, 10)
    assert found.better.interval == wilson(2, 4)


def test_the_same_steps_where_more_is_better_go_the_other_way() -> None:
    found = shift_table(PERSONS, LEVELS, higher_is_better=True)
    assert [part.count for part in (found.better, found.same, found.worse)] == [2, 2, 2]
    assert (found.at_best, found.fell_from_best) == (0, 0)


def test_nobody_who_could_become_better_gives_no_share() -> None:
    found = shift_table([Steps(1, 1), Steps(1, 2)], LEVELS, higher_is_better=False)
    assert (found.better.value, found.better.interval, found.fell_from_best) == (None, None, 1)


def test_not_relevant_is_no_step() -> None:
    with pytest.raises(OrdinalError, match="9 is no step"):
        shift_table([Steps(3, 9)], LEVELS, higher_is_better=False)


@given(
    st.lists(st.builds(Steps, st.integers(1, 5), st.one_of(st.integers(1, 5), st.sampled_from(list(Gone))))),
    st.booleans(),
)
def test_everybody_is_counted_once(persons: list[Steps], higher: bool) -> None:
    found = shift_table(persons, LEVELS, higher_is_better=higher)
    assert found.persons == len(persons)
    scored = sum(not isinstance(person.later, Gone) for person in persons)
    assert found.better.count + found.same.count + found.worse.count + found.at_best == scored


def test_shares_at_the_ends_follow_the_direction() -> None:
    found = ends([0, 0, 3, 10], low=0, high=10, higher_is_better=True)
    assert (found.at_best.count, found.at_worst.count, found.at_best.interval) == (1, 2, wilson(1, 4))
    turned = ends([0, 0, 3, 10], low=0, high=10, higher_is_better=False)
    assert (turned.at_best.count, turned.at_worst.count) == (2, 1)
    with pytest.raises(OrdinalError, match="outside"):
        ends([11], low=0, high=10, higher_is_better=True)


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.9, 1.0])
def test_those_chosen_below_a_cut_regress_as_far_as_their_mean_says(correlation: float) -> None:
    population, cut = Population(60, 15), 40
    away = (population.mean - cut) / population.sd
    chosen = population.mean - population.sd * float(norm.pdf(away) / norm.sf(away))
    told = shift_of_chosen(chosen, population.mean, correlation=correlation)
    assert told == pytest.approx(expected_shift(population, cut=cut, correlation=correlation))


def test_a_mean_of_two_baselines_regresses_by_spearman_and_brown() -> None:
    assert shift_of_chosen(40, 60, correlation=0.5, measurements=2) == pytest.approx(20 * (1 - 2 * 0.5 / (1 + 0.5)))


def test_a_mean_that_is_the_populations_does_not_regress_and_a_correlation_is_one() -> None:
    assert shift_of_chosen(60, 60, correlation=0.5) == 0
    assert shift_of_chosen(70, 60, correlation=0.5) == -5
    with pytest.raises(ValueError, match="Correlation"):
        shift_of_chosen(70, 60, correlation=1.5)


def course(people: int = 6) -> list[Measured]:
    return [
        Measured(f"p{k}", occasion, 5.0 + k % 3 + 2 * (occasion == "b") * (k % 2))
        for k in range(people)
        for occasion in "ab"
    ]


def test_the_dead_are_left_out_and_told_and_the_missing_are_counted() -> None:
    rows = [row for row in course() if (row.person, row.occasion) != ("p2", "b")]
    found = over_time(rows, occasions="ab", died={"p5"})
    assert (found.died, found.persons, found.missing) == (1, {"all": 5}, {"a": 0, "b": 1})
    assert found.measurements == 9


@pytest.mark.parametrize(
    ("rows", "more", "says"),
    [
        ([*course(), Measured("p0", "a", 3.0)], {}, "measured twice"),
        ([*course(), Measured("p9", "c", 3.0)], {}, "not among the occasions"),
        ([*course(), Measured("p9", "a", float("nan"))], {}, "no score"),
        ([*course(), Measured("p9", "a", 3.0, None, (1.0,))], {}, "more covariates"),
        (course(2), {}, "too few"),
        ([row for row in course() if row.occasion == "a"], {}, "0 measured at b"),
        (course(), {"groups": ("x", "x")}, "with itself"),
        ([Measured(f"p{k}", o, 4.0) for k in range(5) for o in "ab"], {}, "All scores are the same"),
        ([Measured(r.person, r.occasion, r.value, None, (1.0,)) for r in course()], {}, "Leave one of them out"),
        ([Measured(r.person, r.occasion, r.value, r.occasion) for r in course()], {}, "those of the start"),
        ([Measured(r.person + r.occasion, r.occasion, r.value) for r in course()], {}, "measured more than once"),
    ],
)
def test_measurements_no_model_can_be_made_of_are_refused_with_why(rows: list[Measured], more: dict, says: str) -> None:
    with pytest.raises(ModelError, match=says):
        over_time(rows, occasions="ab", **more)
