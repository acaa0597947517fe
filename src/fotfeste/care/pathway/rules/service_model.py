"""A municipality's own choices as data: read from TOML, checked when loaded, never a branch in the code.

The keys are explained at the top of `presets/gjovik.toml`. A file with a fault is refused as a whole, with every
fault named by its key and what to write instead.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .vocabulary import FOLLOW_UP_MONTHS

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DECISION_TYPES = ("specific", "unspecific", "team")


class ServiceModelError(ValueError):
    """The file cannot be used; `faults` names every key that is wrong and what to write."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("The service model cannot be used:\n" + "\n".join(f"- {fault}" for fault in faults))
        self.faults = faults


@dataclass(frozen=True)
class Instruments:
    """Codes of the instruments asked for at each occasion; the assessment room knows what they are."""

    baseline: tuple[str, ...]
    discharge: tuple[str, ...]
    follow_up: tuple[str, ...]


@dataclass(frozen=True)
class Sender:
    """What stands at the top of the municipality's letters; empty where the municipality has not filled it in."""

    municipality: str = ""
    phone: str = ""
    phone_hours: str = ""
    address: str = ""


@dataclass(frozen=True)
class ServiceModel:
    """One municipality's way of working. Weeks and days are whole numbers, ages in years."""

    name: str
    contact_within_working_days: int
    answer_within_working_days: int
    appeal_weeks: int
    default_weeks: int
    max_weeks: int
    visits_per_week_first: int
    visits_per_week_last: int
    first_visit_staff: int
    first_visit_professions: int
    meeting_weekday: str
    follow_up_months: tuple[int, ...]
    decision_type: str
    decision_law: str
    instruments: Instruments
    minimum_age: int | None = None
    sender: Sender = field(default_factory=Sender)


_NUMBERS: Mapping[str, tuple[int, int]] = {
    "contact_within_working_days": (1, 30),
    "answer_within_working_days": (1, 60),
    "appeal_weeks": (3, 52),
    "default_weeks": (1, 52),
    "max_weeks": (1, 52),
    "visits_per_week_first": (1, 28),
    "visits_per_week_last": (0, 28),
    "first_visit_staff": (1, 5),
    "first_visit_professions": (1, 5),
}
_TEXTS = ("name", "decision_law")
_CHOICES: Mapping[str, tuple[str, ...]] = {"meeting_weekday": WEEKDAYS, "decision_type": DECISION_TYPES}
_OTHERS = frozenset({"minimum_age", "follow_up_months", "instruments", "sender"})


def load(text: str) -> ServiceModel:
    """Read a service model. Raises `ServiceModelError` with every fault, never only the first."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise ServiceModelError([f"The file is not TOML: {fault}. Compare with presets/gjovik.toml."]) from fault
    faults: list[str] = []
    for key, (low, high) in _NUMBERS.items():
        if not _whole(data.get(key)) or not low <= data[key] <= high:
            faults.append(_say(key, data, f"a whole number from {low} to {high}"))
    for key in _TEXTS:
        if not isinstance(data.get(key), str) or not data[key].strip():
            faults.append(_say(key, data, "a text that is not empty"))
    for key, choices in _CHOICES.items():
        if data.get(key) not in choices:
            faults.append(_say(key, data, "one of " + ", ".join(choices)))
    age = data.get("minimum_age")
    if age is not None and (not _whole(age) or not 0 <= age <= 120):
        faults.append(_say("minimum_age", data, "a whole number from 0 to 120, or leave the key out for no age limit"))
    known_months = sorted(FOLLOW_UP_MONTHS.values())
    months = data.get("follow_up_months")
    months = months if isinstance(months, list) else None
    if months is None or not all(_whole(each) and each in known_months for each in months):
        faults.append(_say("follow_up_months", data, f"a list of months among {known_months}"))
    unknown = set(data) - set(_NUMBERS) - set(_TEXTS) - set(_CHOICES) - _OTHERS
    faults += [f"{key} is not a key of a service model. Check the spelling, or take it out." for key in sorted(unknown)]
    instruments = _instruments(data.get("instruments"), faults)
    sender = _sender(data.get("sender", {}), faults)
    if not faults:
        if data["default_weeks"] > data["max_weeks"]:
            faults.append("default_weeks is longer than max_weeks. Write a number that is not above max_weeks.")
        if data["visits_per_week_last"] > data["visits_per_week_first"]:
            # High effort first, then less: the method itself (domain.md §1).
            faults.append("visits_per_week_last is above visits_per_week_first. Effort tapers: write a lower number.")
    if faults:
        raise ServiceModelError(faults)
    plain = {key: data[key] for key in (*_NUMBERS, *_TEXTS, *_CHOICES)}
    return ServiceModel(
        **plain,
        minimum_age=age,
        follow_up_months=tuple(sorted(set(months or ()))),
        instruments=instruments,
        sender=sender,
    )


def _instruments(table: Any, faults: list[str]) -> Instruments:
    given = table if isinstance(table, dict) else {}
    lists = {}
    for occasion in ("baseline", "discharge", "follow_up"):
        codes = given.get(occasion)
        if not isinstance(codes, list) or not all(isinstance(code, str) and code.isidentifier() for code in codes):
            faults.append(f'instruments.{occasion} must be a list of instrument codes, for example ["copm", "sppb"].')
            codes = []
        lists[occasion] = tuple(codes)
    faults += [
        f"instruments.{key} is not an occasion. Use baseline, discharge and follow_up."
        for key in sorted(set(given) - set(lists))
    ]
    return Instruments(**lists)


def _sender(table: Any, faults: list[str]) -> Sender:
    known = tuple(Sender.__dataclass_fields__)
    if not isinstance(table, dict):
        faults.append(f"sender must be a table with {', '.join(known)}.")
        return Sender()
    faults += [f"sender.{key} is not known. Use {', '.join(known)}." for key in sorted(set(table) - set(known))]
    faults += [f"sender.{key} must be a text." for key in known if not isinstance(table.get(key, ""), str)]
    return Sender(**{key: str(table.get(key, "")) for key in known})


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _say(key: str, data: Mapping[str, Any], wanted: str) -> str:
    got = f"is {data[key]!r}" if key in data else "is missing"
    return f"{key} {got}. Write {wanted}."
