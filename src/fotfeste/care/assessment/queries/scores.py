"""Scores at the start and now, in one line each: for the discharge page, the person page and the board."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, pgettext

from fotfeste.care.pathway.queries import Look, ReportPart

from ..labels import said, written
from ..rules.changes import Change, ChangeError, ValueChange
from ..rules.changes.verdicts import Verdict
from ..rules.telling.sentences import shift
from ..rules.values import Value
from .stored import Recorded, assessments_of, assessments_of_episodes, first_and_last_of, latest_change


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One main score of one instrument. `before` and `after` are ready text; empty when not measured.

    For chosen problems both are worked out from those rated at both times. `better` is None when nobody can say.
    `counted`: the instrument has no main score, so `before` and `after` say how much was answered.
    """

    instrument: str
    short_name: str
    value_name: str
    before: str
    after: str
    unit: str
    change_text: str
    better: bool | None
    first_on: date | None
    last_on: date | None
    last_occasion: str
    counted: bool = False

    @property
    def label(self) -> str:
        return f"{self.short_name} {self.value_name.lower()}" if self.value_name else self.short_name


def latest_scores(look: Look, episode_id: UUID) -> list[ScoreRow]:
    """The scores of one episode, instruments in alphabetical order."""
    return all_score_rows(assessments_of(look, episode_id=episode_id))


def scores_of_episodes(episode_ids: Iterable[UUID]) -> dict[UUID, list[ScoreRow]]:
    """The same for many episodes in one query. The caller has limited the episodes to those the user may see."""
    return {one: all_score_rows(rows) for one, rows in assessments_of_episodes(episode_ids).items()}


def all_score_rows(assessments: Sequence[Recorded]) -> list[ScoreRow]:
    """The scores of one episode's assessments, which come oldest first."""
    by_code = sorted(assessments, key=lambda one: one.instrument.code)  # stable: stays in order of time inside
    rows: list[ScoreRow] = []
    for _code, group in groupby(by_code, key=lambda one: one.instrument.code):
        rows += score_rows(list(group))
    return rows


def score_rows(same_instrument: Sequence[Recorded]) -> list[ScoreRow]:
    """One row per main value of one instrument, one in all where it has none; none when nothing says anything."""
    first, last = first_and_last_of(same_instrument)
    reference = last or first
    if reference is None:
        return []
    change = latest_change(same_instrument)
    if not reference.main_values:
        return [_shift_row(reference, first, last, change)]
    several = len(reference.main_values) > 1
    return [
        ScoreRow(
            instrument=reference.instrument.code,
            short_name=reference.instrument.short_name,
            value_name=said(value.definition.name) if several else "",
            unit=said(value.definition.unit),
            first_on=first.assessed_on if first else None,
            last_on=last.assessed_on if last else None,
            last_occasion=reference.occasion_label,
            **_numbers(value, first, last, change),
        )
        for value in reference.main_values
    ]


def _shift_row(
    reference: Recorded, first: Recorded | None, last: Recorded | None, change: Change | ChangeError | None
) -> ScoreRow:
    """One row for an instrument without a main score: how much was answered, and how many parts went which way."""
    moved = shift(change) if isinstance(change, Change) else change.what if change else None
    return ScoreRow(
        instrument=reference.instrument.code,
        short_name=reference.instrument.short_name,
        value_name="",
        before=first.headline if first else "",
        after=last.headline if last else "",
        unit="",
        change_text=said(moved) if moved else "" if last is None or first else gettext("not measured at the start"),
        better=None,
        first_on=first.assessed_on if first else None,
        last_on=last.assessed_on if last else None,
        last_occasion=reference.occasion_label,
        counted=True,
    )


def _numbers(
    value: Value, first: Recorded | None, last: Recorded | None, change: Change | ChangeError | None
) -> dict[str, Any]:
    if isinstance(change, Change):
        moved = change[value.code]
        return {
            "before": _shown(moved.before, value),
            "after": _shown(moved.after, value),
            "change_text": change_text(moved),
            "better": {Verdict.BETTER: True, Verdict.BECAME_ABLE: True, Verdict.SAME: None, Verdict.UNKNOWN: None}.get(
                moved.verdict, False
            ),
        }
    text = said(change.what) if change else "" if last is None else gettext("not measured at the start")
    return {
        "before": _shown(first.score[value.code].number, value) if first else "",
        "after": _shown(last.score[value.code].number, value) if last else "",
        "change_text": text,
        "better": None,
    }


def _shown(number: float | None, value: Value) -> str:
    return written(number, value.definition.decimals)


def change_text(moved: ValueChange) -> str:
    """`2,2 bedre`: how much and which way, never whether it matters."""
    size = written(None if moved.difference is None else abs(moved.difference), moved.definition.decimals)
    return {
        Verdict.BETTER: gettext("%(size)s better") % {"size": size},
        Verdict.WORSE: gettext("%(size)s worse") % {"size": size},
        Verdict.SAME: pgettext("score", "unchanged"),
        Verdict.BECAME_ABLE: gettext("could not at the start"),
        Verdict.BECAME_UNABLE: gettext("could not now"),
        Verdict.UNKNOWN: gettext("the change cannot be worked out"),
    }[moved.verdict]


def report_part(look: Look, episode_id: UUID) -> ReportPart | None:
    """What was measured, for the report to the GP and the allocation office: one sentence a score."""
    lines = tuple(_sentence(row) for row in latest_scores(look, episode_id))
    return ReportPart(gettext("What was measured"), lines) if lines else None


def _sentence(row: ScoreRow) -> str:
    words = {
        "label": row.label,
        "before": row.before,
        "after": row.after,
        "unit": row.unit,
        "change": row.change_text,
        "occasion": row.last_occasion.lower(),
    }
    if row.counted:
        words["what"] = row.change_text or row.before or row.after
        return gettext("%(label)s: %(what)s (%(occasion)s).") % words
    if row.before and row.after:
        return gettext("%(label)s: from %(before)s to %(after)s %(unit)s (%(change)s).") % words
    return gettext("%(label)s: %(before)s%(after)s %(unit)s, measured once (%(occasion)s).") % words
