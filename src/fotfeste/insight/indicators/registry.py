"""All indicators. A new one is a definition in its family; it is found by being named there.

`INDICATORS` are all of them; `REPORTED` those the outcome report shows, whose small numbers are protected together.
"""

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

# The report tells how each is counted, so a reported one without those words is a fault of its definition.
REPORTED = (*outcome_classes.REPORTED, *process.REPORTED)
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
if untold := [each.id for each in REPORTED if not each.words.counted]:
    raise ValueError(f"Reported, but without words for how it is counted: {', '.join(untold)}. Give Words(counted=…).")
