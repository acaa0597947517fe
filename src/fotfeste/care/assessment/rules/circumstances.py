"""How a test was done: the course, the start, the arms, the aid. Numbers are compared by it, so it must be said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fotfeste.care.assessment.rules.answers import AnswerError, Reason
from fotfeste.care.assessment.rules.fields import Field
from fotfeste.care.assessment.rules.wording import Text


def told(answers: Mapping[str, Any], *codes: str) -> dict[str, str]:
    """Those of the circumstances that were told, as a comparison goes by them: 4 and 4.0 metres are one course."""
    return {
        code: f"{answer:g}" if isinstance(answer, float) else str(answer)
        for code in codes
        if (answer := answers[code]) is not None and not isinstance(answer, Reason)
    }


def required(answers: Mapping[str, Any], *fields: Field) -> dict[str, str]:
    """The same for circumstances without which a result cannot be compared: `AnswerError` at the first untold one."""
    found = told(answers, *(field.code for field in fields))
    for field in fields:
        if field.code not in found:
            raise AnswerError(
                field.code,
                Text(
                    "There is a result, but nothing is said about “{label}”, and results are compared by that.",
                    "Det står et resultat, men ikke noe om «{label}», og resultater sammenlignes etter det.",
                    "Det står eit resultat, men ikkje noko om «{label}», og resultat blir samanlikna etter det.",
                ).filled(label=field.label),
                Text("Answer it too.", "Svar på det også.", "Svar på det også."),
            )
    return found
