"""The form of a service model: its fields follow the keys, so that a new key is on the page the day it is made."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fotfeste.ground.ui.forms import Checks, DateField, Form, LongText, NumberField, YesNoField

from .labels import CODES, LABELS, TITLES, UNITS
from .rules import GROUPS, KEYS, Fault, Key, Kind, ServiceModel, read
from .rules.keys import MONTHS, PROFESSIONS
from .rules.writing import value_of

NOBODY = ""
MOST_BYTES = 64 * 1024
_LONG = ("about", "decision.text")
_APART = re.compile(r"[\s,;]+")


def field_name(path: str) -> str:
    """What a key's field is called in the form."""
    return path.replace(".", "__")


@dataclass(frozen=True)
class FieldGroup:
    """One section of the form."""

    title: str
    fields: list[BoundField]

    @property
    def has_errors(self) -> bool:
        return any(bound.errors for bound in self.fields)


class ServiceModelForm(Form):
    """A model as fields, the day it is in force from, and why it was changed.

    names  what the instruments are called, by code; a code of the source that is not among them can be seen and taken
           out, but not kept
    """

    def __init__(self, *args: Any, source: ServiceModel, names: Mapping[str, str], today: date, **kwargs: Any) -> None:
        self.names, self.source = names, source
        self.model: ServiceModel | None = None
        kwargs["initial"] = {**_initial(source), "effective_from": today, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for key in KEYS.values():
            for name, field in _fields(key, source, names):
                self.fields[name] = field
        self.fields["effective_from"] = DateField(
            label=_("In force from"),
            earliest=today,
            help_text=_("What is decided before that day goes on under the rules it was decided under."),
        )
        self.fields["note"] = forms.CharField(
            label=_("Why it is changed"), required=False, max_length=300, help_text=_("Shown in the list of versions.")
        )
        for name, field in self.fields.items():
            field.error_messages["required"] = gettext("Fill in “%(label)s”.") % {"label": self[name].label}

    def groups(self) -> Iterator[FieldGroup]:
        """The sections in the order of the file."""
        for group in ("", *GROUPS):
            names = [name for key in KEYS.values() if key.group == group for name in _names(key)]
            yield FieldGroup(str(TITLES[group]), [self[name] for name in names])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        found = read(_data(data), instruments=self.names)
        if isinstance(found, ServiceModel):
            self.model = found
            return data
        for fault in found:
            names = _names(KEYS[fault.key]) if fault.key in KEYS else []
            self.add_error(names[0] if names else None, self._said(fault))
        return data

    @staticmethod
    def _said(fault: Fault) -> str:
        """What to do about it here, where an instrument is a box to tick and no word to write."""
        if fault.kind == "unknown_instrument":
            code = str(fault.params["value"]).strip('"').upper()
            return gettext("%(name)s is not an instrument of this installation. Remove its tick.") % {"name": code}
        return fault.said(gettext)


class ServiceModelFile(Form):
    """A model in a file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A .toml file, as it was downloaded here. You see everything before it is saved."),
        widget=forms.FileInput(attrs={"accept": ".toml"}),
    )

    def clean_file(self) -> str:
        sent: UploadedFile = self.cleaned_data["file"]
        if sent.size and sent.size > MOST_BYTES:
            raise forms.ValidationError(gettext("The file is larger than 64 kilobytes, which no service model is."))
        self.file_name = str(sent.name)
        try:
            return sent.read().decode()
        except UnicodeDecodeError as wrong:
            raise forms.ValidationError(
                gettext("The file is not text in UTF-8. Save it as that, and try again.")
            ) from wrong


def _names(key: Key) -> list[str]:
    if key.path == "follow_up.months":
        return [f"follow_up__month_{count}" for count in MONTHS]
    if key.path == "follow_up.methods":
        return []
    if key.kind is Kind.POSITIONS:
        return [f"team__{profession}" for profession in PROFESSIONS]
    return [field_name(key.path)]


def _initial(model: ServiceModel) -> dict[str, Any]:
    initial: dict[str, Any] = {}
    for key in KEYS.values():
        value = value_of(model, key)
        if key.path == "follow_up.months":
            initial |= {f"follow_up__month_{count}": model.follow_up.method_after(count) for count in MONTHS}
        elif key.kind is Kind.POSITIONS:
            initial |= {f"team__{each}": value.get(each) for each in PROFESSIONS}
        elif key.kind is Kind.NUMBERS:
            initial[field_name(key.path)] = " ".join(map(str, value))
        else:
            initial[field_name(key.path)] = list(value) if isinstance(value, tuple) else value
    return initial


def _fields(key: Key, source: ServiceModel, names: Mapping[str, str]) -> Iterator[tuple[str, forms.Field]]:
    label, help_text = LABELS[key.path]
    common: dict[str, Any] = {"label": label, "help_text": help_text, "required": key.needed}
    if key.path == "follow_up.months":
        choices = [(NOBODY, _("Nobody is contacted")), *CODES["follow_up.methods"].items()]
        for count, name in zip(MONTHS, _names(key), strict=True):
            after = LABELS[f"instruments.month_{count}"][0]
            yield name, forms.ChoiceField(label=str(after), choices=choices, required=False)
    elif key.kind is Kind.POSITIONS:
        for profession, name in zip(PROFESSIONS, _names(key), strict=True):
            words = CODES[key.path][profession]
            yield name, NumberField(label=words, low=0, high=key.high, decimals=2, required=False, unit=_("positions"))
    elif key.path != "follow_up.methods":
        yield field_name(key.path), _field(key, common, source, names)


def _field(key: Key, common: dict[str, Any], source: ServiceModel, names: Mapping[str, str]) -> forms.Field:
    if key.kind in (Kind.NUMBER, Kind.DECIMAL):
        decimals = 1 if key.kind is Kind.DECIMAL else 0
        return NumberField(low=key.low, high=key.high, decimals=decimals, unit=UNITS.get(key.path, ""), **common)
    if key.kind is Kind.FLAG:
        return YesNoField(**common)
    if key.kind is Kind.DATE:
        return DateField(**common)
    if key.kind is Kind.CHOICE:
        choices = _choices(key)
        widget = forms.RadioSelect() if len(choices) < 4 else forms.Select()
        return forms.ChoiceField(choices=choices, widget=widget, **common)
    if key.kind is Kind.CHOICES:
        common["required"] = key.some
        return forms.MultipleChoiceField(choices=_choices(key), widget=Checks(), **common)
    if key.kind is Kind.INSTRUMENTS:
        # What the source has comes first, in its order: pages list the instruments like that.
        mine = source.instruments.at(key.name)
        order = [*mine, *(code for code in names if code not in mine)]
        common["required"] = False
        choices = [(code, names.get(code, code.upper())) for code in order]
        return forms.MultipleChoiceField(choices=choices, widget=Checks(), **common)
    if key.kind is Kind.NUMBERS:
        return _VisitsField(**common)
    return (
        LongText(max_length=key.high, **common) if key.path in _LONG else forms.CharField(max_length=key.high, **common)
    )


def _choices(key: Key) -> list[tuple[str, Any]]:
    return [(code, CODES[key.path][code]) for code in key.choices]


class _VisitsField(forms.CharField):
    """Whole numbers with spaces or commas between."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        words = [word for word in _APART.split(super().to_python(value) or "") if word]
        if any(not word.isdecimal() or len(word) > 3 for word in words):
            raise forms.ValidationError(gettext("Write whole numbers with spaces between, for example 5 4 3 2."))
        return [int(word) for word in words]


def _data(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """What was filled in, as a file would hold it."""
    data: dict[str, Any] = {}
    for key in KEYS.values():
        value = _filled(key, cleaned)
        # An empty field is a key left out, but a list that was emptied is an empty list.
        if value in (None, "") or (value in ([], {}) and not key.needed):
            continue
        table = data.setdefault(key.group, {}) if key.group else data
        table[key.name] = value
    # With a curve written week by week the shape of the other way to say it means nothing.
    if "visits_by_week" in data.get("effort", {}):
        data["effort"].pop("shape", None)
    return data


def _filled(key: Key, cleaned: Mapping[str, Any]) -> Any:
    if key.group == "follow_up":
        chosen = {count: cleaned[f"follow_up__month_{count}"] for count in MONTHS}
        chosen = {count: method for count, method in chosen.items() if method}
        return list(chosen) if key.name == "months" else list(chosen.values())
    if key.kind is Kind.POSITIONS:
        given = {profession: cleaned[f"team__{profession}"] for profession in PROFESSIONS}
        return {profession: float(count) for profession, count in given.items() if count is not None}
    value = cleaned[field_name(key.path)]
    if key.kind is Kind.DECIMAL and value is not None:
        return float(value)
    return value
