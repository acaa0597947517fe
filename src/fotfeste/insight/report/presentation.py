"""The report in words for the reader: every number with its n and interval, ready to be laid out.

Page, PDF and command show the same lines. Nothing is counted here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import get_language, gettext, ngettext

from fotfeste.insight.figures.plots import OutcomeBar, OutcomeBlock, OutcomeWords, Plot, outcome_chart
from fotfeste.insight.figures.rules.figure import Figure, Period, Unit
from fotfeste.insight.figures.rules.notation import number, percent, percent_number
from fotfeste.insight.indicators.changes import Change, ThresholdShare
from fotfeste.insight.indicators.definition import Section
from fotfeste.insight.indicators.hiding import REPORT_GROUPS
from fotfeste.insight.indicators.registry import REPORTED
from fotfeste.insight.report import wording
from fotfeste.insight.report.building import Limit, Report, usual_periods
from fotfeste.insight.report.rules import published
from fotfeste.insight.tables.schema import ALL_GROUPS, GROUPS, OUTCOME_CLASSES

# First-time and existing first, everyone last: the groups are what can be compared.
ORDER = (*GROUPS, ALL_GROUPS)


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: the number, what it is counted from, and its interval. `hidden` when it may not be read."""

    number: str
    detail: str
    spread: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator with a cell for each group in ORDER."""

    label: str
    how: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class LimitLine:
    """One published threshold of a measure."""

    label: str
    source: str
    scored: Cell
    started: Cell


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One measure of one instrument for one group."""

    label: str
    group: str
    direction: str
    before: str
    after: str
    change: Cell
    limits: tuple[LimitLine, ...]


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """One row of the published table beside ours: (outcome, printed, ours, differs)."""

    group: str
    printed_n: int
    cells: tuple[tuple[str, str, str, bool], ...]


def language() -> str:
    """The reader's language, bokmål when none is set."""
    return get_language() or "nb"


def headline(report: Report) -> str:
    """The one sentence that answers."""
    figure = report.headline
    if report.empty:
        return gettext("Nobody has completed reablement in this period yet.")
    if figure.hidden:
        parts = [report.figure("ended_no_service", g) for g in GROUPS]
        shown = next((f for f in parts if not f.hidden and f.n), None)
        if shown is None or figure.n is None:
            return gettext("So few have completed that the result is hidden, to protect each of them.")
        sentence = {
            "first_time": gettext(
                "%(n)s completed. Of %(group_n)s first-time applicants, %(count)s manage without services: %(share)s. "
                "The figure for everyone is hidden so that nobody can be recognised."
            ),
            "existing": gettext(
                "%(n)s completed. Of %(group_n)s who had services before, %(count)s manage without: %(share)s. "
                "The figure for everyone is hidden so that nobody can be recognised."
            ),
        }[shown.group]
        return sentence % {
            "n": figure.n,
            "group_n": shown.n,
            "count": shown.numerator,
            "share": percent(shown.value or 0, language=language()),
        }
    if not figure.n or figure.interval is None or figure.value is None:
        return gettext("Nobody has a confirmed outcome in this period yet.")
    return ngettext(
        "Of %(n)s who completed, %(count)s manages without services: %(share)s, between %(low)s and %(high)s.",
        "Of %(n)s who completed, %(count)s manage without services: %(share)s, between %(low)s and %(high)s.",
        figure.numerator or 0,
    ) % {
        "n": figure.n,
        "count": figure.numerator,
        "share": percent(figure.value, language=language()),
        "low": percent_number(figure.interval.low, language=language()),
        "high": percent_number(figure.interval.high, language=language()),
    }


def second_sentence(report: Report) -> str:
    """All who started and those who broke off, right under the headline."""
    started, dropouts = report.figure("ended_no_service_of_started"), report.figure("dropouts")
    if started.hidden or dropouts.hidden or not dropouts.n or started.value is None:
        return ""
    return gettext("Of all %(n)s who started, that is %(share)s; %(dropouts)s did not complete.") % {
        "n": dropouts.n,
        "share": percent(started.value, language=language()),
        "dropouts": dropouts.numerator,
    }


