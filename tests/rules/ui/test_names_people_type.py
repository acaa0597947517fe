"""A name typed into a form is held to the rule of the lists: letters, and no sign where a letter was lost."""

import pytest
from django.core.exceptions import ValidationError

from fotfeste.care.pathway.forms.referral.registration import ReferralForm


@pytest.mark.parametrize("field", ["given_name", "family_name"])
@pytest.mark.parametrize("typed", ["123", "😀", "BjÃ¸rn", "Bj?rn", "=1+1", "<b>Kari</b>"])
def test_what_no_list_could_bring_in_as_a_name_no_form_takes(field: str, typed: str) -> None:
    with pytest.raises(ValidationError):
        ReferralForm.base_fields[field].clean(typed)


@pytest.mark.parametrize("typed", ["Bjørn", "O’Brien", "'t Hooft", "Nord–Sør", "王", "فاطمة", "Anne-Marie", "St. John"])
def test_names_of_all_the_world_are_taken_by_a_form(typed: str) -> None:
    assert ReferralForm.base_fields["family_name"].clean(typed) == typed


@pytest.mark.parametrize("field", ["phone", "relative_phone"])
def test_a_telephone_that_lost_its_last_digits_is_no_number(field: str) -> None:
    with pytest.raises(ValidationError):
        ReferralForm.base_fields[field].clean("4,79989E+09")
    assert ReferralForm.base_fields[field].clean("99 88 77 66") == "99 88 77 66"
