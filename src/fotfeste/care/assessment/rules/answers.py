"""What can stand in an answer, and how a wrong one is refused."""

from __future__ import annotations

from enum import StrEnum

from fotfeste.care.assessment.rules.wording import Text


class Reason(StrEnum):
    """Why there is no answer. `unable` says something about the person; the others only about the day."""

    UNABLE = "unable"
    REFUSED = "refused"
    TOO_ILL = "too_ill"
    NOT_RELEVANT = "not_relevant"
    NO_SPACE = "no_space"
    NOT_DONE = "not_done"
    UNSPECIFIED = "unspecified"


REASON_NAMES = {
    Reason.UNABLE: Text(
        "Could not, or not safe to try",
        "Klarte det ikke, eller utrygt å prøve",
        "Klarte det ikkje, eller utrygt å prøve",
    ),
    Reason.REFUSED: Text("Did not want to", "Ville ikke", "Ville ikkje"),
    Reason.TOO_ILL: Text("Too ill today", "For syk i dag", "For sjuk i dag"),
    Reason.NOT_RELEVANT: Text("No longer relevant", "Ikke lenger aktuelt", "Ikkje lenger aktuelt"),
    Reason.NO_SPACE: Text("No room or equipment", "Ikke plass eller utstyr", "Ikkje plass eller utstyr"),
    Reason.NOT_DONE: Text("Not done", "Ikke gjort", "Ikkje gjort"),
    Reason.UNSPECIFIED: Text("Not specified", "Ikke spesifisert", "Ikkje spesifisert"),
}


class AnswerError(ValueError):
    """An answer that cannot be right. Nothing was scored.

    field      where: `chair_seconds`, or `problems.2.performance` inside a block (counted from 1); "" for the whole
    what       what is wrong
    next_step  what to do about it
    """

    def __init__(self, field: str, what: Text, next_step: Text) -> None:
        self.field, self.what, self.next_step = field, what, next_step
        super().__init__(f"{field + ': ' if field else ''}{what.en} {next_step.en}")

    def in_language(self, language: str) -> str:
        """What is wrong and what to do, as one line for the page."""
        return f"{self.what.in_language(language)} {self.next_step.in_language(language)}"
