"""EQ-5D-5L: five dimensions at five levels, the index a country's value set gives them, and the health scale 0 to 100.

Scoring only: the wording and its layout belong to EuroQol, so neither is here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fotfeste.care.assessment.rules.answered_by import answered_by
from fotfeste.care.assessment.rules.answers import AnswerError, Reason
from fotfeste.care.assessment.rules.definition import (
    SNOMED_CT,
    Code,
    Instrument,
    Licence,
    LicenceClass,
    Scored,
    Version,
)
from fotfeste.care.assessment.rules.fields import Choice, IntegerChoice, Number, Option
from fotfeste.care.assessment.rules.items import answered, number_of
from fotfeste.care.assessment.rules.thresholds import Kind, Source, Threshold
from fotfeste.care.assessment.rules.value_sets import DEFAULT, DIMENSIONS, NOT_HELD, VALUE_SETS
from fotfeste.care.assessment.rules.values import ANSWERED, POINTS, Direction, ValueDefinition
from fotfeste.care.assessment.rules.wording import Text, same

LEVELS = (1, 2, 3, 4, 5)
STATE = "state"


def _prepare(answers: Mapping[str, Any], version: Version) -> Mapping[str, Any]:
    """`{"state": "21232"}` as five levels. A state beside levels is refused: nobody knows which of them counts."""
    asked_for = answers.get("value_set")
    if isinstance(asked_for, str) and asked_for in NOT_HELD:
        raise AnswerError(
            "value_set",
            Text(
                "This value set is not in the product: its numbers are not known to us.",
                "Dette verdisettet er ikke i produktet: vi kjenner ikke tallene i det.",
                "Dette verdisettet er ikkje i produktet: vi kjenner ikkje tala i det.",
            ),
            Text("Use one of: {codes}.", "Bruk en av: {codes}.", "Bruk ein av: {codes}.").filled(
                codes=", ".join(VALUE_SETS)
            ),
        )
    if answers.get(STATE) is None:
        return {code: answer for code, answer in answers.items() if code != STATE} if STATE in answers else answers
    both = [dimension for dimension in DIMENSIONS if answers.get(dimension) is not None]
    if both:
        raise AnswerError(
            both[0],
            Text(
                "Both a state and single levels are given.",
                "Både en tilstand og enkeltnivåer er oppgitt.",
                "Både ein tilstand og einskilde nivå er oppgjevne.",
            ),
            Text("Give one of the two.", "Oppgi en av delene.", "Oppgje ein av delane."),
        )
    rest = {code: answer for code, answer in answers.items() if code != STATE and code not in DIMENSIONS}
    return {**rest, **dict(zip(DIMENSIONS, _levels(answers[STATE]), strict=True))}


def _levels(state: Any) -> list[int]:
    digits = state if isinstance(state, str) else ""
    wrong = next((at for at, digit in enumerate(digits, start=1) if digit not in "12345"), 0)
    if not isinstance(state, str):
        fault = Text("The state is not text.", "Tilstanden er ikke tekst.", "Tilstanden er ikkje tekst.")
    elif len(digits) != len(DIMENSIONS):
        fault = Text(
            "The state has {n} signs, and there are five dimensions.",
            "Tilstanden har {n} tegn, og det er fem dimensjoner.",
            "Tilstanden har {n} teikn, og det er fem dimensjonar.",
        ).filled(n=len(digits))
    elif wrong:
        fault = Text(
            "Sign number {at} of the state is “{sign}”, and levels run from 1 to 5.",
            "Tegn nummer {at} i tilstanden er «{sign}», og nivåene går fra 1 til 5.",
            "Teikn nummer {at} i tilstanden er «{sign}», og nivåa går frå 1 til 5.",
        ).filled(at=wrong, sign=digits[wrong - 1])
    else:
        return [int(digit) for digit in digits]
    raise AnswerError(
        STATE,
        fault,
        Text(
            "Write five digits from 1 to 5, such as 21232. If one is missing, give the levels one by one.",
            "Skriv fem sifre fra 1 til 5, for eksempel 21232. Mangler ett, oppgi nivåene ett for ett.",
            "Skriv fem siffer frå 1 til 5, til dømes 21232. Manglar eitt, oppgje nivåa eitt for eitt.",
        ),
    )


def _score(answers: Mapping[str, Any], version: Version) -> Scored:
    """The index when all five levels are there. The health scale is a question of its own and may be left out."""
    value_set = VALUE_SETS[answers["value_set"]]
    levels = tuple([answers[dimension] for dimension in DIMENSIONS])
    numbers: dict[str, float | None] = dict(zip(DIMENSIONS, levels, strict=True))
    overall = answered(answers, DIMENSIONS)
    if overall.complete:
        numbers["index"] = value_set.index(levels)
        completeness = dict.fromkeys(DIMENSIONS, ANSWERED)
    else:
        numbers = {dimension: number_of(answers, dimension) for dimension in DIMENSIONS}
        numbers["index"] = None
        completeness = {dimension: answered(answers, (dimension,)) for dimension in DIMENSIONS}
    numbers["vas"] = number_of(answers, "vas")
    completeness["index"] = overall
    completeness["vas"] = answered(answers, ("vas",))
    return Scored(
        numbers=numbers,
        completeness=completeness,
        overall=overall,
        conditions={"value_set": value_set.code},
        scales=_SCALES[value_set.code],
        context={"answered_by": answers["answered_by"]} if answers["answered_by"] else {},
    )


# Below 0 is what people call worse than being dead; how far down it goes differs from set to set.
_INDEX = ValueDefinition(
    code="index",
    name=Text("Health index", "Helseindeks", "Helseindeks"),
    unit=Text("index points", "indekspoeng", "indekspoeng"),
    low=min(each.worst for each in VALUE_SETS.values()),
    high=1,
    direction=Direction.HIGHER,
    decimals=3,
)
_SCALES = {code: {"index": replace(_INDEX, low=each.worst)} for code, each in VALUE_SETS.items()}
# Neutral names of our own for what each dimension is about.
_NAMES = {
    "mobility": Text("Getting about", "Å komme seg omkring", "Å kome seg omkring"),
    "self_care": Text("Self-care", "Personlig stell", "Personleg stell"),
    "usual_activities": Text("Everyday activities", "Hverdagens gjøremål", "Gjeremål i kvardagen"),
    "pain_discomfort": Text("Pain and discomfort", "Smerter og ubehag", "Smerter og ubehag"),
    "anxiety_depression": Text("Anxiety and low mood", "Uro og nedstemthet", "Uro og nedstemtheit"),
}
_REASONS = (Reason.REFUSED, Reason.NOT_DONE)
_LEVEL = Text("level", "nivå", "nivå")
_STROKE = Text(
    "stroke rehabilitation, 3 to 4 weeks, n=65",
    "rehabilitering etter slag, 3 til 4 uker, n=65",
    "rehabilitering etter slag, 3 til 4 veker, n=65",
)
_CHEN = Source("Chen et al., Qual Life Res 2016;25:1585", "https://doi.org/10.1007/s11136-015-1196-z")
_EUROQOL = Source(
    "EuroQol: digital reproduction requirements",
    "https://euroqol.org/register/instrument-delivery/digital-reproduction-requirements/",
)


def _dimension(code: str) -> IntegerChoice:
    return IntegerChoice(
        code=code,
        label=_NAMES[code],
        options=tuple(Option(level, _OF_LEVEL.filled(level=level)) for level in LEVELS),
        reasons=_REASONS,
    )


_OF_LEVEL = Text("Level {level}", "Nivå {level}", "Nivå {level}")


DEFINITION = Instrument(
    code="eq5d5l",
    name=same("EQ-5D-5L"),
    short_name="EQ-5D-5L",
    purpose=Text(
        "Health as the person sees it today",
        "Helsen slik personen selv ser den i dag",
        "Helsa slik personen sjølv ser henne i dag",
    ),
    explanation=Text(
        "You answer five questions about how you are today. Each has five steps. Then you say how good or bad your "
        "health is, from 0 to 100. There are no right answers.",
        "Du svarer på fem spørsmål om hvordan du har det i dag. Hvert spørsmål har fem trinn. Så sier du hvor god "
        "eller dårlig helsa di er, fra 0 til 100. Det finnes ingen riktige svar.",
        "Du svarar på fem spørsmål om korleis du har det i dag. Kvart spørsmål har fem trinn. Så seier du kor god "
        "eller dårleg helsa di er, frå 0 til 100. Det finst ingen rette svar.",
    ),
    versions=(
        Version(
            code="standard",
            name=Text("Five levels", "Fem nivåer", "Fem nivå"),
            fields=(
                *(_dimension(code) for code in DIMENSIONS),
                Number(
                    code="vas",
                    label=Text("Health today, 0 to 100", "Helsen i dag, 0 til 100", "Helsa i dag, 0 til 100"),
                    help=Text(
                        "100 is the best health the person can think of.",
                        "100 er den beste helsen personen kan tenke seg.",
                        "100 er den beste helsa personen kan tenkje seg.",
                    ),
                    low=0,
                    high=100,
                    unit=POINTS,
                    whole=True,
                    reasons=_REASONS,
                    counts=False,
                ),
                answered_by("self", "proxy", "staff"),
                Choice(
                    code="value_set",
                    label=Text("Value set", "Verdisett", "Verdisett"),
                    options=tuple(Option(each.code, each.name) for each in VALUE_SETS.values()),
                    default=DEFAULT,
                    counts=False,
                    asked=False,
                ),
            ),
            values=(
                _INDEX,
                ValueDefinition(
                    code="vas",
                    name=Text("Health today", "Helsen i dag", "Helsa i dag"),
                    unit=POINTS,
                    low=0,
                    high=100,
                    direction=Direction.HIGHER,
                ),
                *(
                    ValueDefinition(
                        code=code,
                        name=_NAMES[code],
                        unit=_LEVEL,
                        low=LEVELS[0],
                        high=LEVELS[-1],
                        direction=Direction.LOWER,
                        main=False,
                        averaged=False,
                    )
                    for code in DIMENSIONS
                ),
            ),
        ),
    ),
    prepare=_prepare,
    rule=_score,
    licence=Licence(
        LicenceClass.SHIP_SCORING_ONLY,
        "EuroQol Research Foundation; the municipality registers its use",
        Text(
            "Scoring and value sets, with names of our own. Wording and layout come from EuroQol.",
            "Skåring og verdisett, med våre egne navn. Ordlyd og oppsett kommer fra EuroQol.",
            "Skåring og verdisett, med våre eigne namn. Ordlyd og oppsett kjem frå EuroQol.",
        ),
        _EUROQOL,
    ),
    source=VALUE_SETS[DEFAULT].source,
    not_done=(Reason.UNABLE, Reason.REFUSED, Reason.TOO_ILL, Reason.NOT_RELEVANT, Reason.NOT_DONE),
    thresholds=(
        Threshold(
            of="index",
            kind=Kind.MIC,
            value=0.10,
            unit="index points",
            population=_STROKE,
            source=_CHEN,
            caution=Text(
                "Found before there was a Norwegian value set, so with another one.",
                "Funnet før det fantes et norsk verdisett, altså med et annet.",
                "Funnen før det fanst eit norsk verdisett, altså med eit anna.",
            ),
        ),
        Threshold(
            of="vas",
            kind=Kind.MIC,
            value=8.61,
            value_high=10.82,
            unit="points",
            population=_STROKE,
            source=_CHEN,
            caution=Text(
                "Two methods gave two numbers. The authors found that the scale reacts little to change.",
                "To metoder ga to tall. Forfatterne fant at skalaen reagerer lite på endring.",
                "To metodar gav to tal. Forfattarane fann at skalaen reagerer lite på endring.",
            ),
        ),
    ),
    cautions=(
        Text(
            "One value set for a whole analysis. Another set alone moves a mean by more than 0.1.",
            "Ett verdisett for en hel analyse. Et annet sett alene flytter et snitt med mer enn 0,1.",
            "Eitt verdisett for ein heil analyse. Eit anna sett åleine flyttar eit snitt med meir enn 0,1.",
        ),
        Text(
            "Answers from the form with three levels (3L) do not belong here, and limits found with 3L do not hold: "
            "0.028–0.059 in older people who had fallen is one of those.",
            "Svar fra skjemaet med tre nivåer (3L) hører ikke hjemme her, og grenser funnet med 3L gjelder ikke: "
            "0,028–0,059 hos eldre som hadde falt, er en av dem.",
            "Svar frå skjemaet med tre nivå (3L) høyrer ikkje heime her, og grenser funne med 3L gjeld ikkje: "
            "0,028–0,059 hos eldre som hadde falle, er ei av dei.",
        ),
        # NICE: https://www.nice.org.uk/corporate/ecd16/chapter/position-statement (point 5).
        Text(
            "The value set of England 2018 is disputed: NICE did not recommend it.",
            "Verdisettet fra England 2018 er omstridt: NICE anbefalte det ikke.",
            "Verdisettet frå England 2018 er omstridd: NICE rådde ikkje til det.",
        ),
        Text(
            "The dead have no answers. Death is 0 only when years of life are weighed by health.",
            "Døde har ingen svar. Død er 0 bare når leveår veies etter helse.",
            "Døde har ingen svar. Død er 0 berre når leveår blir vegne etter helse.",
        ),
    ),
    ceiling=Text(
        "Level 1 throughout (11111) cannot show more.",
        "Nivå 1 hele veien (11111) kan ikke vise mer.",
        "Nivå 1 heile vegen (11111) kan ikkje vise meir.",
    ),
    codes=(Code("index", SNOMED_CT, "736534008"), Code("vas", SNOMED_CT, "736535009")),
)
