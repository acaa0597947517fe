"""What stands in for a score whose definition is not here any more, or can no longer read the answers.

It happens with instruments of a municipality's own: the file was taken away, or its items were changed without a new
version. The answers stay in the record untouched; there is no number, and the reader is told why.
"""

from __future__ import annotations

from collections.abc import Mapping

from fotfeste.care.assessment.rules.definition import Instrument, Licence, LicenceClass, Scored, Version
from fotfeste.care.assessment.rules.scores import Score
from fotfeste.care.assessment.rules.thresholds import Source
from fotfeste.care.assessment.rules.values import Completeness, Missing, Value
from fotfeste.care.assessment.rules.wording import Text, same

_WHY = Text(
    "The form this was recorded with is not here any more, so the answers cannot be read. They are kept; put the form "
    "back to see them.",
    "Skjemaet dette ble skrevet i, finnes ikke lenger her, så svarene kan ikke leses. De er bevart; legg skjemaet "
    "tilbake for å se dem.",
    "Skjemaet dette vart skrive i, finst ikkje lenger her, så svara kan ikkje lesast. Dei er tekne vare på; legg "
    "skjemaet tilbake for å sjå dei.",
)


def unreadable(code: str, version: str, known: Mapping[str, Instrument]) -> Score:
    """A score without numbers, of the instrument and version where they are known and of stand-ins otherwise."""
    instrument = known[code] if code in known else _stand_in(code)
    form = next((one for one in instrument.versions if one.code == version), None) or _bare(version)
    nothing = Completeness(0, 1, (Missing("answers"),))
    return Score(
        instrument=instrument,
        version=form,
        values=tuple(Value(definition, None, nothing) for definition in form.values),
        completeness=nothing,
        remarks=(_WHY,),
        unreadable=True,
    )


def _bare(version: str) -> Version:
    return Version(code=version, name=same(version or "–"), fields=(), values=())


def _stand_in(code: str) -> Instrument:
    gone = Text("{code} (no longer here)", "{code} (finnes ikke lenger her)", "{code} (finst ikkje lenger her)")
    nowhere = Source("not known")

    def score(answers: object, version: Version) -> Scored:
        raise NotImplementedError(f"{code} has no definition here, so nothing can be scored with it.")

    return Instrument(
        code=code,
        name=gone.filled(code=code),
        short_name=code,
        purpose=_WHY,
        explanation=_WHY,
        versions=(),
        rule=score,
        licence=Licence(LicenceClass.RESULTS_ONLY, "–", _WHY, nowhere),
        source=nowhere,
        not_done=(),
    )
