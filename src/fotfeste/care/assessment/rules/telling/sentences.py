"""A change in the words a therapist would use: what it was, what it is, and which limits it reaches.

Every limit is named with its source's population, also those not reached, so that nobody picks one silently.
"""

from __future__ import annotations

from collections.abc import Sequence

from fotfeste.care.assessment.rules.changes import Change, Reach, ThresholdCheck, ValueChange
from fotfeste.care.assessment.rules.changes.parts import PartChange
from fotfeste.care.assessment.rules.changes.verdicts import Verdict
from fotfeste.care.assessment.rules.thresholds import KIND_NAMES, Kind, Threshold
from fotfeste.care.assessment.rules.wording import Text, joined, number, plain, same

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

# Steps of an ordinal scale, and ratings of one part: which way it went, and never by how much, since the steps are not
# equally long.
_STEPPED = {
    Verdict.BETTER: Text(
        "{name} went from {before} to {after}: better.",
        "{name} gikk fra {before} til {after}: bedre.",
        "{name} gjekk frå {before} til {after}: betre.",
    ),
    Verdict.WORSE: Text(
        "{name} went from {before} to {after}: worse.",
        "{name} gikk fra {before} til {after}: dårligere.",
        "{name} gjekk frå {before} til {after}: dårlegare.",
    ),
    Verdict.SAME: Text(
        "{name} is unchanged at {after}.", "{name} er uendret på {after}.", "{name} er uendra på {after}."
    ),
}
_RATED_ONCE = Text(
    "{name} was rated only {when} ({number}).",
    "{name} ble bare vurdert {when} ({number}).",
    "{name} vart berre vurdert {when} ({number}).",
)
_NEVER_RATED = Text("{name} is not rated.", "{name} er ikke vurdert.", "{name} er ikkje vurdert.")

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
    """Every value in its order (or only the main ones), then what the reader must know about the comparison.

    An instrument without values is told by its parts.
    """
    said: list[Text] = []
    for value in change.values:
        if main_only and not value.definition.main:
            continue
        said.append(movement(value))
        if value.verdict is not Verdict.SAME:
            said += limits(value.checks)
        said += value.remarks
    if not change.values:
        said += part_sentences(change)
    return (*said, *change.remarks)


def part_sentences(change: Change) -> tuple[Text, ...]:
    """One sentence for each part on each of its scales: what it was, what it is, and which way that is."""
    return tuple(part_movement(part) for part in change.parts)


def part_movement(part: PartChange) -> Text:
    """`«Gå til butikken», utførelse gikk fra 3 til 6: bedre.`"""
    name = Text("“{text}”, {scale}", "«{text}», {scale}", "«{text}», {scale}").filled(
        text=part.text, scale=part.scale.name.lowered()
    )
    if part.verdict is not Verdict.UNKNOWN:
        return _STEPPED[part.verdict].filled(name=name, before=_step(part.before), after=_step(part.after))
    if part.before is None and part.after is None:
        return _NEVER_RATED.filled(name=name)
    first, last = Text("first", "første gang", "første gong"), Text("last", "siste gang", "siste gong")
    when, rated = (first, part.before) if part.after is None else (last, part.after)
    return _RATED_ONCE.filled(name=name, when=when, number=_step(rated))


_SHIFTED = {
    Verdict.BETTER: Text("{n} better", "{n} bedre", "{n} betre"),
    Verdict.WORSE: Text("{n} worse", "{n} dårligere", "{n} dårlegare"),
    Verdict.SAME: Text("{n} unchanged", "{n} uendret", "{n} uendra"),
    Verdict.BECAME_ABLE: Text(
        "{n} could not at the start", "{n} klarte det ikke ved start", "{n} klarte det ikkje ved start"
    ),
    Verdict.BECAME_UNABLE: Text("{n} could not now", "{n} klarte det ikke nå", "{n} klarte det ikkje no"),
    Verdict.UNKNOWN: Text("{n} cannot be compared", "{n} kan ikke sammenlignes", "{n} kan ikkje samanliknast"),
}


