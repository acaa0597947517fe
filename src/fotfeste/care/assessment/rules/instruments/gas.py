"""Goal Attainment Scaling: how far each goal was reached, -2 to +2, and the T-score over all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

from fotfeste.care.assessment.rules.answers import AnswerError, Reason
from fotfeste.care.assessment.rules.definition import Instrument, Licence, LicenceClass, Scored, Version
from fotfeste.care.assessment.rules.fields import Block, Entry, FreeText, IntegerChoice, Number, Option, Rating
from fotfeste.care.assessment.rules.shapes.own_words import entries_rated, rating_of
from fotfeste.care.assessment.rules.thresholds import Source
from fotfeste.care.assessment.rules.values import POINTS, Direction, Part, ValueDefinition
from fotfeste.care.assessment.rules.wording import Text, joined, same

RHO = 0.3  # the correlation between goals that the method takes for granted
WEIGHTS = ("importance", "difficulty")


def t_score(goals: Sequence[tuple[float, float]]) -> float | None:
    """T for (score, weight) of each goal: 50 + 10 Σwx / sqrt((1-ρ) Σw² + ρ (Σw)²). None when nothing has weight.

    The formulas on pages 364 and 367 of the practical guide of 2009 were printed wrong; this is the one of its erratum.
    """
    heaviest = max((w for _, w in goals), default=0)
    if not heaviest:
        return None
    # Only the proportion of the weights counts; on a scale of their own, no square can vanish or overflow.
    scaled = [(x, w / heaviest) for x, w in goals]
    weight = sum(w for _, w in scaled)
    spread = sqrt((1 - RHO) * sum(w * w for _, w in scaled) + RHO * weight * weight)
    return 50 + 10 * sum(w * x for x, w in scaled) / spread


def _weight(entry: Entry, where: str) -> float:
    """Importance times difficulty, or the weight itself, or 1 when neither is given."""
    direct, factors = rating_of(entry, "weight"), [rating_of(entry, code) for code in WEIGHTS]
    given = [code for code, factor in zip(WEIGHTS, factors, strict=True) if factor is not None]
    if direct is not None and given:
        raise AnswerError(
            f"{where}.weight",
            Text(
                "Both a weight and what it is made of are given.",
                "Både en vekt og det den regnes ut av, er oppgitt.",
                "Både ei vekt og det ho blir rekna ut av, er oppgjevne.",
            ),
            Text("Give one of the two.", "Oppgi en av delene.", "Oppgje ein av delane."),
        )
    if len(given) == 1:
        raise AnswerError(
            f"{where}.{next(code for code in WEIGHTS if code not in given)}",
            Text(
                "A weight is importance times difficulty, and one of them is missing.",
                "Vekten er viktighet ganger vanskelighetsgrad, og en av dem mangler.",
                "Vekta er viktigheit gonger vanskegrad, og ein av dei manglar.",
            ),
            Text("Give both, or neither.", "Oppgi begge, eller ingen av dem.", "Oppgje begge, eller ingen av dei."),
        )
    return factors[0] * factors[1] if given else 1.0 if direct is None else direct


def _score(answers: Mapping[str, Any], version: Version) -> Scored:
    """T over the goals scored this time. A goal of weight 0 is in the list and not in the sum.

    When every goal has weight 0 there is nothing to work out, and that is refused: it can only be a mistake.
    """
    entries: tuple[Entry, ...] = answers["goals"] or ()
    weights = [_weight(entry, f"goals.{place}") for place, entry in enumerate(entries, start=1)]
    if entries and not any(weights):
        raise AnswerError(
            "goals",
            Text(
                "No goal has any weight, so there is nothing to work out.",
                "Ingen mål har noen vekt, så det er ingenting å regne ut.",
                "Ingen mål har noka vekt, så det er ingenting å rekne ut.",
            ),
            Text(
                "0 means that a goal does not count. Give at least one goal 1 or more.",
                "0 betyr at et mål ikke teller. Gi minst ett mål 1 eller mer.",
                "0 tyder at eit mål ikkje tel. Gi minst eitt mål 1 eller meir.",
            ),
        )
    parts = tuple(
        Part(entry.id, entry.answers["text"] or "", {"score": rating_of(entry, "score")}, weight)
        for entry, weight in zip(entries, weights, strict=True)
    )
    completeness = entries_rated(entries, ("score",), "goals")
    return Scored(
        numbers={"t_score": _pool("t_score", [part for part in parts if part.numbers["score"] is not None])},
        completeness={"t_score": completeness},
        overall=completeness,
        parts=parts,
        remarks=_remarks(entries, parts),
    )


def _pool(code: str, parts: Sequence[Part]) -> float | None:
    """T over these goals, all of them scored."""
    scored = [(score, part.weight) for part in parts if (score := part.numbers["score"]) is not None]
    return t_score(scored)


def _remarks(entries: Sequence[Entry], parts: Sequence[Part]) -> tuple[Text, ...]:
    remarks = []
    if out := [same(f"«{part.text or part.id}»") for part in parts if part.weight == 0]:
        remarks.append(
            Text(
                "Weight 0, so not counted: {names}.",
                "Vekt 0, så ikke regnet med: {names}.",
                "Vekt 0, så ikkje rekna med: {names}.",
            ).filled(names=joined(out))
        )
    weighted = [any(rating_of(entry, code) is not None for code in (*WEIGHTS, "weight")) for entry in entries]
    if any(weighted) and not all(weighted):
        remarks.append(
            Text(
                "Some goals are weighted and some are not. Those that are not count with weight 1.",
                "Noen mål er vektet og andre ikke. De som ikke er det, teller med vekt 1.",
                "Nokre mål er vekta og andre ikkje. Dei som ikkje er det, tel med vekt 1.",
            )
        )
    return tuple(remarks)


_SCORES = {
    -2: Text("Much less than expected", "Mye mindre enn ventet", "Mykje mindre enn venta"),
    -1: Text("Somewhat less than expected", "Noe mindre enn ventet", "Noko mindre enn venta"),
    0: Text("As expected", "Som ventet", "Som venta"),
    1: Text("Somewhat more than expected", "Noe mer enn ventet", "Noko meir enn venta"),
    2: Text("Much more than expected", "Mye mer enn ventet", "Mykje meir enn venta"),
}
_GUIDE = Source(
    "Turner-Stokes, Clin Rehabil 2009;23:362-370, with its erratum", "https://doi.org/10.1177/0269215508101742"
)


def _factor(code: str, label: Text) -> Rating:
    return Rating(code=code, label=label, low=0, high=3, counts=False, once=True)


DEFINITION = Instrument(
    code="gas",
    name=same("Goal Attainment Scaling"),
    short_name="GAS",
    purpose=Text(
        "How far the person's own goals were reached",
        "Hvor langt personen kom med sine egne mål",
        "Kor langt personen kom med sine eigne mål",
    ),
    explanation=Text(
        "We agree on what would be a good result for each of your goals. Later we see together whether you came as far "
        "as we thought, less far or further.",
        "Vi blir enige om hva som ville være et godt resultat for hvert av målene dine. Senere ser vi sammen om du kom "
        "så langt som vi tenkte, kortere eller lenger.",
        "Vi blir samde om kva som ville vere eit godt resultat for kvart av måla dine. Seinare ser vi saman om du kom "
        "så langt som vi tenkte, kortare eller lenger.",
    ),
    versions=(
        Version(
            code="five_steps",
            name=Text("Five steps, −2 to +2", "Fem trinn, −2 til +2", "Fem trinn, −2 til +2"),
            fields=(
                Block(
                    code="goals",
                    label=Text("Goals", "Mål", "Mål"),
                    help=Text(
                        "Write for each what is expected before the work begins.",
                        "Skriv for hvert mål hva som er ventet, før arbeidet begynner.",
                        "Skriv for kvart mål kva som er venta, før arbeidet byrjar.",
                    ),
                    max_entries=6,
                    entry_name=Text("Goal", "Mål", "Mål"),
                    fields=(
                        FreeText(
                            code="text",
                            label=Text(
                                "The goal, and what is expected",
                                "Målet, og hva som er ventet",
                                "Målet, og kva som er venta",
                            ),
                            counts=False,
                            once=True,
                        ),
                        _factor("importance", Text("How important", "Hvor viktig", "Kor viktig")),
                        _factor("difficulty", Text("How difficult", "Hvor vanskelig", "Kor vanskeleg")),
                        Number(
                            code="weight",
                            label=Text("Weight", "Vekt", "Vekt"),
                            low=0,
                            high=100,
                            unit=same("×"),
                            counts=False,
                            asked=False,
                            once=True,
                        ),
                        IntegerChoice(
                            code="score",
                            label=Text("Reached", "Nådd", "Nådd"),
                            options=tuple(Option(step, words) for step, words in _SCORES.items()),
                            reasons=(Reason.NOT_RELEVANT, Reason.REFUSED, Reason.NOT_DONE),
                        ),
                    ),
                ),
            ),
            values=(
                ValueDefinition(
                    code="t_score",
                    name=Text("T-score", "T-skår", "T-skår"),
                    unit=POINTS,
                    # However many the goals are, T stays within 50 ± 20 / sqrt(0.3), that is 13.5 to 86.5.
                    low=10,
                    high=90,
                    direction=Direction.HIGHER,
                    decimals=1,
                    rated_as="score",
                ),
            ),
            part_scales=(
                ValueDefinition(
                    code="score",
                    name=Text("Reached", "Nådd", "Nådd"),
                    unit=Text("steps", "trinn", "trinn"),
                    low=-2,
                    high=2,
                    direction=Direction.HIGHER,
                    averaged=False,
                ),
            ),
        ),
    ),
    rule=_score,
    pool=_pool,
    licence=Licence(
        LicenceClass.SHIP_SCORING_AND_LABELS,
        "Kiresuk and Sherman; a method without a form",
        Text(
            "The goals, their scores and our own words for the steps.",
            "Målene, skårene og våre egne ord for trinnene.",
            "Måla, skårane og våre eigne ord for trinna.",
        ),
        _GUIDE,
    ),
    source=_GUIDE,
    not_done=(Reason.UNABLE, Reason.REFUSED, Reason.TOO_ILL, Reason.NOT_RELEVANT, Reason.NOT_DONE),
    cautions=(
        Text(
            "50 is “as expected” and 10 points are one standard deviation by construction. Neither is a limit for "
            "what matters to the person.",
            "50 er «som ventet», og 10 poeng er ett standardavvik fordi skalaen er laget slik. Ingen av delene er en "
            "grense for hva som betyr noe for personen.",
            "50 er «som venta», og 10 poeng er eitt standardavvik fordi skalaen er laga slik. Ingen av delane er ei "
            "grense for kva som betyr noko for personen.",
        ),
        Text(
            "Goals that are too easy raise the score. The method takes for granted that half are met and half are not.",
            "For lette mål løfter skåren. Metoden forutsetter at omtrent like mange når lenger som kortere enn ventet.",
            "For lette mål løftar skåren. Metoden føreset at om lag like mange når lenger som kortare enn venta.",
        ),
        Text(
            "The start is usually −1, or −2 when it could not be worse, so most scores rise by construction.",
            "Starten er som regel −1, eller −2 når det ikke kan bli verre, så de fleste skårer stiger av seg selv.",
            "Starten er som regel −1, eller −2 når det ikkje kan bli verre, så dei fleste skårar stig av seg sjølve.",
        ),
        Text(
            "The practical guide of 2009 was printed with wrong formulas. A spreadsheet made from it gives other T.",
            "Veiledningen fra 2009 ble trykt med feil i formlene. Et regneark laget etter den gir andre tall.",
            "Rettleiinga frå 2009 vart trykt med feil i formlane. Eit rekneark laga etter henne gir andre tal.",
        ),
    ),
)
