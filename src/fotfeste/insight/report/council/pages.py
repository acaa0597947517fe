"""The council report: what its two pages say, as typed data. Nothing is counted here.

For somebody who decides and has never heard of reablement: one sentence that answers, three pictures with who is
counted, how sure the number is and what it means, and what the figures cannot say.
"""

from dataclasses import dataclass
from textwrap import shorten

from django.utils.timezone import localtime
from django.utils.translation import gettext

from fotfeste.insight.figures.rules.notation import percent
from fotfeste.insight.report import presentation
from fotfeste.insight.report.building import Limit, Reader, Report
from fotfeste.insight.report.council import words as council_words
from fotfeste.insight.report.council.fates import fates
from fotfeste.insight.report.council.pictures import Picture, abilities, promises, spread

# Two lines at the top; a longer name would push the first page over its end.
LONGEST_MUNICIPALITY = 100


@dataclass(frozen=True, slots=True)
class Number:
    """One number with what it says; `sure` is its interval and n in words."""

    number: str
    label: str
    says: str
    sure: str


@dataclass(frozen=True, slots=True)
class Council:
    """The two pages."""

    title: str
    period: str
    as_of: str
    answer: str
    lead: tuple[str, ...]
    caveat: str
    what: tuple[str, ...]
    fates: Picture
    abilities: Picture
    promises: Picture
    numbers: tuple[Number, ...]
    words: tuple[tuple[str, str], ...]
    limits: tuple[tuple[str, str], ...]
    detail: str
    warning: str


def council(report: Report, *, municipality: str = "") -> Council:
    """The report in the language in force. Without a name of the municipality the title stands without one."""
    return Council(
        title=title(municipality),
        period=presentation.period_in_words(report.period),
        as_of=f"{localtime(report.as_of):%d.%m.%Y}",
        answer=answer(report),
        lead=tuple(lead(report)),
        caveat=""
        if report.empty
        else gettext("The figures show how people did. They do not show how much of it is due to the training."),
        what=tuple(str(line) for line in council_words.WHAT),
        fates=fates(report),
        abilities=abilities(report),
        promises=promises(report),
        numbers=tuple(numbers(report)),
        words=tuple((str(word), str(meaning)) for word, meaning in council_words.WORDS),
        limits=tuple(limits(report)),
        detail=gettext(
            "Intervals are Wilson's for shares, Student's t for means, and from the ranked values for medians."
        ),
        warning=gettext("Small numbers are shown: for the service's own use, not for handing on.")
        if report.reader is Reader.TEAM
        else "",
    )


def title(municipality: str) -> str:
    """What the report is about."""
    name = shorten(municipality, LONGEST_MUNICIPALITY, placeholder=" …")
    return (
        gettext("Reablement in %(municipality)s") % {"municipality": name} if name else gettext("Results of reablement")
    )


def answer(report: Report) -> str:
    """The one sentence that answers; without a number to show it says why."""
    figure = report.headline
    if figure.hidden or not figure.n or figure.value is None:
        return presentation.headline(report)
    return gettext(
        "%(count)s of %(n)s who completed the training had no services from the municipality when it ended"
    ) % {"count": figure.numerator, "n": figure.n}


def lead(report: Report) -> list[str]:
    """The answer as a share, how sure it is, and the same of everyone who started."""
    figure, started = report.headline, report.figure("ended_no_service_of_started")
    dropouts = report.figure("dropouts")
    out = []
    if figure.value is not None and figure.interval:
        out.append(
            gettext(
                "That is %(share)s. Chance plays a part: the true share is most likely between %(low)s and %(high)s."
            )
            % spread(figure)
        )
    if figure.value is not None and started.value is not None and dropouts.numerator:
        out.append(
            gettext(
                "Counted of everyone who started, %(dropouts)s who did not complete included, it is %(share)s "
                "(%(count)s of %(n)s)."
            )
            % {
                "dropouts": dropouts.numerator,
                "share": percent(started.value, language=presentation.language()),
                "count": started.numerator,
                "n": started.n,
            }
        )
    return out


def numbers(report: Report) -> list[Number]:
    """Waiting, length and hours, each with n and interval. Hidden ones say so; without anybody there are none."""
    out, anything = [], False
    for indicator in council_words.NUMBERS:
        figure = report.figure(indicator.id)
        shown = presentation.cell(figure)
        if figure.hidden:
            sure = gettext("Too few persons to show.")
        elif not figure.n or figure.value is None:
            sure = gettext("Nobody to count in this period.")
        elif figure.interval and not shown.spread:
            sure = gettext("Counted from %(n)s persons.") % {"n": figure.n}
        elif figure.interval:
            sure = gettext("Counted from %(n)s persons. Most likely %(spread)s.") % {
                "n": figure.n,
                "spread": f"{shown.spread} {presentation.unit_words(figure.unit)}",
            }
        else:
            sure = gettext("Counted from %(n)s persons, too few to say how sure it is.") % {"n": figure.n}
        if figure.missing and not figure.hidden:
            sure = f"{sure} " + gettext("Not known for %(n)s.") % {"n": figure.missing}
        out.append(Number(shown.number, str(indicator.words.number), str(indicator.words.says), sure))
        anything = anything or figure.hidden or bool(figure.n)
    return out if anything else []


def limits(report: Report) -> list[tuple[str, str]]:
    """What the figures cannot say, shortly; those that apply, in the report's order."""
    out = []
    for limit in report.limits:
        head, text = council_words.LIMITS[limit.value]
        if limit is Limit.HIDDEN:
            words = gettext("Numbers below %(threshold)s are hidden, with those they could be worked out from.")
            out.append((str(head), words % {"threshold": report.threshold}))
        else:
            out.append((str(head), str(text)))
    return out
