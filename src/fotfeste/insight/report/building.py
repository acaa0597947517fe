"""The outcome report as typed data. The page, the PDF, the JSON and the command only lay it out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from fotfeste.ground.ui.rules.days import NORWAY
from fotfeste.insight.figures.rules.figure import Figure, Period
from fotfeste.insight.figures.rules.suppression import THRESHOLD, hide_averages, hide_shares
from fotfeste.insight.indicators import changes, counting
from fotfeste.insight.indicators.asked import ended
from fotfeste.insight.indicators.changes import Change, ThresholdShare
from fotfeste.insight.indicators.definition import MINIMUM_N, Indicator, Scope, Section
from fotfeste.insight.indicators.hiding import REPORT_GROUPS, Key, hide
from fotfeste.insight.indicators.registry import REPORTED
from fotfeste.insight.report.rules import published
from fotfeste.insight.tables.engines import Tables, open_tables
from fotfeste.insight.tables.schema import ALL_GROUPS, DROPOUT_REASONS, GROUPS, OUTCOME_CLASSES


class Reader(StrEnum):
    """Who reads: inside the clinical team every number is shown, outside it small ones are hidden."""

    TEAM = "team"
    OUTSIDE = "outside"


class Limit(StrEnum):
    """What the report cannot say. Every report carries those that apply, in this order."""

    NO_COMPARISON = "no_comparison_group"
    REGRESSION = "regression_to_the_mean"
    DROPOUTS = "dropouts_left_out"
    CASE_MIX = "case_mix"
    MISSING_OUTCOME = "outcome_not_confirmed"
    MISSING_SCORES = "scores_missing"
    STRANGE_VALUES = "strange_values"
    FEW = "few_persons"
    HIDDEN = "small_numbers_hidden"


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the report shows.

    figures        by (indicator id, group); group is all, first_time or existing
    dropout_reasons persons by reason, None where hidden
    strange        values that cannot be right, so they count as missing, by table and column; numbers for the team only
    under_way      episodes started by the period's end and not ended by then (in no outcome figure); None where hidden
    """

    period: Period
    as_of: datetime
    reader: Reader
    threshold: int
    figures: Mapping[Key, Figure]
    changes: tuple[Change, ...]
    dropout_reasons: Mapping[str, int | None]
    under_way: int | None
    published: published.Comparison
    limits: tuple[Limit, ...]
    strange: Mapping[str, int]

    def figure(self, indicator: str, group: str = ALL_GROUPS) -> Figure:
        """One figure by indicator id and group."""
        return self.figures[indicator, group]

    @property
    def headline(self) -> Figure:
        """The one figure that answers: those who completed and manage without services."""
        return self.figure("ended_no_service")

    @property
    def started(self) -> int | None:
        """All who started and ended in the period, dropouts included."""
        return self.figure("dropouts").n

    @property
    def empty(self) -> bool:
        """True when no episode ended in the period, so there is nothing to report on yet."""
        return self.figure("dropouts").n == 0 and not self.figure("dropouts").hidden

    def section(self, section: Section) -> list[Indicator]:
        """The indicators of one section in order."""
        return [i for i in REPORTED if i.section is section]

    def as_dict(self) -> dict[str, Any]:
        """For JSON: the outcome counts first, then every figure with its definition."""
        return {
            "report": "outcomes",
            "period": self.period.as_dict(),
            "as_of": self.as_of.isoformat(),
            "reader": self.reader.value,
            "suppression_threshold": self.threshold if self.reader is Reader.OUTSIDE else None,
            "outcome": {g: self._counts(g) for g in REPORT_GROUPS},
            "dropout_reasons": dict(self.dropout_reasons),
            "under_way": self.under_way,
            "published": self.published.as_dict(),
            "limits": [limit.value for limit in self.limits],
            "strange_values": dict(self.strange),
            "figures": [f.as_dict() for f in self.figures.values()],
            "changes": [c.as_dict() for c in self.changes],
            "definitions": [i.as_dict() for i in REPORTED],
        }

    def _counts(self, group: str) -> dict[str, int | None]:
        return {
            "started": self.figure("dropouts", group).n,
            "completed": self.figure("ended_no_service", group).n,
            **{c: self.figure(f"ended_{c}", group).numerator for c in OUTCOME_CLASSES},
            "dropouts": self.figure("dropouts", group).numerator,
            "outcome_missing": self.figure("ended_no_service", group).missing,
        }