def refused_period(why: str) -> str:
    """Why those outside the team do not get the figures of a period (a `queries.Refusal`), and what they can have."""
    if why == "not_yet":
        return gettext(
            "Outside the team figures are counted to the end of a month, and no month of this year has ended."
        )
    if why == "too_few":
        return gettext(
            "In at least one of the years so few persons are behind a number that they could be recognised. Then "
            "no year is shown outside the team, since the numbers could be worked out from the others. Look at the "
            "whole time."
        )
    return gettext(
        "Outside the team only the whole time and whole calendar years are shown: the difference between two other "
        "periods could tell about a single person."
    )


def period_in_words(period: Period) -> str:
    """`01.01.2026–31.03.2026`, or words for an open end."""
    start, end = (f"{day:%d.%m.%Y}" if day else "" for day in (period.start, period.end))
    if start and end:
        return f"{start}–{end}"
    if start:
        return gettext("From %(day)s") % {"day": start}
    return gettext("Until %(day)s") % {"day": end} if end else gettext("The whole time")


def cell(figure: Figure) -> Cell:
    """One figure in words."""
    if figure.hidden:
        return Cell(gettext("Hidden"), "", "", hidden=True)
    if figure.value is None or not figure.n:
        detail = _missing(figure.missing) if figure.missing else ""
        return Cell("–", detail, "")
    value, spread = _value(figure, figure.value), ""
    if figure.interval:
        low, high = (_bare(figure, v) for v in (figure.interval.low, figure.interval.high))
        # An interval narrower than what is printed has one end, and "28 to 28" says nothing.
        spread = gettext("%(low)s to %(high)s") % {"low": low, "high": high} if low != high else ""
    if figure.unit is Unit.SHARE:
        detail = gettext("%(count)s of %(n)s") % {"count": figure.numerator, "n": figure.n}
    else:
        detail = gettext("%(n)s persons") % {"n": figure.n}
    if figure.missing:
        detail = f"{detail} · {_missing(figure.missing)}"
    return Cell(value, detail, spread)


def _missing(many: int) -> str:
    return ngettext("%(n)s missing", "%(n)s missing", many) % {"n": many}


def _value(figure: Figure, value: float) -> str:
    if figure.unit is Unit.SHARE:
        return percent(value, language=language())
    return f"{_bare(figure, value)} {unit_words(figure.unit)}".strip().replace(" ", "\u00a0")


def unit_words(unit: Unit) -> str:
    """What stands after a number of this unit; empty for a share, which has its sign."""
    return {
        Unit.HOURS_PER_WEEK: gettext("hours"),
        Unit.DAYS: gettext("days"),
        Unit.WEEKS: gettext("weeks"),
    }.get(unit, "")


def _bare(figure: Figure, value: float) -> str:
    if figure.unit is Unit.SHARE:
        return percent_number(value, language=language())
    whole = figure.unit is Unit.DAYS and value == int(value)
    return number(value, decimals=0 if whole else 1, language=language())


def group_words(report: Report, group: str) -> str:
    """The group's name."""
    return str(wording.GROUPS[group])


def lines(report: Report, section: Section) -> list[Line]:
    """All indicators of a section that have anything to show."""
    out = []
    for indicator in report.section(section):
        figures = [report.figure(indicator.id, g) for g in ORDER]
        if any(f.hidden or f.n or f.missing for f in figures):
            said = indicator.words
            out.append(Line(str(said.title), str(said.counted), tuple(cell(f) for f in figures)))
    return out


def definitions(report: Report) -> list[tuple[str, str]]:
    """How everything is counted: label and explanation, also for what has nothing to show yet."""
    return [(str(each.words.title), str(each.words.counted)) for each in REPORTED]


