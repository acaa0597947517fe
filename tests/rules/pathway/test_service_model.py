"""A municipality's choices: what is read, and how a fault is told."""

from pathlib import Path

import pytest

from fotfeste.care.pathway.rules import service_model
from fotfeste.care.pathway.rules.service_model import ServiceModelError, load

PRESETS = Path(service_model.__file__).parent.parent / "presets"
GJOVIK = (PRESETS / "gjovik.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("preset", sorted(PRESETS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_preset_can_be_used_as_it_stands(preset: Path) -> None:
    assert load(preset.read_text(encoding="utf-8")).name


def test_gjovik_calls_within_three_working_days_and_comes_two_at_first() -> None:
    model = load(GJOVIK)
    assert (model.contact_within_working_days, model.first_visit_staff, model.first_visit_professions) == (3, 2, 2)
    assert (model.default_weeks, model.appeal_weeks, model.minimum_age) == (4, 4, None)
    assert model.follow_up_months == (1, 3, 6, 12)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("contact_within_working_days = 3", "", "contact_within_working_days is missing. Write a whole number from 1"),
        ("default_weeks = 4", "default_weeks = '4'", "default_weeks is '4'"),
        ("default_weeks = 4", "default_weeks = 14", "longer than max_weeks"),
        ("default_weeks = 4", "default_weeks = true", "default_weeks is True"),
        ("visits_per_week_last = 2", "visits_per_week_last = 6", "tapers"),
        ('meeting_weekday = "tuesday"', 'meeting_weekday = "tirsdag"', "one of monday"),
        ("follow_up_months = [1, 3, 6, 12]", "follow_up_months = [2]", "among [1, 3, 6, 12]"),
        ("first_visit_staff = 2", "first_visit_staff = 2\nfirst_vist = 1", "first_vist is not a key"),
        ("first_visit_staff = 2", "first_visit_staff = 2\nminimum_age = -1", "minimum_age is -1"),
        ('baseline = ["copm", "sppb", "barthel"]', 'baseline = "copm"', "instruments.baseline must be a list"),
        ('phone = ""', "phone = 3", "sender.phone must be a text"),
        ('name = "', "name = ", "not TOML"),
    ],
)
def test_a_fault_is_told_with_its_key_and_what_to_write(before: str, after: str, says: str) -> None:
    assert before in GJOVIK
    with pytest.raises(ServiceModelError) as refused:
        load(GJOVIK.replace(before, after, 1))
    assert says in str(refused.value)


def test_every_fault_is_told_not_only_the_first() -> None:
    with pytest.raises(ServiceModelError) as refused:
        load("minimum_age = 200")
    assert len(refused.value.faults) > 10