def build(
    folder: Path,
    *,
    period: Period,
    as_of: datetime,
    reader: Reader = Reader.OUTSIDE,
    threshold: int = THRESHOLD,
    strange: Mapping[str, int] | None = None,
) -> Report:
    """Count everything from the extract in `folder`.

    as_of is when the tables were taken out of the record; what fell due after it is not judged. strange is what was
    taken as missing on the way.
    The default reader sees least, so forgetting the argument shows too little rather than too much.
    """
    found = open_tables(folder)
    return from_tables(found, period=period, as_of=as_of, reader=reader, threshold=threshold, strange=strange)


def from_tables(
    t: Tables,
    *,
    period: Period,
    as_of: datetime,
    reader: Reader = Reader.OUTSIDE,
    threshold: int = THRESHOLD,
    strange: Mapping[str, int] | None = None,
) -> Report:
    """As `build`, from tables that are already open."""
    scope = Scope(period, as_of.astimezone(NORWAY).date())
    figures: dict[Key, Figure] = counting.count(REPORTED, t, scope, as_of)
    found = changes.count(t, scope, as_of)
    reasons: Mapping[str, int | None] = _dropout_reasons(t, scope)
    limits = _limits(figures, found, strange or {})
    under_way: int | None = _under_way(t, scope)
    if reader is Reader.OUTSIDE:
        hidden = hide(figures, threshold=threshold)
        found = _hide_changes(found, threshold=threshold)
        reasons = _hide_reasons(reasons, hidden, threshold=threshold)
        if any(f.hidden for f in [*hidden.values(), *(c.change for c in found)]) or None in reasons.values():
            limits = (*limits, Limit.HIDDEN)
        figures = hidden
        if 0 < (under_way or 0) < threshold or period.start is not None:
            # Of a closed year it is started less ended, which is shown nowhere else.
            under_way = None
    return Report(
        period=period,
        as_of=as_of,
        reader=reader,
        threshold=threshold,
        figures=figures,
        changes=tuple(found),
        dropout_reasons=reasons,
        under_way=under_way,
        published=published.compare(figures),
        limits=limits,
        strange=dict(strange or {}) if reader is Reader.TEAM else {},
    )


def usual_periods(today: date) -> list[Period]:
    """The whole time, this year and the two before it."""
    closed = [Period(date(year, 1, 1), date(year, 12, 31)) for year in (today.year - 1, today.year - 2)]
    return [Period(), Period(date(today.year, 1, 1)), *closed]


def years_can_be_shown(t: Tables, *, as_of: datetime, until: date, threshold: int) -> bool:
    """Whether every year up to a day can be shown to those outside the team, beside the whole time.

    The whole time is the sum of the years. Where a number is hidden in one of them, the others and the whole would give
    it away, so then no year is shown.
    """
    ended = t.episodes.ended_on
    first, last = ended.min().to_pyarrow().as_py(), ended.max().to_pyarrow().as_py()
    if first is None:
        return True
    about = {i.id for i in REPORTED if i.about_person}
    for year in range(first.year, last.year + 1):
        start, end = date(year, 1, 1), min(date(year, 12, 31), until)
        if start > end:
            continue
        scope = Scope(Period(start, end), as_of.astimezone(NORWAY).date())
        hidden = hide(counting.count(REPORTED, t, scope, as_of), threshold=threshold)
        if any(figure.hidden for (name, _group), figure in hidden.items() if name in about):
            return False
    return True