def shift(change: Change) -> Text | None:
    """`3 bedre, 1 dårligere og 2 uendret`; None when there is nothing to count."""
    counted = [words.filled(n=change.shift[verdict]) for verdict, words in _SHIFTED.items() if change.shift[verdict]]
    return joined(counted) if counted else None


def _step(rated: float | None) -> Text:
    return same("–") if rated is None else plain(rated)


_MEANS_THE_SAME = Text(
    "{name} went from {before} to {after} {unit}.",
    "{name} gikk fra {before} til {after} {unit}.",
    "{name} gjekk frå {before} til {after} {unit}.",
)


def movement(value: ValueChange) -> Text:
    """One sentence: from what to what, and which way that is."""
    definition = value.definition
    moved_alike = value.verdict is Verdict.SAME and value.before != value.after

    if not definition.averaged and value.verdict in _STEPPED and not moved_alike:
        return _STEPPED[value.verdict].filled(
            name=definition.name, before=_step(value.before), after=_step(value.after)
        )

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


_NOTICEABLE = {
    Verdict.BETTER: Text(
        "This is a noticeable improvement ({size} {unit} or more).",
        "Dette er en merkbar bedring ({size} {unit} eller mer).",
        "Dette er ei merkbar betring ({size} {unit} eller meir).",
    ),
    Verdict.WORSE: Text(
        "This is noticeably worse ({size} {unit} or more).",
        "Dette er en merkbar forverring ({size} {unit} eller mer).",
        "Dette er ei merkbar forverring ({size} {unit} eller meir).",
    ),
}
_TOO_SMALL = Text(
    "This is less than what counts as a noticeable change ({size} {unit}).",
    "Dette er mindre enn det som regnes som en merkbar endring ({size} {unit}).",
    "Dette er mindre enn det som blir rekna som ei merkbar endring ({size} {unit}).",
)
_PERHAPS = Text(
    "It is not certain that this is a noticeable change (the limit lies at {size} {unit}).",
    "Det er ikke sikkert at dette er en merkbar endring (grensen ligger på {size} {unit}).",
    "Det er ikkje sikkert at dette er ei merkbar endring (grensa ligg på {size} {unit}).",
)
_ABOVE_ERROR = {
    Verdict.BETTER: Text(
        "This is more than the test varies by itself ({size} {unit}), so it is a real improvement.",
        "Dette er mer enn testen varierer av seg selv ({size} {unit}), så bedringen er reell.",
        "Dette er meir enn testen varierer av seg sjølv ({size} {unit}), så betringa er reell.",
    ),
    Verdict.WORSE: Text(
        "This is more than the test varies by itself ({size} {unit}), so it really is worse.",
        "Dette er mer enn testen varierer av seg selv ({size} {unit}), så forverringen er reell.",
        "Dette er meir enn testen varierer av seg sjølv ({size} {unit}), så forverringa er reell.",
    ),
}
_MAY_BE_ERROR = Text(
    "The test can vary this much by itself (up to {size} {unit}).",
    "Testen kan variere så mye av seg selv (opptil {size} {unit}).",
    "Testen kan variere så mykje av seg sjølv (opptil {size} {unit}).",
)


def strictest(checks: Sequence[ThresholdCheck]) -> ThresholdCheck | None:
    """The limit that is said where only one is: the largest change any publisher asks for. None without limits."""
    return max(checks, key=lambda check: check.threshold.value, default=None)


def noticeable(value: ValueChange) -> Text | None:
    """Whether the change counts by the strictest limit, in a sentence; None without a limit or a change."""
    check = strictest(value.checks)
    if check is None or value.verdict not in (Verdict.BETTER, Verdict.WORSE):
        return None
    error = check.threshold.kind is Kind.MDC
    if check.reach is Reach.REACHED:
        words = (_ABOVE_ERROR if error else _NOTICEABLE)[value.verdict]
    elif check.reach is Reach.WITHIN_RANGE:
        words = _PERHAPS
    else:
        words = _MAY_BE_ERROR if error else _TOO_SMALL
    return words.filled(size=_size(check.threshold), unit=value.definition.unit)


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
