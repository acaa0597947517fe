"""The pictures of the council report, each with who is counted, how sure it is and what it means.

Where nothing can be shown the picture gives way to a sentence that says why. The first picture is in `council_fates`.
"""

from dataclasses import dataclass
from textwrap import shorten

from django.utils.timezone import localtime
from django.utils.translation import gettext

from fotfeste.insight.figures.plots import (
    Plot,
    ShareRow,
    ShareWords,
    Table,
    share_dots,
)
from fotfeste.insight.figures.rules.figure import Figure
from fotfeste.insight.figures.rules.notation import number, percent, percent_number
from fotfeste.insight.indicators.changes import Change, ThresholdShare, Words
from fotfeste.insight.report import presentation
from fotfeste.insight.report.building import Report
from fotfeste.insight.report.council import words as council_words
from fotfeste.insight.tables.schema import ALL_GROUPS

MOST_MEASURES = 4
# What has room beside the picture, in letters. The annex has every name in full.
LONGEST_NAME, LONGEST_INSTRUMENT = 34, 14


@dataclass(frozen=True, slots=True)
class Column:
    """A head of the table under the first picture, with the tone of its part in the bars."""

    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A question, the answer, the picture, and what must be known to read it.

    plot    None when there is nothing to draw; `answer` then says why
    heads   heads of the table under it, none where the numbers stand in the picture
    facts   who is counted, how sure it is, how it is counted, and when: head and sentence
    """

    title: str
    answer: str
    plot: Plot | None
    heads: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    facts: tuple[tuple[str, str], ...]


# --- what people can do


def abilities(report: Report) -> Picture:
    """The share who became clearly better on each main measure, of everyone measured at the start."""
    chosen = _chosen(report)
    title = gettext("Can people do more than before?")
    if not chosen:
        return _nothing(
            title,
            gettext(
                "Nobody who ended the training in this period was measured at the start with a measure that has a "
                "published limit. When somebody was, the picture is shown here."
            ),
        )
    if all(limit.among_started.hidden for _, limit in chosen):
        return _nothing(title, few())
    rows = [_ability_row(change, limit) for change, limit in chosen]
    change, limit = next((c, t) for c, t in chosen if not t.among_started.hidden)
    best = limit.among_started
    answer = gettext("%(what)s: %(count)s of %(n)s persons became clearly better.") % {
        "what": _plain(change),
        "count": best.numerator,
        "n": best.n,
    }
    return Picture(
        title=title,
        answer=answer,
        plot=_dots(title, rows, name="abilities"),
        heads=(),
        rows=(),
        facts=(
            (
                gettext("Who"),
                gettext(
                    "Everyone measured at the start whose training ended in the period. Those not measured again count "
                    "as not clearly better."
                ),
            ),
            (gettext("How sure"), _line_words()),
            (
                gettext("How counted"),
                gettext(
                    "Clearly better: at least the published limit under the name. Where several are published, the "
                    "strictest."
                ),
            ),
            (gettext("When"), when(report)),
        ),
    )


def _chosen(report: Report) -> list[tuple[Change, ThresholdShare]]:
    """At most one measure for each instrument, with its strictest limit; those that most persons took.

    They stand in the order of `council_words.MEASURES`, what matters to the person first.
    """
    order = list(council_words.MEASURES)
    found: dict[str, tuple[Change, ThresholdShare]] = {}

    def rank(change: Change) -> int:
        key = (change.instrument, change.measure)
        return order.index(key) if key in order else len(order)

    def better(change: Change, limit: ThresholdShare) -> tuple[bool, int]:
        return rank(change) == len(order), -(limit.among_started.n or 0)

    for change in report.changes:
        # A limit for some starting scores only says nothing of the others.
        limits = [t for t in change.thresholds if t.band == (None, None)]
        if change.group != ALL_GROUPS or not limits:
            continue
        limit = max(limits, key=lambda t: t.size)
        if limit.among_started.n == 0:
            continue
        # Of one instrument the value that has plain words, and of two versions the one more persons took.
        if change.instrument not in found or better(change, limit) < better(*found[change.instrument]):
            found[change.instrument] = (change, limit)
    most = sorted(found.values(), key=lambda pair: (pair[1].among_started.hidden, better(*pair)))[:MOST_MEASURES]
    return sorted(most, key=lambda pair: rank(pair[0]))


def _plain(change: Change) -> str:
    known = council_words.MEASURES.get((change.instrument, change.measure))
    return str(known) if known else shorten(_in_language(change.name), LONGEST_NAME, placeholder=" …")


def _in_language(words: Words) -> str:
    return str(words.get(presentation.language()) or words["nb"])


def _ability_row(change: Change, limit: ThresholdShare) -> ShareRow:
    size = number(limit.size, decimals=_decimals(limit.size), language=presentation.language())
    instrument = council_words.SHORT.get(change.instrument, _in_language(change.instrument_name))
    under = gettext("at least %(size)s %(unit)s better") % {"size": size, "unit": _in_language(change.unit)}
    if instrument:
        under = f"{shorten(instrument, LONGEST_INSTRUMENT, placeholder=' …')}: {under}"
    lost = limit.among_scored.missing
    missing = "" if not lost or limit.among_started.hidden else gettext("%(n)s not measured again") % {"n": lost}
    return _row(
        _plain(change), limit.among_started, gettext("%(count)s of %(n)s persons"), under=under, missing=missing
    )


def _decimals(value: float) -> int:
    return next((d for d in (0, 1, 2) if round(value, d) == value), 3)


# --- how the service worked


def promises(report: Report) -> Picture:
    """Whether help came quickly and people were followed up."""
    title = gettext("Did help come quickly, and were people followed up?")
    titles = {each.id: str(each.words.title) for each in council_words.PROMISES}
    figures = {i: report.figure(i) for i in titles}
    seen = {i: f for i, f in figures.items() if f.hidden or f.n}
    if not seen:
        return _nothing(
            title,
            gettext("No referral and no follow-up fell in this period. When one does, the picture is shown here."),
        )
    if all(f.hidden for f in seen.values()):
        return _nothing(title, few())
    rows = []
    for indicator, figure in seen.items():
        of = (
            gettext("%(count)s of %(n)s referrals")
            if indicator.startswith("contact")
            else gettext("%(count)s of %(n)s persons")
        )
        missing = "" if figure.hidden or not figure.missing else gettext("%(n)s not known") % {"n": figure.missing}
        rows.append(_row(titles[indicator], figure, of, missing=missing))
    first = next(i for i, f in seen.items() if not f.hidden)
    answer = (
        gettext("%(count)s of %(n)s who were referred were contacted as promised.")
        if first.startswith("contact")
        else gettext("%(label)s: %(count)s of %(n)s were reached.")
    ) % {"label": titles[first], "count": seen[first].numerator, "n": seen[first].n}
    return Picture(
        title=title,
        answer=answer,
        plot=_dots(title, rows, name="promises"),
        heads=(),
        rows=(),
        facts=(
            (
                gettext("Who"),
                gettext("Referrals received in the period, and those whose follow-up call fell due in it."),
            ),
            (gettext("How sure"), _line_words()),
            (
                gettext("How counted"),
                gettext("Public holidays are not working days. No answer to a follow-up counts as not reached."),
            ),
            (gettext("When"), when(report)),
        ),
    )


# --- what they share


def _row(name: str, figure: Figure, of: str, *, under: str = "", missing: str = "") -> ShareRow:
    if figure.hidden or figure.value is None:
        return ShareRow(name, under, None, None, None, gettext("Hidden"), "")
    interval = figure.interval
    return ShareRow(
        name=name,
        under=under,
        share=figure.value,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        number=percent(figure.value, language=presentation.language()),
        detail=of % {"count": figure.numerator, "n": figure.n},
        missing=missing,
    )


def _dots(title: str, rows: list[ShareRow], *, name: str) -> Plot:
    sure = [_interval(row) for row in rows]
    cells = tuple((r.name, r.number, r.detail, s, r.missing) for r, s in zip(rows, sure, strict=True))
    heads = ("", gettext("Share"), gettext("People"), gettext("95 % interval"), gettext("Missing"))
    table = Table(title, heads, cells)
    alt = " ".join(". ".join([f"{r[0]}: " + ", ".join(c for c in r[1:] if c)]) + "." for r in cells)
    ends = (gettext("nobody"), gettext("half"), gettext("everyone"))
    return share_dots(rows, ShareWords(title=title, alt=f"{title} {alt}", ends=ends, table=table), name=name)


def _interval(row: ShareRow) -> str:
    if row.low is None or row.high is None:
        return ""
    language = presentation.language()
    return gettext("most likely between %(low)s and %(high)s") % {
        "low": percent_number(row.low, language=language),
        "high": percent(row.high, language=language),
    }


def spread(figure: Figure) -> dict[str, str]:
    """A share and the ends of its interval in words."""
    assert figure.value is not None and figure.interval
    language = presentation.language()
    return {
        "share": percent(figure.value, language=language),
        "low": percent_number(figure.interval.low, language=language),
        "high": percent(figure.interval.high, language=language),
    }


def _nothing(title: str, why: str) -> Picture:
    return Picture(title=title, answer=why, plot=None, heads=(), rows=(), facts=())


def few() -> str:
    """Why nothing is shown."""
    return gettext("So few persons are behind these numbers that they are hidden, to protect each of them.")


def _line_words() -> str:
    return gettext("The true share most likely lies on the thick line. A short line means a surer number.")


def when(report: Report) -> str:
    """The days counted and how fresh the records were."""
    return gettext("%(period)s. Counted from the records as they were %(day)s.") % {
        "period": presentation.period_in_words(report.period),
        "day": f"{localtime(report.as_of):%d.%m.%Y}",
    }
