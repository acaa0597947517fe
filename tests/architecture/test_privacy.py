"""Every stored field is classed, so that deletion, export and pseudonyms never forget one."""

import tomllib
from pathlib import Path

from django.apps import apps

import fotfeste

CLASSES = {"identifies", "care", "staff", "technical"}
FILE = Path(fotfeste.__file__).parent / "privacy.toml"


def classed() -> dict[str, dict[str, list[str]]]:
    kept = tomllib.loads(FILE.read_text())
    return {f"{room}.{model}": classes for room, models in kept.items() for model, classes in models.items()}


def stored() -> dict[str, set[str]]:
    return {
        f"{model._meta.app_label}.{model.__name__}": {
            field.name for field in model._meta.get_fields() if getattr(field, "concrete", False)
        }
        for model in apps.get_models()
        # Versions of a row hold the same fields as the row.
        if model.__module__.startswith("fotfeste.") and not hasattr(model, "pgh_tracked_model")
    }


def test_every_field_of_every_model_is_in_exactly_one_class():
    kept = classed()
    assert kept.keys() == stored().keys()
    for model, fields in stored().items():
        named = [name for names in kept[model].values() for name in names]
        assert sorted(named) == sorted(fields), model


def test_there_are_no_classes_but_the_four():
    assert {name for classes in classed().values() for name in classes} <= CLASSES


def test_a_national_number_identifies_and_words_from_the_record_are_care():
    kept = classed()
    assert "national_number" in kept["pathway.Person"]["identifies"]
    assert "what_matters" in kept["pathway.Referral"]["care"]
    assert "own_words" in kept["goals.Goal"]["care"]
