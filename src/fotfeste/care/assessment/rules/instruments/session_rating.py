"""How a single visit was, right after it: four lines from 0 to 10 in our own words."""

from __future__ import annotations

from fotfeste.care.assessment.rules.answered_by import answered_by
from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.definition import Instrument
from fotfeste.care.assessment.rules.shapes import own_forms
from fotfeste.care.assessment.rules.wording import Text

_QUESTIONS = {
    "effort": (
        Text("Own effort", "Egen innsats", "Eigen innsats"),
        Text(
            "How much did you do yourself today?", "Hvor mye gjorde du selv i dag?", "Kor mykje gjorde du sjølv i dag?"
        ),
        Text("Nothing", "Ingenting", "Ingenting"),
        Text("All I could", "Alt jeg kunne", "Alt eg kunne"),
    ),
    "benefit": (
        Text("Benefit", "Nytte", "Nytte"),
        Text("How useful was it?", "Hvor nyttig var det?", "Kor nyttig var det?"),
        Text("Of no use", "Til ingen nytte", "Til inga nytte"),
        Text("Of great use", "Til stor nytte", "Til stor nytte"),
    ),
    "pace": (
        Text("Pace", "Tempo", "Tempo"),
        Text("How well did the pace suit you?", "Hvor godt passet tempoet?", "Kor godt passa tempoet?"),
        Text("Not at all", "Ikke i det hele tatt", "Ikkje i det heile"),
        Text("Just right", "Akkurat passe", "Akkurat passe"),
    ),
    "heard": (
        Text("Was heard", "Ble hørt", "Vart høyrd"),
        Text("How well were you listened to?", "Hvor godt ble du hørt på?", "Kor godt vart du høyrd på?"),
        Text("Not at all", "Ikke i det hele tatt", "Ikkje i det heile"),
        Text("Very well", "Svært godt", "Svært godt"),
    ),
}

DEFINITION = Instrument(
    code="session_rating",
    name=Text("How the visit was", "Hvordan besøket var", "Korleis besøket var"),
    short_name="Etter besøket",
    purpose=Text(
        "How a visit was for the person, so that the next one is better",
        "Hvordan et besøk var for personen, så det neste blir bedre",
        "Korleis eit besøk var for personen, så det neste blir betre",
    ),
    explanation=Text(
        "Four short questions about the visit we have just had, each from 0 to 10. Say what could be better. It helps "
        "us with the next one.",
        "Fire korte spørsmål om besøket vi nettopp har hatt, hvert fra 0 til 10. Si gjerne hva som kunne vært bedre. "
        "Det hjelper oss med det neste.",
        "Fire korte spørsmål om besøket vi nett har hatt, kvart frå 0 til 10. Sei gjerne kva som kunne vore betre. "
        "Det hjelper oss med det neste.",
    ),
    versions=(
        own_forms.version(
            {
                code: (name, own_forms.nought_to_ten(code, words, low, high))
                for code, (name, words, low, high) in _QUESTIONS.items()
            },
            answered_by("self", "proxy", "staff"),
        ),
    ),
    rule=own_forms.score,
    licence=own_forms.LICENCE,
    source=own_forms.OWN_FORM,
    not_done=(Reason.UNABLE, Reason.REFUSED, Reason.TOO_ILL, Reason.NOT_RELEVANT, Reason.NOT_DONE),
    cautions=(
        own_forms.EACH_BY_ITSELF,
        Text(
            "For the talk with this person about the next visit. Not for comparing those who came.",
            "Til samtalen med denne personen om neste besøk. Ikke til å sammenligne dem som kom.",
            "Til samtalen med denne personen om neste besøk. Ikkje til å samanlikne dei som kom.",
        ),
    ),
)
