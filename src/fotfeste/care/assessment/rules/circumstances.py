"""How a test was done: the course, the start, the arms, the aid. Numbers are compared by it, so it should be said."""

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
    """The same for circumstances without which there is no result: `AnswerError` at the first untold one."""
    found = told(answers, *(field.code for field in fields))
    for field in fields:
        if field.code not in found:
            raise AnswerError(
                field.code,
                Text(
                    "There is a result, but nothing is said about “{label}”, and the result depends on that.",
                    "Det står et resultat, men ikke noe om «{label}», og resultatet avhenger av det.",
                    "Det står eit resultat, men ikkje noko om «{label}», og resultatet kjem an på det.",
                ).filled(label=field.label),
                Text("Answer it too.", "Svar på det også.", "Svar på det også."),
            )
    return found


def untold(answers: Mapping[str, Any], *fields: Field) -> tuple[Text, ...]:
    """What to say of a result whose circumstances were not told: it stands, and is compared with care."""
    found = told(answers, *(field.code for field in fields))
    return tuple(
        Text(
            "Nothing is said about “{label}”; compare only with a result that was done in the same way.",
            "Det står ikke noe om «{label}»; sammenlign bare med et resultat som ble gjort på samme måte.",
            "Det står ikkje noko om «{label}»; samanlikn berre med eit resultat som vart gjort på same måten.",
        ).filled(label=field.label)
        for field in fields
        if field.code not in found
    )
