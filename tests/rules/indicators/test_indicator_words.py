"""What an indicator must say before it can be reported."""

from dataclasses import replace

import pytest

from fotfeste.insight.indicators.definition import Words
from fotfeste.insight.indicators.registry import INDICATORS, REPORTED, told


def test_a_reported_indicator_that_does_not_say_how_it_is_counted_is_refused_by_name() -> None:
    silent = replace(REPORTED[0], words=Words("Ended without services"))
    with pytest.raises(ValueError, match=REPORTED[0].id):
        told((silent, *REPORTED[1:]))


def test_no_two_indicators_have_the_same_id() -> None:
    assert len({each.id for each in INDICATORS}) == len(INDICATORS)
