"""Walking speed in metres a second, from a raw time over a course whose length is given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.circumstances import required, told, untold
from fotfeste.care.assessment.rules.definition import Instrument, Licence, LicenceClass, Scored, Version
from fotfeste.care.assessment.rules.fields import Choice, Number, Option, Seconds
from fotfeste.care.assessment.rules.items import answered, number_of
from fotfeste.care.assessment.rules.walking_aids import WALKING_AID
from fotfeste.care.assessment.rules.walking_speed import LIMITS, PERERA, SPEED, metres_per_second
from fotfeste.care.assessment.rules.wording import Text

COURSE = Number(
    code="course_length_m",
    label=Text("Length of the course", "Lengden på gangbanen", "Lengda på gangbana"),
    help=Text(
        "The part that is timed. Use the same length every time.",
        "Den delen det tas tid på. Bruk samme lengde hver gang.",
        "Den delen det blir teke tid på. Bruk same lengd kvar gong.",
    ),
    low=2,
    high=50,
    unit=Text("m", "m", "m"),
    counts=False,
    carried=True,
)
START = Choice(
    code="start",
    label=Text("Start", "Start", "Start"),
    help=Text("Use the same start every time.", "Bruk samme start hver gang.", "Bruk same start kvar gong."),
    options=(
        Option("standing", Text("From standing still", "Fra stillestående", "Frå ståande i ro")),
        Option("rolling", Text("Already walking", "Går allerede", "Går allereie")),
    ),
    counts=False,
    carried=True,
)


def _score(answers: Mapping[str, Any], version: Version) -> Scored:
    """Metres by seconds. Someone who could not walk has no speed, and no course it was measured on."""
    seconds = number_of(answers, "seconds")
    whole = answered(answers, ("seconds",))
    conditions = {} if seconds is None else {**required(answers, COURSE), **told(answers, START.code)}
    return Scored(
        numbers={
            SPEED.code: None if seconds is None else metres_per_second(answers["course_length_m"], seconds, "seconds")
        },
        completeness={SPEED.code: whole},
        overall=whole,
        conditions=conditions,
        context=told(answers, "walking_aid"),
        remarks=() if seconds is None else untold(answers, START),
    )


DEFINITION = Instrument(
    code="gait_speed",
    name=Text("Walking speed", "Ganghastighet", "Gangfart"),
    short_name="Gangtest",
    purpose=Text("How fast the person walks", "Hvor fort personen går", "Kor fort personen går"),
    explanation=Text(
        "You walk a short way at your usual pace, and we time it. The result is how many metres you walk in a second. "
        "Higher is better.",
        "Du går et lite stykke i ditt vanlige tempo, og vi tar tiden. Resultatet er hvor mange meter du går i "
        "sekundet. Høyere er bedre.",
        "Du går eit lite stykke i ditt vanlege tempo, og vi tek tida. Resultatet er kor mange meter du går i "
        "sekundet. Høgare er betre.",
    ),
    versions=(
        Version(
            code="timed_walk",
            name=Text("Time over a known course", "Tid over kjent bane", "Tid over kjend bane"),
            fields=(
                COURSE,
                START,
                Seconds(
                    code="seconds",
                    label=Text("Time", "Tid", "Tid"),
                    help=Text(
                        "At the usual pace. Leave no time if the walk could not be done.",
                        "I vanlig tempo. Ikke skriv tid hvis personen ikke klarte å gå.",
                        "I vanleg tempo. Ikkje skriv tid om personen ikkje klarte å gå.",
                    ),
                    low=0.5,
                    high=600,
                    reasons=(Reason.UNABLE, Reason.REFUSED, Reason.TOO_ILL, Reason.NO_SPACE, Reason.NOT_DONE),
                ),
                WALKING_AID,
            ),
            values=(SPEED,),
        ),
    ),
    rule=_score,
    licence=Licence(
        LicenceClass.SHIP_SCORING_AND_LABELS,
        "Nobody: a distance and a time",
        Text(
            "Distance, time and our own labels.",
            "Avstand, tid og våre egne ord.",
            "Avstand, tid og våre eigne ord.",
        ),
        PERERA[1],
    ),
    source=PERERA[1],
    not_done=(Reason.UNABLE, Reason.REFUSED, Reason.TOO_ILL, Reason.NO_SPACE, Reason.NOT_RELEVANT, Reason.NOT_DONE),
    thresholds=LIMITS,
    cautions=(
        Text(
            "Speeds over another course, or with another start, are not comparable and are not compared.",
            "Hastigheter over en annen bane, eller med en annen start, kan ikke sammenlignes og blir det ikke.",
            "Fart over ei anna bane, eller med ein annan start, kan ikkje samanliknast og blir det ikkje.",
        ),
        Text(
            "The speed comes from the raw time, never from points.",
            "Hastigheten regnes ut fra den målte tiden, aldri av poeng.",
            "Farten blir rekna ut frå den målte tida, aldri av poeng.",
        ),
    ),
    floor=Text(
        "People who cannot walk the course have no speed: not 0.",
        "De som ikke klarer å gå banen, har ingen hastighet: ikke 0.",
        "Dei som ikkje klarer å gå bana, har ingen fart: ikkje 0.",
    ),
)
