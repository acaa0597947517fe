"""Moves known only at follow-ups: how many had moved by a day between two of them, against a known truth."""

import math

import numpy as np
import pytest

from fotfeste.insight.effect.rules.seen_at_times import STATES, Seen, shares_by
from fotfeste.insight.effect.rules.time_to_event import Followed, event_free
from fotfeste.insight.figures.rules.figure import FigureError

DAYS = (91, 182, 365)
MOVES, DIES, DIES_IN_PLACE, LANDMARK = 0.12, 0.15, 0.4, 28.0  # a year


def course(chance: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Day of the end of training, of the move (none before the end) and of the death."""
    end = chance.integers(29, 75, n)
    moved, died = end + chance.exponential(365 / MOVES, n), LANDMARK + chance.exponential(365 / DIES, n)
    return end, moved, np.where(moved < died, moved + chance.exponential(365 / DIES_IN_PLACE, n), died)


def register(chance: np.random.Generator, n: int, reach: float) -> list[Seen]:
    end, moved, died = course(chance, n)
    found = []
    for k in range(n):
        due = end[k] + np.array([30, 91, 182, 365])
        dead = bool(died[k] <= due[-1])
        until, home, place = (float(died[k]) if dead else float(due[-1])), min(end[k], died[k]), None
        for day, reached in zip(due, chance.random(4) < reach, strict=True):
            if reached and day < died[k]:
                if moved[k] <= day:
                    place = float(day)
                    break
                home = day
        found.append(Seen(float(math.floor(home)), place, until, dead))
    return found


def true_shares() -> dict[int, dict[str, float]]:
    _, moved, died = course(np.random.default_rng(1), 400_000)
    first = np.minimum(moved, died)
    return {
        day: {
            "at_home": float((first > day).mean()),
            "long_term_place": float(((moved <= day) & (moved < died)).mean()),
            "dead": float(((died <= day) & (died < moved)).mean()),
            "dead_in_all": float((died <= day).mean()),
        }
        for day in DAYS
    }


def test_half_unreached_every_share_is_right_on_average_and_its_interval_holds_the_truth() -> None:
    true, chance, runs = true_shares(), np.random.default_rng(7), 120
    values: dict[tuple[int, str], list[float]] = {}
    hits: list[bool] = []
    for _ in range(runs):
        told = shares_by(register(chance, 200, 0.5), LANDMARK, DAYS)
        for day in DAYS:
            for name in STATES:
                each = told[day][name]
                values.setdefault((day, name), []).append(each.probability)
                if each.interval:
                    hits.append(each.interval.low <= true[day][name] <= each.interval.high)
    for (day, name), each_run in values.items():
        assert np.mean(each_run) == pytest.approx(true[day][name], abs=0.01), (day, name)
    assert 0.92 <= np.mean(hits) <= 0.98


def test_moves_dated_on_the_day_they_are_found_would_leave_too_many_at_home() -> None:
    true, persons = true_shares()[182]["at_home"], register(np.random.default_rng(3), 8000, 0.5)
    late = [Followed(p.until if p.found is None else p.found, 2 * p.died if p.found is None else 1) for p in persons]
    assert event_free(late, 182).probability > true + 0.01
    assert shares_by(persons, LANDMARK, DAYS)[182]["at_home"].probability == pytest.approx(true, abs=0.01)


def test_at_home_moved_and_dead_at_home_are_everybody_and_nobody_is_told_of_twice() -> None:
    for reach in (0.0, 0.4, 1.0):
        told = shares_by(register(np.random.default_rng(4), 120, reach), LANDMARK, DAYS)
        for day in DAYS:
            parts = {name: each.probability for name, each in told[day].items()}
            assert parts["at_home"] + parts["long_term_place"] + parts["dead"] == pytest.approx(1)
            assert parts["dead"] <= parts["dead_in_all"] + 1e-9 <= 1 - parts["at_home"] + 2e-9


def test_nobody_is_found_before_seen_at_home_or_followed_less() -> None:
    for wrong in ((10.0, 5.0, 20.0), (10.0, None, 5.0), (-1.0, None, 5.0), (10.0, 30.0, 20.0)):
        with pytest.raises(FigureError, match="dates"):
            Seen(*wrong, died=False)
    with pytest.raises(FigureError, match="nobody"):
        shares_by([], 28.0, (91,))
