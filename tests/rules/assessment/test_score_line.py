"""The small line of a score over occasions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fotfeste.care.assessment.rules.telling.sparkline import HEIGHT, WIDTH, line

NUMBERS = st.lists(st.one_of(st.none(), st.floats(0, 20)), min_size=1, max_size=7)


def values(*numbers):
    return [(f"occasion {at}", number, str(number)) for at, number in enumerate(numbers)]


def test_a_higher_score_stands_higher_in_the_drawing():
    first, second = line(values(3, 8), low=1, high=10).points
    assert second.y < first.y
    assert second.x > first.x


def test_the_ends_of_the_scale_are_the_ends_of_the_drawing():
    drawn = line(values(0, 20), low=0, high=20)
    assert [point.y for point in drawn.points] == [drawn.low_y, drawn.high_y]
    assert (drawn.low_text, drawn.high_text) == ("0", "20")


def test_nothing_is_drawn_across_an_occasion_that_was_not_measured():
    drawn = line(values(3, None, 5, 6), low=1, high=10)
    assert len(drawn.points) == 3
    assert len(drawn.runs) == 1
    assert drawn.runs[0].count(",") == 2
    assert [tick.measured for tick in drawn.ticks] == [True, False, True, True]


def test_a_time_without_an_upper_end_gets_room_above_its_highest():
    drawn = line(values(21.4, 14), low=0, high=None)
    assert drawn.high_text == "30"
    assert min(point.y for point in drawn.points) > drawn.high_y


def test_a_walking_speed_is_not_drawn_flat_under_a_scale_made_for_seconds():
    drawn = line(values(0.6, 0.8), low=0, high=None)
    assert drawn.high_text == "1"
    assert drawn.points[0].y - drawn.points[1].y > 15


def test_a_band_that_reaches_over_the_scale_is_cut_off_at_its_end():
    drawn = line(values(2, 5), low=1, high=10, band=(-1, 5))
    assert drawn.band.y + drawn.band.height == pytest.approx(drawn.low_y)
    assert drawn.band.y == pytest.approx(drawn.points[1].y)


@given(NUMBERS)
def test_every_point_and_label_stays_inside_the_drawing(numbers):
    drawn = line(values(*numbers), low=0, high=20, band=(4, 8))
    assert len(drawn.points) == sum(number is not None for number in numbers)
    for point in drawn.points:
        assert 0 <= point.x <= WIDTH
        assert 0 < point.y < HEIGHT
        assert 8 <= point.label_y <= HEIGHT


@given(NUMBERS)
def test_a_label_never_lies_on_its_own_point(numbers):
    for point in line(values(*numbers), low=0, high=20).points:
        assert abs(point.label_y - point.y) > 8.9
