"""Forms on the page: fields, what goes with them, and the list of what is to be put right. Built in like `ui`."""

import json
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, Textarea
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, FileInput, Input, RadioSelect, Select
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from fotfeste.ground.ui.forms import DateField, Form
from fotfeste.ground.ui.rules.conditions import When
from fotfeste.ground.ui.wording import day_meant

register = template.Library()


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if layout := getattr(widget, "layout", ""):
        return layout
    for kind, classes in (
        ("checks", CheckboxSelectMultiple),
        ("radios", RadioSelect),
        ("check", CheckboxInput),
        ("file", FileInput),
        ("select", Select),
        ("textarea", Textarea),
    ):
        if isinstance(widget, classes):
            return kind
    return "input"


def _described_by(bound: BoundField, *, help_text: str) -> str:
    parts = [f"{bound.auto_id}_help"] if help_text else []
    parts += [f"{bound.auto_id}_error"] if bound.errors else []
    return " ".join(parts)


def _control(bound: BoundField, *, kind: str, described: str) -> SafeString:
    """The bare control with what the design system and screen readers need."""
    attributes: dict[str, Any] = {"class": f"{bound.field.widget.attrs.get('class', '')} ds-input".strip()}
    if described:
        attributes["aria-describedby"] = described
    if bound.errors:
        attributes["aria-invalid"] = "true"
    if not isinstance(bound.form, Form):
        # Forms of libraries repeat the label as a placeholder; the label is enough.
        attributes["placeholder"] = False
    if isinstance(bound.field, DateField):
        limits = bound.field.limits
        attributes |= {"data-earliest": limits.earliest, "data-latest": limits.latest}
        attributes = {name: value for name, value in attributes.items() if value is not None}
    if _must(bound) and kind != "check":
        attributes["aria-required"] = "true"
    if kind == "textarea" and str(bound.field.widget.attrs.get("rows", "10")) == "10":
        attributes["rows"] = "3"
    if kind == "input" and isinstance(bound.field.widget, Input):
        width = getattr(bound.field, "width", "")
        if width == "short" and "size" not in bound.field.widget.attrs:
            attributes["size"] = "12"
    return bound.as_widget(attrs=attributes)


def _must(bound: BoundField) -> bool:
    form = bound.form
    return form.must_be_filled_in(bound.name) if isinstance(form, Form) else bound.field.required


def _when(bound: BoundField, kind: str) -> When | None:
    return getattr(bound.form, kind).get(bound.name) if isinstance(bound.form, Form) else None


def _condition(bound: BoundField, kind: str) -> SafeString:
    """The attributes by which the script of the page knows a condition; none where the field has none."""
    return _condition_of(bound.form, bound.name, kind)


def _condition_of(form: BaseForm, name: str, kind: str) -> SafeString:
    when = getattr(form, kind).get(name) if isinstance(form, Form) else None
    if when is None or not isinstance(form, Form):
        return mark_safe("")
    written = json.dumps(when.written({one: form[one].html_name for one in when.names if one in form.fields}))
    holds = form.applies(name) if kind == "only" else form.must_be_filled_in(name)
    return format_html(' data-{}="{}"{}', kind, written, mark_safe("" if holds else " data-not-now"))


def _day_meant(bound: BoundField) -> dict[str, str] | None:
    """What a field for a day needs to say it in words: the text of what was typed, if anything was."""
    if not isinstance(bound.field, DateField):
        return None
    typed = str(bound.value() or "") if bound.form.is_bound else ""
    field = bound.field
    return {"words": day_meant(typed, sense=field.sense, today=field.today(), within=field.limits)}


def _options(bound: BoundField) -> list[dict[str, Any]]:
    """The single choices of a radio or checkbox list, each with its id, label and bare control."""
    made = []
    for option in bound.subwidgets:
        option.data["attrs"]["class"] = "ds-input"
        made.append({"id": option.id_for_label, "label": option.choice_label, "control": option.tag()})
    return made


@register.inclusion_tag("ui/field.html")
def field(
    bound: BoundField, unit: str = "", label: str = "", help: str = "", hide_label: bool = False
) -> dict[str, Any]:
    """{% field form.minutes %}: label above, help under it, unit in the field, error in words. unit= overrides.

    "must be filled in" stands at the label where nothing may be left out; a field that may stay empty has no mark.
    """
    if not isinstance(bound, BoundField):
        raise template.TemplateSyntaxError("The field tag got no form field. Check the name after the form's dot.")
    kind = _kind(bound)
    help_text = help or str(bound.help_text or "")
    described = _described_by(bound, help_text=help_text)
    many = kind in ("checks", "radios", "segmented", "rating")
    return {
        "bound": bound,
        "kind": kind,
        "label": label or bound.label,
        "hide_label": hide_label,
        "must": _must(bound),
        "needed": _condition(bound, "needed"),
        "only": _condition(bound, "only"),
        "only_words": getattr(_when(bound, "only"), "words", ""),
        "help_text": help_text,
        "unit": unit or getattr(bound.field, "unit", ""),
        "described": described,
        "options": _options(bound) if many else [],
        "control": "" if many else _control(bound, kind=kind, described=described),
        "day": _day_meant(bound),
        "low_text": getattr(bound.field, "low_text", ""),
        "high_text": getattr(bound.field, "high_text", ""),
    }


@register.simple_block_tag
def goes_with(content: str, part: BoundField | Form, name: str = "") -> SafeString:
    """{% goes_with form.starts_on %}<section>…</section>{% endgoes_with %}: shown only while the field applies.

    {% goes_with form "hearing" %} is a part that is no field; when it applies stands in the form's `only` too.
    """
    form, name = (part, name) if isinstance(part, Form) else (part.form, part.name)
    return format_html("<div{}>{}</div>", _condition_of(form, name, "only"), mark_safe(content))


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """{% error_summary form %}: on top of the form; every fault links to its field. Nothing when there is no fault."""
    entries = []
    for bound in form:
        kind = _kind(bound)
        target = bound.auto_id
        if kind in ("checks", "radios", "segmented", "rating") and bound.subwidgets:
            target = bound.subwidgets[0].id_for_label
        entries += [{"target": target, "text": _naming(bound, str(text))} for text in bound.errors]
    return {"entries": entries, "general": list(form.non_field_errors())}


def _naming(bound: BoundField, text: str) -> str:
    """The fault with the name of its field, which the page has many of, unless the text says it already."""
    label = str(bound.label or "")
    return text if not label or f"“{label}”" in text or f"«{label}»" in text else f"{label}: {text}"


@register.inclusion_tag("ui/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """{% fields form %}: the error summary and every field in order. For a form that needs no sections."""
    return {"form": form}
