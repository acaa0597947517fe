"""What can be done with assessments: they are recorded, and a wrong one is corrected by a new one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate

from fotfeste.care.pathway.queries import relations_to
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import Occasion
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.rules import visible

from .models import Assessment
from .rules import registry, scoring
from .rules.definition import Instrument
from .rules.scores import Score

if TYPE_CHECKING:
    from fotfeste.care.pathway.models import Episode

# These may come several times in one episode; the others are one point each on the line from start to follow-up.
REPEATABLE = frozenset({Occasion.MIDWAY, Occasion.OTHER})


class AssessmentRefused(CareError):
    """The assessment cannot be kept like that."""


class NothingSaidWhy(AssessmentRefused):
    """Answers are missing and nobody said why. Nothing is put in their place, so the reason must stand there."""


@transaction.atomic
def record_assessment(
    *,
    episode: Episode,
    instrument: str,
    occasion: str,
    assessed_on: date,
    answers: Mapping[str, Any],
    version: str = "",
    missing_reason: str = "",
    note: str = "",
    corrects: Assessment | None = None,
    by: User,
    now: datetime,
) -> Assessment:
    """Keep the answers of one instrument on one occasion, and the scores that follow from them.

    `answers` is as `rules.scoring.score` reads it. Empty answers with a `missing_reason` say that the instrument was
    left out; some answers with a reason are kept as incomplete and give only the scores that can be worked out. The
    version may be left out when the instrument has one. `corrects` names the assessment this one replaces; both stay.

    Raises `AnswerError` (rules.answers) for an answer that cannot be right, `NothingSaidWhy` when something is missing
    without a reason, and `AssessmentRefused` for a day ahead, an occasion already measured or a wrong correction.
    """
    today = localdate(now)
    require(by, Act.ASSESS, relations_to(by, episode.person_id, today=today), person_id=episode.person_id)
    definition = registry.get(instrument)
    moment = Occasion(occasion)
    if assessed_on > today:
        raise AssessmentRefused("The date is in the future. Write the date the assessment was done.")
    score = _score(definition, answers, version, missing_reason)
    if corrects is not None:
        _may_correct(corrects, episode, definition)
    elif score.completeness.complete and moment not in REPEATABLE:
        _not_measured_before(episode, definition, moment)
    assessment = Assessment.objects.create(
        episode=episode,
        instrument=definition.code,
        version=score.version.code,
        occasion=moment,
        assessed_on=assessed_on,
        assessor=by,
        answers=dict(answers),
        values={value.code: value.number for value in score.values},
        complete=score.completeness.complete,
        missing_reason=_reason(score, missing_reason),
        note=visible(note),
        corrects=corrects,
        recorded_at=now,
    )
    log.write(by=by, act=Act.ASSESS, now=now, person_id=episode.person_id, subject=assessment)
    return assessment


def _score(definition: Instrument, answers: Mapping[str, Any], version: str, missing_reason: str) -> Score:
    if missing_reason:
        left_out = scoring.not_done(definition, missing_reason, version or None)
        if not answers:
            return left_out
    score = scoring.score(definition, answers, version or None)
    unsaid = [missing.field for missing in score.completeness.missing if missing.reason is None]
    if unsaid and not missing_reason:
        raise NothingSaidWhy(
            "Not everything is answered (%(missing)d missing). Answer the rest, or choose why it was left out.",
            missing=len(unsaid),
        )
    return score


def _reason(score: Score, missing_reason: str) -> str:
    """The reason given for the whole, or the one given for every single missing answer when no score came of it."""
    if missing_reason or score.completeness.complete or any(value.number is not None for value in score.values):
        return missing_reason
    reasons = {missing.reason for missing in score.completeness.missing}
    only = reasons.pop() if len(reasons) == 1 else None
    return only.value if only else ""


def _may_correct(corrects: Assessment, episode: Episode, definition: Instrument) -> None:
    if corrects.episode_id != episode.pk or corrects.instrument != definition.code:
        raise AssessmentRefused(
            "A correction stays with the same instrument in the same episode. Open the wrong one and correct it there."
        )
    if Assessment.objects.filter(corrects=corrects).exists():
        raise AssessmentRefused("This assessment is already corrected. Open the newest one and correct that.")


def _not_measured_before(episode: Episode, definition: Instrument, moment: Occasion) -> None:
    """Two complete scores of one occasion would leave it open which one counts."""
    same = Assessment.objects.filter(episode=episode, instrument=definition.code, occasion=moment, complete=True)
    if same.filter(corrected_by=None).exists():
        raise AssessmentRefused(
            "%(instrument)s is already recorded for this occasion. Correct that, or choose another occasion.",
            instrument=definition.short_name,
        )
