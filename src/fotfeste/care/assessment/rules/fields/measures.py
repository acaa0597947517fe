"""Questions answered by a measured number."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from fotfeste.care.assessment.rules.answers import AnswerError
from fotfeste.care.assessment.rules.fields.base import Field
from fotfeste.care.assessment.rules.wording import Text, plain, same


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Field):
    """A measured or counted number, `low` to `high`, both included. Stored as given.

    unit      what stands behind the number on the form
    whole     only whole numbers (a count)
    decimals  how many a form takes
    """

    kind: ClassVar[str] = "number"
    low: float
    high: float
    unit: Text
    whole: bool = False
    decimals: int = 2

    def _value(self, raw: Any, where: str) -> float:
        right_type = isinstance(raw, int | float | Decimal) and not isinstance(raw, bool)
        # A number must be finite before it is compared: a signalling Decimal raises, and NaN is false both ways.
        # A huge whole number is compared as it is, since it has no float.
        finite = right_type and (
            isinstance(raw, int) or (raw.is_finite() if isinstance(raw, Decimal) else math.isfinite(raw))
        )
        if not finite or not self.low <= raw <= self.high or (self.whole and raw != int(raw)):
            raise AnswerError(where, self._wrong(), self._wanted())
        return float(raw)

    def _wrong(self) -> Text:
        return Text("This is not a possible number.", "Dette er ikke et mulig tall.", "Dette er ikkje eit mogleg tal.")

    def _wanted(self) -> Text:
        kind = (
            Text("a whole number", "et helt tall", "eit heilt tal")
            if self.whole
            else Text("a number", "et tall", "eit tal")
        )
        return Text(
            "Give {kind} from {low} to {high}.",
            "Skriv {kind} fra {low} til {high}.",
            "Skriv {kind} frå {low} til {high}.",
        ).filled(kind=kind, low=plain(self.low), high=plain(self.high))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seconds(Number):
    """A time in seconds, as measured."""

    kind: ClassVar[str] = "seconds"
    unit: Text = field(default_factory=lambda: same("s"))

    def _wrong(self) -> Text:
        return Text("This is not a possible time.", "Dette er ikke en mulig tid.", "Dette er ikkje ei mogleg tid.")

    def _wanted(self) -> Text:
        return Text(
            "Give seconds from {low} to {high}.",
            "Skriv sekunder fra {low} til {high}.",
            "Skriv sekund frå {low} til {high}.",
        ).filled(low=plain(self.low), high=plain(self.high))
