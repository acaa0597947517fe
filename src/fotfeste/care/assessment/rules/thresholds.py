"""Published limits for how large a change must be. They are parameters with a source, never constants in code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fotfeste.care.assessment.rules.wording import Text


class Kind(StrEnum):
    """What the publisher says the limit stands for."""

    MIC = "mic"
    MDC = "mdc"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    SUBSTANTIAL = "substantial"
    OPINION = "opinion"
    SUGGESTED = "suggested"


class AppliesTo(StrEnum):
    """Whether a limit may be held against one person's change, a difference between group means, or both.

    A difference between groups is not a person's change: the two are never judged by the other's limit.
    """

    PERSON = "person"
    GROUP = "group"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read. `address` is a DOI or web address, empty when the work is cited by name only.

    `verified` is False for a fact that is often quoted, but was not seen in any source that could be read here.
    """

    citation: str
    address: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """One published limit for one value of one instrument.

    of             code of the value it belongs to (`performance`, `total`, …)
    value          size of the change, in the value's own unit, always positive
    value_high     upper end when the source gives a range and no single number
    interval       95 % interval of the estimate, when published
    baseline_band  lowest and highest baseline (both included) for which it holds; None: any baseline
    population     in whom it was found, in words
    """

    of: str
    kind: Kind
    value: float
    unit: str
    population: Text
    source: Source
    value_high: float | None = None
    interval: tuple[float, float] | None = None
    baseline_band: tuple[float, float] | None = None
    applies_to: AppliesTo = AppliesTo.PERSON
    caution: Text | None = None

    def __post_init__(self) -> None:
        if not self.value > 0 or (self.value_high is not None and self.value_high <= self.value):
            raise ValueError(f"Threshold of {self.of}: give a positive value, and a value_high above it or none.")
        if not self.source.citation:
            raise ValueError(f"Threshold {self.value} of {self.of} has no source. Name where the number was read.")
        if not self.source.verified:
            raise ValueError(
                f"Threshold {self.value} of {self.of} is not verified. Nobody's change is held against it."
            )

    def holds_for_person(self, baseline: float) -> bool:
        """True when it may be held against one person who started at `baseline`."""
        if self.applies_to is AppliesTo.GROUP:
            return False
        return self.baseline_band is None or self.baseline_band[0] <= baseline <= self.baseline_band[1]


KIND_NAMES = {
    Kind.MIC: Text(
        "smallest clinically important change", "minste klinisk viktige endring", "minste klinisk viktige endring"
    ),
    Kind.MDC: Text(
        "smallest change above measurement error", "minste endring over målefeilen", "minste endring over målefeilen"
    ),
    Kind.SMALL: Text("small change", "liten endring", "lita endring"),
    Kind.MEDIUM: Text("medium change", "middels endring", "middels endring"),
    Kind.LARGE: Text("large change", "stor endring", "stor endring"),
    Kind.SUBSTANTIAL: Text("substantial change", "betydelig endring", "monaleg endring"),
    Kind.OPINION: Text("customary limit", "vanlig brukt grense", "vanleg brukt grense"),
    Kind.SUGGESTED: Text("suggested limit", "foreslått grense", "foreslått grense"),
}
