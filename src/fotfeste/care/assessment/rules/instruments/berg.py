"""Berg Balance Scale: fourteen balance tasks, 0 to 4 each, added to 0 to 56. Scoring only, without any wording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.definition import Cutoff, Instrument, Licence, LicenceClass, Scored, Version
from fotfeste.care.assessment.rules.items import numbered, sum_of_items, total_in_points
from fotfeste.care.assessment.rules.thresholds import Kind, Source, Threshold
from fotfeste.care.assessment.rules.values import Direction
from fotfeste.care.assessment.rules.wording import Text, same

# A task the person cannot do is a step of its scale in the manual, so `unable` is no reason here.
ITEMS = numbered(14, low=0, high=4, reasons=(Reason.REFUSED, Reason.TOO_ILL, Reason.NO_SPACE, Reason.NOT_DONE))


def _score(answers: Mapping[str, Any], version: Version) -> Scored:
    """Sum of fourteen items, 0 to 56. No total when one is missing."""
    return sum_of_items(answers, {"total": [item.code for item in ITEMS]})


_DONOGHUE = Source("Donoghue and Stokes, J Rehabil Med 2009", "https://doi.org/10.2340/16501977-0337")


def _mdc(value: float, band: tuple[float, float]) -> Threshold:
    """A change above measurement error (95 %) for those who started in this band. The start decides, not the end."""
    words = {"low": f"{band[0]:g}", "high": f"{band[1]:g}"}
    return Threshold(
        of="total",
        kind=Kind.MDC,
        value=value,
        unit="points",
        population=Text(
            "older than 65, n=118, with {low}–{high} points at the start",
            "over 65 år, n=118, med {low}–{high} poeng ved start",
            "over 65 år, n=118, med {low}–{high} poeng ved start",
        ).filled(**words),
        source=_DONOGHUE,
        baseline_band=band,
    )


DEFINITION = Instrument(
    code="berg",
    name=same("Berg Balance Scale"),
    short_name="Berg",
    purpose=Text(
        "Balance in everyday movements", "Balanse i hverdagslige bevegelser", "Balanse i kvardagslege rørsler"
    ),
    explanation=Text(
        "We look at how steady you are in fourteen movements, sitting and standing. Each gives from 0 to 4 points, 56 "
        "in all. More points is better.",
        "Vi ser på hvor stødig du er i fjorten bevegelser, sittende og stående. Hver gir fra 0 til 4 poeng, 56 til "
        "sammen. Flere poeng er bedre.",
        "Vi ser på kor stødig du er i fjorten rørsler, sitjande og ståande. Kvar gir frå 0 til 4 poeng, 56 til "
        "saman. Fleire poeng er betre.",
    ),
    versions=(
        Version(
            code="14_items",
            name=Text("14 items, 0–56", "14 punkter, 0–56", "14 punkt, 0–56"),
            fields=ITEMS,
            values=(total_in_points(low=0, high=56, direction=Direction.HIGHER),),
        ),
    ),
    rule=_score,
    licence=Licence(
        LicenceClass.SHIP_SCORING_ONLY,
        "Berg and co-authors; terms for the item texts are not verified",
        Text(
            "Points and numbers of the items. The wording and the levels stand in the manual you score from.",
            "Poeng og nummer på punktene. Ordlyden og trinnene står i manualen du skårer etter.",
            "Poeng og nummer på punkta. Ordlyden og trinna står i manualen du skårar etter.",
        ),
        Source("Terms of the Berg Balance Scale", verified=False),
    ),
    source=_DONOGHUE,
    not_done=(Reason.REFUSED, Reason.TOO_ILL, Reason.NO_SPACE, Reason.NOT_RELEVANT, Reason.NOT_DONE),
    thresholds=(_mdc(4, (45, 56)), _mdc(5, (35, 44)), _mdc(7, (25, 34)), _mdc(5, (0, 24))),
    cutoffs=(
        Cutoff(
            of="total",
            name=Text("45 or less", "45 eller mindre", "45 eller mindre"),
            high=45,
            source=Source("Often quoted as a screen for falls", verified=False),
            caution=Text(
                "Not verified, nor whether 45 itself belongs. Used to screen and to start a conversation, never as a "
                "result.",
                "Ikke kontrollert, heller ikke om 45 selv hører med. Brukes til screening og som inngang til en "
                "samtale, aldri som resultat.",
                "Ikkje kontrollert, heller ikkje om 45 sjølv høyrer med. Blir brukt til screening og som inngang til "
                "ein samtale, aldri som resultat.",
            ),
        ),
    ),
    cautions=(
        Text(
            "How large a change must be depends on the score at the start, not at the end.",
            "Hvor stor endringen må være, følger skåren ved start, ikke ved avslutning.",
            "Kor stor endringa må vere, følgjer skåren ved start, ikkje ved avslutning.",
        ),
        Text(
            "A task the person cannot do is scored as the manual says. It is not a missing item.",
            "Et punkt personen ikke klarer, skåres slik manualen sier. Det er ikke et manglende punkt.",
            "Eit punkt personen ikkje klarer, blir skåra slik manualen seier. Det er ikkje eit punkt som manglar.",
        ),
    ),
    floor=Text(
        "People with 0 cannot show a decline.",
        "De som har 0, kan ikke vise tilbakegang.",
        "Dei som har 0, kan ikkje vise tilbakegang.",
    ),
    ceiling=Text(
        "People with good balance come near 56 and can show little more.",
        "De som har god balanse, kommer nær 56 og kan vise lite mer.",
        "Dei som har god balanse, kjem nær 56 og kan vise lite meir.",
    ),
)
