"""All indicators. A new one is a definition in its family; it is found by being named there.

`INDICATORS` are all of them; `REPORTED` those the outcome report shows, whose small numbers are protected together.
"""

from fotfeste.insight.indicators.definition import Indicator
from fotfeste.insight.indicators.families import (
    afterwards,
    dose,
    equity,
    experience,
    fidelity,
    measurement,
    outcome_classes,
    process,
    responders,
)


def told(reported: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
    """The same indicators. Raises ValueError where one does not say how it is counted: the report tells it of each."""
    if untold := [each.id for each in reported if not each.words.counted]:
        raise ValueError(f"Reported without words for how it is counted: {', '.join(untold)}. Give Words(…, counted).")
    return reported


REPORTED = told((*outcome_classes.REPORTED, *process.REPORTED))
_MORE = (
    *outcome_classes.INDICATORS,
    *responders.INDICATORS,
    *afterwards.INDICATORS,
    *process.INDICATORS,
    *measurement.INDICATORS,
    *dose.INDICATORS,
    *experience.INDICATORS,
    *equity.INDICATORS,
    *fidelity.INDICATORS,
)
INDICATORS = (*REPORTED, *(each for each in _MORE if each not in REPORTED))
