"""Shares of goals: several of them are the same person's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fotfeste.insight.figures.rules.clusters import Within, share_within_persons
from fotfeste.insight.figures.rules.figure import Context, Figure, Period, share

AT = Context("goals", "all", Period())
goals_of = st.lists(
    st.integers(1, 4).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), min_size=1, max_size=40
)


def counted(persons: list[tuple[int, int]]) -> Figure:
    """Of (goals, goals met) of each person."""
    within = Within(
        len(persons), sum(n * n for n, _ in persons), sum(n * y for n, y in persons), sum(y * y for _, y in persons)
    )
    return share_within_persons(AT, numerator=sum(y for _, y in persons), n=sum(n for n, _ in persons), within=within)


def width(figure: Figure) -> float:
    assert figure.interval is not None
    return figure.interval.high - figure.interval.low


@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_one_goal_each_is_the_plain_share(met: list[bool]) -> None:
    assert counted([(1, int(each)) for each in met]) == share(AT, numerator=sum(met), n=len(met))


@given(goals_of)
def test_it_is_never_surer_than_goals_of_strangers_nor_less_sure_than_one_goal_of_each_person(
    persons: list[tuple[int, int]],
) -> None:
    figure, goals = counted(persons), sum(n for n, _ in persons)
    plain = share(AT, numerator=sum(y for _, y in persons), n=goals)
    assert figure.value == plain.value and figure.n == goals
    if goals >= 10 and goals**2 / sum(n * n for n, _ in persons) >= 10:
        assert width(figure) >= width(plain) - 1e-12


def test_persons_all_of_whose_goals_go_alike_count_as_one_goal_each() -> None:
    alike = counted([(3, 3)] * 20 + [(3, 0)] * 20)
    assert width(alike) == pytest.approx(width(share(AT, numerator=20, n=40)), rel=0.03)
    assert width(share(AT, numerator=60, n=120)) < 0.7 * width(alike)


def test_it_covers_the_truth_where_the_plain_interval_does_not() -> None:
    """One to three goals each, alike by a third."""
    chance = np.random.default_rng(15)
    hit = plain = 0
    for _ in range(1_500):
        many = chance.integers(1, 4, 60)
        met = chance.binomial(many, chance.beta(1.1, 0.9, 60))
        figure = counted(list(zip(many.tolist(), met.tolist(), strict=True)))
        alone = share(AT, numerator=int(met.sum()), n=int(many.sum())).interval
        assert figure.interval is not None and alone is not None
        hit += figure.interval.low <= 0.55 <= figure.interval.high
        plain += alone.low <= 0.55 <= alone.high
    assert 0.935 <= hit / 1_500 <= 0.97 and plain / 1_500 < 0.93
