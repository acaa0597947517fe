"""PSFS: 0 to 10 in three to five activities the person chose. The direction of the scale depends on the form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.definition import Instrument, Licence, LicenceClass, Scored, Version
from fotfeste.care.assessment.rules.fields import Block, FreeText, Rating
from fotfeste.care.assessment.rules.shapes.own_words import score_chosen
from fotfeste.care.assessment.rules.thresholds import Kind, Source, Threshold
from fotfeste.care.assessment.rules.values import POINTS, Direction, ValueDefinition
from fotfeste.care.assessment.rules.wording import Text


def _score(answers: Mapping[str, Any], version: Version) -> Scored:
    """Mean over the activities rated this time, on the scale of the form as it stands: it is never turned round."""
    return score_chosen(answers, block="activities", rated=("rating",), fewest=3)


_NAME = Text("Mean of activities", "Snitt av aktivitetene", "Snitt av aktivitetane")
_CANNOT = Text("Cannot do it", "Får det ikke til", "Får det ikkje til")
_NO_PROBLEM = Text("No difficulty", "Ingen vansker", "Ingen vanskar")
_RKR = Source(
    "RKRs måleverktøydatabase, Sunnaas sykehus",
    "https://www.sunnaas.no/fag-og-forskning/kompetansesentre-og-tjenester/"
    "regional-kompetansetjeneste-for-rehabilitering-rkr/Fagutvikling/maleverktoy/maleverktoydatabase/"
    "psfs-patient-specific-functional-scale/",
)


def _version(code: str, name: Text, direction: Direction, low_label: Text, high_label: Text) -> Version:
    return Version(
        code=code,
        name=name,
        fields=(
            Block(
                code="activities",
                label=Text("Chosen activities", "Valgte aktiviteter", "Valde aktivitetar"),
                help=Text("Three to five.", "Tre til fem.", "Tre til fem."),
                max_entries=5,
                fields=(
                    FreeText(
                        code="text",
                        label=Text("In the person's words", "Med personens ord", "Med personen sine eigne ord"),
                        counts=False,
                        once=True,
                    ),
                    Rating(
                        code="rating",
                        label=Text("How it goes now", "Hvordan det går nå", "Korleis det går no"),
                        low=0,
                        high=10,
                        low_label=low_label,
                        high_label=high_label,
                        reasons=(Reason.NOT_RELEVANT, Reason.REFUSED, Reason.NOT_DONE),
                    ),
                ),
            ),
        ),
        values=(
            ValueDefinition(
                code="rating",
                name=_NAME,
                unit=POINTS,
                low=0,
                high=10,
                direction=direction,
                decimals=1,
            ),
        ),
    )


def _limit(kind: Kind, value: float) -> Threshold:
    return Threshold(
        of="rating",
        kind=kind,
        value=value,
        unit="points",
        population=Text(
            "muscle and joint complaints, n=1,708",
            "plager i muskler og ledd, n=1708",
            "plager i musklar og ledd, n=1708",
        ),
        source=Source(
            "J Orthop Sports Phys Ther 2014;44:560",
            "https://www.integrative-archives.com/2014/04/minimum-important-differences-for-the-patient-specific-"
            "functional-scale-4-region-specific-outcome-measures-and-the-numeric-pain-rating-scale/",
        ),
        caution=Text(
            "Found in other patients; it may not hold in reablement.",
            "Funnet hos andre pasienter; det er ikke sikkert den gjelder i hverdagsrehabilitering.",
            "Funnen hos andre pasientar; det er ikkje sikkert ho gjeld i kvardagsrehabilitering.",
        ),
    )


DEFINITION = Instrument(
    code="psfs",
    name=Text(
        "Patient-Specific Functional Scale", "Pasientspesifikk funksjonsskala", "Pasientspesifikk funksjonsskala"
    ),
    short_name="PSFS",
    purpose=Text("How well chosen activities go", "Hvor bra valgte aktiviteter går", "Kor bra valde aktivitetar går"),
    explanation=Text(
        "You choose three to five activities that are hard for you now. You give each a number from 0 to 10 for how it "
        "goes. The form says which end is good.",
        "Du velger tre til fem aktiviteter som er vanskelige for deg nå. Du gir hver av dem et tall fra 0 til 10 for "
        "hvordan det går. Skjemaet sier hvilken ende som er bra.",
        "Du vel tre til fem aktivitetar som er vanskelege for deg no. Du gir kvar av dei eit tal frå 0 til 10 for "
        "korleis det går. Skjemaet seier kva ende som er bra.",
    ),
    versions=(
        _version(
            "rkr",
            Text("RKR form: 10 is no difficulty", "RKR-skjema: 10 er ingen vansker", "RKR-skjema: 10 er ingen vanskar"),
            Direction.HIGHER,
            _CANNOT,
            _NO_PROBLEM,
        ),
        _version(
            "moseng",
            Text(
                "Moseng 2013: 0 is no difficulty", "Moseng 2013: 0 er ingen vansker", "Moseng 2013: 0 er ingen vanskar"
            ),
            Direction.LOWER,
            _NO_PROBLEM,
            _CANNOT,
        ),
    ),
    rule=_score,
    licence=Licence(
        LicenceClass.SHIP_SCORING_AND_LABELS,
        "No cost and no licence, according to RKR",
        Text(
            "The ratings, the person's own activities and our own labels.",
            "Tallene, personens egne aktiviteter og våre egne ord.",
            "Tala, dei eigne aktivitetane til personen og våre eigne ord.",
        ),
        _RKR,
    ),
    source=_RKR,
    not_done=(Reason.REFUSED, Reason.TOO_ILL, Reason.NOT_RELEVANT, Reason.NOT_DONE),
    thresholds=(_limit(Kind.SMALL, 1.3), _limit(Kind.MEDIUM, 2.3), _limit(Kind.LARGE, 2.7)),
    cautions=(
        Text(
            "The two Norwegian forms run opposite ways. Their scores are never put together.",
            "De to norske skjemaene går hver sin vei. Skårene slås aldri sammen.",
            "Dei to norske skjemaa går kvar sin veg. Skårane blir aldri slegne saman.",
        ),
        Text(
            "Does not suit severe cognitive impairment.",
            "Passer ikke ved alvorlig kognitiv svikt.",
            "Passar ikkje ved alvorleg kognitiv svikt.",
        ),
        Text(
            "How large a change must be to lie above the measurement error in older people is not verified.",
            "Hvor stor en endring må være for å ligge over målefeilen hos eldre, er ikke kontrollert.",
            "Kor stor ei endring må vere for å liggje over målefeilen hos eldre, er ikkje kontrollert.",
        ),
    ),
)
