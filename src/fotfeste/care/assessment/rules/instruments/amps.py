"""AMPS: ADL motor and ADL process ability in logits, as the owner's software made them. Never worked out here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.definition import Cutoff, Instrument, Licence, LicenceClass, Scored, Version
from fotfeste.care.assessment.rules.fields import Number
from fotfeste.care.assessment.rules.items import as_given
from fotfeste.care.assessment.rules.thresholds import Source
from fotfeste.care.assessment.rules.values import Direction, ValueDefinition
from fotfeste.care.assessment.rules.wording import Text, same

# A logit scale has no ends. These only stop a lost decimal point: 15 for 1.5.
LOWEST, HIGHEST = -5, 5
NAMES = {
    "motor": Text("ADL motor", "ADL motorikk", "ADL motorikk"),
    "process": Text("ADL process", "ADL prosess", "ADL prosess"),
}
_LOGITS = same("logits")


def _score(answers: Mapping[str, Any], version: Version) -> Scored:
    """The two logits as given."""
    return as_given(answers, tuple(NAMES))


_MERRITT = Source(
    "Merritt, Am J Occup Ther 2011;65:643",
    "https://research.aota.org/ajot/article-abstract/65/6/643/5580/",
)


def _cutoff(of: str, logits: float, sensitivity: Text) -> Cutoff:
    return Cutoff(
        of=of,
        name=Text(
            "Cut-off for managing without assistance",
            "Grense for å klare seg uten hjelp",
            "Grense for å klare seg utan hjelp",
        ),
        low=logits,
        source=_MERRITT,
        caution=Text(
            "Found in 64,466 people ({accuracy}); the two together are surer (0.85, 0.83). One part of a judgement, "
            "never a result.",
            "Funnet hos 64 466 personer ({accuracy}); de to sammen er sikrere (0,85, 0,83). Én del av en vurdering, "
            "aldri et resultat.",
            "Funnen hos 64 466 personar ({accuracy}); dei to saman er sikrare (0,85, 0,83). Éin del av ei vurdering, "
            "aldri eit resultat.",
        ).filled(accuracy=sensitivity),
    )


DEFINITION = Instrument(
    code="amps",
    name=same("Assessment of Motor and Process Skills"),
    short_name="AMPS",
    purpose=Text(
        "Quality of doing everyday tasks",
        "Kvalitet i å utføre daglige gjøremål",
        "Kvalitet i å utføre daglege gjeremål",
    ),
    explanation=Text(
        "You do everyday tasks you know well while an occupational therapist watches. Two numbers say how "
        "easily you move and how well you get the task done. Higher is better.",
        "Du gjør kjente gjøremål mens en ergoterapeut ser på. To tall sier hvor lett du beveger deg, og hvor greit du "
        "får gjort det du skal. Høyere er bedre.",
        "Du gjer kjende gjeremål medan ein ergoterapeut ser på. To tal seier kor lett du rører deg, og kor greitt du "
        "får gjort det du skal. Høgare er betre.",
    ),
    versions=(
        Version(
            code="logits",
            name=Text("Two logits from the software", "To logits fra programmet", "To logits frå programmet"),
            fields=tuple(
                Number(code=code, label=name, low=LOWEST, high=HIGHEST, unit=_LOGITS) for code, name in NAMES.items()
            ),
            values=tuple(
                ValueDefinition(
                    code=code,
                    name=name,
                    unit=_LOGITS,
                    low=LOWEST,
                    high=HIGHEST,
                    direction=Direction.HIGHER,
                    decimals=2,
                )
                for code, name in NAMES.items()
            ),
        ),
    ),
    rule=_score,
    licence=Licence(
        LicenceClass.RESULTS_ONLY,
        "The owner of AMPS; course and software are bought",
        Text(
            "The two logits. They are made only by the owner's software, after the rater is calibrated.",
            "De to logitene. De lages bare i eierens program, etter at skåreren er kalibrert.",
            "Dei to logitane. Dei blir berre laga i programmet til eigaren, etter at skåraren er kalibrert.",
        ),
        Source(
            "Shirley Ryan AbilityLab, AMPS",
            "https://www.sralab.org/rehabilitation-measures/assessment-motor-and-process-skills",
        ),
    ),
    source=_MERRITT,
    not_done=(Reason.REFUSED, Reason.TOO_ILL, Reason.NO_SPACE, Reason.NOT_RELEVANT, Reason.NOT_DONE),
    cutoffs=(
        _cutoff(
            "motor",
            1.5,
            Text(
                "sensitivity 0.67, specificity 0.72",
                "sensitivitet 0,67, spesifisitet 0,72",
                "sensitivitet 0,67, spesifisitet 0,72",
            ),
        ),
        _cutoff(
            "process",
            1.0,
            Text(
                "sensitivity 0.81, specificity 0.70",
                "sensitivitet 0,81, spesifisitet 0,70",
                "sensitivitet 0,81, spesifisitet 0,70",
            ),
        ),
    ),
    cautions=(
        Text(
            "Never add raw item scores: only the software of a calibrated rater makes logits.",
            "Legg aldri sammen råskårer: bare programmet til en kalibrert skårer lager logits.",
            "Legg aldri saman råskårar: berre programmet til ein kalibrert skårar lagar logits.",
        ),
        Text(
            "An older cut-off of 2.0 for motor ability is still in use. The largest study seen does not support it.",
            "En eldre grense på 2,0 for motorikk er fortsatt i bruk. Den største studien vi har sett, støtter den "
            "ikke.",
            "Ei eldre grense på 2,0 for motorikk er framleis i bruk. Den største studien vi har sett, støttar henne "
            "ikkje.",
        ),
        Text(
            "No limit for change is verified. The 0.3 logits often quoted are not used here.",
            "Ingen grense for endring er kontrollert. De 0,3 logitene som ofte nevnes, brukes ikke her.",
            "Inga grense for endring er kontrollert. Dei 0,3 logitane som ofte blir nemnde, blir ikkje brukte her.",
        ),
    ),
)
