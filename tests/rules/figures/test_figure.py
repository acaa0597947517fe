import math
import statistics
from datetime import date

import pytest

from fotfeste.insight.figures.rules.figure import (
    Context,
    FigureError,
    Period,
    Shown,
    Unit,
    count,
    mean,
    mean_of,
    median,
    median_ranks,
    share,
    wilson,
)

ABOUT = Context("ended_no_service", "all", Period(date(2025, 1, 1), date(2025, 12, 31)))


def test_a_share_carries_n_numerator_missing_interval_and_period() -> None:
    figure = share(ABOUT, numerator=86, n=143, missing=2)
    assert (figure.value, figure.n, figure.numerator, figure.missing) == (86 / 143, 143, 86, 2)
    assert figure.interval is not None
    assert (round(figure.interval.low, 4), round(figure.interval.high, 4)) == (0.5195, 0.6780)
    assert figure.as_dict()["period"] == {"from": "2025-01-01", "to": "2025-12-31"}


def test_a_share_of_nobody_has_no_value_rather_than_zero() -> None:
    figure = share(ABOUT, numerator=0, n=0, missing=3)
    assert (figure.value, figure.interval, figure.missing) == (None, None, 3)


@pytest.mark.parametrize(("numerator", "n"), [(0, 10), (10, 10), (0, 1), (1, 1)])
def test_none_and_all_still_have_an_interval_with_width_inside_zero_to_one(numerator: int, n: int) -> None:
    interval = wilson(numerator, n)
    assert 0 <= interval.low < interval.high <= 1
    assert numerator / n in (interval.low, interval.high)


@pytest.mark.parametrize(("numerator", "n"), [(3, 2), (-1, 5), (0, 0)])
def test_more_persons_than_were_asked_is_refused(numerator: int, n: int) -> None:
    with pytest.raises(FigureError, match="is not a share"):
        wilson(numerator, n)


def test_a_negative_count_is_refused_by_name() -> None:
    with pytest.raises(FigureError, match="missing is -1"):
        share(ABOUT, numerator=1, n=2, missing=-1)


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(FigureError, match="Swap the two dates"):
        Period(date(2025, 2, 1), date(2025, 1, 1))


def test_a_mean_leaves_the_unknown_out_and_counts_them_as_missing() -> None:
    figure = mean(Context("hours", "all", Period(), Unit.HOURS_PER_WEEK), [4.0, None, 6.0, 8.0])
    assert (figure.value, figure.n, figure.missing) == (6.0, 3, 1)
    assert figure.interval is not None
    # t(0.975; 2) = 4.3027, sd 2, n 3.
    assert figure.interval.high - 6.0 == pytest.approx(4.3027 * 2 / math.sqrt(3), abs=1e-3)


def test_a_mean_of_one_value_has_no_interval() -> None:
    assert mean(ABOUT, [5.0]).interval is None
    assert mean_of(ABOUT, mean=None, sd=None, n=0).value is None


def test_a_median_is_bounded_by_values_that_were_seen() -> None:
    values = [float(v) for v in range(1, 11)]
    figure = median(Context("length", "all", Period(), Unit.DAYS), [*values, None])
    assert (figure.value, figure.n, figure.missing) == (statistics.median(values), 10, 1)
    # The textbook pair for n = 10 is the second and the ninth value.
    assert figure.interval is not None
    assert (figure.interval.low, figure.interval.high) == (2.0, 9.0)


def test_below_six_values_no_interval_for_a_median_exists_at_95_percent() -> None:
    assert median_ranks(5) is None
    assert median_ranks(6) == (1, 6)
    assert median(ABOUT, [1.0, 2.0]).interval is None


def test_a_count_is_no_sample_and_has_no_interval() -> None:
    assert count(ABOUT, persons=12).interval is None


def test_hiding_leaves_nothing_that_gives_the_number_away() -> None:
    hidden = share(ABOUT, numerator=3, n=90).hide(Shown.SMALL)
    assert (hidden.value, hidden.numerator, hidden.interval, hidden.n) == (None, None, None, 90)
    whole = share(ABOUT, numerator=3, n=4).hide(Shown.SMALL, n_too=True)
    assert (whole.n, whole.missing, whole.hidden) == (None, None, True)


def test_hiding_needs_a_reason() -> None:
    with pytest.raises(FigureError, match="small or as derivable"):
        share(ABOUT, numerator=3, n=90).hide(Shown.OPEN)
