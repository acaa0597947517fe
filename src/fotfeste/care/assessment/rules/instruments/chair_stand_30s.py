"""30-second chair stand: how many times the person rises from a chair in half a minute."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.circumstances import told, untold
from fotfeste.care.assessment.rules.definition import (
    SNOMED_CT,
    Code,
    Instrument,
    Licence,
    LicenceClass,
    Scored,
    Version,
)
from fotfeste.care.assessment.rules.fields import Choice, Number, Option
from fotfeste.care.assessment.rules.items import as_given, number_of
from fotfeste.care.assessment.rules.thresholds import Source
from fotfeste.care.assessment.rules.values import Direction, ValueDefinition
from fotfeste.care.assessment.rules.wording import Text

_TIMES = Text("times", "ganger", "gonger")
ARMS = Choice(
    code="arms_used",
    label=Text("Arms used to rise", "Brukte armene for å reise seg", "Brukte armane for å reise seg"),
    options=(
        Option("without_arms", Text("No", "Nei", "Nei")),
        Option("with_arms", Text("Yes", "Ja", "Ja")),
    ),
    counts=False,
)
# The CDC form (STEADI, 2017) says to stop and write 0 when the arms are used. That 0 would hide what the person did,
# and look like a decline from an earlier count with arms.
_ARMS_USED = Text(
    "Counted with the arms in use. The CDC form would give 0; nothing is changed here, and the count is only compared "
    "with others where the arms were used.",
    "Telt med armene i bruk. CDC-skjemaet ville gitt 0; her endres ikke noe, og tallet sammenlignes bare med andre der "
    "armene ble brukt.",
    "Talt med armane i bruk. CDC-skjemaet ville gitt 0; her blir ikkje noko endra, og talet blir berre samanlikna med "
    "andre der armane vart brukte.",
)


def _score(answers: Mapping[str, Any], version: Version) -> Scored:
    """The count as it was done, with or without arms as the condition it is compared by."""
    counted = number_of(answers, "stands") is not None
    conditions = told(answers, ARMS.code) if counted else {}
    used = (_ARMS_USED,) if conditions.get(ARMS.code) == "with_arms" else ()
    remarks = (*used, *(untold(answers, ARMS) if counted else ()))
    return as_given(answers, ("stands",), conditions=conditions, remarks=remarks)


_CDC = Source("CDC STEADI, 30-Second Chair Stand, 2017 (read in a copy)", "https://www.cdc.gov/steadi")

DEFINITION = Instrument(
    code="chair_stand_30s",
    name=Text("30-second chair stand", "Sitt-til-stå i 30 sekunder", "Sitt-til-stå i 30 sekund"),
    short_name="Sitt-til-stå 30 s",
    purpose=Text("Strength and endurance of the legs", "Styrke og utholdenhet i beina", "Styrke og uthald i beina"),
    explanation=Text(
        "You rise from a chair and sit down again as many times as you can in half a minute, with your arms across the "
        "chest. More times is better.",
        "Du reiser deg fra en stol og setter deg igjen så mange ganger du kan på et halvt minutt, med armene i kryss "
        "over brystet. Flere ganger er bedre.",
        "Du reiser deg frå ein stol og set deg att så mange gonger du kan på eit halvt minutt, med armane i kryss "
        "over brystet. Fleire gonger er betre.",
    ),
    versions=(
        Version(
            code="30s",
            name=Text("30 seconds", "30 sekunder", "30 sekund"),
            fields=(
                Number(
                    code="stands",
                    label=Text("Times risen", "Ganger reist seg", "Gonger reist seg"),
                    help=Text(
                        "0 when the person tried and did not come up once. Choose a reason if it was not tried.",
                        "0 når personen prøvde og ikke kom opp en eneste gang. Velg en grunn hvis det ikke ble prøvd.",
                        "0 når personen prøvde og ikkje kom opp ein einaste gong. Vel ein grunn om det ikkje vart "
                        "prøvd.",
                    ),
                    low=0,
                    high=60,
                    unit=_TIMES,
                    whole=True,
                    reasons=(Reason.UNABLE, Reason.REFUSED, Reason.TOO_ILL, Reason.NO_SPACE, Reason.NOT_DONE),
                ),
                ARMS,
            ),
            values=(
                ValueDefinition(
                    code="stands",
                    name=Text("Times risen", "Ganger reist seg", "Gonger reist seg"),
                    unit=_TIMES,
                    low=0,
                    high=None,
                    direction=Direction.HIGHER,
                ),
            ),
        ),
    ),
    rule=_score,
    licence=Licence(
        LicenceClass.SHIP_SCORING_AND_LABELS,
        "No holder known; free use is not verified",
        Text(
            "The count and our own labels.",
            "Tallet og våre egne ord.",
            "Talet og våre eigne ord.",
        ),
        Source("Terms of the 30-second chair stand", verified=False),
    ),
    source=_CDC,
    not_done=(Reason.UNABLE, Reason.REFUSED, Reason.TOO_ILL, Reason.NO_SPACE, Reason.NOT_RELEVANT, Reason.NOT_DONE),
    cautions=(
        Text(
            "Rising with the arms is another test. Its count is kept as it is, and never compared with one without.",
            "Å reise seg med armene er en annen test. Tallet beholdes som det er og sammenlignes aldri med et uten.",
            "Å reise seg med armane er ein annan test. Talet blir ståande som det er og aldri samanlikna med eitt "
            "utan.",
        ),
        Text(
            "No limit for how large a change must be is verified.",
            "Ingen grense for hvor stor en endring må være, er kontrollert.",
            "Inga grense for kor stor ei endring må vere, er kontrollert.",
        ),
    ),
    floor=Text(
        "People who cannot rise without their arms have 0 or no count, and small gains do not show.",
        "De som ikke kan reise seg uten armene, har 0 eller ikke noe tall, og liten framgang synes ikke.",
        "Dei som ikkje kan reise seg utan armane, har 0 eller ikkje noko tal, og liten framgang syner ikkje.",
    ),
    codes=(Code("instrument", SNOMED_CT, "450738001"),),
)
