"""Days and numbers as people say them, in both written languages."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from fotfeste.ground.ui import wording

TODAY = date(2026, 11, 22)


def said(days: int, language: str) -> str:
    with translation.override(language):
        return wording.day_in_words(TODAY + timedelta(days=days), today=TODAY).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("days", "bokmal", "nynorsk"),
    [
        (0, "i dag", "i dag"),
        (1, "i morgen", "i morgon"),
        (-1, "i går", "i går"),
        (3, "om 3 dager", "om 3 dagar"),
        (-5, "for 5 dager siden", "for 5 dagar sidan"),
        (30, "22. desember", "22. desember"),
        (60, "21. januar 2027", "21. januar 2027"),
    ],
)
def test_days_nearby_are_said_in_words_and_days_far_away_by_date(days, bokmal, nynorsk):
    assert (said(days, "nb"), said(days, "nn")) == (bokmal, nynorsk)


@pytest.mark.parametrize(
    ("days", "words"),
    [(-1, "1 dag over fristen"), (-2, "2 dager over fristen"), (-40, "40 dager over fristen"), (0, "i dag")],
)
def test_a_deadline_that_is_past_says_by_how_much_however_long_ago(days, words):
    with translation.override("nb"):
        said_words = wording.deadline_in_words(TODAY + timedelta(days=days), today=TODAY)
    assert said_words.replace("\xa0", " ") == words


def test_words_that_belong_together_never_break_over_two_lines():
    with translation.override("nb"):
        assert " " not in wording.day_in_words(TODAY + timedelta(days=3), today=TODAY)


def test_numbers_have_decimal_comma_a_real_minus_and_thousands_apart():
    with translation.override("nb"):
        assert wording.number_in_words(Decimal("3.50"), decimals=1) == "3,5"
        assert wording.number_in_words(-2.5) == "−2,5"
        assert wording.number_in_words(12345.5, decimals=1) == "12\xa0345,5"
        assert wording.share_in_words(0.604) == "60\xa0%"


def test_a_missing_number_is_a_dash_and_never_a_zero():
    assert wording.number_in_words(None) == wording.share_in_words(None) == "–"


def test_an_english_reader_gets_a_decimal_point_but_norwegian_dates():
    with translation.override("en"):
        assert wording.number_in_words(3.5) == "3.5"
    assert wording.exact_day(date(2026, 3, 2)) == "02.03.2026"
