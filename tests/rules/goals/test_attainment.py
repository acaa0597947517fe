"""Counting how goals ended."""

import pytest

from fotfeste.care.goals.rules.attainment import attainment
from fotfeste.care.goals.rules.states import CLOSED_GOALS, GOAL_STEPS, OPEN_GOALS, RATED_GOALS, GoalState


def test_every_goal_is_counted_once_and_a_goal_given_up_stays_in_the_total():
    found = attainment(["attained", "attained", "partly_attained", "given_up", "active", "adjusted"])
    assert (found.attained, found.partly_attained, found.not_attained, found.given_up) == (2, 1, 0, 1)
    assert (found.open, found.closed, found.total) == (2, 4, 6)


def test_no_goals_is_zero_of_zero():
    assert attainment([]).total == 0


def test_a_state_that_does_not_exist_is_refused_and_not_left_out():
    with pytest.raises(ValueError, match="done"):
        attainment(["attained", "done"])


@pytest.mark.parametrize("state", sorted(GoalState))
def test_a_rated_goal_stays_as_it_was_rated_one_nobody_rated_can_be_and_an_open_one_can_be_closed(state):
    assert (GOAL_STEPS[state] == frozenset()) == (state in RATED_GOALS)
    assert not GOAL_STEPS[state] & OPEN_GOALS or state in OPEN_GOALS
    assert (state in OPEN_GOALS) == (GOAL_STEPS[state] >= CLOSED_GOALS)
