"""Questions answered by a step or a choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from fotfeste.care.assessment.rules.answers import AnswerError, Reason
from fotfeste.care.assessment.rules.fields.base import NOT_A_STEP, Field, Option, whole_number
from fotfeste.care.assessment.rules.wording import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegerChoice(Field):
    """One of a few whole numbers, each with its own label. Options are evenly spaced, lowest first.

    `missing_codes` are numbers that stand for a reason and are never scored (9 for not relevant). `between` says why a
    number between two options is refused, where such numbers come from another form.
    """

    kind: ClassVar[str] = "integer_choice"
    options: tuple[Option, ...]
    missing_codes: Mapping[int, Reason] = field(default_factory=dict)
    between: Text | None = None

    @property
    def low(self) -> int:
        return int(self.options[0].value)

    @property
    def high(self) -> int:
        return int(self.options[-1].value)

    def _value(self, raw: Any, where: str) -> int | Reason:
        if type(raw) is int:
            for option in self.options:
                if option.value == raw:
                    return raw
            if raw in self.missing_codes:
                return self.missing_codes[raw]
        whole_number(raw, self.low, self.high, where)
        raise AnswerError(
            where,
            self.between or NOT_A_STEP,
            Text("Use one of: {steps}.", "Bruk et av: {steps}.", "Bruk eit av: {steps}.").filled(
                steps=", ".join(str(option.value) for option in self.options)
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Field):
    """A whole number on a scale, with words at its two ends (None where the wording may not be shipped)."""

    kind: ClassVar[str] = "rating"
    low: int
    high: int
    low_label: Text | None = None
    high_label: Text | None = None

    def _value(self, raw: Any, where: str) -> int:
        return whole_number(raw, self.low, self.high, where)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Field):
    """One of a few codes. A number that spells a code is taken as that code (course length 4 for `"4"`).

    `default` is the code meant when nothing was said; only for what the person was not asked.
    """

    kind: ClassVar[str] = "choice"
    options: tuple[Option, ...]
    default: str | None = None

    def read(self, raw: Any, where: str) -> Any:
        """As every field; nothing said is the default where there is one."""
        return Field.read(self, self.default if raw is None else raw, where)

    def _value(self, raw: Any, where: str) -> str:
        if isinstance(raw, float | int | Decimal) and not isinstance(raw, bool):
            code = next((str(o.value) for o in self.options if _spells(raw, str(o.value))), "")
        else:
            code = raw if isinstance(raw, str) else ""
        if not any([code == option.value for option in self.options]):
            raise AnswerError(
                where,
                Text(
                    "This is not one of the choices.",
                    "Dette er ikke et av valgene.",
                    "Dette er ikkje eit av vala.",
                ),
                Text("Choose one of: {codes}.", "Velg en av: {codes}.", "Vel ein av: {codes}.").filled(
                    codes=", ".join(str(option.value) for option in self.options)
                ),
            )
        return code


def _spells(raw: float | int | Decimal, code: str) -> bool:
    try:
        return raw == float(code) or (isinstance(raw, Decimal) and raw == Decimal(code))
    except (ValueError, ArithmeticError):
        return False
