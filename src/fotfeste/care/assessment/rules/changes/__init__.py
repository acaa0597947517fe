"""What changed between two occasions, for one person, and which published limits the change reaches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from fotfeste.care.assessment.rules.answers import REASON_NAMES, Reason
from fotfeste.care.assessment.rules.changes.parts import PartChange, part_changes
from fotfeste.care.assessment.rules.changes.verdicts import Verdict, improvement, verdict
from fotfeste.care.assessment.rules.definition import Instrument
from fotfeste.care.assessment.rules.fields import Field, Number
from fotfeste.care.assessment.rules.scores import Score
from fotfeste.care.assessment.rules.thresholds import Threshold
from fotfeste.care.assessment.rules.values import Part, Value, ValueDefinition, mean
from fotfeste.care.assessment.rules.wording import Text, joined, plain, same


class ChangeError(ValueError):
    """Two scores that may not be compared. `what` and `next_step` are for the reader."""

    def __init__(self, what: Text, next_step: Text) -> None:
        self.what, self.next_step = what, next_step
        super().__init__(f"{what.en} {next_step.en}")


class Reach(StrEnum):
    """A change held against a limit. `within_range`: the source gives a range, and the change lies inside it."""

    REACHED = "reached"
    WITHIN_RANGE = "within_range"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class ThresholdCheck:
    threshold: Threshold
    reach: Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChange:
    """Change in one value.

    before, after  the numbers compared; for chosen problems worked out anew from those rated at both times
    difference     after minus before, in the value's unit; None when either is missing
    improvement    the same with plus for better, whatever the direction of the scale
    checks         every published limit that may be held against one person, never one silently chosen
    dropped        chosen problems left out at both times because one time lacks a rating
    """

    definition: ValueDefinition
    before: float | None
    after: float | None
    difference: float | None
    improvement: float | None
    verdict: Verdict
    checks: tuple[ThresholdCheck, ...]
    paired: tuple[Part, ...] = ()
    dropped: tuple[Part, ...] = ()
    remarks: tuple[Text, ...] = ()

    @property
    def reached(self) -> tuple[Threshold, ...]:
        """The limits this change reaches, in either direction (`verdict` says which)."""
        return tuple(check.threshold for check in self.checks if check.reach is Reach.REACHED)


@dataclass(frozen=True, slots=True)
class Change:
    """Change in every value of one instrument, and in every part of it (problem, activity, goal, category)."""

    instrument: Instrument
    values: tuple[ValueChange, ...]
    remarks: tuple[Text, ...] = ()
    parts: tuple[PartChange, ...] = ()

    def __getitem__(self, code: str) -> ValueChange:
        for value in self.values:
            if value.definition.code == code:
                return value
        raise KeyError(f"{self.instrument.code} has no value {code!r}.")

    @property
    def shift(self) -> Counter[Verdict]:
        """How many went which way: of the values, or of the parts where there are no values. No sum of steps."""
        return Counter(one.verdict for one in (self.values or self.parts))


def change(baseline: Score, later: Score, thresholds: Sequence[Threshold] | None = None) -> Change:
    """Change from `baseline` to `later`, two scores of one person.

    `thresholds` replaces the instrument's own. Raises `ChangeError` for different instruments, versions or conditions
    (course lengths): such numbers are not on one scale.
    """
    refuse_unlike(baseline, later)
    limits = baseline.instrument.thresholds if thresholds is None else thresholds
    return Change(
        baseline.instrument,
        tuple(_value_change(before, baseline, later, limits) for before in baseline.values),
        _context_remarks(baseline, later),
        part_changes(baseline, later),
    )


def reach(threshold: Threshold, size: float) -> Reach:
    """How a change of `size` (sign left out) stands to a limit; reaching the limit exactly is reaching it.

    Rounded to a millionth first, so that 2.3 worked out as 4.3 minus 2.0 reaches 2.3.
    """
    size = round(abs(size), 6)
    if size < threshold.value:
        return Reach.NOT_REACHED
    if threshold.value_high is not None and size < threshold.value_high:
        return Reach.WITHIN_RANGE
    return Reach.REACHED


def _value_change(value: Value, baseline: Score, later: Score, limits: Sequence[Threshold]) -> ValueChange:
    definition, after_value = value.definition, later[value.code]
    before, after = value.number, after_value.number
    paired: tuple[Part, ...] = ()
    dropped: tuple[Part, ...] = ()
    remarks: list[Text] = []
    if definition.over or baseline.parts or later.parts:
        before, after, paired, dropped = _pair(definition, baseline, later)
        if dropped and paired:
            names = {one.code: one.name for one in baseline.version.values if one.code in definition.over}
            remarks.append(_dropped_remark(dropped, names, both_rated=len(paired)))
        elif value.number is not None and after_value.number is not None and not paired:
            remarks.append(
                Text(
                    "None is rated at both times, so there is no change to show.",
                    "Ingen er skåret begge ganger, så det er ingen endring å vise.",
                    "Ingen er skåra begge gonger, så det er inga endring å vise.",
                )
            )
    if before is None or after is None:
        remarks += _missing_remarks(value, after_value)
        return ValueChange(
            definition=definition,
            before=before,
            after=after,
            difference=None,
            improvement=None,
            verdict=_verdict_without_numbers(value, after_value),
            checks=(),
            paired=paired,
            dropped=dropped,
            remarks=tuple(remarks),
        )
    difference = round(after - before, 9)
    # Said of a score, not of each single step of an ordinal scale: most steps are the best one.
    if value.at_best and definition.averaged:
        remarks.append(
            Text(
                "Best possible at the start, so the scale cannot show improvement.",
                "Best mulig ved start, så skalaen kan ikke vise framgang.",
                "Best mogleg ved start, så skalaen kan ikkje vise framgang.",
            )
        )
    if before != after and definition.means_the_same(before, after):
        remarks.append(
            Text(
                "The two steps mean the same to the service, so this is no change.",
                "De to trinnene betyr det samme for tjenesten, så dette er ingen endring.",
                "Dei to trinna tyder det same for tenesta, så dette er inga endring.",
            )
        )
    return ValueChange(
        definition=definition,
        before=before,
        after=after,
        difference=difference,
        improvement=improvement(definition, before, after),
        verdict=verdict(definition, before, after),
        checks=tuple(
            ThresholdCheck(limit, reach(limit, difference))
            for limit in limits
            if limit.of == definition.code and limit.holds_for_person(before)
        ),
        paired=paired,
        dropped=dropped,
        remarks=tuple(remarks),
    )


def _pair(
    definition: ValueDefinition, baseline: Score, later: Score
) -> tuple[float | None, float | None, tuple[Part, ...], tuple[Part, ...]]:
    """The value over the parts rated at both times, those parts as they stood first, and those rated only once.

    What a part counts beside the others is settled at the start: with other weights the two would not be on one scale.
    """
    code = definition.rated_as or definition.code
    then = {part.id: part for part in _parts_of(definition, baseline)}
    now = {part.id: part for part in _parts_of(definition, later)}
    rated_then, rated_now = (
        {one for one in parts if parts[one].numbers.get(code) is not None} for parts in (then, now)
    )
    both = [one for one in then if one in rated_then & rated_now]
    pool = baseline.instrument.pool or _mean_of
    return (
        pool(definition.code, [then[one] for one in both]),
        pool(definition.code, [replace(now[one], weight=then[one].weight) for one in both]),
        tuple(then[one] for one in both),
        tuple(part for part in {**now, **then}.values() if part.id in rated_then ^ rated_now),
    )


def _parts_of(definition: ValueDefinition, score: Score) -> tuple[Part, ...]:
    """What a value is worked out from: the chosen parts, or the other values it is counted over."""
    if definition.over:
        return tuple(Part(one, "", {definition.code: score[one].number}) for one in definition.over)
    return score.parts


def _mean_of(code: str, parts: Sequence[Part]) -> float | None:
    return mean([part.numbers[code] for part in parts])


def _dropped_remark(dropped: tuple[Part, ...], names: Mapping[str, Text], *, both_rated: int) -> Text:
    """`names` are those of values; chosen parts are told in the words of the one who chose them."""
    return Text(
        "Left out at both times, since they are not rated at both: {names}. Compared: {n}.",
        "Tatt ut begge ganger, siden de ikke er skåret begge ganger: {names}. Sammenlignet: {n}.",
        "Tekne ut begge gonger, sidan dei ikkje er skåra begge gonger: {names}. Samanlikna: {n}.",
    ).filled(names=joined([names.get(part.id) or same(f"«{part.text or part.id}»") for part in dropped]), n=both_rated)


def _reason_of(value: Value) -> Reason | None:
    return next((one.reason for one in value.completeness.missing if one.reason is not None), None)


def _verdict_without_numbers(before: Value, after: Value) -> Verdict:
    """Going from unable to a measured value is a gain that no difference can show, and the other way round a loss."""
    if before.number is None and _reason_of(before) is Reason.UNABLE and after.number is not None:
        return Verdict.BECAME_ABLE
    if after.number is None and _reason_of(after) is Reason.UNABLE and before.number is not None:
        return Verdict.BECAME_UNABLE
    return Verdict.UNKNOWN


def _missing_remarks(before: Value, after: Value) -> list[Text]:
    occasions = (
        (before, Text("the first time", "første gang", "første gong")),
        (after, Text("the last time", "siste gang", "siste gong")),
    )
    no_reason = Text("no reason given", "ingen grunn oppgitt", "ingen grunn oppgjeven")
    return [
        Text(
            "{name}: no number {when} ({reason}).",
            "{name}: ikke noe tall {when} ({reason}).",
            "{name}: ikkje noko tal {when} ({reason}).",
        ).filled(
            name=value.definition.name,
            when=when,
            reason=REASON_NAMES[reason] if (reason := _reason_of(value)) else no_reason,
        )
        for value, when in occasions
        if value.number is None
    ]


def refuse_unlike(baseline: Score, later: Score) -> None:
    """`ChangeError` when two scores are not on one scale. A condition only one of them has is no hindrance."""
    if baseline.instrument.code != later.instrument.code:
        raise ChangeError(
            Text(
                "{a} and {b} are different instruments.", "{a} og {b} er ulike verktøy.", "{a} og {b} er ulike verktøy."
            ).filled(a=baseline.instrument.short_name, b=later.instrument.short_name),
            Text(
                "Compare two scores of the same instrument.",
                "Sammenlign to skårer fra samme verktøy.",
                "Samanlikn to skårar frå same verktøy.",
            ),
        )
    if baseline.version.code != later.version.code:
        raise ChangeError(
            Text(
                "The two were scored with different forms: {a} and {b}.",
                "De to er skåret med ulike skjema: {a} og {b}.",
                "Dei to er skåra med ulike skjema: {a} og {b}.",
            ).filled(a=baseline.version.name, b=later.version.name),
            Text(
                "Show them apart, and use the form of the start next time.",
                "Vis dem hver for seg, og bruk skjemaet fra starten neste gang.",
                "Vis dei kvar for seg, og bruk skjemaet frå starten neste gong.",
            ),
        )
    for name in sorted(baseline.conditions.keys() & later.conditions.keys()):
        if baseline.conditions[name] != later.conditions[name]:
            fields = {field.code: field for field in baseline.version.fields}
            raise other_conditions(fields.get(name), name, baseline.conditions[name], later.conditions[name])


def other_conditions(field: Field | None, name: str, a: str, b: str) -> ChangeError:
    """Why scores under two conditions are not put together. `field` asks for the condition, None when none does."""
    next_step = (
        Text(
            "Show the two scores apart, and measure as at the start next time.",
            "Vis de to skårene hver for seg, og mål som ved start neste gang.",
            "Vis dei to skårane kvar for seg, og mål som ved start neste gong.",
        )
        if field is None or field.asked
        else Text(
            "Use one and the same for all scores of one analysis.",
            "Bruk én og samme for alle skårene i en analyse.",
            "Bruk éin og same for alle skårane i ein analyse.",
        )
    )
    return ChangeError(
        Text("{name} differs: {a} and {b}.", "{name} er ulik: {a} og {b}.", "{name} er ulik: {a} og {b}.").filled(
            name=field.label if field else same(name), a=_option(field, a), b=_option(field, b)
        ),
        next_step,
    )


def _context_remarks(baseline: Score, later: Score) -> tuple[Text, ...]:
    fields = {field.code: field for field in baseline.version.fields}
    return tuple(
        Text(
            "Not measured alike: {name} differs ({a}, then {b}).",
            "Ikke målt likt: {name} er ulikt ({a}, så {b}).",
            "Ikkje målt likt: {name} er ulikt ({a}, så {b}).",
        ).filled(
            name=fields[name].label,
            a=_option(fields[name], baseline.context[name]),
            b=_option(fields[name], later.context[name]),
        )
        for name in sorted(baseline.context.keys() & later.context.keys())
        if baseline.context[name] != later.context[name]
    )


def _option(field: object, code: str) -> Text:
    if isinstance(field, Number):
        return Text("{n} {unit}", "{n} {unit}", "{n} {unit}").filled(n=plain(float(code)), unit=field.unit)
    options = getattr(field, "options", ())
    return next((option.label for option in options if option.value == code), same(code))
