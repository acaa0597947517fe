"""A change in the words a therapist would use: what it was, what it is, and which limits it reaches.

Every limit is named with its source's population, also those not reached, so that nobody picks one silently.
"""

from __future__ import annotations

from collections.abc import Sequence

from fotfeste.care.assessment.rules.changes import Change, Reach, ThresholdCheck, ValueChange, Verdict
from fotfeste.care.assessment.rules.thresholds import KIND_NAMES, Threshold
from fotfeste.care.assessment.rules.wording import Text, joined, number, plain

_MOVED = {
    Verdict.BETTER: Text(
        "{name} went from {before} to {after} {unit}: better by {size}.",
        "{name} gikk fra {before} til {after} {unit}: bedre med {size}.",
        "{name} gjekk frå {before} til {after} {unit}: betre med {size}.",
    ),
    Verdict.WORSE: Text(
        "{name} went from {before} to {after} {unit}: worse by {size}.",
        "{name} gikk fra {before} til {after} {unit}: dårligere med {size}.",
        "{name} gjekk frå {before} til {after} {unit}: dårlegare med {size}.",
    ),
    Verdict.SAME: Text(
        "{name} is unchanged at {after} {unit}.",
        "{name} er uendret på {after} {unit}.",
        "{name} er uendra på {after} {unit}.",
    ),
    Verdict.BECAME_ABLE: Text(
        "{name}: could not at the start, now {after} {unit}. That is a gain no difference can show.",
        "{name}: klarte det ikke ved start, nå {after} {unit}. En framgang som ikke kan vises som et tall.",
        "{name}: klarte det ikkje ved start, no {after} {unit}. Ein framgang som ikkje kan visast som eit tal.",
    ),
    Verdict.BECAME_UNABLE: Text(
        "{name}: {before} {unit} at the start, could not now. That is a loss no difference can show.",
        "{name}: {before} {unit} ved start, klarte det ikke nå. En tilbakegang som ikke kan vises som et tall.",
        "{name}: {before} {unit} ved start, klarte det ikkje no. Ein tilbakegang som ikkje kan visast som eit tal.",
    ),
    Verdict.UNKNOWN: Text(
        "{name}: the change cannot be worked out.",
        "{name}: endringen kan ikke regnes ut.",
        "{name}: endringa kan ikkje reknast ut.",
    ),
}

_REACHED = {
    Reach.REACHED: Text("Reaches: {limits}.", "Når: {limits}.", "Når: {limits}."),
    Reach.WITHIN_RANGE: Text(
        "Within the published range: {limits}.",
        "Innenfor det publiserte spennet: {limits}.",
        "Innanfor det publiserte spennet: {limits}.",
    ),
    Reach.NOT_REACHED: Text("Does not reach: {limits}.", "Når ikke: {limits}.", "Når ikkje: {limits}."),
}


def sentences(change: Change, *, main_only: bool = False) -> tuple[Text, ...]:
    """Every value in its order (or only the main ones), then what the reader must know about the comparison."""
    said: list[Text] = []
    for value in change.values:
        if main_only and not value.definition.main:
            continue
        said.append(movement(value))
        if value.verdict is not Verdict.SAME:
            said += limits(value.checks)
        said += value.remarks
    return (*said, *change.remarks)


_MEANS_THE_SAME = Text(
    "{name} went from {before} to {after} {unit}.",
    "{name} gikk fra {before} til {after} {unit}.",
    "{name} gjekk frå {before} til {after} {unit}.",
)


def movement(value: ValueChange) -> Text:
    """One sentence: from what to what, and which way that is."""
    definition = value.definition
    moved_alike = value.verdict is Verdict.SAME and value.before != value.after

    def shown(one: float | None) -> Text | str:
        return "" if one is None else number(one, definition.decimals)

    return (_MEANS_THE_SAME if moved_alike else _MOVED[value.verdict]).filled(
        name=definition.name,
        before=shown(value.before),
        after=shown(value.after),
        unit=definition.unit,
        size=shown(None if value.difference is None else abs(value.difference)),
    )


def limits(checks: Sequence[ThresholdCheck]) -> list[Text]:
    """One sentence for the limits reached, one for those within a range, one for those not reached."""
    return [
        _REACHED[reach].filled(limits=joined([limit(check.threshold) for check in checks if check.reach is reach]))
        for reach in Reach
        if any(check.reach is reach for check in checks)
    ]


def limit(threshold: Threshold) -> Text:
    """A limit in words: its size, what it stands for, and in whom it was found."""
    return Text(
        "{size} ({kind}; {population})", "{size} ({kind}; {population})", "{size} ({kind}; {population})"
    ).filled(size=_size(threshold), kind=KIND_NAMES[threshold.kind], population=threshold.population)


def _size(threshold: Threshold) -> Text:
    low = plain(threshold.value)
    if threshold.value_high is None:
        return low
    return Text("{low}–{high}", "{low}–{high}", "{low}–{high}").filled(low=low, high=plain(threshold.value_high))
