"""COPM: performance and satisfaction, 1 to 10, in up to five problems the person chose.

Results only: the form and its wording are sold, so neither is here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.definition import Instrument, Licence, LicenceClass, Scored, Version
from fotfeste.care.assessment.rules.fields import Block, FreeText, Rating
from fotfeste.care.assessment.rules.shapes.own_words import score_chosen
from fotfeste.care.assessment.rules.thresholds import Kind, Source, Threshold
from fotfeste.care.assessment.rules.values import POINTS, Direction, ValueDefinition
from fotfeste.care.assessment.rules.wording import Text, same


def _score(answers: Mapping[str, Any], version: Version) -> Scored:
    """Mean performance and mean satisfaction over the problems rated this time."""
    return score_chosen(answers, block="problems", rated=("performance", "satisfaction"), also=("importance",))


_REASONS = (Reason.NOT_RELEVANT, Reason.REFUSED, Reason.NOT_DONE)
PERFORMANCE = Text("Performance", "Utførelse", "Utføring")
SATISFACTION = Text("Satisfaction", "Tilfredshet", "Tilfredsheit")
_REABLEMENT = (
    Text(
        "reablement at home in Norway, n=225, mean age 80.8",
        "hverdagsrehabilitering i Norge, n=225, snittalder 80,8",
        "kvardagsrehabilitering i Noreg, n=225, snittalder 80,8",
    ),
    Source("Tuntland et al., J Multidiscip Healthc 2016", "https://doi.org/10.2147/JMDH.S113727"),
)
_INPATIENTS = (
    Text(
        "subacute inpatients in Japan, n=97",
        "pasienter i subakutt rehabilitering i Japan, n=97",
        "pasientar i subakutt rehabilitering i Japan, n=97",
    ),
    Source("J Patient Rep Outcomes 2021;5:131", "https://doi.org/10.1186/s41687-021-00405-y"),
)
_HOME_REHAB = (
    Text(
        "home rehabilitation in Japan, n=45",
        "rehabilitering hjemme i Japan, n=45",
        "rehabilitering heime i Japan, n=45",
    ),
    Source("Asian J Occup Ther 2025;21:103"),
)
_OPINION = (
    Text(
        "one adult mental-health programme, n=49",
        "ett tilbud i psykisk helsevern for voksne, n=49",
        "eitt tilbod i psykisk helsevern for vaksne, n=49",
    ),
    Source("COPM: responsiveness", "https://www.thecopm.ca/casestudy/responsiveness-of-the-copm/"),
)
_ONLY_OPINION = Text(
    "Much used, but began as the opinion of experts; the Norwegian reablement study advises 3.",
    "Mye brukt, men begynte som en ekspertvurdering; den norske studien av hverdagsrehabilitering anbefaler 3.",
    "Mykje brukt, men byrja som ei ekspertvurdering; den norske studien av kvardagsrehabilitering rår til 3.",
)


_METHOD_NOT_SEEN = Text(
    "How the limit was worked out is not visible in the abstract.",
    "Hvordan grensen er funnet, går ikke fram av sammendraget.",
    "Korleis grensa er funnen, går ikkje fram av samandraget.",
)


def _limit(
    of: str,
    value: float,
    found: tuple[Text, Source],
    interval: tuple[float, float] | None = None,
    kind: Kind = Kind.MIC,
    caution: Text | None = None,
) -> Threshold:
    return Threshold(
        of=of,
        kind=kind,
        value=value,
        unit="points",
        population=found[0],
        source=found[1],
        interval=interval,
        caution=caution,
    )


def _rating(code: str, label: Text, *, counts: bool = True, once: bool = False) -> Rating:
    return Rating(code=code, label=label, low=1, high=10, reasons=_REASONS, counts=counts, once=once)


def _value(code: str, name: Text) -> ValueDefinition:
    return ValueDefinition(code=code, name=name, unit=POINTS, low=1, high=10, direction=Direction.HIGHER, decimals=1)


DEFINITION = Instrument(
    code="copm",
    name=same("Canadian Occupational Performance Measure"),
    short_name="COPM",
    purpose=Text(
        "How well what matters goes, and how content the person is with it",
        "Hvor bra det viktige går, og hvor fornøyd personen er med det",
        "Kor bra det viktige går, og kor nøgd personen er med det",
    ),
    explanation=Text(
        "You choose up to five things in everyday life that matter to you and are hard right now. For each you say, "
        "from 1 to 10, how well it goes and how content you are with that. Higher is better.",
        "Du velger inntil fem ting i hverdagen som er viktige for deg og vanskelige nå. For hver av dem sier du, "
        "fra 1 til 10, hvor bra det går og hvor fornøyd du er med det. Høyere er bedre.",
        "Du vel inntil fem ting i kvardagen som er viktige for deg og vanskelege no. For kvar av dei seier du, "
        "frå 1 til 10, kor bra det går og kor nøgd du er med det. Høgare er betre.",
    ),
    versions=(
        Version(
            code="standard",
            name=Text("Two scores per problem", "To skårer per problem", "To skårar per problem"),
            fields=(
                Block(
                    code="problems",
                    label=Text("Chosen problems", "Valgte problemer", "Valde problem"),
                    max_entries=5,
                    fields=(
                        FreeText(
                            code="text",
                            label=Text("In the person's words", "Med personens ord", "Med personen sine eigne ord"),
                            counts=False,
                            once=True,
                        ),
                        _rating("importance", Text("Importance", "Viktighet", "Viktigheit"), counts=False, once=True),
                        _rating("performance", PERFORMANCE),
                        _rating("satisfaction", SATISFACTION),
                    ),
                ),
            ),
            values=(_value("performance", PERFORMANCE), _value("satisfaction", SATISFACTION)),
        ),
    ),
    rule=_score,
    licence=Licence(
        LicenceClass.RESULTS_ONLY,
        "COPM Inc.; sold in Norway by NKRR, Diakonhjemmet",
        Text(
            "The scores and the person's own problem texts. The municipality buys manual and forms.",
            "Skårene og personens egne problemtekster. Kommunen kjøper manual og skjema.",
            "Skårane og dei eigne problemtekstane til personen. Kommunen kjøper manual og skjema.",
        ),
        Source(
            "NKRR, Diakonhjemmet",
            "https://diakonhjemmetsykehus.no/en/avdelinger/nkrr/klinisk-verktoykasse/a-til-a/"
            "copm-canadian-occupational-performance-measure",
        ),
    ),
    source=Source(
        "NKRR, Diakonhjemmet",
        "https://diakonhjemmetsykehus.no/en/avdelinger/nkrr/klinisk-verktoykasse/a-til-a/"
        "copm-canadian-occupational-performance-measure",
    ),
    not_done=(Reason.REFUSED, Reason.TOO_ILL, Reason.NOT_RELEVANT, Reason.NOT_DONE),
    thresholds=(
        _limit("performance", 3.0, _REABLEMENT, caution=_METHOD_NOT_SEEN),
        _limit("satisfaction", 3.2, _REABLEMENT, caution=_METHOD_NOT_SEEN),
        _limit("performance", 2.20, _INPATIENTS, (1.80, 2.59)),
        _limit("satisfaction", 2.06, _INPATIENTS, (1.73, 2.39)),
        _limit("performance", 1.23, _HOME_REHAB, (0.73, 1.72)),
        _limit("satisfaction", 1.24, _HOME_REHAB, (0.60, 1.77)),
        _limit("performance", 2.0, _OPINION, kind=Kind.OPINION, caution=_ONLY_OPINION),
        _limit("satisfaction", 2.0, _OPINION, kind=Kind.OPINION, caution=_ONLY_OPINION),
    ),
    cautions=(
        Text(
            "People choose what is hardest, so scores start low and some of the rise comes by itself.",
            "Folk velger det vanskeligste, så skårene starter lavt, og noe av økningen kommer av seg selv.",
            "Folk vel det vanskelegaste, så skårane startar lågt, og noko av auken kjem av seg sjølv.",
        ),
        Text(
            "A problem that is not rated again is left out at both times.",
            "Et problem som ikke blir skåret på nytt, tas ut begge ganger.",
            "Eit problem som ikkje blir skåra på nytt, blir teke ut begge gonger.",
        ),
        Text(
            "These limits are for one person's change. A difference between two groups is another thing, and is never "
            "judged by them.",
            "Grensene gjelder endringen til én person. En forskjell mellom to grupper er noe annet og vurderes aldri "
            "mot dem.",
            "Grensene gjeld endringa til éin person. Ein skilnad mellom to grupper er noko anna og blir aldri vurdert "
            "mot dei.",
        ),
        Text(
            "Suits poorly in acute illness. With cognitive impairment next of kin may be asked: write that in the "
            "note, and ask the same one again.",
            "Egner seg dårlig ved akutt sykdom. Ved kognitiv svikt kan pårørende spørres: skriv det i merknaden, og "
            "spør den samme igjen.",
            "Høver dårleg ved akutt sjukdom. Ved kognitiv svikt kan ein spørje pårørande: skriv det i merknaden, og "
            "spør den same igjen.",
        ),
    ),
)
