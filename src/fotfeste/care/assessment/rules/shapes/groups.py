"""Many persons together: two mistakes that are easily made, and made impossible here.

A limit for one person's change says nothing about a difference between means: reablement differs from usual care by 1.2
to 1.6 COPM points on average, below the 3 that matter to a person, and is a real effect all the same. And those who
were not measured again are no small matter: the share that improved is told with them and without them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fotfeste.care.assessment.rules.changes import ChangeError, ThresholdCheck, change, reach, refuse_unlike
from fotfeste.care.assessment.rules.changes.verdicts import Verdict
from fotfeste.care.assessment.rules.definition import Instrument
from fotfeste.care.assessment.rules.scores import Score
from fotfeste.care.assessment.rules.thresholds import AppliesTo, Threshold
from fotfeste.care.assessment.rules.values import ValueDefinition
from fotfeste.care.assessment.rules.wording import Text, number


@dataclass(frozen=True, slots=True)
class RefusedLimit:
    """A published limit that was not held against a mean difference, and why."""

    threshold: Threshold
    why: Text


@dataclass(frozen=True, slots=True)
class MeanDifference:
    """A difference between means, the limits for groups it was held against, and those that were refused."""

    size: float
    checks: tuple[ThresholdCheck, ...]
    refused: tuple[RefusedLimit, ...]


_FOR_ONE_PERSON = Text(
    "It says how much one person must change. A mean mixes those who did with those who did not.",
    "Den sier hvor mye én person må endre seg. Et snitt blander dem som gjorde det, med dem som ikke gjorde det.",
    "Ho seier kor mykje éin person må endre seg. Eit snitt blandar dei som gjorde det, med dei som ikkje gjorde det.",
)
_FOR_SOME_STARTS = Text(
    "It holds only for those who started from {low} to {high}, and a group has others too.",
    "Den gjelder bare dem som startet fra {low} til {high}, og en gruppe har andre også.",
    "Ho gjeld berre dei som starta frå {low} til {high}, og ei gruppe har også andre.",
)


def mean_difference(
    instrument: Instrument, of: str, size: float, thresholds: Sequence[Threshold] | None = None
) -> MeanDifference:
    """Hold a difference between two means of one value against the limits that are for groups, and only those.

    `thresholds` replaces the instrument's own. `ChangeError` for a value that has no mean.
    """
    _refuse_without_mean(instrument, of)
    limits = [one for one in (instrument.thresholds if thresholds is None else thresholds) if one.of == of]
    why = {id(limit): _why_not(limit) for limit in limits}
    return MeanDifference(
        size,
        tuple(ThresholdCheck(limit, reach(limit, size)) for limit in limits if why[id(limit)] is None),
        tuple(RefusedLimit(limit, reason) for limit in limits if (reason := why[id(limit)]) is not None),
    )


def _why_not(limit: Threshold) -> Text | None:
    if limit.applies_to is AppliesTo.PERSON:
        return _FOR_ONE_PERSON
    if limit.baseline_band is not None:
        low, high = (number(end, 0 if end == int(end) else 1) for end in limit.baseline_band)
        return _FOR_SOME_STARTS.filled(low=low, high=high)
    return None


def _refuse_without_mean(instrument: Instrument, of: str) -> None:
    definition = _definition(instrument, of)
    if not definition.averaged:
        raise ChangeError(
            Text(
                "{name} is a step on an ordinal scale and has no mean.",
                "{name} er et trinn på en ordinal skala og har ikke noe snitt.",
                "{name} er eit trinn på ein ordinal skala og har ikkje noko snitt.",
            ).filled(name=definition.name),
            Text(
                "Show how many went which way.",
                "Vis hvor mange som gikk hvilken vei.",
                "Vis kor mange som gjekk kva veg.",
            ),
        )


def _definition(instrument: Instrument, of: str) -> ValueDefinition:
    for version in instrument.versions:
        for value in version.values:
            if value.code == of:
                return value
    raise KeyError(f"{instrument.code} has no value {of!r}.")


@dataclass(frozen=True, slots=True)
class Responders:
    """How many changed at least `size` for the better, of those a limit holds for (those in its baseline band).

    size     the limit; a published range gives two, one for each end
    hits     reached it
    scored   were scored at both times: the complete cases
    started  were scored at the start; those not scored again count as not having reached it
    """

    threshold: Threshold
    size: float
    hits: int
    scored: int
    started: int

    @property
    def missing(self) -> int:
        return self.started - self.scored

    @property
    def of_scored(self) -> float | None:
        """Share among the complete cases; None when there are none."""
        return self.hits / self.scored if self.scored else None

    @property
    def of_started(self) -> float | None:
        """Share when everyone who is missing counts as not having reached it; None when nobody started."""
        return self.hits / self.started if self.started else None


@dataclass(frozen=True, slots=True)
class Response:
    """The responders at every published limit for persons, and those no limit can be held against.

    without_start  had no number at the start (could not, or was not measured) and are in no share
    became_able    of those: had a number later, a gain that no difference can show
    """

    limits: tuple[Responders, ...]
    without_start: int
    became_able: int


def responders(
    persons: Sequence[tuple[Score, Score | None]], of: str, thresholds: Sequence[Threshold] | None = None
) -> Response:
    """Responders at each limit for persons: (score at the start, score later or None) for each.

    `thresholds` replaces the instrument's own. `ChangeError` when the scores are not all on one scale: another
    instrument, form, course length or value set.
    """
    _refuse_mixed([score for pair in persons for score in pair if score is not None])
    if not persons:
        return Response((), 0, 0)
    limits = persons[0][0].instrument.thresholds if thresholds is None else thresholds
    started: list[tuple[float, float | None]] = []
    without_start = became_able = 0
    for baseline, later in persons:
        start = baseline[of].number
        moved = change(baseline, later, ())[of] if later is not None else None
        if start is None:
            without_start += 1
            became_able += moved is not None and moved.verdict is Verdict.BECAME_ABLE
        else:
            started.append((start, moved.improvement if moved else None))
    return Response(
        tuple(
            _responders(limit, size, [gain for start, gain in started if limit.holds_for_person(start)])
            for limit in limits
            if limit.of == of and limit.applies_to is not AppliesTo.GROUP
            for size in (limit.value, limit.value_high)
            if size is not None
        ),
        without_start,
        became_able,
    )


def _responders(limit: Threshold, size: float, gains: Sequence[float | None]) -> Responders:
    scored = [gain for gain in gains if gain is not None]
    # Rounded as in `changes.reach`, so that 2.3 worked out as 4.3 minus 2.0 reaches 2.3.
    return Responders(limit, size, sum(round(gain, 6) >= size for gain in scored), len(scored), len(gains))


def _refuse_mixed(scores: Sequence[Score]) -> None:
    """Every score with the first, and with the first that has the same condition: some have none (could not walk)."""
    having: dict[str, Score] = {}
    for score in scores:
        refuse_unlike(scores[0], score)
        for name in score.conditions:
            refuse_unlike(having.setdefault(name, score), score)
