"""Every form says in the same way what must be filled in, and hides in the same way what does not apply."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from django import forms as django_forms
from django.template import engines
from django.utils import translation

import fotfeste
from fotfeste.ground.ui.forms import Form
from fotfeste.ground.ui.rules.conditions import When

SOURCE = Path(fotfeste.__file__).parent
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
SAID_BY_HAND = re.compile(r"\((?:optional|required|must be filled in)\)", re.IGNORECASE)


def classes():
    for found in pkgutil.walk_packages([str(SOURCE)], "fotfeste."):
        parts = found.name.split(".")
        if "forms" in parts[3:] or found.name == "fotfeste.ground.ui.views":
            importlib.import_module(found.name)
    waiting, seen = [django_forms.Form], set()
    while waiting:
        for each in waiting.pop().__subclasses__():
            if each not in seen:
                seen.add(each)
                waiting.append(each)
    return sorted(
        (each for each in seen if each.__module__.startswith("fotfeste.") and each is not Form),
        key=lambda each: (each.__module__, each.__qualname__),
    )


EVERY = [pytest.param(each, id=f"{each.__module__}.{each.__name__}") for each in classes()]


def test_there_are_forms_to_go_over():
    assert len(EVERY) > 30


@pytest.mark.parametrize("kind", EVERY)
def test_a_form_is_one_of_ours_and_has_no_marks_of_its_own(kind):
    assert issubclass(kind, Form)
    assert not hasattr(kind, "marks") and kind.required_css_class == Form.required_css_class


@pytest.mark.django_db  # some choices stand in the database
@pytest.mark.parametrize("kind", EVERY)
def test_each_field_says_whether_it_must_be_filled_in_and_no_text_says_it_by_hand(kind):
    probe = type("Probe", (Form,), dict(kind.base_fields))()
    with translation.override("nb"):
        for bound in probe.visible_fields():
            drawn = engines["django"].from_string("{% field bound %}").render({"bound": bound})
            assert ("må fylles ut" in drawn) == bound.field.required, bound.name
    with translation.override("en"):
        for field in kind.base_fields.values():
            assert not SAID_BY_HAND.search(f"{field.label} {field.help_text}")


@pytest.mark.parametrize("kind", [each for each in EVERY if each.values[0].only or each.values[0].needed])
def test_a_condition_names_fields_of_the_form_and_leads_to_an_end(kind):
    names = set(kind.base_fields) | {"advised"}
    for conditions in (kind.only, kind.needed):
        for name, when in conditions.items():
            assert isinstance(when, When) and when.names <= names
            assert name in names or conditions is kind.only

    def ends(name, above=()):
        assert name not in above
        for source in kind.only[name].names if name in kind.only else ():
            ends(source, (*above, name))

    for name in kind.only:
        ends(name)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_template_marks_a_field_by_hand(template):
    if template.name == "field.html":
        return
    text = template.read_text()
    assert "field__mark" not in text and '{% translate "optional" %}' not in text
