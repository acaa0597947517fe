"""IPLOS/KPR: need of help in each function variable, 1 to 5. For statistics and allocation, not a measure of gain.

There is no sum and no mean: Helsedirektoratet itself says that a mean misleads. What is counted is in how many of the
answered variables the person needs another person's help.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.definition import Instrument, Licence, LicenceClass, Scored, Version
from fotfeste.care.assessment.rules.fields import IntegerChoice, Option
from fotfeste.care.assessment.rules.iplos_variables import EIGHTEEN, Variable, VariableList
from fotfeste.care.assessment.rules.items import answered, number_of
from fotfeste.care.assessment.rules.thresholds import Source
from fotfeste.care.assessment.rules.values import Direction, Part, ValueDefinition
from fotfeste.care.assessment.rules.wording import Text

NEEDS_HELP_FROM = 3
NEEDS_HELP = "needs_help"
_LEVELS = (
    Text("No problem", "Ingen problemer", "Ingen problem"),
    Text(
        "Manages alone, in another way or with aids",
        "Klarer seg selv, på en annen måte eller med hjelpemidler",
        "Klarer seg sjølv, på ein annan måte eller med hjelpemiddel",
    ),
    Text("Needs help with parts of it", "Trenger hjelp til deler av det", "Treng hjelp til delar av det"),
    Text(
        "Does parts of it with a helper there all the time",
        "Gjør deler av det med en hjelper til stede hele tiden",
        "Gjer delar av det med ein hjelpar til stades heile tida",
    ),
    Text("Needs help with all of it", "Trenger hjelp til alt", "Treng hjelp til alt"),
)
# 1 and 2 both mean no help from another person, so going from 2 to 1 is no smaller need of services.
_WITHOUT_HELP = ((1, 2),)


def _score(answers: Mapping[str, Any], version: Version) -> Scored:
    """Each variable as it stands, and how many of those answered are at 3 or more. Not relevant (9) is not answered."""
    codes = [field.code for field in version.fields]
    levels = {code: number_of(answers, code) for code in codes}
    overall = answered(answers, codes)
    return Scored(
        numbers={NEEDS_HELP: _needing_help([one for one in levels.values() if one is not None]), **levels},
        completeness={NEEDS_HELP: overall, **{code: answered(answers, (code,)) for code in codes}},
        overall=overall,
    )


def _needing_help(levels: Sequence[float]) -> int | None:
    """None when nothing was answered: nobody then knows whether help is needed."""
    return sum(level >= NEEDS_HELP_FROM for level in levels) if levels else None


def _pool(code: str, parts: Sequence[Part]) -> float | None:
    """The count over the variables answered at both times. Over all, it would fall when a variable is skipped."""
    return _needing_help([level for part in parts if (level := part.numbers[code]) is not None])


def _field(variable: Variable) -> IntegerChoice:
    return IntegerChoice(
        code=variable.code,
        label=variable.name,
        options=tuple(Option(level, words) for level, words in enumerate(_LEVELS, start=1)),
        reasons=(Reason.NOT_RELEVANT, Reason.NOT_DONE),
        missing_codes={9: Reason.NOT_RELEVANT},
    )


def _value(variable: Variable) -> ValueDefinition:
    return ValueDefinition(
        code=variable.code,
        name=variable.name,
        unit=Text("level", "trinn", "trinn"),
        low=1,
        high=len(_LEVELS),
        direction=Direction.LOWER,
        main=False,
        averaged=False,
        alike=_WITHOUT_HELP,
    )


def version_of(variables: VariableList) -> Version:
    """One dated list of variables as a version of the instrument."""
    return Version(
        code=variables.code,
        name=variables.name,
        fields=tuple(_field(variable) for variable in variables.variables),
        values=(
            ValueDefinition(
                code=NEEDS_HELP,
                name=Text("Areas where help is needed", "Områder med hjelpebehov", "Område med hjelpebehov"),
                unit=Text("variables", "variabler", "variablar"),
                low=0,
                high=len(variables.variables),
                direction=Direction.LOWER,
                # Two persons are rarely asked about the same variables, so a mean over persons would compare unlike.
                averaged=False,
                over=tuple(variable.code for variable in variables.variables),
            ),
            *(_value(variable) for variable in variables.variables),
        ),
    )


_SCALE = Source(
    "Helsedirektoratet: how to score need of help (IPLOS)",
    "https://helsedirektoratet.no/iplos-registeret/iplos-sporsmal-og-svar/vurdere-bistandsbehov-skarmetodikk",
)

DEFINITION = Instrument(
    code="iplos",
    name=Text("IPLOS function variables", "IPLOS funksjonsvariabler", "IPLOS funksjonsvariablar"),
    short_name="IPLOS",
    purpose=Text(
        "Need of help from others, as it is reported",
        "Behov for hjelp fra andre, slik det rapporteres",
        "Behov for hjelp frå andre, slik det blir rapportert",
    ),
    explanation=Text(
        "We go through everyday life piece by piece and note what you manage yourself and what you need help with. "
        "The municipality does this for everyone who asks for help.",
        "Vi går gjennom hverdagen bit for bit og noterer hva du klarer selv og hva du trenger hjelp til. Kommunen gjør "
        "dette for alle som søker om hjelp.",
        "Vi går gjennom kvardagen bit for bit og noterer kva du klarer sjølv og kva du treng hjelp til. Kommunen gjer "
        "dette for alle som søkjer om hjelp.",
    ),
    versions=(version_of(EIGHTEEN),),
    rule=_score,
    pool=_pool,
    licence=Licence(
        LicenceClass.SHIP_SCORING_AND_LABELS,
        "Public code list of the Norwegian health authorities",
        Text(
            "The scale, and short names of our own. The municipality's own list can replace ours.",
            "Skalaen, og korte navn vi har laget selv. Kommunens egen liste kan erstatte vår.",
            "Skalaen, og korte namn vi har laga sjølve. Kommunen si eiga liste kan erstatte vår.",
        ),
        _SCALE,
    ),
    source=_SCALE,
    not_done=(Reason.REFUSED, Reason.TOO_ILL, Reason.NOT_RELEVANT, Reason.NOT_DONE),
    cautions=(
        Text(
            "Made for reporting and allocation. A national project in 2017–2018 found that a measure of gain could "
            "not be made from it.",
            "Laget for rapportering og tildeling. Et nasjonalt prosjekt i 2017–2018 fant at det ikke lot seg gjøre å "
            "lage et mål på framgang av den.",
            "Laga for rapportering og tildeling. Eit nasjonalt prosjekt i 2017–2018 fann at det ikkje lét seg gjere å "
            "lage eit mål på framgang av henne.",
        ),
        Text(
            "Never a mean. 1 and 2 both mean no help from others, and 9 is not a level but “not relevant”.",
            "Aldri et snitt. 1 og 2 betyr begge ingen hjelp fra andre, og 9 er ikke et trinn, men «ikke relevant».",
            "Aldri eit snitt. 1 og 2 tyder begge inga hjelp frå andre, og 9 er ikkje eit trinn, men «ikkje relevant».",
        ),
        Text(
            "Score with aids in use, and the real need also when relatives meet it.",
            "Skår med hjelpemidlene i bruk, og det reelle behovet også når pårørende dekker det.",
            "Skår med hjelpemidla i bruk, og det reelle behovet også når pårørande dekkjer det.",
        ),
        Text(
            "It only changes when somebody assesses anew, so an unchanged score may just be an old one.",
            "Den endres bare når noen vurderer på nytt, så en uendret skår kan rett og slett være gammel.",
            "Ho blir berre endra når nokon vurderer på nytt, så ein uendra skår kan rett og slett vere gammal.",
        ),
    ),
)
