"""One instrument of one episode, ready for the page: its line, its change in words, the limits and their sources."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext

from fotfeste.care.terms.rules.vocabulary import Occasion

from .labels import said, written
from .queries import Recorded, first_and_last_of, latest_change
from .rules.changes import Change, ChangeError, Reach, ThresholdCheck, ValueChange
from .rules.definition import Instrument
from .rules.telling.sentences import limit as limit_text
from .rules.telling.sentences import movement, noticeable, part_movement
from .rules.telling.sparkline import Line, line
from .rules.thresholds import KIND_NAMES, Threshold
from .rules.values import ValueDefinition
from .rules.wording import number


@dataclass(frozen=True, slots=True)
class Chart:
    """One score over occasions. `spoken` says the same as the drawing for those who do not see it."""

    title: str
    unit: str
    direction: str
    line: Line
    spoken: str
    band_text: str


@dataclass(frozen=True, slots=True)
class LimitRow:
    """One published limit held against the change."""

    value_name: str
    size: str
    kind: str
    population: str
    verdict: str
    reached: bool
    citation: str
    address: str
    caution: str


@dataclass(frozen=True, slots=True)
class Movement:
    """The change of one score in a sentence, and in another whether it is one that counts."""

    text: str
    main: bool
    limit_text: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScoresRow:
    """One assessment in the table behind the picture. `values` are the main scores as (name, number in words).

    Where an instrument has no main score, how much was answered stands in their place.
    """

    id: UUID
    occasion_label: str
    assessed_on: date
    assessor: str
    stands: bool
    complete: bool
    reason_text: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class InstrumentCard:
    """Everything the page says about one instrument. `due` is set when the occasion at hand asks for it.

    parts   one sentence for each problem, activity, goal or category, from the start to the last time
    usable  False when the definition is not here any more, and nothing new can be recorded with it
    """

    code: str
    short_name: str
    name: str
    purpose: str
    rows: tuple[ScoresRow, ...]
    value_names: tuple[str, ...]
    charts: tuple[Chart, ...]
    movements: tuple[Movement, ...]
    parts: tuple[str, ...]
    limits: tuple[LimitRow, ...]
    remarks: tuple[str, ...]
    refused: str
    cautions: tuple[str, ...]
    occasion: str
    occasion_label: str
    due: bool
    measured: bool
    usable: bool


def instrument_card(
    instrument: Instrument, recorded: Sequence[Recorded], *, occasion: str, occasion_label: str, asked_for: bool
) -> InstrumentCard:
    """The card of one instrument. `recorded` is oldest first; `asked_for`: the service model wants it at `occasion`."""
    standing = [one for one in recorded if one.stands]
    change = latest_change(recorded)
    values = change.values if isinstance(change, Change) else ()
    main = standing[-1].main_values if standing else ()
    measured = any(one.occasion == occasion for one in standing)
    return InstrumentCard(
        code=instrument.code,
        short_name=instrument.short_name,
        name=said(instrument.name),
        purpose=said(instrument.purpose),
        rows=tuple(_row(one) for one in recorded),
        value_names=tuple(said(value.definition.name) for value in main) or (gettext("Answered"),),
        charts=tuple(_charts(standing, instrument)),
        movements=tuple(_movement(value) for value in values if value.definition.main or value.difference),
        parts=tuple(said(part_movement(part)) for part in change.parts) if isinstance(change, Change) else (),
        limits=tuple(_limit(value, check) for value in values for check in value.checks),
        remarks=tuple(said(remark) for remark in change.remarks) if isinstance(change, Change) else (),
        refused=f"{said(change.what)} {said(change.next_step)}" if isinstance(change, ChangeError) else "",
        cautions=tuple(said(caution) for caution in instrument.cautions),
        occasion=occasion,
        occasion_label=occasion_label,
        due=asked_for and not measured,
        measured=measured,
        usable=bool(instrument.versions),
    )


def score_lines(found: Recorded) -> list[tuple[str, str]]:
    """(name, number with unit) for every score of one assessment, also those left open."""
    return [
        (
            said(value.definition.name),
            gettext("Cannot be worked out")
            if value.number is None
            else f"{written(value.number, value.definition.decimals)} {said(value.definition.unit)}",
        )
        for value in found.score.values
    ]


def _row(one: Recorded) -> ScoresRow:
    return ScoresRow(
        id=one.id,
        occasion_label=one.occasion_label,
        assessed_on=one.assessed_on,
        assessor=one.assessor,
        stands=one.stands,
        complete=one.complete,
        reason_text=one.reason_text,
        values=tuple((said(v.definition.name), written(v.number, v.definition.decimals)) for v in one.main_values)
        or ((gettext("Answered"), one.headline),),
    )


def _movement(value: ValueChange) -> Movement:
    return Movement(
        text=said(movement(value)),
        main=value.definition.main,
        limit_text=said(words) if value.definition.main and (words := noticeable(value)) else "",
        remarks=tuple(said(remark) for remark in value.remarks),
    )


def _limit(value: ValueChange, check: ThresholdCheck) -> LimitRow:
    threshold = check.threshold
    return LimitRow(
        value_name=said(value.definition.name),
        size=_size(threshold),
        kind=said(KIND_NAMES[threshold.kind]),
        population=said(threshold.population),
        verdict={
            Reach.REACHED: gettext("Reached"),
            Reach.WITHIN_RANGE: gettext("Within the range"),
            Reach.NOT_REACHED: gettext("Not reached"),
        }[check.reach],
        reached=check.reach is Reach.REACHED,
        citation=threshold.source.citation,
        address=threshold.source.address,
        caution=said(threshold.caution) if threshold.caution else "",
    )


def _size(threshold: Threshold) -> str:
    ends = [threshold.value] + ([threshold.value_high] if threshold.value_high is not None else [])
    return "–".join(said(number(end, _decimals(end))) for end in ends)


def _decimals(value: float) -> int:
    return next(decimals for decimals in (0, 1, 2, 3) if decimals == 3 or round(value, decimals) == value)


def _charts(standing: Sequence[Recorded], instrument: Instrument) -> list[Chart]:
    """One line per main score; none while there is only one measurement, since a point is no line.

    Forms of one instrument that are scored differently are never drawn as one line: the form of the last one is shown.
    """
    if not standing:
        return []
    form = standing[-1].score.version.code
    alike = [one for one in standing if one.score.version.code == form]
    return [
        _chart(value.definition, alike, instrument)
        for value in alike[-1].main_values
        if sum(one.score[value.code].number is not None for one in alike) > 1
    ]


def _chart(definition: ValueDefinition, alike: Sequence[Recorded], instrument: Instrument) -> Chart:
    named = []
    for one in alike:
        found = one.score[definition.code].number
        occasion = f"{one.assessed_on:%d.%m.}" if one.occasion == Occasion.OTHER else one.occasion_label
        named.append((occasion, found, written(found, definition.decimals)))
    first, _last = first_and_last_of(alike)
    start = first.score[definition.code].number if first else None
    threshold = _band_limit(instrument, definition, start)
    band = None if start is None or threshold is None else (start - threshold.value, start + threshold.value)
    direction = said(definition.direction.text)
    told = "; ".join(f"{occasion} {words}" for occasion, _number, words in named)
    return Chart(
        title=said(definition.name),
        unit=said(definition.unit),
        direction=direction,
        line=line(named, low=definition.low, high=definition.high, band=band),
        spoken=f"{instrument.short_name}, {said(definition.name).lower()}: {told}. {direction}.",
        band_text=gettext("The band: a change smaller than %(limit)s.") % {"limit": said(limit_text(threshold))}
        if band and threshold
        else "",
    )


def _band_limit(instrument: Instrument, definition: ValueDefinition, start: float | None) -> Threshold | None:
    """The first limit the definition lists that may be held against one person; its words stand under the drawing."""
    if start is None:
        return None
    return next((t for t in instrument.thresholds if t.of == definition.code and t.holds_for_person(start)), None)
