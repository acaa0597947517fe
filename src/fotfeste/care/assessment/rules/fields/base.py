"""What every question has: a code, words, and the one place where a raw answer is read.

A raw answer comes from a form, a file or a command line. It is either a value of the field's own type, the code of one
of the field's reasons (`"unable"`), or None. Everything else is refused with an `AnswerError`; nothing is converted
from text to number and nothing is rounded into range.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from fotfeste.care.assessment.rules.answers import REASON_NAMES, AnswerError, Reason
from fotfeste.care.assessment.rules.wording import Text, joined


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. `value` is what is stored."""

    value: int | str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question.

    code     key in the answers
    label    our own neutral wording, never the instrument's
    reasons  why it may be without a value; empty when it must simply be answered or left out
    counts   False for a remark that completeness does not ask for
    asked    False for what belongs to the analysis and not to the person (a value set): no form asks for it
    carried  True for how a test is set up (length of the course): a form offers what was used the last time
    once     True for what an entry of a block is, and not how it goes: given once and carried over (its words)
    """

    kind: ClassVar[str] = ""
    code: str
    label: Text
    help: Text | None = None
    reasons: tuple[Reason, ...] = ()
    counts: bool = True
    asked: bool = True
    carried: bool = False
    once: bool = False

    def read(self, raw: Any, where: str) -> Any:
        """The answer: a value, a `Reason`, or None when nothing was said. Raises `AnswerError` naming `where`."""
        if raw is None:
            return None
        if isinstance(raw, str) and self.reasons:
            return self._reason(raw, where)
        return self._value(raw, where)

    def _reason(self, raw: str, where: str) -> Reason:
        for reason in self.reasons:
            if raw == reason.value:
                return reason
        raise AnswerError(
            where,
            Text(
                "This is text, and the field takes a number.",
                "Dette er tekst, og feltet skal ha et tall.",
                "Dette er tekst, og feltet skal ha eit tal.",
            ),
            Text(
                "Give a number, or one of the reasons: {reasons}.",
                "Skriv et tall, eller velg en grunn: {reasons}.",
                "Skriv eit tal, eller vel ein grunn: {reasons}.",
            ).filled(reasons=joined([_named(reason) for reason in self.reasons])),
        )

    def _value(self, raw: Any, where: str) -> Any:
        raise NotImplementedError(f"{type(self).__name__} must say how it reads a value.")


def _named(reason: Reason) -> Text:
    return Text("{name} ({code})", "{name} ({code})", "{name} ({code})").filled(
        name=REASON_NAMES[reason], code=reason.value
    )


NOT_A_STEP = Text(
    "This is not one of the steps of the scale.",
    "Dette er ikke et trinn på skalaen.",
    "Dette er ikkje eit trinn på skalaen.",
)


def whole_number(raw: Any, low: int, high: int, where: str) -> int:
    """A step of a scale, or an `AnswerError`. True and 2.0 are no steps."""
    if isinstance(raw, bool) or not isinstance(raw, int) or not low <= raw <= high:
        raise AnswerError(
            where,
            NOT_A_STEP,
            Text(
                "Give a whole number from {low} to {high}.",
                "Bruk et helt tall fra {low} til {high}.",
                "Bruk eit heilt tal frå {low} til {high}.",
            ).filled(low=low, high=high),
        )
    return raw
