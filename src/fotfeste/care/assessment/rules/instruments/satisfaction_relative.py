"""What a next of kin thinks of the help the person got, and of how they were met themselves."""

from __future__ import annotations

from fotfeste.care.assessment.rules.answered_by import answered_by
from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.definition import Instrument
from fotfeste.care.assessment.rules.shapes import own_forms
from fotfeste.care.assessment.rules.wording import Text

_QUESTIONS = {
    "aware_of_goals": (
        Text("Knew what was worked towards", "Visste hva det ble jobbet mot", "Visste kva det vart jobba mot"),
        Text(
            "I was aware of what they were trying to achieve.",
            "Jeg visste hva de prøvde å få til.",
            "Eg visste kva dei prøvde å få til.",
        ),
    ),
    "heard": (
        Text("Was heard", "Ble hørt", "Vart høyrd"),
        Text("They listened to what I know.", "De hørte på det jeg vet.", "Dei høyrde på det eg veit."),
    ),
    "safe": (
        Text("Feels safe about daily life", "Trygg på hverdagen", "Trygg på kvardagen"),
        Text(
            "I feel safe about how daily life goes now.",
            "Jeg er trygg på hvordan hverdagen går nå.",
            "Eg er trygg på korleis kvardagen går no.",
        ),
    ),
    "manageable": (
        Text("Own part is manageable", "Egen innsats er overkommelig", "Eigen innsats er overkomeleg"),
        Text(
            "What I do myself for the person is something I can keep up.",
            "Det jeg selv gjør for personen, er noe jeg kan klare over tid.",
            "Det eg sjølv gjer for personen, er noko eg kan klare over tid.",
        ),
    ),
    "content": (
        Text("Content on the whole", "Fornøyd alt i alt", "Nøgd alt i alt"),
        Text(
            "On the whole I am content with the help the person got.",
            "Alt i alt er jeg fornøyd med hjelpen personen fikk.",
            "Alt i alt er eg nøgd med hjelpa personen fekk.",
        ),
    ),
}

DEFINITION = Instrument(
    code="satisfaction_relative",
    name=Text(
        "What a next of kin thinks of the help",
        "Hva en pårørende mener om hjelpen",
        "Kva ein pårørande meiner om hjelpa",
    ),
    short_name="Pårørendes mening",
    purpose=Text(
        "Whether the next of kin was heard, feels safe and is content",
        "Om den pårørende ble hørt, er trygg og er fornøyd",
        "Om den pårørande vart høyrd, er trygg og er nøgd",
    ),
    explanation=Text(
        "We would like to know how it has been for you as next of kin. You need not answer. The person can read what "
        "you write, since it stands in their record.",
        "Vi vil gjerne vite hvordan det har vært for deg som pårørende. Du trenger ikke svare. Personen kan lese det "
        "du skriver, siden det står i journalen.",
        "Vi vil gjerne vite korleis det har vore for deg som pårørande. Du treng ikkje svare. Personen kan lese det du "
        "skriv, sidan det står i journalen.",
    ),
    versions=(
        own_forms.version(
            {code: (name, own_forms.statement(code, words)) for code, (name, words) in _QUESTIONS.items()},
            answered_by("relative", "staff"),
        ),
    ),
    rule=own_forms.score,
    licence=own_forms.LICENCE,
    source=own_forms.OWN_FORM,
    not_done=(Reason.REFUSED, Reason.NOT_RELEVANT, Reason.NOT_DONE),
    cautions=(
        own_forms.EACH_BY_ITSELF,
        own_forms.THOSE_WHO_ANSWER,
        Text(
            "This is the next of kin's own view. It never stands for the person's.",
            "Dette er den pårørendes eget syn. Det står aldri i stedet for personens.",
            "Dette er den pårørande sitt eige syn. Det står aldri i staden for personen sitt.",
        ),
    ),
)
