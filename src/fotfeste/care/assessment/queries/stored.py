"""Stored assessments, scored again from the answers, so that a change pairs what was answered and not two totals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext

from fotfeste.care.pathway.queries import Look
from fotfeste.care.terms.labels import OCCASIONS
from fotfeste.care.terms.rules.vocabulary import Occasion
from fotfeste.ground.database.questions import question

from ..labels import said, written
from ..models import Assessment
from ..rules import registry, scoring
from ..rules.answers import REASON_NAMES, AnswerError, Reason
from ..rules.changes import Change, ChangeError, change
from ..rules.definition import Instrument
from ..rules.local.unreadable import unreadable
from ..rules.scores import Score
from ..rules.values import Value


@dataclass(frozen=True, slots=True)
class Recorded:
    """One stored assessment. `corrected_by_id` is set when a newer one stands in its place."""

    id: UUID
    episode_id: UUID
    instrument: Instrument
    occasion: str
    occasion_label: str
    assessed_on: date
    assessor: str
    recorded_at: datetime
    answers: Mapping[str, Any]
    score: Score
    missing_reason: str
    note: str
    corrects_id: UUID | None
    corrected_by_id: UUID | None

    @property
    def stands(self) -> bool:
        return self.corrected_by_id is None

    @property
    def informative(self) -> bool:
        """It holds a number, or says that the person could not: both are something to compare with."""
        return any(value.number is not None or _unable(value) for value in self.score.values) or any(
            number is not None for part in self.score.parts for number in part.numbers.values()
        )

    @property
    def complete(self) -> bool:
        return self.score.completeness.complete

    @property
    def main_values(self) -> tuple[Value, ...]:
        return tuple(value for value in self.score.values if value.definition.main)

    @property
    def reason_text(self) -> str:
        return said(REASON_NAMES[Reason(self.missing_reason)]) if self.missing_reason else ""

    @property
    def headline(self) -> str:
        """The main scores in one line: `Utførelse 3,2 · Tilfredshet 2,8 poeng`, or why there are none.

        An instrument without main scores is told by how much of it was answered.
        """
        if not self.main_values and self.informative:
            answered, of = self.score.completeness.answered, self.score.completeness.of
            return gettext("%(answered)d of %(of)d answered") % {"answered": answered, "of": of}
        shown = [value for value in self.main_values if value.number is not None]
        if not shown:
            return self.reason_text or "–"
        several = len(self.main_values) > 1
        parts = [
            f"{said(value.definition.name)} {written(value.number, value.definition.decimals)}"
            if several
            else written(value.number, value.definition.decimals)
            for value in shown
        ]
        return f"{' · '.join(parts)} {said(shown[0].definition.unit)}"


def _unable(value: Value) -> bool:
    return any(missing.reason is Reason.UNABLE for missing in value.completeness.missing)


# What `Recorded` holds and no more, so that no whole user is read for a name.
_READ = (
    "pk", "episode_id", "instrument", "version", "occasion", "assessed_on", "assessor__name", "recorded_at", "answers",
    "missing_reason", "note", "corrects_id", "corrected_by__pk",
)  # fmt: skip


def _read(rows: QuerySet[Assessment]) -> QuerySet[Assessment, Any]:
    """What `recorded` takes, oldest first."""
    return rows.order_by("assessed_on", "recorded_at").values_list(*_READ, named=True)


def recorded(rows: Iterable[Any]) -> list[Recorded]:
    """The rows with their scores."""
    occasions = {str(code): str(label) for code, label in OCCASIONS}
    return [_recorded(row, occasions) for row in rows]


def score_of(row: Any) -> Score:
    """The score that follows from the stored answers by the rules of today."""
    try:
        instrument = registry.get(row.instrument)
        if not row.answers and row.missing_reason:
            return scoring.not_done(instrument, row.missing_reason, row.version)
        return scoring.score(instrument, row.answers, row.version)
    except (registry.UnknownInstrument, AnswerError):
        # A municipality took its own instrument away, or changed it without a new version. The record still opens.
        return unreadable(row.instrument, row.version, registry.INSTRUMENTS)


def _recorded(row: Any, occasions: Mapping[str, str]) -> Recorded:
    score = score_of(row)
    instrument = score.instrument
    return Recorded(
        id=row.pk,
        episode_id=row.episode_id,
        instrument=instrument,
        occasion=row.occasion,
        occasion_label=occasions[row.occasion],
        assessed_on=row.assessed_on,
        assessor=row.assessor__name,
        recorded_at=row.recorded_at,
        answers={} if score.unreadable else scoring.prepared(instrument, row.answers, row.version),
        score=score,
        missing_reason=row.missing_reason,
        note=row.note,
        corrects_id=row.corrects_id,
        corrected_by_id=row.corrected_by__pk,
    )


def assessments_of_episodes(episode_ids: Iterable[UUID]) -> dict[UUID, list[Recorded]]:
    """Every assessment of many episodes in one query, also those that were corrected, oldest first in each.

    The caller has limited the episodes to those the user may see.
    """
    found: dict[UUID, list[Recorded]] = {}
    for one in recorded(_of_episodes(episodes=list(episode_ids))):
        found.setdefault(one.episode_id, []).append(one)
    return found


@question
def _of_episodes(*, episodes: Any) -> QuerySet[Assessment, Any]:
    return _read(Assessment.objects.filter(episode_id__in=episodes))


def assessments_of(look: Look, *, episode_id: UUID | None = None) -> list[Recorded]:
    """Every assessment of the person, or of one episode, oldest first, also those that were corrected."""
    return recorded(_of_person(person=look.person_id, **({"episode": episode_id} if episode_id else {})))


@question
def _of_person(*, person: Any, episode: Any = None) -> QuerySet[Assessment, Any]:
    rows = Assessment.objects.filter(episode__person_id=person)
    return _read(rows if episode is None else rows.filter(episode_id=episode))


def one(look: Look, assessment_id: UUID) -> Recorded | None:
    """One assessment of the person; None when the person has no such assessment."""
    found = recorded(_read(Assessment.objects.filter(pk=assessment_id, episode__person_id=look.person_id)))
    return found[0] if found else None


def assessment_to_correct(look: Look, assessment_id: UUID) -> Assessment | None:
    """The row itself, for the actions that take one; None when the person has no such assessment."""
    rows = Assessment.objects.select_related("episode")
    return rows.filter(pk=assessment_id, episode__person_id=look.person_id).first()


def episode_id_of(assessment_id: UUID) -> UUID | None:
    """The episode an assessment belongs to, so that the record can be opened; says nothing about the person."""
    return Assessment.objects.filter(pk=assessment_id).values_list("episode_id", flat=True).first()


def first_and_last_of(same_instrument: Sequence[Recorded]) -> tuple[Recorded | None, Recorded | None]:
    """The assessment at the start, and the last one after it; of those that stand and say something."""
    standing = [one for one in same_instrument if one.stands and one.informative]
    first = next((one for one in reversed(standing) if one.occasion == Occasion.BASELINE), None)
    later = [one for one in standing if one.occasion != Occasion.BASELINE]
    return first, (later[-1] if later else None)


def latest_change(same_instrument: Sequence[Recorded]) -> Change | ChangeError | None:
    """Change from the start to the last one; the error says why two may not be compared; None when one is lacking."""
    first, last = first_and_last_of(same_instrument)
    if first is None or last is None:
        return None
    try:
        return change(first.score, last.score)
    except ChangeError as refused:
        return refused
