"""The controls of forms, drawn by functions where Django draws them by templates.

A form of thirty fields is a hundred and fifty of Django's small templates, each with a context of its own, and that was
most of the time of its page (docs/adr/0031). What is drawn here is the same to the letter
(tests/record/ui/test_widgets_drawn.py holds them side by side); a widget not known here is drawn by its template.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeData
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]  # missing in the stubs

Widget = Mapping[str, Any]
_FOLDER = "django/forms/widgets"
_INPUTS = (
    "checkbox", "color", "date", "datetime", "email", "file", "hidden", "number", "password", "search", "tel", "text",
    "time", "url",
)  # fmt: skip


def _shown(value: object) -> str:
    """As `{{ value }}` shows it."""
    return conditional_escape(value if isinstance(value, str) else localize(template_localtime(value)))


def _plain(value: object) -> str:
    """As `{{ value|stringformat:"s" }}` shows it: numbers and days as Python writes them."""
    return str(value) if isinstance(value, SafeData) else escape(str(value))


def _attributes(widget: Widget) -> str:
    return "".join(
        f" {_shown(name)}" if value is True else f' {_shown(name)}="{_plain(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{_plain(widget["value"])}"'
    return f'<input type="{_shown(widget["type"])}" name="{_shown(widget["name"])}"{value}{_attributes(widget)}>\n'


def _choice(widget: Widget) -> str:
    """One of several to tick, in the label that Django draws around it unless the page draws its own."""
    if not widget["wrap_label"]:
        return _input(widget)
    name = widget["attrs"].get("id")
    which = f' for="{_shown(name)}"' if name else ""
    return f"<label{which}>{_input(widget)} {_shown(widget['label'])}</label>"


def _textarea(widget: Widget) -> str:
    written = _shown(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_shown(widget["name"])}"{_attributes(widget)}>\n{written}</textarea>'


def _option(widget: Widget) -> str:
    return f'<option value="{_plain(widget["value"])}"{_attributes(widget)}>{_shown(widget["label"])}</option>\n'


def _select(widget: Widget) -> str:
    parts = []
    for group, options, _index in widget["optgroups"]:
        inside = "".join(f"\n  {_option(each)}" for each in options)
        parts.append(f'\n  <optgroup label="{_shown(group)}">{inside}\n  </optgroup>' if group else inside)
    return f'<select name="{_shown(widget["name"])}"{_attributes(widget)}>{"".join(parts)}\n</select>'


DRAWN: Mapping[str, Callable[[Widget], str]] = {
    f"{_FOLDER}/input.html": _input,
    **{f"{_FOLDER}/{name}.html": _input for name in _INPUTS},
    f"{_FOLDER}/checkbox_option.html": _choice,
    f"{_FOLDER}/radio_option.html": _choice,
    f"{_FOLDER}/textarea.html": _textarea,
    f"{_FOLDER}/select.html": _select,
    f"{_FOLDER}/select_option.html": _option,
}


class Renderer(DjangoTemplates):
    """Named by `settings.FORM_RENDERER`."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        draw = DRAWN.get(template_name)
        return draw(context["widget"]).strip() if draw else super().render(template_name, context, request)
