"""What scoring gives back: an instrument scored once, with each of its values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.definition import Instrument, Version
from fotfeste.care.assessment.rules.values import Completeness, Part, Value
from fotfeste.care.assessment.rules.wording import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """An instrument scored once.

    values      every value of the version, in its order
    conditions  what must be alike for two scores to be compared (course length); changes are refused otherwise
    context     what should be alike (walking aid); a change says so when it is not
    parts       the person's own problems or activities, for pairing between occasions
    not_done    set when the whole instrument was left out, with the reason
    unreadable  the answers stand in the record and no definition can read them any more
    remarks     what the reader must know about this score
    """

    instrument: Instrument = field(repr=False)
    version: Version = field(repr=False)
    values: tuple[Value, ...]
    completeness: Completeness
    conditions: Mapping[str, str] = field(default_factory=dict)
    context: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    not_done: Reason | None = None
    remarks: tuple[Text, ...] = ()
    unreadable: bool = False

    def __getitem__(self, code: str) -> Value:
        """The value with this code; KeyError if the instrument has none."""
        for value in self.values:
            if value.code == code:
                return value
        raise KeyError(f"{self.instrument.code} has no value {code!r}; it has {[v.code for v in self.values]}.")

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON and for storing beside the answers. To get a `Score` again, score the answers again."""
        return {
            "instrument": self.instrument.code,
            "version": self.version.code,
            "values": {
                value.code: {
                    "number": value.number,
                    "low": value.definition.low,
                    "high": value.definition.high,
                    "unit": value.definition.unit.en,
                    "better": value.definition.direction.value,
                    "completeness": _completeness(value.completeness),
                }
                for value in self.values
            },
            "completeness": _completeness(self.completeness),
            "conditions": dict(self.conditions),
            "context": dict(self.context),
            "not_done": self.not_done.value if self.not_done else None,
            "remarks": [remark.en for remark in self.remarks],
        }


def _completeness(completeness: Completeness) -> dict[str, Any]:
    return {
        "answered": completeness.answered,
        "of": completeness.of,
        "missing": [{"field": m.field, "reason": m.reason.value if m.reason else None} for m in completeness.missing],
    }
