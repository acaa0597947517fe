"""National numbers: every number here is synthetic (month + 65 or + 80) or made up to be impossible."""

from datetime import date

import pytest

from fotfeste.care.pathway.rules.person.national_number import (
    Fault,
    Kind,
    NationalNumberError,
    Origin,
    control_digits,
    is_valid,
    parse,
)


def made(nine: str) -> str:
    digits = control_digits(nine)
    assert digits is not None
    return nine + digits


def fault_of(text: str) -> Fault:
    with pytest.raises(NationalNumberError) as caught:
        parse(text)
    return caught.value.fault


def test_a_synthetic_number_of_skatteetaten_is_valid_and_known_as_synthetic() -> None:
    number = parse("28895826067")
    assert (number.kind, number.origin, number.synthetic) == (Kind.NATIONAL, Origin.TAX_SYNTHETIC, True)
    assert number.birth_date == date(1958, 9, 28)


@pytest.mark.parametrize("digits", ["22750884907", "19779998080", "16758532406", "13717404089"])
def test_test_persons_of_norsk_helsenett_are_valid_and_synthetic(digits: str) -> None:
    assert parse(digits).origin is Origin.NHN_SYNTHETIC
    assert parse(digits).synthetic


def test_a_wrong_last_digit_fails_the_control_digits() -> None:
    assert fault_of("18904101653") is Fault.CONTROL_DIGITS


@pytest.mark.parametrize("digits", ["13057444850", "05076600324", "12094812345"])
def test_published_examples_that_were_never_right_are_refused(digits: str) -> None:
    assert not is_valid(digits)


@pytest.mark.parametrize("text", ["288958 26067", "28.89.58-26067", "288958\u00a026067", " 28895826067 "])
def test_a_number_may_be_written_with_separators(text: str) -> None:
    assert parse(text).digits == "28895826067"


@pytest.mark.parametrize(
    "text", ["", "2889582606", "288958260670", "2889582606x", "２８８９５８２６０６７", "²889582606"]
)
def test_only_eleven_ordinary_digits_are_a_number(text: str) -> None:
    assert fault_of(text) is Fault.NOT_ELEVEN_DIGITS


@pytest.mark.parametrize("nine", ["318258260", "001258260", "010058260", "019358260", "011358260", "291382100"])
def test_first_six_digits_must_be_a_date(nine: str) -> None:
    assert fault_of(nine + (control_digits(nine) or "00")) is Fault.NO_SUCH_DATE


def test_a_d_number_has_four_added_to_its_first_digit() -> None:
    number = parse(made("418158260"))
    assert (number.kind, number.synthetic, number.birth_date) == (Kind.D_NUMBER, True, date(1958, 1, 1))


def test_an_auxiliary_number_carries_no_birth_date() -> None:
    number = parse(made("812345671"))
    assert (number.kind, number.birth_date) == (Kind.AUXILIARY, None)


def test_a_local_number_has_forty_added_to_its_month_and_is_not_called_synthetic() -> None:
    number = parse(made("014158260"))
    assert (number.origin, number.synthetic, number.birth_date) == (Origin.LOCAL, False, date(1958, 1, 1))


@pytest.mark.parametrize(
    ("nine", "born"),
    [
        ("018158260", date(1958, 1, 1)),
        ("018155600", date(1855, 1, 1)),
        ("018139600", date(2039, 1, 1)),
        ("018141912", date(1941, 1, 1)),
    ],
)
def test_the_individual_digits_tell_the_century_of_numbers_given_out_today(nine: str, born: date) -> None:
    assert parse(made(nine)).birth_date == born


def test_a_series_never_given_out_is_accepted_without_guessing_a_birth_date() -> None:
    assert parse(made("018141600")).birth_date is None


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def _numbers_under_the_rule_of_2032() -> dict[int, str]:
    """One number per remainder 0 to 3 of the first control sum, all for the same nine digits where possible."""
    found: dict[int, str] = {}
    for individual in range(1000):
        nine = f"018158{individual:03}"
        for first in range(10):
            remainder = (sum(int(d) * w for d, w in zip(nine, (3, 7, 6, 1, 8, 9, 4, 5, 2), strict=True)) + first) % 11
            second = (
                -sum(int(d) * w for d, w in zip(f"{nine}{first}", (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
            )
            if second < 10:
                found.setdefault(remainder, f"{nine}{first}{second}")
    return found


@pytest.mark.parametrize("remainder", [0, 1, 2, 3])
def test_numbers_of_2032_may_leave_a_remainder_up_to_three(remainder: int) -> None:
    number = parse(_numbers_under_the_rule_of_2032()[remainder])
    assert (number.birth_date is None) is (remainder > 0)


@pytest.mark.parametrize("remainder", range(4, 11))
def test_a_remainder_above_three_is_refused_by_both_rules(remainder: int) -> None:
    assert fault_of(_numbers_under_the_rule_of_2032()[remainder]) is Fault.CONTROL_DIGITS


def test_29_february_exists_only_in_leap_years() -> None:
    assert is_valid(made("298260260"))
    assert not is_valid("298259260" + (control_digits("298259260") or "00"))


def test_nine_digits_whose_control_digit_would_be_ten_are_never_given_out() -> None:
    impossible = [n for n in range(1000) if control_digits(f"018158{n:03}") is None]
    assert 100 < len(impossible) < 250
    with pytest.raises(ValueError, match="exactly nine digits"):
        control_digits("12345678")


def test_the_error_text_never_repeats_the_number() -> None:
    with pytest.raises(NationalNumberError) as caught:
        parse("18904101653")
    assert "18904101653" not in str(caught.value)
    assert str(caught.value).endswith(".")
