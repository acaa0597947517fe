"""Who answered a questionnaire. It does not change the score, but a change between two who answered must say so."""

from __future__ import annotations

from fotfeste.care.assessment.rules.fields import Choice, Option
from fotfeste.care.assessment.rules.wording import Text

_OPTIONS = {
    "self": Text("The person", "Personen selv", "Personen sjølv"),
    "relative": Text("The next of kin", "Den pårørende selv", "Den pårørande sjølv"),
    "proxy": Text("Someone on the person's behalf", "Noen på vegne av personen", "Nokon på vegner av personen"),
    "staff": Text("Staff wrote it down", "Ansatt skrev det ned", "Tilsett skreiv det ned"),
}


def answered_by(*codes: str) -> Choice:
    """The question, with those of the known answers that can be given to this instrument."""
    return Choice(
        code="answered_by",
        label=Text("Who answered", "Hvem som svarte", "Kven som svarte"),
        help=Text(
            "Let the same one answer every time.", "La den samme svare hver gang.", "Lat den same svare kvar gong."
        ),
        counts=False,
        options=tuple(Option(code, _OPTIONS[code]) for code in codes),
    )
