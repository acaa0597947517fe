"""The walking aid used in a timed test. It does not change the score, but a change with another aid must say so."""

from __future__ import annotations

from fotfeste.care.assessment.rules.fields import Choice, Option
from fotfeste.care.assessment.rules.wording import Text

WALKING_AID = Choice(
    code="walking_aid",
    label=Text("Walking aid used", "Ganghjelpemiddel som ble brukt", "Ganghjelpemiddel som vart brukt"),
    counts=False,
    options=(
        Option("none", Text("None", "Ingen", "Ingen")),
        Option("stick", Text("Stick or crutches", "Stokk eller krykker", "Stokk eller krykkjer")),
        Option("rollator", Text("Rollator or walking frame", "Rullator eller gåstol", "Rullator eller gåstol")),
        Option("other", Text("Other", "Annet", "Anna")),
    ),
)