def _hide_changes(found: Sequence[Change], *, threshold: int) -> list[Change]:
    def averages(figures: Mapping[str, Figure]) -> dict[str, Figure]:
        return hide_averages(figures, total=ALL_GROUPS, threshold=threshold)

    out = []
    for key in dict.fromkeys((c.instrument, c.version, c.measure) for c in found):
        rows = {c.group: c for c in found if (c.instrument, c.version, c.measure) == key}
        before = averages({g: c.baseline_mean for g, c in rows.items()})
        later = averages({g: c.later_mean for g, c in rows.items()})
        change = averages({g: c.change for g, c in rows.items()})
        limits = [
            _hide_limit({g: c.thresholds[i] for g, c in rows.items()}, threshold=threshold)
            for i in range(len(rows[ALL_GROUPS].thresholds))
        ]
        out += [
            replace(
                c,
                baseline_mean=before[g],
                later_mean=later[g],
                change=change[g],
                thresholds=tuple(limit[g] for limit in limits),
            )
            for g, c in rows.items()
        ]
    return out


def _hide_limit(shares: Mapping[str, ThresholdShare], *, threshold: int) -> dict[str, ThresholdShare]:
    """One threshold in all groups. Its two views have the same numerator: hidden in one is hidden in both."""
    scored = hide_shares({(g, "yes"): s.among_scored for g, s in shares.items()}, total=ALL_GROUPS, threshold=threshold)
    started = hide_shares(
        {(g, "yes"): s.among_started for g, s in shares.items()}, total=ALL_GROUPS, threshold=threshold
    )
    out = {}
    for g, share in shares.items():
        one, other = scored[g, "yes"], started[g, "yes"]
        if one.hidden != other.hidden:
            why = one.shown if one.hidden else other.shown
            one, other = (f if f.hidden else f.hide(why) for f in (one, other))
        out[g] = replace(share, among_scored=one, among_started=other)
    return out


def _hide_reasons(
    reasons: Mapping[str, int | None], figures: Mapping[Key, Figure], *, threshold: int
) -> dict[str, int | None]:
    """Reasons add up to the number of dropouts: one small reason hides all of them, or it could be subtracted."""
    total = figures["dropouts", ALL_GROUPS]
    few = any(r is not None and 0 < r < threshold for r in reasons.values())
    return dict.fromkeys(reasons) if few or total.hidden else dict(reasons)


def _dropout_reasons(t: Tables, scope: Scope) -> dict[str, int]:
    e = ended(t, scope)
    e = e.filter(e.status == "dropout")
    rows = e.group_by("dropout_reason").agg(persons=e.count()).to_pyarrow().to_pylist()
    found = {r["dropout_reason"]: int(r["persons"]) for r in rows}
    return {reason: found.get(reason, 0) for reason in DROPOUT_REASONS}


def _under_way(t: Tables, scope: Scope) -> int:
    import ibis

    end: date = min(scope.period.end, scope.as_of) if scope.period.end else scope.as_of
    e = t.episodes
    open_then = (e.started_on <= ibis.date(end)) & (e.ended_on.isnull() | (e.ended_on > ibis.date(end)))
    return int(e.filter(open_then).count().to_pyarrow().as_py())


def _limits(figures: Mapping[Key, Figure], found: Sequence[Change], strange: Mapping[str, int]) -> tuple[Limit, ...]:
    none = figures["ended_no_service", ALL_GROUPS]
    applies = {
        Limit.NO_COMPARISON: True,
        Limit.REGRESSION: bool(found),
        Limit.DROPOUTS: bool(figures["dropouts", ALL_GROUPS].numerator),
        Limit.CASE_MIX: all(figures["ended_no_service", g].n for g in GROUPS),
        Limit.MISSING_OUTCOME: bool(none.missing),
        Limit.MISSING_SCORES: any(c.change.missing for c in found),
        Limit.STRANGE_VALUES: bool(strange),
        Limit.FEW: 0 < (none.n or 0) < MINIMUM_N,
    }
    return tuple(limit for limit, on in applies.items() if on)
