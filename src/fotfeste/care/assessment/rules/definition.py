"""What an instrument is. One frozen definition per instrument; forms, plots, pages and codes are drawn from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.fields import Field
from fotfeste.care.assessment.rules.thresholds import Source, Threshold
from fotfeste.care.assessment.rules.values import Completeness, Part, ValueDefinition
from fotfeste.care.assessment.rules.wording import Text


class LicenceClass(StrEnum):
    """What open software may hold of an instrument."""

    SHIP_SCORING_AND_LABELS = "ship_scoring_and_labels"
    SHIP_SCORING_ONLY = "ship_scoring_only"
    RESULTS_ONLY = "results_only"


@dataclass(frozen=True, slots=True)
class Licence:
    """Who holds the rights, what this product may hold, and where that was read."""

    licence_class: LicenceClass
    holder: str
    may_hold: Text
    source: Source


@dataclass(frozen=True, slots=True)
class Code:
    """A verified code in a public code system. `target` is `instrument`, or the code of a value or field."""

    target: str
    system: str
    code: str


LOINC = "http://loinc.org"
SNOMED_CT = "http://snomed.info/sct"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One form of an instrument: what it asks and what it gives. Scores of two versions are never put together.

    values       the scores; none for an instrument that only describes its parts (ICF)
    part_scales  what the parts are rated on, where no value has that code; a change of a part is told on these
    """

    code: str
    name: Text
    fields: tuple[Field, ...]
    values: tuple[ValueDefinition, ...]
    part_scales: tuple[ValueDefinition, ...] = ()

    @property
    def asked(self) -> tuple[Field, ...]:
        """The fields a form asks for."""
        return tuple(field for field in self.fields if field.asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutoff:
    """A published band of one value, for screening or describing. Never an outcome, and no limit for change.

    of         code of the value
    name       what the publisher calls those inside the band
    low, high  ends of the band, both included; None where it is open
    caution    what the band cannot be used for; always there when its source is not verified
    """

    of: str
    name: Text
    source: Source
    low: float | None = None
    high: float | None = None
    caution: Text | None = None

    def __post_init__(self) -> None:
        if not self.source.verified and self.caution is None:
            raise ValueError(f"The band of {self.of} is not verified. Say so in its caution, for those who read it.")

    def holds(self, number: float) -> bool:
        """Whether the number lies in the band."""
        return (self.low is None or number >= self.low) and (self.high is None or number <= self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What an instrument's own rule works out from answers that were already read.

    `scales`: a value whose ends depend on the answers (a value set), defined anew for this score.
    """

    numbers: Mapping[str, float | None]
    completeness: Mapping[str, Completeness]
    overall: Completeness
    conditions: Mapping[str, str] = field(default_factory=dict)
    context: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    remarks: tuple[Text, ...] = ()
    scales: Mapping[str, ValueDefinition] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One instrument.

    code         short, stable, used in storage, addresses and on the command line
    name         full name; `short_name` is what people say
    versions     forms of it; the first is offered first
    usual        code of the version meant when none is named; only where answers cannot be read as another's
    rule         (answers read by the version's fields, version) → `Scored`
    not_done     reasons for leaving the whole instrument out
    thresholds   published limits for change, each with its source
    cutoffs      published bands for screening or describing, each with its source
    prepare      turns another way of writing the same answers into the fields of the version (a state, `21232`)
    pool         (code of a value, parts) → that value over the parts; the mean of them where it is not given.
                 The parts of a value that is counted `over` other values are those values.
    explanation  for the person, read aloud or printed
    cautions     what those who use the score must know
    floor, ceiling  who the scale no longer tells apart
    codes        only verified ones; empty means that none was found, and a local code system is used
    """

    code: str
    name: Text
    short_name: str
    purpose: Text
    explanation: Text
    versions: tuple[Version, ...]
    rule: Callable[[Mapping[str, Any], Version], Scored]
    licence: Licence
    source: Source
    not_done: tuple[Reason, ...]
    usual: str = ""
    thresholds: tuple[Threshold, ...] = ()
    cutoffs: tuple[Cutoff, ...] = ()
    prepare: Callable[[Mapping[str, Any], Version], Mapping[str, Any]] | None = None
    pool: Callable[[str, Sequence[Part]], float | None] | None = None
    cautions: tuple[Text, ...] = ()
    floor: Text | None = None
    ceiling: Text | None = None
    codes: tuple[Code, ...] = ()

    def version(self, code: str) -> Version:
        """The version with this code; KeyError naming those there are."""
        for version in self.versions:
            if version.code == code:
                return version
        raise KeyError(f"{self.code} has no version {code!r}; it has {[v.code for v in self.versions]}.")
