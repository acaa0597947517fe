"""WHO-5 well-being: five items, 0 to 5 each, added to 0 to 25 and by four to 0 to 100. Scoring only, without wording.

The two scales are mixed up in practice, so both are given: the published cut-off stands on the raw score, and the
published limit for change on the percentage score.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.definition import Cutoff, Instrument, Licence, LicenceClass, Scored, Version
from fotfeste.care.assessment.rules.items import numbered, sum_of_items
from fotfeste.care.assessment.rules.thresholds import Kind, Source, Threshold
from fotfeste.care.assessment.rules.values import POINTS, Direction, ValueDefinition
from fotfeste.care.assessment.rules.wording import Text

ITEMS = numbered(5, low=0, high=5, reasons=(Reason.REFUSED, Reason.NOT_DONE))
PERCENT_FOR_A_POINT = 4


def _score(answers: Mapping[str, Any], version: Version) -> Scored:
    """Sum of five items, 0 to 25, and the same by four. Neither when an item is missing."""
    codes = [item.code for item in ITEMS]
    scored = sum_of_items(answers, {"percent": codes, "raw": codes})
    raw = scored.numbers["raw"]
    return replace(scored, numbers={"raw": raw, "percent": None if raw is None else raw * PERCENT_FOR_A_POINT})


_VALANT = Source("WHO-5, scoring guide at Valant", "https://help.valant.com/who-five-well-being-index-who-5")

DEFINITION = Instrument(
    code="who5",
    name=Text("WHO-5 well-being index", "WHO-5 trivselsindeks", "WHO-5 trivselsindeks"),
    short_name="WHO-5",
    purpose=Text("Well-being lately", "Trivsel i det siste", "Trivsel i det siste"),
    explanation=Text(
        "You answer five questions about how you have felt lately, from 0 to 5. The answers are added and made into a "
        "number from 0 to 100. Higher is better.",
        "Du svarer på fem spørsmål om hvordan du har hatt det i det siste, fra 0 til 5. Svarene legges sammen og "
        "gjøres om til et tall fra 0 til 100. Høyere er bedre.",
        "Du svarer på fem spørsmål om korleis du har hatt det i det siste, frå 0 til 5. Svara blir lagde saman og "
        "gjorde om til eit tal frå 0 til 100. Høgare er betre.",
    ),
    versions=(
        Version(
            code="5_items",
            name=Text("5 items", "5 punkter", "5 punkt"),
            fields=ITEMS,
            values=(
                ValueDefinition(
                    code="percent",
                    name=Text("Percentage score", "Prosentskår", "Prosentskår"),
                    unit=Text("percent", "prosent", "prosent"),
                    low=0,
                    high=100,
                    direction=Direction.HIGHER,
                ),
                ValueDefinition(
                    code="raw",
                    name=Text("Raw score", "Råskår", "Råskår"),
                    unit=POINTS,
                    low=0,
                    high=25,
                    direction=Direction.HIGHER,
                    main=False,
                ),
            ),
        ),
    ),
    rule=_score,
    licence=Licence(
        LicenceClass.SHIP_SCORING_ONLY,
        "World Health Organization; terms are not verified",
        Text(
            "Points and numbers of the items. The questions stand on the form you use.",
            "Poeng og nummer på punktene. Spørsmålene står på skjemaet dere bruker.",
            "Poeng og nummer på punkta. Spørsmåla står på skjemaet de bruker.",
        ),
        Source("Terms of the WHO-5", verified=False),
    ),
    source=_VALANT,
    not_done=(Reason.REFUSED, Reason.TOO_ILL, Reason.NOT_RELEVANT, Reason.NOT_DONE),
    thresholds=(
        Threshold(
            of="percent",
            kind=Kind.SUGGESTED,
            value=10,
            unit="percentage points",
            population=Text(
                "scoring guide; no population given",
                "skåringsveiledning; ingen gruppe oppgitt",
                "skåringsrettleiing; inga gruppe oppgjeven",
            ),
            source=_VALANT,
            caution=Text(
                "Ten of the hundred, which is two and a half of the 25 raw points.",
                "Ti av de hundre, altså to og et halvt av de 25 råpoengene.",
                "Ti av dei hundre, altså to og eit halvt av dei 25 råpoenga.",
            ),
        ),
    ),
    cutoffs=(
        Cutoff(
            of="raw",
            name=Text("Poor well-being", "Dårlig trivsel", "Dårleg trivsel"),
            high=12,
            source=_VALANT,
            caution=Text(
                "A reason to ask more about how the person is, not a diagnosis.",
                "En grunn til å spørre mer om hvordan personen har det, ikke en diagnose.",
                "Ein grunn til å spørje meir om korleis personen har det, ikkje ein diagnose.",
            ),
        ),
    ),
    cautions=(
        Text(
            "There are two scales, 0–25 and 0–100. Below 13 belongs to the first, a change of 10 to the second.",
            "Det er to skalaer, 0–25 og 0–100. Under 13 hører til den første, en endring på 10 til den andre.",
            "Det er to skalaer, 0–25 og 0–100. Under 13 høyrer til den første, ei endring på 10 til den andre.",
        ),
        Text(
            "Bands such as 0–50 and 51–79 percent are found on the web, but not with the WHO.",
            "Inndelinger som 0–50 og 51–79 prosent finnes på nettet, men ikke hos WHO.",
            "Inndelingar som 0–50 og 51–79 prosent finst på nettet, men ikkje hos WHO.",
        ),
    ),
    floor=Text(
        "People with 0 cannot show a decline.",
        "De som har 0, kan ikke vise tilbakegang.",
        "Dei som har 0, kan ikkje vise tilbakegang.",
    ),
    ceiling=Text(
        "People with 100 cannot show more.",
        "De som har 100, kan ikke vise mer.",
        "Dei som har 100, kan ikkje vise meir.",
    ),
)
