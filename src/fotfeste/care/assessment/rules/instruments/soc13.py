"""SOC-13, sense of coherence: the total of 13 to 91, as worked out from the form. Result only.

Which of the items are reversed is not verified, so the items are not taken: a sum of them might run the wrong way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.definition import Instrument, Licence, LicenceClass, Scored, Version
from fotfeste.care.assessment.rules.fields import Number
from fotfeste.care.assessment.rules.items import as_given, total_in_points
from fotfeste.care.assessment.rules.thresholds import Source
from fotfeste.care.assessment.rules.values import POINTS, Direction
from fotfeste.care.assessment.rules.wording import Text

LOWEST, HIGHEST = 13, 91
_TOTAL = total_in_points(low=LOWEST, high=HIGHEST, direction=Direction.HIGHER)


def _score(answers: Mapping[str, Any], version: Version) -> Scored:
    """The total as given."""
    return as_given(answers, ("total",))


_HANDBOOK = Source(
    "Eriksson and Mittelmark, The Handbook of Salutogenesis, chapter 12",
    "https://doi.org/10.1007/978-3-319-04600-6_12",
)

DEFINITION = Instrument(
    code="soc13",
    name=Text(
        "Sense of Coherence, 13 items",
        "Opplevelse av sammenheng, 13 punkter",
        "Oppleving av samanheng, 13 punkt",
    ),
    short_name="SOC-13",
    purpose=Text(
        "Finding life understandable and manageable", "Å finne mening og mestring", "Å finne meining og meistring"
    ),
    explanation=Text(
        "You have answered thirteen questions about how you see life. They give a number from 13 to 91. Higher means "
        "that you find life more understandable and easier to handle.",
        "Du har svart på tretten spørsmål om hvordan du ser på livet. De gir et tall fra 13 til 91. Høyere betyr at du "
        "opplever livet som mer forståelig og lettere å håndtere.",
        "Du har svart på tretten spørsmål om korleis du ser på livet. Dei gir eit tal frå 13 til 91. Høgare tyder at "
        "du opplever livet som meir forståeleg og lettare å handtere.",
    ),
    versions=(
        Version(
            code="total",
            name=Text("Total worked out elsewhere", "Sum regnet ut et annet sted", "Sum rekna ut ein annan stad"),
            fields=(
                Number(
                    code="total",
                    label=_TOTAL.name,
                    help=Text(
                        "After the reversed items were turned, as the form's own guide says.",
                        "Etter at de snudde punktene er snudd, slik veiledningen til skjemaet sier.",
                        "Etter at dei snudde punkta er snudde, slik rettleiinga til skjemaet seier.",
                    ),
                    low=LOWEST,
                    high=HIGHEST,
                    unit=POINTS,
                    whole=True,
                ),
            ),
            values=(_TOTAL,),
        ),
    ),
    rule=_score,
    licence=Licence(
        LicenceClass.RESULTS_ONLY,
        "Antonovsky; terms are not verified",
        Text(
            "The total. Which items are reversed is not verified, so no item is taken.",
            "Summen. Hvilke punkter som er snudd, er ikke kontrollert, så ingen punkter tas imot.",
            "Summen. Kva punkt som er snudde, er ikkje kontrollert, så ingen punkt blir tekne imot.",
        ),
        Source("Terms of the SOC-13", verified=False),
    ),
    source=_HANDBOOK,
    not_done=(Reason.REFUSED, Reason.TOO_ILL, Reason.NOT_RELEVANT, Reason.NOT_DONE),
    cautions=(
        Text(
            "Failed the tests of construct validity in people aged 75 and over (n=1,753; Jakobsson 2011). Do not let "
            "it decide anything for one person.",
            "Besto ikke prøvene på begrepsvaliditet hos folk på 75 år og mer (n=1753; Jakobsson 2011). La den ikke "
            "avgjøre noe for én person.",
            "Bestod ikkje prøvene på omgrepsvaliditet hos folk på 75 år og meir (n=1753; Jakobsson 2011). Lat han "
            "ikkje avgjere noko for éin person.",
        ),
        Text(
            "Meant as one total. It has no part scores, and no limit for change is known.",
            "Ment som én sum. Den har ingen delskårer, og ingen grense for endring er kjent.",
            "Meint som éin sum. Han har ingen delskårar, og inga grense for endring er kjend.",
        ),
    ),
    floor=Text(
        "People with 13 cannot show a decline.",
        "De som har 13, kan ikke vise tilbakegang.",
        "Dei som har 13, kan ikkje vise tilbakegang.",
    ),
    ceiling=Text(
        "People with 91 cannot show more.",
        "De som har 91, kan ikke vise mer.",
        "Dei som har 91, kan ikkje vise meir.",
    ),
)
