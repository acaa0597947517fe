"""Short FES-I: concern about falling in seven items, 1 to 4 each, added to 7 to 28. Scoring only, without wording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.definition import Cutoff, Instrument, Licence, LicenceClass, Scored, Version
from fotfeste.care.assessment.rules.items import numbered, sum_of_items, total_in_points
from fotfeste.care.assessment.rules.thresholds import Source
from fotfeste.care.assessment.rules.values import Direction
from fotfeste.care.assessment.rules.wording import Text

ITEMS = numbered(7, low=1, high=4, reasons=(Reason.REFUSED, Reason.NOT_DONE))


def _score(answers: Mapping[str, Any], version: Version) -> Scored:
    """Sum of seven items, 7 to 28. No total when one is missing."""
    return sum_of_items(answers, {"total": [item.code for item in ITEMS]})


_KEMPEN = Source("Kempen et al., Age Ageing 2008;37:45-50", "https://doi.org/10.1093/ageing/afm157")
_QUOTED = Source("Bands quoted for the short form", verified=False)


def _band(name: Text, low: int, high: int) -> Cutoff:
    return Cutoff(
        of="total",
        name=name,
        low=low,
        high=high,
        source=_QUOTED,
        caution=Text(
            "These bands are not verified. They describe, and are never a result.",
            "Denne inndelingen er ikke kontrollert. Den beskriver og er aldri et resultat.",
            "Denne inndelinga er ikkje kontrollert. Ho skildrar og er aldri eit resultat.",
        ),
    )


DEFINITION = Instrument(
    code="fes_i_short",
    name=Text(
        "Falls Efficacy Scale International, short form",
        "Falls Efficacy Scale International, kort utgave",
        "Falls Efficacy Scale International, kort utgåve",
    ),
    short_name="FES-I kort",
    purpose=Text("Concern about falling", "Bekymring for å falle", "Uro for å falle"),
    explanation=Text(
        "You say how concerned you are about falling in seven everyday situations, from 1 to 4. The total goes from 7 "
        "to 28. Lower means less concern.",
        "Du sier hvor bekymret du er for å falle i sju situasjoner i hverdagen, fra 1 til 4. Summen går fra 7 til 28. "
        "Lavere betyr mindre bekymring.",
        "Du seier kor uroleg du er for å falle i sju situasjonar i kvardagen, frå 1 til 4. Summen går frå 7 til 28. "
        "Lågare tyder mindre uro.",
    ),
    versions=(
        Version(
            code="7_items",
            name=Text("7 items, 7–28", "7 punkter, 7–28", "7 punkt, 7–28"),
            fields=ITEMS,
            values=(total_in_points(low=7, high=28, direction=Direction.LOWER),),
        ),
    ),
    rule=_score,
    licence=Licence(
        LicenceClass.SHIP_SCORING_ONLY,
        "The FES-I authors; terms are not verified",
        Text(
            "Points and numbers of the items. The questions stand on the form you use.",
            "Poeng og nummer på punktene. Spørsmålene står på skjemaet dere bruker.",
            "Poeng og nummer på punkta. Spørsmåla står på skjemaet de bruker.",
        ),
        Source("Terms of the FES-I", verified=False),
    ),
    source=_KEMPEN,
    not_done=(Reason.REFUSED, Reason.TOO_ILL, Reason.NOT_RELEVANT, Reason.NOT_DONE),
    cutoffs=(
        _band(Text("Low concern", "Liten bekymring", "Lita uro"), 7, 8),
        _band(Text("Moderate concern", "Moderat bekymring", "Moderat uro"), 9, 13),
        _band(Text("High concern", "Stor bekymring", "Stor uro"), 14, 28),
    ),
    cautions=(
        Text(
            "Concern rises over time whether or not people fall. A rise alone does not say that training failed.",
            "Bekymringen øker over tid enten folk faller eller ikke. En økning alene sier ikke at treningen sviktet.",
            "Uroa aukar over tid anten folk fell eller ikkje. Ein auke åleine seier ikkje at treninga svikta.",
        ),
        Text(
            "Whether the short form shows change well is not settled, and no limit for change is verified.",
            "Om den korte utgaven viser endring godt, er ikke avgjort, og ingen grense for endring er kontrollert.",
            "Om den korte utgåva viser endring godt, er ikkje avgjort, og inga grense for endring er kontrollert.",
        ),
        Text(
            "The long form has 16 items and goes from 16 to 64. The two are not put together.",
            "Den lange utgaven har 16 punkter og går fra 16 til 64. De to slås ikke sammen.",
            "Den lange utgåva har 16 punkt og går frå 16 til 64. Dei to blir ikkje slegne saman.",
        ),
    ),
    floor=Text(
        "People with 28 cannot show more concern.",
        "De som har 28, kan ikke vise mer bekymring.",
        "Dei som har 28, kan ikkje vise meir uro.",
    ),
    ceiling=Text(
        "People with 7 are not concerned and cannot show less.",
        "De som har 7, er ikke bekymret og kan ikke vise mindre.",
        "Dei som har 7, er ikkje urolege og kan ikkje vise mindre.",
    ),
)