def limits(report: Report) -> list[tuple[str, str]]:
    """What the report cannot say: head and explanation."""
    found = [(str(head), str(text)) for head, text in (wording.LIMITS[limit.value] for limit in report.limits)]
    if report.strange:
        at = report.limits.index(Limit.STRANGE_VALUES)
        values = sum(report.strange.values())
        many = ngettext("It is %(n)d value.", "They are %(n)d values.", values) % {"n": values}
        found[at] = (found[at][0], f"{found[at][1]} {many}")
    return found


def dropout_reasons(report: Report) -> list[tuple[str, str]]:
    """Reason and number of persons, the hidden ones as such; reasons nobody had are left out."""
    hidden = gettext("Hidden")
    rows = [(str(wording.REASONS[r]), n) for r, n in report.dropout_reasons.items() if n != 0]
    return [(label, hidden if n is None else str(n)) for label, n in rows]


def outcome_plot(report: Report, *, name: str, shape: Literal["wide", "narrow"] = "wide") -> Plot:
    """The picture of the report."""
    blocks = []
    for outcome in OUTCOME_CLASSES:
        bars = []
        for group in ORDER:
            figure = report.figure(f"ended_{outcome}", group)
            said = cell(figure)
            count = (
                gettext("%(count)s of %(n)s") % {"count": figure.numerator, "n": figure.n}
                if figure.n and not figure.hidden
                else ""
            )
            bars.append(
                OutcomeBar(
                    group=group_words(report, group),
                    share=figure.value,
                    low=figure.interval.low if figure.interval else None,
                    high=figure.interval.high if figure.interval else None,
                    number=said.number,
                    detail=count,
                    spread=said.spread,
                )
            )
        blocks.append(OutcomeBlock(str(wording.CLASSES[outcome]), tuple(bars)))
    said_aloud = "; ".join(
        f"{block.title}: " + ", ".join(f"{bar.group} {bar.number}" for bar in block.bars) for block in blocks
    )
    words = OutcomeWords(
        title=gettext("Services when reablement ended"),
        alt=said_aloud + ".",
        caption=gettext("Services when reablement ended, of those who completed"),
        head=(gettext("Group"), gettext("Outcome"), gettext("Share"), gettext("People"), gettext("95 % interval")),
    )
    return outcome_chart(blocks, words, name=name, shape=shape)


def changes(report: Report, *, group: str = ALL_GROUPS) -> list[ChangeLine]:
    """Change per measure for one group, measures nobody was asked for left out."""
    return [_change(c) for c in report.changes if c.group == group]


def _change(c: Change) -> ChangeLine:
    tag = language() if language() in c.name else "nb"
    unit = c.unit.get(tag, "")

    def plain(figure: Figure, *, signed: bool = False) -> str:
        if figure.hidden:
            return gettext("Hidden")
        if figure.value is None:
            return "–"
        return number(figure.value, decimals=max(1, c.decimals), language=language(), signed=signed)

    spread = ""
    if c.change.interval:
        ends = (c.change.interval.low, c.change.interval.high)
        low, high = (number(e, decimals=max(1, c.decimals), language=language(), signed=True) for e in ends)
        # An interval narrower than what is printed has one end, and "28 to 28" says nothing.
        spread = gettext("%(low)s to %(high)s") % {"low": low, "high": high} if low != high else ""
    detail = "" if c.change.n is None else gettext("%(n)s measured both times") % {"n": c.change.n}
    if c.change.missing:
        detail = f"{detail} · {_missing(c.change.missing)}"
    measure = c.name[tag]
    instrument = c.instrument_name[tag]
    label = instrument if measure == instrument else f"{instrument}: {measure}"
    return ChangeLine(
        label=f"{label} ({unit})" if unit else label,
        group=str(wording.GROUPS[c.group]),
        direction=gettext("Higher is better") if c.better == "higher" else gettext("Lower is better"),
        before=plain(c.baseline_mean),
        after=plain(c.later_mean),
        change=Cell(plain(c.change, signed=True), detail, spread, hidden=c.change.hidden),
        limits=tuple(_limit(s, c, tag) for s in main_first(c.thresholds)),
    )


