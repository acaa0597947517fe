"""Controls drawn by functions are the same to the letter as those of Django's templates."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from fotfeste.ground.ui.widgets import DRAWN, Renderer

VALUES: tuple[Any, ...] = (None, "", "a <b> & 'c' \"d\"", mark_safe("<i>safe</i>"), 12345, 2.5, date(2026, 3, 2), True)
ATTRS: tuple[dict[str, Any], ...] = (
    {},
    {"id": "id_x", "class": "ds-input", "required": True, "placeholder": False, "data-a": 1000, "data-b": "<&\"'>"},
    {"id": "", "data-lazy": _("Save"), "aria-label": mark_safe("&aring;")},
)
CHOICES = [("", _("Choose")), ("a<", "A & b"), (1, 2.5), ("Group", [("x", "X"), ("y", mark_safe("<b>Y</b>"))])]
PLAIN = (
    forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.PasswordInput, forms.HiddenInput,
    forms.DateInput, forms.DateTimeInput, forms.TimeInput, forms.FileInput, forms.CheckboxInput, forms.Textarea,
    forms.SearchInput, forms.TelInput, forms.ColorInput,
)  # fmt: skip
CHOOSING = (
    forms.Select,
    forms.SelectMultiple,
    forms.RadioSelect,
    forms.CheckboxSelectMultiple,
)


@pytest.mark.parametrize("kind", PLAIN)
@pytest.mark.parametrize("attrs", ATTRS)
def test_a_plain_control_is_drawn_as_django_draws_it(kind: type[forms.Widget], attrs: dict[str, Any]) -> None:
    for value in VALUES:
        widget = kind(attrs={"data-own": "1"})
        ours, theirs = (widget.render('n"1', value, attrs, renderer=each) for each in (Renderer(), DjangoTemplates()))
        assert ours == theirs


@pytest.mark.parametrize("kind", CHOOSING)
@pytest.mark.parametrize("attrs", ATTRS)
def test_a_control_with_choices_is_drawn_as_django_draws_it(kind: type[forms.Widget], attrs: dict[str, Any]) -> None:
    for value in (None, "", "a<", ["x", 1], "y"):
        widget = kind(choices=CHOICES)  # type: ignore[call-arg]
        ours, theirs = (widget.render("n", value, attrs, renderer=each) for each in (Renderer(), DjangoTemplates()))
        assert ours == theirs


@pytest.mark.parametrize("kind", [forms.RadioSelect, forms.CheckboxSelectMultiple])
@pytest.mark.parametrize("wrapped", [True, False])
def test_one_choice_of_several_is_drawn_as_django_draws_it(kind: type[forms.Widget], wrapped: bool) -> None:
    def drawn(renderer: DjangoTemplates) -> list[str]:
        field = forms.MultipleChoiceField(choices=CHOICES, widget=kind())
        made = type("F", (forms.Form,), {"one": field})(renderer=renderer)
        return [each.tag(wrap_label=wrapped) for each in made["one"].subwidgets]

    assert drawn(Renderer()) == drawn(DjangoTemplates())


def test_every_template_drawn_here_is_one_of_djangos() -> None:
    for name in DRAWN:
        assert DjangoTemplates().get_template(name)
