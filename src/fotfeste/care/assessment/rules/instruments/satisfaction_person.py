"""What the person thinks of the help they got: five short statements in our own words."""

from __future__ import annotations

from fotfeste.care.assessment.rules.answered_by import answered_by
from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.definition import Instrument
from fotfeste.care.assessment.rules.shapes import own_forms
from fotfeste.care.assessment.rules.wording import Text

_QUESTIONS = {
    # Asked in England's audit of intermediate care too (I was aware of what we were trying to achieve), there answered
    # "yes, definitely" by 96 % in 2017: https://www.nice.org.uk/guidance/NG74/uptake
    "aware_of_goals": (
        Text("Knew what we worked towards", "Visste hva vi jobbet mot", "Visste kva vi jobba mot"),
        Text(
            "I was aware of what we were trying to achieve.",
            "Jeg visste hva vi prøvde å få til.",
            "Eg visste kva vi prøvde å få til.",
        ),
    ),
    "had_a_say": (
        Text("Had a say", "Fikk være med å bestemme", "Fekk vere med å bestemme"),
        Text(
            "What matters to me decided what we worked on.",
            "Det som er viktig for meg, bestemte hva vi jobbet med.",
            "Det som er viktig for meg, avgjorde kva vi jobba med.",
        ),
    ),
    "respected": (
        Text("Met with respect", "Møtt med respekt", "Møtt med respekt"),
        Text(
            "Those who came met me with respect.",
            "De som kom, møtte meg med respekt.",
            "Dei som kom, møtte meg med respekt.",
        ),
    ),
    "able_to_go_on": (
        Text("Can go on alone", "Kan fortsette på egen hånd", "Kan halde fram på eiga hand"),
        Text(
            "I know how to go on by myself.",
            "Jeg vet hvordan jeg kan fortsette på egen hånd.",
            "Eg veit korleis eg kan halde fram på eiga hand.",
        ),
    ),
    "content": (
        Text("Content on the whole", "Fornøyd alt i alt", "Nøgd alt i alt"),
        Text(
            "On the whole I am content with the help I got.",
            "Alt i alt er jeg fornøyd med hjelpen jeg fikk.",
            "Alt i alt er eg nøgd med hjelpa eg fekk.",
        ),
    ),
}

DEFINITION = Instrument(
    code="satisfaction_person",
    name=Text("What the person thinks of the help", "Hva personen mener om hjelpen", "Kva personen meiner om hjelpa"),
    short_name="Personens mening",
    purpose=Text(
        "Whether the person knew the goals, had a say and is content",
        "Om personen kjente målene, fikk være med å bestemme og er fornøyd",
        "Om personen kjende måla, fekk vere med å bestemme og er nøgd",
    ),
    explanation=Text(
        "We would like to know how you found the help. Your answers do not change what you get, and you need not "
        "answer.",
        "Vi vil gjerne vite hvordan du synes hjelpen har vært. Svarene endrer ikke hva du får, og du trenger ikke "
        "svare.",
        "Vi vil gjerne vite korleis du synest hjelpa har vore. Svara endrar ikkje kva du får, og du treng ikkje svare.",
    ),
    versions=(
        own_forms.version(
            {code: (name, own_forms.statement(code, words)) for code, (name, words) in _QUESTIONS.items()},
            answered_by("self", "proxy", "staff"),
        ),
    ),
    rule=own_forms.score,
    licence=own_forms.LICENCE,
    source=own_forms.OWN_FORM,
    not_done=(Reason.UNABLE, Reason.REFUSED, Reason.TOO_ILL, Reason.NOT_RELEVANT, Reason.NOT_DONE),
    cautions=(
        own_forms.EACH_BY_ITSELF,
        own_forms.THOSE_WHO_ANSWER,
        Text(
            "People say less of what was not good when the one who helped them writes it down.",
            "Folk sier mindre om det som ikke var bra, når den som hjalp dem, skriver det ned.",
            "Folk seier mindre om det som ikkje var bra, når den som hjelpte dei, skriv det ned.",
        ),
    ),
)
