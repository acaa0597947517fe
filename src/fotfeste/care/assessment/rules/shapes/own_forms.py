"""What Fotfeste's own short forms have in common: our own words, free to use, each question standing for itself.

They were tried on nobody yet, so they have no published limit for change and no cut-off, and none is made up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.assessment.rules.definition import Licence, LicenceClass, Scored, Version
from fotfeste.care.assessment.rules.fields import Choice, Field, FreeText, IntegerChoice, Option, Rating
from fotfeste.care.assessment.rules.items import answered, number_of
from fotfeste.care.assessment.rules.thresholds import Source
from fotfeste.care.assessment.rules.values import POINTS, Direction, ValueDefinition
from fotfeste.care.assessment.rules.wording import Text

REASONS = (Reason.REFUSED, Reason.NOT_RELEVANT, Reason.NOT_DONE)
AGREEMENT = (
    Text("No", "Nei", "Nei"),
    Text("To some extent", "Til en viss grad", "Til ei viss grad"),
    Text("Yes, definitely", "Ja, absolutt", "Ja, absolutt"),
)
OWN_FORM = Source("Fotfeste: own form, first version")
LICENCE = Licence(
    LicenceClass.SHIP_SCORING_AND_LABELS,
    "Fotfeste; free to use and change",
    Text(
        "The whole form, in our own words.", "Hele skjemaet, med våre egne ord.", "Heile skjemaet, med våre eigne ord."
    ),
    OWN_FORM,
)
EACH_BY_ITSELF = Text(
    "Each answer stands for itself: there is no sum, and no limit for what is good enough.",
    "Hvert svar står for seg selv: det finnes ingen sum, og ingen grense for hva som er bra nok.",
    "Kvart svar står for seg sjølv: det finst ingen sum, og inga grense for kva som er bra nok.",
)
THOSE_WHO_ANSWER = Text(
    "Those who answer may not be like those who do not. Always show how many were asked.",
    "De som svarer, er kanskje ikke som de som ikke svarer. Vis alltid hvor mange som ble spurt.",
    "Dei som svarar, er kanskje ikkje som dei som ikkje svarar. Vis alltid kor mange som vart spurde.",
)
COMMENT = FreeText(
    code="comment",
    label=Text("Something more to say", "Noe mer å si", "Noko meir å seie"),
    max_length=1000,
    counts=False,
)


def statement(code: str, words: Text) -> IntegerChoice:
    """A sentence answered with no, to some extent, or yes, definitely."""
    options = tuple(Option(step, label) for step, label in enumerate(AGREEMENT))
    return IntegerChoice(code=code, label=words, options=options, reasons=REASONS)


def nought_to_ten(code: str, words: Text, low: Text, high: Text) -> Rating:
    """A question answered on a line from 0 to 10 with words at its ends."""
    return Rating(code=code, label=words, low=0, high=10, low_label=low, high_label=high, reasons=REASONS)


def version(questions: Mapping[str, tuple[Text, IntegerChoice | Rating]], who: Choice) -> Version:
    """One value for each question, named in short. `who` asks who answered."""
    fields: Sequence[Field] = [question for _name, question in questions.values()]
    return Version(
        code="first",
        name=Text("First version", "Første utgave", "Første utgåve"),
        fields=(*fields, who, COMMENT),
        values=tuple(
            ValueDefinition(
                code=code,
                name=name,
                unit=POINTS,
                low=question.low,
                high=question.high,
                direction=Direction.HIGHER,
                averaged=False,
            )
            for code, (name, question) in questions.items()
        ),
    )


def score(answers: Mapping[str, Any], version: Version) -> Scored:
    """Every answer as it was given."""
    codes = [value.code for value in version.values]
    return Scored(
        numbers={code: number_of(answers, code) for code in codes},
        completeness={code: answered(answers, (code,)) for code in codes},
        overall=answered(answers, codes),
        context={"answered_by": answers["answered_by"]} if answers["answered_by"] else {},
    )
