from fotfeste.insight.figures.rules.notation import number, percent, percent_number


def test_norwegian_has_decimal_comma_and_space_before_percent() -> None:
    assert number(6.755, decimals=1) == "6,8"
    assert percent(0.6013986) == "60\u00a0%"
    assert percent_number(0.5195108) == "52"


def test_english_has_point_and_no_space() -> None:
    assert number(1234.5, decimals=1, language="en") == "1,234.5"
    assert percent(0.6, language="en-gb") == "60%"


def test_thousands_are_parted_by_a_space_that_does_not_break() -> None:
    assert number(30_000_000) == "30\u00a0000\u00a0000"


def test_a_half_is_rounded_away_from_zero_as_people_expect() -> None:
    assert (number(0.5), number(2.5), number(-2.5)) == ("1", "3", "\u22123")


def test_a_gain_may_show_its_plus_and_no_change_shows_no_sign() -> None:
    assert (number(2.2, decimals=1, signed=True), number(-0.04, decimals=1, signed=True)) == ("+2,2", "0,0")
