"""Time to event and missing answers, against hand counts, R's published output, scipy and simulated truth."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from fotfeste.insight.effect.rules.missing_outcomes import Responders, delta_adjusted, tipping_delta
from fotfeste.insight.effect.rules.time_to_event import (
    Course,
    Followed,
    event_free,
    from_landmark,
    incidence,
    rate_ratio,
)
from fotfeste.insight.figures.rules.figure import FigureError

# Freireich 1963 (6-MP arm), as in R's survival and every textbook: weeks, 1 = relapse.
SIX_MP = [(6, 1), (6, 1), (6, 1), (6, 0), (7, 1), (9, 0), (10, 1), (10, 0), (11, 0), (13, 1), (16, 1), (17, 0), (19, 0),
          (20, 0), (22, 1), (23, 1), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0)]  # fmt: skip
FREIREICH = [Followed(days, cause) for days, cause in SIX_MP]

followed = st.lists(
    st.builds(Followed, st.integers(0, 30).map(float), st.integers(0, 2)), min_size=1, max_size=40
)  # fmt: skip


@pytest.mark.parametrize(
    ("week", "left"), [(6, 0.857), (7, 0.807), (10, 0.753), (13, 0.690), (16, 0.627), (22, 0.538), (23, 0.448)]
)
def test_kaplan_meier_of_the_textbook(week: int, left: float) -> None:
    assert event_free(FREIREICH, week).probability == pytest.approx(left, abs=0.0006)


def test_its_interval_is_that_of_scipy() -> None:
    days, events = np.array([d for d, _ in SIX_MP]), np.array([bool(e) for _, e in SIX_MP])
    data = stats.CensoredData(uncensored=days[events], right=days[~events])
    low, high = stats.ecdf(data).sf.confidence_interval(method="log-log")
    found = event_free(FREIREICH, 16).interval
    assert found is not None
    assert found.low == pytest.approx(float(low.evaluate(16)), abs=1e-9)
    assert found.high == pytest.approx(float(high.evaluate(16)), abs=1e-9)


def test_deaths_make_a_long_term_place_less_likely_than_one_minus_kaplan_meier_says() -> None:
    persons = [Followed(1, 2), Followed(2, 1), Followed(3, 2), Followed(4, 1), Followed(5, 0)]
    # By hand: day 2 takes 1/4 of 4/5, day 4 takes 1/2 of 2/5.
    assert incidence(persons, 4, cause=1).probability == pytest.approx(0.2 + 0.2)
    naive = [Followed(p.days, 1 if p.cause == 1 else 0) for p in persons]
    assert 1 - event_free(naive, 4).probability > 0.6


@given(followed, st.integers(0, 30))
def test_what_happened_and_what_did_not_make_up_everybody(persons: list[Followed], day: int) -> None:
    parts = [incidence(persons, day, cause=cause).probability for cause in (1, 2)]
    assert sum(parts) + event_free(persons, day).probability == pytest.approx(1)


@given(followed)
def test_with_one_cause_incidence_is_what_kaplan_meier_leaves(persons: list[Followed]) -> None:
    alone = [Followed(person.days, min(person.cause, 1)) for person in persons]
    incident, free = incidence(alone, 20, cause=1), event_free(alone, 20)
    assert incident.probability == pytest.approx(1 - free.probability)


def test_the_interval_of_an_incidence_covers_the_truth_as_often_as_it_says() -> None:
    chance = np.random.default_rng(6)
    truth = 0.6 * (1 - math.exp(-1.0))  # two causes at rates 0.6 and 0.4, by time 1
    covered = 0
    for _ in range(1500):
        when, kind, end = chance.exponential(1, 120), chance.random(120) < 0.6, chance.uniform(0.5, 2.5, 120)
        persons = [Followed(min(w, e), 0 if e < w else 1 if k else 2) for w, k, e in zip(when, kind, end, strict=True)]
        interval = incidence(persons, 1.0, cause=1).interval
        covered += interval is not None and interval.low <= truth <= interval.high
    assert covered / 1500 == pytest.approx(0.95, abs=0.015)


def courses(chance: np.random.Generator, people: int) -> list[Course]:
    """Nobody is helped: events come at one rate. Who lives until a start is trained from then on."""
    ends, starts = chance.exponential(300, people), chance.uniform(0, 200, people)
    wanted, until = chance.random(people) < 0.6, 365.0
    return [
        Course(float(s) if w and s < min(e, until) else None, float(min(e, until)), bool(e <= until))
        for e, s, w in zip(ends, starts, wanted, strict=True)
    ]


def test_time_before_training_is_no_gift_to_the_trained() -> None:
    persons = courses(np.random.default_rng(7), 40_000)
    as_groups = [Course(0.0 if p.trained_from is not None else None, p.days, p.event) for p in persons]
    naive, split = rate_ratio(as_groups), rate_ratio(persons)
    landmark = rate_ratio(from_landmark(persons, 100))
    assert naive.ratio is not None and naive.ratio < 0.75  # the trap: training seems to save a quarter
    assert split.ratio == pytest.approx(1, abs=0.04)
    assert landmark.ratio == pytest.approx(1, abs=0.05)


def test_a_ratio_without_events_is_none_and_impossible_courses_are_refused() -> None:
    assert rate_ratio([Course(None, 10, True), Course(3, 10, False)]).ratio is None
    with pytest.raises(FigureError, match="within"):
        Course(20, 10, False)
    with pytest.raises(FigureError, match="nobody"):
        event_free([], 3)
    with pytest.raises(FigureError, match="dates"):
        Followed(math.nan, 1)


def test_the_dead_never_respond_and_the_missing_do_in_one_bound_only() -> None:
    found = Responders(responded=40, answered=67, started=100, died=8)
    assert found.bounds == (0.40, 0.65)
    assert found.complete_cases is not None and found.missing_not_responding is not None
    assert found.complete_cases.low < 40 / 67 < found.complete_cases.high
    assert found.missing_not_responding.low < 0.40 < found.missing_not_responding.high
    with pytest.raises(ValueError, match="cannot be"):
        Responders(responded=5, answered=4, started=10)


def test_delta_zero_is_the_mean_of_the_known_and_each_point_costs_the_missing_share() -> None:
    changes = [1.0, 2.0, 3.0, 4.0, None, None]
    at_random, darker = delta_adjusted(changes, (0.0, 1.5))
    assert at_random.mean == pytest.approx(2.5) and darker.mean == pytest.approx(2.5 - 1.5 / 3)
    assert at_random.interval.high - at_random.mean == pytest.approx(
        stats.t.ppf(0.975, 3) * stats.tstd([1, 2, 3, 4]) / 2
    )


def test_its_interval_covers_the_truth_when_the_missing_fare_as_assumed() -> None:
    chance = np.random.default_rng(8)
    covered = 0
    for _ in range(1500):
        gone = chance.random(200) < 0.33
        change = chance.normal(2, 3, 200) - 1.5 * gone
        found = delta_adjusted([None if g else c for g, c in zip(gone, change, strict=True)], (1.5,))[0]
        covered += found.interval.low <= 2 - 1.5 * 0.33 <= found.interval.high
    assert covered / 1500 == pytest.approx(0.95, abs=0.015)


def test_the_tipping_point_is_where_the_interval_reaches_no_change() -> None:
    changes = [*np.random.default_rng(9).normal(2, 2, 80).tolist(), *[None] * 40]
    delta = tipping_delta(changes, largest=20)
    assert delta is not None and delta > 0
    assert delta_adjusted(changes, (delta,))[0].interval.low == pytest.approx(0, abs=1e-6)
    assert tipping_delta([0.1, -0.1, None], largest=9) == 0.0
    assert tipping_delta([2.0, 2.1, 2.2, 1.9] * 20, largest=9) is None