def main_first(shares: Sequence[ThresholdShare]) -> list[ThresholdShare]:
    """The limit that is said first, then the others: the strictest of those for any starting score.

    Where every limit is for some starting scores only, it is the one that is held against most persons.
    """
    for_all = [share for share in shares if share.band == (None, None)]
    if not shares:
        return []
    main = max(for_all, key=lambda s: s.size) if for_all else max(shares, key=lambda s: s.among_started.n or 0)
    return [main, *(share for share in shares if share is not main)]


def _limit(share: ThresholdShare, c: Change, tag: str) -> LimitLine:
    size = number(share.size, decimals=_decimals(share.size), language=language())
    label = gettext("At least %(size)s better (%(kind)s, %(population)s)") % {
        "size": size,
        "kind": share.kind_name[tag],
        "population": share.population[tag],
    }
    low, high = share.band
    if low is not None and high is not None:
        band = gettext("for those who started at %(low)s to %(high)s")
        ends = {"low": number(low, language=language()), "high": number(high, language=language())}
        label = f"{label}, {band % ends}"
    return LimitLine(label, share.source, cell(share.among_scored), cell(share.among_started))


def _decimals(value: float) -> int:
    return next((d for d in (0, 1, 2) if round(value, d) == value), 3)


def published_lines(report: Report) -> list[PublishedLine]:
    """The published table with ours beside it, in percent."""
    out = []
    for group in ORDER:
        cells = []
        for outcome in OUTCOME_CLASSES:
            c = report.published.cell(group, outcome)
            unknown = cell(report.figure(f"ended_{outcome}", group)).number
            ours = unknown if c.our_percent is None else percent(c.our_percent / 100, language=language())
            printed = percent(c.printed_percent / 100, language=language())
            cells.append((str(wording.CLASSES[outcome]), printed, ours, c.differs))
        n = published.PRINTED[group][0]
        out.append(PublishedLine(str(wording.GROUPS[group]), n, tuple(cells)))
    return out


def published_notes(report: Report) -> list[str]:
    """Where records and print differ, and what the print itself cannot be."""
    p, notes = report.published, []
    if p.same_numbers and p.differing:
        parts = [
            gettext("%(group)s, %(outcome)s: records %(ours)s (%(count)s of %(n)s), printed %(printed)s")
            % {
                "group": wording.GROUPS[c.group],
                "outcome": str(wording.CLASSES[c.outcome]).lower(),
                "ours": percent((c.our_percent or 0) / 100, language=language()),
                "count": c.our_count,
                "n": c.our_n,
                "printed": percent(c.printed_percent / 100, language=language()),
            }
            for c in p.differing
        ]
        notes.append(gettext("Records and print differ here: %(list)s.") % {"list": "; ".join(parts)})
    for group in REPORT_GROUPS:
        if not p.rows[group].consistent:
            notes.append(
                gettext("No whole numbers of %(n)s persons give the printed shares for “%(group)s”.")
                % {"n": p.rows[group].n, "group": wording.GROUPS[group]}
            )
    if not p.adds_up:
        notes.append(
            gettext("The printed shares of the groups do not add up to those for everyone, whatever whole numbers.")
        )
    notes.append(
        gettext("In print, the %(percent)s %% who did not complete are left out.")
        % {"percent": published.DROPOUT_PERCENT}
    )
    return notes


def periods(today: date) -> list[tuple[str, date | None, date | None]]:
    """Periods one click away: label, first and last day."""
    names = (gettext("The whole time"), gettext("This year"), gettext("Last year"), gettext("The year before"))
    return [(name, each.start, each.end) for name, each in zip(names, usual_periods(today), strict=True)]
