"""A service model in plain words, for the set-up page, the command and the reference."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from fotfeste.ground.ui.wording import exact_day, number_in_words

from .labels import CODES, LABELS, NO, NOTHING, TITLES, UNITS, YES
from .rules import GROUPS, KEYS, Fault, Key, Kind, ServiceModel
from .rules.taper import curve
from .rules.writing import value_of

Names = Mapping[str, str]  # what an instrument is called, by its code


@dataclass(frozen=True)
class Line:
    """One choice: its key, what it is called, and what the model says."""

    key: str
    label: str
    value: str


@dataclass(frozen=True)
class Section:
    """One group of choices."""

    group: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Change:
    """What one choice was, and what it becomes."""

    title: str
    label: str
    before: str
    after: str


def in_words(model: ServiceModel, names: Names) -> list[Section]:
    """Every choice of the model, group by group; what says nothing and means nothing is left out."""
    return [
        Section(group, str(TITLES[group]), lines) for group in ("", *GROUPS) if (lines := _lines(model, group, names))
    ]


def _lines(model: ServiceModel, group: str, names: Names) -> tuple[Line, ...]:
    found = []
    for key in KEYS.values():
        if key.group != group or key.path == "follow_up.methods":
            continue
        words = said(model, key, names)
        if words:
            found.append(Line(key.path, str(LABELS[key.path][0]), words))
    return tuple(found)


def said(model: ServiceModel, key: Key, names: Names) -> str:
    """What the model says at a key; empty where it says nothing and that means nothing."""
    value = value_of(model, key)
    if key.path == "follow_up.months":
        return _follow_up(model)
    if key.path == "effort.visits_by_week":
        return _curve(model)
    if key.path in ("effort.first", "effort.last", "effort.shape"):
        return "" if model.effort.by_week or key.name != "shape" else _word(key, value)
    if key.path == "meeting.every_weeks":
        return ngettext("every week", "every %(weeks)d weeks", value) % {"weeks": value}
    if key.path == "length.extension_weeks" and model.length.extension == "none":
        return ""
    if value in (None, "", (), {}):
        return str(NOTHING.get(key.path, ""))
    return _value(key, value, names)


def _value(key: Key, value: Any, names: Names) -> str:
    if key.kind is Kind.FLAG:
        return str(YES if value else NO)
    if key.kind in (Kind.NUMBER, Kind.DECIMAL):
        return f"{number_in_words(value)} {UNITS.get(key.path, '')}".strip()
    if isinstance(value, date):
        return exact_day(value)
    if key.kind is Kind.CHOICE:
        return _word(key, value)
    if key.kind is Kind.INSTRUMENTS:
        return ", ".join(names.get(code, code.upper()) for code in value)
    if key.kind is Kind.POSITIONS:
        return ", ".join(f"{_word(key, each)} {number_in_words(count)}" for each, count in value.items())
    if isinstance(value, tuple):
        return ", ".join(_word(key, each) for each in value)
    return str(value)


def _word(key: Key, code: Any) -> str:
    return str(CODES[key.path].get(str(code), code))


def _curve(model: ServiceModel) -> str:
    visits = curve(model.effort, model.length.default_weeks)
    return ", ".join(map(str, visits))


def _follow_up(model: ServiceModel) -> str:
    if not model.follow_up.months:
        return str(NOTHING["follow_up.months"])
    words = CODES["follow_up.methods"]
    said_of_each = (
        ngettext("%(months)d month (%(how)s)", "%(months)d months (%(how)s)", months)
        % {"months": months, "how": str(words[method]).lower()}
        for months, method in zip(model.follow_up.months, model.follow_up.methods, strict=True)
    )
    return ", ".join(said_of_each)


def changes(before: ServiceModel, after: ServiceModel, names: Names) -> list[Change]:
    """What is different in the second, in the order of the keys."""
    found = []
    for key in KEYS.values():
        if key.path == "follow_up.methods":
            continue
        was, becomes = said(before, key, names), said(after, key, names)
        if was != becomes:
            title, label = str(TITLES[key.group]), str(LABELS[key.path][0])
            found.append(Change(title, label, was or "–", becomes or "–"))
    return found


def fault_in_words(fault: Fault) -> str:
    """What is wrong and what to write, in the reader's language; with what the key is called, where it is one."""
    words = fault.said(gettext)
    known = LABELS.get(fault.key)
    where = f"{known[0]} ({fault.key})" if known else fault.key
    return f"{where}: {words}" if where else words
