"""Timed Up and Go: seconds to rise from a chair, walk three metres, turn, walk back and sit down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.circumstances import told
from fotfeste.care.assessment.rules.definition import (
    LOINC,
    Code,
    Cutoff,
    Instrument,
    Licence,
    LicenceClass,
    Scored,
    Version,
)
from fotfeste.care.assessment.rules.fields import Seconds
from fotfeste.care.assessment.rules.items import as_given
from fotfeste.care.assessment.rules.thresholds import AppliesTo, Kind, Source, Threshold
from fotfeste.care.assessment.rules.values import Direction, ValueDefinition
from fotfeste.care.assessment.rules.walking_aids import WALKING_AID
from fotfeste.care.assessment.rules.wording import Text, same


def _score(answers: Mapping[str, Any], version: Version) -> Scored:
    """The time as measured. Someone who cannot do the test has no time; no number is put in its place."""
    return as_given(answers, ("seconds",), context=told(answers, "walking_aid"))


DEFINITION = Instrument(
    code="tug",
    name=Text("Timed Up and Go", "Timed Up and Go", "Timed Up and Go"),
    short_name="TUG",
    purpose=Text(
        "Getting up, walking and turning",
        "Å reise seg, gå og snu",
        "Å reise seg, gå og snu",
    ),
    explanation=Text(
        "You get up from a chair, walk three metres, turn, walk back and sit down. We time it. "
        "Fewer seconds is better.",
        "Du reiser deg fra en stol, går tre meter, snur, går tilbake og setter deg. Vi tar tiden. "
        "Færre sekunder er bedre.",
        "Du reiser deg frå ein stol, går tre meter, snur, går tilbake og set deg. Vi tek tida. Færre sekund er betre.",
    ),
    versions=(
        Version(
            code="3m",
            name=Text("3 metres", "3 meter", "3 meter"),
            fields=(
                Seconds(
                    code="seconds",
                    label=Text("Time", "Tid", "Tid"),
                    help=Text(
                        "From the start signal until seated again. Leave no time if the test could not be done.",
                        "Fra startsignal til personen sitter igjen. Ikke skriv tid hvis testen ikke lot seg gjøre.",
                        "Frå startsignal til personen sit igjen. Ikkje skriv tid om testen ikkje let seg gjere.",
                    ),
                    low=1,
                    high=600,
                    reasons=(Reason.UNABLE, Reason.REFUSED, Reason.TOO_ILL, Reason.NO_SPACE, Reason.NOT_DONE),
                ),
                WALKING_AID,
            ),
            values=(
                ValueDefinition(
                    code="seconds",
                    name=Text("Time", "Tid", "Tid"),
                    unit=same("s"),
                    low=0,
                    high=None,
                    direction=Direction.LOWER,
                    decimals=1,
                ),
            ),
        ),
    ),
    rule=_score,
    licence=Licence(
        LicenceClass.SHIP_SCORING_AND_LABELS,
        "No holder known; free use is not verified",
        Text("The time and our own labels.", "Tiden og våre egne ord.", "Tida og våre eigne ord."),
        Source("Podsiadlo and Richardson 1991: the test as published", verified=False),
    ),
    source=Source("Podsiadlo and Richardson, J Am Geriatr Soc 1991;39:142-148"),
    not_done=(Reason.UNABLE, Reason.REFUSED, Reason.TOO_ILL, Reason.NO_SPACE, Reason.NOT_RELEVANT, Reason.NOT_DONE),
    thresholds=(
        Threshold(
            of="seconds",
            kind=Kind.SUGGESTED,
            value=2,
            unit="s",
            applies_to=AppliesTo.PERSON,
            population=Text("older people, review table", "eldre, oversiktstabell", "eldre, oversiktstabell"),
            source=Source("Review table in PMC6521916", "https://pmc.ncbi.nlm.nih.gov/articles/PMC6521916/table/T2"),
            caution=Text(
                "About 2 seconds is a suggestion; no limit is known for people in reablement.",
                "Om lag 2 sekunder er et forslag; ingen grense er kjent for hverdagsrehabilitering.",
                "Om lag 2 sekund er eit forslag; inga grense er kjend for kvardagsrehabilitering.",
            ),
        ),
    ),
    cutoffs=(
        Cutoff(
            of="seconds",
            name=Text("13.5 seconds or more", "13,5 sekunder eller mer", "13,5 sekund eller meir"),
            low=13.5,
            source=Source("Barry et al. 2014, PMC3924230", "https://pmc.ncbi.nlm.nih.gov/articles/PMC3924230"),
            caution=Text(
                "Finds three in ten of those who fall later (sensitivity 0.31): not a test for falls by itself.",
                "Finner tre av ti av dem som senere faller (sensitivitet 0,31): alene ingen falltest.",
                "Finn tre av ti av dei som seinare fell (sensitivitet 0,31): åleine ingen falltest.",
            ),
        ),
    ),
    cautions=(
        Text(
            "Someone who could not do the test has no time: not 0, and not a long time either.",
            "Den som ikke klarte testen, har ingen tid: ikke 0, og heller ikke en lang tid.",
            "Den som ikkje klarte testen, har inga tid: ikkje 0, og heller ikkje ei lang tid.",
        ),
        Text(
            "Does not foretell falls by itself: at 13.5 s or more sensitivity is 0.31 and specificity 0.74 "
            "(Barry 2014).",
            "Forutsier ikke fall alene: ved 13,5 s eller mer er sensitiviteten 0,31 og spesifisiteten 0,74 "
            "(Barry 2014).",
            "Spår ikkje fall åleine: ved 13,5 s eller meir er sensitiviteten 0,31 og spesifisiteten 0,74 (Barry 2014).",
        ),
        Text(
            "Times are skewed: use the median for a group.",
            "Tidene er skjeve: bruk median for en gruppe.",
            "Tidene er skeive: bruk median for ei gruppe.",
        ),
    ),
    floor=Text(
        "People who cannot do the test have no time.",
        "De som ikke klarer testen, har ingen tid.",
        "Dei som ikkje klarer testen, har inga tid.",
    ),
    codes=(Code("instrument", LOINC, "89422-0"), Code("seconds", LOINC, "89423-8")),
)
