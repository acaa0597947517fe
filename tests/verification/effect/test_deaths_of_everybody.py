"""How long at home, where a death is known of everybody and a move only of those who are seen."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fotfeste.insight.effect.rules.time_to_event import Followed, event_free, incidence
from fotfeste.insight.figures.rules.figure import FigureError

PLACE, DEATH = 1, 2
WHEN_SEEN = frozenset({PLACE})
YEAR, DUE = 365.0, (91.0, 182.0, 365.0)


def register(chance: np.random.Generator, people: int, *, move: float, reach: float) -> list[Followed]:
    """Deaths at 0.15 a year and moves at `move`; a move is found at the next follow-up that reaches the person."""
    died, moved = chance.exponential(YEAR / 0.15, people), chance.exponential(YEAR / move, people) if move else None
    reached = chance.random((people, len(DUE))) < reach
    found = []
    for k in range(people):
        seen = [day for day, asked in zip(DUE, reached[k], strict=True) if asked and day < died[k]]
        finds = [day for day in seen if moved is not None and moved[k] <= day]
        if finds:
            found.append(Followed(finds[0], PLACE))
        elif died[k] <= YEAR:
            found.append(Followed(float(died[k]), DEATH, max(seen, default=0.0)))
        else:
            found.append(Followed(YEAR, 0, max(seen, default=0.0)))
    return found


@pytest.mark.parametrize("move", [0.0, 0.1])
def test_half_unreached_home_and_death_are_right_on_average_and_their_intervals_hold_the_truth(move: float) -> None:
    chance = np.random.default_rng(31)
    true = {"home": math.exp(-0.15 - move), "dead": 0.15 / (0.15 + move) * (1 - math.exp(-0.15 - move))}
    values: dict[str, list[float]] = {"home": [], "dead": []}
    hits = dict.fromkeys(values, 0)
    runs = 400
    for _ in range(runs):
        persons = register(chance, 200, move=move, reach=0.5)
        told = {
            "home": event_free(persons, YEAR, when_seen=WHEN_SEEN),
            "dead": incidence(persons, YEAR, cause=DEATH, when_seen=WHEN_SEEN),
        }
        for name, each in told.items():
            assert each.interval is not None
            values[name].append(each.probability)
            hits[name] += each.interval.low <= true[name] <= each.interval.high
    for name in true:
        assert np.mean(values[name]) == pytest.approx(true[name], abs=0.01), name
        assert hits[name] / runs >= 0.93, name


def test_were_the_living_followed_until_seen_alone_deaths_would_be_far_too_many() -> None:
    persons = register(np.random.default_rng(32), 20_000, move=0.0, reach=0.5)
    until_seen = [Followed(p.days if p.cause else p.seen_until, p.cause) for p in persons]
    true = 1 - math.exp(-0.15)
    assert incidence(until_seen, YEAR, cause=DEATH).probability > true + 0.02
    assert incidence(persons, YEAR, cause=DEATH, when_seen=WHEN_SEEN).probability == pytest.approx(true, abs=0.008)


days = st.integers(0, 30).map(float)
followed = st.lists(
    st.tuples(days, st.integers(0, 2), st.floats(0, 1)).map(
        lambda x: Followed(x[0], x[1], x[0] if x[1] == PLACE else math.floor(x[0] * x[2]))
    ),
    min_size=1,
    max_size=40,
)


@given(followed, days)
def test_at_home_moved_and_dead_are_everybody_whoever_is_seen(persons: list[Followed], day: float) -> None:
    parts = [incidence(persons, day, cause=cause, when_seen=WHEN_SEEN).probability for cause in (PLACE, DEATH)]
    home = event_free(persons, day, when_seen=WHEN_SEEN).probability
    if home > 0:  # few seen may move more often than the many leave room for
        assert sum(parts) + home == pytest.approx(1)


@given(followed, days)
def test_with_everybody_seen_all_the_time_it_is_the_estimate_and_the_interval_of_before(
    persons: list[Followed], day: float
) -> None:
    everywhere = [Followed(p.days, p.cause) for p in persons]
    for cause in (PLACE, DEATH):
        one = incidence(everywhere, day, cause=cause, when_seen=WHEN_SEEN)
        assert one == incidence(everywhere, day, cause=cause)


def test_nobody_is_seen_longer_than_followed() -> None:
    with pytest.raises(FigureError, match="dates"):
        Followed(10, 0, 11)
    with pytest.raises(FigureError, match="dates"):
        Followed(10, 0, math.nan)
