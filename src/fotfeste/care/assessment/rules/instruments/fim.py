"""FIM: the motor and the cognitive score and their total, as a trained rater worked them out. Results only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fotfeste.care.assessment.rules.answers import AnswerError, Reason
from fotfeste.care.assessment.rules.definition import Instrument, Licence, LicenceClass, Scored, Version
from fotfeste.care.assessment.rules.fields import Number
from fotfeste.care.assessment.rules.items import number_of
from fotfeste.care.assessment.rules.thresholds import Source
from fotfeste.care.assessment.rules.values import POINTS, Completeness, Direction, Missing, ValueDefinition
from fotfeste.care.assessment.rules.wording import Text, plain, same


@dataclass(frozen=True, slots=True)
class Result:
    """One of the three results and its range: 13 and 5 items of 1 to 7, and all 18."""

    code: str
    name: Text
    low: int
    high: int


TOTAL = Result("total", Text("Total", "Sum", "Sum"), 18, 126)
MOTOR = Result("motor", Text("Motor", "Motorisk", "Motorisk"), 13, 91)
COGNITIVE = Result("cognitive", Text("Cognitive", "Kognitiv", "Kognitiv"), 5, 35)
RESULTS = (TOTAL, MOTOR, COGNITIVE)


def _score(answers: Mapping[str, Any], version: Version) -> Scored:
    """What was given. The total of two parts is their sum; a part is never worked out from a total.

    One number alone is a whole result, since others often send only that; the values without a number stay open.
    """
    given = {one.code: number for one in RESULTS if (number := number_of(answers, one.code)) is not None}
    _refuse_unless_they_agree(given)
    if "motor" in given and "cognitive" in given:
        given["total"] = given["motor"] + given["cognitive"]
    nothing = tuple(Missing(one.code) for one in RESULTS)
    return Scored(
        numbers={one.code: given.get(one.code) for one in RESULTS},
        completeness={
            one.code: Completeness(1, 1) if one.code in given else Completeness(0, 1, (Missing(one.code),))
            for one in RESULTS
        },
        overall=Completeness(len(given), len(given)) if given else Completeness(0, len(RESULTS), nothing),
    )


def _refuse_unless_they_agree(given: Mapping[str, float]) -> None:
    """With a total and both parts, the total is their sum; with one part, the other must still be possible."""
    if "total" not in given:
        return
    lowest = sum(given.get(part.code, part.low) for part in (MOTOR, COGNITIVE))
    highest = sum(given.get(part.code, part.high) for part in (MOTOR, COGNITIVE))
    if not lowest <= given["total"] <= highest:
        raise AnswerError(
            "total",
            Text(
                "The total is {total}, but with these parts it must lie from {low} to {high}.",
                "Summen er {total}, men med disse delene må den ligge fra {low} til {high}.",
                "Summen er {total}, men med desse delane må han liggje frå {low} til {high}.",
            ).filled(total=plain(given["total"]), low=plain(lowest), high=plain(highest)),
            Text(
                "Check the three numbers against the form.",
                "Se over de tre tallene mot skjemaet.",
                "Sjå over dei tre tala mot skjemaet.",
            ),
        )


_NINDS = Source(
    "NINDS Common Data Elements, FIM",
    "https://commondataelements.ninds.nih.gov/report-viewer/24514/"
    "Functional%20Independence%20Measure%20(FIM)%20-%20Motor%20Subscale",
)

DEFINITION = Instrument(
    code="fim",
    name=same("FIM"),
    short_name="FIM",
    purpose=Text("Help in everyday functions", "Hjelp i daglige funksjoner", "Hjelp i daglege funksjonar"),
    explanation=Text(
        "A trained person has noted how much help you need in eighteen everyday things. The total goes from 18 to 126. "
        "More points means less help.",
        "En som er opplært i det, har notert hvor mye hjelp du trenger i atten ting i hverdagen. Summen går fra 18 til "
        "126. Flere poeng betyr mindre hjelp.",
        "Ein som er opplærd i det, har notert kor mykje hjelp du treng i atten ting i kvardagen. Summen går frå 18 til "
        "126. Fleire poeng tyder mindre hjelp.",
    ),
    versions=(
        Version(
            code="totals",
            name=Text(
                "Scores worked out elsewhere", "Skårer regnet ut et annet sted", "Skårar rekna ut ein annan stad"
            ),
            fields=tuple(
                Number(code=one.code, label=one.name, low=one.low, high=one.high, unit=POINTS, whole=True)
                for one in (MOTOR, COGNITIVE, TOTAL)
            ),
            values=tuple(
                ValueDefinition(
                    code=one.code,
                    name=one.name,
                    unit=POINTS,
                    low=one.low,
                    high=one.high,
                    direction=Direction.HIGHER,
                    main=one is TOTAL,
                )
                for one in RESULTS
            ),
        ),
    ),
    rule=_score,
    licence=Licence(
        LicenceClass.RESULTS_ONLY,
        "Uniform Data System for Medical Rehabilitation (UDSMR)",
        Text(
            "The scores. The instrument is owned, and nothing of it may be copied without written permission.",
            "Skårene. Verktøyet har en eier, og ikke noe av det kan kopieres uten skriftlig tillatelse.",
            "Skårane. Verktøyet har ein eigar, og ikkje noko av det kan kopierast utan skriftleg løyve.",
        ),
        _NINDS,
    ),
    source=_NINDS,
    not_done=(Reason.REFUSED, Reason.TOO_ILL, Reason.NOT_RELEVANT, Reason.NOT_DONE),
    cautions=(
        Text(
            "Needs trained raters. Only the numbers are taken here, and no item.",
            "Krever opplærte skårere. Her tas bare tallene imot, ingen enkeltpunkter.",
            "Krev opplærte skårarar. Her blir berre tala tekne imot, ingen einskildpunkt.",
        ),
        Text(
            "No limit for change is verified. The 22 points often quoted for stroke are not used here.",
            "Ingen grense for endring er kontrollert. De 22 poengene som ofte nevnes ved hjerneslag, brukes ikke her.",
            "Inga grense for endring er kontrollert. Dei 22 poenga som ofte blir nemnde ved hjerneslag, blir ikkje "
            "brukte her.",
        ),
    ),
    floor=Text(
        "People with 18 need full help with everything and cannot show a decline.",
        "De som har 18, trenger full hjelp til alt og kan ikke vise tilbakegang.",
        "Dei som har 18, treng full hjelp til alt og kan ikkje vise tilbakegang.",
    ),
    ceiling=Text(
        "People with 126 manage everything by themselves and cannot show more.",
        "De som har 126, klarer alt selv og kan ikke vise mer.",
        "Dei som har 126, klarer alt sjølve og kan ikkje vise meir.",
    ),
)
