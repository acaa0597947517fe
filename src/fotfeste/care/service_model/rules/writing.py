"""From a service model back to data and to TOML, with what each key means beside it."""

from datetime import date
from typing import Any

from .keys import GROUPS, KEYS, Key, Kind
from .model import ServiceModel


def as_data(model: ServiceModel) -> dict[str, Any]:
    """The same choices as `tomllib` would read them; what the model does without is left out."""
    data: dict[str, Any] = {}
    for key in KEYS.values():
        value = value_of(model, key)
        if value is None or (not key.needed and value in ("", (), {}) and key.kind is not Kind.NUMBER):
            continue
        table = data.setdefault(key.group, {}) if key.group else data
        table[key.name] = list(value) if isinstance(value, tuple) else value
    return data


def value_of(model: ServiceModel, key: Key) -> Any:
    """What the model says at a key; None where it does without."""
    if key.group != "effort":
        return getattr(getattr(model, key.group) if key.group else model, key.name)
    effort = model.effort
    if key.name == "visits_by_week":
        return effort.by_week
    if key.name in ("first", "last", "shape") and effort.by_week:
        return None
    return getattr(effort, key.name)


def write(model: ServiceModel) -> str:
    """The model as TOML that `load` reads back to the same model."""
    data = as_data(model)
    lines = [f"{name} = {_value(data[name])}" for name in ("name", "about") if name in data]
    for group in GROUPS:
        if group not in data:
            continue
        lines += ["", f"[{group}]"]
        for name, value in data[group].items():
            lines.append(f"{name} = {_value(value)}".ljust(46) + f"  # {KEYS[f'{group}.{name}'].meaning}")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_value(each)}" for name, each in value.items()) + " }"
    return repr(value)


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}


def _quoted(text: str) -> str:
    """A basic string of TOML: control characters may only stand escaped."""
    return (
        '"'
        + "".join(_ESCAPES.get(c) or (f"\\u{ord(c):04x}" if ord(c) < 32 or ord(c) == 127 else c) for c in text)
        + '"'
    )
