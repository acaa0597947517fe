"""ADL taxonomy, the result only: per area, whether the person can. Ordinal, of areas that matter to the person: no sum.

The activities below each area and the circle belong to the owners of ADL-Taxonomin and are not here. The twelve areas
are named in our own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.definition import Instrument, Licence, LicenceClass, Scored, Version
from fotfeste.care.assessment.rules.fields import Choice, Field, IntegerChoice, Option
from fotfeste.care.assessment.rules.items import answered, number_of
from fotfeste.care.assessment.rules.thresholds import Source
from fotfeste.care.assessment.rules.values import Direction, ValueDefinition
from fotfeste.care.assessment.rules.wording import Text

# Twelve areas, as counted in vidensportal.dk (voksne med handicap, ADL-taxonomien).
AREAS = {
    "eating": Text("Food and drink", "Mat og drikke", "Mat og drikke"),
    "moving": Text("Moving about", "Å forflytte seg", "Å flytte seg"),
    "toilet": Text("The toilet", "Toalettet", "Toalettet"),
    "dressing": Text("Clothes on and off", "Klær av og på", "Klede av og på"),
    "washing": Text("Washing", "Vask og dusj", "Vask og dusj"),
    "body_care": Text("Hair, nails and skin", "Hår, negler og hud", "Hår, negler og hud"),
    "contact": Text("Talk and contact", "Samtale og kontakt", "Samtale og kontakt"),
    "travel": Text("Getting to places", "Å komme seg steder", "Å kome seg til stader"),
    "cooking": Text("Making meals", "Å lage mat", "Å lage mat"),
    "shopping": Text("Buying things", "Å handle", "Å handle"),
    "cleaning": Text("Keeping the home clean", "Å holde det rent hjemme", "Å halde det reint heime"),
    "laundry": Text("Laundry", "Klesvask", "Klesvask"),
}
_CAN = (
    Text("Cannot", "Kan ikke", "Kan ikkje"),
    Text("Can with difficulty or help", "Kan med vansker eller hjelp", "Kan med vanskar eller hjelp"),
    Text("Can", "Kan", "Kan"),
)
_YES_NO = (Option("no", Text("No", "Nei", "Nei")), Option("yes", Text("Yes", "Ja", "Ja")))


def _score(answers: Mapping[str, Any], version: Version) -> Scored:
    """Each area as it stands. Whether the person does it, and wants to, is kept beside and not scored."""
    areas = tuple(AREAS)
    return Scored(
        numbers={area: number_of(answers, area) for area in areas},
        completeness={area: answered(answers, (area,)) for area in areas},
        overall=answered(answers, areas),
    )


def _questions(area: str, name: Text) -> tuple[Field, ...]:
    about = Text("{area}: {what}", "{area}: {what}", "{area}: {what}")
    return (
        IntegerChoice(
            code=area,
            label=name,
            options=tuple(Option(step, words) for step, words in enumerate(_CAN)),
            reasons=(Reason.NOT_RELEVANT, Reason.REFUSED, Reason.NOT_DONE),
        ),
        Choice(
            code=f"{area}_does",
            label=about.filled(area=name, what=Text("does it", "gjør det", "gjer det")),
            options=_YES_NO,
            counts=False,
        ),
        Choice(
            code=f"{area}_wants",
            label=about.filled(area=name, what=Text("wants to", "vil det", "vil det")),
            options=_YES_NO,
            counts=False,
        ),
    )


_OWNERS = Source(
    "Sveriges Arbetsterapeuter: ADL-Taxonomin",
    "https://arbetsterapeuterna.se/foerbundet/webbutik-och-gratismaterial/"
    "adl-taxonomin-en-bedoemning-av-aktivitetsfoermaaga/",
)

DEFINITION = Instrument(
    code="adl_taxonomy",
    name=Text("ADL taxonomy (result)", "ADL-taksonomien (resultat)", "ADL-taksonomien (resultat)"),
    short_name="ADL-taksonomien",
    purpose=Text(
        "What the person can do in twelve areas of everyday life",
        "Hva personen kan på tolv områder i hverdagen",
        "Kva personen kan på tolv område i kvardagen",
    ),
    explanation=Text(
        "We go through twelve areas of everyday life and note what you can do, what you can do with difficulty or "
        "help, and what you cannot do now. Areas that do not concern you are left out.",
        "Vi går gjennom tolv deler av hverdagen. Vi noterer hva du kan, hva du kan med strev eller hjelp, og hva du "
        "ikke kan nå. Det som ikke gjelder deg, hopper vi over.",
        "Vi går gjennom tolv delar av kvardagen. Vi noterer kva du kan, kva du kan med strev eller hjelp, og kva du "
        "ikkje kan no. Det som ikkje gjeld deg, hoppar vi over.",
    ),
    versions=(
        Version(
            code="areas",
            name=Text("Result per area", "Resultat per område", "Resultat per område"),
            fields=tuple(question for area, name in AREAS.items() for question in _questions(area, name)),
            values=tuple(
                ValueDefinition(
                    code=area,
                    name=name,
                    unit=Text("step", "trinn", "trinn"),
                    low=0,
                    high=len(_CAN) - 1,
                    direction=Direction.HIGHER,
                    main=False,
                    averaged=False,
                )
                for area, name in AREAS.items()
            ),
        ),
    ),
    rule=_score,
    licence=Licence(
        LicenceClass.RESULTS_ONLY,
        "ADL-Taxonomin, Sveriges Arbetsterapeuter",
        Text(
            "The result per area, in words of our own. The municipality buys the form and the manual.",
            "Resultatet per område, med våre egne ord. Kommunen kjøper skjema og manual.",
            "Resultatet per område, med våre eigne ord. Kommunen kjøper skjema og manual.",
        ),
        _OWNERS,
    ),
    source=_OWNERS,
    not_done=(Reason.REFUSED, Reason.TOO_ILL, Reason.NOT_RELEVANT, Reason.NOT_DONE),
    cautions=(
        Text(
            "The form must be bought; this only keeps what was found with it.",
            "Skjemaet må kjøpes; her står bare det dere fant med det.",
            "Skjemaet må kjøpast; her står berre det de fann med det.",
        ),
        Text(
            "An area is “can” only when everything in it that concerns the person can be done.",
            "Et område er «kan» bare når alt i det som er aktuelt for personen, kan gjøres.",
            "Eit område er «kan» berre når alt i det som er aktuelt for personen, kan gjerast.",
        ),
        Text(
            "There is no sum: the areas are not of equal size, and not all of them concern everyone.",
            "Det finnes ingen sum: områdene er ikke like store, og ikke alle er aktuelle for alle.",
            "Det finst ingen sum: områda er ikkje like store, og ikkje alle er aktuelle for alle.",
        ),
    ),
)
