"""The same estimates as a library that others keep, to the ninth decimal: we keep our own and are judged by theirs."""

import math
from random import Random

import numpy as np
import pytest
from scipy.stats import norm
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight
from statsmodels.stats.proportion import proportion_confint

from fotfeste.insight.effect.rules.time_to_event import Estimate, Followed, event_free, incidence
from fotfeste.insight.figures.rules.figure import exact, wilson

DAY = 30.0


def people(seed: int) -> list[Followed]:
    """Some under way, some with either cause, many on the same day; whoever is seen longest is still under way."""
    rng = Random(seed)
    drawn = [Followed(float(rng.randint(1, 60)), rng.choice((0, 0, 1, 2))) for _ in range(rng.randint(8, 80))]
    return [*drawn, Followed(3.0, 1), Followed(5.0, 2), Followed(90.0, 0)]


def error_of(found: Estimate) -> float:
    """The standard error behind a log-minus-log interval."""
    assert found.interval is not None
    p = found.probability
    width = math.log(math.log(found.interval.low) / math.log(found.interval.high))
    return abs(width / 2 / norm.ppf(0.975) * p * math.log(p))


@pytest.mark.parametrize("seed", range(20))
def test_survival_and_its_error_are_those_of_statsmodels(seed: int) -> None:
    persons = people(seed)
    theirs = SurvfuncRight([each.days for each in persons], [int(each.cause > 0) for each in persons])
    at = np.searchsorted(theirs.surv_times, DAY, side="right") - 1
    found = event_free(persons, DAY)
    assert found.probability == pytest.approx(theirs.surv_prob[at], rel=1e-9)
    assert error_of(found) == pytest.approx(theirs.surv_prob_se[at], rel=1e-9)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("cause", [1, 2])
def test_incidence_beside_another_cause_and_its_error_are_those_of_statsmodels(seed: int, cause: int) -> None:
    persons = people(seed)
    theirs = CumIncidenceRight([each.days for each in persons], [each.cause for each in persons])
    at = np.searchsorted(theirs.times, DAY, side="right") - 1
    found = incidence(persons, DAY, cause=cause)
    assert found.probability == pytest.approx(theirs.cinc[cause - 1][at], rel=1e-9)
    assert error_of(found) == pytest.approx(theirs.cinc_se[cause - 1][at], rel=1e-9)


@pytest.mark.parametrize("n", [1, 2, 9, 10, 40])
def test_intervals_of_shares_are_those_of_statsmodels(n: int) -> None:
    for numerator in range(n + 1):
        for ours, name in ((wilson, "wilson"), (exact, "beta")):
            found = ours(numerator, n)
            assert (found.low, found.high) == pytest.approx(proportion_confint(numerator, n, method=name), abs=1e-9)
