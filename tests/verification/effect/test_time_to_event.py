"""Time to event against statsmodels on random courses with ties and censoring, and against lifelines' figures."""

import math

import numpy as np
import pytest
from scipy import stats
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight

from fotfeste.insight.effect.rules.time_to_event import Followed, event_free, incidence
from fotfeste.insight.figures.rules.figure import Interval

FREIREICH = [(6, 1), (6, 1), (6, 1), (6, 0), (7, 1), (9, 0), (10, 1), (10, 0), (11, 0), (13, 1), (16, 1), (17, 0),
             (19, 0), (20, 0), (22, 1), (23, 1), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0)]  # fmt: skip
TWO_CAUSES = [(3, 1), (5, 2), (8, 0), (9, 1), (12, 1), (14, 0), (17, 2), (20, 1), (21, 0), (26, 2), (30, 1), (33, 0),
              (41, 1), (44, 2), (50, 0), (52, 0), (61, 1), (70, 0), (75, 2), (80, 0)]  # fmt: skip


def persons_of(rows: list[tuple[int, int]]) -> list[Followed]:
    return [Followed(float(days), cause) for days, cause in rows]


def courses(seed: int) -> tuple[np.ndarray, np.ndarray, list[Followed]]:
    """So few different days that many fall on one, with censored among them."""
    chance = np.random.default_rng(seed)
    days, causes = chance.integers(1, 25, 120), chance.choice(3, 120, p=[0.4, 0.35, 0.25])
    return days, causes, [Followed(float(d), int(c)) for d, c in zip(days, causes, strict=True)]


def agrees(interval: Interval | None, probability: float, error: float) -> bool:
    """The interval on the log-minus-log scale of another's probability and standard error."""
    if interval is None:
        return not 0 < probability < 1 or not math.isfinite(error)
    half = stats.norm.ppf(0.975) * error / (probability * math.log(probability))
    ends = sorted((probability ** math.exp(half), probability ** math.exp(-half)))
    return (interval.low, interval.high) == pytest.approx(tuple(ends), abs=1e-9)


@pytest.mark.parametrize("seed", range(8))
def test_being_free_of_events_is_statsmodels_kaplan_meier(seed: int) -> None:
    days, causes, persons = courses(seed)
    theirs = SurvfuncRight(days, (causes > 0).astype(int))
    for day, probability, error in zip(theirs.surv_times, theirs.surv_prob, theirs.surv_prob_se, strict=True):
        found = event_free(persons, float(day))
        assert found.probability == pytest.approx(float(probability), abs=1e-9)
        assert agrees(found.interval, float(probability), float(error))


@pytest.mark.parametrize("seed", range(8))
def test_incidence_of_each_cause_is_statsmodels_aalen_johansen(seed: int) -> None:
    days, causes, persons = courses(seed)
    theirs = CumIncidenceRight(days, causes)
    for cause in (1, 2):
        rows = zip(theirs.times, theirs.cinc[cause - 1], theirs.cinc_se[cause - 1], strict=True)
        for day, probability, error in rows:
            found = incidence(persons, float(day), cause=cause)
            assert found.probability == pytest.approx(float(probability), abs=1e-9)
            assert agrees(found.interval, float(probability), float(error))


@pytest.mark.parametrize(
    ("week", "told"),
    [
        (6, (0.857142857143, 0.619717955266, 0.951551747647)),
        (10, (0.752941176471, 0.503199510800, 0.889361835169)),
        (16, (0.627450980392, 0.367510855988, 0.804912189472)),
        (23, (0.448179271709, 0.188052005959, 0.680142628495)),
    ],
)
def test_kaplan_meier_with_its_interval_is_what_lifelines_0_30_3_gives(week: int, told: tuple[float, ...]) -> None:
    found = event_free(persons_of(FREIREICH), week)
    assert found.interval is not None
    assert (found.probability, found.interval.low, found.interval.high) == pytest.approx(told, abs=1e-9)


@pytest.mark.parametrize(
    ("cause", "day", "told"),
    [
        (1, 20, (0.212605042017, 0.065843796224, 0.414283368401)),
        (1, 44, (0.344098548510, 0.137988475519, 0.562908384273)),
        (1, 75, (0.448519862490, 0.187983005792, 0.680696366410)),
        (2, 20, (0.106722689076, 0.017844347712, 0.288366961439)),
        (2, 44, (0.238216195569, 0.072575195263, 0.456319462335)),
        (2, 75, (0.394848166539, 0.125157809153, 0.660000913473)),
    ],
)
def test_aalen_johansen_with_its_interval_is_what_lifelines_0_30_3_gives(
    cause: int, day: int, told: tuple[float, ...]
) -> None:
    found = incidence(persons_of(TWO_CAUSES), day, cause=cause)
    assert found.interval is not None
    assert (found.probability, found.interval.low, found.interval.high) == pytest.approx(told, abs=1e-9)
